"""Stage 3: which records are worth comparing.

A pair is a candidate if any of several independent keys brings it together, so that no single wrong field loses it. A block that is too
big for all its pairs is split by a further key; what is left uncompared is counted, never cut at random.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.features import OPEN_AFTER, OPEN_BEFORE, UNKNOWN, Features, Ints, Lists
from alliancekit.weights import Model

_MAX_BLOCK = 64
# Dates of one event differ by a few days between reports; a week's bucket and its neighbour catch them.
_BUCKET_DAYS = 7
_SLACK_DAYS = 3
_MAX_FINE_DAYS = 45
_DAYS_PER_YEAR = 365.2425
_MAX_COARSE_YEARS = 6
_MIN_RARE_MILLIBITS = 6_000


@attrs.frozen(kw_only=True)
class KeyReport:
    """What one blocking key brought.

    Attributes:
        key: Its name.
        n_pairs: How many candidate pairs it found.
        n_uncompared: How many pairs shared it but stood in a block that stayed too big.
    """

    key: str
    n_pairs: int
    n_uncompared: int


@attrs.frozen(kw_only=True, eq=False)
class Pairs:
    """Candidate pairs, each once, ordered.

    Attributes:
        first: Rows, shape (m,).
        second: Rows, shape (m,), each greater than its ``first``.
        keys: Bit k is set where key k brought the pair, shape (m,).
        reports: Of every key, in the order of the bits.
    """

    first: Ints
    second: Ints
    keys: Ints
    reports: tuple[KeyReport, ...]

    def __len__(self) -> int:
        return len(self.first)


@attrs.frozen(kw_only=True, eq=False)
class _Key:
    """Values of one key: ``rows[i]`` stands in block ``blocks[i]``; only pairs with an ``is_seeking`` row count."""

    name: str
    rows: Ints
    blocks: Ints
    is_seeking: NDArray[np.bool_] | None = None


def block_pairs(features: Features, model: Model) -> Pairs:
    """Return the candidate pairs of records.

    Args:
        features: n rows.
        model: Says which words are rare.

    Returns:
        At most n*(n-1)/2 pairs. No pair joins an event with an agreement, or two rows of one source.
    """
    found: list[tuple[Ints, int]] = []
    reports = []
    for bit, key in enumerate(_keys(features, model)):
        codes, n_uncompared = _pairs_of(key, features)
        codes = _allowed(codes, features)
        found.append((codes, 1 << bit))
        reports.append(KeyReport(key=key.name, n_pairs=len(codes), n_uncompared=n_uncompared))
    codes, keys = _united(found)
    n = max(len(features), 1)
    return Pairs(first=codes // n, second=codes % n, keys=keys, reports=tuple(reports))


def _united(found: Sequence[tuple[Ints, int]]) -> tuple[Ints, Ints]:
    codes = np.concatenate([codes for codes, _ in found])
    bits = np.concatenate([np.full(len(codes), bit, np.int64) for codes, bit in found])
    order = np.argsort(codes, kind="stable")
    codes, bits = codes[order], bits[order]
    if not len(codes):
        return codes, bits
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    return codes[starts], np.bitwise_or.reduceat(bits, starts)


def _allowed(codes: Ints, features: Features) -> Ints:
    n = max(len(features), 1)
    first, second = codes // n, codes % n
    is_allowed = (features.is_agreement[first] == features.is_agreement[second]) & (
        features.source[first] != features.source[second]
    )
    return np.asarray(codes[is_allowed])


def _keys(features: Features, model: Model) -> tuple[_Key, ...]:
    type_code = features.is_agreement.astype(np.int64)
    pair_rows, pair_codes = _party_pairs(features.covered)
    day_rows, day_codes, is_fine = _buckets(features)
    year_rows, year_codes, is_coarse = _years(features)
    typed_group = features.group

    def joined(name: str, left: tuple[Ints, Ints], right: tuple[Ints, Ints], seeking: NDArray[np.bool_] | None = None) -> _Key:
        rows, blocks = _join(left, right, len(features))
        return _Key(name=name, rows=rows, blocks=blocks, is_seeking=seeking)

    agreements = np.flatnonzero(features.is_agreement)
    kinds = (agreements, features.kind[agreements])
    everything = np.arange(len(features))
    words = _rare_tokens(features, model)
    parties = (features.parties.rows, features.parties.values)
    is_unparted = features.parties.counts == 0
    alike = _title_sketches(features)
    return (
        _Key(name="identifier", rows=features.identifiers.rows, blocks=features.identifiers.values),
        joined("date and two parties", (day_rows, day_codes), (pair_rows, pair_codes)),
        joined(
            "year, two parties and kind group",
            _join((year_rows, year_codes), (everything, typed_group), len(features)),
            (pair_rows, pair_codes),
            is_coarse,
        ),
        joined(
            "date, party and kind group",
            _join((day_rows, day_codes), (everything, typed_group), len(features)),
            parties,
        ),
        joined("agreement kind and two parties", kinds, (pair_rows, pair_codes)),
        joined("date, party and rare word", _join((day_rows, day_codes), words, len(features)), parties),
        joined("date and rare word without parties", (day_rows, day_codes), words, is_unparted),
        joined("date and kind group without parties", (day_rows, day_codes), (everything, typed_group), is_unparted),
        joined("year and rare word", (year_rows, year_codes), words, is_coarse),
        _Key(name="alike titles, kind and parties", rows=alike[0], blocks=alike[1]),
        joined("date and place", (day_rows, day_codes), _known(features.place)),
        joined("person and year", (features.people.rows, features.people.values), (year_rows, year_codes)),
        joined("amount and party", _amounts(features), parties),
        joined("named item and two parties", (features.items.rows, features.items.values), (pair_rows, pair_codes)),
    )


def _known(column: Ints) -> tuple[Ints, Ints]:
    rows = np.flatnonzero(column != UNKNOWN)
    return rows, column[rows]


def _party_pairs(parties: Lists) -> tuple[Ints, Ints]:
    """Return every unordered pair of actors of every row, as row and code of the pair."""
    first, second = _within(parties.starts)
    base = int(parties.values.max(initial=0)) + 1
    return parties.rows[first], parties.values[first] * base + parties.values[second]


def _within(starts: Ints, cap: int = 40) -> tuple[Ints, Ints]:
    """Return all pairs of positions that stand in one segment of at most ``cap`` positions."""
    counts = np.diff(starts)
    ends = np.repeat(np.where(counts <= cap, starts[1:], starts[:-1]), counts)
    positions = np.arange(int(starts[-1]))
    n_after = np.maximum(ends - positions - 1, 0)
    first = np.repeat(positions, n_after)
    offsets = np.arange(len(first)) - np.repeat(np.cumsum(n_after) - n_after, n_after)
    return first, first + 1 + offsets


def _outer(features: Features) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Return the first and last day of any date of a row, and whether it has one."""
    has_any = features.has_date.any(axis=1)
    earliest = np.where(features.has_date, features.earliest, OPEN_AFTER).min(axis=1, initial=OPEN_AFTER)
    latest = np.where(features.has_date, features.latest, OPEN_BEFORE).max(axis=1, initial=OPEN_BEFORE)
    return earliest, latest, has_any


def _spread(rows: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Return every row once for every whole number from its ``low`` to its ``high``."""
    counts = np.maximum(high - low + 1, 0)
    spread_rows = np.repeat(rows, counts)
    offsets = np.arange(len(spread_rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    return spread_rows, np.repeat(low, counts) + offsets


def _buckets(features: Features) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Return the week buckets of every date that is known to a month and a half or better."""
    rows, roles = np.nonzero(features.has_date & (features.latest - features.earliest <= _MAX_FINE_DAYS))
    earliest, latest = features.earliest[rows, roles], features.latest[rows, roles]
    low = (earliest - _SLACK_DAYS) // _BUCKET_DAYS
    high = (latest + _SLACK_DAYS) // _BUCKET_DAYS
    spread_rows, buckets = _spread(rows, low, high)
    is_fine = np.zeros(len(features), np.bool_)
    is_fine[rows] = True
    return *_distinct(spread_rows, buckets), is_fine


def _years(features: Features) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Return the years of every row, all of them or a single block where they are too many, and which rows are coarse."""
    earliest, latest, has_any = _outer(features)
    is_coarse = np.asarray(~has_any | (latest - earliest > _MAX_FINE_DAYS))
    low = np.floor(np.clip(earliest, OPEN_BEFORE, OPEN_AFTER) / _DAYS_PER_YEAR).astype(np.int64)
    high = np.floor(np.clip(latest, OPEN_BEFORE, OPEN_AFTER) / _DAYS_PER_YEAR).astype(np.int64)
    is_open_start, is_open_end = earliest <= OPEN_BEFORE, latest >= OPEN_AFTER
    low = np.where(is_open_start & ~is_open_end, high - _MAX_COARSE_YEARS, low)
    high = np.where(is_open_end & ~is_open_start, low + _MAX_COARSE_YEARS, high)
    rows = np.flatnonzero(has_any & ~(is_open_start & is_open_end))
    low, high = low[rows], np.minimum(high[rows], low[rows] + 2 * _MAX_COARSE_YEARS)
    return *_spread(rows, low, high), is_coarse


def _rare_tokens(features: Features, model: Model) -> tuple[Ints, Ints]:
    rarity = np.array([model.tokens.millibits(word) for word in features.token_names], np.int64)
    is_rare = rarity[features.tokens.values] >= _MIN_RARE_MILLIBITS
    return features.tokens.rows[is_rare], features.tokens.values[is_rare]


# Multipliers of the finalisers of MurmurHash3 and SplitMix64: three independent orders of the words.
_SKETCHES = (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53, 0xBF58476D1CE4E5B9)


def _title_sketches(features: Features) -> tuple[Ints, Ints]:
    """Return three keys a row of which titles with 60 % of their words in common share one nine times in ten.

    A key joins the word that comes first in a fixed pseudo-random order with the kind and the set of parties, and no date: it finds what
    two reports date differently.

    Source:
        A. Z. Broder, On the resemblance and containment of documents, Compression and Complexity of Sequences (1997).
    """
    rows = np.flatnonzero(features.tokens.counts > 1)
    if not len(rows):
        return rows, rows
    words, actors = _name_hashes(features.token_names), _name_hashes(features.actor_names)
    own = _sum_by_row(_mixed(actors, _SKETCHES[0]), features.parties)
    own = _mixed(own + features.kind.astype(np.uint64), _SKETCHES[1])[rows]
    keys = []
    for number, factor in enumerate(_SKETCHES):
        first = _row_minima(_mixed(words, factor)[features.tokens.values], features.tokens, rows)
        keys.append(_mixed(first ^ own, factor) + np.uint64(number))
    blocks = np.concatenate(keys).view(np.int64) >> 1
    return np.tile(rows, len(_SKETCHES)), blocks


def _name_hashes(names: Sequence[str]) -> NDArray[np.uint64]:
    return np.array([zlib.crc32(name.encode()) for name in names] or [0], np.uint64)


def _mixed(values: NDArray[np.uint64], factor: int) -> NDArray[np.uint64]:
    values = (values ^ (values >> np.uint64(33))) * np.uint64(factor)
    return values ^ (values >> np.uint64(29))


def _sum_by_row(hashes: NDArray[np.uint64], lists: Lists) -> NDArray[np.uint64]:
    total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(hashes[lists.values], dtype=np.uint64)])
    return total[lists.starts[1:]] - total[lists.starts[:-1]]


def _row_minima(values: NDArray[np.uint64], lists: Lists, rows: Ints) -> NDArray[np.uint64]:
    is_wanted = np.zeros(len(lists.starts) - 1, np.bool_)
    is_wanted[rows] = True
    kept = values[is_wanted[lists.rows]]
    counts = lists.counts[rows]
    return np.asarray(np.minimum.reduceat(kept, np.cumsum(counts) - counts))


def _amounts(features: Features) -> tuple[Ints, Ints]:
    """Return currency and size of every amount, each in two overlapping steps of a tenth."""
    step = features.log_amount / 0.1
    low = np.floor(step - 0.25).astype(np.int64)
    high = np.floor(step + 0.25).astype(np.int64)
    rows, sizes = _spread(np.arange(len(step)), low, high)
    n_sizes = 100_000
    return features.money.rows[rows], features.money.values[rows] * n_sizes + sizes


def _distinct(rows: Ints, codes: Ints) -> tuple[Ints, Ints]:
    if not len(rows):
        return rows, codes
    order = np.lexsort((codes, rows))
    rows, codes = rows[order], codes[order]
    is_new = np.r_[True, (rows[1:] != rows[:-1]) | (codes[1:] != codes[:-1])]
    return rows[is_new], codes[is_new]


def _join(left: tuple[Ints, Ints], right: tuple[Ints, Ints], n: int) -> tuple[Ints, Ints]:
    """Return every combination of a left and a right code of one row, as row and number of the combination."""
    left_rows, left_codes = left
    right_rows, right_codes = right
    order = np.argsort(right_rows, kind="stable")
    right_rows, right_codes = right_rows[order], right_codes[order]
    starts = np.searchsorted(right_rows, np.arange(n + 1))
    low, high = starts[left_rows], starts[left_rows + 1] - 1
    positions = np.arange(len(left_rows))
    which, at = _spread(positions, low, high)
    rows = left_rows[which]
    return rows, _numbered(left_codes[which], right_codes[at])


def _numbered(left: Ints, right: Ints) -> Ints:
    """Return one number for every distinct combination of two codes."""
    if not len(left):
        return left
    left, right = left - left.min(), right - right.min()
    return left * (int(right.max()) + 1) + right


def _pairs_of(key: _Key, features: Features) -> tuple[Ints, int]:
    """Return the pairs of a key as ``first * n + second``, and how many pairs its overfull blocks leave uncompared."""
    n = max(len(features), 1)
    rows, blocks = key.rows, key.blocks
    splitters = (features.kind, _title_signature(features), features.place)
    found = []
    n_uncompared = 0
    for splitter in (*splitters, None):
        order = np.lexsort((rows, blocks))
        rows, blocks = rows[order], blocks[order]
        if len(rows):
            is_new = np.r_[True, (blocks[1:] != blocks[:-1]) | (rows[1:] != rows[:-1])]
            rows, blocks = rows[is_new], blocks[is_new]
        starts = np.r_[np.flatnonzero(np.r_[True, blocks[1:] != blocks[:-1]]), len(blocks)] if len(blocks) else np.zeros(1, np.int64)
        first, second = _within(starts, _MAX_BLOCK)
        found.append(_codes(rows[first], rows[second], key.is_seeking, n))
        counts = np.diff(starts)
        overfull = counts[counts > _MAX_BLOCK]
        n_uncompared = int((overfull * (overfull - 1) // 2).sum())
        is_overfull = np.repeat(counts > _MAX_BLOCK, counts)
        rows, blocks = rows[is_overfull], blocks[is_overfull]
        if not len(rows) or splitter is None:
            break
        blocks = _numbered(blocks, splitter[rows])
    return _sorted_distinct(np.concatenate(found)), n_uncompared


def _codes(first: Ints, second: Ints, is_seeking: NDArray[np.bool_] | None, n: int) -> Ints:
    if is_seeking is not None:
        counts = is_seeking[first] | is_seeking[second]
        first, second = first[counts], second[counts]
    return np.minimum(first, second) * n + np.maximum(first, second)


def _sorted_distinct(codes: Ints) -> Ints:
    codes = np.sort(codes)
    return codes[np.r_[True, codes[1:] != codes[:-1]]] if len(codes) else codes


def _title_signature(features: Features) -> Ints:
    """Return the rarest word of every row's titles, so that an overfull block splits by what its records speak of."""
    signature = np.full(len(features), UNKNOWN, np.int64)
    if not len(features.tokens.values):
        return signature
    counts = np.bincount(features.tokens.values)
    order = np.lexsort((features.tokens.values, counts[features.tokens.values], features.tokens.rows))
    rows = features.tokens.rows[order]
    is_first = np.r_[True, rows[1:] != rows[:-1]]
    signature[rows[is_first]] = features.tokens.values[order][is_first]
    return signature
