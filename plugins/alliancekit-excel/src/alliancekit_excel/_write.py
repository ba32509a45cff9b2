"""A timeline as a workbook: plan the sheets, then write them row by row."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Mapping
from typing import BinaryIO, cast
from zipfile import ZipFile

import attrs

from alliancekit.exporting import ExportContext
from alliancekit.options import as_mapping, structure
from alliancekit.timeline import Timeline
from alliancekit_excel import ExcelOptions
from alliancekit_excel._books import Book, Notes, Sheet, sheets_of
from alliancekit_excel._package import CONTENT_TYPES, Package, saved, tidied
from alliancekit_excel._rows import Frame, frame, with_targets, write_rows
from alliancekit_excel._tables import (
    Table,
    View,
    about_rows,
    agreements_table,
    claims_table,
    conflicts_table,
    decisions_table,
    gantt_table,
    links_table,
    milestones_table,
    parties_table,
    sources_table,
    timeline_table,
    unsure_table,
)
from alliancekit_excel._workbook import StyleKey, build, plain_text, style_ids

SCHEMA_VERSION = "1"
_SPOOL_BYTES = 1 << 24
_CHARS_PER_CELL = 200


def write(
    timeline: Timeline, stream: BinaryIO, options: ExcelOptions, context: ExportContext
) -> None:
    """Write a timeline as a workbook.

    Args:
        timeline: What to write.
        stream: Seekable; it is left open, after the last byte.
        options: What the user chose.
        context: Stamp, generator, and where losses and progress go.

    Raises:
        OptionsError: An option is out of its range.
    """
    structure(ExcelOptions, as_mapping(options))
    view = View(timeline=timeline, language=options.language, progress=context.progress)
    book = _book(view, options, context)
    with Package(stream) as package:
        if not (options.streaming and _write_streaming(book, package, context)):
            _write_plain(book, package, context)


def tables_of(view: View, options: ExcelOptions) -> list[Table]:
    """Return the tables of a workbook, in order."""
    tables = [
        timeline_table(view),
        agreements_table(view),
        parties_table(view),
        sources_table(view),
        conflicts_table(view),
    ]
    gantt = gantt_table(view, options.gantt_rows) if options.gantt_rows else None
    if gantt is not None:
        tables.append(gantt)
    tables += [milestones_table(view), links_table(view)]
    if options.claims:
        tables.append(claims_table(view))
    if view.timeline.unsure:
        tables.append(unsure_table(view))
    if view.timeline.collection.decisions:
        tables.append(decisions_table(view))
    return tables


def _book(view: View, options: ExcelOptions, context: ExportContext) -> Book:
    timeline = view.timeline
    tables = tables_of(view, options)
    remarks = []
    gantt = next((table for table in tables if table.name == "Gantt"), None)
    if gantt is not None and gantt.n_rows < len(timeline.entries):
        remarks.append(
            f"The sheet Gantt draws {gantt.n_rows} of {len(timeline.entries)} entries: "
            f"those with a date, and of more than {options.gantt_rows} the ones that last."
        )
    stamp = context.stamp.replace(tzinfo=None)
    outlets = sorted({source.outlet or source.id for source in timeline.sources})
    return Book(
        about=about_rows(
            view,
            tables,
            title=options.title,
            licence=options.licence,
            generator=context.generator,
            schema=SCHEMA_VERSION,
            remarks=remarks,
        ),
        sheets=tuple(s for table in tables for s in sheets_of(table, options.rows_per_sheet)),
        notes=Notes(lose=context.lose),
        meta=(
            ("schema", SCHEMA_VERSION),
            ("generator", context.generator),
            ("stamp", f"{stamp.isoformat(timespec='seconds')}Z"),
            ("as_of", timeline.as_of.isoformat()),
            ("model", timeline.model.digest),
            ("n_entries", str(len(timeline.entries))),
            ("n_links", str(len(timeline.links))),
            ("n_sources", str(len(timeline.sources))),
            ("n_records", str(len(timeline.collection.records))),
        ),
        properties={
            "title": plain_text(options.title),
            "subject": "Events and agreements between allies, merged from several sources",
            "creator": context.generator,
            "keywords": "alliances, agreements, timeline, provenance",
            "description": plain_text(
                f"{len(timeline.entries)} entries from {len(outlets)} outlets, "
                f"as of {timeline.as_of}"
            ),
            "language": options.language,
            "created": stamp,
            "modified": stamp,
        },
        rows_per_sheet=options.rows_per_sheet,
        paper=options.paper,
    )


def _write_plain(book: Book, package: Package, context: ExportContext) -> None:
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as scratch:
        parts = saved(build(book, with_rows=True), cast(BinaryIO, scratch))
        tidy = _Tidy(parts=parts, stamp=context.stamp)
        big = set(map(_part_name, range(len(book.sheets))))
        for name in _in_order(parts):
            if name in big:
                package.copy(name, parts)
            else:
                package.add(name, tidy(name))


def _write_streaming(book: Book, package: Package, context: ExportContext) -> bool:
    """Return whether rows could go straight into the package; if not, nothing was written."""
    workbook = build(book, with_rows=False)
    styles = style_ids(workbook)
    with saved(workbook, io.BytesIO()) as parts:
        tidy = _Tidy(parts=parts, stamp=context.stamp)
        frames = [frame(tidy(_part_name(number))) for number in range(len(book.sheets))]
        if None in frames or any(
            _relations_name(n) not in parts.namelist() for n in range(len(frames))
        ):
            return False
        content_types = tidy(CONTENT_TYPES)

    package.add(CONTENT_TYPES, content_types)
    targets: dict[str, tuple[str, ...]] = {}
    for number, (sheet, made) in enumerate(zip(book.sheets, frames, strict=True)):
        assert made is not None
        targets[_relations_name(number)] = _stream_sheet(number, sheet, made, book, styles, package)

    # Once more, for the notes and the digest, which are complete only now.
    written = {CONTENT_TYPES, *map(_part_name, range(len(frames)))}
    with saved(build(book, with_rows=False), io.BytesIO()) as parts:
        tidy = _Tidy(parts=parts, stamp=context.stamp)
        for name in _in_order(parts):
            if name not in written:
                package.add(name, with_targets(tidy(name), targets.get(name, ())))
    return True


def _stream_sheet(
    number: int,
    sheet: Sheet,
    made: Frame,
    book: Book,
    styles: Mapping[StyleKey, int],
    package: Package,
) -> tuple[str, ...]:
    n_chars = sheet.n_rows * len(sheet.table.columns) * _CHARS_PER_CELL
    with package.open(_part_name(number), n_chars) as part:
        part.write(made.head)
        links, targets = write_rows(sheet, book, styles, part.write)
        part.write(made.middle)
        part.write(links)
        part.write(made.tail)
    return targets


@attrs.frozen(kw_only=True)
class _Tidy:
    parts: ZipFile
    stamp: dt.datetime

    def __call__(self, name: str) -> bytes:
        return tidied(name, self.parts.read(name), self.stamp)


def _in_order(parts: ZipFile) -> list[str]:
    # Programs that tell formats by the first bytes look for this part first.
    return sorted(parts.namelist(), key=lambda name: (name != CONTENT_TYPES, name))


def _part_name(number: int) -> str:
    # Sheet 1 is About.
    return f"xl/worksheets/sheet{number + 2}.xml"


def _relations_name(number: int) -> str:
    return f"xl/worksheets/_rels/sheet{number + 2}.xml.rels"
