"""How dates that refine, supersede or contradict each other become one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
from alliancekit.timeline.entries import FieldStatus, FusedField
from alliancekit.timeline.policies.statements import Chains, Statement, agreed_field, fused_field
from alliancekit.timeline.witnesses import witness_groups

# An approximate date leaves room on both sides; this much even when it names a day.
_LEAST_SLACK_DAYS = 3
_MAX_SLACK_DAYS = 400


def fuse_dates(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse dates: compatible ones refine each other, what happened supersedes what was planned."""
    agreed = agreed_field(name, statements)
    if agreed is not None:
        return agreed
    refined = _refined_date(statements)
    if refined is not None:
        winners = [s.value for s in statements if s.value == refined]
        return fused_field(
            name, statements, FieldStatus.refined, refined, "most precise", winners=winners
        )
    done = [s for s in statements if not s.is_planned]
    if done and len(done) < len(statements):
        fused = fuse_dates(name, done, chains)
        status = (
            FieldStatus.conflict if fused.status is FieldStatus.conflict else FieldStatus.refined
        )
        return fused_field(
            name,
            statements,
            status,
            fused.value,
            "actual supersedes plan",
            winners=[c.value for c in fused.claims],
            is_tied=fused.is_tied,
        )
    if not done:
        latest = statements[-1].value
        return fused_field(
            name, statements, FieldStatus.refined, latest, "latest plan", winners=[latest]
        )
    camps = _camps(statements)
    votes = [len(witness_groups([s.source for s in camp], chains)) for camp in camps]
    leaders = [camp for camp, n in zip(camps, votes, strict=True) if n == max(votes)]
    if len(leaders) == 1:
        value = _refined_date(leaders[0])
        return fused_field(
            name,
            statements,
            FieldStatus.conflict,
            value,
            "most witnesses",
            winners=[s.value for s in leaders[0]],
        )
    return fused_field(
        name, statements, FieldStatus.conflict, _either(statements), "tie", is_tied=True
    )


def _refined_date(statements: Sequence[Statement]) -> FuzzyDate | Span | None:
    """Return the date that all statements leave possible, or ``None`` if they contradict."""
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


def can_both_hold(a: FuzzyDate | Span, b: FuzzyDate | Span) -> bool:
    """Return whether two dates can both be true; an approximate one has as much room as width."""
    if compatible(a, b):
        return True
    slack = max(_slack_days(a), _slack_days(b))
    return slack > 0 and gap_days(a, b) <= slack


def _slack_days(when: FuzzyDate | Span) -> int:
    if (
        isinstance(when, Span)
        or not when.approximate
        or when.earliest is None
        or when.latest is None
    ):
        return 0
    return min(max(when.latest - when.earliest, _LEAST_SLACK_DAYS), _MAX_SLACK_DAYS)


def _width_key(when: FuzzyDate | Span) -> tuple[Any, ...]:
    if when.earliest is None or when.latest is None:
        return (1, 0, sort_key(when))
    return (0, when.latest - when.earliest, sort_key(when))


def _camps(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Return statements in camps whose dates can all hold together, the most precise first."""
    camps: list[list[Statement]] = []
    for statement in sorted(statements, key=lambda s: _width_key(s.value)):
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
