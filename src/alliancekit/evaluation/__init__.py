"""How right a merge is: measured against gold, which says what is known of some records.

Pairwise and B-cubed precision and recall, honest probabilities, what blocking left out, conflicts
that show and refinements that are taken for conflicts.
"""

from alliancekit.evaluation.clusterings import (
    ClusterScores,
    CubedScores,
    PairScores,
    compare_clusters,
)
from alliancekit.evaluation.conflicts import ConflictScores, score_conflicts
from alliancekit.evaluation.gold import (
    FieldLabel,
    Gold,
    GoldCluster,
    GoldField,
    GoldPair,
    Label,
    gold_from_text,
    read_gold,
)
from alliancekit.evaluation.labels import LabelledPairs, label_pairs
from alliancekit.evaluation.probabilities import (
    CalibrationBin,
    calibration_table,
    pair_probabilities,
)
from alliancekit.evaluation.reports import BlockingScores, Evaluation, evaluate

__all__ = [
    "BlockingScores",
    "CalibrationBin",
    "ClusterScores",
    "ConflictScores",
    "CubedScores",
    "Evaluation",
    "FieldLabel",
    "Gold",
    "GoldCluster",
    "GoldField",
    "GoldPair",
    "Label",
    "LabelledPairs",
    "PairScores",
    "calibration_table",
    "compare_clusters",
    "evaluate",
    "gold_from_text",
    "label_pairs",
    "pair_probabilities",
    "read_gold",
    "score_conflicts",
]
