"""The words of titles, written so that they compare."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Runs of letters and digits; a "+" between digits belongs to the name of a meeting ("2+2").
_WORD = re.compile(r"\d+(?:\s?\+\s?\d+)+|[^\W_]+", re.UNICODE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
_DIGIT = re.compile(r"\d")
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


def title_words(title: str) -> list[str]:
    """Return the words of a title for comparison; pairs of characters where words are not spaced.

    >>> title_words("The 12th Hội nghị “2 + 2”")
    ['the', '12th', 'hoi', 'nghi', '2+2']
    >>> title_words("日米首脳会談")
    ['日米', '米首', '首脳', '脳会', '会談']
    """
    folded = folded_text(title)
    parts = (folded,) if "+" in folded else folded.split()
    return [word for part in parts for word in _part_words(part)]


# Titles are made of few words.
@lru_cache(maxsize=65_536)
def _part_words(part: str) -> tuple[str, ...]:
    words: list[str] = []
    for word in _WORD.findall(part):
        if word[0] >= "\u3040" and _CJK.fullmatch(word) and len(word) > 1:
            words.extend(word[i : i + 2] for i in range(len(word) - 1))
        else:
            words.append(word.replace(" ", ""))
    return tuple(words)


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
    return any(phrases.search(folded) for phrases in (_AMENDS, _AMENDS_UNSPACED))


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
