"""Actions for the words around a date: by, before, since, between, early, late, about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from alliancekit.dates.calendar import Day, day_parts, first_day, last_day
from alliancekit.dates.fuzzy import End
from alliancekit.dates.phrases.grammars import Action, Fields
from alliancekit.dates.phrases.periods import (
    Context,
    Lasting,
    Missing,
    Outcome,
    Period,
    Unit,
    day_period,
)

# Ours: thirds. The first ten days of a month are those of 上旬; a year has thirds of four months, a
# decade of 4, 3 and 3 years. Outside languages that define them they are approximate.
_LAST_DAY_OF_PART: Final = (10, 20)
_THIRD_MONTHS: Final = 4
_PARTS: Final[tuple[Unit, Unit, Unit]] = ("beginning", "middle", "end")


def by(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return X's last day or any day before."""
    return _bounded(fields, low=False)


def before(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return any day before X's first; before the end of something is by its last day."""
    period = fields["X"]
    if not isinstance(period, Period) or period.low is None:
        return []
    if period.unit == "end":
        return by(context, fields)
    return [_open(period, None, period.low - 1)]


def after(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return any day after X's last."""
    period = fields["X"]
    if not isinstance(period, Period) or period.high is None:
        return []
    return [_open(period, period.high + 1, None)]


def of_month(inner: Action) -> Action:
    """Return the action for an X that is no bare day of a month: 3日前 is three days ago."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        period = fields["X"]
        return [] if isinstance(period, Period) and period.lacks_month else inner(context, fields)

    return act


def not_before(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return X's first day or any day after."""
    return _bounded(fields, low=True)


def _bounded(fields: Fields, *, low: bool) -> Iterable[Outcome]:
    period = fields["X"]
    if not isinstance(period, Period):
        return []
    bound = period.low if low else period.high
    if bound is None:
        return []
    return [_open(period, bound, None) if low else _open(period, None, bound)]


def _open(period: Period, low: Day | None, high: Day | None) -> Period:
    # Where the last third of a month begins is a matter of taste, but not where it ends.
    is_firm = period.unit == ("beginning" if high is None else "end")
    approximate = period.approximate and not is_firm
    return Period(low=low, high=high, approximate=approximate, notes=period.notes)


def about(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return X, marked approximate."""
    period = fields["X"]
    return [attrs.evolve(period, approximate=True)] if isinstance(period, Period) else []


def since(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the span from X that was still under way at the anchor."""
    period = fields["X"]
    if not isinstance(period, Period):
        return []
    seen = day_period(context.anchor, *context.seen_from) if context.anchor is not None else None
    return [Lasting(start=period, end=seen, start_end=End.known, end_end=End.censored)]


def starting(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return what "from X" says: if X was over at the anchor, a span since; else any day from X."""
    period = fields["X"]
    if not isinstance(period, Period) or period.low is None:
        return []
    if context.anchor is not None and period.low <= context.anchor:
        return since(context, fields)
    return not_before(context, fields)


def as_of(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return X, and any day from X: "as of 1 April" is said of a state and of a start."""
    return [*not_before(context, fields), fields["X"]]


def until(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the span that ends in X; when it began is not said."""
    period = fields["X"]
    if not isinstance(period, Period):
        return []
    if period.unit == "end" and period.high is not None:
        period = attrs.evolve(day_period(period.high), notes=period.notes)
    return [Lasting(start=None, end=period, start_end=End.unknown, end_end=End.known)]


def part(index: int, *, is_defined: bool = False) -> Action:
    """Return the action for the first (0), middle (1) or last (2) third of X.

    Args:
        index: Which third.
        is_defined: Whether the language means exactly the ten days; else it is approximate.
    """

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        period = fields["X"]
        if not isinstance(period, Period) or period.low is None or period.high is None:
            return []
        bounds = _third(period.unit, period.low, period.high, index)
        if bounds is None:
            return []
        return [
            Period(
                low=bounds[0],
                high=bounds[1],
                unit=_PARTS[index],
                approximate=period.approximate or not is_defined,
                notes=period.notes,
            )
        ]

    return act


def _third(unit: str, low: Day, high: Day, index: int) -> tuple[Day, Day] | None:
    year, month, _ = day_parts(low)
    if unit == "month":
        ends = (low + _LAST_DAY_OF_PART[0] - 1, low + _LAST_DAY_OF_PART[1] - 1, high)
        return (low, ends[0]) if index == 0 else (ends[index - 1] + 1, ends[index])
    if unit in ("year", "fiscal"):
        months = [_month_on(year, month, _THIRD_MONTHS * third) for third in range(4)]
        return first_day(*months[index]), first_day(*months[index + 1]) - 1
    if unit in ("quarter", "season"):
        months = [_month_on(year, month, third) for third in range(4)]
        return first_day(*months[index]), first_day(*months[index + 1]) - 1
    if unit == "decade":
        first, last = ((0, 3), (4, 6), (7, 9))[index]
        return first_day(year + first), last_day(year + last)
    if unit == "century":
        first, last = ((0, 32), (33, 66), (67, 99))[index]
        return first_day(year + first), last_day(year + last)
    if unit == "week":
        first, last = ((0, 1), (2, 4), (5, 6))[index]
        return low + first, low + last
    return None


def _month_on(year: int, month: int, n_months: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + n_months
    return index // 12, index % 12 + 1


def half_of_month(index: int) -> Action:
    """Return the action for the first (0) or second (1) half of a month X: from its 1st or 16th."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        period = fields["X"]
        if not isinstance(period, Period) or period.unit != "month" or period.low is None:
            return []
        middle = period.low + 14
        low, high = (period.low, middle) if index == 0 else (middle + 1, period.high)
        return [Period(low=low, high=high, notes=period.notes)]

    return act


def boundary(side: int) -> Action:
    """Return the action for the very first (0) or last (1) day of X."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        period = fields["X"]
        if not isinstance(period, Period) or period.low is None or period.high is None:
            return []
        return [attrs.evolve(day_period((period.low, period.high)[side]), notes=period.notes)]

    return act


def whole_of(inner: Action, outer: Action) -> Action:
    """Return the action that applies ``outer`` to what ``inner`` finds as X."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        found: list[Outcome] = []
        for outcome in inner(context, fields):
            if isinstance(outcome, Missing):
                found.append(outcome)
            else:
                found.extend(outer(context, {**fields, "X": outcome}))
        return found

    return act
