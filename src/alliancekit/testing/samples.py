"""Two small timelines that are the same everywhere."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate, Span
from alliancekit.kinds import AgreementKind, EventKind, Realis, Stage
from alliancekit.merging import merge
from alliancekit.model import (
    Agreement,
    Collection,
    Event,
    Milestone,
    Party,
    Place,
    Record,
    RecordId,
    Source,
    SourceId,
    Title,
)
from alliancekit.money import Money
from alliancekit.timeline import Timeline

_JPN = ActorId("JPN")

HOSTILE_TITLES = (
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted",
    "\tafter a tab",
    " between spaces ",
    "two\nlines",
    "\nafter a line feed",
    "BEGIN:VALARM\nEND:VCALENDAR",
    "comma, semicolon; backslash \\ and \\n",
    "\"quotes\" and 'more'",
    "<b>&amp;</b> ]]> <!-- -->",
    "<script>alert(1)</script>",
    "#N/A",
    "TRUE",
    "00123",
    "1E5",
    "3-4",
    "_x0041_ _x000D_",
    "NULL",
    "Hội nghị",
    "Ho\u0323\u0302i nghi\u0323",
    "日本 外務省",
    "\u202eright to left\u2066",
    "zero\u200bwidth\ufeff",
    "\U0001f91d\U0001f3fd",
    "{0} %s ${x} {{x}}",
    "ế" * 300,
    "long " * 8_000,
)
"""Titles that look like formulas, markup, lines of a file or values of another type."""


@cache
def hostile_timeline() -> Timeline:
    """Return a timeline whose entries have titles that look like anything but text.

    Returns:
        One entry for each hostile title, in no case merged with another.
    """
    source = Source(id=SourceId("hostile"), published=FuzzyDate("2024-08-01"))
    records = [
        Record(
            id=RecordId(f"hostile#t{number}"),
            says=Event(
                kind=EventKind.other,
                titles=(Title(language="en", text=title),),
                when=FuzzyDate(str(1900 + number)),
                summary=title,
            ),
        )
        for number, title in enumerate(HOSTILE_TITLES)
    ]
    return merge(Collection(sources=(source,), records=tuple(records)))


@cache
def sample_timeline() -> Timeline:
    """Return a timeline with something of everything.

    Returns:
        Events and agreements, exact, fuzzy and missing dates, things planned and denied, a field on
        which sources disagree, links, money, several scripts.
    """
    sources = (
        Source(
            id=SourceId("wire"),
            outlet="Example Wire",
            title="Ministers meet",
            language="en",
            published=FuzzyDate("2024-07-29"),
            url="https://example.org/wire",
        ),
        Source(
            id=SourceId("daily"),
            outlet="Nhật báo Ví dụ",
            language="vi",
            published=FuzzyDate("2024-07-30"),
            based_on=(SourceId("wire"),),
        ),
        Source(id=SourceId("review"), outlet="Example Review", published=FuzzyDate("2024-08")),
    )
    both = (Party(actor=_JPN), Party(actor=ActorId("USA")))
    meeting = Event(
        kind=EventKind.meeting,
        titles=(Title(language="en", text="Ministers meet in Tokyo"),),
        when=FuzzyDate("2024-07-28"),
        parties=both,
        place=Place(name="Tokyo", country=_JPN),
        about=("wire#deal",),
        cites=("p1",),
    )
    deal = Agreement(
        kind=AgreementKind.other,
        titles=(Title(language="en", text="Production agreement"),),
        parties=both,
        milestones=(
            Milestone(stage=Stage.signed, when=FuzzyDate("2024-07-28")),
            Milestone(stage=Stage.in_force, when=FuzzyDate("2025-03"), realis=Realis.planned),
        ),
        money=Money(low=Decimal("3000000000"), currency="JPY"),
        edition=2,
    )
    records: dict[str, Event | Agreement] = {
        "wire#meeting": meeting,
        "daily#meeting": Event(
            kind=EventKind.meeting,
            titles=(Title(language="vi", text="Các bộ trưởng họp tại Tokyo"),),
            when=FuzzyDate("2024-07-29"),
            parties=both,
            place=Place(name="Tokyo", country=_JPN),
        ),
        "wire#deal": deal,
        "review#exercise": Event(
            kind=EventKind.other,
            subkind="exercise",
            titles=(Title(language="en", text="Exercise, if the weather allows"),),
            when=Span.parse("2025-09-01/2025-09-14"),
            realis=Realis.planned,
            parties=both,
            follows=("wire#meeting",),
        ),
        "review#visit": Event(
            kind=EventKind.other,
            titles=(Title(language="ja", text="訪問 <説>"),),
            when=FuzzyDate("2024~"),
            realis=Realis.denied,
        ),
        "review#undated": Event(kind=EventKind.other, summary="No date, no title, no party."),
    }
    return merge(
        Collection(
            sources=sources,
            records=tuple(Record(id=RecordId(id), says=says) for id, says in records.items()),
        )
    )
