"""CPU time and memory of the calendar exporter beside the icalendar library's usual way.

    .venv/bin/python benchmarks/calendars.py [entries]

Each way runs in a process of its own, forked with the timeline in place; memory is what it adds to
that. The library's way builds one Calendar and renders it whole, with the same texts.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from alliancekit.dates import FuzzyDate, day_date
from alliancekit.exporting import export
from alliancekit.kinds import EventKind
from alliancekit.model import Collection, Event, Party, Record, Source, Title
from alliancekit.timeline import Entry, Timeline
from alliancekit.weights import SHIPPED_MODEL
from alliancekit_icalendar import ICalendarOptions, icalendar, lint, published

_ACTORS = ("USA", "JPN", "GBR", "FRA", "DEU", "AUS", "KOR", "PHL", "VNM", "IND", "NATO", "EU")
_WORDS = ("talks", "access", "defence", "alliance", "patrol", "summit", "pact", "Hiệp", "同盟")


def made_timeline(n_entries: int, seed: int = 5545) -> Timeline:
    """Return a timeline of events, one in five of them known to the month only."""
    dice = random.Random(seed)
    sources = tuple(
        Source(
            id=f"source-{n:03d}",
            outlet=f"Outlet {n % 40}",
            published=FuzzyDate(f"20{n % 25:02d}-03-{1 + n % 28:02d}"),
            url=f"https://example.org/reports/{n}",
        )
        for n in range(500)
    )
    entries = []
    for number in range(n_entries):
        day = dt.date(1949, 4, 4) + dt.timedelta(days=dice.randrange(28_000))
        says = Event(
            kind=dice.choice(list(EventKind)),
            titles=(Title(text=" ".join(dice.choices(_WORDS, k=8))),),
            when=FuzzyDate(f"{day:%Y-%m}" if number % 5 == 0 else day.isoformat()),
            parties=tuple(Party(actor=actor) for actor in dice.sample(_ACTORS, 2)),
            summary=" ".join(dice.choices(_WORDS, k=20)),
        )
        source = dice.choice(sources)
        record = Record(id=f"{source.id}#r{number}", says=says)
        entries.append(
            Entry(id=record.id, says=says, records=(record,), fields=(), witnesses=((source.id,),))
        )
    records = tuple(record for entry in entries for record in entry.records)
    return Timeline(
        entries=tuple(entries),
        links=(),
        collection=Collection(sources=sources, records=records),
        model=SHIPPED_MODEL,
        as_of=dt.date(2025, 1, 1),
    )


def ours(timeline: Timeline, path: Path) -> None:
    """Write the timeline with the exporter."""
    export(timeline, path, icalendar, distribution=f"icalendar {version('icalendar')}")


def again(timeline: Timeline, path: Path) -> None:
    """Write it twice, the second time on top of what was published."""
    ours(timeline, path)
    options = ICalendarOptions(previous=published(path))
    export(timeline, path, icalendar, options, distribution=f"icalendar {version('icalendar')}")


def linted(timeline: Timeline, path: Path) -> None:
    """Write it and look for faults."""
    ours(timeline, path)
    assert lint(path) == ()


def the_usual_way(timeline: Timeline, path: Path) -> None:
    """Write titles, days and summaries with the icalendar library, in one piece."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//benchmark//EN")
    for entry in timeline:
        assert entry.when is not None and entry.when.earliest and entry.when.latest
        event = CalendarEvent()
        event.add("uid", entry.id)
        event.add("dtstamp", dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
        event.add("dtstart", day_date(entry.when.earliest))
        event.add("dtend", (day_date(entry.when.latest) or dt.date.max) + dt.timedelta(days=1))
        event.add("summary", entry.title)
        event.add("description", entry.says.summary)
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("categories", [entry.kind, *(party.actor for party in entry.parties)])
        calendar.add_component(event)
    path.write_bytes(calendar.to_ical())


def measured(way: Callable[[Timeline, Path], None], timeline: Timeline, path: Path) -> str:
    """Return CPU seconds, mebibytes added and mebibytes written, of a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.process_time()
        way(timeline, path)
        seconds = time.process_time() - started
        added = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        os.write(writing, f"{seconds:8.1f} {added:8.1f}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    figures = os.read(reading, 100).decode()
    return f"{figures} {path.stat().st_size / 2**20:8.1f}"


def main() -> None:
    """Print a line for each way."""
    n_entries = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    timeline = made_timeline(n_entries)
    print(f"{n_entries} entries, icalendar {version('icalendar')}, Python {sys.version.split()[0]}")
    print(f"{'':34} {'CPU s':>8} {'added MiB':>8} {'file MiB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, way in (
            ("ours, everything", ours),
            ("ours, twice, the second an update", again),
            ("ours, with lint", linted),
            ("icalendar, titles and summaries", the_usual_way),
        ):
            print(f"{name:34} {measured(way, timeline, Path(folder, 'made.ics'))}")


if __name__ == "__main__":
    main()
