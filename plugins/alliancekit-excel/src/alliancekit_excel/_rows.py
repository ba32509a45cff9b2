"""Rows as XML straight into a sheet, which openpyxl made without them.

The fast path of the exporter: it holds to what ECMA-376 says of rows and cells, not to how
openpyxl is built. A sheet that
does not look as expected is refused by :func:`frame`, and the exporter goes through openpyxl's
interface alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import attrs
from openpyxl.utils import get_column_letter

from alliancekit_excel._books import Book, LinkBudget, Sheet
from alliancekit_excel._cells import (
    MAX_CELL_UNITS,
    Cell,
    Link,
    n_lines,
    needs_care,
    number_cell,
    serial,
)
from alliancekit_excel._tables import Column, Style
from alliancekit_excel._workbook import StyleKey, points

_ROWS_END = b"</sheetData>"
_LINKS_COME_BEFORE = (b"<printOptions", b"<pageMargins")
_RELATIONS_END = b"</Relationships>"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHUNK_CHARS = 1 << 16
_SURELY_FITS = MAX_CELL_UNITS // 2
_SURELY_EXACT = 10**15 - 1


class Frame(NamedTuple):
    """A sheet without rows: what stands before them, between them and the links, and after."""

    head: bytes
    middle: bytes
    tail: bytes


def frame(sheet_xml: bytes) -> Frame | None:
    """Return the frame of a sheet's XML, or None where it is not known how rows go into it."""
    head, found, rest = sheet_xml.partition(_ROWS_END)
    places = [place for mark in _LINKS_COME_BEFORE if (place := rest.find(mark)) >= 0]
    if not found or _ROWS_END in rest or b"<hyperlinks" in rest or not places:
        return None
    cut = min(places)
    return Frame(head, found + rest[:cut], rest[cut:])


def write_rows(
    sheet: Sheet, book: Book, styles: Mapping[StyleKey, int], write: Callable[[bytes], object]
) -> tuple[bytes, tuple[str, ...]]:
    """Write the rows of a sheet, without its header.

    Args:
        sheet: Which rows.
        book: The workbook; its notes and its digest are filled on the way.
        styles: The number of each style of cells.
        write: Takes the XML.

    Returns:
        XML of the sheet's links, and the addresses that links with the ids ``rIdLink1`` and so on
        lead to.
    """
    columns = [
        _made_column(n, column, styles) for n, column in enumerate(sheet.table.columns, start=1)
    ]
    links = _Links(budget=LinkBudget(sheet=sheet, notes=book.notes), book=book)
    lines: list[str] = []
    n_chars = 0
    for number, row in enumerate(book.counted(sheet), start=2):
        line = _row_xml(str(number), row, columns, sheet, book, links)
        lines.append(line)
        n_chars += len(line)
        if n_chars > _CHUNK_CHARS:
            write("".join(lines).encode())
            lines.clear()
            n_chars = 0
    write("".join(lines).encode())
    return links.xml(), tuple(links.targets)


class _Look(NamedTuple):
    """What stands between a cell's address and its value, by what the value is."""

    plain: str
    quoted: str
    number: str
    date: str


class _MadeColumn(NamedTuple):
    """What is the same in all cells of a column; ``looks`` without and with a link."""

    column: Column
    letter: str
    looks: tuple[_Look, _Look]
    is_fitted: bool


def _made_column(number: int, column: Column, styles: Mapping[StyleKey, int]) -> _MadeColumn:
    return _MadeColumn(
        column=column,
        letter=get_column_letter(number),
        looks=(_look(column, styles, is_link=False), _look(column, styles, is_link=True)),
        is_fitted=column.style is Style.wrap and column.is_printed,
    )


def _look(column: Column, styles: Mapping[StyleKey, int], *, is_link: bool) -> _Look:
    style = Style.wrap if column.style is Style.wrap else Style.text
    number = Style.count if column.style is Style.count else Style.number
    text = '" t="inlineStr"><is><t xml:space="preserve">'
    quoted = f'" s="{styles[style, is_link, True]}{text}'
    return _Look(
        plain=quoted if column.is_quoted else f'" s="{styles[style, is_link, False]}{text}',
        quoted=quoted,
        number=f'" s="{styles[number, is_link, False]}"><v>',
        date=f'" s="{styles[Style.date, is_link, False]}"><v>',
    )


@attrs.define
class _Links:
    budget: LinkBudget
    book: Book
    parts: list[str] = attrs.field(factory=list)
    targets: dict[str, int] = attrs.field(factory=dict)

    def add(self, cell: str, link: Link) -> None:
        if link.url:
            number = self.targets.setdefault(link.url, len(self.targets) + 1)
            self.parts.append(f'<hyperlink ref="{cell}" r:id="rIdLink{number}"></hyperlink>')
        else:
            location = _attribute(self.book.location(link.table, link.row))
            self.parts.append(f'<hyperlink location="{location}" ref="{cell}"></hyperlink>')

    def xml(self) -> bytes:
        if not self.parts:
            return b""
        return f'<hyperlinks xmlns:r="{_RELATIONS}">{"".join(self.parts)}</hyperlinks>'.encode()


def _row_xml(
    number: str,
    row: Sequence[Cell],
    columns: Sequence[_MadeColumn],
    sheet: Sheet,
    book: Book,
    links: _Links,
) -> str:
    cells = []
    most_lines = 1
    for value, column in zip(row, columns, strict=True):
        if value is None or value == "":
            continue
        look = column.looks[0]
        place = column.letter + number
        if value.__class__ is Link:
            if links.budget.take(row):
                look = column.looks[1]
                links.add(place, value)
            value = value.value
        if value.__class__ is int:
            value = number_cell(value) if abs(value) > _SURELY_EXACT else value
        if value.__class__ is str:
            if column.is_fitted:
                most_lines = max(most_lines, n_lines(value, column.column.width))
            start = look.plain if value[0].isalpha() else look.quoted
            # The common case by the cheapest tests: they are made for every cell.
            may_need_care = not value.isprintable() or "_x" in value or len(value) > _SURELY_FITS
            if may_need_care and needs_care(value):
                value = book.notes.fitting(value, sheet, row, column.column)
            if "&" in value or "<" in value or ">" in value:
                value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            cells.append(f'<c r="{place}{start}{value}</t></is></c>')
        elif value.__class__ is dt.date:
            cells.append(f'<c r="{place}{look.date}{serial(value)}</v></c>')
        else:
            # Sixteen digits are what openpyxl writes, too.
            digits = f"{value:.16g}" if value.__class__ is float else value
            cells.append(f'<c r="{place}{look.number}{digits}</v></c>')
    height = "" if most_lines == 1 else f' ht="{points(most_lines)}" customHeight="1"'
    return f'<row r="{number}"{height}>{"".join(cells)}</row>'


def with_targets(relations_xml: bytes, targets: Sequence[str]) -> bytes:
    """Return the relations of a sheet and those of its links to web addresses."""
    relations = "".join(
        f'<Relationship Id="rIdLink{number}" Target="{_attribute(target)}" TargetMode="External" '
        f'Type="{_RELATIONS}/hyperlink">'
        "</Relationship>"
        for number, target in enumerate(targets, start=1)
    )
    return relations_xml.replace(_RELATIONS_END, relations.encode() + _RELATIONS_END)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
