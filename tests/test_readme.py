"""What the README and the tutorial show is what happens."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from alliancekit.cli import main
from alliancekit.plugins import load_plugins

ROOT = Path(__file__).parent.parent
TUTORIAL = ROOT / "docs" / "tutorial" / "index.md"
needs_formats = pytest.mark.skipif(
    not {"excel", "graphml", "icalendar"} <= {p.exporter.name for p in load_plugins().exporters},
    reason="the plugins of this tree are not installed",
)
has_pages = pytest.mark.skipif(not TUTORIAL.is_file(), reason="the pages are not here")


def _blocks(path):
    """Return the fenced blocks of a page: language, caption, text."""
    found = re.findall(
        r"^```(?:\{code-block\} )?(\w+)\n(?::caption: (\S+)\n)?(.*?)^```$",
        path.read_text(encoding="utf-8"),
        flags=re.M | re.S,
    )
    return [(language, caption, text) for language, caption, text in found]


def _masked(text):
    """Return a line without its spacing, and with every weight as one sign: models change."""
    return re.sub(r"[+-][0-9]+\.[0-9]{3}", "±", re.sub(r"\s+", " ", text)).strip()


def _check_page(path, folder, capsys):
    """Make the files that a page tells to make, run its commands, and compare what it shows."""
    shown = 0
    for language, caption, text in _blocks(path):
        if caption:
            (folder / caption).parent.mkdir(exist_ok=True)
            (folder / caption).write_text(text, encoding="utf-8")
        if language != "console":
            continue
        for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            name, *words = shlex.split(command)
            assert name == "alliancekit"
            assert main(words) == 0, command
            real = _masked(capsys.readouterr().out)
            for line in output.splitlines():
                assert _masked(line) in real, command
                shown += 1
    return shown


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder like a checkout, which is also where programs run."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@needs_formats
@pytest.mark.slow
def test_the_python_of_the_readme_runs(folder):
    example, plugin = (text for name, _, text in _blocks(ROOT / "README.md") if name == "python")
    for code in (example, plugin):
        found = subprocess.run(
            [sys.executable, "-X", "utf8", "-W", "error", "-c", code],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (found.returncode, found.stderr) == (0, "")
    assert (folder / "alliance.ics").stat().st_size > 0


@needs_formats
@pytest.mark.slow
def test_the_commands_of_the_readme_run(folder, capsys):
    _check_page(ROOT / "README.md", folder, capsys)
    assert {path.name for path in folder.glob("alliance.*")} == {
        "alliance.graphml",
        "alliance.ics",
        "alliance.xlsx",
    }


def test_the_reports_of_the_readme_are_those_of_its_example():
    shown = {text for language, _, text in _blocks(ROOT / "README.md") if language == "yaml"}
    example = (ROOT / "examples" / "two_reports").glob("*.yaml")
    assert shown == {path.read_text(encoding="utf-8") for path in example}


@has_pages
@needs_formats
@pytest.mark.slow
def test_the_tutorial_shows_what_happens(folder, capsys):
    assert _check_page(TUTORIAL, folder, capsys) > 10


@has_pages
def test_every_file_that_the_readme_points_to_is_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


@has_pages
def test_pictures_are_small():
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    assert {path.name for path in pictures} == {"graph.png", "page.png", "workbook.png"}
    assert max(path.stat().st_size for path in pictures) < 200_000


def test_the_example_of_the_readme_is_short():
    example = next(text for name, _, text in _blocks(ROOT / "README.md") if name == "python")
    assert len(example.splitlines()) <= 12
