"""Timelines and readers that several tests of the Excel exporter use."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
from python_calamine import CalamineWorkbook

from alliancekit.dates import FuzzyDate, Span
from alliancekit.exporting import ExportReport, export
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
    Link,
    Relation,
    Timeline,
    UnsurePair,
)
from alliancekit.weights import SHIPPED_MODEL
from alliancekit_excel import ExcelOptions, excel

Rows: TypeAlias = "list[list[Any]]"


def as_entry(
    id: str, says: Event | Agreement, *fields: FusedField, others: tuple[str, ...] = ()
) -> Entry:
    """Return an entry of records that all say the same."""
    ids = sorted(
        {id, *others, *(r for field in fields for claim in field.claims for r in claim.records)}
    )
    return Entry(
        id=id,
        says=says,
        records=tuple(Record(id=record, says=says) for record in ids),
        fields=fields,
        witnesses=tuple((source,) for source in sorted({record.split("#")[0] for record in ids})),
        weakest_millibits=12_345 if len(ids) > 1 else None,
    )


def as_timeline(*entries: Entry, **values: Any) -> Timeline:
    """Return a timeline of entries in the order given."""
    known: dict[str, Any] = {
        "links": (),
        "collection": Collection(),
        "model": SHIPPED_MODEL,
        "as_of": dt.date(2024, 8, 1),
    }
    return Timeline(entries=entries, **(known | values))


def meeting(**values: Any) -> Event:
    """Return an event with a title and whatever else is given."""
    known: dict[str, Any] = {"kind": EventKind.ministerial, "titles": (Title(text="2+2 meeting"),)}
    return Event(**(known | values))


@pytest.fixture(autouse=True)
def no_other_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the timeline's own day as the only time, whatever the machine sets."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture(scope="session")
def entry_of() -> Callable[..., Entry]:
    return as_entry


@pytest.fixture(scope="session")
def timeline_of() -> Callable[..., Timeline]:
    return as_timeline


@pytest.fixture(scope="session")
def event() -> Callable[..., Event]:
    return meeting


@pytest.fixture(scope="session")
def written() -> Callable[..., bytes]:
    """Return a function from a timeline and options to the bytes of its workbook."""

    def write(timeline: Timeline, **options: Any) -> bytes:
        return reported_bytes(timeline, **options)[0]

    return write


@pytest.fixture(scope="session")
def reported() -> Callable[..., tuple[bytes, ExportReport]]:
    return reported_bytes


def reported_bytes(timeline: Timeline, **options: Any) -> tuple[bytes, ExportReport]:
    """Return the bytes of a timeline's workbook and the report."""
    stream = io.BytesIO()
    report = export(timeline, stream, excel, ExcelOptions(**options))
    return stream.getvalue(), report


@pytest.fixture(scope="session")
def sheets() -> Callable[[bytes], dict[str, Rows]]:
    """Return a function from a workbook to the rows of its sheets, as calamine reads them."""

    def read(data: bytes) -> dict[str, Rows]:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}

    return read


@pytest.fixture(scope="session")
def table() -> Callable[[Rows], list[dict[str, Any]]]:
    """Return a function from the rows of a sheet to one mapping a row, by header."""
    return lambda rows: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.fixture(scope="session")
def disputed() -> Timeline:
    """A timeline with a conflict, a tie, plans, old and open dates, links and a pair to check."""
    exact, other, month = FuzzyDate("2024-07-28"), FuzzyDate("2024-07-29"), FuzzyDate("2024-07")
    talks = as_entry(
        "nikkei#talks",
        meeting(
            when=exact,
            parties=(
                Party(actor="JPN", role=Role.host, via=("JPN.ATLA",), people=("Kihara",)),
                Party(actor="USA"),
            ),
            place=Place(name="Tokyo", country="JPN", latitude=35.7, longitude=139.7),
            titles=(Title(text="2+2 meeting"), Title(text="Hội nghị 2+2", language="vi")),
            money=parse("JPY 3 billion = nearly USD 20 million"),
            extra=(("colour", "red"),),
            summary="=1+1",
        ),
        FusedField(
            name="when",
            status=FieldStatus.conflict,
            value=exact,
            claims=(
                Claim(value=exact, records=("nikkei#talks",)),
                Claim(value=other, records=("vov#3",)),
            ),
            policy="majority",
        ),
        FusedField(
            name="edition",
            status=FieldStatus.conflict,
            value=None,
            claims=(Claim(value=2, records=("nikkei#talks",)), Claim(value=3, records=("vov#3",))),
            policy="majority",
        ),
        FusedField(
            name="place",
            status=FieldStatus.refined,
            value=Place(name="Tokyo", country="JPN"),
            claims=(
                Claim(value=Place(name="Tokyo", country="JPN"), records=("nikkei#talks",)),
                Claim(value=Place(country="JPN"), records=("vov#3",)),
            ),
            policy="most precise",
        ),
    )
    treaty = as_entry(
        "vov#treaty",
        Agreement(
            kind=AgreementKind.defence_pact,
            titles=(Title(text="Treaty of alliance"),),
            parties=(Party(actor="FRA"), Party(actor="USA")),
            milestones=(
                Milestone(stage=Stage.signed, when=FuzzyDate("1778-02-06"), by=()),
                Milestone(stage=Stage.in_force, when=FuzzyDate("1778-05")),
                Milestone(stage=Stage.expired, when=FuzzyDate("2030"), realis=Realis.expected),
            ),
        ),
    )
    headquarters = as_entry(
        "vov#hq",
        meeting(
            kind=EventKind.founding,
            titles=(Title(text="Joint headquarters"),),
            realis=Realis.planned,
            when=FuzzyDate("[..2025-03-31]", as_written="by March", basis="fiscal year of JPN"),
        ),
        others=("nikkei#hq",),
    )
    presence = as_entry(
        "vov#presence",
        meeting(
            titles=(Title(text="Presence"),),
            when=Span(start=FuzzyDate("1951-09-08~"), end_end="open"),
        ),
    )
    off = as_entry(
        "vov#off", meeting(titles=(Title(text="Called off"),), realis=Realis.cancelled, when=month)
    )
    return as_timeline(
        treaty,
        presence,
        off,
        talks,
        headquarters,
        links=(
            Link(
                origin="vov#hq",
                relation=Relation.follows,
                target="nikkei#talks",
                reason="same parties",
            ),
        ),
        collection=Collection(
            sources=(
                Source(
                    id="nikkei",
                    outlet="Nikkei Asia",
                    url="https://asia.nikkei.com/a?b=c&d=é",
                    published=FuzzyDate("2024-08-01"),
                    language="en",
                ),
                Source(
                    id="vov",
                    outlet="VOV",
                    url="javascript:alert(1)",
                    based_on=("nikkei",),
                    language="vi",
                ),
            )
        ),
        unsure=(
            UnsurePair(records=("nikkei#hq", "vov#off"), weight_millibits=1500, probability=0.7),
        ),
    )
