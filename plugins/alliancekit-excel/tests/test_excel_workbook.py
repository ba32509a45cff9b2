"""The workbook as an analyst meets it: sheets, links, lists, colours, print, the Gantt chart."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from alliancekit.dates import FuzzyDate, Span
from alliancekit.kinds import AgreementKind, Realis, Stage
from alliancekit.model import Agreement, Milestone
from alliancekit.testing import timelines
from alliancekit.timeline import Timeline


@pytest.fixture
def workbook(written: Callable[..., bytes], disputed: Timeline) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(disputed, claims=True)))


def _data_sheets(workbook: Any) -> list[Any]:
    return [
        sheet for sheet in workbook.worksheets if sheet.title not in ("About", "Lists", "_meta")
    ]


def test_sheets_come_in_the_order_of_reading(workbook: Any) -> None:
    assert workbook.sheetnames == [
        *("About", "Timeline", "Agreements", "Parties", "Sources", "Conflicts", "Gantt"),
        *("Milestones", "Links", "Claims", "To check", "Lists", "_meta", "Notes"),
    ]
    hidden = {sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "hidden"}
    assert hidden == {"Lists", "_meta"}
    assert workbook.active.title == "About"


def test_every_data_sheet_is_one_table_with_a_frozen_header_and_no_merged_cell(
    workbook: Any,
) -> None:
    for sheet in _data_sheets(workbook):
        (table,) = sheet.tables.values()
        header = [cell.value for cell in sheet[1]]
        assert table.ref == f"A1:{sheet.cell(max(sheet.max_row, 2), len(header)).coordinate}"
        assert [column.name for column in table.tableColumns] == header
        assert len({name.casefold() for name in header}) == len(header)
        assert table.displayName == "tbl" + sheet.title.replace(" ", "")
        assert sheet.freeze_panes == "B2"
        assert not sheet.merged_cells.ranges
        assert sheet.auto_filter.ref is None
        assert sheet["A1"].font.bold
        assert sheet["A1"].fill.start_color.rgb == "001F3864"


def test_columns_are_wide_enough_to_read_and_narrow_enough_to_see_others(workbook: Any) -> None:
    for sheet in _data_sheets(workbook):
        assert all(2 < width.width <= 120 for width in sheet.column_dimensions.values())


def test_links_lead_to_the_rows_that_they_name(workbook: Any) -> None:
    for sheet in _data_sheets(workbook):
        headers = [cell.value for cell in sheet[1]]
        records = headers.index("Records") if "Records" in headers else 0
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if cell.hyperlink is None or cell.hyperlink.location is None:
                    continue
                name, _, place = cell.hyperlink.location.rpartition("!")
                target = workbook[name.strip("'")][place].value
                subject = cell.value if isinstance(cell.value, str) else row[0].value
                wanted = {
                    "Sources": "nikkei"
                    if sheet.title == "Timeline" and "nikkei" in row[records].value
                    else "vov",
                    "Timeline": {"nikkei#hq": "vov#hq"}.get(subject, subject),
                }.get(name.strip("'"), row[0].value)
                assert target == wanted, (sheet.title, cell.coordinate)


def test_addresses_are_links_in_ascii_and_unsafe_ones_are_not(workbook: Any) -> None:
    sheet = workbook["Sources"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Address")
    safe, unsafe = sheet.cell(2, column), sheet.cell(3, column)
    assert safe.hyperlink.target == "https://asia.nikkei.com/a?b=c&d=%C3%A9"
    assert unsafe.hyperlink is None


def test_columns_of_vocabularies_choose_from_a_list_on_the_hidden_sheet(workbook: Any) -> None:
    lists = workbook["Lists"]
    for sheet in _data_sheets(workbook):
        for choice in sheet.data_validations.dataValidation:
            assert choice.formula1.startswith("Lists!")
            allowed = {
                cell.value for (cell,) in lists[choice.formula1.partition("!")[2].replace("$", "")]
            }
            (area,) = choice.sqref.ranges
            read = {sheet.cell(*place).value for place in area.cells} - {None}
            assert read <= allowed


def test_rows_of_conflicts_and_plans_are_coloured_by_what_stands_in_words(workbook: Any) -> None:
    rules = {
        rule.formula[0]
        for area in workbook["Timeline"].conditional_formatting
        for rule in area.rules
        if rule.formula
    }
    assert rules == {
        'LEFT($E2,8)="CONFLICT"',
        'OR($H2="denied",$H2="cancelled")',
        'AND($H2<>"actual",$H2<>"")',
    }
    header = [cell.value for cell in workbook["Timeline"][1]]
    assert (header[4], header[7]) == ("Flags", "Realis")


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(font: Any, fill: Any) -> float:
    """Return the contrast ratio of text on its ground, from 1 to 21: WCAG 2.2, section 1.4.3."""
    is_coloured = font.color is not None and font.color.type == "rgb"
    text = font.color.rgb[2:] if is_coloured else "000000"
    is_filled = fill is not None and fill.fill_type == "solid"
    ground = fill.start_color.rgb[2:] if is_filled else "FFFFFF"
    light, dark = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_all_text_stands_out_from_its_ground(workbook: Any) -> None:
    seen = {
        (cell.style_id, _contrast(cell.font, cell.fill))
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    rules = [
        (rule.formula[0], _contrast(rule.dxf.font, rule.dxf.fill))
        for sheet in _data_sheets(workbook)
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.dxf is not None and rule.dxf.font is not None
    ]
    assert len(seen) > 5
    assert len(rules) > 5
    assert [each for each in (*seen, *rules) if each[1] < 4.5] == []


def test_a_workbook_opens_at_its_beginning(workbook: Any) -> None:
    assert workbook.active.title == "About"
    # A group of selected sheets would change together.
    assert sum(bool(sheet.sheet_view.tabSelected) for sheet in workbook.worksheets) <= 1
    for sheet in workbook.worksheets:
        view = sheet.sheet_view
        assert view.topLeftCell in (None, "A1")
        assert view.pane is None or view.pane.topLeftCell == "B2"
        assert {selection.activeCell for selection in view.selection} == {"A1"}


def test_no_row_of_a_table_is_blank(workbook: Any) -> None:
    for sheet in _data_sheets(workbook):
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        assert [number for number, row in enumerate(rows, 2) if not any(row)] == [], sheet.title


def test_sheets_print_on_landscape_pages_one_wide_with_header_and_footer(workbook: Any) -> None:
    for sheet in (workbook["About"], *_data_sheets(workbook)):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.print_area
        assert sheet.oddFooter.center.text == "&A – page &P of &N"


def test_paper_can_be_letter(written: Callable[..., bytes], disputed: Timeline) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(written(disputed, paper="letter")))
    assert {int(sheet.page_setup.paperSize) for sheet in _data_sheets(workbook)} == {1}


def test_properties_come_from_the_data_and_not_from_a_clock(workbook: Any) -> None:
    properties = workbook.properties
    assert properties.created == properties.modified == dt.datetime.fromisoformat("2024-08-01")
    assert properties.title == "Alliance timeline"
    assert properties.creator.startswith("alliancekit ")
    assert properties.language == "en"
    assert properties.description == "5 entries from 2 outlets, as of 2024-08-01"


def test_a_timeline_of_old_reports_bears_a_time_that_programs_take(
    timeline_of: Any, written: Any, sheets: Any
) -> None:
    data = written(timeline_of(as_of=dt.date(184, 12, 31)))
    properties = openpyxl.load_workbook(io.BytesIO(data)).properties
    assert properties.created == properties.modified == dt.datetime.fromisoformat("1980-01-01")
    assert dict(sheets(data)["_meta"])["stamp"] == "0184-12-31T00:00:00Z"


def test_texts_that_an_editor_would_change_are_quoted(workbook: Any) -> None:
    sheet = workbook["Timeline"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    summary, title, edtf = (sheet.cell(5, columns[name]) for name in ("Summary", "Title", "EDTF"))
    assert (summary.value, summary.data_type, summary.quotePrefix) == ("=1+1", "s", True)
    assert edtf.quotePrefix
    assert title.quotePrefix  # "2+2 meeting" starts with a digit
    assert not sheet.cell(3, columns["Title"]).quotePrefix


def bars(data: bytes) -> dict[str, tuple[Any, ...]]:
    """Return what the sheet Gantt says of each entry, and under ``""`` its periods."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Gantt"]
    header = [cell.value for cell in sheet[1]]
    return {"": tuple(header[8:])} | {
        row[0].value: tuple(cell.value for cell in row[4:8]) for row in sheet.iter_rows(min_row=2)
    }


def test_bars_say_what_is_possible_and_what_is_sure(written: Any, disputed: Timeline) -> None:
    drawn = bars(written(disputed))
    assert drawn[""][0] == "1770s"
    assert drawn[""][-1] == "2030s"
    assert drawn["vov#treaty"] == ("1770s", "2030s", "1770s", "1770s")
    assert drawn["vov#presence"] == ("1950s", "2030s", "1950s", "2030s")
    assert drawn["vov#hq"] == ("1770s", "2020s", None, None)
    assert drawn["nikkei#talks"] == ("2020s", "2020s", "2020s", "2020s")


@pytest.mark.parametrize(
    ("last", "periods"),
    [
        ("2024-03-05", ("2024-01", "2024-02", "2024-03")),
        ("2031-01-01", ("2024-Q1", "2024-Q2")),
        ("2050-01-01", ("2024", "2025")),
        ("2200-01-01", ("2020s", "2030s")),
        ("9999-12-31", ("2000-2099", "2100-2199")),
        ("Y12000", ("2000-2099", "2100-2199")),
    ],
)
def test_periods_are_as_fine_as_there_is_room_for(
    last: str, periods: tuple[str, ...], entry_of: Any, event: Any, timeline_of: Any, written: Any
) -> None:
    entries = [
        entry_of(f"a#{n}", event(when=FuzzyDate(w))) for n, w in enumerate(("2024-01-01", last))
    ]
    header = bars(written(timeline_of(*entries)))[""]
    assert header[: len(periods)] == periods
    assert len(header) <= 80


def test_times_before_year_one_are_drawn_at_the_edge(
    entry_of: Any, event: Any, timeline_of: Any, written: Any
) -> None:
    entries = [
        entry_of(f"a#{n}", event(when=FuzzyDate(w))) for n, w in enumerate(("-0043-03-15", "0900"))
    ]
    drawn = bars(written(timeline_of(*entries)))
    assert drawn[""][0] == "0000-0099"
    assert drawn["a#0"] == ("0000-0099",) * 4


def test_lasting_things_are_drawn_before_single_days_where_room_is_scarce(
    entry_of: Any, event: Any, timeline_of: Any, written: Any, sheets: Any
) -> None:
    entries = [entry_of(f"a#{n}", event(when=FuzzyDate("2024-01-01"))) for n in range(3)]
    entries.append(
        entry_of("a#span", event(when=Span(start=FuzzyDate("2020"), end=FuzzyDate("2024"))))
    )
    data = written(timeline_of(*entries), gantt_rows=2)
    assert set(bars(data)) == {"", "a#span"}
    notes = [row[1] for row in sheets(data)["About"] if row[0] == "Note"]
    assert notes == [
        (
            "The sheet Gantt draws 1 of 4 entries: those with a date, "
            "and of more than 2 the ones that last."
        )
    ]


@pytest.mark.parametrize(
    ("milestones", "expected"),
    [
        ((), None),
        (
            (Milestone(stage=Stage.signed, when=FuzzyDate("2024-02-03")),),
            ("2024-02", "2024-02", "2024-02", "2024-02"),
        ),
        (
            (Milestone(stage=Stage.in_force, when=FuzzyDate("[..2024-02-03]")),),
            ("2024-01", "2024-12", "2024-02", "2024-08"),
        ),
        (
            (Milestone(stage=Stage.signed, when=FuzzyDate("2024-05"), realis=Realis.expected),),
            ("2024-05", "2024-05", None, None),
        ),
        (
            (
                Milestone(stage=Stage.in_force, when=FuzzyDate("2024-02-03")),
                Milestone(stage=Stage.expired, when=FuzzyDate("2024-04-01")),
            ),
            ("2024-02", "2024-04", "2024-02", "2024-04"),
        ),
    ],
)
def test_an_agreement_lasts_from_its_first_step_to_its_end_or_on(
    milestones: tuple[Milestone, ...],
    expected: tuple[Any, ...] | None,
    entry_of: Any,
    event: Any,
    timeline_of: Any,
    written: Any,
) -> None:
    edges = [
        entry_of(f"e#{n}", event(when=FuzzyDate(day)))
        for n, day in enumerate(("2024-01-01", "2024-12-31"))
    ]
    says = Agreement(kind=AgreementKind.trade, milestones=milestones)
    drawn = bars(written(timeline_of(*edges, entry_of("a#1", says))))
    assert drawn.get("a#1") == expected


def test_open_ends_reach_to_the_edges(
    entry_of: Any, event: Any, timeline_of: Any, written: Any
) -> None:
    spans = {
        "a#open": Span(start=FuzzyDate("2024-02-01"), end_end="open"),
        "a#unknown": Span(start=FuzzyDate("2024-02-01")),
        "a#end": Span(end=FuzzyDate("2024-03-01")),
    }
    drawn = bars(
        written(timeline_of(*(entry_of(id, event(when=when)) for id, when in spans.items())))
    )
    assert drawn[""] == (
        "2024-02",
        "2024-03",
        "2024-04",
        "2024-05",
        "2024-06",
        "2024-07",
        "2024-08",
    )
    assert drawn["a#open"] == ("2024-02", "2024-08", "2024-02", "2024-08")
    assert drawn["a#unknown"] == ("2024-02", "2024-08", "2024-02", "2024-02")
    assert drawn["a#end"] == ("2024-02", "2024-03", "2024-03", "2024-03")


def test_nothing_is_drawn_where_nothing_has_a_bound(
    entry_of: Any, event: Any, timeline_of: Any, written: Any, sheets: Any
) -> None:
    when = Span(start_end="open", end_end="open")
    assert "Gantt" not in sheets(written(timeline_of(entry_of("a#1", event(when=when)))))


def test_the_chart_can_be_left_out(written: Any, sheets: Any, disputed: Timeline) -> None:
    assert "Gantt" not in sheets(written(disputed, gantt_rows=0))


@settings(
    max_examples=10,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(timelines())
def test_what_is_sure_lies_within_what_is_possible(
    written: Any, sheets: Any, timeline: Timeline
) -> None:
    read = sheets(written(timeline))
    for row in read.get("Gantt", [])[1:]:
        first, last, sure_first, sure_last = row[4:8]
        assert first <= last
        if sure_first:
            assert first <= sure_first <= sure_last <= last


def test_a_span_whose_ends_may_cross_is_nowhere_sure(
    written: Any, sheets: Any, timeline_of: Any, entry_of: Any, event: Any
) -> None:
    when = Span(start=FuzzyDate("2018"), end=FuzzyDate("2018"))
    (row,) = sheets(written(timeline_of(entry_of("a#1", event(when=when)))))["Gantt"][1:]
    assert not any(row[6:8])
