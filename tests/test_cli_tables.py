"""Foreign tables on the command line: a mapping says what their columns mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from alliancekit import read_table
from alliancekit.cli import main
from alliancekit.records import read

COW = """\
version4id,ccode,state_name,all_st_day,all_st_month,all_st_year,all_end_day,all_end_month,\
all_end_year,ss_type,mem_st_day,mem_st_month,mem_st_year,mem_end_day,mem_end_month,mem_end_year,\
left_censor,right_censor,defense,neutrality,nonaggression,entente,version
900,300,Austria-Hungary,7,10,1879,3,11,1918,Type I: Defense Pact,7,10,1879,3,11,1918,0,0,1,0,0,1,4.1
900,255,Germany,7,10,1879,3,11,1918,Type I: Defense Pact,7,10,1879,3,11,1918,0,0,1,0,0,1,4.1
"""
MEMBERS = """\
atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,phase,defense,neutral,nonagg,consul
9001,2,1954,9,8,1977,6,30,0,1,0,0,1
9001,200,1954,9,8,1977,6,30,0,0,0,0,1
"""
DECISION = """\
- {same: [cow-alliances#900, herald#dual], author: R. Coder, reason: one alliance}
"""
REPORT = """\
source: {id: herald, language: en, published: 1879-10-20}
records:
  - id: dual
    agreement: defence_pact
    title: Dual Alliance
    parties: [AUH, DEU]
    milestones: {signed: 1879-10-07}
"""


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Return a function that runs one command, whose paths stand in one folder."""

    def run(*argv: str) -> tuple[object, str, str]:
        words = [str(tmp_path / word) if "." in word and "#" not in word else word for word in argv]
        try:
            status: object = main(words)
        except SystemExit as stopped:
            status = stopped.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    for name, text in (
        ("cow.csv", COW),
        ("atop.csv", MEMBERS),
        ("report.yaml", REPORT),
        ("decisions.yaml", DECISION),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return run


def test_a_table_is_read_by_the_mapping_that_is_named(command: Any) -> None:
    status, out, _ = command("show", "cow.csv", "--mapping", "cow-alliances")
    assert status == 0
    assert "1879" in out
    assert command("check", "atop.csv", "--mapping", "atop-members")[1] == (
        "1 source, 1 record, 0 rejected, 0 problems\n"
    )


def test_tables_and_reports_join_and_decisions_speak_of_both(command: Any) -> None:
    paths = ("cow.csv", "report.yaml", "decisions.yaml", "--mapping", "cow-alliances")
    assert command("check", *paths)[0] == 0
    status, out, _ = command("show", *paths)
    assert status == 0
    assert out.count("Dual Alliance") == 1
    assert command("check", "report.yaml", "decisions.yaml")[0] == 1


def test_each_table_may_have_its_own_mapping(command: Any) -> None:
    both = ("cow.csv", "atop.csv", "--mapping", "cow-alliances", "--mapping", "atop-members")
    status, out, _ = command("check", *both)
    assert (status, out) == (0, "2 sources, 2 records, 0 rejected, 0 problems\n")


def test_tables_of_one_mapping_are_sources_of_their_own(command: Any, tmp_path: Path) -> None:
    (tmp_path / "later.csv").write_text(COW.replace("1879", "1882"), encoding="utf-8")
    arguments = ("cow.csv", "later.csv", "--mapping", "cow-alliances")
    assert command("check", *arguments)[1].startswith("2 sources, 2 records, 0 rejected")
    words = (*arguments[:2], "cow-alliances.later#900", *arguments[2:])
    status, out, _ = command("explain", *words)
    assert status == 0
    assert "1882" in out


def test_a_workbook_and_a_mapping_file_are_read(command: Any, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "name"], ["p1", "Pact of Steel"]):
        book.active.append(row)
    book.save(tmp_path / "own.xlsx")
    (tmp_path / "own.yaml").write_text(
        "name: own\ntitle: Own\nrecord: agreement\nkey: [id]\nkind: trade\n"
        "titles: [{column: name}]\n",
        encoding="utf-8",
    )
    status, out, _ = command("show", "own.xlsx", "--mapping", "own.yaml")
    assert status == 0
    assert "Pact of Steel" in out


def test_problems_name_the_row_and_the_column(command: Any, tmp_path: Path) -> None:
    wrong = COW.replace("900,255,Germany,7,10", "900,255,Germany,7,13")
    (tmp_path / "wrong.csv").write_text(wrong, encoding="utf-8", newline="")
    status, out, _ = command("check", "wrong.csv", "--mapping", "cow-alliances")
    assert status == 1
    assert "row 3, column" in out
    assert "'all_st_month'" in out
    assert command("show", "wrong.csv", "--mapping", "cow-alliances")[0] == 1
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    status, out, _ = command("check", "empty.csv", "cow.csv", "--mapping", "cow-alliances")
    assert status == 1
    assert out.endswith("2 records, 1 rejected, 1 problem\n")


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (("check", "cow.csv"), "is a table: say what its columns mean with --mapping"),
        (("show", "report.yaml", "--mapping", "cow-alliances"), "--mapping goes with a table"),
        (
            ("check", "cow.csv", *["--mapping", "cow-alliances"] * 2),
            "2 mappings do not go with 1 tables",
        ),
        (
            ("check", "cow.csv", "cow.csv", "--mapping", "cow-alliances"),
            "two tables are called 'cow'",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(
    command: Any, argv: tuple[str, ...], reason: str
) -> None:
    status, out, err = command(*argv)
    assert (status, out) == (2, "")
    assert reason in err


def test_an_unknown_mapping_is_a_problem_with_a_hint(command: Any) -> None:
    status, _, err = command("check", "cow.csv", "--mapping", "cow-alliance")
    assert status == 1
    assert "did you mean" in err


def test_what_stands_beside_is_read_with_the_files(command: Any, tmp_path: Path) -> None:
    table = read_table(tmp_path / "cow.csv", "cow-alliances")
    joined = read(tmp_path / "report.yaml", tmp_path / "decisions.yaml", beside=table)
    assert set(table.records) < set(joined.records)
    assert len(joined.decisions) == 1
