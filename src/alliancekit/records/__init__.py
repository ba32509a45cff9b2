"""Stage 1: files to a collection of records and decisions, and back, losing nothing."""

from alliancekit.records.appending import append_decisions
from alliancekit.records.reading import read, read_text
from alliancekit.records.readings import Reading, Rejected
from alliancekit.records.writing import write, written

__all__ = ["Reading", "Rejected", "append_decisions", "read", "read_text", "write", "written"]
