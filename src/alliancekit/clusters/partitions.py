"""The partition of a component that has the greatest weight inside its clusters."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.clusters.relaxation import relaxed_partition
from alliancekit.features import Ints

MAX_WEIGHED = 9
"""Nodes of which all partitions are weighed."""
_MAX_RELAXED = 24
# Partitions are weighed in batches of so many numbers, so that memory stays flat.
_MAX_BATCH = 4_000_000
_MAX_ROUNDS = 20
# All of 125 nodes.
_MAX_TRIANGLES = 1_000_000


@attrs.frozen(kw_only=True, eq=False)
class Solution:
    """Partitions of m components of n nodes each.

    Attributes:
        labels: The cluster of every node, named by its first node, shape (m, n).
        weight: Sum of the weights inside clusters, shape (m,).
        bound: What no partition exceeds, shape (m,); equal to ``weight`` where the partition is
            proved best.
        is_tied: Whether another partition was found to weigh as much, shape (m,).
    """

    labels: Ints
    weight: Ints
    bound: Ints
    is_tied: NDArray[np.bool_]


def partition(
    weights: Ints, *, max_weighed: int = MAX_WEIGHED, max_relaxed: int = _MAX_RELAXED
) -> Solution:
    """Return the partition of greatest weight of every component, proved so for most.

    Where nothing speaks against it, all nodes are one cluster. Of few nodes all partitions are
    weighed, and among equals the one is shown that joins the first nodes. Of more, local search
    finds a partition and linear programming proves or betters it.

    Args:
        weights: Symmetric, in millibits, shape (m, n, n), zero on the diagonal; far below zero
            where two nodes must stay apart.
        max_weighed: Most nodes for which all partitions are weighed: 21,147 of nine nodes.
        max_relaxed: Most nodes for which linear programming is tried.

    Returns:
        m partitions that keep every constraint.
    """
    m, n, _ = weights.shape
    upper = np.triu_indices(n, 1)
    pairs = weights[:, upper[0], upper[1]]
    bound = np.maximum(pairs, 0).sum(axis=1)
    labels = np.zeros((m, n), np.int64)
    weight = bound.copy()
    is_tied = np.zeros(m, np.bool_)
    is_open = np.flatnonzero((pairs < 0).any(axis=1))
    if n <= max_weighed:
        labels[is_open], weight[is_open], is_tied[is_open] = _best_of_all(pairs[is_open], n)
        return Solution(labels=labels, weight=weight, bound=weight, is_tied=is_tied)
    for at in is_open.tolist():
        labels[at] = _local_search(weights[at])
        weight[at] = _weight_inside(weights[at], labels[at])
        bound[at] -= _least_loss(weights[at])
        if weight[at] < bound[at] and n <= max_relaxed:
            better, limit = relaxed_partition(weights[at])
            bound[at] = min(bound[at], limit)
            if better is not None and _weight_inside(weights[at], better) > weight[at]:
                labels[at] = better
                weight[at] = _weight_inside(weights[at], better)
        is_tied[at] = _has_equal(weights[at], labels[at])
    return Solution(labels=labels, weight=weight, bound=np.maximum(bound, weight), is_tied=is_tied)


def _weight_inside(weights: Ints, labels: Ints) -> int:
    return int(weights[labels[:, None] == labels].sum()) // 2


def _least_loss(weights: Ints) -> int:
    """Return what every partition loses at least of the weight that speaks for being together.

    If two pairs of three nodes pull together and the third apart, one of them loses; triangles that
    share no weight lose it each. Of very many triangles not all are looked at, which only makes
    the bound wider.
    """
    left = np.abs(weights).tolist()
    signs = np.sign(weights).tolist()
    pulled = [[at for at, sign in enumerate(row) if sign > 0] for row in signs]
    loss = n_looked_at = 0
    for middle, ends in enumerate(pulled):
        n_looked_at += len(ends) * (len(ends) - 1) // 2
        if n_looked_at > _MAX_TRIANGLES:
            break
        for first, last in combinations(ends, 2):
            if signs[first][last] < 0:
                paid = min(left[middle][first], left[middle][last], left[first][last])
                loss += paid
                for a, b in ((middle, first), (middle, last), (first, last)):
                    left[a][b] = left[b][a] = left[a][b] - paid
    return loss


def _has_equal(weights: Ints, labels: Ints) -> bool:
    """Return whether moving one node, or joining two clusters, would weigh as much."""
    is_member = labels == np.unique(labels)[:, None]
    support = is_member @ weights
    own = support[is_member.argmax(axis=0), np.arange(len(labels))]
    is_alone = is_member.sum(axis=1)[is_member.argmax(axis=0)] == 1
    is_elsewhere = ~is_member
    can_leave = np.any((own == 0) & ~is_alone)
    can_move = np.any(is_elsewhere & (support == own) & ~(is_alone & (support == 0)))
    between = support @ is_member.T
    can_join = np.any(between[np.triu_indices(len(between), 1)] == 0)
    return bool(can_leave | can_move | can_join)


def _best_of_all(pairs: Ints, n: int) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Return the labels, the weight and whether it is tied of the best of all partitions.

    The products are exact: every sum of weights is a whole number below 2**53.
    """
    every, is_together = _all_partitions(n)
    best = np.zeros(len(pairs), np.int64)
    weight = np.zeros(len(pairs), np.int64)
    is_tied = np.zeros(len(pairs), np.bool_)
    step = max(_MAX_BATCH // len(every), 1)
    for start in range(0, len(pairs), step):
        part = slice(start, start + step)
        weighed = pairs[part].astype(np.float64) @ is_together
        best[part] = weighed.argmax(axis=1)
        most = weighed.max(axis=1)
        weight[part] = most.astype(np.int64)
        is_tied[part] = (weighed == most[:, None]).sum(axis=1) > 1
    return every[best], weight, is_tied


@cache
def _all_partitions(n: int) -> tuple[Ints, NDArray[np.float64]]:
    """Return every partition of n nodes, and which pairs of nodes it holds together.

    Returns:
        Labels named by the first node of each cluster, shape (partitions, n), in an order where
        those that join the first nodes come first; 1 or 0, shape (n * (n - 1) / 2, partitions).
    """
    labels = np.zeros((1, 1), np.int64)
    for node in range(1, n):
        is_first = labels == np.arange(node)
        of, joined = np.nonzero(np.column_stack([is_first, np.ones(len(labels), np.bool_)]))
        labels = np.column_stack([labels[of], joined])
    upper = np.triu_indices(n, 1)
    return labels, (labels[:, upper[0]] == labels[:, upper[1]]).T.astype(np.float64)


def _local_search(weights: Ints) -> Ints:
    """Return the labels of a partition that no merge of two clusters and no move of a node betters.

    Starts from single nodes, merges clusters that are each other's greatest average support while
    that is positive, then moves single nodes.

    Source:
        F. Murtagh, A survey of recent advances in hierarchical clustering algorithms, The Computer
        Journal 26 (1983): chains of nearest neighbours give the same tree in n * n steps.
    """
    n = len(weights)
    support = weights.astype(np.float64)
    sizes = np.ones(n)
    labels = np.arange(n)
    is_waiting = np.ones(n, np.bool_)
    chain: list[int] = []
    while is_waiting.any():
        if not chain:
            chain.append(int(is_waiting.argmax()))
        end = chain[-1]
        average = np.where(is_waiting, support[end] / (sizes[end] * sizes), -np.inf)
        average[end] = -np.inf
        near = int(average.argmax())
        if not average[near] > 0:
            # Nothing supports it: it is done, and so is nothing else of the chain.
            is_waiting[end] = False
            chain.pop()
        elif len(chain) > 1 and average[near] <= average[chain[-2]]:
            kept, gone = sorted((end, chain[-2]))
            del chain[-2:]
            support[kept] += support[gone]
            support[:, kept] = support[kept]
            sizes[kept] += sizes[gone]
            labels[labels == gone] = kept
            is_waiting[gone] = False
        else:
            chain.append(near)
    _move(weights, labels)
    firsts = np.full(n, n)
    np.minimum.at(firsts, labels, np.arange(n))
    return firsts[labels]


def _move(weights: Ints, labels: Ints) -> None:
    """Move single nodes to the cluster that supports them most, until none gains."""
    n = len(labels)
    for _ in range(_MAX_ROUNDS):
        has_moved = False
        for node in range(n):
            gains = np.bincount(labels, weights=weights[node], minlength=n)
            best = int(np.argmax(gains))
            own = gains[labels[node]]
            free = np.flatnonzero(np.bincount(labels, minlength=n) == 0)
            if gains[best] > max(own, 0):
                labels[node] = best
                has_moved = True
            elif own < 0 and len(free):
                labels[node] = free[0]
                has_moved = True
        if not has_moved:
            return
