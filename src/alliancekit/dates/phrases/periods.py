"""Periods that a phrase may mean, and the arithmetic of months, quarters and years on them."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import attrs

from alliancekit.dates.calendar import Day, day_parts, days_in_month, first_day, last_day, year_text
from alliancekit.dates.edtf import reading
from alliancekit.dates.fuzzy import End
from alliancekit.errors import DateError

Unit: TypeAlias = Literal[
    "day", "week", "month", "quarter", "half", "season", "year", "fiscal", "decade", "century",
    "beginning", "middle", "end", "range",
]  # fmt: skip

_EPOCH_WEEKDAY: Final = 6  # day 0 was a Sunday, with Monday as 0


@attrs.frozen(kw_only=True)
class Period:
    """Days that one unknown day may be; no bound where ``low`` or ``high`` is None."""

    low: Day | None
    high: Day | None
    unit: Unit = "range"
    approximate: bool = False
    edtf: str = ""
    lacks_year: bool = False
    lacks_month: bool = False
    notes: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Lasting:
    """Something from a period to a period."""

    start: Period | None
    end: Period | None
    start_end: End
    end_end: End
    notes: tuple[str, ...] = ()


@attrs.frozen
class Missing:
    """What the caller has to tell before a pattern that fits has a meaning.

    Args:
        reason: What it is.
        yearless: The month or day whose year alone is missing, in a leap year; a span of which the
            other end has a year lends it that one.
    """

    reason: str
    yearless: Period | None = None


Outcome: TypeAlias = Period | Lasting | Missing


@attrs.frozen(kw_only=True)
class Context:
    """From where a phrase is seen."""

    anchor: Day | None
    country: str | None
    direction: str | None
    week_starts: tuple[int, ...]
    weekend: tuple[int, int]
    is_southern: bool | None
    is_month_first: bool | None

    @property
    def seen_from(self) -> tuple[str, ...]:
        """The note of an outcome that depends on the anchor."""
        return ("from the anchor",)


NO_ANCHOR: Final = Missing("it is relative: give the day on which it was written as anchor")


def weekday_of(day: Day) -> int:
    """Return the day of the week, Monday 0 to Sunday 6."""
    return (day + _EPOCH_WEEKDAY) % 7


def day_period(day: Day, *notes: str) -> Period:
    """Return one day."""
    return Period(low=day, high=day, unit="day", notes=notes)


def month_period(year: int, month: int, *notes: str) -> Period:
    """Return a month, whose number may lie beyond 1 to 12: month 0 is the December before."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Period(low=first_day(year, month), high=last_day(year, month), unit="month", notes=notes)


def months_period(year: int, month: int, n_months: int, unit: Unit, *notes: str) -> Period:
    """Return some whole months in a row, from a month whose number may lie beyond 1 to 12."""
    low = month_period(year, month).low
    high = month_period(year, month + n_months - 1).high
    return Period(low=low, high=high, unit=unit, notes=notes)


def part_of_year(year: int, index: int, n_months: int, *notes: str) -> Period:
    """Return a quarter (3 months) or half (6) of a calendar year, by its code in EDTF.

    The index counts from 0 and may lie beyond the year.
    """
    n_parts = 12 // n_months
    year, index = year + index // n_parts, index % n_parts
    period = months_period(
        year, 1 + n_months * index, n_months, "quarter" if n_months == 3 else "half", *notes
    )
    return attrs.evolve(period, edtf=f"{year_text(year)}-{(33 if n_months == 3 else 40) + index}")


def year_period(year: int, *notes: str) -> Period:
    """Return a year."""
    return Period(low=first_day(year), high=last_day(year), unit="year", notes=notes)


def edtf_period(edtf: str, unit: Unit, *notes: str) -> Period | None:
    """Return what an EDTF text says, or None if there is no such day."""
    try:
        says = reading(edtf)
    except DateError:
        return None
    return Period(low=says.earliest, high=says.latest, unit=unit, edtf=edtf, notes=notes)


def moved_months(day: Day, n_months: int) -> Day:
    """Return the same day some months on, or the month's last where it is shorter."""
    year, month, number = day_parts(day)
    index = year * 12 + month - 1 + n_months
    year, month = index // 12, index % 12 + 1
    return first_day(year, month) + min(number, days_in_month(year, month)) - 1


def hull(periods: list[Period], *notes: str) -> Period:
    """Return the period from the first of several to the last, approximate if they differ."""
    lows = [period.low for period in periods if period.low is not None]
    highs = [period.high for period in periods if period.high is not None]
    if len({(period.low, period.high) for period in periods}) == 1:
        return periods[0]
    return Period(
        low=min(lows), high=max(highs), approximate=True, notes=(*periods[0].notes, *notes)
    )
