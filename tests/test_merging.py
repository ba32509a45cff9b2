"""The laws of merging: the timeline is a pure function of a set of immutable facts."""

from __future__ import annotations

import itertools
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from contents import in_full
from hypothesis import given
from hypothesis import strategies as st
from worlds import worlds

import alliancekit as ak
from alliancekit.dates import FuzzyDate, sort_key
from alliancekit.errors import DecisionConflictError
from alliancekit.kinds import EventKind
from alliancekit.model import Collection, Decision, Event, Judgement, Party, Record, Source, Title
from alliancekit.testing.strategies import collections
from alliancekit.timeline import FieldStatus, Timeline

EXAMPLES = Path(__file__).parents[1] / "examples"


def _fingerprint(timeline: Timeline) -> str:
    return in_full((timeline.entries, timeline.links, timeline.unsure, timeline.as_of))


@given(worlds(), worlds())
def test_union_commutes(a: Collection, b: Collection) -> None:
    assert ak.merge(a | b) == ak.merge(b | a)


@given(worlds())
def test_a_collection_joined_with_itself_merges_as_once(a: Collection) -> None:
    assert ak.merge(a | a) == ak.merge(a)


@given(worlds(), worlds(prefix="t"), worlds(prefix="u"))
def test_union_is_associative(a: Collection, b: Collection, c: Collection) -> None:
    assert ak.merge((a | b) | c) == ak.merge(a | (b | c))


@given(worlds(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_any_split_and_any_order_of_the_facts_give_the_same_timeline(
    whole: Collection, order: random.Random, n_parts: int
) -> None:
    parts = [Collection() for _ in range(n_parts)]
    facts = [("sources", s) for s in whole.sources] + [("records", r) for r in whole.records]
    order.shuffle(facts)
    for name, fact in facts:
        at = order.randrange(n_parts)
        parts[at] = attrs.evolve(parts[at], **{name: (fact, *getattr(parts[at], name))})
    joined = Collection()
    for part in parts:
        joined = joined | part
    assert _fingerprint(ak.merge(joined)) == _fingerprint(ak.merge(whole))


@given(worlds() | collections())
def test_every_record_stands_in_exactly_one_entry(collection: Collection) -> None:
    try:
        timeline = ak.merge(collection)
    except DecisionConflictError:
        return
    told = [record for entry in timeline for record in entry.records]
    assert sorted(told, key=repr) == sorted(collection.records, key=repr)
    assert len({entry.id for entry in timeline}) == len(timeline)
    assert timeline.collection == collection


@given(worlds() | collections())
def test_every_claim_of_every_record_is_found_again_in_its_entry(collection: Collection) -> None:
    try:
        timeline = ak.merge(collection)
    except DecisionConflictError:
        return
    for entry in timeline:
        claims = {field.name: field.claims for field in entry.fields}
        for record in entry.records:
            for attribute in attrs.fields(type(record.says)):
                value = getattr(record.says, attribute.name)
                if value == attribute.default:
                    continue
                if attribute.name == "milestones":
                    for milestone in value:
                        name = ".".join(["milestones", milestone.stage, *milestone.by])
                        told = attrs.evolve(milestone, cites=())
                        assert any(told == c.value and record.id in c.records for c in claims[name])
                else:
                    said = [c for c in claims[attribute.name] if c.value == value]
                    assert any(record.id in claim.records for claim in said)


@given(worlds(), worlds(prefix="t"))
def test_ids_that_were_given_out_still_resolve_after_records_are_added(
    before: Collection, more: Collection
) -> None:
    old, new = ak.merge(before), ak.merge(before | more)
    for entry in old:
        ids = {record.id for record in entry.records}
        assert ids & {record.id for record in new.entry(entry.id).records}
        for alias in entry.aliases:
            assert alias in {record.id for record in new.entry(alias).records}


_UNRELATED = (
    Source(id="far", outlet="Far", published=FuzzyDate("1971-03-01")),
    *(
        Record(
            id=f"far#{number}",
            says=Event(
                kind=EventKind.exercise,
                titles=(Title(text=f"gondwana {number}"),),
                when=FuzzyDate(f"1970-0{number}-11"),
                parties=(Party(actor="BRA"), Party(actor="ARG")),
            ),
        )
        for number in range(1, 6)
    ),
)


@given(worlds())
def test_unrelated_records_change_no_other_entry(collection: Collection) -> None:
    source, *records = _UNRELATED
    wider = collection | Collection(sources=(source,), records=tuple(records))
    alone, among = ak.merge(collection), ak.merge(wider)
    assert [entry for entry in among if not entry.id.startswith("far#")] == list(alone)
    assert among.links == alone.links


@given(worlds())
def test_entries_come_in_the_order_of_their_dates(collection: Collection) -> None:
    keys = [(sort_key(entry.when), entry.id) for entry in ak.merge(collection)]
    assert keys == sorted(keys)


@given(worlds())
def test_one_source_never_stands_twice_in_an_entry_without_a_decision(
    collection: Collection,
) -> None:
    for entry in ak.merge(collection):
        ids = {record.id for record in entry.records}
        assert len(ids) == len(entry.sources)


@given(worlds())
def test_the_parts_of_every_explanation_add_up(collection: Collection) -> None:
    timeline = ak.merge(collection)
    ids = [record.id for record in collection.records]
    for a, b in itertools.pairwise(ids):
        why = timeline.explain(a, b)
        assert (
            why.prior_millibits + sum(p.weight_millibits for p in why.parts) == why.weight_millibits
        )
        assert why.is_merged == (timeline.entry(a) is timeline.entry(b))
        assert why.reason.startswith("merged" if why.is_merged else "kept apart")


@given(worlds(), st.data())
def test_decisions_are_kept_or_refused(collection: Collection, data: st.DataObject) -> None:
    ids = sorted({record.id for record in collection.records})
    if len(ids) < 2:
        return
    pairs = st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True).map(tuple)
    sameness = st.sampled_from((Judgement.same, Judgement.different))
    judged = data.draw(st.lists(st.tuples(sameness, pairs), max_size=4))
    decisions = tuple(Decision(judgement=judgement, records=pair) for judgement, pair in judged)
    try:
        timeline = ak.merge(attrs.evolve(collection, decisions=decisions))
    except DecisionConflictError as error:
        assert len(error.chain) >= 2
        return
    for decision in decisions:
        first, second = map(timeline.entry, decision.records)
        assert (first.id == second.id) == (decision.judgement is Judgement.same)


@given(worlds())
def test_a_coarser_date_makes_no_new_conflict(collection: Collection) -> None:
    timeline = ak.merge(collection)
    for entry in timeline:
        field = entry.field("when")
        if (
            field is None
            or field.status is FieldStatus.conflict
            or not isinstance(entry.says, Event)
        ):
            continue
        records = tuple(
            attrs.evolve(r, says=attrs.evolve(r.says, when=_coarser(r.says.when)))
            for r in entry.records
        )
        pairs = [(records[0].id, r.id) for r in records[1:] if r.id != records[0].id]
        decisions = tuple(Decision(judgement=Judgement.same, records=pair) for pair in pairs)
        coarse = ak.merge(
            Collection(sources=collection.sources, records=records, decisions=decisions)
        )
        assert "when" not in {conflict.field for conflict in coarse.conflicts()}


def _coarser(when: object) -> object:
    is_day = isinstance(when, FuzzyDate) and when.is_exact
    return FuzzyDate(when.edtf[:7]) if is_day else when


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"collection": "folder"}, "a Collection, not 'folder': alliancekit.read returns one"),
        ({"model": None}, "a Model, not None"),
        ({"options": {"as_of": None}}, "a MergeOptions, not {'as_of': None}: write"),
        ({"options": {}}, "a MergeOptions, not {}"),
    ],
)
def test_arguments_of_another_type_are_refused_with_what_to_give(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(TypeError, match=re.escape(f"merge takes {message}")):
        ak.merge(**{"collection": Collection(), **arguments})


_PROGRAM = """
import alliancekit as ak, attrs, hashlib, sys
timeline = ak.merge(ak.read(*sys.argv[1:]))
found = repr(attrs.asdict(timeline))
print(hashlib.sha256(found.encode()).hexdigest())
"""


@pytest.mark.slow
def test_hash_seed_time_zone_and_locale_change_nothing() -> None:
    digests = set()
    for seed, zone, locale in (
        ("0", "UTC", "C"),
        ("7", "Asia/Ho_Chi_Minh", "C.UTF-8"),
        ("99", "America/Lima", "POSIX"),
    ):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                _PROGRAM,
                *(str(EXAMPLES / name) for name in ("us_japan", "nato")),
            ],
            env=environment,
            capture_output=True,
            check=True,
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_a_division_that_could_be_another_is_told_as_a_tie() -> None:
    sources = tuple(Source(id=id) for id in "abc")
    summit = Event(
        kind=EventKind.summit,
        when=FuzzyDate("2024-04-10"),
        parties=(Party(actor="JPN"), Party(actor="USA")),
    )
    records = tuple(Record(id=f"{id}#x", says=summit) for id in "abc")
    apart = Decision(judgement=Judgement.different, records=("a#x", "b#x"))
    timeline = ak.merge(Collection(sources=sources, records=records, decisions=(apart,)))
    assert timeline.ties == (("a#x", "b#x", "c#x"),)
    assert timeline.gaps == ()
    assert ak.merge(Collection(sources=sources, records=records)).ties == ()
