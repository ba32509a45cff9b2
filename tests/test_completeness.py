"""How much blocking lets pass, estimated without labels, and what it leaves out."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import worlds

from alliancekit.actors import joined_table
from alliancekit.blocks import (
    Completeness,
    block_pairs,
    estimate_completeness,
    left_out_pairs,
)
from alliancekit.dates import FuzzyDate
from alliancekit.features import Features, extract_features
from alliancekit.kinds import EventKind
from alliancekit.merging import merge
from alliancekit.model import (
    Collection,
    Event,
    Party,
    Record,
    RecordId,
    Source,
    SourceId,
    Title,
)
from alliancekit.weights import SHIPPED_MODEL


def _features(collection: Collection) -> Features:
    actors = joined_table(collection.actors)
    return extract_features(collection.records, collection.told_sources, actors)


@given(worlds(), st.randoms(use_true_random=False))
def test_the_counts_are_those_of_the_pairs_in_one_cluster(
    collection: Collection, rng: random.Random
):
    features = _features(collection)
    pairs = block_pairs(features, SHIPPED_MODEL)
    cluster_of = np.array([rng.randrange(3) for _ in collection.records], np.int64)
    found = estimate_completeness(pairs, features, cluster_of)
    keys = dict(
        zip(
            zip(pairs.first.tolist(), pairs.second.tolist(), strict=True),
            pairs.keys.tolist(),
            strict=True,
        )
    )
    together = [
        pair
        for pair in combinations(range(len(cluster_of)), 2)
        if cluster_of[pair[0]] == cluster_of[pair[1]]
    ]
    assert found.n_closed == sum(pair not in keys for pair in together)
    assert found.n_found == len(together) - found.n_closed
    for number in range(1, len(pairs.reports) + 1):
        counted = sum(row[number - 1] for row in found.n_by_keys)
        assert counted == sum(keys.get(pair, 0).bit_count() == number for pair in together)


@given(worlds())
def test_a_timeline_says_which_share_of_the_pairs_was_compared(collection: Collection):
    completeness = merge(collection).completeness
    assert 0 <= completeness.share <= 1
    assert completeness.n_missed >= completeness.n_closed >= 0


def test_independent_traps_tell_how_many_were_never_caught():
    rng = random.Random(4)
    caught = [sum(rng.random() < 0.09 for _ in range(30)) for _ in range(10_000)]
    by_keys = tuple(caught.count(n) for n in range(1, 31))
    estimate = Completeness(n_by_keys=(by_keys,))
    true_share = 1 - caught.count(0) / len(caught)
    assert estimate.share == pytest.approx(true_share, abs=0.02)


def test_classes_that_are_caught_unlike_are_counted_apart():
    often, seldom = (10, 100, 900), (60, 20, 0)
    apart = Completeness(n_by_keys=(often, seldom))
    together = Completeness(n_by_keys=((70, 120, 900),))
    assert apart.n_missed > 3 * together.n_missed


def test_pairs_known_to_be_missed_count_at_least():
    assert Completeness(n_by_keys=((0, 5),), n_closed=5).share == 0.5
    assert Completeness().share == 1.0
    assert Completeness(n_by_keys=((1,),)).share == 1.0


def _crowd(n: int, *, told_twice: bool = False) -> Collection:
    """Return reports of one kind, on two states, of one fortnight: too many for one block."""
    sources, records = [], []
    for number in range(n):
        name = f"s{number:03}"
        sources.append(Source(id=SourceId(name)))
        titles = (Title(text="Talks on rare earths"),) if told_twice and number < 2 else ()
        records.append(
            Record(
                id=RecordId(f"{name}#talks"),
                says=Event(
                    kind=EventKind.meeting,
                    when=FuzzyDate(f"2024-04-{1 + number % 14:02}"),
                    titles=titles,
                    parties=(Party(actor="USA"), Party(actor="JPN")),
                ),
            )
        )
    return Collection(sources=tuple(sources), records=tuple(records))


def test_pairs_of_an_overfull_block_are_named_with_the_reason():
    timeline = merge(_crowd(150))
    assert timeline.completeness.n_uncompared > 0
    pairs = timeline.uncompared(at_most=5)
    assert len(pairs) == 5
    weights = [pair.weight_millibits for pair in pairs]
    assert weights == sorted(weights, reverse=True)
    assert all(pair.reason.startswith("never compared, because ") for pair in pairs)
    assert all(" records share " in pair.reason for pair in pairs)
    assert len({pair.records for pair in pairs}) == 5
    assert timeline.uncompared(at_most=0) == ()


def test_where_everything_was_compared_nothing_is_left_out():
    timeline = merge(_crowd(5))
    assert timeline.completeness.n_uncompared == 0
    assert timeline.uncompared() == ()


@pytest.mark.parametrize("n", [0, 40, 150])
def test_what_is_left_out_shares_a_key_and_was_not_compared(n: int):
    features = _features(_crowd(n, told_twice=True))
    left_out = left_out_pairs(features, SHIPPED_MODEL)
    pairs = block_pairs(features, SHIPPED_MODEL)
    compared = set(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))
    found = list(zip(left_out.first.tolist(), left_out.second.tolist(), strict=True))
    assert bool(found) == (n > 64)
    assert found == sorted(set(found))
    assert not compared & set(found)
    assert all(a < b for a, b in found)
    assert all(features.source[a] != features.source[b] for a, b in found)
    assert (left_out.size > 64).all()
    assert {left_out.key_names[key] for key in left_out.key} <= {
        report.key for report in pairs.reports
    }
