"""Stage 3: which records are worth comparing.

A pair is a candidate if any of several independent keys brings it together, so that no single
wrong field loses it. A block that is too big for all its pairs is split by a further key; what
is left uncompared is counted, never cut at random.
"""

from alliancekit.blocks.pairing import KeyReport, Pairs, block_pairs

__all__ = [
    "KeyReport",
    "Pairs",
    "block_pairs",
]
