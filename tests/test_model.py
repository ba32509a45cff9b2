"""The typed objects: immutable, ordered, and without a value that a file could not hold."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliancekit._checks import check_text
from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate, Tri
from alliancekit.errors import Problem, RecordError, on_one_line, quoted
from alliancekit.kinds import (
    AGREEMENT_GROUPS,
    EVENT_GROUPS,
    AgreementKind,
    EventKind,
    Realis,
    Role,
    Stage,
)
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    Event,
    Judgement,
    Milestone,
    Party,
    Place,
    Quantity,
    Record,
    RecordId,
    Source,
    SourceId,
    Title,
)
from alliancekit.records import read_text
from alliancekit.testing.strategies import agreements, collections, events, hostile_text


def pact(*milestones: Milestone) -> Agreement:
    return Agreement(kind=AgreementKind.defence_pact, milestones=milestones)


def step(stage: Stage, when: str | None = None, **fields: Any) -> Milestone:
    return Milestone(stage=stage, when=FuzzyDate(when) if when else None, **fields)


@settings(max_examples=25)
@given(claim=events() | agreements(), seed=st.randoms(use_true_random=False))
def test_the_order_in_which_members_are_given_does_not_matter(claim: Any, seed: Any) -> None:
    changed = {}
    for field in attrs.fields(type(claim)):
        value = getattr(claim, field.name)
        if isinstance(value, tuple):
            shuffled = [*value, *value[:1]]
            seed.shuffle(shuffled)
            changed[field.name] = shuffled
    assert attrs.evolve(claim, **changed) == claim
    assert hash(attrs.evolve(claim, **changed)) == hash(claim)


@settings(max_examples=20)
@given(first=collections(), second=collections(), third=collections())
def test_joining_collections_is_a_set_union(
    first: Collection, second: Collection, third: Collection
) -> None:
    assert first | second == second | first
    assert (first | second) | third == first | (second | third)
    assert first | first == first
    assert len(first | second) <= len(first) + len(second)
    assert set(first.records) <= set((first | second).records)


@settings(max_examples=20)
@given(collection=collections())
def test_a_collection_pickles(collection: Collection) -> None:
    assert pickle.loads(pickle.dumps(collection)) == collection


@settings(max_examples=20)
@given(collection=collections())
def test_a_collection_is_walked_and_asked_as_the_records_that_it_counts(
    collection: Collection,
) -> None:
    assert tuple(collection) == collection.records
    assert len([*collection]) == len(collection)
    for record in collection:
        assert record in collection
        assert record.id in collection
    assert "no such source#x" not in collection
    assert collection not in collection


@given(text=hostile_text())
def test_what_the_strategies_call_hostile_the_model_accepts(text: str) -> None:
    check_text(text, "title")
    assert Title(text=text).text == text


@pytest.mark.parametrize(
    ("make", "code", "path"),
    [
        (lambda: Title(text=" "), "empty", "/text"),
        (lambda: Title(text="a\x00"), "text.control", "/text"),
        (lambda: Title(text="a", language="e n"), "id", "/language"),
        (lambda: Party(actor=ActorId("a b")), "id", "/actor"),
        (lambda: Party(actor=ActorId("JPN"), role="host"), "type", "/role"),  # type: ignore[arg-type]
        (lambda: Party(actor=ActorId("JPN"), via="USA"), "type", "/via"),
        (lambda: Place(), "empty", ""),
        (lambda: Place(name="a", latitude=1.0), "number", ""),
        (lambda: Place(latitude=float("nan"), longitude=0.0), "number", "/latitude"),
        (lambda: Place(latitude=True, longitude=0.0), "number", "/latitude"),
        (lambda: Quantity(what="a", low=Decimal("NaN")), "number", "/low"),
        (lambda: Quantity(what="a", low=3), "type", "/low"),  # type: ignore[arg-type]
        (lambda: Event(kind=AgreementKind.trade), "type", "/kind"),  # type: ignore[arg-type]
        (lambda: Event(kind=EventKind.call, edition=True), "number", "/edition"),
        (lambda: Event(kind=EventKind.call, when="2024"), "type", "/when"),  # type: ignore[arg-type]
        (lambda: Event(kind=EventKind.call, cites="p1"), "type", "/cites"),
        (lambda: Event(kind=EventKind.call, parties=("JPN",)), "type", "/parties/0"),
        (lambda: Event(kind=EventKind.call, about=("a",)), "id", "/about/0"),
        (lambda: Event(kind=EventKind.call, extra=(("a",),)), "type", "/extra/0"),
        (lambda: Event(kind=EventKind.call, extra="ab"), "type", "/extra"),
        (
            lambda: Event(kind=EventKind.call, extra=(("a", "b"), ("a", "c"))),
            "duplicate_key",
            "/extra",
        ),
        (
            lambda: Event(kind=EventKind.call, titles=(Title(text="a"), Title(text="b"))),
            "duplicate_key",
            "/titles",
        ),
        (lambda: Source(id=SourceId("a#b")), "id", "/id"),
        (lambda: Source(id=SourceId("a"), language="e n"), "id", "/language"),
        (lambda: Record(id=RecordId("a"), says=Event(kind=EventKind.call)), "id", "/id"),
        (
            lambda: Decision(judgement=Judgement.same, records=(RecordId("a#b"),) * 2),
            "decision",
            "/records",
        ),
        (
            lambda: Decision(
                judgement=Judgement.same,
                records=(RecordId("a#b"), RecordId("a#c")),
                id="#",  # type: ignore[arg-type]
            ),
            "id",
            "/id",
        ),
        (lambda: Collection(records=("a",)), "type", "/records/0"),
    ],
)
def test_what_no_file_could_hold_is_refused(make: Any, code: str, path: str) -> None:
    with pytest.raises(RecordError) as caught:
        make()
    assert [(one.code, one.path) for one in caught.value.problems] == [(code, path)]


def test_the_objects_cannot_be_changed() -> None:
    event = Event(kind=EventKind.call)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        event.kind = EventKind.visit  # type: ignore[misc]
    assert Collection().__or__(3) is NotImplemented  # type: ignore[operator]


def test_parties_stand_by_role_then_by_actor() -> None:
    parties = (
        Party(actor=ActorId("USA")),
        Party(actor=ActorId("AUS"), role=Role.host),
        Party(actor=ActorId("JPN")),
    )
    event = Event(kind=EventKind.call, parties=parties)
    assert [party.actor for party in event.parties] == ["JPN", "USA", "AUS"]


def test_the_best_title_is_in_english_else_the_first() -> None:
    french, german = Title(text="f", language="fr"), Title(text="d", language="de")
    assert Event(kind=EventKind.call, titles=(french, german)).title == "d"
    assert Agreement(kind=AgreementKind.trade, titles=(french, Title(text="e"))).title == "e"
    assert Event(kind=EventKind.call).title == ""


def test_every_kind_stands_in_one_group() -> None:
    assert set(EVENT_GROUPS) == set(EventKind)
    assert set(AGREEMENT_GROUPS) == set(AgreementKind)
    assert all(kind.group.value for kind in (*EventKind, *AgreementKind))


# ----------------------------------------------------------------------------- status


def test_a_signed_treaty_that_entered_into_force_is_in_force() -> None:
    # The treaty of Washington: signed 1960-01-19, in force 1960-06-23.
    treaty = pact(step(Stage.signed, "1960-01-19"), step(Stage.in_force, "1960-06-23"))
    assert treaty.status("1959").possible == ()
    assert treaty.status("1960-02-01").stage is Stage.signed
    assert treaty.status(dt.date(2024, 1, 1)).in_force is Tri.YES
    assert treaty.status("1960").in_force is Tri.MAYBE
    assert treaty.status(FuzzyDate("1960-02")).is_in(Stage.in_force) is Tri.NO
    assert (treaty.when, treaty.realis) == (FuzzyDate("1960-01-19"), Realis.actual)


def test_a_planned_step_leaves_two_stages_possible() -> None:
    treaty = pact(
        step(Stage.signed, "2024-01-01"), step(Stage.in_force, "2025", realis=Realis.planned)
    )
    assert treaty.status("2026").possible == (Stage.signed, Stage.in_force)
    assert treaty.status("2026").stage is None
    denied = pact(step(Stage.signed, "2024", realis=Realis.denied))
    assert denied.status("2026").possible == ()


def test_a_suspended_treaty_may_come_back_into_force() -> None:
    treaty = pact(
        step(Stage.in_force, "1990"), step(Stage.suspended, "2000"), step(Stage.in_force, "2010")
    )
    assert treaty.status("2005").stage is Stage.suspended
    assert treaty.status("2015").stage is Stage.in_force


def test_undated_steps_are_possible_and_a_later_stage_rules_out_an_earlier_one() -> None:
    treaty = pact(step(Stage.negotiating), step(Stage.signed, "2024"))
    assert treaty.status("2025").possible == (Stage.signed,)
    assert pact(step(Stage.mooted)).status("2025").possible == (Stage.mooted,)


def test_an_impossible_order_is_told_and_no_error() -> None:
    treaty = pact(
        step(Stage.signed, "2024-05-01"),
        step(Stage.in_force, "2024-01-01"),
        step(Stage.terminated, "2023"),
    )
    told = treaty.diagnostics()
    assert len(told) == 3
    assert any("in_force on 2024-01-01 comes before signed on 2024-05-01" in t for t in told)
    assert pact(step(Stage.signed, "2024"), step(Stage.in_force, "2024")).diagnostics() == ()


def test_realis_of_an_agreement_is_that_of_its_furthest_step() -> None:
    assert pact().realis is Realis.actual
    assert pact(step(Stage.negotiating, "2024")).realis is Realis.proposed
    assert pact(step(Stage.signed, "2024", realis=Realis.planned)).realis is Realis.planned
    assert pact(step(Stage.negotiating, "2024")).when == FuzzyDate("2024")
    assert pact(step(Stage.negotiating)).when is None


# ----------------------------------------------------------------------------- errors


def test_errors_pickle_and_stay_within_one_line_a_problem() -> None:
    problem = Problem(
        code="x", source="a.yaml", line=3, record="r\x1b", path="/a\n", message="is wrong: mend it"
    )
    error = RecordError([problem, problem])
    again = pickle.loads(pickle.dumps(error))
    assert again.problems == error.problems
    assert str(error).splitlines() == [str(problem)] * 2
    assert str(problem).isprintable()


@given(text=hostile_text() | st.text(st.characters()))
def test_what_errors_show_of_a_text_is_one_line_that_keeps_its_letters(text: str) -> None:
    problem = Problem(code="x", source=text, record=text, path=text, message="is wrong: mend it")
    for shown in (quoted(text), on_one_line(text), str(problem)):
        assert shown.isprintable()
    assert max(len(quoted(text)), len(on_one_line(text))) <= 200
    if text.isprintable() and len(text) <= 200:
        assert on_one_line(text) == text


def test_a_typing_error_is_shown_in_the_script_it_was_made_in() -> None:
    report = "source: {id: a, language: ja}\nrecords: [{id: x, event: summit, parties: [日夲]}]"
    with pytest.raises(RecordError, match="'日夲'"):
        read_text(report)
