"""Stage 5: verdicts and constraints become clusters.

The clusters of a component are the partition that keeps every constraint and has the greatest sum of weights inside its clusters
(correlation clustering). It is exact where one rule or a full search proves it, and deterministic local search with a stated bound above
that. A single strong pair does not chain two groups together, because every pair across them counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.errors import DecisionConflictError
from alliancekit.features import Features, Ints
from alliancekit.matches import Matches, score_pairs
from alliancekit.model import Decision, Judgement, Record
from alliancekit.weights import Model

_MAX_EXACT = 9
_MAX_ALL_PAIRS = 400
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
        weakest_millibits: Of every cluster the weakest of the strongest pairs that hold it together; ``None`` where none does.
        gaps: Components that were not solved exactly.
        ties: Rows of components where another partition weighs as much; the one shown is first by content.
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
    components = _components(
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
            gaps.append(Gap(size=len(component), weight_millibits=solution.weight, bound_millibits=solution.bound))
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
    """Return the lightest edge of the heaviest spanning tree: cut there, the cluster falls apart."""
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


@attrs.frozen(kw_only=True, eq=False)
class Constraints:
    """What decisions and facts force.

    Attributes:
        groups: Rows that must stay together, ascending; ordered by their first row.
        apart: Pairs of group numbers that decisions keep apart.
    """

    groups: tuple[tuple[int, ...], ...]
    apart: frozenset[tuple[int, int]]


def standing_decisions(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that no other decision supersedes."""
    superseded = {id for decision in decisions for id in decision.supersedes}
    return tuple(d for d in decisions if not d.id or d.id not in superseded)


def close_decisions(records: Sequence[Record], decisions: Sequence[Decision]) -> Constraints:
    """Return the groups that decisions force together and the pairs that they keep apart.

    Records with one id are one record in two versions and stay together. A decision on a record that is not there waits for it.

    Args:
        records: n records.
        decisions: Any.

    Returns:
        The constraints.

    Raises:
        DecisionConflictError: With the shortest chain of decisions that proves the contradiction.
    """
    rows_of: dict[tuple[str, type], list[int]] = {}
    for row, record in enumerate(records):
        rows_of.setdefault((record.id, type(record.says)), []).append(row)
    types_of: dict[str, set[type]] = {}
    for id, type_ in rows_of:
        types_of.setdefault(id, set()).add(type_)

    standing = [d for d in standing_decisions(decisions) if all(id in types_of for id in d.records)]
    same = [d for d in standing if d.judgement is Judgement.same]
    links: dict[str, list[tuple[str, Decision]]] = {}
    for decision in same:
        first, second = decision.records
        if not types_of[first] & types_of[second]:
            raise DecisionConflictError(
                (first, second), (_sentence(decision), "one is an event and the other an agreement")
            )
        links.setdefault(first, []).append((second, decision))
        links.setdefault(second, []).append((first, decision))

    for decision in standing:
        if decision.judgement is Judgement.different:
            chain = _shortest_chain(links, *decision.records)
            if chain is not None:
                raise DecisionConflictError(
                    decision.records, (*map(_sentence, chain), _sentence(decision))
                )

    edges = [(a, b) for d in same for a, b in _row_pairs(rows_of, d)]
    edges.extend((rows[0], row) for rows in rows_of.values() for row in rows[1:])
    ends = np.array(edges, np.int64).reshape(-1, 2)
    groups = _components(len(records), ends[:, 0], ends[:, 1])
    group_of = {row: number for number, rows in enumerate(groups) for row in rows}
    apart = frozenset(
        tuple(sorted((group_of[a], group_of[b])))
        for d in standing
        if d.judgement is Judgement.different
        for a, b in _row_pairs(rows_of, d)
    )
    return Constraints(groups=groups, apart=apart)  # type: ignore[arg-type]


def _row_pairs(rows_of: dict[tuple[str, type], list[int]], decision: Decision) -> Iterator[tuple[int, int]]:
    first, second = decision.records
    for (id, type_), rows in rows_of.items():
        if id == first and (second, type_) in rows_of:
            yield rows[0], rows_of[second, type_][0]


def _sentence(decision: Decision) -> str:
    by = f" by {decision.author}" if decision.author else ""
    name = f" {decision.id!r}" if decision.id else ""
    first, second = decision.records
    return f"decision{name}{by} holds {first} and {second} {decision.judgement}"


def _shortest_chain(
    links: dict[str, list[tuple[str, Decision]]], start: str, goal: str
) -> tuple[Decision, ...] | None:
    """Return the fewest ``same`` decisions that lead from one record to another."""
    came_from: dict[str, tuple[str, Decision] | None] = {start: None}
    reached = [start]
    for id in reached:
        if id == goal:
            chain = []
            step = came_from[goal]
            while step is not None:
                chain.append(step[1])
                step = came_from[step[0]]
            return tuple(reversed(chain))
        for other, decision in sorted(links.get(id, ()), key=lambda link: link[0]):
            if other not in came_from:
                came_from[other] = (id, decision)
                reached.append(other)
    return None


def _components(n: int, first: Ints, second: Ints) -> tuple[tuple[int, ...], ...]:
    """Return the connected components of n nodes, each ascending, ordered by their first node."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if n == 0:
        return ()
    graph = coo_array((np.ones(len(first), np.int8), (first, second)), shape=(n, n))
    _, labels = connected_components(graph, directed=False)
    order = np.argsort(labels, kind="stable")
    ends = np.flatnonzero(np.diff(labels[order])) + 1
    return tuple(sorted(tuple(part.tolist()) for part in np.split(order, ends)))


def _weighed(
    components: Sequence[Sequence[int]],
    groups: Sequence[Sequence[int]],
    features: Features,
    constraints: Constraints,
    model: Model,
) -> Iterator[tuple[Sequence[int], Ints]]:
    """Yield every component with the matrix of weights between its groups, forbidden pairs far below zero."""
    batches = _batched(components, groups)
    for batch in batches:
        firsts, seconds, places = [], [], []
        for number, component in enumerate(batch):
            rows = [row for at in component for row in groups[at]]
            owner = [at for at, group in enumerate(component) for _ in groups[group]]
            upper = np.triu_indices(len(rows), 1)
            rows_array, owner_array = np.array(rows), np.array(owner)
            firsts.append(rows_array[upper[0]])
            seconds.append(rows_array[upper[1]])
            places.append(np.stack([np.full(len(upper[0]), number), owner_array[upper[0]], owner_array[upper[1]]]))
        first, second, place = np.concatenate(firsts), np.concatenate(seconds), np.concatenate(places, axis=1)
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


def _batched(components: Sequence[Sequence[int]], groups: Sequence[Sequence[int]], most: int = 400_000) -> Iterator[list[Sequence[int]]]:
    """Yield runs of components of at most about ``most`` pairs together, so that memory stays flat."""
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


@attrs.frozen(kw_only=True, eq=False)
class Solution:
    """A partition of the nodes of one component.

    Attributes:
        clusters: Nodes of every cluster, ascending; clusters ordered by their first node.
        weight: Sum of the weights inside clusters.
        bound: What no partition exceeds; equal to ``weight`` where the partition is proved best.
        is_tied: Whether another partition was found to weigh as much.
    """

    clusters: tuple[tuple[int, ...], ...]
    weight: int
    bound: int
    is_tied: bool = False


def partition(weights: Ints, *, max_exact: int = _MAX_EXACT) -> Solution:
    """Return the partition of greatest weight, proved so for few nodes.

    Args:
        weights: Symmetric, in millibits, shape (n, n), zero on the diagonal; far below zero where two nodes must stay apart.
        max_exact: Most nodes to search in full, which takes 3**n steps.

    Returns:
        A partition that keeps every constraint.
    """
    bound = int(np.triu(np.maximum(weights, 0), 1).sum())
    if int(np.triu(weights, 1).sum()) == bound:
        return Solution(clusters=(tuple(range(len(weights))),), weight=bound, bound=bound)
    if len(weights) <= max_exact:
        return _exact(weights)
    clusters = _local_search(weights)
    weight = sum(int(weights[np.ix_(c, c)].sum()) // 2 for c in clusters)
    return Solution(clusters=clusters, weight=weight, bound=max(bound, weight))


def _exact(weights: Ints) -> Solution:
    """Return the best partition by dynamic programming over subsets, the first by content among equals."""
    n = len(weights)
    table = weights.tolist()
    inside = [0] * (1 << n)
    for subset in range(1, 1 << n):
        top = subset.bit_length() - 1
        rest = subset ^ (1 << top)
        inside[subset] = inside[rest] + sum(table[top][at] for at in range(top) if rest >> at & 1)

    best: list[tuple[int, tuple[int, ...], bool]] = [(0, (), False)]
    for subset in range(1, 1 << n):
        found = [
            (inside[cluster] + best[subset ^ cluster][0], (cluster, *best[subset ^ cluster][1]), best[subset ^ cluster][2])
            for cluster in _subsets_with_lowest(subset)
        ]
        most = max(weight for weight, _, _ in found)
        equals = [solution for solution in found if solution[0] == most]
        _, parts, is_tied = min(equals, key=lambda solution: solution[1])
        best.append((most, parts, is_tied or len(equals) > 1))

    weight, parts, is_tied = best[-1]
    clusters = tuple(sorted(tuple(at for at in range(n) if part >> at & 1) for part in parts))
    return Solution(clusters=clusters, weight=weight, bound=weight, is_tied=is_tied)


def _subsets_with_lowest(subset: int) -> Iterator[int]:
    """Yield every part of a set of bits that holds its lowest bit."""
    low = subset & -subset
    rest = subset ^ low
    part = rest
    while part:
        yield part | low
        part = (part - 1) & rest
    yield low


def _local_search(weights: Ints) -> tuple[tuple[int, ...], ...]:
    """Return a partition that no merge of two clusters and no move of one node betters.

    Starts from single nodes, merges the two clusters of greatest average support while that is positive, then moves single nodes.
    """
    n = len(weights)
    support = weights.astype(np.float64).copy()
    np.fill_diagonal(support, -np.inf)
    sizes = np.ones(n)
    alive = np.ones(n, np.bool_)
    members: list[list[int]] = [[at] for at in range(n)]
    average = support.copy()
    while True:
        at = int(np.argmax(average))
        i, j = divmod(at, n)
        if not average[i, j] > 0:
            break
        i, j = min(i, j), max(i, j)
        support[i] += support[j]
        support[:, i] = support[i]
        support[i, i] = -np.inf
        sizes[i] += sizes[j]
        members[i].extend(members[j])
        alive[j] = False
        support[j], support[:, j] = -np.inf, -np.inf
        average[j], average[:, j] = -np.inf, -np.inf
        fresh = np.where(alive, support[i] / (sizes[i] * sizes), -np.inf)
        fresh[i] = -np.inf
        average[i], average[:, i] = fresh, fresh
    labels = np.empty(n, np.int64)
    for number in np.flatnonzero(alive):
        labels[members[number]] = number
    _move(weights, labels)
    return tuple(sorted(tuple(np.flatnonzero(labels == number).tolist()) for number in np.unique(labels)))


def _move(weights: Ints, labels: Ints) -> None:
    """Move single nodes to the cluster that supports them most, until none gains."""
    n = len(labels)
    for _ in range(20):
        has_moved = False
        for node in range(n):
            gains = np.bincount(labels, weights=weights[node], minlength=n + 1)
            own = gains[labels[node]]
            free = np.flatnonzero(np.bincount(labels, minlength=n) == 0)
            best = int(np.argmax(gains[:n]))
            if gains[best] > max(own, 0):
                labels[node] = best
                has_moved = True
            elif own < 0 and len(free):
                labels[node] = free[0]
                has_moved = True
        if not has_moved:
            return
