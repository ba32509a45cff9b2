"""Weights, vetoes and verdicts of compared pairs."""

from __future__ import annotations

from enum import StrEnum

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.features import Bools, Features, Ints, Lists
from alliancekit.matches.comparators import COMPARATORS
from alliancekit.matches.overlaps import UNKNOWN_LEVEL, n_shared
from alliancekit.weights import Model

# So that what is worked out on the way to a weight takes flat memory.
_CHUNK_PAIRS = 131_072


class Verdict(StrEnum):
    """What a comparison of two records comes to."""

    same = "same"
    unsure = "unsure"
    different = "different"
    other_edition = "other_edition"
    related = "related"


class Veto(StrEnum):
    """Why two records cannot be one thing, whatever they share."""

    none = ""
    edition = "different editions"
    number = "different numbers in a series"
    amendment = "different amendments"
    counterpart = "different counterparts"
    direction = "opposite directions"


_VETOES = tuple(Veto)


@attrs.frozen(kw_only=True, eq=False)
class Matches:
    """Compared pairs.

    Attributes:
        first: Rows, shape (m,).
        second: Rows, shape (m,).
        levels: Level of every comparator, -1 for unknown, shape (m, number of comparators).
        parts: Weight of every comparator in millibits, shape of ``levels``.
        weight: Prior and parts together, in millibits, shape (m,).
        veto: Number of the veto in ``Veto``, 0 for none, shape (m,).
    """

    first: Ints
    second: Ints
    levels: NDArray[np.int8]
    parts: NDArray[np.int32]
    weight: Ints
    veto: Ints

    def __len__(self) -> int:
        return len(self.first)

    def at(self, which: Ints) -> Matches:
        """Return some of the matches."""
        return Matches(
            first=self.first[which],
            second=self.second[which],
            levels=self.levels[which],
            parts=self.parts[which],
            weight=self.weight[which],
            veto=self.veto[which],
        )

    def has(self, comparator: str, *levels: str) -> Bools:
        """Return where a comparison came to one of some levels, shape (m,)."""
        column = [one.name for one in COMPARATORS].index(comparator)
        numbers = [COMPARATORS[column].levels.index(level) for level in levels]
        return np.isin(self.levels[:, column], numbers)

    def veto_of(self, match: int) -> Veto:
        """Return why the two of one match cannot be one thing."""
        return _VETOES[int(self.veto[match])]


def score_pairs(features: Features, first: Ints, second: Ints, model: Model) -> Matches:
    """Return the weights of pairs.

    Args:
        features: n rows.
        first: Rows, shape (m,).
        second: Rows, shape (m,).
        model: The weights.

    Returns:
        m matches, in the order given. Each depends on its two records and the model alone.
    """
    levels = np.empty((len(first), len(COMPARATORS)), np.int8, order="F")
    parts = np.empty(levels.shape, np.int32, order="F")
    weight, veto = np.empty(len(first), np.int64), np.empty(len(first), np.int64)
    for start in range(0, len(first), _CHUNK_PAIRS):
        chunk = slice(start, start + _CHUNK_PAIRS)
        a, b = first[chunk], second[chunk]
        weight[chunk] = _weigh(features, a, b, model, levels[chunk], parts[chunk])
        veto[chunk] = _vetoes(features, a, b)
    return Matches(first=first, second=second, levels=levels, parts=parts, weight=weight, veto=veto)


def _weigh(
    features: Features,
    a: Ints,
    b: Ints,
    model: Model,
    levels: NDArray[np.int8],
    parts: NDArray[np.int32],
) -> Ints:
    """Fill in levels and parts, and return prior and parts together."""
    weight = np.where(
        features.is_agreement[a], model.agreement_prior_millibits, model.event_prior_millibits
    )
    for column, comparator in enumerate(COMPARATORS):
        level = comparator.compare(features, a, b, model)
        table = model.by_comparator[comparator.name]
        weights = np.array([*(table[name] for name in comparator.levels), 0], np.int64)
        part = weights[level]
        if comparator.rarity is not None:
            rarity = comparator.rarity(features, a, b, model)
            part = part + np.where(level == UNKNOWN_LEVEL, 0, rarity)
        levels[:, column], parts[:, column] = level, part
        weight += part
    return weight


def _vetoes(features: Features, a: Ints, b: Ints) -> Ints:
    veto = np.zeros(len(a), np.int64)
    for name, holds in (
        (Veto.direction, _is_reversed(features, a, b)),
        (Veto.counterpart, _has_other_counterpart(features, a, b)),
        (Veto.number, _has_other_number(features, a, b)),
        (Veto.amendment, _is_other_amendment(features, a, b)),
        (Veto.edition, _both_differ(features.edition, a, b)),
    ):
        veto[holds] = _VETOES.index(name)
    return veto


def _both_differ(column: Ints, a: Ints, b: Ints) -> Bools:
    return np.asarray((column[a] != column[b]) & (column[a] != 0) & (column[b] != 0))


def _is_other_amendment(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where the amendments differ; one without a number may be any, if it says it is one."""
    number_a, number_b = features.amendment[a], features.amendment[b]
    is_open = (np.minimum(number_a, number_b) == 0) & (
        features.is_amending[a] & features.is_amending[b]
    )
    return np.asarray(features.is_agreement[a] & (number_a != number_b) & ~is_open)


def _has_other_number(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where what is numbered in both, such as the 11th and the 12th of a series, differs."""
    counts = features.numbers.counts
    both = (counts[a] > 0) & (counts[b] > 0)
    return np.asarray(both & (n_shared(features.numbers, features.numbers, a, b) == 0))


_MAX_COUNTERPARTS = 3


def _has_other_counterpart(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where two agreements of two or three parties, or acts on them, bind other parties.

    An organisation that makes one does not make it for a member: the member makes its own.
    """
    counts = features.named.counts
    is_narrow = features.is_binding & (counts > 1) & (counts <= _MAX_COUNTERPARTS)
    both = is_narrow[a] & is_narrow[b] & (counts[a] == counts[b])
    return np.asarray(both & (n_shared(features.named, features.named, a, b) < counts[a]))


def _is_reversed(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where an actor only gives in one record and only takes in the other."""
    turned = Lists(starts=features.directed.starts, values=features.directed.values ^ 1)
    n_turned = n_shared(features.directed, turned, a, b)
    n_alike = n_shared(features.directed, features.directed, a, b)
    return np.asarray((n_turned > 0) & (n_alike == 0))


def verdicts(features: Features, matches: Matches, model: Model) -> NDArray[np.object_]:
    """Return the typed verdict of every match.

    Args:
        features: The rows.
        matches: m matches.
        model: Its thresholds.

    Returns:
        Members of ``Verdict``, shape (m,).
    """
    editions = [_VETOES.index(veto) for veto in (Veto.edition, Veto.amendment, Veto.number)]
    is_free = matches.veto == 0
    verdict = np.full(len(matches), Verdict.different, object)
    verdict[
        matches.has("items", "shared") & matches.has("parties", "same", "organisation and members")
    ] = Verdict.related
    verdict[
        is_free & (matches.weight >= model.unsure_millibits) & (verdict == Verdict.different)
    ] = Verdict.unsure
    verdict[is_free & (matches.weight >= model.same_millibits)] = Verdict.same
    verdict[np.isin(matches.veto, editions) & (matches.weight >= model.unsure_millibits)] = (
        Verdict.other_edition
    )
    return verdict
