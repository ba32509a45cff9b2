"""Which candidate pairs are known to be the same."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.actors import joined_table
from alliancekit.blocks import Pairs, block_pairs
from alliancekit.evaluation.gold import Gold, Label
from alliancekit.features import Features, Ints, extract_features
from alliancekit.matches import Matches, contested_millibits, score_pairs
from alliancekit.model import Collection, RecordId
from alliancekit.weights import Model

_UNLABELLED, _DIFFERENT, _SAME = -1, 0, 1


@attrs.frozen(kw_only=True, eq=False)
class LabelledPairs:
    """Candidate pairs of a collection with what is known of them.

    Attributes:
        features: The rows.
        pairs: All candidate pairs, m of them.
        matches: Their weights.
        contested: Their weights in millibits less their rivals, shape (m,).
        is_known: Whether a label is known, shape (m,), bool.
        is_same: Whether the label is ``same``, shape (m,), bool.
    """

    features: Features
    pairs: Pairs
    matches: Matches
    contested: Ints
    is_known: NDArray[np.bool_]
    is_same: NDArray[np.bool_]


def label_pairs(collection: Collection, gold: Gold, model: Model) -> LabelledPairs:
    """Return the candidate pairs of a collection with what gold knows of them.

    Args:
        collection: The facts.
        gold: What is known; a labelled pair outranks clusters.
        model: The weights.

    Returns:
        Every candidate pair once.
    """
    records = collection.records
    actors = joined_table(collection.actors)
    features = extract_features(records, collection.told_sources, actors)
    pairs = block_pairs(features, model)
    matches = score_pairs(features, pairs.first, pairs.second, model)
    label = _labels([record.id for record in records], pairs, gold)
    return LabelledPairs(
        features=features,
        pairs=pairs,
        matches=matches,
        contested=contested_millibits(features, matches),
        is_known=label != _UNLABELLED,
        is_same=label == _SAME,
    )


def _labels(ids: list[RecordId], pairs: Pairs, gold: Gold) -> Ints:
    cluster_of = {known.record: known.cluster for known in gold.clusters}
    numbers = {name: at for at, name in enumerate(dict.fromkeys(cluster_of.values()))}
    cluster = np.array([numbers.get(cluster_of.get(id, ""), -1) for id in ids] or [0], np.int64)
    first, second = cluster[pairs.first], cluster[pairs.second]
    is_covered = (first >= 0) & (second >= 0)
    label = np.where(is_covered, np.where(first == second, _SAME, _DIFFERENT), _UNLABELLED)
    if not gold.pairs:
        return label
    labelled = {
        (known.first, known.second): _SAME if known.label is Label.same else _DIFFERENT
        for known in gold.pairs
    }
    wanted = {id for pair in labelled for id in pair}
    is_wanted = np.array([id in wanted for id in ids], np.bool_)
    for at in np.flatnonzero(is_wanted[pairs.first] & is_wanted[pairs.second]):
        a, b = sorted((ids[pairs.first[at]], ids[pairs.second[at]]))
        label[at] = labelled.get((a, b), label[at])
    return label
