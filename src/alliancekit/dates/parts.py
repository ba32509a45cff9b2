"""The parts of an EDTF date: years, months, parts of a year, and digits that are not known."""

from __future__ import annotations

import enum
from functools import lru_cache
from typing import Final

from alliancekit.dates.calendar import MAX_YEAR, Day, days_in_month, first_day, last_day
from alliancekit.dates.runs import united
from alliancekit.errors import DateError


class Precision(enum.StrEnum):
    """How narrowly a date is known."""

    day = "day"
    month = "month"
    season = "season"
    quarter = "quarter"
    four_months = "four_months"
    half = "half"
    year = "year"
    decade = "decade"
    century = "century"
    millennium = "millennium"
    before = "before"
    after = "after"
    range = "range"
    choice = "choice"
    unknown = "unknown"


_MONTH: Final = Precision.month
_YEAR: Final = Precision.year
# What a stretch of so many years is called, where digits of the year are left open.
EXACTNESS: Final = {
    1: _YEAR,
    10: Precision.decade,
    100: Precision.century,
    1000: Precision.millennium,
}

# Code: precision, first month, number of months; a first month past December is of the next
# year's count.
_SEASONS: Final = {
    21: (Precision.season, 3, 3),
    22: (Precision.season, 6, 3),
    23: (Precision.season, 9, 3),
    24: (Precision.season, 12, 3),
    25: (Precision.season, 3, 3),
    26: (Precision.season, 6, 3),
    27: (Precision.season, 9, 3),
    28: (Precision.season, 12, 3),
    29: (Precision.season, 9, 3),
    30: (Precision.season, 12, 3),
    31: (Precision.season, 3, 3),
    32: (Precision.season, 6, 3),
    33: (Precision.quarter, 1, 3),
    34: (Precision.quarter, 4, 3),
    35: (Precision.quarter, 7, 3),
    36: (Precision.quarter, 10, 3),
    37: (Precision.four_months, 1, 4),
    38: (Precision.four_months, 5, 4),
    39: (Precision.four_months, 9, 4),
    40: (Precision.half, 1, 6),
    41: (Precision.half, 7, 6),
}


def checked_day(text: str, year: int, month: int, day: int) -> Day:
    """Return the number of a day, or say what is wrong with ``text``."""
    if not 1 <= month <= 12:
        raise DateError(text, "the month must be 01 to 12")
    if not 1 <= day <= days_in_month(year, month):
        raise DateError(text, f"the month has days 01 to {days_in_month(year, month)}")
    return first_day(year, month) + day - 1


def month_bounds(text: str, year: int, code: int) -> tuple[Day, Day, Precision]:
    """Return the first and last day of a month (1 to 12) or part of a year (21 to 41)."""
    if 1 <= code <= 12:
        return first_day(year, code), last_day(year, code), _MONTH
    if code not in _SEASONS:
        raise DateError(text, "the month must be 01 to 12, or 21 to 41 for a part of the year")
    precision, month, n_months = _SEASONS[code]
    years, last_month = divmod(month + n_months - 2, 12)
    return first_day(year, month), last_day(year + years, last_month + 1), precision


def year_number(text: str, digits: str) -> int:
    """Return the year that ``2024``, ``-0044`` or ``Y12024`` writes."""
    if digits == "-0000":
        raise DateError(text, "the year 0 has no sign: 0000")
    year = int(digits.removeprefix("Y"))
    if abs(year) > MAX_YEAR:
        raise DateError(text, "a year lies within 10**15 of the year 0")
    return year


def pattern_bounds(text: str, year: str, month: str, day: str) -> tuple[Day, Day, Precision]:
    """Return the first and last day that fit digits, some of them X, and how narrow they are."""
    if not (year + month + day).strip("-X"):
        raise DateError(text, "a day that is not known at all is None, not a date")
    years = _matching_years(text, year)
    first = next(
        (runs[0][0] for each in years if (runs := _year_runs(text, each, month, day))), None
    )
    if first is None:
        raise DateError(text, "no day fits these digits")
    last = next(
        runs[-1][1] for each in reversed(years) if (runs := _year_runs(text, each, month, day))
    )

    if not (month + day).strip("X"):
        head = year.rstrip("X")
        is_one_stretch = "X" not in head
        precision = EXACTNESS[10 ** (len(year) - len(head))] if is_one_stretch else Precision.choice
    elif "X" in year or len(united(_year_runs(text, years[0], month, day))) > 1:
        precision = Precision.choice
    elif "X" in month:
        precision = Precision.range
    else:
        precision = _MONTH if day == "XX" else Precision.range
    return first, last, precision


def pattern_runs(text: str, year: str, month: str, day: str) -> list[tuple[int, int]]:
    """Return all days that fit the digits of a year, month and day, some of them X, in order."""
    years = _matching_years(text, year)
    return [run for each in years for run in _year_runs(text, each, month, day)]


def _matching_years(text: str, digits: str) -> list[int]:
    """Return the years that fit four digits, some of them X, in order."""
    if "X" not in digits:
        return [year_number(text, digits)]
    sizes = [0]
    for digit in digits.lstrip("-"):
        values = range(10) if digit == "X" else (int(digit),)
        sizes = [10 * size + value for size in sizes for value in values]
    if digits.startswith("-"):
        return [-size for size in reversed(sizes) if size]
    return sizes


def _year_runs(text: str, year: int, month: str, day: str) -> list[tuple[int, int]]:
    """Return the days of a year that fit month and day digits, some of them X, in order."""
    if not (month + day).strip("X"):
        return [(first_day(year), last_day(year))]
    if "X" not in month and int(month) > 12 and not day:
        first, last, _ = month_bounds(text, year, int(month))
        return [(first, last)]
    months = _matching(month, 12)
    if day in ("", "XX"):
        return [(first_day(year, each), last_day(year, each)) for each in months]
    return [
        (number, number)
        for each in months
        for date in _matching(day, days_in_month(year, each))
        for number in [first_day(year, each) + date - 1]
    ]


@lru_cache(maxsize=1_024)
def _matching(digits: str, most: int) -> tuple[int, ...]:
    tens, ones = digits[0], digits[1]
    return tuple(
        number
        for number in range(1, most + 1)
        if tens in ("X", str(number // 10)) and ones in ("X", str(number % 10))
    )
