"""Hypothesis strategies for everything that a collection holds.

They make values that the model accepts, from the plain to the hostile: dates of every precision,
texts in many scripts with marks and signs that files trip over, facts that share an id. What a
fact refers to is always there, so that every collection can be written and read back.
"""

from alliancekit.testing.strategies.claims import (
    agreements,
    events,
    record_ids,
    records,
    sources,
)
from alliancekit.testing.strategies.collections import collections, own_actors
from alliancekit.testing.strategies.parts import fuzzy_dates, money, places, spans
from alliancekit.testing.strategies.texts import LANGUAGES, STATES, hostile_text, ids

__all__ = [
    "LANGUAGES",
    "STATES",
    "agreements",
    "collections",
    "events",
    "fuzzy_dates",
    "hostile_text",
    "ids",
    "money",
    "own_actors",
    "places",
    "record_ids",
    "records",
    "sources",
    "spans",
]
