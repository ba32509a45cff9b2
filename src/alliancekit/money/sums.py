"""Money: one sum, bounded or ranged, per period, with its equivalents in other currencies."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

import attrs

from alliancekit import _checks as checks
from alliancekit.errors import Problem, RecordError, quoted


class Bound(StrEnum):
    """How a number that a report gives stands to the true one."""

    exact = "exact"
    about = "about"
    nearly = "nearly"
    at_least = "at least"
    at_most = "at most"
    more_than = "more than"
    less_than = "less than"


class Period(StrEnum):
    """What time a sum is for."""

    total = "total"
    year = "year"
    month = "month"


class Origin(StrEnum):
    """Who made an equivalent: the source, or a computation of ours."""

    as_reported = "as_reported"
    computed = "computed"


@cache
def currency_codes() -> frozenset[str]:
    """Return every currency code that CLDR knows, current and historic."""
    from babel.core import get_global

    return frozenset(get_global("all_currencies"))


def money_error(message: str, code: str = "money") -> RecordError:
    """Return the error that says why a text or an amount is not money."""
    return RecordError([Problem(code=code, source="", message=message)])


def _check_currency(_instance: object, _attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, str) or value not in currency_codes():
        raise money_error(f"{quoted(value)} is not an ISO 4217 currency: write a code such as USD")


def _by_currency(found: Any) -> Any:
    if not isinstance(found, (list, tuple)) or not all(isinstance(o, Equivalent) for o in found):
        return found  # the validator says what is wrong
    return tuple(sorted(found, key=lambda one: one.currency))


@attrs.frozen(kw_only=True)
class Equivalent:
    """The same sum in another currency.

    Attributes:
        low: Lower end, or the amount itself.
        high: Upper end; equal to ``low`` where the report gives one number.
        currency: ISO 4217 code.
        bound: How the number stands to the true one.
        origin: Whether the source gives the equivalent or it was computed.
    """

    low: Decimal = attrs.field(converter=checks.plain_number, validator=checks.amount)
    high: Decimal = attrs.field(
        default=attrs.Factory(lambda self: self.low, takes_self=True),
        converter=checks.plain_number,
        validator=checks.amount,
    )
    currency: str = attrs.field(validator=_check_currency)
    bound: Bound = attrs.field(default=Bound.exact, validator=checks.instance(Bound))
    origin: Origin = attrs.field(default=Origin.as_reported, validator=checks.instance(Origin))

    def __attrs_post_init__(self) -> None:
        checks.check_range(self.low, self.high)

    def __str__(self) -> str:
        computed = "computed " if self.origin is Origin.computed else ""
        return f"{computed}{_format_amount(self.low, self.high, self.currency, self.bound)}"


@attrs.frozen(kw_only=True)
class Money:
    """One sum of money.

    >>> str(Money(low=Decimal("3E9"), currency="JPY", bound=Bound.nearly))
    'nearly JPY 3000000000'

    Attributes:
        low: Lower end, or the amount itself, in units of the currency, >= 0.
        high: Upper end, >= low.
        currency: ISO 4217 code, current or historic.
        bound: How the number stands to the true one.
        period: What time the sum is for.
        equivalents: The same sum in other currencies, one a currency, in their order.
    """

    low: Decimal = attrs.field(converter=checks.plain_number, validator=checks.amount)
    high: Decimal = attrs.field(
        default=attrs.Factory(lambda self: self.low, takes_self=True),
        converter=checks.plain_number,
        validator=checks.amount,
    )
    currency: str = attrs.field(validator=_check_currency)
    bound: Bound = attrs.field(default=Bound.exact, validator=checks.instance(Bound))
    period: Period = attrs.field(default=Period.total, validator=checks.instance(Period))
    equivalents: tuple[Equivalent, ...] = attrs.field(
        default=(), converter=_by_currency, validator=checks.tuple_of(Equivalent)
    )

    def __attrs_post_init__(self) -> None:
        checks.check_range(self.low, self.high)
        currencies = [self.currency, *(e.currency for e in self.equivalents)]
        if len(set(currencies)) < len(currencies):
            raise money_error(
                f"a sum and its equivalents need different currencies, not {', '.join(currencies)}"
            )

    @property
    def amounts(self) -> tuple[Money | Equivalent, ...]:
        """The sum in its own currency, then in every other."""
        return (self, *self.equivalents)

    def __str__(self) -> str:
        amount = _format_amount(self.low, self.high, self.currency, self.bound)
        period = "" if self.period is Period.total else f" per {self.period}"
        return " = ".join([f"{amount}{period}", *map(str, self.equivalents)])


def _format_amount(low: Decimal, high: Decimal, currency: str, bound: Bound) -> str:
    prefix = "" if bound is Bound.exact else f"{bound} "
    numbers = f"{low:f}" if low == high else f"{low:f}..{high:f}"
    return f"{prefix}{currency} {numbers}"
