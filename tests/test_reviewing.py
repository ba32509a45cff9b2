"""Reviewing: what is asked, in which order, and how answers come back."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import attrs
import openpyxl
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import worlds

import alliancekit as ak
from alliancekit.clusters import decision_closure, sort_decisions
from alliancekit.errors import DecisionConflictError, RecordError
from alliancekit.kinds import EventKind
from alliancekit.model import Collection, Decision, Event, Judgement, Party, Record, Source, Title
from alliancekit.records import append_decisions, read
from alliancekit.reviewing import (
    Question,
    decide,
    open_questions,
    questions,
    read_sheet,
    write_sheet,
)
from alliancekit.timeline import Timeline, UncomparedPair

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return ak.merge(ak.read(EXAMPLES))


@pytest.fixture(scope="module")
def asked(timeline: Timeline) -> tuple[Question, ...]:
    return questions(timeline)


def _ids(question: Question) -> tuple[str, str]:
    return (question.first.id, question.second.id)


def _closure(collection: Collection):
    standing = sort_decisions(collection.records, collection.decisions).standing
    return decision_closure(collection.records, standing)


@given(worlds())
@settings(max_examples=50)
def test_no_question_is_answered_already_and_each_is_possible(collection: Collection) -> None:
    timeline = ak.merge(collection)
    found = questions(timeline)
    closure = _closure(collection)
    n_versions = Counter(record.id for record in collection.records)
    seen = set()
    for question in found:
        first, second = question.first, question.second
        assert first.id < second.id
        assert type(first.says) is type(second.says)
        assert closure.judgement(*((one.id, type(one.says)) for one in (first, second))) is None
        entries = (timeline.entry(first.id), timeline.entry(second.id))
        assert question.is_merged == (entries[0] is entries[1])
        if all(n_versions[id] == 1 for id in _ids(question)):
            assert question.weight_millibits == timeline.explain(*_ids(question)).weight_millibits
        key = frozenset(entry.id for entry in entries)
        assert key not in seen
        seen.add(key)
    assert [q.gain for q in found] == sorted((q.gain for q in found), reverse=True)


@given(worlds(), st.data())
@settings(max_examples=30)
def test_answers_end_the_questions_that_they_imply(
    collection: Collection, data: st.DataObject
) -> None:
    timeline = ak.merge(collection)
    waiting = questions(timeline)
    answers: list[Decision] = []
    while waiting:
        judgement = data.draw(st.sampled_from((Judgement.same, Judgement.different)))
        answers.append(decide(waiting[0], judgement))
        left = open_questions(waiting, timeline, answers)
        assert set(left) < set(waiting)
        waiting = left
    again = attrs.evolve(collection, decisions=tuple(answers))
    merged = ak.merge(again)
    for answer in answers:
        first, second = map(merged.entry, answer.records)
        assert (first is second) == (answer.judgement is Judgement.same)
    assert set(merged.decisions.standing) == set(answers)


def test_all_unsure_pairs_and_weak_merges_are_asked_about(
    timeline: Timeline, asked: tuple[Question, ...]
) -> None:
    entries = {frozenset((timeline.entry(a).id, timeline.entry(b).id)) for a, b in map(_ids, asked)}
    for pair in timeline.unsure:
        assert frozenset(timeline.entry(id).id for id in pair.records) in entries
    for entry in timeline:
        share = timeline.model.probability(entry.weakest_millibits or 0)
        if entry.weakest_millibits is not None and 0.2 < share < 0.8:
            assert frozenset((entry.id,)) in entries


def test_what_settles_more_records_is_asked_first() -> None:
    def record(id: str, title: str, day: int = 10) -> Record:
        says = Event(
            kind=EventKind.summit,
            titles=(Title(text=title),),
            when=ak.FuzzyDate(f"2024-04-{day:02}"),
            parties=(Party(actor="JPN"), Party(actor="PHL")),
        )
        return Record(id=id, says=says)

    def pair(prefix: str, n: int, year: str) -> tuple[Record, ...]:
        return tuple(record(f"{prefix}{at}#x", f"talks {year} {prefix}") for at in range(n))

    big, small = pair("a", 4, "one"), pair("b", 1, "two")
    lone = tuple(record(f"{name}#x", "meeting in the spring", 15) for name in ("m", "n"))
    same = tuple(Decision(judgement=Judgement.same, records=(big[0].id, one.id)) for one in big[1:])
    records = (*big, *small, *lone)
    sources = tuple(Source(id=one.source) for one in records)
    timeline = ak.merge(Collection(sources=sources, records=records, decisions=same))
    uncompared = [
        UncomparedPair(records=(big[0].id, "m#x"), weight_millibits=0, reason="never compared"),
        UncomparedPair(records=(small[0].id, "n#x"), weight_millibits=0, reason="never compared"),
        UncomparedPair(records=(small[0].id, "m#x"), weight_millibits=-20_000, reason="obvious"),
    ]
    found = questions(timeline, uncompared=uncompared)
    never = [one for one in found if one.reason == "never compared"]
    assert {one.reason for one in found} >= {"never compared"}
    assert "obvious" not in {one.reason for one in found}
    gains = {_ids(one): one.gain / one.n_records for one in never}
    assert len(set(gains.values())) == 1
    assert [one.n_records for one in never] == sorted(
        (one.n_records for one in never), reverse=True
    )


def test_an_answer_keeps_what_was_asked_about(asked: tuple[Question, ...]) -> None:
    question = asked[0]
    day = dt.date(2024, 9, 1)
    answer = decide(question, Judgement.same, author="Ann", made=day, reason="one thing")
    assert answer.records == _ids(question)
    assert dict(answer.digests) == {one.id: one.digest for one in (question.first, question.second)}
    assert (answer.author, answer.made, answer.reason) == ("Ann", day, "one thing")
    assert answer == decide(question, Judgement.same, author="Ann", made=day, reason="one thing")
    assert answer.id.startswith("d-")
    assert answer.id != decide(question, Judgement.different, author="Ann").id


def test_the_fields_of_both_records_stand_side_by_side(asked: tuple[Question, ...]) -> None:
    for question in asked:
        for pair in question.fields:
            said = getattr(question.first.says, pair.name, None)
            assert bool(pair.first) == (ak.timeline.value_text(said) != "")
            assert pair.first or pair.second


def test_a_stale_decision_is_asked_about_in_full_doubt_and_replaced_by_the_answer(
    timeline: Timeline, asked: tuple[Question, ...]
) -> None:
    question = asked[-1]
    old = attrs.evolve(
        decide(question, Judgement.different, author="Ann"),
        digests=((question.first.id, "0" * 16),),
        id="d-old",
    )
    stale = ak.merge(timeline.collection | Collection(decisions=(old,)))
    again = next(one for one in questions(stale) if _ids(one) == _ids(question))
    assert again.gain > question.gain
    assert "decision 'd-old' by Ann holds" in again.reason
    assert "has changed since" in again.reason
    answer = decide(again, Judgement.different)
    assert answer.supersedes == ("d-old",)
    settled = ak.merge(stale.collection | Collection(decisions=(answer,)))
    assert settled.decisions.stale == ()
    assert _ids(question) not in set(map(_ids, questions(settled)))


def test_answers_that_contradict_each_other_are_refused(
    timeline: Timeline, asked: tuple[Question, ...]
) -> None:
    answers = [decide(asked[0], judgement) for judgement in (Judgement.same, Judgement.different)]
    with pytest.raises(DecisionConflictError):
        open_questions(asked, timeline, answers)


# ----------------------------------------------------------------------------- sheets


def _fill(path: Path, answers: dict[int, str], **columns: str) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Review"]
    head = {cell.value: cell.column for cell in sheet[1]}
    for row, answer in answers.items():
        sheet.cell(row, head["answer"]).value = answer
        for name, text in columns.items():
            sheet.cell(row, head[name.replace("_", " ")]).value = text
    book.save(path)


def test_a_sheet_holds_every_question_for_a_reader_that_is_not_ours(
    asked: tuple[Question, ...], tmp_path: Path
) -> None:
    path = tmp_path / "review.xlsx"
    write_sheet(asked, path)
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Review")
    head, *told = rows.to_python()
    assert head[:2] == ["answer", "reason"]
    assert len(told) == len(asked)
    for row, question in zip(told, asked, strict=True):
        cells = dict(zip(head, row, strict=True))
        assert (cells["first record"], cells["second record"]) == _ids(question)
        assert cells["why it is asked"] == question.reason
        for pair in question.fields:
            assert (cells[f"first: {pair.name}"], cells[f"second: {pair.name}"]) == (
                pair.first,
                pair.second,
            )


def test_a_sheet_has_a_fixed_header_and_a_list_of_answers_and_the_same_bytes(
    asked: tuple[Question, ...], tmp_path: Path
) -> None:
    path = tmp_path / "review.xlsx"
    write_sheet(asked, path)
    first = path.read_bytes()
    write_sheet(asked, path)
    assert path.read_bytes() == first
    sheet = openpyxl.load_workbook(path)["Review"]
    assert sheet.freeze_panes == "B2"
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"same,different"'
    assert str(choice.sqref) == f"A2:A{len(asked) + 1}"
    write_sheet((), path)
    assert openpyxl.load_workbook(path)["Review"].max_row == 1


@given(st.sampled_from(("=1+1", "@x", "+1", "-1", "#N/A", "=HYPERLINK(1)", "x" * 40_000)))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_of_a_record_is_a_formula_in_a_sheet(tmp_path: Path, text: str) -> None:
    def record(id: str) -> Record:
        return Record(id=id, says=Event(kind=EventKind.summit, titles=(Title(text=text),)))

    question = Question(
        first=record("a#x"),
        second=record("b#x"),
        reason=text,
        is_merged=False,
        weight_millibits=0,
        n_records=2,
        gain=1,
    )
    path = tmp_path / "review.xlsx"
    write_sheet((question,), path)
    sheet = openpyxl.load_workbook(path)["Review"]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


def test_answers_come_back_as_the_decisions_that_the_terminal_would_make(
    timeline: Timeline, asked: tuple[Question, ...], tmp_path: Path
) -> None:
    path = tmp_path / "review.xlsx"
    write_sheet(asked, path)
    day = dt.date(2024, 9, 1)
    _fill(path, {2: "same", 4: " Different ", 3: "?"}, reason="seen both")
    found = read_sheet(path, timeline.collection, author="Ann", made=day)
    told = {"author": "Ann", "made": day, "reason": "seen both"}
    assert found == (
        decide(asked[0], Judgement.same, **told),
        decide(asked[2], Judgement.different, **told),
    )


def test_a_sheet_without_answers_decides_nothing(
    timeline: Timeline, asked: tuple[Question, ...], tmp_path: Path
) -> None:
    write_sheet(asked, tmp_path / "review.xlsx")
    assert read_sheet(tmp_path / "review.xlsx", timeline.collection) == ()


def test_every_wrong_row_is_named_with_its_column(
    timeline: Timeline, asked: tuple[Question, ...], tmp_path: Path
) -> None:
    path = tmp_path / "review.xlsx"
    write_sheet(asked, path)
    _fill(path, {2: "maybe"})
    _fill(path, {3: "same"}, first_record="gone#x")
    _fill(path, {4: "same"}, first_digest="?")
    _fill(path, {5: "same"}, second_record=asked[3].first.id)
    _fill(path, {6: "same"}, replaces="no id!", reason="\u0301" * 31)
    with pytest.raises(RecordError) as caught:
        read_sheet(path, timeline.collection)
    told = [(one.line, one.message) for one in caught.value.problems]
    assert told == [
        (2, "column 'answer': 'maybe' is no answer: write same or different"),
        (3, "column 'first record': 'gone#x' is not among the records that were read"),
        (4, "column 'first digest': '?' is no digest: write the sheet anew"),
        (5, "column 'second record': is the first record once more"),
        (6, "column 'replaces': 'no id!' is no id of a decision"),
        (6, "column 'reason': more than 30 combining marks in a row at offset 30: remove some"),
    ]


def test_an_answer_that_was_never_computed_is_not_taken_for_none(
    timeline: Timeline, asked: tuple[Question, ...], tmp_path: Path
) -> None:
    path = tmp_path / "review.xlsx"
    write_sheet(asked, path)
    _fill(path, {3: '="same"'})
    with pytest.raises(RecordError, match="holds a formula that was never computed") as caught:
        read_sheet(path, timeline.collection)
    assert [one.line for one in caught.value.problems] == [3]


@pytest.mark.parametrize("name", ["answer", "first digest"])
def test_a_workbook_that_is_no_review_is_refused(
    timeline: Timeline, asked: tuple[Question, ...], tmp_path: Path, name: str
) -> None:
    path = tmp_path / "review.xlsx"
    write_sheet(asked, path)
    book = openpyxl.load_workbook(path)
    head = {cell.value: cell for cell in book["Review"][1]}
    head[name].value = "other"
    book.save(path)
    with pytest.raises(RecordError, match=f"there is no column '{name}'"):
        read_sheet(path, timeline.collection)


def test_only_a_workbook_is_written(asked: tuple[Question, ...], tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"use \.xlsx"):
        write_sheet(asked, tmp_path / "review.csv")


def test_an_answer_on_a_record_that_changed_since_is_stale_and_not_lost(
    timeline: Timeline, asked: tuple[Question, ...], tmp_path: Path
) -> None:
    path = tmp_path / "review.xlsx"
    write_sheet(asked, path)
    _fill(path, {2: "same"})
    first = asked[0].first
    mended = attrs.evolve(first, says=attrs.evolve(first.says, summary="Mended."))
    others = tuple(record for record in timeline.collection.records if record.id != first.id)
    changed = attrs.evolve(timeline.collection, records=(*others, mended))
    (answer,) = read_sheet(path, changed)
    merged = ak.merge(changed | Collection(decisions=(answer,)))
    assert [one.decision for one in merged.decisions.stale] == [answer]
    append_decisions([answer], tmp_path / "decisions.yaml")
    again = read(EXAMPLES, tmp_path / "decisions.yaml")
    assert answer in again.decisions
