"""What is left of a match once its rivals are taken off."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliancekit.features import Features, Ints
from alliancekit.matches.scoring import Matches

# A rival below this weighs a thousandth of a match at zero: it changes no probability.
_MIN_RIVAL_MILLIBITS = -10_000
_MAX_BITS = 500.0
_STEPS_PER_BIT = 100


def contested_millibits(features: Features, matches: Matches) -> Ints:
    """Return the weight of every match less what its rivals weigh.

    A record has one partner in a source. Where records of one source compete for it, the odds of
    each are divided by one plus the odds of the others, at the end of the pair where they weigh
    more.

    Args:
        features: n rows.
        matches: m matches; a match with a veto is nobody's rival.

    Returns:
        Millibits, shape (m,), each at most the match's weight; without rivals equal to it.
    """
    contested = matches.weight.copy()
    serious = np.flatnonzero((matches.veto == 0) & (matches.weight >= _MIN_RIVAL_MILLIBITS))
    odds = np.exp2(np.minimum(matches.weight[serious] / 1000, _MAX_BITS))
    first, second = matches.first[serious], matches.second[serious]
    n_sources = int(features.source.max(initial=0)) + 1
    others = np.maximum(
        _others(first * n_sources + features.source[second], odds),
        _others(second * n_sources + features.source[first], odds),
    )
    # Rounding hides what different processors make of the last digits of a logarithm.
    loss = np.round(np.log2(1 + others) * _STEPS_PER_BIT).astype(np.int64)
    contested[serious] -= loss * (1000 // _STEPS_PER_BIT)
    return contested


def _others(seats: Ints, odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the odds of all other matches of every seat."""
    _, seat_of, size = np.unique(seats, return_inverse=True, return_counts=True)
    total = np.bincount(seat_of, weights=odds)[seat_of]
    return np.where(size[seat_of] > 1, np.maximum(total - odds, 0), 0.0)
