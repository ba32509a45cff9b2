"""The closed vocabularies: what an event, an agreement, a stage, a role and a claim can be.

Every vocabulary of kinds has ``other``, so that what it lacks can still be recorded together with a
free ``subkind``. Kinds stand in groups and, across them, in families: two reports of one thing may
well give it different kinds of a family, hardly others.
"""

from alliancekit.kinds.codes import Kind, Mapping, cameo, from_cameo, from_plover, plover
from alliancekit.kinds.families import are_near, family, is_generic
from alliancekit.kinds.tracks import can_follow, is_occasion, track
from alliancekit.kinds.vocabularies import (
    AGREEMENT_GROUPS,
    EVENT_GROUPS,
    PERIPHERAL_ROLES,
    AgreementGroup,
    AgreementKind,
    EventGroup,
    EventKind,
    LegalForm,
    ObligationKind,
    Realis,
    Role,
    Stage,
)

__all__ = [
    "AGREEMENT_GROUPS",
    "EVENT_GROUPS",
    "PERIPHERAL_ROLES",
    "AgreementGroup",
    "AgreementKind",
    "EventGroup",
    "EventKind",
    "Kind",
    "LegalForm",
    "Mapping",
    "ObligationKind",
    "Realis",
    "Role",
    "Stage",
    "are_near",
    "cameo",
    "can_follow",
    "family",
    "from_cameo",
    "from_plover",
    "is_generic",
    "is_occasion",
    "plover",
    "track",
]
