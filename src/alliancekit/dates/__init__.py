"""Dates that know how well they are known: EDTF, three-valued relations, phrases."""

from alliancekit.dates.agreement import UNBOUNDED_DAYS, compatible, gap_days, intersect, refines
from alliancekit.dates.calendar import Day, day_date, day_number, day_text
from alliancekit.dates.describing import describe
from alliancekit.dates.edtf import Hemisphere
from alliancekit.dates.fuzzy import End, FuzzyDate, Span, parse
from alliancekit.dates.ordering import SortKey, sort_key
from alliancekit.dates.parts import Precision
from alliancekit.dates.readings import Direction, Unresolved
from alliancekit.dates.relations import (
    Allen,
    When,
    after,
    allen,
    before,
    during,
    meets,
    overlaps,
    possible_relations,
    same_day,
)
from alliancekit.dates.resolving import resolve
from alliancekit.dates.ternary import Tri

__all__ = [
    "UNBOUNDED_DAYS",
    "Allen",
    "Day",
    "Direction",
    "End",
    "FuzzyDate",
    "Hemisphere",
    "Precision",
    "SortKey",
    "Span",
    "Tri",
    "Unresolved",
    "When",
    "after",
    "allen",
    "before",
    "compatible",
    "day_date",
    "day_number",
    "day_text",
    "describe",
    "during",
    "gap_days",
    "intersect",
    "meets",
    "overlaps",
    "parse",
    "possible_relations",
    "refines",
    "resolve",
    "same_day",
    "sort_key",
]
