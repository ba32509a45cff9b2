"""From matches and decisions to the clusters of records that are the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.clusters.assignment import best_assignment
from alliancekit.clusters.closures import Constraints, close_decisions
from alliancekit.clusters.components import components_of, members_of
from alliancekit.clusters.partitions import MAX_WEIGHED, partition
from alliancekit.features import Features, Ints, Lists, is_first, pairs_within
from alliancekit.matches import Matches, score_pairs
from alliancekit.model import Decision, Record
from alliancekit.weights import Model

_FORBIDDEN = -(10**12)
MAX_WEIGHED_TOGETHER = 1_500
"""Groups in one component of which all pairs are weighed."""
_BIT = 1_000
# Components are weighed in batches of about so many pairs, so that memory stays flat.
_MAX_BATCH_PAIRS = 400_000


@attrs.frozen(kw_only=True)
class Gap:
    """A component whose partition is not proved best.

    Attributes:
        size: How many groups of records it holds.
        weight_millibits: What its clusters weigh; of links that were cut because too much hung
            together, 0.
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

    @property
    def labels(self) -> Ints:
        """Number of the cluster of every row, shape (n,)."""
        sizes = [len(rows) for rows in self.members]
        labels = np.empty(sum(sizes), np.int64)
        labels[[row for rows in self.members for row in rows]] = np.repeat(
            np.arange(len(sizes)), sizes
        )
        return labels


def cluster_records(
    records: Sequence[Record],
    features: Features,
    matches: Matches,
    standing: Sequence[Decision],
    model: Model,
    *,
    together: Sequence[tuple[int, int]] = (),
) -> Clusters:
    """Return which records are the same thing.

    Args:
        records: n records in total order; ties between partitions fall to it.
        features: Their n rows.
        matches: Candidate pairs, weighed.
        standing: People's judgements that count, all on these records.
        model: The weights.
        together: Pairs of rows that facts hold together whatever they weigh, but for a veto.

    Returns:
        A partition of the n rows.

    Raises:
        DecisionConflictError: Decisions contradict each other or what cannot be.
    """

    def are_barred(rows: Sequence[int], others: Sequence[int]) -> bool:
        first, second = np.repeat(rows, len(others)), np.tile(others, len(rows))
        return bool(score_pairs(features, first, second, model).veto.any())

    constraints = close_decisions(records, standing, together, are_barred)
    groups = _groups(constraints)
    group_of = np.empty(len(records), np.int64)
    group_of[groups.values] = groups.rows

    links = _links(matches, group_of, constraints, model)
    component_of = components_of(len(groups.counts), links.first, links.second)
    cluster_of = component_of.copy()
    weakest = np.full(len(groups.counts), _FORBIDDEN)
    is_paired = _is_between_two_sources(component_of, groups, features)
    _assign(links, is_paired, groups, features, cluster_of, weakest)

    gaps: list[Gap] = []
    ties: list[tuple[int, ...]] = []
    component_of = np.where(is_paired, np.arange(len(component_of)), component_of)
    component_of, cut = _cut_at_weakest(component_of, links, is_paired)
    cluster_of = np.where(is_paired, cluster_of, component_of)
    gaps.extend(cut)
    for nodes, weights in _weighed(component_of, groups, features, constraints, model):
        solution = partition(weights)
        n = nodes.shape[1]
        cluster_of[nodes] = np.take_along_axis(nodes, solution.labels, axis=1)
        _note_weakest(weakest, nodes, weights, solution.labels)
        gaps.extend(
            Gap(size=n, weight_millibits=int(weight), bound_millibits=int(bound))
            for weight, bound in zip(solution.weight, solution.bound, strict=True)
            if weight < bound
        )
        ties.extend(
            tuple(sorted(row for group in tied for row in constraints.groups[group]))
            for tied in nodes[solution.is_tied].tolist()
        )

    members = members_of(cluster_of[group_of])
    first_groups = cluster_of[group_of[[rows[0] for rows in members]]] if members else cluster_of
    return Clusters(
        members=members,
        weakest_millibits=tuple(
            None if weight == _FORBIDDEN else weight + model.same_millibits
            for weight in weakest[first_groups].tolist()
        ),
        gaps=tuple(sorted(gaps, key=attrs.astuple)),
        ties=tuple(sorted(ties)),
    )


def _groups(constraints: Constraints) -> Lists:
    sizes = [len(rows) for rows in constraints.groups]
    return Lists(
        starts=np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]),
        values=np.array([row for rows in constraints.groups for row in rows], np.int64),
    )


@attrs.frozen(kw_only=True, eq=False)
class _Links:
    """Pairs of groups that match, shape (m,); weights in millibits above the threshold."""

    first: Ints
    second: Ints
    weight: Ints


def _links(matches: Matches, group_of: Ints, constraints: Constraints, model: Model) -> _Links:
    first, second = group_of[matches.first], group_of[matches.second]
    holds = (matches.weight >= model.same_millibits) & (matches.veto == 0) & (first != second)
    if constraints.apart:
        low, high = np.array(sorted(constraints.apart)).T
        n = len(group_of)
        code = np.minimum(first, second) * n + np.maximum(first, second)
        holds &= ~np.isin(code, low * n + high)
    return _Links(
        first=first[holds],
        second=second[holds],
        weight=matches.weight[holds] - model.same_millibits,
    )


def _cut_at_weakest(
    component_of: Ints, links: _Links, is_done: NDArray[np.bool_]
) -> tuple[Ints, list[Gap]]:
    """Return components that are not too big to weigh all their pairs, and what was cut for that.

    The weakest links of what is too big go first, bit by bit, until it falls apart.
    """
    n = len(component_of)
    is_held = ~is_done[links.first]
    cut: dict[int, int] = {}
    sizes = np.bincount(component_of, minlength=n)
    whole, size_of_whole = component_of, sizes
    for bar in range(_BIT, int(links.weight.max(initial=0)) + _BIT, _BIT):
        is_big = (sizes > MAX_WEIGHED_TOGETHER)[component_of]
        gone = is_held & is_big[links.first] & (links.weight < bar)
        if not is_big.any():
            break
        for component, weight in zip(whole[links.first[gone]], links.weight[gone], strict=True):
            cut[int(component)] = cut.get(int(component), 0) + int(weight)
        is_held &= ~gone
        component_of = components_of(n, links.first[is_held], links.second[is_held])
        sizes = np.bincount(component_of, minlength=n)
    gaps = [
        Gap(size=int(size_of_whole[component]), weight_millibits=0, bound_millibits=weight)
        for component, weight in cut.items()
        if weight
    ]
    return component_of, gaps


def _is_between_two_sources(
    component_of: Ints, groups: Lists, features: Features
) -> NDArray[np.bool_]:
    """Return of every group whether its component is big and pairs single records of two sources.

    Such a component falls into pairs, which an assignment finds whatever its size.
    """
    n = len(component_of)
    is_single = groups.counts == 1
    source = features.source[groups.values[groups.starts[:-1]]]
    low, high = np.full(n, np.iinfo(np.int64).max), np.full(n, -1)
    np.minimum.at(low, component_of, source)
    np.maximum.at(high, component_of, source)
    fits = is_single & ((source == low[component_of]) | (source == high[component_of]))
    size = np.bincount(component_of, minlength=n)
    n_fitting = np.bincount(component_of, weights=fits, minlength=n)
    return np.asarray(((n_fitting == size) & (size > MAX_WEIGHED))[component_of])


def _assign(
    links: _Links,
    is_paired: NDArray[np.bool_],
    groups: Lists,
    features: Features,
    cluster_of: Ints,
    weakest: Ints,
) -> None:
    """Break components of two sources up into the pairs that weigh most together."""
    cluster_of[is_paired] = np.flatnonzero(is_paired)
    held = is_paired[links.first]
    first, second, weight = links.first[held], links.second[held], links.weight[held]
    source = features.source[groups.values[groups.starts[:-1]]]
    is_turned = source[first] > source[second]
    first, second = np.where(is_turned, second, first), np.where(is_turned, first, second)
    chosen = best_assignment(first, second, weight)
    first, second = first[chosen], second[chosen]
    cluster_of[np.maximum(first, second)] = np.minimum(first, second)
    weakest[np.minimum(first, second)] = weight[chosen]


def _weighed(
    component_of: Ints,
    groups: Lists,
    features: Features,
    constraints: Constraints,
    model: Model,
) -> Iterator[tuple[Ints, Ints]]:
    """Yield components of several groups, those of one size together.

    Yields:
        Groups of m components of n groups each, shape (m, n), and the weights between them, shape
        (m, n, n): in millibits above where a pair is the same, forbidden ones far below zero.
    """
    order = np.argsort(component_of, kind="stable")
    starts = np.flatnonzero(is_first(component_of[order]))
    sizes = np.diff(starts, append=len(order))
    for n in np.unique(sizes[sizes > 1]).tolist():
        begins = starts[sizes == n]
        step = max(_MAX_BATCH_PAIRS // (n * n), 1)
        for at in range(0, len(begins), step):
            nodes = order[begins[at : at + step, None] + np.arange(n)]
            yield nodes, _weights_between(nodes, groups, features, constraints, model)


def _weights_between(
    nodes: Ints, groups: Lists, features: Features, constraints: Constraints, model: Model
) -> Ints:
    m, n = nodes.shape
    places = np.arange(m * n)
    rows_of = groups.counts[nodes.ravel()]
    place = np.repeat(places, rows_of)
    offsets = np.arange(len(place)) - np.repeat(np.cumsum(rows_of) - rows_of, rows_of)
    rows = groups.values[groups.starts[nodes.ravel()][place] + offsets]

    a, b = pairs_within(np.searchsorted(place, np.arange(0, m * n + 1, n)))
    is_across = place[a] != place[b]
    a, b = a[is_across], b[is_across]
    first, second = rows[a], rows[b]
    matches = score_pairs(features, first, second, model)
    is_forbidden = (matches.veto != 0) | (features.source[first] == features.source[second])
    weight = np.where(is_forbidden, _FORBIDDEN, matches.weight - model.same_millibits)

    weights = np.zeros((m * n, n), np.int64)
    np.add.at(weights, (place[a], place[b] % n), weight)
    weights = weights.reshape(m, n, n)
    weights += weights.transpose(0, 2, 1)
    if constraints.apart:
        where = {group: divmod(at, n) for at, group in enumerate(nodes.ravel().tolist())}
        for left, right in sorted(constraints.apart):
            if left in where and right in where and where[left][0] == where[right][0]:
                (component, i), (_, j) = where[left], where[right]
                weights[component, i, j] = weights[component, j, i] = _FORBIDDEN
    return weights


def _note_weakest(weakest: Ints, nodes: Ints, weights: Ints, labels: Ints) -> None:
    """Note of every cluster, under its first group, where it would fall apart first.

    That is the lightest edge of its heaviest spanning tree, which Prim's algorithm grows in all
    components at once.
    """
    m, n = labels.shape
    every = np.arange(m)
    nowhere = np.iinfo(np.int64).min
    is_together = labels[:, :, None] == labels[:, None, :]
    reach = np.where(is_together, weights, nowhere)
    reached = np.full((m, n), nowhere)
    is_waiting: NDArray[np.bool_] = np.ones((m, n), np.bool_)
    for _ in range(n):
        shown = np.where(is_waiting, reached, nowhere)
        node = shown.argmax(axis=1)
        is_new_tree = shown[every, node] == nowhere
        node = np.where(is_new_tree, is_waiting.argmax(axis=1), node)
        first = nodes[every, labels[every, node]]
        edge = shown[every, node]
        seen = weakest[first]
        joins = ~is_new_tree
        weakest[first[joins]] = np.where(
            seen[joins] == _FORBIDDEN, edge[joins], np.minimum(seen[joins], edge[joins])
        )
        is_waiting[every, node] = False
        reached = np.maximum(reached, reach[every, node])
