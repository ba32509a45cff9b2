"""The words and ordinal numbers of titles, written so that they compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

# Runs of letters and digits; a "+" between digits belongs to the name of a meeting ("2+2").
_WORD = re.compile(r"\d+(?:\s?\+\s?\d+)+|[^\W_]+", re.UNICODE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
# A number counts something in a series only with an ordinal's mark or after a word that says so:
# "12th", "Protocol 11", "第12回".
_ORDINAL = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|th|\. (?=[a-z])|\.?[oa]\b|:[eas]\b|e |er |eme |['’][ıiu]?nc[ıiu]\b"
    r"|-[а-яіїє]{1,3}\b| ?(?:η|ης|ο|ος|ου)\b|차| ?व[ाीेँं]| ?তম|-?ا?(?:م|مین)\b)"
    r"|[第제] ?(\d{1,3}|[〇一二三四五六七八九十百]{1,5})"
    r"|(?:lan thu |\bke-|ครั้งที่ ?|\bالـ ?|\bה[-־])(\d{1,3})\b"
)
_ROMAN_NUMERAL = re.compile(r"(?<!\w)(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?!\w)")
_NUMBERED = (
    r"\b(?:no|number|nr|protocol|amendment|round|session|edition|annex|annexes|appendix|part"
    r"|chapter|phase)s?"
)
_SERIES = re.compile(_NUMBERED + r" ?\.? ?((?:(?:\d{1,3}|[ivx]{1,6})(?: ?, ?| and | & )?)+)\b")
# In letters of ASCII nothing counts without one of these.
_COUNTING = re.compile(rf"\d|\b[ivx]{{2,}}\b|{_NUMBERED}(?![a-hj-uwyz])|^thu$")
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
    "pl": "pierwszy drugi trzeci czwarty piaty szosty siodmy osmy dziewiaty dziesiaty",
    "pt": "primeira segunda terceira quarta quinta sexta setima oitava nona decima",
    "ru": "первыи второи третии четвертыи пятыи шестои седьмои восьмои девятыи десятыи",
    "tr": "birinci ikinci ucuncu dorduncu besinci altıncı yedinci sekizinci dokuzuncu onuncu",
    "uk": "першии другии третіи четвертии п'ятии шостии сьомии восьмии дев'ятии десятии",
}
# Endings by case and gender, in the languages whose ordinals have them.
_ENDINGS: Mapping[str, Sequence[tuple[str, Sequence[str]]]] = {
    "de": [("e", ("e", "er", "es", "en", "em"))],
    "es": [("a", ("a", "o"))],
    "it": [("a", ("a", "o"))],
    "fr": [("premiere", ("premiere", "premier"))],
    "pl": [("y", ("y", "a", "e", "ego", "ej")), ("i", ("i", "a", "ia", "ie", "iego", "iej"))],
    "pt": [("a", ("a", "o"))],
    "ru": [
        ("ыи", ("ыи", "ая", "ое", "ого", "ои")),
        ("ои", ("ои", "ая", "ое", "ого")),
        ("ии", ("ии", "ья", "ье", "ьего")),
    ],
    "uk": [("ии", ("ии", "а", "е", "ого", "ої")), ("іи", ("іи", "я", "є", "ього", "ьої"))],
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
_DESIGNATION = re.compile(r"(?<![a-z\d])[a-z]{1,5}-?\d{1,3}[a-z]{0,3}(?![a-z\d])")
# Latin words begin where a word does; elsewhere words have prefixes or no spaces.
_AMENDS = re.compile(
    r"\b(?:amend(?:s|ed|ing|ment|ments)?\b|protocol to\b|emend|enmienda|aditamento|alteracao\b"
    r"|modif(?:y|ies|ying|ication|iant|ica|icacion|icacao|iche|icazione)\b"
    r"|avenant\b|anderung|zusatzprotokoll|wijziging|andring|muutos|zmian"
    r"|degisiklik|perubahan\b|amandemen|marekebisho\b|sua doi\b)"
)
_AMENDS_UNSPACED = re.compile(
    r"改正|修正|修改|修订|修訂|개정|수정|поправк|поправок|изменени|змін|τροποποι"
    r"|تعديل|اصلاحی|متمم|संशोधन|সংশোধন|แก้ไข|תיקון"
)
_SESSION = re.compile(
    r"\b(?:(?:sub)?session|plenary\b|seance\b|sesion\b|sessao\b|seduta\b"
    r"|sesja\b|sesji\b|posiedzeni|oturum|sesi\b|sidang\b|phien\b|kikao\b)|sitzung"
)
_SESSION_UNSPACED = re.compile(
    r"セッション|全体会合|全体会議|세션|전체회의|全体会议|全體會議|分会|阶段会议"
    r"|(?:首脳会議|サミット|정상회의|峰会)\W*[第제].{1,3}[回次차] ?(?:会合|회의|会议)"
    r"|сесси|заседани|сесі|засідан|συνεδρία|جلسة|جلسه|सत्र|অধিবেশন|สมัยประชุม|מושב"
)


def title_words(title: str) -> list[str]:
    """Return the words of a title for comparison; pairs of characters where words are not spaced.

    >>> title_words("The 12th Hội nghị “2 + 2”")
    ['the', '12th', 'hoi', 'nghi', '2+2']
    >>> title_words("日米首脳会談")
    ['日米', '米首', '首脳', '脳会', '会談']
    """
    folded = folded_text(title)
    parts = (_part(folded),) if "+" in folded else _parts(folded)
    return [word for part in parts for word in part.words]


class _Part(NamedTuple):
    """What is known of a part of a title between two spaces."""

    words: tuple[str, ...]
    may_count: bool
    is_session: bool


# Several things are asked of one title in a row, and titles are made of few words.
@lru_cache(maxsize=256)
def _parts(folded: str) -> tuple[_Part, ...]:
    return tuple(map(_part, folded.split()))


@lru_cache(maxsize=65_536)
def _part(text: str) -> _Part:
    words: list[str] = []
    for word in _WORD.findall(text):
        if word[0] >= "\u3040" and _CJK.fullmatch(word) and len(word) > 1:
            words.extend(word[i : i + 2] for i in range(len(word) - 1))
        else:
            words.append(word.replace(" ", ""))
    return _Part(
        words=tuple(words),
        may_count=text in _ORDINAL_WORDS or _COUNTING.search(text) is not None,
        is_session=_SESSION.search(text) is not None,
    )


def ordinals(title: str) -> frozenset[int]:
    """Return the whole numbers of a title that count something in a series.

    >>> sorted(ordinals("Twelfth Special Measures Agreement"))
    [12]
    >>> sorted(ordinals("55 ships, 11th round"))
    [11]
    >>> [min(ordinals(title)) for title in ("XIV Cumbre", "12-й саммит", "القمة الـ33")]
    [14, 12, 33]
    """
    folded = folded_text(title)
    if title.isascii() and not any(part.may_count for part in _parts(folded)):
        return frozenset()
    counted = {_ORDINAL_WORDS[word] for word in _ORDINAL_WORDS.keys() & folded.split()}
    if not folded.isascii() or _DIGIT.search(folded):
        counted.update(_number(next(filter(None, found))) for found in _ORDINAL.findall(folded))
    counted.update(_roman_number(found.lower()) for found in _ROMAN_NUMERAL.findall(title))
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
    folded = folded_text(title)
    return _AMENDS.search(folded) is not None or _says_unspaced(folded, _AMENDS_UNSPACED)


def is_session(title: str) -> bool:
    """Return whether a title names a session: a part of a meeting, or a meeting of a standing body.

    >>> is_session("2.ª sessão da cúpula"), is_session("Cúpula")
    (True, False)
    """
    folded = folded_text(title)
    return any(part.is_session for part in _parts(folded)) or _says_unspaced(
        folded, _SESSION_UNSPACED
    )


def _says_unspaced(folded: str, phrases: re.Pattern[str]) -> bool:
    return not folded.isascii() and phrases.search(folded) is not None


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
    return unicodedata.normalize("NFC", "".join(map(_unaccented, decomposed)))


@lru_cache(maxsize=65_536)
def _unaccented(char: str) -> str:
    # Japanese voicing marks tell words apart, European and Vietnamese accents hardly.
    is_accent = "\u0300" <= char <= "\u036f" or unicodedata.category(char) == "Cf"
    return "" if is_accent else char
