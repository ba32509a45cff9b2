"""Both ways of writing rows give the same workbook, cell by cell, and so does every process."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from alliancekit.testing import hostile_timeline, options_of, timelines
from alliancekit.timeline import Timeline
from alliancekit_excel import ExcelOptions, _write
from alliancekit_excel._rows import frame

# Each example writes and reads two workbooks: shrinking would take minutes.
_TIDY = settings(
    max_examples=8,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def as_seen(data: bytes) -> dict[str, Any]:
    """Return everything that openpyxl reads of a workbook."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    return {
        sheet.title: {
            "cells": {
                cell.coordinate: (
                    cell.value,
                    cell.data_type,
                    cell.number_format,
                    cell.quotePrefix,
                    cell.alignment.wrap_text,
                    cell.alignment.horizontal,
                    cell.font.underline,
                    cell.hyperlink and (cell.hyperlink.target, cell.hyperlink.location),
                )
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            },
            "heights": {n: row.height for n, row in sheet.row_dimensions.items() if row.height},
            "tables": dict(sheet.tables.items()),
            "rules": sorted(
                (str(area.sqref), tuple(rule.formula or ()))
                for area in sheet.conditional_formatting
                for rule in area.rules
            ),
            "choices": sorted(
                (str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation
            ),
            "print": (
                sheet.print_area,
                sheet.print_title_rows,
                sheet.freeze_panes,
                sheet.sheet_state,
            ),
        }
        for sheet in workbook.worksheets
    }


@_TIDY
@given(timelines(), options_of(ExcelOptions))
def test_streamed_rows_and_openpyxls_are_the_same(
    written: Callable[..., bytes], timeline: Timeline, options: ExcelOptions
) -> None:
    given_options = attrs.asdict(options) | {"title": "both ways"}
    streamed = written(timeline, **given_options | {"streaming": True})
    plain = written(timeline, **given_options | {"streaming": False})
    assert as_seen(streamed) == as_seen(plain)


@pytest.mark.parametrize("which", ["hostile", "disputed"])
def test_hard_timelines_are_the_same_both_ways(
    which: str, written: Callable[..., bytes], disputed: Timeline
) -> None:
    timeline = hostile_timeline() if which == "hostile" else disputed
    streamed, plain = (
        written(timeline, streaming=streaming, claims=True) for streaming in (True, False)
    )
    assert as_seen(streamed) == as_seen(plain)


def test_links_beyond_the_limit_are_plain_text_in_both_ways(
    monkeypatch: pytest.MonkeyPatch,
    written: Callable[..., bytes],
    disputed: Timeline,
    sheets: Callable[..., Any],
) -> None:
    monkeypatch.setattr("alliancekit_excel._books.MAX_LINKS_PER_SHEET", 3)
    streamed, plain = (written(disputed, streaming=streaming) for streaming in (True, False))
    seen = as_seen(streamed)
    assert seen == as_seen(plain)
    linked = [cell for cell in seen["Timeline"]["cells"].values() if cell[-1]]
    assert len(linked) == 3
    assert any(row[0] == "Timeline" and "links" in row[4] for row in sheets(streamed)["Notes"])


def test_a_sheet_that_looks_otherwise_than_expected_goes_through_openpyxl(
    monkeypatch: pytest.MonkeyPatch, written: Callable[..., bytes], disputed: Timeline
) -> None:
    expected = as_seen(written(disputed, streaming=False))
    monkeypatch.setattr(_write, "frame", lambda part: None)
    assert as_seen(written(disputed, streaming=True)) == expected


@pytest.mark.parametrize(
    "sheet",
    [
        b"<worksheet/>",
        b"<worksheet><sheetData></sheetData></worksheet>",
        b"<sheetData></sheetData><sheetData></sheetData><pageMargins/>",
        b"<sheetData></sheetData><hyperlinks/><pageMargins/>",
        b"<sheetData/><pageMargins/>",
    ],
)
def test_a_frame_is_refused_where_rows_or_links_have_no_known_place(sheet: bytes) -> None:
    assert frame(sheet) is None


def test_a_frame_puts_links_before_what_follows_them_in_the_schema() -> None:
    made = frame(b"<sheetData></sheetData><dataValidations/><printOptions/><pageMargins/>")
    assert made == (
        b"<sheetData>",
        b"</sheetData><dataValidations/>",
        b"<printOptions/><pageMargins/>",
    )


_SCRIPT = """
import hashlib, io
from alliancekit.exporting import export
from alliancekit.testing import sample_timeline
from alliancekit_excel import excel
stream = io.BytesIO()
export(sample_timeline(), stream, excel)
print(hashlib.sha256(stream.getvalue()).hexdigest())
"""


def test_bytes_do_not_depend_on_the_xml_library_the_hash_seed_the_zone_or_the_locale() -> None:
    digests = set()
    for surroundings in (
        {"PYTHONHASHSEED": "0", "TZ": "UTC"},
        {"PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C", "OPENPYXL_LXML": "False"},
    ):
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **surroundings}
        run = subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(run.stdout)
    assert len(digests) == 1


def test_parts_bear_no_time_and_come_in_a_fixed_order(
    written: Callable[..., bytes], disputed: Timeline
) -> None:
    with zipfile.ZipFile(io.BytesIO(written(disputed))) as parts:
        infos = parts.infolist()
    assert infos[0].filename == "[Content_Types].xml"
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.create_system for info in infos} == {3}
    assert len({info.external_attr for info in infos}) == 1


class _BrokenStream(io.BytesIO):
    def write(self, data: Any) -> int:
        if self.tell() > 2_000:
            raise OSError(28, "No space left on device")
        return super().write(data)


def test_a_stream_that_fails_is_not_written_to_again(disputed: Timeline) -> None:
    from alliancekit.testing.writing import write_directly
    from alliancekit_excel import excel

    stream = _BrokenStream()
    with pytest.raises(OSError, match="No space left"):
        write_directly(disputed, excel, ExcelOptions(), stream)
    assert not stream.closed
