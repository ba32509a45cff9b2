"""Sums as languages write them: read right, or not read at all."""

from __future__ import annotations

import decimal
import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.errors import RecordError
from alliancekit.money import Money, UnresolvedMoney, parse, resolve
from alliancekit.money.phrases.currencies import currency_words
from alliancekit.money.phrases.lexicons import LEXICONS
from alliancekit.money.phrases.numerals import decimal_separators, han_number, numbers
from alliancekit.testing.strategies import hostile_text

# language, country, phrase, the sum in its written form
SUMS = """
en|USA|$3 billion|USD 3000000000
en|AUS|$3 billion|AUD 3000000000
en|CAN|C$3.5 billion|CAD 3500000000
en|GBR|$3bn|USD 3000000000
en|SGP|$700 million|SGD 700000000
en||US$20 million|USD 20000000
en||U.S.$20 million|USD 20000000
en||A$368bn|AUD 368000000000
en||NT$30 billion|TWD 30000000000
en||HK$5 million|HKD 5000000
en||S$1.2 billion|SGD 1200000000
en||NZ$12 million|NZD 12000000
en||R$15 billion|BRL 15000000000
en||20 million US dollars|USD 20000000
en||20 million U.S. dollars|USD 20000000
en||nearly USD 20 million|USD~nearly USD 20000000
en||USD20m|USD 20000000
en||JPY3bn|JPY 3000000000
en||3 billion yen|JPY 3000000000
en||200 billion Japanese yen a year|JPY 200000000000 per year
en|JPN|¥3 billion|JPY 3000000000
en|CHN|¥3 billion|CNY 3000000000
en|GBR|¥3 billion|JPY 3000000000
en||CN¥3 billion|CNY 3000000000
en||RMB 3 billion|CNY 3000000000
en||3 billion yuan|CNY 3000000000
en||£150m|GBP 150000000
en|EGY|150 million pounds|EGP 150000000
en|GBR|150 million pounds|GBP 150000000
en||150 million pounds sterling|GBP 150000000
en||150 million Egyptian pounds|EGP 150000000
en||€1.5 trillion|EUR 1500000000000
en||half a billion euros|EUR 500000000
en||two hundred million euros|EUR 200000000
en||a billion euros|EUR 1000000000
en||one million euros|EUR 1000000
en||EUR 1,234,567.89|EUR 1234567.89
en||EUR 20,000|EUR 20000
en||about 20 to 30 million euros|about EUR 20000000..30000000
en||between 20 and 30 million euros|EUR 20000000..30000000
en||from €20 million to €30 million|EUR 20000000..30000000
en||€20-30 million|EUR 20000000..30000000
en||€20,000 to 3 million|EUR 20000..3000000
en||more than €2 billion per year|more than EUR 2000000000 per year
en||at least €2 billion annually|at least EUR 2000000000 per year
en||up to €2 billion a month|at most EUR 2000000000 per month
en||less than €2 billion|less than EUR 2000000000
en||~€2 billion|about EUR 2000000000
en||≥ EUR 2 million|at least EUR 2000000
en||€2 billion or more|at least EUR 2000000000
en|IND|Rs 3,000 crore|INR 30000000000
en|IND|Rs. 50 lakh|INR 5000000
en|PAK|Rs 3,000 crore|PKR 30000000000
en||₹3 lakh crore|INR 3000000000000
en||₹3,00,000|INR 300000
en||₹1,23,45,678|INR 12345678
en||3 crore 50 lakh Indian rupees|INR 35000000
en||300 billion won|KRW 300000000000
en||300 billion South Korean won|KRW 300000000000
en||5 million North Korean won|KPW 5000000
en|PRK|5 million won|KPW 5000000
en|RUS|30 billion rubles|RUB 30000000000
en||30 billion Russian rubles|RUB 30000000000
en||2 million Swiss francs|CHF 2000000
en|CHE|2 million francs|CHF 2000000
en|FRA|2 million francs|FRF 2000000
en||2 million French francs|FRF 2000000
en||40 million Deutschmarks|DEM 40000000
en||40 million Italian lire|ITL 40000000
en||5 billion baht|THB 5000000000
en||5 billion kronor|SEK 5000000000
en|NOR|5 billion kroner|NOK 5000000000
en|MEX|5 billion pesos|MXN 5000000000
en||5 billion Philippine pesos|PHP 5000000000
en||12 billion Saudi riyals|SAR 12000000000
en||3.6 billion zloty|PLN 3600000000
en||RM 5 million|MYR 5000000
en||3 billion yen (nearly 20 million US dollars)|JPY 3000000000 = nearly USD 20000000
en||JPY 3 billion, nearly USD 20 million|JPY 3000000000 = nearly USD 20000000
en||3 billion yen, or about €19 million|JPY 3000000000 = about EUR 19000000
en||200 billion yen (US$1.9 billion) a year|JPY 200000000000 per year = USD 1900000000
vi||gần 20 triệu USD|nearly USD 20000000
vi||3 tỷ yên|JPY 3000000000
vi||3 tỉ yên Nhật|JPY 3000000000
vi||3 tỷ yen|JPY 3000000000
vi||gần 200 tỷ yên mỗi năm|nearly JPY 200000000000 per year
vi||khoảng 1,9 tỷ USD|about USD 1900000000
vi||1.5 tỷ USD|USD 1500000000
vi||1.500 tỷ đồng|VND 1500000000000
vi||2,9 tỷ đô la Mỹ|USD 2900000000
vi||110 triệu đô la|USD 110000000
vi||110 triệu đôla Mỹ|USD 110000000
vi||hơn 2 nghìn tỷ đồng|more than VND 2000000000000
vi||3 tỷ rưỡi đồng|VND 3500000000
vi||3 tỷ 200 triệu đồng|VND 3200000000
vi||20-30 triệu euro|EUR 20000000..30000000
vi||từ 20 đến 30 triệu USD|USD 20000000..30000000
vi||ít nhất 5 triệu bảng Anh|at least GBP 5000000
vi||tối đa 5 triệu nhân dân tệ|at most CNY 5000000
vi||dưới 500 nghìn USD|less than USD 500000
vi||5 trăm triệu đồng|VND 500000000
vi||3 tỷ yên (gần 20 triệu USD)|JPY 3000000000 = nearly USD 20000000
vi||3 tỷ yên, tương đương khoảng 20 triệu USD|JPY 3000000000 = about USD 20000000
vi||1 tỷ won/năm|KRW 1000000000 per year
vi||5 tỷ rúp Nga|RUB 5000000000
vi||$20 triệu|USD 20000000
vi||hai tỷ đô la Australia|AUD 2000000000
de||3 Mrd. Yen|JPY 3000000000
de||3 Milliarden Yen|JPY 3000000000
de||2,9 Milliarden US-Dollar|USD 2900000000
de||rund 20 Mio. Dollar|about USD 20000000
de||knapp 20 Millionen Dollar|nearly USD 20000000
de||1,125 Milliarden Euro|EUR 1125000000
de||1.125 Milliarden Euro|EUR 1125000000000
de||1.234.567,89 Euro|EUR 1234567.89
de||20.000 Euro|EUR 20000
de||3 Billionen Yen|JPY 3000000000000
de||eine halbe Milliarde Euro|EUR 500000000
de||anderthalb Milliarden Euro|EUR 1500000000
de||zwischen 20 und 30 Millionen Euro|EUR 20000000..30000000
de||20 bis 30 Mio. €|EUR 20000000..30000000
de||mehr als 2 Milliarden Euro pro Jahr|more than EUR 2000000000 per year
de||bis zu 2 Mrd. Euro jährlich|at most EUR 2000000000 per year
de||mindestens 500 Tsd. Euro|at least EUR 500000
de||30 Millionen D-Mark|DEM 30000000
de|DEU|30 Millionen Mark|DEM 30000000
de||DM 30 Millionen|DEM 30000000
de||5 Millionen Schweizer Franken|CHF 5000000
de|CHE|CHF 1'234'567.50|CHF 1234567.5
de||3 Mrd. Yen (umgerechnet rund 20 Mio. Dollar)|JPY 3000000000 = about USD 20000000
de||5 Mio. Pfund|GBP 5000000
de||hundert Millionen Euro|EUR 100000000
de||tausend Euro|EUR 1000
fr||3 milliards de yens|JPY 3000000000
fr|FRA|3 milliards de dollars|USD 3000000000
fr|CAN|3 milliards de dollars|CAD 3000000000
fr||3 milliards de dollars américains|USD 3000000000
fr||3 millions d'euros|EUR 3000000
fr||3 Md€|EUR 3000000000
fr||3 M€|EUR 3000000
fr||1,5 million d'euros|EUR 1500000
fr||1 234 567,89 euros|EUR 1234567.89
fr||près de 20 millions d'euros|nearly EUR 20000000
fr||environ 20 millions d'euros par an|about EUR 20000000 per year
fr||entre 20 et 30 millions d'euros|EUR 20000000..30000000
fr||de 20 à 30 millions d'euros|EUR 20000000..30000000
fr||au moins 2 milliards d'euros|at least EUR 2000000000
fr||moins de 500 mille euros|less than EUR 500000
fr||mille euros|EUR 1000
fr|FRA|3 billions d'euros|EUR 3000000000000
fr||5 millions de francs suisses|CHF 5000000
fr|FRA|5 millions de francs|FRF 5000000
fr||5 millions de livres sterling|GBP 5000000
fr||3 milliards de yens, soit environ 18 millions d'euros|JPY 3000000000 = about EUR 18000000
es||20 millones de euros|EUR 20000000
es||mil millones de dólares|USD 1000000000
es||20 mil millones de dólares|USD 20000000000
es|ESP|20.000 millones de euros|EUR 20000000000
es|MEX|20,000 millones de pesos|MXN 20000000000
es|MEX|$20 millones|MXN 20000000
es|ESP|$20 millones|USD 20000000
es||3 billones de yenes|JPY 3000000000000
es||casi 20 millones de euros|nearly EUR 20000000
es||más de 2,5 millones de euros al año|more than EUR 2500000 per year
es||entre 20 y 30 millones de euros|EUR 20000000..30000000
es||hasta 5 millones de libras esterlinas|at most GBP 5000000
es||40 millones de pesetas|ESP 40000000
ru||20 миллионов долларов США|USD 20000000
ru||3,5 млрд долларов|USD 3500000000
ru||около 20 млн евро|about EUR 20000000
ru||более 2 млрд иен в год|more than JPY 2000000000 per year
ru|RUS|20 тыс. рублей|RUB 20000
ru|BLR|20 тыс. рублей|BYN 20000
ru||1,5 трлн российских рублей|RUB 1500000000000
ru||от 20 до 30 млн евро|EUR 20000000..30000000
ru||до 3 млрд евро|at most EUR 3000000000
ru||не менее 5 миллионов юаней|at least CNY 5000000
ru||полтора миллиарда долларов|USD 1500000000
hi||3 करोड़ रुपये|INR 30000000
hi||३ करोड़ रुपये|INR 30000000
hi||30 करोड़ रुपये से अधिक|more than INR 300000000
hi||लगभग 20 लाख रुपये|about INR 2000000
hi||2 अरब डॉलर|USD 2000000000
hi||3 लाख करोड़ रुपये|INR 3000000000000
hi||डेढ़ करोड़ रुपये|INR 15000000
hi||20 से 30 करोड़ रुपये|INR 200000000..300000000
hi||5 मिलियन अमेरिकी डॉलर|USD 5000000
ja||30億円|JPY 3000000000
ja||３０億円|JPY 3000000000
ja||三十億円|JPY 3000000000
ja||約30億円|about JPY 3000000000
ja||30億円以上|at least JPY 3000000000
ja||30億円未満|less than JPY 3000000000
ja||30億円近く|nearly JPY 3000000000
ja||最大30億円|at most JPY 3000000000
ja||3億5000万円|JPY 350000000
ja||1兆2000億円|JPY 1200000000000
ja||1.5兆円|JPY 1500000000000
ja||2千億円|JPY 200000000000
ja||百万ドル|USD 1000000
ja||2000万米ドル|USD 20000000
ja||20〜30億円|JPY 2000000000..3000000000
ja||20億円から30億円|JPY 2000000000..3000000000
ja||年間約2000億円|about JPY 200000000000 per year
ja||30億円（約2000万ドル）|JPY 3000000000 = about USD 20000000
ja||￥3,000|JPY 3000
ja||US$20億|USD 2000000000
ja||1万2345円|JPY 12345
ja||5億ユーロ|EUR 500000000
ja||10億ポンド|GBP 1000000000
ja||10億豪ドル|AUD 1000000000
ko||30억 엔|JPY 3000000000
ko||30억엔|JPY 3000000000
ko||3조 5천억 원|KRW 3500000000000
ko||2천만 달러|USD 20000000
ko||천만 달러|USD 10000000
ko||약 20억 달러|about USD 2000000000
ko||20억 달러 이상|at least USD 2000000000
ko||30여억 원|more than KRW 3000000000
ko||미화 20억 달러|USD 2000000000
ko||20억~30억 원|KRW 2000000000..3000000000
ko||연간 1조 원|KRW 1000000000000 per year
ko||최대 5억 유로|at most EUR 500000000
ko||1,234억 원|KRW 123400000000
ko||50억 위안|CNY 5000000000
zh||30亿美元|USD 3000000000
zh||30多亿美元|more than USD 3000000000
zh||3亿多美元|more than USD 300000000
zh||人民币30亿元|CNY 3000000000
zh|CHN|30亿元|CNY 3000000000
zh|TWN|30億元|TWD 3000000000
zh|HKG|30億元|HKD 3000000000
zh||新台幣30億元|TWD 3000000000
zh||30億日圓|JPY 3000000000
zh||约30亿日元|about JPY 3000000000
zh||近2000万美元|nearly USD 20000000
zh||3万亿元人民币|CNY 3000000000000
zh||十亿欧元|EUR 1000000000
zh||至少5亿英镑|at least GBP 500000000
zh||不超过5亿欧元|at most EUR 500000000
zh||20至30亿欧元|EUR 2000000000..3000000000
zh||每年2000亿日元|JPY 200000000000 per year
zh||30亿日元（约合2000万美元）|JPY 3000000000 = about USD 20000000
zh||两亿港元|HKD 200000000
zh|TWN|3兆日圓|JPY 3000000000000
zh||5000亿韩元|KRW 500000000000
""".replace("USD~", "")

CASES = [tuple(line.split("|")) for line in SUMS.strip().splitlines()]

UNRESOLVED = """
en||$3 billion|AUD 3000000000
en||¥3 billion|CNY 3000000000
en||150 million pounds|GBP 150000000
en||2 million francs|CHF 2000000
en||5 billion pesos|MXN 5000000000
en||Rs 3,000 crore|INR 30000000000
en||5 billion kroner|NOK 5000000000
en|ZWE|$3 billion|USD 3000000000
en||EUR 1.234|EUR 1234
en||hundreds of millions of euros|
en||several billion euros|
en||3 billion|
en||20 million|
en||euros|
en||-3 million euros|
en||€3 billion and €4 billion|
en||€3 billion (€4 billion)|
en||3 billion yen, 20 million euros|
en||€500 to 1 billion|
en||€30 to 20 million|
en||about at least €3 million|
en||€3 million a year a month|
en||€½ million|
en||€3² million|
en||€1.2.3|
en||€1,23|EUR 1.23!
en||€1,2345,678|
en||3 million thousand euros|
en||3 crore 5 crore rupees|
en||USD EUR 3 million|
en||€20 and 30 million|
fr||3 billions d'euros|EUR 3000000000
fr||3 milliards de dollars|CAD 3000000000
es||1.500 millones de euros|EUR 1500000
es|USA|3 billones de dólares|USD 3000000000
es||$20 millones|USD 20000000
vi||3,500 USD|USD 3500
vi||hàng tỷ USD|
vi||3 rưỡi đồng|
de||1,234 Euro|EUR 1234
de||Milliarden Euro|
zh||30亿元|CNY 3000000000
zh||3兆日元|JPY 3000000
ja||数十億円|
ja||3億5億円|
ja||3億20000万円|
ja||2千3千円|
ja||0億円|
ja||3億万円|
ja||1,2万円|
ja||1億2000万〜3億5000万円|JPY 120000000..350000000!
ko||수십억 달러|
ru||20 тыс. рублей|RUB 20000
"""
OPEN = [tuple(line.split("|")) for line in UNRESOLVED.strip().splitlines()]


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
    if reading.endswith("!"):  # looks doubtful, and has one meaning
        assert str(found) == reading[:-1]
        return
    assert isinstance(found, UnresolvedMoney), found
    assert found.phrase == phrase
    assert found.reason
    written = [str(one) for one in found.readings]
    assert written == sorted(set(written))
    assert reading in written if reading else not written or len(written) > 1


def test_enough_expressions_and_languages_are_tried() -> None:
    assert len(CASES) >= 200
    assert {case[0] for case in CASES} == set(LEXICONS)


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
        for name, (group, codes_) in currency_words(language).items():
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
        with pytest.raises(RecordError):
            resolve("3 million euros", language=language, country=country)


def test_long_phrases_are_not_read() -> None:
    found = resolve("3 million euros" + " " * 200)
    assert isinstance(found, UnresolvedMoney) and len(found.phrase) == 200
    many = resolve(" ".join(itertools.repeat("3", 60)))
    assert isinstance(many, UnresolvedMoney) and "words" in many.reason
    huge = resolve("9" * 40 + " euros")
    assert isinstance(huge, UnresolvedMoney) and "10**" in huge.reason
