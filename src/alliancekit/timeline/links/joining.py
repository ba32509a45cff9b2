"""Which entries are worth comparing, and which of several fits best."""

from __future__ import annotations

import numpy as np

from alliancekit.features import Bools, Ints, Lists, is_first, pairs_within
from alliancekit.timeline.links.columns import EntryColumns

Keyed = tuple[Ints, Ints]
"""Rows, and a key of each; a row may have several."""

# Bigger meetings than this are joined by their set of parties alone.
_MAX_PARTIES = 40
_MAX_BLOCK_PAIRS = 20_000


def couples(columns: EntryColumns, lists: Lists, chosen: Bools) -> Keyed:
    """Return every two actors of the chosen rows, and each with itself, as row and code."""
    counts = np.where(chosen, lists.counts, 0)
    kept = chosen[lists.rows]
    narrowed = Lists(starts=np.concatenate([[0], np.cumsum(counts)]), values=lists.values[kept])
    first, second = pairs_within(narrowed.starts, _MAX_PARTIES)
    base = columns.n_actors
    rows = narrowed.rows
    return (
        np.concatenate([rows[first], rows]),
        np.concatenate(
            [
                narrowed.values[first] * base + narrowed.values[second],
                narrowed.values * base + narrowed.values,
            ]
        ),
    )


def joined(left: Keyed, right: Keyed) -> tuple[Ints, Ints]:
    """Return all pairs of a left and a right row that share a key, each once, ordered.

    A key that too many share tells nothing and joins none.
    """
    left_rows, left_keys = left
    right_rows, right_keys = right
    order = np.argsort(right_keys, kind="stable")
    right_rows, right_keys = right_rows[order], right_keys[order]
    low = np.searchsorted(right_keys, left_keys, "left")
    high = np.searchsorted(right_keys, left_keys, "right")
    ordered = np.sort(left_keys)
    size = np.searchsorted(ordered, left_keys, "right") - np.searchsorted(ordered, left_keys)
    counts = high - low
    counts[counts * size > _MAX_BLOCK_PAIRS] = 0
    a = np.repeat(left_rows, counts)
    offsets = np.arange(len(a)) - np.repeat(np.cumsum(counts) - counts, counts)
    b = right_rows[np.repeat(low, counts) + offsets]
    base = int(right_rows.max(initial=0)) + 1
    codes = np.sort((a * base + b)[a != b])
    codes = codes[is_first(codes)]
    return codes // base, codes % base


def crossed(columns: EntryColumns, left: Keyed, actors: Keyed) -> Keyed:
    """Return every combination of a key and a couple of one row."""
    left_rows, left_keys = left
    right_rows, right_keys = actors
    order = np.argsort(right_rows, kind="stable")
    right_rows, right_keys = right_rows[order], right_keys[order]
    low = np.searchsorted(right_rows, left_rows, "left")
    counts = np.searchsorted(right_rows, left_rows, "right") - low
    rows = np.repeat(left_rows, counts)
    offsets = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    keys = (
        np.repeat(left_keys, counts) * columns.n_actors**2
        + right_keys[np.repeat(low, counts) + offsets]
    )
    return rows, keys


def spread(rows: Ints, low: Ints, high: Ints) -> Keyed:
    """Return every row once for every whole number from its ``low`` to its ``high``."""
    counts = np.maximum(high - low + 1, 0)
    spread_rows = np.repeat(rows, counts)
    offsets = np.arange(len(spread_rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    return spread_rows, np.repeat(low, counts) + offsets
