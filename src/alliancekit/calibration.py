"""What a weight stands for: how often pairs of such a weight turned out to be the same."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from alliancekit.clusters import standing_decisions
from alliancekit.evaluation import Gold, GoldPair, Label, LabelledPairs, label_pairs
from alliancekit.features import Bools, Ints
from alliancekit.model import Collection, Judgement
from alliancekit.weights import Model, Points

_LEAST_DECISIONS = 200
# A group of fewer pairs says too little of how often they are the same.
_LEAST_PAIRS, _ENOUGH_PAIRS = 50, 250
_GROUPS = 40
# Where pairs abound a group need not be narrower than this.
_LEAST_STEP_MILLIBITS = 400
_MILLION = 1_000_000


def calibrate(model: Model, collection: Collection) -> Model:
    """Return a model whose probabilities follow from people's decisions.

    Weights stay as they are, and so does every judgement. Decisions on events calibrate events,
    those on agreements agreements, each once 200 of them are on pairs that a merge compares.

    Args:
        model: Any.
        collection: Decisions, and the records that they are on.

    Returns:
        A model with new calibrations, or the model itself where there are too few decisions.
    """
    labels = {
        decision.records: Label(decision.judgement)
        for decision in standing_decisions(collection.decisions)
        if decision.judgement in (Judgement.same, Judgement.different)
    }
    if len(labels) < _LEAST_DECISIONS:
        return model
    gold = Gold(
        pairs=tuple(GoldPair(first=a, second=b, label=label) for (a, b), label in labels.items())
    )
    labelled = label_pairs(collection, gold, model)
    is_usable = labelled.is_known & (labelled.matches.veto == 0)
    is_agreement = labelled.features.is_agreement[labelled.pairs.first]
    on_events, on_agreements = is_usable & ~is_agreement, is_usable & is_agreement
    if on_events.sum() >= _LEAST_DECISIONS:
        model = attrs.evolve(model, event_calibration=_points_of(labelled, on_events))
    if on_agreements.sum() >= _LEAST_DECISIONS:
        model = attrs.evolve(model, agreement_calibration=_points_of(labelled, on_agreements))
    return model


def _points_of(labelled: LabelledPairs, wanted: Bools) -> Points:
    return calibration_points(labelled.contested[wanted], labelled.is_same[wanted])


def calibration_points(weight_millibits: Ints, is_same: Bools) -> Points:
    """Return the isotonic regression of being the same on the weight, as points.

    >>> import numpy as np
    >>> weights = np.repeat([-5_000, 5_000], 100)
    >>> calibration_points(weights, weights > 0)
    ((-5000, 4950), (5000, 995050))

    Args:
        weight_millibits: Of m pairs, rivals taken off, shape (m,).
        is_same: Whether each pair is the same, shape (m,), bool.

    Returns:
        Points, ascending, whose probabilities do not fall; each stands for 50 pairs or more where
        there are so many, and none is quite 0 or 1.

    Source:
        R. E. Barlow et al., Statistical Inference under Order Restrictions (1972): pool adjacent
        violators. Half a pair of either kind is added to each group (Jeffreys).
    """
    order = np.argsort(weight_millibits, kind="stable")
    weights = weight_millibits[order]
    starts = _group_starts(weights)
    if not len(starts):
        return ()
    n_pairs = np.diff(np.r_[starts, len(weights)])
    n_same = np.add.reduceat(is_same[order].astype(np.int64), starts)
    middles = np.add.reduceat(weights, starts) // n_pairs
    pooled = _pooled(n_pairs.tolist(), n_same.tolist())
    return _bends(
        [
            (weight, round((2 * same + 1) * _MILLION / (2 * n + 2)))
            for weight, (same, n) in zip(middles.tolist(), pooled, strict=True)
        ]
    )


def _group_starts(weights: Ints) -> Ints:
    """Return where groups of sorted weights begin; equal weights stay in one group."""
    if not len(weights):
        return np.zeros(0, np.int64)
    least = min(max(_LEAST_PAIRS, len(weights) // _GROUPS), _ENOUGH_PAIRS)
    starts = [0]
    for at in (np.flatnonzero(weights[1:] != weights[:-1]) + 1).tolist():
        is_wide = weights[at] - weights[starts[-1]] >= _LEAST_STEP_MILLIBITS
        if is_wide and at - starts[-1] >= least and len(weights) - at >= least:
            starts.append(at)
    return np.array(starts, np.int64)


def _bends(points: Sequence[tuple[int, int]]) -> Points:
    """Return points without those that lie inside a level stretch."""
    return tuple(
        (weight, millionths)
        for at, (weight, millionths) in enumerate(points)
        if at in (0, len(points) - 1) or not points[at - 1][1] == millionths == points[at + 1][1]
    )


def _pooled(n_pairs: Sequence[int], n_same: Sequence[int]) -> list[tuple[int, int]]:
    """Return for each group the same and all pairs of the pool that it falls into."""
    pools: list[tuple[int, int, int]] = []
    for n, same in zip(n_pairs, n_same, strict=True):
        pools.append((same, n, 1))
        # Compared with half a pair added, as the probabilities are: (2a+1)/(2n+2).
        while len(pools) > 1 and _is_falling(pools[-2], pools[-1]):
            (same_a, n_a, size_a), (same_b, n_b, size_b) = pools[-2:]
            pools[-2:] = [(same_a + same_b, n_a + n_b, size_a + size_b)]
    return [(same, n) for same, n, size in pools for _ in range(size)]


def _is_falling(below: tuple[int, int, int], above: tuple[int, int, int]) -> bool:
    (same_a, n_a, _), (same_b, n_b, _) = below, above
    return (2 * same_a + 1) * (2 * n_b + 2) >= (2 * same_b + 1) * (2 * n_a + 2)
