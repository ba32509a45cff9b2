"""Collections: sources and their records, decisions, one's own actors."""

from __future__ import annotations

import datetime as dt

import attrs
from hypothesis import strategies as st

from alliancekit.actors import Actor, ActorCode, ActorKind, ActorName, Membership
from alliancekit.model import Collection, Decision, Judgement, Record
from alliancekit.testing.strategies.claims import descriptions, sayings
from alliancekit.testing.strategies.parts import actor_ids, spans
from alliancekit.testing.strategies.texts import STATES, hostile_text, ids, kept


@kept
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
        id=st.just("ZYXWOR"),
        kind=st.sampled_from((ActorKind.COMPANY, ActorKind.OFFICE)),
        names=names,
        codes=st.lists(
            st.builds(ActorCode, scheme=ids(), value=hostile_text(max_size=10), span=span),
            max_size=2,
        ).map(tuple),
        parent=st.sampled_from((None, "JPN")),
        spells=st.lists(spans(), max_size=2).map(tuple),
    )
    second = st.builds(
        Actor,
        id=st.just("QUUX.1"),
        kind=st.just(ActorKind.ORGANISATION),
        names=st.builds(
            lambda one: (ActorName(text="Quuxian League", language="en", span=one),), span
        ),
        members=st.lists(
            st.builds(
                Membership,
                actor=actor_ids(STATES),
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


@kept
def _source_ids() -> st.SearchStrategy[list[str]]:
    return st.lists(ids(), min_size=1, max_size=3, unique=True)


@kept
def _names(max_records: int) -> st.SearchStrategy[list[tuple[int, str]]]:
    # Six: as many as can be shared evenly by one, two and three sources.
    return st.lists(st.tuples(st.integers(0, 5), ids()), max_size=max_records)


@st.composite
def _drawn_collections(draw: st.DrawFn, max_records: int) -> Collection:
    actors = draw(own_actors())
    actor_ids = (*STATES, *(str(actor.id) for actor in actors))
    source_ids = tuple(draw(_source_ids()))
    own = [draw(descriptions())(one, source_ids) for one in source_ids]
    if draw(st.booleans()):
        again = source_ids[draw(st.integers(0, 5)) % len(source_ids)]
        own.append(draw(descriptions())(again, source_ids))

    named = tuple(
        f"{source_ids[at % len(source_ids)]}#{local}" for at, local in draw(_names(max_records))
    )
    told = [Record(id=one, says=draw(sayings(actor_ids))(named)) for one in named]
    return Collection(
        sources=tuple(own),
        records=tuple(told),
        decisions=draw(_decisions(tuple(told))),
        actors=actors,
    )


@st.composite
def _decisions(draw: st.DrawFn, told: tuple[Record, ...]) -> tuple[Decision, ...]:
    distinct = sorted({record.id for record in told})
    if len(distinct) < 2:
        return ()
    pairs = st.lists(st.sampled_from(distinct), min_size=2, max_size=2, unique=True)
    text = st.just("") | hostile_text(max_size=10)
    first = draw(
        st.builds(
            Decision,
            judgement=st.sampled_from((Judgement.same, Judgement.different, Judgement.not_part_of)),
            records=pairs.map(lambda pair: (pair[0], pair[1])),
            author=text,
            made=st.none() | st.dates(dt.date(1900, 1, 1)),
            reason=text,
            id=st.sampled_from(("", "d1")),
        )
    )
    seen = draw(st.sampled_from(told))
    if seen.id in first.records and draw(st.booleans()):
        digest = draw(st.sampled_from((seen.digest, "0" * len(seen.digest))))
        first = attrs.evolve(first, digests=((seen.id, digest),))
    preferred = Decision(
        judgement=Judgement.prefer,
        records=(seen.id,),
        field="kind",
        value=draw(st.sampled_from(("", seen.says.kind.value))),
        author=draw(text),
    )
    more = (preferred,) if draw(st.booleans()) else ()
    if not first.id or not draw(st.booleans()):
        return (first, *more)
    second = draw(
        st.sampled_from(
            (
                Decision(
                    judgement=Judgement.different,
                    records=(distinct[0], distinct[1]),
                    supersedes=(first.id,),
                ),
                Decision(judgement=Judgement.withdraw, supersedes=(first.id,)),
            )
        )
    )
    return (first, attrs.evolve(second, reason=draw(text)), *more)
