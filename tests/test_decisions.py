"""Decisions: append-only facts on the content of records, that count, wait, or contradict."""

from __future__ import annotations

import itertools
import pickle
import tempfile
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import worlds

import alliancekit as ak
from alliancekit.clusters import (
    close_decisions,
    contradictions,
    decision_closure,
    decision_text,
    sort_decisions,
)
from alliancekit.dates import FuzzyDate
from alliancekit.errors import DecisionConflictError, RecordError
from alliancekit.kinds import AgreementKind, EventKind, Stage
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    Event,
    Judgement,
    Milestone,
    Record,
    Source,
    Title,
    claim_digest,
    stated_texts,
)
from alliancekit.records import append_decisions, read, read_text, written
from alliancekit.testing.strategies import collections
from alliancekit.timeline import FieldStatus, Relation


def _record(id: str, **says: object) -> Record:
    return Record(id=id, says=Event(kind=EventKind.summit, **says))


def _decision(judgement: str, *records: str, **more: object) -> Decision:
    return Decision(judgement=Judgement(judgement), records=records, **more)


def _seen(*records: Record) -> tuple[tuple[str, str], ...]:
    return tuple((record.id, record.digest) for record in records)


RECORDS = [_record(f"s{n}#x") for n in range(6)]
NODES = [(record.id, Event) for record in RECORDS]


# ----------------------------------------------------------------------------- the fact


@given(collections())
def test_a_digest_survives_writing_and_reading(collection: Collection) -> None:
    again = read_text(written(collection, "json"), format="json")
    assert [r.digest for r in again.records] == [r.digest for r in collection.records]


@given(collections(max_records=6))
def test_records_have_one_digest_exactly_where_they_say_the_same(collection: Collection) -> None:
    again = pickle.loads(pickle.dumps(collection))
    for first, second in itertools.product(collection.records, again.records):
        assert (first.digest == second.digest) == (first.says == second.says)


def test_an_event_and_an_agreement_never_have_one_digest() -> None:
    assert claim_digest(Event(kind=EventKind.other)) != claim_digest(
        Agreement(kind=AgreementKind.other)
    )


@pytest.mark.parametrize(
    ("given_", "told"),
    [
        ({"judgement": "same", "records": ("a#x",)}, "the ids of two different records"),
        ({"judgement": "prefer", "records": ("a#x", "b#x")}, "the id of one record"),
        ({"judgement": "prefer", "records": ("a#x",)}, "/field: is missing"),
        ({"judgement": "prefer", "records": ("a#x",), "field": "wen"}, "did you mean when"),
        ({"judgement": "prefer", "records": ("a#x",), "field": "extra"}, "no field that a value"),
        ({"judgement": "prefer", "records": ("a#x",), "field": "milestones.x"}, "no field that"),
        ({"judgement": "withdraw"}, "the id of a decision"),
        ({"judgement": "withdraw", "records": ("a#x",), "supersedes": ("d",)}, "not of records"),
        ({"judgement": "same", "records": ("a#x", "b#x"), "field": "when"}, "/field: belongs to"),
        ({"judgement": "same", "records": ("a#x", "b#x"), "value": "x"}, "/value: belongs to"),
        (
            {"judgement": "same", "records": ("a#x", "b#x"), "digests": (("c#x", "0" * 16),)},
            "'c#x' is not a record",
        ),
        (
            {"judgement": "same", "records": ("a#x", "b#x"), "digests": (("a#x", "0"),)},
            "16 hexadecimal digits",
        ),
        (
            {
                "judgement": "same",
                "records": ("a#x", "b#x"),
                "digests": (("a#x", "0" * 16), ("a#x", "1" * 16)),
            },
            "names a record twice",
        ),
        ({"judgement": "same", "records": ("a#x", "b#x"), "digests": "no"}, "must be a tuple"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(given_: dict[str, object], told: str) -> None:
    with pytest.raises(RecordError, match=told):
        Decision(**{**given_, "judgement": Judgement(given_["judgement"])})


def test_a_step_that_some_parties_take_is_a_field() -> None:
    assert _decision("prefer", "a#x", field="milestones.signed.JPN").field


# ----------------------------------------------------------------------------- files

_REPORTS = """
source: {id: s, published: 2024-01-01}
records:
  - {id: a, event: summit, when: 2024-01-02}
  - id: p
    agreement: arms_transfer
    milestones: {signed: 2024-01-03, announced: {realis: planned}}
---
source: {id: t, published: 2024-01-03}
records:
  - {id: a, event: summit, when: 2024-01-03}
---
"""


@pytest.mark.parametrize(
    "text",
    [
        "- {same: [s#a, t#a], digests: {s#a: 0123456789abcdef}}",
        "- {prefer: s#a, field: when}",
        "- {prefer: s#a, field: when, value: 2024-01-03}",
        "- {prefer: [s#p], field: milestones.signed, value: 2024-01-03}",
        "- {prefer: s#p, field: milestones.signed, value: signed 2024-01-03}",
        "- {prefer: s#a, field: place, digests: {s#a: 0123456789abcdef}}",
        "- {not_part_of: [s#a, t#a], author: A. Coder}",
        "- {withdraw: d1, reason: misread}\n- {different: [s#a, t#a], id: d1}",
    ],
)
def test_every_judgement_is_read_and_written_back(text: str) -> None:
    collection = read_text(_REPORTS + text)
    assert collection.decisions
    for format_ in ("yaml", "json", "jsonl"):
        assert read_text(written(collection, format_), format=format_) == collection


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {maybe: [s#a, t#a], author: A}", "'maybe' is no judgement"),
        ("- {sam: [s#a, t#a], author: A}", "did you mean same"),
        ("- {author: A}", "the judgement is missing"),
        ("- {same: [s#a, t#a], different: [s#a, t#a]}", "are two judgements"),
        ("- {same: [s#a, t#a], field: when}", "field does not go with same"),
        ("- {withdraw: d1, records: [s#a]}", "records does not go with withdraw"),
        ("- {same: [s#a, t#a], judgement: same}", "the judgement is the key"),
        ("- {same: [s#a, t#a], autor: A}", "did you mean author"),
        ("- {same: [s#a, t#a], digests: [x]}", "a mapping from ids of records"),
        ("- {withdraw: gone}", "'gone' is not among the decisions"),
        ("- {prefer: s#a, field: when, value: 2024-05}", "no record says '2024-05' in when: s#a"),
        ("- {prefer: s#a, field: place, value: Hue}", "as 'alliancekit explain' does"),
        ("- {prefer: s#a, field: place}", "'s#a' says nothing in place"),
        ("- {prefer: s#a, field: milestones.signed}", "says nothing in milestones.signed"),
        ("- {prefer: s#b, field: when}", "'s#b' is not among the records"),
        ("- a text", "a decision, a mapping"),
    ],
)
def test_a_decision_that_cannot_be_read_is_a_problem_that_names_it(text: str, told: str) -> None:
    reports = read_text(_REPORTS)
    with pytest.raises(RecordError, match=told):
        _read_beside(reports, text)


def _read_beside(reports: Collection, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "reports.yaml").write_bytes(written(reports, "yaml"))
        (Path(folder) / "decisions.yaml").write_text(text)
        read(folder)


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# ours\n",
        "- {same: [s#a, t#a]}",
        "- {same: [s#a, t#a]}  # no line feed",
        "[{same: [s#a, t#a]}]\n",
        "  - same: [s#a, t#a]\n",
        "---\n- {same: [s#a, t#a]}\n...\n",
        "{same: [s#a, t#a]}\n",
        "\ufeff- {same: [s#a, t#a]}\n",
    ],
)
def test_decisions_are_added_behind_whatever_a_file_holds(tmp_path, before: str) -> None:
    (tmp_path / "reports.yaml").write_text(_REPORTS)
    target = tmp_path / "decisions.yaml"
    if before:
        target.write_text(before, encoding="utf-8")
    added = (
        _decision("different", "s#a", "s#p", id="d1"),
        _decision("prefer", "s#a", field="when"),
    )
    append_decisions(added[:1], target)
    append_decisions(added[1:], target)
    append_decisions((), target)
    assert target.read_text(encoding="utf-8").startswith(before)
    assert set(read(tmp_path).decisions) == {
        *added,
        *((_decision("same", "s#a", "t#a"),) if "same" in before else ()),
    }


def test_decisions_are_added_to_json_lines(tmp_path) -> None:
    (tmp_path / "reports.yaml").write_text(_REPORTS)
    target = tmp_path / "mine.jsonl"
    for number in range(2):
        append_decisions([_decision("same", "s#a", "t#a", id=f"d{number}")], target)
    assert [one.id for one in read(tmp_path).decisions] == ["d0", "d1"]


@pytest.mark.parametrize(
    ("name", "before", "told"),
    [
        ("x.json", "", "use .yaml or .jsonl"),
        ("x.yaml", "- [", "not YAML"),
        ("x.yaml", "? |\n  open", "another file"),
    ],
)
def test_a_file_that_takes_no_decisions_stays_as_it_is(tmp_path, name, before, told) -> None:
    target = tmp_path / name
    target.write_text(before)
    with pytest.raises(RecordError, match=told):
        append_decisions([_decision("same", "s#a", "t#a")], target)
    assert target.read_text() == before


# ----------------------------------------------------------------------------- what counts


def test_a_decision_is_stale_once_a_record_says_something_else() -> None:
    mended = _record("s1#x", when=FuzzyDate("2024"))
    decision = _decision("same", "s0#x", "s1#x", digests=_seen(*RECORDS[:2]))
    assert sort_decisions(RECORDS, [decision]).standing == (decision,)
    (stale,) = sort_decisions([RECORDS[0], mended], [decision]).stale
    assert stale.decision == decision
    assert stale.reason == "s1#x has changed since"
    assert not sort_decisions([RECORDS[0], mended], [decision]).standing


def test_a_stale_decision_is_gone_once_it_is_made_anew() -> None:
    mended = _record("s1#x", when=FuzzyDate("2024"))
    old = _decision("same", "s0#x", "s1#x", digests=_seen(*RECORDS[:2]))
    for judgement in ("same", "different"):
        new = _decision(judgement, "s0#x", "s1#x", digests=_seen(RECORDS[0], mended))
        found = sort_decisions([RECORDS[0], mended], [old, new])
        assert (found.standing, found.stale, found.superseded) == ((new,), (), (old,))


def test_of_two_versions_of_a_record_either_keeps_a_decision_alive() -> None:
    decision = _decision("same", "s0#x", "s1#x", digests=_seen(*RECORDS[:2]))
    versions = [*RECORDS[:2], _record("s1#x", when=FuzzyDate("2024"))]
    assert sort_decisions(versions, [decision]).standing == (decision,)


def test_what_is_withdrawn_does_not_count_and_does_not_come_back() -> None:
    old = _decision("same", "s0#x", "s1#x", id="d1")
    undo = Decision(judgement=Judgement.withdraw, supersedes=("d1",), id="d2")
    undo_of_undo = Decision(judgement=Judgement.withdraw, supersedes=("d2",))
    assert sort_decisions(RECORDS, [old, undo]).standing == (undo,)
    assert sort_decisions(RECORDS, [old, undo, undo_of_undo]).superseded == (old, undo)


@given(collections(), st.randoms(use_true_random=False))
def test_every_decision_stands_in_one_place_whatever_the_order(
    collection: Collection, order: object
) -> None:
    found = sort_decisions(collection.records, collection.decisions)
    told = [*found.standing, *(s.decision for s in found.stale), *found.superseded, *found.waiting]
    assert sorted(told, key=repr) == sorted(collection.decisions, key=repr)
    shuffled = list(collection.decisions)
    order.shuffle(shuffled)
    again = sort_decisions(collection.records, shuffled)
    assert set(again.standing) == set(found.standing)
    assert set(again.stale) == set(found.stale)


# ----------------------------------------------------------------------------- what follows

_pairs = st.lists(
    st.tuples(
        st.sampled_from(("same", "different")),
        st.lists(st.integers(0, 5), min_size=2, max_size=2, unique=True),
    ),
    max_size=8,
)


def _reach(judged: list[tuple[str, list[int]]]) -> list[set[int]]:
    """Return the groups that ``same`` makes, by joining until nothing changes."""
    groups = [{n} for n in range(6)]
    for judgement, (a, b) in judged:
        if judgement == "same":
            joined = [g for g in groups if a in g or b in g]
            groups = [g for g in groups if g not in joined] + [set().union(*joined)]
    return groups


@given(_pairs)
def test_the_closure_says_what_joining_by_hand_says(judged: list[tuple[str, list[int]]]) -> None:
    decisions = [_decision(j, RECORDS[a].id, RECORDS[b].id) for j, (a, b) in judged]
    groups = _reach(judged)
    where = {n: next(i for i, g in enumerate(groups) if n in g) for n in range(6)}
    apart = {frozenset((where[a], where[b])) for j, (a, b) in judged if j == "different"}
    is_contradictory = any(len(pair) == 1 for pair in apart)
    if is_contradictory:
        with pytest.raises(DecisionConflictError):
            decision_closure(RECORDS, decisions)
        return
    closure = decision_closure(RECORDS, decisions)
    spoken = {n for _, pair in judged for n in pair}
    for a, b in itertools.permutations(range(6), 2):
        expected = None
        if {a, b} <= spoken:
            if where[a] == where[b]:
                expected = Judgement.same
            elif frozenset((where[a], where[b])) in apart:
                expected = Judgement.different
        assert closure.judgement(NODES[a], NODES[b]) is expected
        proof = closure.proof(NODES[a], NODES[b])
        assert bool(proof) == (expected is not None)
        assert _leads(proof, a, b)
        assert sum(d.judgement is Judgement.different for d in proof) == (
            expected is Judgement.different
        )


def _leads(proof: tuple[Decision, ...], a: int, b: int) -> bool:
    at = RECORDS[a].id
    for decision in proof:
        if at not in decision.records:
            return False
        first, second = decision.records
        at = second if at == first else first
    return not proof or at == RECORDS[b].id


@given(_pairs)
def test_every_contradiction_comes_with_its_shortest_chain(
    judged: list[tuple[str, list[int]]],
) -> None:
    decisions = [_decision(j, RECORDS[a].id, RECORDS[b].id) for j, (a, b) in judged]
    same = [d for d in decisions if d.judgement is Judgement.same]
    found = list(contradictions(RECORDS, decisions))
    for error in found:
        n_same = len(error.chain) - 1
        shorter = [
            d
            for r in range(1, n_same)
            for chain in itertools.permutations(same, r)
            for d in [chain]
            if _joins(chain, *error.contradiction)
        ]
        assert shorter == []
        texts = list(map(decision_text, decisions))
        assert set(error.chain) <= set(texts)
    groups = _reach(judged)
    expected = sum(
        any({a, b} <= group for group in groups) for j, (a, b) in judged if j == "different"
    )
    assert len(found) == expected


def _joins(chain: tuple[Decision, ...], start: str, goal: str) -> bool:
    at = start
    for decision in chain:
        if at not in decision.records:
            return False
        first, second = decision.records
        at = second if at == first else first
    return at == goal


def test_a_record_id_that_is_an_event_and_an_agreement_chains_each_by_itself() -> None:
    records = [
        _record("a#x"),
        Record(id="a#x", says=Agreement(kind=AgreementKind.trade)),
        _record("b#x"),
        Record(id="c#x", says=Agreement(kind=AgreementKind.trade)),
    ]
    decisions = [_decision("same", "a#x", "b#x"), _decision("same", "a#x", "c#x")]
    closure = decision_closure(records, decisions)
    assert closure.judgement(("a#x", Event), ("b#x", Event)) is Judgement.same
    assert closure.judgement(("b#x", Event), ("c#x", Agreement)) is None
    assert close_decisions(records, decisions).groups == ((0, 2), (1, 3))


# ----------------------------------------------------------------------------- values that win


def _entry_of(*days: str, decisions: tuple[Decision, ...] = ()) -> object:
    records = tuple(_record(f"s{n}#x", when=FuzzyDate(day)) for n, day in enumerate(days))
    same = tuple(_decision("same", "s0#x", record.id) for record in records[1:])
    sources = tuple(Source(id=record.source) for record in records)
    return ak.merge(Collection(sources=sources, records=records, decisions=(*same, *decisions)))


def test_a_preferred_value_wins_against_more_witnesses_and_the_others_stay() -> None:
    prefer = _decision("prefer", "s0#x", field="when", author="A. Coder")
    timeline = _entry_of("2024-01-01", "2024-01-09", "2024-01-09", decisions=(prefer,))
    (entry,) = timeline
    field = entry.field("when")
    assert entry.when == field.value == FuzzyDate("2024-01-01")
    assert (field.policy, field.is_tied) == ("decided by A. Coder", False)
    assert [claim.text for claim in field.claims] == ["2024-01-01", "2024-01-09"]
    assert field.status is FieldStatus.conflict


def test_a_value_may_be_preferred_from_any_record_of_the_entry() -> None:
    prefer = _decision("prefer", "s0#x", field="when", value="2024-01-09")
    (entry,) = _entry_of("2024-01-01", "2024-01-09", decisions=(prefer,))
    assert entry.when == FuzzyDate("2024-01-09")
    assert entry.field("when").policy == "decided"


def test_two_preferences_that_contradict_each_other_are_a_conflict_without_a_winner() -> None:
    prefer = tuple(
        _decision("prefer", f"s{n}#x", field="when", author=author)
        for n, author in enumerate(("Ann", "Bob"))
    )
    (entry,) = _entry_of("2024-01-01", "2024-01-09", "2024-01-09", decisions=prefer)
    field = entry.field("when")
    assert (entry.when, field.value, field.is_tied) == (None, None, True)
    assert field.policy == "decided in contradictory ways by Ann and Bob"
    assert len(field.claims) == 2
    later = _decision("prefer", "s1#x", field="when", supersedes=("d",))
    (entry,) = _entry_of(
        "2024-01-01",
        "2024-01-09",
        decisions=(attrs.evolve(prefer[0], id="d"), later),
    )
    assert entry.when == FuzzyDate("2024-01-09")


def test_a_kind_that_two_people_prefer_otherwise_stays_the_one_of_the_rule() -> None:
    records = (
        _record("a#x"),
        Record(id="b#x", says=Event(kind=EventKind.ministerial)),
    )
    decisions = (
        _decision("same", "a#x", "b#x"),
        _decision("prefer", "a#x", field="kind"),
        _decision("prefer", "b#x", field="kind"),
    )
    sources = (Source(id="a"), Source(id="b"))
    (entry,) = ak.merge(Collection(sources=sources, records=records, decisions=decisions))
    assert entry.field("kind").is_tied
    assert entry.kind in {EventKind.summit, EventKind.ministerial}


def _treaty(id: str, signed: str | None, *more: Milestone) -> Record:
    steps = [Milestone(stage=Stage.signed, when=FuzzyDate(signed) if signed else None), *more]
    return Record(id=id, says=Agreement(kind=AgreementKind.trade, milestones=tuple(steps)))


def _treaties(*decisions: Decision, records: tuple[Record, ...] = ()) -> object:
    told = records or (_treaty("a#x", "2024-01-01"), _treaty("b#x", "2024-03-01"))
    sources = (Source(id="a"), Source(id="b"))
    same = _decision("same", "a#x", "b#x")
    (entry,) = ak.merge(Collection(sources=sources, records=told, decisions=(same, *decisions)))
    return entry


def test_a_step_of_an_agreement_takes_the_preferred_date() -> None:
    for value in ("", "2024-03-01", "signed 2024-03-01"):
        record = "a#x" if value else "b#x"
        entry = _treaties(_decision("prefer", record, field="milestones.signed", value=value))
        assert [m.when for m in entry.says.milestones] == [FuzzyDate("2024-03-01")]
        assert entry.field("milestones.signed").text == "signed 2024-03-01"


def test_a_step_that_two_people_date_otherwise_has_no_date() -> None:
    entry = _treaties(
        _decision("prefer", "a#x", field="milestones.signed"),
        _decision("prefer", "b#x", field="milestones.signed"),
    )
    assert [(m.stage, m.when) for m in entry.says.milestones] == [(Stage.signed, None)]


def test_of_a_step_that_recurs_all_occasions_of_the_preferred_record_win() -> None:
    def announced(*days: str) -> list[Milestone]:
        return [Milestone(stage=Stage.announced, when=FuzzyDate(day)) for day in days]

    records = (
        _treaty("a#x", None, *announced("2023-01-01", "2023-05-01")),
        _treaty("b#x", None, *announced("2023-09-01")),
    )
    entry = _treaties(_decision("prefer", "a#x", field="milestones.announced"), records=records)
    days = [m.when.edtf for m in entry.says.milestones if m.stage is Stage.announced]
    assert days == ["2023-01-01", "2023-05-01"]


def test_a_preferred_title_leads_and_titles_of_other_languages_stay() -> None:
    records = (
        _record("a#x", titles=(Title(text="Talks"), Title(text="Hội đàm", language="vi"))),
        _record("b#x", titles=(Title(text="Summit"),)),
    )
    decisions = (_decision("same", "a#x", "b#x"), _decision("prefer", "b#x", field="titles"))
    sources = (Source(id="a"), Source(id="b"))
    (entry,) = ak.merge(Collection(sources=sources, records=records, decisions=decisions))
    assert {title.language: title.text for title in entry.says.titles} == {
        "en": "Summit",
        "vi": "Hội đàm",
    }


def test_a_preference_for_what_no_record_of_the_entry_says_does_not_count_and_is_listed() -> None:
    prefer = _decision("prefer", "s0#x", field="when", value="1999")
    other = _decision("prefer", "s1#x", field="place")
    timeline = _entry_of("2024-01-01", "2024-01-01", decisions=(prefer, other))
    assert timeline.entries[0].when == FuzzyDate("2024-01-01")
    assert {one.decision for one in timeline.decisions.stale} == {prefer, other}
    texts = sorted(map(str, timeline.decisions.stale))
    assert "says anything in place" in texts[0]
    assert "says '1999' in when" in texts[1]
    assert prefer not in timeline.decisions.standing


@given(worlds(), st.data())
def test_a_preferred_value_is_shown_and_no_claim_is_lost(
    collection: Collection, data: st.DataObject
) -> None:
    if not collection.records:
        return
    record = data.draw(st.sampled_from(collection.records))
    says = record.says
    fields = [f.name for f in attrs.fields(type(says)) if f.name not in ("milestones", "extra")]
    fields += [".".join(["milestones", m.stage, *m.by]) for m in getattr(says, "milestones", ())]
    field = data.draw(st.sampled_from([name for name in fields if stated_texts(says, name)]))
    prefer = _decision("prefer", record.id, field=field, author="Ann", digests=_seen(record))
    before = ak.merge(collection)
    after = ak.merge(attrs.evolve(collection, decisions=(prefer,)))
    assert after.decisions.stale == ()
    for old, new in zip(
        sorted(before, key=lambda one: one.id), sorted(after, key=lambda one: one.id), strict=True
    ):
        for was, now in zip(old.fields, new.fields, strict=True):
            assert set(was.claims) == set(now.claims)
            is_decided = record in new.records and now.name == field and len(now.claims) > 1
            assert (now.policy == "decided by Ann") == is_decided
            if is_decided:
                assert record.id in now.claims[0].records
            else:
                assert was == now


# ----------------------------------------------------------------------------- parts

_PARTS = """
source: {id: s}
records:
  - {id: day, event: summit, part_of: whole, follows: other}
  - {id: whole, event: summit}
  - {id: other, event: exercise}
---
"""


def test_what_people_hold_no_parts_of_each_other_is_not_linked() -> None:
    before = ak.merge(read_text(_PARTS))
    after = ak.merge(read_text(_PARTS + "- {not_part_of: [s#day, s#whole]}"))
    assert {link.relation for link in before.links} == {Relation.part_of, Relation.follows}
    assert {link.relation for link in after.links} == {Relation.follows}
    assert after.entry("s#day").field("part_of").value == ("s#whole",)
    other = ak.merge(read_text(_PARTS + "- {not_part_of: [s#day, s#other]}"))
    assert other.links == before.links


@pytest.mark.parametrize(
    ("decision", "text"),
    [
        (
            _decision("prefer", "a#x", field="when", value="2024", id="d1"),
            "decision 'd1' prefers the when '2024' in the entry of a#x",
        ),
        (_decision("prefer", "a#x", field="when"), "decision prefers the when of a#x"),
        (
            _decision("not_part_of", "a#x", "b#x"),
            "decision holds a#x and b#x no parts of each other",
        ),
        (
            Decision(judgement=Judgement.withdraw, supersedes=("d1",), author="Ann"),
            "decision by Ann withdraws 'd1'",
        ),
    ],
)
def test_a_decision_is_told_in_one_clause(decision: Decision, text: str) -> None:
    assert decision_text(decision) == text
