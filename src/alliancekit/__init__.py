"""Events and agreements from many reports, merged into one timeline that loses nothing.

Names load what they need when they are first used: who only reads reports loads no numpy.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliancekit import actors as actors
    from alliancekit import blocks as blocks
    from alliancekit import calibration as calibration
    from alliancekit import clusters as clusters
    from alliancekit import dates as dates
    from alliancekit import errors as errors
    from alliancekit import evaluation as evaluation
    from alliancekit import exporting as exporting
    from alliancekit import features as features
    from alliancekit import fitting as fitting
    from alliancekit import kinds as kinds
    from alliancekit import matches as matches
    from alliancekit import merging as merging
    from alliancekit import model as model
    from alliancekit import money as money
    from alliancekit import options as options
    from alliancekit import plugins as plugins
    from alliancekit import records as records
    from alliancekit import reviewing as reviewing
    from alliancekit import saved_models as saved_models
    from alliancekit import tables as tables
    from alliancekit import timeline as timeline
    from alliancekit import weights as weights
    from alliancekit.calibration import calibrate
    from alliancekit.dates import FuzzyDate, Span, Tri
    from alliancekit.errors import AllianceKitError, RecordError
    from alliancekit.evaluation import evaluate, read_gold
    from alliancekit.exporting import ExportReport, Loss
    from alliancekit.fitting import fit
    from alliancekit.kinds import AgreementKind, EventKind, Realis, Role, Stage
    from alliancekit.merging import MergeOptions, merge
    from alliancekit.model import (
        Agreement,
        Collection,
        Decision,
        Event,
        Judgement,
        Milestone,
        Party,
        Place,
        Record,
        Source,
        Title,
    )
    from alliancekit.money import Money
    from alliancekit.plugins import export, export_as
    from alliancekit.records import Reading, read, read_text, write
    from alliancekit.saved_models import read_model, write_model
    from alliancekit.tables import read_table, write_table
    from alliancekit.timeline import Conflict, Entry, Explanation, Link, Policy, Timeline
    from alliancekit.weights import SHIPPED_MODEL, Model

__all__ = [
    "SHIPPED_MODEL",
    "Agreement",
    "AgreementKind",
    "AllianceKitError",
    "Collection",
    "Conflict",
    "Decision",
    "Entry",
    "Event",
    "EventKind",
    "Explanation",
    "ExportReport",
    "FuzzyDate",
    "Judgement",
    "Link",
    "Loss",
    "MergeOptions",
    "Milestone",
    "Model",
    "Money",
    "Party",
    "Place",
    "Policy",
    "Reading",
    "Realis",
    "Record",
    "RecordError",
    "Role",
    "Source",
    "Span",
    "Stage",
    "Timeline",
    "Title",
    "Tri",
    "calibrate",
    "evaluate",
    "export",
    "export_as",
    "fit",
    "merge",
    "read",
    "read_gold",
    "read_model",
    "read_table",
    "read_text",
    "write",
    "write_model",
    "write_table",
]

_NAMES = {
    "calibration": ("calibrate",),
    "dates": ("FuzzyDate", "Span", "Tri"),
    "errors": ("AllianceKitError", "RecordError"),
    "evaluation": ("evaluate", "read_gold"),
    "exporting": ("ExportReport", "Loss"),
    "fitting": ("fit",),
    "kinds": ("AgreementKind", "EventKind", "Realis", "Role", "Stage"),
    "merging": ("MergeOptions", "merge"),
    "model": (
        "Agreement",
        "Collection",
        "Decision",
        "Event",
        "Judgement",
        "Milestone",
        "Party",
        "Place",
        "Record",
        "Source",
        "Title",
    ),
    "money": ("Money",),
    "plugins": ("export", "export_as"),
    "records": ("Reading", "read", "read_text", "write"),
    "saved_models": ("read_model", "write_model"),
    "tables": ("read_table", "write_table"),
    "timeline": ("Conflict", "Entry", "Explanation", "Link", "Policy", "Timeline"),
    "weights": ("SHIPPED_MODEL", "Model"),
}
_MODULE_OF = {name: module for module, names in _NAMES.items() for name in names}
# Modules that can be written out after the package alone: alliancekit.dates.resolve(...).
_MODULES = frozenset(
    {
        *_NAMES,
        "actors",
        "blocks",
        "clusters",
        "features",
        "matches",
        "options",
        "reviewing",
    }
)

# A type checker takes the names above: a module __getattr__ would let every other name pass.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Return a public name or module, loaded now."""
        if name in _MODULES:
            return importlib.import_module(f"{__name__}.{name}")
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*__all__, *_MODULES})
