"""How well one partition of records agrees with another: pairwise and B-cubed figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import attrs


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of precision and recall, in [0, 1]; 0 where both are 0.

    >>> f1(1.0, 0.5) == 2 / 3
    True
    """
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@attrs.frozen(kw_only=True)
class PairScores:
    """Of pairs that are known to be the same or different, how many were judged so.

    Attributes:
        n_same: Pairs that are the same.
        n_merged: Pairs of known label that were merged.
        n_right: Pairs that are the same and were merged.
    """

    n_same: int
    n_merged: int
    n_right: int

    @property
    def precision(self) -> float:
        """Share of the merged pairs that are the same, in [0, 1]; 1 where none was merged."""
        return self.n_right / self.n_merged if self.n_merged else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that are the same that were merged, in [0, 1]; 1 where none is."""
        return self.n_right / self.n_same if self.n_same else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in [0, 1]."""
        return f1(self.precision, self.recall)


@attrs.frozen(kw_only=True)
class CubedScores:
    """How pure and how whole the cluster of a record is, on average over records.

    Attributes:
        precision: Mean share of a record's cluster that is the same as it, in [0, 1].
        recall: Mean share of what is the same as a record that its cluster holds, in [0, 1].

    Source:
        A. Bagga and B. Baldwin, Algorithms for scoring coreference chains, LREC workshop (1998).
    """

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in [0, 1]."""
        return f1(self.precision, self.recall)


@attrs.frozen(kw_only=True)
class ClusterScores:
    """How well clusters agree with what is known.

    Attributes:
        n_records: Records that are known and were merged.
        n_clusters: Clusters that hold them.
        n_gold_clusters: Things that they speak of.
        pairs: Pairwise figures.
        cubed: B-cubed figures.
    """

    n_records: int
    n_clusters: int
    n_gold_clusters: int
    pairs: PairScores
    cubed: CubedScores


def compare_clusters(found: Sequence[Hashable], gold: Sequence[Hashable]) -> ClusterScores:
    """Return how well found clusters agree with known ones.

    >>> compare_clusters(["x", "x", "y"], [1, 1, 1]).pairs.recall == 1 / 3
    True

    Args:
        found: Label of the cluster of each of n records.
        gold: Label of the thing that each speaks of, in the same order.

    Returns:
        The figures, from counts of equal labels in n steps; without records all are 1.
    """
    found_sizes, gold_sizes = Counter(found), Counter(gold)
    shared = Counter(zip(found, gold, strict=True))
    n = len(found)
    parts = sorted((size, found_sizes[f], gold_sizes[g]) for (f, g), size in shared.items())
    return ClusterScores(
        n_records=n,
        n_clusters=len(found_sizes),
        n_gold_clusters=len(gold_sizes),
        pairs=PairScores(
            n_same=sum(map(_n_pairs, gold_sizes.values())),
            n_merged=sum(map(_n_pairs, found_sizes.values())),
            n_right=sum(map(_n_pairs, shared.values())),
        ),
        cubed=CubedScores(
            precision=sum(size * size / of_found for size, of_found, _ in parts) / n if n else 1.0,
            recall=sum(size * size / of_gold for size, _, of_gold in parts) / n if n else 1.0,
        ),
    )


def _n_pairs(size: int) -> int:
    return size * (size - 1) // 2
