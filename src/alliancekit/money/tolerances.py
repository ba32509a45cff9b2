"""How far the number that a report gives may lie from the true one."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Final

from alliancekit.dates import Tri
from alliancekit.money.sums import Bound, Equivalent, Money

_EXACT: Final = Context(prec=200)
# What "about" and its like leave open to each side, as a share of the number: (below, above).
_TENTH: Final = Decimal("0.1")
_SHARES: Final = {
    Bound.exact: (Decimal(0), Decimal(0)),
    Bound.about: (_TENTH, _TENTH),
    Bound.nearly: (_TENTH, Decimal(0)),
    Bound.at_least: (Decimal(0), _TENTH),
    Bound.more_than: (Decimal(0), _TENTH),
    Bound.at_most: (_TENTH, Decimal(0)),
    Bound.less_than: (_TENTH, Decimal(0)),
}
# "3 billion", of one digit, may stand for 2.5 to 3.5 billion; a number of four digits is meant.
_MAX_ROUNDED_DIGITS: Final = 3
_FLOORS: Final = frozenset({Bound.at_least, Bound.more_than})
_CEILINGS: Final = frozenset({Bound.at_most, Bound.less_than, Bound.nearly})


def told_range(low: Decimal, high: Decimal, bound: Bound) -> tuple[Decimal, Decimal]:
    """Return from where to where a number goes that a report calls inexact.

    >>> [str(end) for end in told_range(Decimal(20), Decimal(20), Bound.about)]
    ['18.0', '22.0']

    Args:
        low: Lower end, or the number itself.
        high: Upper end, >= low.
        bound: How the number stands to the true one; of a floor and a ceiling, which have no end
            on one side, what a writer who could name a nearer number would mean.

    Returns:
        Lower and upper end; exact, whatever the caller's decimal context.

    Source:
        Ours: a tenth of the number, to the side that the word leaves open.
    """
    below, above = _SHARES[bound]
    return (
        _EXACT.subtract(low, _EXACT.multiply(low.copy_abs(), below)),
        _EXACT.add(high, _EXACT.multiply(high.copy_abs(), above)),
    )


def rounded_range(low: Decimal, high: Decimal, bound: Bound) -> tuple[Decimal, Decimal]:
    """Return from where to where the true number may lie, if the one that is told was rounded.

    >>> three, hundred = Decimal(3_000_000_000), Decimal(100)
    >>> [str(end) for end in rounded_range(three, three, Bound.exact)]
    ['2500000000', '3500000000']
    >>> [str(end) for end in rounded_range(hundred, hundred, Bound.exact)]
    ['95', '150']

    Args:
        low: Lower end, or the number itself.
        high: Upper end, >= low.
        bound: How the number stands to the true one.

    Returns:
        Lower and upper end: :func:`told_range`, or half a unit of the last digit to either side
        that the bound leaves open, where that is more and the number shows at most three digits.

    Source:
        Ours: a report rounds to one, two or three digits; four and more are given to be exact.
    """
    told_low, told_high = told_range(low, high, bound)
    if bound not in _FLOORS:
        told_low = min(told_low, _EXACT.subtract(low, _rounding(low, is_below=True)))
    if bound not in _CEILINGS:
        told_high = max(told_high, _EXACT.add(high, _rounding(high, is_below=False)))
    return told_low, told_high


def _rounding(number: Decimal, *, is_below: bool) -> Decimal:
    digits = number.normalize(_EXACT).as_tuple()
    if len(digits.digits) > _MAX_ROUNDED_DIGITS or not number:
        return Decimal(0)
    assert isinstance(digits.exponent, int)
    # What rounds up to 100 is told in tens.
    is_finer = is_below and digits.digits == (1,)
    return Decimal(5).scaleb(digits.exponent - 1 - is_finer, _EXACT)


def may_be_one(a: Money, b: Money) -> Tri:
    """Return whether two reports of a sum can be of one sum, told more and less exactly.

    It asks less than :func:`compare`, which takes every number as it is told: 3.4 billion may be
    the 3 billion of a shorter report.

    >>> from alliancekit.money import parse
    >>> may_be_one(parse("USD 3.4 billion"), parse("USD 3 billion")).value
    'yes'
    >>> may_be_one(parse("USD 3.4 billion"), parse("USD 2 billion")).value
    'no'
    >>> may_be_one(parse("USD 3.4 billion"), parse("EUR 3 billion")).value
    'maybe'

    Args:
        a: A sum.
        b: Another.

    Returns:
        YES where the amounts of every currency that both name can be one, NO where those of some
        currency cannot, MAYBE where they share none or are for different periods.
    """
    amounts = {amount.currency: amount for amount in a.amounts}
    shared = [(amounts[one.currency], one) for one in b.amounts if one.currency in amounts]
    if a.period is not b.period or not shared:
        return Tri.MAYBE
    return Tri.YES if all(_meet(one, other) for one, other in shared) else Tri.NO


def _meet(a: Money | Equivalent, b: Money | Equivalent) -> bool:
    a_low, a_high = rounded_range(a.low, a.high, a.bound)
    b_low, b_high = rounded_range(b.low, b.high, b.bound)
    return a_low <= b_high and b_low <= a_high
