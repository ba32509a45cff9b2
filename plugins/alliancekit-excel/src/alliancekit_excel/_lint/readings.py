"""What a workbook says of itself: its sheets, their tables, and where relations lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from alliancekit_excel._lint.xml import MAIN, RELATIONS, UnsafeXMLError, tree

_MAX_SMALL_PART_BYTES = 64 << 20
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")

Area = tuple[int, int, int, int]
"""First column, first row, last column and last row, from 1."""


class Sheet(NamedTuple):
    """A sheet: its name, its part, and where its relations lead by their ids."""

    name: str
    part: str
    targets: Mapping[str, str]


class Table(NamedTuple):
    """A table: its name in formulas, its area, its columns and how many rows are header."""

    name: str
    reference: Area | None
    columns: tuple[str, ...]
    n_header_rows: int


def sheets_of(parts: ZipFile, workbook: Element) -> Iterator[Sheet]:
    """Yield the sheets of a workbook, in order."""
    targets = _relations(parts, "xl/workbook.xml")
    for sheet in workbook.iter(f"{MAIN}sheet"):
        part = targets[sheet.get(f"{RELATIONS}id", "")]
        yield Sheet(sheet.get("name", ""), part, _relations(parts, part))


def _relations(parts: ZipFile, part: str) -> dict[str, str]:
    """Return the targets of a part's relations by id; those within the file as names of parts."""
    folder = dirname(part)
    name = join(folder, "_rels", f"{part.rpartition('/')[2]}.rels")
    if name not in parts.namelist():
        return {}
    found = {}
    for relation in small_part(parts, name):
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            target = normpath(join("/", folder, target)).lstrip("/")
        found[relation.get("Id", "")] = target
    return found


def tables_of(parts: ZipFile, sheet: Sheet) -> Iterator[Table]:
    """Yield the tables of a sheet."""
    for target in sheet.targets.values():
        if not re.match(r"xl/tables/[^/]+\.xml", target):
            continue
        root = small_part(parts, target)
        yield Table(
            name=root.get("displayName", ""),
            reference=bounds(root.get("ref", "")),
            columns=tuple(column.get("name", "") for column in root.iter(f"{MAIN}tableColumn")),
            n_header_rows=int(root.get("headerRowCount", "1")),
        )


def small_part(parts: ZipFile, name: str) -> Element:
    """Return the root of a part that is no sheet."""
    if parts.getinfo(name).file_size > _MAX_SMALL_PART_BYTES:
        raise UnsafeXMLError(f"{name} is larger than {_MAX_SMALL_PART_BYTES} bytes")
    with parts.open(name) as part:
        return tree(part)


def bounds(reference: str) -> Area | None:
    """Return the area of a range, None for what is none."""
    found = _RANGE.fullmatch(reference)
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    return column_number(left), int(top), column_number(right or left), int(bottom or top)


def column_number(letters: str) -> int:
    """Return the number of a column, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
