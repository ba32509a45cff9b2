"""Collections: sets of sources, records, decisions and actors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Self

import attrs

from alliancekit.actors import Actor
from alliancekit.dates import sort_key
from alliancekit.model import checks
from alliancekit.model.facts import Decision, Record, Source, SourceId


def _facts(type_: type, key: Callable[[Any], str]) -> Any:
    """Return the field of a set of facts, kept as a tuple of distinct ones in total order.

    The order is by id, and by the whole content where facts share an id: what was read first must
    not matter. Only facts that share an id are compared as a whole, since that takes long.
    """

    def convert(facts: Iterable[Any]) -> tuple[Any, ...]:
        facts = tuple(facts)
        if not all(isinstance(fact, type_) for fact in facts):
            return facts  # the validator says which is wrong
        by_id: dict[str, Any] = {}
        sharing: dict[str, list[Any]] = {}
        for fact in facts:
            id_ = key(fact)
            first = by_id.setdefault(id_, fact)
            if first is not fact:
                accounts = sharing.setdefault(id_, [first])
                if fact not in accounts:
                    accounts.append(fact)
        ordered = []
        for id_ in sorted(by_id):
            accounts = sharing.get(id_, [])
            ordered += sorted(accounts, key=repr) if len(accounts) > 1 else [by_id[id_]]
        return tuple(ordered)

    return attrs.field(default=(), converter=convert, validator=checks.tuple_of(type_))


def _decision_key(decision: Decision) -> str:
    return "\n".join((decision.id, *decision.records))


@attrs.frozen(kw_only=True)
class Collection:
    """A set of immutable facts; ``|`` is set union.

    Two different facts may share an id, as when two colleagues coded one report: both stay, and the
    timeline shows where they differ.

    Attributes:
        sources: Distinct, ordered by id.
        records: Distinct, ordered by id.
        decisions: Distinct, ordered by id and records.
        actors: One's own actors, distinct, ordered by id.
        told_sources: Sources by id; of two versions of one source the one published first.
    """

    sources: tuple[Source, ...] = _facts(Source, lambda source: str(source.id))
    records: tuple[Record, ...] = _facts(Record, lambda record: str(record.id))
    decisions: tuple[Decision, ...] = _facts(Decision, _decision_key)
    actors: tuple[Actor, ...] = _facts(Actor, lambda actor: str(actor.id))

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

    def __len__(self) -> int:
        return len(self.records)

    @cached_property
    def told_sources(self) -> Mapping[SourceId, Source]:
        """Sources by id; of two versions of one source the one that was published first."""
        by_id: dict[SourceId, Source] = {}
        for source in sorted(self.sources, key=lambda one: (one.id, sort_key(one.published))):
            by_id.setdefault(source.id, source)
        return MappingProxyType(by_id)
