"""The numbered scripts in examples/ run and show what their pages say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"


def _output(name, *arguments):
    found = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / name), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert (found.returncode, found.stderr) == (0, "")
    return found.stdout


def test_reading_tells_where_a_date_comes_from():
    out = _output("1_read.py")
    assert "10 sources, 46 records" in out
    assert "worked out from: end of the fiscal year of JPN, from 2024-07-28" in out


def test_inspecting_answers_with_three_values():
    out = _output("2_inspect.py")
    assert "money: JPY 3000000000 = nearly USD 20000000" in out
    assert "on 2021-02-01: in force? YES" in out
    assert "on 2021-06-01: in force? MAYBE" in out


def test_merging_counts_independent_sources():
    out = _output("3_merge.py")
    assert "2024-07-28: US–Japan 2+2 meeting at Iikura Guest House  (2)" in out
    assert "[planned]" in out


def test_explaining_shows_the_sum_and_the_conflict():
    out = _output("4_explain.py")
    assert "merged: enough speaks for it" in out
    assert "2023-12 says france-japan-2024-05#military-build-up" in out
    assert "2022-12-16 says policy-papers#build-up" in out


@pytest.mark.slow
def test_exporting_tells_what_each_file_leaves_out(tmp_path):
    out = _output("5_export.py", tmp_path)
    for line in out.splitlines():
        if not line.startswith(" "):
            assert (tmp_path / line.partition(":")[0]).stat().st_size > 0
