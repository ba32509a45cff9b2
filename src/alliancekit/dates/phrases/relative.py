"""Actions for the units next to the anchor: its day, week, month, year, and those beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from alliancekit.dates.calendar import Day, day_parts, first_day, last_day
from alliancekit.dates.phrases.absolute import nearest, seasons_of
from alliancekit.dates.phrases.grammars import Action, Fields
from alliancekit.dates.phrases.periods import (
    NO_ANCHOR,
    Context,
    Missing,
    Outcome,
    Period,
    Unit,
    day_period,
    hull,
    month_period,
    part_of_year,
    weekday_of,
    year_period,
)

_UNKNOWN_WEEK: Final = "a week from Monday or from Sunday"


def day(offset: int) -> Action:
    """Return the action for the day that lies ``offset`` days from the anchor."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        if context.anchor is None:
            return [NO_ANCHOR]
        return [day_period(context.anchor + offset, *context.seen_from)]

    return act


def unit(offset: int, name: Unit | None = None) -> Action:
    """Return the action for the week, month or longer unit ``offset`` from the anchor's own."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        if context.anchor is None:
            return [NO_ANCHOR]
        kind = name or fields["unit"]
        if kind == "day":
            return [day_period(context.anchor + offset, *context.seen_from)]
        return [_unit_period(context, context.anchor, kind, offset)]

    return act


def _unit_period(context: Context, anchor: Day, kind: str, offset: int) -> Period:
    year, month, _ = day_parts(anchor)
    notes = context.seen_from
    match kind:
        case "week":
            return hull(weeks(context, anchor, offset), _UNKNOWN_WEEK)
        case "month":
            return month_period(year, month + offset, *notes)
        case "quarter":
            return part_of_year(year, (month - 1) // 3 + offset, 3, *notes)
        case "half":
            return part_of_year(year, (month - 1) // 6 + offset, 6, *notes)
        case "decade":
            first = year // 10 * 10 + 10 * offset
            return Period(
                low=first_day(first), high=last_day(first + 9), unit="decade", notes=notes
            )
        case "century":
            first = (year - 1) // 100 * 100 + 1 + 100 * offset
            return Period(
                low=first_day(first), high=last_day(first + 99), unit="century", notes=notes
            )
        case _:
            return year_period(year + offset, *notes)


def weeks(context: Context, anchor: Day, offset: int) -> list[Period]:
    """Return the week so far from the anchor's, once for each day that weeks may start on."""
    found = []
    for start in context.week_starts:
        first = anchor - (weekday_of(anchor) - start) % 7 + 7 * offset
        found.append(Period(low=first, high=first + 6, unit="week", notes=context.seen_from))
    return found


def weekday_in_week(offset: int) -> Action:
    """Return the action for a day of the week in the week so far from the anchor's."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        if context.anchor is None:
            return [NO_ANCHOR]
        return _days_in_weeks(context, context.anchor, offset, fields["weekday"])

    return act


def _days_in_weeks(context: Context, anchor: Day, offset: int, weekday: int) -> list[Outcome]:
    days = {
        week.low + (weekday - weekday_of(week.low)) % 7
        for week in weeks(context, anchor, offset)
        if week.low is not None
    }
    return [day_period(each, *context.seen_from) for each in sorted(days)]


def last_weekday(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the latest such day before the anchor and that of last week: for some they differ."""
    if context.anchor is None:
        return [NO_ANCHOR]
    return [
        *latest_weekday(context, fields),
        *_days_in_weeks(context, context.anchor, -1, fields["weekday"]),
    ]


def next_weekday(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the first such day after the anchor and that of next week."""
    if context.anchor is None:
        return [NO_ANCHOR]
    return [
        *coming_weekday(context, fields),
        *_days_in_weeks(context, context.anchor, 1, fields["weekday"]),
    ]


def latest_weekday(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the latest such day before the anchor."""
    if context.anchor is None:
        return [NO_ANCHOR]
    back = (weekday_of(context.anchor) - fields["weekday"] - 1) % 7 + 1
    return [day_period(context.anchor - back, *context.seen_from)]


def coming_weekday(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the first such day after the anchor."""
    if context.anchor is None:
        return [NO_ANCHOR]
    ahead = (fields["weekday"] - weekday_of(context.anchor) - 1) % 7 + 1
    return [day_period(context.anchor + ahead, *context.seen_from)]


def bare_weekday(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the nearest such day on either side of the anchor, or the one of the direction."""
    if context.anchor is None:
        return [NO_ANCHOR]
    if weekday_of(context.anchor) == fields["weekday"]:
        return [day_period(context.anchor, *context.seen_from)]
    sides = [*latest_weekday(context, fields), *coming_weekday(context, fields)]
    return nearest(context, [each for each in sides if isinstance(each, Period)])


def month_near(offset: int) -> Action:
    """Return the action for "last July": the nearest one, and that of last or next year."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        if context.anchor is None:
            return [NO_ANCHOR]
        year, month, _ = day_parts(context.anchor)
        if offset == 0:
            return [month_period(year, fields["month"], *context.seen_from)]
        is_over = fields["month"] < month if offset < 0 else fields["month"] > month
        years = dict.fromkeys((year if is_over else year + offset, year + offset))
        return [month_period(each, fields["month"], *context.seen_from) for each in years]

    return act


def latest_month(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the latest such month that was over before the anchor's month."""
    return _month_from(context, fields, -1)


def coming_month(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the first such month after the anchor's month."""
    return _month_from(context, fields, 1)


def _month_from(context: Context, fields: Fields, step: int) -> Iterable[Outcome]:
    if context.anchor is None:
        return [NO_ANCHOR]
    year, month, _ = day_parts(context.anchor)
    asked = fields.get("month", fields.get("m"))
    if not 1 <= asked <= 12:
        return []
    is_this_year = asked < month if step < 0 else asked > month
    return [month_period(year if is_this_year else year + step, asked, *context.seen_from)]


def season_near(offset: int) -> Action:
    """Return the action for "last winter", "this winter" and "next winter".

    Of the seasons that are over or to come the nearest; this one is the one under way, else of
    this year.
    """

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        if context.anchor is None:
            return [NO_ANCHOR]
        anchor = context.anchor
        year = day_parts(anchor)[0]
        found: dict[tuple[int | None, int | None], Period] = {}
        for each in range(year - 2, year + 3):
            for period in seasons_of(context, fields["season"], each, *context.seen_from):
                if isinstance(period, Missing):
                    return [period]
                assert isinstance(period, Period)
                found[period.low, period.high] = period
        seasons = [found[key] for key in sorted(found, key=str)]
        seasons.sort(key=lambda period: period.low or 0)
        if offset < 0:
            return [each for each in seasons if each.high is not None and each.high < anchor][-1:]
        if offset > 0:
            return [each for each in seasons if each.low is not None and each.low > anchor][:1]
        under_way = [each for each in seasons if (each.low or 0) <= anchor <= (each.high or 0)]
        this_year = [
            each for each in seasons if each.low is not None and day_parts(each.low)[0] == year
        ]
        return under_way or (this_year if not _is_over_new_year(this_year) else [])

    return act


def bare_season(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the season under way, or those on either side, or the one of the direction."""
    if context.anchor is None:
        return [NO_ANCHOR]
    year = day_parts(context.anchor)[0]
    found: dict[tuple[int, int], Period] = {}
    for each in range(year - 2, year + 3):
        for period in seasons_of(context, fields["season"], each, *context.seen_from):
            if isinstance(period, Missing):
                return [period]
            assert isinstance(period, Period)
            found[period.low or 0, period.high or 0] = period
    return nearest(context, [found[key] for key in sorted(found)])


def _is_over_new_year(seasons: list[Period]) -> bool:
    return any(day_parts(each.low or 0)[1] == 12 for each in seasons)
