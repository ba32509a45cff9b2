"""Which facts two timelines do not share, and which of them touch an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import attrs

from alliancekit.model import Collection, Event, Record
from alliancekit.timeline.entries import Entry
from alliancekit.timeline.timelines import Timeline


class Fact(StrEnum):
    """What can make two timelines differ."""

    record = "record"
    source = "source"
    decision = "decision"
    actor = "actor"
    model = "model"
    options = "options"


@attrs.frozen(kw_only=True)
class Cause:
    """A fact that is in one of the two collections only, or reads otherwise there.

    Attributes:
        fact: What it is.
        id: Its id; of a decision without one its records; of a model its digest.
        how: ``added``, ``retracted`` or ``changed``.
    """

    fact: Fact
    id: str
    how: str

    def __str__(self) -> str:
        return f"{self.fact} {self.id} {self.how}".replace("  ", " ")


class Facts:
    """The facts that are in one collection only, by what they touch."""

    def __init__(self, old: Timeline, new: Timeline) -> None:
        self._by_record: dict[str, list[Cause]] = {}
        self._by_source: dict[str, list[Cause]] = {}
        self._by_actor: dict[str, list[Cause]] = {}
        before, after = old.collection, new.collection
        for cause in _changed(Fact.record, _by_id(before.records), _by_id(after.records)):
            self._by_record.setdefault(cause.id, []).append(cause)
        for cause in _changed(Fact.source, _by_id(before.sources), _by_id(after.sources)):
            self._by_source.setdefault(cause.id, []).append(cause)
        for cause in _changed(Fact.actor, _by_id(before.actors), _by_id(after.actors)):
            self._by_actor.setdefault(cause.id, []).append(cause)
        for cause, records in _decisions(old, new):
            for id in records:
                self._by_record.setdefault(id, []).append(cause)
        self._based_on = _bases(before, after)
        self._wide = tuple(_of_merge(old, new))

    def all(self) -> tuple[Cause, ...]:
        """Return every fact that differs."""
        found = [
            cause
            for causes in (self._by_record, self._by_source, self._by_actor)
            for listed in causes.values()
            for cause in listed
        ]
        return (*_ordered(found), *self._wide)

    def touching(self, entries: Iterable[Entry]) -> tuple[Cause, ...]:
        """Return the facts that touch entries; failing that the model, failing that all."""
        found: list[Cause] = []
        for record in (record for entry in entries for record in entry.records):
            own = self._by_record.get(record.id, ())
            found += own
            if any(cause.fact is Fact.record and cause.how != "changed" for cause in own):
                continue  # its source and actors came and went with it
            for source in self._sources(record):
                found += self._by_source.get(source, ())
            if self._by_actor:
                for actor in _actors(record):
                    found += self._by_actor.get(actor, ())
        return _ordered(found) or self._wide or self.all()

    def _sources(self, record: Record) -> list[str]:
        """Return a record's source and all that it is based on, in one collection or the other."""
        reached = [str(record.source)]
        for source in reached:
            reached += sorted(self._based_on.get(source, set()) - set(reached))
        return reached


def _by_id(facts: Iterable[Any]) -> dict[str, set[Any]]:
    by_id: dict[str, set[Any]] = {}
    for fact in facts:
        by_id.setdefault(str(fact.id), set()).add(fact)
    return by_id


def _changed(
    fact: Fact, old: Mapping[str, set[Any]], new: Mapping[str, set[Any]]
) -> Iterator[Cause]:
    for id in sorted({*old, *new}):
        before, after = old.get(id), new.get(id)
        if before != after:
            how = "added" if before is None else "retracted" if after is None else "changed"
            yield Cause(fact=fact, id=id, how=how)


def _decisions(old: Timeline, new: Timeline) -> Iterator[tuple[Cause, tuple[str, ...]]]:
    """Yield the decisions that count in one timeline only, each with the records it touches."""
    before, after = old.decisions, new.decisions
    stale = {one.decision for one in after.stale}
    subjects = {
        one.id: one.records for one in (*old.collection.decisions, *new.collection.decisions)
    }
    seen: set[tuple[str, str]] = set()
    for mine, other, how in ((after, before, "added"), (before, after, "retracted")):
        counting = set(other.standing)
        for decision in mine.standing:
            if decision not in counting:
                verb = "became stale" if how == "retracted" and decision in stale else how
                if how == "retracted" and decision in after.superseded:
                    verb = "superseded"
                id = decision.id or " and ".join(decision.records)
                records = tuple(decision.records) + tuple(
                    record for one in decision.supersedes for record in subjects.get(one, ())
                )
                if (id, verb) not in seen:
                    seen.add((id, verb))
                    yield Cause(fact=Fact.decision, id=id, how=verb), records


def _bases(old: Collection, new: Collection) -> dict[str, set[str]]:
    bases: dict[str, set[str]] = {}
    for source in (*old.sources, *new.sources):
        bases.setdefault(source.id, set()).update(source.based_on)
    return bases


def _of_merge(old: Timeline, new: Timeline) -> Iterator[Cause]:
    if old.model.digest != new.model.digest:
        yield Cause(fact=Fact.model, id=new.model.digest, how=f"instead of {old.model.digest}")
    if old.as_of != new.as_of:
        yield Cause(fact=Fact.options, id=f"as of {new.as_of}", how=f"instead of {old.as_of}")
    for name in ("policies", "trust"):
        before, after = (_pairs_text(getattr(one.options, name)) for one in (old, new))
        if before != after:
            yield Cause(fact=Fact.options, id=f"{name} {after}", how=f"instead of {before}")
    if old.options.counts_copies_once != new.options.counts_copies_once:
        how = "once" if new.options.counts_copies_once else "each"
        yield Cause(fact=Fact.options, id="copies", how=f"counted {how}")


def _pairs_text(pairs: Iterable[tuple[str, object]]) -> str:
    return ", ".join(f"{name}={value}" for name, value in pairs) or "none"


def _actors(record: Record) -> list[str]:
    says = record.says
    named = [actor for party in says.parties for actor in (party.actor, *party.via)]
    if not isinstance(says, Event):
        named += [actor for milestone in says.milestones for actor in milestone.by]
    return list(map(str, named))


_FACT_ORDER = {fact: number for number, fact in enumerate(Fact)}


def _ordered(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    return tuple(sorted(set(causes), key=lambda one: (_FACT_ORDER[one.fact], one.id, one.how)))
