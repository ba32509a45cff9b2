"""The independent keys by which records meet: which row stands in which block."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.features import (
    DATE_ROLES,
    OPEN_AFTER,
    OPEN_BEFORE,
    UNKNOWN,
    Features,
    Ints,
    Lists,
    is_first,
    pairs_within,
)
from alliancekit.weights import Model

# Dates of one event differ by a few days between reports; a week's bucket and its neighbour catch
# them.
_BUCKET_DAYS = 7
_SLACK_DAYS = 3
# What a ledger books late, and in another currency's worth, is told from the crowd by the day or
# by the sum.
_BOOKED_DAYS = 16
_BOOKED_SLACK_DAYS = 8
_AMOUNT_STEP = 0.1
_CLOSE_AMOUNT_STEP = 0.02
_MAX_FINE_DAYS = 45
_DAYS_PER_YEAR = 365.2425
_MAX_COARSE_YEARS = 6
_MIN_RARE_MILLIBITS = 6_000
_MAX_PARTIES = 40
# Registers date one agreement, or one transfer, this far apart.
_LATE_DAYS = 60
_HALF_DAYS = 183


@attrs.frozen(kw_only=True, eq=False)
class Key:
    """Values of one key: ``rows[i]`` stands in block ``blocks[i]``.

    Where ``is_seeking`` is given, shape (n,), only pairs with such a row count.
    """

    name: str
    rows: Ints
    blocks: Ints
    is_seeking: NDArray[np.bool_] | None = None


def keys_of(features: Features, model: Model) -> tuple[Key, ...]:
    """Return the values of every key, in the order of the bits of ``Pairs.keys``."""
    n = len(features)
    couples = _party_pairs(features.covered)
    days = _buckets(features)
    year_rows, year_codes, is_coarse = _years(features)
    years = (year_rows, year_codes)
    agreements = np.flatnonzero(features.is_agreement)
    agreed_years = _all_years(features)
    halves, transfers = _halves(features), _transfers(features)
    kinds = (agreements, features.family[agreements])
    groups = (np.arange(n), features.group)
    words = _rare_tokens(features, model)
    parties = (features.parties.rows, features.parties.values)
    is_unparted = features.parties.counts == 0
    people = (features.people.rows, features.people.values)
    items = (features.items.rows, features.items.values)
    identifier_rows, identifiers = features.identifiers.rows, features.identifiers.values
    amounts, close_amounts = (
        _amounts(features, step) for step in (_AMOUNT_STEP, _CLOSE_AMOUNT_STEP)
    )
    bookings = _buckets(features, _BOOKED_DAYS, _BOOKED_SLACK_DAYS)
    sketch_rows, sketches = _title_sketches(features)

    def joined(
        name: str,
        left: tuple[Ints, Ints],
        right: tuple[Ints, Ints],
        seeking: NDArray[np.bool_] | None = None,
    ) -> Key:
        rows, blocks = _join(left, right, n)
        return Key(name=name, rows=rows, blocks=blocks, is_seeking=seeking)

    return (
        Key(name="identifier", rows=identifier_rows, blocks=identifiers),
        joined("date and two parties", days, couples),
        joined("year, two parties and kind group", _join(years, groups, n), couples, is_coarse),
        joined("date, party and kind group", _join(days, groups, n), parties),
        joined("agreement kind and two parties", kinds, couples),
        joined("year and two parties of agreements", agreed_years, couples),
        joined("half a year, giver and taker", halves, transfers),
        joined("date and party of a vague kind", days, parties, features.is_vague),
        joined("date, party and rare word", _join(days, words, n), parties),
        joined("date and rare word without parties", days, words, is_unparted),
        joined("date and kind group without parties", days, groups, is_unparted),
        joined("year and rare word", years, words, is_coarse),
        Key(name="alike titles, kind and parties", rows=sketch_rows, blocks=sketches),
        joined("date and place", days, _known(features.place)),
        joined("person and year", people, years),
        joined("amount and party", amounts, parties),
        joined("date and amount without parties", days, amounts, is_unparted),
        joined("late date and close amount without parties", bookings, close_amounts, is_unparted),
        joined(
            "half a year, amount and rare word without parties",
            _join(halves, words, n),
            amounts,
            is_unparted,
        ),
        joined("named item and two parties", items, couples),
    )


def _known(column: Ints) -> tuple[Ints, Ints]:
    rows = np.flatnonzero(column != UNKNOWN)
    return rows, column[rows]


def _party_pairs(parties: Lists) -> tuple[Ints, Ints]:
    """Return every unordered pair of actors of every row, as row and code of the pair."""
    first, second = pairs_within(parties.starts, _MAX_PARTIES)
    base = int(parties.values.max(initial=0)) + 1
    return parties.rows[first], parties.values[first] * base + parties.values[second]


def _buckets(
    features: Features, width: int = _BUCKET_DAYS, slack: int = _SLACK_DAYS
) -> tuple[Ints, Ints]:
    """Return the buckets of every date that is known to a month and a half or better.

    A bucket is ``width`` days long; a date stands in every one that it comes within ``slack``
    days of.
    """
    rows, roles = np.nonzero(
        features.has_date & (features.latest - features.earliest <= _MAX_FINE_DAYS)
    )
    earliest, latest = features.earliest[rows, roles], features.latest[rows, roles]
    low = (earliest - slack) // width
    high = (latest + slack) // width
    spread_rows, buckets = _spread(rows, low, high)
    return _distinct(spread_rows, buckets)


def _years(features: Features) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Return the years of every row, as row and year, and which rows are coarse.

    A row that is open on one side stands in some years beyond the side that is known, one of very
    many years in the first of them. What an undated record tells of is near its publication.
    """
    earliest, latest = features.outer_days()
    has_any = np.asarray(features.has_date.any(axis=1))
    is_told = ~has_any & (features.published > OPEN_BEFORE)
    earliest = np.where(is_told, features.published - _HALF_DAYS, earliest)
    latest = np.where(is_told, features.published + _HALF_DAYS, latest)
    is_coarse = np.asarray(~has_any | (latest - earliest > _MAX_FINE_DAYS))
    low = np.floor(np.clip(earliest, OPEN_BEFORE, OPEN_AFTER) / _DAYS_PER_YEAR).astype(np.int64)
    high = np.floor(np.clip(latest, OPEN_BEFORE, OPEN_AFTER) / _DAYS_PER_YEAR).astype(np.int64)
    is_open_start, is_open_end = earliest <= OPEN_BEFORE, latest >= OPEN_AFTER
    low = np.where(is_open_start & ~is_open_end, high - _MAX_COARSE_YEARS, low)
    high = np.where(is_open_end & ~is_open_start, low + _MAX_COARSE_YEARS, high)
    rows = np.flatnonzero((has_any | is_told) & ~(is_open_start & is_open_end))
    low, high = low[rows], np.minimum(high[rows], low[rows] + 2 * _MAX_COARSE_YEARS)
    return *_spread(rows, low, high), is_coarse


def _all_years(features: Features) -> tuple[Ints, Ints]:
    """Return the years in and around which an agreement was signed, else spoken of."""
    role = DATE_ROLES.index("signed")
    rows = np.flatnonzero(features.is_agreement & features.has_date.any(axis=1))
    is_signed = features.has_date[rows, role]
    first, last = features.outer_days(rows)
    earliest = np.where(is_signed, features.earliest[rows, role], first)
    latest = np.where(is_signed, features.latest[rows, role], last)
    low, high = earliest - _LATE_DAYS, latest + _LATE_DAYS
    is_fine = latest - earliest <= _MAX_COARSE_YEARS * _DAYS_PER_YEAR
    return _spread(
        rows[is_fine],
        (low[is_fine] // _DAYS_PER_YEAR).astype(np.int64),
        (high[is_fine] // _DAYS_PER_YEAR).astype(np.int64),
    )


def _halves(features: Features) -> tuple[Ints, Ints]:
    """Return the half years in and around which goods or money changed hands."""
    role = DATE_ROLES.index("occurred")
    width = features.latest[:, role] - features.earliest[:, role]
    is_fine = features.is_transfer & features.has_date[:, role] & (width <= _DAYS_PER_YEAR)
    rows = np.flatnonzero(is_fine)
    low = (features.earliest[rows, role] - _LATE_DAYS) // _HALF_DAYS
    return _spread(rows, low, (features.latest[rows, role] + _LATE_DAYS) // _HALF_DAYS)


def _transfers(features: Features) -> tuple[Ints, Ints]:
    """Return every giver with every taker of every row that names both."""
    first, second = pairs_within(features.directed.starts, _MAX_PARTIES)
    left, right = features.directed.values[first], features.directed.values[second]
    is_across = left % 2 != right % 2
    base = int(features.directed.values.max(initial=0)) + 1
    rows = features.directed.rows[first[is_across]]
    return rows, left[is_across] * base + right[is_across]


def _rare_tokens(features: Features, model: Model) -> tuple[Ints, Ints]:
    is_rare = model.tokens.of(features.token_names)[features.tokens.values] >= _MIN_RARE_MILLIBITS
    return features.tokens.rows[is_rare], features.tokens.values[is_rare]


SKETCHES = (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53, 0xBF58476D1CE4E5B9)
"""Multipliers of the finalisers of MurmurHash3 and SplitMix64: each another order of words."""


def _title_sketches(features: Features) -> tuple[Ints, Ints]:
    """Return three keys a row, so that two records with alike titles share one.

    Titles with 60 % of their words in common share a key nine times in ten.
    A key joins the word that comes first in a fixed pseudo-random order with the kind and the
    set of parties, and no date: it finds what two reports date differently.

    Source:
        A. Z. Broder, On the resemblance and containment of documents, Compression and
        Complexity of Sequences (1997).
    """
    rows = np.flatnonzero(features.tokens.counts > 1)
    if not len(rows):
        return rows, rows
    words, actors = _name_hashes(features.token_names), _name_hashes(features.actor_names)
    own = features.parties.sums(mixed(actors, SKETCHES[0]))
    own = mixed(own + features.family.astype(np.uint64), SKETCHES[1])[rows]
    keys = []
    for number, factor in enumerate(SKETCHES):
        first = _row_minima(mixed(words, factor)[features.tokens.values], features.tokens, rows)
        keys.append(mixed(first ^ own, factor) + np.uint64(number))
    blocks = np.concatenate(keys).view(np.int64) >> 1
    return np.tile(rows, len(SKETCHES)), blocks


def _name_hashes(names: Sequence[str]) -> NDArray[np.uint64]:
    return np.array([zlib.crc32(name.encode()) for name in names] or [0], np.uint64)


def mixed(values: NDArray[np.uint64], factor: int) -> NDArray[np.uint64]:
    """Return numbers without order for numbers, by a multiplier of ``SKETCHES``."""
    values = (values ^ (values >> np.uint64(33))) * np.uint64(factor)
    return np.asarray(values ^ (values >> np.uint64(29)))


def _row_minima(values: NDArray[np.uint64], lists: Lists, rows: Ints) -> NDArray[np.uint64]:
    is_wanted = np.zeros(len(lists.starts) - 1, np.bool_)
    is_wanted[rows] = True
    kept = values[is_wanted[lists.rows]]
    counts = lists.counts[rows]
    return np.asarray(np.minimum.reduceat(kept, np.cumsum(counts) - counts))


def _amounts(features: Features, step: float) -> tuple[Ints, Ints]:
    """Return currency and size of every amount, in overlapping steps of such a share."""
    size = features.log_amount / step
    low = np.floor(size - 0.25).astype(np.int64)
    high = np.floor(size + 0.25).astype(np.int64)
    rows, sizes = _spread(np.arange(len(size)), low, high)
    n_sizes = 100_000
    return features.money.rows[rows], features.money.values[rows] * n_sizes + sizes


def _distinct(rows: Ints, codes: Ints) -> tuple[Ints, Ints]:
    order = np.lexsort((codes, rows))
    rows, codes = rows[order], codes[order]
    is_new = is_first(rows) | is_first(codes)
    return rows[is_new], codes[is_new]


def _join(left: tuple[Ints, Ints], right: tuple[Ints, Ints], n: int) -> tuple[Ints, Ints]:
    """Return every combination of a left and a right code of one row, as row and its number."""
    left_rows, left_codes = left
    right_rows, right_codes = right
    if not len(left_rows) or not len(right_rows):
        return left_rows[:0], left_codes[:0]
    order = np.argsort(right_rows, kind="stable")
    right_rows, right_codes = right_rows[order], right_codes[order]
    starts = np.searchsorted(right_rows, np.arange(n + 1))
    low, high = starts[left_rows], starts[left_rows + 1] - 1
    positions = np.arange(len(left_rows))
    which, at = _spread(positions, low, high)
    rows = left_rows[which]
    return rows, numbered(left_codes[which], right_codes[at])


def _spread(rows: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Return every row once for every whole number from its ``low`` to its ``high``."""
    counts = np.maximum(high - low + 1, 0)
    numbers = np.repeat(low + counts - np.cumsum(counts), counts)
    return np.repeat(rows, counts), numbers + np.arange(len(numbers))


def numbered(left: Ints, right: Ints) -> Ints:
    """Return one number for every distinct combination of two codes."""
    if not len(left):
        return left
    left, right = left - left.min(), right - right.min()
    return left * (int(right.max()) + 1) + right
