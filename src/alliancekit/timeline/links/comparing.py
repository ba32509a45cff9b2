"""How pairs of entries compare where one may come of the other or be a part of it."""

from __future__ import annotations

from functools import lru_cache

import attrs
import numpy as np

from alliancekit.features import UNKNOWN, Bools, Ints, amends
from alliancekit.matches.overlaps import n_missing, n_shared, shared_codes
from alliancekit.model import Event
from alliancekit.timeline.links.columns import EntryColumns
from alliancekit.timeline.links.words import extends


def n_absent(columns: EntryColumns, a: Ints, b: Ints) -> Ints:
    """Return how many parties of row ``a`` are not in row ``b``, organisations being members."""
    return n_missing(columns.parties, columns.covered, columns.organisations, a, b)


def has_same_parties(columns: EntryColumns, a: Ints, b: Ints) -> Bools:
    """Return where both rows name the same actors, an organisation being its members."""
    is_same = columns.party_set[a] == columns.party_set[b]
    rest = np.flatnonzero(~is_same)
    is_same[rest] = (n_absent(columns, a[rest], b[rest]) == 0) & (
        n_absent(columns, b[rest], a[rest]) == 0
    )
    has_some = (columns.parties.counts[a] > 0) & (columns.parties.counts[b] > 0)
    return np.asarray(is_same & has_some)


@attrs.frozen(kw_only=True, eq=False)
class Likeness:
    """How the titles of pairs compare.

    Attributes:
        is_alike: Whether both have enough of what the shorter one is about, shape (m,), bool.
        is_unlike: Whether they have a language in common and yet are not alike, shape (m,), bool.
    """

    is_alike: Bools
    is_unlike: Bools


_MIN_PERCENT = 50
# One word in common is not enough where there are others that are not.
_MIN_PERCENT_OF_ONE_WORD, _MIN_MILLIBITS_OF_TWO = 60, 9_000
_MIN_TOPIC_MILLIBITS = 4_000


def compare_titles(
    columns: EntryColumns, a: Ints, b: Ints, min_millibits: int = _MIN_TOPIC_MILLIBITS
) -> Likeness:
    """Return how titles compare by what they are about; rare words count more."""
    which, codes = shared_codes(columns.topics, columns.topics, a, b)
    worth = columns.topic_millibits
    shared = np.bincount(which, weights=worth[codes], minlength=len(a)).astype(np.int64)
    total = columns.topics.sums(worth)
    least = np.minimum(total[a], total[b])
    percent = 100 * shared // np.maximum(least, 1)
    is_alike = (
        (percent >= _MIN_PERCENT)
        & (shared >= min_millibits)
        & ((percent >= _MIN_PERCENT_OF_ONE_WORD) | (shared >= _MIN_MILLIBITS_OF_TWO))
    )
    is_comparable = (least > 0) & (n_shared(columns.languages, columns.languages, a, b) > 0)
    return Likeness(is_alike=is_alike, is_unlike=is_comparable & ~is_alike)


def has_same_place(columns: EntryColumns, a: Ints, b: Ints) -> Bools:
    """Return where both name a place, be it in the title, and one name holds the other.

    Records of both may name it in one language though the entries show it in two.
    """
    places, titles = columns.places, columns.tokens
    of_a, of_b = places.counts[a], places.counts[b]
    shared = n_shared(places, places, a, b)
    is_told = (of_a > 0) & (of_b > 0)
    return np.asarray(
        (n_shared(columns.place_names, columns.place_names, a, b) > 0)
        | (is_told & (shared == np.minimum(of_a, of_b)))
        | ((of_b == 0) & (of_a > 0) & (n_shared(places, titles, a, b) == of_a))
        | ((of_a == 0) & (of_b > 0) & (n_shared(titles, places, a, b) == of_b))
    )


def is_elsewhere(columns: EntryColumns, a: Ints, b: Ints) -> Bools:
    """Return where the two name different places, written alike, or different states."""
    comparable = n_shared(columns.place_scripts, columns.place_scripts, a, b) > 0
    return np.asarray(
        (comparable & ~has_same_place(columns, a, b))
        | (_has_country(columns, a, b) & (columns.country[a] != columns.country[b]))
    )


def has_same_country(columns: EntryColumns, a: Ints, b: Ints) -> Bools:
    """Return where both are in one state."""
    return np.asarray(_has_country(columns, a, b) & (columns.country[a] == columns.country[b]))


def _has_country(columns: EntryColumns, a: Ints, b: Ints) -> Bools:
    return np.asarray((columns.country[a] != UNKNOWN) & (columns.country[b] != UNKNOWN))


def are_both_of_amendments(columns: EntryColumns, a: Ints, b: Ints) -> Bools:
    """Return where both rows are, or speak of, what changes an agreement, or neither does."""
    is_amending = columns.is_amending.copy()
    # Titles are searched here, and not those of all events, because it takes long.
    for row in np.unique(np.concatenate([a, b])).tolist():
        says = columns.all_says[row]
        if isinstance(says, Event):
            is_amending[row] = any(_speaks_of_amendment(title.text) for title in says.titles)
    return np.asarray(is_amending[a] == is_amending[b])


@lru_cache(maxsize=16_384)
def _speaks_of_amendment(title: str) -> bool:
    return amends(title) or extends(title)


def both_differ(column: Ints, a: Ints, b: Ints) -> Bools:
    """Return where both give a number, and not the same one."""
    return np.asarray((column[a] != column[b]) & (column[a] != 0) & (column[b] != 0))


def single_fits(origin: Ints, fits: Bools, is_possible: Bools, rank: Ints | None = None) -> Bools:
    """Return the candidates that alone fit their origin.

    Args:
        origin: Row that each candidate is one for, shape (m,).
        fits: Which candidates fit, shape (m,).
        is_possible: Which candidates may be meant though nothing shows it, shape (m,).
        rank: What goes before what, shape (m,): only candidates of the best rank that fits are
            rivals; ``None`` where all are.

    Returns:
        Shape (m,), at most one of every origin.
    """
    is_single = np.zeros(len(origin), np.bool_)
    fitting = np.flatnonzero(fits)
    if not len(fitting):
        return is_single
    rank = np.zeros(len(origin), np.int64) if rank is None else rank
    best = np.full(int(origin.max()) + 1, np.iinfo(np.int64).min)
    np.maximum.at(best, origin[fitting], rank[fitting])
    is_rival = (fits | is_possible) & (rank == best[origin])
    n_rivals = np.bincount(origin[is_rival], minlength=len(best))
    return np.asarray(fits & is_rival & (n_rivals[origin] == 1))
