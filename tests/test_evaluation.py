"""What a merge is measured by, against definitions written out pair by pair."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import worlds

from alliancekit.dates import FuzzyDate
from alliancekit.errors import GoldError
from alliancekit.evaluation import (
    FieldLabel,
    Gold,
    GoldCluster,
    GoldField,
    GoldPair,
    Label,
    calibration_table,
    compare_clusters,
    evaluate,
    gold_from_text,
    label_pairs,
    pair_probabilities,
    read_gold,
    score_conflicts,
)
from alliancekit.kinds import EventKind
from alliancekit.merging import merge
from alliancekit.model import Collection, Event, Party, Place, Record, RecordId, Source, SourceId
from alliancekit.weights import SHIPPED_MODEL

told = worlds().filter(lambda collection: collection.records)
labellings = st.integers(0, 25).flatmap(
    lambda n: st.tuples(*(st.lists(st.integers(0, 6), min_size=n, max_size=n) for _ in range(2)))
)


def _together(labels: list[int]) -> set[tuple[int, int]]:
    return {(i, j) for i, j in combinations(range(len(labels)), 2) if labels[i] == labels[j]}


@given(labellings)
def test_pairwise_figures_are_those_of_the_sets_of_pairs(both: tuple[list[int], list[int]]):
    found, gold = both
    scores = compare_clusters(found, gold).pairs
    merged, same = _together(found), _together(gold)
    right = merged & same
    assert (scores.n_merged, scores.n_same, scores.n_right) == (len(merged), len(same), len(right))
    assert scores.precision == (len(right) / len(merged) if merged else 1)
    assert scores.recall == (len(right) / len(same) if same else 1)


@given(labellings)
def test_cubed_figures_are_the_mean_over_records(both: tuple[list[int], list[int]]):
    found, gold = both
    cubed = compare_clusters(found, gold).cubed
    precisions, recalls = [1.0], [1.0]
    for f, g in zip(found, gold, strict=True):
        shared = sum(x == f and y == g for x, y in zip(found, gold, strict=True))
        precisions.append(shared / found.count(f))
        recalls.append(shared / gold.count(g))
    n = max(len(found), 1)
    start = 1 if found else 0
    assert cubed.precision == pytest.approx(sum(precisions[start:]) / n)
    assert cubed.recall == pytest.approx(sum(recalls[start:]) / n)


@given(labellings)
def test_swapping_found_and_gold_swaps_precision_and_recall(both: tuple[list[int], list[int]]):
    one, other = compare_clusters(*both), compare_clusters(*reversed(both))
    assert one.pairs.precision == other.pairs.recall
    assert one.cubed.recall == pytest.approx(other.cubed.precision)
    assert one.pairs.f1 == pytest.approx(other.pairs.f1)


@given(st.lists(st.integers(0, 5), max_size=20))
def test_the_truth_itself_scores_one(labels: list[int]):
    scores = compare_clusters([f"entry {label}" for label in labels], labels)
    assert scores.pairs.f1 == scores.cubed.f1 == 1
    assert scores.n_clusters == scores.n_gold_clusters == len(set(labels))


def test_nothing_right_scores_zero():
    scores = compare_clusters([1, 1, 2, 2], [1, 2, 1, 2])
    assert scores.pairs.f1 == 0
    assert scores.cubed.f1 == 0.5


# ---------------------------------------------------------------- gold files


def test_the_header_says_what_a_file_of_gold_holds(tmp_path):
    path = tmp_path / "gold.csv"
    path.write_text("Record, Cluster,note\na#1,x,\n\nb#1,x,same talks\na#1,x,again\n", "utf-8")
    assert read_gold(path) == Gold(
        clusters=(
            GoldCluster(record=RecordId("a#1"), cluster="x"),
            GoldCluster(record=RecordId("b#1"), cluster="x"),
        )
    )
    pairs = gold_from_text("first,second,label\nb#1,a#1,same\na#1,c#1,different\n")
    assert pairs.pairs[0] == GoldPair(first="a#1", second="b#1", label=Label.same)
    fields = gold_from_text("first,second,field,label\nb#1,a#1,when,conflict\n")
    (known,) = fields.fields
    assert known.label is FieldLabel.conflict
    step = gold_from_text("first,second,field,label\nb#1,a#1,milestones.withdrawn.USA,conflict\n")
    assert step.fields[0].field == "milestones.withdrawn.USA"
    assert (pairs | fields).records == {"a#1", "b#1", "c#1"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "gold.csv:1: the header '' is none of: first,second,field,label; "),
        ("record,cluster,record\n", "gold.csv:1: the header 'record,cluster,record' is none of"),
        ("record,cluster\na,x\n", "gold.csv:2 /record: 'a' is no record id: write <source id>#"),
        ("record,cluster\na#1\n", "gold.csv:2 /cluster: is empty"),
        ("first,second,label\na#1,b#1,maybe\n", "gold.csv:2 /label: 'maybe' is none of: same, "),
        (
            "first,second,field,label\na#1,b#1,when,same\n",
            "gold.csv:2 /label: 'same' is none of: conflict, refinement",
        ),
        ('record,cluster\na#1,"x\n', "gold.csv:2: is not CSV: unexpected end of data"),
        (
            "record,cluster\na#1,x\na#1,y\n",
            "gold.csv:3 record 'a#1': is 'y' here and 'x' on line 2",
        ),
        (
            "first,second,label\na#1,b#1,same\nb#1,a#1,different\n",
            "gold.csv:3 record 'a#1': is 'different' here and 'same' on line 2",
        ),
        (
            "first,second,field,label\na#1,b#1,when,conflict\na#1,b#1,when,refinement\n",
            "gold.csv:3 record 'a#1': is 'refinement' here and 'conflict' on line 2",
        ),
        (
            "first,second,label\na#1,a#1,same\n",
            "gold.csv:2 /second: 'a#1' is the first record again: a pair is of two",
        ),
        (
            "first,second,field,label\na#1,b#1,wenn,conflict\n",
            "gold.csv:2 /field: 'wenn' is no field of an event or an agreement: write when",
        ),
    ],
)
def test_what_is_wrong_with_gold_is_named_by_line_and_column(text, message):
    with pytest.raises(GoldError) as caught:
        gold_from_text(text, "gold.csv")
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_only_an_end_of_line_ends_a_row_of_gold(mark):
    gold = gold_from_text(f"record,cluster\r\na#1,x{mark}y\rb#1,x{mark}y\n")
    assert {known.cluster for known in gold.clusters} == {f"x{mark}y"}


def test_all_problems_of_a_file_of_gold_are_told_at_once():
    with pytest.raises(GoldError) as caught:
        gold_from_text("record,cluster\nx,\n,y\n", "g")
    assert [(p.line, p.path) for p in caught.value.problems] == [
        (2, "/record"),
        (2, "/cluster"),
        (3, "/record"),
    ]


def test_a_file_of_gold_that_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(GoldError, match="cannot be read: No such file"):
        read_gold(tmp_path / "none.csv")
    latin = tmp_path / "latin.csv"
    latin.write_bytes("record,cluster\na#1,é\n".encode("latin-1"))
    with pytest.raises(GoldError, match=r"latin.csv:2: byte 0xE9 at offset 19 is not UTF-8"):
        read_gold(latin)
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(2**28 + 1)
    with pytest.raises(GoldError, match="more than 256 MiB"):
        read_gold(huge)


# ---------------------------------------------------------------- whole merges


def _gold_of(collection: Collection) -> Gold:
    """Return gold that takes the last character of each local id for the thing."""
    ids = {record.id for record in collection.records}
    return Gold(clusters=tuple(GoldCluster(record=id, cluster=id[-1]) for id in ids))


@given(told)
def test_an_evaluation_counts_what_can_be_counted_by_hand(collection: Collection):
    timeline = merge(collection)
    gold = _gold_of(collection)
    evaluation = evaluate(timeline, gold)
    same = [(a, b) for a, b in combinations(gold.clusters, 2) if a.cluster == b.cluster]
    merged = [(a, b) for a, b in same if timeline.entry(a.record) is timeline.entry(b.record)]
    assert evaluation.clusters is not None
    assert evaluation.clusters.pairs.n_same == evaluation.blocking.n_same == len(same)
    assert evaluation.clusters.pairs.n_right == len(merged)
    assert evaluation.pairs is None and evaluation.conflicts is None
    assert evaluation.n_without_gold == evaluation.n_unknown == 0
    assert 0 <= evaluation.blocking.n_found <= evaluation.blocking.n_candidates
    assert sum(b.n_pairs for b in evaluation.calibration) <= evaluation.blocking.n_candidates
    assert json.loads(json.dumps(evaluation.as_mapping()))["clusters"]["pairs"]["f1"] == (
        evaluation.clusters.pairs.f1
    )
    assert str(evaluation).startswith(f"model shipped {SHIPPED_MODEL.digest}")


@given(told)
def test_gold_as_pairs_says_the_same_as_gold_as_clusters(collection: Collection):
    timeline = merge(collection)
    clusters = _gold_of(collection)
    pairs = Gold(
        pairs=tuple(
            GoldPair(
                first=min(a.record, b.record),
                second=max(a.record, b.record),
                label=Label.same if a.cluster == b.cluster else Label.different,
            )
            for a, b in combinations(clusters.clusters, 2)
        )
    )
    by_clusters, by_pairs = evaluate(timeline, clusters), evaluate(timeline, pairs)
    both = evaluate(timeline, clusters | pairs)
    assert by_clusters.clusters is not None
    if pairs.pairs:
        assert by_pairs.pairs == both.pairs == by_clusters.clusters.pairs
    assert by_pairs.blocking == by_clusters.blocking == both.blocking
    assert by_clusters.calibration == both.calibration
    if any(pair.label is Label.different for pair in pairs.pairs):
        assert by_pairs.calibration == by_clusters.calibration


def test_links_alone_do_not_tell_whether_probabilities_are_honest(collection):
    gold = gold_from_text("first,second,label\na#talks,b#talks,same\n")
    assert evaluate(merge(collection), gold).calibration == ()


@given(worlds())
def test_every_bin_holds_the_pairs_of_its_probability(collection: Collection):
    labelled = label_pairs(collection, _gold_of(collection), SHIPPED_MODEL)
    probabilities = pair_probabilities(labelled, SHIPPED_MODEL)
    table = calibration_table(labelled, SHIPPED_MODEL)
    assert sum(b.n_pairs for b in table) == int(labelled.is_known.sum()) == len(labelled.pairs)
    for b in table:
        inside = [
            (p, same)
            for p, same in zip(probabilities.tolist(), labelled.is_same.tolist(), strict=True)
            if b.low <= p < b.high or p == b.high == 1
        ]
        assert b.n_pairs == len(inside)
        assert b.predicted == pytest.approx(sum(p for p, _ in inside) / len(inside))
        assert b.observed == pytest.approx(sum(same for _, same in inside) / len(inside))


def _talks(source: str, local: str, when: str, *parties: str) -> Record:
    return Record(
        id=RecordId(f"{source}#{local}"),
        says=Event(
            kind=EventKind.summit,
            when=FuzzyDate(when),
            parties=tuple(Party(actor=p) for p in parties),
            place=Place(name="Tokyo"),
        ),
    )


@pytest.fixture(scope="module")
def collection() -> Collection:
    records = (
        _talks("a", "talks", "2024-04-10", "USA", "JPN"),
        _talks("b", "talks", "2024-04-11", "USA", "JPN"),
        _talks("c", "talks", "2024-04", "USA", "JPN"),
        _talks("d", "other", "2019-01-02", "FRA", "VNM"),
    )
    sources = tuple(Source(id=SourceId(name)) for name in "abcd")
    return Collection(sources=sources, records=records)


def _known(first: str, second: str, label: FieldLabel, field: str = "when") -> GoldField:
    return GoldField(first=RecordId(first), second=RecordId(second), field=field, label=label)


def test_conflicts_that_show_and_refinements_that_are_flagged_are_told_apart(collection):
    timeline = merge(collection)
    assert timeline.entry("a#talks") is timeline.entry("b#talks")
    conflict = _known("a#talks", "b#talks", FieldLabel.conflict)
    scores = score_conflicts(
        timeline,
        (
            conflict,
            _known("a#talks", "b#talks", FieldLabel.conflict, "money"),
            _known("a#talks", "c#talks", FieldLabel.refinement),
            _known("a#talks", "d#other", FieldLabel.conflict),
        ),
    )
    assert (scores.n_conflicts, scores.n_shown, scores.recall) == (2, 1, 0.5)
    assert [known.field for known in scores.missed] == ["money"]
    assert scores.n_apart == 1
    # The field is in conflict all the same, so that the refinement is not flagged falsely.
    assert (scores.n_refinements, scores.n_flagged, scores.false_flags) == (1, 0, 0.0)

    alone = score_conflicts(timeline, (_known("a#talks", "b#talks", FieldLabel.refinement),))
    assert (alone.n_flagged, alone.false_flags, alone.recall) == (1, 1.0, 1.0)
    assert alone.flagged[0].first == "a#talks"


def test_an_evaluation_names_what_it_could_not_use(collection):
    gold = gold_from_text(
        "first,second,label\na#talks,b#talks,same\na#talks,d#other,different\nx#1,y#1,same\n"
    ) | gold_from_text(
        "first,second,field,label\na#talks,b#talks,when,conflict\na#talks,d#other,when,conflict\n"
    )
    evaluation = evaluate(merge(collection), gold)
    assert evaluation.n_unknown == 2 and evaluation.unknown == ("x#1", "y#1")
    assert evaluation.without_gold == ("c#talks",)
    assert evaluation.pairs is not None and evaluation.pairs.f1 == 1
    assert evaluation.calibration_error == 0
    text = str(evaluation)
    assert "records of the gold that are not here: 2: x#1, y#1" in text
    assert "records without gold: 1: c#talks" in text
    assert "conflicts shown: 1 of 1 (100.00%)" in text
    assert "not judged, records in different entries: 1" in text
    assert "labelled pairs" in text


def test_gold_of_another_collection_is_an_error(collection):
    gold = gold_from_text("record,cluster\nx#1,1\n")
    with pytest.raises(GoldError, match="none of its records is in the collection"):
        evaluate(merge(collection), gold)


def test_without_gold_the_estimates_remain(collection):
    evaluation = evaluate(merge(collection), Gold())
    assert evaluation.clusters is None
    assert evaluation.blocking.completeness == 1
    assert evaluation.n_without_gold == 4
    assert "estimated to hold" in str(evaluation)
    assert evaluate(merge(Collection()), Gold()).blocking.per_record == 0
