"""Stage 6: clusters become the entries, links and conflicts of a timeline."""

from alliancekit.model import value_text
from alliancekit.timeline.causes import Cause, Fact
from alliancekit.timeline.copies import Copy
from alliancekit.timeline.differences import (
    Change,
    Difference,
    Differences,
    FieldChange,
    LinkChange,
    differences,
)
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
    Topic,
    UnsurePair,
)
from alliancekit.timeline.explanations import Explanation, Gate, Part
from alliancekit.timeline.obstacles import WhyNot
from alliancekit.timeline.policies import Policy
from alliancekit.timeline.timelines import Timeline
from alliancekit.timeline.uncompared import UncomparedPair

__all__ = [
    "Cause",
    "Change",
    "Claim",
    "Conflict",
    "Copy",
    "Difference",
    "Differences",
    "Entry",
    "EntryId",
    "EntryType",
    "Explanation",
    "Fact",
    "FieldChange",
    "FieldStatus",
    "FusedField",
    "Gate",
    "Link",
    "LinkChange",
    "Part",
    "Policy",
    "Relation",
    "Timeline",
    "Topic",
    "UncomparedPair",
    "UnsurePair",
    "WhyNot",
    "differences",
    "value_text",
]
