"""Phrases cut into words that the tables know: numbers, scales, currencies, bounds and the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Final

import attrs

from alliancekit.errors import quoted
from alliancekit.money.phrases.currencies import currency_words
from alliancekit.money.phrases.languages import LEXICONS
from alliancekit.money.phrases.numerals import HAN_NUMBER, NUMBER
from alliancekit.money.sums import Bound, currency_codes

# Letters of scripts that part words with spaces; a word must not go on to either side.
_LETTER: Final = r"[^\W\d_\u2e80-\ufaff]"
_MARK: Final = r"[\u0900-\u097f]"
_IS_LETTER: Final = re.compile(f"{_LETTER}|{_MARK}")
_CODE: Final = re.compile(rf"(?<!{_LETTER})[A-Z]{{3}}(?!{_LETTER})")
_PUNCTUATION: Final = {"(": "(", ")": ")", ",": ",", ";": ",", "、": ","}
_DASHES: Final = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―", "-"), **dict.fromkeys("’‘ʼ", "'"), "〜": "~", "∼": "~"}
)
# "A 5-million-euro loan": the hyphen after the number is none of a range.
_HYPHENED: Final = re.compile(rf"(?<=\d)-(?={_LETTER}{{4}})")
# 30多亿, 30余億, 30여억: "thirty and some hundred millions".
_AND_SOME: Final = re.compile(r"(?<=[\d十百千])(?:多|余|餘|여)(?=[万亿萬億만억조兆])")
# Words that begin an amount of money in Romance languages: "3 millions d'euros".
_OF: Final[Mapping[str, tuple[str, ...]]] = {"fr": ("de", "d'"), "es": ("de",), "pt": ("de",)}
_SIGNS: Final = {"≈": Bound.about, "~": Bound.about, ">": Bound.more_than, "<": Bound.less_than}
_SIGNS_OR_EQUAL: Final = {"≥": Bound.at_least, "≤": Bound.at_most, ">=": Bound.at_least}


@attrs.frozen
class Word:
    """One word of a phrase, in one of its senses.

    Attributes:
        kind: ``n`` number, ``s`` scale, ``h`` a half more, ``c`` currency, ``b`` bound, ``p``
            period, ``u`` until, ``f`` from, ``w`` worth, ``j`` and, ``e`` equals, ``x`` of, or
            punctuation.
        meaning: The value, of a type that its kind decides; for a number in digits its text.
    """

    kind: str
    meaning: object = None


Senses = tuple[Word, ...]


def words_of(phrase: str, language: str) -> list[Senses] | str:
    """Return the words of a phrase, each with all of its senses, or what is not understood.

    Args:
        phrase: Words of a source.
        language: One that has a lexicon.
    """
    if any(unicodedata.category(char) == "No" for char in phrase):
        return "raised digits and fractions such as ½ are not read: write the number out"
    text = _normal(phrase)
    senses: list[Senses] = []
    if LEXICONS[language].is_han and _AND_SOME.search(text):
        text = _AND_SOME.sub("", text)
        senses.append((Word("b", Bound.more_than),))
    lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    position = 0
    while position < len(text):
        if text[position] == " ":
            position += 1
            continue
        end, found = _longest(text, lowered, position, language)
        if not found:
            return f"{quoted(text[position:])} is not understood"
        senses.append(found)
        position = end
    return senses


def _normal(phrase: str) -> str:
    text = unicodedata.normalize("NFKC", phrase).translate(_DASHES)
    text = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return " ".join(_HYPHENED.sub(" ", text).split())


def _longest(text: str, lowered: str, position: int, language: str) -> tuple[int, Senses]:
    found: list[tuple[int, Senses]] = []
    listed, longest = _vocabulary(language)
    for end in range(min(position + longest, len(text)), position, -1):
        senses = listed.get(lowered[position:end])
        if senses and _stands_alone(lowered, position, end):
            found.append((end, senses))
            break
    code = _CODE.match(text, position)
    if code is not None and code[0] in currency_codes():
        found.append((code.end(), (Word("c", ("", frozenset({code[0]}))),)))
    number = (HAN_NUMBER if LEXICONS[language].is_han else NUMBER).match(text, position)
    if number is not None:
        digits = number[0].rstrip(" .,")
        found.append((position + len(digits), (Word("n", digits),)))
    if text[position] in _PUNCTUATION:
        found.append((position + 1, (Word(_PUNCTUATION[text[position]]),)))
    # Of a word and a number that end together, the word: 一年 is "a year".
    return max(found, key=lambda one: one[0], default=(position, ()))


@cache
def _vocabulary(language: str) -> tuple[Mapping[str, Senses], int]:
    """Return the senses of every word of a language, and the length of the longest word."""
    listed: dict[str, list[Word]] = {}

    def add(words: str, kind: str, meaning: object = None) -> None:
        for word in words.split("|") if words else ():
            listed.setdefault(_normal(word.lower()), []).append(Word(kind, meaning))

    lexicon = LEXICONS[language]
    for name, meaning in currency_words(language, lexicon.currencies).items():
        listed.setdefault(_normal(name), []).append(Word("c", meaning))
    for bound, words in lexicon.bounds.items():
        add(words, "b", bound)
    for sign, bound in (_SIGNS | _SIGNS_OR_EQUAL).items():
        add(sign, "b", bound)
    for power, words in lexicon.scales.items():
        add(words, "s", (power,))
    add(lexicon.long_billion, "s", (12, 9))
    for number, words in lexicon.numbers.items():
        add(words, "n", Decimal(number))
    powers = {w: power for power, words in lexicon.scales.items() for w in words.split("|")}
    for word in lexicon.bare.split("|") if lexicon.bare else ():
        add(word, "n", Decimal(10) ** powers[word])
    for period, words in lexicon.periods.items():
        add(words, "p", period)
    for words, kind in (
        (f"{lexicon.until}|~", "u"),
        (lexicon.spanning, "f"),
        (lexicon.joined, "j"),
        (lexicon.equals, "e"),
        (lexicon.half, "h"),
        (lexicon.worth, "w"),
        ("|".join(_OF.get(language, ())), "x"),
    ):
        add(words, kind)
    whole = {word: tuple(dict.fromkeys(senses)) for word, senses in listed.items()}
    return whole, max(map(len, whole))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether what stands from start to end is no part of a longer word."""
    goes_on_before = start > 0 and _is_letter(text[start - 1]) and _is_letter(text[start])
    goes_on_after = end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end])
    return not goes_on_before and not goes_on_after


def _is_letter(char: str) -> bool:
    return _IS_LETTER.match(char) is not None
