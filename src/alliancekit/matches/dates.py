"""How the dates of two records compare."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from alliancekit.features import Features, Ints
from alliancekit.matches.overlaps import UNKNOWN_LEVEL, Bools, level_of

DATE_LEVELS = (
    "same day",
    "a day apart",
    "2 or 3 days apart",
    "4 to 10 days apart",
    "11 to 45 days apart",
    "46 to 400 days apart",
    "further apart",
    "within 10 days",
    "within 45 days",
    "within 400 days",
    "within 10 years",
    "compatible",
    "a year off",
)
_GAP_LEVELS = ((0, 0), (1, 1), (3, 2), (10, 3), (45, 4), (400, 5))
_WIDTH_LEVELS = ((10, 7), (45, 8), (400, 9), (3_653, 10))
_YEAR_DAYS = (365, 366)
_MAX_MISPRINT_WIDTH_DAYS = 45


def compare_dates(role: int) -> Callable[[Features, Ints, Ints], Ints]:
    """Return the comparison of one date role.

    It says how far apart the dates certainly are, else how narrow the days that both allow.
    """

    def compare(features: Features, a: Ints, b: Ints) -> Ints:
        low_a, low_b = features.earliest[a, role], features.earliest[b, role]
        high_a, high_b = features.latest[a, role], features.latest[b, role]
        gap = np.maximum(np.maximum(low_a, low_b) - np.minimum(high_a, high_b), 0)
        width = np.maximum(high_a - low_a, high_b - low_b)
        level = np.full(len(a), DATE_LEVELS.index("compatible"), np.int64)
        for most, number in reversed(_WIDTH_LEVELS):
            level[width <= most] = number
        is_apart = (gap > 0) | (width == 0)
        apart = np.full(len(a), 6, np.int64)
        for most, number in reversed(_GAP_LEVELS):
            apart[gap <= most] = number
        level = np.where(is_apart, apart, level)
        is_slip = features.is_one_off[a] & (gap > 0) & _is_year_off(low_a, high_a, low_b, high_b)
        level[is_slip] = DATE_LEVELS.index("a year off")
        level[~(features.has_date[a, role] & features.has_date[b, role])] = UNKNOWN_LEVEL
        return level

    return compare


def _is_year_off(low_a: Ints, high_a: Ints, low_b: Ints, high_b: Ints) -> Bools:
    """Return where two dates would agree but for the year, a slip that reports are known for."""
    is_fine = np.maximum(high_a - low_a, high_b - low_b) <= _MAX_MISPRINT_WIDTH_DAYS
    would_agree = np.zeros(len(low_a), np.bool_)
    for days in _YEAR_DAYS:
        for shift in (days, -days):
            would_agree |= (low_a + shift <= high_b) & (low_b <= high_a + shift)
    return np.asarray(is_fine & would_agree)


def compare_lives(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare when two agreements are spoken of, where no hard step is dated in both."""
    hard = features.has_date[a, 1:4] & features.has_date[b, 1:4]
    low_a, high_a = _life(features, a)
    low_b, high_b = _life(features, b)
    gap = np.maximum(np.maximum(low_a, low_b) - np.minimum(high_a, high_b), 0)
    is_known = (
        features.has_date[a].any(axis=1)
        & features.has_date[b].any(axis=1)
        & features.is_agreement[a]
    )
    return level_of(
        len(a),
        (hard.any(axis=1) | ~is_known, UNKNOWN_LEVEL),
        (np.maximum(high_a - low_a, high_b - low_b) > 3_653, 3),
        (gap <= 45, 0),
        (gap <= 400, 1),
        (gap <= 3_653, 2),
        (np.ones(len(a), np.bool_), 4),
    )


def _life(features: Features, rows: Ints) -> tuple[Ints, Ints]:
    has = features.has_date[rows]
    low = np.where(has, features.earliest[rows], 10**9).min(axis=1)
    high = np.where(has, features.latest[rows], -(10**9)).max(axis=1)
    return low, high
