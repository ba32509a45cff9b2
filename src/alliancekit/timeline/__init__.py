"""Stage 6: clusters become the entries, links and conflicts of a timeline."""

from alliancekit.timeline.entries import (
    Claim,
    Conflict,
    Entry,
    EntryId,
    EntryType,
    FieldStatus,
    FusedField,
    Link,
    Relation,
    UnsurePair,
)
from alliancekit.timeline.explanations import Explanation, Part
from alliancekit.timeline.texts import value_text
from alliancekit.timeline.timelines import Timeline

__all__ = [
    "Claim",
    "Conflict",
    "Entry",
    "EntryId",
    "EntryType",
    "Explanation",
    "FieldStatus",
    "FusedField",
    "Link",
    "Part",
    "Relation",
    "Timeline",
    "UnsurePair",
    "value_text",
]
