"""Excel workbooks from alliancekit timelines.

Light: the library that writes workbooks is imported by the first export.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, Literal

import attrs

from alliancekit.exporting import EntryType, ExportContext, Exporter, Finding
from alliancekit.options import option
from alliancekit.plugins import hookimpl
from alliancekit.timeline import Timeline

__all__ = ["ExcelOptions", "alliancekit_exporters", "excel", "lint"]

MAX_ROWS = 1_048_576
"""Rows of a sheet, the header included."""

_MIN_ROWS = 100
_MAX_GANTT_ROWS = 5_000


@attrs.frozen(kw_only=True)
class ExcelOptions:
    """What a user can choose about a workbook."""

    title: str = option("Alliance timeline", help="Title on the sheet About and in the properties.")
    language: str = option(
        "en", help="Language of titles and names, as a BCP 47 tag; English where one is missing."
    )
    licence: str = option(
        "", help="Terms under which the workbook may be used, for the sheet About."
    )
    paper: Literal["A4", "letter"] = option(
        "A4", help="Paper that sheets are printed on, landscape."
    )
    claims: bool = option(
        False, help="Add a sheet with every value of every field and the records that give it."
    )
    gantt_rows: int = option(
        500,
        help="Most entries that the sheet Gantt draws, 0 to 5000; 0 leaves the sheet out.",
        minimum=0,
        maximum=_MAX_GANTT_ROWS,
    )
    rows_per_sheet: int = option(
        MAX_ROWS,
        help="Rows of a sheet, header included, 100 to 1048576; more go to a continuation sheet.",
        minimum=_MIN_ROWS,
        maximum=MAX_ROWS,
    )
    streaming: bool = option(
        True,
        help="Write rows straight into the file, several times as fast; off: all through openpyxl.",
    )


def _write_workbook(
    timeline: Timeline, stream: BinaryIO, options: ExcelOptions, context: ExportContext
) -> None:
    from alliancekit_excel._write import write

    write(timeline, stream, options, context)


def lint(path: Path) -> tuple[Finding, ...]:
    """Return the faults of a workbook that Excel repairs or refuses and validators do not see.

    Args:
        path: An ``.xlsx`` file, ours or not.

    Returns:
        Findings in the order of parts; none for a sound workbook.

    Source:
        Reports of broken files in issue trackers of spreadsheet libraries, each tried out; limits
        from Microsoft's "Excel specifications and limits".
    """
    from alliancekit_excel._lint import findings

    return findings(path)


excel: Exporter[ExcelOptions] = Exporter(
    name="excel",
    summary="Excel workbook: timeline, agreements, parties, sources, conflicts and a Gantt chart.",
    suffixes=(".xlsx",),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    options=ExcelOptions,
    write=_write_workbook,
    handles=frozenset({EntryType.event, EntryType.agreement, EntryType.link}),
    needs_seek=True,
    api=1,
    lint=lint,
)
"""The exporter; ``alliancekit.export(timeline, path, excel)`` writes a workbook."""


@hookimpl
def alliancekit_exporters() -> Iterable[Exporter[Any]]:
    """Return the exporters of this plugin."""
    return (excel,)
