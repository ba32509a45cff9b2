"""Why two records were merged, or were not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from alliancekit.actors import ActorTable
from alliancekit.blocks.keys import keys_of
from alliancekit.clusters import Closure, decision_text, node_of, puts_off
from alliancekit.errors import on_one_line
from alliancekit.features import Features, extract_features
from alliancekit.matches import COMPARATORS, Veto, score_pairs
from alliancekit.model import Agreement, Record, RecordId, Source, SourceId
from alliancekit.timeline.entries import Link
from alliancekit.weights import Model


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
        is_merged: Whether they stand in one entry.
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
    is_merged: bool
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


def explain_pair(
    a: Record,
    b: Record,
    sources: Mapping[SourceId, Source],
    closure: Closure,
    actors: ActorTable,
    model: Model,
    *,
    is_merged: bool,
) -> Explanation:
    """Return why two records of a timeline were, or were not, merged.

    Args:
        a: One record.
        b: Another.
        sources: By id.
        closure: What the decisions that count imply.
        actors: Table of the timeline's actors.
        model: The model that it was made with.
        is_merged: Whether one entry holds both.

    Returns:
        The sum is computed from the two records and the model alone, as it was in the merge.
    """
    features = extract_features([a, b], sources, actors)
    matches = score_pairs(features, np.array([0]), np.array([1]), model)
    weight = int(matches.weight[0])
    veto = matches.veto_of(0)
    is_never_asked = a.source == b.source or type(a.says) is not type(b.says)
    keys = () if is_never_asked else shared_keys(features, model)
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
    return Explanation(
        records=(a.id, b.id),
        is_merged=is_merged,
        reason=_reason(
            a,
            b,
            closure,
            veto,
            weight,
            keys,
            model,
            is_merged=is_merged,
            is_put_off=puts_off(a, b, sources) or puts_off(b, a, sources),
        ),
        prior_millibits=weight - sum(part.weight_millibits for part in parts),
        parts=parts,
        weight_millibits=weight,
        probability=model.probability(weight, is_agreement=isinstance(a.says, Agreement)),
        same_millibits=model.same_millibits,
        veto=veto,
        shared_keys=keys,
    )


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


def _reason(
    a: Record,
    b: Record,
    closure: Closure,
    veto: Veto,
    weight: int,
    shared_keys: Sequence[str],
    model: Model,
    *,
    is_merged: bool,
    is_put_off: bool,
) -> str:
    decided = _decided(a, b, closure)
    if decided:
        return f"{'merged' if is_merged else 'kept apart'}: {decided}"
    is_enough = weight >= model.same_millibits
    if is_merged:
        if is_put_off:
            return "merged: one tells that the plan of the other was put off"
        if a.id == b.id:
            return "merged: two versions of one record"
        return (
            "merged: enough speaks for it"
            if is_enough and not veto
            else "merged: both match the rest of the entry"
        )
    if type(a.says) is not type(b.says):
        return "kept apart: one is an event, the other an agreement"
    if a.source == b.source:
        return "kept apart: one source tells of two things"
    if veto:
        return f"kept apart: {veto}"
    if not shared_keys:
        return "kept apart: never compared, because they share no blocking key"
    if not is_enough:
        return "kept apart: not enough speaks for it"
    return (
        "kept apart: another partner fits better, "
        "or the entries that they stand in contradict each other"
    )


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
