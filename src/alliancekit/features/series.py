"""The numbers of titles that count something in a series, such as the 12th of a row of meetings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from enum import IntFlag, auto
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from alliancekit.features.eastern_series import (
    eastern_numbers,
    speaks_eastern,
    vietnamese_numbers,
)
from alliancekit.features.ordinal_words import ORDINALS, OWN_ORDINALS, TENS
from alliancekit.features.series_words import (
    ANNIVERSARIES_AFTER,
    ANNIVERSARIES_BEFORE,
    CARDINALS,
    JOINING,
    MEASURES,
    MONTHS,
    OTHERS,
    OTHERS_AFTER,
    OTHERS_BEFORE,
    OWN_SERIES,
    REGNAL,
    SERIES,
    SINCE,
    UNITS_AFTER,
    YEARS,
)
from alliancekit.features.words import folded_text

# So that "Annex A" differs from "Annex 1", and no count of a series comes so far.
_LETTERS_FROM = 1_000

_AROUND = ".,:;!?()[]{}<>«»„“”\"'‘’‹›–—-…、。،؛؟।/|°"
_MARKED = re.compile(
    # Indonesian, Filipino, Arabic, Hebrew
    r"(?:ke-|ika-|[بول]*الـ?|للـ|ה[-־]?)(\d{1,3})|(\d{1,3})(?:"
    # English, French, Dutch; Spanish, Portuguese and Italian, with what "º" and "ª" fold to
    r"st|nd|rd|th|e|er|re|ere|i?eme|nde|de|ste|\.?-?[oa]s?|r[oa]|d[oa]|t[oa]|m[oa]|v[oa]|n[oa]"
    # Swedish, Turkish, Romanian, Hungarian
    r"|:[eas]|['’]?[ıiuü]?nc[ıiu]|-?lea|-?[aeio]?d?ik"
    # Russian, Ukrainian, Bulgarian, Serbian; Greek
    r"|-(?:и|ыи|ои|я|ая|ья|е|ое|го|ого|му|ому|м|ом|ю|ую|а|у|та|то|ия|ият|ма|ва|ра|ро|ті|тя|ша)"
    r"|-?(?:η|ησ|ο|οσ|ου|ον|οι)"
    # Hindi, Bengali, Persian, Urdu
    rf"|व[ाीे][ंँ]?|তম|ম|{folded_text('য়')}|র্থ|ষ্ঠ|-?(?:ا?م|ا?مین)|واں|ویں)"
)
_ROMAN_BEGINNING = re.compile(r"(?=[ivxl]{2})(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?![a-df-z])")
_PLAIN = re.compile(r"\d{1,3}")
_ROMAN: Mapping[str, int] = {"i": 1, "v": 5, "x": 10, "l": 50}
_LOWER_ROMAN = re.compile(r"(?=[ivxl]{2})(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_NUMERAL = re.compile(
    r"(?<!\w)(?=[IVX]{2}|L[IVX]{2})(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
    r"(?=(?:-[а-яіїє]{1,3}|e|ème|º|ª|ος|η)?(?!\w))(?! (?:Jinping|JINPING))"
)
_NUMBERED = re.compile(r"([^\W\d_]+)[.:#-]{0,2}(\d{1,3}|[ivx]{2,})")
# "Minsk I", but neither the English pronoun nor the conjunction of capital letters.
_FIRST_OF_NAME = re.compile(
    r"(?<!\w)[A-Z][A-Za-z]+ I(?=$|[,:;)]| (?:[Aa]greement|[Aa]ccord|[Tt]reaty|[Tt]alks))"
)
_LETTERED = re.compile(
    rf"(?i:(?<!\w)(?:{'|'.join(sorted(map(re.escape, SERIES), reverse=True))})s?) "
    r"((?:(?:[A-Z]|[IVX]+|\d{1,3})(?![\w'’.])(?:, | and | & | et | und | y | e | и )?)+)"
)
_LETTER = re.compile(r"(?<!\w)[A-Z](?!\w)")
# What begins a count in Vietnamese, without its accents.
_VIETNAMESE = frozenset(("lan", "thu", "vong", "phien", "dot", "doan", "phan", "ky", "so"))

_OF_OTHERS = (
    rf"(?:\S+ ){{1,3}}(?:{ANNIVERSARIES_AFTER})\S*",
    rf"(?:{ANNIVERSARIES_BEFORE})\S*(?: \S+){{1,3}}",
    OTHERS,
    rf"\S+ (?:{OTHERS_AFTER})\S*",
    rf"\S+ (?:\S+ )?(?:{UNITS_AFTER})\S*(?! (?:talk|staff|dialog|exercis|chief))",
    rf"\S+ (?:of |de |di )?(?:{MONTHS})\S*",
    rf"(?:{OTHERS_BEFORE})\S* \S+",
    rf"(?:{MONTHS})\S* \d{{1,2}}\S*",
    rf"(?:\S+ ){{1,6}}(?:{SINCE})",
    rf"(?:\S+ ){{1,6}}\d+ (?:{YEARS})",
    rf"(?:{REGNAL})(?: \S+)?(?: [ivxl]+(?!\w)| ال\S+)",
)
_COUNTS_OTHERS = re.compile(rf"(?<!\S)(?:{'|'.join(_OF_OTHERS)})")
_MISLEADING = re.compile(
    "|".join(
        re.sub(r" [^|]*", "", words)
        for words in (
            ANNIVERSARIES_AFTER,
            ANNIVERSARIES_BEFORE,
            OTHERS,
            OTHERS_AFTER,
            OTHERS_BEFORE,
            UNITS_AFTER,
            MONTHS,
            SINCE,
            REGNAL,
            YEARS,
        )
    )
)
_MEASURE = re.compile(f"{MEASURES}|{MONTHS}")

_OWN_CARDINALS: Mapping[str, Mapping[str, int]] = {
    language: {word: number for number, word in enumerate(words.split(), start=1)}
    for language, words in CARDINALS.items()
}
_OWN_WORDS = frozenset(chain(*OWN_ORDINALS.values(), *OWN_SERIES.values()))
_PHRASES = {phrase: number for phrase, number in ORDINALS.items() if " " in phrase}
_SECOND_WORDS = frozenset(phrase.split()[1] for phrase in _PHRASES)
_PHRASE_SIZES = sorted({len(phrase.split()) for phrase in _PHRASES}, reverse=True)


class _Asks(IntFlag):
    """What a part of a title makes worth asking of the whole."""

    counts = auto()
    is_beside_others = auto()
    is_own = auto()
    is_series = auto()
    is_roman = auto()
    is_eastern = auto()
    is_vietnamese = auto()


class _Reading(NamedTuple):
    """What is known of a part of a title between two spaces.

    Attributes:
        word: It, without the marks around it.
        asks: Members of ``_Asks``; not 0 in a part that may count, or say what is counted.
        ordinal: What it counts by itself; 0: nothing.
        number: What it counts after a word of a series; 0: nothing.
        tens: What it adds to an ordinal that follows.
        is_dotted: Whether it is a number and a full stop.
    """

    word: str
    asks: int
    ordinal: int
    number: int
    tens: int
    is_dotted: bool


_BESIDE, _SERIES, _OWN = (
    int(ask) for ask in (_Asks.is_beside_others, _Asks.is_series, _Asks.is_own)
)
_EASTERN, _ACCENTED, _NUMERAL = (
    int(ask) for ask in (_Asks.is_eastern, _Asks.is_vietnamese, _Asks.is_roman)
)


def ordinals(title: str, language: str = "") -> frozenset[int]:
    """Return the whole numbers of a title that count something in a series.

    Anniversaries, centuries, days of a month, units of forces and plain counts are none. A letter
    in a series is 1000 and its place in the alphabet.

    >>> sorted(ordinals("Twelfth Special Measures Agreement"))
    [12]
    >>> sorted(ordinals("55 ships, 11th round"))
    [11]
    >>> [min(ordinals(title)) for title in ("XIV Cumbre", "12-й саммит", "القمة الـ33")]
    [14, 12, 33]
    >>> sorted(ordinals("Part A and Part B")), sorted(ordinals("75th anniversary"))
    ([1001, 1002], [])

    Args:
        title: In any language.
        language: Its tag, so that words are read that are other words elsewhere ("premier").

    Returns:
        Numbers from 1 to 999, or 1001 to 1026 for letters.

    Source:
        Ours: what differs in such a number is another thing, so that a word that may mean something
        else counts nothing.
    """
    folded = folded_text(title)
    readings = list(map(_reading, folded.split()))
    asks = 0
    for reading in readings:
        asks |= reading.asks
    if not asks & ~_BESIDE:
        return frozenset()
    if asks & _BESIDE:
        folded = _COUNTS_OTHERS.sub("·", folded)
        readings = list(map(_reading, folded.split()))
    own = language.partition("-")[0]
    counted = set(_by_themselves(readings, own))
    if asks & (_SERIES | _OWN):
        counted.update(_in_series(readings, own))
    if asks & _EASTERN:
        counted.update(eastern_numbers(folded))
    if asks & _ACCENTED:
        counted.update(vietnamese_numbers(title))
    if asks & _NUMERAL:
        counted.update(_roman_numerals(title, {reading.word for reading in readings}))
    if asks & _SERIES:
        counted.update(_letters(title))
    return frozenset(counted - {0})


@lru_cache(maxsize=65_536)
def _reading(text: str) -> _Reading:
    word = text.strip(_AROUND).replace("’", "'").replace("ʼ", "'")
    number = _number_of(word)
    ordinal = _ordinal_of(word)
    is_dotted = text.lstrip(_AROUND) == f"{word}." and word.isdecimal() and number > 0
    is_series = _is_series(word)
    asks = 0
    for ask, holds in (
        (_Asks.counts, ordinal or is_dotted or word in _SECOND_WORDS),
        (_Asks.is_own, word in _OWN_WORDS),
        (_Asks.is_beside_others, _MISLEADING.match(word)),
        (_Asks.is_series, is_series),
        (_Asks.is_roman, word == "i" or _ROMAN_BEGINNING.match(word)),
        (_Asks.is_eastern, speaks_eastern(text)),
        (_Asks.is_vietnamese, word in _VIETNAMESE),
    ):
        asks |= int(ask) if holds else 0
    return _Reading(word, asks, ordinal, number, TENS.get(word, 0), is_dotted)


def _ordinal_of(word: str) -> int:
    marked = _MARKED.fullmatch(word)
    if marked:
        return int(marked[1] or marked[2])
    numbered = _NUMBERED.fullmatch(word)
    if numbered and _is_series(numbered[1]):
        return _number_of(numbered[2])
    tens, _, unit = word.partition("-")
    if tens in TENS and unit in ORDINALS:
        return TENS[tens] + ORDINALS[unit]
    return ORDINALS.get(word) or ORDINALS.get(word.rpartition("'")[2], 0)


def _is_series(word: str) -> bool:
    return word in SERIES or word.removesuffix("s") in SERIES or word.removesuffix("es") in SERIES


def _number_of(word: str) -> int:
    if _PLAIN.fullmatch(word):
        return int(word)
    if _LOWER_ROMAN.fullmatch(word):
        return _roman_number(word)
    return _OWN_CARDINALS["en"].get(word, 0)


def _by_themselves(readings: Sequence[_Reading], language: str) -> Iterable[int]:
    """Return the ordinals of a title, with 0 where words count nothing."""
    own = OWN_ORDINALS.get(language, {})
    counted = [reading.ordinal or own.get(reading.word, 0) for reading in readings]
    for at, (before, reading) in enumerate(pairwise(readings), start=1):
        if before.is_dotted and reading.word[:1].isalpha():
            counted[at - 1] = before.number
        is_joined = before.word in JOINING and at > 1
        tens = readings[at - 2].tens if is_joined else before.tens
        if tens and 0 < counted[at] < 10:
            counted[at - 1 - is_joined : at + 1] = [0] * (1 + is_joined) + [tens + counted[at]]
        if reading.word in _SECOND_WORDS:
            for size in _PHRASE_SIZES:
                words = readings[at - 1 : at - 1 + size]
                number = _PHRASES.get(" ".join(one.word for one in words))
                if number:
                    counted[at - 1 : at - 1 + size] = [number, *(0 for _ in words[1:])]
                    break
    return counted


def _in_series(readings: Sequence[_Reading], language: str) -> Iterator[int]:
    """Yield the numbers that follow a word of a series, one or a list of them."""
    cardinals = _OWN_CARDINALS.get(language, {})
    own = OWN_SERIES.get(language, ())
    is_counting = False
    for at, reading in enumerate(readings):
        number = is_counting and (reading.number or cardinals.get(reading.word, 0))
        if number:
            is_counting = not (at + 1 < len(readings) and _MEASURE.match(readings[at + 1].word))
            if is_counting:
                yield number
        else:
            is_counting = (
                bool(reading.asks & _SERIES)
                or reading.word in own
                or (is_counting and reading.word in JOINING)
            )


def _roman_numerals(title: str, words: Set[str]) -> Iterator[int]:
    """Yield the roman numerals of a title that begin one of these words."""
    for found in _ROMAN_NUMERAL.findall(title):
        if any(word.startswith(found.lower()) for word in words):
            yield _roman_number(found.lower())
    if _FIRST_OF_NAME.search(title) and not _is_shouted(title):
        yield 1


def _letters(title: str) -> Iterator[int]:
    """Yield the single capital letters that follow a word of a series."""
    if _LETTER.search(title) and not _is_shouted(title):
        for letters in _LETTERED.findall(title):
            for letter in _LETTER.findall(letters):
                lower = letter.lower()
                yield _ROMAN.get(lower) or _LETTERS_FROM + ord(lower) - ord("a") + 1


def _is_shouted(title: str) -> bool:
    return title.isupper() and title.count(" ") > 1


def _roman_number(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
