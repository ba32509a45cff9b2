"""The linter: no finding in a sound workbook, and each seeded fault found."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from alliancekit.timeline import Timeline
from alliancekit_excel import lint

_SHEET = "xl/worksheets/sheet2.xml"
_TABLE = "xl/tables/table1.xml"
_WORKBOOK = "xl/workbook.xml"

Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def sound(written: Callable[..., bytes], disputed: Timeline) -> bytes:
    return written(disputed)


@pytest.fixture
def faulty(sound: bytes, tmp_path: Path) -> Callable[..., set[str]]:
    """Return a function from changes to a sound workbook to the codes that the linter finds."""

    def codes(changes: dict[str, Change], extra: Iterable[tuple[str, bytes]] = ()) -> set[str]:
        path = tmp_path / "faulty.xlsx"
        with (
            zipfile.ZipFile(io.BytesIO(sound)) as source,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                part = source.read(name)
                changed = changes[name](part) if name in changes else part
                assert (name in changes) == (changed != part), name
                target.writestr(zipfile.ZipInfo(name), changed)
            for name, part in extra:
                target.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
        return {finding.code for finding in lint(path)}

    return codes


def swapped(old: str, new: str, count: int = 1) -> Change:
    return lambda part: part.replace(old.encode(), new.encode(), count)


def matched(pattern: str, new: str) -> Change:
    return lambda part: re.sub(pattern.encode(), new.encode(), part, count=1)


@pytest.mark.parametrize("streaming", [True, False])
def test_a_sound_workbook_has_no_findings(
    streaming: bool, written: Callable[..., bytes], disputed: Timeline, tmp_path: Path
) -> None:
    path = tmp_path / "sound.xlsx"
    path.write_bytes(written(disputed, streaming=streaming, claims=True))
    assert lint(path) == ()


_CELL = r'<c r="C2"[^>]*>.*?</c>'


@pytest.mark.parametrize(
    ("code", "part", "change"),
    [
        ("formula", _SHEET, matched(_CELL, '<c r="C2"><f>1+1</f><v>2</v></c>')),
        ("cell.error", _SHEET, matched(_CELL, '<c r="C2" t="e"><v>#N/A</v></c>')),
        ("cell.number", _SHEET, matched(_CELL, '<c r="C2"><v></v></c>')),
        ("cell.number", _SHEET, matched(_CELL, '<c r="C2"><v>nan</v></c>')),
        (
            "cell.length",
            _SHEET,
            matched(_CELL, f'<c r="C2" t="inlineStr"><is><t>{"a" * 32_768}</t></is></c>'),
        ),
        (
            "cell.length",
            _SHEET,
            matched(_CELL, f'<c r="C2" t="inlineStr"><is><t>{"🌏" * 16_384}</t></is></c>'),
        ),
        ("cell.order", _SHEET, matched(r'<c r="C2"', '<c r="A2"')),
        ("cell.order", _SHEET, matched(r'<c r="C2"', '<c r="XFE2"')),
        ("cell.order", _SHEET, matched(r'<c r="C2"', '<c r="C9"')),
        ("row.order", _SHEET, matched(r'<row r="3"', '<row r="2"')),
        ("row.order", _SHEET, matched(r'<row r="6"', '<row r="1048577"')),
        ("filter", _SHEET, swapped("</sheetData>", '</sheetData><autoFilter ref="A1:C5"/>')),
        (
            "cell.merged",
            _SHEET,
            swapped(
                "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
            ),
        ),
        ("choice.length", _SHEET, matched(r"<formula1>[^<]*", '<formula1>"' + "a," * 200 + '"')),
        ("link.length", _SHEET, matched(r'location="[^"]*"', f'location="{"a" * 2_080}"')),
        ("link.target", _SHEET, matched(r'r:id="rIdLink1"', 'r:id="rIdNone"')),
        (
            "link.count",
            _SHEET,
            swapped(
                "</hyperlinks>", '<hyperlink ref="A1" location="x"/>' * 65_531 + "</hyperlinks>"
            ),
        ),
        ("link.scheme", "xl/worksheets/_rels/sheet5.xml.rels", swapped("https://", "file:///")),
        (
            "link.length",
            "xl/worksheets/_rels/sheet5.xml.rels",
            swapped("https://", "https://" + "a" * 2_100),
        ),
        ("table.header", _TABLE, swapped('name="Title"', 'name="title"')),
        ("table.header", _TABLE, swapped('name="Title"', 'name="id"')),
        ("table.header", _TABLE, swapped('name="Title"', 'name=""')),
        ("table.header", _TABLE, matched(r'(<table [^>]*ref="A1:)[A-Z]+', r"\g<1>Z")),
        ("table.range", _TABLE, matched(r'(<table [^>]*ref=")[^"]*', r"\g<1>A1:AU1")),
        ("table.range", _TABLE, matched(r'(<table [^>]*ref=")[^"]*', r"\g<1>everything")),
        ("table.name", _TABLE, swapped('displayName="tblTimeline"', 'displayName="TBLPARTIES"')),
        ("table.name", _TABLE, swapped('displayName="tblTimeline"', 'displayName="R1C1"')),
        ("table.name", _TABLE, swapped('displayName="tblTimeline"', 'displayName="my table"')),
        ("table.name", _TABLE, swapped('displayName="tblTimeline"', 'displayName="A1"')),
        ("sheet.name", _WORKBOOK, swapped('name="Links"', f'name="{"a" * 32}"')),
        ("sheet.name", _WORKBOOK, swapped('name="Links"', 'name="History"')),
        ("sheet.name", _WORKBOOK, swapped('name="Links"', 'name="timeline"')),
        ("sheet.name", _WORKBOOK, swapped('name="Links"', 'name="a/b"')),
        ("sheet.name", _WORKBOOK, swapped('name="Links"', "name=\"'a'\"")),
        ("sheet.name", _WORKBOOK, swapped('name="Links"', 'name=" "')),
        ("date.epoch", _WORKBOOK, matched(r"<workbookPr", '<workbookPr date1904="1"')),
        (
            "style.order",
            "xl/styles.xml",
            matched(r"(<b [^>]*></b>)(.*?)(</font>)", r"\g<2>\g<1>\g<3>"),
        ),
        ("xml", _SHEET, swapped("<sheetData>", "<sheetData")),
        ("xml", _WORKBOOK, swapped("<workbook", "<!DOCTYPE a [<!ENTITY b 'c'>]><workbook")),
        ("xml", "xl/styles.xml", lambda part: b""),
    ],
)
def test_a_fault_is_found(
    code: str, part: str, change: Change, faulty: Callable[..., set[str]]
) -> None:
    assert code in faulty({part: change})


def test_a_native_date_that_programs_differ_on_is_found(faulty: Callable[..., set[str]]) -> None:
    # A date cell of the row of the talks, whose day becomes 1900-01-01.
    assert faulty({_SHEET: matched(r"<v>45501</v>", "<v>1</v>")}) == {"date.early"}


def test_two_tables_that_overlap_are_found(faulty: Callable[..., set[str]]) -> None:
    relations = "xl/worksheets/_rels/sheet2.xml.rels"
    again = '<Relationship Id="rIdAgain" Type="t" Target="/xl/tables/table2.xml"/></Relationships>'
    assert "table.overlap" in faulty({relations: swapped("</Relationships>", again)})


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("active", "xl/vbaProject.bin"),
        ("active", "xl/externalLinks/externalLink1.xml"),
        ("zip.path", "../evil"),
        ("zip.duplicate", "XL/WORKBOOK.xml"),
    ],
)
def test_a_part_that_should_not_be_there_is_found(
    code: str, name: str, faulty: Callable[..., set[str]]
) -> None:
    assert code in faulty({}, [(name, b"")])


def test_a_bomb_is_found_and_not_unpacked(faulty: Callable[..., set[str]]) -> None:
    assert faulty({}, [("xl/bomb.xml", b"\0" * (101 << 20))]) == {"zip.size"}


def test_a_part_too_large_to_be_looked_at_is_refused(
    faulty: Callable[..., set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alliancekit_excel._lint.readings._MAX_SMALL_PART_BYTES", 100)
    assert faulty({}) == {"xml"}


def test_too_many_parts_are_found(
    faulty: Callable[..., set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alliancekit_excel._lint._MAX_PARTS", 10)
    assert "zip.size" in faulty({})


def test_what_is_no_zip_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "text.xlsx"
    path.write_text("not a workbook")
    assert [finding.code for finding in lint(path)] == ["zip"]


def test_a_zip_without_a_workbook_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr(zipfile.ZipInfo("a"), "b")
    assert [finding.code for finding in lint(path)] == ["part.missing"]


def test_faults_of_a_workbook_made_by_openpyxl_are_found(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["a", "b"])
    sheet.append(["=1+1", "#REF!"])
    sheet["B2"].hyperlink = "javascript:alert(1)"
    sheet["A1"].font = openpyxl.styles.Font(bold=True, name="Calibri")
    sheet.add_table(Table(displayName="tbl", ref="A1:B2"))
    sheet.auto_filter.ref = "A1:B2"
    sheet.add_data_validation(
        DataValidation(type="list", formula1='"' + "x" * 300 + '"', sqref="A2")
    )
    path = tmp_path / "made.xlsx"
    workbook.save(path)
    found = lint(path)
    assert {finding.code for finding in found} == {
        *(
            "zip.time",
            "style.order",
            "formula",
            "cell.error",
            "link.scheme",
            "filter",
            "choice.length",
        ),
    }
    assert "Sheet A2: The cell holds a formula." in {str(finding) for finding in found}


def test_a_workbook_without_styles_or_tables_is_read(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    path = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        for name, part in {
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
            '<sheet name="a" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" '
            'Target="worksheets/a.xml"/></Relationships>',
            "xl/worksheets/a.xml": f'<worksheet xmlns="{main}"><sheetData><row>'
            "<c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>",
        }.items():
            parts.writestr(zipfile.ZipInfo(name), part)
    assert lint(path) == ()
