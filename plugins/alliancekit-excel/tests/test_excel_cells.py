"""Cells: texts, numbers, dates and links within what every reader agrees on."""

from __future__ import annotations

import datetime as dt
import io
import string
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from alliancekit.dates import day_number
from alliancekit_excel._cells import (
    MAX_CELL_UNITS,
    MAX_URL_CHARS,
    date_cell,
    escaped,
    is_plain,
    link_target,
    n_lines,
    n_units,
    needs_care,
    number_cell,
    parts,
    serial,
    writable,
)

_ESCAPES = st.sampled_from(
    ["_x0041_", "_x005F_", "_x000D_", "_x0041_x0042_", "_x", "_", "x0041_", "\r", "\x07"]
)
_TEXTS = st.lists(st.one_of(_ESCAPES, st.text(max_size=4)), max_size=6).map("".join)


def read_by_calamine(text: str) -> str:
    """Return what calamine reads of a text that stands in a cell as it is given."""
    workbook = openpyxl.Workbook(write_only=True)
    workbook.create_sheet("a").append(["TEXT"])
    stream = io.BytesIO()
    workbook.save(stream)
    escaped_xml = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    changed = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(
                    b"<t>TEXT</t>", f'<t xml:space="preserve">{escaped_xml}</t>'.encode()
                )
            target.writestr(name, part)
    changed.seek(0)
    rows = CalamineWorkbook.from_filelike(changed).get_sheet_by_name("a").to_python()
    return str(rows[0][0]) if rows else ""


@given(_TEXTS)
def test_an_escaped_text_is_read_back_as_it_was(text: str) -> None:
    clean, _ = writable(text)
    assert read_by_calamine(escaped(clean)) == clean


@given(st.text(), st.integers(8, 40))
def test_the_parts_of_a_text_make_up_the_text_and_fit(text: str, limit: int) -> None:
    clean, _ = writable(text)
    pieces = list(parts(clean, limit))
    assert "".join(pieces) == clean
    assert all(0 < n_units(escaped(piece)) <= limit for piece in pieces)


@given(st.text())
def test_a_text_that_needs_no_care_is_written_as_it_is(text: str) -> None:
    if not needs_care(text):
        assert writable(text) == (text, False)
        assert escaped(text) == text
        assert n_units(text) <= MAX_CELL_UNITS


def test_a_text_of_the_greatest_length_needs_care_by_its_code_units() -> None:
    assert not needs_care("a" * (MAX_CELL_UNITS // 2))
    assert needs_care("a" * (MAX_CELL_UNITS // 2 + 1))


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20
    )
)
def test_a_number_is_kept_exactly_or_is_text(number: Decimal) -> None:
    cell = number_cell(number)
    assert Decimal(str(cell)) == number
    if not isinstance(cell, str):
        assert len(str(abs(number.normalize())).replace(".", "").lstrip("0").rstrip("0")) <= 15


@given(st.integers(-(10**20), 10**20))
def test_an_integer_beyond_fifteen_digits_is_text(number: int) -> None:
    cell = number_cell(number)
    assert str(cell) == str(number)
    assert isinstance(cell, str) == (len(str(abs(number)).rstrip("0")) > 15 or abs(number) >= 2**53)


@pytest.mark.parametrize(
    ("parts_of_day", "expected"),
    [
        ((1900, 2, 28), "1900-02-28"),
        ((1900, 3, 1), dt.date(1900, 3, 1)),
        ((9999, 12, 31), dt.date(9999, 12, 31)),
        ((1, 1, 1), "0001-01-01"),
        ((-43, 3, 15), "-0043-03-15"),
        ((1899, 12, 31), "1899-12-31"),
    ],
)
def test_a_day_is_a_native_date_only_where_readers_agree(
    parts_of_day: tuple[int, int, int], expected: dt.date | str
) -> None:
    assert date_cell(day_number(*parts_of_day)) == expected


def test_no_day_is_no_cell() -> None:
    assert date_cell(None) is None


@given(st.dates(min_value=dt.date(1900, 3, 1)))
def test_the_serial_of_a_date_is_the_one_that_openpyxl_counts(date: dt.date) -> None:
    assert serial(date) == openpyxl.utils.datetime.to_excel(date)


@given(
    st.one_of(
        st.text(),
        st.sampled_from(["http://", "https://", "HTTP://"]).flatmap(
            lambda s: st.text().map(s.__add__)
        ),
    )
)
def test_a_link_leads_to_a_web_address_of_plain_ascii_or_nowhere(text: str) -> None:
    target = link_target(text)
    if target:
        assert target.startswith(("http://", "https://"))
        assert target.isascii()
        assert not set(target) & set(string.whitespace + '"<>\\^`{|}')
        assert len(target) <= MAX_URL_CHARS


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        r"\\host\share",
        "//host/share",
        "ms-excel:ofe|u|http://x/y",
        "http://user@host/",
        "http://user:word@host/",
        "http://",
        "http://host:99999999/",
        "http://[::1]/",
        "http://a b/",
        "http://x/\n",
        "https:\\\\host",
        "data:text/html,x",
        "http://host/" + "a" * MAX_URL_CHARS,
        "http://host/" + "é" * 1_000,
        "http://-host/",
        "http://host/" + "é" * 400,
        "",
    ],
)
def test_what_is_no_safe_web_address_is_no_link(url: str) -> None:
    assert link_target(url) == ""


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ('http://x/"><', "http://x/%22%3E%3C"),
        ("http://x/100%", "http://x/100%25"),
        ("http://x/a%20b", "http://x/a%20b"),
        ("HTTP://EXAMPLE.org:8080/Ab", "http://example.org:8080/Ab"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
    ],
)
def test_a_web_address_is_written_in_ascii(url: str, target: str) -> None:
    assert link_target(url) == target


@pytest.mark.parametrize(
    "text",
    [
        "=1",
        "+1",
        "-1",
        "@x",
        "'x",
        "\tx",
        "\rx",
        "\nx",
        " =x",
        '"=x',
        "\ufeff=x",
        "＝1",
        "#N/A",
        "00123",
        "",
    ],
)
def test_a_text_that_an_editor_may_take_for_something_else_is_quoted(text: str) -> None:
    assert not is_plain(text)


@given(st.text(max_size=200), st.integers(5, 80))
def test_a_text_takes_as_many_lines_as_it_has_line_feeds_at_least(text: str, width: int) -> None:
    assert n_lines(text, width) >= text.count("\n")
    assert n_lines(text + "x" * width * 2, width) > n_lines(text, width)


def test_what_has_no_utf_8_is_left_out_of_an_address() -> None:
    assert link_target("http://host/\ud800") == "http://host"
