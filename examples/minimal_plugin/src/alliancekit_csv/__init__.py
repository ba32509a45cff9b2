"""CSV files from alliancekit timelines: one row for each entry."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO, Literal

import attrs

from alliancekit.exporting import EntryType, ExportContext, Exporter, Loss
from alliancekit.options import option
from alliancekit.plugins import hookimpl
from alliancekit.timeline import Entry, Timeline

COLUMNS = ("id", "type", "kind", "title", "when", "realis", "parties", "sources", "conflicts")


def _row(entry: Entry) -> list[str]:
    return [
        entry.id,
        entry.type,
        entry.kind,
        entry.title,
        entry.when.edtf if entry.when else "",
        entry.realis,
        "; ".join(party.actor for party in entry.parties),
        "; ".join(entry.sources),
        "; ".join(field.name for field in entry.conflicts),
    ]


@attrs.frozen(kw_only=True)
class CsvOptions:
    """Options of the CSV exporter."""

    delimiter: Literal[",", ";", "\t"] = option(
        ",", help="What stands between two cells; a semicolon where commas are decimal points."
    )
    header: bool = option(True, help="Whether the first row names the columns.")


def write(
    timeline: Timeline, stream: BinaryIO, options: CsvOptions, context: ExportContext
) -> None:
    """Write one row for each entry, RFC 4180, UTF-8."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    rows = csv.writer(text, delimiter=options.delimiter)
    if options.header:
        rows.writerow(COLUMNS)

    for n_done, entry in enumerate(timeline, 1):
        rows.writerow(_row(entry))
        for field in entry.conflicts:
            reason = "A row has one cell for a field, so the values that lost are left out."
            context.lose(Loss(entry=entry.id, field=field.name, reason=reason))
        context.progress(n_done, len(timeline))

    # The stream is the host's: a wrapper that is collected would close it.
    text.detach()


csv_exporter = Exporter(
    name="csv",
    summary="Comma-separated values, one row for each entry.",
    suffixes=(".csv",),
    media_type="text/csv",
    options=CsvOptions,
    write=write,
    handles=frozenset({EntryType.event, EntryType.agreement}),
    api=1,
)


@hookimpl
def alliancekit_exporters() -> Iterable[Exporter[Any]]:
    """Return the exporters of this plugin."""
    return [csv_exporter]
