"""Foreign tables: CSV and XLSX files of data sets to records by a declared mapping, and back."""

from alliancekit.tables.forms import TableForm
from alliancekit.tables.loading import load_mapping, shipped_mappings
from alliancekit.tables.reading import read_table
from alliancekit.tables.rules import (
    Condition,
    DateRule,
    IdentifierRule,
    Mapping,
    MilestoneRule,
    MoneyRule,
    ObligationRule,
    PartyRule,
    PlaceRule,
    QuantityRule,
    SpanRule,
    TitleRule,
    VocabularyRule,
)
from alliancekit.tables.writing import write_table

__all__ = [
    "Condition",
    "DateRule",
    "IdentifierRule",
    "Mapping",
    "MilestoneRule",
    "MoneyRule",
    "ObligationRule",
    "PartyRule",
    "PlaceRule",
    "QuantityRule",
    "SpanRule",
    "TableForm",
    "TitleRule",
    "VocabularyRule",
    "load_mapping",
    "read_table",
    "shipped_mappings",
    "write_table",
]
