"""Commands given carelessly or run in a broken place: one clear line, and no file is harmed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from alliancekit.cli import main

GULF = Path(__file__).parents[2] / "examples" / "gulf_asean"
MAPPING = """
name: pacts
title: A register of pacts
record: agreement
key: [id]
titles: [{column: name}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder, with reports, a table and its mapping."""
    shutil.copytree(GULF, tmp_path / "reports")
    (tmp_path / "pacts.yaml").write_text(MAPPING, "utf-8")
    (tmp_path / "pacts.csv").write_text("id,name\n1,Pact\n", "utf-8")
    (tmp_path / "link.csv").symlink_to("pacts.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "words",
    [
        ["fit", "reports", "-o", "REPORT"],
        ["fit", "REPORT", "-o", "REPORT"],
        ["fit", "pacts.csv", "--mapping", "pacts.yaml", "-o", "./pacts.yaml"],
        ["merge", "reports", "-o", "REPORT", "--exporter", "graphml"],
        [
            *["merge", "pacts.csv", "--mapping", "pacts.yaml", "-o", "link.csv"],
            *["--exporter", "graphml"],
        ],
        ["merge", "link.csv", "--mapping", "pacts.yaml", "-o", "pacts.csv", "--exporter", "excel"],
    ],
)
def test_no_command_writes_over_what_it_reads(
    folder: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    report = min(map(str, (folder / "reports").rglob("*.yaml")))
    before = bytes_of(folder)
    assert main([report if word == "REPORT" else word for word in words]) == 2
    assert "is read, and would be written over" in capsys.readouterr().err
    assert bytes_of(folder) == before


def test_questions_are_not_written_over_a_table(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy("pacts.csv", "pacts.xlsx")
    before = bytes_of(folder)
    words = ["review", "pacts.xlsx", "--mapping", "pacts.yaml", "--sheet", "pacts.xlsx"]
    assert main(words) == 2
    assert "is read, and would be written over" in capsys.readouterr().err
    assert bytes_of(folder) == before


def test_what_was_written_before_is_written_anew(folder: Path) -> None:
    assert main(["fit", "reports", "-o", "model.yaml"]) == 0
    assert main(["fit", "reports", "--model", "model.yaml", "-o", "model.yaml"]) == 0


@pytest.mark.parametrize("option", ["--policy", "--trust"])
def test_an_option_that_says_two_things_is_refused(
    folder: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name, first, second = {
        "--policy": ("when", "majority", "unanimous"),
        "--trust": ("Reuters", "1", "2"),
    }[option]
    words = ["show", "reports", option, f"{name}={first}", option, f"{name}={second}"]
    assert main(words) == 2
    told = f"{option} {name}: given as {first!r} and as {second!r}: keep one"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "day", ["20240801", "2024-W31-4", "2024-08-1", "\uff12024-08-01", "2024-02-30"]
)
def test_a_day_is_written_in_one_way(
    folder: Path, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["show", "reports", "--as-of", day])
    assert caught.value.code == 2
    assert "is not a day: write it like 2024-08-01" in capsys.readouterr().err


def test_a_name_that_is_too_long_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "x" * 300 + ".graphml"
    assert main(["merge", "reports", "-o", name]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("alliancekit: cannot write ")
    assert "xxx" in line


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("a.xlsx")
    assert main(["lint", "a.xlsx"]) == 1
    assert "is not a regular file" in capsys.readouterr().err


def test_an_empty_path_is_no_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", ""]) == 1
    assert "the path is empty" in capsys.readouterr().out


def closed(descriptor: int, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process that is started with a standard stream closed."""
    shell = f'exec "$0" -m alliancekit "$@" {descriptor}>&-'
    return subprocess.run(
        ["sh", "-c", shell, sys.executable, *words], capture_output=True, check=False
    )


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize(
    ("descriptor", "status", "out", "err"),
    [
        (0, 0, b"no decision made", b""),
        (1, 1, b"", b"alliancekit: cannot write the output: the standard output is closed\n"),
        (2, 0, b"no decision made", b""),
    ],
)
def test_a_standard_stream_that_is_closed_is_no_crash(
    folder: Path, descriptor: int, status: int, out: bytes, err: bytes
) -> None:
    Path("two.yaml").write_text(
        "source: {id: a}\n"
        "records: [{id: r, event: summit, title: Talks, parties: [USA, JPN], when: 2024-07-01}]\n"
        "---\n"
        "source: {id: b}\n"
        "records: [{id: r, event: summit, title: Talks, parties: [USA, JPN], when: 2024-07-02}]\n",
        "utf-8",
    )
    found = closed(descriptor, "review", "two.yaml", "--decisions", "decisions.yaml")
    assert (found.returncode, found.stderr) == (status, err)
    assert out in found.stdout
