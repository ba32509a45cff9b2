"""Exports and imports in another process: another hash seed, time zone, locale, folder and day."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from alliancekit.exporting import Exporter
from alliancekit.timeline import Timeline

_CHILD = Path(__file__).with_name("_child.py")
_TIMEOUT_SECONDS = 300


@attrs.frozen(kw_only=True)
class Surroundings:
    """In what a process runs.

    Attributes:
        hash_seed: Seed of the hashes of texts.
        time_zone: As in ``TZ``.
        locale: As in ``LC_ALL``.
        clock_seconds: How far its clock is ahead, in seconds.
    """

    hash_seed: int = 0
    time_zone: str = "UTC"
    locale: str = "C.UTF-8"
    clock_seconds: int = 0


@attrs.frozen(kw_only=True)
class Outcome:
    """What another process did.

    Attributes:
        output: What the exporter wrote.
        printed: What came out of the standard output.
        acts: What it did beyond its stream, as phrases.
        heavy: Which of the libraries that were asked for it has imported.
        left: Temporary files that it left behind.
        failure: The last lines of its error output where it failed, or ``""``.
    """

    output: bytes = b""
    printed: str = ""
    acts: tuple[str, ...] = ()
    heavy: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    failure: str = ""


def export_elsewhere(
    timeline: Timeline, exporter: Exporter[Any], options: Any, surroundings: Surroundings
) -> Outcome:
    """Return what an export in another process wrote and did.

    Args:
        timeline: What to export.
        exporter: By what; its functions and its options class stand in modules by their names.
        options: With what options.
        surroundings: In what.

    Returns:
        Everything that can be seen of it from outside.
    """
    job = pickle.dumps((timeline, exporter, options))
    return _run(_modules(exporter), (), job, surroundings)


def import_elsewhere(exporter: Exporter[Any], heavy: Sequence[str]) -> Outcome:
    """Return which libraries a fresh process has imported with the module of an exporter.

    Args:
        exporter: The module of its options class is the one that the entry point names.
        heavy: Names of modules.

    Returns:
        Those that were imported, in ``heavy``.
    """
    return _run(_modules(exporter)[:1], heavy, b"", Surroundings())


def _modules(exporter: Exporter[Any]) -> list[tuple[str, str]]:
    names = dict.fromkeys([exporter.options.__module__, exporter.write.__module__])
    return [(name, str(getattr(sys.modules.get(name), "__file__", ""))) for name in names]


def _run(
    modules: Sequence[tuple[str, str]],
    heavy: Sequence[str],
    job: bytes,
    surroundings: Surroundings,
) -> Outcome:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        private = folder / "private"
        private.mkdir()
        (folder / "job").write_bytes(job)
        request = {
            "modules": list(modules),
            "heavy": list(heavy),
            "clock": surroundings.clock_seconds,
            "job": str(folder / "job") if job else "",
        }
        (folder / "request").write_text(json.dumps(request), encoding="utf-8")
        done = subprocess.run(  # noqa: S603 - this Python, a program of our own
            [sys.executable, "-P", _CHILD, folder / "request", folder / "answer"],
            cwd=private,
            env={**os.environ, **_environment(private, surroundings)},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
        left = tuple(sorted(path.name for path in private.iterdir()))
        if done.returncode != 0:
            return Outcome(printed=done.stdout, left=left, failure=done.stderr[-2_000:] or "failed")
        answer = json.loads((folder / "answer").read_text(encoding="utf-8"))
        output = folder / "answer.out"
        return Outcome(
            output=output.read_bytes() if output.exists() else b"",
            printed=done.stdout,
            acts=tuple(answer["acts"]),
            heavy=tuple(answer["heavy"]),
            left=left,
        )


def _environment(private: Path, surroundings: Surroundings) -> dict[str, str]:
    return {
        "PYTHONHASHSEED": str(surroundings.hash_seed),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
        "TZ": surroundings.time_zone,
        "LC_ALL": surroundings.locale,
        "TMPDIR": str(private),
    }
