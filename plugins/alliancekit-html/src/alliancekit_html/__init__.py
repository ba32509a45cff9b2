"""Web pages from alliancekit timelines: one file that needs no network and no server.

Light: what makes the page is imported by the first export.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import attrs

from alliancekit.exporting import EntryType, ExportContext, Exporter
from alliancekit.options import option
from alliancekit.plugins import hookimpl
from alliancekit.timeline import Timeline

__all__ = ["HTMLOptions", "alliancekit_exporters", "html"]


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
)
"""The exporter; ``alliancekit.export(timeline, path, html)`` writes a page."""


@hookimpl
def alliancekit_exporters() -> Iterable[Exporter[Any]]:
    """Return the exporter of this plugin."""
    return (html,)
