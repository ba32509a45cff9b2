"""Sets of days written as EDTF, as short as their precision allows."""

from __future__ import annotations

from alliancekit.dates.calendar import Day, day_parts, day_text, first_day, last_day, year_text
from alliancekit.dates.runs import FAR, Runs

_LAST_PLAIN_YEAR = 9999


def runs_text(runs: Runs, *, uncertain: bool = False, approximate: bool = False) -> str:
    """Return EDTF of one unknown day among these days.

    >>> first = first_day(2024, 5)
    >>> runs_text(((first, last_day(2024, 6)),), approximate=True)
    '[2024-05~..2024-06~]'

    Args:
        runs: At least one run.
        uncertain: Mark each date ``?``, or ``%`` with the next.
        approximate: Mark each date ``~``.
    """
    mark = caveat_mark(uncertain=uncertain, approximate=approximate)
    if len(runs) == 1 and runs[0][0] > -FAR and runs[0][1] < FAR:
        whole = _stretch_text(*runs[0])
        if whole:
            return whole + mark
    return f"[{','.join(_run_text(low, high, mark) for low, high in runs)}]"


def caveat_mark(*, uncertain: bool, approximate: bool) -> str:
    """Return the mark of EDTF by which a date is uncertain, approximate, both or neither.

    >>> caveat_mark(uncertain=True, approximate=True)
    '%'
    """
    if uncertain and approximate:
        return "%"
    return "?" if uncertain else "~" if approximate else ""


def _run_text(low: Day, high: Day, mark: str) -> str:
    # A deadline names its day: "..2025-03-31" leaves no doubt which end of March is meant.
    if low <= -FAR:
        return f"..{day_text(high)}{mark}"
    if high >= FAR:
        return f"{day_text(low)}{mark}.."
    whole = _stretch_text(low, high)
    if whole:
        return whole + mark
    start, end = _bounds_text(low, high)
    return f"{start}{mark}..{end}{mark}"


def _stretch_text(low: Day, high: Day) -> str:
    """Return a day, month, year or longer that is exactly these days, or ``""``."""
    if low == high:
        return day_text(low)
    year, month, day = day_parts(low)
    if day != 1:
        return ""
    if high == last_day(year, month):
        return f"{year_text(year)}-{month:02d}"
    if month != 1:
        return ""
    if high == last_day(year):
        return year_text(year)
    if 0 <= year <= _LAST_PLAIN_YEAR:
        for n_digits in (1, 2, 3):
            unit = 10**n_digits
            if year % unit == 0 and high == last_day(year + unit - 1):
                return year_text(year)[:-n_digits] + "X" * n_digits
    return ""


def _bounds_text(low: Day, high: Day) -> tuple[str, str]:
    """Return both bounds as years, as months or as days: the coarsest that fits both."""
    year, month, day = day_parts(low)
    end_year, end_month, _ = day_parts(high)
    if low == first_day(year) and high == last_day(end_year):
        return year_text(year), year_text(end_year)
    if day == 1 and high == last_day(end_year, end_month):
        return f"{year_text(year)}-{month:02d}", f"{year_text(end_year)}-{end_month:02d}"
    return day_text(low), day_text(high)
