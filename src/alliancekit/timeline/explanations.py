"""Why two records were merged, or were not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

import attrs
import numpy as np

from alliancekit.actors import ActorTable
from alliancekit.blocks.keys import keys_of
from alliancekit.clusters import Closure, decision_text, node_of, puts_off
from alliancekit.errors import on_one_line
from alliancekit.features import Features, extract_features
from alliancekit.matches import COMPARATORS, score_pairs
from alliancekit.model import Agreement, Record, RecordId, Source, SourceId
from alliancekit.timeline.entries import Entry, Link
from alliancekit.weights import Model


class Gate(StrEnum):
    """What two records have to pass to be merged, in this order."""

    type = "type"
    decision = "decision"
    source = "source"
    veto = "veto"
    comparison = "comparison"
    weight = "weight"
    rival = "rival"
    cluster = "cluster"


@attrs.frozen(kw_only=True)
class Part:
    """What one comparator adds.

    Attributes:
        comparator: What is compared.
        level: What it found; ``unknown`` weighs nothing.
        weight_millibits: What that adds, in thousandths of a bit.
    """

    comparator: str
    level: str
    weight_millibits: int


@attrs.frozen(kw_only=True)
class Explanation:
    """Why two records stand in one entry, or in two.

    Attributes:
        records: Ids of the two records.
        gate: The first that they did not pass; ``None`` where they stand in one entry.
        reason: The rule that settled it, as a sentence.
        prior_millibits: The model's prior.
        parts: Every comparator, in its order; with the prior they add up to
            ``weight_millibits`` exactly.
        weight_millibits: What speaks for their being the same.
        probability: How often pairs of such a weight are the same, in [0, 1]; rivals, vetoes and
            decisions are not considered.
        same_millibits: From where a pair is the same.
        veto: What keeps them apart whatever they weigh, ``""`` for nothing.
        shared_keys: Names of the blocking keys that brought the two together; none where
            they were never compared.
        copies: The sources of the two that repeat each other word for word and count once, as
            sentences; whatever becomes of the records.
        links: Between the entries that they stand in, each with its reason.
    """

    records: tuple[RecordId, RecordId]
    gate: Gate | None
    reason: str
    prior_millibits: int
    parts: tuple[Part, ...]
    weight_millibits: int
    probability: float
    same_millibits: int
    veto: str
    shared_keys: tuple[str, ...]
    copies: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def is_merged(self) -> bool:
        """Whether they stand in one entry."""
        return self.gate is None

    def __repr__(self) -> str:
        return f"<Explanation {' and '.join(self.records)}: {on_one_line(self.reason)}>"

    def __str__(self) -> str:
        rows = [("prior", "", self.prior_millibits)]
        rows += [
            (p.comparator, p.level, p.weight_millibits) for p in self.parts if p.level != "unknown"
        ]
        lines = [f"{self.records[0]} and {self.records[1]}: {self.reason}"]
        lines += [
            f"  {weight / 1000:+9.3f}  {name}{': ' if level else ''}{level}"
            for name, level, weight in rows
        ]
        lines.append(
            f"  {self.weight_millibits / 1000:+9.3f}  bits in all; "
            f"the same from {self.same_millibits / 1000:+.3f}"
        )
        lines += [f"  {link}" for link in self.links]
        return "\n".join(lines)


@attrs.frozen(kw_only=True, eq=False)
class Setting:
    """What a merge judged two records by.

    Attributes:
        sources: By id.
        closure: What the decisions that count imply.
        actors: Table of the timeline's actors.
        model: The weights.
    """

    sources: Mapping[SourceId, Source]
    closure: Closure
    actors: ActorTable
    model: Model


def explain_pair(
    a: Record, b: Record, first: Entry, second: Entry, setting: Setting
) -> Explanation:
    """Return why two records of a timeline were, or were not, merged.

    Args:
        a: One record.
        b: Another.
        first: The entry that holds ``a``.
        second: The entry that holds ``b``.
        setting: What the merge judged by.

    Returns:
        The sum is computed from the two records and the model alone, as it was in the merge.
    """
    model = setting.model
    features = extract_features([a, b], setting.sources, setting.actors)
    matches = score_pairs(features, np.array([0]), np.array([1]), model)
    weight = int(matches.weight[0])
    is_never_asked = a.source == b.source or type(a.says) is not type(b.says)
    parts = tuple(
        Part(
            comparator=comparator.name,
            level="unknown" if level < 0 else comparator.levels[level],
            weight_millibits=int(part),
        )
        for comparator, level, part in zip(
            COMPARATORS, matches.levels[0].tolist(), matches.parts[0].tolist(), strict=True
        )
    )
    weighed = Explanation(
        records=(a.id, b.id),
        gate=None,
        reason="",
        prior_millibits=weight - sum(part.weight_millibits for part in parts),
        parts=parts,
        weight_millibits=weight,
        probability=model.probability(weight, is_agreement=isinstance(a.says, Agreement)),
        same_millibits=model.same_millibits,
        veto=matches.veto_of(0),
        shared_keys=() if is_never_asked else shared_keys(features, model),
    )
    if first is second:
        return attrs.evolve(weighed, reason=f"merged: {_bond(a, b, weighed, setting)}")
    gate, why = _obstacle(a, b, first, second, weighed, setting)
    return attrs.evolve(weighed, gate=gate, reason=f"kept apart: {why}")


def shared_keys(features: Features, model: Model) -> tuple[str, ...]:
    """Return the blocking keys that two rows share, however many others do."""
    names = []
    for key in keys_of(features, model):
        blocks = [set(key.blocks[key.rows == row].tolist()) for row in (0, 1)]
        if not blocks[0].isdisjoint(blocks[1]) and (
            key.is_seeking is None or bool(key.is_seeking[:2].any())
        ):
            names.append(key.name)
    return tuple(names)


def _bond(a: Record, b: Record, weighed: Explanation, setting: Setting) -> str:
    """Return what holds two records of one entry together."""
    decided = _decided(a, b, setting.closure)
    if decided:
        return decided
    if puts_off(a, b, setting.sources) or puts_off(b, a, setting.sources):
        return "one tells that the plan of the other was put off"
    if a.id == b.id:
        return "two versions of one record"
    if weighed.weight_millibits >= weighed.same_millibits and not weighed.veto:
        return "enough speaks for it"
    return "both match the rest of the entry"


def _obstacle(
    a: Record, b: Record, first: Entry, second: Entry, weighed: Explanation, setting: Setting
) -> tuple[Gate, str]:
    """Return the first gate that two records did not pass, and what happened there."""
    if type(a.says) is not type(b.says):
        return Gate.type, "one is an event, the other an agreement"
    decided = _decided(a, b, setting.closure)
    if decided:
        return Gate.decision, decided
    if a.source == b.source:
        return Gate.source, f"the source {a.source} tells of two things"
    if weighed.veto:
        return Gate.veto, weighed.veto
    if not weighed.shared_keys:
        return Gate.comparison, "never compared, because they share no blocking key"
    lack = weighed.same_millibits - weighed.weight_millibits
    if lack > 0:
        return Gate.weight, f"{lack / 1000:.3f} bits too few speak for it"
    if any(rivals_of(b, first)) or any(rivals_of(a, second)):
        return Gate.rival, "another partner fits better"
    return Gate.cluster, "the entries that they stand in do not fit each other"


def rivals_of(record: Record, entry: Entry) -> Iterator[Record]:
    """Yield the records of an entry that stand where a record of their source would have to."""
    for rival in entry.records:
        if rival.source == record.source and rival.id != record.id:
            yield rival


def _decided(a: Record, b: Record, closure: Closure) -> str:
    proof = closure.proof(node_of(a), node_of(b))
    if len(proof) > 1:
        return f"follows from {len(proof)} decisions: {'; '.join(map(decision_text, proof))}"
    if proof:
        (decision,) = proof
        by = f" by {decision.author}" if decision.author else ""
        why = f" ({decision.reason})" if decision.reason else ""
        return f"decided {decision.judgement}{by}{why}"
    return ""
