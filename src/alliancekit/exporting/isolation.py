"""Exports in a process of their own: what hangs, crashes or eats memory there ends only there."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pickle
import secrets
import signal
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import attrs

from alliancekit.errors import OptionsError, quoted
from alliancekit.exporting.contract import Loss
from alliancekit.exporting.streams import OutputStream
from alliancekit.exporting.writing import Job, WritingError, error_text

_CHILD = Path(__file__).with_name("child.py")
# A frame is its kind, the length of what follows in bytes, and that.
FRAME = struct.Struct(">cQ")
PROGRESS = struct.Struct(">QQ")
OUTPUT_KIND, PROGRESS_KIND, RESULT_KIND = b"o", b"p", b"r"
# How a child answers that the exporter does not take its options.
OPTIONS_CODE = "options"
# A frame that claims more is no frame: the child hands its output on in pieces of a megabyte.
_MAX_FRAME_BYTES = 1 << 31
# How long a child outlives its deadline where nobody is left to end it, in seconds.
_GRACE_SECONDS = 30
# How long a child may take to remove what it made once its output is complete, in seconds.
_CLEANUP_SECONDS = 5


@attrs.frozen(kw_only=True)
class Isolation:
    """What an exporter in a process of its own may use up.

    Attributes:
        seconds: How long it may take, with the start of the process, > 0.
        memory_bytes: How much memory it may take beside the timeline, > 0, or ``None`` for any
            amount; kept where the system limits the memory of a process, as Linux does.
    """

    seconds: float = 600.0
    memory_bytes: int | None = 2 << 30

    def __attrs_post_init__(self) -> None:
        problems = []
        if not isinstance(self.seconds, (int, float)) or not 0 < self.seconds < 1e8:
            problems.append(f"seconds: {quoted(self.seconds)} is no number from 0 to 100,000,000")
        if self.memory_bytes is not None and (
            not isinstance(self.memory_bytes, int) or not 0 < self.memory_bytes < 1 << 62
        ):
            problems.append(f"memory_bytes: {quoted(self.memory_bytes)} is no number of bytes")
        if problems:
            raise OptionsError(quoted((self.seconds, self.memory_bytes)), problems)


def write_isolated(
    job: Job,
    stream: OutputStream,
    isolation: Isolation,
    *,
    progress: Callable[[int, int], None],
) -> tuple[Loss, ...]:
    """Write a timeline to a stream by an exporter in a process of its own.

    Only a result with the token that the process was given counts as success: neither an exit
    status nor an end of the output does.

    Args:
        job: What is written and with what; the exporter and its options stand in modules.
        stream: Takes the output.
        isolation: What the exporter may use up.
        progress: Takes the number of entries done and of entries in all.

    Returns:
        What the output does not say.

    Raises:
        WritingError: The exporter failed, its process ended, or it used up too much.
        OptionsError: The exporter cannot continue from the earlier file.
    """
    token = secrets.token_hex(16)
    with (
        tempfile.TemporaryFile() as request,
        tempfile.TemporaryDirectory(prefix="alliancekit-") as private,
    ):
        _write_request(request, job, isolation, token)
        with _child(request, private, isolation) as child:
            result = _take_frames(child, stream, progress, token)
            child.end_gently()
    failure = result["failure"]
    if failure is not None and failure["code"] == OPTIONS_CODE:
        raise OptionsError(failure["reason"], failure["messages"])
    if failure is not None:
        error = WritingError(failure["code"], failure["reason"])
        error.add_note(failure["trace"])
        raise error
    try:
        stream.finish()
    except OSError as error:
        raise _full(error) from error
    return tuple(Loss(entry=e, field=f, reason=r) for e, f, r in result["losses"])


def _write_request(request: BinaryIO, job: Job, isolation: Isolation, token: str) -> None:
    header = {
        "path": sys.path,
        "token": token,
        "seconds": isolation.seconds + _GRACE_SECONDS,
        "memory_bytes": isolation.memory_bytes,
    }
    request.write(json.dumps(header).encode() + b"\n")
    # Apart, so that the limits stand before anything of the plugin is imported.
    pickle.dump((job.view, job.stamp, job.generator), request, pickle.HIGHEST_PROTOCOL)
    try:
        pickle.dump((job.exporter, job.options, job.earlier), request, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise _no_module(error_text(error)) from error
    if "__main__" in {
        getattr(job.exporter.write, "__module__", ""),
        job.exporter.options.__module__,
    }:
        raise _no_module("it stands in __main__")
    request.seek(0)


def _no_module(why: str) -> WritingError:
    advice = "put its functions and its options class into a module that can be imported"
    return WritingError("plugin.isolation", f"no other process can load it: {why}: {advice}")


@attrs.define
class _Child:
    process: subprocess.Popen[bytes]
    isolation: Isolation
    is_late: bool = False

    def end(self) -> None:
        """End the process and whatever it started in its group."""
        if sys.platform == "win32":
            self.process.kill()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def watch(self) -> None:
        """End the process at its deadline, and with it whatever it leaves behind.

        What it started may hold the pipe open, so that waiting for its end would not end.
        """
        try:
            self.process.wait(self.isolation.seconds)
        except subprocess.TimeoutExpired:
            self.is_late = True
        self.end()

    def end_gently(self) -> None:
        """Let the process clean up after itself, and end it where it does not end."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_CLEANUP_SECONDS)
        self.end()

    def death(self) -> WritingError:
        """Return why there is no result."""
        status = self.process.wait()
        if self.is_late:
            reason = f"it was not done after {self.isolation.seconds:g} seconds and was ended"
            return WritingError("plugin.deadline", reason)
        if status >= 0:
            how = f"ended its process with status {status}"
        else:
            how = f"was ended by {_signal_name(-status)}"
        return WritingError("plugin.died", f"it {how} before it was done")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # signals of real time have no names
        return f"signal {number}"


@contextlib.contextmanager
def _child(request: BinaryIO, private: str, isolation: Isolation) -> Iterator[_Child]:
    process = subprocess.Popen(  # noqa: S603 - this Python, a program of our own
        [sys.executable, "-P", str(_CHILD)],
        stdin=request,
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": private, "TEMP": private, "TMP": private},
        # Ctrl-C is the host's to take; and what the plugin starts ends with it.
        start_new_session=True,
    )
    child = _Child(process, isolation)
    watcher = threading.Thread(target=child.watch, daemon=True)
    watcher.start()
    try:
        yield child
    finally:
        child.end()
        process.wait()
        watcher.join()
        if process.stdout is not None:
            process.stdout.close()


def _take_frames(
    child: _Child,
    stream: OutputStream,
    progress: Callable[[int, int], None],
    token: str,
) -> dict[str, Any]:
    frames = child.process.stdout
    assert frames is not None
    while True:
        head = frames.read(FRAME.size)
        if len(head) < FRAME.size:
            raise child.death()
        kind, n_bytes = FRAME.unpack(head)
        if n_bytes > _MAX_FRAME_BYTES:
            raise _not_understood()
        content = frames.read(n_bytes)
        if len(content) < n_bytes:
            raise child.death()
        if kind == RESULT_KIND:
            return _result(content, token)
        if kind == PROGRESS_KIND and n_bytes == PROGRESS.size:
            progress(*PROGRESS.unpack(content))
        elif kind == OUTPUT_KIND:
            _pass_on(content, stream)
        else:
            raise _not_understood()


def _pass_on(content: bytes, stream: OutputStream) -> None:
    try:
        stream.write(content)
    except OSError as error:
        raise _full(error) from error


def _full(error: OSError) -> WritingError:
    return WritingError("io", f"the output could not be written: {error_text(error)}")


def _result(content: bytes, token: str) -> dict[str, Any]:
    try:
        result: dict[str, Any] = json.loads(content)
        is_ours = result["token"] == token
    except (ValueError, TypeError, LookupError) as error:
        raise _not_understood() from error
    if not is_ours:
        raise _not_understood()
    return result


def _not_understood() -> WritingError:
    return WritingError("plugin.died", "its process answered what nobody understands")


class Frames(io.RawIOBase):
    """The output of an exporter, as frames of a pipe.

    Args:
        pipe: Takes the frames.
    """

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe
        self._permille = -1

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any, /) -> int:
        """Hand all of ``data`` on."""
        self.put(OUTPUT_KIND, bytes(data))
        return len(data)

    def tell_progress(self, n_done: int, n_all: int) -> None:
        """Hand the progress on, at most a thousand times an export."""
        permille = n_done * 1000 // n_all if n_all else 1000
        if permille != self._permille:
            self._permille = permille
            self.put(PROGRESS_KIND, PROGRESS.pack(n_done, n_all))

    def put(self, kind: bytes, content: bytes) -> None:
        """Write one frame."""
        self._pipe.write(FRAME.pack(kind, len(content)))
        self._pipe.write(content)
        self._pipe.flush()
