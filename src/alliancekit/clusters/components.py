"""The connected components of a graph."""

from __future__ import annotations

import numpy as np

from alliancekit.features import Ints


def components_of(n: int, first: Ints, second: Ints) -> Ints:
    """Return the component of each of n nodes, named by its first node, shape (n,)."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(first), np.int8), (first, second)), shape=(n, n))
    n_components, labels = connected_components(graph, directed=False)
    firsts = np.full(n_components, n)
    np.minimum.at(firsts, labels, np.arange(n))
    return np.asarray(firsts[labels])


def members_of(labels: Ints) -> tuple[tuple[int, ...], ...]:
    """Return the nodes of each component, ascending, components ordered by their first node.

    >>> members_of(np.array([0, 1, 0]))
    ((0, 2), (1,))
    """
    order = np.argsort(labels, kind="stable")
    ends = (np.flatnonzero(np.diff(labels[order])) + 1).tolist()
    nodes = order.tolist()
    return tuple(
        tuple(nodes[low:high])
        for low, high in zip([0, *ends], [*ends, len(nodes)], strict=True)
        if low < high
    )
