"""Tables that are torn, huge or malicious: each bad row is named, and the others are read."""

from __future__ import annotations

import csv
import io
import os
import re
import sys
import warnings
import zipfile
from pathlib import Path

import pytest

from alliancekit.errors import RecordError
from alliancekit.records import Reading
from alliancekit.tables import Mapping, TableForm, read_table, write_table

MAPPING = Mapping(name="t", title="A table", record="event", key=("id",))
GROUPED = Mapping(name="t", title="A table", record="event", key=("id",), grouped=True)


def reading(tmp_path: Path, data: bytes | str, mapping: Mapping = MAPPING) -> Reading:
    path = tmp_path / "table.csv"
    path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    found = read_table(path, mapping, errors="collect")
    assert found.n_records == len(found.collection) + found.n_rejected
    for problem in found.problems:
        assert str(problem).isprintable()
        assert len(str(problem)) < 2_048
    return found


def refused(tmp_path: Path, data: bytes | str, mapping: Mapping = MAPPING) -> list[tuple[str, str]]:
    with pytest.raises(RecordError) as caught:
        reading(tmp_path, data, mapping)
    for line in str(caught.value).split("\n"):
        assert line.isprintable()
        assert len(line) < 2_048
    return [(problem.code, problem.message) for problem in caught.value.problems]


def found_in(found: Reading) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in found.problems]


def kept(found: Reading) -> list[str]:
    return [dict(record.says.extra)["id"] for record in found.collection.records]


# ----------------------------------------------------------------------------- rows


def test_ragged_rows_are_named_and_the_others_read(tmp_path: Path) -> None:
    found = reading(tmp_path, "id,x\n1,a\n2\n3,b,c\n4,d\n,,,\n5,e\n")
    assert found_in(found) == [("csv.columns", 3), ("csv.columns", 4)]
    assert "row 3 has 1 cells, the header 2" in found.problems[0].message
    assert kept(found) == ["1", "4", "5"]
    assert [one.line for one in found.rejected] == [3, 4]


def test_a_torn_row_takes_its_group_along(tmp_path: Path) -> None:
    found = reading(tmp_path, "id,x\n1,a\n1,b,c\n2,d\n", GROUPED)
    assert found_in(found) == [("csv.columns", 3)]
    assert kept(found) == ["2"]


@pytest.mark.parametrize("n_rows", [3, 1_000, pytest.param(20_000, marks=pytest.mark.slow)])
def test_an_unclosed_quote_costs_its_own_row(tmp_path: Path, n_rows: int) -> None:
    rows = "".join(f"{number},x\n" for number in range(3, n_rows + 1))
    found = reading(tmp_path, f'id,x\n2,"open\n{rows}')
    code = "csv.field" if n_rows > 16_000 else "csv.quote"
    assert found_in(found) == [(code, 2)]
    assert found.problems[0].message.startswith("row 2: ")
    assert len(kept(found)) == n_rows - 2


@pytest.mark.slow
def test_many_unclosed_quotes_take_no_longer(tmp_path: Path) -> None:
    for line in ('"', '"a', 'x,"""y', '""""', 'a"b,"', '"a""', '\x00"'):
        found = reading(tmp_path, "id,x\n" + (line + "\n") * 5_000)
        assert found.n_rejected > 0 or found.n_records == 0


def test_a_quote_inside_a_cell_is_named(tmp_path: Path) -> None:
    found = reading(tmp_path, 'id,x\n1,"a"b\n2,c\n')
    assert found_in(found) == [("csv.quote", 2)]
    assert kept(found) == ["2"]


def test_a_line_feed_in_quotes_tells_lines_from_rows(tmp_path: Path) -> None:
    found = reading(tmp_path, 'id,x\n1,"a\nb\nc"\n2,d,e\n')
    assert found_in(found) == [("csv.columns", 5)]
    assert "row 3 has" in found.problems[0].message


def test_a_field_too_long_is_named(tmp_path: Path) -> None:
    for n_chars in (65_537, 131_072, 131_073, 1_000_000):
        found = reading(tmp_path, f"id,x\n1,{'a' * n_chars}\n2,b\n")
        assert found_in(found) == [("csv.field", 2)]
        assert kept(found) == ["2"]
    assert kept(reading(tmp_path, f"id,x\n1,{'a' * 65_536}\n")) == ["1"]


@pytest.mark.parametrize("cell", ["a\x00b", "a\x07", "\ufffe", "a\x85", '"a\r\nb"', "\x1b[2J"])
def test_a_character_that_cannot_be_stored_is_named(tmp_path: Path, cell: str) -> None:
    found = reading(tmp_path, f"id,x\n1,{cell}\n2,b\n")
    assert found_in(found) == [("text.control", 2)]
    assert "row 2, column 2 'x'" in found.problems[0].message
    assert kept(found) == ["2"]


@pytest.mark.slow
def test_a_hundred_thousand_bad_rows_are_all_counted(tmp_path: Path) -> None:
    found = reading(tmp_path, "id,x\n" + "1\n" * 20_000)
    assert len(found.problems) == found.n_rejected == 20_000


# ----------------------------------------------------------------------------- headers


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        ("", "csv.header", "the file is empty"),
        ("id,id\n1,2\n", "csv.header", "columns 1 and 2 are both called 'id'"),
        ("id,\n1,2\n", "csv.header", "column 2 has no name"),
        ("id;x;y\n1;2;3\n", "csv.columns", "separated by ';'"),
        ("id\tx\n1\t2\n", "csv.columns", "separated by '\\t'"),
        ("what,x\n1,2\n", "csv.columns", "the header lacks 'id'"),
        ('id,"x\n1,2\n', "csv.quote", "row 1: a quote is opened on this line"),
        ("id,a\x00\n", "text.control", "row 1: character U+0000"),
        ("id," + "x" * 70_000 + "\n", "csv.field", "row 1"),
        ("id," + ",".join(f"c{n:05}" for n in range(15_000)) + "\n", "limit.length", "row 1"),
        ("id," + ",".join(f"c{n}" for n in range(16_384)) + "\n", "limit.columns", "16385 columns"),
        (b"\xff\xfei\x00d\x00", "encoding", "is UTF-16"),
        (b"id,x\n1,\xe9\n", "encoding", "byte 0xE9 at offset 7"),
        (b"id,x\n1,\xed\xa0\x80\n", "text.surrogate", "lone surrogate"),
    ],
)
def test_a_header_or_encoding_that_is_wrong_is_refused(
    tmp_path: Path, data: bytes | str, code: str, message: str
) -> None:
    codes = refused(tmp_path, data)
    assert codes[0][0] == code
    assert message in codes[0][1]


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    for data in ("id,x\n", "id,x", "\ufeffid,x\r\n", "id,x\n\n,\n"):
        assert reading(tmp_path, data).n_records == 0


def test_a_name_that_is_hostile_stays_on_its_line(tmp_path: Path) -> None:
    refused(tmp_path, 'id,"x\x1b[2J\nOK: loaded"\n')
    found = reading(tmp_path, f'id,"x\nOK: {"y" * 5_000}"\n1,\x07\n')
    assert found_in(found) == [("text.control", 3)]


def test_the_dialect_is_never_guessed(tmp_path: Path) -> None:
    found = reading(tmp_path, "id,x\n" + "'\"'\"," * 60 + "\n")
    assert found.n_rejected == 1


def test_only_regular_files_of_a_known_suffix_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for name, message in (
        ("pipe.csv", "is not a regular file"),
        ("none.csv", "cannot be read"),
        ("table.ods", "is no table"),
        (".", "is no table"),
    ):
        with pytest.raises(RecordError, match=message):
            read_table(tmp_path / name, MAPPING)


def test_more_rows_or_bytes_than_the_limit_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alliancekit.tables.grids.MAX_ROWS", 3)
    found = reading(tmp_path, "id\n1\n2\n3\n4\n")
    assert [code for code, _ in found_in(found)] == ["limit.rows"]
    assert kept(found) == ["1", "2"]
    monkeypatch.setattr("alliancekit.tables.grids.MAX_FILE_BYTES", 5)
    assert refused(tmp_path, "id\n1\n2\n")[0][0] == "limit.file"


def test_another_encoding_is_strict_too(tmp_path: Path) -> None:
    from alliancekit.tables import TableForm

    mapping = Mapping(name="t", title="T", record="event", table=TableForm(encoding="ascii"))
    assert refused(tmp_path, b"id\n1\n\xe9\n", mapping) == [
        (
            "encoding",
            "byte 0xE9 at offset 5 is not ascii: declare the table's own encoding in the mapping",
        )
    ]


# ----------------------------------------------------------------------------- workbooks

pytest.importorskip("openpyxl")


def workbook(tmp_path: Path) -> dict[str, bytes]:
    """Return the parts of a small workbook."""
    (tmp_path / "small.csv").write_text("id,x\n1,a\n")
    write_table(read_table(tmp_path / "small.csv", MAPPING), MAPPING, tmp_path / "small.xlsx")
    with zipfile.ZipFile(tmp_path / "small.xlsx") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(tmp_path: Path, parts: dict[str, bytes]) -> Path:
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def code_of(path: Path) -> str:
    with warnings.catch_warnings(), pytest.raises(RecordError) as caught:
        read_table(path, MAPPING)
    assert str(caught.value).isprintable()
    return caught.value.problems[0].code


def test_a_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = workbook(tmp_path)
    assert len(read_table(packed(tmp_path, parts), MAPPING)) == 1
    bomb = packed(tmp_path, {**parts, "xl/media/zeros.bin": bytes(20 * 2**20)})
    assert code_of(bomb) == "limit.archive"
    monkeypatch.setattr("alliancekit.tables.workbooks.MAX_PARTS", 3)
    assert code_of(packed(tmp_path, parts)) == "limit.archive"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    parts = workbook(tmp_path)
    name = "xl/worksheets/sheet1.xml"
    for comment in ("", f"<!--{'x' * 100_000}-->"):
        prologue = f'<?xml version="1.0"?>{comment}<!DOCTYPE a [<!ENTITY b "b">]>'
        data = prologue.encode(encoding) + parts[name]
        assert code_of(packed(tmp_path, {**parts, name: data})) == "xlsx.entities"


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    parts = workbook(tmp_path)
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    assert code_of(path) == "xlsx"
    assert code_of(packed(tmp_path, {"a.xml": b"<a/>"})) == "xlsx"
    for name in ("xl/workbook.xml", "[Content_Types].xml", "xl/worksheets/sheet1.xml"):
        for data in (b"", b"<a", b"<a/>", parts[name][: len(parts[name]) // 2]):
            path = packed(tmp_path, {**parts, name: data})
            with warnings.catch_warnings():
                try:
                    read_table(path, MAPPING)
                except RecordError as error:
                    assert str(error).isprintable()


def test_a_broken_byte_never_escapes_as_a_foreign_error(tmp_path: Path) -> None:
    data = packed(tmp_path, workbook(tmp_path)).read_bytes()
    path = tmp_path / "broken.xlsx"
    for at in range(0, len(data), 37):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        try:
            read_table(path, MAPPING)
        except RecordError:
            continue


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADER = '<row r="1"><c r="A1" t="str"><v>id</v></c><c r="B1" t="str"><v>x</v></c></row>'


def sheet(tmp_path: Path, rows: str, merged: str = "", prefix: str = "") -> Path:
    """Return a workbook whose one sheet holds these rows, and these merged areas."""
    data = f"<sheetData>{rows}</sheetData>"
    if merged:
        areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged.split())
        data += f"<mergeCells>{areas}</mergeCells>"
    declared = f"xmlns:{prefix}" if prefix else "xmlns"
    data = f'<worksheet {declared}="{MAIN}">{data}</worksheet>'
    if prefix:
        data = re.sub(r"<(/?)(\w)", rf"<\1{prefix}:\2", data)
    name = "xl/worksheets/sheet1.xml"
    return packed(tmp_path, {**workbook(tmp_path), name: data.encode()})


def body(*cells: str) -> str:
    """Return a header, and rows whose second cell is each of these."""
    return HEADER + "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c>{cell.replace("B", f"B{n}")}</row>'
        for n, cell in enumerate(cells, 2)
    )


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="B"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="B" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="B" t="b"><f>1=1</f><v>1</v></c>', "TRUE"),
        ('<c r="B" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B"><v></v></c>', ""),
        ('<c r="B"/>', ""),
    ],
)
def test_a_formula_has_the_value_that_was_computed(
    tmp_path: Path, cell: str, value: str, prefix: str
) -> None:
    (record,) = read_table(sheet(tmp_path, body(cell), prefix=prefix), MAPPING).records
    assert dict(record.says.extra).get("x", "") == value


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B"><f>1+1</f></c>',
        '<c r="B"><f>1+1</f><v/></c>',
        '<c r="B" t="n"><f t="shared" si="0"/><v></v></c>',
        "<c><f>1+1</f></c>",
    ],
)
def test_a_formula_that_was_never_computed_is_no_empty_cell(tmp_path: Path, cell: str) -> None:
    path = sheet(tmp_path, body('<c r="B"><v>7</v></c>', cell, '<c r="B"><v>8</v></c>'))
    found = read_table(path, MAPPING, errors="collect")
    assert found_in(found) == [("xlsx.cell", 3)]
    assert "was never computed" in found.problems[0].message
    assert kept(found) == ["2", "4"]


@pytest.mark.parametrize(
    ("merged", "wrong"),
    [
        ("B2:B4", [3, 4]),
        ("B2:B3 A3:A4 A2:B4", [3, 4]),
        ("A3:B3", []),
        ("B4:B1048576", []),
        ("B1:B2", [2]),
    ],
)
def test_a_merged_cell_is_no_empty_cell(tmp_path: Path, merged: str, wrong: list[int]) -> None:
    path = sheet(tmp_path, body(*['<c r="B"><v>7</v></c>'] * 3), merged)
    found = read_table(path, MAPPING, errors="collect")
    assert found_in(found) == [("xlsx.cell", number) for number in wrong]
    assert kept(found) == [str(number) for number in (2, 3, 4) if number not in wrong]


def test_what_is_merged_above_the_header_is_no_data(tmp_path: Path) -> None:
    title = '<row r="1"><c r="A1" t="str"><v>A table</v></c></row>'
    header = HEADER.replace("1", "3")
    mapping = Mapping(
        name="t", title="A table", record="event", key=("id",), table=TableForm(header_within=5)
    )
    path = sheet(tmp_path, f'{title}{header}<row r="4"><c r="A4"><v>1</v></c></row>', "A1:B2")
    assert len(read_table(path, mapping)) == 1


def test_cells_that_a_reader_would_drop_are_named(tmp_path: Path) -> None:
    cells = ['<c r="B"><v>1</v></c><c r="B"><v>2</v></c>', '<c r="A1"><v>3</v></c>']
    found = read_table(sheet(tmp_path, body(*cells)), MAPPING, errors="collect")
    assert found_in(found) == [("xlsx.cell", 2), ("xlsx.cell", 3)]


@pytest.mark.parametrize("number", ["0", "1", "-5", "1048577", "99999999999", "x"])
def test_a_row_that_cannot_be_is_refused_at_once(tmp_path: Path, number: str) -> None:
    row = f'<row r="{number}"><c><v>1</v></c></row>'
    assert code_of(sheet(tmp_path, HEADER + row)) == "xlsx"


@pytest.mark.parametrize("area", ["nowhere", "A1:", "A0:A2", "A1:B2:C", "ABCD1:ABCD2"])
def test_an_area_that_cannot_be_is_refused(tmp_path: Path, area: str) -> None:
    assert code_of(sheet(tmp_path, HEADER, area)) == "xlsx"


def test_a_formula_is_never_written(tmp_path: Path) -> None:
    cells = ["=1+1", "+1", "-1", "@x", "\t=1", "#REF!", "_x0041_", "1E5", "=cmd|' /C calc'!A0"]
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["id", "x"], *[[str(n), c] for n, c in enumerate(cells)]])
    found = reading(tmp_path, buffer.getvalue())
    write_table(found.collection, MAPPING, tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b't="e"' not in sheet
    assert read_table(tmp_path / "out.xlsx", MAPPING) == found.collection


def test_without_openpyxl_csv_is_read_and_xlsx_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path, workbook(tmp_path))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert len(reading(tmp_path, "id,x\n1,a\n").collection) == 1
    with pytest.raises(RecordError, match=r"pip install 'alliancekit\[xlsx\]'"):
        read_table(path, MAPPING)
