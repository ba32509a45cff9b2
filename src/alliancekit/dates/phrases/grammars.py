"""What a language's grammar is made of, and how its patterns become regular expressions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any, Final, TypeAlias

import attrs

from alliancekit.dates.phrases.numerals import han_number
from alliancekit.dates.phrases.periods import Context, Outcome
from alliancekit.dates.phrases.spelled import Spelling
from alliancekit.errors import OptionsError, quoted

# What a pattern's fields hold once read: a number for most, the outcome of a phrase within it for
# X and Y.
Fields: TypeAlias = Mapping[str, Any]
Action: TypeAlias = Callable[[Context, Fields], Iterable[Outcome]]
Rule: TypeAlias = tuple[str, Action]

_MODULES: Final = {
    "en": "english",
    "vi": "vietnamese",
    "de": "german",
    "ja": "japanese",
    "fr": "french",
    "ko": "korean",
    "zh": "chinese",
    "es": "spanish",
    "pt": "portuguese",
    "ru": "russian",
    "id": "indonesian",
    "ar": "arabic",
    "it": "italian",
}


@attrs.frozen(kw_only=True)
class Grammar:
    """The words and patterns of one language.

    Args:
        locale: CLDR code.
        rules: Patterns over the whole phrase: regular expressions with ``{fields}``, alternatives
            between `` || ``, and what they mean.
        numbers: Words for numbers.
        units: Words for day, week, month and year.
        ordinals: Words for first to fourth.
        seasons: Words for seasons, as 21 (spring) to 24 (winter).
        months: Names of months besides those of CLDR.
        weekdays: Names of days of the week besides those of CLDR, Monday 0.
        plurals: Those units that are of several, so that "the coming weeks" is not next week.
        short_weekdays: Letters for days of the week beside a date, Monday 0.
        is_spaced: Whether words stand apart; if not, spaces say nothing.
        day: How the number of a day in a month may be written.
        centuries: Words for centuries besides numbers.
        spelling: How numbers are spelled out.
    """

    locale: str
    rules: tuple[Rule, ...]
    numbers: Mapping[str, int] = attrs.field(factory=dict)
    units: Mapping[str, str]
    ordinals: Mapping[str, int]
    seasons: Mapping[str, int]
    months: Mapping[str, int] = attrs.field(factory=dict)
    weekdays: Mapping[str, int] = attrs.field(factory=dict)
    plurals: frozenset[str] = frozenset()
    short_weekdays: Mapping[str, int] = attrs.field(factory=dict)
    is_spaced: bool = True
    day: str = r"\d{1,2}"
    centuries: Mapping[str, int] = attrs.field(factory=dict)
    spelling: Spelling | None = None


@attrs.frozen(kw_only=True)
class CompiledGrammar:
    """A grammar with its names of months and days from CLDR, ready to match."""

    is_spaced: bool
    rules: tuple[tuple[re.Pattern[str], Action], ...]
    words: Mapping[str, Mapping[str, Any]]
    spelling: Spelling | None

    def fields(self, match: re.Match[str]) -> dict[str, Any]:
        """Return the fields of a match, words turned into numbers; X and Y stay text."""
        found: dict[str, Any] = {}
        for name, text in match.groupdict().items():
            if text is None:
                continue
            kind = name.rstrip("2")
            found[name] = (
                self.words[kind][text] if text in self.words.get(kind, {}) else _value(kind, text)
            )
        return found


# Marks that a typesetter chooses between, and those that show nothing.
_ONE_FORM: Final = str.maketrans(
    dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("〜∼～˜", "~")
)
_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


def folded(text: str) -> str:
    """Return a phrase as patterns see it: one form of each letter and digit, single spaces."""
    plain = unicodedata.normalize("NFKC", text.translate(_UNSEEN)).casefold()
    plain = unicodedata.normalize("NFKC", plain).translate(_ONE_FORM)
    if not plain.isascii():
        plain = "".join(str(int(char)) if char.isdecimal() else char for char in plain)
    return " ".join(plain.split()).strip(" .,;:!?。、，،؛؟")


def bare(text: str) -> str:
    """Return a text without the marks on its letters."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("ß", "ss"))
    return "".join(char for char in letters if not unicodedata.combining(char))


@lru_cache(maxsize=2 * len(_MODULES))
def grammar(language: str, *, is_bare: bool = False) -> CompiledGrammar:
    """Return the compiled grammar of a language.

    Args:
        language: Its code.
        is_bare: Whether it is for phrases that were typed without the marks on their letters.

    Raises:
        OptionsError: There is none.
    """
    if language not in _MODULES:
        known = ", ".join(sorted(_MODULES))
        raise OptionsError(
            language, [f"{quoted(language)} is not a language of dates: give one of {known}"]
        )
    source: Grammar = import_module(
        f"alliancekit.dates.phrases.languages.{_MODULES[language]}"
    ).GRAMMAR
    words: dict[str, Mapping[str, Any]] = {
        "month": _months(source),
        "weekday": _weekdays(source),
        "n": source.numbers,
        "unit": source.units,
        "q": source.ordinals,
        "season": source.seasons,
        "wd": source.short_weekdays,
        "century": source.centuries,
    }
    if is_bare:
        words = {kind: _bare_words(known) for kind, known in words.items()}
    units = words["unit"]
    plurals = {bare(each) if is_bare else each for each in source.plurals}
    digits = r"\d{1,4}" if source.is_spaced else r"\d{1,4}|[一二三四五六七八九十百元两]{1,5}"
    number = r"\d{1,2}" if source.is_spaced else r"\d{1,2}|[一二三四五六七八九十]{1,3}"
    patterns = {
        "{month}": f"(?P<month>{_alternatives(words['month'])})\\.?",
        "{month2}": f"(?P<month2>{_alternatives(words['month'])})\\.?",
        "{wd}": f"(?P<wd>{_alternatives(source.short_weekdays)})",
        "{weekday}": f"(?P<weekday>{_alternatives(words['weekday'])})",
        "{n}": f"(?P<n>{digits}{_more(words['n'])})",
        "{unit}": f"(?P<unit>{_alternatives(units)})",
        "{one}": f"(?P<unit>{_alternatives(set(units) - plurals)})",
        "{q}": f"(?P<q>[1-4]{_more(words['q'])})",
        "{season}": f"(?P<season>{_alternatives(words['season'])})",
        "{day}": f"(?P<day>{source.day})",
        "{dd}": r"(?P<day>\d{1,2})",
        "{day2}": f"(?P<day2>{source.day})",
        "{m}": f"(?P<m>{number})",
        "{m2}": f"(?P<m2>{number})",
        "{year}": r"(?P<year>\d{4})"
        if source.is_spaced
        else r"(?P<year>\d{4}|[〇零一二三四五六七八九]{4})",
        "{year2}": r"(?P<year2>\d{4}|\d{2})",
        "{yy}": r"(?P<yy>\d{2})" if source.is_spaced else r"(?P<yy>\d{2}|[一二三四五六七八九]?十)",
        "{decade}": r"(?P<decade>\d{3}0)",
        "{century}": rf"(?P<century>{number}|[ivx]{{1,5}}{_more(words['century'])})",
        "{ymd}": r"(?P<ymd>\d{8})",
        "{week}": r"(?P<week>\d{1,2})",
        "{dash}": r"(?P<dash>[-/~])",
    }
    rules = tuple(
        (re.compile(_filled(bare(pattern) if is_bare else pattern, patterns | extent)), action)
        for alternatives, action in source.rules
        for pattern in alternatives.split(" || ")
        for extent in (_EXTENTS if "{X}" in pattern else _EXTENTS[:1])
    )
    return CompiledGrammar(
        is_spaced=source.is_spaced, rules=rules, words=words, spelling=source.spelling
    )


def _bare_words(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return words without the marks on their letters; those that become alike are left out."""
    meanings: dict[str, set[Any]] = {}
    for word, meaning in known.items():
        meanings.setdefault(bare(word), set()).add(meaning)
    return {word: each.pop() for word, each in meanings.items() if len(each) == 1}


# A phrase within a phrase may take as much or as little as it can: in "2025年3月底之前"
# the 之 is not of the month.
_EXTENTS: Final = (
    {"{X}": "(?P<X>.+)", "{Y}": "(?P<Y>.+)"},
    {"{X}": "(?P<X>.+?)", "{Y}": "(?P<Y>.+?)"},
)
_PLAIN_GROUP: Final = re.compile(r"\(\?:([^()\[\]{}]*)\)")
_FIELD: Final = re.compile(r"\{[A-Za-z]+2?\}")


def _filled(pattern: str, patterns: Mapping[str, str]) -> str:
    # The longest alternative first: "bis zum" must not stop at "bis".
    ordered = _PLAIN_GROUP.sub(
        lambda group: (
            f"(?:{'|'.join(sorted(group[1].split('|'), key=lambda each: (-len(each), each)))})"
        ),
        pattern,
    )
    return _FIELD.sub(lambda field: patterns[field[0]], ordered)


def _alternatives(words: Iterable[str]) -> str:
    # The longest first: "thứ hai" must not stop at a shorter name that it starts with.
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _more(words: Mapping[str, int]) -> str:
    return f"|{_alternatives(words)}" if words else ""


def _value(kind: str, text: str) -> Any:
    if kind in ("X", "Y", "dash"):
        return text
    if kind == "century" and set(text) <= set(_ROMAN):
        return _roman_number(text)
    digits = "".join(char for char in text if char.isdigit() and char.isascii())
    return int(digits) if digits else han_number(text)


_ROMAN: Final = {"i": 1, "v": 5, "x": 10}
_MOST_TENS: Final = 3  # four would be XL


def _roman_number(text: str) -> int:
    """Return the number of Roman numerals, 0 if they are not in their order."""
    total = sum(
        -_ROMAN[char] if _ROMAN[char] < max(map(_ROMAN.__getitem__, text[index:])) else _ROMAN[char]
        for index, char in enumerate(text)
    )
    tens, ones = divmod(total, 10) if total > 0 else (0, 0)
    canonical = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
    return total if canonical == text and tens <= _MOST_TENS else 0


def _months(source: Grammar) -> dict[str, int]:
    from babel import Locale

    names = Locale.parse(source.locale).months["format"]
    found = {
        folded(name): number
        for width in ("wide", "abbreviated")
        for number, name in sorted(names[width].items())
    }
    return found | {folded(name): number for name, number in source.months.items()}


def _weekdays(source: Grammar) -> dict[str, int]:
    from babel import Locale

    names = Locale.parse(source.locale).days["format"]
    found = {folded(name): number for number, name in sorted(names["wide"].items())}
    return found | {folded(name): number for name, number in source.weekdays.items()}
