"""Grids: the rows of a file as cells of text, and what is wrong with those that cannot be read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from alliancekit._checks import MAX_TEXT_CHARS, check_text
from alliancekit.errors import Problem, RecordError, quoted
from alliancekit.records.files import MAX_FILE_BYTES, decoded, file_error, read_bytes
from alliancekit.tables.forms import MAX_COLUMNS, TableForm
from alliancekit.tables.workbooks import read_worksheet

CSV_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm"})
SUFFIXES = CSV_SUFFIXES | WORKBOOK_SUFFIXES
"""Suffixes of the files that are read, in lower case."""

BYTE_ORDER_MARK = "\ufeff"
"""What may stand before the first cell of a file and is no part of it."""

MAX_ROWS = 10_000_000
"""Most rows of a table."""

# What else separates cells in files that are called CSV: only for the hint in a message.
_OTHER_DELIMITERS = ",;\t|"


@attrs.frozen
class Row:
    """A row of a table.

    Attributes:
        number: Its number in the file, from 1, as a spreadsheet shows it.
        line: Line that it starts on, from 1.
        cells: One a column; of a row with a problem those that could be read.
        problem: What is wrong with the row as a whole, without its source, or ``None``.
    """

    number: int
    line: int
    cells: Sequence[str]
    problem: Problem | None = None


@attrs.frozen(kw_only=True)
class Grid:
    """A table as it stands in its file.

    Attributes:
        columns: Names, all different.
        preamble: The rows above the header.
        header: The header as written.
        rows: Those below it that are not empty; they can be walked through once.
    """

    columns: tuple[str, ...]
    preamble: tuple[tuple[str, ...], ...]
    header: tuple[str, ...]
    rows: Iterator[Row]


def read_grid(path: Path, form: TableForm, required: Sequence[str]) -> Grid:
    """Return the table that a file holds.

    Args:
        path: Path of a CSV or XLSX file.
        form: How it is written.
        required: Columns without which it is another table.

    Raises:
        RecordError: The file cannot be read, or its header is wrong: all problems at once.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        message = (
            f"suffix {quoted(path.suffix)} is no table: use one of {', '.join(sorted(SUFFIXES))}"
        )
        raise file_error("file.suffix", str(path), message)
    if suffix in WORKBOOK_SUFFIXES:
        sheet = read_worksheet(path, form.sheet)
        grid = _grid(_numbered(sheet.rows), str(path), form, required, is_padded=True)
        # Only below the header: what stands above it is often merged, and no data.
        return attrs.evolve(grid, rows=_faulted(grid.rows, sheet.faults))
    rows = _csv_rows(_text(path, form), form.delimiter)
    return _grid(rows, str(path), form, required, is_padded=False)


def _text(path: Path, form: TableForm) -> str:
    data = read_bytes(path, MAX_FILE_BYTES)
    if form.encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        return decoded(data, str(path))
    try:
        text = data.decode(form.encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = (
            f"byte 0x{data[error.start]:02X} at offset {error.start} is not {form.encoding}: "
            "declare the table's own encoding in the mapping"
        )
        raise file_error("encoding", str(path), message, line) from error
    return text.removeprefix(BYTE_ORDER_MARK)


def _numbered(rows: Iterable[Sequence[str]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, 1):
        yield Row(number, number, cells)


def _faulted(rows: Iterable[Row], faults: Mapping[int, str]) -> Iterator[Row]:
    for row in rows:
        if row.problem is None and row.number in faults:
            message = f"row {row.number}: {faults[row.number]}"
            problem = _problem("xlsx.cell", row.line, row.number, message)
            yield attrs.evolve(row, problem=problem)
        else:
            yield row


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a CSV text; after one that cannot be read, go on with the next line."""
    lines = list(io.StringIO(text, newline=""))
    start = number = 0
    while start < len(lines):
        first = start
        # Strict: an unclosed quote would otherwise take in the rest of the file in silence.
        reader = csv.reader(
            (lines[at] for at in range(first, len(lines))), delimiter=delimiter, strict=True
        )
        try:
            for cells in reader:
                number += 1
                yield _checked_row(number, start + 1, cells)
                start = first + reader.line_num
        except csv.Error as error:
            number += 1
            problem = _syntax_problem(error, number, start + 1)
            yield Row(number, start + 1, (), problem)
            start += 1
        else:
            return


def _checked_row(number: int, line: int, cells: list[str]) -> Row:
    longest = max(map(len, cells), default=0)
    if longest <= MAX_TEXT_CHARS:
        return Row(number, line, cells)
    place = next(place for place, cell in enumerate(cells, 1) if len(cell) == longest)
    message = (
        f"row {number}, column {place}: {longest} characters are too many: at most {MAX_TEXT_CHARS}"
    )
    return Row(number, line, (), _problem("csv.field", line, number, message))


def _syntax_problem(error: csv.Error, number: int, line: int) -> Problem:
    reason = str(error)
    if "field limit" in reason:
        message = (
            f"row {number}: a field of more than {csv.field_size_limit()} characters: "
            "close its quote or shorten it"
        )
        return _problem("csv.field", line, number, message)
    if "unexpected end" in reason:
        message = f'row {number}: a quote is opened on this line and never closed: add the other "'
    else:
        message = (
            f"row {number}: a quote inside a cell is neither doubled nor at its end: write "
            'each " of a quoted cell twice'
        )
    return _problem("csv.quote", line, number, message)


def _problem(code: str, line: int, number: int, message: str) -> Problem:
    return Problem(code=code, source="", line=line, record=f"row {number}", message=message)


def _grid(
    rows: Iterator[Row], source: str, form: TableForm, required: Sequence[str], *, is_padded: bool
) -> Grid:
    above: list[Row] = []
    for row in rows:
        above.append(row)
        if set(required) <= set(row.cells) and any(row.cells) and row.problem is None:
            break
        if row.number >= form.header_within:
            break
    header_row = above.pop() if above else None
    if header_row is None:
        raise file_error("csv.header", source, "the file is empty: a table needs a header")
    if header_row.problem is not None:
        raise RecordError([attrs.evolve(header_row.problem, source=source)])

    header = header_row.cells
    columns, problems = _columns(header, header_row, form.unnamed)
    problems += _missing(columns, header_row, form, required)
    problems += _unwritable(header_row, above)
    if problems:
        raise RecordError([attrs.evolve(problem, source=source) for problem in problems])
    return Grid(
        columns=tuple(columns),
        preamble=tuple(tuple(row.cells) for row in above),
        header=tuple(header),
        rows=_body(rows, len(columns), is_padded=is_padded),
    )


def _columns(header: Sequence[str], row: Row, unnamed: bool) -> tuple[list[str], list[Problem]]:
    problems = []
    columns: list[str] = []
    places: dict[str, int] = {}

    def complain(code: str, message: str) -> None:
        problems.append(_problem(code, row.line, row.number, f"row {row.number}, {message}"))

    if len(header) > MAX_COLUMNS:
        complain("limit.columns", f"{len(header)} columns are too many: at most {MAX_COLUMNS}")
        return columns, problems
    for place, written in enumerate(header, 1):
        name = written or f"#{place}"
        if not written and not unnamed:
            complain("csv.header", f"column {place} has no name: give it one")
        elif name in places:
            complain(
                "csv.header",
                f"columns {places[name]} and {place} are both called {quoted(name)}: rename one",
            )
        places.setdefault(name, place)
        columns.append(name)
    return columns, problems


def _missing(
    columns: Sequence[str], row: Row, form: TableForm, required: Sequence[str]
) -> list[Problem]:
    absent = [name for name in required if name not in columns]
    if not absent:
        return []
    message = f"row {row.number}: the header lacks {', '.join(map(quoted, absent))}"
    if len(columns) == 1:
        counts = {other: columns[0].count(other) for other in _OTHER_DELIMITERS}
        likely = max(counts, key=lambda other: counts[other])
        if counts[likely] and likely != form.delimiter:
            message += f"; the cells seem to be separated by {likely!r}: declare it as delimiter"
    return [_problem("csv.columns", row.line, row.number, message)]


def _unwritable(header: Row, above: Sequence[Row]) -> list[Problem]:
    problems = []
    for row in (*above, header):
        if row.problem is not None:
            problems.append(row.problem)
            continue
        try:
            check_text("\t".join(row.cells), "")
        except RecordError as error:
            message = f"row {row.number}: {error.problems[0].message}"
            problems.append(_problem(error.problems[0].code, row.line, row.number, message))
    return problems


def _body(rows: Iterator[Row], n_columns: int, *, is_padded: bool) -> Iterator[Row]:
    for row in rows:
        if row.number > MAX_ROWS:
            message = f"more than {MAX_ROWS} rows: split the table"
            problem = _problem("limit.rows", row.line, row.number, message)
            yield Row(row.number, row.line, (), problem)
            return
        if row.problem is not None or (len(row.cells) == n_columns and any(row.cells)):
            yield row
        elif any(row.cells):
            yield _fitted(row, n_columns, is_padded=is_padded)


def _fitted(row: Row, n_columns: int, *, is_padded: bool) -> Row:
    n_missing = n_columns - len(row.cells)
    if is_padded and n_missing > 0:
        return attrs.evolve(row, cells=[*row.cells, *[""] * n_missing])
    message = f"row {row.number} has {len(row.cells)} cells, the header {n_columns}: "
    more = "quote cells that hold the delimiter" if len(row.cells) > n_columns else "add the others"
    problem = _problem("csv.columns", row.line, row.number, message + more)
    return attrs.evolve(row, problem=problem)


_NUMBERED = re.compile(r"(.*?)([0-9]{1,4})\.\.\1([0-9]{1,4})", re.DOTALL)


def expanded(names: Sequence[str]) -> list[str]:
    """Return names of columns with each ``c1..c3`` written out.

    >>> expanded(["a", "c1..c3"])
    ['a', 'c1', 'c2', 'c3']
    """
    columns: list[str] = []
    for name in names:
        found = _NUMBERED.fullmatch(name) if ".." in name and len(name) < 200 else None
        if found is None:
            columns.append(name)
            continue
        stem, first, last = found[1], int(found[2]), int(found[3])
        columns += [f"{stem}{number}" for number in range(first, last + 1)]
    return columns
