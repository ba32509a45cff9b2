"""EDTF in and out, the two classes, day numbers, and sorting."""

# ruff: noqa: E501 - tables of examples, one a line.

from __future__ import annotations

import datetime as dt
import itertools
import pickle
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import alliancekit.dates
from alliancekit.dates import (
    End,
    FuzzyDate,
    Precision,
    Span,
    Tri,
    compatible,
    day_date,
    day_number,
    day_text,
    describe,
    parse,
    sort_key,
)
from alliancekit.dates.calendar import day_parts, days_in_month, is_leap_year
from alliancekit.dates.edtf import day_runs, reading
from alliancekit.dates.runs import united
from alliancekit.dates.writing import runs_text
from alliancekit.errors import DateError

# The examples of the Library of Congress (EDTF Specification, 4 February 2019), with the first
# and last day; "" where there is none.
LOC_EXAMPLES = [
    # level 0
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04", "1985-04-01", "1985-04-30"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
    # level 1
    ("Y170000002", "Y170000002-01-01", "Y170000002-12-31"),
    ("Y-170000002", "Y-170000002-01-01", "Y-170000002-12-31"),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("2001-22", "2001-06-01", "2001-08-31"),
    ("2001-23", "2001-09-01", "2001-11-30"),
    ("2001-24", "2001-12-01", "2002-02-28"),
    ("1984?", "1984-01-01", "1984-12-31"),
    ("2004-06~", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "2004-06-11", "2004-06-11"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", "1985-04-12", ""),
    ("1985-04/..", "1985-04-01", ""),
    ("1985/..", "1985-01-01", ""),
    ("../1985-04-12", "", "1985-04-12"),
    ("../1985-04", "", "1985-04-30"),
    ("../1985", "", "1985-12-31"),
    ("1985-04-12/", "1985-04-12", ""),
    ("1985-04/", "1985-04-01", ""),
    ("1985/", "1985-01-01", ""),
    ("/1985-04-12", "", "1985-04-12"),
    ("/1985-04", "", "1985-04-30"),
    ("/1985", "", "1985-12-31"),
    ("1984~/2004-06", "1984-01-01", "2004-06-30"),
    ("1984/2004-06~", "1984-01-01", "2004-06-30"),
    ("1984~/2004~", "1984-01-01", "2004-12-31"),
    ("1984?/2004%", "1984-01-01", "2004-12-31"),
    ("1984-06?/2004-08?", "1984-06-01", "2004-08-31"),
    ("1984-06-02?/2004-08-08~", "1984-06-02", "2004-08-08"),
    ("1984-06-02?/", "1984-06-02", ""),
    ("-1985", "-1985-01-01", "-1985-12-31"),
    # level 2
    ("Y-17E7", "Y-170000000-01-01", "Y-170000000-12-31"),
    ("1950S2", "1900-01-01", "1999-12-31"),
    ("Y171010000S3", "Y171000000-01-01", "Y171999999-12-31"),
    ("Y3388E2S3", "Y338000-01-01", "Y338999-12-31"),
    ("2001-25", "2001-03-01", "2001-05-31"),
    ("2001-26", "2001-06-01", "2001-08-31"),
    ("2001-27", "2001-09-01", "2001-11-30"),
    ("2001-28", "2001-12-01", "2002-02-28"),
    ("2001-29", "2001-09-01", "2001-11-30"),
    ("2001-30", "2001-12-01", "2002-02-28"),
    ("2001-31", "2001-03-01", "2001-05-31"),
    ("2001-32", "2001-06-01", "2001-08-31"),
    ("2001-33", "2001-01-01", "2001-03-31"),
    ("2001-34", "2001-04-01", "2001-06-30"),
    ("2001-35", "2001-07-01", "2001-09-30"),
    ("2001-36", "2001-10-01", "2001-12-31"),
    ("2001-37", "2001-01-01", "2001-04-30"),
    ("2001-38", "2001-05-01", "2001-08-31"),
    ("2001-39", "2001-09-01", "2001-12-31"),
    ("2001-40", "2001-01-01", "2001-06-30"),
    ("2001-41", "2001-07-01", "2001-12-31"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
    ("[..1760-12-03]", "", "1760-12-03"),
    ("[1760-12..]", "1760-12-01", ""),
    ("[1760-01,1760-02,1760-12..]", "1760-01-01", ""),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31"),
    ("[..1984]", "", "1984-12-31"),
    ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31"),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
    ("{..1984}", "", "1984-12-31"),
    ("2004-06~-11", "2004-06-11", "2004-06-11"),
    ("2004?-06-11", "2004-06-11", "2004-06-11"),
    ("?2004-06-~11", "2004-06-11", "2004-06-11"),
    ("2004-%06-11", "2004-06-11", "2004-06-11"),
    ("156X-12-25", "1560-12-25", "1569-12-25"),
    ("15XX-12-25", "1500-12-25", "1599-12-25"),
    ("XXXX-12-XX", "0000-12-01", "9999-12-31"),
    ("1XXX-XX", "1000-01-01", "1999-12-31"),
    ("1XXX-12", "1000-12-01", "1999-12-31"),
    ("1984-1X", "1984-10-01", "1984-12-31"),
    ("2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-20"),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
]  # fmt: skip


def text_or_none(day: int | None) -> str:
    return "" if day is None else day_text(day)


@pytest.mark.parametrize(("edtf", "first", "last"), LOC_EXAMPLES)
def test_an_example_of_the_specification_has_its_days_and_writes_back(
    edtf: str, first: str, last: str
) -> None:
    when = parse(edtf)
    assert when.edtf == str(when) == edtf
    assert (text_or_none(when.earliest), text_or_none(when.latest)) == (first, last)
    marks = set(edtf) & set("?~%")
    assert when.uncertain == bool(marks & set("?%"))
    assert when.approximate == bool(marks & set("~%"))
    assert parse(when.edtf) == when
    assert describe(when)


years = st.integers(-9999, 9999)
plain_years = years.map(lambda year: f"{year:04d}" if year >= 0 else f"{year:05d}")
marks = st.sampled_from(["", "", "", "?", "~", "%"])


@st.composite
def digits(draw: st.DrawFn) -> str:
    """A date of one to three parts, with unknown digits and marks anywhere."""
    year = draw(plain_years)
    parts = [year, f"{draw(st.integers(1, 12)):02d}", f"{draw(st.integers(1, 28)):02d}"]
    parts = parts[: draw(st.integers(1, 3))]
    parts = [
        "".join(
            draw(st.sampled_from((each, each, each, "X"))) if each.isdigit() else each
            for each in part
        )
        for part in parts
    ]
    return "-".join(draw(marks) + part + draw(marks) for part in parts)


@st.composite
def plain_dates(draw: st.DrawFn) -> str:
    """A year, a part of a year or a day, with a mark or none."""
    year = draw(plain_years)
    part = draw(st.sampled_from(["", "month", "day", "season"]))
    if part == "season":
        return f"{year}-{draw(st.integers(21, 41))}{draw(marks)}"
    if not part:
        return year + draw(marks)
    month = draw(st.integers(1, 12))
    day = f"-{draw(st.integers(1, 28)):02d}" if part == "day" else ""
    return f"{year}-{month:02d}{day}{draw(marks)}"


@given(digits())
@example("?2004-06-11")
@example("-XXX1-02-29")
@example("1XX4-02-29~")
@example("20X0-XX-31")
def test_unknown_digits_stand_for_each_day_that_fits(text: str) -> None:
    plain = text.translate(str.maketrans("", "", "?~%"))
    sign = "-" if plain.startswith("-") else ""
    parts = [*plain.removeprefix("-").split("-"), "XX", "XX"][:3]
    try:
        date = FuzzyDate(text)
    except DateError:
        assert not set(plain) - set("X-") or plain == "-0000" or not any(_fitting(sign, parts))
        return
    fitting = _fitting(sign, parts)
    first = next(fitting)
    assert date.earliest == first
    if "X" not in parts[0][:2]:
        expected = {first, *fitting}
        assert (
            set(itertools.chain(*(range(low, high + 1) for low, high in day_runs(date.edtf))))
            == expected
        )
        assert date.latest == max(expected)
    assert FuzzyDate(date.edtf) == date


def _fitting(sign: str, parts: list[str]):  # type: ignore[no-untyped-def]
    def values(pattern: str, choices: range) -> list[int]:
        return [
            each
            for each in choices
            if all(p in ("X", d) for p, d in zip(pattern, f"{each:0{len(pattern)}d}", strict=True))
        ]

    sizes = values(parts[0], range(10_000))
    for year in [-size for size in reversed(sizes) if size] if sign else sizes:
        for month in values(parts[1], range(1, 13)):
            for day in values(parts[2], range(1, days_in_month(year, month) + 1)):
                yield day_number(year, month, day)


@given(plain_dates())
def test_a_plain_date_writes_back_as_it_was(text: str) -> None:
    if text.startswith("-0000"):
        with pytest.raises(DateError, match="has no sign"):
            FuzzyDate(text)
    else:
        assert FuzzyDate(text).edtf == text


@given(
    st.lists(
        plain_dates().filter(lambda text: not text.startswith("-0000")), min_size=1, max_size=6
    )
)
def test_a_choice_does_not_depend_on_the_order_of_its_dates(texts: list[str]) -> None:
    date = FuzzyDate(f"[{','.join(texts)}]")
    assert date == FuzzyDate(f"[{', '.join(reversed(texts))}]") == FuzzyDate(date.edtf)
    assert day_runs(date.edtf) == united(run for text in texts for run in day_runs(text))
    whole = Span.parse("{" + ",".join(texts) + "}")
    assert whole == Span.parse(whole.edtf)
    assert (whole.earliest, whole.latest) == (date.earliest, date.latest)


@given(
    plain_dates(),
    plain_dates(),
    st.sampled_from(["{}..{}", "{}..", "..{1}", "{0},{1}..", "..{0},{1}"]),
)
def test_ranges_write_back_and_keep_open_ends_open(first: str, second: str, form: str) -> None:
    if "-0000" in (first[:5], second[:5]):
        return
    text = f"[{form.format(first, second)}]"
    try:
        date = FuzzyDate(text)
    except DateError as error:
        assert "before it starts" in error.reason
        return
    assert FuzzyDate(date.edtf) == date
    assert (date.earliest is None) == (date.earliest_end is End.open) == ("[.." in text)
    assert (date.latest is None) == (date.latest_end is End.open) == ("..]" in text)


sides = st.one_of(
    plain_dates().filter(lambda text: not text.startswith("-0000")), st.sampled_from(["", ".."])
)


@given(sides, sides)
def test_an_interval_writes_back_and_keeps_open_and_unknown_apart(left: str, right: str) -> None:
    text = f"{left}/{right}"
    try:
        span = Span.parse(text)
    except DateError as error:
        assert "before it starts" in error.reason
        assert FuzzyDate(right).latest < FuzzyDate(left).earliest  # type: ignore[operator]
        return
    assert span.edtf == text
    assert parse(text) == span
    ends = {"": End.unknown, "..": End.open}
    assert (span.start_end, span.end_end) == (ends.get(left, End.known), ends.get(right, End.known))


@given(st.text(max_size=30) | st.text("0123456789-X?~%[]{}.,/TYES", max_size=30))
@example("2024-W01-1")
@example("２０２４-07-28")
@example("2024-07-28\n")
@example("0000-01-01T00:00:00")
def test_any_text_is_a_date_that_writes_back_or_a_date_error(text: str) -> None:
    try:
        when = parse(text)
    except DateError as error:
        assert str(error).isprintable()
        assert len(str(error)) < 600
    else:
        assert parse(when.edtf) == when
        assert describe(when)


@given(st.integers(-3_652_000, 3_652_000))
def test_a_day_number_has_one_text_and_one_date(day: int) -> None:
    assert FuzzyDate(day_text(day)).earliest == day
    assert day_number(*day_parts(day)) == day
    date = day_date(day)
    assert date is None or (date.toordinal() == day and date.isoformat() == day_text(day))
    assert (date is None) == (not 1 <= day <= dt.date.max.toordinal())


@given(st.integers(-(10**15), 10**15))
def test_long_years_keep_their_days(year: int) -> None:
    first = day_number(year, 1, 1)
    assert day_parts(first) == (year, 1, 1)
    assert day_number(year, 12, 31) - first == 364 + is_leap_year(year)
    assert FuzzyDate(day_text(first)).earliest == first
    assert FuzzyDate(runs_text(((first, first + 364 + is_leap_year(year)),))).earliest == first


@given(
    st.lists(st.tuples(st.integers(730_000, 742_000), st.integers(0, 800)), min_size=1, max_size=5),
    st.booleans(),
    st.booleans(),
)
def test_any_set_of_days_can_be_written(
    starts: list[tuple[int, int]], uncertain: bool, approximate: bool
) -> None:
    runs = united((low, low + n_days) for low, n_days in starts)
    edtf = runs_text(runs, uncertain=uncertain, approximate=approximate)
    date = FuzzyDate(edtf)
    assert date.edtf == edtf
    assert day_runs(edtf) == runs
    assert (date.uncertain, date.approximate) == (uncertain, approximate)


def test_the_shortest_text_for_a_stretch_is_used() -> None:
    for text in (
        "2024-07-28",
        "2024-02",
        "2024",
        "202X",
        "19XX",
        "1XXX",
        "[2024-02..2024-05]",
        "[2023-05..2024-12]",
        "[..2024-07-31]",
        "[2023-01-01..]",
        "-0044",
        "Y12345",
        "[2024-02-02..2024-03-31]",
    ):
        assert runs_text(day_runs(text)) == text
    assert runs_text(((day_number(2020, 1, 1), day_number(2021, 12, 31)),)) == "[2020..2021]"


WRONG = [
    ("", "None"), ("   ", "empty"), ("XXXX", "None"), ("XXXX-XX-XX", "None"), ("-XXXX", "None"),
    ("2024-13", "month"), ("2024-00", "month"), ("2024-42", "month"), ("2024-20", "month"),
    ("2023-02-29", "days 01 to 28"), ("2024-07-32", "days"), ("2024-07-00", "days"),
    ("XXXX-02-30", "no day fits"), ("2024-2X", "no day fits"), ("2024-07-4X", "no day fits"),
    ("1863- 03-29", "EDTF"), (" 1863-03-29", "EDTF"), ("1863-03-29 ", "EDTF"), ("+2006", "EDTF"),
    ("20240728", "EDTF"), ("2024-7-28", "EDTF"), ("2024-W30-7", "EDTF"), ("28.07.2024", "EDTF"),
    ("2024-21-05", "01 to 12"), ("-0000", "no sign"), ("Y2006", "no Y"), ("Y02006", "leading zero"),
    ("Y20067890-14-10%", "month"), ("Y1E16", "10\\*\\*15"), ("Y9999999999999999", "10\\*\\*15"),
    ("Y99999999999999999999", "leading zero"), ("Y1E99", "10\\*\\*15"), ("-0000S2", "no sign"),
    ("199u", "2012"), ("2004/open", "2012"), ("uuuu-04", "2012"), ("July 2024", "EDTF"), ("Tuesday", "EDTF"), ("1985-04-12T23:20", "Thh:mm:ss"), ("1985-04-12T24:00:00", "Thh"),
    ("1985-04-12T23:20:30z", "Thh"), ("1985-04-31T23:20:30Z", "days"), ("2012-10-10T10:10:10Z10", "Thh"),
    ("[1984", "ends with"), ("[]", "missing"), ("[1984,]", "missing"), ("[..]", "range"), ("[1..2..3]", "range"),
    ("[1985..1984]", "before it starts"), ("[[1984]]", "holds dates"), ("[1984/1985]", "ends with"),
    ("{1984", "braces"), ("{}", "missing"), ("{1984,,1985}", "missing"), ("{..}", "missing"),
    ("{1985..1984}", "before it starts"), ("{[1984]}", "holds dates"), ("{1984T}", "holds dates"),
    ("1984/1985/1986", "one slash"), ("2012/2010", "before it starts"), ("2012-24/2012-21", "before it starts"),
    ("2012-23/2012-22", "before it starts"), ("Y-61000/-70000", "EDTF"), ("0000/-0001", "before it starts"),
    ("1985-04-12T23:20:30/1986", "without a time"), ("[1985-04-12T23:20:30]", "without a time"),
    ("1" * 201, "200 characters"), ("{" + "1984," * 50 + "1985}", "200 characters"), ("1984/" + "1" * 400, "401 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), WRONG)
def test_what_is_no_date_says_why(text: str, reason: str) -> None:
    with pytest.raises(DateError, match=reason):
        parse(text)


@pytest.mark.parametrize("text", ["1984/1985", "{1984,1985}"])
def test_a_span_is_not_one_day(text: str) -> None:
    with pytest.raises(DateError, match=r"use Span\.parse"):
        FuzzyDate(text)


def test_a_day_or_a_number_is_not_edtf_text() -> None:
    with pytest.raises(DateError, match="EDTF text"):
        FuzzyDate(dt.date(2024, 7, 28))  # type: ignore[arg-type]
    with pytest.raises(DateError, match="slash"):
        Span.parse("1984")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("?2004-06-11", "2004?-06-11"),
        ("?2004", "2004?"),
        ("?2004~", "2004%"),
        ("?2004-?06-?11", "2004-06-11?"),
        ("2004?-06?-11", "2004-06?-11"),
        ("2004?-06~-11", "%2004-~06-11"),
        ("2004-06~-?11", "~2004-~06-?11"),
        ("[1984]", "1984"),
        ("[1668, 1667,1667]", "[1667,1668]"),
        ("[2021-01-24~ .. 2021-01-31~]", None),
    ],
)
def test_marks_and_choices_have_one_spelling(text: str, canonical: str | None) -> None:
    if canonical is None:
        with pytest.raises(DateError):
            FuzzyDate(text)
    else:
        assert FuzzyDate(text).edtf == canonical


@pytest.mark.parametrize(
    ("edtf", "precision"),
    [
        ("2024-07-28", "day"), ("2024-07-28T10:00:00Z", "day"), ("2024-07", "month"), ("2024-07-XX", "month"),
        ("2024-21", "season"), ("2024-33", "quarter"), ("2024-37", "four_months"), ("2024-40", "half"),
        ("2024", "year"), ("2024-XX", "year"), ("2024-XX-XX", "year"), ("Y12345", "year"), ("202X", "decade"),
        ("20XX", "century"), ("1950S2", "century"), ("2XXX", "millennium"), ("2024S4", "year"), ("-1859S5", "year"),
        ("[..2024]", "before"), ("[2024..]", "after"), ("[2023..2024]", "range"), ("1984-1X", "range"),
        ("2024-02-2X", "range"), ("[2023,2024-05]", "choice"), ("[..2020,2024..]", "choice"), ("2024-0X-29", "choice"),
        ("2X24", "choice"), ("Y171010000S3", "range"), ("20XX-21", "choice"),
    ],
)  # fmt: skip
def test_precision_names_how_narrowly_a_date_is_known(edtf: str, precision: str) -> None:
    assert FuzzyDate(edtf).precision is Precision(precision)


def test_negative_years_with_significant_digits_stay_negative() -> None:
    date = FuzzyDate("-0044S2")
    assert (text_or_none(date.earliest), text_or_none(date.latest)) == (
        "-0099-01-01",
        "-0001-12-31",
    )
    assert FuzzyDate("Y-17E7S2").earliest == day_number(-179_999_999, 1, 1)


def test_only_one_certain_day_is_exact() -> None:
    exact = {
        text: FuzzyDate(text).is_exact
        for text in ("2024-07-28", "2024-07-28~", "2024-?07-28", "2024-07", "[..2024-07-28]")
    }
    assert [text for text, is_exact in exact.items() if is_exact] == ["2024-07-28"]


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("2024-21", "2024-29"), ("2024-24~", "2024-32~"), ("2024-22/2025-23", "2024-30/2025-31"),
        ("[2024-21,2025-05-21..2026-24]", "[2024-29,2025-05-21..2026-32]"), ("2024-05-21", "2024-05-21"),
        ("2024-25", "2024-25"), ("{2024-21,2025}", "{2024-29,2025}"), ("2024~-21", "2024~-29"),
    ],
)  # fmt: skip
def test_seasons_move_to_the_hemisphere_of_the_place(text: str, moved: str) -> None:
    assert parse(text, hemisphere="south").edtf == moved
    assert parse(text, hemisphere="north").edtf == text
    with pytest.raises(DateError, match="characters"):
        parse("2024-21" * 40, hemisphere="south")


def test_dates_are_values() -> None:
    date = FuzzyDate("2024-07", as_written="tháng 7", basis="year of the report")
    assert pickle.loads(pickle.dumps(date)) == date
    assert hash(date) == hash(
        FuzzyDate("2024-07", as_written="tháng 7", basis="year of the report")
    )
    assert date != FuzzyDate("2024-07")
    assert attrs.evolve(date, edtf="2024-08").earliest == day_number(2024, 8, 1)
    assert repr(FuzzyDate("2024")) == "FuzzyDate(edtf='2024', as_written='', basis='')"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        date.edtf = "2025"  # type: ignore[misc]
    span = Span(start=date, end_end=End.censored)
    assert pickle.loads(pickle.dumps(span)) == span


@pytest.mark.parametrize("other", [FuzzyDate("2025"), Span.parse("2024/2025"), 3])
def test_dates_have_no_order(other: object) -> None:
    for when in (FuzzyDate("2024"), Span.parse("2024/..")):
        for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
            with pytest.raises(TypeError, match="key=sort_key"):
                getattr(when, compare)(other)


def test_a_span_holds_only_ends_that_make_sense() -> None:
    year = FuzzyDate("2024")
    assert Span(start=year) == Span.parse("2024/")
    assert Span(end=year, start_end=End.open) == Span.parse("../2024")
    assert Span.parse("/").edtf == "/"
    censored = Span(start=year, end=FuzzyDate("2025"), end_end="censored")  # type: ignore[arg-type]
    assert censored.end_end is End.censored
    assert (censored.edtf, censored.latest) == ("2024/", None)
    assert Span(start=year, start_end=End.censored).earliest is None
    with pytest.raises(DateError, match=r"'end=None, end_end=known' is .* needs its day"):
        Span(start=year, end_end=End.known)
    with pytest.raises(DateError, match="has no day"):
        Span(start=year, end=year, end_end=End.open)
    with pytest.raises(DateError, match="before it starts"):
        Span(start=year, end=FuzzyDate("2023"))
    with pytest.raises(ValueError, match="later"):
        Span(start=year, end_end="later")  # type: ignore[arg-type]


def test_a_set_gives_its_span_its_ends() -> None:
    both = Span.parse("{1960,1961-12}")
    assert (both.start, both.end) == (FuzzyDate("1960"), FuzzyDate("1961-12"))
    assert attrs.evolve(both, basis="two meetings").members == ("1960", "1961-12")
    assert Span(members=("1961-12", "1960")) == both
    assert Span.parse("{1984..}").end_end is End.open
    nested = Span.parse("{1960,1960-03}")
    assert (nested.start, nested.end) == (
        FuzzyDate("[1960..1960-03]"),
        FuzzyDate("[1960-03..1960]"),
    )
    assert Span.parse("{1961?,1962}").uncertain
    assert not both.approximate
    with pytest.raises(DateError, match="follow from the members"):
        Span(members=("1960",), start=FuzzyDate("1959"))


@given(
    st.lists(
        st.one_of(
            st.none(),
            plain_dates().filter(lambda text: not text.startswith("-0000")).map(FuzzyDate),
            st.sampled_from(["2024/..", "2024/", "../2024", "/", "2024-07/2025", "../.."]).map(
                Span.parse
            ),
        ),
        max_size=8,
    )
)
def test_sorting_is_total_and_puts_what_has_no_date_last(
    whens: list[FuzzyDate | Span | None],
) -> None:
    ordered, backwards = list(whens), whens[::-1]
    ordered.sort(key=sort_key)
    backwards.sort(key=sort_key)
    assert ordered == backwards
    n_dated = sum(when is not None for when in whens)
    assert all(when is not None for when in ordered[:n_dated])
    for one, other in itertools.combinations(whens, 2):
        assert (sort_key(one) == sort_key(other)) == (one == other)


def test_deadlines_sort_at_their_last_day() -> None:
    texts = [
        "[..2024-07-31]",
        "2024-07-30",
        "2024-08-01",
        "[2024-07-31..]",
        "[..2020,2030..]",
        "../2024-07-29",
        "2024-06-01/",
    ]
    ordered = sorted(map(parse, texts), key=sort_key)
    assert [when.edtf for when in ordered] == [
        "2024-06-01/", "../2024-07-29", "2024-07-30", "[..2024-07-31]", "[2024-07-31..]", "2024-08-01", "[..2020,2030..]",
    ]  # fmt: skip


def test_tri_follows_the_strong_logic() -> None:
    order = {Tri.NO: 0, Tri.MAYBE: 1, Tri.YES: 2}
    for a, b in itertools.product(Tri, Tri):
        assert order[a & b] == min(order[a], order[b])
        assert order[a | b] == max(order[a], order[b])
        assert order[~a] == 2 - order[a]
    assert Tri.YES
    assert not Tri.NO
    with pytest.raises(TypeError, match=r"is Tri\.YES"):
        bool(Tri.MAYBE)
    for operation in (lambda: Tri.YES & True, lambda: Tri.YES | True):  # type: ignore[operator]
        with pytest.raises(TypeError):
            operation()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-07-28", "2024-07-28"), ("2024-07", "July 2024"), ("2024", "2024"), ("2024~", "about 2024"),
        ("2024?", "2024 (uncertain)"), ("2024-05%", "about May 2024 (uncertain)"), ("[..2025-03-31]", "by 2025-03-31"),
        ("[2023-05..]", "May 2023 or later"), ("[..2023-05~]", "by about May 2023"), ("1984-1X~", "about a day from 1984-10-01 to 1984-12-31"),
        ("{1960~,1961-12?}", "about 1960 and December 1961 (uncertain)"), ("[2021-01-24~..2021-01-31~]", "between about 2021-01-24 and about 2021-01-31"),
        ("202X", "the 2020s"), ("19XX", "1900 to 1999"), ("2024-21", "spring 2024"), ("2024-32", "winter 2024 (southern)"),
        ("2024-25", "spring 2024 (northern)"), ("2024-34", "second quarter of 2024"), ("2024-41", "second half of 2024"),
        ("2024-37", "January to April 2024"), ("[2023,2025-04]", "2023 or April 2025"), ("-0043", "44 BC"),
        ("Y12345", "12345"), ("XXXX-12-25", "a day that fits XXXX-12-25"), ("-201X", "a day from -2019-01-01 to -2010-12-31"),
        ("1984-1X", "a day from 1984-10-01 to 1984-12-31"), ("1XXX", "1000 to 1999"),
        ("2024/2025", "from 2024 to 2025"), ("2024/", "from 2024, end unknown"), ("../2024", "no start to 2024"),
        ("/..", "start unknown, no end"), ("{1960,1961-12}", "1960 and December 1961"), ("2024-07-28T10:00:00Z", "2024-07-28"),
    ],
)  # fmt: skip
def test_a_date_is_told_in_words(text: str, words: str) -> None:
    assert describe(parse(text)) == words


def test_what_is_missing_or_censored_is_told_too() -> None:
    day = FuzzyDate("2024-12-31")
    assert describe(None) == "date unknown"
    assert (
        describe(Span(start_end=End.censored, end_end=End.censored))
        == "start not observed, end not observed"
    )
    assert (
        describe(Span(start=day, end=day, start_end=End.censored, end_end=End.censored))
        == "under way by 2024-12-31, still so at 2024-12-31"
    )


def test_importing_dates_loads_no_locale_data_and_no_other_part_of_the_package() -> None:
    # The package's own __init__ loads more: it is left out, to see what dates need.
    code = f"""
import sys, types
package = sys.modules["alliancekit"] = types.ModuleType("alliancekit")
package.__path__ = [{str(Path(alliancekit.dates.__file__).parent.parent)!r}]
import alliancekit.dates
print([name for name in ("babel", "numpy", "pluggy", "cattrs") if name in sys.modules])
print(sorted({{name.split(".")[1] for name in sys.modules if name.startswith("alliancekit.")}}))
"""
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines() == ["[]", "['dates', 'errors']"]


@pytest.mark.parametrize("unit", ["1", "X", "?", "[", "1..", "2024,", "/", "Y1", "-11", "T"])
def test_no_text_takes_long(unit: str) -> None:
    for n_chars in (199, 1_000, 100_000):
        for text in (unit * n_chars, f"[{unit * n_chars}]", "{" + unit * n_chars + "}"):
            with pytest.raises(DateError):
                parse(text[:n_chars])


@pytest.mark.slow
def test_the_widest_pattern_stays_quick() -> None:
    assert compatible(FuzzyDate("XXXX-XX-25"), FuzzyDate("2024-04-25"))
    assert not compatible(FuzzyDate("XXXX-XX-25"), FuzzyDate("XXXX-XX-24"))
    assert len(day_runs("XXXX-XX-29")) == 112_425


def test_a_day_that_does_not_exist_has_no_number() -> None:
    for parts in ((2023, 2, 29), (2024, 13, 1), (2024, 0, 1), (2024, 1, 0), (10**15 + 1, 1, 1)):
        with pytest.raises(DateError):
            day_number(*parts)


def test_readings_are_the_same_from_a_cold_and_a_warm_cache() -> None:
    texts = [edtf for edtf, _, _ in LOC_EXAMPLES if "/" not in edtf and "{" not in edtf]
    warm = [reading(text) for text in texts]
    assert [reading.__wrapped__(text) for text in texts] == warm
