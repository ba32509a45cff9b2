"""From plain trees to facts: reports, decisions and actors, and every problem they have."""

from alliancekit.records.reports.documents import Document, Spot, What
from alliancekit.records.reports.gathering import Gathering, sorted_by_spot

__all__ = [
    "Document",
    "Gathering",
    "Spot",
    "What",
    "sorted_by_spot",
]
