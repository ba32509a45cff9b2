"""From blocks to candidate pairs, and the count of what stays uncompared."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.blocks.keys import SKETCHES, Key, keys_of, mixed, numbered
from alliancekit.features import UNKNOWN, Features, Ints, is_first, pairs_within
from alliancekit.weights import Model

MAX_BLOCK = 64
"""Rows that may share a block; all pairs of so many are compared."""

# Rows that the first so many splitters part tell of other things; what the others part is counted
# as uncompared.
_N_TELLING = 3
# In a block of rows that say the same each is held against so many.
_N_NEIGHBOURS = 3


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


def block_pairs(features: Features, model: Model) -> Pairs:
    """Return the candidate pairs of records.

    Args:
        features: n rows.
        model: Says which words are rare.

    Returns:
        At most n*(n-1)/2 pairs. No pair joins an event with an agreement, or two rows of
        one source.
    """
    splitters = (
        features.kind,
        _title_signature(features),
        features.place,
        _exact_days(features),
        _wordings(features),
    )
    found = []
    reports = []
    for key in keys_of(features, model):
        codes, n_uncompared = _pairs_of(key, splitters, features)
        found.append(codes)
        reports.append(KeyReport(key=key.name, n_pairs=len(codes), n_uncompared=n_uncompared))
    codes, keys = _united(found)
    first, second = np.divmod(codes, max(len(features), 1))
    return Pairs(first=first, second=second, keys=keys, reports=tuple(reports))


def _pairs_of(key: Key, splitters: Sequence[Ints], features: Features) -> tuple[Ints, int]:
    """Return the pairs of a key as ``first * n + second``, and how many it leaves uncompared."""
    rows, blocks = key.rows, key.blocks
    if key.is_seeking is not None:
        is_sought = np.isin(blocks, blocks[key.is_seeking[rows]])
        rows, blocks = rows[is_sought], blocks[is_sought]
    found = []
    n_uncompared = 0
    for number, splitter in enumerate((None, *splitters)):
        if splitter is not None:
            blocks = numbered(blocks, splitter[rows])
        order = np.argsort(blocks)
        rows, blocks = rows[order], blocks[order]
        starts = np.append(np.flatnonzero(is_first(blocks)), len(blocks))
        first, second = pairs_within(starts, MAX_BLOCK)
        found.append(_codes(rows[first], rows[second], key.is_seeking, features))
        counts = np.diff(starts)
        overfull = counts[counts > MAX_BLOCK]
        if number <= _N_TELLING:
            n_uncompared = int((overfull * (overfull - 1) // 2).sum())
        else:
            n_uncompared -= len(found[-1])
        is_overfull = np.repeat(counts > MAX_BLOCK, counts)
        rows, blocks = rows[is_overfull], blocks[is_overfull]
        if not len(rows):
            break
    held = _neighbours(rows, blocks, key.is_seeking, features)
    return _sorted_distinct(np.concatenate([*found, held])), n_uncompared - len(held)


def _neighbours(
    rows: Ints, blocks: Ints, is_seeking: NDArray[np.bool_] | None, features: Features
) -> Ints:
    """Return pairs that hold together rows that say the same, each with the next few."""
    order = np.lexsort((rows, blocks))
    rows, blocks = rows[order], blocks[order]
    found = [rows[:0]]
    for step in range(1, _N_NEIGHBOURS + 1):
        is_one = blocks[step:] == blocks[:-step]
        found.append(_codes(rows[:-step][is_one], rows[step:][is_one], is_seeking, features))
    return np.concatenate(found)


def _codes(
    first: Ints, second: Ints, is_seeking: NDArray[np.bool_] | None, features: Features
) -> Ints:
    is_allowed = (features.source[first] != features.source[second]) & (
        features.is_agreement[first] == features.is_agreement[second]
    )
    if is_seeking is not None:
        is_allowed &= is_seeking[first] | is_seeking[second]
    first, second = first[is_allowed], second[is_allowed]
    return np.minimum(first, second) * len(features) + np.maximum(first, second)


def _sorted_distinct(codes: Ints) -> Ints:
    codes = np.sort(codes)
    return codes[is_first(codes)]


def _title_signature(features: Features) -> Ints:
    """Return the rarest word of every row's titles.

    By it an overfull block splits by what its records speak of.
    """
    signature = np.full(len(features), UNKNOWN, np.int64)
    if not len(features.tokens.values):
        return signature
    counts = np.bincount(features.tokens.values)
    order = np.lexsort(
        (features.tokens.values, counts[features.tokens.values], features.tokens.rows)
    )
    rows = features.tokens.rows[order]
    rarest = is_first(rows)
    signature[rows[rarest]] = features.tokens.values[order][rarest]
    return signature


def _exact_days(features: Features) -> Ints:
    """Return one number for every first and last day."""
    _, numbers = np.unique(numbered(*features.outer_days()), return_inverse=True)
    return np.asarray(numbers, np.int64)


def _wordings(features: Features) -> Ints:
    """Return one number for every set of parties and of words of titles.

    Sums of hashes tell sets apart; where two fall together, they are compared for nothing.
    """
    words, actors = (
        np.arange(1, len(names) + 2, dtype=np.uint64)
        for names in (features.token_names, features.actor_names)
    )
    total = features.tokens.sums(mixed(words, SKETCHES[0]))
    total += features.parties.sums(mixed(actors, SKETCHES[1]))
    _, numbers = np.unique(total, return_inverse=True)
    return np.asarray(numbers, np.int64)


def _united(found: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Return every pair once, ordered, and the bits of the keys that brought it."""
    codes = _sorted_distinct(np.concatenate(found))
    bits = np.zeros(len(codes), np.int64)
    for bit, one in enumerate(found):
        bits[np.searchsorted(codes, one)] |= 1 << bit
    return codes, bits
