"""How the values that several records give for one field become one, with its standing.

Every policy is named and looks at the set of claims only, never at an order. A claim weighs as many witnesses as stand behind it. Where no
value wins, the field is tied: it shows what all claims leave open, and is a conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs

from alliancekit.dates import (
    FuzzyDate,
    Span,
    compatible,
    day_text,
    gap_days,
    intersect,
    refines,
    sort_key,
)
from alliancekit.errors import DateError
from alliancekit.kinds import Realis
from alliancekit.model import Identifier, Place, Quantity, RecordId, SourceId
from alliancekit.money import Equivalent, Money
from alliancekit.timeline.entries import Claim, FieldStatus, FusedField
from alliancekit.timeline.witnesses import witness_groups

_PLANS = frozenset({Realis.planned, Realis.proposed, Realis.expected, Realis.conditional, Realis.postponed})
# An approximate date leaves room on both sides; this much even when it names a day.
_LEAST_SLACK_DAYS = 3
_MAX_SLACK_DAYS = 400


@attrs.frozen(kw_only=True)
class Statement:
    """One value that one record gives.

    Attributes:
        value: The value.
        record: Id of the record.
        source: Id of its source.
        told: Sort key of the source's day of publication, then the record's id: who spoke first.
        is_planned: Whether the record tells of a plan.
    """

    value: Any
    record: RecordId
    source: SourceId
    told: tuple[Any, ...]
    is_planned: bool = False


Chains = Mapping[SourceId, frozenset[SourceId]]


def claims_of(statements: Iterable[Statement]) -> tuple[Claim, ...]:
    """Return every distinct value with its records, in the order of who said it first."""
    records: dict[Hashable, list[Statement]] = {}
    for statement in sorted(statements, key=lambda s: s.told):
        records.setdefault(statement.value, []).append(statement)
    return tuple(
        Claim(value=value, records=tuple(sorted({s.record for s in said}))) for value, said in records.items()
    )


def _field(
    name: str,
    statements: Sequence[Statement],
    status: FieldStatus,
    value: Any,
    policy: str,
    *,
    winners: Sequence[Any] = (),
    is_tied: bool = False,
) -> FusedField:
    claims = claims_of(statements)
    if len({record for claim in claims for record in claim.records}) == 1 and status is not FieldStatus.conflict:
        status = FieldStatus.single
    first = [claim for claim in claims if claim.value in winners]
    rest = [claim for claim in claims if claim.value not in winners]
    return FusedField(
        name=name, status=status, value=value, claims=(*first, *rest), policy=policy, is_tied=is_tied
    )


def _agreed(name: str, statements: Sequence[Statement]) -> FusedField | None:
    """Return the field where all say the same."""
    if len({statement.value for statement in statements}) > 1:
        return None
    return _field(name, statements, FieldStatus.agreed, statements[0].value, "all agree")


def majority(
    statements: Sequence[Statement], chains: Chains, key: Callable[[Any], Hashable] = lambda value: value
) -> tuple[Any, bool]:
    """Return the value with the most independent witnesses, and whether it is the only one with so many.

    Args:
        statements: One or more.
        chains: What each source rests on.
        key: Values with equal keys count together.

    Returns:
        The winner, or the value that was told first among equals.
    """
    groups: dict[Hashable, list[Statement]] = {}
    for statement in sorted(statements, key=lambda s: s.told):
        groups.setdefault(key(statement.value), []).append(statement)
    votes = {k: len(witness_groups([s.source for s in said], chains)) for k, said in groups.items()}
    most = max(votes.values())
    leaders = [k for k, n in votes.items() if n == most]
    return groups[leaders[0]][0].value, len(leaders) == 1


def fuse_values(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse values that are the same or contradict each other, such as an edition or a legal form."""
    agreed = _agreed(name, statements)
    if agreed is not None:
        return agreed
    value, is_won = majority(statements, chains)
    return _field(
        name,
        statements,
        FieldStatus.conflict,
        value if is_won else None,
        "most witnesses" if is_won else "tie",
        winners=[value] if is_won else (),
        is_tied=not is_won,
    )


def fuse_kinds(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse kinds: a vague kind is refined by any other, kinds of one group refine each other."""
    agreed = _agreed(name, statements)
    if agreed is not None:
        return agreed
    telling = [s for s in statements if s.value != "other"] or list(statements)
    value, is_won = majority(telling, chains)
    groups = {s.value.group for s in telling}
    status = FieldStatus.refined if len(groups) == 1 else FieldStatus.conflict
    policy = "most witnesses" if is_won else "told first"
    return _field(name, statements, status, value, policy, winners=[value])


def fuse_realis(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse how real something is: what happened supersedes its plan, the latest word stands among plans."""
    agreed = _agreed(name, statements)
    if agreed is not None:
        return agreed
    values = {s.value for s in statements}
    if values <= _PLANS | {Realis.actual} and Realis.actual in values:
        return _field(
            name,
            statements,
            FieldStatus.refined,
            Realis.actual,
            "actual supersedes plan",
            winners=[Realis.actual],
        )
    if Realis.actual not in values:
        latest = max(statements, key=lambda s: s.told).value
        status = FieldStatus.conflict if Realis.denied in values else FieldStatus.refined
        return _field(name, statements, status, latest, "latest word", winners=[latest])
    value, is_won = majority(statements, chains)
    if not is_won:
        # What is both told and denied must not be shown as done.
        value = min(values - {Realis.actual})
    return _field(
        name,
        statements,
        FieldStatus.conflict,
        value,
        "most witnesses" if is_won else "tie",
        winners=[value],
        is_tied=not is_won,
    )


def can_both_hold(a: FuzzyDate | Span, b: FuzzyDate | Span) -> bool:
    """Return whether two dates can both be true, an approximate one with as much room as it is wide."""
    if compatible(a, b):
        return True
    slack = max(_slack_days(a), _slack_days(b))
    return slack > 0 and gap_days(a, b) <= slack


def _slack_days(when: FuzzyDate | Span) -> int:
    if isinstance(when, Span) or not when.approximate or when.earliest is None or when.latest is None:
        return 0
    return min(max(when.latest - when.earliest, _LEAST_SLACK_DAYS), _MAX_SLACK_DAYS)


def fuse_dates(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse dates: compatible ones refine each other, a date of what happened supersedes a planned one."""
    agreed = _agreed(name, statements)
    if agreed is not None:
        return agreed
    refined = _refined_date(statements)
    if refined is not None:
        winners = [s.value for s in statements if s.value == refined]
        return _field(name, statements, FieldStatus.refined, refined, "most precise", winners=winners)
    done = [s for s in statements if not s.is_planned]
    if done and len(done) < len(statements):
        fused = fuse_dates(name, done, chains)
        status = FieldStatus.conflict if fused.status is FieldStatus.conflict else FieldStatus.refined
        return _field(
            name,
            statements,
            status,
            fused.value,
            "actual supersedes plan",
            winners=[c.value for c in fused.claims],
            is_tied=fused.is_tied,
        )
    if not done:
        latest = max(statements, key=lambda s: s.told).value
        return _field(name, statements, FieldStatus.refined, latest, "latest plan", winners=[latest])
    camps = _camps(statements)
    votes = [len(witness_groups([s.source for s in camp], chains)) for camp in camps]
    leaders = [camp for camp, n in zip(camps, votes, strict=True) if n == max(votes)]
    if len(leaders) == 1:
        value = _refined_date(leaders[0])
        return _field(
            name, statements, FieldStatus.conflict, value, "most witnesses", winners=[s.value for s in leaders[0]]
        )
    return _field(name, statements, FieldStatus.conflict, _either(statements), "tie", is_tied=True)


def _refined_date(statements: Sequence[Statement]) -> FuzzyDate | Span | None:
    """Return the date that all statements leave possible, or ``None`` if they contradict each other."""
    values: list[FuzzyDate | Span] = sorted({s.value for s in statements}, key=_width_key)
    best = values[0]
    for other in values[1:]:
        if not can_both_hold(best, other):
            return None
        if isinstance(best, FuzzyDate) and isinstance(other, FuzzyDate):
            best = intersect(best, other) or best
        elif isinstance(other, Span) and (isinstance(best, FuzzyDate) or refines(other, best)):
            # Something that lasts and is told of one of its days is the whole of it.
            best = other
    return best


def _width_key(when: FuzzyDate | Span) -> tuple[Any, ...]:
    if when.earliest is None or when.latest is None:
        return (1, 0, sort_key(when))
    return (0, when.latest - when.earliest, sort_key(when))


def _camps(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Return statements in camps whose dates can all hold together, the most precise dates first."""
    camps: list[list[Statement]] = []
    for statement in sorted(statements, key=lambda s: (_width_key(s.value), s.told)):
        for camp in camps:
            if _refined_date([*camp, statement]) is not None:
                camp.append(statement)
                break
        else:
            camps.append([statement])
    return camps


def _either(statements: Sequence[Statement]) -> FuzzyDate | None:
    """Return the date that says no more than that one of the claims holds."""
    parts = []
    for value in sorted({s.value for s in statements}, key=sort_key):
        if value.earliest is None or value.latest is None:
            return None
        first, last = day_text(value.earliest), day_text(value.latest)
        parts.append(first if first == last else f"{first}..{last}")
    try:
        return FuzzyDate(f"[{','.join(dict.fromkeys(parts))}]")
    except DateError:  # more claims than a date's text holds
        return None


def fuse_places(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse places: one that names all that another names refines it."""
    agreed = _agreed(name, statements)
    if agreed is not None:
        return agreed
    best, *others = sorted({s.value for s in statements}, key=lambda place: (-len(_place_words(place)), repr(place)))
    if all(_place_words(other) <= _place_words(best) and _same_state(best, other) for other in others):
        value = attrs.evolve(
            best, country=best.country or next((o.country for o in others if o.country), None)
        )
        return _field(name, statements, FieldStatus.refined, value, "most precise", winners=[best])
    return fuse_values(name, statements, chains)


def _same_state(a: Place, b: Place) -> bool:
    return a.country is None or b.country is None or a.country == b.country


def _place_words(place: Place) -> frozenset[str]:
    return frozenset(place.name.casefold().replace(",", " ").split())


def fuse_money(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse sums: one that is another rounded is refined by it; sums without a common currency cannot be compared."""
    agreed = _agreed(name, statements)
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
                    Equivalent(low=amount.low, high=amount.high, currency=amount.currency, bound=amount.bound),
                )
    value = attrs.evolve(values[0], equivalents=(*values[0].equivalents, *added.values()))
    policy = "not comparable, told most precisely" if None in verdicts else "most precise"
    return _field(name, statements, FieldStatus.refined, value, policy, winners=[values[0]])


def _digits(amount: Money | Equivalent) -> int:
    return len(str(amount.low).replace(".", "").strip("0"))


def _same_sum(a: Money, b: Money) -> bool | None:
    """Return whether two sums can be one, or ``None`` where they share no currency."""
    amounts = {amount.currency: amount for amount in a.amounts}
    shared = [(amounts[o.currency], o) for o in b.amounts if o.currency in amounts]
    if a.period is not b.period:
        return None
    if not shared:
        return None
    return all(_same_amount(one, other) for one, other in shared)


def _same_amount(a: Money | Equivalent, b: Money | Equivalent) -> bool:
    return a.low - _room(a) <= b.high + _room(b) and b.low - _room(b) <= a.high + _room(a)


def _room(amount: Money | Equivalent | Quantity) -> Decimal:
    """Return half a unit of the last digit that the number shows, or more where the source calls it inexact."""
    digits = amount.low.normalize().as_tuple()
    unit = Decimal(1).scaleb(int(digits.exponent))
    n_digits = len(digits.digits)
    # "3 billion" to one digit may stand for 2.5 to 3.5; a number written out to four digits and more is meant.
    rounding = unit / 2 if n_digits <= 3 else Decimal(0)
    inexact = amount.low / 20 if amount.bound != "exact" else Decimal(0)
    return max(rounding, inexact)


def fuse_sets(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Unite tuples whose members add up, such as named items."""
    agreed = _agreed(name, statements)
    if agreed is not None:
        return agreed
    value = tuple(dict.fromkeys(member for claim in claims_of(statements) for member in claim.value))
    return _field(name, statements, FieldStatus.refined, value, "united", winners=[value])


def fuse_texts(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse free words, which cannot contradict each other: what was told first is shown."""
    agreed = _agreed(name, statements)
    if agreed is not None:
        return agreed
    value = min(statements, key=lambda s: s.told).value
    return _field(name, statements, FieldStatus.refined, value, "told first", winners=[value])


def fuse_identifiers(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Unite foreign ids; two of one scheme contradict each other."""
    united = fuse_sets(name, statements, chains)
    ids: tuple[Identifier, ...] = united.value
    if len({i.scheme for i in ids}) == len(ids):
        return united
    return attrs.evolve(united, status=FieldStatus.conflict)


def fuse_quantities(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Unite quantities; numbers of one thing that exclude each other are a conflict, and all are shown."""
    united = fuse_sets(name, statements, chains)
    by_thing: dict[tuple[str, str], list[Quantity]] = {}
    for quantity in united.value:
        by_thing.setdefault((quantity.what.casefold(), quantity.unit), []).append(quantity)
    is_split = any(
        a.low - _room(a) > b.high + _room(b) for same in by_thing.values() for a in same for b in same
    )
    return attrs.evolve(united, status=FieldStatus.conflict) if is_split else united
