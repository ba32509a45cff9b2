"""Faults of a workbook that Excel repairs, refuses or misreads and no validator reports.

A workbook is read as a stranger's: sizes are bounded, entities and document types are refused,
nothing is executed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from alliancekit.exporting import Finding
from alliancekit_excel._cells import n_units
from alliancekit_excel._lint.contents import sheet_findings
from alliancekit_excel._lint.readings import Sheet, Table, sheets_of, small_part, tables_of
from alliancekit_excel._lint.xml import MAIN, UnsafeXMLError
from alliancekit_excel._package import FIRST_TIME, FONT_ORDER

_MAX_PARTS = 100_000
_MAX_PART_BYTES = 8 << 30
# Deflate reaches 1032 at most; rows of a table come to about 20.
_MAX_RATIO = 400
_BIG_BYTES = 100 << 20

_MAX_SHEET_NAME_CHARS = 31
_MAX_TABLE_NAME_CHARS = 255

_BAD_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_TABLE_NAME = re.compile(r"[^\W\d][\w.\\]*|\\[\w.\\]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d{1,7}|[Rr](\d*[Cc]?\d*)?|[Cc]\d*")
_ACTIVE_PARTS = re.compile(
    r"vbaProject|/activeX/|/embeddings/|externalLinks/|/ctrlProps/|macrosheets/|customUI",
    re.IGNORECASE,
)
_DATE_FORMAT = re.compile(r"[ymdhs]", re.IGNORECASE)
_FORMAT_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_BUILTIN_DATE_FORMATS = frozenset({*range(14, 23), *range(45, 48)})


def findings(path: Path) -> tuple[Finding, ...]:
    """Return the faults of a workbook, in the order in which its parts stand in it."""
    try:
        with ZipFile(path) as parts:
            return tuple(_findings(parts))
    except (BadZipFile, EOFError) as error:
        return (Finding(code="zip", message=f"This is no zip file that can be read: {error}."),)
    except KeyError as error:
        return (
            Finding(
                code="part.missing",
                message=f"The workbook lacks a part that it refers to: {error}.",
            ),
        )
    except (ParseError, UnsafeXMLError) as error:
        return (
            Finding(code="xml", message=f"A part is not XML that a careful reader takes: {error}."),
        )


def _findings(parts: ZipFile) -> Iterator[Finding]:
    package = tuple(_package_findings(parts))
    yield from package
    if any(finding.code == "zip.size" for finding in package):
        return
    workbook = small_part(parts, "xl/workbook.xml")
    sheets = tuple(sheets_of(parts, workbook))
    yield from _workbook_findings(workbook, sheets)
    tables = {sheet.part: tuple(tables_of(parts, sheet)) for sheet in sheets}
    yield from _table_name_findings(
        workbook, [table for found in tables.values() for table in found]
    )
    date_styles, style_findings = _styles(parts)
    yield from style_findings
    for sheet in sheets:
        yield from sheet_findings(parts, sheet, tables[sheet.part], date_styles)


def _package_findings(parts: ZipFile) -> Iterator[Finding]:
    names = [info.filename for info in parts.infolist()]
    for name, count in Counter(name.casefold() for name in names).items():
        if count > 1:
            yield Finding(
                code="zip.duplicate", message="The part stands twice in the file.", where=name
            )
    if len(names) > _MAX_PARTS:
        yield Finding(code="zip.size", message=f"The file has {len(names)} parts.")
    for info in parts.infolist():
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > _MAX_PART_BYTES or (info.file_size > _BIG_BYTES and ratio > _MAX_RATIO):
            yield Finding(
                code="zip.size",
                message=f"The part unpacks to {info.file_size} bytes.",
                where=info.filename,
            )
        if info.date_time != FIRST_TIME:
            yield Finding(
                code="zip.time",
                message="The part bears a time, so that two exports differ.",
                where=info.filename,
            )
        if _ACTIVE_PARTS.search(info.filename):
            yield Finding(
                code="active",
                message="The part can run code or reach out of the file.",
                where=info.filename,
            )
        if ".." in info.filename.split("/") or info.filename.startswith("/"):
            yield Finding(
                code="zip.path",
                message="The part's name leads out of the file.",
                where=info.filename,
            )


def _workbook_findings(workbook: Element, sheets: tuple[Sheet, ...]) -> Iterator[Finding]:
    seen: set[str] = set()
    for sheet in sheets:
        name = sheet.name
        if not 1 <= n_units(name) <= _MAX_SHEET_NAME_CHARS:
            yield Finding(
                code="sheet.name", message="A sheet's name has 1 to 31 characters.", where=name
            )
        if (
            _BAD_IN_SHEET_NAME.search(name)
            or name.startswith("'")
            or name.endswith("'")
            or not name.strip()
        ):
            yield Finding(
                code="sheet.name",
                message="A sheet's name has none of []:*?/\\, is not blank, and "
                "has no ' at an end.",
                where=name,
            )
        if name.casefold() == "history":
            yield Finding(
                code="sheet.name", message="Excel keeps the name History for itself.", where=name
            )
        if name.casefold() in seen:
            yield Finding(
                code="sheet.name",
                message="Two sheets differ in case only, or not at all.",
                where=name,
            )
        seen.add(name.casefold())
    properties = workbook.find(f"{MAIN}workbookPr")
    if properties is not None and properties.get("date1904") in ("1", "true"):
        yield Finding(
            code="date.epoch",
            message="Days count from 1904, which shifts every date that is copied elsewhere.",
        )


def _table_name_findings(workbook: Element, tables: list[Table]) -> Iterator[Finding]:
    names = [table.name for table in tables]
    names += [
        name.get("name", "")
        for name in workbook.iter(f"{MAIN}definedName")
        if not name.get("localSheetId")
    ]
    for name, count in Counter(name.casefold() for name in names).items():
        if count > 1:
            yield Finding(
                code="table.name", message="Two tables or names are called the same.", where=name
            )
    for table in tables:
        name = table.name
        if (
            not _TABLE_NAME.fullmatch(name)
            or len(name) > _MAX_TABLE_NAME_CHARS
            or _LIKE_A_CELL.fullmatch(name)
        ):
            yield Finding(
                code="table.name",
                message="A table's name starts with a letter, has no space, and does "
                "not look like a cell.",
                where=name,
            )


def _styles(parts: ZipFile) -> tuple[frozenset[int], tuple[Finding, ...]]:
    """Return the numbers of the cell styles that show dates, and what is wrong with the styles."""
    if "xl/styles.xml" not in parts.namelist():
        return frozenset(), ()
    root = small_part(parts, "xl/styles.xml")
    found = []
    for number, font in enumerate(root.iter(f"{MAIN}font")):
        places = [
            FONT_ORDER.index(tag)
            for child in font
            if (tag := child.tag.removeprefix(MAIN)) in FONT_ORDER
        ]
        if places != sorted(places):
            found.append(
                Finding(
                    code="style.order",
                    message="The font's parts are not in the order of the schema.",
                    where=f"font {number}",
                )
            )
    formats = {
        int(each.get("numFmtId", "0")): each.get("formatCode", "")
        for each in root.iter(f"{MAIN}numFmt")
    }
    styles = root.find(f"{MAIN}cellXfs")
    dates = {
        number
        for number, style in enumerate(styles if styles is not None else ())
        if _is_date_format(int(style.get("numFmtId", "0")), formats)
    }
    return frozenset(dates), tuple(found)


def _is_date_format(number: int, formats: Mapping[int, str]) -> bool:
    code = _FORMAT_LITERALS.sub("", formats.get(number, ""))
    return number in _BUILTIN_DATE_FORMATS or (
        _DATE_FORMAT.search(code) is not None and "General" not in code
    )
