"""One merge measured against what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from alliancekit.errors import GoldError, Problem
from alliancekit.evaluation.clusterings import (
    ClusterScores,
    CubedScores,
    PairScores,
    compare_clusters,
)
from alliancekit.evaluation.conflicts import ConflictScores, score_conflicts
from alliancekit.evaluation.gold import Gold, Label
from alliancekit.evaluation.labels import LabelledPairs, label_pairs
from alliancekit.evaluation.probabilities import CalibrationBin, calibration_table
from alliancekit.model import RecordId
from alliancekit.timeline import Timeline

# More names than this say nothing more.
_MAX_NAMED = 20
_LEAST_PAIRS = 50


@attrs.frozen(kw_only=True)
class BlockingScores:
    """How many pairs were compared, and how many true ones were not.

    Attributes:
        n_records: Records of the collection.
        n_candidates: Pairs that some blocking key brought together.
        n_same: Pairs that are known to be the same.
        n_found: Those among the candidates.
        estimated: Share of the true pairs that the candidates hold, as the timeline estimates it
            without gold, in [0, 1].
    """

    n_records: int
    n_candidates: int
    n_same: int
    n_found: int
    estimated: float

    @property
    def completeness(self) -> float:
        """Share of the pairs known to be the same that were compared, in [0, 1]."""
        return self.n_found / self.n_same if self.n_same else 1.0

    @property
    def per_record(self) -> float:
        """Candidate pairs for each record, >= 0."""
        return self.n_candidates / self.n_records if self.n_records else 0.0


@attrs.frozen(kw_only=True)
class Evaluation:
    """A timeline measured against gold.

    Attributes:
        model: Name and digest of the model that it was merged with.
        clusters: Against the clusters of the gold; ``None`` where it holds none.
        pairs: Against its labelled pairs; ``None`` where it holds none.
        conflicts: Against its fields; ``None`` where it holds none.
        blocking: What was compared.
        calibration: Predicted probabilities beside what is known, ascending; none where the gold
            holds links alone, which would make every pair of a known label the same.
        n_unknown: Records of the gold that the collection does not hold; what is known of them is
            left out.
        unknown: Ids of at most 20 of them, ordered.
        n_without_gold: Records of the collection that the gold does not name.
        without_gold: Ids of at most 20 of them, ordered.
    """

    model: str
    clusters: ClusterScores | None
    pairs: PairScores | None
    conflicts: ConflictScores | None
    blocking: BlockingScores
    calibration: tuple[CalibrationBin, ...]
    n_unknown: int
    unknown: tuple[RecordId, ...]
    n_without_gold: int
    without_gold: tuple[RecordId, ...]

    @property
    def calibration_error(self) -> float:
        """Greatest gap between predicted and observed of a bin of 50 pairs or more, in [0, 1]."""
        gaps = [
            abs(b.predicted - b.observed) for b in self.calibration if b.n_pairs >= _LEAST_PAIRS
        ]
        return max(gaps, default=0.0)

    def as_mapping(self) -> Mapping[str, Any]:
        """Return every figure by name, fit for JSON."""
        figures = attrs.asdict(self)
        for name in ("clusters", "pairs", "conflicts", "blocking"):
            figures[name] = _figures(getattr(self, name))
        figures["calibration_error"] = self.calibration_error
        return figures

    def __str__(self) -> str:
        blocks = [_score_lines(self), _blocking_lines(self.blocking)]
        if self.conflicts is not None:
            blocks.append(_conflict_lines(self.conflicts))
        if self.calibration:
            blocks.append(_calibration_lines(self.calibration))
        blocks.append(_coverage_lines(self))
        return "\n\n".join("\n".join(lines) for lines in blocks if lines)


def evaluate(timeline: Timeline, gold: Gold) -> Evaluation:
    """Return how well a timeline agrees with what is known.

    Args:
        timeline: Any.
        gold: What is known of its records.

    Returns:
        The figures. Every pair is looked at that the merge looked at, which takes as long.

    Raises:
        GoldError: None of the records of the gold is in the collection.
    """
    ids = [record.id for record in timeline.collection.records]
    known = gold.records
    unknown = sorted(known.difference(ids))
    if known and len(unknown) == len(known):
        reason = "none of its records is in the collection"
        raise GoldError([Problem(code="gold.unknown", source="gold", message=reason)])
    usable = _within(gold, frozenset(ids))
    without = sorted(set(ids) - known)
    labelled = label_pairs(timeline.collection, usable, timeline.model)
    return Evaluation(
        model=f"{timeline.model.name} {timeline.model.digest}",
        clusters=_cluster_scores(timeline, usable),
        pairs=_pair_scores(timeline, usable),
        conflicts=score_conflicts(timeline, usable.fields) if usable.fields else None,
        blocking=_blocking_scores(timeline, usable, labelled),
        calibration=calibration_table(labelled, timeline.model) if _tells_both(usable) else (),
        n_unknown=len(unknown),
        unknown=tuple(unknown[:_MAX_NAMED]),
        n_without_gold=len(without),
        without_gold=tuple(without[:_MAX_NAMED]),
    )


def _tells_both(gold: Gold) -> bool:
    return bool(gold.clusters) or any(known.label is Label.different for known in gold.pairs)


def _within(gold: Gold, ids: frozenset[RecordId]) -> Gold:
    return Gold(
        clusters=tuple(k for k in gold.clusters if k.record in ids),
        pairs=tuple(k for k in gold.pairs if k.first in ids and k.second in ids),
        fields=tuple(k for k in gold.fields if k.first in ids and k.second in ids),
    )


def _cluster_scores(timeline: Timeline, gold: Gold) -> ClusterScores | None:
    if not gold.clusters:
        return None
    return compare_clusters(
        [timeline.entry(known.record).id for known in gold.clusters],
        [known.cluster for known in gold.clusters],
    )


def _pair_scores(timeline: Timeline, gold: Gold) -> PairScores | None:
    if not gold.pairs:
        return None
    merged = [k for k in gold.pairs if timeline.entry(k.first) is timeline.entry(k.second)]
    return PairScores(
        n_same=sum(known.label is Label.same for known in gold.pairs),
        n_merged=len(merged),
        n_right=sum(known.label is Label.same for known in merged),
    )


def _blocking_scores(timeline: Timeline, gold: Gold, labelled: LabelledPairs) -> BlockingScores:
    sizes: dict[str, int] = {}
    for known in gold.clusters:
        sizes[known.cluster] = sizes.get(known.cluster, 0) + 1
    cluster_of = {known.record: known.cluster for known in gold.clusters}
    n_same = sum(size * (size - 1) // 2 for size in sizes.values())
    for pair in gold.pairs:
        first, second = cluster_of.get(pair.first), cluster_of.get(pair.second)
        in_clusters = first is not None and first == second
        n_same += (pair.label is Label.same) - in_clusters
    return BlockingScores(
        n_records=len(timeline.collection),
        n_candidates=len(labelled.pairs),
        n_same=n_same,
        n_found=int(labelled.is_same.sum()),
        estimated=timeline.completeness.share,
    )


def _figures(scores: Any) -> Any:
    """Return the fields and the properties of scores, theirs included."""
    if isinstance(scores, tuple):
        return [_figures(score) for score in scores]
    if not attrs.has(type(scores)):
        return scores
    names = [field.name for field in attrs.fields(type(scores))]
    names += [name for name, value in vars(type(scores)).items() if isinstance(value, property)]
    return {name: _figures(getattr(scores, name)) for name in names}


def _score_lines(evaluation: Evaluation) -> list[str]:
    rows: list[tuple[str, PairScores | CubedScores]] = []
    lines = [f"model {evaluation.model}"]
    if evaluation.clusters is not None:
        lines.append(
            f"{evaluation.clusters.n_records} records, "
            f"{evaluation.clusters.n_gold_clusters} things, "
            f"merged into {evaluation.clusters.n_clusters} entries"
        )
        rows += [("pairs", evaluation.clusters.pairs), ("B-cubed", evaluation.clusters.cubed)]
    if evaluation.pairs is not None:
        rows.append(("labelled pairs", evaluation.pairs))
    if not rows:
        return lines
    lines.append(f"{'':16}{'precision':>10}{'recall':>8}{'F1':>8}")
    lines += [f"{n:16}{s.precision:10.4f}{s.recall:8.4f}{s.f1:8.4f}" for n, s in rows]
    return lines


def _blocking_lines(blocking: BlockingScores) -> list[str]:
    lines = [
        f"compared: {blocking.n_candidates} pairs, {blocking.per_record:.1f} a record",
        f"estimated to hold {blocking.estimated:.2%} of the true pairs",
    ]
    if blocking.n_same:
        lines.append(
            f"holds {blocking.completeness:.2%} of those known: "
            f"{blocking.n_found} of {blocking.n_same}"
        )
    return lines


def _conflict_lines(conflicts: ConflictScores) -> list[str]:
    shown = f"{conflicts.n_shown} of {conflicts.n_conflicts} ({conflicts.recall:.2%})"
    flagged = f"{conflicts.n_flagged} of {conflicts.n_refinements} ({conflicts.false_flags:.2%})"
    lines = [f"conflicts shown: {shown}", f"refinements flagged: {flagged}"]
    if conflicts.n_apart:
        lines.append(f"not judged, records in different entries: {conflicts.n_apart}")
    for what, fields in (("not shown", conflicts.missed), ("flagged", conflicts.flagged)):
        lines += [f"  {what}: {f.field} of {f.first} and {f.second}" for f in fields[:_MAX_NAMED]]
    return lines


def _calibration_lines(bins: Sequence[CalibrationBin]) -> list[str]:
    return [
        f"{'probability':12}{'pairs':>9}{'predicted':>11}{'observed':>10}",
        *(
            f"{b.low:.1f} to {b.high:.1f}  {b.n_pairs:9}{b.predicted:11.3f}{b.observed:10.3f}"
            for b in bins
        ),
    ]


def _coverage_lines(evaluation: Evaluation) -> list[str]:
    return [
        *_named("records of the gold that are not here", evaluation.n_unknown, evaluation.unknown),
        *_named("records without gold", evaluation.n_without_gold, evaluation.without_gold),
    ]


def _named(what: str, n: int, ids: Sequence[RecordId]) -> list[str]:
    if not n:
        return []
    more = f" and {n - len(ids)} more" if n > len(ids) else ""
    return [f"{what}: {n}: {', '.join(ids)}{more}"]
