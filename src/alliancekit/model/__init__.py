"""The typed objects: what a source says, who decided what, and the set that holds it all."""

from alliancekit.model.claims import MAKING_STAGES, Agreement, Event, best_title
from alliancekit.model.collections import Collection
from alliancekit.model.deadlines import Deadline, Guard, GuardKind, entry_into_force
from alliancekit.model.digests import claim_digest
from alliancekit.model.facts import (
    Decision,
    DecisionId,
    Judgement,
    Record,
    RecordId,
    Source,
    SourceId,
)
from alliancekit.model.parts import (
    Identifier,
    Milestone,
    Obligation,
    Party,
    Place,
    Quantity,
    Term,
    Title,
)
from alliancekit.model.statuses import Status
from alliancekit.model.texts import stated_texts, value_text

__all__ = [
    "MAKING_STAGES",
    "Agreement",
    "Collection",
    "Deadline",
    "Decision",
    "DecisionId",
    "Event",
    "Guard",
    "GuardKind",
    "Identifier",
    "Judgement",
    "Milestone",
    "Obligation",
    "Party",
    "Place",
    "Quantity",
    "Record",
    "RecordId",
    "Source",
    "SourceId",
    "Status",
    "Term",
    "Title",
    "best_title",
    "claim_digest",
    "entry_into_force",
    "stated_texts",
    "value_text",
]
