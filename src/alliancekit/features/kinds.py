"""What the kind of a record alone says, as columns over all kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.features.columns import Ints
from alliancekit.kinds import (
    AgreementGroup,
    AgreementKind,
    EventGroup,
    EventKind,
    are_near,
    family,
)
from alliancekit.model import Agreement, Event

_VAGUE_KINDS = frozenset({EventKind.other, AgreementKind.other, AgreementKind.joint_statement})
# Meetings, exercises and talks recur a year later under one name; what is announced, signed or
# founded does not.
_ONE_OFF_GROUPS = frozenset(
    {EventGroup.communication, EventGroup.treaty_action, EventGroup.institution}
)
# Here the parties act with each other: a host who meets two guests in turn meets twice.
_MUTUAL_GROUPS = frozenset(
    {
        EventGroup.treaty_action,
        EventGroup.meeting,
        EventGroup.negotiation,
        EventGroup.transfer,
        EventGroup.economic,
    }
)
# Goods and money that change hands: registers book them weeks apart, and each lot is another one.
_TRANSFER_KINDS: tuple[EventKind | AgreementKind, ...] = (
    EventKind.arms_sale,
    EventKind.arms_delivery,
    EventKind.procurement,
    EventKind.investment,
    EventKind.aid,
    EventKind.loan,
    EventKind.trade,
    AgreementKind.arms_transfer,
    AgreementKind.loan,
    AgreementKind.aid,
    AgreementKind.investment,
)
# Two actors have one agreement of these kinds at a time; of the others they make many.
_STANDING_KINDS = frozenset(
    {
        AgreementKind.defence_pact,
        AgreementKind.non_aggression,
        AgreementKind.neutrality,
        AgreementKind.consultation_pact,
        AgreementKind.security_partnership,
        AgreementKind.status_of_forces,
        AgreementKind.reciprocal_access,
        AgreementKind.intelligence_sharing,
        AgreementKind.peace,
        AgreementKind.boundary,
        AgreementKind.organisation,
        AgreementKind.command,
    }
)
_KINDS: tuple[EventKind | AgreementKind, ...] = (*EventKind, *AgreementKind)
EVENT_CODES: Mapping[EventKind, int] = {kind: code for code, kind in enumerate(EventKind)}
"""Code of every kind of event."""
AGREEMENT_CODES: Mapping[AgreementKind, int] = {
    kind: code for code, kind in enumerate(AgreementKind, start=len(EventKind))
}
"""Code of every kind of agreement; they follow those of events."""


def kind_code(says: Event | Agreement) -> int:
    """Return the code of the kind of an event or an agreement."""
    return _code(says.kind)


def _code(kind: EventKind | AgreementKind) -> int:
    return EVENT_CODES[kind] if isinstance(kind, EventKind) else AGREEMENT_CODES[kind]


@attrs.frozen(kw_only=True, eq=False)
class KindColumns:
    """What each kind says, shape (kinds,), in the order of their codes; see ``Features``.

    ``is_near`` says which two kinds may be of one thing, shape (kinds, kinds).
    """

    is_agreement: NDArray[np.bool_]
    group: Ints
    family: Ints
    is_near: NDArray[np.bool_]
    is_vague: NDArray[np.bool_]
    is_one_off: NDArray[np.bool_]
    is_binding: NDArray[np.bool_]
    is_mutual: NDArray[np.bool_]
    is_transfer: NDArray[np.bool_]
    is_standing: NDArray[np.bool_]


def _flags(holds: Callable[[EventKind | AgreementKind], bool]) -> NDArray[np.bool_]:
    return np.array([holds(kind) for kind in _KINDS], np.bool_)


_GROUPS = [*EventGroup, *AgreementGroup]


def _group_code(kind: EventKind | AgreementKind) -> int:
    # Who meets negotiates: one reporter's talks are another's meeting.
    group = EventGroup.meeting if kind.group is EventGroup.negotiation else kind.group
    return next(at for at, one in enumerate(_GROUPS) if one is group)


KIND_COLUMNS = KindColumns(
    is_agreement=_flags(lambda kind: isinstance(kind, AgreementKind)),
    group=np.array([_group_code(kind) for kind in _KINDS], np.int64),
    family=np.array([_code(family(kind)) for kind in _KINDS], np.int64),
    is_near=np.array([[are_near(a, b) for b in _KINDS] for a in _KINDS], np.bool_),
    is_vague=_flags(lambda kind: kind in _VAGUE_KINDS),
    is_one_off=_flags(lambda kind: kind.group in _ONE_OFF_GROUPS),
    is_binding=_flags(
        lambda kind: isinstance(kind, AgreementKind) or kind.group is EventGroup.treaty_action
    ),
    is_mutual=_flags(lambda kind: isinstance(kind, AgreementKind) or kind.group in _MUTUAL_GROUPS),
    is_transfer=_flags(lambda kind: any(kind is one for one in _TRANSFER_KINDS)),
    is_standing=_flags(lambda kind: isinstance(kind, AgreementKind) and kind in _STANDING_KINDS),
)
"""What each kind says."""
