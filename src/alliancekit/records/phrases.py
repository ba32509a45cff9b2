"""Dates and sums in the words of a source: what they mean to those who read it where it appears."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import attrs

from alliancekit import dates, money
from alliancekit.actors import builtin_table
from alliancekit.dates import Direction, FuzzyDate, Span, Unresolved
from alliancekit.errors import DateError, OptionsError, RecordError, quoted
from alliancekit.money import Money, UnresolvedMoney
from alliancekit.records.trees import refusal

_KEPT_PHRASES = 16_384
# Longer ones are refused unread, and must not fill the memory with themselves.
_MAX_PHRASE_CHARS = 200
# Of a dollar there are two dozen: whoever reads so many has to name the currency.
_MAX_SHOWN_READINGS = 6
# What starts with a year is a slip in EDTF sooner than words: its own reason says more.
_LIKE_EDTF = re.compile(r"\s*|[\[{?~%]*(?:Y?-?\d|[\dX]{2})[\dX]{2,}\S*", re.ASCII)
_REGION = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})(?:-.*)?", re.ASCII)


@attrs.frozen(kw_only=True)
class Setting:
    """Where and when words were written.

    Attributes:
        language: BCP 47 tag, or ``""``; a region in it is the country in which they appear.
        anchor: Day from which they are seen, or None.
        country: ISO 3166-1 alpha-3: the country that they speak of, or None.
        direction: Whether they tell of what is past or of what is to come, or None.
    """

    language: str = ""
    anchor: FuzzyDate | None = None
    country: str | None = None
    direction: Direction | None = None


def date_meant(phrase: str, setting: Setting) -> FuzzyDate | Span | Unresolved:
    """Return the date that words mean.

    >>> week = Setting(language="de-AT", anchor=FuzzyDate("2024-08-01"))
    >>> date_meant("letzte Woche", week).edtf
    '[2024-07-22..2024-07-28]'
    >>> date_meant("bis Ende des Haushaltsjahres", week).reason
    "a fiscal year is a country's: give country"

    Returns:
        Of what is said in no language that is known here, the readings in English, to choose from.

    Source:
        Ours: where a source appears settles how it writes days and counts weeks, but not of whose
        fiscal year it speaks.
    """
    return _date_meant(phrase[: _MAX_PHRASE_CHARS + 1], setting)


@lru_cache(_KEPT_PHRASES)
def _date_meant(phrase: str, setting: Setting) -> FuzzyDate | Span | Unresolved:
    language = _primary(setting.language)
    found = _date_in(language, phrase, setting, setting.country)
    home = None if setting.country else _home(setting.language)
    if home is not None and _is_understood(found):
        at_home = _date_in(language, phrase, setting, home)
        found = at_home if _is_understood(at_home) else found
    if not isinstance(found, Unresolved) or found.readings:
        return found
    in_english = _date_in("en", phrase, setting, setting.country)
    readings = in_english.readings if isinstance(in_english, Unresolved) else (in_english,)
    return attrs.evolve(found, readings=readings)


def _date_in(
    language: str, phrase: str, setting: Setting, country: str | None
) -> FuzzyDate | Span | Unresolved:
    if not language:
        return Unresolved(phrase=phrase, reason="its source has no language: give it one")
    try:
        return dates.resolve(
            phrase,
            setting.anchor,
            language=language,
            country=country,
            direction=setting.direction,
        )
    except OptionsError as error:
        return Unresolved(phrase=phrase, reason=str(error))


def sum_meant(phrase: str, setting: Setting) -> Money | UnresolvedMoney:
    """Return the sum of money that words mean.

    >>> str(sum_meant("$3.5 billion", Setting(language="en-AU")))
    'AUD 3500000000'
    """
    return _sum_meant(phrase[: _MAX_PHRASE_CHARS + 1], setting)


@lru_cache(_KEPT_PHRASES)
def _sum_meant(phrase: str, setting: Setting) -> Money | UnresolvedMoney:
    if not setting.language:
        reason = "its source has no language: give it one"
        return UnresolvedMoney(phrase=phrase, reason=reason)
    country = setting.country or _home(setting.language)
    try:
        return money.resolve(phrase, language=_primary(setting.language), country=country)
    except OptionsError as error:
        return UnresolvedMoney(phrase=phrase, reason=str(error))


def date_of(
    text: str,
    setting: Setting,
    parse: Callable[[str], FuzzyDate | Span] = dates.parse,
) -> FuzzyDate | Span:
    """Return the date that a text states, in EDTF or in words.

    >>> date_of("2024-07", Setting()).as_written, date_of("July 2024", Setting(language="en")).edtf
    ('', '2024-07')

    Args:
        text: As it stands in a file.
        setting: Where and when words in it were written.
        parse: Reads EDTF.

    Raises:
        DateError: It states none, or may mean several, which are named.
    """
    try:
        return parse(text)
    except DateError:
        found = date_meant(text, setting)
        if not isinstance(found, Unresolved):
            return found
        if not found.readings and _LIKE_EDTF.fullmatch(text):
            raise
    raise no_date(found)


def sum_of(text: str, setting: Setting) -> Money:
    """Return the sum of money that a text states, in the written form or in words.

    Args:
        text: As it stands in a file.
        setting: Where words in it were written.

    Raises:
        RecordError: It states none, or may mean several, which are named.
    """
    try:
        return written_sum(text)
    except RecordError:
        found = sum_meant(text, setting)
        if isinstance(found, Money):
            return found
        if not found.readings:
            raise
    raise no_sum(found)


@lru_cache(_KEPT_PHRASES)
def written_sum(text: str) -> Money:
    """Return the sum that a text in the written form states, the same object for the same text."""
    return money.parse(text)


def no_date(found: Unresolved) -> DateError:
    """Return the error that says why words mean no one date, and what they may mean."""
    choice = _choice(found.readings) or "write it in EDTF, such as 2024-07-28"
    return DateError(found.phrase, f"{found.reason}; {choice}")


def no_sum(found: UnresolvedMoney) -> RecordError:
    """Return the error that says why words mean no one sum, and what they may mean."""
    choice = _choice(found.readings) or "write it like 'JPY 3 billion'"
    return refusal("money", f"{quoted(found.phrase)} is not one sum: {found.reason}; {choice}")


def _choice(readings: Sequence[object]) -> str:
    shown = [str(reading) for reading in readings[:_MAX_SHOWN_READINGS]]
    if len(readings) > _MAX_SHOWN_READINGS:
        shown.append(f"one of {len(readings) - _MAX_SHOWN_READINGS} others")
    return f"it may mean {' or '.join(shown)}" if shown else ""


def _is_understood(found: FuzzyDate | Span | Unresolved) -> bool:
    return not isinstance(found, Unresolved) or bool(found.readings)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _home(language: str) -> str | None:
    """Return the country that a language tag names, or None."""
    region = _REGION.fullmatch(language)
    if region is None:
        return None
    found = builtin_table().by_code("iso_3166_1_alpha_2", region[1].upper())
    return found[0] if found else None
