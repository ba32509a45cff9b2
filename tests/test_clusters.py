"""Clusters: exact under constraints, explained when contradictory."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from worlds import worlds

import alliancekit as ak
from alliancekit.actors import joined_table
from alliancekit.blocks import block_pairs
from alliancekit.clusters import close_decisions, cluster_records, partition, sort_decisions
from alliancekit.clusters.assignment import best_assignment
from alliancekit.clusters.components import members_of
from alliancekit.dates import FuzzyDate
from alliancekit.errors import DecisionConflictError
from alliancekit.features import extract_features
from alliancekit.kinds import AgreementKind, EventKind, Role
from alliancekit.matches import score_pairs
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    Event,
    Judgement,
    Party,
    Record,
    Source,
)
from alliancekit.money import Money


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


def _one(weights: np.ndarray, **more: int) -> tuple[list[list[int]], int, int, bool]:
    solution = partition(weights[None], **more)
    clusters = [list(nodes) for nodes in members_of(solution.labels[0])]
    assert solution.labels[0].tolist() == [
        min(nodes) for at in range(len(weights)) for nodes in clusters if at in nodes
    ]
    return clusters, int(solution.weight[0]), int(solution.bound[0]), bool(solution.is_tied[0])


@given(weight_matrices())
def test_small_components_get_the_best_of_all_partitions(weights: np.ndarray) -> None:
    clusters, weight, bound, _ = _one(weights)
    best = max(_weight(weights, groups) for groups in _partitions(list(range(len(weights)))))
    assert _weight(weights, clusters) == weight == bound == best


@given(weight_matrices())
def test_a_tie_is_reported_where_two_partitions_weigh_the_same(weights: np.ndarray) -> None:
    all_weights = [_weight(weights, groups) for groups in _partitions(list(range(len(weights))))]
    clusters, _, _, is_tied = _one(weights)
    if (weights < 0).any():
        assert is_tied == (all_weights.count(max(all_weights)) > 1)
    else:
        assert len(clusters) == 1


@given(st.lists(weight_matrices(4), min_size=1, max_size=5))
def test_components_are_solved_each_by_itself(several: list[np.ndarray]) -> None:
    same_size = [weights for weights in several if len(weights) == len(several[0])]
    together = partition(np.stack(same_size))
    for at, weights in enumerate(same_size):
        assert together.labels[at].tolist() == partition(weights[None]).labels[0].tolist()


@given(weight_matrices(14), st.sampled_from((0, 24)))
@settings(max_examples=50)
def test_big_components_stay_within_their_bound_and_their_constraints(
    weights: np.ndarray, max_relaxed: int
) -> None:
    clusters, weight, bound, _ = _one(weights, max_weighed=1, max_relaxed=max_relaxed)
    assert _weight(weights, clusters) == weight <= bound
    for cluster in clusters:
        assert all(weights[a, b] > -(10**11) for a in cluster for b in cluster)


@given(weight_matrices(6), st.sampled_from((0, 24)))
def test_no_bound_is_below_the_best_partition(weights: np.ndarray, max_relaxed: int) -> None:
    best = max(_weight(weights, groups) for groups in _partitions(list(range(len(weights)))))
    _, weight, bound, is_tied = _one(weights, max_weighed=1, max_relaxed=max_relaxed)
    assert weight <= best <= bound
    if is_tied and weight == best:
        assert _one(weights)[3]


def test_linear_programming_proves_what_local_search_misses() -> None:
    # A node between two pairs that each want it: single moves from average support end elsewhere.
    weights = np.full((10, 10), -(10**12))
    np.fill_diagonal(weights, 0)
    for a, b, weight in (
        (0, 1, 6_000), (1, 2, 7_000), (2, 3, 6_000), (0, 2, -9_000), (1, 3, -9_000),
        (4, 5, 5_000), (6, 7, 5_000), (8, 9, 5_000), (3, 4, 500), (5, 6, 500), (7, 8, 500),
    ):  # fmt: skip
        weights[a, b] = weights[b, a] = weight
    clusters, weight, bound, _ = _one(weights)
    assert weight == bound == 27_000
    assert clusters == [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]
    assert _one(weights, max_relaxed=0)[1] < 27_000


def test_one_strong_pair_does_not_chain_two_groups_together() -> None:
    weights = np.full((6, 6), -6_000)
    weights[:3, :3] = weights[3:, 3:] = 8_000
    weights[2, 3] = weights[3, 2] = 9_000
    np.fill_diagonal(weights, 0)
    assert _one(weights)[0] == [[0, 1, 2], [3, 4, 5]]


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
    constraints = close_decisions(RECORDS, sort_decisions(RECORDS, decisions).standing)
    assert constraints.groups == ((0,), (1,), (2,), (3,), (4,))
    assert constraints.apart == {(0, 1)}


def test_an_event_and_an_agreement_cannot_be_held_the_same() -> None:
    records = [_record("s0#x"), _record("s1#x", is_agreement=True)]
    with pytest.raises(DecisionConflictError, match="one is an event and the other an agreement"):
        close_decisions(records, [_decision(Judgement.same, "s0#x", "s1#x")])


def test_a_decision_on_a_record_that_is_not_there_waits_for_it() -> None:
    decisions = [_decision(Judgement.same, "s0#x", "gone#x")]
    found = sort_decisions(RECORDS, decisions)
    assert found.waiting == tuple(decisions)
    assert not found.standing


_rows = st.integers(0, 7)
_pairs = st.tuples(_rows, _rows).filter(lambda pair: pair[0] != pair[1])


@given(
    st.lists(_pairs, max_size=3),
    st.lists(_pairs, max_size=4),
    st.lists(_pairs, max_size=10),
    st.frozensets(_rows, max_size=3),
)
def test_facts_unite_in_their_order_what_no_source_and_no_decision_keeps_apart(
    same: list[tuple[int, int]],
    different: list[tuple[int, int]],
    together: list[tuple[int, int]],
    barred: frozenset[int],
) -> None:
    # Two records a source.
    records = [_record(f"s{row // 2}#{row}") for row in range(8)]
    group_of = {row: frozenset({row}) for row in range(8)}

    def unite(a: int, b: int) -> None:
        whole = group_of[a] | group_of[b]
        group_of.update(dict.fromkeys(whole, whole))

    for a, b in same:
        unite(a, b)
    assume(all(group_of[a] != group_of[b] for a, b in different))
    for a, b in together:
        one, other = group_of[a], group_of[b]
        if (
            {row // 2 for row in one}.isdisjoint(row // 2 for row in other)
            and not any({x, y} & one and {x, y} & other for x, y in different)
            and not (one & barred and other & barred)
        ):
            unite(a, b)

    found = close_decisions(
        records,
        [
            _decision(judgement, records[a].id, records[b].id)
            for judgement, pairs in ((Judgement.same, same), (Judgement.different, different))
            for a, b in pairs
        ],
        together,
        lambda rows, others: bool(barred.intersection(rows) and barred.intersection(others)),
    )
    groups = sorted({*group_of.values()}, key=min)
    assert [{*rows} for rows in found.groups] == groups
    assert found.apart == {
        tuple(sorted((groups.index(group_of[a]), groups.index(group_of[b])))) for a, b in different
    }


@given(
    st.dictionaries(st.tuples(st.integers(0, 4), st.integers(10, 14)), st.integers(0, 9_000)),
)
def test_an_assignment_weighs_most_of_all(edges: dict[tuple[int, int], int]) -> None:
    left, right = np.array([*edges], np.int64).reshape(-1, 2).T
    weight = np.array([*edges.values()], np.int64)
    chosen = best_assignment(left, right, weight)
    assert len(set(left[chosen])) == len(set(right[chosen])) == chosen.sum()

    def most(waiting: list[tuple[int, int]], taken: frozenset[int]) -> int:
        if not waiting:
            return 0
        (a, b), *rest = waiting
        without = most(rest, taken)
        return without if {a, b} & taken else max(without, edges[a, b] + most(rest, taken | {a, b}))

    assert weight[chosen].sum() == most(sorted(edges), frozenset())


def test_two_big_registers_fall_into_pairs_however_many_compete() -> None:
    records = tuple(
        Record(
            id=f"{source}#{number:02}",
            says=Event(
                kind=EventKind.aid,
                parties=(Party(actor="USA", role=Role.donor), Party(actor="VNM")),
                when=FuzzyDate(f"2024-04-{1 + number // 4 + late:02}"),
                money=Money(low=Decimal(1_000_000 + number), currency="USD"),
            ),
        )
        for source, late in (("a", 0), ("b", 2))
        for number in range(40)
    )
    timeline = ak.merge(Collection(sources=(Source(id="a"), Source(id="b")), records=records))
    assert [[record.id[2:] for record in entry.records] for entry in timeline] == [
        [f"{number:02}"] * 2 for number in range(40)
    ]


@given(worlds(), st.integers(1, 4))
def test_what_hangs_together_too_much_is_cut_at_its_weakest_links(
    collection: Collection, most: int
) -> None:
    features = extract_features(
        collection.records, collection.told_sources, joined_table(collection.actors)
    )
    pairs = block_pairs(features, ak.SHIPPED_MODEL)
    matches = score_pairs(features, pairs.first, pairs.second, ak.SHIPPED_MODEL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("alliancekit.clusters.clustering.MAX_WEIGHED_TOGETHER", most)
        found = cluster_records(collection.records, features, matches, (), ak.SHIPPED_MODEL)
    assert sorted(row for rows in found.members for row in rows) == [*range(len(features))]
    assert all(gap.weight_millibits < gap.bound_millibits for gap in found.gaps)
    free = cluster_records(collection.records, features, matches, (), ak.SHIPPED_MODEL)
    if all(len(rows) == 1 for rows in free.members):
        assert found.members == free.members
