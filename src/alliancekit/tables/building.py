"""Records from the rows of a table that share a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from alliancekit.actors import ActorId, ActorTable
from alliancekit.dates import FuzzyDate
from alliancekit.errors import Problem, RecordError, quoted
from alliancekit.kinds import AgreementKind, EventKind, LegalForm, Realis
from alliancekit.model import (
    Agreement,
    Event,
    Identifier,
    Milestone,
    Obligation,
    Party,
    Place,
    Quantity,
    Record,
    RecordId,
    Title,
)
from alliancekit.money import Bound
from alliancekit.records.trees import step
from alliancekit.tables.cells import CellsError, Extra, Pair, made, money, number
from alliancekit.tables.dates import CellError, Cells, Places, condition, dates, spans
from alliancekit.tables.grids import Row
from alliancekit.tables.parties import Finder, parties
from alliancekit.tables.rules import Mapping, VocabularyRule


@attrs.define(kw_only=True)
class Draft:
    """What the rows of one record say, field by field.

    Attributes:
        fields: Fields that one row decides on, by name: the first one that does.
        sets: Members of the fields that all rows add to, by name.
        rank: How far down its rules the kind was found; a lower one counts more.
        actors: The parties of the row at hand.
        errors: What is wrong with cells of the row at hand.
    """

    fields: dict[str, Any] = attrs.field(factory=dict)
    sets: dict[str, list[Any]] = attrs.field(factory=dict)
    rank: int = 1_000
    actors: list[ActorId] = attrs.field(factory=list)
    errors: list[CellError] = attrs.field(factory=list)

    def put(self, name: str, value: Any) -> None:
        """Fill a field, unless an earlier row has."""
        if value is not None and name not in self.fields:
            self.fields[name] = value

    def add(self, name: str, member: Any) -> None:
        """Add a member to a field."""
        self.sets.setdefault(name, []).append(member)


Taker = Callable[[Cells, Draft], None]
"""Takes what one rule finds in a row; raises CellError."""


class RecordBuilder:
    """Makes records of rows by one mapping.

    Attributes:
        finders: What finds the actors, one a rule of parties.
    """

    def __init__(self, mapping: Mapping, columns: Sequence[str], table: ActorTable) -> None:
        """Return a builder for a table of these columns."""
        self._mapping = mapping
        self._columns = columns
        self._extra = Extra(columns)
        self.finders = [Finder(rule, table, mapping.missing) for rule in mapping.parties]
        places = {name: place for place, name in enumerate(columns)}
        self._takers = _takers(mapping, places, self.finders)
        self._kind: EventKind | AgreementKind = (
            EventKind(mapping.kind) if mapping.record == "event" else AgreementKind(mapping.kind)
        )

    def record(self, record_id: RecordId, rows: Sequence[Row]) -> Record | list[Problem]:
        """Return the record that rows tell of, or all their problems, without the source."""
        problems: dict[tuple[int, str, str], Problem] = {}

        def complain(row: Row, error: CellError) -> None:
            column = error.columns[0] if error.columns else ""
            where = _where(row, error.columns, self._columns)
            problems.setdefault(
                (row.number, column, error.code),
                Problem(
                    code=error.code,
                    source="",
                    line=row.line,
                    record=record_id,
                    path=step(column) if column else "",
                    message=f"{where}: {error.message}",
                ),
            )

        draft = Draft()
        for row in rows:
            draft.actors.clear()
            for take in self._takers:
                try:
                    take(row.cells, draft)
                except CellError as error:
                    draft.errors.append(error)
            for each in draft.errors:
                complain(row, each)
            draft.errors.clear()
        extra: tuple[Pair, ...] = ()
        try:
            extra = self._extra.pairs(rows)
        except CellsError as group:
            for row, each in group.errors:
                complain(row, each)
        if problems:
            return list(problems.values())
        try:
            return Record(id=record_id, says=self._claim(draft, rows, extra))
        except RecordError as error:
            return [
                attrs.evolve(problem, line=rows[0].line, record=record_id)
                for problem in error.problems
            ]

    def _claim(
        self, draft: Draft, rows: Sequence[Row], extra: tuple[Pair, ...]
    ) -> Event | Agreement:
        claim: type[Event | Agreement] = Event if self._mapping.record == "event" else Agreement
        titles = {title.language: title for title in reversed(draft.sets.pop("titles", []))}
        fields: dict[str, Any] = {"kind": self._kind, **draft.fields}
        fields |= {name: tuple(members) for name, members in draft.sets.items()}
        return claim(
            **fields,
            titles=tuple(titles.values()),
            cites=tuple(f"row {row.number}" for row in rows),
            extra=extra,
        )


def _where(row: Row, named: Sequence[str], columns: Sequence[str]) -> str:
    if not named:
        return f"row {row.number}"
    shown = ", ".join(f"{columns.index(name) + 1} {quoted(name)}" for name in named)
    return f"row {row.number}, column{'s' if len(named) > 1 else ''} {shown}"


def _takers(mapping: Mapping, places: Places, finders: Sequence[Finder]) -> list[Taker]:
    """Return what the rules of a mapping come to in a table of these columns."""
    is_event = mapping.record == "event"
    kinds = EventKind if is_event else AgreementKind
    takers = [*_word_takers(mapping, places)]
    takers.append(_vocabulary("kind", mapping.kinds, kinds, places, mapping))
    takers.append(_vocabulary("legal_form", mapping.legal_forms, LegalForm, places, mapping))
    takers.append(_vocabulary("realis", mapping.realis, Realis, places, mapping))
    takers += _party_takers(mapping, places, finders)
    takers += _milestone_takers(mapping, places)
    takers += _obligation_takers(mapping, places)
    takers += _quantity_takers(mapping, places)
    if mapping.when is not None:
        when_of = spans(mapping.when, places, mapping.missing)
        takers.append(lambda cells, draft: draft.put("when", when_of(cells)))
    if mapping.place is not None:
        takers.append(_place_taker(mapping, places))
    return takers


def _cell(column: str, places: Places, mapping: Mapping) -> Callable[[Cells], str] | None:
    """Return what gives the cell of a column, ``""`` where it says nothing."""
    place = places.get(column)
    if place is None:
        return None
    missing = frozenset(mapping.missing)

    def take(cells: Cells) -> str:
        cell = cells[place]
        return "" if cell.strip() in missing or not cell.strip() else cell

    return take


def _word_takers(mapping: Mapping, places: Places) -> list[Taker]:
    takers: list[Taker] = []

    def taker(column: str, give: Callable[[str, Draft], None]) -> None:
        cell_of = _cell(column, places, mapping)
        if cell_of is None:
            return

        def take(cells: Cells, draft: Draft) -> None:
            cell = cell_of(cells)
            if cell:
                made(column, lambda: give(cell, draft))

        takers.append(take)

    for title in mapping.titles:
        taker(
            title.column,
            lambda cell, draft, language=title.language: draft.add(  # type: ignore[misc]
                "titles", Title(text=cell, language=language)
            ),
        )
    for rule in mapping.identifiers:
        taker(
            rule.column,
            lambda cell, draft, scheme=rule.scheme: draft.add(  # type: ignore[misc]
                "identifiers", Identifier(scheme=scheme, value=cell)
            ),
        )
    if (sums := mapping.money) is not None:
        taker(sums.column, lambda cell, draft: draft.put("money", money(cell, sums)))
    for column in mapping.items:
        taker(column, lambda cell, draft: draft.add("items", cell))
    for name, column in (("subkind", mapping.subkind), ("summary", mapping.summary)):
        taker(column, lambda cell, draft, name=name: draft.put(name, cell))  # type: ignore[misc]
    return takers


def _vocabulary(
    field: str, rules: Sequence[VocabularyRule], enum: type, places: Places, mapping: Mapping
) -> Taker:
    known = [
        (rule, place, {cell: enum(word) for cell, word in rule.values})
        for rule in rules
        if (place := places.get(rule.column)) is not None
    ]
    missing = frozenset(mapping.missing)

    def take(cells: Cells, draft: Draft) -> None:
        for rank, (rule, place, words) in enumerate(known):
            cell = cells[place].strip()
            word = words.get(cell)
            if word is not None:
                if field != "kind":
                    draft.put(field, word)
                elif rank < draft.rank:
                    draft.rank = rank
                    draft.fields["kind"] = word
                return
            if rule.closed and cell and cell not in missing:
                message = f"{quoted(cell)} has no meaning in the mapping: add it to the values"
                raise CellError([rule.column], "choice", message)

    return take


def _party_takers(mapping: Mapping, places: Places, finders: Sequence[Finder]) -> list[Taker]:
    day_of = _day_of(mapping, places)
    takers: list[Taker] = []
    for rule, finder in zip(mapping.parties, finders, strict=True):
        parties_of = parties(rule, places, mapping.missing, finder, day_of)

        def take(cells: Cells, draft: Draft, parties_of: Any = parties_of) -> None:
            for party in parties_of(cells):
                if isinstance(party, Party):
                    draft.add("parties", party)
                    draft.actors.append(party.actor)
                else:
                    draft.errors.append(party)

        takers.append(take)
    return takers


def _day_of(mapping: Mapping, places: Places) -> Callable[[Cells], FuzzyDate | None]:
    """Return what gives the day of a whole row: when it starts, or its first milestone."""
    rules = [mapping.when.start] if mapping.when is not None else []
    rules += [rule.when for rule in mapping.milestones]
    days = [dates(rule, places, mapping.missing) for rule in rules]

    def day_of(cells: Cells) -> FuzzyDate | None:
        for take in days:
            try:
                day = take(cells).day
            except CellError:  # the rule that the day is for reports it
                continue
            if day is not None:
                return day
        return None

    return day_of


def _milestone_takers(mapping: Mapping, places: Places) -> list[Taker]:
    takers: list[Taker] = []
    for rule in mapping.milestones:
        dated_of = dates(rule.when, places, mapping.missing)
        holds = condition(rule.where, places)
        made: dict[tuple[Any, ...], Milestone] = {}

        def take(
            cells: Cells,
            draft: Draft,
            rule: Any = rule,
            dated_of: Any = dated_of,
            holds: Any = holds,
            made: Any = made,
        ) -> None:
            if not holds(cells):
                return
            dated = dated_of(cells)
            # That watching stopped on a day is no step of the agreement's life.
            if dated.day is None or dated.end != "known":
                return
            by = tuple(sorted(set(draft.actors))) if rule.by_party else ()
            key = (dated.day, by)
            if key not in made:
                made[key] = Milestone(stage=rule.stage, when=dated.day, realis=rule.realis, by=by)
            draft.add("milestones", made[key])

        takers.append(take)
    return takers


def _obligation_takers(mapping: Mapping, places: Places) -> list[Taker]:
    takers: list[Taker] = []
    for rule in mapping.obligations:
        holds = condition(rule.where, places)

        def take(cells: Cells, draft: Draft, rule: Any = rule, holds: Any = holds) -> None:
            if holds(cells):
                for actor in draft.actors:
                    draft.add("obligations", Obligation(kind=rule.kind, debtor=actor))

        takers.append(take)
    return takers


def _quantity_takers(mapping: Mapping, places: Places) -> list[Taker]:
    takers: list[Taker] = []
    for rule in mapping.quantities:
        cell_of = _cell(rule.column, places, mapping)
        if cell_of is None:
            continue
        estimates = [condition(each, places) for each in rule.approximate]
        made: dict[tuple[str, bool], Quantity] = {}

        def take(
            cells: Cells,
            draft: Draft,
            rule: Any = rule,
            cell_of: Any = cell_of,
            estimates: Any = estimates,
            made: Any = made,
        ) -> None:
            cell = cell_of(cells)
            if not cell:
                return
            key = (cell, any(each(cells) for each in estimates))
            if key not in made:
                low = number(cell, rule.column)
                bound = Bound.about if key[1] else Bound.exact
                made[key] = Quantity(what=rule.what, low=low, unit=rule.unit, bound=bound)
            draft.add("quantities", made[key])

        takers.append(take)
    return takers


def _place_taker(mapping: Mapping, places: Places) -> Taker:
    assert mapping.place is not None
    rule = mapping.place
    name_of = _cell(rule.name, places, mapping)
    latitude_of = _cell(rule.latitude, places, mapping)
    longitude_of = _cell(rule.longitude, places, mapping)

    def take(cells: Cells, draft: Draft) -> None:
        name = name_of(cells) if name_of is not None else ""
        latitude = longitude = None
        if latitude_of is not None and longitude_of is not None:
            written = latitude_of(cells), longitude_of(cells)
            if all(written):
                latitude = float(number(written[0], rule.latitude))
                longitude = float(number(written[1], rule.longitude))
        if name or latitude is not None:
            draft.put(
                "place",
                made(
                    rule.latitude if latitude is not None else rule.name,
                    lambda: Place(name=name, latitude=latitude, longitude=longitude),
                ),
            )

    return take
