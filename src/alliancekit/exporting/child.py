"""What an isolated export runs: reads a job from its input and answers in frames.

Run as a program by its path, so that nothing is imported before the module path is set.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any, BinaryIO

_CHUNK_BYTES = 1 << 20


def main() -> None:
    """Answer the job in the standard input by frames on what was the standard output."""
    # Whatever prints, C libraries too, must not get between the frames.
    pipe = open(os.dup(1), "wb")  # noqa: SIM115 - closed with the process
    os.dup2(2, 1)
    answer(sys.stdin.buffer, pipe)


def answer(request: BinaryIO, pipe: BinaryIO) -> None:
    """Read a job, do it under its limits and write the frames of its answer.

    Args:
        request: JSON on one line, then two pickles.
        pipe: Takes the frames.
    """
    header = json.loads(request.readline())
    sys.path[:] = header["path"]
    from alliancekit.errors import OptionsError
    from alliancekit.exporting.isolation import OPTIONS_CODE, RESULT_KIND, Frames
    from alliancekit.exporting.writing import WritingError

    frames = Frames(pipe)
    result: dict[str, Any] = {"token": header["token"], "losses": [], "failure": None}
    # A host that was killed reads no more.
    with contextlib.suppress(BrokenPipeError):
        try:
            result["losses"] = _losses(_loaded_job(request, header), frames)
        except WritingError as error:
            trace = "".join(traceback.format_exception(error))
            result["failure"] = {"code": error.code, "reason": error.reason, "trace": trace}
        except OptionsError as error:
            told = {"code": OPTIONS_CODE, "reason": error.given, "messages": error.messages}
            result["failure"] = told
        frames.put(RESULT_KIND, json.dumps(result).encode())


def _loaded_job(request: BinaryIO, header: dict[str, Any]) -> Any:
    from alliancekit.exporting.writing import Job, WritingError, error_text

    # The host pickled both itself a moment ago, into a file that has no name.
    view, stamp, generator = pickle.load(request)  # noqa: S301
    _set_limits(header["seconds"], header["memory_bytes"])
    try:
        exporter, options, earlier = pickle.load(request)  # noqa: S301
    # Importing the plugin runs any code, which may raise anything.
    except BaseException as error:
        reason = f"it could not be loaded in a process of its own: {error_text(error)}"
        raise WritingError("plugin.isolation", reason) from error
    return Job(
        view=view,
        exporter=exporter,
        options=options,
        stamp=stamp,
        generator=generator,
        earlier=earlier,
    )


def _losses(job: Any, frames: Any) -> list[list[str]]:
    from alliancekit.exporting.streams import OutputStream
    from alliancekit.exporting.writing import WritingError, error_text, write_job

    with contextlib.ExitStack() as stack:
        # A pipe cannot be moved in: what an exporter seeks in is a file of this process.
        spool = None
        if job.exporter.needs_seek:
            spool = stack.enter_context(tempfile.TemporaryFile(buffering=0))
        stream = OutputStream(spool or frames, can_seek=spool is not None)
        try:
            losses = write_job(
                job, stream, progress=frames.tell_progress, guarded=contextlib.nullcontext()
            )
        # Ctrl-C goes to the host alone: here it is one more thing that the exporter raised.
        except KeyboardInterrupt as error:
            raise WritingError("plugin.raised", f"it raised {error_text(error)}") from error
        if spool is not None:
            spool.seek(0)
            while chunk := spool.read(_CHUNK_BYTES):
                frames.write(chunk)
    return [[loss.entry, loss.field, loss.reason] for loss in losses]


def _set_limits(seconds: float, memory_bytes: int | None) -> None:
    if sys.platform == "win32":
        return
    import resource

    # Should the host be killed, nobody else would end what never ends by itself.
    signal.setitimer(signal.ITIMER_REAL, seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sizes = Path("/proc/self/statm")
    if memory_bytes is None or not sizes.exists():
        return
    n_pages = int(sizes.read_text(encoding="ascii").split()[0])
    most = n_pages * resource.getpagesize() + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main()
