"""Days as numbers, in the proleptic Gregorian calendar, with a year 0."""

from __future__ import annotations

import datetime as dt
from typing import Final, TypeAlias

from alliancekit.errors import DateError

Day: TypeAlias = int
"""A day's number: ``datetime.date.toordinal()`` (0001-01-01 is 1), and on beyond its ends."""

# Days fit in 64 bits, with room to add: 10**15 years are 3.7 * 10**17 days.
MAX_YEAR: Final = 10**15
_LAST_PLAIN_YEAR: Final = 9999
_DAYS_BEFORE_MONTH: Final = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAYS_IN_MONTH: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_IN_400_YEARS: Final = 146_097
_FEBRUARY: Final = 2
_DECEMBER: Final = 12


def is_leap_year(year: int) -> bool:
    """Return whether ``year`` has a 29 February.

    >>> [is_leap_year(year) for year in (0, 1900, 2000, 2024)]
    [True, False, True, True]
    """
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month has, 28 to 31; ``month`` is 1 to 12."""
    return 29 if month == _FEBRUARY and is_leap_year(year) else _DAYS_IN_MONTH[month]


def day_number(year: int, month: int, day: int) -> Day:
    """Return the number of a day.

    >>> day_number(2024, 7, 28) == dt.date(2024, 7, 28).toordinal()
    True
    >>> day_number(0, 12, 31)
    0

    Args:
        year: Astronomical year: 0 is 1 BC, -43 is 44 BC; its size at most 10**15.
        month: 1 to 12.
        day: 1 to the length of the month.

    Raises:
        DateError: There is no such day.
    """
    if not 1 <= month <= _DECEMBER or not -MAX_YEAR <= year <= MAX_YEAR:
        raise DateError(
            f"{year}-{month}-{day}", "the month must be 01 to 12 and the year within 10**15"
        )
    if not 1 <= day <= days_in_month(year, month):
        reason = f"month {month} of year {year} has days 1 to {days_in_month(year, month)}"
        raise DateError(f"{year}-{month}-{day}", reason)
    return first_day(year, month) + day - 1


def first_day(year: int, month: int = 1) -> Day:
    """Return the number of a month's first day; nothing is checked."""
    past = year - 1
    leap_day = 1 if month > _FEBRUARY and is_leap_year(year) else 0
    return (
        365 * past
        + past // 4
        - past // 100
        + past // 400
        + _DAYS_BEFORE_MONTH[month]
        + leap_day
        + 1
    )


def last_day(year: int, month: int = _DECEMBER) -> Day:
    """Return the number of a month's last day; nothing is checked."""
    return first_day(year, month) + days_in_month(year, month) - 1


def day_parts(day: Day) -> tuple[int, int, int]:
    """Return the year, month and day of a day number.

    >>> day_parts(0)
    (0, 12, 31)
    """
    cycles, rest = divmod(day - 1, _DAYS_IN_400_YEARS)
    within = dt.date.fromordinal(rest + 1)
    return within.year + 400 * cycles, within.month, within.day


def year_text(year: int) -> str:
    """Return a year in EDTF: four digits, with a minus sign, or after ``Y`` if four are too few.

    >>> [year_text(year) for year in (2024, 0, -44, 12024)]
    ['2024', '0000', '-0044', 'Y12024']
    """
    if 0 <= year <= _LAST_PLAIN_YEAR:
        return f"{year:04d}"
    return f"{year:05d}" if -_LAST_PLAIN_YEAR <= year < 0 else f"Y{year}"


def day_text(day: Day) -> str:
    """Return a day in ISO 8601 and EDTF.

    >>> day_text(739_095), day_text(day_number(-44, 3, 15))
    ('2024-07-28', '-0044-03-15')
    """
    year, month, number = day_parts(day)
    return f"{year_text(year)}-{month:02d}-{number:02d}"


def day_date(day: Day) -> dt.date | None:
    """Return a day as a ``datetime.date``, or None before year 1 and after year 9999.

    >>> day_date(739_095)
    datetime.date(2024, 7, 28)
    >>> day_date(0) is None
    True
    """
    if 1 <= day <= dt.date.max.toordinal():
        return dt.date.fromordinal(day)
    return None
