"""Content lines: escaping and folding, against readers that are not ours."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from alliancekit_icalendar._lines import Text, Verbatim, component_bytes, escaped, folded

# What the model lets through: no controls but tab and line feed, no surrogates, no noncharacters.
_CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Cn"), include_characters="\t\n\\;,:\"'^"
)
_SPECIAL = st.sampled_from(
    [
        *("\\", "\\n", "\\N", "\\\\", ";", ",", "\n", "\t", " ", "^n", "\u2028", "BEGIN:VALARM"),
        *("e\u0302\u0301", "\u1ebf", "\u200d", "\u1112\u1161\u11ab", "x" * 60, "\u65e5" * 20),
        *("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1ef\U0001f1f5"),
    ]
)
TEXTS = st.lists(_SPECIAL | st.text(_CHARACTERS, max_size=12), max_size=30).map("".join)


def _unfolded(data: bytes) -> bytes:
    return data.replace(b"\r\n ", b"")


@given(TEXTS)
def test_every_line_has_at_most_75_octets_and_joins_to_what_it_was(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"

    data = folded(line)

    assert data.endswith(b"\r\n")
    assert _unfolded(data) == line.encode() + b"\r\n"
    assert max(map(len, data.split(b"\r\n"))) <= 75


@given(TEXTS)
def test_no_line_begins_within_a_character_or_an_escape(text: str) -> None:
    data = folded(f"SUMMARY:{escaped(text)}")

    for piece in data.removesuffix(b"\r\n").split(b"\r\n"):
        decoded = piece.decode()
        n_backslashes = len(decoded) - len(decoded.rstrip("\\"))
        assert n_backslashes % 2 == 0


@given(
    st.lists(st.sampled_from(["e\u0302\u0301", "\u1112\u1161\u11ab", "a", "\u65e5"]), min_size=1)
)
def test_letters_keep_their_marks(clusters: list[str]) -> None:
    data = folded("SUMMARY:" + "".join(clusters * 9))

    for piece in data.decode().split("\r\n ")[1:]:
        assert unicodedata.combining(piece[0]) == 0
        assert not "\u1160" <= piece[0] <= "\u11ff"


def test_flags_and_families_are_not_parted_where_that_can_be_helped() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"

    pieces = folded("SUMMARY:" + "x" * 60 + family + "y" * 60).decode().split("\r\n ")

    assert family in pieces[1]


@given(st.integers(1, 400))
def test_a_run_of_marks_too_long_to_keep_together_is_still_folded(n_marks: int) -> None:
    line = "SUMMARY:a" + "\u0301" * n_marks

    data = folded(line)

    assert _unfolded(data).decode() == line + "\r\n"
    assert max(map(len, data.split(b"\r\n"))) <= 75


@given(TEXTS)
def test_text_reads_back_as_it_was_given(text: str) -> None:
    component = Component()
    component.name = "VEVENT"
    component.add("SUMMARY", Text(text))

    read = Component.from_ical(component_bytes(component))

    assert str(read.get("SUMMARY", "")) == text


def test_a_backslash_before_n_stays_a_backslash() -> None:
    assert Text("C:\\NATO").to_ical() == rb"C:\\NATO"


def test_a_lone_carriage_return_becomes_a_line_break() -> None:
    assert escaped("a\rb\r\nc") == r"a\nb\nc"


def test_a_verbatim_value_is_not_escaped() -> None:
    assert Verbatim("35.680000;139.690000").to_ical() == b"35.680000;139.690000"


@pytest.mark.parametrize(
    "attack",
    [
        "x\r\nATTENDEE:mailto:a@b.c",
        "x\nBEGIN:VALARM\nEND:VALARM",
        "x\rEND:VCALENDAR",
        'x";X=1:y',
    ],
)
def test_text_adds_no_line(attack: str) -> None:
    calendar = Calendar()
    calendar.add("NAME", Text(attack))

    lines = re.split(rb"\r\n(?! )", component_bytes(calendar))

    assert [line.partition(b":")[0] for line in lines] == [b"BEGIN", b"NAME", b"END", b""]


@pytest.mark.slow
def test_ten_million_octets_are_folded_in_time() -> None:
    line = "DESCRIPTION:" + escaped("\u1ebf\\;\n" * 1_500_000)

    data = folded(line)

    assert _unfolded(data) == line.encode() + b"\r\n"
    assert max(map(len, data.split(b"\r\n"))) <= 75
