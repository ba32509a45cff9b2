"""Content lines: escaping and folding, against readers that are not ours."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Component as ReadComponent

from alliancekit_icalendar._lines import (
    Component,
    day_line,
    duration_line,
    escaped,
    folded,
    folded_lines,
    moment_line,
    plain_line,
    text_line,
)

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


def _rendered(*lines: str) -> bytes:
    made = Component(name="VEVENT", uid="1", lines=lines)
    return folded_lines(made.content_lines())


@given(TEXTS)
def test_text_reads_back_as_it_was_given(text: str) -> None:
    read = ReadComponent.from_ical(_rendered(text_line("SUMMARY", text)))

    assert str(read.get("SUMMARY", "")) == text


# A backslash means nothing in a parameter (RFC 5545 section 3.2), and icalendar 7.3.0 reads it as
# an escape all the same; a double quote has no place in one, and is written as a single one.
@given(TEXTS.map(lambda text: text.replace("\\", "/")))
def test_a_parameter_reads_back_as_it_was_given_but_for_its_quotes(text: str) -> None:
    label = f"a{text}z"  # the reader trims blanks

    read = ReadComponent.from_ical(_rendered(plain_line("LINK", "https://x.org", LABEL=label)))

    assert str(read["LINK"]) == "https://x.org"
    assert read["LINK"].params["LABEL"].replace("'", '"') == label.replace("'", '"')


@given(st.dates(), st.datetimes(timezones=st.just(dt.UTC)), st.timedeltas())
def test_values_read_back_as_they_were_given(
    day: dt.date, moment: dt.datetime, duration: dt.timedelta
) -> None:
    moment, duration = moment.replace(microsecond=0), dt.timedelta(days=duration.days)

    read = ReadComponent.from_ical(
        _rendered(
            day_line("DTSTART", day),
            moment_line("CREATED", moment),
            duration_line("DURATION", duration),
        )
    )

    assert read["DTSTART"].dt == day
    assert read["CREATED"].dt == moment
    assert read["DURATION"].dt == duration


def test_a_backslash_before_n_stays_a_backslash() -> None:
    assert escaped("C:\\NATO") == r"C:\\NATO"


def test_a_lone_carriage_return_becomes_a_line_break() -> None:
    assert escaped("a\rb\r\nc") == r"a\nb\nc"


def test_a_plain_value_is_not_escaped() -> None:
    assert plain_line("GEO", "35.680000;139.690000") == "GEO:35.680000;139.690000"


def test_a_revision_stands_after_the_identity() -> None:
    made = Component(name="VEVENT", uid="1", lines=("STATUS:CONFIRMED",))

    assert made.content_lines(["SEQUENCE:2"]) == [
        *("BEGIN:VEVENT", "UID:1", "SEQUENCE:2", "STATUS:CONFIRMED", "END:VEVENT")
    ]


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
    lines = re.split(rb"\r\n(?! )", _rendered(text_line("NAME", attack)))

    names = [line.partition(b":")[0] for line in lines]
    assert names == [b"BEGIN", b"UID", b"NAME", b"END", b""]


@pytest.mark.slow
def test_ten_million_octets_are_folded_in_time() -> None:
    line = "DESCRIPTION:" + escaped("\u1ebf\\;\n" * 1_500_000)

    data = folded(line)

    assert _unfolded(data) == line.encode() + b"\r\n"
    assert max(map(len, data.split(b"\r\n"))) <= 75
