"""Actions for what has two ends: days of a month, months of a year, years, and any X to Y."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from alliancekit.dates.calendar import day_parts
from alliancekit.dates.fuzzy import End
from alliancekit.dates.phrases.absolute import date, nearest, yearless
from alliancekit.dates.phrases.grammars import Action, Fields
from alliancekit.dates.phrases.periods import (
    NO_ANCHOR,
    Context,
    Lasting,
    Missing,
    Outcome,
    Period,
    edtf_period,
    month_period,
    moved_months,
    year_period,
)

_NO_SUCH_DAY: Final = Missing("there is no such day")
_LAST_MONTH: Final = 12
_YEARS_IN_CENTURY: Final = 100


def day_span(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the span of the days ``day`` to ``day2`` of one month, of the nearest year if none."""
    of_month = date if "year" in fields else yearless
    starts = list(of_month(context, fields))
    ends = list(of_month(context, {**fields, "day": fields["day2"]}))
    if "year" not in fields and context.anchor is None:
        return [NO_ANCHOR]
    pairs = [
        _lasting(low, high)
        for low in starts
        if isinstance(low, Period)
        for high in ends
        if isinstance(high, Period) and _year(low) == _year(high)
    ]
    return pairs or [_NO_SUCH_DAY]


def days_between(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return one day of the days ``day`` to ``day2`` of one month."""
    return [_either(each) for each in day_span(context, fields)]


def month_span(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the span of one month to another of a year; the first may be of the year before.

    The year is ``year``, or X, or that of the nearest such span.
    """
    first, last = (
        (fields["m"], fields["m2"]) if "m2" in fields else (fields["month"], fields["month2"])
    )
    if not (1 <= first <= _LAST_MONTH and 1 <= last <= _LAST_MONTH):
        return []
    notes: tuple[str, ...] = ()
    if "year" in fields:
        years = [fields["year"]]
    elif "X" in fields:
        if not isinstance(fields["X"], Period) or fields["X"].unit != "year":
            return []
        years, notes = [_year(fields["X"])], fields["X"].notes
    elif context.anchor is None:
        return [NO_ANCHOR]
    else:
        year = day_parts(context.anchor)[0]
        hulls = [
            Period(
                low=month_period(each - (first > last), first).low,
                high=month_period(each, last).high,
            )
            for each in range(year - 2, year + 3)
        ]
        nearby = [each for each in nearest(context, hulls) if isinstance(each, Period)]
        years = [day_parts(each.high)[0] for each in nearby if each.high is not None]
        notes = context.seen_from
    return [
        _lasting(month_period(year - (first > last), first, *notes), month_period(year, last))
        for year in years
    ]


def months_between(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return one day of the months ``month`` to ``month2``."""
    return [_either(each) for each in month_span(context, fields)]


def year_span(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the span of ``year`` to ``year2``, which may have two digits of the same century.

    Two digits for the next year are left out: "2024-25" may be one year that runs over New Year, or
    two. "2004-06" is also the month of June.
    """
    first, last = fields["year"], fields["year2"]
    found: list[Outcome] = []
    if last < _YEARS_IN_CENTURY:
        if 1 <= last <= _LAST_MONTH and fields.get("dash") == "-":
            month = edtf_period(f"{first:04d}-{last:02d}", "month")
            found = [month] if month else []
        last += first - first % _YEARS_IN_CENTURY
        if last == first + 1:
            return found
    if last > first:
        found.append(_lasting(year_period(first), year_period(last)))
    return found


def from_to(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the span from X to Y."""
    ends = _dated_alike(fields["X"], fields["Y"])
    if isinstance(ends, Missing):
        return [ends]
    if not ends or (ends[1].low == context.anchor and ends[1].unit == "range"):
        return []  # "from 1 July within 60 days" counts from July, not from the anchor
    return [_lasting(*ends)]


def dashed(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the span from X to Y where a dash stands between days or months."""
    parts = (fields["X"], fields["Y"])
    if any(isinstance(each, Period) and each.unit not in ("day", "month") for each in parts):
        return []
    return from_to(context, fields)


def between(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return any day from X's first to Y's last."""
    ends = _dated_alike(fields["X"], fields["Y"])
    if not ends or isinstance(ends, Missing):
        return [ends] if ends else []
    start, end = ends
    if start.low is None or end.high is None or start.low > end.high:
        return []
    return [
        Period(
            low=start.low,
            high=end.high,
            approximate=start.approximate or end.approximate,
            notes=(*start.notes, *end.notes),
        )
    ]


def _dated_alike(start: Outcome, end: Outcome) -> tuple[Period, Period] | Missing | None:
    """Return both ends with their years: one that has none takes that of the other.

    "28 April to 2 May 2024" is of one year, "28 December to 2 January 2025" is not.
    """
    if isinstance(start, Period) and isinstance(end, Period):
        if end.lacks_month:
            return _day_beside(start, end, step=1)
        if start.lacks_month:
            return _day_beside(end, start, step=-1)
    low, high = _yearless_part(start), _yearless_part(end)
    if low is not None and high is None and isinstance(end, Period):
        found = _in_year_of(low, end, step=-1)
        return (found, end) if found else None
    if low is None and high is not None and isinstance(start, Period):
        found = _in_year_of(high, start, step=1)
        return (start, found) if found else None
    for each in (start, end):
        if isinstance(each, Missing):
            return each
    if not isinstance(start, Period) or not isinstance(end, Period):
        return None
    if start.low is None or start.high is None or end.low is None or end.high is None:
        return None  # "from 3 May" and "to 5 May" are no ends of one another
    if low is not None and high is not None:
        found = _in_year_of(high, start, step=1)
        return (start, found) if found else None
    return start, end


def _day_beside(fixed: Period, part: Period, *, step: int) -> tuple[Period, Period] | None:
    """Return a day that is told, and the nearest of a number after (+1) or before (-1) it."""
    if fixed.unit != "day" or fixed.low is None or part.low is None or part.unit != "day":
        return None
    if fixed.low != fixed.high or part.low != part.high:
        return None
    year, month, number = day_parts(fixed.low)
    wanted = day_parts(part.low)[2]
    if step * (wanted - number) < 0:
        year, month = (year * 12 + month - 1 + step) // 12, (month - 1 + step) % 12 + 1
    other = edtf_period(f"{year:04d}-{month:02d}-{wanted:02d}", "day", *fixed.notes)
    if other is None:
        return None
    return (fixed, other) if step > 0 else (other, fixed)


def _yearless_part(part: Outcome) -> Period | None:
    if isinstance(part, Missing):
        return part.yearless
    return part if isinstance(part, Period) and part.lacks_year else None


def _in_year_of(part: Period, fixed: Period, *, step: int) -> Period | None:
    """Return the nearest such month or day before (-1) or after (+1) one that has a year."""
    if part.low is None or fixed.low is None or fixed.unit not in ("day", "month"):
        return None
    _, month, number = day_parts(part.low)
    for year in (_year(fixed), _year(fixed) + step):
        text = f"{year:04d}-{month:02d}" + (f"-{number:02d}" if part.unit == "day" else "")
        found = edtf_period(text, part.unit, *fixed.notes)
        # Of two years in a row at most one has a 29 February.
        if found is not None and found.low is not None and step * (found.low - fixed.low) >= 0:
            return found
    return None


def months_at_edge(side: int, n_months_each: int = 1) -> Action:
    """Return the action for the first (0) or last (1) months or quarters of the year X.

    Args:
        side: At which end of the year.
        n_months_each: 1 if months are counted, 3 if quarters are.
    """

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        period = fields["X"] if "X" in fields else year_period(fields["year"])
        n_months = fields.get("n", 1) * n_months_each
        if (
            not isinstance(period, Period)
            or period.unit not in ("year", "fiscal")
            or period.low is None
            or period.high is None
            or not 1 <= n_months <= _LAST_MONTH
        ):
            return []
        if side == 0:
            low, high = period.low, moved_months(period.low, n_months) - 1
        else:
            low, high = moved_months(period.high + 1, -n_months), period.high
        return [Period(low=low, high=high, notes=period.notes)]

    return act


def _lasting(start: Period, end: Period) -> Lasting:
    return Lasting(start=start, end=end, start_end=End.known, end_end=End.known)


def _either(span: Outcome) -> Outcome:
    if not isinstance(span, Lasting) or span.start is None or span.end is None:
        return span
    return Period(
        low=span.start.low, high=span.end.high, notes=(*span.start.notes, *span.end.notes)
    )


def _year(period: Period) -> int:
    assert period.low is not None
    return day_parts(period.low)[0]
