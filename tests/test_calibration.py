"""Probabilities from decisions: isotonic, deterministic, and only once there are enough."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.calibration import calibrate, calibration_points
from alliancekit.dates import FuzzyDate
from alliancekit.evaluation import Gold, GoldPair, Label, label_pairs
from alliancekit.kinds import AgreementKind, EventKind, Stage
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    DecisionId,
    Event,
    Judgement,
    Milestone,
    Party,
    Record,
    RecordId,
    Source,
    SourceId,
)
from alliancekit.weights import SHIPPED_MODEL, points_fault

PLAIN = attrs.evolve(SHIPPED_MODEL, event_calibration=(), agreement_calibration=())
samples = st.lists(st.tuples(st.integers(-20_000, 20_000), st.booleans()), max_size=400)


@given(samples)
def test_points_are_a_calibration_whatever_the_pairs(pairs: list[tuple[int, bool]]):
    weights = np.array([weight for weight, _ in pairs], np.int64)
    is_same = np.array([same for _, same in pairs], np.bool_)
    points = calibration_points(weights, is_same)
    assert points_fault(points) == ""
    assert bool(points) == bool(pairs)
    assert len(points) <= max(len(pairs) // 50, 1)
    assert all(0 < millionths < 10**6 for _, millionths in points)


@given(samples, st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(pairs, rng):
    shuffled = rng.sample(pairs, len(pairs))
    found = [
        calibration_points(
            np.array([weight for weight, _ in some], np.int64),
            np.array([same for _, same in some], np.bool_),
        )
        for some in (pairs, shuffled)
    ]
    assert found[0] == found[1]


def _group(n_same: int, n_more: int) -> list[bool]:
    return [True] * n_same + [False] * (50 - n_same + n_more)


@given(st.lists(st.builds(_group, st.integers(0, 50), st.integers(0, 10)), min_size=1, max_size=8))
def test_points_are_the_least_squares_of_all_that_do_not_fall(groups: list[list[bool]]):
    # Minimax formula of isotonic regression, with half a pair of either kind in each group.
    weights = np.repeat(np.arange(len(groups)) * 1_000, [len(group) for group in groups])
    points = calibration_points(weights, np.concatenate([np.array(group) for group in groups]))

    def mean(low: int, high: int) -> float:
        same = sum(sum(group) for group in groups[low : high + 1])
        n = sum(len(group) for group in groups[low : high + 1])
        return (same + 0.5) / (n + 1)

    n = len(groups)
    for weight, millionths in points:
        at, rest = divmod(weight, 1_000)
        assert rest == 0
        assert any(
            abs(mean(low, high) * 10**6 - millionths) <= 1
            for low in range(at + 1)
            for high in range(at, n)
        )


def test_a_steady_curve_comes_out_as_it_is():
    rng = np.random.default_rng(5)
    weights = rng.integers(-6_000, 6_000, 40_000)
    truth = 1 / (1 + 2.0 ** (-weights / 2_000))
    points = calibration_points(weights, rng.random(40_000) < truth)
    for weight, millionths in points:
        assert millionths / 10**6 == pytest.approx(1 / (1 + 2.0 ** (-weight / 2_000)), abs=0.06)


# ---------------------------------------------------------------- decisions


def _decided(n: int, *, is_agreement: bool = False) -> Collection:
    """Return n pairs of records, of which two thirds are decided the same; days lie apart."""
    sources = tuple(Source(id=SourceId(name)) for name in "ab")
    records, decisions = [], []
    for number in range(n):
        year, month = 1900 + number // 12, 1 + number % 12
        gap = number % 3
        for source, day in (("a", 10), ("b", 10 + gap)):
            when = FuzzyDate(f"{year}-{month:02}-{day:02}")
            parties = (Party(actor="FIN"), Party(actor="VNM"))
            says = (
                Agreement(
                    kind=AgreementKind.trade,
                    parties=parties,
                    milestones=(Milestone(stage=Stage.signed, when=when),),
                )
                if is_agreement
                else Event(kind=EventKind.summit, parties=parties, when=when)
            )
            records.append(Record(id=RecordId(f"{source}#{number:04}"), says=says))
        decisions.append(
            Decision(
                judgement=Judgement.same if gap < 2 else Judgement.different,
                records=(RecordId(f"a#{number:04}"), RecordId(f"b#{number:04}")),
                id=DecisionId(f"d{number}"),
            )
        )
    return Collection(sources=sources, records=tuple(records), decisions=tuple(decisions))


def test_too_few_decisions_leave_the_model_as_it_is():
    assert calibrate(PLAIN, _decided(199)) is PLAIN
    assert calibrate(PLAIN, Collection()) is PLAIN


@pytest.mark.parametrize("is_agreement", [False, True])
def test_two_hundred_decisions_calibrate_what_they_are_on(is_agreement: bool):
    collection = _decided(240, is_agreement=is_agreement)
    model = calibrate(PLAIN, collection)
    changed, kept = model.event_calibration, model.agreement_calibration
    if is_agreement:
        changed, kept = kept, changed
    assert changed and not kept
    assert model.weights == PLAIN.weights
    assert calibrate(PLAIN, collection) == model

    gold = Gold(
        pairs=tuple(
            GoldPair(first=d.records[0], second=d.records[1], label=Label(d.judgement))
            for d in collection.decisions
        )
    )
    labelled = label_pairs(collection, gold, model)
    for weight in np.unique(labelled.contested[labelled.is_known]).tolist():
        inside = labelled.is_known & (labelled.contested == weight)
        predicted = model.probability(weight, is_agreement=is_agreement)
        if inside.sum() >= 50:
            assert predicted == pytest.approx(labelled.is_same[inside].mean(), abs=0.1)


def test_decisions_on_records_that_are_not_there_do_not_count():
    whole = _decided(240)
    gone = attrs.evolve(whole, records=whole.records[:100])
    assert calibrate(PLAIN, gone) is PLAIN
