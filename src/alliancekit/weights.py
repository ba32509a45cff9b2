"""The model: every number that a merge judges by, as one immutable, digested value."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

import attrs

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


@attrs.frozen(kw_only=True)
class Model:
    """Every number that a merge judges by.

    All weights are thousandths of a bit, so that they add up exactly. A pair of records is the
    same thing when prior and weights add up
    to at least ``same_millibits``, and is kept apart but shown as unsure from
    ``unsure_millibits`` on.

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
    """

    name: str
    event_prior_millibits: int
    agreement_prior_millibits: int
    same_millibits: int
    unsure_millibits: int
    weights: tuple[Weights, ...]
    actors: Rarities
    tokens: Rarities

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
            )
        )
        return hashlib.sha256(numbers.encode()).hexdigest()[:16]

    @cached_property
    def by_comparator(self) -> Mapping[str, Mapping[str, int]]:
        """Weights in millibits by comparator and level."""
        return MappingProxyType(
            {w.comparator: MappingProxyType(dict(w.levels)) for w in self.weights}
        )


_COMMON_WORDS: Mapping[int, str] = MappingProxyType(
    {
        0: (
            "a an and at between by for from in into of on or over the to with within its their "
            "de der die das des du et la le les und y el los"
        ),
        1_000: (
            "agreement agreements treaty convention protocol pact accord concerning relating "
            "regarding government governments republic"
        ),
        2_000: (
            "meeting summit talks visit joint new between cooperation security defence defense "
            "military forces states united kingdom"
        ),
        2_500: (
            "announcement announces statement minister ministers leaders signing signed sign "
            "conference international national"
        ),
        3_000: (
            "japan japanese us usa american france french china chinese russia russian germany "
            "german british uk korea korean india"
        ),
        3_500: (
            "framework plan partnership working group groups sharing mutual amendment amending "
            "exchange notes memorandum understanding"
        ),
        4_000: (
            "commission protection fisheries fishing marine pollution waters river conservation "
            "sea environment environmental trade"
        ),
    }
)
"""Words of titles by how little it says to share them, in millibits."""

_OFTEN_REPORTED: Mapping[int, str] = MappingProxyType(
    {
        1_400: "USA",
        2_200: "CHN JPN RUS",
        2_600: "GBR FRA DEU KOR NATO EU",
        3_200: "SUN IND AUS ISR IRN SAU TUR UKR PRK TWN PHL VNM",
        4_000: "CAN ITA POL EGY PAK IDN MYS SGP THA ARE QAT SYR IRQ ASEAN UN",
        4_600: "ESP NLD BEL NOR SWE FIN DNK GRC ROU CZE HUN BRA MEX ZAF NZL KWT JOR LBN DDR YUG",
    }
)
"""Actors by how little it says that two reports name them, in millibits: minus the logarithm of the
share of reports that do.
"""


def _listed(words_by_millibits: Mapping[int, str]) -> Levels:
    return tuple(
        (word, millibits)
        for millibits, words in words_by_millibits.items()
        for word in words.split()
    )


_DAY = (
    ("same day", 10_000),
    ("a day apart", 8_000),
    ("2 or 3 days apart", 5_500),
    ("4 to 10 days apart", -4_000),
    ("11 to 45 days apart", -8_000),
    ("46 to 400 days apart", -10_000),
    ("further apart", -12_000),
    ("within 10 days", 7_000),
    ("within 45 days", 5_000),
    ("within 400 days", 3_000),
    ("within 10 years", 1_000),
    ("compatible", 0),
    ("a year off", -1_500),
)
_HARD_DAY = tuple(
    (
        name,
        {
            "4 to 10 days apart": 1_000,
            "11 to 45 days apart": -2_000,
            "46 to 400 days apart": -3_500,
            "further apart": -9_000,
        }.get(name, weight),
    )
    for name, weight in _DAY
)

SHIPPED_MODEL = Model(
    name="shipped",
    event_prior_millibits=-14_000,
    agreement_prior_millibits=-11_000,
    same_millibits=0,
    unsure_millibits=-4_000,
    weights=(
        Weights(
            comparator="kind",
            levels=(
                ("same", 4_000),
                ("near", -1_500),
                ("other group", -7_000),
                ("same, vague", 0),
                ("sibling", -6_000),
                ("same, standing", 8_000),
            ),
        ),
        Weights(
            comparator="subkind",
            levels=(
                ("same", 2_500),
                ("finer", 1_500),
                ("sibling", -6_000),
                ("different", -3_000),
                ("other branch", -8_000),
            ),
        ),
        Weights(comparator="date occurred", levels=_DAY),
        Weights(comparator="date signed", levels=_HARD_DAY),
        Weights(
            comparator="date in_force",
            levels=tuple((name, weight // 2) for name, weight in _HARD_DAY),
        ),
        Weights(
            comparator="date ended", levels=tuple((name, weight // 2) for name, weight in _HARD_DAY)
        ),
        Weights(
            comparator="life",
            levels=(
                ("within 45 days", 5_000),
                ("within 400 days", 4_000),
                ("within 10 years", 0),
                ("open", 1_000),
                ("further apart", -4_000),
            ),
        ),
        Weights(
            comparator="parties",
            levels=(
                ("same", 1_000),
                ("organisation and members", -500),
                ("one missing", -1_500),
                ("several missing", -2_500),
                ("one swapped", -4_000),
                ("some common", -6_000),
                ("none common", -12_000),
            ),
        ),
        Weights(
            comparator="people",
            levels=(("three or more", 12_000), ("two", 9_000), ("one", 5_000), ("others", -500)),
        ),
        Weights(
            comparator="place",
            levels=(
                ("same", 5_000),
                ("same state", 1_000),
                ("other place", -3_000),
                ("other state", -5_000),
            ),
        ),
        Weights(
            comparator="money",
            levels=(
                ("equal", 5_000),
                ("rounded", 3_000),
                ("similar", -2_000),
                ("different", -5_000),
            ),
        ),
        Weights(comparator="identifiers", levels=(("shared", 16_000), ("different", -8_000))),
        Weights(comparator="edition", levels=(("same", 4_000),)),
        Weights(
            comparator="numbers", levels=(("same", 2_000), ("some", -1_000), ("different", -7_000))
        ),
        Weights(
            comparator="title",
            levels=(
                ("all words", 5_000),
                ("95% of the words", 4_700),
                ("85% of the words", 4_400),
                ("75% of the words", 4_000),
                ("65% of the words", 3_500),
                ("55% of the words", 3_000),
                ("45% of the words", 2_000),
                ("35% of the words", 1_000),
                ("25% of the words", 0),
                ("15% of the words", -1_500),
                ("few words", -2_500),
                ("no words", -3_500),
            ),
        ),
        Weights(comparator="items", levels=(("shared", 2_000), ("different", -1_500))),
        Weights(comparator="outlet", levels=(("same", -1_500),)),
    ),
    actors=Rarities(default_millibits=6_000, listed=_listed(_OFTEN_REPORTED)),
    tokens=Rarities(default_millibits=8_000, listed=_listed(_COMMON_WORDS)),
)
"""The model that a merge uses unless it is given another."""
