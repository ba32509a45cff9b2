"""Timelines drawn by hypothesis."""

from __future__ import annotations

import attrs
from hypothesis import strategies as st

from alliancekit.errors import DecisionConflictError
from alliancekit.merging import merge
from alliancekit.model import Collection
from alliancekit.testing.strategies import collections
from alliancekit.timeline import Timeline


def timelines(*, max_records: int = 4) -> st.SearchStrategy[Timeline]:
    """Return a strategy of timelines: whatever can be merged from any collection.

    Args:
        max_records: Most records that a timeline is merged from, >= 0.

    Returns:
        Timelines of few entries, the empty one among them.
    """
    return collections(max_records=max_records).map(_merged)


def _merged(collection: Collection) -> Timeline:
    try:
        return merge(collection)
    except DecisionConflictError:
        # Decisions that contradict each other have no timeline; the records still have one.
        return merge(attrs.evolve(collection, decisions=()))
