"""Phrases in thirteen languages: a corpus with anchors, and what holds for every phrase."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alliancekit.dates import (
    End,
    FuzzyDate,
    Span,
    Unresolved,
    day_date,
    day_number,
    describe,
    resolve,
    sort_key,
)
from alliancekit.dates.phrases.grammars import grammar
from alliancekit.dates.phrases.numerals import han_number
from alliancekit.dates.phrases.periods import moved_months, weekday_of
from alliancekit.dates.phrases.spelled import in_digits
from alliancekit.errors import DateError, OptionsError

LANGUAGES = ("ar", "de", "en", "es", "fr", "id", "it", "ja", "ko", "pt", "ru", "vi", "zh")
WEDNESDAY = dt.date(2024, 7, 31)
CORPUS = Path(__file__).parent / "data" / "date_phrases.tsv"


@cache
def corpus() -> list[dict[str, str]]:
    """Phrases and their meanings: EDTF, the ends of a span; ``?`` and readings if unresolved."""
    with CORPUS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def rows_of(language: str) -> list[dict[str, str]]:
    return [row for row in corpus() if row["language"] == language]


def told(row: dict[str, str]) -> str:
    got = resolve(
        row["phrase"],
        FuzzyDate(row["anchor"]) if row["anchor"] else None,
        language=row["language"],
        country=row["country"] or None,
        direction=row["direction"] or None,  # type: ignore[arg-type]
    )
    if isinstance(got, Unresolved):
        assert got.readings == tuple(sorted(got.readings, key=sort_key))
        return " ".join(["?", " | ".join(reading.edtf for reading in got.readings)]).strip()
    assert got.as_written == row["phrase"]
    if isinstance(got, Span) and (got.start_end, got.end_end) != (End.known, End.known):
        return f"{got.edtf} {got.start_end} {got.end_end}"
    return got.edtf


@pytest.mark.parametrize("row", corpus(), ids=lambda row: f"{row['language']} {row['phrase']}")
def test_a_phrase_of_the_corpus_means_what_it_says(row: dict[str, str]) -> None:
    said, meaning = told(row), row["meaning"]
    if meaning == "?":
        assert said.startswith("?")
    else:
        assert said == meaning


def test_the_corpus_covers_every_language() -> None:
    rows = corpus()
    assert len(rows) >= 2_000
    counts = Counter(row["language"] for row in rows)
    assert set(counts) == set(LANGUAGES)
    assert min(counts.values()) >= 65
    keys = [
        tuple(row[name] for name in ("language", "phrase", "anchor", "country", "direction"))
        for row in rows
    ]
    assert len(set(keys)) == len(keys)


anchors = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))
languages = st.sampled_from(LANGUAGES)
countries = st.sampled_from([None, "JPN", "USA", "DEU", "AUS", "ECU", "THA", "ZAF"])


@given(languages, st.text(max_size=40), anchors, countries)
def test_any_text_is_resolved_or_refused(
    language: str, text: str, anchor: dt.date, country: str | None
) -> None:
    got = resolve(text, anchor, language=language, country=country)
    assert isinstance(got, FuzzyDate | Span | Unresolved)


@given(st.data(), languages, anchors, countries)
def test_words_of_the_corpus_in_any_order_never_fail(
    data: st.DataObject, language: str, anchor: dt.date, country: str | None
) -> None:
    phrases = [row["phrase"] for row in rows_of(language)]
    words = data.draw(st.lists(st.sampled_from(phrases), min_size=1, max_size=3))
    got = resolve(" ".join(words), anchor, language=language, country=country)
    if isinstance(got, Unresolved):
        assert got.reason
    else:
        assert describe(got)


@given(st.data(), languages, anchors, countries)
def test_case_and_width_of_letters_do_not_matter(
    data: st.DataObject, language: str, anchor: dt.date, country: str | None
) -> None:
    row = data.draw(st.sampled_from(rows_of(language)))
    plain = resolve(row["phrase"], anchor, language=language, country=country)
    loud = resolve(f"  {row['phrase'].upper()}. ", anchor, language=language, country=country)
    if isinstance(plain, Unresolved):
        assert isinstance(loud, Unresolved)
        assert [each.edtf for each in loud.readings] == [each.edtf for each in plain.readings]
    else:
        assert not isinstance(loud, Unresolved)
        assert loud.edtf == plain.edtf


@given(anchors, st.integers(0, 400))
def test_a_fuzzy_anchor_gives_all_days_that_its_days_give(first: dt.date, n_days: int) -> None:
    last = first + dt.timedelta(days=n_days)
    anchor = FuzzyDate(f"[{first}..{last}]")
    for phrase in (
        "yesterday",
        "last month",
        "next year",
        "within two weeks",
        "by the end of the year",
    ):
        got = resolve(phrase, anchor)
        assert isinstance(got, FuzzyDate)
        low, high = resolve(phrase, first), resolve(phrase, last)
        assert isinstance(low, FuzzyDate)
        assert isinstance(high, FuzzyDate)
        assert (got.earliest, got.latest) == (low.earliest, high.latest)


@given(anchors)
def test_days_of_the_week_fall_on_that_day(anchor: dt.date) -> None:
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    for number, name in enumerate(names):
        past = resolve(f"this past {name}", anchor)
        coming = resolve(f"this coming {name}", anchor)
        assert isinstance(past, FuzzyDate)
        assert isinstance(coming, FuzzyDate)
        assert past.earliest is not None
        assert coming.earliest is not None
        assert weekday_of(past.earliest) == weekday_of(coming.earliest) == number
        assert 1 <= anchor.toordinal() - past.earliest <= 7
        assert 1 <= coming.earliest - anchor.toordinal() <= 7


@given(anchors, st.sampled_from(["USA", "JPN", "DEU", "AUS"]))
def test_fiscal_years_follow_each_other_and_hold_the_anchor(anchor: dt.date, country: str) -> None:
    last, this, coming = (
        resolve(f"{which} fiscal year", anchor, country=country)
        for which in ("last", "this", "next")
    )
    for year in (last, this, coming):
        assert isinstance(year, FuzzyDate)
    assert (
        last.latest + 1 == this.earliest <= anchor.toordinal() <= this.latest == coming.earliest - 1
    )
    assert this.basis == f"fiscal year of {country}; from {anchor}"


@given(anchors)
def test_a_week_of_an_unknown_country_holds_that_of_every_country(anchor: dt.date) -> None:
    anywhere = resolve("last week", anchor)
    assert isinstance(anywhere, FuzzyDate)
    assert anywhere.approximate
    for country in ("DEU", "USA"):
        there = resolve("last week", anchor, country=country)
        assert isinstance(there, FuzzyDate)
        assert there.latest - there.earliest == 6
        assert anywhere.earliest <= there.earliest <= there.latest <= anywhere.latest


@given(st.integers(-3_000_000, 3_000_000), st.integers(-5_000, 5_000))
def test_months_on_and_back_keep_the_day_or_the_end_of_the_month(day: int, n_months: int) -> None:
    there = moved_months(day, n_months)
    assert abs(moved_months(there, -n_months) - day) <= 3
    if (first := day_date(day)) and (second := day_date(there)):
        assert (second.year - first.year) * 12 + second.month - first.month == n_months


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("二十八", 28),
        ("三十五", 35),
        ("二〇二四", 2024),
        ("元", 1),
        ("百十三", 113),
        ("两千二十四", 2024),
        ("零五", 5),
    ],
)
def test_han_numbers_are_read_by_place_and_by_tens(text: str, number: int) -> None:
    assert han_number(text) == number


@given(anchors, st.sampled_from(["DEU", "SAU", "IND", "IRN"]))
def test_the_last_and_the_coming_weekend_stand_around_the_anchor(
    anchor: dt.date, country: str
) -> None:
    last, coming = (
        resolve(f"{which} weekend", anchor, country=country) for which in ("last", "the coming")
    )
    assert isinstance(last, FuzzyDate)
    assert isinstance(coming, FuzzyDate)
    day = anchor.toordinal()
    assert last.latest < day < coming.earliest
    assert last.latest - last.earliest == coming.latest - coming.earliest == 1
    assert (coming.earliest - last.earliest) % 7 == 0
    assert coming.earliest - last.earliest <= 14
    free = {"DEU": 5, "SAU": 4, "IND": 5, "IRN": 3}[country]
    assert weekday_of(last.earliest) == free


@given(anchors, st.integers(1, 31))
def test_a_bare_day_of_the_month_is_the_nearest_on_its_side(anchor: dt.date, number: int) -> None:
    past, future = (
        resolve(f"le {number}", anchor, language="fr", direction=side)
        for side in ("past", "future")
    )
    assert isinstance(past, FuzzyDate)
    assert isinstance(future, FuzzyDate)
    assert past.earliest <= anchor.toordinal() <= future.earliest
    assert day_date(past.earliest).day == day_date(future.earliest).day == number
    assert (past == future) is (anchor.day == number)
    assert future.earliest - anchor.toordinal() <= 62


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.integers(0, 400))
@example(dt.date(1999, 12, 1), 90)
def test_two_ends_share_the_year_that_one_of_them_tells(first: dt.date, n_days: int) -> None:
    last = first + dt.timedelta(days=n_days % 300)
    months = "January February March April May June July August September October November December"
    names = months.split()
    start = f"{first.day} {names[first.month - 1]}"
    end = f"{last.day} {names[last.month - 1]}"
    for phrase in (f"{start} to {end} {last.year}", f"from {start} {first.year} to {end}"):
        for anchor in (None, WEDNESDAY):
            got = resolve(phrase, anchor)
            assert isinstance(got, Span)
            assert (got.earliest, got.latest) == (first.toordinal(), last.toordinal())


@given(anchors, st.integers(1, 400), st.sampled_from(["day", "week", "month", "year"]))
def test_a_count_from_a_day_does_not_look_at_the_anchor(
    base: dt.date, n_units: int, unit: str
) -> None:
    n_units = n_units if unit in ("day", "week") else n_units % 40 + 1
    when = base.isoformat()
    after = resolve(f"{n_units} {unit}s after {when}", WEDNESDAY)
    within = resolve(f"within {n_units} {unit}s of {when}", WEDNESDAY)
    assert isinstance(after, FuzzyDate)
    assert isinstance(within, FuzzyDate)
    assert after.earliest == after.latest == within.latest
    assert within.earliest == base.toordinal()
    assert after.basis == f"counted from {when}"
    if unit in ("day", "week"):
        assert after.latest - base.toordinal() == n_units * (7 if unit == "week" else 1)


@given(anchors)
def test_what_another_date_of_the_text_settles_is_left_open(anchor: dt.date) -> None:
    phrases = [
        ("the following day", "en"), ("three days later", "en"), ("le lendemain", "fr"),
        ("am Folgetag", "de"), ("同日", "ja"), ("翌年", "ja"), ("이듬해", "ko"), ("次日", "zh"),
        ("cùng ngày", "vi"),
    ]  # fmt: skip
    for phrase, language in phrases:
        got = resolve(phrase, anchor, language=language)
        assert isinstance(got, Unresolved)
        assert "another date" in got.reason
        assert len(got.readings) == 1


def test_the_century_of_a_short_year_is_that_of_the_anchor() -> None:
    for anchor, year in ((dt.date(2024, 7, 31), 2024), (dt.date(1930, 1, 1), 1924)):
        got = resolve("31.7.24", anchor, language="de")
        assert isinstance(got, FuzzyDate)
        assert got.edtf == f"{year}-07-31"
    for anchor in (None, dt.date(1974, 1, 1)):
        got = resolve("31.7.24", anchor, language="de")
        assert isinstance(got, Unresolved)
        assert "century" in got.reason


@given(st.integers(1, 9999))
def test_numbers_in_words_are_the_numbers(number: int) -> None:
    for language, words in (("en", english(number)), ("de", german(number)), ("vi", viet(number))):
        spelling = grammar(language).spelling
        assert spelling is not None
        assert in_digits(words, spelling) == str(number)


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
ONES += " fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def english(number: int) -> str:
    if number < 20:
        return ONES.split()[number]
    if number < 100:
        rest = f"-{english(number % 10)}" if number % 10 else ""
        return TENS.split()[number // 10 - 2] + rest
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = f" and {english(number % size)}" if number % size else ""
    return f"{english(number // size)} {name}{rest}"


def german(number: int) -> str:
    ones = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn"
    ones += " fünfzehn sechzehn siebzehn achtzehn neunzehn"
    tens = "zwanzig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig"
    if number < 20:
        return ones.split()[number]
    if number < 100:
        before = f"{german(number % 10)}und" if number % 10 else ""
        return before + tens.split()[number // 10 - 2]
    size, name = (1000, "tausend") if number >= 1000 else (100, "hundert")
    return german(number // size) + name + (german(number % size) if number % size else "")


def viet(number: int) -> str:
    ones = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    if number < 10:
        return "lăm" if number == 5 else ones[number]  # "năm" alone is a year
    if number < 100:
        tens = "mười" if number < 20 else f"{ones[number // 10]} mươi"
        last = {0: "", 1: " một" if number < 20 else " mốt", 5: " lăm"}
        return tens + last.get(number % 10, f" {ones[number % 10]}")
    size, name = (1000, "nghìn") if number >= 1000 else (100, "trăm")
    rest = number % size
    zero = " không trăm" if size == 1000 and 0 < rest < 100 else ""
    odd = " lẻ" if 0 < rest % 100 < 10 and rest < 100 else ""
    tail = " năm" if odd and rest == 5 else f" {viet(rest)}" if rest else ""
    return f"{ones[number // size]} {name}{zero}{odd}{tail}"


def test_centuries_are_read_in_roman_numerals_and_no_others() -> None:
    for text, first in (("XXe siècle", 1901), ("XIXᵉ siècle", 1801), ("Ier siècle", 1)):
        got = resolve(text, language="fr")
        assert isinstance(got, FuzzyDate)
        assert got.earliest == day_number(first, 1, 1)
    for text in ("IIXe siècle", "VXe siècle", "XXXXXe siècle"):
        assert isinstance(resolve(text, language="fr"), Unresolved)


def test_a_date_that_was_worked_out_says_from_what() -> None:
    assert resolve("last month", WEDNESDAY) == FuzzyDate(
        "2024-06", as_written="last month", basis="from 2024-07-31"
    )
    assert resolve("令和6年", language="ja") == FuzzyDate(
        "2024", as_written="令和6年", basis="Reiwa 6 is 2024"
    )
    since = resolve("since 2021", WEDNESDAY)
    assert isinstance(since, Span)
    assert since.end == FuzzyDate("2024-07-31")
    assert since.basis == "from 2024-07-31"
    absolute = resolve("28 July 2024", WEDNESDAY)
    assert isinstance(absolute, FuzzyDate)
    assert absolute.basis == ""


def test_no_sum_of_money_is_read_as_a_date() -> None:
    with (CORPUS.parent / "money_phrases.tsv").open(encoding="utf-8", newline="") as file:
        sums = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in sums:
        if row["language"] in LANGUAGES:
            got = resolve(row["phrase"], WEDNESDAY, language=row["language"], direction="past")
            assert isinstance(got, Unresolved), row


@given(st.data(), languages)
def test_a_word_that_is_not_known_leaves_a_phrase_unresolved(
    data: st.DataObject, language: str
) -> None:
    row = data.draw(st.sampled_from(rows_of(language)))
    junk, joint = ("〆", "") if language in ("ja", "zh") else ("qwert", " ")
    words = list(row["phrase"]) if not joint else row["phrase"].split(" ")
    place = data.draw(st.sampled_from((0, len(words))))
    phrase = joint.join([*words[:place], junk, *words[place:]])
    got = resolve(phrase, WEDNESDAY, language=language, country=row["country"] or None)
    assert isinstance(got, Unresolved)


def test_what_is_missing_is_named() -> None:
    reasons = {
        ("last week", None, None): "anchor",
        ("fiscal year 2024", WEDNESDAY, None): "give country",
        ("fiscal year 2024", WEDNESDAY, "ECU"): "not known here",
        ("spring 2024", WEDNESDAY, "IDN"): "equator",
        ("Monday, 28 July 2024", WEDNESDAY, None): "another day of the week",
        ("30 February 2024", WEDNESDAY, None): "no such day",
        ("B.E. 2400", WEDNESDAY, None): "January",
        ("Reiwa 0", WEDNESDAY, None): "no year 0",
        ("1 May Meiji 3", WEDNESDAY, None): "another calendar",
        ("the end of the fiscal year in March", WEDNESDAY, "USA"): "does not end",
        ("from 2025 to 2024", WEDNESDAY, None): "before it starts",
        ("x" * 201, WEDNESDAY, None): "200 characters",
        ("\ufdfa" * 150, WEDNESDAY, None): "too long",
        ("what", WEDNESDAY, None): "no pattern",
    }
    for (phrase, anchor, country), reason in reasons.items():
        got = resolve(phrase, anchor, country=country)
        assert isinstance(got, Unresolved)
        assert reason in got.reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_anchor_a_phrase_says_the_same_or_asks_for_one(language: str) -> None:
    for row in corpus():
        if row["language"] != language or not row["anchor"]:
            continue
        phrase, country = row["phrase"], row["country"] or None
        bare = resolve(phrase, language=language, country=country)
        if not isinstance(bare, Unresolved):
            seen = resolve(phrase, WEDNESDAY, language=language, country=country)
            assert not isinstance(seen, Unresolved)
            assert (bare.earliest, bare.latest) == (seen.earliest, seen.latest)


def test_an_anchor_without_bounds_gives_nothing() -> None:
    got = resolve("last week", FuzzyDate("[..2024-07-31]"))
    assert isinstance(got, Unresolved)
    assert "anchor" in got.reason


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(
        OptionsError, match="'xx' is not a language of dates: give one of ar, de, en,"
    ):
        resolve("today", WEDNESDAY, language="xx")
    for country in ("JP", "XXX", "japan"):
        with pytest.raises(OptionsError, match=f"'{country}' is no country: .* alpha-3"):
            resolve("today", WEDNESDAY, country=country)
    with pytest.raises(DateError, match="anchor"):
        resolve("today", "2024-07-31")  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_takes_long(language: str) -> None:
    words = sorted(
        {word for row in corpus() if row["language"] == language for word in row["phrase"].split()}
    )
    generator = random.Random(7)
    texts = [" ".join(generator.choices(words, k=60))[:200] for _ in range(10)]
    texts += [(f"{word} " * 200)[:200] for word in words[::10]]
    grammar(language)
    for text in texts:
        resolve(text, WEDNESDAY, language=language)


def test_the_phrases_of_the_first_reports_are_resolved() -> None:
    # Facts of five reports: a sale, a deadline, two weeks, and a pact that was pushed for.
    assert told_edtf("bảy tháng trước", "vi", "2024-07-31") == "2023-12~"
    german = "bis zum Ende des Geschäftsjahres im März nächsten Jahres"
    assert told_edtf(german, "de", "2024-07-28") == "[..2025-03-31]"
    around = "[2021-01-31~..2021-02-01~]"
    assert (
        resolve("tuần trước", FuzzyDate("2021-02-01"), language="vi").edtf
        == "[2021-01-24~..2021-01-31~]"
    )  # type: ignore[union-attr]
    wide = resolve("tuần trước", FuzzyDate(around), language="vi", country="VNM")
    assert isinstance(wide, FuzzyDate)
    assert wide.approximate
    assert wide.latest == day_number(2021, 1, 31)
    assert told_edtf("hơn một năm trước", "vi", "2024-05-02") == "[..2023-05-31~]"


def told_edtf(phrase: str, language: str, anchor: str) -> str:
    got = resolve(phrase, FuzzyDate(anchor), language=language)
    assert isinstance(got, FuzzyDate)
    return got.edtf
