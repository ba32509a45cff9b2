"""The actors that come with the package, read from the tab-separated files in ``data``.

The columns of each file stand in ``data/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from alliancekit.actors.actor import (
    Actor,
    ActorCode,
    ActorId,
    ActorKind,
    ActorName,
    Membership,
    Succession,
    SuccessionRelation,
)
from alliancekit.dates import FuzzyDate, Span

_STATE_SCHEMES = (
    "iso_3166_1_alpha_2",
    "iso_3166_1_alpha_3",
    "iso_3166_1_numeric",
    "cow",
    "cow_abbreviation",
    "gleditsch_ward",
    "cameo",
)


def read_builtin_actors() -> tuple[Actor, ...]:
    """Return every built-in actor, ordered by id."""
    codes: dict[str, list[ActorCode]] = {}
    names: dict[str, list[ActorName]] = {}
    facts: dict[str, tuple[ActorKind, ActorId | None, tuple[Span, ...]]] = {}

    for row in _rows("states.tsv"):
        actor_id, kind, *values, parent, spells, english = row
        facts[actor_id] = (ActorKind(kind), parent or None, _spans(spells))
        codes[actor_id] = [
            ActorCode(scheme=scheme, value=value)
            for scheme, value in zip(_STATE_SCHEMES, values, strict=True)
            if value
        ]
        names[actor_id] = _names("en", english)
    for actor_id, kind, parent, spells, english in _rows("bodies.tsv"):
        facts[actor_id] = (ActorKind(kind), parent or None, _spans(spells))
        names[actor_id] = _names("en", english)
    for actor_id, scheme, value, span in _rows("codes.tsv"):
        code = ActorCode(scheme=scheme, value=value, span=_span(span) if span else None)
        codes.setdefault(actor_id, []).append(code)
    for language, actor_id, texts in _rows("names.tsv"):
        names[actor_id] += _names(language, texts)

    predecessors, successors = _successions()
    members = _members()
    return tuple(
        Actor(
            id=actor_id,
            kind=kind,
            names=tuple(names[actor_id]),
            codes=tuple(codes.get(actor_id, ())),
            parent=parent,
            spells=spells,
            predecessors=tuple(predecessors.get(actor_id, ())),
            successors=tuple(successors.get(actor_id, ())),
            members=tuple(members.get(actor_id, ())),
        )
        for actor_id, (kind, parent, spells) in sorted(facts.items())
    )


@cache
def shared_names() -> Mapping[str, tuple[ActorId, ...]]:
    """Return, by actor, who else was called by its undated names in every language.

    >>> shared_names()["DEU"]
    ('DDR',)

    Source:
        Ours: in 1955 "Germany" without more is either of the two German states.
    """
    shared: dict[str, tuple[ActorId, ...]] = {}
    for sharer, owner in _rows("shared_names.tsv"):
        shared[owner] = (*shared.get(owner, ()), sharer)
    return MappingProxyType(shared)


def _rows(file_name: str) -> Iterator[list[str]]:
    """Yield the cells of each row of a data file, after its header."""
    text = files("alliancekit.actors").joinpath("data", file_name).read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        yield line.split("\t")


@lru_cache(maxsize=4096)
def _span(text: str) -> Span:
    return Span.parse(text)


def _spans(texts: str) -> tuple[Span, ...]:
    return tuple(_span(text) for text in texts.split(";")) if texts else ()


def _names(language: str, texts: str) -> list[ActorName]:
    """Return the names of a cell: ``Burma;Myanmar`` or, dated, ``Siam@../1949-05-11``."""
    if "@" not in texts:
        return [ActorName(text=text, language=language) for text in texts.split(";")]
    parts = [part.partition("@") for part in texts.split(";")]
    return [
        ActorName(text=text, language=language, span=_span(span) if span else None)
        for text, _, span in parts
    ]


def _successions() -> tuple[dict[str, list[Succession]], dict[str, list[Succession]]]:
    predecessors: dict[str, list[Succession]] = {}
    successors: dict[str, list[Succession]] = {}
    for earlier, later, relation, when in _rows("successions.tsv"):
        kind, day = SuccessionRelation(relation), FuzzyDate(when)
        successors.setdefault(earlier, []).append(Succession(actor=later, relation=kind, when=day))
        predecessors.setdefault(later, []).append(
            Succession(actor=earlier, relation=kind, when=day)
        )
    return predecessors, successors


def _members() -> dict[str, list[Membership]]:
    members: dict[str, list[Membership]] = {}
    for organisation, role, span, actor_ids in _rows("memberships.tsv"):
        when = _span(span) if span else None
        members.setdefault(organisation, []).extend(
            Membership(actor=actor_id, span=when, role=role) for actor_id in actor_ids.split()
        )
    return members
