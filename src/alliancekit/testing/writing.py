"""Exports without the host: what an exporter does when nothing stands between it and the stream."""

from __future__ import annotations

from typing import Any, BinaryIO

import attrs

from alliancekit.exporting import ExportContext, Exporter, Loss, stamp_of
from alliancekit.exporting.views import fingerprint, kept_view
from alliancekit.timeline import Timeline


@attrs.frozen(kw_only=True)
class Told:
    """What an exporter told while it wrote.

    Attributes:
        view: The timeline that it was given.
        losses: What it and the host said to be lost.
        progress: Every pair of entries done and entries in all.
        is_unchanged: Whether the timeline that it was given is as it was.
    """

    view: Timeline
    losses: tuple[Loss, ...]
    progress: tuple[tuple[int, int], ...]
    is_unchanged: bool


def write_directly(
    timeline: Timeline, exporter: Exporter[Any], options: Any, stream: BinaryIO
) -> Told:
    """Return what an exporter told while it wrote to a stream."""
    view, kept_back = kept_view(timeline, exporter)
    losses = list(kept_back)
    progress: list[tuple[int, int]] = []
    context = ExportContext(
        stamp=stamp_of(timeline),
        generator="alliancekit",
        lose=losses.append,
        progress=lambda n_done, n_all: progress.append((n_done, n_all)),
    )
    before = fingerprint(view)
    exporter.write(view, stream, options, context)
    return Told(
        view=view,
        losses=tuple(losses),
        progress=tuple(progress),
        is_unchanged=fingerprint(view) == before,
    )
