"""Whether what facts refer to was read with them."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

import attrs

from alliancekit._checks import check_text
from alliancekit.actors import ActorTable
from alliancekit.errors import Problem, RecordError, quoted
from alliancekit.model import (
    Collection,
    Decision,
    Event,
    Judgement,
    Record,
    Source,
    stated_texts,
)
from alliancekit.records.reports import Gathering, Spot

# More ids than this are not searched for a similar one: it takes time for a mere hint.
_MAX_SEARCHED_IDS = 2_000

T = TypeVar("T", Source, Record, Decision)


def references_of(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the path and id of each record that a record refers to."""
    says = record.says
    if isinstance(says, Event):
        fields: tuple[tuple[str, tuple[str, ...]], ...] = (
            ("about", says.about),
            ("part_of", says.part_of),
            ("follows", says.follows),
        )
    else:
        fields = (
            ("under", says.under),
            ("amends", says.amends),
            ("succeeds", says.succeeds),
            ("related", says.related),
        )
    for name, ids in fields:
        for id_ in ids:
            yield f"/{name}", id_


def reject_dangling(gathering: Gathering) -> None:
    """Reject what refers to something that was not read, and what refers to that, and so on."""
    while _reject_sources(gathering) or _reject_records(gathering):
        pass
    _reject_decisions(gathering)


def open_ends(collection: Collection, table: ActorTable, source: str) -> list[Problem]:
    """Return a problem for everything that a collection refers to and does not hold.

    Args:
        collection: Any.
        table: The actors that are known with it.
        source: Name of the file, for the problems.
    """
    gathering = Gathering()
    gathering.take(collection)
    reject_dangling(gathering)
    problems = [attrs.evolve(problem, source=source) for _, problem in gathering.problems]
    sources = {one.id for one in collection.sources}
    for record in collection.records:
        if record.source not in sources:
            message = f"its source {quoted(record.source)} is not in the collection: add it"
            problems.append(_of_record(record, "reference", "", message, source))
        for path, actor in actors_of(record):
            if actor not in table:
                message = f"no actor has the id {quoted(actor)}: add it to the collection"
                problems.append(_of_record(record, "actor", path, message, source))
    for actor_ in collection.actors:
        for name in actor_.names:
            try:
                check_text(name.text, "/name")
            except RecordError as error:
                problems += error.problems
    return problems


def actors_of(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the path and id of each actor that a record names."""
    says = record.says
    for party in says.parties:
        yield "/parties", party.actor
        yield from (("/parties", id_) for id_ in party.via)
    places = [("/place", says.place)]
    if not isinstance(says, Event):
        places += [("/milestones", milestone.place) for milestone in says.milestones]
        yield from (("/milestones", id_) for milestone in says.milestones for id_ in milestone.by)
        for obligation in says.obligations:
            yield "/obligations", obligation.debtor
            yield from (("/obligations", id_) for id_ in obligation.creditors)
    for path, place in places:
        if place is not None and place.country is not None:
            yield path, place.country


def _of_record(record: Record, code: str, path: str, message: str, source: str) -> Problem:
    return Problem(code=code, source=source, record=str(record.id), path=path, message=message)


def _reject_sources(gathering: Gathering) -> bool:
    known = {str(source.id) for source, _ in gathering.sources}

    def problems(source: Source) -> list[Problem]:
        return [
            _problem("/source/based_on", base, "sources", known)
            for base in source.based_on
            if base not in known
        ]

    gathering.sources, bad = _split(gathering.sources, problems)
    for source, spot, found in bad:
        gathering.reject_fact("source", spot, str(source.id), found)
    left = {str(source.id) for source, _ in gathering.sources}
    if known == left:
        return False

    def orphaned(record: Record) -> list[Problem]:
        if record.source in left:
            return []
        message = f"its source {quoted(record.source)} was rejected: mend that first"
        return [Problem(code="reference", source="", message=message)]

    gathering.records, lost = _split(gathering.records, orphaned)
    for record, spot, found in lost:
        gathering.reject_fact("record", spot, str(record.id), found)
    return True


def _reject_records(gathering: Gathering) -> bool:
    known = {str(record.id) for record, _ in gathering.records}
    rejected = _rejected_ids(gathering)

    def problems(record: Record) -> list[Problem]:
        return [
            _problem(path, id_, "records", known, rejected)
            for path, id_ in references_of(record)
            if id_ not in known
        ]

    gathering.records, bad = _split(gathering.records, problems)
    for record, spot, found in bad:
        gathering.reject_fact("record", spot, str(record.id), found)
    return bool(bad)


def _reject_decisions(gathering: Gathering) -> None:
    known = {str(record.id) for record, _ in gathering.records}
    ids = {str(decision.id) for decision, _ in gathering.decisions}
    rejected = _rejected_ids(gathering)

    def problems(decision: Decision) -> list[Problem]:
        return [
            *(
                _problem(f"/{decision.judgement}", id_, "records", known, rejected)
                for id_ in decision.records
                if id_ not in known
            ),
            *(
                _problem("/supersedes", id_, "decisions", ids)
                for id_ in decision.supersedes
                if id_ not in ids
            ),
        ]

    said = _Said([record for record, _ in gathering.records])
    circling = _circling([decision for decision, _ in gathering.decisions])

    def all_problems(decision: Decision) -> list[Problem]:
        return problems(decision) or _unsaid(decision, said) or _circle(decision, circling)

    gathering.decisions, bad = _split(gathering.decisions, all_problems)
    for decision, spot, found in bad:
        gathering.reject_fact("decision", spot, str(decision.id), found)


def _circling(decisions: Sequence[Decision]) -> frozenset[str]:
    """Return the ids of decisions that supersede each other in a circle, so that none counts."""
    newer: dict[str, set[str]] = {}
    older: dict[str, set[str]] = {}
    for decision in decisions:
        for id_ in decision.supersedes:
            older.setdefault(decision.id, set()).add(id_)
            newer.setdefault(id_, set()).add(decision.id)
    return _unsortable(older) & _unsortable(newer)


def _unsortable(before: Mapping[str, set[str]]) -> frozenset[str]:
    """Return what stands in a circle, or after one."""
    sorter = TopologicalSorter(before)
    with contextlib.suppress(CycleError):  # what no circle holds up is sorted nevertheless
        sorter.prepare()
    sorted_ids: set[str] = set()
    while ready := sorter.get_ready():
        sorter.done(*ready)
        sorted_ids.update(ready)
    return frozenset(before.keys() - sorted_ids)


def _circle(decision: Decision, circling: Container[str]) -> list[Problem]:
    if decision.id not in circling:
        return []
    message = "supersedes itself, at once or along a chain, so that none counts: take one out"
    return [Problem(code="decision", source="", path="/supersedes", message=message)]


class _Said:
    """What records say in the fields that decisions prefer a value of."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records
        self._by_id: dict[str, list[Record]] = {}
        self._texts: dict[str, frozenset[str]] = {}

    def versions(self, id_: str) -> list[Record]:
        if not self._by_id:
            for record in self._records:
                self._by_id.setdefault(record.id, []).append(record)
        return self._by_id[id_]

    def anywhere(self, field: str) -> frozenset[str]:
        if field not in self._texts:
            self._texts[field] = frozenset(
                text for record in self._records for text in stated_texts(record.says, field)
            )
        return self._texts[field]


def _unsaid(decision: Decision, said: _Said) -> list[Problem]:
    """Return what is wrong with a decision that prefers what nobody says."""
    if decision.judgement is not Judgement.prefer:
        return []
    (id_,) = decision.records
    versions = said.versions(id_)
    if any(digest not in {one.digest for one in versions} for _, digest in decision.digests):
        return []  # it is stale, and waits to be confirmed
    if decision.value:
        if decision.value in said.anywhere(decision.field):
            return []
        what = f"no record says {quoted(decision.value)} in {decision.field}"
        own = [text for one in versions for text in stated_texts(one.says, decision.field)]
        hint = f"{id_} says {quoted(own[0])}" if own else "write it as 'alliancekit explain' does"
        message = f"{what}: {hint}"
        return [Problem(code="decision", source="", path="/value", message=message)]
    if any(stated_texts(one.says, decision.field) for one in versions):
        return []
    message = f"{quoted(id_)} says nothing in {decision.field}: name a record that does"
    return [Problem(code="decision", source="", path="/prefer", message=message)]


def _split(
    facts: list[tuple[T, Spot]], problems: Callable[[T], list[Problem]]
) -> tuple[list[tuple[T, Spot]], list[tuple[T, Spot, list[Problem]]]]:
    kept, bad = [], []
    for fact, spot in facts:
        if found := problems(fact):
            bad.append((fact, spot, found))
        else:
            kept.append((fact, spot))
    return kept, bad


def _rejected_ids(gathering: Gathering) -> frozenset[str]:
    return frozenset(rejected.record for _, rejected in gathering.rejected if rejected.record)


def _problem(
    path: str, id_: str, what: str, known: Iterable[str], rejected: Container[str] = ()
) -> Problem:
    if id_ in rejected:
        message = f"{quoted(id_)} was rejected: mend that first"
        return Problem(code="reference", source="", path=path, message=message)
    ids = list(known)
    prefix = id_.partition("#")[0] + "#"
    nearby = (
        ids if len(ids) <= _MAX_SEARCHED_IDS else [one for one in ids if one.startswith(prefix)]
    )
    close = difflib.get_close_matches(id_, sorted(nearby[:_MAX_SEARCHED_IDS]), n=1)
    hint = (
        f"did you mean {close[0]}?"
        if close
        else "mend the id, or read the file that it stands in too"
    )
    message = f"{quoted(id_)} is not among the {what} that were read: {hint}"
    return Problem(code="reference", source="", path=path, message=message)
