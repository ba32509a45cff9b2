"""Differences: what became of every entry between two timelines, and which facts made it so."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import worlds

import alliancekit as ak
from alliancekit.model import Collection, Decision, Judgement
from alliancekit.records import read_text
from alliancekit.timeline import Change, Differences, Fact, Timeline, differences

_A = """
source: {id: a, published: 2024-04-12}
records:
  - {id: talks, event: summit, title: Tokyo talks on radars, parties: [JPN, PHL], when: 2024-04-10}
  - {id: drill, event: exercise, title: Naval drill, parties: [AUS, JPN], when: 2020-09-01}
---
"""
_B = """
source: {id: b, published: 2024-04-11}
records:
  - {id: talks, event: summit, title: Tokyo talks on radars, parties: [JPN, PHL], when: 2024-04}
---
"""


def _merged(text: str, **more: object) -> Timeline:
    return ak.merge(read_text(text), **more)


def _causes(found: Differences) -> list[tuple[Change, list[str]]]:
    return [(one.change, list(map(str, one.causes))) for one in found.entries]


@given(worlds(), worlds(prefix="t"))
@settings(max_examples=40)
def test_every_entry_that_is_not_in_both_timelines_is_told_of_once(
    a: Collection, b: Collection
) -> None:
    old, new = ak.merge(a), ak.merge(a | b)
    found = differences(old, new)
    told_old = [id for one in found.entries for id in one.old]
    told_new = [id for one in found.entries for id in one.new]
    assert len(set(told_old)) == len(told_old)
    assert len(set(told_new)) == len(told_new)
    same = {entry.id for entry in old if entry in set(new)}
    assert {entry.id for entry in old} - set(told_old) <= same
    assert not any(one.change is Change.changed and one.old[0] in same for one in found.entries)
    for one in found.entries:
        assert one.causes
        for was, now in one.moved:
            assert new.entry(was).id == now
    if old.entries == new.entries and old.links == new.links:
        assert not found


@given(worlds())
@settings(max_examples=30)
def test_a_timeline_does_not_differ_from_itself(collection: Collection) -> None:
    timeline = ak.merge(collection)
    assert differences(timeline, ak.merge(collection)) == Differences(
        entries=(), links=(), causes=()
    )


@given(worlds(), worlds(prefix="t"))
@settings(max_examples=20)
def test_the_way_back_tells_of_the_opposite(a: Collection, b: Collection) -> None:
    old, new = ak.merge(a), ak.merge(a | b)
    there, back = differences(old, new), differences(new, old)
    opposite = {
        Change.appeared: Change.vanished,
        Change.vanished: Change.appeared,
        Change.merged: Change.split_up,
        Change.split_up: Change.merged,
    }
    forth = sorted((opposite.get(d.change, d.change), d.new, d.old) for d in there.entries)
    assert forth == sorted((d.change, d.old, d.new) for d in back.entries)
    assert len(there.links) == len(back.links)


def test_a_record_that_joins_an_entry_is_the_cause_and_moves_its_id() -> None:
    found = differences(_merged(_A), _merged(_A + _B))
    (one,) = found.entries
    assert one.change is Change.changed
    assert (one.joined, one.left) == (("b#talks",), ())
    assert one.moved == (("a#talks", "b#talks"),)
    assert list(map(str, one.causes)) == ["record b#talks added"]
    when = next(field for field in one.fields if field.name == "when")
    assert (when.old, when.new, when.new_status) == ("2024-04-10", "2024-04-10", "refined")


def test_what_is_there_no_more_has_vanished() -> None:
    (one,) = differences(_merged(_B), _merged(_B.replace("id: talks", "id: other"))).entries[:1]
    found = differences(_merged(_A + _B), _merged(_B))
    assert (Change.vanished, ["record a#drill retracted"]) in _causes(found)
    assert one.change in (Change.appeared, Change.vanished)


def test_a_decision_that_splits_an_entry_is_named() -> None:
    apart = "- {different: [a#talks, b#talks], id: d1}"
    found = differences(_merged(_A + _B), _merged(_A + _B + apart))
    assert _causes(found) == [(Change.split_up, ["decision d1 added"])]
    found = differences(_merged(_A + _B + apart), _merged(_A + _B))
    assert _causes(found) == [(Change.merged, ["decision d1 retracted"])]


def test_a_decision_that_is_withdrawn_or_goes_stale_is_named() -> None:
    apart = "- {different: [a#talks, b#talks], id: d1}"
    undo = "\n- {withdraw: d1, id: d2}"
    found = differences(_merged(_A + _B + apart), _merged(_A + _B + apart + undo))
    assert _causes(found) == [(Change.merged, ["decision d1 superseded", "decision d2 added"])]

    collection = read_text(_A + _B)
    talks = next(record for record in collection.records if record.id == "a#talks")
    decision = Decision(
        judgement=Judgement.different,
        records=("a#talks", "b#talks"),
        digests=((talks.id, talks.digest),),
    )
    mended = attrs.evolve(talks, says=attrs.evolve(talks.says, summary="Mended."))
    others = tuple(record for record in collection.records if record != talks)
    old = attrs.evolve(collection, decisions=(decision,))
    new = attrs.evolve(old, records=(*others, mended))
    found = differences(ak.merge(old), ak.merge(new))
    assert _causes(found) == [
        (
            Change.merged,
            ["record a#talks changed", "decision a#talks and b#talks became stale"],
        )
    ]


def test_a_preferred_value_that_comes_is_a_changed_field() -> None:
    later = _B.replace("when: 2024-04}", "when: 2024-04-11}")
    prefer = "- {prefer: a#talks, field: when, author: Ann}"
    found = differences(_merged(_A + later), _merged(_A + later + prefer))
    (one,) = found.entries
    (field,) = one.fields
    assert (field.name, field.new, field.new_policy) == ("when", "2024-04-10", "decided by Ann")
    assert [cause.fact for cause in one.causes] == [Fact.decision]


def test_a_source_that_is_said_to_rest_on_another_is_the_cause() -> None:
    rests = _A.replace("source: {id: a,", "source: {id: a, based_on: wire,")
    wire = "source: {id: wire}\n---\n"
    other = wire.replace("wire}", "wire, outlet: The Wire}")
    old = _merged(rests + wire + _B)
    new = _merged(rests + other + _B)
    assert not differences(old, new)
    assert [str(cause) for cause in differences(old, new).causes] == ["source wire changed"]
    renamed = _A.replace("title: Naval drill", "title: Sea drill")
    found = differences(
        _merged(rests + wire),
        _merged(renamed.replace("{id: a,", "{id: a, based_on: wire,") + other),
    )
    assert [str(cause) for cause in found.entries[0].causes] == [
        "record a#drill changed",
        "source wire changed",
    ]


def test_where_only_the_model_differs_it_is_the_cause() -> None:
    strict = attrs.evolve(ak.SHIPPED_MODEL, same_millibits=10**6)
    found = differences(_merged(_A + _B), _merged(_A + _B, model=strict))
    (one,) = found.entries
    assert one.change is Change.split_up
    (cause,) = one.causes
    assert (cause.fact, cause.id) == (Fact.model, strict.digest)
    assert ak.SHIPPED_MODEL.digest in cause.how


def test_where_the_options_differ_they_are_among_the_causes() -> None:
    day = ak.MergeOptions(as_of=dt.date(2030, 1, 1))
    found = differences(_merged(_A), _merged(_A, options=day))
    assert not found
    assert [str(cause) for cause in found.causes] == [
        "options as of 2030-01-01 instead of 2024-04-12"
    ]


_ACTORS = """
- {id: ARMY.X, kind: armed_force, name: Army X, parent: PHL}
---
source: {id: c}
records: [{id: talks, event: summit, title: Talks, parties: [ARMY.X, JPN], when: 2024-05-01}]
---
"""


def test_an_actor_that_changed_is_named_where_an_entry_names_it() -> None:
    other = _ACTORS.replace("name: Army X", "name: Army Y").replace("title: Talks", "title: Walks")
    found = differences(_merged(_ACTORS), _merged(other))
    assert _causes(found) == [(Change.changed, ["record c#talks changed", "actor ARMY.X changed"])]


_LINKED = """
source: {id: s}
records:
  - {id: day, event: summit, title: Day, part_of: whole}
  - {id: whole, event: summit, title: Whole}
---
"""


def test_links_that_come_and_go_are_told_with_their_cause() -> None:
    old, new = _merged(_LINKED), _merged(_LINKED + "- {not_part_of: [s#day, s#whole], id: d1}")
    (link,) = differences(old, new).links
    assert (link.how, link.relation) == ("removed", "part_of")
    assert (link.origin, link.target) == ("s#day", "s#whole")
    assert [str(cause) for cause in link.causes] == ["decision d1 added"]
    (link,) = differences(new, old).links
    assert link.how == "added"


@given(worlds(), st.integers(0, 3))
@settings(max_examples=20)
def test_a_regrouping_is_one_difference(collection: Collection, n: int) -> None:
    ids = sorted({r.id for r in collection.records})
    if len(ids) < 2:
        return
    first, second = ids[n % len(ids)], ids[(n + 1) % len(ids)]
    if first == second:
        return
    pair = Decision(judgement=Judgement.different, records=(first, second))
    found = differences(ak.merge(collection), ak.merge(attrs.evolve(collection, decisions=(pair,))))
    for one in found.entries:
        n_old, n_new = min(len(one.old), 2), min(len(one.new), 2)
        assert one.change is {
            (1, 1): Change.changed,
            (2, 1): Change.merged,
            (1, 2): Change.split_up,
            (2, 2): Change.regrouped,
        }.get((n_old, n_new))


@pytest.mark.parametrize("text", [_A, _A + _B, _LINKED])
def test_differences_come_in_total_order(text: str) -> None:
    found = differences(ak.merge(Collection()), _merged(text))
    assert [one.new for one in found.entries] == sorted(one.new for one in found.entries)
    assert {one.change for one in found.entries} == {Change.appeared}
