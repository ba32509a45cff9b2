"""Events, agreements, the records that tell of them, and their sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from hypothesis import strategies as st

from alliancekit.kinds import AgreementKind, EventKind, LegalForm, Realis
from alliancekit.model import Agreement, Event, Record, RecordId, Source
from alliancekit.testing.strategies.parts import (
    extra,
    fuzzy_dates,
    guards,
    identifiers,
    milestones,
    money,
    obligations,
    parties,
    places,
    quantities,
    spans,
    terms,
    titles,
)
from alliancekit.testing.strategies.texts import LANGUAGES, STATES, hostile_text, ids, kept, texts

Saying = Callable[[tuple[str, ...]], Event | Agreement]


def _shared(actors: tuple[str, ...]) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "subkind": hostile_text(max_size=10),
        "titles": titles(),
        "parties": parties(actors),
        "place": places(actors),
        "edition": st.integers(1, 1_000_000),
        "money": money(),
        "quantities": quantities(),
        "identifiers": identifiers(),
        "items": texts(),
        "summary": hostile_text(),
        "cites": texts(),
        "extra": extra(),
    }


# What may be referred to is known when a fact is drawn, and to make a strategy of it takes long:
# what is drawn are indices, each taken modulo the number of what there is.
_MAX_INDEX = 11


def _referring(
    claim: type[Event | Agreement],
    fields: st.SearchStrategy[dict[str, Any]],
    names: tuple[str, ...],
) -> st.SearchStrategy[Saying]:
    indices = st.lists(st.integers(0, _MAX_INDEX), max_size=2)
    references = st.dictionaries(st.sampled_from(names), indices, max_size=2)

    def saying(given: dict[str, Any], referred: dict[str, list[int]]) -> Saying:
        def say(records: tuple[str, ...]) -> Event | Agreement:
            told: dict[str, Any] = {
                name: tuple(records[index % len(records)] for index in indices)
                for name, indices in referred.items()
                if records
            }
            return claim(**given, **told)

        return say

    return st.builds(saying, fields, references)


@kept
def sayings(actors: tuple[str, ...]) -> st.SearchStrategy[Saying]:
    """Return functions from the ids of records to a fact that may refer to them.

    Args:
        actors: Ids of the actors that may take part.
    """
    return _event_sayings(actors) | _agreement_sayings(actors)


@kept
def _event_sayings(actors: tuple[str, ...]) -> st.SearchStrategy[Saying]:
    return _referring(Event, _event_fields(actors), ("about", "part_of", "follows"))


@kept
def _agreement_sayings(actors: tuple[str, ...]) -> st.SearchStrategy[Saying]:
    names = ("under", "amends", "succeeds", "related")
    return _referring(Agreement, _agreement_fields(actors), names)


@kept
def events(
    *, actors: tuple[str, ...] = STATES, records: tuple[str, ...] = ()
) -> st.SearchStrategy[Event]:
    """Return events.

    Args:
        actors: Ids of the actors that may take part.
        records: Ids of the records that may be referred to.
    """
    return _event_sayings(actors).map(lambda say: cast(Event, say(records)))


@kept
def _event_fields(actors: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"kind": st.sampled_from(EventKind)},
        optional={
            **_shared(actors),
            "when": fuzzy_dates() | spans(),
            "realis": st.sampled_from(Realis),
        },
    )


@kept
def agreements(
    *, actors: tuple[str, ...] = STATES, records: tuple[str, ...] = ()
) -> st.SearchStrategy[Agreement]:
    """Return agreements.

    Args:
        actors: Ids of the actors that may take part.
        records: Ids of the records that may be referred to.
    """
    return _agreement_sayings(actors).map(lambda say: cast(Agreement, say(records)))


@kept
def _agreement_fields(actors: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"kind": st.sampled_from(AgreementKind)},
        optional={
            **_shared(actors),
            "legal_form": st.sampled_from(LegalForm),
            "milestones": milestones(actors),
            "term": terms(),
            "enters_into_force": guards(),
            "obligations": obligations(actors),
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


@kept
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
    return st.builds(
        lambda id, describe: describe(id, based_on), ids() if of is None else of, descriptions()
    )


@kept
def descriptions() -> st.SearchStrategy[Callable[[str, tuple[str, ...]], Source]]:
    """Return functions from an id and the ids of what a source may rest on to that source."""
    text = st.just("") | hostile_text(max_size=10)

    def description(indices: list[int], **told: Any) -> Callable[[str, tuple[str, ...]], Source]:
        def describe(id: str, based_on: tuple[str, ...]) -> Source:
            bases = [based_on[index % len(based_on)] for index in indices if based_on]
            return Source(id=id, based_on=tuple(bases), **told)

        return describe

    return st.builds(
        description,
        st.lists(st.integers(0, _MAX_INDEX), max_size=2),
        outlet=text,
        title=text,
        author=text,
        language=st.sampled_from(("", *LANGUAGES)),
        published=st.none() | fuzzy_dates(),
        url=text,
        note=text,
    )
