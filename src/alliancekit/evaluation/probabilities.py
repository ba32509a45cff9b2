"""Whether probabilities are honest: of the pairs said to be same at 80 %, 80 % are."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.evaluation.labels import LabelledPairs
from alliancekit.weights import Model

_N_BINS = 10


@attrs.frozen(kw_only=True)
class CalibrationBin:
    """Candidate pairs of about one probability.

    Attributes:
        low: Least probability, in [0, 1].
        high: Greatest, itself in the bin only where it is 1.
        n_pairs: Pairs of known label.
        predicted: Mean probability, in [0, 1].
        observed: Share of pairs that are the same, in [0, 1].
    """

    low: float
    high: float
    n_pairs: int
    predicted: float
    observed: float


def calibration_table(labelled: LabelledPairs, model: Model) -> tuple[CalibrationBin, ...]:
    """Return how predicted probabilities compare with what is known, by tenths.

    Args:
        labelled: Candidate pairs; those without a label are left out, a veto counts as 0.
        model: Says which probability a weight stands for.

    Returns:
        Bins that hold a pair, ascending.
    """
    predicted = pair_probabilities(labelled, model)[labelled.is_known]
    is_same = labelled.is_same[labelled.is_known]
    bin_of = np.minimum((predicted * _N_BINS).astype(np.int64), _N_BINS - 1)
    return tuple(
        CalibrationBin(
            low=number / _N_BINS,
            high=(number + 1) / _N_BINS,
            n_pairs=int(inside.sum()),
            predicted=float(predicted[inside].mean()),
            observed=float(is_same[inside].mean()),
        )
        for number in range(_N_BINS)
        if (inside := bin_of == number).any()
    )


def pair_probabilities(labelled: LabelledPairs, model: Model) -> NDArray[np.float64]:
    """Return the probability of every candidate pair, in [0, 1], shape (m,)."""
    is_agreement = labelled.features.is_agreement[labelled.pairs.first]
    keys = labelled.contested * 2 + is_agreement
    distinct, at = np.unique(keys, return_inverse=True)
    by_key = np.array(
        [model.probability(key // 2, is_agreement=bool(key % 2)) for key in distinct.tolist()],
        np.float64,
    )
    return np.where(labelled.matches.veto == 0, by_key[at], 0.0)
