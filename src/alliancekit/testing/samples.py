"""Two small timelines that are the same everywhere."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

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
    Source,
    Title,
)
from alliancekit.money import Money
from alliancekit.testing.strategies.texts import HOSTILE_TEXTS
from alliancekit.timeline import Timeline

_JPN = "JPN"

# Longer than a cell, a line or a name can be.
_LONG_TITLE = "long " * 8_000


@cache
def hostile_timeline() -> Timeline:
    """Return a timeline whose entries have titles that look like anything but text.

    Returns:
        One entry for each hostile text, in no case merged with another.
    """
    source = Source(id="hostile", published=FuzzyDate("2024-08-01"))
    records = [
        Record(
            id=f"hostile#t{number}",
            says=Event(
                kind=EventKind.other,
                titles=(Title(language="en", text=title),),
                when=FuzzyDate(str(1900 + number)),
                summary=title,
            ),
        )
        for number, title in enumerate((*HOSTILE_TEXTS, _LONG_TITLE))
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
            id="wire",
            outlet="Example Wire",
            title="Ministers meet",
            language="en",
            published=FuzzyDate("2024-07-29"),
            url="https://example.org/wire",
        ),
        Source(
            id="daily",
            outlet="Nhật báo Ví dụ",
            language="vi",
            published=FuzzyDate("2024-07-30"),
            based_on=("wire",),
        ),
        Source(id="review", outlet="Example Review", published=FuzzyDate("2024-08")),
    )
    both = (Party(actor=_JPN), Party(actor="USA"))
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
            records=tuple(Record(id=id, says=says) for id, says in records.items()),
        )
    )
