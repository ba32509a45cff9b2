"""What comes after another of its own sort: the next edition, an amendment of an agreement."""

from __future__ import annotations

import numpy as np

from alliancekit.features import Bools, Ints
from alliancekit.features.kinds import KIND_COLUMNS
from alliancekit.timeline.links.columns import EntryColumns
from alliancekit.timeline.links.comparing import (
    both_differ,
    compare_titles,
    has_same_parties,
    is_elsewhere,
    n_absent,
    single_fits,
)
from alliancekit.timeline.links.joining import couples, crossed, joined

_MAX_EDITION_GAP_DAYS = 10 * 366
_MAX_SESSION_GAP_DAYS = 3
# A name that so much speaks for is one that a series has of its own.
_MIN_SERIES_MILLIBITS = 7_000


def find_next_editions(columns: EntryColumns) -> tuple[Ints, Ints]:
    """Return editions, and of each the one before it: of its kind, and one less in number."""
    is_dated = columns.has_date.any(axis=1)
    # Steps of numbered agreements are no series of their own.
    recurs = ~KIND_COLUMNS.is_one_off[columns.kind] & ~columns.is_amending
    chosen = columns.is_real & is_dated & recurs & (columns.number > 0)
    rows = np.flatnonzero(chosen)
    base = int(columns.number.max(initial=0)) + 2
    codes = columns.kind[rows] * base + columns.number[rows]
    actors = couples(columns, columns.parties, chosen)
    later, earlier = joined(
        crossed(columns, (rows, codes), actors), crossed(columns, (rows, codes + 1), actors)
    )
    first, last = columns.outer_days()
    is_tangled = _is_tangled(columns, rows, codes)
    gap_days = first[later] - last[earlier]
    is_sitting = columns.is_session[later]
    is_near = (gap_days <= _MAX_SESSION_GAP_DAYS) & ~is_elsewhere(columns, later, earlier)
    can_be = (
        (gap_days >= 0)
        & (gap_days <= _MAX_EDITION_GAP_DAYS)
        & (is_sitting == columns.is_session[earlier])
        & np.where(is_sitting, is_near, ~(is_tangled[later] | is_tangled[earlier]))
    )
    later, earlier = later[can_be], earlier[can_be]

    # An organisation meets by itself; what a state does alone is told apart by its titles only.
    n_parties = np.minimum(columns.parties.counts[later], columns.parties.counts[earlier])
    is_of_several = (n_parties > 1) | (columns.organisations.counts[later] > 0)
    is_same = has_same_parties(columns, later, earlier)
    is_wider = (n_absent(columns, later, earlier) == 0) | (n_absent(columns, earlier, later) == 0)
    titles = compare_titles(columns, later, earlier)
    is_named = compare_titles(columns, later, earlier, _MIN_SERIES_MILLIBITS).is_alike
    fits = is_of_several & np.where(is_same, ~titles.is_unlike, is_wider & is_named)
    rank = is_same.astype(np.int64)
    is_single = single_fits(later, fits, fits, rank) & single_fits(earlier, fits, fits, rank)
    return later[is_single], earlier[is_single]


def _is_tangled(columns: EntryColumns, rows: Ints, codes: Ints) -> Bools:
    """Return where two series run side by side: one number twice, of the same kind and parties."""
    n_sets = int(columns.party_set.max(initial=0)) + 1
    _, which, size = np.unique(
        codes * n_sets + columns.party_set[rows], return_inverse=True, return_counts=True
    )
    series = columns.kind * n_sets + columns.party_set
    return np.isin(series, series[rows[size[which] > 1]])


def find_amended(columns: EntryColumns) -> tuple[Ints, Ints]:
    """Return amendments, and of each the agreement that it changes.

    It is older, of the same parties and kind, their titles speak of one thing, and no other such
    agreement may be meant.
    """
    chosen = columns.is_agreement & columns.is_real
    change, base = joined(
        couples(columns, columns.covered, chosen & columns.is_amending),
        couples(columns, columns.covered, chosen & ~columns.is_amending),
    )
    first, last = columns.outer_days()
    is_vague = KIND_COLUMNS.is_vague[columns.kind]
    can_be = (
        ((columns.kind[change] == columns.kind[base]) | is_vague[change] | is_vague[base])
        & (first[base] <= first[change])
        & (last[change] >= first[base])
        & ~both_differ(columns.number, change, base)
    )
    change, base = change[can_be], base[can_be]
    can_be = has_same_parties(columns, change, base)
    change, base = change[can_be], base[can_be]
    titles = compare_titles(columns, change, base)
    # Of some sorts two actors have one agreement at a time: it needs no title to be meant.
    is_standing = (columns.kind[change] == columns.kind[base]) & KIND_COLUMNS.is_standing[
        columns.kind[change]
    ]
    fits = (titles.is_alike | (is_standing & ~titles.is_unlike)) & (
        columns.number[change] == columns.number[base]
    )
    is_single = single_fits(change, fits, ~titles.is_unlike)
    return change[is_single], base[is_single]
