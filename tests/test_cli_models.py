"""Models and measuring on the command line."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import attrs
import pytest

from alliancekit.cli import main
from alliancekit.saved_models import read_model, write_model
from alliancekit.weights import SHIPPED_MODEL

REPORTS = {
    "a": """
        source: {id: a, published: 2024-04-12}
        records:
          - {id: summit, event: summit, title: Summit in Washington, parties: [JPN, USA],
             when: 2024-04-10}
          - {id: drill, event: exercise, title: Naval exercise, parties: [AUS, JPN],
             when: 2024-09-02}
        """,
    "b": """
        source: {id: b, published: 2024-04-13}
        records:
          - {id: summit, event: summit, parties: [JPN, USA], when: 2024-04-11}
        """,
}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / f"{name}.yaml").write_text(textwrap.dedent(text), "utf-8")
    return folder


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.csv"
    path.write_text("record,cluster\na#summit,x\nb#summit,x\nc#gone,y\n", "utf-8")
    return path


def test_evaluating_shows_figures_and_names_what_does_not_fit(reports, gold, capsys):
    assert main(["evaluate", str(reports), "--gold", str(gold)]) == 0
    shown = capsys.readouterr().out
    assert f"model shipped {SHIPPED_MODEL.digest}" in shown
    assert "pairs               1.0000  1.0000  1.0000" in shown
    assert "records of the gold that are not here: 1: c#gone" in shown
    assert "records without gold: 1: a#drill" in shown


def test_evaluating_as_json_gives_every_figure(reports, gold, tmp_path, capsys):
    fields = tmp_path / "fields.csv"
    fields.write_text("first,second,field,label\na#summit,b#summit,when,conflict\n", "utf-8")
    arguments = ["evaluate", str(reports), "--gold", str(gold), "--gold", str(fields), "--json"]
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["clusters"]["pairs"]["f1"] == told["clusters"]["cubed"]["f1"] == 1
    assert told["conflicts"]["n_shown"] == 1 and told["conflicts"]["recall"] == 1
    assert told["blocking"]["completeness"] == 1
    assert told["unknown"] == ["c#gone"]
    assert told["pairs"] is None


def test_wrong_gold_is_an_error_with_its_line(reports, tmp_path, capsys):
    path = tmp_path / "gold.csv"
    path.write_text("record,cluster\na,x\n", "utf-8")
    assert main(["evaluate", str(reports), "--gold", str(path)]) == 1
    assert f"{path}:2 /record: 'a' is no record id" in capsys.readouterr().err


def test_broken_reports_are_not_measured(reports, gold, capsys):
    (reports / "a.yaml").write_text("source: {id: a}\nrecords: [{id: x}]\n", "utf-8")
    assert main(["evaluate", str(reports), "--gold", str(gold)]) == 1
    assert "a.yaml" in capsys.readouterr().err


def test_a_fitted_model_is_a_file_that_the_other_commands_take(reports, gold, tmp_path, capsys):
    path = tmp_path / "model.yaml"
    assert main(["fit", str(reports), "-o", str(path)]) == 0
    model = read_model(path)
    assert capsys.readouterr().out == f"{path}: model {model.name} {model.digest}\n"
    assert main(["evaluate", str(reports), "--gold", str(gold), "--model", str(path)]) == 0
    assert f"model {model.name} {model.digest}" in capsys.readouterr().out


def test_a_model_decides_what_is_merged(reports, tmp_path, capsys):
    path = tmp_path / "strict.json"
    strict = attrs.evolve(SHIPPED_MODEL, name="strict", same_millibits=90_000)
    write_model(strict, path)
    assert main(["show", str(reports)]) == 0
    assert "3 records, 2 entries" in capsys.readouterr().out
    assert main(["show", str(reports), "--model", str(path)]) == 0
    assert "3 records, 3 entries" in capsys.readouterr().out
    ids = ["a#summit", "b#summit"]
    assert main(["explain", str(reports), *ids, "--model", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "the same from +90.000" in shown
    assert "of pairs of such a weight" in shown


def test_a_file_that_is_no_model_is_an_error(reports, tmp_path, capsys):
    path = tmp_path / "model.yaml"
    path.write_text("same: much\n", "utf-8")
    assert main(["show", str(reports), "--model", str(path)]) == 1
    shown = capsys.readouterr().err
    assert f"{path}:1 /same: must be a whole number" in shown
    assert "model is missing: add it" in shown


def test_what_is_open_comes_with_the_share_that_was_compared(reports, capsys):
    assert main(["show", str(reports), "--conflicts"]) == 0
    shown = capsys.readouterr().out
    assert "What was compared" in shown
    assert "100.0% of the pairs that are the same" in shown


def test_pairs_that_were_never_compared_are_listed_with_the_reason(tmp_path, capsys):
    records = "".join(
        textwrap.dedent(f"""\
            ---
            source: {{id: s{number:03}}}
            records:
              - {{id: talks, event: meeting, parties: [JPN, USA], when: 2024-04-0{1 + number % 9}}}
            """)
        for number in range(130)
    )
    path = tmp_path / "many.yaml"
    path.write_text(records, "utf-8")
    assert main(["show", str(path), "--conflicts"]) == 0
    assert "never compared, because 130 records share " in capsys.readouterr().out
