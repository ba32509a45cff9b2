"""The written form of a sum, which files hold: exact, and the same for equal sums."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Any

from alliancekit.errors import quoted
from alliancekit.money.sums import Bound, Equivalent, Money, Origin, Period, money_error

_MAX_TEXT_CHARS = 400

_ZEROS = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}

# A number of the written form has at most 71 digits: nothing is ever rounded, whatever context the
# caller has set.
_EXACT = Context(prec=100)

# Commas and underscores stand between groups of three digits: "1,5" is no way to write 1.5 here.
_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,13}|\d{1,3}(?:_\d{3}){1,13}|\d{1,42})(?:\.\d{1,30})?"
_AMOUNT = re.compile(
    r"(?:(?P<bound>about|nearly|at least|at most|more than|less than) )?"
    r"(?P<currency>[A-Z]{3}) "
    rf"(?P<low>{_NUMBER})(?:\.\.(?P<high>{_NUMBER}))?"
    r"(?: (?P<scale>thousand|million|billion|trillion))?"
    r"(?: per (?P<period>year|month))?",
    re.ASCII,
)


def parse(text: str) -> Money:
    """Return the sum that a text in the written form states.

    The form is ``[bound] CUR number[..number] [thousand|million|billion|trillion]
    [per year|month]``, followed by any number of ``= [computed] equivalent``. Digits may be grouped
    with ``,`` or ``_``.

    >>> parse("nearly JPY 200 billion per year = USD 1.9 billion").period
    <Period.year: 'year'>

    Args:
        text: At most 400 characters.

    Returns:
        The sum; ``str`` of it is the canonical text.

    Raises:
        RecordError: The text is not in that form, or the currency is unknown.
    """
    if len(text) > _MAX_TEXT_CHARS:
        raise money_error(
            f"a sum of {len(text)} characters is too long: at most {_MAX_TEXT_CHARS}",
            "limit.length",
        )
    head, *others = [part.strip(" ") for part in text.split("=")]
    found = _match_amount(head, text)
    return Money(
        **_amount_fields(found),
        period=Period(found["period"]) if found["period"] else Period.total,
        equivalents=tuple(_parse_equivalent(other, text) for other in others),
    )


def _parse_equivalent(part: str, text: str) -> Equivalent:
    origin = Origin.computed if part.startswith("computed ") else Origin.as_reported
    found = _match_amount(part.removeprefix("computed "), text)
    if found["period"]:
        raise money_error(f"{quoted(text)}: the period stands with the first amount only")
    return Equivalent(**_amount_fields(found), origin=origin)


def _match_amount(part: str, text: str) -> re.Match[str]:
    found = _AMOUNT.fullmatch(part)
    if found is None:
        raise money_error(
            f"{quoted(text)} is not a sum of money: write it like 'nearly JPY 3 billion' or "
            "'USD 1.5..2 million per year = EUR 1 million'"
        )
    return found


def _amount_fields(found: re.Match[str]) -> dict[str, Any]:
    n_zeros = _ZEROS[found["scale"] or ""]
    low, high = (
        Decimal(number.replace(",", "").replace("_", "")).scaleb(n_zeros, _EXACT)
        for number in (found["low"], found["high"] or found["low"])
    )
    return {
        "low": low,
        "high": high,
        "currency": found["currency"],
        "bound": Bound(found["bound"]) if found["bound"] else Bound.exact,
    }
