"""Worksheets of XLSX files as rows of text, and rows of text as a worksheet."""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

import attrs

from alliancekit.errors import RecordError, quoted
from alliancekit.records.files import MAX_FILE_BYTES, file_error, read_bytes
from alliancekit.tables.worksheets import MAX_SHEET_ROWS, row_faults

MAX_PARTS = 10_000
"""Most parts of a workbook; a large real one has some hundred."""

MAX_UNPACKED_BYTES = 1 * 2**30
"""Most bytes of all parts of a workbook, unpacked."""

MAX_RATIO = 250
"""How many times larger a part may be than packed; sheets of zeros reach 100."""

MAX_CELL_CHARS = 32_767
"""Longest text that a cell of a worksheet holds; openpyxl cuts longer ones in silence."""

# Smaller parts cannot do harm, however well they are packed.
_HARMLESS_BYTES = 2**20
_CHUNK_BYTES = 65_536
# What openpyxl, zipfile and the parsers below them raise on files that are not workbooks.
_MALFORMED = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


@attrs.frozen
class Sheet:
    """A worksheet as text.

    Attributes:
        rows: The cells of each row; empty ones at its end are left out.
        faults: Why values of a row cannot be trusted, by its number from 1.
    """

    rows: list[list[str]]
    faults: dict[int, str]


def read_worksheet(path: Path, sheet: str) -> Sheet:
    """Return a worksheet, its cells as text.

    Numbers keep their digits, days are written ``YYYY-MM-DD``, truths ``TRUE`` and ``FALSE``, and
    a formula gives the value that was stored with it.

    Args:
        path: Of an XLSX file.
        sheet: Name of the worksheet, or ``""`` for the first.

    Raises:
        RecordError: openpyxl is not there, or the file is no workbook, has no such sheet, or would
            unpack to more than is sane.
    """
    openpyxl = openpyxl_module(str(path))
    data = read_bytes(path, MAX_FILE_BYTES)
    _check_archive(data, str(path))
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # openpyxl warns of styles and extensions, which are no data
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            with contextlib.closing(book):
                return _sheet(book, sheet, str(path))
        except _MALFORMED as error:
            if isinstance(error, RecordError):
                raise
            message = f"is not a workbook that can be read: {quoted(str(error))}"
            raise file_error("xlsx", str(path), message) from error


def _sheet(book: Any, sheet: str, source: str) -> Sheet:
    names = [worksheet.title for worksheet in book.worksheets]
    if not names or (sheet and sheet not in names):
        known = ", ".join(map(quoted, names)) or "none"
        message = f"there is no worksheet {quoted(sheet)}, only {known}"
        raise file_error("xlsx.sheet", source, message)
    worksheet = book[sheet or names[0]]
    # A wrong size that is written into the file would cut the sheet off, or blow it up.
    worksheet.reset_dimensions()
    # First: openpyxl fills the rows in between up to whatever number a row has.
    with worksheet._get_source() as part:
        faults = row_faults(part)
    return Sheet([_texts(cells) for cells in worksheet.iter_rows(values_only=True)], faults)


def openpyxl_module(source: str) -> Any:
    """Return the module that reads and writes workbooks, loaded only where one is asked for.

    Args:
        source: Name of the file, for the problem.

    Raises:
        RecordError: It is not installed.
    """
    try:
        return importlib.import_module("openpyxl")
    except ImportError as error:
        message = "XLSX files need openpyxl: pip install 'alliancekit[xlsx]', or save it as CSV"
        raise file_error("xlsx.missing", source, message) from error


def _check_archive(data: bytes, source: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_sizes(parts, source)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        _check_prologue(file, source, part.filename)
    except _MALFORMED as error:
        if isinstance(error, RecordError):
            raise
        message = f"is not a workbook that can be read: {quoted(str(error))}"
        raise file_error("xlsx", source, message) from error


def _check_sizes(parts: Sequence[zipfile.ZipInfo], source: str) -> None:
    n_bytes = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or n_bytes > MAX_UNPACKED_BYTES:
        message = (
            f"unpacks to {len(parts)} parts of {n_bytes} bytes: at most {MAX_PARTS} and "
            f"{MAX_UNPACKED_BYTES}; save it as CSV"
        )
        raise file_error("limit.archive", source, message)
    for part in parts:
        if part.file_size > _HARMLESS_BYTES and part.file_size > MAX_RATIO * part.compress_size:
            message = (
                f"part {quoted(part.filename)} unpacks to more than {MAX_RATIO} times its size: "
                "save the table as CSV"
            )
            raise file_error("limit.archive", source, message)


def _check_prologue(file: IO[bytes], source: str, name: str) -> None:
    """Refuse XML with a document type, which alone can declare entities."""

    def refuse(*_: object) -> None:
        message = f"part {quoted(name)} declares entities, which no workbook needs: save it anew"
        raise file_error("xlsx.entities", source, message)

    roots: list[object] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda *root: roots.append(root)
    with contextlib.suppress(expat.ExpatError):  # whoever needs the part says what is wrong
        while not roots and (chunk := file.read(_CHUNK_BYTES)):
            parser.Parse(chunk)


def _texts(cells: Iterable[Any]) -> list[str]:
    texts = [_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case int() | float():
            return repr(cell)
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.date() | dt.time():  # a datetime is a date too
            return cell.isoformat()
        case _:
            return str(cell)


def sheet_bytes(rows: Sequence[Sequence[str]], sheet: str, target: str) -> bytes:
    """Return an XLSX file of one worksheet whose cells are all text.

    Args:
        rows: Cells of each row.
        sheet: Name of the worksheet, or ``""``.
        target: Where it will be written, for problems.

    Raises:
        RecordError: openpyxl is not there, or a cell or the table is too large for a worksheet.
    """
    openpyxl = openpyxl_module(target)
    # Before a sheet is begun, which openpyxl does in a temporary file that it would leave behind.
    _check_fit(rows, target)
    book = openpyxl.Workbook(write_only=True)
    worksheet = book.create_sheet(sheet or "table")
    for row in rows:
        worksheet.append([_written(openpyxl, worksheet, cell) for cell in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _check_fit(rows: Sequence[Sequence[str]], target: str) -> None:
    if len(rows) > MAX_SHEET_ROWS:
        message = f"a worksheet has at most {MAX_SHEET_ROWS} rows: write .csv"
        raise file_error("limit.rows", target, message)
    for number, row in enumerate(rows, 1):
        if max(map(len, row), default=0) > MAX_CELL_CHARS:
            message = f"row {number}: a cell holds at most {MAX_CELL_CHARS} characters: write .csv"
            raise file_error("limit.length", target, message)


def _written(openpyxl: Any, worksheet: Any, text: str) -> Any:
    if not text:
        return None
    cell = openpyxl.cell.WriteOnlyCell(worksheet)
    cell.value = text
    # openpyxl makes formulas and errors of texts such as "=A1" and "#N/A".
    cell.data_type = "s"
    return cell
