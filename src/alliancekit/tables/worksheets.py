"""What the XML of a worksheet says and the values of its cells do not."""

from __future__ import annotations

import re
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from alliancekit.errors import quoted

MAX_SHEET_ROWS = 1_048_576
"""Most rows of a worksheet."""

_CELL = re.compile(r"[A-Z]{1,3}([1-9][0-9]{0,6})", re.ASCII)


def row_faults(part: IO[bytes]) -> dict[int, str]:
    """Return why values of a row cannot be trusted, by number of the row.

    A reader of values sees nothing in a cell whose formula was never computed, and nothing in a
    cell below the first of several that are merged; of cells that stand twice or out of order it
    drops some.

    Args:
        part: The XML of one worksheet, without entities; it is read once and not kept.

    Raises:
        ValueError: A row has a number that none can have, or stands before an earlier one; or what
            should name merged cells names none.
        SyntaxError: It is no XML.
    """
    faults: dict[int, str] = {}
    merged: list[tuple[int, int, str]] = []
    last = 0
    for _, element in iterparse(part):  # noqa: S314 - without entities
        namespace, _, tag = element.tag.rpartition("}")
        if tag == "row":
            number = int(element.get("r", last + 1))
            if not last < number <= MAX_SHEET_ROWS:
                raise ValueError(f"row {number} cannot stand after row {last}")
            last = number
            if fault := _fault_of(element, str(number), namespace):
                faults[number] = fault
            element.clear()
        elif tag == "mergeCell":
            merged.append(_area(element.get("ref", "")))
    covered = 0
    for first, end, ref in sorted(merged):
        for number in range(max(first, covered) + 1, min(end, last) + 1):
            message = f"the cells {quoted(ref)} are merged: split them, and fill in each"
            faults.setdefault(number, message)
        covered = max(covered, end)
    return faults


def _fault_of(row: Element, number: str, namespace: str) -> str:
    formula, value = f"{namespace}}}f", f"{namespace}}}v"
    before = (0, "")
    for cell in row:
        ref = cell.get("r")
        if ref is not None:
            column = ref.removesuffix(number)
            place = (len(column), column)
            if column == ref or not column.isalpha() or place <= before:
                return f"cell {quoted(ref)} is out of order: save the workbook anew"
            before = place
        # The value of a formula may be the empty text.
        if cell.find(formula) is not None and not cell.findtext(value) and cell.get("t") != "str":
            where = "a cell" if ref is None else f"cell {quoted(ref)}"
            return (
                f"{where} holds a formula that was never computed: open the workbook in a "
                "spreadsheet program, and save it"
            )
    return ""


def _area(ref: str) -> tuple[int, int, str]:
    """Return the first and the last row of an area of cells, and how it is written."""
    corners = [_CELL.fullmatch(corner) for corner in ref.split(":")]
    rows = [int(corner[1]) for corner in corners if corner]
    if len(rows) < len(corners):
        raise ValueError(f"{ref!r} is no area of cells")
    return min(rows), max(rows), ref
