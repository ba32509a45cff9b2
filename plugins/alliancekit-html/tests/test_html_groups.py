"""The list in parts: every entry once, in its order, under headings that are few."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.dates import FuzzyDate, Span, day_date, parse, sort_key
from alliancekit.kinds import EventKind
from alliancekit.merging import merge
from alliancekit.model import Collection, Event, Record, Source
from alliancekit.testing import timelines
from alliancekit.timeline import Entry, Timeline
from alliancekit_html._groups import grouped

_TEMPLATE = merge(
    Collection(
        sources=(Source(id="s"),), records=(Record(id="s#a", says=Event(kind=EventKind.call)),)
    )
).entries[0]


def _entry(when: str) -> Entry:
    value: FuzzyDate | Span | None = parse(when) if when else None
    return attrs.evolve(_TEMPLATE, says=Event(kind=EventKind.call, when=value))


def _headings(*dates: str) -> list[str]:
    return [group.heading for group in grouped([_entry(date) for date in dates])]


@given(timelines())
def test_every_entry_stands_in_one_list_in_its_order(timeline: Timeline) -> None:
    groups = grouped(timeline.entries)
    lists = [entries for group in groups for entries in group.lists()]
    assert [entry for entries in lists for entry in entries] == list(timeline.entries)
    assert all(0 < len(entries) <= 50 for entries in lists)
    assert len({group.heading for group in groups}) == len(groups)


@given(st.lists(st.dates(), min_size=2, max_size=300))
def test_headings_are_few_and_hold_the_years_of_their_entries(days: list[object]) -> None:
    entries = sorted((_entry(str(day)) for day in days), key=lambda one: sort_key(one.when))
    groups = grouped(entries)
    assert len(groups) <= max(12, len(entries) // 20)
    for group in groups:
        if group.heading:
            first, _, last = group.heading.partition(" to ")
            for entry in group.entries:
                assert isinstance(entry.when, FuzzyDate) and entry.when.earliest is not None
                day = day_date(entry.when.earliest)
                assert day is not None
                # The thousand years about the first have a beginning before it.
                low = 1 - int(first.removesuffix(" BC")) if "BC" in first else int(first)
                assert low <= day.year <= int(last or first)


@pytest.mark.parametrize(
    ("dates", "headings"),
    [
        (["2020-01-01", "2020-05", "2021", ""], ["2020", "2021", "No date"]),
        (["[..2020-07-31]", "2020-08-01/.."], [""]),
        (["[..2020-07-31]", "2021-08-01/.."], ["2020", "2021"]),
        (["-0043-03-15", "0001", "0014"], ["44 BC", "1", "14"]),
        ([f"{year}" for year in range(1990, 2004)], ["1990 to 1999", "2000 to 2009"]),
        ([f"{year:04d}" for year in range(100, 1900, 100)], ["1 BC to 999", "1000 to 1999"]),
        ([], [""]),
        (["", ""], [""]),
        (["2021", "2020", "2021"], [""]),
    ],
)
def test_as_many_years_stand_together_as_make_few_headings(
    dates: list[str], headings: list[str]
) -> None:
    assert _headings(*dates) == headings


def test_a_timeline_of_all_ages_has_no_headings() -> None:
    dates = [f"{'-' if year < 0 else ''}{abs(year):04d}" for year in range(-9_999, 9_999, 999)]
    assert _headings(*dates) == [""]
