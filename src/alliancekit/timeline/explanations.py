"""Why two records were merged, or were not."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from alliancekit.actors import ActorTable
from alliancekit.blocks import block_pairs
from alliancekit.clusters import close_decisions, standing_decisions
from alliancekit.features import extract_features
from alliancekit.matches import COMPARATORS, Veto, score_pairs
from alliancekit.model import Collection, Judgement, Record, RecordId
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
        same_millibits: From where a pair is the same.
        veto: What keeps them apart whatever they weigh, ``""`` for nothing.
        shared_keys: Names of the blocking keys that brought the two together; none where
            they were never compared.
    """

    records: tuple[RecordId, RecordId]
    is_merged: bool
    reason: str
    prior_millibits: int
    parts: tuple[Part, ...]
    weight_millibits: int
    same_millibits: int
    veto: str
    shared_keys: tuple[str, ...]

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
        return "\n".join(lines)


def explain_pair(
    a: Record,
    b: Record,
    collection: Collection,
    actors: ActorTable,
    model: Model,
    *,
    is_merged: bool,
) -> Explanation:
    """Return why two records of a timeline were, or were not, merged.

    Args:
        a: One record.
        b: Another.
        collection: What the timeline was made from.
        actors: Table of its actors.
        model: The model that it was made with.
        is_merged: Whether one entry holds both.

    Returns:
        The sum is computed from the two records and the model alone, as it was in the merge.
    """
    sources = {source.id: source for source in collection.sources}
    features = extract_features([a, b], sources, actors)
    matches = score_pairs(features, np.array([0]), np.array([1]), model)
    pairs = block_pairs(features, model)
    names = [report.key for report in pairs.reports]
    keys = int(pairs.keys[0]) if len(pairs) else 0
    weight = int(matches.weight[0])
    veto = list(Veto)[int(matches.veto[0])]
    shared_keys = tuple(name for bit, name in enumerate(names) if keys >> bit & 1)
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
        reason=_reason(a, b, collection, veto, weight, shared_keys, model, is_merged=is_merged),
        prior_millibits=weight - sum(part.weight_millibits for part in parts),
        parts=parts,
        weight_millibits=weight,
        same_millibits=model.same_millibits,
        veto=veto,
        shared_keys=shared_keys,
    )


def _reason(
    a: Record,
    b: Record,
    collection: Collection,
    veto: Veto,
    weight: int,
    shared_keys: Sequence[str],
    model: Model,
    *,
    is_merged: bool,
) -> str:
    decided = _decided(a, b, collection)
    if decided:
        return f"{'merged' if is_merged else 'kept apart'}: {decided}"
    is_enough = weight >= model.same_millibits
    if is_merged:
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


def _decided(a: Record, b: Record, collection: Collection) -> str:
    for decision in standing_decisions(collection.decisions):
        if set(decision.records) == {a.id, b.id}:
            by = f" by {decision.author}" if decision.author else ""
            why = f" ({decision.reason})" if decision.reason else ""
            return f"decided {decision.judgement}{by}{why}"
    groups = close_decisions(collection.records, collection.decisions).groups
    if a.id != b.id and any(
        {a.id, b.id} <= {collection.records[row].id for row in g} for g in groups if len(g) > 1
    ):
        return f"follows from decisions of {Judgement.same}"
    return ""
