"""The typed objects: what a source says, who decided what, and the set that holds it all."""

from alliancekit.model.claims import MAKING_STAGES, Agreement, Event, best_title
from alliancekit.model.collections import Collection
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

__all__ = [
    "MAKING_STAGES",
    "Agreement",
    "Collection",
    "Decision",
    "DecisionId",
    "Event",
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
]
