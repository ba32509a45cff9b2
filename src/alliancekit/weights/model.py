"""The model: every number that a merge judges by, as one immutable, digested value."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from types import MappingProxyType

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.errors import ModelError, Problem

Levels = tuple[tuple[str, int], ...]


@attrs.frozen(kw_only=True)
class Weights:
    """What each level of one comparator weighs.

    Attributes:
        comparator: Name of the comparator.
        levels: Name and weight of every level, in millibits; what is unknown weighs nothing
            and has no level.
    """

    comparator: str
    levels: Levels


def _sorted_levels(levels: Levels) -> Levels:
    return tuple(sorted(dict(levels).items()))


@attrs.frozen(kw_only=True)
class Rarities:
    """How much it says that two records share a value: the rarer the value, the more.

    Attributes:
        default_millibits: For a value that is not listed.
        listed: Value and millibits, ordered by value.
    """

    default_millibits: int
    listed: Levels = attrs.field(converter=_sorted_levels)

    @cached_property
    def by_value(self) -> Mapping[str, int]:
        """Millibits of the listed values."""
        return MappingProxyType(dict(self.listed))

    def millibits(self, value: str) -> int:
        """Return what it says that two records share this value, in millibits, >= 0."""
        return self.by_value.get(value, self.default_millibits)

    def of(self, values: Sequence[str]) -> NDArray[np.int64]:
        """Return what it says to share each value, in millibits, shape of ``values``.

        The values must be hashable as a whole: they are looked up once.
        """
        return _rarity_of(self, values)


@lru_cache(maxsize=8)
def _rarity_of(rarities: Rarities, values: Sequence[str]) -> NDArray[np.int64]:
    listed, default = rarities.by_value, rarities.default_millibits
    found = np.fromiter((listed.get(value, default) for value in values), np.int64, len(values))
    found.flags.writeable = False
    return found


Points = tuple[tuple[int, int], ...]
"""Weights in millibits, ascending, each with the probability in millionths that it stands for."""

_MILLION = 1_000_000
# Beyond it a double knows nothing but 0 and 1.
_MAX_MILLIBITS = 1_000_000


def points_fault(points: Points) -> str:
    """Return what is wrong with the points of a calibration, ``""`` for nothing.

    >>> points_fault(((0, 500_000), (1_000, 400_000)))
    'the millionths must not fall, and be 0 to 1000000'
    """
    weights, millionths = [weight for weight, _ in points], [m for _, m in points]
    if any(low >= high for low, high in pairwise(weights)):
        return "the weights must ascend"
    if millionths != sorted(millionths) or not all(0 <= m <= _MILLION for m in millionths):
        return f"the millionths must not fall, and be 0 to {_MILLION}"
    return ""


def _check_points(_model: object, attribute: attrs.Attribute[Points], points: Points) -> None:
    fault = points_fault(points)
    if fault:
        raise ModelError(
            [Problem(code="model", source="", path=f"/{attribute.name}", message=fault)]
        )


@attrs.frozen(kw_only=True)
class Model:
    """Every number that a merge judges by.

    All weights are thousandths of a bit, so that they add up exactly. A pair of records is the
    same thing when prior and weights add up to at least ``same_millibits``, and is kept apart but
    shown as unsure from ``unsure_millibits`` on.

    Attributes:
        name: What it is called.
        event_prior_millibits: Log odds that two records of events are the same before
            anything is compared, < 0.
        agreement_prior_millibits: Likewise for agreements.
        same_millibits: From where a pair is the same.
        unsure_millibits: From where a pair is worth a look, <= ``same_millibits``.
        weights: Of every comparator, in their order.
        actors: Rarity of actors.
        tokens: Rarity of words in titles.
        event_calibration: How often events of a weight turned out the same; none for the
            plain logistic of the weight.
        agreement_calibration: Likewise for agreements.

    Raises:
        ModelError: The points of a calibration are out of order or range.
    """

    name: str
    event_prior_millibits: int
    agreement_prior_millibits: int
    same_millibits: int
    unsure_millibits: int
    weights: tuple[Weights, ...]
    actors: Rarities
    tokens: Rarities
    event_calibration: Points = attrs.field(default=(), validator=_check_points)
    agreement_calibration: Points = attrs.field(default=(), validator=_check_points)

    def __repr__(self) -> str:
        return f"<Model {self.name} {self.digest}>"

    def probability(self, weight_millibits: int, *, is_agreement: bool = False) -> float:
        """Return how often two records of such a weight are the same.

        Between two points of the calibration it runs straight, beyond the outermost it stays.

        >>> from alliancekit.weights import SHIPPED_MODEL
        >>> SHIPPED_MODEL.probability(20_000) > SHIPPED_MODEL.probability(-20_000)
        True

        Args:
            weight_millibits: What speaks for the pair, rivals taken off where they are known.
            is_agreement: Whether the records are of agreements and not of events.

        Returns:
            In [0, 1]; never falls as the weight grows.
        """
        points = self.agreement_calibration if is_agreement else self.event_calibration
        if not points:
            bits = max(-_MAX_MILLIBITS, min(weight_millibits, _MAX_MILLIBITS)) / 1000
            return 1 / (1 + 2**-bits)
        at = bisect_right(points, (weight_millibits, _MILLION))
        if at in (0, len(points)):
            return points[max(at - 1, 0)][1] / _MILLION
        (low, below), (high, above) = points[at - 1], points[at]
        share = (weight_millibits - low) / (high - low)
        return (below + share * (above - below)) / _MILLION

    @cached_property
    def digest(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of all the numbers."""
        numbers = repr(
            (
                self.event_prior_millibits,
                self.agreement_prior_millibits,
                self.same_millibits,
                self.unsure_millibits,
                [(w.comparator, w.levels) for w in self.weights],
                (self.actors.default_millibits, self.actors.listed),
                (self.tokens.default_millibits, self.tokens.listed),
                (self.event_calibration, self.agreement_calibration),
            )
        )
        return hashlib.sha256(numbers.encode()).hexdigest()[:16]

    @cached_property
    def by_comparator(self) -> Mapping[str, Mapping[str, int]]:
        """Weights in millibits by comparator and level."""
        return MappingProxyType(
            {w.comparator: MappingProxyType(dict(w.levels)) for w in self.weights}
        )
