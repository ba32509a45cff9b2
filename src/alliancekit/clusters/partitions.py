"""The partition of a component that has the greatest weight inside its clusters."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np

from alliancekit.features import Ints

_MAX_EXACT = 9


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
        weights: Symmetric, in millibits, shape (n, n), zero on the diagonal; far below zero
            where two nodes must stay apart.
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
    """Return the best partition by dynamic programming over subsets.

    Among equals it is the first by content.
    """
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
            (
                inside[cluster] + best[subset ^ cluster][0],
                (cluster, *best[subset ^ cluster][1]),
                best[subset ^ cluster][2],
            )
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

    Starts from single nodes, merges the two clusters of greatest average support while that is
    positive, then moves single nodes.
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
    return tuple(
        sorted(tuple(np.flatnonzero(labels == number).tolist()) for number in np.unique(labels))
    )


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
