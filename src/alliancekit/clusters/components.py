"""The connected components of a graph."""

from __future__ import annotations

import numpy as np

from alliancekit.features import Ints


def components_of(n: int, first: Ints, second: Ints) -> tuple[tuple[int, ...], ...]:
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
