"""The commands review, diff and why-not, and what check and show tell of decisions."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

import alliancekit as ak
from alliancekit.cli import main
from alliancekit.model import Judgement
from alliancekit.reviewing import questions

_TALKS = "title: Tokyo talks on radars, parties: [JPN, PHL]"
REPORTS = {
    "a.yaml": f"""
source: {{id: a, published: 2024-04-12}}
records:
  - {{id: talks, event: summit, {_TALKS}, when: 2024-04-10}}
  - {{id: later, event: summit, title: Tokyo radars, parties: [JPN, PHL], when: 2024-06-21}}
""",
    "b.yaml": f"""
source: {{id: b, published: 2024-04-13}}
records:
  - {{id: talks, event: summit, {_TALKS}, when: 2024-04-16}}
""",
}


class Outcome(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def command(capsys, monkeypatch):
    """Return a function that runs one command in this process, with some lines typed into it."""

    def run(*argv: object, typed: str = "") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            status = main([str(word) for word in argv])
        except SystemExit as exit_:
            status = exit_.code
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return run


def _decisions(folder: Path) -> list:
    return list(ak.read(folder).decisions)


def test_the_pair_in_doubt_is_asked_about(reports: Path) -> None:
    asked = questions(ak.merge(ak.read(reports)))
    assert [(one.first.id, one.second.id) for one in asked] == [("a#talks", "b#talks")]


def test_an_answer_becomes_a_decision_beside_the_reports(command, reports) -> None:
    done = command(
        "review", reports, "--author", "Ann", "--date", "2024-09-01", typed="s a day of talks\n"
    )
    assert done.status == 0
    assert "1 of 2: " in done.out
    assert "a#talks" in done.out
    assert "Tokyo talks on radars" in done.out
    assert f"1 decision added to {reports / 'decisions.yaml'}" in done.out
    (decision,) = _decisions(reports)
    assert decision.judgement is Judgement.same
    assert (decision.author, str(decision.made)) == ("Ann", "2024-09-01")
    assert decision.reason == "a day of talks"
    assert len(decision.digests) == 2
    again = command("review", reports, typed="2 the later report\n")
    assert "1 of 1: sources contradict each other and no value won: tie" in again.out
    assert _decisions(reports)[0] == decision
    (preferred,) = _decisions(reports)[1:]
    assert (preferred.judgement, preferred.field) == (Judgement.prefer, "when")
    assert (preferred.records, preferred.reason) == (("b#talks",), "the later report")
    last = command("review", reports, typed="d\n")
    assert last.out == "nothing to ask: no pair and no field is in doubt\n"
    (entry,) = (entry for entry in ak.merge(ak.read(reports)) if entry.id == "a#talks")
    assert entry.when == ak.FuzzyDate("2024-04-16")


def test_a_field_is_not_asked_about_once_its_entry_is_parted(command, reports) -> None:
    done = command("review", reports, typed="d\n")
    assert "1 of 2: " in done.out
    assert "2 of 2" not in done.out
    assert [one.judgement for one in _decisions(reports)] == [Judgement.different]


def test_a_field_takes_the_number_of_a_value_and_nothing_else(command, reports) -> None:
    done = command("review", reports, typed="?\n7\ns\n1\n")
    assert "'7' is no answer" in done.out
    assert "'s' is no answer" in done.out
    (preferred,) = _decisions(reports)
    assert (preferred.records, preferred.field) == (("a#talks",), "when")


@pytest.mark.parametrize("typed", ["?\n", "\n", "q\n", "", "quit now\n"])
def test_who_does_not_know_decides_nothing(command, reports, typed) -> None:
    done = command("review", reports, typed=typed)
    assert (done.status, done.out.splitlines()[-1]) == (0, "no decision made")
    assert not (reports / "decisions.yaml").exists()


def test_an_answer_that_is_none_is_asked_for_again(command, reports) -> None:
    done = command("review", reports, typed="maybe\nDIFFERENT editions\n")
    assert "'maybe' is no answer" in done.out
    (decision,) = _decisions(reports)
    assert (decision.judgement, decision.reason) == (Judgement.different, "editions")
    assert decision.made is not None


def test_answers_go_to_the_file_that_is_named_and_that_file_is_read(command, reports) -> None:
    target = reports.parent / "mine.jsonl"
    paths = sorted(reports.iterdir())
    assert command("review", *paths, "--decisions", target, typed="d\n").status == 0
    assert len(ak.read(reports, target).decisions) == 1
    assert "nothing to ask" in command("review", *paths, "--decisions", target).out


def test_without_a_folder_the_file_of_decisions_must_be_named(command, reports) -> None:
    done = command("review", reports / "a.yaml")
    assert done.status == 2
    assert "use --decisions" in done.err


def test_no_more_is_asked_than_is_wanted(command, reports) -> None:
    assert "nothing to ask" in command("review", reports, "--limit", "0").out
    assert command("review", reports, "--limit", "many").status == 2
    assert "--limit" in command("review", reports, "--limit", "-1").err


def test_a_sheet_is_written_and_its_answers_are_read(command, reports, tmp_path) -> None:
    sheet = tmp_path / "review.xlsx"
    done = command("review", reports / "a.yaml", reports / "b.yaml", "--sheet", sheet)
    assert (done.status, done.out) == (0, f"{sheet}: 2 questions\n")
    book = openpyxl.load_workbook(sheet)
    book["Review"]["A2"] = "same"
    book["Fields"]["A2"] = 1
    book.save(sheet)
    done = command("review", reports, "--read", sheet, "--author", "Ann", "--date", "2024-09-01")
    assert (done.status, done.out) == (0, f"2 decisions added to {reports / 'decisions.yaml'}\n")
    decision, preferred = _decisions(reports)
    assert (decision.judgement, decision.author) == (Judgement.same, "Ann")
    assert (preferred.judgement, preferred.author) == (Judgement.prefer, "Ann")
    again = command("review", reports, "--read", sheet, "--author", "Ann", "--date", "2024-09-01")
    assert again.out.startswith("0 decisions added")
    contrary = command("review", reports, "--sheet", sheet)
    assert contrary.out == f"{sheet}: 0 questions\n"


def test_answers_that_contradict_a_decision_are_not_written(command, reports, tmp_path) -> None:
    sheet = tmp_path / "review.xlsx"
    command("review", reports, "--sheet", sheet)
    book = openpyxl.load_workbook(sheet)
    book["Review"]["A2"] = "same"
    book.save(sheet)
    text = "- {different: [a#talks, b#talks], author: Bob}\n"
    (reports / "decisions.yaml").write_text(text)
    done = command("review", reports, "--read", sheet)
    assert done.status == 1
    assert "cannot be both the same and different" in done.err
    assert (reports / "decisions.yaml").read_text() == text


def test_answers_on_a_record_that_changed_since_are_kept_and_named_stale(
    command, reports, tmp_path
) -> None:
    sheet = tmp_path / "review.xlsx"
    command("review", reports, "--sheet", sheet)
    book = openpyxl.load_workbook(sheet)
    book["Review"]["A2"] = "same"
    book.save(sheet)
    (reports / "b.yaml").write_text(REPORTS["b.yaml"].replace("2024-04-16", "2024-04-17"))
    done = command("review", reports, "--read", sheet)
    assert done.status == 1
    assert "b#talks has changed since" in done.out
    assert len(_decisions(reports)) == 1

    checked = command("check", reports)
    assert checked.status == 0
    assert checked.out.splitlines()[0].startswith("stale: decision 'd-")
    assert checked.out.endswith("1 stale decision\n")
    assert "Decisions that wait to be confirmed" in command("show", reports).out
    asked = command("review", reports, typed="d\n")
    assert "has changed since" in asked.out
    assert "stale" not in command("check", reports).out


def test_reports_with_problems_are_not_reviewed(command, reports) -> None:
    (reports / "bad.yaml").write_text("source: {id: d}\nrecords: [{id: x, event: none}]\n")
    assert command("review", reports).status == 1
    assert command("diff", reports, reports).status == 1


def test_every_contradiction_is_a_problem_up_to_twenty(command, reports) -> None:
    pair = "[a#talks, b#talks]"
    lines = [f"- {{same: {pair}, id: s}}"]
    lines += [f"- {{different: {pair}, id: d{n}}}" for n in range(30)]
    (reports / "decisions.yaml").write_text("\n".join(lines))
    assert command("check", reports).out.endswith("20 problems\n")


def test_what_keeps_two_records_apart_is_told(command, reports) -> None:
    done = command("why-not", reports, "a#talks", "a#later")
    assert done.status == 0
    assert "kept apart: the source a tells of two things" in done.out
    assert "a decision 'same' says so" in done.out


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        (["a#talks"], "one id is too few"),
        (["a#talks", "a#later", "b#talks"], "3 ids are too many"),
        (["a#talks", "a#gone"], "no record or entry has the id 'a#gone'"),
        ([], "is no id"),
    ],
)
def test_why_not_takes_the_ids_of_two_records(command, reports, ids, told) -> None:
    done = command("why-not", reports, *ids)
    assert done.status == 2
    assert told in done.err


def test_the_difference_of_two_collections_is_told_with_its_cause(command, reports) -> None:
    done = command("diff", reports / "a.yaml", reports)
    assert done.status == 0
    assert "because: record b#talks added" in done.out
    assert done.out.splitlines()[-1].startswith("1 difference, ")
    both = command("diff", "--old", reports / "a.yaml", "--new", reports / "a.yaml", reports)
    assert both.out == done.out
    nothing = command("diff", reports, reports)
    assert nothing.out == "0 differences, 0 links added or removed\n"


def test_a_source_that_is_trusted_may_be_new(command, reports) -> None:
    chosen = ("--policy", "when=trust", "--trust", "b=5")
    done = command("diff", reports / "a.yaml", reports, *chosen)
    assert done.status == 0
    assert "because: record b#talks added" in done.out
    unknown = command(
        "diff", reports / "a.yaml", reports, "--policy", "when=trust", "--trust", "z=5"
    )
    assert unknown.status == 2
    assert "no outlet or source is called so" in unknown.err


def test_a_difference_shows_what_joined_changed_moved_and_split(command, reports, tmp_path) -> None:
    more = tmp_path / "more.yaml"
    more.write_text("- {different: [a#talks, b#talks], id: d1}\n")
    done = command("diff", "--old", reports, "--new", reports, more)
    assert "split: Tokyo talks on radars [a#talks, b#talks]\n  was a#talks\n" in done.out
    assert "  because: decision d1 added" in done.out
    done = command("diff", "--old", reports, more, "--new", reports)
    assert "merged: Tokyo talks on radars [a#talks]\n  was a#talks, b#talks\n" in done.out
    assert "  id moved: b#talks is found under a#talks" in done.out
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.yaml").write_text(REPORTS["a.yaml"].replace("2024-04-10", "2024-04-11"))
    (other / "b.yaml").write_text(REPORTS["b.yaml"])
    done = command("diff", reports, other)
    assert "  when: " in done.out
    assert "  because: record a#talks changed" in done.out


def test_a_difference_as_json_is_read_by_programs(command, reports) -> None:
    done = command("diff", "--json", reports / "a.yaml", reports)
    told = json.loads(done.out)
    assert told["causes"] == [
        {"fact": "record", "id": "b#talks", "how": "added"},
        {"fact": "source", "id": "b", "how": "added"},
        {"fact": "options", "id": "as of 2024-04-13", "how": "instead of 2024-04-12"},
    ]
    assert {"change", "title", "old", "new", "moved", "fields", "causes"} <= set(told["entries"][0])


@pytest.mark.parametrize(
    "words", [[], ["one"], ["one", "two", "three"], ["--old", "a"], ["one", "two", "--old", "x"]]
)
def test_a_difference_is_of_two_collections(command, words) -> None:
    done = command("diff", *words)
    assert done.status == 2
    assert "give two paths" in done.err
