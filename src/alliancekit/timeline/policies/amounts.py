"""How sums of money and quantities that round, extend or contradict each other become one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import attrs

from alliancekit.dates import Tri
from alliancekit.model import Quantity
from alliancekit.money import Equivalent, Money, may_be_one, rounded_range
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
    verdicts = {may_be_one(values[0], other) for other in values[1:]}
    if Tri.NO in verdicts:
        return fuse_values(name, statements, chains)
    known = {values[0].currency, *(e.currency for e in values[0].equivalents)}
    added: dict[str, Equivalent] = {}
    for other in values[1:]:
        for amount in other.amounts:
            if Tri.MAYBE not in verdicts and amount.currency not in known:
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
    policy = "not comparable, told most precisely" if Tri.MAYBE in verdicts else "most precise"
    return fused_field(name, statements, FieldStatus.refined, value, policy, winners=[values[0]])


def _digits(amount: Money | Equivalent) -> int:
    return len(str(amount.low).replace(".", "").strip("0"))


def fuse_quantities(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Unite quantities; numbers of one thing that exclude each other are a conflict.

    All are shown.
    """
    united = fuse_sets(name, statements, chains)
    by_thing: dict[tuple[str, str], list[Quantity]] = {}
    for quantity in united.value:
        by_thing.setdefault((quantity.what.casefold(), quantity.unit), []).append(quantity)
    is_split = any(
        _lowest(a) > _highest(b) for same in by_thing.values() for a in same for b in same
    )
    return attrs.evolve(united, status=FieldStatus.conflict) if is_split else united


def _lowest(quantity: Quantity) -> Decimal:
    return rounded_range(quantity.low, quantity.high, quantity.bound)[0]


def _highest(quantity: Quantity) -> Decimal:
    return rounded_range(quantity.low, quantity.high, quantity.bound)[1]
