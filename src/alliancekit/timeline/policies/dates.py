"""How dates that refine, supersede or contradict each other become one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import attrs

from alliancekit.dates import (
    FuzzyDate,
    Span,
    Tri,
    compatible,
    day_text,
    during,
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
    leaders = _leading_camps(statements, chains)
    if len(leaders) == 1:
        return fused_field(
            name,
            statements,
            FieldStatus.conflict,
            leaders[0].date,
            "most witnesses",
            winners=[s.value for s in leaders[0].statements],
        )
    left_open = dates_left_open([camp.date for camp in leaders])
    return fused_field(name, statements, FieldStatus.conflict, left_open, "tie", is_tied=True)


def leading_camp(statements: Sequence[Statement], chains: Chains) -> Sequence[Statement]:
    """Return the statements of the dates that can hold together and have the most witnesses.

    Args:
        statements: One or more, whose values are dates.
        chains: What each source rests on.

    Returns:
        All of them where several camps have as many witnesses.
    """
    leaders = _leading_camps(statements, chains)
    return leaders[0].statements if len(leaders) == 1 else statements


def dates_left_open(values: Collection[Any]) -> FuzzyDate | None:
    """Return the date that says no more than that one of some dates holds.

    Args:
        values: One or more.

    Returns:
        ``None`` where values are not dates, or no date can say it.
    """
    parts = []
    if not all(isinstance(value, FuzzyDate | Span) for value in values):
        return None
    for value in sorted(set(values), key=sort_key):
        if value.earliest is None or value.latest is None:
            return None
        first, last = day_text(value.earliest), day_text(value.latest)
        parts.append(first if first == last else f"{first}..{last}")
    try:
        return FuzzyDate(f"[{','.join(dict.fromkeys(parts))}]")
    except DateError:  # more claims than a date's text holds
        return None


def _refined_date(statements: Sequence[Statement]) -> FuzzyDate | Span | None:
    """Return the date that all statements leave possible, or ``None`` if they contradict."""
    first, *others = sorted({s.value for s in statements}, key=_width_key)
    whole = others[-1]
    if isinstance(whole, Span) and all(during(one, whole) is Tri.YES for one in (first, *others)):
        return whole
    best: FuzzyDate | Span = first
    for other in others:
        joint = _joint_date(best, other)
        if joint is None:
            return None
        best = joint
    return best


def _joint_date(best: FuzzyDate | Span, other: FuzzyDate | Span) -> FuzzyDate | Span | None:
    """Return the date that two leave possible, the narrower one first."""
    if not can_both_hold(best, other):
        return None
    if isinstance(best, FuzzyDate) and isinstance(other, FuzzyDate):
        return intersect(best, other) or best
    if isinstance(other, Span) and (isinstance(best, FuzzyDate) or refines(other, best)):
        # Something that lasts and is told of one of its days is the whole of it.
        return other
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
    return (0, when.latest - when.earliest + _slack_days(when), sort_key(when))


@attrs.define
class _Camp:
    """Statements whose dates can all hold together, and the date that they leave possible."""

    date: FuzzyDate | Span
    statements: list[Statement]


def _leading_camps(statements: Sequence[Statement], chains: Chains) -> list[_Camp]:
    """Return the camps with the most independent witnesses, the most precise first."""
    camps: list[_Camp] = []
    for statement in sorted(statements, key=lambda s: _width_key(s.value)):
        joined = [(camp, _joint_date(camp.date, statement.value)) for camp in camps]
        # A month speaks for each of its days alike.
        for camp, date in joined:
            if date is not None:
                camp.date = date
                camp.statements.append(statement)
        if all(date is None for _, date in joined):
            camps.append(_Camp(statement.value, [statement]))
    votes = [len(witness_groups([s.source for s in c.statements], chains)) for c in camps]
    most = max(votes)
    return [camp for camp, n in zip(camps, votes, strict=True) if n == most]
