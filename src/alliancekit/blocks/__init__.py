"""Stage 3: which records are worth comparing.

A pair is a candidate if any of several independent keys brings it together, so that no single
wrong field loses it. A block that is too big for all its pairs is split by a further key; what
is left uncompared is counted, never cut at random.
"""

from alliancekit.blocks.completeness import (
    Completeness,
    LeftOut,
    estimate_completeness,
    left_out_pairs,
)
from alliancekit.blocks.pairing import KeyReport, Pairs, block_pairs

__all__ = [
    "Completeness",
    "KeyReport",
    "LeftOut",
    "Pairs",
    "block_pairs",
    "estimate_completeness",
    "left_out_pairs",
]
