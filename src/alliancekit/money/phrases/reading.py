"""Sums of money read from the words of a phrase: every sum that it can mean."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from typing import Any, Final

import attrs

from alliancekit.errors import RecordError
from alliancekit.money.phrases.currencies import meant_codes
from alliancekit.money.phrases.languages import LEXICONS
from alliancekit.money.phrases.numerals import decimal_separators, han_number, numbers
from alliancekit.money.phrases.words import Word, words_of
from alliancekit.money.sums import Bound, Equivalent, Money, Period

_EXACT: Final = Context(prec=100)
# More readings than this help nobody: a phrase with two bare dollars has hundreds.
_MAX_READINGS: Final = 64
_MAX_WORDS: Final = 40
_MAX_SENSES: Final = 256

_QUANTITY: Final = r"ns*(?:ns+)*h?"
_SIDE: Final = rf"c?b?{_QUANTITY}b?x?c*"
_AMOUNT: Final = rf"[pbw]*f?{_SIDE}[pb]*(?:[uj]{_SIDE}[pb]*)?"
_SUM: Final = re.compile(
    rf"(?P<sum>{_AMOUNT})"
    rf"(?P<equals>(?:\(,?e?{_AMOUNT}(?:[,e]+{_AMOUNT})*\)|,?e,?{_AMOUNT}|,b{_AMOUNT})*)(?P<period>p?)"
)
_EQUIVALENT: Final = re.compile(rf"[(,e]+(?P<sum>{_AMOUNT})\)?")
_RANGE: Final = re.compile(rf"(?P<low>[pbw]*f?{_SIDE}[pb]*)(?:[uj](?P<high>{_SIDE}[pb]*))?")
_TRAILING_UNITS: Final = re.compile(
    r"[\d.,〇零一二三四五六七八九两兩]+([^\d.,〇零一二三四五六七八九两兩]+)"
)

# Where 兆 is a million millions; elsewhere in Chinese it may be a million.
_LONG_TRILLION: Final = frozenset({"TWN", "HKG", "MAC"})
# Where a Spanish billón follows the English billion.
_SHORT_BILLION: Final = frozenset({"USA", "PRI"})


@attrs.frozen(kw_only=True)
class Setting:
    """Where a phrase stands.

    Attributes:
        language: One that has a lexicon.
        country: ISO 3166-1 alpha-3 code of the place of publication, or ``None``.
    """

    language: str
    country: str | None


@attrs.frozen(kw_only=True)
class _Term:
    """A number with its scales: what it can be, and the power of ten of its last scale."""

    values: frozenset[Decimal]
    scale: int


def read_sums(phrase: str, setting: Setting) -> tuple[Money, ...] | str:
    """Return every sum that a phrase can mean, or why there is none.

    Args:
        phrase: At most 200 characters.
        setting: Language and country.

    Returns:
        Sums in the order of their written form, >= 1, or a sentence.
    """
    senses = words_of(phrase, setting.language)
    if isinstance(senses, str):
        return senses
    n_readings = 1
    for word in senses:
        n_readings *= len(word)
    if len(senses) > _MAX_WORDS or n_readings > _MAX_SENSES:
        return "it has more words than a sum of money has"
    found: dict[str, Money] = {}
    reasons: list[str] = []
    for words in itertools.product(*senses):
        try:
            sums = _sums(words, setting)
        except RecordError as error:
            reasons.append(error.problems[0].message)
            continue
        if isinstance(sums, str):
            reasons.append(sums)
            continue
        found |= {str(one): one for one in sums}
    if len(found) > _MAX_READINGS:
        return f"it may mean any of {len(found)} sums: name the currencies, or give the country"
    if not found:
        return max(reasons, key=lambda reason: (reason != _NO_SUM, reason), default=_NO_SUM)
    return tuple(found[text] for text in sorted(found))


_NO_SUM: Final = "it is not one sum of money: a number, its scale and its currency"


def _sums(words: Sequence[Word], setting: Setting) -> list[Money] | str:
    kinds = "".join(word.kind for word in words)
    found = _SUM.fullmatch(kinds)
    if found is None:
        return _NO_SUM
    spans = [found.span("sum")]
    start, end = found.span("equals")
    spans += [each.span("sum") for each in _EQUIVALENT.finditer(kinds, start, end)]
    readings = [_amounts(words[low:high], setting) for low, high in spans]
    periods = {word.meaning for word in words if word.kind == "p"}
    if len(periods) > 1:
        return "it names two periods"
    period = next((each for each in periods if isinstance(each, Period)), Period.total)
    sums = []
    for first, *others in itertools.product(*readings):
        currencies = [first["currency"], *(other["currency"] for other in others)]
        if len(set(currencies)) == len(currencies):
            equivalents = tuple(Equivalent(**other) for other in others)
            sums.append(Money(**first, period=period, equivalents=equivalents))
    return sums or "it gives no amount, or two in one currency"


def _amounts(words: Sequence[Word], setting: Setting) -> list[dict[str, Any]]:
    """Return the fields of every amount that words can mean: none where they contradict."""
    bounds = {word.meaning for word in words if word.kind == "b"}
    named = [word.meaning for word in words if word.kind == "c"]
    if len(bounds) > 1 or not named:
        return []
    codes, groups = _named_codes(named)
    if not codes:
        return []
    meant = meant_codes(codes, groups, setting.language, setting.country)
    bound = next((each for each in bounds if isinstance(each, Bound)), Bound.exact)
    return [
        {"low": low, "high": high, "currency": code, "bound": bound}
        for low, high in sorted(_ranges(words, setting))
        for code in sorted(meant)
    ]


def _named_codes(named: list[Any]) -> tuple[frozenset[str], frozenset[str]]:
    codes = frozenset.intersection(*(each for _, each in named))
    return codes, frozenset(group for group, _ in named)


def _ranges(words: Sequence[Word], setting: Setting) -> set[tuple[Decimal, Decimal]]:
    kinds = "".join(word.kind for word in words)
    found = _RANGE.fullmatch(kinds)
    assert found is not None  # an amount is a range or one number
    if found["high"] is None and "f" in kinds:
        return set()  # "from 3 billion" is no range and says no amount
    if "j" in kinds and "f" not in kinds:
        return set()
    low_words = [w for w in words[slice(*found.span("low"))] if w.kind in "nsh"]
    if found["high"] is None:
        return {(value, value) for value in _values(low_words, setting)}
    high_words = [w for w in words[slice(*found.span("high"))] if w.kind in "nsh"]
    highs = _values(high_words, setting)
    shared = _pairs(_values(_sharing(low_words, high_words), setting), highs)
    if shared:
        return shared
    # "20,000 to 3 million": a low end of thousands needs no scale of its own.
    plain = {low for low in _values(low_words, setting) if low >= 1000}
    return _pairs(plain, highs)


def _pairs(lows: set[Decimal], highs: set[Decimal]) -> set[tuple[Decimal, Decimal]]:
    return {(low, high) for low in lows for high in highs if low < high}


def _sharing(low: list[Word], high: list[Word]) -> list[Word]:
    """Return the words of a low end with the scale of the high end: "20 to 30 million"."""
    if len(low) > 1 or len(high) > 1:
        return [*low, *(word for word in high[1:])] if len(low) == 1 else low
    if not (isinstance(low[0].meaning, str) and isinstance(high[0].meaning, str)):
        return low
    units = _TRAILING_UNITS.fullmatch(high[0].meaning)
    if units is None or not re.fullmatch(r"[\d.,〇零一二三四五六七八九两兩]+", low[0].meaning):
        return low
    return [Word("n", low[0].meaning + units[1])]


def _values(words: Sequence[Word], setting: Setting) -> set[Decimal]:
    """Return the numbers that a quantity can be: its terms added up."""
    terms: list[_Term] = []
    starts = [index for index, word in enumerate(words) if word.kind == "n"]
    for start, end in itertools.pairwise([*starts, len(words)]):
        term = _term(words[start:end], setting)
        if term is None or (terms and not _follows(terms[-1], term)):
            return set()
        terms.append(term)
    return {
        _sum_of(values) for values in itertools.product(*(sorted(term.values) for term in terms))
    }


def _follows(earlier: _Term, later: _Term) -> bool:
    """Return whether a term is smaller than the scale before it: "3 crore 50 lakh"."""
    return bool(earlier.scale) and max(later.values) < Decimal(10) ** earlier.scale


def _sum_of(values: tuple[Decimal, ...]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


def _term(words: Sequence[Word], setting: Setting) -> _Term | None:
    number, *scales = [word for word in words if word.kind != "h"]
    powers = list(_powers(scales, setting))
    has_half = words[-1].kind == "h"
    if not powers or (has_half and not scales):
        return None
    values = {
        _EXACT.add(value.scaleb(sum(chosen), _EXACT), _half(chosen, has_half=has_half))
        for value in _numbers(number, setting, is_scaled=bool(scales))
        for chosen in powers
    }
    return _Term(values=frozenset(values), scale=sum(powers[0])) if values else None


def _half(powers: tuple[int, ...], *, has_half: bool) -> Decimal:
    return Decimal(5).scaleb(sum(powers) - 1, _EXACT) if has_half else Decimal(0)


def _powers(scales: list[Word], setting: Setting) -> Iterator[tuple[int, ...]]:
    """Return the powers of ten of scales that multiply: each is greater than the one before."""
    for chosen in itertools.product(*(_scale_powers(scale, setting) for scale in scales)):
        if all(earlier < later for earlier, later in itertools.pairwise(chosen)):
            yield chosen


def _scale_powers(scale: Word, setting: Setting) -> tuple[int, ...]:
    powers = scale.meaning
    assert isinstance(powers, tuple)
    if len(powers) == 1:
        return powers
    if setting.language == "fr":
        # Translated from English, a French billion is often a milliard.
        return powers if setting.country is None else powers[:1]
    return powers if setting.country in _SHORT_BILLION else powers[:1]


def _numbers(number: Word, setting: Setting, *, is_scaled: bool) -> frozenset[Decimal]:
    text = number.meaning
    if isinstance(text, Decimal):
        return frozenset({text})
    assert isinstance(text, str)
    if not LEXICONS[setting.language].is_han:
        decimals = decimal_separators(setting.language, setting.country)
        return numbers(text, decimals, is_scaled=is_scaled)
    joined = text.replace(" ", "")
    if re.fullmatch(r"[\d.,]+", joined):
        decimals = decimal_separators(setting.language, setting.country)
        return numbers(joined, decimals, is_scaled=is_scaled)
    texts = {joined}
    if setting.language == "zh" and setting.country not in _LONG_TRILLION:
        texts.add(joined.replace("兆", "百万"))
    return frozenset(value for each in texts if (value := han_number(each)) is not None)
