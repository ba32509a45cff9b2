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
    "4 to 6 days apart",
    "11 to 45 days apart",
    "46 to 400 days apart",
    "further apart",
    "within 10 days",
    "within 45 days",
    "within 400 days",
    "within 10 years",
    "compatible",
    "a year off",
    "7 to 10 days apart",
)
_GAP_LEVELS = ((0, 0), (1, 1), (3, 2), (6, 3), (10, 13), (45, 4), (400, 5))
_WIDTH_LEVELS = ((10, 7), (45, 8), (400, 9), (3_653, 10))
_YEAR_DAYS = (365, 366)
_MAX_MISPRINT_WIDTH_DAYS = 45


Applies = Callable[[Features, Ints, Ints], Bools]


def of_bookings(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where registers say that goods or money change hands: they book it when they hear."""
    return np.asarray(
        features.is_transfer[a] & features.is_transfer[b] & _are_registered(features, a, b)
    )


def of_pledges(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where both agreements are of kinds that two actors have one of at a time.

    Registers that code relations of states, and name no text, date the same one months apart. Who
    names the text tells the day of that text.
    """
    is_titled = features.tokens.counts > 0
    is_loose = _are_registered(features, a, b) | ~(is_titled[a] & is_titled[b])
    return np.asarray(features.is_standing[a] & features.is_standing[b] & is_loose)


def _are_registered(features: Features, a: Ints, b: Ints) -> Bools:
    return np.asarray(~features.is_reported[a] & ~features.is_reported[b])


def but_not(applies: Applies) -> Applies:
    """Return the condition that holds where another does not."""
    return lambda features, a, b: np.asarray(~applies(features, a, b))


def compare_dates(
    role: int, applies: Applies | None = None
) -> Callable[[Features, Ints, Ints], Ints]:
    """Return the comparison of one date role.

    It says how far apart the dates certainly are, else how narrow the days that both allow.

    Args:
        role: Number of the date role.
        applies: Where to compare; ``None`` for everywhere.
    """

    def compare(features: Features, a: Ints, b: Ints) -> Ints:
        has = features.has_date[:, role]
        earliest, latest = features.earliest[:, role], features.latest[:, role]
        levels = np.full(len(a), UNKNOWN_LEVEL, np.int64)
        is_known = has[a] & has[b]
        if applies is not None:
            is_known &= applies(features, a, b)
        both = np.flatnonzero(is_known)
        a, b = a[both], b[both]
        low_a, low_b, high_a, high_b = earliest[a], earliest[b], latest[a], latest[b]
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
        levels[both] = level
        return levels

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
    is_alive = features.is_agreement & features.has_date.any(axis=1)
    hard = features.has_date[:, 1:4]
    levels = np.full(len(a), UNKNOWN_LEVEL, np.int64)
    both = np.flatnonzero(is_alive[a] & is_alive[b])
    both = both[~(hard[a[both]] & hard[b[both]]).any(axis=1)]
    low_a, high_a = features.outer_days(a[both])
    low_b, high_b = features.outer_days(b[both])
    gap = np.maximum(low_a, low_b) - np.minimum(high_a, high_b)
    levels[both] = level_of(
        len(both),
        (np.maximum(high_a - low_a, high_b - low_b) > 3_653, 3),
        (gap <= 45, 0),
        (gap <= 400, 1),
        (gap <= 3_653, 2),
        (np.ones(len(both), np.bool_), 4),
    )
    return levels
