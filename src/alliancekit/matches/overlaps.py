"""What two rows share, and the level that a comparison comes to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alliancekit.features import Bools, Ints, Lists

UNKNOWN_LEVEL = -1
# So few are intersected one by one: a sparse product costs more to set up.
_FEW_PAIRS = 16


def level_of(levels: Sequence[str], m: int, *cases: tuple[Bools, str | None]) -> Ints:
    """Return the number of the level of the first case that holds, else unknown.

    Args:
        levels: Their names, in the order of their numbers.
        m: How many pairs there are.
        cases: Where each holds, shape (m,), and its level; ``None`` for unknown.
    """
    level = np.full(m, UNKNOWN_LEVEL, np.int64)
    for holds, name in reversed(cases):
        level[holds] = UNKNOWN_LEVEL if name is None else levels.index(name)
    return level


def shared_codes(left: Lists, right: Lists, a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """Return the codes that row ``a`` of ``left`` and row ``b`` of ``right`` both hold.

    Each comes as the number of its pair, and the code.
    """
    counts, codes = _shared(left, right, a, b)
    return np.repeat(np.arange(len(a)), counts), codes


def n_shared(left: Lists, right: Lists, a: Ints, b: Ints) -> Ints:
    """Return how many codes row ``a`` of ``left`` and row ``b`` of ``right`` both hold."""
    return _shared(left, right, a, b)[0]


def _shared(left: Lists, right: Lists, a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """Return how many codes each pair shares, and the codes, pair by pair."""
    if len(a) <= _FEW_PAIRS:
        found = [
            np.intersect1d(left.row(i), right.row(j), assume_unique=True)
            for i, j in zip(a.tolist(), b.tolist(), strict=True)
        ]
        codes = np.concatenate(found) if found else a
        return np.array([len(one) for one in found], np.int64), codes
    counts = np.zeros(len(a), np.int64)
    both = np.flatnonzero((left.counts > 0)[a] & (right.counts > 0)[b])
    if not len(both):
        return counts, both
    shared = left.sets[a[both]].multiply(right.sets[b[both]])
    counts[both] = np.diff(shared.indptr)
    return counts, shared.indices


def n_missing(parties: Lists, covered: Lists, organisations: Lists, a: Ints, b: Ints) -> Ints:
    """Return how many parties of row ``a`` are missing from row ``b``.

    A party that belongs to one of the other's parties, or holds them all, is not missing.

    Args:
        parties: Those that act, of every row.
        covered: The same with the members of organisations among them.
        organisations: The organisations among them.
        a: Rows, shape (m,).
        b: Rows, shape (m,).
    """
    missing = parties.counts[a] - n_shared(parties, covered, a, b)
    n_common = n_shared(organisations, organisations, a, b)
    # An organisation stands for its members: if it holds all parties of the other row it is not
    # missing there.
    n_own = organisations.counts[a] - n_common
    wide = np.flatnonzero((n_own > 0) & (missing > 0))
    held = n_shared(covered, parties, a[wide], b[wide])
    wide = wide[held >= parties.counts[b[wide]]]
    missing[wide] = np.maximum(missing[wide] - n_own[wide], 0)
    return missing


def common_positions(lists: Lists, a: Ints, b: Ints) -> tuple[Ints, Ints, Ints]:
    """Return number of the pair and both positions of every code that two rows share."""
    both = np.flatnonzero((lists.counts[a] > 0) & (lists.counts[b] > 0))
    if not len(both):
        return both, both, both
    which_a, at_a = _positions(lists, a[both])
    which_b, at_b = _positions(lists, b[both])
    base = int(lists.values.max(initial=0)) + 1
    keys_b = which_b * base + lists.values[at_b]
    wanted = which_a * base + lists.values[at_a]
    found = np.minimum(np.searchsorted(keys_b, wanted), len(keys_b) - 1)
    is_there = keys_b[found] == wanted
    return both[which_a[is_there]], at_a[is_there], at_b[found[is_there]]


def _positions(lists: Lists, rows: Ints) -> tuple[Ints, Ints]:
    counts = lists.counts[rows]
    which = np.repeat(np.arange(len(rows)), counts)
    at = np.repeat(lists.starts[rows] + counts - np.cumsum(counts), counts)
    return which, at + np.arange(len(at))
