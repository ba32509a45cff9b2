"""One run of an exporter: what it is given, what it tells, and what it must not do."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, BinaryIO, cast

import attrs

from alliancekit.errors import ExporterError, OptionsError, on_one_line, quoted
from alliancekit.exporting.contract import ExportContext, Exporter, Loss, O
from alliancekit.exporting.streams import OutputStream
from alliancekit.exporting.views import fingerprint
from alliancekit.timeline import Timeline

# How long threads that an exporter left behind may take to end, in seconds.
_THREAD_GRACE_SECONDS = 1.0


@attrs.frozen(kw_only=True)
class Job:
    """What an exporter writes and with what.

    Attributes:
        view: What the exporter handles of the timeline.
        exporter: The format.
        options: An instance of its options class.
        stamp: The moment that the file carries, UTC.
        generator: Who makes the file.
        earlier: File from which the exporter continues, or ``None``.
    """

    view: Timeline
    exporter: Exporter[Any]
    options: Any
    stamp: dt.datetime
    generator: str
    earlier: Path | None = None


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
        OptionsError: The exporter cannot continue from the earlier file.
    """
    before = fingerprint(job.view)
    if before is None:
        raise WritingError("timeline.mutable", "the timeline holds something that can be changed")
    losses = _Losses(job.view)
    context = ExportContext(
        stamp=job.stamp, generator=job.generator, lose=losses.lose, progress=progress
    )

    with guarded:
        options = _continued_options(job)
        _run(job, stream, options, context)

    if fingerprint(job.view) != before:
        raise WritingError("plugin.mutated", "it changed the timeline that it was given")
    return tuple(losses.told)


def checked_options(exporter: Exporter[O], options: object) -> O:
    """Return options, the defaults for ``None``.

    Raises:
        OptionsError: They are not of the exporter's class.
        ExporterError: The exporter's class has no defaults.
    """
    if options is None:
        try:
            return exporter.options()
        except TypeError as error:
            raise ExporterError(exporter.name, [f"options: no defaults: {error}"]) from error
    if not isinstance(options, exporter.options):
        message = f"takes {exporter.options.__qualname__}, not {quoted(options)}"
        raise OptionsError(quoted(options), [f"exporter {exporter.name!r} {message}"])
    return options


def _continued_options(job: Job) -> Any:
    if job.earlier is None or job.exporter.update is None:
        return job.options
    try:
        options = job.exporter.update(job.options, job.earlier)
    except OptionsError:
        raise
    # A plugin may raise anything, SystemExit too; only the user's own Ctrl-C ends the host.
    except BaseException as error:
        if type(error) is KeyboardInterrupt:
            raise
        code = "io" if isinstance(error, OSError) else "plugin.raised"
        reason = f"it could not continue from the file: {error_text(error)}"
        raise WritingError(code, reason) from error
    return checked_options(job.exporter, options)


def _run(job: Job, stream: OutputStream, options: Any, context: ExportContext) -> None:
    threads = set(threading.enumerate())
    try:
        job.exporter.write(job.view, cast(BinaryIO, stream), options, context)
        # Where the host has threads of its own, nobody knows whose a new one is.
        left = _threads_left(threads) if len(threads) == 1 else ()
        stream.finish()
    # As above: whatever the plugin raises is its failure, Ctrl-C is the user's.
    except BaseException as error:
        if type(error) is KeyboardInterrupt:
            raise
        if stream.failure is not None:
            reason = f"the output could not be written: {error_text(stream.failure)}"
            raise WritingError("io", reason) from error
        raise WritingError("plugin.raised", f"it raised {error_text(error)}") from error
    if left:
        names = ", ".join(quoted(thread.name) for thread in left)
        reason = f"it returned while its threads still ran: {names}: wait for them before the end"
        raise WritingError("plugin.thread", reason)


def _threads_left(before: set[threading.Thread]) -> tuple[threading.Thread, ...]:
    """Return the threads that do not end in the time that they are given."""
    deadline = time.monotonic() + _THREAD_GRACE_SECONDS
    started = [thread for thread in threading.enumerate() if thread not in before]
    for thread in started:
        thread.join(max(0.0, deadline - time.monotonic()))
    return tuple(thread for thread in started if thread.is_alive())


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
    return f"{name}: {on_one_line(message)}" if message else name
