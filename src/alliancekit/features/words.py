"""The words and ordinal numbers of titles, written so that they compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# Runs of letters and digits; a "+" between digits belongs to the name of a meeting ("2+2").
_WORD = re.compile(r"\d+(?:\s?\+\s?\d+)+|[^\W_]+", re.UNICODE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
# A number counts something in a series only with an ordinal's mark or after a word that says so:
# "12th", "Protocol 11", "第12回".
_ORDINAL = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|th|\. (?=[a-z])|º|ª|e |er |eme )"
    r"|[第제] ?(\d{1,3})"
    r"|(?<=lan thu )(\d{1,3})"
)
_SERIES = re.compile(
    r"\b(?:no|number|nr|protocol|amendment|round|session|edition|annex|annexes|appendix|part"
    r"|chapter|phase)s? ?\.? ?"
    r"((?:(?:\d{1,3}|[ivx]{1,6})(?: ?, ?| and | & )?)+)\b"
)
_SERIES_NUMBER = re.compile(r"\d{1,3}|[ivx]{1,6}")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_COUNTED = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINAL_WORDS: Mapping[str, int] = {
    word: number for number, word in enumerate(_COUNTED.split(), start=1)
}


def title_words(title: str) -> list[str]:
    """Return the words of a title for comparison; pairs of characters where words are not spaced.

    >>> title_words("The 12th Hội nghị “2 + 2”")
    ['the', '12th', 'hoi', 'nghi', '2+2']
    >>> title_words("日米首脳会談")
    ['日米', '米首', '首脳', '脳会', '会談']
    """
    words: list[str] = []
    for word in _WORD.findall(folded_text(title)):
        if word[0] >= "\u3040" and _CJK.fullmatch(word) and len(word) > 1:
            words.extend(word[i : i + 2] for i in range(len(word) - 1))
        else:
            words.append(word.replace(" ", ""))
    return words


def ordinals(title: str) -> frozenset[int]:
    """Return the whole numbers of a title that count something in a series.

    >>> sorted(ordinals("Twelfth Special Measures Agreement"))
    [12]
    >>> sorted(ordinals("55 ships, 11th round"))
    [11]
    """
    folded = folded_text(title)
    counted = {int(next(filter(None, found))) for found in _ORDINAL.findall(folded)}
    for numbers in _SERIES.findall(folded):
        counted.update(map(_series_number, _SERIES_NUMBER.findall(numbers)))
    return frozenset(
        counted | {_ORDINAL_WORDS[word] for word in folded.split() if word in _ORDINAL_WORDS}
    )


def _series_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[letter] for letter in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


@lru_cache(maxsize=65_536)
def folded_text(text: str) -> str:
    """Return a text for comparison: no case, no accents, compatibility forms united."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text).casefold().replace("đ", "d")
    return unicodedata.normalize(
        "NFC", "".join(char for char in decomposed if not _is_accent(char))
    )


def _is_accent(char: str) -> bool:
    # Japanese voicing marks tell words apart, European and Vietnamese accents hardly.
    return 0x0300 <= ord(char) <= 0x036F or unicodedata.category(char) == "Cf"
