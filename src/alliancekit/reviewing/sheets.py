"""Questions as a workbook that a person fills in, and the answers in it as decisions."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs

from alliancekit._checks import check_text, is_id
from alliancekit.errors import Problem, RecordError, quoted
from alliancekit.model import Collection, Decision, Judgement, RecordId
from alliancekit.model.digests import is_digest
from alliancekit.records.files import file_error, publish
from alliancekit.reviewing import field_rows
from alliancekit.reviewing.answers import named
from alliancekit.reviewing.fields import FieldQuestion
from alliancekit.reviewing.questions import Question
from alliancekit.tables.workbooks import MAX_CELL_CHARS, openpyxl_module, read_worksheet

_SHEET = "Review"
_ANSWERS = (Judgement.same, Judgement.different)
_SKIPPED = frozenset({"", "?"})
_LEADING = ("answer", "reason", "why it is asked", "bits", "first record", "second record")
_HIDDEN = ("first digest", "second digest", "replaces")
_NEEDED = ("answer", "first record", "second record", "first digest", "second digest")
_WIDTHS = {"answer": 12, "reason": 30, "why it is asked": 30, "bits": 8, "field": 18}
_FIELD_WIDTH = 28
# What a list of choices, and the message beside it, can hold in a workbook.
_MAX_LIST_CHARS, _MAX_HINT_CHARS = 255, 150
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIME = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")


def write_sheet(asked: Sequence[Question | FieldQuestion], target: str | os.PathLike[str]) -> None:
    """Write questions to a workbook, a row each.

    On the sheet ``Review`` stand pairs of records, their fields side by side, and ``answer`` takes
    ``same`` or ``different`` from a list. On the sheet ``Fields``, which is there if any is asked
    about, stand fields with their values, and ``answer`` takes the number of one. Cells are text
    and nothing in them is computed. The same questions give the same bytes.

    Args:
        asked: In their order.
        target: Path of an ``.xlsx`` file.

    Raises:
        RecordError: The suffix is another, openpyxl is not there, or the disk refuses.
    """
    path = Path(target)
    if path.suffix.lower() != ".xlsx":
        message = f"suffix {quoted(path.suffix)} is no workbook: use .xlsx"
        raise file_error("file.suffix", str(path), message)
    openpyxl = openpyxl_module(str(path))
    book = openpyxl.Workbook()
    pairs = [one for one in asked if isinstance(one, Question)]
    names = list(dict.fromkeys(pair.name for one in pairs for pair in one.fields))
    columns = [*_LEADING]
    for name in names:
        columns += [f"first: {name}", f"second: {name}"]
    columns += _HIDDEN
    sheet = book.active
    sheet.title = _SHEET
    _fill(openpyxl, sheet, [columns, *(_cells(one, names) for one in pairs)])
    _furnish(openpyxl, sheet, columns, _HIDDEN, _ANSWERS)
    fields = [one for one in asked if isinstance(one, FieldQuestion)]
    if fields:
        columns, hidden = field_rows.columns_of(fields)
        sheet = book.create_sheet(field_rows.SHEET)
        _fill(openpyxl, sheet, [columns, *(field_rows.cells_of(one, columns) for one in fields)])
        most = max(len(one.claims) for one in fields)
        _furnish(openpyxl, sheet, columns, hidden, [str(n) for n in range(1, most + 1)])
    buffer = io.BytesIO()
    book.save(buffer)
    publish(path, [_timeless(buffer.getvalue())])


def _fill(openpyxl: Any, sheet: Any, rows: Sequence[Sequence[str]]) -> None:
    for number, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            if text:
                cell = sheet.cell(number, column)
                cell.value = text[:MAX_CELL_CHARS]
                # openpyxl makes formulas and errors of texts such as "=A1" and "#N/A".
                cell.data_type = "s"
                cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")


def _cells(question: Question, names: Sequence[str]) -> list[str]:
    by_name = {pair.name: pair for pair in question.fields}
    fields = []
    for name in names:
        pair = by_name.get(name)
        fields += [pair.first, pair.second] if pair else ["", ""]
    return [
        "",
        "",
        question.reason,
        f"{question.weight_millibits / 1000:+.3f}",
        question.first.id,
        question.second.id,
        *fields,
        question.first.digest,
        question.second.digest,
        " ".join(question.supersedes),
    ]


def _furnish(
    openpyxl: Any,
    sheet: Any,
    columns: Sequence[str],
    hidden: Sequence[str],
    answers: Sequence[str],
) -> None:
    for cell in sheet[1]:
        cell.font = openpyxl.styles.Font(bold=True)
    for number, name in enumerate(columns, 1):
        letter = openpyxl.utils.get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, _FIELD_WIDTH)
        sheet.column_dimensions[letter].hidden = name in hidden
    sheet.freeze_panes = "B2"
    listed = ",".join(answers)
    if len(listed) > _MAX_LIST_CHARS:
        return
    choices = openpyxl.worksheet.datavalidation.DataValidation(
        type="list",
        formula1=f'"{listed}"',
        errorTitle="answer",
        error=f"Choose one of: {', '.join(answers)[:_MAX_HINT_CHARS]}; or leave it empty.",
    )
    sheet.add_data_validation(choices)
    choices.add(f"A2:A{max(sheet.max_row, 2)}")


def _timeless(data: bytes) -> bytes:
    """Return an archive with the same parts, all of one day."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _TIME.sub(b"1980-01-01T00:00:00Z", content)
            new.writestr(
                zipfile.ZipInfo(part.filename, _EPOCH),
                content,
                compress_type=zipfile.ZIP_DEFLATED,
            )
    return buffer.getvalue()


def read_sheet(
    path: str | os.PathLike[str],
    collection: Collection,
    *,
    author: str = "",
    made: dt.date | None = None,
) -> tuple[Decision, ...]:
    """Return the decisions of the rows of a workbook that are answered.

    A decision keeps the digests that the sheet was written with: where a record has changed since,
    it is stale from the start.

    Args:
        path: Of a workbook that :func:`write_sheet` wrote and a person filled in.
        collection: The records that it asks about.
        author: Who answered.
        made: The day of the answers.

    Returns:
        In the order of the rows.

    Raises:
        RecordError: It is no such workbook, or rows are wrong; every row and column is named.
    """
    known = {record.id for record in collection.records}
    pairs = _answered(path, _SHEET, _NEEDED, lambda row, word: _row_problems(row, word, known))
    decisions = [_decision(row, Judgement(answer), author, made) for row, answer in pairs.answers]
    problems = [*pairs.problems]
    fields = _answered(
        path,
        field_rows.SHEET,
        field_rows.NEEDED,
        lambda row, word: field_rows.row_problems(row, word, known),
    )
    problems += fields.problems
    decisions += [
        field_rows.decision_of(row, answer, author, made) for row, answer in fields.answers
    ]
    if problems:
        raise RecordError(problems)
    return tuple(decisions)


@attrs.frozen
class _Answered:
    """Rows of a worksheet that a person answered, and what is wrong with others."""

    answers: list[tuple[dict[str, str], str]]
    problems: list[Problem]


def _answered(
    path: str | os.PathLike[str],
    sheet: str,
    needed: Sequence[str],
    problems_of: Callable[[dict[str, str], str], list[tuple[str, str]]],
) -> _Answered:
    source = str(path)
    found = _Answered([], [])
    try:
        worksheet = read_worksheet(Path(path), sheet)
    except RecordError as error:
        # Where nothing was asked of fields there is no sheet for them.
        if sheet == field_rows.SHEET and error.problems[0].code == "xlsx.sheet":
            return found
        raise
    header, *rows = worksheet.rows or [[]]
    missing = [name for name in needed if name not in header]
    if missing:
        message = f"there is no column {' or '.join(map(quoted, missing))}: write the sheet anew"
        raise file_error("sheet", source, message, 1)
    for number, cells in enumerate(rows, 2):
        if fault := worksheet.faults.get(number):
            found.problems.append(Problem(code="answer", source=source, line=number, message=fault))
            continue
        row = dict(zip(header, [*cells, *[""] * len(header)], strict=False))
        answer = row["answer"].strip().lower()
        if answer in _SKIPPED:
            continue
        wrong = problems_of(row, answer)
        if not wrong:
            found.answers.append((row, answer))
        found.problems.extend(
            Problem(
                code="answer", source=source, line=number, message=f"column {column!r}: {message}"
            )
            for column, message in wrong
        )
    return found


def _row_problems(row: dict[str, str], answer: str, known: set[RecordId]) -> list[tuple[str, str]]:
    found = []
    if answer not in _ANSWERS:
        choices = " or ".join(map(str, _ANSWERS))
        found.append(("answer", f"{quoted(row['answer'])} is no answer: write {choices}"))
    for name in ("first record", "second record"):
        if row[name] not in known:
            found.append((name, f"{quoted(row[name])} is not among the records that were read"))
    if row["first record"] == row["second record"]:
        found.append(("second record", "is the first record once more"))
    for name in ("first digest", "second digest"):
        if not is_digest(row[name]):
            found.append((name, f"{quoted(row[name])} is no digest: write the sheet anew"))
    ids = row.get("replaces", "").split()
    if not all(map(is_id, ids)):
        found.append(("replaces", f"{quoted(row['replaces'])} is no id of a decision"))
    try:
        check_text(row.get("reason", ""), "reason")
    except RecordError as error:
        found.append(("reason", error.problems[0].message))
    return found


def _decision(
    row: dict[str, str], judgement: Judgement, author: str, made: dt.date | None
) -> Decision:
    first, second = row["first record"], row["second record"]
    decision = Decision(
        judgement=judgement,
        records=(first, second),
        author=author,
        made=made,
        reason=row.get("reason", "").strip(),
        supersedes=tuple(id for id in row.get("replaces", "").split()),
        digests=((first, row["first digest"]), (second, row["second digest"])),
    )
    return named(decision)
