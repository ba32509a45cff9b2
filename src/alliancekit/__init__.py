"""Events and agreements from many reports, merged into one timeline that loses nothing."""

from alliancekit.dates import FuzzyDate, Span, Tri
from alliancekit.exporting import ExportReport, Loss, export
from alliancekit.fitting import fit
from alliancekit.kinds import AgreementKind, EventKind, Realis, Role, Stage
from alliancekit.merging import MergeOptions, merge
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    Event,
    Milestone,
    Party,
    Record,
    Source,
    Title,
)
from alliancekit.money import Money
from alliancekit.plugins import export_as
from alliancekit.records import Reading, read, read_text, write
from alliancekit.timeline import Conflict, Entry, Explanation, Link, Timeline
from alliancekit.weights import SHIPPED_MODEL, Model

__all__ = [
    "SHIPPED_MODEL",
    "Agreement",
    "AgreementKind",
    "Collection",
    "Conflict",
    "Decision",
    "Entry",
    "Event",
    "EventKind",
    "Explanation",
    "ExportReport",
    "FuzzyDate",
    "Link",
    "Loss",
    "MergeOptions",
    "Milestone",
    "Model",
    "Money",
    "Party",
    "Reading",
    "Realis",
    "Record",
    "Role",
    "Source",
    "Span",
    "Stage",
    "Timeline",
    "Title",
    "Tri",
    "export",
    "export_as",
    "fit",
    "merge",
    "read",
    "read_text",
    "write",
]
