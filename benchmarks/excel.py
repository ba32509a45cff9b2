"""CPU time and memory of the Excel exporter beside openpyxl's own way, on the same rows in one run.

    .venv/bin/python benchmarks/excel.py [entries]

Each way runs in a process of its own, forked with the timeline in place; memory is what it adds to
that.
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

import openpyxl

from alliancekit.dates import FuzzyDate, Span
from alliancekit.exporting import export
from alliancekit.kinds import AgreementKind, EventKind, Realis, Role, Stage
from alliancekit.model import (
    Agreement,
    Collection,
    Event,
    Milestone,
    Party,
    Place,
    Record,
    Source,
    Title,
)
from alliancekit.money import parse
from alliancekit.timeline import (
    Claim,
    Entry,
    FieldStatus,
    FusedField,
    Relation,
    Timeline,
)
from alliancekit.timeline import (
    Link as EntryLink,
)
from alliancekit.weights import SHIPPED_MODEL
from alliancekit_excel import ExcelOptions, excel
from alliancekit_excel._cells import Link
from alliancekit_excel._tables import View
from alliancekit_excel._write import tables_of

_ACTORS = [
    "USA",
    "JPN",
    "GBR",
    "FRA",
    "DEU",
    "AUS",
    "KOR",
    "PHL",
    "VNM",
    "IND",
    "CAN",
    "ITA",
    "NATO",
    "EU",
    "UKR",
    "POL",
]
_WORDS = [
    "talks",
    "access",
    "defence",
    "alliance",
    "patrol",
    "summit",
    "pact",
    "forces",
    "command",
    "supply",
    "base",
    "naval",
]
_N_SOURCES = 500


def made_timeline(n_entries: int, seed: int = 7) -> Timeline:
    """Return a timeline of events and, one in five, agreements; one in ten has a conflict."""
    dice = random.Random(seed)
    sources = tuple(
        Source(
            id=f"source-{n:03d}",
            outlet=f"Outlet {n % 40}",
            language="en",
            published=FuzzyDate(f"20{n % 25:02d}-03-{1 + n % 28:02d}"),
            url=f"https://example.org/reports/{n}",
        )
        for n in range(_N_SOURCES)
    )
    entries = tuple(_entry(n, dice) for n in range(n_entries))
    links = tuple(
        EntryLink(origin=entries[n].id, relation=Relation.follows, target=entries[n - 1].id)
        for n in range(1, n_entries, 4)
    )
    return Timeline(
        entries=entries,
        links=links,
        collection=Collection(sources=sources),
        model=SHIPPED_MODEL,
        as_of=dt.date(2025, 6, 30),
    )


def _entry(n: int, dice: random.Random) -> Entry:
    year, month, day = 1946 + n % 79, 1 + dice.randrange(12), 1 + dice.randrange(28)
    exact = FuzzyDate(f"{year}-{month:02d}-{day:02d}")
    fuzzy = FuzzyDate(f"{year}-{month:02d}")
    title = Title(text=f"{' '.join(dice.choices(_WORDS, k=6)).capitalize()} {n}")
    parties = tuple(Party(actor=a, role=Role.party) for a in dice.sample(_ACTORS, 2))
    if n % 5 == 0:
        says: Event | Agreement = Agreement(
            kind=dice.choice(list(AgreementKind)),
            titles=(title,),
            parties=parties,
            milestones=(
                Milestone(stage=Stage.signed, when=exact),
                Milestone(stage=Stage.in_force, when=FuzzyDate(f"{year + 1}")),
            ),
            summary=" ".join(dice.choices(_WORDS, k=20)),
        )
    else:
        says = Event(
            kind=dice.choice(list(EventKind)),
            titles=(title,),
            when=Span(start=exact) if n % 7 == 0 else exact if n % 3 else fuzzy,
            realis=Realis.planned if n % 11 == 0 else Realis.actual,
            parties=parties,
            place=Place(name="Tokyo", country="JPN"),
            money=parse("about USD 20 million") if n % 6 == 0 else None,
            summary=" ".join(dice.choices(_WORDS, k=20)),
        )
    first, second = (f"source-{dice.randrange(_N_SOURCES):03d}#{n}{letter}" for letter in "ab")
    claims = (
        Claim(value=exact, records=(first,)),
        Claim(value=FuzzyDate(f"{year}-12-30"), records=(second,)),
    )
    status = FieldStatus.conflict if n % 10 == 0 else FieldStatus.single
    field = FusedField(name="when", status=status, value=exact, claims=claims, policy="majority")
    return Entry(
        id=first,
        says=says,
        records=(Record(id=first, says=says), Record(id=second, says=says)),
        fields=(field,),
        witnesses=((first.split("#")[0],), (second.split("#")[0],)),
        weakest_millibits=dice.randrange(20_000),
    )


def _ours(timeline: Timeline, path: Path, *, streaming: bool) -> None:
    export(timeline, path, excel, ExcelOptions(streaming=streaming), distribution="benchmark")


def _plain_openpyxl(timeline: Timeline, path: Path) -> None:
    """The same rows by openpyxl's manual: write-only, without styles, links or tables."""
    workbook = openpyxl.Workbook(write_only=True)
    view = View(timeline=timeline, language="en", progress=lambda n, of: None)
    for table in tables_of(view, ExcelOptions()):
        sheet = workbook.create_sheet(table.name)
        sheet.append([column.header for column in table.columns])
        for row in table.rows():
            sheet.append([value.value if isinstance(value, Link) else value for value in row])
    workbook.save(path)


def measured(way: Callable[[], object]) -> tuple[float, float]:
    """Return CPU seconds and MB added to the peak by a way, run in a child process."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        before = resource.getrusage(resource.RUSAGE_SELF)
        start = before.ru_utime + before.ru_stime
        resident = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
        way()
        after = resource.getrusage(resource.RUSAGE_SELF)
        seconds = after.ru_utime + after.ru_stime - start
        os.write(write, f"{seconds} {after.ru_maxrss / 1024 - resident / 2**20}".encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    seconds, megabytes = os.read(read, 100).decode().split()
    os.close(read)
    return float(seconds), float(megabytes)


def main() -> None:
    """Print the table."""
    n_entries = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    start = time.process_time()
    timeline = made_timeline(n_entries)
    print(
        f"{n_entries} entries made in {time.process_time() - start:.1f} s; "
        f"openpyxl {version('openpyxl')}"
    )
    ways: tuple[tuple[str, Callable[[Path], object]], ...] = (
        ("alliancekit-excel", lambda path: _ours(timeline, path, streaming=True)),
        ("openpyxl write-only, bare rows", lambda path: _plain_openpyxl(timeline, path)),
        ("alliancekit-excel, streaming off", lambda path: _ours(timeline, path, streaming=False)),
    )
    print(f"{'way':36}{'CPU s':>9}{'added MB':>10}{'file MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for name, way in ways:
            path = Path(folder) / "out.xlsx"
            seconds, megabytes = measured(lambda way=way, path=path: way(path))
            print(
                f"{name:36}{seconds:9.2f}{megabytes:10.1f}{path.stat().st_size / 2**20:9.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
