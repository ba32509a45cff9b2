"""A model estimated from a collection itself, without labels.

The current model's clusters stand in for labels: pairs inside a cluster are taken as the same, all
other candidates as different, and weights are estimated that would have judged so. Because clusters
obey what single pairs do not know (one record a source, rivals, vetoes, every pair across two
groups), each round corrects the last. Levels that depend on each other share their weight, which
counting them one by one cannot do.

Source:
    Self-training by classification EM: G. Celeux and G. Govaert, A classification EM algorithm for
    clustering, Computational Statistics & Data Analysis 14 (1992). Weights by ridge-penalised
    logistic regression on collapsed agreement patterns, drawn to the base model's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.actors import joined_table
from alliancekit.blocks import block_pairs
from alliancekit.clusters import Clusters, cluster_records, put_off_plans, sort_decisions
from alliancekit.features import ActorReader, Bools, Features, Ints, extract_features
from alliancekit.matches import (
    COMPARATORS,
    Matches,
    contested_millibits,
    score_pairs,
)
from alliancekit.model import Collection
from alliancekit.weights import SHIPPED_MODEL, Model, Weights

Floats = NDArray[np.float64]

_N_ROUNDS = 4
# How many pairs of evidence the base model's weight of a level is worth.
_BASE_WORTH = 3.0
# From where two sources are registers of the same things.
_MIN_COVERAGE = 0.4
_FULL_COVERAGE = 0.8
_MIN_LEFT_OVER_MILLIBITS = -1_000
# Rivals that together are a bit less likely take half a bit and more.
_MAX_CONTEST_MILLIBITS = 500
# Rounding that hides what different linear algebra libraries make of the last digits.
_STEP_MILLIBITS = 10
_OFFSET_STEP_MILLIBITS = 250
_N_NEWTON_STEPS = 50
_TOLERANCE_BITS = 1e-5
_MAX_LOGIT = 35.0
_MAX_NUMBER = np.iinfo(np.int64).max


def fit(collection: Collection, *, base: Model = SHIPPED_MODEL) -> Model:
    """Return a model estimated from a collection.

    Nothing is random and no label is needed; decisions count as they do in a merge. With few
    records the base model changes little.

    Args:
        collection: The facts.
        base: The model to start from and to be drawn to.

    Returns:
        A model named after the base with ``+fit``.

    Raises:
        DecisionConflictError: Decisions contradict each other.
    """
    records, sources = collection.records, collection.told_sources
    actors = joined_table(collection.actors)
    features = extract_features(records, sources, actors)
    model = attrs.evolve(base, name=f"{base.name}+fit")
    pairs = block_pairs(features, model)
    if not len(pairs):
        return model
    matches = score_pairs(features, pairs.first, pairs.second, model)
    patterns = _patterns(features, matches, model)
    standing = sort_decisions(records, collection.decisions).standing
    postponed = put_off_plans(records, sources, ActorReader(actors))
    for _ in range(_N_ROUNDS):
        clusters = cluster_records(records, features, matches, standing, model, together=postponed)
        fitted = _estimate(patterns, *_labels(clusters, features, matches), base, model)
        if fitted == model:
            break
        model = fitted
        matches = score_pairs(features, pairs.first, pairs.second, model)
    return model


def _labels(clusters: Clusters, features: Features, matches: Matches) -> tuple[Floats, Floats]:
    """Return which pairs are taken as the same, and how much each pair counts.

    A pair that lost to a rival, a better partner from the same source, counts nothing: it says that
    another fitted better, not that this one did not fit.
    """
    cluster_of = clusters.labels
    first, second = cluster_of[matches.first], cluster_of[matches.second]
    n_sources = int(features.source.max(initial=0)) + 1
    seats = np.unique(cluster_of * n_sources + features.source)
    lost = np.isin(first * n_sources + features.source[matches.second], seats)
    lost |= np.isin(second * n_sources + features.source[matches.first], seats)
    is_together = first == second
    coverage = _coverage(features, matches, is_together)
    rivals = np.flatnonzero(~lost | (coverage < _FULL_COVERAGE))
    is_left_over = np.zeros(len(matches), np.bool_)
    is_left_over[rivals] = _is_left_over(features, matches.at(rivals))
    is_same = is_together | (is_left_over & ~lost & (coverage >= _MIN_COVERAGE))
    return is_same.astype(np.float64), (is_same | ~lost).astype(np.float64)


def _coverage(features: Features, matches: Matches, is_together: Bools) -> Floats:
    """Return of every pair which share of the smaller source has a partner in the other."""
    n_sources = int(features.source.max(initial=0)) + 1
    source_a, source_b = features.source[matches.first], features.source[matches.second]
    code = np.minimum(source_a, source_b) * n_sources + np.maximum(source_a, source_b)
    codes, pair_of = np.unique(code, return_inverse=True)
    n_shared = np.bincount(pair_of, weights=is_together, minlength=len(codes))
    size = np.bincount(features.source, minlength=n_sources)
    least = np.minimum(size[codes // n_sources], size[codes % n_sources])
    return np.asarray((n_shared / np.maximum(least, 1))[pair_of])


def _is_left_over(features: Features, rivals: Matches) -> Bools:
    """Return which pairs are all that is left for each other.

    If one candidate in the other register is far likelier than any other, the two are likelier
    partners than strangers, even though too little speaks for it by itself: so it shows that a
    register dates everything late. Where nearly every record has a partner, those that have one
    are nobody's rivals.
    """
    loss = rivals.weight - contested_millibits(features, rivals)
    is_uncontested = loss <= _MAX_CONTEST_MILLIBITS
    is_likely = (rivals.veto == 0) & (rivals.weight >= _MIN_LEFT_OVER_MILLIBITS)
    return np.asarray(is_uncontested & is_likely)


@attrs.frozen(kw_only=True, eq=False)
class _Patterns:
    """Pairs collapsed by what they agree on.

    Attributes:
        columns: Comparator and level of every column; the first two columns are the priors
            of events and agreements.
        design: Shape (patterns, 2 + levels), 0 or 1.
        offset: What shared rare values add, in bits, shape (patterns,).
        pattern_of: Pattern of every pair, shape (m,).
    """

    columns: tuple[tuple[int, int], ...]
    design: Floats
    offset: Floats
    pattern_of: Ints


def _patterns(features: Features, matches: Matches, model: Model) -> _Patterns:
    is_agreement = features.is_agreement[matches.first].astype(np.int64)
    offset = matches.parts.sum(axis=1)
    for at, comparator in enumerate(COMPARATORS):
        by_level = [_level_weight(model, at, level) for level in range(len(comparator.levels))]
        offset -= np.array([*by_level, 0])[matches.levels[:, at]]
    offset = np.round(offset / _OFFSET_STEP_MILLIBITS).astype(np.int64)
    pattern_of, examples = _collapsed((is_agreement, offset, *matches.levels.T.astype(np.int64)))
    levels = matches.levels[examples]
    columns = tuple(
        (comparator, level)
        for comparator in range(levels.shape[1])
        for level in np.unique(levels[:, comparator]).tolist()
        if level >= 0
    )
    design = np.column_stack(
        [is_agreement[examples] == 0, is_agreement[examples] == 1]
        + [levels[:, comparator] == level for comparator, level in columns]
    )
    return _Patterns(
        columns=columns,
        design=design.astype(np.float64),
        offset=offset[examples] * _OFFSET_STEP_MILLIBITS / 1000,
        pattern_of=pattern_of,
    )


def _collapsed(columns: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Return the number of every row's combination of values, and one row of every number."""
    number, n_numbers = np.zeros(len(columns[0]), np.int64), 1
    for column in columns:
        low, n_values = int(column.min()), int(np.ptp(column)) + 1
        if n_numbers * n_values > _MAX_NUMBER:
            _, number = np.unique(number, return_inverse=True)
            n_numbers = int(number.max()) + 1
        number, n_numbers = number * n_values + (column - low), n_numbers * n_values
    _, examples, number = np.unique(number, return_index=True, return_inverse=True)
    return number, examples


def _estimate(
    patterns: _Patterns, is_same: Floats, counts: Floats, base: Model, model: Model
) -> Model:
    """Return the model whose weights best tell the pairs that are the same from the others."""
    n = len(patterns.design)
    n_all = np.bincount(patterns.pattern_of, weights=counts, minlength=n).astype(np.float64)
    n_same = np.bincount(patterns.pattern_of, weights=is_same, minlength=n).astype(np.float64)
    start = np.array(
        [base.event_prior_millibits, base.agreement_prior_millibits]
        + [_level_weight(base, comparator, level) for comparator, level in patterns.columns]
    )
    bits = regress(patterns.design, patterns.offset, n_all, n_same, start / 1000)
    millibits = [_rounded(weight) for weight in bits.tolist()]
    fitted = dict(zip(patterns.columns, millibits[2:], strict=True))
    return attrs.evolve(
        model,
        event_prior_millibits=millibits[0],
        agreement_prior_millibits=millibits[1],
        weights=tuple(
            Weights(
                comparator=comparator.name,
                levels=tuple(
                    (name, fitted.get((at, level), _level_weight(base, at, level)))
                    for level, name in enumerate(comparator.levels)
                ),
            )
            for at, comparator in enumerate(COMPARATORS)
        ),
    )


def regress(design: Floats, offset: Floats, n_all: Floats, n_same: Floats, start: Floats) -> Floats:
    """Return the weights of a logistic regression that is drawn to where it starts.

    Newton's method with halved steps: the penalised likelihood is concave, so every accepted step
    climbs.

    Args:
        design: Which levels each pattern shows, shape (patterns, weights).
        offset: What else speaks for each pattern, in bits, shape (patterns,).
        n_all: Pairs of each pattern, shape (patterns,).
        n_same: How many of them are the same, shape (patterns,).
        start: Weights to be drawn to, in bits, shape (weights,).

    Returns:
        Weights in bits, shape (weights,).
    """
    nats = math.log(2)
    penalty = _BASE_WORTH * nats * nats
    weights = start.copy()
    value = -math.inf
    step = np.zeros_like(weights)
    for _ in range(_N_NEWTON_STEPS):
        trial = weights + step
        logit = np.clip((design @ trial + offset) * nats, -_MAX_LOGIT, _MAX_LOGIT)
        climbed = float(n_same @ logit - n_all @ np.logaddexp(0, logit)) - penalty / 2 * float(
            ((trial - start) ** 2).sum()
        )
        if climbed < value:
            step = step / 2
            if np.abs(step).max() < _TOLERANCE_BITS:
                break
            continue
        weights, value = trial, climbed
        expected = 1 / (1 + np.exp(-logit))
        slope = nats * (design.T @ (n_same - n_all * expected)) - penalty * (weights - start)
        curvature = (design.T * (n_all * expected * (1 - expected))) @ design * nats * nats
        step = np.asarray(np.linalg.solve(curvature + penalty * np.eye(len(weights)), slope))
        if np.abs(step).max() < _TOLERANCE_BITS:
            break
    return weights


def _level_weight(model: Model, comparator: int, level: int) -> int:
    name = COMPARATORS[comparator].name
    return model.by_comparator[name][COMPARATORS[comparator].levels[level]]


def _rounded(bits: float) -> int:
    return round(bits * 1000 / _STEP_MILLIBITS) * _STEP_MILLIBITS
