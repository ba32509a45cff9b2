"""What two rows share, and the level that a comparison comes to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancekit.features import Features, Ints, Lists

Bools = NDArray[np.bool_]
UNKNOWN_LEVEL = -1


def level_of(m: int, *cases: tuple[Bools, int]) -> Ints:
    """Return the level of the first case that holds, else unknown."""
    level = np.full(m, UNKNOWN_LEVEL, np.int64)
    for holds, number in reversed(cases):
        level[holds] = number
    return level


def shared_codes(left: Lists, right: Lists, a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """Return the codes that row ``a`` of ``left`` and row ``b`` of ``right`` both hold.

    Each comes as the number of its pair, and the code.
    """
    counts = left.counts[a]
    which = np.repeat(np.arange(len(a)), counts)
    offsets = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    codes = left.values[np.repeat(left.starts[a], counts) + offsets] if len(which) else which
    base = 1 + max(int(left.values.max(initial=0)), int(right.values.max(initial=0)))
    keys = right.rows * base + right.values
    keys.sort()
    wanted = b[which] * base + codes
    at = np.searchsorted(keys, wanted)
    is_there = (
        (at < len(keys)) & (keys[np.minimum(at, max(len(keys) - 1, 0))] == wanted)
        if len(keys)
        else np.zeros(len(wanted), np.bool_)
    )
    return which[is_there], codes[is_there]


def n_shared(left: Lists, right: Lists, a: Ints, b: Ints) -> Ints:
    """Return how many codes row ``a`` of ``left`` and row ``b`` of ``right`` both hold."""
    which, _ = shared_codes(left, right, a, b)
    return np.bincount(which, minlength=len(a)).astype(np.int64)


def n_missing(features: Features, a: Ints, b: Ints) -> Ints:
    """Return how many parties of row ``a`` are missing from row ``b``.

    A party that belongs to one of the other's parties, or holds them all, is not missing.
    """
    direct = n_shared(features.parties, features.covered, a, b)
    holding, _ = shared_codes(features.covered, features.parties, a, b)
    holds = np.bincount(holding, minlength=len(a)).astype(np.int64)
    missing = features.parties.counts[a] - direct
    # An organisation stands for its members: if it holds all parties of the other record it is not
    # missing there.
    has_members = features.covered.counts[a] > features.parties.counts[a]
    return np.where(has_members & (holds >= features.parties.counts[b]), 0, missing)
