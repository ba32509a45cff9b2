"""Strategies for collections whose records often speak of one thing: work for merging."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate, Span
from alliancekit.kinds import AgreementKind, EventKind, Realis, Role, Stage
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

STATES = ("USA", "JPN", "FRA", "NATO", "FIN", "VNM")
WORDS = (
    "patriot",
    "headquarters",
    "ottawa",
    "missiles",
    "forum",
    "treaty",
    "access",
    "summit",
    "talks",
)


@st.composite
def dates(draw: st.DrawFn, near: dt.date) -> FuzzyDate | None:
    """Return a day near another, known to a day, a month, a year, a bound or not at all."""
    day = near + dt.timedelta(days=draw(st.sampled_from((0, 0, 0, 1, 2, 9))))
    forms = (
        f"{day}",
        f"{day}",
        f"{day:%Y-%m}",
        f"{day:%Y}",
        f"[..{day}]",
        f"{day:%Y-%m}~",
        f"[{day}..]",
    )
    return draw(st.none() | st.sampled_from(forms).map(FuzzyDate))


@st.composite
def sayings(draw: st.DrawFn, thing: int) -> Event | Agreement:
    """Return what one report may say of the thing of this number."""
    day = dt.date(2024, 1 + thing % 3, 5 + 3 * (thing % 5))
    first, second = STATES[thing % 3], STATES[3 + thing % 2]
    words = [WORDS[(thing + at) % len(WORDS)] for at in range(4)]
    kept = draw(st.lists(st.sampled_from(words), min_size=0, max_size=4, unique=True))
    roles = draw(st.sampled_from((Role.party, Role.host, Role.seller)))
    parties = draw(
        st.sampled_from(
            (
                (Party(actor=ActorId(first), role=roles), Party(actor=ActorId(second))),
                (Party(actor=ActorId(first)), Party(actor=ActorId(second))),
                (Party(actor=ActorId(first)),),
                (),
            )
        )
    )
    shared: dict[str, Any] = {
        "titles": (Title(text=" ".join(kept), language=draw(st.sampled_from(("en", "vi")))),)
        if kept
        else (),
        "parties": parties,
        "place": draw(
            st.none() | st.sampled_from(("Tokyo", "Paris")).map(lambda name: Place(name=name))
        ),
        "money": draw(
            st.none()
            | st.sampled_from((3, 4)).map(lambda n: Money(low=Decimal(n) * 10**9, currency="JPY"))
        ),
        "edition": draw(st.none() | st.sampled_from((11, 12))),
    }
    when = draw(dates(day))
    if thing % 2:
        milestone = st.builds(
            Milestone,
            stage=st.sampled_from((Stage.signed, Stage.announced, Stage.in_force)),
            when=dates(day),
            realis=st.sampled_from((Realis.actual, Realis.planned)),
        )
        return Agreement(
            kind=draw(st.sampled_from((AgreementKind.command, AgreementKind.arms_transfer))),
            milestones=tuple(draw(st.lists(milestone, max_size=2))),
            **shared,
        )
    return Event(
        kind=draw(st.sampled_from((EventKind.summit, EventKind.ministerial))),
        when=draw(st.sampled_from((when, Span.parse(f"{day}/{day + dt.timedelta(days=2)}")))),
        realis=draw(st.sampled_from((Realis.actual, Realis.actual, Realis.planned, Realis.denied))),
        **shared,
    )


@st.composite
def worlds(draw: st.DrawFn, *, max_sources: int = 4, prefix: str = "s") -> Collection:
    """Return collections of up to four sources that tell of up to four things."""
    sources, records = [], []
    for number in range(draw(st.integers(1, max_sources))):
        id = SourceId(f"{prefix}{number}")
        based_on = draw(st.sampled_from(((), (), (f"{prefix}0",), ("wire",))))
        published = draw(
            st.none() | st.sampled_from(("2024-02-01", "2024-02-03", "2024-05")).map(FuzzyDate)
        )
        sources.append(
            Source(
                id=id,
                published=published,
                based_on=tuple(SourceId(base) for base in based_on if base != id),
            )
        )
        for thing in draw(st.lists(st.integers(0, 3), max_size=4)):
            local = draw(st.sampled_from("abc"))
            records.append(Record(id=RecordId(f"{id}#{local}{thing}"), says=draw(sayings(thing))))
    return Collection(sources=tuple(sources), records=tuple(records))


@st.composite
def references(
    draw: st.DrawFn, says: Event | Agreement, ids: Sequence[RecordId]
) -> Event | Agreement:
    """Return what a report says, often with a reference to one of these records."""
    names = ("part_of", "follows", "about") if isinstance(says, Event) else ("amends", "related")
    name = draw(st.sampled_from((*names, None, None, None)))
    if name is None:
        return says
    change: dict[str, Any] = {name: (draw(st.sampled_from(ids)),)}
    return attrs.evolve(says, **change)


@st.composite
def coarser(draw: st.DrawFn, says: Event | Agreement) -> Event | Agreement:
    """Return what a report says, with its dates known to a month, to a year or not at all."""
    n_chars = draw(st.sampled_from((7, 7, 4, 0)))

    def less(when: object) -> Any:
        if not isinstance(when, FuzzyDate) or not when.is_exact:
            return when
        return FuzzyDate(when.edtf[:n_chars]) if n_chars else None

    if isinstance(says, Event):
        return attrs.evolve(says, when=less(says.when))
    return attrs.evolve(
        says, milestones=tuple(attrs.evolve(one, when=less(one.when)) for one in says.milestones)
    )


@st.composite
def retold(draw: st.DrawFn, says: Event | Agreement) -> Event | Agreement:
    """Return what a report says as another tells it: less exactly, or of an edition."""
    edition = draw(st.sampled_from((says.edition, says.edition, None, 11, 12)))
    return draw(st.just(says) | coarser(attrs.evolve(says, edition=edition)))


@st.composite
def unrelated_news(draw: st.DrawFn) -> Collection:
    """Return what no record of :func:`worlds` can be told of: other actors, another decade."""
    source = SourceId(draw(st.sampled_from(("far", "zone"))))
    records = []
    for local in draw(st.lists(st.sampled_from("abxyz"), min_size=1, max_size=3, unique=True)):
        first, second = draw(st.permutations(("BRA", "ARG", "CHL", "PER")))[:2]
        shared: dict[str, Any] = {
            "titles": (Title(text=f"gondwana {draw(st.sampled_from(('ore', 'reef', 'ice')))}"),),
            "parties": (Party(actor=ActorId(first)), Party(actor=ActorId(second))),
        }
        day = FuzzyDate(f"197{draw(st.integers(0, 1))}-0{draw(st.integers(1, 9))}-11")
        says = (
            Event(kind=EventKind.exercise, when=day, **shared)
            if draw(st.booleans())
            else Agreement(
                kind=AgreementKind.trade,
                milestones=(Milestone(stage=Stage.signed, when=day),),
                **shared,
            )
        )
        records.append(Record(id=RecordId(f"{source}#{local}"), says=says))
    return Collection(
        sources=(Source(id=source, published=FuzzyDate("1972-03")),), records=tuple(records)
    )
