"""Numbers as languages write them: their separators, and their units of ten thousand."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError

from alliancekit.money.phrases.currencies import territory

_EXACT: Final = Context(prec=100)

NUMBER: Final = re.compile(
    r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?![.,]?\d)|\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
)
"""A number in digits, grouped by spaces, apostrophes, points or commas."""

_HAN_DIGITS: Final = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
}
_TENS: Final = {"十": 1, "百": 2, "千": 3, "십": 1, "백": 2, "천": 3}
_MYRIADS: Final = {
    "万": 4,
    "萬": 4,
    "만": 4,
    "億": 8,
    "亿": 8,
    "억": 8,
    "조": 12,
    "京": 16,
    "경": 16,
    "兆": 12,
}
_DIGIT_CHARS: Final = "".join(_HAN_DIGITS)
_UNIT_CHARS: Final = "".join((*_TENS, *_MYRIADS))

HAN_NUMBER: Final = re.compile(
    rf"[\d{_DIGIT_CHARS}{_UNIT_CHARS}](?:[\d.,{_DIGIT_CHARS}{_UNIT_CHARS}]"
    rf"| (?=[\d{_UNIT_CHARS}]))*"
)
"""A number with units of ten thousand, in digits or in Han or Hangul characters."""

_PART: Final = re.compile(
    rf"(?P<number>\d[\d,]*(?:\.\d+)?|[{_DIGIT_CHARS}]+)|(?P<unit>[{_UNIT_CHARS}])"
)
_GROUPS_OF_THREE: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_GROUPS_OF_LAKH: Final = re.compile(r"\d{1,2}(?:,\d{2})*,\d{3}")


def decimal_separators(language: str, country: str | None) -> frozenset[str]:
    """Return which of ``.`` and ``,`` can part the fraction, as CLDR has it.

    >>> sorted(decimal_separators("es", None)), sorted(decimal_separators("es", "MEX"))
    ([',', '.'], ['.'])
    """
    if country is None:
        # Mexico and its neighbours write as in English, Spain and the south the other way.
        return frozenset(".,") if language == "es" else frozenset(_separator(language, None))
    return frozenset(_separator(language, territory(country)))


def _separator(language: str, short: str | None) -> str:
    try:
        locale = Locale(language, short)
    except UnknownLocaleError:  # a language of another country: German in Vietnam
        locale = Locale(language)
    return str(locale.number_symbols["latn"]["decimal"])


def numbers(text: str, decimals: frozenset[str], *, is_scaled: bool) -> frozenset[Decimal]:
    """Return what a number in digits can mean.

    >>> sorted(numbers("1.500", frozenset(","), is_scaled=True))
    [Decimal('1500')]
    >>> sorted(numbers("1,234", frozenset(","), is_scaled=False))
    [Decimal('1.234'), Decimal('1234')]

    Args:
        text: Digits, grouped or not, as :data:`NUMBER` finds them.
        decimals: The separators that can part the fraction.
        is_scaled: Whether a word such as "million" follows: money has no thousandths without one.

    Returns:
        None, one or two numbers.
    """
    if re.search("[ '’]", text):
        whole, fraction = re.fullmatch(r"([\d '’]+)(?:[.,](\d+))?", text).groups("")  # type: ignore[union-attr]
        return frozenset({_number(re.sub("[ '’]", "", whole), fraction)})
    marks = re.findall("[.,]", text)
    if not marks:
        return frozenset({Decimal(text)})
    whole, last, tail = text.rpartition(marks[-1])
    # 1.234.567 has groups only; 1,234.56 has groups and a fraction.
    if len(set(marks)) == 1:
        grouped = _grouped(text.replace(last, ","))
        if len(marks) > 1:
            return frozenset(grouped)
        fraction = {_number(whole, tail)}
        if not grouped or whole.startswith("0"):
            return frozenset(fraction)
        if last not in decimals:
            return frozenset(grouped)
        is_sure = is_scaled and len(decimals) == 1
        return frozenset(fraction if is_sure else fraction | grouped)
    if marks.count(last) > 1:
        return frozenset()
    return frozenset(
        _EXACT.add(one, _number("0", tail)) for one in _grouped(whole.replace(marks[0], ","))
    )


def _grouped(text: str) -> set[Decimal]:
    is_whole = _GROUPS_OF_THREE.fullmatch(text) or _GROUPS_OF_LAKH.fullmatch(text)
    return {Decimal(text.replace(",", ""))} if is_whole else set()


def _number(whole: str, fraction: str) -> Decimal:
    return Decimal(f"{whole}.{fraction}" if fraction else whole)


def han_number(text: str) -> Decimal | None:
    """Return the number that digits with units of ten thousand write, or ``None``.

    >>> [str(han_number(text)) for text in ("3億5000万", "1.5兆", "百万", "3万亿", "三十億")]
    ['350000000', '1500000000000', '1000000', '3000000000000', '3000000000']

    Args:
        text: As :data:`HAN_NUMBER` finds it, without spaces.
    """
    total, section, pending = Decimal(0), Decimal(0), None
    floor: int | None = None  # the last myriad's power: each that follows must be lower
    tens_floor = 4
    position = 0
    while position < len(text):
        part = _PART.match(text, position)
        if part is None:
            return None
        position = part.end()
        if part["number"]:
            pending = _digits(part["number"]) if pending is None else None
            if pending is None:
                return None
            continue
        unit = part["unit"]
        if unit in _TENS:
            if _TENS[unit] >= tens_floor:
                return None
            tens_floor = _TENS[unit]
            section = _EXACT.add(
                section, _scaled(Decimal(1) if pending is None else pending, tens_floor)
            )
            pending = None
            continue
        section = _EXACT.add(section, pending or Decimal(0))
        power = _MYRIADS[unit]
        if section == 0 and (pending is not None or total):
            return None
        section = section or Decimal(1)
        # 万亿: ten thousand times a hundred million, one unit of two characters.
        while position < len(text) and _MYRIADS.get(text[position], 0) > _MYRIADS[unit]:
            power += _MYRIADS[text[position]]
            position += 1
        if floor is not None and not _fits(section, power, floor):
            return None
        total, section, pending = _EXACT.add(total, _scaled(section, power)), Decimal(0), None
        floor, tens_floor = power, 4
    rest = _EXACT.add(section, pending or Decimal(0))
    if floor is not None and rest and not _fits(rest, 0, floor):
        return None
    return _EXACT.add(total, rest)


def _fits(section: Decimal, power: int, floor: int) -> bool:
    """Return whether a term stays below the unit of the term before it."""
    return power < floor and _scaled(section, power) < Decimal(1).scaleb(floor, _EXACT)


def _scaled(number: Decimal, power: int) -> Decimal:
    return number.scaleb(power, _EXACT)


def _digits(text: str) -> Decimal | None:
    if text[0] in _HAN_DIGITS:
        return Decimal("".join(str(_HAN_DIGITS[char]) for char in text))
    whole, _, fraction = text.partition(".")
    if not (_GROUPS_OF_THREE.fullmatch(whole)):
        return None
    return _number(whole.replace(",", ""), fraction)
