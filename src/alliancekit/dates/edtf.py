"""EDTF (ISO 8601-2:2019) text of one unknown day, read into bounds, qualifiers and sets of days.

Source:
    Library of Congress, Extended Date/Time Format (EDTF) Specification, 4 February 2019, levels 0
    to 2.
    Ours: what the specification leaves open. Seasons 21 to 24 are meteorological and of the
    northern hemisphere unless a reader is told otherwise; winter runs into the next year. An
    interval that is given for one unknown day is written as a choice, ``[a..b]``.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from alliancekit.dates.calendar import (
    MAX_YEAR,
    Day,
    days_in_month,
    first_day,
    is_leap_year,
    last_day,
    year_text,
)
from alliancekit.dates.parts import (
    EXACTNESS,
    Precision,
    checked_day,
    month_bounds,
    pattern_bounds,
    pattern_runs,
    year_number,
)
from alliancekit.dates.runs import FAR, Runs, united
from alliancekit.errors import DateError

MAX_TEXT_CHARS: Final = 200
_KEPT_READINGS: Final = 65_536
_KEPT_RUNS: Final = 4_096

Hemisphere: TypeAlias = Literal["north", "south"]


class Reading(NamedTuple):
    """What an EDTF text of one unknown day says; ``edtf`` is its canonical spelling."""

    edtf: str
    earliest: Day | None
    latest: Day | None
    uncertain: bool
    approximate: bool
    precision: Precision


_UNCERTAIN: Final = 1
_APPROXIMATE: Final = 2
_QUALIFIER_BITS: Final = {"": 0, "?": _UNCERTAIN, "~": _APPROXIMATE, "%": _UNCERTAIN | _APPROXIMATE}
_QUALIFIERS: Final = ("", "?", "~", "%")

# Every pattern is a row of fixed parts: no repetition stands inside another, so matching is linear.
_DATE: Final = re.compile(
    r"([?~%]?)(-?[\dX]{4}|Y-?[1-9]\d{4,15})([?~%]?)"
    r"(?:-([?~%]?)([\dX]{2})([?~%]?)(?:-([?~%]?)([\dX]{2})([?~%]?))?)?",
    re.ASCII,
)
_TIME: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)"
    r"(?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?",
    re.ASCII,
)
_LONG_YEAR: Final = re.compile(
    r"(?:Y(-?[1-9]\d{0,15})(?:E([1-9]\d?))?|(-?\d{4}))(?:S([1-9]\d?))?([?~%]?)", re.ASCII
)

# What a date that is none of these was perhaps meant to be; words that hold a T or a u are not.
_WITH_TIME: Final = re.compile(r"[\d-]{4,}T", re.ASCII)
_DRAFT: Final = re.compile(r"[\d-]u|\Auu|unknown|open", re.ASCII)

_MARKS: Final = {"?": (True, False), "~": (False, True), "%": (True, True)}
_UNMARKED: Final = (False, False)
_COMMON_CHARS: Final = frozenset((4, 7, 10))
_from_iso = dt.date.fromisoformat
_new = tuple.__new__

_DAY: Final = Precision.day
_MONTH: Final = Precision.month
_YEAR: Final = Precision.year

_UNPLACED_SEASON: Final = re.compile(
    r"(?<![\dX])([\dX]{4}|Y-?\d{5,16})([?~%]?-[?~%]?)2([1-4])(?=[?~%]?(?:\Z|[\]},./ ]))", re.ASCII
)
_SOUTHERN_OFFSET: Final = 8


@lru_cache(maxsize=_KEPT_READINGS)
def reading(text: str) -> Reading:
    """Return what an EDTF text of one unknown day says.

    >>> reading("2024-07")[:3]
    ('2024-07', 739068, 739098)

    Args:
        text: EDTF of level 0, 1 or 2, at most 200 characters; no interval (``a/b``) and no
            ``{set}``.

    Raises:
        DateError: The text is not EDTF, or names no day, or more than one.
    """
    common = common_reading(text)
    if common is not None:
        return common
    if len(text) > MAX_TEXT_CHARS:
        raise DateError(text, f"a date has at most {MAX_TEXT_CHARS} characters")
    if text.startswith("["):
        return _choice_reading(text)
    if text.startswith("{") or "/" in text:
        raise DateError(text, "this is a span, not one day: use Span.parse or parse")
    return _single_reading(text)


@lru_cache(maxsize=_KEPT_RUNS)
def day_runs(edtf: str) -> Runs:
    """Return all days that one unknown day may be, as sorted runs.

    >>> day_runs("2024-02-2X")
    ((738936, 738945),)

    Args:
        edtf: As :func:`reading` takes it.

    Returns:
        At most some 119,000 runs (``XXXX-XX-25``); one run for every date without holes.
    """
    says = reading(edtf)
    if says.precision is not Precision.choice:
        return ((_low(says), _high(says)),)
    if not edtf.startswith("["):
        match = _DATE.fullmatch(says.edtf)
        assert match is not None  # without brackets, only unknown digits give a choice
        return united(pattern_runs(edtf, match[2], match[5] or "", match[8] or ""))
    runs: list[tuple[int, int]] = []
    for element in _elements(says.edtf):
        if ".." in element:
            bounds = _range_reading(edtf, element)
            runs.append((_low(bounds), _high(bounds)))
        else:
            runs.extend(day_runs(element))
    return united(runs)


def placed(text: str, hemisphere: Hemisphere) -> str:
    """Return an EDTF text with its seasons 21 to 24 moved to the southern hemisphere's 29 to 32.

    >>> placed("2024-21/2024-24", "south"), placed("2024-21", "north")
    ('2024-29/2024-32', '2024-21')
    """
    if hemisphere == "north" or len(text) > MAX_TEXT_CHARS:
        return text
    return _UNPLACED_SEASON.sub(
        lambda season: f"{season[1]}{season[2]}{20 + int(season[3]) + _SOUTHERN_OFFSET}", text
    )


def _low(says: Reading) -> int:
    return -FAR if says.earliest is None else says.earliest


def _high(says: Reading) -> int:
    return FAR if says.latest is None else says.latest


def common_reading(text: str) -> Reading | None:
    """Return what a plain year, month or day says, with a mark or none; None for all that is rarer.

    Most dates are such, and the general pattern takes several times as long. To keep what one says
    costs as much as to read it again.
    """
    plain = text
    flags = _MARKS.get(text[-1:])
    if flags is None:
        flags = _UNMARKED
    else:
        plain = text[:-1]
    n_chars = len(plain)
    if n_chars not in _COMMON_CHARS or not plain.isascii():
        return None
    try:
        if n_chars == 10:
            # The length and the hyphens leave no other ISO 8601 form that fromisoformat takes.
            if plain[4] != "-" or plain[7] != "-":
                return None
            first = last = _from_iso(plain).toordinal()
            precision = _DAY
        elif n_chars == 7:
            if plain[4] != "-":
                return None
            start = _from_iso(plain + "-01")
            first = start.toordinal()
            last = first + days_in_month(start.year, start.month) - 1
            precision = _MONTH
        else:
            start = _from_iso(plain + "-01-01")
            first = start.toordinal()
            last = first + (365 if is_leap_year(start.year) else 364)
            precision = _YEAR
    except ValueError:
        return None
    # tuple.__new__ takes half the time of the class's own.
    return _new(Reading, (text, first, last, *flags, precision))


def _single_reading(text: str) -> Reading:
    date = _DATE.fullmatch(text)
    if date is not None:
        return _component_reading(text, date)
    time = _TIME.fullmatch(text)
    if time is not None:
        return reading(time[1])._replace(edtf=text)
    long_year = _LONG_YEAR.fullmatch(text)
    if long_year is not None:
        return _long_year_reading(text, long_year)
    raise DateError(text, _hint(text))


def _hint(text: str) -> str:
    if not text.strip():
        return "it is empty; a day that is not known at all is None"
    if _WITH_TIME.match(text):
        return "a time is written Thh:mm:ss, then Z, +hh or +hh:mm, or nothing"
    if _DRAFT.search(text):
        return "this looks like the EDTF draft of 2012: an unknown digit is now X, an open end .."
    if text.startswith("Y"):
        return "a year after Y has five digits or more, no leading zero, and lies within 10**15"
    return "write it in EDTF, such as 2024, 2024-07, 2024-07-28, 2024~ or [..2024-07-31]"


def _component_reading(text: str, match: re.Match[str]) -> Reading:
    (
        year_left, year_digits, year_right,
        month_left, month_digits, month_right,
        day_left, day_digits, day_right,
    ) = match.groups("")  # fmt: skip
    bits = _QUALIFIER_BITS
    # A mark to the left is of one part; a mark to the right is of the part and all before it.
    on_day = bits[day_left] | bits[day_right]
    on_month = bits[month_left] | bits[month_right] | bits[day_right]
    on_year = bits[year_left] | bits[year_right] | bits[month_right] | bits[day_right]
    digits = [part for part in (year_digits, month_digits, day_digits) if part]
    marks = [on_year, on_month, on_day][: len(digits)]
    canonical = _with_marks(digits, marks)
    flags = on_year | on_month | on_day
    uncertain, approximate = bool(flags & _UNCERTAIN), bool(flags & _APPROXIMATE)

    if "X" not in text:
        year = year_number(text, year_digits)
        if day_digits:
            day = checked_day(text, year, int(month_digits), int(day_digits))
            return Reading(canonical, day, day, uncertain, approximate, _DAY)
        if month_digits:
            first, last, precision = month_bounds(text, year, int(month_digits))
            return Reading(canonical, first, last, uncertain, approximate, precision)
        return Reading(canonical, first_day(year), last_day(year), uncertain, approximate, _YEAR)
    first, last, precision = pattern_bounds(text, year_digits, month_digits, day_digits)
    return Reading(canonical, first, last, uncertain, approximate, precision)


def _with_marks(digits: list[str], marks: list[int]) -> str:
    """Return the shortest spelling: one mark to the right if that says all, else to the left."""
    last_marked = max((index for index, mark in enumerate(marks) if mark), default=-1)
    if last_marked < 0:
        return "-".join(digits)
    if len(set(marks[: last_marked + 1])) == 1:
        parts = list(digits)
        parts[last_marked] += _QUALIFIERS[marks[last_marked]]
        return "-".join(parts)
    return "-".join(_QUALIFIERS[mark] + part for mark, part in zip(marks, digits, strict=True))


def _long_year_reading(text: str, match: re.Match[str]) -> Reading:
    prefixed, exponent, plain, significant, mark = match.groups()
    digits = (prefixed or plain).lstrip("-")
    if prefixed and not exponent and len(digits) <= 4:
        raise DateError(text, f"a year of four digits takes no Y: {year_text(int(prefixed))}")
    year = int(prefixed or plain) * 10 ** int(exponent or 0)
    if abs(year) > MAX_YEAR or (plain and year_number(text, plain) != year):
        raise DateError(text, "a year lies within 10**15 of the year 0")
    first_year = last_year = year
    if significant:
        unit = 10 ** max(0, len(str(abs(year)) if prefixed else digits) - int(significant))
        size = abs(year) // unit * unit
        first_year, last_year = size, size + unit - 1
        if year < 0:
            first_year, last_year = -last_year, min(-first_year, -1)
    bits = _QUALIFIER_BITS[mark]
    return Reading(
        text,
        first_day(first_year),
        last_day(last_year),
        bool(bits & _UNCERTAIN),
        bool(bits & _APPROXIMATE),
        EXACTNESS.get(last_year - first_year + 1, Precision.range),
    )


def _elements(text: str) -> list[str]:
    return [element.strip() for element in text[1:-1].split(",")]


def _choice_reading(text: str) -> Reading:
    if not text.endswith("]"):
        raise DateError(text, "a choice ends with ]")
    inner = text[1:-1]
    if ".." in inner and "," not in inner:
        says = _element_reading(text, inner.strip())
        return _new(Reading, (f"[{says[0]}]", *says[1:]))
    readings = {
        says.edtf: says for says in (_element_reading(text, each) for each in _elements(text))
    }
    ordered = sorted(readings.values(), key=lambda says: (_low(says), _high(says), says.edtf))
    if len(ordered) == 1 and ".." not in ordered[0].edtf:
        return ordered[0]
    lows = [says.earliest for says in ordered]
    highs = [says.latest for says in ordered]
    return Reading(
        f"[{','.join(says.edtf for says in ordered)}]",
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
        any(says.uncertain for says in ordered),
        any(says.approximate for says in ordered),
        ordered[0].precision if len(ordered) == 1 else Precision.choice,
    )


def _element_reading(text: str, element: str) -> Reading:
    if element.startswith(("[", "{")) or "/" in element or "T" in element:
        raise DateError(
            text, "a choice holds dates without a time, and ranges a..b, between commas"
        )
    if ".." in element:
        return _range_reading(text, element)
    if not element:
        raise DateError(text, "a date is missing between the commas or brackets")
    return reading(element)


def _range_reading(text: str, element: str) -> Reading:
    left, _, right = element.partition("..")
    if not (left or right) or ".." in right:
        raise DateError(text, "a range is a..b, ..b or a..")
    start = (common_reading(left) or reading(left)) if left else None
    end = (common_reading(right) or reading(right)) if right else None
    if start is None:
        precision = Precision.before
    elif end is None:
        precision = Precision.after
    else:
        precision = Precision.range
        if _low(start) > _high(end):
            raise DateError(text, "the range ends before it starts")
    sides = [side for side in (start, end) if side is not None]
    return Reading(
        f"{start.edtf if start else ''}..{end.edtf if end else ''}",
        start.earliest if start else None,
        end.latest if end else None,
        any(side.uncertain for side in sides),
        any(side.approximate for side in sides),
        precision,
    )
