"""From blocks to candidate pairs, and the count of what stays uncompared."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.blocks.keys import Key, keys_of, numbered, pairs_within
from alliancekit.features import UNKNOWN, Features, Ints
from alliancekit.weights import Model

_MAX_BLOCK = 64


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
    found: list[tuple[Ints, int]] = []
    reports = []
    for bit, key in enumerate(keys_of(features, model)):
        codes, n_uncompared = _pairs_of(key, features)
        codes = _allowed(codes, features)
        found.append((codes, 1 << bit))
        reports.append(KeyReport(key=key.name, n_pairs=len(codes), n_uncompared=n_uncompared))
    codes, keys = _united(found)
    n = max(len(features), 1)
    return Pairs(first=codes // n, second=codes % n, keys=keys, reports=tuple(reports))


def _pairs_of(key: Key, features: Features) -> tuple[Ints, int]:
    """Return the pairs of a key as ``first * n + second``, and how many it leaves uncompared."""
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
        starts = (
            np.r_[np.flatnonzero(np.r_[True, blocks[1:] != blocks[:-1]]), len(blocks)]
            if len(blocks)
            else np.zeros(1, np.int64)
        )
        first, second = pairs_within(starts, _MAX_BLOCK)
        found.append(_codes(rows[first], rows[second], key.is_seeking, n))
        counts = np.diff(starts)
        overfull = counts[counts > _MAX_BLOCK]
        n_uncompared = int((overfull * (overfull - 1) // 2).sum())
        is_overfull = np.repeat(counts > _MAX_BLOCK, counts)
        rows, blocks = rows[is_overfull], blocks[is_overfull]
        if not len(rows) or splitter is None:
            break
        blocks = numbered(blocks, splitter[rows])
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
    is_first = np.r_[True, rows[1:] != rows[:-1]]
    signature[rows[is_first]] = features.tokens.values[order][is_first]
    return signature


def _allowed(codes: Ints, features: Features) -> Ints:
    n = max(len(features), 1)
    first, second = codes // n, codes % n
    is_allowed = (features.is_agreement[first] == features.is_agreement[second]) & (
        features.source[first] != features.source[second]
    )
    return np.asarray(codes[is_allowed])


def _united(found: Sequence[tuple[Ints, int]]) -> tuple[Ints, Ints]:
    codes = np.concatenate([codes for codes, _ in found])
    bits = np.concatenate([np.full(len(codes), bit, np.int64) for codes, bit in found])
    order = np.argsort(codes, kind="stable")
    codes, bits = codes[order], bits[order]
    if not len(codes):
        return codes, bits
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    return codes[starts], np.bitwise_or.reduceat(bits, starts)
