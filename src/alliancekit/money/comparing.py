"""Whether two sums are the same, which is less, and what sums come to together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Context, Decimal

import attrs

from alliancekit.dates import Tri
from alliancekit.errors import quoted
from alliancekit.money.sums import Bound, Equivalent, Money, Period, money_error
from alliancekit.money.tolerances import told_range

# 31 digits on either side, twice, for a product with a rate: exact whatever the caller's context.
_EXACT = Context(prec=200)

_FLOORS = frozenset({Bound.at_least, Bound.more_than})
_CEILINGS = frozenset({Bound.at_most, Bound.less_than, Bound.nearly})


@attrs.frozen(kw_only=True)
class _Reach:
    """The amounts that a statement allows: from ``low`` to ``high``, ``None`` for no end.

    A strict end is not itself allowed.
    """

    low: Decimal
    high: Decimal | None
    is_low_strict: bool = False
    is_high_strict: bool = False


def compare(a: Money, b: Money, rates: Mapping[str, Decimal] | None = None) -> Tri:
    """Return whether two sums are the same amount of money.

    Amounts in the currency that both are stated in decide; else those that both have as an
    equivalent; else the rates. Without any of these the answer is unknown, as it is between a total
    and a sum a year.

    >>> from alliancekit.money import parse
    >>> compare(parse("JPY 3 billion"), parse("USD 20 million")).value
    'maybe'
    >>> compare(parse("JPY 3 billion = USD 20 million"), parse("USD 20 million")).value
    'yes'
    >>> rates = {"JPY": Decimal("0.0067"), "USD": Decimal(1)}
    >>> compare(parse("JPY 3 billion"), parse("USD 90 million"), rates).value
    'no'

    Args:
        a: A sum.
        b: Another.
        rates: What one unit of each currency is worth in one common measure, > 0.

    Returns:
        YES for equal single amounts, NO where no amount fits both statements, else MAYBE.

    Raises:
        RecordError: A rate is not a Decimal > 0.

    Source:
        Ours: ``about`` reaches a tenth to either side, ``nearly`` a tenth below.
    """
    pairs = _comparable(a, b, rates)
    if not pairs:
        return Tri.MAYBE
    verdicts = [_equal(*pair) for pair in pairs]
    if Tri.NO in verdicts:
        return Tri.NO
    return Tri.YES if Tri.MAYBE not in verdicts else Tri.MAYBE


def is_less(a: Money, b: Money, rates: Mapping[str, Decimal] | None = None) -> Tri:
    """Return whether one sum is less than another.

    >>> from alliancekit.money import parse
    >>> is_less(parse("at most USD 3 million"), parse("USD 4 million")).value
    'yes'

    Args:
        a: The one that may be less.
        b: The other.
        rates: As for :func:`compare`.

    Returns:
        YES or NO where every amount that fits the statements says so, else MAYBE.

    Raises:
        RecordError: A rate is not a Decimal > 0.
    """
    verdicts = {_less(*pair) for pair in _comparable(a, b, rates)}
    return verdicts.pop() if len(verdicts) == 1 else Tri.MAYBE


def _comparable(
    a: Money, b: Money, rates: Mapping[str, Decimal] | None
) -> list[tuple[_Reach, _Reach]]:
    for currency, rate in (rates or {}).items():
        if not isinstance(rate, Decimal) or not rate.is_finite() or rate <= 0:
            raise money_error(f"the rate of {quoted(currency)} must be a Decimal above 0", "number")
    if a.period is not b.period:
        return []
    if a.currency == b.currency:
        return [(_reach(a), _reach(b))]
    others = {amount.currency: amount for amount in b.amounts}
    both = [(one, others[one.currency]) for one in a.amounts if one.currency in others]
    if both:
        return [(_reach(one), _reach(other)) for one, other in both]
    if rates is None or a.currency not in rates or b.currency not in rates:
        return []
    return [(_reach(a, rates[a.currency]), _reach(b, rates[b.currency]))]


def _reach(amount: Money | Equivalent, rate: Decimal = Decimal(1)) -> _Reach:
    low, high = _EXACT.multiply(amount.low, rate), _EXACT.multiply(amount.high, rate)
    match amount.bound:
        case Bound.about | Bound.nearly:
            told_low, told_high = told_range(low, high, amount.bound)
            is_strict = amount.bound is Bound.nearly and high > 0
            return _Reach(low=told_low, high=told_high, is_high_strict=is_strict)
        case Bound.at_least | Bound.more_than:
            return _Reach(low=low, high=None, is_low_strict=amount.bound is Bound.more_than)
        case Bound.at_most | Bound.less_than:
            is_strict = amount.bound is Bound.less_than and high > 0  # nothing is less than 0
            return _Reach(low=Decimal(0), high=high, is_high_strict=is_strict)
        case Bound.exact:
            return _Reach(low=low, high=high)


def _equal(a: _Reach, b: _Reach) -> Tri:
    if _ends_below(a, b) or _ends_below(b, a):
        return Tri.NO
    is_one = a.low == a.high == b.low == b.high
    return Tri.YES if is_one else Tri.MAYBE


def _less(a: _Reach, b: _Reach) -> Tri:
    if _ends_below(a, b):
        return Tri.YES
    return Tri.NO if b.high is not None and b.high <= a.low else Tri.MAYBE


def _ends_below(a: _Reach, b: _Reach) -> bool:
    """Return whether every amount of ``a`` is less than every amount of ``b``."""
    if a.high is None or a.high > b.low:
        return False
    return a.high < b.low or a.is_high_strict or b.is_low_strict


def totals(sums: Iterable[Money]) -> tuple[Money, ...]:
    """Return what sums come to, one total a currency and period, each sum counted once.

    Each sum counts in the currency that it is stated in; its equivalents are the same money again
    and are left out.

    >>> from alliancekit.money import parse
    >>> found = totals(map(parse, ["JPY 3 billion = USD 20 million", "JPY 1 billion", "USD 5"]))
    >>> [str(total) for total in found]
    ['JPY 4000000000', 'USD 5']

    Args:
        sums: In any order; a sum that stands twice counts twice.

    Returns:
        Totals ordered by currency, period and bound. Exact sums join inexact ones of the same
        currency; a floor (``at least``), a ceiling (``at most``) and an ``about`` do not add up and
        stay apart.

    Raises:
        RecordError: A total is past what money can be (10**31).
    """
    grouped: dict[tuple[str, Period], list[Money]] = {}
    for one in sums:
        grouped.setdefault((one.currency, one.period), []).append(one)
    return tuple(
        total for key in sorted(grouped) for total in _totals_of_one_currency(grouped[key])
    )


def _totals_of_one_currency(sums: list[Money]) -> list[Money]:
    by_sense: dict[str, list[Money]] = {}
    for one in sums:
        by_sense.setdefault(_sense(one.bound), []).append(one)
    inexact = sorted(set(by_sense) - {"exact"})
    if len(inexact) == 1 and "exact" in by_sense:
        by_sense = {inexact[0]: sums}
    return [_total(by_sense[sense]) for sense in sorted(by_sense)]


def _sense(bound: Bound) -> str:
    if bound in _FLOORS:
        return "floor"
    return "ceiling" if bound in _CEILINGS else bound.value


def _total(sums: list[Money]) -> Money:
    low = high = Decimal(0)
    for one in sums:
        low, high = _EXACT.add(low, one.low), _EXACT.add(high, one.high)
    return Money(
        low=low,
        high=high,
        currency=sums[0].currency,
        period=sums[0].period,
        bound=_joint_bound({one.bound for one in sums} - {Bound.exact}),
    )


def _joint_bound(bounds: set[Bound]) -> Bound:
    if len(bounds) <= 1:
        return next(iter(bounds), Bound.exact)
    # Of a floor and a strict floor the total is strictly above; likewise below.
    return Bound.more_than if bounds <= _FLOORS else Bound.less_than
