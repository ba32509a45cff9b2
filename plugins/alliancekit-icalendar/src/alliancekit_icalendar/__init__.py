"""iCalendar files from alliancekit timelines.

An entry keeps its identity from one export to the next, a date that is not known to the day says
so, and what was planned is never shown as done.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from alliancekit.exporting import EntryType, ExportContext, Exporter, Finding
from alliancekit.plugins import hookimpl
from alliancekit.timeline import Timeline
from alliancekit_icalendar._options import (
    DeadlinePolicy,
    Form,
    FuzzyPolicy,
    ICalendarOptions,
    Profile,
    Published,
)
from alliancekit_icalendar._previous import continued, published
from alliancekit_icalendar._views import parties, uid, years

__all__ = [
    "DeadlinePolicy",
    "Form",
    "FuzzyPolicy",
    "ICalendarOptions",
    "Profile",
    "Published",
    "alliancekit_exporters",
    "icalendar",
    "lint",
    "parties",
    "published",
    "uid",
    "years",
]


def lint(path: str | Path) -> tuple[Finding, ...]:
    """Return the faults of an iCalendar file, in the order of its lines.

    Args:
        path: The file.

    Returns:
        Nothing for a file that every client at hand reads as it was meant.

    Raises:
        OSError: The file cannot be read.

    Source:
        RFC 5545, 7986, and what clients were seen to refuse or to misread.
    """
    from alliancekit_icalendar._lint import lint_lines

    with Path(path).open("rb") as stream:
        return tuple(lint_lines(stream))


def _write_calendar(
    timeline: Timeline, stream: BinaryIO, options: ICalendarOptions, context: ExportContext
) -> None:
    from alliancekit_icalendar._write import write

    write(timeline, stream, options, context)


icalendar: Exporter[ICalendarOptions] = Exporter(
    name="icalendar",
    summary="A calendar (RFC 5545) of events, steps of agreements and deadlines.",
    suffixes=(".ics", ".ical"),
    media_type="text/calendar",
    options=ICalendarOptions,
    write=_write_calendar,
    handles=frozenset({EntryType.event, EntryType.agreement, EntryType.link}),
    api=1,
    lint=lint,
    update=continued,
)
"""The exporter ``icalendar``."""


@hookimpl
def alliancekit_exporters() -> Iterable[Exporter[Any]]:
    """Return the exporter of this plugin."""
    return [icalendar]
