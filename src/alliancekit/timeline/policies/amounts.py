"""How sums of money and quantities that round, extend or contradict each other become one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import attrs

from alliancekit.model import Quantity
from alliancekit.money import Equivalent, Money
from alliancekit.timeline.entries import FieldStatus, FusedField
from alliancekit.timeline.policies.statements import Chains, Statement, agreed_field, fused_field
from alliancekit.timeline.policies.values import fuse_sets, fuse_values


def fuse_money(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse sums: one that is another rounded is refined by it.

    Sums without a common currency cannot be compared.
    """
    agreed = agreed_field(name, statements)
    if agreed is not None:
        return agreed
    values = sorted({s.value for s in statements}, key=lambda money: (-_digits(money), str(money)))
    verdicts = {_same_sum(values[0], other) for other in values[1:]}
    if False in verdicts:
        return fuse_values(name, statements, chains)
    known = {values[0].currency, *(e.currency for e in values[0].equivalents)}
    added: dict[str, Equivalent] = {}
    for other in values[1:]:
        for amount in other.amounts:
            if None not in verdicts and amount.currency not in known:
                added.setdefault(
                    amount.currency,
                    Equivalent(
                        low=amount.low,
                        high=amount.high,
                        currency=amount.currency,
                        bound=amount.bound,
                    ),
                )
    value = attrs.evolve(values[0], equivalents=(*values[0].equivalents, *added.values()))
    policy = "not comparable, told most precisely" if None in verdicts else "most precise"
    return fused_field(name, statements, FieldStatus.refined, value, policy, winners=[values[0]])


def _digits(amount: Money | Equivalent) -> int:
    return len(str(amount.low).replace(".", "").strip("0"))


def _same_sum(a: Money, b: Money) -> bool | None:
    """Return whether two sums can be one, or ``None`` where they share no currency."""
    amounts = {amount.currency: amount for amount in a.amounts}
    shared = [(amounts[o.currency], o) for o in b.amounts if o.currency in amounts]
    if a.period is not b.period or not shared:
        return None
    return all(_same_amount(one, other) for one, other in shared)


def _same_amount(a: Money | Equivalent, b: Money | Equivalent) -> bool:
    return a.low - _room(a) <= b.high + _room(b) and b.low - _room(b) <= a.high + _room(a)


def _room(amount: Money | Equivalent | Quantity) -> Decimal:
    """Return half a unit of the last digit that the number shows.

    It is more where the source calls the number inexact.
    """
    digits = amount.low.normalize().as_tuple()
    unit = Decimal(1).scaleb(int(digits.exponent))
    n_digits = len(digits.digits)
    # "3 billion" to one digit may stand for 2.5 to 3.5; a number written out to four digits and
    # more is meant.
    rounding = unit / 2 if n_digits <= 3 else Decimal(0)
    inexact = amount.low / 20 if amount.bound != "exact" else Decimal(0)
    return max(rounding, inexact)


def fuse_quantities(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Unite quantities; numbers of one thing that exclude each other are a conflict.

    All are shown.
    """
    united = fuse_sets(name, statements, chains)
    by_thing: dict[tuple[str, str], list[Quantity]] = {}
    for quantity in united.value:
        by_thing.setdefault((quantity.what.casefold(), quantity.unit), []).append(quantity)
    is_split = any(
        a.low - _room(a) > b.high + _room(b)
        for same in by_thing.values()
        for a in same
        for b in same
    )
    return attrs.evolve(united, status=FieldStatus.conflict) if is_split else united
