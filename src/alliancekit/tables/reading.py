"""Reading: a foreign table to a collection, by a mapping."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, overload

import attrs

from alliancekit._collector import collector_paused
from alliancekit.actors import Actor, ActorId, builtin_table
from alliancekit.errors import Problem
from alliancekit.model import Collection, Record, RecordId, Source, SourceId
from alliancekit.records import Reading, Rejected
from alliancekit.records.files import file_error
from alliancekit.records.readings import collection_or_reading
from alliancekit.records.scopes import SCOPE, Scope
from alliancekit.tables.building import RecordBuilder
from alliancekit.tables.grids import Grid, Row, read_grid
from alliancekit.tables.loading import load_mapping
from alliancekit.tables.parties import local_id, own_actors
from alliancekit.tables.rules import Mapping

StrPath = str | os.PathLike[str]

HEADER_MARK = "header of the table:\n"
"""What stands before the header in the note of a source that a table was read as."""

# The id of a record may get a number behind it.
_MAX_LOCAL_CHARS = 180
_MAX_NOTE_CHARS = 65_536


@overload
def read_table(
    path: StrPath,
    mapping: Mapping | StrPath,
    *,
    source: Source | None = None,
    errors: Literal["raise"] = "raise",
) -> Collection: ...
@overload
def read_table(
    path: StrPath,
    mapping: Mapping | StrPath,
    *,
    source: Source | None = None,
    errors: Literal["collect"],
) -> Reading: ...


def read_table(
    path: StrPath,
    mapping: Mapping | StrPath,
    *,
    source: Source | None = None,
    errors: Literal["raise", "collect"] = "raise",
) -> Collection | Reading:
    """Return the collection that a CSV or XLSX table holds.

    Every cell that is not empty stands verbatim in the ``extra`` of its record, under the name of
    its column, so that :func:`write_table` makes the same table again. Records cite their rows,
    numbered as a spreadsheet shows them. Rows without any content are left out.

    Args:
        path: Of the table: ``.csv``, ``.tsv``, ``.txt``, ``.xlsx`` or ``.xlsm``.
        mapping: What the columns mean: a mapping, the name of one that comes with the package, or
            the path of its file.
        source: The document that the table is; its note gets the header. Otherwise one that is
            called after the mapping.
        errors: ``raise``: all rows are good or there is no collection. ``collect``: the records of
            the good rows, and a list of the bad ones.

    Returns:
        The collection; with ``collect``, a :class:`~alliancekit.records.Reading`. Its actors are
        those that no known one could be found for.

    Raises:
        RecordError: The file or its header cannot be read; with ``raise`` also every problem of
            every row, with the number of the row and the name of the column.
        ValueError: ``errors`` is another word.
    """
    with collector_paused():
        rules = mapping if isinstance(mapping, Mapping) else load_mapping(mapping)
        required = tuple(dict.fromkeys((*rules.required, *(() if rules.required else rules.key))))
        grid = read_grid(Path(path), rules.table, required)
        document = _source(rules, source, grid, str(path))
        return _read(grid, rules, document, str(path), errors)


def _read(
    grid: Grid, mapping: Mapping, document: Source, path: str, errors: Literal["raise", "collect"]
) -> Collection | Reading:
    table = builtin_table()
    scope = Scope(
        table=table,
        source=document.id,
        language=document.language,
        published=document.published,
    )
    SCOPE.set(scope)
    builder = RecordBuilder(mapping, grid.columns, table)
    records: list[Record] = []
    problems: list[Problem] = []
    rejected: list[Rejected] = []
    n_records = 0
    for index, (record_id, rows) in enumerate(_groups(grid, mapping, document.id)):
        n_records += 1
        flaws = [row.problem for row in rows if row.problem is not None]
        made = flaws or builder.record(record_id, rows)
        if isinstance(made, Record):
            records.append(made)
            continue
        problems += [attrs.evolve(problem, source=path) for problem in made]
        rejected.append(
            Rejected(what="record", source=path, line=rows[0].line, index=index, record=record_id)
        )
    problems.sort(key=lambda problem: problem.line)
    collection = Collection(
        sources=(document,), records=tuple(records), actors=_own(builder, mapping, records)
    )
    reading = Reading(
        collection=collection,
        problems=tuple(problems),
        rejected=tuple(rejected),
        n_records=n_records,
    )
    return collection_or_reading(reading, errors)


def _groups(
    grid: Grid, mapping: Mapping, source: SourceId
) -> Iterator[tuple[RecordId, Sequence[Row]]]:
    """Yield each record's id and rows, in the order of the first row."""
    places = [grid.columns.index(name) for name in mapping.key if name in grid.columns]
    missing = {"", *mapping.missing}
    used: set[str] = set()
    n_of_name: dict[str, int] = {}

    def key_of(row: Row) -> tuple[str, ...]:
        if not places or len(row.cells) <= max(places):
            return ()
        cells = tuple(row.cells[place].strip() for place in places)
        return cells if not missing.issuperset(cells) else ()

    def id_of(key: tuple[str, ...], row: Row) -> RecordId:
        name = local_id("-".join(key), _MAX_LOCAL_CHARS) if key else f"row-{row.number}"
        local = name
        while local in used:
            n_of_name[name] = n_of_name.get(name, 1) + 1
            local = f"{name}.{n_of_name[name]}"
        used.add(local)
        return f"{source}#{local}"

    if not mapping.grouped:
        for row in grid.rows:
            yield id_of(key_of(row), row), (row,)
        return
    # A row without a key is a record of its own, under its number.
    groups: dict[tuple[str, ...] | int, list[Row]] = {}
    for row in grid.rows:
        groups.setdefault(key_of(row) or row.number, []).append(row)
    for key, rows in groups.items():
        yield id_of(key if isinstance(key, tuple) else (), rows[0]), rows


def _own(builder: RecordBuilder, mapping: Mapping, records: Iterable[Record]) -> tuple[Actor, ...]:
    names: dict[ActorId, str] = {}
    for finder in builder.finders:
        names.update(finder.own)
    if not names:
        return ()
    used = {party.actor for record in records for party in record.says.parties}
    language = mapping.parties[0].language
    return own_actors({actor: name for actor, name in names.items() if actor in used}, language)


def _source(mapping: Mapping, given: Source | None, grid: Grid, path: str) -> Source:
    """Return the source, with the header of the table in its note."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows([*grid.preamble, grid.header])
    title = f"{mapping.title} ({mapping.codebook})" if mapping.codebook else mapping.title
    source = given or Source(id=mapping.name, title=title)
    before = source.note.partition(HEADER_MARK)[0]
    note = f"{before}{HEADER_MARK}{buffer.getvalue()}"
    if len(note) > _MAX_NOTE_CHARS:
        raise file_error("limit.length", path, "the header is longer than 65,536 characters")
    return attrs.evolve(source, note=note)
