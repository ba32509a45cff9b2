"""Questions on fields: which are asked, in what order, what an answer does, and the workbook."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import attrs
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import worlds

import alliancekit as ak
from alliancekit.errors import RecordError
from alliancekit.model import Collection, Decision, Judgement
from alliancekit.records import append_decisions
from alliancekit.reviewing import (
    FieldQuestion,
    Question,
    field_questions,
    open_field_questions,
    ordered_questions,
    prefer,
    questions,
    read_sheet,
    write_sheet,
)

_SALE = "event: arms_sale, title: Radars for Manila, parties: [JPN, PHL], when: 2024-05-01"
REPORTS = f"""
source: {{id: a, published: 2024-05-02}}
records:
  - {{id: sale, {_SALE}, money: USD 20 million, place: {{name: Tokyo, country: JPN}}}}
---
source: {{id: b, published: 2024-05-02}}
records:
  - {{id: sale, {_SALE}, money: USD 30 million, place: {{name: Tokyo, country: JPN}}}}
---
source: {{id: c, published: 2024-05-02}}
records:
  - {{id: sale, {_SALE}, money: USD 20 million, place: {{name: Manila, country: PHL}}}}
"""
SAME = "---\n- same: [a#sale, b#sale]\n- same: [a#sale, c#sale]\n"


@pytest.fixture
def collection() -> Collection:
    return ak.read_text(REPORTS + SAME)


def _money(asked: tuple[FieldQuestion, ...]) -> FieldQuestion:
    return next(one for one in asked if one.field.name == "money")


# ----------------------------------------------------------------------------- what is asked


@given(worlds())
@settings(max_examples=40)
def test_every_conflict_that_nobody_decided_is_asked_about_once(collection: Collection) -> None:
    timeline = ak.merge(collection)
    asked = field_questions(timeline)
    found = [(one.entry, one.field.name) for one in asked]
    assert len(set(found)) == len(found)
    open_ones = {
        (conflict.entry, conflict.field)
        for conflict in timeline.conflicts()
        if not conflict.policy.startswith("decided by") and conflict.policy != "decided"
    }
    assert set(found) == open_ones
    assert [one.gain for one in asked] == sorted((one.gain for one in asked), reverse=True)


@given(worlds(), st.data())
@settings(max_examples=30)
def test_an_answer_ends_its_question_and_the_value_is_shown(collection, data) -> None:
    timeline = ak.merge(collection)
    waiting = field_questions(timeline)
    answers: list[Decision] = []
    while waiting:
        question = waiting[0]
        claim = data.draw(st.sampled_from(question.claims))
        answers.append(prefer(question, claim))
        left = open_field_questions(waiting, timeline, answers)
        assert question not in left
        assert set(map(id, left)) < set(map(id, waiting))
        waiting = left
    decided = attrs.evolve(collection, decisions=(*collection.decisions, *answers))
    merged = ak.merge(decided)
    assert field_questions(merged) == ()
    for answer in answers:
        field = merged.entry(answer.records[0]).field(answer.field)
        assert field.policy.startswith("decided")


def test_a_tie_is_asked_before_what_a_majority_settled(collection: Collection) -> None:
    timeline = ak.merge(collection)
    asked = field_questions(timeline)
    assert [one.field.name for one in asked] == ["money", "place"]
    assert asked[0].gain == asked[1].gain
    four = REPORTS + REPORTS.split("---")[0].replace("id: a,", "id: d,").replace(
        "Tokyo, country: JPN", "Manila, country: PHL"
    ).join(["---", ""])
    timeline = ak.merge(ak.read_text(four + SAME + "- same: [a#sale, d#sale]\n"))
    tied, settled = field_questions(timeline)
    assert (tied.field.name, settled.field.name) == ("place", "money")
    assert tied.gain == 4_000_000
    assert settled.gain == 3_000_000  # three of four witnesses: 4 * 3/4 * 1/4 of the doubt
    assert "no value won: tie" in tied.reason
    assert "shown by the rule: most witnesses" in settled.reason


def test_whether_two_are_one_is_asked_before_what_they_say(collection: Collection) -> None:
    timeline = ak.merge(collection)
    fields = field_questions(timeline)
    first, second = timeline.entries[0].records[:2]
    pair = Question(
        first=first,
        second=second,
        reason="",
        is_merged=True,
        weight_millibits=0,
        n_records=3,
        gain=7,
    )
    assert ordered_questions([pair], fields) == (pair, *fields)
    apart = attrs.evolve(pair, is_merged=False)
    assert ordered_questions([apart], fields) == (*fields, apart)


def test_what_parts_an_entry_ends_the_questions_on_its_fields(collection: Collection) -> None:
    timeline = ak.merge(collection)
    asked = field_questions(timeline)
    parted = Decision(judgement=Judgement.different, records=("a#sale", "b#sale"))
    assert open_field_questions(asked, timeline, [parted]) == ()


# ----------------------------------------------------------------------------- answers


def test_an_answer_names_the_record_that_alone_gives_the_value(collection: Collection) -> None:
    question = _money(field_questions(ak.merge(collection)))
    low, high = question.claims
    assert low.records == ("a#sale", "c#sale")
    answer = prefer(question, high, author="Ann", reason="the contract")
    assert (answer.records, answer.field, answer.value) == (("b#sale",), "money", "")
    assert (answer.author, answer.reason) == ("Ann", "the contract")
    assert answer.digests[0][0] == "b#sale"
    assert answer.id.startswith("d-")


def test_of_a_record_with_several_values_the_one_that_is_meant_is_named() -> None:
    steps = "milestones: [{stage: signed, when: 2024-04-01}, {stage: signed, when: 2024-04-09}]"
    text = f"""
source: {{id: a}}
records: [{{id: x, agreement: defence_pact, parties: [JPN, PHL], {steps}}}]
---
source: {{id: b}}
records:
  - {{id: x, agreement: defence_pact, parties: [JPN, PHL],
     milestones: [{{stage: signed, when: 2024-04-01}}]}}
---
- same: [a#x, b#x]
"""
    collection = ak.read_text(text)
    timeline = ak.merge(collection)
    (question,) = field_questions(timeline)
    assert question.field.name == "milestones.signed"
    for claim in question.claims:
        answer = prefer(question, claim)
        decided = attrs.evolve(collection, decisions=(*collection.decisions, answer))
        (entry,) = ak.merge(decided)
        assert [step.when for step in entry.says.milestones] == [claim.value.when]


def test_a_stale_preference_is_asked_about_again_and_replaced(collection: Collection) -> None:
    question = _money(field_questions(ak.merge(collection)))
    answer = prefer(question, question.claims[1])
    mended = REPORTS.replace("USD 30 million", "USD 35 million") + SAME
    changed = ak.read_text(mended)
    changed = attrs.evolve(changed, decisions=(*changed.decisions, answer))
    again = _money(field_questions(ak.merge(changed)))
    assert again.supersedes == (answer.id,)
    assert "has changed since" in again.reason
    new = prefer(again, again.claims[1])
    settled = attrs.evolve(changed, decisions=(*changed.decisions, new))
    timeline = ak.merge(settled)
    assert timeline.decisions.stale == ()
    assert [one.field.name for one in field_questions(timeline)] == ["place"]


def test_people_who_prefer_different_values_are_asked_again(collection: Collection) -> None:
    question = _money(field_questions(ak.merge(collection)))
    both = [
        prefer(question, claim, author=name)
        for claim, name in zip(question.claims, "AB", strict=True)
    ]
    decided = attrs.evolve(collection, decisions=(*collection.decisions, *both))
    again = _money(field_questions(ak.merge(decided)))
    assert set(again.supersedes) == {one.id for one in both}
    last = prefer(again, again.claims[0])
    decided = attrs.evolve(decided, decisions=(*decided.decisions, last))
    assert "money" not in {one.field.name for one in field_questions(ak.merge(decided))}


# ----------------------------------------------------------------------------- workbook


def _answer(path: Path, **cells: object) -> None:
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["Fields"][cell] = value
    book.save(path)


def test_a_sheet_carries_pairs_and_fields_and_takes_both_back(
    collection: Collection, tmp_path: Path
) -> None:
    timeline = ak.merge(collection)
    fields = field_questions(timeline)
    path = tmp_path / "review.xlsx"
    write_sheet([*questions(timeline), *fields], path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Review", "Fields"]
    rows = list(book["Fields"].iter_rows(values_only=True))
    assert rows[0][:6] == ("answer", "reason", "why it is asked", "entry", "field", "what it is")
    assert rows[1][4:10] == (
        "money", "Radars for Manila", "USD 20000000", "a, c", "USD 30000000", "b",
    )  # fmt: skip
    assert read_sheet(path, collection) == ()

    _answer(path, A2=2, B2="the contract", A3="1")
    found = read_sheet(path, collection, author="Ann")
    assert found == (
        prefer(fields[0], fields[0].claims[1], author="Ann", reason="the contract"),
        prefer(fields[1], fields[1].claims[0], author="Ann"),
    )


def test_a_sheet_without_fields_is_read_as_before(collection: Collection, tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    write_sheet((), path)
    assert openpyxl.load_workbook(path).sheetnames == ["Review"]
    assert read_sheet(path, collection) == ()


def test_every_wrong_row_on_fields_is_named_with_its_column(
    collection: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "review.xlsx"
    write_sheet(field_questions(ak.merge(collection)), path)
    head = [cell.value for cell in openpyxl.load_workbook(path)["Fields"][1]]
    column = {name: openpyxl.utils.get_column_letter(number) for number, name in enumerate(head, 1)}
    _answer(path, A2=7, A3=1)
    _answer(path, **{f"{column['record 1']}3": "gone#x", f"{column['digest 1']}3": "zz"})
    _answer(path, **{f"{column['replaces']}3": "a b/c"})
    with pytest.raises(RecordError) as caught:
        read_sheet(path, collection)
    told = [(problem.line, problem.message) for problem in caught.value.problems]
    assert told[0] == (2, "column 'answer': '7' is no answer: write one of 1, 2")
    assert [line for line, _ in told] == [2, 3, 3, 3]
    assert "'gone#x' is not among the records" in told[1][1]
    assert "'zz' is no digest" in told[2][1]
    assert "'a b/c' is no id of a decision" in told[3][1]


def test_a_field_that_there_is_not_is_named_too(collection: Collection, tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    write_sheet(field_questions(ak.merge(collection)), path)
    _answer(path, A2=1, E2="mony")
    with pytest.raises(RecordError, match="column 'field': 'mony' is no field") as caught:
        read_sheet(path, collection)
    assert len(caught.value.problems) == 1
    _answer(path, E2="money", E1="felt")
    with pytest.raises(RecordError, match="there is no column 'field'"):
        read_sheet(path, collection)


# ----------------------------------------------------------------------------- two at once

_REVIEWER = """
import sys
from alliancekit.model import Decision, Judgement
from alliancekit.records import append_decisions

who, path = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
for n in range(20):
    one = Decision(judgement=Judgement.same, records=(f"a#{n}", f"b#{n}"), author=who)
    append_decisions([one], path)
"""


@pytest.mark.parametrize("suffix", ["yaml", "jsonl"])
def test_two_reviewers_at_once_lose_no_answer(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"decisions.{suffix}"
    reviewers = [
        subprocess.Popen(
            [sys.executable, "-c", _REVIEWER, name, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("Ann", "Bob")
    ]
    for one in reviewers:
        assert one.stdout.readline() == "ready\n"
    for one in reviewers:
        one.stdin.write("\n")
        one.stdin.flush()
    for one in reviewers:
        one.communicate()
        assert one.returncode == 0
    text = path.read_text(encoding="utf-8")
    assert text.count("Ann") == text.count("Bob") == 20
    assert sorted(item.name for item in tmp_path.iterdir()) == [path.name]


def test_decisions_in_a_folder_that_is_not_there_are_refused(tmp_path: Path) -> None:
    one = Decision(judgement=Judgement.same, records=("a#x", "b#x"))
    with pytest.raises(RecordError, match="cannot be written"):
        append_decisions([one], tmp_path / "gone" / "decisions.yaml")
