"""What the words of sums in a language are: bounds, scales, periods, ranges and currencies."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from alliancekit.money.sums import Bound, Period


@attrs.frozen(kw_only=True)
class Lexicon:
    """The words of one language: a value and the words for it, parted by ``|``.

    Attributes:
        bounds: Words for each bound, before or after the amount.
        scales: Words for each power of ten.
        numbers: Words for small numbers; ``0.5`` is "half a".
        periods: Words for each period.
        until: Words between the ends of a range.
        spanning: Words that open a range: "between", "from".
        joined: Words between the ends of a range that "between" opened.
        equals: Words that lead an equivalent in.
        bare: Scales that stand for themselves where no number goes before: "mil millones".
        long_billion: Words that are a million millions, or, in some countries, a thousand.
        worth: Words before an amount that say nothing of it: "worth", "a total of".
        half: Words that add half of the last scale.
        currencies: Short names of money: a code or a group, ``:``, and its words parted by ``,``.
        is_han: Whether numbers are written with units of ten thousand, and words without spaces.
    """

    bounds: Mapping[Bound, str]
    scales: Mapping[int, str] = MappingProxyType({})
    numbers: Mapping[str, str] = MappingProxyType({})
    periods: Mapping[Period, str]
    until: str
    spanning: str = ""
    joined: str = ""
    equals: str = ""
    bare: str = ""
    long_billion: str = ""
    worth: str = ""
    half: str = ""
    currencies: str
    is_han: bool = False
