"""What the conformance kit runs in another process; reads a request and answers it.

Run as a program, so that nothing of alliancekit is imported before the clock is set.
"""

from __future__ import annotations

import datetime
import importlib
import importlib.util
import io
import json
import os
import pickle
import sys
import threading
import time
from pathlib import Path
from types import ModuleType
from typing import Any


def main(request_path: str, answer_path: str) -> None:
    """Answer the request in one file by another.

    Args:
        request_path: JSON with ``modules`` (pairs of name and file), ``heavy`` (names), ``clock``
            (seconds to add) and ``job`` (a pickle's path, or ``""`` for an import alone).
        answer_path: Where the JSON of the answer goes; the output itself goes beside it.
    """
    request = json.loads(Path(request_path).read_text(encoding="utf-8"))
    _set_clock(request["clock"])
    for name, file in request["modules"]:
        _import(name, file)
    heavy = [name for name in request["heavy"] if name in sys.modules]
    answer: dict[str, Any] = {"heavy": heavy, "acts": []}
    if request["job"]:
        answer["acts"] = _run(Path(request["job"]), Path(f"{answer_path}.out"))
    Path(answer_path).write_text(json.dumps(answer), encoding="utf-8")


def _run(job: Path, output: Path) -> list[str]:
    from alliancekit.testing.writing import write_directly

    timeline, exporter, options = pickle.loads(job.read_bytes())  # noqa: S301 - the kit's own
    acts: list[str] = []
    is_watching = True

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if is_watching and (act := _act(event, arguments)) not in (None, *acts):
            acts.append(str(act))

    folder, environment = Path.cwd(), dict(os.environ)
    stream = io.BytesIO()
    sys.addaudithook(watch)
    # No audit event tells of a thread before Python 3.12.
    start = threading.Thread.start

    def watched_start(thread: threading.Thread) -> None:
        acts.append("started a thread")
        start(thread)

    threading.Thread.start = watched_start  # type: ignore[method-assign, assignment]
    write_directly(timeline, exporter, options, stream)
    is_watching = False
    output.write_bytes(stream.getvalue())
    if Path.cwd() != folder:
        acts.append("changed the working folder")
    if dict(os.environ) != environment:
        acts.append("changed the environment")
    return acts


def _act(event: str, arguments: tuple[Any, ...]) -> str | None:
    """Return what an audit event shows an exporter to do beyond its stream, if anything."""
    match event, arguments:
        case "open", (str() as path, _, int() as flags) if flags & (os.O_WRONLY | os.O_RDWR):
            return None if _is_private(path) else f"opened {path!r} to write"
        case (("os.chdir" | "os.putenv" | "subprocess.Popen" | "socket.connect"), _):
            return f"called {event}"
    return None


def _is_private(path: str) -> bool:
    # A library's own temporary files are allowed; the kit sees to it that none is left.
    return Path(path).resolve().is_relative_to(Path(os.environ["TMPDIR"]).resolve())


def _import(name: str, file: str) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        # A module of tests has a name, and folders for packages, that only its runner knows.
        for end in [at for at, char in enumerate(name) if char == "."]:
            sys.modules.setdefault(name[:end], ModuleType(name[:end]))
        spec = importlib.util.spec_from_file_location(name, file)
        if spec is None or spec.loader is None:
            raise
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module


def _set_clock(seconds: int) -> None:
    """Put the clock of this process forward, before any module takes a copy of it."""
    real_time, real_time_ns = time.time, time.time_ns
    real_localtime, real_gmtime, real_strftime = time.localtime, time.gmtime, time.strftime
    real_date, real_datetime = datetime.date, datetime.datetime
    shift = datetime.timedelta(seconds=seconds)

    def localtime(moment: float | None = None, /) -> time.struct_time:
        return real_localtime(real_time() + seconds if moment is None else moment)

    def gmtime(moment: float | None = None, /) -> time.struct_time:
        return real_gmtime(real_time() + seconds if moment is None else moment)

    def strftime(format: str, moment: Any = None, /) -> str:  # noqa: A002 - as in the library
        return real_strftime(format, localtime() if moment is None else moment)

    class _AnyDate(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, real_date)

    class _AnyDatetime(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, real_datetime)

    class Date(real_date, metaclass=_AnyDate):  # type: ignore[valid-type, misc]
        @classmethod
        def today(cls) -> Any:
            return (real_datetime.now() + shift).date()

    class Datetime(real_datetime, metaclass=_AnyDatetime):  # type: ignore[valid-type, misc]
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Any:
            return real_datetime.now(tz) + shift

        @classmethod
        def today(cls) -> Any:
            return real_datetime.now() + shift

        @classmethod
        def utcnow(cls) -> Any:
            return real_datetime.now(datetime.UTC).replace(tzinfo=None) + shift

    patched = {
        "time": lambda: real_time() + seconds,
        "time_ns": lambda: real_time_ns() + seconds * 10**9,
        "localtime": localtime,
        "gmtime": gmtime,
        "strftime": strftime,
    }
    for name, function in patched.items():
        setattr(time, name, function)
    datetime.date, datetime.datetime = Date, Datetime  # type: ignore[misc]


if __name__ == "__main__":
    main(*sys.argv[1:])
