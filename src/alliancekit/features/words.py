"""The words and ordinal numbers of titles, written so that they compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

# Runs of letters and digits; a "+" between digits belongs to the name of a meeting ("2+2").
_WORD = re.compile(r"\d+(?:\s?\+\s?\d+)+|[^\W_]+", re.UNICODE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
# A number counts something in a series only with an ordinal's mark or after a word that says so:
# "12th", "Protocol 11", "第12回".
_ORDINAL = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|th|\. (?=[a-z])|\.?[oa]\b|e |er |eme )"
    r"|[第제] ?(\d{1,3}|[〇一二三四五六七八九十百]{1,5})"
    r"|(?<=lan thu )(\d{1,3})"
)
_SERIES = re.compile(
    r"\b(?:no|number|nr|protocol|amendment|round|session|edition|annex|annexes|appendix|part"
    r"|chapter|phase)s? ?\.? ?"
    r"((?:(?:\d{1,3}|[ivx]{1,6})(?: ?, ?| and | & )?)+)\b"
)
_DIGIT = re.compile(r"\d")
_SERIES_NUMBER = re.compile(r"\d{1,3}|[ivx]{1,6}")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_HAN_DIGITS: Mapping[str, int] = {
    character: number for number, character in enumerate("〇一二三四五六七八九")
}
_HAN_TENS: Mapping[str, int] = {"十": 10, "百": 100}
_COUNTED: Mapping[str, str] = {
    "en": (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
    "fr": (
        "premiere deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme "
        "dixieme onzieme douzieme treizieme quatorzieme quinzieme seizieme"
    ),
    "de": "erste zweite dritte vierte funfte sechste siebte achte neunte zehnte elfte zwolfte",
    "es": "primera segunda tercera cuarta quinta sexta septima octava novena decima undecima",
    "it": "prima seconda terza quarta quinta sesta settima ottava nona decima",
    "ru": "первыи второи третии четвертыи пятыи шестои седьмои восьмои девятыи десятыи",
}
# Endings by case and gender, in the languages whose ordinals have them.
_ENDINGS: Mapping[str, Sequence[tuple[str, Sequence[str]]]] = {
    "de": [("e", ("e", "er", "es", "en", "em"))],
    "es": [("a", ("a", "o"))],
    "it": [("a", ("a", "o"))],
    "fr": [("premiere", ("premiere", "premier"))],
    "ru": [
        ("ыи", ("ыи", "ая", "ое", "ого", "ои")),
        ("ои", ("ои", "ая", "ое", "ого")),
        ("ии", ("ии", "ья", "ье", "ьего")),
    ],
}


def _forms(word: str, language: str) -> list[str]:
    for ending, others in _ENDINGS.get(language, ()):
        if word.endswith(ending):
            return [word.removesuffix(ending) + other for other in others]
    return [word]


_ORDINAL_WORDS: Mapping[str, int] = {
    form: number
    for language, words in _COUNTED.items()
    for number, word in enumerate(words.split(), start=1)
    for form in _forms(word, language)
} | {
    f"{ten}-{unit}": tens + number
    for tens, ten in ((20, "twenty"), (30, "thirty"), (40, "forty"), (50, "fifty"))
    for number, unit in enumerate(_COUNTED["en"].split()[:9], start=1)
}
_VIETNAMESE_COUNTED = "nhat hai ba tu nam sau bay tam chin muoi"
_VIETNAMESE = re.compile(rf"\blan thu ({_VIETNAMESE_COUNTED.replace(' ', '|')})\b")
# Types of arms and craft are written alike in every language: "F-35A", "PAC-3".
_DESIGNATION = re.compile(r"\b[a-z]{1,5}-?\d{1,3}[a-z]{0,3}\b")
_AMENDS = re.compile(
    r"\bamend(?:s|ing|ment|ments)?\b|\bmodif(?:y|ies|ying|ication|iant|ica|icacion)\b"
    r"|\bprotocol to\b"
    r"|\bavenant\b|\banderung|\bzusatzprotokoll|\benmienda|\bsua doi\b"
    r"|改正|修正|修订|修訂|개정|수정|поправк|изменени"
)


def title_words(title: str) -> list[str]:
    """Return the words of a title for comparison; pairs of characters where words are not spaced.

    >>> title_words("The 12th Hội nghị “2 + 2”")
    ['the', '12th', 'hoi', 'nghi', '2+2']
    >>> title_words("日米首脳会談")
    ['日米', '米首', '首脳', '脳会', '会談']
    """
    folded = folded_text(title)
    found: list[str] = _WORD.findall(folded)
    if folded.isascii():
        return [word.replace(" ", "") for word in found] if "+" in folded else found
    words: list[str] = []
    for word in found:
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
    counted = {_ORDINAL_WORDS[word] for word in _ORDINAL_WORDS.keys() & folded.split()}
    if not folded.isascii() or _DIGIT.search(folded):
        counted.update(_number(next(filter(None, found))) for found in _ORDINAL.findall(folded))
    for numbers in _SERIES.findall(folded):
        counted.update(map(_number, _SERIES_NUMBER.findall(numbers)))
    if "lan thu" in folded:
        counted.update(
            _VIETNAMESE_COUNTED.split().index(word) + 1 for word in _VIETNAMESE.findall(folded)
        )
    return frozenset(counted)


def designations(title: str) -> list[str]:
    """Return the types of arms and craft that a title names.

    >>> designations("Sale of 105 F-35A and PAC-3 in 2020")
    ['f35a', 'pac3']
    """
    folded = folded_text(title)
    if not _DIGIT.search(folded):
        return []
    return [found.replace("-", "") for found in _DESIGNATION.findall(folded)]


def amends(title: str) -> bool:
    """Return whether a title says that it changes something that exists.

    >>> amends("Protocol amending the Convention"), amends("Convention")
    (True, False)
    """
    return _AMENDS.search(folded_text(title)) is not None


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return _han_number(text) if text[0] > "z" else _roman_number(text)


def _roman_number(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _han_number(text: str) -> int:
    total = digit = 0
    for character in text:
        if character in _HAN_TENS:
            total += (digit or 1) * _HAN_TENS[character]
            digit = 0
        else:
            digit = digit * 10 + _HAN_DIGITS[character]
    return total + digit


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
