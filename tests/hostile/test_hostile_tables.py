"""Tables that are torn, huge or malicious: each bad row is named, and the others are read."""

from __future__ import annotations

import csv
import io
import os
import sys
import warnings
import zipfile
from pathlib import Path

import pytest

from alliancekit.errors import RecordError
from alliancekit.records import Reading
from alliancekit.tables import Mapping, read_table, write_table

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


@pytest.mark.parametrize("n_rows", [3, 1_000, 20_000])
def test_an_unclosed_quote_costs_its_own_row(tmp_path: Path, n_rows: int) -> None:
    rows = "".join(f"{number},x\n" for number in range(3, n_rows + 1))
    found = reading(tmp_path, f'id,x\n2,"open\n{rows}')
    code = "csv.field" if n_rows > 16_000 else "csv.quote"
    assert found_in(found) == [(code, 2)]
    assert found.problems[0].message.startswith("row 2: ")
    assert len(kept(found)) == n_rows - 2


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
    declaration = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]>'.encode(encoding)
    assert code_of(packed(tmp_path, {**parts, name: declaration + parts[name]})) == "xlsx.entities"


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
