"""What the records of an entry state on one field, counted and laid out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from alliancekit.model import RecordId, SourceId
from alliancekit.timeline.entries import Claim, FieldStatus, FusedField
from alliancekit.timeline.witnesses import witness_groups


class Statement(NamedTuple):
    """One value that one record gives; several stand in the order in which they were told.

    Attributes:
        value: The value.
        record: Id of the record.
        source: Id of its source.
        is_planned: Whether the record tells of a plan.
        language: Of the source, without region; ``""`` for unknown.
    """

    value: Any
    record: RecordId
    source: SourceId
    is_planned: bool = False
    language: str = ""


Chains = Mapping[SourceId, frozenset[SourceId]]


def claims_of(statements: Iterable[Statement]) -> tuple[Claim, ...]:
    """Return every distinct value with its records, in the order of who said it first."""
    records: dict[Hashable, list[RecordId]] = {}
    for statement in statements:
        records.setdefault(statement.value, []).append(statement.record)
    return tuple(
        Claim(value=value, records=(said[0],) if len(said) == 1 else tuple(sorted(set(said))))
        for value, said in records.items()
    )


def fused_field(
    name: str,
    statements: Sequence[Statement],
    status: FieldStatus,
    value: Any,
    policy: str,
    *,
    winners: Sequence[Any] = (),
    is_tied: bool = False,
) -> FusedField:
    """Return a field with its claims, those that the shown value rests on first."""
    claims = claims_of(statements)
    first = statements[0].record
    if status is not FieldStatus.conflict and all(s.record == first for s in statements):
        status = FieldStatus.single
    return FusedField(
        name=name,
        status=status,
        value=value,
        claims=tuple(sorted(claims, key=lambda claim: claim.value not in winners)),
        policy=policy,
        is_tied=is_tied,
    )


def contested_field(
    name: str, statements: Sequence[Statement], value: Any, *, is_won: bool
) -> FusedField:
    """Return a field in which values exclude each other, with the one that is shown.

    Args:
        name: Of the field.
        statements: One or more.
        value: What is shown; ``None`` for nothing.
        is_won: Whether it has more witnesses than any other.
    """
    return fused_field(
        name,
        statements,
        FieldStatus.conflict,
        value,
        "most witnesses" if is_won else "tie",
        winners=[value],
        is_tied=not is_won,
    )


def agreed_field(name: str, statements: Sequence[Statement]) -> FusedField | None:
    """Return the field where all say the same."""
    value = statements[0].value
    if [statement.value for statement in statements].count(value) < len(statements):
        return None
    records = tuple(sorted({statement.record for statement in statements}))
    return FusedField(
        name=name,
        status=FieldStatus.agreed if len(records) > 1 else FieldStatus.single,
        value=value,
        claims=(Claim(value=value, records=records),),
        policy="all agree",
    )


def majority(
    statements: Sequence[Statement],
    chains: Chains,
    key: Callable[[Any], Hashable] = lambda value: value,
) -> tuple[Any, bool]:
    """Return the value with the most independent witnesses, and whether no other has as many.

    Args:
        statements: One or more.
        chains: What each source rests on.
        key: Values with equal keys count together.

    Returns:
        The winner, or the value that was told first among equals.
    """
    groups: dict[Hashable, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(key(statement.value), []).append(statement)
    votes = {k: len(witness_groups([s.source for s in said], chains)) for k, said in groups.items()}
    most = max(votes.values())
    leaders = [k for k, n in votes.items() if n == most]
    return groups[leaders[0]][0].value, len(leaders) == 1
