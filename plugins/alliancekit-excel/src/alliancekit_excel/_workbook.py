"""A planned workbook through openpyxl's public interface: sheets, styles, rules, print setup."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo

from alliancekit_excel._books import Book, LinkBudget, Sheet, notes_sheet
from alliancekit_excel._cells import (
    Cell,
    Link,
    escaped,
    is_plain,
    n_lines,
    needs_care,
    number_cell,
    writable,
)
from alliancekit_excel._tables import Column, Highlight, Look, Style, choice_lists
from alliancekit_excel._tables.about import AboutRow, RowLook

StyleKey: TypeAlias = "tuple[Style, bool, bool]"
"""Style of the column, whether the cell is a link, whether its text is quoted."""

STYLE_KEYS: tuple[StyleKey, ...] = tuple(
    (style, is_link, is_quoted)
    for style in Style
    for is_link in (False, True)
    for is_quoted in (False, True)
)

MAX_LINES = 10
"""Lines that a row shows at most."""

LINE_POINTS = 13

_FONT = "Calibri"
_DARK, _LINK = "1F3864", "0563C1"
_HEADER_FONT = Font(name=_FONT, size=10, bold=True, color="FFFFFF")
_CELL_FONT = Font(name=_FONT, size=10, color="000000")
_LINK_FONT = Font(name=_FONT, size=10, color=_LINK, underline="single")
# A day at the right of its cell would touch the text in the next one.
_HORIZONTAL = {Style.count: "center", Style.date: "left"}
_ALIGNMENTS = {
    style: Alignment(
        vertical="top",
        wrap_text=style is Style.wrap,
        horizontal=_HORIZONTAL.get(style),
    )
    for style in Style
}
_HEADER_FILL = PatternFill(fill_type="solid", start_color=_DARK, end_color=_DARK)
_NARROW = 5
"""Width in characters below which a header stands upright."""

_RULE = Border(bottom=Side(style="thin", color=_DARK))
_ABOUT_LOOKS = {
    RowLook.title: (
        Font(name=_FONT, size=16, bold=True, color=_DARK),
        Alignment(vertical="top"),
    ),
    RowLook.heading: (
        Font(name=_FONT, size=12, bold=True, color=_DARK),
        Alignment(vertical="bottom"),
    ),
    RowLook.plain: (Font(name=_FONT, size=10, bold=True), Alignment(vertical="top")),
}
_ABOUT_WIDTH = 110
# The title is repeated on every page, with any row below it: hence the room under its text.
_ABOUT_POINTS = {RowLook.title: 36, RowLook.heading: 24}
_PAPERS = {"A4": "9", "letter": "1"}
_TAB_COLOURS = {"Timeline": _DARK, "Agreements": _DARK, "Conflicts": "C00000", "Gantt": "2E75B6"}


def _fill(colour: str, pattern: str = "solid", front: str = "") -> PatternFill:
    return PatternFill(fill_type=pattern, start_color=front or colour, end_color=colour)


_RULES: dict[Look, dict[str, Any]] = {
    Look.conflict: {"font": Font(bold=True, color="9C0006"), "fill": _fill("FFC7CE")},
    Look.planned: {"font": Font(italic=True, color="7F4F00"), "fill": _fill("FFF2CC")},
    Look.void: {"font": Font(strike=True, color="595959"), "fill": _fill("EDEDED")},
    Look.bar_sure: {"fill": _fill("1F4E79")},
    Look.bar_possible: {"fill": _fill("BDD7EE")},
    Look.bar_planned: {"fill": _fill("FFE699", "lightUp", "BF8F00")},
}
_REFERENCE = re.compile(r"\{([^{}]+)\}")


def build(book: Book, *, with_rows: bool) -> Workbook:
    """Return the workbook of a plan.

    Args:
        book: The plan; with rows, its notes and its digest are filled on the way.
        with_rows: Whether the tables get their rows, or their headers only.
    """
    workbook = Workbook(write_only=True)
    for name, value in book.properties.items():
        setattr(workbook.properties, name, value)
    _add_about(workbook, book)
    style_ids(workbook)  # numbered before any sheet, so that they do not depend on its rows
    for sheet in book.sheets:
        worksheet = _add_sheet(workbook, sheet, book.paper)
        if with_rows:
            _append_rows(worksheet, sheet, book.counted(sheet), book)
        worksheet.close()
    _add_lists(workbook)
    _add_meta(workbook, book)
    notes = notes_sheet(book.notes)
    worksheet = _add_sheet(workbook, notes, book.paper)
    _append_rows(worksheet, notes, notes.rows(), book)
    worksheet.close()
    return workbook


def style_ids(workbook: Workbook) -> dict[StyleKey, int]:
    """Return the number that each style of cells has in the workbook's stylesheet."""
    worksheet = workbook.worksheets[0]
    return {key: _prototype(worksheet, key).style_id for key in STYLE_KEYS}


def _prototype(worksheet: Any, key: StyleKey) -> Any:
    style, is_link, is_quoted = key
    cell = WriteOnlyCell(worksheet)
    cell.font = _LINK_FONT if is_link else _CELL_FONT
    cell.alignment = _ALIGNMENTS[style]
    if style is Style.date:
        cell.number_format = "yyyy-mm-dd"
    cell.quotePrefix = is_quoted
    return cell


def _text_cell(cell: Any, text: str) -> Any:
    """Give a cell a text that no reader takes for a formula or an error."""
    cell.value = text
    cell.data_type = "s"
    return cell


def _add_sheet(workbook: Workbook, sheet: Sheet, paper: str) -> Any:
    worksheet = workbook.create_sheet(sheet.name)
    columns = sheet.table.columns
    letters = {column.header: get_column_letter(n) for n, column in enumerate(columns, start=1)}
    last_row = max(sheet.n_rows, 1) + 1
    last_letter = get_column_letter(len(columns))

    for column in columns:
        worksheet.column_dimensions[letters[column.header]].width = column.width
    worksheet.freeze_panes = "B2"
    worksheet.print_options.gridLines = True
    worksheet.sheet_view.zoomScale = 90
    if sheet.table.name in _TAB_COLOURS:
        worksheet.sheet_properties.tabColor = _TAB_COLOURS[sheet.table.name]
    n_printed = sum(column.is_printed for column in columns)
    _set_page(worksheet, paper, f"A1:{get_column_letter(n_printed)}{last_row}")

    for highlight in sheet.table.highlights:
        area = f"{letters[highlight.first]}2:{letters[highlight.last]}{last_row}"
        worksheet.conditional_formatting.add(area, _rule(highlight, letters))
    _add_choices(worksheet, columns, last_row)
    table = ExcelTable(
        displayName=sheet.display,
        name=sheet.display,
        ref=f"A1:{last_letter}{last_row}",
        tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=False),
    )
    table.tableColumns = [
        TableColumn(id=number, name=column.header) for number, column in enumerate(columns, start=1)
    ]
    worksheet.tables.add(table)  # add_table() warns of a step that is done here

    is_gantt = sheet.table.name == "Gantt"
    worksheet.row_dimensions[1].height = 60 if is_gantt else 30
    worksheet.append(_header_cells(worksheet, columns))
    return worksheet


def _header_cells(worksheet: Any, columns: Sequence[Column]) -> Iterator[Any]:
    level, upright = WriteOnlyCell(worksheet), WriteOnlyCell(worksheet)
    for cell in (level, upright):
        cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
    level.alignment = Alignment(vertical="center", wrap_text=True)
    upright.alignment = Alignment(vertical="center", text_rotation=90)
    # A generator, since a cell of each kind is used again for every header.
    for column in columns:
        yield _text_cell(upright if column.width < _NARROW else level, column.header)


def _set_page(worksheet: Any, paper: str, area: str) -> None:
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = _PAPERS[paper]
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_margins.left = worksheet.page_margins.right = 0.4
    worksheet.page_margins.top, worksheet.page_margins.bottom = 0.5, 0.75
    worksheet.page_margins.header = worksheet.page_margins.footer = 0.3
    worksheet.print_title_rows = "1:1"
    worksheet.print_area = area
    worksheet.oddFooter.center.text = "&A – page &P of &N"


def _rule(highlight: Highlight, letters: dict[str, str]) -> Any:
    if highlight.look is Look.data_bar:
        return DataBarRule(start_type="num", start_value=0, end_type="max", color="9DC3E6")

    def cell(found: re.Match[str]) -> str:
        name = found[1]
        return f"{letters[highlight.first]}$1" if name == "!" else f"${letters[name]}2"

    formula = _REFERENCE.sub(cell, highlight.condition)
    return FormulaRule(formula=[formula], stopIfTrue=False, **_RULES[highlight.look])


def _add_choices(worksheet: Any, columns: Sequence[Column], last_row: int) -> None:
    lists = choice_lists()
    places = {name: number for number, name in enumerate(lists, start=1)}
    for number, column in enumerate(columns, start=1):
        if not column.choices:
            continue
        letter = get_column_letter(places[column.choices])
        validation = DataValidation(
            type="list",
            formula1=f"Lists!${letter}$2:${letter}${len(lists[column.choices]) + 1}",
            allow_blank=True,
            errorStyle="warning",
            errorTitle=column.header[:32],
            error="This value is not in the vocabulary of alliancekit.",
            showErrorMessage=True,
        )
        here = get_column_letter(number)
        validation.add(f"{here}2:{here}{last_row}")
        worksheet.data_validations.append(validation)


def _append_rows(worksheet: Any, sheet: Sheet, rows: Iterable[Sequence[Cell]], book: Book) -> None:
    prototypes = {key: _prototype(worksheet, key) for key in STYLE_KEYS}
    columns = sheet.table.columns
    budget = LinkBudget(sheet=sheet, notes=book.notes)
    for number, row in enumerate(rows, start=2):
        # Programs differ in whether they fit rows to wrapped text when they open a file.
        if (height := row_points(row, columns)) is not None:
            worksheet.row_dimensions[number].height = height
        worksheet.append(_cells(prototypes, row, budget, sheet, book))


def row_points(row: Sequence[Cell], columns: Sequence[Column]) -> int | None:
    """Return the height of a row that shows its printed texts, None for that of one line."""
    most = 1
    for value, column in zip(row, columns, strict=True):
        if not column.is_printed:
            break
        shown = value.value if isinstance(value, Link) else value
        if column.style is Style.wrap and isinstance(shown, str):
            most = max(most, n_lines(shown, column.width))
    return points(most)


def points(lines: int) -> int | None:
    """Return the height of a row of so many lines, None for one."""
    return None if lines <= 1 else min(lines, MAX_LINES) * LINE_POINTS + 2


def _cells(
    prototypes: dict[StyleKey, Any],
    row: Sequence[Cell],
    budget: LinkBudget,
    sheet: Sheet,
    book: Book,
) -> Iterator[Any]:
    # A generator, since the prototypes are used again for every cell of their style.
    for value, column in zip(row, sheet.table.columns, strict=True):
        shown = value.value if isinstance(value, Link) else value
        if shown is None or shown == "":
            yield None
            continue
        is_link = isinstance(value, Link) and budget.take(row)
        cell = _valued_cell(prototypes, shown, is_link, row, column, sheet, book)
        cell.hyperlink = None
        if is_link:
            assert isinstance(value, Link)
            location = None if value.url else book.location(value.table, value.row)
            cell.hyperlink = Hyperlink(ref="", target=value.url or None, location=location)
        yield cell


def _valued_cell(
    prototypes: dict[StyleKey, Any],
    shown: str | int | float | dt.date,
    is_link: bool,
    row: Sequence[Cell],
    column: Column,
    sheet: Sheet,
    book: Book,
) -> Any:
    if isinstance(shown, dt.date):
        cell = prototypes[Style.date, is_link, False]
        cell.value = shown
        return cell
    if isinstance(shown, int):
        number = number_cell(shown)
        shown = number if isinstance(number, str) else shown
    if isinstance(shown, str):
        style = Style.wrap if column.style is Style.wrap else Style.text
        is_quoted = column.is_quoted or not is_plain(shown)
        text = book.notes.fitting(shown, sheet, row, column) if needs_care(shown) else shown
        return _text_cell(prototypes[style, is_link, is_quoted], text)
    style = Style.count if column.style is Style.count else Style.number
    cell = prototypes[style, is_link, False]
    cell.value = shown
    return cell


def _add_about(workbook: Workbook, book: Book) -> None:
    worksheet = workbook.create_sheet("About")
    worksheet.column_dimensions["A"].width = 24
    worksheet.column_dimensions["B"].width = _ABOUT_WIDTH
    worksheet.sheet_view.showGridLines = False
    _set_page(worksheet, book.paper, f"A1:B{len(book.about)}")
    for number, row in enumerate(book.about, start=1):
        # Programs differ in whether they fit rows to wrapped text when they open a file.
        height = _ABOUT_POINTS.get(row.look) or points(n_lines(row.text, _ABOUT_WIDTH))
        if height is not None:
            worksheet.row_dimensions[number].height = height
        worksheet.append(_about_cells(worksheet, row, book))
    worksheet.close()


def _about_cells(worksheet: Any, row: AboutRow, book: Book) -> list[Any]:
    label, text = _own_cell(worksheet, row.label), _own_cell(worksheet, row.text)
    label.font, label.alignment = _ABOUT_LOOKS[row.look]
    text.font, text.alignment = _CELL_FONT, _ALIGNMENTS[Style.wrap]
    if row.look is RowLook.heading:
        label.border = text.border = _RULE
    if row.table:
        # To the header: a table may have no row.
        location = book.location(row.table, 0).replace("!A2", "!A1")
        label.hyperlink = Hyperlink(ref="", location=location)
        label.font = _LINK_FONT
    return [label, text]


def _own_cell(worksheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(worksheet)
    if text:
        cell = _text_cell(cell, plain_text(text))
        cell.quotePrefix = not is_plain(text)
    return cell


def plain_text(text: str) -> str:
    """Return a short text of the workbook's own, escaped and within a cell's limit."""
    return escaped(writable(text)[0])[:32_767]


def _add_lists(workbook: Workbook) -> None:
    worksheet = workbook.create_sheet("Lists")
    worksheet.sheet_state = "hidden"
    lists = choice_lists()
    for number in range(1, len(lists) + 1):
        worksheet.column_dimensions[get_column_letter(number)].width = 22
    worksheet.append(_header_cells(worksheet, [Column(header=name, width=22) for name in lists]))
    for values in zip_longest(*lists.values()):
        worksheet.append(values)
    worksheet.close()


def _add_meta(workbook: Workbook, book: Book) -> None:
    worksheet = workbook.create_sheet("_meta")
    worksheet.sheet_state = "hidden"
    worksheet.column_dimensions["A"].width = 24
    worksheet.column_dimensions["B"].width = 70
    worksheet.append(
        _header_cells(worksheet, [Column(header=h, width=24) for h in ("Key", "Value")])
    )
    for key, value in (*book.meta, ("rows_sha256", book.digest.hexdigest())):
        worksheet.append([_own_cell(worksheet, text) for text in (key, value)])
    worksheet.close()
