"""Where in a calendar, which has days and no doubt, a date goes."""

from __future__ import annotations

import datetime as dt
import re

import attrs

from alliancekit.dates import Day, End, FuzzyDate, Span, day_date, day_text, describe

# RFC 5545 knows years of four digits; clients turn moments before the zones' epoch into local mean
# time (node-ical), so that only days are written there.
_FIRST_MOMENT_YEAR = 1970
_MOMENT = re.compile(r"[^T]*T\d\d:\d\d:\d\d(?P<zone>Z|[+-]\d\d(?::\d\d)?)?", re.ASCII)


@attrs.frozen(kw_only=True)
class Placement:
    """The days on which a calendar shows a date.

    Attributes:
        first: First day.
        last: Last day, >= ``first``.
        moment: When on the first day it begins, UTC, where the source gives a time and a zone.
        is_certain: Whether these are certainly its days.
        narrowed: Why it is shown on fewer days than it may fall on or last, or ``""``.
    """

    first: dt.date
    last: dt.date
    moment: dt.datetime | None = None
    is_certain: bool
    narrowed: str = ""

    @property
    def n_days(self) -> int:
        """How many days it is shown on, >= 1."""
        return (self.last - self.first).days + 1


def placed(
    when: FuzzyDate | Span | None, *, as_marker: bool = False, max_days: int = 92
) -> Placement | None:
    """Return where a date goes.

    Args:
        when: The date.
        as_marker: Whether what is not certain is shown on one day.
        max_days: Longest uncertain stretch that is shown as a whole, in days, >= 1.

    Returns:
        Its days: all that it may be, or lasts, where both ends are known and no more than
        ``max_days`` are in doubt; otherwise the first, or where only the end is known the last.
        ``None`` where no end is known or lies in the years 1 to 9999.

    Source:
        Ours: iCalendar has no uncertain days, and a bar across a year hides everything else.
    """
    if when is None:
        return None
    earliest, latest = _bounds(when)
    first, last = _date(earliest), _date(latest)
    if first is None and last is None:
        return None
    if first is None or last is None:
        day = first or last
        assert day is not None  # one of the two is there
        narrowed = _narrowed(day, when)
        return Placement(first=day, last=day, is_certain=False, narrowed=narrowed)
    is_certain = _is_certain(when)
    if is_certain or first == last or ((last - first).days < max_days and not as_marker):
        moment = _moment(when) if isinstance(when, FuzzyDate) else None
        return Placement(first=first, last=last, moment=moment, is_certain=is_certain)
    return Placement(first=first, last=first, is_certain=False, narrowed=_narrowed(first, when))


def deadline(when: FuzzyDate | Span | None) -> dt.date | None:
    """Return the last day on which something can fall, or ``None`` where there is no such day."""
    return None if when is None else _date(_bounds(when)[1])


def knowledge(when: FuzzyDate | Span) -> str:
    """Return a sentence on how well a date is known, ``""`` where nothing is in doubt.

    >>> knowledge(FuzzyDate("2025-03"))
    'Date known only to the month: March 2025.'
    """
    if _is_certain(when):
        return ""
    words = describe(when)
    if isinstance(when, Span):
        return f"Not all of its days are known: {words}."
    match when.precision.value:
        case "day":
            return f"Date not certain: {words}."
        case "before" | "after":
            return f"Only one bound of the date is known: {words}."
        case "range" | "choice" | "unknown":
            return f"Date known only as one of several days: {words}."
        case "four_months":
            return f"Date known only to a third of the year: {words}."
        case "half":
            return f"Date known only to the half-year: {words}."
        case precision:
            return f"Date known only to the {precision}: {words}."


def precision(when: FuzzyDate | Span) -> str:
    """Return the name of a date's precision."""
    return "span" if isinstance(when, Span) else when.precision.value


def bound_texts(when: FuzzyDate | Span) -> tuple[str, str]:
    """Return the first and the last day that a date can be as EDTF, each ``..`` where unbounded."""
    earliest, latest = _bounds(when)
    return _day_or_open(earliest), _day_or_open(latest)


def _day_or_open(day: Day | None) -> str:
    return ".." if day is None else day_text(day)


def _bounds(when: FuzzyDate | Span) -> tuple[Day | None, Day | None]:
    return when.earliest, when.latest


def _date(day: Day | None) -> dt.date | None:
    return None if day is None else day_date(day)


def _is_certain(when: FuzzyDate | Span) -> bool:
    if isinstance(when, FuzzyDate):
        return when.is_exact
    if when.members or End.known is not when.start_end or End.known is not when.end_end:
        return False
    return all(side is not None and side.is_exact for side in (when.start, when.end))


def _narrowed(day: dt.date, when: FuzzyDate | Span) -> str:
    return (
        f"It stands on {day} alone, since a calendar cannot show {describe(when)!r}; "
        "X-ALLIANCEKIT-EDTF keeps the date."
    )


def _moment(when: FuzzyDate) -> dt.datetime | None:
    found = _MOMENT.fullmatch(when.edtf)
    if found is None or not found["zone"]:
        return None
    try:
        moment = dt.datetime.fromisoformat(when.edtf).astimezone(dt.UTC)
    except (
        OverflowError,
        ValueError,
    ):  # a leap second; the first hours of year 1, the last of 9999
        return None
    return moment if moment.year >= _FIRST_MOMENT_YEAR else None
