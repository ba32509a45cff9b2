"""Clusters: exact under constraints, explained when contradictory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliancekit.clusters import close_decisions, partition
from alliancekit.errors import DecisionConflictError
from alliancekit.kinds import AgreementKind, EventKind
from alliancekit.model import Agreement, Decision, Event, Judgement, Record


def _partitions(nodes: list[int]) -> Iterator[list[list[int]]]:
    if not nodes:
        yield []
        return
    first, *rest = nodes
    for smaller in _partitions(rest):
        for at, group in enumerate(smaller):
            yield [*smaller[:at], [first, *group], *smaller[at + 1 :]]
        yield [[first], *smaller]


def _weight(weights: np.ndarray, groups: list[list[int]]) -> int:
    return sum(int(weights[a, b]) for group in groups for a in group for b in group if a < b)


@st.composite
def weight_matrices(
    draw: st.DrawFn, most: int = 6, *, values: st.SearchStrategy[int] | None = None
) -> np.ndarray:
    n = draw(st.integers(2, most))
    values = values or st.sampled_from(
        (-(10**12), -9_000, -4_000, -1_000, 0, 500, 1_000, 6_000, 9_000)
    )
    matrix = np.zeros((n, n), np.int64)
    for a in range(n):
        for b in range(a + 1, n):
            matrix[a, b] = matrix[b, a] = draw(values)
    return matrix


@given(weight_matrices())
def test_small_components_get_the_best_of_all_partitions(weights: np.ndarray) -> None:
    solution = partition(weights)
    best = max(_weight(weights, groups) for groups in _partitions(list(range(len(weights)))))
    assert _weight(weights, [list(c) for c in solution.clusters]) == solution.weight == best
    assert solution.bound == solution.weight
    assert sorted(at for c in solution.clusters for at in c) == list(range(len(weights)))


@given(weight_matrices())
def test_a_tie_is_reported_where_two_partitions_weigh_the_same(weights: np.ndarray) -> None:
    all_weights = [_weight(weights, groups) for groups in _partitions(list(range(len(weights))))]
    solution = partition(weights)
    is_trivial = (
        solution.weight == int(np.triu(np.maximum(weights, 0), 1).sum())
        and len(solution.clusters) == 1
    )
    if not is_trivial:
        assert solution.is_tied == (all_weights.count(max(all_weights)) > 1)


@given(weight_matrices(14))
@settings(max_examples=50)
def test_big_components_stay_within_their_bound_and_their_constraints(weights: np.ndarray) -> None:
    solution = partition(weights, max_exact=3)
    assert sorted(at for c in solution.clusters for at in c) == list(range(len(weights)))
    assert (
        _weight(weights, [list(c) for c in solution.clusters]) == solution.weight <= solution.bound
    )
    for cluster in solution.clusters:
        assert all(weights[a, b] > -(10**11) for a in cluster for b in cluster)


def test_one_strong_pair_does_not_chain_two_groups_together() -> None:
    weights = np.full((6, 6), -6_000)
    weights[:3, :3] = weights[3:, 3:] = 8_000
    weights[2, 3] = weights[3, 2] = 9_000
    assert partition(weights).clusters == ((0, 1, 2), (3, 4, 5))


def _record(id: str, *, is_agreement: bool = False) -> Record:
    says = Agreement(kind=AgreementKind.trade) if is_agreement else Event(kind=EventKind.summit)
    return Record(id=id, says=says)


def _decision(judgement: Judgement, a: str, b: str, **more: object) -> Decision:
    return Decision(judgement=judgement, records=(a, b), **more)


RECORDS = [_record(f"s{n}#x") for n in range(5)]


def test_same_decisions_join_through_each_other() -> None:
    decisions = [
        _decision(Judgement.same, "s0#x", "s1#x"),
        _decision(Judgement.same, "s1#x", "s3#x"),
    ]
    assert close_decisions(RECORDS, decisions).groups == ((0, 1, 3), (2,), (4,))


def test_contradictory_decisions_are_refused_with_the_shortest_chain() -> None:
    decisions = [
        _decision(Judgement.same, "s0#x", "s1#x", author="ann"),
        _decision(Judgement.same, "s1#x", "s2#x", id="d2"),
        _decision(Judgement.same, "s1#x", "s3#x"),
        _decision(Judgement.same, "s3#x", "s2#x"),
        _decision(Judgement.different, "s0#x", "s2#x"),
    ]
    with pytest.raises(
        DecisionConflictError, match="cannot be both the same and different"
    ) as caught:
        close_decisions(RECORDS, decisions)
    assert caught.value.chain == (
        "decision by ann holds s0#x and s1#x same",
        "decision 'd2' holds s1#x and s2#x same",
        "decision holds s0#x and s2#x different",
    )


def test_a_superseded_decision_counts_no_more() -> None:
    decisions = [
        _decision(Judgement.same, "s0#x", "s1#x", id="old"),
        _decision(Judgement.different, "s0#x", "s1#x", supersedes=("old",)),
    ]
    constraints = close_decisions(RECORDS, decisions)
    assert constraints.groups == ((0,), (1,), (2,), (3,), (4,))
    assert constraints.apart == {(0, 1)}


def test_an_event_and_an_agreement_cannot_be_held_the_same() -> None:
    records = [_record("s0#x"), _record("s1#x", is_agreement=True)]
    with pytest.raises(DecisionConflictError, match="one is an event and the other an agreement"):
        close_decisions(records, [_decision(Judgement.same, "s0#x", "s1#x")])


def test_a_decision_on_a_record_that_is_not_there_waits_for_it() -> None:
    decisions = [_decision(Judgement.same, "s0#x", "gone#x")]
    assert close_decisions(RECORDS, decisions).groups == ((0,), (1,), (2,), (3,), (4,))
