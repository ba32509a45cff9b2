"""The numbers of the model that ships with the library."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from alliancekit.weights.calibrated import (
    SHIPPED_AGREEMENT_CALIBRATION,
    SHIPPED_EVENT_CALIBRATION,
)
from alliancekit.weights.form_words import FORM_WORDS
from alliancekit.weights.model import Levels, Model, Rarities, Weights

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
            "meeting summit talks visit joint new cooperation security defence defense "
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
# That both titles speak of a meeting, or of April, the kinds and the dates say already.
_FORM_MILLIBITS = 2_000

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


_OCCURRED: Levels = (
    ("same day", 7_600),
    ("a day apart", 6_400),
    ("2 or 3 days apart", 5_000),
    ("4 to 6 days apart", -1_000),
    ("7 to 10 days apart", -9_000),
    ("11 to 45 days apart", -10_700),
    ("46 to 400 days apart", -11_300),
    ("further apart", -12_100),
    ("within 10 days", 7_000),
    ("within 45 days", 5_300),
    ("within 400 days", 3_000),
    ("within 10 years", 1_000),
    ("compatible", 0),
    ("a year off", -1_500),
)
# A register books a transfer when it hears of it.
_BOOKED: Levels = (
    ("same day", 8_500),
    ("a day apart", 8_800),
    ("2 or 3 days apart", 7_600),
    ("4 to 6 days apart", 5_900),
    ("7 to 10 days apart", 5_900),
    ("11 to 45 days apart", 4_000),
    ("46 to 400 days apart", -500),
    ("further apart", -10_000),
    ("within 10 days", 9_000),
    ("within 45 days", 5_900),
    ("within 400 days", 5_000),
    ("within 10 years", 3_000),
    ("compatible", 2_000),
    ("a year off", 500),
)
_SIGNED: Levels = (
    ("same day", 10_200),
    ("a day apart", 7_800),
    ("2 or 3 days apart", 5_600),
    ("4 to 6 days apart", 2_600),
    ("7 to 10 days apart", 2_600),
    ("11 to 45 days apart", -2_700),
    ("46 to 400 days apart", -8_900),
    ("further apart", -11_600),
    ("within 10 days", 7_000),
    ("within 45 days", 6_700),
    ("within 400 days", 4_100),
    ("within 10 years", 1_000),
    ("compatible", 0),
    ("a year off", -1_500),
)
# Of agreements that two actors have one of at a time registers date the same one months apart.
_PLEDGED: Levels = (
    ("same day", 9_500),
    ("a day apart", 8_000),
    ("2 or 3 days apart", 7_000),
    ("4 to 6 days apart", 6_500),
    ("7 to 10 days apart", 6_500),
    ("11 to 45 days apart", 3_900),
    ("46 to 400 days apart", 100),
    ("further apart", -11_600),
    ("within 10 days", 7_000),
    ("within 45 days", 5_500),
    ("within 400 days", 3_600),
    ("within 10 years", 1_000),
    ("compatible", 0),
    ("a year off", -1_500),
)
_IN_FORCE: Levels = (
    ("same day", 6_700),
    ("a day apart", 4_000),
    ("2 or 3 days apart", 3_000),
    ("4 to 6 days apart", 500),
    ("7 to 10 days apart", 500),
    ("11 to 45 days apart", -1_000),
    ("46 to 400 days apart", -1_500),
    ("further apart", -3_900),
    ("within 10 days", 3_500),
    ("within 45 days", 2_500),
    ("within 400 days", 1_500),
    ("within 10 years", 500),
    ("compatible", 0),
    ("a year off", -1_000),
)
# Announcements, approvals and contracts are told on their day.
_STEP: Levels = (
    ("same day", 9_000),
    ("a day apart", 7_500),
    ("2 or 3 days apart", 6_500),
    ("4 to 6 days apart", 5_500),
    ("within 10 days", 6_500),
    ("within 45 days", 5_500),
    ("within 400 days", 4_000),
)
# When an agreement ended is judged rather than observed.
_ENDED: Levels = (
    ("same day", 5_500),
    ("a day apart", 4_000),
    ("2 or 3 days apart", 3_000),
    ("4 to 6 days apart", 500),
    ("7 to 10 days apart", 500),
    ("11 to 45 days apart", -400),
    ("46 to 400 days apart", 1_400),
    ("further apart", -700),
    ("within 10 days", 3_500),
    ("within 45 days", 2_500),
    ("within 400 days", 1_500),
    ("within 10 years", 500),
    ("compatible", 0),
    ("a year off", -1_000),
)

# Weights were estimated from generated worlds and two linked registers, drawn to what was set by
# hand, and rounded to half a bit.
SHIPPED_MODEL = Model(
    name="shipped",
    event_prior_millibits=-10_100,
    agreement_prior_millibits=-9_100,
    same_millibits=0,
    unsure_millibits=-4_000,
    weights=(
        Weights(
            comparator="kind",
            levels=(
                ("same", 4_000),
                ("near", -2_700),
                ("other group", -8_600),
                ("same, vague", 2_700),
                ("sibling", -7_700),
                ("same, standing", 8_100),
                ("near, standing", 5_900),
                ("one a statement", -3_000),
            ),
        ),
        Weights(
            comparator="subkind",
            levels=(
                ("same", 0),
                ("finer", 1_300),
                ("sibling", -6_400),
                ("different", -3_900),
                ("other branch", -8_100),
            ),
        ),
        Weights(comparator="date occurred", levels=_OCCURRED),
        Weights(comparator="date booked", levels=_BOOKED),
        Weights(comparator="date signed", levels=_SIGNED),
        Weights(comparator="date pledged", levels=_PLEDGED),
        Weights(comparator="date in_force", levels=_IN_FORCE),
        Weights(comparator="date ended", levels=_ENDED),
        Weights(comparator="date step", levels=_STEP),
        Weights(
            comparator="life",
            levels=(
                ("same day", 7_600),
                ("within 45 days", 5_000),
                ("within 400 days", 4_000),
                ("within 10 years", 0),
                ("open", 1_000),
                ("further apart", -4_000),
                ("out of order", -6_000),
            ),
        ),
        Weights(
            comparator="parties",
            levels=(
                ("same", -400),
                ("organisation and members", -500),
                ("one missing", -1_800),
                ("several missing", -4_800),
                ("one swapped", -3_100),
                ("some common", -7_400),
                ("none common", -10_900),
                ("two of many", -7_400),
                ("other counterpart", -11_900),
                ("two of three", -11_000),
            ),
        ),
        Weights(
            comparator="people",
            levels=(
                ("three or more", 12_000),
                ("two", 9_000),
                ("one", 5_000),
                ("others", -500),
            ),
        ),
        Weights(
            comparator="place",
            levels=(
                ("same", 1_500),
                ("same state", 500),
                ("other place", -3_000),
                ("other state", -8_900),
            ),
        ),
        Weights(
            comparator="money",
            levels=(
                ("equal", 6_500),
                ("within 1%", 6_300),
                ("within 6%", 6_000),
                ("within 20%", 3_500),
                ("within half and double", -500),
                ("further apart", -5_900),
            ),
        ),
        Weights(
            comparator="identifiers",
            levels=(
                ("shared", 16_000),
                ("different", -8_000),
            ),
        ),
        Weights(
            comparator="edition",
            levels=(("same", 3_500),),
        ),
        Weights(
            comparator="numbers",
            levels=(
                ("same", 2_700),
                ("some", -1_000),
                ("different", -13_600),
                ("one alone", -9_000),
            ),
        ),
        Weights(
            comparator="title",
            levels=(
                ("all words", 4_500),
                ("95% of the words", 4_500),
                ("85% of the words", 3_400),
                ("75% of the words", 2_700),
                ("65% of the words", 2_000),
                ("55% of the words", 1_000),
                ("45% of the words", -500),
                ("35% of the words", -1_000),
                ("25% of the words", -2_500),
                ("15% of the words", -4_500),
                ("few words", -7_000),
                ("no words", -7_500),
            ),
        ),
        Weights(
            comparator="items",
            levels=(
                ("shared", 1_000),
                ("different", -1_500),
                ("another lot", -13_400),
            ),
        ),
        Weights(comparator="session", levels=(("both", 500), ("one alone", -5_000))),
        Weights(
            comparator="amending",
            levels=(
                ("both", 2_500),
                ("one alone", -5_000),
            ),
        ),
        Weights(
            comparator="outlet",
            levels=(("same", -4_200),),
        ),
    ),
    actors=Rarities(default_millibits=6_000, listed=_listed(_OFTEN_REPORTED)),
    tokens=Rarities(
        default_millibits=8_000,
        listed=(
            *((word, _FORM_MILLIBITS) for word in FORM_WORDS),
            *((str(year), _FORM_MILLIBITS) for year in range(1900, 2051)),
            *_listed(_COMMON_WORDS),
        ),
    ),
    event_calibration=SHIPPED_EVENT_CALIBRATION,
    agreement_calibration=SHIPPED_AGREEMENT_CALIBRATION,
)
"""The model that a merge uses unless it is given another."""
