"""Collections: sets of sources, records, decisions and actors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Self, TypeVar

import attrs

from alliancekit import _checks as checks
from alliancekit.actors import Actor
from alliancekit.dates import sort_key
from alliancekit.model.facts import Decision, Record, Source, SourceId

_Fact = TypeVar("_Fact", Source, Record, Decision, Actor)


def _distinct(facts: Iterable[_Fact], key: Callable[[_Fact], str]) -> tuple[_Fact, ...]:
    """Return distinct facts in total order.

    The order is by id, and by the whole content where facts share an id: what was read first must
    not matter. Only facts that share an id are compared as a whole, since that takes long.
    """
    by_id: dict[str, _Fact] = {}
    sharing: dict[str, list[_Fact]] = {}
    facts = tuple(facts)
    for fact in facts:
        try:
            id_ = key(fact)
        except AttributeError:
            return facts  # the validator says which is no fact
        first = by_id.setdefault(id_, fact)
        if first is not fact:
            accounts = sharing.setdefault(id_, [first])
            if fact not in accounts:
                accounts.append(fact)
    ordered: list[_Fact] = []
    for id_ in sorted(by_id):
        accounts = sharing.get(id_, [])
        ordered += sorted(accounts, key=repr) if len(accounts) > 1 else [by_id[id_]]
    return tuple(ordered)


def _sources(facts: Iterable[Source]) -> tuple[Source, ...]:
    return _distinct(facts, lambda source: source.id)


def _records(facts: Iterable[Record]) -> tuple[Record, ...]:
    return _distinct(facts, lambda record: record.id)


def _decisions(facts: Iterable[Decision]) -> tuple[Decision, ...]:
    return _distinct(facts, lambda decision: "\n".join((decision.id, *decision.records)))


def _actors(facts: Iterable[Actor]) -> tuple[Actor, ...]:
    return _distinct(facts, lambda actor: actor.id)


@attrs.frozen(kw_only=True)
class Collection:
    """A set of immutable facts; ``|`` is set union.

    It iterates over its records; ``id in collection`` tells whether one has an id.

    Two different facts may share an id, as when two colleagues coded one report: both stay, and the
    timeline shows where they differ.

    Attributes:
        sources: Distinct, ordered by id.
        records: Distinct, ordered by id.
        decisions: Distinct, ordered by id and records.
        actors: One's own actors, distinct, ordered by id.
        told_sources: Sources by id; of two versions of one source the one published first.
    """

    sources: tuple[Source, ...] = attrs.field(
        default=(), converter=_sources, validator=checks.tuple_of(Source)
    )
    records: tuple[Record, ...] = attrs.field(
        default=(), converter=_records, validator=checks.tuple_of(Record)
    )
    decisions: tuple[Decision, ...] = attrs.field(
        default=(), converter=_decisions, validator=checks.tuple_of(Decision)
    )
    actors: tuple[Actor, ...] = attrs.field(
        default=(), converter=_actors, validator=checks.tuple_of(Actor)
    )

    def __or__(self, other: Self) -> Self:
        if not isinstance(other, Collection):
            return NotImplemented
        return attrs.evolve(
            self,
            sources=self.sources + other.sources,
            records=self.records + other.records,
            decisions=self.decisions + other.decisions,
            actors=self.actors + other.actors,
        )

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __contains__(self, wanted: object) -> bool:
        return any(wanted in (record, record.id) for record in self.records)

    def __repr__(self) -> str:
        counts = [f"{f.name}={len(getattr(self, f.name))}" for f in attrs.fields(Collection)]
        return f"<Collection {' '.join(counts)}>"

    @cached_property
    def told_sources(self) -> Mapping[SourceId, Source]:
        """Sources by id; of two versions of one source the one that was published first."""
        by_id: dict[SourceId, Source] = {}
        for source in sorted(self.sources, key=lambda one: (one.id, sort_key(one.published))):
            by_id.setdefault(source.id, source)
        return MappingProxyType(by_id)
