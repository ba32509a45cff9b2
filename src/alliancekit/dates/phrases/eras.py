"""Actions for years of other calendars: Japanese eras, Thai, Korean and Chinese years."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from alliancekit.dates.calendar import day_number, day_parts, first_day
from alliancekit.dates.phrases.absolute import within_year, year_of
from alliancekit.dates.phrases.grammars import Action, Fields
from alliancekit.dates.phrases.periods import Context, Missing, Outcome, Period

# First and last day of each Japanese era; two of them share a day.
ERAS: Final = {
    "meiji": (day_number(1868, 10, 23), day_number(1912, 7, 30)),
    "taisho": (day_number(1912, 7, 30), day_number(1926, 12, 25)),
    "showa": (day_number(1926, 12, 25), day_number(1989, 1, 7)),
    "heisei": (day_number(1989, 1, 8), day_number(2019, 4, 30)),
    "reiwa": (day_number(2019, 5, 1), day_number(9999, 12, 31)),
}
# Japan counted by its own calendar until the end of 1872: before, an era's months are not
# Gregorian ones.
_FIRST_GREGORIAN_YEAR: Final = 1873
# In Thailand the year began in April until 1940, so that an earlier Buddhist year is two
# Gregorian ones.
_FIRST_JANUARY_BUDDHIST_YEAR: Final = 2484
BUDDHIST_OFFSET: Final = 543
_MINGUO_OFFSET: Final = 1911
_DANGI_OFFSET: Final = 2333


def era(name: str) -> Action:
    """Return the action for a year, month or day of a Japanese era, which must lie in that era."""
    first, last = ERAS[name]
    first_year = day_parts(first)[0]

    def act(context: Context, fields: Fields) -> Iterable[Outcome]:
        year = first_year + fields["n"] - 1
        note = f"{name.capitalize()} {fields['n']} is {year}"
        if fields["n"] < 1 or first_day(year) > last:
            return [Missing(f"{name.capitalize()} has no year {fields['n']}")]
        if year < _FIRST_GREGORIAN_YEAR and len(fields) > 1:
            return [Missing("Japan had another calendar before 1873")]
        found: list[Outcome] = []
        for period in within_year(year, fields, note):
            if not isinstance(period, Period) or period.low is None or period.high is None:
                found.append(period)
            elif period.high < first or period.low > last:
                found.append(Missing(f"this is not in the era {name.capitalize()}"))
            elif period.low < first or period.high > last:
                low, high = max(period.low, first), min(period.high, last)
                found.append(attrs.evolve(period, low=low, high=high, edtf=""))
            else:
                found.append(period)
        return found

    return act


def buddhist_date(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return a date with a year of the Thai Buddhist era, 543 ahead."""
    buddhist = year_of(fields)
    if buddhist < _FIRST_JANUARY_BUDDHIST_YEAR:
        return [Missing("a Buddhist year before 2484 did not begin in January")]
    year = buddhist - BUDDHIST_OFFSET
    return within_year(year, fields, f"Buddhist year {buddhist} is {year}")


def dangi_date(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return a date with a year of the Korean era, 2333 ahead."""
    year = year_of(fields) - _DANGI_OFFSET
    return within_year(year, fields, f"Dangi year {year_of(fields)} is {year}") if year > 0 else []


def minguo_date(context: Context, fields: Fields) -> Iterable[Outcome]:
    """Return a date with a year of the Republic of China, counted from 1912."""
    year = fields["n"] + _MINGUO_OFFSET
    if fields["n"] < 1:
        return []
    return within_year(year, fields, f"Minguo year {fields['n']} is {year}")
