"""Actions for dates that stand on the page: days, months, years, parts of years, eras."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import attrs

from alliancekit.dates.calendar import day_parts, day_text, first_day, last_day
from alliancekit.dates.fuzzy import End
from alliancekit.dates.phrases.grammars import Action, Fields
from alliancekit.dates.phrases.periods import (
    NO_ANCHOR,
    Context,
    Lasting,
    Missing,
    Outcome,
    Period,
    edtf_period,
    months_period,
    part_of_year,
    weekday_of,
    year_period,
)

_ANY_LEAP_YEAR: Final = 2000
_FIRST_HALF_DAYS: Final = 15
_LAST_AMBIGUOUS_DECADE: Final = 20


def date(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return a year, month or day that is written in full; nothing if there is no such day."""
    return within_year(year_of(fields), fields)


def twin_month(inner: Action) -> Action:
    """Return the action for a month that bears both its names: "تموز/يوليو 2024"."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        is_one = fields.get("month2", fields["month"]) == fields["month"]
        return inner(context, fields) if is_one else []

    return act


def year_of(fields: Fields) -> int:
    """Return the number of the year that a phrase names."""
    year = fields["year"]
    assert isinstance(year, int)
    return year


def within_year(year: int, fields: Fields, *notes: str) -> Iterable[Outcome]:
    """Return a year, or the month or day in it that a phrase names."""
    month = fields.get("month", fields.get("m"))
    if month is None:
        return [year_period(year, *notes)]
    if "day" not in fields:
        period = (
            edtf_period(f"{year:04d}-{month:02d}", "month", *notes) if 1 <= month <= 12 else None
        )
    else:
        period = edtf_period(f"{year:04d}-{month:02d}-{fields['day']:02d}", "day", *notes)
    return [period] if period else [Missing("there is no such day")]


def numeric_date(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the day of ``m/m2/year``, in the country's order; in either if that is not known."""
    first, second = fields["m"], fields["m2"]
    orders = {
        True: [(first, second)],
        False: [(second, first)],
        None: [(first, second), (second, first)],
    }
    periods = [
        edtf_period(f"{year_of(fields):04d}-{month:02d}-{day:02d}", "day")
        for month, day in dict.fromkeys(orders[context.is_month_first])
    ]
    fitting = [period for period in periods if period]
    return fitting or [Missing("there is no such day")]


def yearless(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the nearest such months or days around the anchor, or the one of the direction.

    The anchor's own month or day is the nearest, whatever the direction.
    """
    if context.anchor is None:
        return [
            attrs.evolve(NO_ANCHOR, yearless=attrs.evolve(each, lacks_year=True))
            for each in within_year(_ANY_LEAP_YEAR, fields)
            if isinstance(each, Period)
        ]
    year = day_parts(context.anchor)[0]
    # 29 February comes back after eight years at the most.
    periods = [
        attrs.evolve(period, lacks_year=True, notes=context.seen_from)
        for each in range(year - 8, year + 9)
        for period in within_year(each, fields)
        if isinstance(period, Period)
    ]
    return nearest(context, periods)


def towards(direction: Literal["past", "future"]) -> Action:
    """Return the action for a month or day without a year on one side of the anchor."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        return yearless(attrs.evolve(context, direction=direction), fields)

    return act


def nearest(context: Context, periods: list[Period]) -> Iterable[Outcome]:
    """Return which of several like periods, in order, is meant from the anchor."""
    anchor = context.anchor
    if anchor is None:
        return [NO_ANCHOR]
    past = [each for each in periods if each.high is not None and each.high < anchor]
    future = [each for each in periods if each.low is not None and each.low > anchor]
    now = [each for each in periods if each not in past and each not in future]
    if now:
        # "in July", written in July, is this July unless something says otherwise.
        return now
    if context.direction == "past":
        return past[-1:]
    if context.direction == "future":
        return future[:1]
    return [*past[-1:], *future[:1]] or [Missing("there is no such day")]


def checked_weekday(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the day X, if it is the day of the week that stands beside it."""
    period = fields["X"]
    if not isinstance(period, Period) or period.unit != "day" or period.low is None:
        return []
    if weekday_of(period.low) != fields.get("weekday", fields.get("wd")):
        # Of two years that a day without a year may mean, the day of the week chooses.
        return (
            []
            if period.lacks_year
            else [Missing(f"{day_text(period.low)} is another day of the week")]
        )
    return [period]


def quarter(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return a quarter of a year."""
    period = edtf_period(f"{year_of(fields):04d}-{32 + fields['q']}", "quarter")
    return [period] if period else []


def half(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return a half of a year."""
    if fields["q"] > 2:
        return []
    period = edtf_period(f"{year_of(fields):04d}-{39 + fields['q']}", "half")
    return [period] if period else []


def season(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return a season; one that runs over New Year may be that of either winter."""
    return seasons_of(context, fields["season"], year_of(fields))


def seasons_of(context: Context, code: int, year: int, *notes: str) -> list[Outcome]:
    """Return what a season of a year may be, by hemisphere."""
    codes = {True: [code + 8], False: [code], None: [code]}[context.is_southern]
    if context.country is not None and context.is_southern is None:
        return [Missing("the country lies on both sides of the equator: give months")]
    note = "meteorological season"
    found: list[Outcome] = []
    for each in codes:
        # Winter there, summer here: the two that begin in December.
        begins_in_december = each in (24, 30)
        for start in (year - 1, year) if begins_in_december else (year,):
            period = edtf_period(f"{start:04d}-{each}", "season", *notes, note)
            if period:
                found.append(period)
    return found


def season_pair(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the season over New Year that is written with both years, as in winter 2023/24."""
    year = year_of(fields)
    if fields["year2"] % 100 != (year + 1) % 100:
        return []
    return [
        each
        for each in seasons_of(context, fields["season"], year)
        if isinstance(each, Period)
        and each.low is not None
        and day_parts(each.low)[:2] == (year, 12)
    ]


def decade(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the ten years that a decade names."""
    year = fields["decade"]
    return [Period(low=first_day(year), high=last_day(year + 9), unit="decade")]


def century(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the hundred years of a century: the 19th ends in 1900."""
    first = 100 * fields["century"] - 99
    if not 1 <= first <= 9900:
        return []
    return [Period(low=first_day(first), high=last_day(first + 99), unit="century")]


def decade_of_century(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the decade of a century, as in the 90s of the 20th."""
    year = 100 * (fields["century"] - 1) + fields["yy"]
    if fields["yy"] % 10 or not 0 <= year <= 9990:
        return []
    return decade(context, {"decade": year})


def decade_within(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the decade of the century X, as in the 90s of the last."""
    period = fields["X"]
    if not isinstance(period, Period) or period.unit != "century" or period.low is None:
        return []
    number = (day_parts(period.low)[0] + 99) // 100
    return [
        attrs.evolve(each, notes=period.notes) if isinstance(each, Period) else each
        for each in decade_of_century(context, {**fields, "century": number})
    ]


def short_decade(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the latest decade of that name that was over before the anchor: "the 90s".

    The first three of a century may be of this one or of the last.
    """
    if context.anchor is None:
        return [NO_ANCHOR]
    if fields["yy"] % 10:
        return []
    year = day_parts(context.anchor)[0]
    latest = year - year % 100 + fields["yy"]
    latest -= 100 if latest + 9 >= year else 0
    if fields["yy"] <= _LAST_AMBIGUOUS_DECADE:
        return [Missing("the century of the decade is not written")]
    return [
        attrs.evolve(each, notes=context.seen_from) if isinstance(each, Period) else each
        for each in decade(context, {"decade": latest})
    ]


def before_christ(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return a year before the year 1, or a century of them: 44 BC is the year -43."""
    if "century" in fields:
        last = -100 * (fields["century"] - 1)
        if fields["century"] < 1:
            return []
        return [Period(low=first_day(last - 99), high=last_day(last), unit="century")]
    return [year_period(1 - fields["n"])] if fields["n"] >= 1 else []


def whole(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return X as it is."""
    part = fields["X"]
    if isinstance(part, Lasting) and End.unknown in (part.start_end, part.end_end):
        return []  # に after まで makes a deadline of an end, and has a pattern of its own
    return [part]


def of_period(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the month, or the day of a month, within the year X."""
    period = fields["X"]
    if not isinstance(period, Period) or period.unit != "year" or period.low is None:
        return []
    year = day_parts(period.low)[0]
    if (period.low, period.high) != (first_day(year), last_day(year)):
        return []  # part of a year, at the border of two eras
    return [
        attrs.evolve(each, approximate=period.approximate, notes=period.notes)
        if isinstance(each, Period)
        else each
        for each in within_year(year, fields)
    ]


def quarter_of(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return a quarter of the year or fiscal year X."""
    return _share(fields, 3)


def half_of(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return a half of the year or fiscal year X."""
    return _share(fields, 6) if fields["q"] <= 2 else []


def first_half(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the first half of the year or fiscal year X."""
    return _share({**fields, "q": 1}, 6)


def second_half(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the second half of the year or fiscal year X."""
    return _share({**fields, "q": 2}, 6)


def _share(fields: Fields, n_months: int) -> Iterable[Outcome]:
    period = fields["X"]
    if not isinstance(period, Period) or period.low is None:
        return []
    year, month, _ = day_parts(period.low)
    n_years = {"decade": 10, "century": 100}.get(period.unit, 0)
    if n_years and n_months == 6:
        first = year + n_years // 2 * (fields["q"] - 1)
        high = last_day(first + n_years // 2 - 1)
        return [Period(low=first_day(first), high=high, notes=period.notes)]
    if period.unit == "month" and n_months == 6 and period.high is not None:
        first_end = period.low + _FIRST_HALF_DAYS - 1
        low, high = ((period.low, first_end), (first_end + 1, period.high))[fields["q"] - 1]
        return [Period(low=low, high=high, notes=period.notes)]
    if period.unit not in ("year", "fiscal"):
        return []
    if period.unit == "year":
        return [part_of_year(year, fields["q"] - 1, n_months, *period.notes)]
    # The first quarter of a fiscal year may be the second of the calendar: it is written by its
    # months.
    first = month + n_months * (fields["q"] - 1)
    return [months_period(year, first, n_months, "range", *period.notes)]


def season_of(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return a season of the year X."""
    period = fields["X"]
    if not isinstance(period, Period) or period.unit != "year" or period.low is None:
        return []
    return seasons_of(context, fields["season"], day_parts(period.low)[0], *period.notes)
