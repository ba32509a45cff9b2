"""Actions for fiscal years, which are a country's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from alliancekit.dates.calendar import day_parts
from alliancekit.dates.phrases.countries import FISCAL_YEARS
from alliancekit.dates.phrases.eras import BUDDHIST_OFFSET, ERAS
from alliancekit.dates.phrases.grammars import Action, Fields
from alliancekit.dates.phrases.periods import (
    NO_ANCHOR,
    Context,
    Missing,
    Outcome,
    Period,
    month_period,
    months_period,
)

# A Thai year so far ahead is one of the Buddhist era.
_LEAST_BUDDHIST_YEAR: Final = 2_400


def rest_of(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return what is left of X from the anchor."""
    period = fields["X"]
    if context.anchor is None:
        return [NO_ANCHOR]
    if not isinstance(period, Period):
        return []
    return [attrs.evolve(period, low=context.anchor, unit="range", edtf="")]


def _fiscal_customs(context: Context) -> tuple[int, bool] | Missing:
    if context.country is None:
        return Missing("a fiscal year is a country's: give country")
    customs = FISCAL_YEARS.get(context.country)
    return customs or Missing(f"the fiscal year of {context.country} is not known here")


def _fiscal_period(context: Context, start_year: int, first_month: int, *notes: str) -> Period:
    return months_period(
        start_year, first_month, 12, "fiscal", f"fiscal year of {context.country}", *notes
    )


def numbered(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return a fiscal year by its number, as the country names it, or by both of its years."""
    customs = _fiscal_customs(context)
    if isinstance(customs, Missing):
        return [customs]
    first_month, is_named_by_end = customs
    year = fields["year"] if "year" in fields else 2000 + fields["yy"]
    if context.country == "THA" and year > _LEAST_BUDDHIST_YEAR:
        note = f"Buddhist year {year} is {year - BUDDHIST_OFFSET}"
        return [
            _fiscal_period(context, year - BUDDHIST_OFFSET - is_named_by_end, first_month, note)
        ]
    if "year2" in fields:
        if first_month == 1 or fields["year2"] % 100 != (year + 1) % 100:
            return [Missing(f"a fiscal year of {context.country} is not of these two years")]
        return [_fiscal_period(context, year, first_month)]
    return [_fiscal_period(context, year - is_named_by_end, first_month)]


def of_era(name: str) -> Action:
    """Return the action for a fiscal year of Japan that is numbered in an era."""
    first_year = day_parts(ERAS[name][0])[0]

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        year = first_year + fields["n"] - 1
        if fields["n"] < 1 or year > day_parts(ERAS[name][1])[0]:
            return [Missing(f"{name.capitalize()} has no year {fields['n']}")]
        if context.country not in (None, "JPN"):
            return [Missing("a year of an era is of Japan")]
        note = f"{name.capitalize()} {fields['n']} is {year}"
        return [
            attrs.evolve(each, notes=(*each.notes, note)) if isinstance(each, Period) else each
            for each in numbered(attrs.evolve(context, country="JPN"), {"year": year})
        ]

    return act


def near(offset: int) -> Action:
    """Return the action for the fiscal year so far from the one in which the anchor lies."""

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        customs = _fiscal_customs(context)
        if isinstance(customs, Missing):
            return [customs]
        if context.anchor is None:
            return [NO_ANCHOR]
        year, month, _ = day_parts(context.anchor)
        start_year = year - (month < customs[0]) + offset
        return [_fiscal_period(context, start_year, customs[0], *context.seen_from)]

    return act


def end_month(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return the month in which the fiscal year ends: X, or the next ``month`` from the anchor.

    A country that is given must end its fiscal year in that month.
    """
    end = fields.get("X")
    if end is None:
        if context.anchor is None:
            return [NO_ANCHOR]
        year, month, _ = day_parts(context.anchor)
        last = fields.get("month", fields.get("m"))
        if not 1 <= last <= 12:
            return []
        end = month_period(year + (last < month), last, *context.seen_from)
    if not isinstance(end, Period) or end.unit != "month" or end.low is None or end.lacks_year:
        return []
    month = day_parts(end.low)[1]
    if context.country is not None:
        customs = _fiscal_customs(context)
        if isinstance(customs, Missing) or customs[0] != month % 12 + 1:
            return [Missing(f"the fiscal year of {context.country} does not end in that month")]
    return [attrs.evolve(end, unit="end", notes=(*end.notes, "end of the fiscal year"))]
