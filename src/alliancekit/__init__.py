"""Typed events and agreements from many reports, merged into one timeline that loses nothing, handed to exporters."""

from alliancekit.dates import FuzzyDate, Span, Tri
from alliancekit.exporting import ExportReport, Loss, export
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
from alliancekit.records import read, write
from alliancekit.timeline import Conflict, Entry, Explanation, Link, Timeline
from alliancekit.weights import SHIPPED_MODEL, Model

__all__ = [
    "SHIPPED_MODEL",
    "Agreement",
    "Collection",
    "Conflict",
    "Decision",
    "Entry",
    "Event",
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
    "Record",
    "Source",
    "Span",
    "Timeline",
    "Title",
    "Tri",
    "export",
    "export_as",
    "merge",
    "read",
    "write",
]
