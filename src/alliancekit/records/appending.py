"""Adding decisions to a file of decisions, whatever else stands in it."""

from __future__ import annotations

import contextlib
import importlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from alliancekit.errors import quoted
from alliancekit.model import Decision
from alliancekit.records.files import (
    LINES_SUFFIXES,
    MAX_FILE_BYTES,
    YAML_SUFFIXES,
    decoded,
    file_error,
    publish,
    read_bytes,
)
from alliancekit.records.written import written_decision
from alliancekit.records.yaml_texts import yaml_trees
from alliancekit.records.yaml_writing import yaml_text


def append_decisions(decisions: Sequence[Decision], target: str | os.PathLike[str]) -> None:
    """Add decisions at the end of a file, which need not be there yet.

    What the file holds stays as it is, byte by byte, comments included. It is at every instant
    the whole old or the whole new file. Whoever adds to a file of the same folder meanwhile waits,
    so that of two reviewers at once neither loses an answer.

    Args:
        decisions: In their order; none leaves the file alone.
        target: Path of a ``.yaml`` or ``.jsonl`` file.

    Raises:
        RecordError: The suffix is another, the file is not what its suffix says, or the disk
            refuses.
    """
    path = Path(target)
    suffix = path.suffix.lower()
    if suffix not in YAML_SUFFIXES | LINES_SUFFIXES:
        message = f"decisions are not added to {quoted(path.suffix)} files: use .yaml or .jsonl"
        raise file_error("file.suffix", str(path), message)
    if not decisions:
        return
    trees = [written_decision(decision) for decision in decisions]
    with _alone_in(Path(os.path.realpath(path)).parent):
        old = read_bytes(path, MAX_FILE_BYTES) if path.exists() else b""
        publish(path, [_lines(old, trees) if suffix in LINES_SUFFIXES else _yaml(old, trees, path)])


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep others that add decisions in a folder waiting.

    The file itself cannot be locked: it is replaced by another. Where folders cannot be locked,
    as on Windows and some network disks, nobody waits.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # publishing tells what is wrong
        yield
        return
    try:
        with contextlib.suppress(ImportError, OSError):
            fcntl: Any = importlib.import_module("fcntl")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _lines(old: bytes, trees: Sequence[dict[str, Any]]) -> bytes:
    lines = [orjson.dumps({"decision": tree}) + b"\n" for tree in trees]
    return b"".join([_ended(old), *lines])


def _yaml(old: bytes, trees: Sequence[dict[str, Any]], path: Path) -> bytes:
    before = _members(old, path)
    added = yaml_text([list(trees)]).encode()
    for separator in (b"", b"---\n"):  # a list in brackets, or a report, needs a document more
        new = _ended(old) + separator + added
        try:
            is_whole = _members(new, path) == [*before, *_members(added, path)]
        except ValueError:  # the old end and the new start make no YAML together
            continue
        if is_whole:
            return new
    message = "decisions cannot be added to its end: give another file"
    raise file_error("decision", str(path), message)


def _ended(data: bytes) -> bytes:
    return data if not data or data.endswith(b"\n") else data + b"\n"


def _members(data: bytes, path: Path) -> list[object]:
    """Return what the documents of a YAML file hold, the members of lists each for itself."""
    members: list[object] = []
    for tree in yaml_trees(decoded(data, str(path)), str(path)):
        members += tree if isinstance(tree, list) else [tree]
    return members
