"""Dates in words, for a table, a calendar or a terminal."""

from __future__ import annotations

from alliancekit.dates.calendar import day_parts, day_text, year_text
from alliancekit.dates.fuzzy import End, FuzzyDate, Span
from alliancekit.dates.parts import Precision

_MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_PARTS = {
    33: "first quarter", 34: "second quarter", 35: "third quarter", 36: "fourth quarter",
    37: "January to April", 38: "May to August", 39: "September to December",
    40: "first half", 41: "second half",
}  # fmt: skip


def describe(when: FuzzyDate | Span | None) -> str:
    """Return a date in English words.

    >>> describe(FuzzyDate("2024-07")), describe(FuzzyDate("[..2025-03-31]"))
    ('July 2024', 'by 2025-03-31')
    >>> describe(FuzzyDate("2025-05~")), describe(Span.parse("1960-01-19/.."))
    ('about May 2025', 'from 1960-01-19, no end')
    >>> describe(FuzzyDate("[2021-01-24~..2021-01-31]"))
    'between about 2021-01-24 and 2021-01-31'

    Args:
        when: What to name; None is ``"date unknown"``.
    """
    if when is None:
        return "date unknown"
    if isinstance(when, FuzzyDate):
        return _day_words(when)
    if when.members:
        return " and ".join(_range_words(member) for member in when.members)
    return f"{_start_words(when)}{_end_words(when)}".removeprefix(", ")


def _day_words(day: FuzzyDate) -> str:
    if day.edtf.startswith("["):
        return " or ".join(_range_words(each) for each in day.edtf[1:-1].split(","))
    return _single_words(day)


def _range_words(text: str) -> str:
    left, dots, right = text.partition("..")
    if not dots:
        return _single_words(FuzzyDate(left))
    if not left:
        return f"by {_single_words(FuzzyDate(right))}"
    if not right:
        return f"{_single_words(FuzzyDate(left))} or later"
    return f"between {_single_words(FuzzyDate(left))} and {_single_words(FuzzyDate(right))}"


def _single_words(day: FuzzyDate) -> str:
    about = "about " if day.approximate else ""
    return f"{about}{_unmarked_words(day)}{' (uncertain)' if day.uncertain else ''}"


_NO_MARKS = str.maketrans("", "", "?~%")


def _unmarked_words(day: FuzzyDate) -> str:
    # A date without brackets always has both bounds.
    assert day.earliest is not None and day.latest is not None
    year, month, _ = day_parts(day.earliest)
    match day.precision:
        case Precision.day:
            return day_text(day.earliest)
        case Precision.month:
            return f"{_MONTHS[month]} {_year_words(year)}"
        case Precision.year:
            return _year_words(year)
        case Precision.decade if year >= 0:
            return f"the {year}s"
        case Precision.century | Precision.millennium if year >= 0:
            return f"{year} to {year + (99 if day.precision is Precision.century else 999)}"
        case Precision.season | Precision.quarter | Precision.four_months | Precision.half:
            return _part_words(day.edtf.translate(_NO_MARKS), year)
        case Precision.choice:
            return f"a day that fits {day.edtf.translate(_NO_MARKS)}"
        case _:
            return f"a day from {day_text(day.earliest)} to {day_text(day.latest)}"


def _part_words(edtf: str, year: int) -> str:
    code = int(edtf[-2:])
    if code in _PARTS:
        return f"{_PARTS[code]} {'of ' if code not in (37, 38, 39) else ''}{_year_words(year)}"
    place = " (northern)" if 25 <= code <= 28 else " (southern)" if 29 <= code <= 32 else ""
    season = _SEASONS[(code - 21) % 4 + 21]
    return f"{season} {_year_words(year)}{place}"


def _year_words(year: int) -> str:
    return f"{1 - year} BC" if year <= 0 else year_text(year).removeprefix("Y")


def _start_words(span: Span) -> str:
    if span.start_end is End.known and span.start is not None:
        return f"from {_day_words(span.start)}"
    if span.start_end is End.censored:
        return f"under way by {_day_words(span.start)}" if span.start else "start not observed"
    return "no start" if span.start_end is End.open else "start unknown"


def _end_words(span: Span) -> str:
    if span.end_end is End.known and span.end is not None:
        return f" to {_day_words(span.end)}"
    if span.end_end is End.censored:
        return f", still so at {_day_words(span.end)}" if span.end else ", end not observed"
    return ", no end" if span.end_end is End.open else ", end unknown"
