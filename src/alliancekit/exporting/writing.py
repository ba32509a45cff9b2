"""One run of an exporter: what it is given, what it tells, and what it must not do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, BinaryIO, cast

import attrs

from alliancekit.errors import quoted
from alliancekit.exporting.contract import ExportContext, Exporter, Loss
from alliancekit.exporting.streams import OutputStream
from alliancekit.exporting.views import fingerprint
from alliancekit.timeline import Timeline


@attrs.frozen(kw_only=True)
class Job:
    """What an exporter writes and with what.

    Attributes:
        view: What the exporter handles of the timeline.
        exporter: The format.
        options: An instance of its options class.
        stamp: The moment that the file carries, UTC.
        generator: Who makes the file.
    """

    view: Timeline
    exporter: Exporter[Any]
    options: Any
    stamp: dt.datetime
    generator: str


class WritingError(Exception):
    """What an exporter or the disk below it did wrong.

    Attributes:
        code: As in :class:`alliancekit.errors.ExportError`.
        reason: What went wrong, on one line.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


def write_job(
    job: Job,
    stream: OutputStream,
    *,
    progress: Callable[[int, int], None],
    guarded: AbstractContextManager[None],
) -> tuple[Loss, ...]:
    """Write a timeline to a stream and return what the output does not say.

    Args:
        job: What is written and with what.
        stream: Takes the output; nothing can be written to it afterwards.
        progress: Takes the number of entries done and of entries in all.
        guarded: What the exporter runs in.

    Returns:
        Each loss once, in the order in which it was told.

    Raises:
        WritingError: The exporter or the disk failed; its cause is what was raised.
    """
    before = fingerprint(job.view)
    if before is None:
        raise WritingError("timeline.mutable", "the timeline holds something that can be changed")
    losses = _Losses(job.view)
    context = ExportContext(
        stamp=job.stamp, generator=job.generator, lose=losses.lose, progress=progress
    )

    try:
        with guarded:
            job.exporter.write(job.view, cast(BinaryIO, stream), job.options, context)
            stream.finish()
    # A plugin may raise anything, SystemExit too; only the user's own Ctrl-C ends the host.
    except BaseException as error:
        if type(error) is KeyboardInterrupt:
            raise
        if stream.failure is not None:
            reason = f"the output could not be written: {error_text(stream.failure)}"
            raise WritingError("io", reason) from error
        raise WritingError("plugin.raised", f"it raised {error_text(error)}") from error

    if fingerprint(job.view) != before:
        raise WritingError("plugin.mutated", "it changed the timeline that it was given")
    return tuple(losses.told)


class _Losses:
    """What an export loses, each thing once, in the order in which it was told."""

    def __init__(self, view: Timeline) -> None:
        self._known = {entry.id for entry in view.entries}
        self.told: dict[Loss, None] = {}

    def lose(self, loss: Loss) -> None:
        if not isinstance(loss, Loss):
            raise TypeError(f"lose takes a Loss, not {quoted(loss)}")
        if loss.entry and loss.entry not in self._known:
            raise ValueError(f"the timeline has no entry {quoted(loss.entry)} to lose")
        self.told[loss] = None


def error_text(error: BaseException) -> str:
    """Return the type and message of an exception as one line, whatever its ``__str__`` does."""
    try:
        message = str(error)
    # A message that cannot be made must not hide the error itself.
    except BaseException as failure:
        if type(failure) is KeyboardInterrupt:
            raise
        message = ""
    name = type(error).__name__
    return f"{name}: {quoted(message)[1:-1]}" if message else name
