"""The best partition of a component by linear programming, and the bound that proves it.

Source:
    M. Grötschel and Y. Wakabayashi, A cutting plane algorithm for a clustering problem,
    Mathematical Programming 45 (1989): one variable a pair of nodes, which is 1 where one cluster
    holds both, and for any three nodes that whoever is with the second of two is with the first.
"""

from __future__ import annotations

import numpy as np

from alliancekit.features import Ints

_FORBIDDEN = -(10**9)
# The solver's tolerances are far below a millibit.
_TOLERANCE = 1e-3
# Knuth's multiplicative hash: a different fraction of a millibit for every pair of nodes, so that
# of partitions that weigh the same one comes out whatever the solver's version.
_MULTIPLIER, _MODULUS = 2_654_435_761, 2**32


def relaxed_partition(weights: Ints) -> tuple[Ints | None, int]:
    """Return a partition of one component, and what no partition exceeds.

    Args:
        weights: Symmetric, in millibits, shape (n, n), zero on the diagonal; far below zero where
            two nodes must stay apart.

    Returns:
        The cluster of every node, named by its first node, shape (n,), which is a best partition,
        or ``None`` where the relaxation leaves a pair undecided; and the bound in millibits.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    n = len(weights)
    upper = np.triu_indices(n, 1)
    pairs = weights[upper]
    is_allowed = pairs > _FORBIDDEN
    number = np.zeros((n, n), np.int64)
    number[upper] = np.arange(len(pairs))
    number += number.T

    first, middle, last = (axis.ravel() for axis in np.indices((n, n, n)))
    # A pair that pulls together hardly breaks the rule: leaving it free keeps the bound, and few
    # solutions are no partition then.
    can_break = (
        (first < last)
        & (middle != first)
        & (middle != last)
        & (weights[first, last] < 0)
        & (weights[first, middle] > _FORBIDDEN)
        & (weights[middle, last] > _FORBIDDEN)
    )
    first, middle, last = first[can_break], middle[can_break], last[can_break]
    m = len(first)
    columns = np.column_stack(
        [number[first, middle], number[middle, last], number[first, last]]
    ).ravel()
    triangles = csr_array(
        (np.tile([1.0, 1.0, -1.0], m), columns, np.arange(0, 3 * m + 1, 3)), shape=(m, len(pairs))
    )
    fractions = np.arange(1, len(pairs) + 1) * _MULTIPLIER % _MODULUS / _MODULUS / (2 * len(pairs))
    result = milp(
        -np.where(is_allowed, pairs + fractions, 0),
        constraints=LinearConstraint(triangles, -np.inf, 1),
        bounds=Bounds(0, is_allowed.astype(np.float64)),
        integrality=np.zeros(len(pairs)),
    )
    if result.x is None:
        return None, int(np.maximum(pairs, 0).sum())
    bound = int(np.floor(-result.fun + _TOLERANCE))
    is_together = np.eye(n, dtype=np.bool_)
    is_together[upper] = result.x > 1 - _TOLERANCE
    is_together |= is_together.T
    labels = is_together.argmax(axis=1)
    is_whole = np.all(np.abs(result.x - np.round(result.x)) <= _TOLERANCE)
    is_partition = np.array_equal(is_together, labels[:, None] == labels)
    return (labels if is_whole and is_partition else None), bound
