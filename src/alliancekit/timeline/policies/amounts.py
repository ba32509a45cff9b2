"""How sums of money and quantities that round, extend or contradict each other become one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

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
    verdicts = {_fits(values[:at], values[at]) for at in range(1, len(values))}
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


def _fits(more_precise: Sequence[Money], money: Money) -> Tri:
    """Return whether a sum is the first of others rounded that it can be compared with at all."""
    verdicts = (_refined_by(precise, money) for precise in more_precise)
    return next((verdict for verdict in verdicts if verdict is not Tri.MAYBE), Tri.MAYBE)


def _refined_by(precise: Money, other: Money) -> Tri:
    """Return whether a sum can be another one rounded; two that are as round cannot."""
    verdict = may_be_one(precise, other)
    if verdict is Tri.YES and precise.currency == other.currency:
        return Tri.YES if _is_rounded(precise, other) else Tri.NO
    return verdict


def _is_rounded(a: Money | Quantity, b: Money | Quantity) -> bool:
    """Return whether one of two numbers can be the other one rounded.

    20 and 30 can both stand for 25, and for nothing else: whoever says so means two numbers.
    """
    return _is_within(a, _rounded(b)) or _is_within(b, _rounded(a))


def _is_within(amount: Money | Quantity, ends: tuple[Decimal, Decimal]) -> bool:
    return amount.low <= ends[1] and ends[0] <= amount.high


def _rounded(amount: Money | Quantity) -> tuple[Decimal, Decimal]:
    return rounded_range(amount.low, amount.high, amount.bound)


def _digits(amount: Money | Equivalent) -> int:
    return len(str(amount.low).replace(".", "").strip("0"))


def fuse_quantities(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Unite quantities; numbers of one thing that exclude each other are a conflict.

    All are shown. A record that gives several numbers of one thing holds them all.
    """
    united = fuse_sets(name, statements, chains)
    counts = [_by_thing(claim.value) for claim in united.claims]
    is_split = any(
        not any(_is_rounded(x, y) for x in a[thing] for y in b[thing])
        for a, b in combinations(counts, 2)
        for thing in a.keys() & b.keys()
    )
    return attrs.evolve(united, status=FieldStatus.conflict) if is_split else united


def _by_thing(quantities: Sequence[Quantity]) -> dict[tuple[str, str], list[Quantity]]:
    by_thing: dict[tuple[str, str], list[Quantity]] = {}
    for quantity in quantities:
        by_thing.setdefault((quantity.what.casefold(), quantity.unit), []).append(quantity)
    return by_thing
