"""Weights less their rivals, against the odds written out pair by pair."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from worlds import worlds

from alliancekit.actors import joined_table
from alliancekit.blocks import block_pairs
from alliancekit.dates import FuzzyDate
from alliancekit.features import extract_features
from alliancekit.kinds import EventKind
from alliancekit.matches import contested_millibits, score_pairs
from alliancekit.merging import merge
from alliancekit.model import Collection, Event, Party, Record, RecordId, Source, SourceId
from alliancekit.weights import SHIPPED_MODEL


def _stages(collection: Collection):
    actors = joined_table(collection.actors)
    features = extract_features(collection.records, collection.told_sources, actors)
    pairs = block_pairs(features, SHIPPED_MODEL)
    return features, score_pairs(features, pairs.first, pairs.second, SHIPPED_MODEL)


@given(worlds())
def test_what_is_taken_off_is_what_the_rivals_in_one_source_weigh(collection: Collection):
    features, matches = _stages(collection)
    contested = contested_millibits(features, matches)
    pairs = list(zip(matches.first.tolist(), matches.second.tolist(), strict=True))
    odds = {
        pair: 2 ** (weight / 1000) if not veto and weight >= -10_000 else 0.0
        for pair, weight, veto in zip(
            pairs, matches.weight.tolist(), matches.veto.tolist(), strict=True
        )
    }

    def others(row: int, partner: int) -> float:
        source = features.source[partner]
        return sum(
            value
            for (a, b), value in odds.items()
            if row in (a, b)
            and partner not in (a, b)
            and features.source[b if a == row else a] == source
        )

    for (a, b), weight, found in zip(
        pairs, matches.weight.tolist(), contested.tolist(), strict=True
    ):
        rivals = max(others(a, b), others(b, a)) if odds[a, b] else 0.0
        assert found <= weight
        assert found == pytest.approx(weight - 1000 * math.log2(1 + rivals), abs=6)


def _talks(source: str, local: str, day: str) -> Record:
    return Record(
        id=RecordId(f"{source}#{local}"),
        says=Event(
            kind=EventKind.summit,
            when=FuzzyDate(day),
            parties=(Party(actor="FIN"), Party(actor="VNM")),
        ),
    )


def test_a_pair_that_lost_to_a_rival_is_not_shown_as_likely():
    collection = Collection(
        sources=(Source(id=SourceId("a")), Source(id=SourceId("b"))),
        records=(
            _talks("a", "talks", "2024-04-10"),
            _talks("b", "first", "2024-04-10"),
            _talks("b", "second", "2024-04-13"),
        ),
    )
    timeline = merge(collection)
    assert timeline.entry("a#talks") is timeline.entry("b#first")
    (unsure,) = timeline.unsure
    assert unsure.records == ("a#talks", "b#second")
    assert unsure.weight_millibits >= SHIPPED_MODEL.same_millibits
    assert unsure.probability < 0.5 < SHIPPED_MODEL.probability(unsure.weight_millibits)
    assert timeline.explain("a#talks", "b#second").probability > 0.5


def test_no_pairs_have_no_rivals():
    features, matches = _stages(Collection())
    assert contested_millibits(features, matches).dtype == np.int64
    assert len(contested_millibits(features, matches)) == 0
