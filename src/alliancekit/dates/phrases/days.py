"""Actions for one day told by its number, its clock, its week or its place in a month."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from alliancekit.dates.calendar import day_parts, days_in_month, first_day
from alliancekit.dates.phrases.absolute import nearest
from alliancekit.dates.phrases.grammars import Action, Fields
from alliancekit.dates.phrases.periods import (
    NO_ANCHOR,
    Context,
    Missing,
    Outcome,
    Period,
    day_period,
    edtf_period,
    weekday_of,
)

# A year of two digits is the one near the anchor: the other century lies 70 years off or more.
_NEAR_YEARS: Final = 30
_NO_CENTURY: Final = Missing("the century of the year is not written")
_ANAPHORA: Final = "it is relative to another date of the text: work it out from that one"


def on_day(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the day X, at which time of it does not matter: "at 10:00 on 30 July"."""
    period = fields["X"]
    if not isinstance(period, Period) or period.unit != "day" or period.low != period.high:
        return []
    return [period]


def night_to(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the day before X or X: "in der Nacht zum Mittwoch"."""
    return [
        attrs.evolve(each, low=each.low - 1, unit="range", edtf="")
        for each in on_day(context, fields)
        if isinstance(each, Period) and each.low is not None
    ]


def day_of_month(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the nearest such days of a month around the anchor: "on the 31st"."""
    return nearest(context, _days_of_months(context, fields))


def latest_day_of_month(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the latest such day of a month before the anchor."""
    return _strictly(context, fields, -1)


def coming_day_of_month(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the first such day of a month after the anchor."""
    return _strictly(context, fields, 1)


def _strictly(context: Context, fields: Fields, side: int) -> Iterable[Outcome]:
    if context.anchor is None:
        return [NO_ANCHOR]
    anchor = context.anchor
    days = [
        each
        for each in _days_of_months(context, fields)
        if each.low is not None and side * (each.low - anchor) > 0
    ]
    return days[:1] if side > 0 else days[-1:]


def _days_of_months(context: Context, fields: Fields) -> list[Period]:
    if context.anchor is None or not 1 <= fields["day"] <= 31:
        return []
    year, month, _ = day_parts(context.anchor)
    found = []
    # Of three months in a row at least one has 31 days.
    for index in range(year * 12 + month - 4, year * 12 + month + 3):
        each_year, each_month = index // 12, index % 12 + 1
        if fields["day"] <= days_in_month(each_year, each_month):
            day = first_day(each_year, each_month) + fields["day"] - 1
            period = day_period(day, *context.seen_from)
            found.append(attrs.evolve(period, lacks_month=True))
    return found


def day_of(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the day of the month X."""
    period = fields["X"]
    if (
        not isinstance(period, Period)
        or period.unit != "month"
        or period.approximate
        or period.lacks_year
        or period.low is None
        or period.high is None
    ):
        return []
    day = period.low + fields["day"] - 1
    if not period.low <= day <= period.high:
        return [Missing("there is no such day")]
    return [day_period(day, *period.notes)]


def nth_weekday(index: int | None = None) -> Action:
    """Return the action for such a weekday of the month X: first (0), last (-1) or the ``q``-th."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        period = fields["X"]
        if not isinstance(period, Period) or period.unit != "month":
            return []
        if period.low is None or period.high is None or period.approximate:
            return []
        if index == -1:
            day = period.high - (weekday_of(period.high) - fields["weekday"]) % 7
        else:
            first = period.low + (fields["weekday"] - weekday_of(period.low)) % 7
            day = first + 7 * (fields["q"] - 1 if index is None else index)
        return [day_period(day, *period.notes)]

    return act


def compact_date(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the day that eight digits write: year, month, day."""
    text = f"{fields['ymd']:08d}"
    period = edtf_period(f"{text[:4]}-{text[4:6]}-{text[6:]}", "day")
    return [period] if period else [Missing("there is no such day")]


def short_year(inner: Action) -> Action:
    """Return the action for a date with a year of two digits, which is the one near the anchor."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        if context.anchor is None:
            return [_NO_CENTURY]
        anchor_year = day_parts(context.anchor)[0]
        year = anchor_year - anchor_year % 100 + fields["yy"]
        for each in (year - 100, year, year + 100):
            if abs(each - anchor_year) <= _NEAR_YEARS:
                return inner(context, {**fields, "year": each})
        return [_NO_CENTURY]

    return act


def iso_week(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the week of that number, by ISO 8601: week 1 holds 4 January."""
    fourth = first_day(fields["year"]) + 3
    monday = fourth - weekday_of(fourth) + 7 * (fields["week"] - 1)
    last = first_day(fields["year"] + 1) + 3
    if fields["week"] < 1 or monday >= last - weekday_of(last):
        return [Missing("the year has no such week")]
    return [Period(low=monday, high=monday + 6, unit="week")]


def weekend(offset: int) -> Action:
    """Return the action for "last weekend", "this weekend" and "next weekend".

    Next may be the one to come or the one after it, as with days of the week.
    """

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        if context.anchor is None:
            return [NO_ANCHOR]
        latest, under_way, coming = _weekends(context, context.anchor)
        if offset < 0:
            return [latest]
        this = under_way or coming
        if offset == 0 and not under_way:
            # On a Monday "this weekend" may be the one that is just over.
            assert latest.high is not None
            is_just_over = context.anchor - latest.high == 1
            return nearest(context, [latest, coming]) if is_just_over else [this]
        if offset == 0:
            return [this]
        later = _moved(this, 7)
        return [later] if under_way else [this, later]

    return act


def coming_weekend(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the first weekend that begins after the anchor."""
    if context.anchor is None:
        return [NO_ANCHOR]
    return [_weekends(context, context.anchor)[2]]


def weekend_of_week(offset: int) -> Action:
    """Return the action for the weekend that ends the week so far from the anchor's."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        if context.anchor is None:
            return [NO_ANCHOR]
        _, under_way, coming = _weekends(context, context.anchor)
        return [_moved(under_way or coming, 7 * offset)]

    return act


def bare_weekend(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the weekends on either side of the anchor, or the one of the direction."""
    if context.anchor is None:
        return [NO_ANCHOR]
    latest, under_way, coming = _weekends(context, context.anchor)
    return [under_way] if under_way else nearest(context, [latest, coming])


def _weekends(context: Context, anchor: int) -> tuple[Period, Period | None, Period]:
    """Return the latest weekend that is over, the one under way, and the first to come."""
    first, last = context.weekend
    if first == last:
        first = (first - 1) % 7  # where one day only is free, the eve of it belongs to it
    length = (last - first) % 7 + 1
    begun = anchor - (weekday_of(anchor) - first) % 7
    latest = Period(low=begun, high=begun + length - 1, notes=context.seen_from)
    if anchor <= begun + length - 1:
        return _moved(latest, -7), latest, _moved(latest, 7)
    return latest, None, _moved(latest, 7)


def _moved(period: Period, n_days: int) -> Period:
    assert period.low is not None
    assert period.high is not None
    return attrs.evolve(period, low=period.low + n_days, high=period.high + n_days)


def told_elsewhere(inner: Action) -> Action:
    """Return the action for "the following day": what it is from the anchor, if that is meant."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        return [Missing(_ANAPHORA), *inner(context, fields)]

    return act


def weekend_with(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the weekend that holds the day X; none if X is no day of a weekend."""
    days = [each for each in on_day(context, fields) if isinstance(each, Period)]
    found: list[Outcome] = []
    for each in days:
        assert each.low is not None
        _, under_way, _ = _weekends(context, each.low)
        if under_way:
            found.append(attrs.evolve(under_way, notes=each.notes))
    return found
