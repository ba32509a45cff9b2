"""Actions for counts from the anchor: N days ago, within N months, half a year on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from alliancekit.dates.calendar import Day, day_parts, day_text
from alliancekit.dates.phrases.grammars import Action, Fields
from alliancekit.dates.phrases.periods import (
    NO_ANCHOR,
    Context,
    Outcome,
    Period,
    Unit,
    day_period,
    month_period,
    moved_months,
    year_period,
)
from alliancekit.dates.phrases.relative import coming_weekday, unit

# "Two weeks ago" is a count of weeks, not of days: it may be three days off either way.
_HALF_WEEK_DAYS: Final = 3
_MAX_COUNT: Final = 1_000


def ago(sign: int) -> Action:
    """Return the action for "N units ago" (-1) and "in N units" (+1).

    A count of days is that day; a count of weeks is good to half a week, of months to the month,
    of years to the year, and each of these is marked approximate.
    """

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        if context.anchor is None:
            return [NO_ANCHOR]
        count = sign * fields["n"]
        if abs(count) > _MAX_COUNT:
            return []
        year, month, _ = day_parts(context.anchor)
        notes = context.seen_from
        match fields["unit"]:
            case "day":
                return [day_period(context.anchor + count, *notes)]
            case "week":
                middle = context.anchor + 7 * count
                return [
                    Period(
                        low=middle - _HALF_WEEK_DAYS,
                        high=middle + _HALF_WEEK_DAYS,
                        approximate=True,
                        notes=notes,
                    )
                ]
            case "month":
                return [attrs.evolve(month_period(year, month + count, *notes), approximate=True)]
            case "year" if abs(count) == 1:
                # "A year ago" looks back at this time of the year, "five years ago" at a year.
                return [attrs.evolve(month_period(year + count, month, *notes), approximate=True)]
            case "year":
                return [attrs.evolve(year_period(year + count, *notes), approximate=True)]
            case _:
                return []

    return act


def _counted(anchor: Day, count: int, kind: str) -> Day | None:
    n_months = {"month": 1, "year": 12}.get(kind)
    n_days = {"day": 1, "week": 7}.get(kind)
    if abs(count) > _MAX_COUNT or (n_months is None and n_days is None):
        return None
    return moved_months(anchor, n_months * count) if n_months else anchor + (n_days or 0) * count


def within(sign: int) -> Action:
    """Return the action for "within N units" (+1) or "in the last N units" (-1)."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        if context.anchor is None:
            return [NO_ANCHOR]
        far = _counted(context.anchor, sign * fields.get("n", 1), fields["unit"])
        if far is None:
            return []
        low, high = sorted((context.anchor, far))
        return [Period(low=low, high=high, notes=context.seen_from)]

    return act


def beyond(sign: int) -> Action:
    """Return the action for "more than N units ago" (-1), or from now (+1), about."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        if fields["unit"] == "year":
            fields = {**fields, "unit": "month", "n": 12 * fields["n"]}
        period = next(iter(ago(sign)(context, fields)), None)
        if not isinstance(period, Period):
            return [period] if period else []
        if sign < 0:
            return [Period(low=None, high=period.high, approximate=True, notes=period.notes)]
        return [Period(low=period.low, high=None, approximate=True, notes=period.notes)]

    return act


def so_far(name: Unit | None = None) -> Action:
    """Return the action for "earlier this year": from the start of the unit to the anchor."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        return [
            attrs.evolve(period, high=context.anchor, unit="range", edtf="")
            if isinstance(period, Period)
            else period
            for period in unit(0, name)(context, fields)
        ]

    return act


def still_to_come(name: Unit | None = None) -> Action:
    """Return the action for "later this year": from the anchor to the end of the unit."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        return [
            attrs.evolve(period, low=context.anchor, unit="range", edtf="")
            if isinstance(period, Period)
            else period
            for period in unit(0, name)(context, fields)
        ]

    return act


def ago_and_half(sign: int) -> Action:
    """Return the action for "half a year ago" and "N and a half years ago": a count of months."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        n_months = 12 * fields.get("n", 0) + 6
        return ago(sign)(context, {"n": n_months, "unit": "month"})

    return act


def times(n: int, inner: Action) -> Action:
    """Return the action for a phrase whose unit says the number: "неделю назад", "قبل شهرين"."""
    return lambda context, fields: inner(context, {**fields, "n": n})


def within_half_year(sign: int) -> Action:
    """Return the action for "within half a year" (+1) or "in the last half year" (-1)."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        n_months = 12 * fields.get("n", 0) + 6
        return within(sign)(context, {"n": n_months, "unit": "month"})

    return act


def of_days(inner: Action) -> Action:
    """Return the action for a word that is a number of days, as in Korean."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        return inner(context, {**fields, "unit": "day"})

    return act


def around(unit_name: Unit, count: int) -> Action:
    """Return the action for a count that an idiom names, as in "il y a quinze jours"."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        return ago(1 if count > 0 else -1)(context, {"n": abs(count), "unit": unit_name})

    return act


def exactly(sign: int) -> Action:
    """Return the action for "N units ago today": that very day."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        if context.anchor is None:
            return [NO_ANCHOR]
        found = _counted(context.anchor, sign * fields.get("n", 1), fields["unit"])
        return [] if found is None else [day_period(found, *context.seen_from)]

    return act


def from_day(inner: Action) -> Action:
    """Return the action for a count from the day X: "60 days after 1 July 2024"."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        base = fields["X"]
        if not isinstance(base, Period) or base.unit != "day" or base.low is None:
            return []
        if base.low != base.high or set(context.seen_from) & set(base.notes):
            return []  # "two weeks from Friday" has a pattern of its own
        notes = (*base.notes, f"counted from {day_text(base.low)}")
        return [
            attrs.evolve(each, notes=notes) if isinstance(each, Period) else each
            for each in inner(attrs.evolve(context, anchor=base.low), fields)
        ]

    return act


def after_weekday(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the day N weeks after the coming such day of the week: "a week on Friday"."""
    return [
        attrs.evolve(
            each, low=each.low + 7 * fields.get("n", 1), high=each.high + 7 * fields.get("n", 1)
        )
        if isinstance(each, Period) and each.low is not None and each.high is not None
        else each
        for each in coming_weekday(context, fields)
    ]
