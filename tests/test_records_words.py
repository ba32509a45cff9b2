"""Dates and sums in a source's own words: read as one would read them there, or refused by name."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit import dates, money
from alliancekit.dates import FuzzyDate, Span, Unresolved
from alliancekit.errors import AllianceKitError, DateError, RecordError
from alliancekit.kinds import Stage
from alliancekit.model import Agreement, Event, Milestone, Source
from alliancekit.money import Money, UnresolvedMoney
from alliancekit.records import Reading, read_text, written
from alliancekit.tables import (
    Condition,
    DateRule,
    Mapping,
    MilestoneRule,
    MoneyRule,
    SpanRule,
    read_table,
)

DATA = Path(__file__).parent / "data"
FORMATS = ("yaml", "json", "jsonl")


@cache
def phrases(kind: str) -> list[dict[str, str]]:
    with (DATA / f"{kind}_phrases.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def report(fields: dict[str, Any], source: dict[str, str] | None = None, n: int = 0) -> Any:
    event = {"id": "x", "event": "meeting", **fields}
    return {"source": {"id": f"s{n}", **(source or {})}, "records": [event]}


def reading(reports: list[Any]) -> Reading:
    return read_text(json.dumps(reports), format="json", errors="collect", name="reports.json")


def says(fields: dict[str, Any], **source: str) -> Event | Agreement:
    (record,) = read_text(json.dumps(report(fields, source)), format="json").records
    return record.says


def when(value: Any, **source: str) -> Any:
    told = says({"when": value}, **source)
    assert isinstance(told, Event)
    return told.when


def refusal(fields: dict[str, Any], **source: str) -> str:
    found = reading([report(fields, source)])
    (problem,) = found.problems
    assert problem.source == "reports.json"
    assert problem.record == "s0#x"
    return f"{problem.path}: {problem.message}"


DE = {"language": "de", "published": "2024-08-01"}
EN = {"language": "en", "published": "2024-08-01"}


# ------------------------------------------------------------------------------- every phrase


@cache
def read_phrases(kind: str, form: str) -> list[tuple[dict[str, str], Any, list[Any]]]:
    """Rows of a corpus, each with what a report says that holds its phrase, and the problems."""
    # A phrase means the same in either form: one of them is enough for most.
    rows = phrases(kind)[:: 1 if form == "mapping" else 5]
    reports = []
    for n, row in enumerate(rows):
        source = {"language": row["language"]}
        if row.get("anchor"):
            source["published"] = row["anchor"]
        beside = {name: row[name] for name in ("country", "direction") if row.get(name)}
        value: Any = row["phrase"] if form == "text" else {"as_written": row["phrase"], **beside}
        reports.append(report({"when" if kind == "date" else "money": value}, source, n))
    found = reading(reports)
    said = {str(record.source): record.says for record in found.collection.records}
    problems: dict[str, list[Any]] = {}
    for problem in found.problems:
        problems.setdefault(problem.record, []).append(problem)
    return [(row, said.get(f"s{n}"), problems.get(f"s{n}#x", [])) for n, row in enumerate(rows)]


def resolved_date(row: dict[str, str], *, beside: bool) -> FuzzyDate | Span | Unresolved:
    return dates.resolve(
        row["phrase"],
        FuzzyDate(row["anchor"]) if row["anchor"] else None,
        language=row["language"],
        country=(row["country"] or None) if beside else None,
        direction=(row["direction"] or None) if beside else None,  # type: ignore[arg-type]
    )


def test_every_phrase_of_a_date_means_in_a_report_what_the_corpus_says() -> None:
    n_read = 0
    for row, told, problems in read_phrases("date", "mapping"):
        if row["meaning"].startswith("?"):
            assert told is None, row
            (problem,) = problems
            assert (problem.code, problem.path) == ("date", "/when")
            readings = row["meaning"].removeprefix("?").split(" | ")
            assert all(each.strip() in problem.message for each in readings[:6])
        else:
            assert told.when.edtf == row["meaning"].split(" ")[0]
            assert told.when.as_written == row["phrase"]
            n_read += 1
    assert n_read > 1_000


def test_a_date_may_stand_in_words_alone() -> None:
    n_read = 0
    for row, told, problems in read_phrases("date", "text"):
        expected = resolved_date(row, beside=False)
        if is_edtf(row["phrase"]):
            assert told.when == dates.parse(row["phrase"])
        elif isinstance(expected, Unresolved):
            assert told is None
            (problem,) = problems
            assert (problem.code, problem.path) == ("date", "/when")
            assert all(str(each) in problem.message for each in expected.readings[:6])
        else:
            assert told.when == expected
            n_read += 1
    assert n_read > 200


def is_edtf(text: str) -> bool:
    try:
        dates.parse(text)
    except DateError:
        return False
    return True


@pytest.mark.parametrize(("form", "n_least"), [("mapping", 400), ("text", 60)])
def test_every_phrase_of_a_sum_means_in_a_report_what_it_means_there(
    form: str, n_least: int
) -> None:
    n_read = 0
    for row, told, problems in read_phrases("money", form):
        country = (row["country"] or None) if form == "mapping" else None
        expected = money.resolve(row["phrase"], language=row["language"], country=country)
        if form == "text" and is_written_sum(row["phrase"]):
            assert told.money == money.parse(row["phrase"])
            assert told.extra == ()
        elif isinstance(expected, UnresolvedMoney):
            assert told is None
            (problem,) = problems
            assert problem.path == "/money"
            assert all(str(each) in problem.message for each in expected.readings[:6])
        else:
            assert told.money == expected
            assert told.extra == (("money", row["phrase"]),)
            n_read += 1
    assert n_read > n_least


def is_written_sum(text: str) -> bool:
    try:
        money.parse(text)
    except RecordError:
        return False
    return True


@pytest.mark.parametrize("kind", ["date", "money"])
@pytest.mark.parametrize("format_", FORMATS)
def test_what_was_read_from_words_is_written_and_read_back_the_same(
    kind: str, format_: Any
) -> None:
    rows = [row for row, told, _ in read_phrases(kind, "mapping") if told is not None]
    reports = [
        report(
            {"when" if kind == "date" else "money": {"as_written": row["phrase"]}},
            {"language": row["language"], "published": row.get("anchor") or "2024-08-01"},
            n,
        )
        for n, row in enumerate(rows[::7])
    ]
    collection = reading(reports).collection
    assert len(collection.records) > 30
    assert read_text(written(collection, format_), format=format_) == collection


# ------------------------------------------------------------------------------- any text at all


languages = st.sampled_from(["de", "en", "fr-CA", "ja-JP", "vi", "zh-Hant-TW", "es", "", "en-XX"])


@given(st.text(max_size=30), languages, st.sampled_from(["when", "money", "signed"]))
def test_any_text_is_read_or_refused_and_never_changes_what_another_report_says(
    text: str, language: str, field: str
) -> None:
    fields: dict[str, Any] = {"when": text} if field == "when" else {"money": text}
    source = {"language": language, "published": "2024-08-01"} if language else {}
    found = report(fields, source, 1)
    if field == "signed":
        pact = {"id": "x", "agreement": "trade", "milestones": {"signed": text}}
        found["records"] = [pact]
    other = report({"when": "letzte Woche", "money": "3 Mrd. Yen"}, DE, 2)
    one_way, other_way = reading([found, other]), reading([other, found])
    assert one_way.collection == other_way.collection
    assert set(one_way.problems) == set(other_way.problems)
    assert len(one_way.collection.records) + len(one_way.rejected) == 2


@given(dates=st.dates(), language=languages)
def test_a_day_in_edtf_is_never_taken_for_words(dates: Any, language: str) -> None:
    source = {"language": language} if language else {}
    assert when(dates.isoformat(), **source) == FuzzyDate(dates.isoformat())


# ------------------------------------------------------------------------------- what settles it


def test_words_are_seen_from_the_day_on_which_the_source_appeared() -> None:
    expected = FuzzyDate("2024-07-31", as_written="gestern", basis="from 2024-08-01")
    assert when("gestern", **DE) == when({"as_written": "gestern"}, **DE) == expected
    assert when({"as_written": "gestern", "anchor": "2020-03-01"}, **DE).edtf == "2020-02-29"


def test_an_anchor_may_be_as_vague_as_the_day_on_which_the_source_appeared() -> None:
    assert when("gestern", language="de", published="2024-08").edtf == "[2024-07-31..2024-08-30]"
    vague = {"as_written": "gestern", "anchor": {"edtf": "2024-08~", "basis": "by the context"}}
    assert when(vague, **DE).approximate


def test_a_region_in_the_language_settles_how_days_and_sums_are_written_there() -> None:
    published = {"published": "2024-08-01"}
    assert when("03/04/2024", language="en-US").edtf == "2024-03-04"
    assert when("03/04/2024", language="EN-gb").edtf == "2024-04-03"
    assert when("letzte Woche", language="de-AT", **published).edtf == "[2024-07-22..2024-07-28]"
    assert when("letzte Woche", language="de", **published).approximate
    told = says({"money": "$3.5 billion"}, language="en-Latn-AU")
    assert told.money == money.parse("AUD 3.5 billion")


@pytest.mark.parametrize("language", ["de", "de-DE", "de-XX", "de-u-co-phonebk"])
def test_the_country_of_the_source_is_not_the_one_whose_fiscal_year_it_speaks_of(
    language: str,
) -> None:
    words = "bis Ende des Haushaltsjahres"
    source = {"language": language, "published": "2024-07-28"}
    assert "a fiscal year is a country's: give country" in refusal({"when": words}, **source)
    told = when({"as_written": words, "country": "Japan"}, **source)
    assert (told.edtf, told.basis) == ("[..2025-03-31]", "fiscal year of JPN; from 2024-07-28")
    in_march = when("Ende des Haushaltsjahres im März", **source)
    assert (
        in_march.edtf
        == when("Ende des Haushaltsjahres im März", language="de", published="2024-07-28").edtf
    )


def test_of_two_years_the_one_that_is_told_of_may_be_said() -> None:
    words = "am 28. Juli"
    assert refusal({"when": words}, **DE) == (
        "/when: 'am 28. Juli' is not a date: it has several readings: choose one, or tell more by "
        "country, anchor or direction; it may mean 2024-07-28 or 2025-07-28"
    )
    assert when({"as_written": words, "direction": "past"}, **DE).edtf == "2024-07-28"
    assert when({"as_written": words, "direction": "future"}, **DE).edtf == "2025-07-28"
    assert when({"as_written": words, "edtf": "2025-07-28"}, **DE) == FuzzyDate(
        "2025-07-28", as_written=words
    )


@pytest.mark.parametrize(
    ("text", "source", "message"),
    [
        ("letzte Wocche", DE, "no pattern of this language fits; write it in EDTF"),
        ("gestern", {"language": "de"}, "give the day on which it was written as anchor"),
        ("gestern", {"published": "2024-08-01"}, "its source has no language: give it one"),
        ("yesterday", {"published": "2024-08-01"}, "no language: give it one; it may mean 2024-07"),
        ("yesterday", {**DE, "language": "tlh"}, "it may mean 2024-07-31"),
        ("March", DE, "it may mean 2024-03 or 2025-03"),
        ("2021-13", DE, "'2021-13' is not a date: the month must be 01 to 12"),
        ("2024-07-28T25:00", DE, "a time is written Thh:mm:ss"),
        ("2024-W31", DE, "it may mean [2024-07-29..2024-08-04]"),
        ("", DE, "it is empty"),
        ("gestern" + " " * 300, DE, "a phrase has at most 200 characters"),
    ],
)
def test_what_is_not_one_date_is_refused_with_the_reason(
    text: str, source: dict[str, str], message: str
) -> None:
    assert message in refusal({"when": text}, **source)


@pytest.mark.parametrize(
    ("value", "source", "message"),
    [
        ("3 billion", EN, "is not a sum of money: write it like"),
        ({"as_written": "3 Milliarden"}, DE, "'3 Milliarden' is not one sum: it gives no amount"),
        ({"as_written": "3 yen"}, {}, "its source has no language: give it one"),
        ({"as_written": "3 yen"}, {"language": "tlh"}, "not one sum"),
        ("$3", EN, "it may mean ARS 3 or AUD 3 or BBD 3 or BMD 3 or BND 3 or BSD 3 or one of 2"),
        ({"as_written": "$3", "country": "NATO"}, EN, "is no country"),
        (3, EN, "must be a sum of money such as 'USD 3 million'"),
    ],
)
def test_what_is_not_one_sum_is_refused_with_the_reason(
    value: Any, source: dict[str, str], message: str
) -> None:
    assert message in refusal({"money": value}, **source)


def test_all_readings_are_named_where_they_are_few() -> None:
    message = refusal({"money": "3 rupees"}, **EN)
    assert message.endswith("it may mean INR 3 or LKR 3 or MUR 3 or NPR 3 or PKR 3 or SCR 3")


def test_every_problem_of_a_record_is_told_with_its_line() -> None:
    text = """
source: {id: dw, language: de, published: 2024-08-01}
records:
  - id: talks
    event: meeting
    when:
      as_written: im März
      country: Atlantis
      direction: backwards
      basis: a guess
    money: {as_written: 3 Mrd. Yen, bound: about}
  - {id: pact, agreement: trade, milestones: {signed: im März}}
"""
    with pytest.raises(RecordError) as caught:
        read_text(text, name="dw.yaml")
    told = [(each.record, each.line, each.path) for each in caught.value.problems]
    assert sorted(told) == [
        ("dw#pact", 12, "/milestones/signed"),
        ("dw#talks", 8, "/when/country"),
        ("dw#talks", 9, "/when/direction"),
        ("dw#talks", 10, "/when/basis"),
        ("dw#talks", 11, "/money/bound"),
    ]


# ------------------------------------------------------------------------------- where it may stand


def test_a_step_of_an_agreement_may_be_dated_in_words() -> None:
    expected = FuzzyDate("2024-07-31", as_written="gestern", basis="from 2024-08-01")
    for step in ("gestern", {"as_written": "gestern"}, {"when": "gestern"}, ["gestern"]):
        pact = {"id": "x", "agreement": "trade", "milestones": {"signed": step}}
        (record,) = reading([{"source": {"id": "a", **DE}, "records": [pact]}]).collection.records
        assert isinstance(record.says, Agreement)
        assert record.says.milestones == (Milestone(stage=Stage.signed, when=expected),)


def test_words_may_mean_a_span_or_date_the_ends_of_one() -> None:
    told = when("von 2019 bis 2021", **DE)
    assert (told.edtf, told.as_written) == ("2019/2021", "von 2019 bis 2021")
    told = when({"start": "gestern", "end": {"as_written": "morgen"}}, **DE)
    assert told.edtf == "2024-07-31/2024-08-02"
    beside = {"start": "gestern", "end": "morgen", "as_written": "bis morgen"}
    assert when(beside, **DE).as_written == "bis morgen"
    party = {"actor": "JPN", "span": {"as_written": "von 2019 bis 2021"}}
    assert says({"parties": [party]}, **DE).parties[0].span.edtf == "2019/2021"


def test_a_day_is_no_span_and_a_span_no_day() -> None:
    party = {"actor": "JPN", "span": "gestern"}
    assert "'gestern' is one day, 2024-07-31: give a span" in refusal({"parties": [party]}, **DE)
    anchored = {"as_written": "gestern", "anchor": "von 2019 bis 2021"}
    assert "is a span, 2019/2021: give one day" in refusal({"when": anchored}, **DE)


def test_a_source_and_an_actor_are_dated_in_edtf_alone() -> None:
    first = report({"when": "gestern"}, DE)
    for published in ("gestern", {"as_written": "gestern"}):
        second = {"source": {"id": "b", "language": "de", "published": published}}
        found = reading([first, second])
        assert [problem.path.split("/")[:3] for problem in found.problems] == [
            ["", "source", "published"]
        ]


def test_the_words_of_a_sum_stay_in_extra() -> None:
    told = says({"money": "3 Mrd. Yen", "extra": {"note": "p2"}}, **DE)
    assert told.extra == (("money", "3 Mrd. Yen"), ("note", "p2"))
    assert says({"money": "3 Mrd. Yen", "extra": {"money": "3 Mrd. Yen"}}, **DE).extra == (
        ("money", "3 Mrd. Yen"),
    )
    message = refusal({"money": "3 Mrd. Yen", "extra": {"money": "p2"}}, **DE)
    assert message.startswith("/extra/money: the words of the sum are kept here")


def test_a_sum_may_be_said_with_the_country_whose_money_it_is() -> None:
    told = says({"money": {"as_written": "rund 3 Mrd. Dollar", "country": "Australien"}}, **DE)
    assert isinstance(told.money, Money)
    assert str(told.money) == "about AUD 3000000000"


# ------------------------------------------------------------------------------- tables


def table(tmp_path: Path, text: str, mapping: Mapping, **options: Any) -> Any:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, mapping, **options)


def dated(**rule: Any) -> Mapping:
    start = DateRule(column="day", form="as_written", **rule)
    return Mapping(name="t", title="T", record="event", when=SpanRule(start=start))


@pytest.mark.parametrize("row", phrases("date")[::23], ids=lambda row: row["phrase"])
def test_a_phrase_means_in_a_cell_what_it_means_in_a_report(
    row: dict[str, str], tmp_path: Path
) -> None:
    rules = dated(language=row["language"], country=row["country"], anchor="seen")
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["day", "seen"], [row["phrase"], row["anchor"]]])
    found = read_table(path, rules, errors="collect")
    expected = resolved_date({**row, "direction": ""}, beside=True)
    if is_edtf(row["phrase"]) and not isinstance(dates.parse(row["phrase"]), Span):
        assert found.collection.records[0].says.when == FuzzyDate(row["phrase"])
    elif isinstance(expected, FuzzyDate):
        assert found.collection.records[0].says.when == expected
    else:
        (problem,) = found.problems
        assert (problem.code, problem.line, problem.path) == ("date", 2, "/day")


def test_words_in_cells_are_seen_from_the_source_where_no_column_says_from_when(
    tmp_path: Path,
) -> None:
    source = Source(id="paper", language="de-AT", published=FuzzyDate("2024-08-01"))
    found = table(tmp_path, "day\ngestern\n2024-07\n", dated(), source=source)
    told = [record.says.when for record in found.records]
    assert told == [
        FuzzyDate("2024-07-31", as_written="gestern", basis="from 2024-08-01"),
        FuzzyDate("2024-07"),
    ]
    assert found.records[0].says.extra == (("day", "gestern"),)


def test_words_in_cells_are_never_seen_from_another_day_than_the_rows_own(tmp_path: Path) -> None:
    source = Source(id="paper", language="de", published=FuzzyDate("2024-08-01"))
    text = "day,seen\ngestern,2020-03-01\ngestern,\ngestern,soon\nvon 2019 bis 2021,2020\n"
    found = table(tmp_path, text, dated(anchor="seen"), source=source, errors="collect")
    assert [record.says.when.edtf for record in found.collection.records] == ["2020-02-29"]
    told = [(problem.line, problem.message.split(": ", 1)[1]) for problem in found.problems]
    assert [line for line, _ in told] == [3, 4, 5]
    assert "'gestern' is not a date: it is relative" in told[0][1]
    assert "'soon' is not a date" in told[1][1]
    assert "it is a span, 2019/2021: give one day" in told[2][1]


def test_words_in_cells_bear_the_marks_of_their_rule_or_stay_in_extra_alone(tmp_path: Path) -> None:
    rules = dated(
        language="en", approximate=(Condition(column="est", values=("1",)),), impossible="keep"
    )
    found = table(tmp_path, "day,est\n28 July 2024,1\nsoon,\n28 July 2024,\n", rules)
    told = [record.says.when for record in found.records]
    assert [str(day) for day in told] == ["2024-07-28~", "None", "2024-07-28"]
    assert told[0].as_written == "28 July 2024"


def test_a_step_in_a_table_may_be_dated_in_words(tmp_path: Path) -> None:
    day = DateRule(column="day", form="as_written", language="ja")
    step = MilestoneRule(stage=Stage.signed, when=day)
    rules = Mapping(name="t", title="T", record="agreement", milestones=(step,))
    (record,) = table(tmp_path, "day\n令和6年7月28日\n", rules).records
    assert record.says.milestones[0].when.edtf == "2024-07-28"


def test_only_a_column_in_words_has_a_language() -> None:
    with pytest.raises(AllianceKitError, match="form is as_written"):
        DateRule(column="day", language="de")
    with pytest.raises(AllianceKitError, match="form is as_written"):
        DateRule(year="y", form="as_written", anchor="seen")


def test_sums_stand_in_cells_in_the_written_form_in_words_or_as_numbers(tmp_path: Path) -> None:
    rule = MoneyRule(column="cost", currency="USD", scale="million", language="de", country="AUS")
    rules = Mapping(name="t", title="T", record="event", money=rule, missing=("NA",))
    cells = ["JPY 3 billion", "3 Mrd. Yen", " 1.5 ", "3 Mio. Dollar", "NA", "viel"]
    text = "cost,n\n" + "".join(f"{cell},{n}\n" for n, cell in enumerate(cells))
    found = table(tmp_path, text, rules, errors="collect")
    told = [str(record.says.money) for record in found.collection.records]
    assert told == ["JPY 3000000000", "JPY 3000000000", "USD 1500000", "AUD 3000000", "None"]
    assert found.collection.records[1].says.extra == (("cost", "3 Mrd. Yen"), ("n", "1"))
    (problem,) = found.problems
    assert (problem.line, problem.code, problem.path) == (7, "money", "/cost")


def test_a_mapping_file_may_ask_for_words(tmp_path: Path) -> None:
    (tmp_path / "press.yaml").write_text(
        """
name: press
title: A list of clippings
record: event
when: {start: {column: day, form: as_written, language: fr, anchor: seen}}
money: {column: cost, language: fr}
""",
        encoding="utf-8",
    )
    text = "day,seen,cost\nla semaine dernière,2024-08-01,3 milliards de yens\n"
    (tmp_path / "table.csv").write_text(text, encoding="utf-8")
    (record,) = read_table(tmp_path / "table.csv", tmp_path / "press.yaml").records
    assert record.says.when.as_written == "la semaine dernière"
    assert str(record.says.money) == "JPY 3000000000"
