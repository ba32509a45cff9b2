"""The shape of a table: its columns, its rows, and what catches the eye in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum

import attrs

from alliancekit_excel._cells import Cell


class Style(Enum):
    """How the cells of a column look."""

    text = "text"
    wrap = "wrap"
    number = "number"
    count = "count"
    date = "date"


class Look(Enum):
    """How a highlighted row looks."""

    conflict = "conflict"
    planned = "planned"
    void = "void"
    bar_sure = "bar_sure"
    bar_possible = "bar_possible"
    bar_planned = "bar_planned"
    data_bar = "data_bar"


@attrs.frozen(kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        header: Its name, unique in the table whatever the case.
        width: In characters.
        style: How its cells look.
        choices: Name of the list of values that a cell may take, or ``""`` for any.
        is_printed: Whether it is on paper; the printed columns stand first.
        is_quoted: Whether its texts would turn into dates or numbers when they are edited.
    """

    header: str
    width: float
    style: Style = Style.text
    choices: str = ""
    is_printed: bool = False
    is_quoted: bool = False


@attrs.frozen(kw_only=True)
class Highlight:
    """Rows, or cells, that look different.

    Attributes:
        look: How.
        first: Header of the first column that it covers.
        last: Header of the last one.
        condition: Excel formula for the second row; ``{Header}`` stands for the cell of that
            column, ``{!}`` for the header of
            the cell's own column; ``""`` for a data bar.
    """

    look: Look
    first: str
    last: str
    condition: str = ""


@attrs.frozen(kw_only=True)
class Table:
    """A table of the workbook.

    Attributes:
        name: Name of its sheet.
        about: What it holds, in one sentence.
        columns: At least one; the first holds the id of a row's subject.
        n_rows: How many rows there are.
        rows: Makes the rows, in order, each as long as ``columns``.
        highlights: In order of precedence.
        is_of_entries: Whether the id in the first column is an entry's.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    n_rows: int
    rows: Callable[[], Iterator[Sequence[Cell]]]
    highlights: tuple[Highlight, ...] = ()
    is_of_entries: bool = True


def with_id_width(columns: Sequence[Column], width: float) -> tuple[Column, ...]:
    """Return columns of which those that hold ids of entries are as wide as the ids."""
    return tuple(
        attrs.evolve(column, width=width) if column.header in ("ID", "Other ID") else column
        for column in columns
    )
