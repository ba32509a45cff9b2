"""Faults inside a sheet: its cells, links, filters, choices, and the tables on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import IO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from alliancekit.exporting import Finding
from alliancekit_excel._cells import MAX_CELL_UNITS, MAX_LINKS_PER_SHEET, MAX_URL_CHARS, n_units
from alliancekit_excel._lint.readings import Area, Sheet, Table, column_number
from alliancekit_excel._lint.xml import MAIN, RELATIONS, elements

_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
_MAX_LIST_CHARS = 255
# 1900-03-01: readers differ on dates before it.
_FIRST_SAFE_SERIAL = 61

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SAFE_TARGET = re.compile(r"https?://|mailto:", re.IGNORECASE)


def sheet_findings(
    parts: ZipFile, sheet: Sheet, tables: tuple[Table, ...], date_styles: frozenset[int]
) -> Iterator[Finding]:
    """Yield the faults of a sheet.

    Args:
        parts: The workbook.
        sheet: Which sheet.
        tables: The tables on it.
        date_styles: Numbers of the cell styles that show dates.
    """
    headers: dict[tuple[int, int], str] = {}
    wanted = {table.reference[1] for table in tables if table.reference}
    with parts.open(sheet.part) as part:
        yield from _content_findings(part, sheet, bool(tables), date_styles, wanted, headers)
    areas = [table.reference for table in tables if table.reference]
    for number, table in enumerate(tables):
        yield from _table_findings(sheet, table, headers)
        if table.reference and any(_overlap(table.reference, other) for other in areas[:number]):
            yield Finding(
                code="table.overlap",
                message="Two tables overlap.",
                where=f"{sheet.name} {table.name}",
            )


def _overlap(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _table_findings(
    sheet: Sheet, table: Table, headers: Mapping[tuple[int, int], str]
) -> Iterator[Finding]:
    where = f"{sheet.name} {table.name}"
    if table.reference is None:
        yield Finding(code="table.range", message="The table has no range of cells.", where=where)
        return
    left, top, right, bottom = table.reference
    if bottom - top < 1:
        yield Finding(
            code="table.range",
            message="A table has one row at least below its header.",
            where=where,
        )
    if right - left + 1 != len(table.columns):
        yield Finding(
            code="table.header",
            message="The table's range is not as wide as it has columns.",
            where=where,
        )
    for name, count in Counter(name.casefold() for name in table.columns).items():
        if count > 1:
            yield Finding(
                code="table.header", message=f"Two columns are called {name!r}.", where=where
            )
    for number, name in enumerate(table.columns):
        if not name.strip():
            yield Finding(code="table.header", message="A column has no name.", where=where)
        elif table.n_header_rows and headers.get((top, left + number)) != name:
            yield Finding(
                code="table.header",
                message=f"The cell above column {name!r} holds another text.",
                where=where,
            )


def _content_findings(
    part: IO[bytes],
    sheet: Sheet,
    has_tables: bool,
    date_styles: frozenset[int],
    header_rows: set[int],
    headers: dict[tuple[int, int], str],
) -> Iterator[Finding]:
    n_links = 0
    last_row = last_column = 0
    checks: Mapping[str, Callable[[Element], Iterator[Finding]]] = {
        "mergeCell": lambda e: _merged(e, sheet, has_tables),
        "autoFilter": lambda e: _filtered(e, sheet, has_tables),
        "dataValidation": lambda e: _validated(e, sheet),
    }
    for element in elements(part):
        tag = element.tag.removeprefix(MAIN)
        if tag == "row":
            row = int(element.get("r", last_row + 1))
            if row <= last_row or row > _MAX_ROWS:
                yield Finding(
                    code="row.order",
                    message="Rows ascend, each once, up to 1048576.",
                    where=f"{sheet.name} row {row}",
                )
            last_row, last_column = row, 0
            for cell in element.iter(f"{MAIN}c"):
                place = cell.get("r", "")
                found = _CELL.fullmatch(place)
                column = column_number(found[1]) if found else last_column + 1
                if (
                    column <= last_column
                    or column > _MAX_COLUMNS
                    or (found and int(found[2]) != row)
                ):
                    yield Finding(
                        code="cell.order",
                        message="Cells stand in their row from left to right, up to XFD.",
                        where=f"{sheet.name} {place}",
                    )
                last_column = column
                text = _text(cell)
                if row in header_rows:
                    headers[row, column] = text
                yield from _cell_findings(cell, text, f"{sheet.name} {place}", date_styles)
        elif tag == "hyperlink":
            n_links += 1
            yield from _link_findings(element, sheet)
        elif tag in checks:
            yield from checks[tag](element)
    if n_links > MAX_LINKS_PER_SHEET:
        yield Finding(
            code="link.count",
            message=f"A sheet takes {MAX_LINKS_PER_SHEET} links, not {n_links}.",
            where=sheet.name,
        )


def _text(cell: Element) -> str:
    return "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))


def _cell_findings(
    cell: Element, text: str, where: str, date_styles: frozenset[int]
) -> Iterator[Finding]:
    kind = cell.get("t", "n")
    value = cell.find(f"{MAIN}v")
    is_formula = cell.find(f"{MAIN}f") is not None
    if is_formula:
        yield Finding(code="formula", message="The cell holds a formula.", where=where)
    if kind == "e":
        yield Finding(code="cell.error", message="The cell holds an error value.", where=where)
    if len(text) * 2 > MAX_CELL_UNITS and n_units(text) > MAX_CELL_UNITS:
        yield Finding(
            code="cell.length",
            message=f"A cell takes {MAX_CELL_UNITS} UTF-16 code units.",
            where=where,
        )
    if kind == "n" and value is not None and not is_formula:
        try:
            number = float(value.text or "")
        except ValueError:
            yield Finding(
                code="cell.number", message="The cell holds no number where it should.", where=where
            )
            return
        if not abs(number) < float("inf"):
            yield Finding(
                code="cell.number", message="The cell holds what is no finite number.", where=where
            )
        elif number < _FIRST_SAFE_SERIAL and int(cell.get("s", "0")) in date_styles:
            yield Finding(
                code="date.early",
                message="Programs differ on dates before 1900-03-01.",
                where=where,
            )


def _link_findings(link: Element, sheet: Sheet) -> Iterator[Finding]:
    where = f"{sheet.name} {link.get('ref', '')}"
    id = link.get(f"{RELATIONS}id")
    if id is None:
        if len(link.get("location", "")) > MAX_URL_CHARS:
            yield Finding(
                code="link.length",
                message=f"A link has {MAX_URL_CHARS} characters at most.",
                where=where,
            )
        return
    target = sheet.targets.get(id)
    if target is None:
        yield Finding(code="link.target", message="The link leads nowhere.", where=where)
        return
    if len(target) > MAX_URL_CHARS:
        yield Finding(
            code="link.length",
            message=f"A link has {MAX_URL_CHARS} characters at most.",
            where=where,
        )
    if not _SAFE_TARGET.match(target):
        yield Finding(
            code="link.scheme",
            message="The link leads to something else than a web or mail address.",
            where=where,
        )


def _merged(element: Element, sheet: Sheet, has_tables: bool) -> Iterator[Finding]:
    if has_tables:
        yield Finding(
            code="cell.merged",
            message="Cells are merged on a sheet with a table.",
            where=f"{sheet.name} {element.get('ref')}",
        )


def _filtered(element: Element, sheet: Sheet, has_tables: bool) -> Iterator[Finding]:
    if has_tables:
        yield Finding(
            code="filter",
            message="A sheet has a table or a filter of its own, never both.",
            where=sheet.name,
        )


def _validated(element: Element, sheet: Sheet) -> Iterator[Finding]:
    formula = element.findtext(f"{MAIN}formula1") or ""
    if (
        element.get("type") == "list"
        and formula.startswith('"')
        and len(formula) - 2 > _MAX_LIST_CHARS
    ):
        yield Finding(
            code="choice.length",
            message=f"A list of choices in place has {_MAX_LIST_CHARS} characters at most.",
            where=f"{sheet.name} {element.get('sqref')}",
        )
