"""Sums as languages write them: "gần 20 triệu USD", "3 Mrd. Yen", "30億円"."""

from __future__ import annotations

import attrs

from alliancekit.errors import OptionsError, quoted
from alliancekit.money.sums import Money

_MAX_PHRASE_CHARS = 200


@attrs.frozen(kw_only=True)
class UnresolvedMoney:
    """A phrase that does not state one sum.

    Attributes:
        phrase: The phrase as it was given, at most 200 characters of it.
        reason: Why it is not resolved, and what would resolve it.
        readings: What it may mean, where that is known; in the order of their written form.
    """

    phrase: str
    reason: str
    readings: tuple[Money, ...] = ()


def resolve(
    phrase: str, *, language: str = "en", country: str | None = None
) -> Money | UnresolvedMoney:
    """Return the sum that a phrase states.

    >>> str(resolve("gần 20 triệu USD", language="vi"))
    'nearly USD 20000000'
    >>> str(resolve("30億円（約2000万ドル）", language="ja"))
    'JPY 3000000000 = about USD 20000000'
    >>> str(resolve("$3.5 billion a year", country="AUS"))
    'AUD 3500000000 per year'
    >>> [str(reading) for reading in resolve("¥3 billion").readings]
    ['CNY 3000000000', 'JPY 3000000000']

    Args:
        phrase: The words of a source: one sum and nothing else, at most 200 characters.
        language: ``ar``, ``de``, ``en``, ``es``, ``fr``, ``hi``, ``id``, ``ja``, ``ko``, ``pt``,
            ``ru``, ``tr``, ``uk``, ``vi`` or ``zh``.
        country: ISO 3166-1 alpha-3: where the source is published. It settles whose dollar, peso
            or rupee is meant, which separator parts the fraction, and how much a billion is.

    Returns:
        The sum, with the other currencies that the phrase gives as its equivalents, or
        :class:`UnresolvedMoney`: what is not understood or has several meanings is never guessed.

    Raises:
        OptionsError: The language or the country is not one that is known.

    Source:
        Names of currencies and separators: CLDR. A bare name of money is that of the country that
        prints it; the rule stands with the table of currency names.
    """
    # Locale data are read here and nowhere else: importing money must not load them.
    from alliancekit.money.phrases.currencies import territory
    from alliancekit.money.phrases.languages import LEXICONS
    from alliancekit.money.phrases.reading import Setting, read_sums

    if language not in LEXICONS:
        known = ", ".join(sorted(LEXICONS))
        message = f"{quoted(language)} is not a language of sums: give one of {known}"
        raise OptionsError(language, [message])
    if country is not None and territory(country) is None:
        message = f"{quoted(country)} is no country: give an ISO 3166-1 alpha-3 code such as 'JPN'"
        raise OptionsError(country, [message])
    if len(phrase) > _MAX_PHRASE_CHARS:
        reason = f"a phrase has at most {_MAX_PHRASE_CHARS} characters"
        return UnresolvedMoney(phrase=phrase[:_MAX_PHRASE_CHARS], reason=reason)
    found = read_sums(phrase, Setting(language=language, country=country))
    if isinstance(found, str):
        return UnresolvedMoney(phrase=phrase, reason=found)
    if len(found) == 1:
        return found[0]
    return UnresolvedMoney(
        phrase=phrase,
        reason=f"it may mean any of {len(found)} sums: name the currency, or give the country",
        readings=found,
    )
