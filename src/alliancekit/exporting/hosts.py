"""The host: it gives an exporter what it needs and publishes what it wrote."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, BinaryIO

import attrs

from alliancekit._publishing import NotDurableError, UnpublishableError, draft
from alliancekit.errors import ExporterError, ExportError, OptionsError, PluginWarning, quoted
from alliancekit.exporting.contract import CONTRACT_API, Exporter, ExportReport, Loss, O
from alliancekit.exporting.guards import guarded_process
from alliancekit.exporting.isolation import Isolation, write_isolated
from alliancekit.exporting.streams import OutputStream, write_all
from alliancekit.exporting.views import kept_view
from alliancekit.exporting.writing import (
    Job,
    WritingError,
    checked_options,
    error_text,
    write_job,
)
from alliancekit.timeline import Timeline

_CHUNK_BYTES = 1 << 20
_EPOCH = re.compile(r"[0-9]{1,12}", re.ASCII)
_MAX_EPOCH = 253_402_300_799  # the last second of the year 9999, which datetime can still hold


def stamp_of(timeline: Timeline) -> dt.datetime:
    """Return the moment that an export of a timeline carries.

    Args:
        timeline: What is exported.

    Returns:
        ``SOURCE_DATE_EPOCH`` where the environment sets it, else the day that the timeline speaks
        for at 00:00; UTC, whole seconds.

    Raises:
        OptionsError: ``SOURCE_DATE_EPOCH`` is no whole number of seconds from 1970 to 9999.

    Source:
        https://reproducible-builds.org/specs/source-date-epoch/
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return dt.datetime.combine(timeline.as_of, dt.time(), dt.UTC)
    if _EPOCH.fullmatch(given) is None or int(given) > _MAX_EPOCH:
        message = f"{quoted(given)} is no whole number of seconds from 0 to {_MAX_EPOCH}"
        raise OptionsError(given, [f"SOURCE_DATE_EPOCH: {message}: mend or unset it"])
    return dt.datetime.fromtimestamp(int(given), dt.UTC)


def export(
    timeline: Timeline,
    target: str | os.PathLike[str] | BinaryIO,
    exporter: Exporter[O],
    options: O | None = None,
    *,
    strict: bool = False,
    progress: Callable[[int, int], None] | None = None,
    distribution: str = "",
    update: bool = False,
    isolated: bool | Isolation = False,
) -> ExportReport:
    """Write a timeline in the format of an exporter that is at hand, whatever is installed.

    :func:`alliancekit.plugins.export` also finds exporters by name and suffix.

    Args:
        timeline: What to write.
        target: Path of a file, or a binary stream.
        exporter: The format.
        options: An instance of ``exporter.options``; its defaults where ``None``.
        strict: Whether any loss is an error.
        progress: Takes the number of entries done and of entries in all.
        distribution: Name and version of the distribution that provides the exporter, if one does.
        update: Whether to continue from the file that is replaced.
        isolated: Whether the exporter runs in a process of its own, or with what limits it does.

    Returns:
        What was written and what it does not say.

    Raises:
        ExportError: The exporter or the disk failed, something was lost under ``strict``, or the
            exporter changed the timeline.
        ExporterError: The exporter was written for another contract.
        OptionsError: The options are of another class, or the file that is replaced is none from
            which the format can continue.
        TypeError: The timeline is none.
    """
    if not isinstance(timeline, Timeline):
        given = quoted(timeline)
        raise TypeError(f"a Timeline is exported, not {given}: alliancekit.merge returns one")
    if exporter.api != CONTRACT_API:
        raise ExporterError(
            exporter.name,
            [f"api: it was written for contract {exporter.api}, this host speaks {CONTRACT_API}"],
        )
    run = _Run(
        timeline=timeline,
        exporter=exporter,
        options=checked_options(exporter, options),
        strict=strict,
        progress=progress,
        provider=distribution,
        stamp=stamp_of(timeline),
        target=_target_text(target),
        isolation=_isolation(isolated),
    )

    if isinstance(target, (str, os.PathLike)):
        path = Path(os.fsdecode(target))
        return _export_to_file(run, path, update=update)
    if update:
        raise OptionsError("update", ["update: a stream holds no earlier file: give a path"])
    if isinstance(target, io.TextIOBase) or not callable(getattr(target, "write", None)):
        kind = quoted(type(target).__name__)
        reason = f"{kind} is neither a path nor a binary stream: open the file in mode 'wb'"
        raise run.error("target", reason)
    return _export_to_stream(run, target)


@attrs.frozen(kw_only=True)
class _Run:
    timeline: Timeline
    exporter: Exporter[Any]
    options: Any
    strict: bool
    progress: Callable[[int, int], None] | None
    provider: str
    stamp: dt.datetime
    target: str
    isolation: Isolation | None

    def warn(self, what: str) -> None:
        provider = f" ({self.provider})" if self.provider else ""
        warnings.warn(f"exporter {self.exporter.name!r}{provider}: {what}", PluginWarning, 2)

    def error(self, code: str, reason: str, *, published: bool | None = False) -> ExportError:
        return ExportError(self.exporter.name, self.provider, self.target, reason, published, code)

    @contextmanager
    def disk_errors(self, what: str) -> Iterator[None]:
        """Turn what the disk raises into an error that names the run."""
        try:
            yield
        except OSError as error:
            raise self.error("io", f"{what}: {error_text(error)}") from error


def _export_to_file(run: _Run, path: Path, *, update: bool) -> ExportReport:
    earlier = path if update and path.is_file() else None
    try:
        with run.disk_errors("the folder does not take the file"), draft(path) as temporary:
            report = _write(run, temporary.file, earlier)
            with run.disk_errors("the file could not be published"):
                temporary.publish()
    except UnpublishableError as error:
        raise run.error("target", str(error)) from error
    except NotDurableError as error:
        raise run.error(
            "io.durability", f"published, durability unconfirmed: {error}", published=True
        ) from error
    return report


def _export_to_stream(run: _Run, target: BinaryIO) -> ExportReport:
    with run.disk_errors("the temporary file failed"), tempfile.TemporaryFile(buffering=0) as spool:
        report = _write(run, spool)
        spool.seek(0)
        is_started = False
        try:
            while chunk := spool.read(_CHUNK_BYTES):
                is_started = True
                write_all(target, memoryview(chunk))
            flush = getattr(target, "flush", None)
            if callable(flush):
                flush()
        except Exception as error:
            raise run.error(
                "io",
                f"the stream failed: {error_text(error)}",
                published=None if is_started else False,
            ) from error
    return report


def _write(run: _Run, file: io.RawIOBase, earlier: Path | None = None) -> ExportReport:
    view, kept_back = kept_view(run.timeline, run.exporter)
    stream = OutputStream(file, can_seek=run.exporter.needs_seek)
    job = Job(
        view=view,
        exporter=run.exporter,
        options=run.options,
        stamp=run.stamp,
        generator=generator(run.provider),
        earlier=None if earlier is None else earlier.absolute(),
    )
    progress = run.progress or _no_progress
    try:
        if run.isolation is None:
            told = write_job(job, stream, progress=progress, guarded=guarded_process(run.warn))
        else:
            told = write_isolated(job, stream, run.isolation, progress=progress)
    except WritingError as error:
        failure = run.error(error.code, error.reason)
        for note in getattr(error, "__notes__", ()):
            failure.add_note(note)
        raise failure from error.__cause__

    with run.disk_errors("the output could not be read back"):
        digest, n_bytes = _digest(file)
    if n_bytes != stream.extent:
        raise run.error("io", f"the disk holds {n_bytes} of {stream.extent} bytes")
    losses = tuple(dict.fromkeys((*kept_back, *told)))
    if run.strict and losses:
        raise run.error("loss", _losses_text(losses))
    return ExportReport(
        exporter=run.exporter.name,
        distribution=run.provider,
        n_entries=len(view.entries),
        n_bytes=n_bytes,
        sha256=digest,
        losses=losses,
    )


def _isolation(isolated: bool | Isolation) -> Isolation | None:
    if isinstance(isolated, Isolation):
        return isolated
    return Isolation() if isolated else None


def _no_progress(_n_done: int, _n_all: int) -> None:
    return


def generator(provider: str) -> str:
    """Return who makes the file: the host, and the distribution of the exporter if there is one."""
    host = f"alliancekit {_host_version()}"
    return f"{host} ({provider})" if provider else host


def _digest(file: io.RawIOBase) -> tuple[str, int]:
    # Read back and not taken from the stream: what counts is what the disk holds.
    digest = hashlib.sha256()
    n_bytes = 0
    file.seek(0)
    while chunk := file.read(_CHUNK_BYTES):
        digest.update(chunk)
        n_bytes += len(chunk)
    return digest.hexdigest(), n_bytes


def _losses_text(losses: tuple[Loss, ...]) -> str:
    most_shown = 20
    lines = [str(loss) for loss in losses[:most_shown]]
    if len(losses) > most_shown:
        lines.append(f"and {len(losses) - most_shown} more losses")
    return "\n".join([f"strict, and {len(losses)} losses:", *lines])


def _target_text(target: object) -> str:
    if isinstance(target, (str, os.PathLike)):
        return os.fsdecode(target)
    name = getattr(target, "name", None)
    return name if isinstance(name, str) else f"<{type(target).__name__}>"


@cache
def _host_version() -> str:
    try:
        return metadata.version("alliancekit")
    except metadata.PackageNotFoundError:  # run from a source tree that was never installed
        return "unreleased"
