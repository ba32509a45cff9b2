"""The list in parts: years under headings, and short lists that a browser lays out one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

import attrs

from alliancekit.timeline import Entry

# A browser asks every frame of each list whether it is in sight, but not of what the list holds.
_MOST_IN_A_LIST = 50
_MOST_GROUPS_OF_A_FEW = 12
_ENTRIES_A_GROUP = 20
_DAYS_OF_400_YEARS = 146_097
_YEARS_TOGETHER = (1, 10, 100, 1_000)
_NO_DATE = "No date"


@attrs.frozen(kw_only=True)
class Group:
    """Entries that stand under one heading.

    Attributes:
        heading: The years in which they begin; empty where there is no heading.
        entries: In the order of the timeline.
    """

    heading: str
    entries: Sequence[Entry]

    def lists(self) -> Iterator[Sequence[Entry]]:
        """Yield the entries in lists of 50 or fewer."""
        for start in range(0, len(self.entries), _MOST_IN_A_LIST):
            yield self.entries[start : start + _MOST_IN_A_LIST]


def grouped(entries: Sequence[Entry]) -> tuple[Group, ...]:
    """Return the entries by the years in which they begin, so many together that groups are few.

    A timeline that is not in the order of its years, or that is of all ages, is one group without a
    heading.
    """
    years = [_year(entry) for entry in entries]
    most = max(_MOST_GROUPS_OF_A_FEW, len(entries) // _ENTRIES_A_GROUP)
    for n_years in _YEARS_TOGETHER:
        headings = [_heading(year, n_years) for year in years]
        if len(set(headings)) <= most:
            groups = tuple(
                Group(heading=heading, entries=tuple(entry for _, entry in members))
                for heading, members in groupby(
                    zip(headings, entries, strict=True), key=lambda pair: pair[0]
                )
            )
            if 1 < len(groups) == len(set(headings)):
                return groups
            break
    return (Group(heading="", entries=entries),)


def _year(entry: Entry) -> int | None:
    """Return the year in which an entry begins, or until which it did; 0 is 1 BC."""
    when = entry.when
    day = None if when is None else when.latest if when.earliest is None else when.earliest
    if day is None:
        return None
    # Years beyond those of datetime, which repeat themselves every 400.
    cycles, rest = divmod(day - 1, _DAYS_OF_400_YEARS)
    return dt.date.fromordinal(rest + 1).year + 400 * cycles


def _heading(year: int | None, n_years: int) -> str:
    if year is None:
        return _NO_DATE
    first = year // n_years * n_years
    last = first + n_years - 1
    return _named(first) if n_years == 1 else f"{_named(first)} to {_named(last)}"


def _named(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"
