"""From documents to facts: what was read so far, and every problem of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

import attrs

from alliancekit.actors import Actor, ActorId, ActorTable
from alliancekit.errors import ActorTableError, Problem, RecordError, quoted
from alliancekit.model import Collection, Decision, Judgement, Record, Source
from alliancekit.records.claims import Forms, forms
from alliancekit.records.converter import REFUSALS, problems_of
from alliancekit.records.readings import Rejected
from alliancekit.records.reports.documents import Document, Spot, What, first_line, line_in
from alliancekit.records.reports.record import (
    doubled_ids,
    local_id,
    record_of,
    report_problems,
    sources_of,
    twin_problem,
)
from alliancekit.records.scopes import SCOPE, Scope, table_with
from alliancekit.records.trees import Flaw, line_of, mismatch, readable, step

T = TypeVar("T", Problem, Rejected)

_JUDGEMENTS = frozenset(judgement.value for judgement in Judgement)


class _Pending(NamedTuple):
    raw: Any
    spot: Spot
    source: Source


@attrs.define(kw_only=True)
class Gathering:
    """The facts and problems of one reading, so far.

    Attributes:
        sources: Each with its place.
        records: Each with its place.
        decisions: Each with its place.
        actors: One's own actors, each with its place.
        problems: Each with the place of the fact that has it.
        rejected: Each with its place.
        n_records: Records seen.
    """

    sources: list[tuple[Source, Spot]] = attrs.field(factory=list)
    records: list[tuple[Record, Spot]] = attrs.field(factory=list)
    decisions: list[tuple[Decision, Spot]] = attrs.field(factory=list)
    actors: list[tuple[Actor, Spot]] = attrs.field(factory=list)
    problems: list[tuple[int, Problem]] = attrs.field(factory=list)
    rejected: list[tuple[int, Rejected]] = attrs.field(factory=list)
    n_records: int = 0
    _pending: list[_Pending] = attrs.field(factory=list)
    _table: ActorTable | None = None
    _known: dict[str, dict[str, ActorId]] = attrs.field(factory=dict)
    _n_spots: int = 0
    _n_in_file: int = 0
    _last_source: tuple[Any, Source] | None = None
    _fast: Forms = attrs.field(factory=lambda: forms(detailed=False))
    _detailed: Forms = attrs.field(factory=lambda: forms(detailed=True))

    def take(self, collection: Collection) -> None:
        """Add facts that stand in no file, before those of the files."""
        spot = Spot(0, "", 0, 0, 0, "")
        self.sources += [(source, spot) for source in collection.sources]
        self.records += [(record, spot) for record in collection.records]
        self.decisions += [(decision, spot) for decision in collection.decisions]
        self.actors += [(actor, spot) for actor in collection.actors]

    def start_file(self) -> None:
        """Count records anew."""
        self._n_in_file = 0

    def fail_file(self, error: RecordError, *, line: int = 0, offset: int = 0) -> None:
        """Note that a file, or a line of it, could not be read into values."""
        self.n_records += 1
        source = error.problems[0].source
        spot = self._spot(Document(source=source, tree=None, line=line, offset=offset), line, "")
        self._n_in_file += 1
        self.problems += [(spot.n, problem) for problem in error.problems]
        self._reject(spot, "record", "")

    def add(self, document: Document, *, is_line: bool = False) -> None:
        """Add the facts of one document.

        Args:
            document: What a file, or a line of it, holds.
            is_line: Whether it is a line of JSON Lines, where one value stands alone.
        """
        rows = readable(document.tree)
        if is_line or not isinstance(rows, list):
            self._add_value(document)
            return
        if isinstance(document.tree, Flaw):
            self._add_report(document)
            return
        for index, tree in enumerate(rows):
            path = document.path + step(index)
            self._add_value(attrs.evolve(document, tree=tree, path=path, at=line_in(rows, index)))

    def finish(self) -> None:
        """Settle the actors, then read the records that waited for them."""
        self._settle_actors()
        for pending in self._pending:
            self._set_scope(pending.source)
            source = str(pending.source.id)
            try:
                record = record_of(pending.raw, source, self._detailed)
            except REFUSALS as error:
                self._fail_record(pending.raw, pending.spot, source, problems_of(error))
            else:
                self.records.append((record, pending.spot))
        self._pending.clear()

    def _add_value(self, document: Document) -> None:
        raw = readable(document.tree)
        if isinstance(raw, dict):
            keys = raw.keys()
            if keys == {"actor"}:
                inner = attrs.evolve(document, tree=raw["actor"], path=document.path + "/actor")
                return self._add_actor(inner)
            if keys == {"decision"}:
                inner = attrs.evolve(
                    document, tree=raw["decision"], path=document.path + "/decision"
                )
                return self._add_decision(inner)
            if "source" not in keys and not keys.isdisjoint(_JUDGEMENTS):
                return self._add_decision(document)
            if "source" not in keys and "records" not in keys:
                if document.default == "decision":
                    return self._add_decision(document)
                if document.default == "actor" or keys >= {"id", "kind"}:
                    return self._add_actor(document)
        elif document.default == "decision":
            return self._add_decision(document)
        return self._add_report(document)

    def _add_decision(self, document: Document) -> None:
        spot = self._spot(document, first_line(document.tree) or document.at, document.path)
        try:
            decision = self._detailed.decision(document.tree)
        except REFUSALS as error:
            self._note(document.tree, spot, "", problems_of(error))
            self._reject(spot, "decision", "")
        else:
            self.decisions.append((decision, spot))

    def _add_actor(self, document: Document) -> None:
        spot = self._spot(document, first_line(document.tree) or document.at, document.path)
        try:
            actor = self._detailed.actor(document.tree)
        except REFUSALS as error:
            self._note(document.tree, spot, "", problems_of(error))
            self._reject(spot, "actor", "")
        else:
            self.actors.append((actor, spot))
            self._table = None

    def _add_report(self, document: Document) -> None:
        spot = self._spot(document, first_line(document.tree) or document.at, document.path)
        raw = readable(document.tree)
        rows = readable(raw.get("records", [])) if isinstance(raw, dict) else []
        records = rows if isinstance(rows, list) else []
        try:
            source = self._source(document.tree, spot)
        except REFUSALS as error:
            self._note(document.tree, spot, "", problems_of(error))
            self._reject_report(document, records, spot)
            return
        self._set_scope(source)
        self._add_records(document, records, source)

    def _source(self, tree: Any, spot: Spot) -> Source:
        """Return the source of a report, and note it with those that are written out within it."""
        if not isinstance(tree, dict):
            raise mismatch("a report, which is a mapping with 'source' and 'records'", tree)
        problems = report_problems(tree)
        raw = tree.get("source")
        if self._last_source is not None and raw == self._last_source[0] and not problems:
            return self._last_source[1]

        found: list[Source] = []
        if "source" in tree:
            try:
                found = self._sources(raw)
            except REFUSALS as error:
                problems += problems_of(error, "/source")
        if problems:
            raise RecordError(problems)
        self._last_source = (raw, found[0])
        self.sources += [(source, spot) for source in found]
        return found[0]

    def _sources(self, raw: Any) -> list[Source]:
        try:
            return sources_of(raw, self._fast)
        except REFUSALS:
            return sources_of(raw, self._detailed)

    def _add_records(self, document: Document, rows: list[Any], source: Source) -> None:
        doubled = doubled_ids(rows)
        form = self._fast
        source_id = str(source.id)
        base = document.path + "/records"
        for number, raw in enumerate(rows):
            self.n_records += 1
            spot = self._spot(document, line_in(rows, number), f"{base}/{number}")
            self._n_in_file += 1
            if doubled and (twins := doubled.get(local_id(raw))):
                self._fail_record(raw, spot, source_id, [twin_problem(rows, twins)])
                continue
            try:
                record = record_of(raw, source_id, form)
            except REFUSALS:
                self._retry(raw, spot, source)
            else:
                self.records.append((record, spot))

    def _retry(self, raw: Any, spot: Spot, source: Source) -> None:
        """Read a record that failed again, for its problems; it may have to wait for its actors."""
        try:
            record_of(raw, str(source.id), self._detailed)
        except REFUSALS as error:
            problems = problems_of(error)
            if any(problem.code == "actor" for problem in problems):
                self._pending.append(_Pending(raw, spot, source))
            else:
                self._fail_record(raw, spot, str(source.id), problems)

    def _set_scope(self, source: Source) -> None:
        if self._table is None:
            self._known.clear()
            try:
                self._table = table_with(self._own_actors())
            except ActorTableError:
                # What is missing may still come; what is not known now is read again at the end.
                self._table = table_with(())
        scope = Scope(
            table=self._table,
            source=str(source.id),
            language=source.language,
            published=source.published,
            known=self._known.setdefault(source.language, {}),
        )
        SCOPE.set(scope)

    def _own_actors(self) -> tuple[Actor, ...]:
        return tuple(sorted({actor for actor, _ in self.actors}, key=repr))

    def _settle_actors(self) -> None:
        while True:
            self._known.clear()
            try:
                self._table = table_with(self._own_actors())
                return
            except ActorTableError as error:
                self._reject_actors(error.messages)

    def _reject_actors(self, messages: Iterable[str]) -> None:
        kept = []
        named = list(messages)
        for actor, spot in self.actors:
            prefix = f"actor {quoted(actor.id)}: "
            mine = [message.removeprefix(prefix) for message in named if message.startswith(prefix)]
            if not mine:
                kept.append((actor, spot))
                continue
            problems = [Problem(code="actor", source="", message=message) for message in mine]
            self._note(None, spot, str(actor.id), problems)
            self._reject(spot, "actor", str(actor.id))
        assert len(kept) < len(self.actors), "every message names its actor"
        self.actors = kept

    def _spot(self, document: Document, line: int, path: str) -> Spot:
        line = document.line or line
        self._n_spots += 1
        return Spot(
            self._n_spots, document.source, line, document.offset_of(line), self._n_in_file, path
        )

    def _fail_record(self, raw: Any, spot: Spot, source: str, problems: list[Problem]) -> None:
        local = local_id(raw)
        record = f"{source}#{local}" if local else ""
        self._note(raw, spot, record or f"{source}[{spot.number}]", problems)
        self._reject(spot, "record", record)

    def _reject_report(self, document: Document, records: list[Any], spot: Spot) -> None:
        raw = readable(document.tree)
        if not records and not (isinstance(raw, dict) and "records" in raw):
            self._reject(spot, "source", "")
        base = document.path + "/records"
        for number, row in enumerate(records):
            self.n_records += 1
            self._n_in_file += 1
            at = self._spot(document, line_in(records, number), f"{base}/{number}")
            self._reject(at._replace(number=self._n_in_file - 1), "record", local_id(row))

    def _note(self, raw: Any, spot: Spot, record: str, problems: list[Problem]) -> None:
        for problem in problems:
            line = problem.line or line_of(raw, problem.path) or spot.line
            noted = attrs.evolve(problem, source=spot.source, line=line, record=record)
            self.problems.append((spot.n, noted))

    def _reject(self, spot: Spot, what: What, record: str) -> None:
        rejected = Rejected(
            what=what,
            source=spot.source,
            line=spot.line,
            offset=spot.offset,
            index=spot.number,
            record=record,
            path=spot.path,
        )
        self.rejected.append((spot.n, rejected))

    def reject_fact(self, what: What, spot: Spot, record: str, problems: list[Problem]) -> None:
        """Note that a fact was well-formed but cannot stay."""
        self._note(None, spot, record, problems)
        self._reject(spot, what, record)


def sorted_by_spot(found: list[tuple[int, T]]) -> list[T]:
    """Return what was noted in the order of the files and, within a fact, of the lines."""
    return [what for _, what in sorted(found, key=lambda pair: (pair[0], pair[1].line))]
