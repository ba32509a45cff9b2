"""Pairs of records that were never compared although they share something, and why."""

from __future__ import annotations

import attrs
import numpy as np

from alliancekit.actors import ActorTable
from alliancekit.blocks import left_out_pairs
from alliancekit.features import extract_features
from alliancekit.matches import score_pairs
from alliancekit.model import Collection, RecordId
from alliancekit.weights import Model


@attrs.frozen(kw_only=True)
class UncomparedPair:
    """Two records that no blocking key brought together, though they share one.

    Attributes:
        records: Their ids, ordered.
        weight_millibits: What speaks for their being the same, now that they are compared.
        reason: Why they were not.
    """

    records: tuple[RecordId, RecordId]
    weight_millibits: int
    reason: str


def uncompared_pairs(
    collection: Collection, actors: ActorTable, model: Model, *, at_most: int
) -> tuple[UncomparedPair, ...]:
    """Return the likeliest pairs of a collection that a merge leaves uncompared.

    Args:
        collection: The facts.
        actors: Table of its actors.
        model: The weights.
        at_most: How many pairs to return, >= 0.

    Returns:
        Pairs without a veto, the likeliest first. They are found among the pairs of overfull
        blocks that are nearest in time; what shares no key at all is not looked at.
    """
    records = collection.records
    features = extract_features(records, collection.told_sources, actors)
    left_out = left_out_pairs(features, model)
    matches = score_pairs(features, left_out.first, left_out.second, model)
    free = np.flatnonzero(matches.veto == 0)
    order = np.lexsort((matches.second[free], matches.first[free], -matches.weight[free]))
    pairs = []
    for at in free[order[:at_most]].tolist():
        first, second = sorted((records[matches.first[at]].id, records[matches.second[at]].id))
        name = left_out.key_names[left_out.key[at]]
        reason = f"never compared, because {left_out.size[at]} records share {name}"
        pairs.append(
            UncomparedPair(
                records=(first, second), weight_millibits=int(matches.weight[at]), reason=reason
            )
        )
    return tuple(pairs)
