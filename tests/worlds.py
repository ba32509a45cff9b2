"""Strategies for collections whose records often speak of one thing: work for merging."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import permutations, product
from math import perm
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
from alliancekit.money import Equivalent, Money

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


# To make a strategy takes longer than to draw from it, and each draw costs: what a report may say
# is listed once a thing, in proportion, and sampled.


@cache
def dates(near: dt.date) -> st.SearchStrategy[FuzzyDate | None]:
    """Return a day near another, known to a day, a month, a year, a bound or not at all."""
    known = []
    for n_days in (0, 0, 0, 1, 2, 9):
        day = near + dt.timedelta(days=n_days)
        known += [
            FuzzyDate(f"{day}"),
            FuzzyDate(f"{day}"),
            FuzzyDate(f"{day:%Y-%m}"),
            FuzzyDate(f"{day:%Y}"),
            FuzzyDate(f"[..{day}]"),
            FuzzyDate(f"{day:%Y-%m}~"),
            FuzzyDate(f"[{day}..]"),
        ]
    return st.sampled_from([None] * len(known) + known)


@cache
def _titles(thing: int) -> st.SearchStrategy[tuple[Title, ...]]:
    words = [WORDS[(thing + at) % len(WORDS)] for at in range(4)]
    told = [
        (Title(text=" ".join(kept), language=language),)
        for n_kept in range(1, 5)
        for kept in permutations(words, n_kept)
        for language in ("en", "vi")
        # So that there are as many titles of each length.
        for _ in range(24 // perm(4, n_kept))
    ]
    return st.sampled_from([()] * 48 + told)


@cache
def _shared(thing: int) -> st.SearchStrategy[dict[str, Any]]:
    first, second = ActorId(STATES[thing % 3]), ActorId(STATES[3 + thing % 2])
    parties = [
        known
        for role in (Role.party, Role.host, Role.seller)
        for known in (
            (Party(actor=first, role=role), Party(actor=second)),
            (Party(actor=first), Party(actor=second)),
            (Party(actor=first),),
            (),
        )
    ]
    sums = [Money(low=Decimal(n) * 10**9, currency="JPY") for n in (3, 4)]
    return st.fixed_dictionaries(
        {
            "titles": _titles(thing),
            "parties": st.sampled_from(parties),
            "place": st.sampled_from([None, None, Place(name="Tokyo"), Place(name="Paris")]),
            "money": st.sampled_from([None, None, *sums]),
            "edition": st.sampled_from([None, None, 11, 12]),
        }
    )


@cache
def sayings(thing: int) -> st.SearchStrategy[Event | Agreement]:
    """Return what one report may say of the thing of this number."""
    day = dt.date(2024, 1 + thing % 3, 5 + 3 * (thing % 5))
    if thing % 2:
        milestone = st.builds(
            Milestone,
            stage=st.sampled_from((Stage.signed, Stage.announced, Stage.in_force)),
            when=dates(day),
            realis=st.sampled_from((Realis.actual, Realis.planned)),
        )
        return st.builds(
            lambda kind, milestones, shared: Agreement(
                kind=kind, milestones=tuple(milestones), **shared
            ),
            st.sampled_from((AgreementKind.command, AgreementKind.arms_transfer)),
            st.lists(milestone, max_size=2),
            _shared(thing),
        )
    span = Span.parse(f"{day}/{day + dt.timedelta(days=2)}")
    return st.builds(
        lambda kind, when, realis, shared: Event(kind=kind, when=when, realis=realis, **shared),
        st.sampled_from((EventKind.summit, EventKind.ministerial)),
        st.booleans().flatmap({False: dates(day), True: st.just(span)}.__getitem__),
        st.sampled_from((Realis.actual, Realis.actual, Realis.planned, Realis.denied)),
        _shared(thing),
    )


@cache
def _records(source: SourceId) -> st.SearchStrategy[list[Record]]:
    def record(local: str, thing: int) -> st.SearchStrategy[Record]:
        id = RecordId(f"{source}#{local}{thing}")
        return sayings(thing).map(lambda says: Record(id=id, says=says))

    by_name = {(local, thing): record(local, thing) for thing in range(4) for local in "abc"}
    return st.lists(st.sampled_from(sorted(by_name)).flatmap(by_name.__getitem__), max_size=4)


@cache
def _source(id: SourceId, first: SourceId) -> st.SearchStrategy[Source]:
    published = [FuzzyDate(day) for day in ("2024-02-01", "2024-02-03", "2024-05")]
    bases = [() if base == id else (base,) for base in (first, SourceId("wire"))]
    return st.builds(
        Source,
        id=st.just(id),
        published=st.sampled_from([None] * len(published) + published),
        based_on=st.sampled_from([(), (), *bases]),
    )


@st.composite
def worlds(draw: st.DrawFn, *, max_sources: int = 4, prefix: str = "s") -> Collection:
    """Return collections of up to four sources that tell of up to four things."""
    ids = [SourceId(f"{prefix}{n}") for n in range(draw(st.integers(1, max_sources)))]
    sources = tuple(draw(_source(id, ids[0])) for id in ids)
    records = tuple(record for id in ids for record in draw(_records(id)))
    return Collection(sources=sources, records=records)


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


# ------------------------------------------------------------------------- one week in many papers

WIRE = (
    "Ministers of both countries signed the pact in a short ceremony on Wednesday and troops may "
    "train on each other's soil from next year on"
)
OWN = (
    "After three years of talks the two governments have put their names to a treaty that lets "
    "soldiers visit and exercise without much paperwork"
)
_SUMMARIES = (WIRE, WIRE.replace("short ceremony", "brief meeting"), OWN, "")
_PACT_TITLES = {
    "en": ("Japan and Philippines sign access pact", "Access pact of Japan and Philippines", ""),
    "vi": ("Nhật Bản và Philippines ký thỏa thuận tiếp cận", ""),
    "und": ("Access pact", ""),
}
_SUMMIT_TITLES = {
    "en": ("Leaders' summit of both states", "Leaders' summit of both states in Tokyo", ""),
    "vi": ("Hội nghị thượng đỉnh hai nước", ""),
    "und": ("Leaders' summit", ""),
}
_BOTH = (Party(actor=ActorId("JPN")), Party(actor=ActorId("PHL")))
_TWENTY_MILLION = Decimal(20 * 10**6)
_MORE: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"edition": 11},
    {"edition": 12},
    {"parties": _BOTH[:1]},
    {"place": Place(name="Tokyo")},
    {"money": Money(low=_TWENTY_MILLION, currency="USD")},
    {
        "money": Money(
            low=Decimal(3 * 10**9),
            currency="JPY",
            equivalents=(Equivalent(low=_TWENTY_MILLION, currency="USD"),),
        )
    },
)
_SUMMITS = (
    ("2024-05-10", Realis.planned),
    ("2024-05-10", Realis.planned),
    ("2024-05", Realis.expected),
    ("2024-06-12", Realis.postponed),
    ("2024-06-12", Realis.postponed),
    ("2024-07-20", Realis.postponed),
    ("", Realis.postponed),
    ("2024-06-12", Realis.actual),
)
_STEPS = (
    (EventKind.negotiation, "2024-03-04"),
    (EventKind.signing, "2024-05-01"),
    (EventKind.signing, "2024-05"),
    (EventKind.entry_into_force, "2025-01-01"),
)
_PACTS = (
    (AgreementKind.reciprocal_access, "2024-05-01"),
    (AgreementKind.reciprocal_access, "2024-05"),
    (AgreementKind.defence_pact, "2024-05-01"),
    (AgreementKind.reciprocal_access, ""),
)


@cache
def stories(of_summit: bool, language: str) -> st.SearchStrategy[Event | Agreement]:
    """Return what a paper may print of a summit, or of a pact and its steps.

    Much of it stands in several papers word for word, and plans are put off.
    """
    told: list[Event | Agreement] = []
    names = (_SUMMIT_TITLES if of_summit else _PACT_TITLES)[language]
    for title, summary, more in product(names, _SUMMARIES, _MORE):
        shared = {
            "titles": (Title(text=title, language=language),) if title else (),
            "summary": summary,
            "parties": _BOTH,
            **more,
        }
        for when, realis in _SUMMITS if of_summit else ():
            day = FuzzyDate(when) if when else None
            told.append(Event(kind=EventKind.summit, when=day, realis=realis, **shared))
        for kind, when in () if of_summit else _STEPS:
            told.append(Event(kind=kind, when=FuzzyDate(when), **shared))
        for form, when in () if of_summit else _PACTS:
            signed = Milestone(stage=Stage.signed, when=FuzzyDate(when) if when else None)
            told.append(Agreement(kind=form, milestones=(signed,), **shared))
    return st.sampled_from(told)


@st.composite
def newsrooms(draw: st.DrawFn, *, max_sources: int = 6, prefix: str = "s") -> Collection:
    """Return what up to six papers, or registers without a day, print of :func:`stories`."""
    sources, records = [], []
    topics = draw(st.sampled_from(((False,), (True,), (True,), (False, True))))
    for number in range(draw(st.integers(2, max_sources))):
        id = SourceId(f"{prefix}{number}")
        language = draw(st.sampled_from(("en", "en", "en", "en", "vi", "und")))
        day = draw(st.sampled_from(("2024-04-20", "2024-05-02", "2024-05-02", "2024-05-04", "")))
        base = draw(st.sampled_from(("", "", "", "", "wire", f"{prefix}0")))
        sources.append(
            Source(
                id=id,
                # What has neither a language nor a day is a register.
                language="" if language == "und" else language,
                outlet=f"Paper {number % 3}",
                published=FuzzyDate(day) if day else None,
                based_on=(SourceId(base),) if base not in ("", id) else (),
            )
        )
        for local in draw(st.sampled_from(("a", "a", "a", "ab", "ab", "abc", ""))):
            says = draw(stories(draw(st.sampled_from(topics)), language))
            records.append(Record(id=RecordId(f"{id}#{local}"), says=says))
    return Collection(sources=tuple(sources), records=tuple(records))
