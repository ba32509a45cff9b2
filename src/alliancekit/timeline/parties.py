"""How the parties and milestones that several records name become those of one entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from alliancekit.dates import FuzzyDate, Span
from alliancekit.features import ActorReader
from alliancekit.kinds import Realis, Role, Stage
from alliancekit.model import Milestone, Party
from alliancekit.timeline.entries import FieldStatus, FusedField
from alliancekit.timeline.policies import (
    Chains,
    Rules,
    Statement,
    claims_of,
    fuse_dates,
    fuse_realis,
    fuse_sets,
)

_UNSPECIFIC = frozenset({Role.party, Role.other, Role.mentioned})
_ONCE = frozenset(
    {
        Stage.concluded,
        Stage.signed,
        Stage.in_force,
        Stage.provisionally_applied,
        Stage.terminated,
        Stage.superseded,
        Stage.expired,
        Stage.abandoned,
        Stage.rejected,
        Stage.lapsed,
    }
)
_ONCE_EACH = frozenset({Stage.consented, Stage.withdrawn})
_STATUS_ORDER = (FieldStatus.single, FieldStatus.agreed, FieldStatus.refined, FieldStatus.conflict)


def fuse_parties(
    name: str,
    statements: Sequence[Statement],
    chains: Chains,
    *,
    actors: ActorReader,
    when: FuzzyDate | Span | None,
) -> FusedField:
    """Unite parties.

    Two records that each name an actor whom the other neither names nor covers contradict each
    other.
    """
    united = fuse_sets(name, statements, chains)
    value = united_parties(party for claim in united.claims for party in claim.value)
    acting = {actors.acting(s.value) for s in statements}
    covered = {named: actors.covered(named, when) for named in acting}
    is_split = any(_lacks(a, b, covered) and _lacks(b, a, covered) for a in acting for b in acting)
    status = united.status
    if is_split:
        status = FieldStatus.conflict
    elif (
        status is FieldStatus.refined
        and len({frozenset(map(_seat, s.value)) for s in statements}) == 1
    ):
        status = FieldStatus.agreed
    return FusedField(
        name=name, status=status, value=value, claims=united.claims, policy=united.policy
    )


def _seat(party: Party) -> tuple[str, Role]:
    return (party.actor, party.role)


def _lacks(
    a: frozenset[str], b: frozenset[str], covered: Mapping[frozenset[str], frozenset[str]]
) -> bool:
    """Return whether an actor of ``a`` is missing from ``b``.

    None is where ``a`` holds an organisation that stands for all of ``b``.
    """
    is_wider = covered[a] != a and b <= covered[a]
    return bool(a - covered[b]) and not is_wider


def united_parties(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Return each actor once in a role; one without a special role only if it has no other."""
    by_seat: dict[tuple[str, Role], Party] = {}
    for party in parties:
        known = by_seat.get(_seat(party))
        by_seat[_seat(party)] = party if known in (None, party) else _united(known, party)
    specific = {actor for actor, role in by_seat if role not in _UNSPECIFIC}
    return tuple(
        party
        for (actor, role), party in by_seat.items()
        if role not in _UNSPECIFIC or actor not in specific
    )


def _united(a: Party, b: Party) -> Party:
    return attrs.evolve(a, via=a.via + b.via, people=a.people + b.people, span=a.span or b.span)


def fuse_milestones(
    statements: Sequence[Statement], rules: Rules
) -> tuple[tuple[Milestone, ...], tuple[FusedField, ...]]:
    """Fuse the steps of an agreement's life, each by itself.

    A step that is taken once, or once by each party, has one date, and dates that exclude each
    other are a conflict. A step that can recur, such as an announcement, keeps each of its dates.

    Args:
        statements: Of every record that tells of milestones; values are tuples of milestones.
        rules: By what fields are fused; a policy for ``milestones`` is for the date of each step.

    Returns:
        The milestones of the entry, and a field for each step.
    """
    steps: dict[tuple[Stage, tuple[str, ...]], list[Statement]] = {}
    for statement in statements:
        for milestone in statement.value:
            steps.setdefault((milestone.stage, milestone.by), []).append(
                statement._replace(
                    value=attrs.evolve(milestone, cites=()),
                    is_planned=milestone.realis is not Realis.actual,
                )
            )
    milestones: list[Milestone] = []
    fields = []
    for stage, by in sorted(steps, key=lambda step: (step[0].rank, step[1])):
        name = ".".join(["milestones", stage, *by])
        made, field = _fuse_step(name, steps[stage, by], rules)
        milestones.extend(made)
        fields.append(field)
    return tuple(milestones), tuple(fields)


def _fuse_step(
    name: str, statements: Sequence[Statement], rules: Rules
) -> tuple[tuple[Milestone, ...], FusedField]:
    first = statements[0].value
    if first.stage in _ONCE or (first.by and first.stage in _ONCE_EACH):
        return _fuse_once(name, statements, rules)
    occasions = _occasions(statements, rules.chains)
    fused = [_fuse_once(name, occasion, rules) for occasion in occasions]
    made = tuple(milestone for milestones, _ in fused for milestone in milestones)
    if len(fused) == 1:
        return made, fused[0][1]
    field = FusedField(
        name=name,
        status=max((f.status for _, f in fused), key=_STATUS_ORDER.index),
        value=made,
        claims=claims_of(statements),
        policy="each occasion",
        is_tied=False,
    )
    return made, field


def _occasions(statements: Sequence[Statement], chains: Chains) -> list[list[Statement]]:
    """Return statements by the occasions that they tell of: those whose dates can be one day."""
    occasions: list[list[Statement]] = []
    for statement in sorted(statements, key=lambda s: s.value.when is None):
        for occasion in occasions:
            if _dates_hold([*occasion, statement], chains):
                occasion.append(statement)
                break
        else:
            occasions.append([statement])
    return occasions


def _dates_hold(statements: Sequence[Statement], chains: Chains) -> bool:
    if len({s.source for s in statements}) < len(statements):
        return False
    dated = [s._replace(is_planned=False) for s in _dated(statements)]
    if not dated:
        return True
    return fuse_dates("when", dated, chains).status is not FieldStatus.conflict


def _dated(statements: Sequence[Statement]) -> list[Statement]:
    return [s._replace(value=s.value.when) for s in statements if s.value.when is not None]


def _fuse_once(
    name: str, statements: Sequence[Statement], rules: Rules
) -> tuple[tuple[Milestone, ...], FusedField]:
    dated = _dated(statements)
    dates = rules.fuse(name, dated, fuse_dates) if dated else None
    told = [s._replace(value=s.value.realis) for s in statements]
    realis = rules.fuse("realis", told, fuse_realis)
    place = next((s.value.place for s in statements if s.value.place), None)
    first = statements[0].value
    made = attrs.evolve(
        first, when=dates.value if dates else None, realis=realis.value, place=place
    )

    claims = claims_of(statements)
    parts = [realis, dates] if dates else [realis]
    if len(claims) == 1:
        status = FieldStatus.agreed if len(claims[0].records) > 1 else FieldStatus.single
    elif len({record for claim in claims for record in claim.records}) == 1 and all(
        part.status is not FieldStatus.conflict for part in parts
    ):
        status = FieldStatus.single
    else:
        status = max(
            (FieldStatus.refined, *(part.status for part in parts)), key=_STATUS_ORDER.index
        )
    deciding = max(parts, key=lambda part: _STATUS_ORDER.index(part.status))
    shown = [
        claim
        for claim in claims
        if claim.value.when == made.when and claim.value.realis is made.realis
    ]
    field = FusedField(
        name=name,
        status=status,
        value=made,
        claims=(*shown, *(claim for claim in claims if claim not in shown)),
        policy=deciding.policy,
        is_tied=any(part.is_tied for part in parts),
    )
    return (made,), field
