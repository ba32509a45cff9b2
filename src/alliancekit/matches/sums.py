"""How the sums of money of two records compare."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from alliancekit.features import Features, Ints
from alliancekit.matches.overlaps import common_positions, level_of
from alliancekit.weights import Model

_MAX_GAPS: Mapping[str, float] = {
    "equal": 1e-9,
    "within 1%": 0.01,
    "within 6%": 0.06,
    "within 20%": 0.2,
    "within half and double": 0.7,
    "further apart": math.inf,
}
MONEY_LEVELS = tuple(_MAX_GAPS)


def compare_money(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare sums in a currency that both give; other currencies leave it unknown."""
    gap = np.full(len(a), np.inf)
    which, at_a, at_b = common_positions(features.money, a, b)
    np.minimum.at(gap, which, np.abs(features.log_amount[at_a] - features.log_amount[at_b]))
    return level_of(
        MONEY_LEVELS,
        len(a),
        (np.isinf(gap), None),
        *((gap <= most, name) for name, most in _MAX_GAPS.items()),
    )


_ROUND_FIGURES = 2
_MILLIBITS_PER_FIGURE = 1_000
_MAX_FIGURES = 4


def money_rarity(features: Features, a: Ints, b: Ints, model: Model) -> Ints:
    """Return what it adds that two equal sums are not round: few others have their figures."""
    rarity = np.zeros(len(a), np.int64)
    which, at_a, at_b = common_positions(features.money, a, b)
    is_equal = np.abs(features.log_amount[at_a] - features.log_amount[at_b]) <= _MAX_GAPS["equal"]
    figures = np.clip(features.figures[at_a[is_equal]] - _ROUND_FIGURES, 0, _MAX_FIGURES)
    np.maximum.at(rarity, which[is_equal], figures * _MILLIBITS_PER_FIGURE)
    return rarity
