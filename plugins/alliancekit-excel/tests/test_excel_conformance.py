"""The exporter against the kit that every exporter must pass, read back by calamine."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import attrs
from python_calamine import CalamineWorkbook

from alliancekit.testing import ExporterConformance, options_of
from alliancekit_excel import ExcelOptions, excel

_MARK = re.compile(r" \[… goes on in sheet Notes, row (\d+)\]\Z")


def titles_of(data: bytes) -> Mapping[str, str]:
    """Return the title of every entry, put together again where it goes on in the notes."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    notes = workbook.get_sheet_by_name("Notes").to_python()
    titles: dict[str, str] = {}
    for name in workbook.sheet_names:
        if not re.fullmatch(r"Timeline( \(\d+\))?", name):
            continue
        header, *rows = workbook.get_sheet_by_name(name).to_python()
        id_column, title_column = header.index("ID"), header.index("Title")
        for row in rows:
            if row[id_column] == "":
                continue  # a table has one row at least
            title = str(row[title_column])
            if mark := _MARK.search(title):
                rest = [
                    n
                    for n in notes[int(mark[1]) - 1 :]
                    if n[:3] == ["Timeline", row[id_column], "Title"]
                ]
                title = title[: mark.start()] + "".join(str(n[5]) for n in rest)
            titles[str(row[id_column])] = title
    return titles


class TestExcel(ExporterConformance):
    exporter = excel
    heavy = ("openpyxl",)
    n_examples = 15
    # In another language the titles are others than those that the kit compares with.
    options = options_of(ExcelOptions).map(lambda o: attrs.evolve(o, language="en"))

    def read_back(self, data: bytes) -> Mapping[str, str]:
        return titles_of(data)

    def check_format(self, data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "written.xlsx"
            path.write_bytes(data)
            assert excel.lint is not None
            assert excel.lint(path) == ()
