"""Stage 5: verdicts and constraints become clusters.

The clusters of a component are the partition that keeps every constraint and has the greatest
sum of weights inside its clusters (correlation clustering). It is exact where one rule or a
full search proves it, and deterministic local search with a stated bound above that. A single
strong pair does not chain two groups together, because every pair across them counts.
"""

from alliancekit.clusters.closures import (
    Closure,
    Constraints,
    close_decisions,
    contradictions,
    decision_closure,
    node_of,
)
from alliancekit.clusters.clustering import Clusters, Gap, cluster_records
from alliancekit.clusters.decisions import (
    SortedDecisions,
    StaleDecision,
    decision_text,
    sort_decisions,
    standing_decisions,
)
from alliancekit.clusters.partitions import Solution, partition
from alliancekit.clusters.postponements import put_off_plans, puts_off

__all__ = [
    "Closure",
    "Clusters",
    "Constraints",
    "Gap",
    "Solution",
    "SortedDecisions",
    "StaleDecision",
    "close_decisions",
    "cluster_records",
    "contradictions",
    "decision_closure",
    "decision_text",
    "node_of",
    "partition",
    "put_off_plans",
    "puts_off",
    "sort_decisions",
    "standing_decisions",
]
