"""Stage 4: candidate pairs become verdicts, with integer weights that explain themselves.

Every comparator answers with one of its levels, or with unknown, which weighs nothing. The
weight of a pair is the model's prior plus the weights of its levels, in thousandths of a bit;
the sum is exact. A veto keeps two records apart whatever they weigh.

Source:
    I. P. Fellegi and A. B. Sunter, A Theory for Record Linkage, JASA 64 (1969); the levels and
    vetoes are ours.
"""

from alliancekit.matches.comparators import COMPARATORS, Comparator
from alliancekit.matches.contests import contested_millibits
from alliancekit.matches.scoring import Matches, Verdict, Veto, score_pairs, verdicts

__all__ = [
    "COMPARATORS",
    "Comparator",
    "Matches",
    "Verdict",
    "Veto",
    "contested_millibits",
    "score_pairs",
    "verdicts",
]
