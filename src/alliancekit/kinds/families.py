"""Kinds that reports use for one another, and those that say less than others."""

from __future__ import annotations

from collections.abc import Mapping

from alliancekit.kinds.vocabularies import AgreementGroup, AgreementKind, EventGroup, EventKind

# Who meets negotiates, an announcement is a statement, who leaves an organisation withdraws from
# it, and one side buys what the other sells; but no exercise is a deployment.
_EVENT_FAMILIES: Mapping[EventKind, EventKind] = {
    kind: first
    for first, kinds in {
        EventKind.meeting: [
            kind for kind in EventKind if kind.group in {EventGroup.meeting, EventGroup.negotiation}
        ],
        EventKind.statement: [kind for kind in EventKind if kind.group is EventGroup.communication],
        EventKind.exercise: [EventKind.training],
        EventKind.withdrawal: [EventKind.termination, EventKind.departure],
        EventKind.arms_sale: [EventKind.procurement],
    }.items()
    for kind in kinds
}
_AGREEMENT_FAMILIES: Mapping[AgreementKind, AgreementKind] = {
    kind: first
    for first, kinds in {
        AgreementKind.defence_pact: [
            kind for kind in AgreementKind if kind.group is AgreementGroup.alliance
        ],
        AgreementKind.status_of_forces: [AgreementKind.reciprocal_access],
    }.items()
    for kind in kinds
}
# Leaders meet beside their ministers: these are never one meeting.
_APART = frozenset({EventKind.summit, EventKind.ministerial})
_GENERIC = frozenset(
    {EventKind.meeting, EventKind.negotiation, EventKind.statement, EventKind.other}
)


def family(kind: EventKind | AgreementKind) -> EventKind | AgreementKind:
    """Return the kind that stands for all that reports use for this one.

    >>> family(EventKind.summit) is family(EventKind.visit)
    True

    Source:
        Ours: from what two reports of one thing called it.
    """
    if isinstance(kind, EventKind):
        return _EVENT_FAMILIES.get(kind, kind)
    return _AGREEMENT_FAMILIES.get(kind, kind)


def are_near(a: EventKind | AgreementKind, b: EventKind | AgreementKind) -> bool:
    """Return whether two reports of one thing may give it two kinds.

    >>> are_near(EventKind.summit, EventKind.visit)
    True
    >>> are_near(EventKind.summit, EventKind.ministerial)
    False
    """
    return family(a) is family(b) and (a is b or {a, b} != _APART)


def is_generic(kind: EventKind | AgreementKind) -> bool:
    """Return whether a kind says less than others of its family, as a meeting may be a summit."""
    return isinstance(kind, EventKind) and kind in _GENERIC
