"""From matches and decisions to the clusters of records that are the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import attrs
import numpy as np

from alliancekit.clusters.components import components_of
from alliancekit.clusters.decisions import Constraints, close_decisions
from alliancekit.clusters.partitions import partition
from alliancekit.features import Features, Ints
from alliancekit.matches import Matches, score_pairs
from alliancekit.model import Decision, Record
from alliancekit.weights import Model

_FORBIDDEN = -(10**12)


@attrs.frozen(kw_only=True)
class Gap:
    """A component whose partition was found by local search.

    Attributes:
        size: How many groups of records it holds.
        weight_millibits: What its clusters weigh.
        bound_millibits: What no partition can exceed.
    """

    size: int
    weight_millibits: int
    bound_millibits: int


@attrs.frozen(kw_only=True, eq=False)
class Clusters:
    """Rows judged the same.

    Attributes:
        members: Rows of every cluster, ascending; clusters ordered by their first row.
        weakest_millibits: Of every cluster the weakest of the strongest pairs that hold it
            together; ``None`` where none does.
        gaps: Components that were not solved exactly.
        ties: Rows of components where another partition weighs as much; the one shown is
            first by content.
    """

    members: tuple[tuple[int, ...], ...]
    weakest_millibits: tuple[int | None, ...]
    gaps: tuple[Gap, ...]
    ties: tuple[tuple[int, ...], ...]


def cluster_records(
    records: Sequence[Record],
    features: Features,
    matches: Matches,
    decisions: Sequence[Decision],
    model: Model,
) -> Clusters:
    """Return which records are the same thing.

    Args:
        records: n records in total order; ties between partitions fall to it.
        features: Their n rows.
        matches: Candidate pairs, weighed.
        decisions: People's judgements, those that are superseded included.
        model: The weights.

    Returns:
        A partition of the n rows.

    Raises:
        DecisionConflictError: Decisions contradict each other or what cannot be.
    """
    constraints = close_decisions(records, decisions)
    groups = constraints.groups
    group_of = np.empty(len(records), np.int64)
    for number, rows in enumerate(groups):
        group_of[list(rows)] = number

    is_linking = (matches.weight >= model.same_millibits) & (matches.veto == 0)
    components = components_of(
        len(groups), group_of[matches.first[is_linking]], group_of[matches.second[is_linking]]
    )
    several = [component for component in components if len(component) > 1]
    found: list[tuple[tuple[int, ...], int | None]] = [
        (groups[component[0]], None) for component in components if len(component) == 1
    ]
    gaps, ties = [], []
    for component, weights in _weighed(several, groups, features, constraints, model):
        solution = partition(weights)
        for cluster in solution.clusters:
            rows = tuple(sorted(row for at in cluster for row in groups[component[at]]))
            found.append((rows, _weakest(weights, cluster, model)))
        if solution.bound > solution.weight:
            gaps.append(
                Gap(
                    size=len(component),
                    weight_millibits=solution.weight,
                    bound_millibits=solution.bound,
                )
            )
        if solution.is_tied:
            ties.append(tuple(sorted(row for number in component for row in groups[number])))
    found.sort(key=lambda cluster: cluster[0])
    return Clusters(
        members=tuple(rows for rows, _ in found),
        weakest_millibits=tuple(weakest for _, weakest in found),
        gaps=tuple(gaps),
        ties=tuple(sorted(ties)),
    )


def _weakest(weights: Ints, cluster: Sequence[int], model: Model) -> int | None:
    """Return the lightest edge of the heaviest spanning tree: there the cluster falls apart."""
    if len(cluster) == 1:
        return None
    reached = weights[cluster[0], list(cluster)].copy()
    reached[0] = np.iinfo(np.int64).min
    waiting = np.ones(len(cluster), np.bool_)
    waiting[0] = False
    lightest = np.iinfo(np.int64).max
    while waiting.any():
        at = int(np.argmax(np.where(waiting, reached, np.iinfo(np.int64).min)))
        lightest = min(lightest, int(reached[at]))
        waiting[at] = False
        reached = np.maximum(reached, weights[cluster[at], list(cluster)])
    return int(lightest) + model.same_millibits


def _weighed(
    components: Sequence[Sequence[int]],
    groups: Sequence[Sequence[int]],
    features: Features,
    constraints: Constraints,
    model: Model,
) -> Iterator[tuple[Sequence[int], Ints]]:
    """Yield every component with the weights between its groups, forbidden ones far below zero."""
    for batch in _batched(components, groups):
        firsts, seconds, places = [], [], []
        for number, component in enumerate(batch):
            rows = [row for at in component for row in groups[at]]
            owner = [at for at, group in enumerate(component) for _ in groups[group]]
            upper = np.triu_indices(len(rows), 1)
            rows_array, owner_array = np.array(rows), np.array(owner)
            firsts.append(rows_array[upper[0]])
            seconds.append(rows_array[upper[1]])
            places.append(
                np.stack(
                    [np.full(len(upper[0]), number), owner_array[upper[0]], owner_array[upper[1]]]
                )
            )
        first, second = np.concatenate(firsts), np.concatenate(seconds)
        place = np.concatenate(places, axis=1)
        matches = score_pairs(features, first, second, model)
        is_forbidden = (matches.veto != 0) | (features.source[first] == features.source[second])
        weight = np.where(is_forbidden, _FORBIDDEN, matches.weight - model.same_millibits)
        starts = np.searchsorted(place[0], np.arange(len(batch) + 1))
        for number, component in enumerate(batch):
            part = slice(starts[number], starts[number + 1])
            matrix = np.zeros((len(component), len(component)), np.int64)
            np.add.at(matrix, (place[1, part], place[2, part]), weight[part])
            matrix = matrix + matrix.T
            np.fill_diagonal(matrix, 0)
            for i, j in combinations(range(len(component)), 2):
                if (component[i], component[j]) in constraints.apart:
                    matrix[i, j] = matrix[j, i] = _FORBIDDEN
            yield component, matrix


def _batched(
    components: Sequence[Sequence[int]], groups: Sequence[Sequence[int]], most: int = 400_000
) -> Iterator[list[Sequence[int]]]:
    """Yield runs of components of about ``most`` pairs together, so that memory stays flat."""
    batch: list[Sequence[int]] = []
    n_pairs = 0
    for component in components:
        size = sum(len(groups[at]) for at in component)
        if batch and n_pairs + size * size // 2 > most:
            yield batch
            batch, n_pairs = [], 0
        batch.append(component)
        n_pairs += size * size // 2
    if batch:
        yield batch
