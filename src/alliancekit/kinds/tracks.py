"""The ways on which agreements and events go from plan to end."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from alliancekit.kinds.vocabularies import (
    EVENT_GROUPS,
    AgreementKind,
    EventGroup,
    EventKind,
    Realis,
    Stage,
)

_TREATY: Final = (
    Stage.proposed,
    Stage.negotiating,
    Stage.agreed_in_principle,
    Stage.concluded,
    Stage.signed,
    Stage.consented,
    Stage.in_force,
)
_SALE: Final = (
    Stage.requested,
    Stage.notified,
    Stage.approved,
    Stage.contracted,
    Stage.delivered,
)
_TERM: Final = (*_TREATY, Stage.renewed, Stage.expired)
_COMMAND: Final = (
    Stage.proposed,
    Stage.agreed_in_principle,
    Stage.announced,
    Stage.approved,
    Stage.in_force,
)
_STATEMENT: Final = (Stage.negotiating, Stage.agreed_in_principle, Stage.announced)

_OWN_TRACKS: Final[Mapping[AgreementKind, tuple[Stage, ...]]] = MappingProxyType(
    {
        AgreementKind.arms_transfer: _SALE,
        AgreementKind.cost_sharing: _TERM,
        AgreementKind.command: _COMMAND,
        AgreementKind.joint_statement: _STATEMENT,
    }
)


def track(kind: AgreementKind) -> tuple[Stage, ...]:
    """Return the stages that an agreement of a kind usually passes through, in their order.

    A life may leave the track at any step: talks stall, treaties are suspended or denounced.

    >>> [stage.value for stage in track(AgreementKind.arms_transfer)]
    ['requested', 'notified', 'approved', 'contracted', 'delivered']

    Source:
        Ours: what reports tell of such agreements. Treaties: Vienna Convention on the Law of
        Treaties, parts II and V.
    """
    return _OWN_TRACKS.get(kind, _TREATY)


_OCCASIONS: Final = frozenset({EventGroup.meeting, EventGroup.negotiation})
_OCCASION_KINDS: Final = frozenset({EventKind.exercise, EventKind.training, EventKind.signing})


def is_occasion(kind: EventKind) -> bool:
    """Return whether something of this kind is held on a day: it can be postponed and cancelled.

    >>> is_occasion(EventKind.exercise), is_occasion(EventKind.statement)
    (True, False)
    """
    return EVENT_GROUPS[kind] in _OCCASIONS or kind in _OCCASION_KINDS


def can_follow(earlier: Realis, later: Realis) -> bool:
    """Return whether what was told of an event or a step may later be told so.

    What is open may become anything. What is cancelled may be planned anew, and what was denied may
    turn out true; but what happened has happened: it can be denied, not cancelled or planned.

    >>> can_follow(Realis.planned, Realis.postponed), can_follow(Realis.actual, Realis.planned)
    (True, False)
    """
    if earlier is later or _is_open(earlier):
        return True
    if earlier is Realis.actual:
        return later is Realis.denied
    return later is Realis.actual or _is_open(later)


def _is_open(realis: Realis) -> bool:
    return realis.is_ahead or realis is Realis.postponed
