"""Sums as languages write them: read right, or not read at all."""

from __future__ import annotations

import csv
import decimal
import itertools
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.errors import OptionsError
from alliancekit.money import Money, UnresolvedMoney, parse, resolve
from alliancekit.money.phrases.currencies import currency_words
from alliancekit.money.phrases.languages import LEXICONS
from alliancekit.money.phrases.numerals import decimal_separators, han_number, numbers
from alliancekit.testing.strategies import hostile_text

CORPUS = Path(__file__).parent / "data" / "money_phrases.tsv"


def corpus() -> list[tuple[str, str, str, str]]:
    """Language, country, phrase, and the sum; ``?`` and one reading if there is any, else."""
    with CORPUS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(r["language"], r["country"], r["phrase"], r["meaning"]) for r in rows]


CASES = [row for row in corpus() if not row[3].startswith("?")]
OPEN = [row for row in corpus() if row[3].startswith("?")]


@pytest.mark.parametrize(("language", "country", "phrase", "expected"), CASES)
def test_a_sum_is_read_as_its_language_and_country_write_it(
    language: str, country: str, phrase: str, expected: str
) -> None:
    assert str(resolve(phrase, language=language, country=country or None)) == expected


@pytest.mark.parametrize(("language", "country", "phrase", "reading"), OPEN)
def test_what_may_mean_several_sums_or_none_is_not_guessed(
    language: str, country: str, phrase: str, reading: str
) -> None:
    found = resolve(phrase, language=language, country=country or None)
    reading = reading.removeprefix("?").strip()
    assert isinstance(found, UnresolvedMoney), found
    assert found.phrase == phrase
    assert found.reason
    written = [str(one) for one in found.readings]
    assert written == sorted(set(written))
    assert reading in written if reading else not written or len(written) > 1


def test_enough_expressions_and_languages_are_tried() -> None:
    assert len(CASES) >= 400
    assert {case[0] for case in CASES} == {case[0] for case in OPEN} == set(LEXICONS)
    assert len({case[:3] for case in corpus()}) == len(corpus())


def test_two_bare_dollars_have_too_many_readings_to_list() -> None:
    found = resolve("3 million pesos ($20 million)")
    assert isinstance(found, UnresolvedMoney)
    assert not found.readings and "sums" in found.reason


# ------------------------------------------------------------------------------- laws

codes = st.sampled_from(("USD", "JPY", "EUR", "VND", "DEM", "INR"))
languages = st.sampled_from(sorted(LEXICONS))


@given(language=languages, code=codes, amount=st.integers(0, 10**12))
def test_a_code_and_plain_digits_mean_the_same_in_every_language(
    language: str, code: str, amount: int
) -> None:
    for phrase in (f"{code} {amount}", f"{amount} {code}", f"{code}{amount}"):
        assert resolve(phrase, language=language) == Money(low=Decimal(amount), currency=code)


@given(phrase=hostile_text(), language=languages)
def test_any_text_is_a_sum_or_unresolved(phrase: str, language: str) -> None:
    found = resolve(phrase, language=language)
    if isinstance(found, Money):
        assert any(char.isnumeric() for char in phrase)


@given(case=st.sampled_from(CASES), junk=st.sampled_from(("xyz", "?", "nope", "#", "🙂")))
def test_a_sum_with_anything_else_in_it_is_not_read(
    case: tuple[str, str, str, str], junk: str
) -> None:
    language, country, phrase, _ = case
    for text in (f"{junk} {phrase}", f"{phrase} {junk}"):
        found = resolve(text, language=language, country=country or None)
        assert isinstance(found, UnresolvedMoney)


@given(case=st.sampled_from(CASES), digits=st.integers(1, 6))
def test_the_callers_decimal_context_changes_nothing(
    case: tuple[str, str, str, str], digits: int
) -> None:
    language, country, phrase, expected = case
    with decimal.localcontext(prec=digits):
        assert str(resolve(phrase, language=language, country=country or None)) == expected
        assert str(parse(expected)) == expected


@given(whole=st.integers(0, 10**9), fraction=st.integers(0, 99))
def test_grouped_digits_are_the_number_in_either_style(whole: int, fraction: int) -> None:
    english = f"{whole:,}.{fraction:02d}"
    german = english.translate(str.maketrans(".,", ",."))
    expected = {Decimal(f"{whole}.{fraction:02d}")}
    for text in (english, german):
        for decimals in (".", ",", ".,"):
            assert numbers(text, frozenset(decimals), is_scaled=False) == expected


@given(number=st.integers(1, 10**16 - 1))
def test_units_of_ten_thousand_add_up(number: int) -> None:
    parts = []
    for power, unit in ((12, "兆"), (8, "億"), (4, "万"), (0, "")):
        section = number // 10**power % 10**4
        if section:
            parts.append(f"{section}{unit}")
    assert han_number("".join(parts)) == number


def test_digits_that_contradict_each_other_are_no_number() -> None:
    assert numbers("1,234.567.890", frozenset("."), is_scaled=False) == frozenset()
    assert [han_number(text) for text in ("二3億", "1.2.3億", "12,3億", "千千万", ",3")] == [
        None
    ] * 5


def test_every_currency_name_of_cldr_is_read_as_its_currency() -> None:
    n_names = 0
    for language in sorted(LEXICONS):
        for name, (group, codes_) in currency_words(
            language, LEXICONS[language].currencies
        ).items():
            if group or len(codes_) > 1 or not name[-1].isalpha():
                continue
            n_names += 1
            found = resolve(f"3 {name}", language=language)
            if isinstance(found, Money):
                assert {found.currency} == codes_, (language, name)
            else:
                assert len(found.readings) != 1
    assert n_names > 3000


def test_digits_of_any_script_are_read() -> None:
    for three in ("3", "３", "३", "٣"):
        assert str(resolve(f"{three} million euros")) == "EUR 3000000"


@pytest.mark.parametrize(
    ("language", "country", "expected"),
    [
        ("en", None, "."),
        ("de", None, ","),
        ("de", "CHE", "."),
        ("es", "MEX", "."),
        ("de", "VNM", ","),
    ],
)
def test_the_separator_is_that_of_the_country(
    language: str, country: str | None, expected: str
) -> None:
    assert decimal_separators(language, country) == frozenset(expected)


def test_an_unknown_language_or_country_is_refused() -> None:
    for language, country in (("xx", None), ("en", "XXX"), ("en", "US"), ("en", "usa")):
        with pytest.raises(OptionsError, match=r"'xx' is not a language|is no country"):
            resolve("3 million euros", language=language, country=country)


def test_long_phrases_are_not_read() -> None:
    found = resolve("3 million euros" + " " * 200)
    assert isinstance(found, UnresolvedMoney) and len(found.phrase) == 200
    many = resolve(" ".join(itertools.repeat("3", 60)))
    assert isinstance(many, UnresolvedMoney) and "words" in many.reason
    huge = resolve("9" * 40 + " euros")
    assert isinstance(huge, UnresolvedMoney) and "10**" in huge.reason
