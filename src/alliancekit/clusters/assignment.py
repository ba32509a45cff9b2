"""Partners between two sources: each record has one at most, and together they weigh most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancekit.clusters.components import components_of
from alliancekit.features import Ints


def best_assignment(left: Ints, right: Ints, weight: Ints) -> NDArray[np.bool_]:
    """Return which edges of a bipartite graph make the matching of greatest weight.

    >>> best_assignment(np.array([0, 0, 1]), np.array([7, 8, 7]), np.array([5, 4, 3])).tolist()
    [False, True, True]

    Args:
        left: One end of every edge, shape (m,); no edge comes twice.
        right: The other end, numbered apart from the left ends, shape (m,).
        weight: At least 0, shape (m,).

    Returns:
        Shape (m,).

    Source:
        R. Jonker and A. Volgenant, A shortest augmenting path algorithm for dense and sparse
        linear assignment problems, Computing 38 (1987).
    """
    is_chosen = np.zeros(len(left), np.bool_)
    open_edges = np.arange(len(left))
    while len(open_edges):
        a, b, gain = left[open_edges], right[open_edges], weight[open_edges]
        is_settled = gain > _best_other(a, gain) + _best_other(b, gain)
        if not is_settled.any():
            break
        is_chosen[open_edges[is_settled]] = True
        is_taken = np.isin(a, a[is_settled]) | np.isin(b, b[is_settled])
        open_edges = open_edges[~is_taken]
    for edges in _components(left[open_edges], right[open_edges]):
        which = open_edges[edges]
        is_chosen[which] = _solved(left[which], right[which], weight[which])
    return is_chosen


def _best_other(node: Ints, weight: Ints) -> Ints:
    """Return of every edge the greatest weight among the other edges of its node, 0 for none.

    An edge that outweighs the best others of both its ends together is in every best matching:
    to choose it costs at most those two.
    """
    order = np.lexsort((-weight, node))
    is_next = np.append(node[order][1:] == node[order][:-1], False)
    runner_up = np.where(is_next, np.append(weight[order][1:], 0), 0)
    is_first = np.append(True, ~is_next[:-1])
    best_of = np.flatnonzero(is_first)[np.cumsum(is_first) - 1]
    other = np.empty_like(weight)
    other[order] = np.where(is_first, runner_up, weight[order][best_of])
    return other


def _components(left: Ints, right: Ints) -> tuple[Ints, ...]:
    """Return the positions of the edges that hang together."""
    nodes, ends = np.unique(np.concatenate([left, right]), return_inverse=True)
    component = components_of(len(nodes), ends[: len(left)], ends[len(left) :])[ends[: len(left)]]
    order = np.argsort(component, kind="stable")
    return (
        tuple(np.split(order, np.flatnonzero(np.diff(component[order])) + 1)) if len(left) else ()
    )


def _solved(left: Ints, right: Ints, weight: Ints) -> NDArray[np.bool_]:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    lefts, row = np.unique(left, return_inverse=True)
    rights, column = np.unique(right, return_inverse=True)
    # Every left end may also stay alone; costs are above zero, which a sparse matrix leaves out.
    alone = np.arange(len(lefts))
    most = int(weight.max()) + 2
    cost = csr_array(
        (
            np.concatenate([most - 1 - weight, np.full(len(lefts), most)]).astype(np.float64),
            (np.concatenate([row, alone]), np.concatenate([column, len(rights) + alone])),
        ),
        shape=(len(lefts), len(rights) + len(lefts)),
    )
    _, partner = min_weight_full_bipartite_matching(cost)
    return np.asarray(partner[row] == column)
