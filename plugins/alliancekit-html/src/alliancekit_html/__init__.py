"""Web pages from alliancekit timelines: one file that needs no network and no server.

Light: what makes the page is imported by the first export.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import attrs

from alliancekit.exporting import EntryType, ExportContext, Exporter, Finding
from alliancekit.options import option
from alliancekit.plugins import hookimpl
from alliancekit.timeline import Timeline

__all__ = ["HTMLOptions", "alliancekit_exporters", "html", "lint"]


@attrs.frozen(kw_only=True)
class HTMLOptions:
    """What a user can choose about the page."""

    title: str = option("Alliance timeline", help="Title of the page.")
    description: str = option("", help="A sentence or two below the title; empty for none.")
    language: str = option(
        "en", help="Language of titles and of names, where there is one; the page is in English."
    )
    network: bool = option(True, help="Whether the page draws the network of parties and entries.")
    licence: str = option("", help="Terms under which the data may be used; empty for none.")


def lint(path: str | Path) -> tuple[Finding, ...]:
    """Return the faults of a page, in the order of its lines.

    Args:
        path: The file.

    Returns:
        Nothing for a page that stands by itself: nothing in it is fetched, nothing but its own
        script can run, and a reader without scripts finds every link and label.

    Raises:
        OSError: The file cannot be read.
    """
    from alliancekit_html._lint import page_findings

    return page_findings(Path(path).read_bytes())


def _write_page(
    timeline: Timeline, stream: BinaryIO, options: HTMLOptions, context: ExportContext
) -> None:
    from alliancekit_html._write import write

    write(timeline, stream, options, context)


html: Exporter[HTMLOptions] = Exporter(
    name="html",
    summary="One self-contained web page: timeline, network, entries, conflicts and sources.",
    suffixes=(".html", ".htm"),
    media_type="text/html",
    options=HTMLOptions,
    write=_write_page,
    handles=frozenset({EntryType.event, EntryType.agreement, EntryType.link}),
    api=1,
    lint=lint,
)
"""The exporter; ``alliancekit.export(timeline, path, html)`` writes a page."""


@hookimpl
def alliancekit_exporters() -> Iterable[Exporter[Any]]:
    """Return the exporter of this plugin."""
    return (html,)
