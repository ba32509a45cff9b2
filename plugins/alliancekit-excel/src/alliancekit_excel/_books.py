"""The plan of a workbook: which table goes to which sheet, and notes on what did not fit."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import attrs

from alliancekit.exporting import Loss
from alliancekit_excel._cells import (
    MAX_CELL_UNITS,
    MAX_LINKS_PER_SHEET,
    Cell,
    Link,
    escaped,
    n_units,
    parts,
    writable,
)
from alliancekit_excel._tables import AboutRow, Column, Style, Table

# Room for the words that lead from a cell to the rest of its text.
_MARK_UNITS = 60
_UNIT_SEPARATOR = "\x1f"


@attrs.frozen(kw_only=True)
class Sheet:
    """A table, or the part of it that one sheet has room for.

    Attributes:
        table: What it is of.
        name: Name of the sheet.
        display: Name of the table in formulas.
        first: Row of the table that it starts with, from 0.
        n_rows: Rows without the header.
    """

    table: Table
    name: str
    display: str
    first: int
    n_rows: int

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Return the rows of this part."""
        return islice(self.table.rows(), self.first, self.first + self.n_rows)


@attrs.define(kw_only=True)
class Notes:
    """What did not go into a cell as it is, collected while sheets are written.

    Attributes:
        lose: Takes what the workbook does not hold at all.
        rows: Sheet, id, column, number of the part, note and text.
    """

    lose: Callable[[Loss], None]
    rows: list[tuple[Cell, ...]] = attrs.field(factory=list)

    def fitting(self, text: str, sheet: Sheet, row: Sequence[Cell], column: Column) -> str:
        """Return the text of a cell in its escaped form; what is too long goes on in the notes."""
        clean, is_changed = writable(text)
        id = str(_plain_value(row[0]) or "")
        if is_changed:
            reason = "Characters that XML cannot hold stand as U+FFFD."
            self.rows.append((sheet.name, id, column.header, None, reason, None))
            entry = id if sheet.table.is_of_entries else ""
            self.lose(Loss(entry=entry, field=column.header, reason=reason))

        whole = escaped(clean)
        if n_units(whole) <= MAX_CELL_UNITS:
            return whole
        first, *others = parts(clean, MAX_CELL_UNITS - _MARK_UNITS)
        note = "The text is longer than a cell and goes on here."
        n_before = len(self.rows)
        self.rows += [
            (sheet.name, id, column.header, number, note, part)
            for number, part in enumerate(others, start=2)
        ]
        return f"{escaped(first)} [… goes on in sheet Notes, row {n_before + 2}]"

    def no_links_from(self, sheet: Sheet, row: Sequence[Cell]) -> None:
        """Note that a sheet has as many links as Excel takes."""
        note = f"A sheet takes {MAX_LINKS_PER_SHEET} links: from here on they are plain text."
        self.rows.append((sheet.name, str(_plain_value(row[0])), None, None, note, None))


@attrs.define(kw_only=True)
class LinkBudget:
    """How many links a sheet still takes.

    Attributes:
        sheet: Which sheet.
        notes: Where it is noted that they are used up.
        n_asked: How many were asked for.
    """

    sheet: Sheet
    notes: Notes
    n_asked: int = 0

    def take(self, row: Sequence[Cell]) -> bool:
        """Return whether a cell of the row may be a link."""
        self.n_asked += 1
        if self.n_asked == MAX_LINKS_PER_SHEET + 1:
            self.notes.no_links_from(self.sheet, row)
        return self.n_asked <= MAX_LINKS_PER_SHEET


NOTE_COLUMNS = (
    Column(header="Sheet", width=16, is_printed=True),
    Column(header="ID", width=17, is_printed=True, is_quoted=True),
    Column(header="Column", width=22, is_printed=True),
    Column(header="Part", width=7, style=Style.number, is_printed=True),
    Column(header="Note", width=44, style=Style.wrap, is_printed=True),
    Column(header="Text", width=80, style=Style.wrap, is_printed=True, is_quoted=True),
)

_NOTHING_TO_NOTE = "Nothing was shortened, replaced or left out."


def notes_sheet(notes: Notes) -> Sheet:
    """Return the sheet of notes, which says so where there is none."""
    rows = tuple(notes.rows) or (("all", None, None, None, _NOTHING_TO_NOTE, None),)
    table = Table(
        name="Notes",
        about="What did not fit a cell: the rest of long texts, characters "
        "that had to be replaced.",
        columns=NOTE_COLUMNS,
        n_rows=len(rows),
        rows=lambda: iter(rows),
        is_of_entries=False,
    )
    return Sheet(table=table, name="Notes", display="tblNotes", first=0, n_rows=len(rows))


@attrs.define(kw_only=True)
class Book:
    """A workbook to be written.

    Attributes:
        about: Rows of the sheet About.
        sheets: In order.
        notes: Filled while the sheets are written.
        meta: Keys and values of the hidden sheet, without the digest.
        properties: Values of the document's properties by name.
        rows_per_sheet: Rows of a sheet, header included.
        paper: ``A4`` or ``letter``.
        digest: Of all rows that were written.
    """

    about: tuple[AboutRow, ...]
    sheets: tuple[Sheet, ...]
    notes: Notes
    meta: tuple[tuple[str, str], ...]
    properties: dict[str, Any]
    rows_per_sheet: int
    paper: str
    digest: Any = attrs.field(factory=hashlib.sha256)

    def location(self, table: str, index: int) -> str:
        """Return where a row of a table stands, as a link within the workbook."""
        part, row = divmod(index, self.rows_per_sheet - 1)
        return f"'{sheet_name(table, part)}'!A{row + 2}"

    def counted(self, sheet: Sheet) -> Iterator[Sequence[Cell]]:
        """Return the rows of a sheet, each added to the digest as it passes."""
        self.digest.update(f"{sheet.name}\n".encode())
        for row in sheet.rows():
            # The tests for the two commonest kinds of cells stand here for speed.
            line = _UNIT_SEPARATOR.join(
                [v if v.__class__ is str else "" if v is None else _canonical(v) for v in row]
            )
            self.digest.update(f"{line}\n".encode("utf-8", "surrogatepass"))
            yield row


def sheet_name(table: str, part: int) -> str:
    """Return the name of the sheet that holds a part of a table, counted from 0."""
    return table if part == 0 else f"{table} ({part + 1})"


def sheets_of(table: Table, rows_per_sheet: int) -> tuple[Sheet, ...]:
    """Return the sheets that a table is spread over: one at least, also for no rows."""
    room = rows_per_sheet - 1
    n_parts = max(1, -(-table.n_rows // room))
    letters = table.name.replace(" ", "")
    return tuple(
        Sheet(
            table=table,
            name=sheet_name(table.name, part),
            display=f"tbl{letters}{part + 1 if part else ''}",
            first=part * room,
            n_rows=min(room, table.n_rows - part * room),
        )
        for part in range(n_parts)
    )


def _plain_value(cell: Cell) -> Cell:
    return cell.value if isinstance(cell, Link) else cell


def _canonical(cell: Cell) -> str:
    if isinstance(cell, Link):
        return str(cell.value)
    return cell.isoformat() if isinstance(cell, dt.date) else repr(cell)
