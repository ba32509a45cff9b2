"""Events, agreements, the records that tell of them, and their sources."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from alliancekit.kinds import AgreementKind, EventKind, LegalForm, Realis
from alliancekit.model import Agreement, Event, Record, RecordId, Source, SourceId
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
from alliancekit.testing.strategies.texts import LANGUAGES, STATES, hostile_text, ids, texts

# Making a strategy takes longer than drawing from it.
_kept = lru_cache(256)


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
