"""Partners between two sources: each record has one at most, and together they weigh most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    if not len(left):
        return np.zeros(0, np.bool_)
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
