"""What the sheets say: every table as columns and rows of plain values, without a file format."""

from alliancekit_excel._tables.about import AboutRow, about_rows, choice_lists
from alliancekit_excel._tables.agreements import agreements_table, milestones_table
from alliancekit_excel._tables.entries import timeline_table
from alliancekit_excel._tables.facts import (
    claims_table,
    conflicts_table,
    links_table,
    parties_table,
    sources_table,
)
from alliancekit_excel._tables.gantt import gantt_table
from alliancekit_excel._tables.judgements import decisions_table, unsure_table
from alliancekit_excel._tables.shapes import Column, Highlight, Look, Style, Table
from alliancekit_excel._tables.views import View

__all__ = [
    "AboutRow",
    "Column",
    "Highlight",
    "Look",
    "Style",
    "Table",
    "View",
    "about_rows",
    "agreements_table",
    "choice_lists",
    "claims_table",
    "conflicts_table",
    "decisions_table",
    "gantt_table",
    "links_table",
    "milestones_table",
    "parties_table",
    "sources_table",
    "timeline_table",
    "unsure_table",
]
