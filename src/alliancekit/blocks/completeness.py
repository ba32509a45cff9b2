"""How much of what is the same blocking let pass, estimated without labels; and what it left out.

Every key is a trap and every pair judged the same an animal: from how many pairs only one key
caught, and how many only two, follows a bound on those that none caught.
"""

from __future__ import annotations

import attrs
import numpy as np

from alliancekit.blocks.keys import keys_of
from alliancekit.blocks.pairing import MAX_BLOCK, Pairs, block_pairs
from alliancekit.features import OPEN_AFTER, Features, Ints
from alliancekit.weights import Model

# In an overfull block each row is held against so many of those that are nearest in time.
_N_NEIGHBOURS = 3


@attrs.frozen(kw_only=True)
class Completeness:
    """Which share of the true pairs blocking brought together, as far as that can be known.

    Attributes:
        n_by_keys: Of the pairs judged the same, how many were brought together by one key, by two,
            and so on; a row for each of four classes by the date of the vaguer record: known to
            three days, to 45 days, to 400 days, less well or not at all.
        n_closed: Pairs that no key brought together and that were merged all the same, because
            both records match the rest of an entry.
        n_uncompared: Pairs that shared a key but stood in a block that stayed too big.

    Source:
        A. Chao, Estimating the population size for capture-recapture data with unequal
        catchability, Biometrics 43 (1987), in the form without bias, summed over classes of pairs
        that are about as easily caught. The classes are ours: most keys rest on a date, so that
        pairs without one are the likeliest to be missed.
    """

    n_by_keys: tuple[tuple[int, ...], ...] = ()
    n_closed: int = 0
    n_uncompared: int = 0

    @property
    def n_found(self) -> int:
        """Pairs judged the same that some key brought together."""
        return sum(map(sum, self.n_by_keys))

    @property
    def n_missed(self) -> float:
        """Estimate of the true pairs that no key brought together, >= 0.

        At least as many as are known to be missed. Keys that fail together make it too low.
        """
        bounds = [
            once * (once - 1) / (2 * (twice + 1))
            for once, twice in ((*counts, 0, 0)[:2] for counts in self.n_by_keys)
        ]
        return max(float(self.n_closed), sum(bounds))

    @property
    def share(self) -> float:
        """Estimated share of the true pairs that were compared, in [0, 1]; 1 where there are none.

        >>> f"{Completeness(n_by_keys=((10, 44, 46),)).share:.3f}"
        '0.990'
        """
        total = self.n_found + self.n_missed
        return self.n_found / total if total else 1.0


# The most days that a date of each class but the last may span.
_CLASS_DAYS = (3, 45, 400)


def estimate_completeness(pairs: Pairs, features: Features, cluster_of: Ints) -> Completeness:
    """Return what the keys of the pairs judged the same tell of those that no key brought.

    Args:
        pairs: Candidate pairs with their keys.
        features: n rows.
        cluster_of: Number of the cluster of every row, shape (n,).

    Returns:
        The counts, in as many steps as there are pairs.
    """
    is_same = cluster_of[pairs.first] == cluster_of[pairs.second]
    first, second, keys = pairs.first[is_same], pairs.second[is_same], pairs.keys[is_same]
    n_all = len(pairs.reports)
    n_keys = np.zeros(len(keys), np.int64)
    for bit in range(n_all):
        n_keys += keys >> bit & 1
    days = np.where(features.has_date, features.latest - features.earliest, OPEN_AFTER)
    class_of = np.searchsorted(_CLASS_DAYS, days.min(axis=1, initial=OPEN_AFTER))
    vaguer = np.maximum(class_of[first], class_of[second])
    n_classes = len(_CLASS_DAYS) + 1
    counts = np.bincount(vaguer * (n_all + 1) + n_keys, minlength=n_classes * (n_all + 1))
    by_keys = counts.reshape(n_classes, -1)[:, 1:]
    sizes = np.bincount(cluster_of)
    return Completeness(
        n_by_keys=tuple(tuple(row) for row in by_keys.tolist()),
        n_closed=int((sizes * (sizes - 1) // 2).sum()) - len(keys),
        n_uncompared=sum(report.n_uncompared for report in pairs.reports),
    )


@attrs.frozen(kw_only=True, eq=False)
class LeftOut:
    """Pairs that share a key and were not compared, because too many rows share it.

    Attributes:
        first: Rows, shape (m,).
        second: Rows, shape (m,), each greater than its ``first``.
        key: Number of a key that they share, shape (m,).
        size: How many rows share that value of the key, shape (m,).
        key_names: Of every key.
    """

    first: Ints
    second: Ints
    key: Ints
    size: Ints
    key_names: tuple[str, ...]


def left_out_pairs(features: Features, model: Model) -> LeftOut:
    """Return pairs of overfull blocks that no key brought together.

    Args:
        features: n rows.
        model: As in :func:`block_pairs`.

    Returns:
        Of every overfull block the pairs that are nearest in time, each pair once, ordered; a few
        for each row, never all.
    """
    n = max(len(features), 1)
    pairs = block_pairs(features, model)
    days = features.earliest.max(axis=1, initial=np.iinfo(np.int64).min)
    keys = keys_of(features, model)
    found = []
    for number, key in enumerate(keys):
        order = np.lexsort((key.rows, days[key.rows], key.blocks))
        rows, blocks = key.rows[order], key.blocks[order]
        _, block_of, counts = np.unique(blocks, return_inverse=True, return_counts=True)
        size = counts[block_of]
        for step in range(1, _N_NEIGHBOURS + 1):
            is_near = (blocks[step:] == blocks[:-step]) & (size[step:] > MAX_BLOCK)
            a, b = rows[:-step][is_near], rows[step:][is_near]
            if key.is_seeking is not None:
                is_near[is_near] = key.is_seeking[a] | key.is_seeking[b]
                a, b = rows[:-step][is_near], rows[step:][is_near]
            codes = np.minimum(a, b) * n + np.maximum(a, b)
            found.append(
                np.column_stack([codes, np.full(len(codes), number), size[step:][is_near]])
            )
    table = np.concatenate(found) if found else np.zeros((0, 3), np.int64)
    # Of several keys the smallest block says most.
    table = table[np.lexsort((table[:, 1], table[:, 2], table[:, 0]))]
    first, second = table[:, 0] // n, table[:, 0] % n
    is_new = np.r_[np.ones(min(len(table), 1), np.bool_), table[1:, 0] != table[:-1, 0]]
    compared = pairs.first * n + pairs.second
    at = np.minimum(np.searchsorted(compared, table[:, 0]), max(len(compared) - 1, 0))
    is_compared = compared[at] == table[:, 0] if len(compared) else np.zeros(len(table), np.bool_)
    is_open = (
        is_new
        & ~is_compared
        & (features.is_agreement[first] == features.is_agreement[second])
        & (features.source[first] != features.source[second])
    )
    return LeftOut(
        first=first[is_open],
        second=second[is_open],
        key=table[is_open, 1],
        size=table[is_open, 2],
        key_names=tuple(key.name for key in keys),
    )
