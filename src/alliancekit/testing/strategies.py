"""Hypothesis strategies for everything that a collection holds.

They make values that the model accepts, from the plain to the hostile: dates of every precision,
texts in many scripts with marks and signs that files trip over, facts that share an id. What a
fact refers to is always there, so that every collection can be written and read back.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from alliancekit.actors import Actor, ActorCode, ActorId, ActorKind, ActorName, Membership
from alliancekit.dates import End, FuzzyDate, Span
from alliancekit.errors import AllianceKitError
from alliancekit.kinds import (
    AgreementKind,
    EventKind,
    LegalForm,
    ObligationKind,
    Realis,
    Role,
    Stage,
)
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    DecisionId,
    Event,
    Identifier,
    Judgement,
    Milestone,
    Obligation,
    Party,
    Place,
    Quantity,
    Record,
    RecordId,
    Source,
    SourceId,
    Term,
    Title,
)
from alliancekit.money import Bound, Equivalent, Money, Origin, Period

# Making a strategy takes longer than drawing from it.
_kept = lru_cache(256)

LANGUAGES = ("en", "vi", "de", "ja", "ar", "zh-Hant")
"""Languages of titles."""

STATES = ("JPN", "USA", "GBR", "FRA", "DEU", "VNM", "KOR", "AUS")
"""Ids of actors that every table has."""

_HOSTILE_TEXTS = (
    "NO",
    "null",
    "~",
    "0x1F",
    "010",
    "1_000",
    "1e3",
    ".inf",
    "12:30:45",
    "2024-07-28",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@a",
    "#N/A",
    "a: b",
    "a #b",
    "- a",
    "? a",
    "{a}",
    "[a]",
    "&a *b !c |d >e %f `g",
    "'single' and \"double\"",
    "a,b;c",
    "a\\nb",
    " leading and trailing ",
    "two\nlines",
    "two\n\n  lines\n",
    "tab\there",
    "]]>",
    "<b>&amp;</b>",
    "_x0041_",
    "BEGIN:VCALENDAR",
    "Việt Nam",
    "Vie\u0323\u0302t Nam",
    "Vietn\u0430m",
    "日本国",
    "مصر",
    "\u202eabc",
    "a\u200bb",
    "\ufeffa",
    "a\u2028b\u2029c",
    "a\u00a0b",
    "\U0001f1fb\U0001f1f3",
    "\ufdfa" * 5,
    "x" * 300,
    "a" + "\u0301" * 30,
)


@_kept
def hostile_text(*, max_size: int = 40) -> st.SearchStrategy[str]:
    """Return texts that the model accepts and that careless readers and writers break on.

    Args:
        max_size: Most code points of the texts that are not from the fixed list.
    """
    letters = st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\t\n")
    return st.sampled_from(_HOSTILE_TEXTS) | st.text(letters, min_size=1, max_size=max_size).filter(
        lambda text: bool(text.strip())
    )


@_kept
def ids() -> st.SearchStrategy[str]:
    """Return short ids; few, so that some meet."""
    return st.sampled_from(("a", "b1", "summit-2024", "X.y_z", "no", "7"))


@_kept
def fuzzy_dates() -> st.SearchStrategy[FuzzyDate]:
    """Return dates of every precision, with qualifiers, bounds and remarks."""
    year = st.integers(-9999, 9999).map(lambda y: f"{'-' if y < 0 else ''}{abs(y):04d}")
    recent = st.integers(1816, 2100).map(str)
    day = st.dates(dt.date(1816, 1, 1), dt.date(2100, 12, 31)).map(dt.date.isoformat)
    month = day.map(lambda text: text[:7])
    season = st.builds(lambda y, s: f"{y}-{s}", recent, st.integers(21, 41))
    plain = day | month | recent | year | season
    decade = recent.map(lambda text: f"{text[:3]}X")
    marked = st.builds(lambda text, mark: text + mark, plain, st.sampled_from(("", "?", "~", "%")))
    two_days = st.tuples(day, day).map(sorted).map(lambda pair: f"[{pair[0]}..{pair[1]}]")
    bounded = day.map(lambda text: f"[..{text}]") | day.map(lambda text: f"[{text}..]")
    remarks = st.just("") | hostile_text(max_size=10)
    return st.builds(
        FuzzyDate,
        plain | marked | decade | two_days | bounded,
        as_written=remarks,
        basis=remarks,
    )


@_kept
def spans() -> st.SearchStrategy[Span]:
    """Return spans with ends of every sort, and sets of days."""
    return _drawn_spans()


@st.composite
def _drawn_spans(draw: st.DrawFn) -> Span:
    remark = st.just("") | hostile_text(max_size=10)
    texts = {"as_written": draw(remark), "basis": draw(remark)}
    if draw(st.integers(0, 5)) == 0:
        days = draw(st.lists(st.dates().map(dt.date.isoformat), min_size=1, max_size=3))
        return Span(members=tuple(Span.parse("{" + ",".join(days) + "}").members), **texts)  # type: ignore[arg-type]
    first = draw(st.none() | fuzzy_dates())
    last = draw(st.none() | fuzzy_dates())
    without = st.sampled_from((End.open, End.unknown, End.censored))
    with_day = st.sampled_from((End.known, End.censored))
    start_end = draw(without if first is None else with_day)
    end_end = draw(without if last is None else with_day)
    try:
        return Span(start=first, end=last, start_end=start_end, end_end=end_end, **texts)
    except AllianceKitError:  # it would end before it starts
        return Span(start=first, start_end=start_end, end_end=End.open, **texts)  # type: ignore[arg-type]


@_kept
def _amounts() -> st.SearchStrategy[Decimal]:
    return st.decimals(0, 10**15, places=2) | st.integers(0, 10**15).map(Decimal)


@_kept
def money() -> st.SearchStrategy[Money]:
    """Return sums with bounds, ranges, periods and equivalents."""
    return _drawn_money()


@st.composite
def _drawn_money(draw: st.DrawFn) -> Money:
    currencies = draw(
        st.lists(st.sampled_from(("USD", "JPY", "EUR", "VND")), min_size=1, max_size=3, unique=True)
    )
    low, high = sorted(draw(st.tuples(_amounts(), _amounts())))
    equivalents = [
        Equivalent(
            low=draw(_amounts()),
            currency=currency,
            bound=draw(st.sampled_from(Bound)),
            origin=draw(st.sampled_from(Origin)),
        )
        for currency in currencies[1:]
    ]
    return Money(
        low=low,
        high=draw(st.sampled_from((low, high))),
        currency=currencies[0],
        bound=draw(st.sampled_from(Bound)),
        period=draw(st.sampled_from(Period)),
        equivalents=tuple(equivalents),
    )


@_kept
def _texts() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(hostile_text(max_size=10), max_size=3).map(tuple)


@_kept
def _actor_ids(actors: tuple[str, ...]) -> st.SearchStrategy[ActorId]:
    return st.sampled_from(actors).map(ActorId)


@_kept
def _some_actors(actors: tuple[str, ...]) -> st.SearchStrategy[tuple[ActorId, ...]]:
    return st.lists(_actor_ids(actors), max_size=2).map(tuple)


@_kept
def _titles() -> st.SearchStrategy[tuple[Title, ...]]:
    texts = st.dictionaries(st.sampled_from(LANGUAGES), hostile_text(), max_size=2)
    return texts.map(
        lambda by_language: tuple(
            Title(text=text, language=language) for language, text in by_language.items()
        )
    )


@_kept
def _parties(actors: tuple[str, ...]) -> st.SearchStrategy[tuple[Party, ...]]:
    plain = st.builds(Party, actor=_actor_ids(actors), role=st.sampled_from(Role))
    detailed = st.builds(
        Party,
        actor=_actor_ids(actors),
        role=st.sampled_from((Role.party, Role.host)),
        via=_some_actors(actors),
        people=_texts(),
        span=st.none() | spans(),
    )
    return st.lists(plain | detailed, max_size=4).map(tuple)


@_kept
def places(actors: tuple[str, ...] = STATES) -> st.SearchStrategy[Place]:
    """Return places with a name, a country or coordinates, or several of these.

    Args:
        actors: Ids of the states that they may lie in.
    """
    return _drawn_places(actors)


@st.composite
def _drawn_places(draw: st.DrawFn, actors: tuple[str, ...]) -> Place:
    name = draw(st.just("") | st.sampled_from((*STATES, "Tokyo", "Camp, Zama")) | hostile_text())
    country = draw(st.none() | _actor_ids(actors))
    has_coordinates = draw(st.booleans()) or not (name or country)
    degrees = st.tuples(
        st.floats(-90, 90) | st.integers(-90, 90), st.floats(-180, 180) | st.integers(-180, 180)
    )
    latitude, longitude = draw(degrees) if has_coordinates else (None, None)
    return Place(name=name, country=country, latitude=latitude, longitude=longitude)


@_kept
def _quantities() -> st.SearchStrategy[tuple[Quantity, ...]]:
    number = st.decimals(-(10**9), 10**9, places=3)
    quantity = st.builds(
        lambda what, low, more, unit, bound: Quantity(
            what=what, low=low, high=low + more, unit=unit, bound=bound
        ),
        what=hostile_text(max_size=10),
        low=number,
        more=st.sampled_from((Decimal(0), Decimal("0.5"), Decimal(7))),
        unit=st.just("") | hostile_text(max_size=10),
        bound=st.sampled_from(Bound),
    )
    return st.lists(quantity, max_size=2).map(tuple)


@_kept
def _identifiers() -> st.SearchStrategy[tuple[Identifier, ...]]:
    scheme = st.sampled_from(("UNTS", "ATOP")) | hostile_text(max_size=10)
    identifier = st.builds(Identifier, scheme=scheme, value=hostile_text(max_size=10))
    return st.lists(identifier, max_size=3).map(tuple)


@_kept
def _extra() -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    cells = st.dictionaries(
        st.just("") | hostile_text(max_size=10), st.just("") | hostile_text(), max_size=2
    )
    return cells.map(lambda by_name: tuple(by_name.items()))


def _shared(actors: tuple[str, ...]) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "subkind": hostile_text(max_size=10),
        "titles": _titles(),
        "parties": _parties(actors),
        "place": places(actors),
        "edition": st.integers(1, 1_000_000),
        "money": money(),
        "quantities": _quantities(),
        "identifiers": _identifiers(),
        "items": _texts(),
        "summary": hostile_text(),
        "cites": _texts(),
        "extra": _extra(),
    }


@_kept
def _milestones(actors: tuple[str, ...]) -> st.SearchStrategy[tuple[Milestone, ...]]:
    plain = st.builds(Milestone, stage=st.sampled_from(Stage), when=fuzzy_dates())
    detailed = st.builds(
        Milestone,
        stage=st.sampled_from((Stage.signed, Stage.in_force)),
        when=st.none() | fuzzy_dates(),
        realis=st.sampled_from(Realis),
        by=_some_actors(actors),
        place=st.none() | places(actors),
        cites=_texts(),
    )
    return st.lists(plain | detailed, max_size=4).map(tuple)


@_kept
def _terms() -> st.SearchStrategy[Term]:
    return st.builds(
        Term,
        months=st.none() | st.integers(1, 12_000),
        renewal=st.just("") | hostile_text(max_size=10),
        notice_months=st.none() | st.integers(0, 12_000),
    )


@_kept
def _obligations(actors: tuple[str, ...]) -> st.SearchStrategy[tuple[Obligation, ...]]:
    obligation = st.builds(
        Obligation,
        kind=st.sampled_from(ObligationKind),
        debtor=_actor_ids(actors),
        creditors=_some_actors(actors),
        terms=st.just("") | hostile_text(max_size=10),
    )
    return st.lists(obligation, max_size=2).map(tuple)


def _with_references(
    claim: type[Event | Agreement],
    fields: st.SearchStrategy[dict[str, Any]],
    names: tuple[str, ...],
    records: tuple[str, ...],
) -> st.SearchStrategy[Any]:
    if not records:
        return fields.map(lambda given: claim(**given))
    references = st.dictionaries(
        st.sampled_from(names),
        st.lists(st.sampled_from(records), max_size=2).map(tuple),
        max_size=2,
    )
    return st.builds(lambda given, referred: claim(**given, **referred), fields, references)


@_kept
def events(
    *, actors: tuple[str, ...] = STATES, records: tuple[str, ...] = ()
) -> st.SearchStrategy[Event]:
    """Return events.

    Args:
        actors: Ids of the actors that may take part.
        records: Ids of the records that may be referred to.
    """
    return _with_references(Event, _event_fields(actors), ("about", "part_of", "follows"), records)


@_kept
def _event_fields(actors: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"kind": st.sampled_from(EventKind)},
        optional={
            **_shared(actors),
            "when": fuzzy_dates() | spans(),
            "realis": st.sampled_from(Realis),
        },
    )


@_kept
def agreements(
    *, actors: tuple[str, ...] = STATES, records: tuple[str, ...] = ()
) -> st.SearchStrategy[Agreement]:
    """Return agreements.

    Args:
        actors: Ids of the actors that may take part.
        records: Ids of the records that may be referred to.
    """
    names = ("under", "amends", "succeeds", "related")
    return _with_references(Agreement, _agreement_fields(actors), names, records)


@_kept
def _agreement_fields(actors: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"kind": st.sampled_from(AgreementKind)},
        optional={
            **_shared(actors),
            "legal_form": st.sampled_from(LegalForm),
            "milestones": _milestones(actors),
            "term": _terms(),
            "obligations": _obligations(actors),
            "amendment": st.integers(1, 1_000_000),
        },
    )


def records(
    *,
    of: st.SearchStrategy[str] | None = None,
    actors: tuple[str, ...] = STATES,
    referred: tuple[str, ...] = (),
) -> st.SearchStrategy[Record]:
    """Return records.

    Args:
        of: Their ids; by default ``<source id>#<local id>`` of few of either.
        actors: Ids of the actors that may take part.
        referred: Ids of the records that may be referred to.
    """
    says = events(actors=actors, records=referred) | agreements(actors=actors, records=referred)
    return st.builds(Record, id=(record_ids() if of is None else of).map(RecordId), says=says)


@_kept
def record_ids() -> st.SearchStrategy[str]:
    """Return ids of records."""
    return st.builds(lambda source, local: f"{source}#{local}", ids(), ids())


def sources(
    *, of: st.SearchStrategy[str] | None = None, based_on: tuple[str, ...] = ()
) -> st.SearchStrategy[Source]:
    """Return sources.

    Args:
        of: Their ids.
        based_on: Ids of the sources that they may rest on.
    """
    text = st.just("") | hostile_text(max_size=10)
    bases = st.lists(st.sampled_from(based_on), max_size=2) if based_on else st.just([])
    return st.builds(
        Source,
        id=(ids() if of is None else of).map(SourceId),
        outlet=text,
        title=text,
        author=text,
        language=st.sampled_from(("", *LANGUAGES)),
        published=st.none() | fuzzy_dates(),
        url=text,
        based_on=bases.map(tuple),
        note=text,
    )


@_kept
def own_actors() -> st.SearchStrategy[tuple[Actor, ...]]:
    """Return one's own actors: up to two, whose names no other actor has."""
    span = st.none() | spans()
    names = st.sampled_from(
        (
            (ActorName(text="Zyxwor"),),
            (ActorName(text="Zyxwor", language="en"), ActorName(text="ザイクス", language="ja")),
            (
                ActorName(text="Zyxwor", language="en"),
                ActorName(text="ザイクス", language="ja"),
                ActorName(text='Zyx: wor, "Inc"', language="en"),
            ),
        )
    )
    first = st.builds(
        Actor,
        id=st.just(ActorId("ZYXWOR")),
        kind=st.sampled_from((ActorKind.COMPANY, ActorKind.OFFICE)),
        names=names,
        codes=st.lists(
            st.builds(ActorCode, scheme=ids(), value=hostile_text(max_size=10), span=span),
            max_size=2,
        ).map(tuple),
        parent=st.sampled_from((None, ActorId("JPN"))),
        spells=st.lists(spans(), max_size=2).map(tuple),
    )
    second = st.builds(
        Actor,
        id=st.just(ActorId("QUUX.1")),
        kind=st.just(ActorKind.ORGANISATION),
        names=st.builds(
            lambda one: (ActorName(text="Quuxian League", language="en", span=one),), span
        ),
        members=st.lists(
            st.builds(
                Membership,
                actor=_actor_ids(STATES),
                span=span,
                role=st.sampled_from(("", "guest")),
            ),
            max_size=2,
        ).map(tuple),
    )
    # To index the names of a table takes a second: most collections have no actors of their own.
    some = st.tuples(first, second) | st.tuples(first)
    return st.integers(0, 9).flatmap(lambda n: st.just(()) if n else some)


def collections(*, max_records: int = 4) -> st.SearchStrategy[Collection]:
    """Return collections, some with facts that share an id.

    Args:
        max_records: Most records.
    """
    return _drawn_collections(max_records)


@st.composite
def _drawn_collections(draw: st.DrawFn, max_records: int) -> Collection:
    actors = draw(own_actors())
    actor_ids = (*STATES, *(str(actor.id) for actor in actors))
    source_ids = tuple(draw(st.lists(ids(), min_size=1, max_size=3, unique=True)))
    own = [draw(sources(of=st.just(one), based_on=source_ids)) for one in source_ids]
    if draw(st.booleans()):
        own.append(draw(sources(of=st.sampled_from(source_ids))))

    of_sources = st.builds(
        lambda source, local: f"{source}#{local}", st.sampled_from(source_ids), ids()
    )
    named = tuple(draw(st.lists(of_sources, max_size=max_records)))
    told = [draw(records(of=st.just(one), actors=actor_ids, referred=named)) for one in named]
    return Collection(
        sources=tuple(own), records=tuple(told), decisions=draw(_decisions(named)), actors=actors
    )


@st.composite
def _decisions(draw: st.DrawFn, named: tuple[str, ...]) -> tuple[Decision, ...]:
    distinct = sorted(set(named))
    if len(distinct) < 2:
        return ()
    pairs = st.lists(st.sampled_from(distinct), min_size=2, max_size=2, unique=True)
    text = st.just("") | hostile_text(max_size=10)
    first = draw(
        st.builds(
            Decision,
            judgement=st.sampled_from(Judgement),
            records=pairs.map(lambda pair: (RecordId(pair[0]), RecordId(pair[1]))),
            author=text,
            made=st.none() | st.dates(dt.date(1900, 1, 1)),
            reason=text,
            id=st.sampled_from((DecisionId(""), DecisionId("d1"))),
        )
    )
    if not first.id or not draw(st.booleans()):
        return (first,)
    second = Decision(
        judgement=Judgement.different,
        records=first.records,
        supersedes=(first.id,),
        reason=draw(text),
    )
    return (first, second)
