"""Sums of money as reports state them: bounded, ranged, per period, with their equivalents.

A sum and its equivalent in another currency are one sum: ``JPY 3 billion, nearly USD 20 million``
is a ``Money`` in yen with one equivalent, never two sums. The text form of a ``Money`` is exact and
is what files hold.
"""

from alliancekit.money.comparing import compare, is_less, totals
from alliancekit.money.resolving import UnresolvedMoney, resolve
from alliancekit.money.sums import Bound, Equivalent, Money, Origin, Period
from alliancekit.money.tolerances import may_be_one, rounded_range, told_range
from alliancekit.money.written import parse

__all__ = [
    "Bound",
    "Equivalent",
    "Money",
    "Origin",
    "Period",
    "UnresolvedMoney",
    "compare",
    "is_less",
    "may_be_one",
    "parse",
    "resolve",
    "rounded_range",
    "told_range",
    "totals",
]
