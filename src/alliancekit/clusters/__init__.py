"""Stage 5: verdicts and constraints become clusters.

The clusters of a component are the partition that keeps every constraint and has the greatest
sum of weights inside its clusters (correlation clustering). It is exact where one rule or a
full search proves it, and deterministic local search with a stated bound above that. A single
strong pair does not chain two groups together, because every pair across them counts.
"""

from alliancekit.clusters.clustering import Clusters, Gap, cluster_records
from alliancekit.clusters.decisions import Constraints, close_decisions, standing_decisions
from alliancekit.clusters.partitions import Solution, partition

__all__ = [
    "Clusters",
    "Constraints",
    "Gap",
    "Solution",
    "close_decisions",
    "cluster_records",
    "partition",
    "standing_decisions",
]
