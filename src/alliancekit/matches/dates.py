"""How the dates of two records compare."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import combinations

import numpy as np

from alliancekit.features import DATE_ROLES, Bools, Features, Ints, is_first
from alliancekit.matches.overlaps import UNKNOWN_LEVEL, common_positions, level_of

_MOST_DAYS_APART: Mapping[str, float] = {
    "same day": 0,
    "a day apart": 1,
    "2 or 3 days apart": 3,
    "4 to 6 days apart": 6,
    "7 to 10 days apart": 10,
    "11 to 45 days apart": 45,
    "46 to 400 days apart": 400,
    "further apart": math.inf,
}
_MOST_DAYS_WIDE: Mapping[str, float] = {
    "within 10 days": 10,
    "within 45 days": 45,
    "within 400 days": 400,
    "within 10 years": 3_653,
    "compatible": math.inf,
}
DATE_LEVELS = (*_MOST_DAYS_APART, *_MOST_DAYS_WIDE, "a year off")
STEP_LEVELS = (
    "same day",
    "a day apart",
    "2 or 3 days apart",
    "4 to 6 days apart",
    "within 10 days",
    "within 45 days",
    "within 400 days",
)
_STEP_LEVEL_OF = np.array(
    [STEP_LEVELS.index(name) if name in STEP_LEVELS else UNKNOWN_LEVEL for name in DATE_LEVELS]
)
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
        if not len(both):
            return levels
        a, b = a[both], b[both]
        levels[both] = _date_levels(
            earliest[a], latest[a], earliest[b], latest[b], features.is_one_off[a]
        )
        # What lasts and is told before its end has a first day all the same.
        begins = features.is_lasting[a] & features.is_lasting[b] & (earliest[a] == earliest[b])
        levels[both[begins]] = DATE_LEVELS.index("same day")
        slipped = _may_have_slipped(features, role, a, b) & np.isin(levels[both], _SLIPS)
        levels[both[slipped]] = UNKNOWN_LEVEL
        return levels

    return compare


_SLIPS = [DATE_LEVELS.index(f"{days} days apart") for days in ("11 to 45", "46 to 400")]


def _may_have_slipped(features: Features, role: int, a: Ints, b: Ints) -> Bools:
    """Return where agreements took a step after the day that it was planned for."""
    low, high, done = features.earliest, features.latest, features.has_happened
    is_late = np.zeros(len(a), np.bool_)
    for plan, deed in ((a, b), (b, a)):
        is_late |= ~done[plan, role] & done[deed, role] & (high[plan, role] < low[deed, role])
    return np.asarray(is_late & features.is_agreement[a])


def compare_steps(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare the days of a step that both agreements took, other than those with a date role.

    Of several such steps the one whose days are nearest counts. Days far apart say nothing: most
    such steps, announcements among them, are taken more than once.
    """
    levels = np.full(len(a), UNKNOWN_LEVEL, np.int64)
    which, at_a, at_b = common_positions(features.steps, a, b)
    if not len(which):
        return levels
    low_a, high_a = features.first_of_step[at_a], features.last_of_step[at_a]
    low_b, high_b = features.first_of_step[at_b], features.last_of_step[at_b]
    gap, width = _gap(low_a, high_a, low_b, high_b), _width(low_a, high_a, low_b, high_b)
    by_nearness = np.lexsort((width, gap, which))
    nearest = by_nearness[is_first(which[by_nearness])]
    found = _date_levels(
        low_a[nearest],
        high_a[nearest],
        low_b[nearest],
        high_b[nearest],
        np.zeros(len(nearest), np.bool_),
    )
    levels[which[nearest]] = _STEP_LEVEL_OF[found]
    return levels


def _date_levels(low_a: Ints, high_a: Ints, low_b: Ints, high_b: Ints, is_one_off: Bools) -> Ints:
    gap, width = _gap(low_a, high_a, low_b, high_b), _width(low_a, high_a, low_b, high_b)
    is_apart = (gap > 0) | (width == 0)
    is_slip = is_one_off & (gap > 0) & _is_year_off(low_a, high_a, low_b, high_b)
    return level_of(
        DATE_LEVELS,
        len(gap),
        (is_slip, "a year off"),
        *((is_apart & (gap <= most), name) for name, most in _MOST_DAYS_APART.items()),
        *((width <= most, name) for name, most in _MOST_DAYS_WIDE.items()),
    )


def _gap(low_a: Ints, high_a: Ints, low_b: Ints, high_b: Ints) -> Ints:
    return np.asarray(np.maximum(np.maximum(low_a, low_b) - np.minimum(high_a, high_b), 0))


def _width(low_a: Ints, high_a: Ints, low_b: Ints, high_b: Ints) -> Ints:
    return np.asarray(np.maximum(high_a - low_a, high_b - low_b))


def _is_year_off(low_a: Ints, high_a: Ints, low_b: Ints, high_b: Ints) -> Bools:
    """Return where two dates would agree but for the year, a slip that reports are known for."""
    is_fine = np.maximum(high_a - low_a, high_b - low_b) <= _MAX_MISPRINT_WIDTH_DAYS
    would_agree = np.zeros(len(low_a), np.bool_)
    for days in _YEAR_DAYS:
        for shift in (days, -days):
            would_agree |= (low_a + shift <= high_b) & (low_b <= high_a + shift)
    return np.asarray(is_fine & would_agree)


LIFE_LEVELS = (
    "same day",
    "within 45 days",
    "within 400 days",
    "within 10 years",
    "open",
    "further apart",
    "out of order",
)


_HARD_ROLES = [DATE_ROLES.index(role) for role in ("signed", "in_force", "ended")]


def compare_lives(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare when two agreements are spoken of, where no step is dated in both."""
    is_alive = features.is_agreement & features.has_date.any(axis=1)
    hard = features.has_date[:, _HARD_ROLES]
    levels = np.full(len(a), UNKNOWN_LEVEL, np.int64)
    both = np.flatnonzero(is_alive[a] & is_alive[b])
    both = both[~(hard[a[both]] & hard[b[both]]).any(axis=1)]
    both = both[compare_steps(features, a[both], b[both]) == UNKNOWN_LEVEL]
    if not len(both):
        return levels
    low_a, high_a = features.outer_days(a[both])
    low_b, high_b = features.outer_days(b[both])
    gap = np.maximum(low_a, low_b) - np.minimum(high_a, high_b)
    levels[both] = level_of(
        LIFE_LEVELS,
        len(both),
        (_is_out_of_order(features, a[both], b[both]), "out of order"),
        ((gap == 0) & (_width(low_a, high_a, low_b, high_b) == 0), "same day"),
        (np.maximum(high_a - low_a, high_b - low_b) > 3_653, "open"),
        (gap <= 45, "within 45 days"),
        (gap <= 400, "within 400 days"),
        (gap <= 3_653, "within 10 years"),
        (np.ones(len(both), np.bool_), "further apart"),
    )
    return levels


def _is_out_of_order(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where, taken together, one step would certainly come after a later one was taken."""
    is_wrong = np.zeros(len(a), np.bool_)
    for earlier, later in combinations((DATE_ROLES.index("prepared"), *_HARD_ROLES), 2):
        for one, other in ((a, b), (b, a)):
            is_wrong |= (
                features.has_date[one, earlier]
                & features.has_happened[other, later]
                & (features.earliest[one, earlier] > features.latest[other, later])
            )
    return is_wrong
