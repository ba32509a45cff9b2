"""Writing: the records of a foreign table back to the table, cell by cell as it was."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from alliancekit.errors import Problem, RecordError, quoted
from alliancekit.model import Collection, Source
from alliancekit.records.files import file_error, publish
from alliancekit.tables.cells import row_cells, row_numbers
from alliancekit.tables.forms import TableForm
from alliancekit.tables.grids import BYTE_ORDER_MARK, CSV_SUFFIXES, SUFFIXES, WORKBOOK_SUFFIXES
from alliancekit.tables.loading import load_mapping
from alliancekit.tables.reading import HEADER_MARK
from alliancekit.tables.rules import Mapping
from alliancekit.tables.workbooks import sheet_bytes


def write_table(
    collection: Collection,
    mapping: Mapping | str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    source: str = "",
) -> None:
    """Write the table that records were read from, so that each cell is what it was.

    The rows stand in their old order. What was changed in the fields of a record since is not
    written: a cell is what ``extra`` holds.

    Args:
        collection: It holds a source that :func:`read_table` made, and its records.
        mapping: The one that the table was read by: it says how a file is written.
        target: Path of a ``.csv``, ``.tsv``, ``.txt``, ``.xlsx`` or ``.xlsm`` file, which is at
            every instant the whole old or the whole new one.
        source: Id of the source, where the collection holds several tables.

    Raises:
        RecordError: There is no such table, a record of the source was never a row of it, two
            records claim one row, or a cell does not fit in the form or encoding.
    """
    path = Path(target)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        message = f"suffix {quoted(path.suffix)} is no table: use one of {known}"
        raise file_error("file.suffix", str(path), message)
    rules = mapping if isinstance(mapping, Mapping) else load_mapping(mapping)
    rows = _rows(collection, _table_source(collection, source, str(path)), str(path))
    if suffix in WORKBOOK_SUFFIXES:
        data = sheet_bytes(rows, rules.table.sheet, str(path))
    else:
        assert suffix in CSV_SUFFIXES
        data = _csv_bytes(rows, rules.table, str(path))
    publish(path, [data])


def _table_source(collection: Collection, wanted: str, target: str) -> Source:
    found = [
        source
        for source in collection.sources
        if HEADER_MARK in source.note and wanted in ("", source.id)
    ]
    if len(found) == 1:
        return found[0]
    known = ", ".join(source.id for source in found)
    message = (
        f"the collection holds several tables, {known}: say which source"
        if found
        else "the collection holds no source that a table was read as"
    )
    raise file_error("table.source", target, message)


def _rows(collection: Collection, source: Source, target: str) -> list[list[str]]:
    """Return the preamble, the header and the rows of a table.

    Raises:
        RecordError: A record of the source is no row of it, or two are the same row.
    """
    text = source.note.partition(HEADER_MARK)[2]
    above = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    columns = [name or f"#{place}" for place, name in enumerate(above[-1], 1)] if above else []
    rows: dict[int, list[str]] = {}
    problems = []

    def complain(record: str, message: str) -> None:
        problems.append(Problem(code="table.row", source=target, record=record, message=message))

    for record in collection.records:
        if record.source != source.id:
            continue
        numbers = row_numbers(record.says.cites)
        extra = dict(record.says.extra)
        if not numbers:
            complain(record.id, "it cites no row of the table: leave it out of the collection")
        for number in numbers:
            if number in rows:
                complain(record.id, f"row {number} is claimed by another record too: keep one")
            rows[number] = row_cells(extra, number, columns)
    if problems:
        raise RecordError(problems)
    return [*above, *[rows[number] for number in sorted(rows)]]


def _csv_bytes(rows: Sequence[Sequence[str]], form: TableForm, target: str) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=form.delimiter).writerows(rows)
    text = buffer.getvalue()
    if text.startswith(BYTE_ORDER_MARK):
        # A reader takes one mark off; the other is part of the first name.
        text = BYTE_ORDER_MARK + text
    try:
        return text.encode(form.encoding)
    except UnicodeEncodeError as error:
        character = error.object[error.start]
        message = f"{quoted(character)} cannot be written in {form.encoding}: declare utf-8"
        raise file_error("encoding", target, message) from error
