"""Stage 7: a timeline becomes a file, by an exporter that returns what the file does not say."""

from alliancekit.exporting.contract import (
    CONTRACT_API,
    WHOLE_ENTRY,
    ExportContext,
    Exporter,
    ExportReport,
    Finding,
    Loss,
)
from alliancekit.exporting.hosts import export, stamp_of
from alliancekit.exporting.isolation import Isolation
from alliancekit.timeline import EntryType

__all__ = [
    "CONTRACT_API",
    "WHOLE_ENTRY",
    "EntryType",
    "ExportContext",
    "ExportReport",
    "Exporter",
    "Finding",
    "Isolation",
    "Loss",
    "export",
    "stamp_of",
]
