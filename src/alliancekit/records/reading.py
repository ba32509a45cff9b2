"""Reading: files and texts to a collection, or every problem that they have."""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path
from typing import BinaryIO, Literal, overload

from alliancekit._collector import collector_paused
from alliancekit.errors import RecordError
from alliancekit.model import Collection
from alliancekit.records.files import (
    JSON_SUFFIXES,
    LINES_SUFFIXES,
    MAX_FILE_BYTES,
    MAX_YAML_BYTES,
    YAML_SUFFIXES,
    check_size,
    decoded,
    file_error,
    files_of,
    lines_of,
    open_regular,
    read_bytes,
    without_mark,
)
from alliancekit.records.json_texts import json_tree, quick_tree
from alliancekit.records.readings import Reading, collection_or_reading
from alliancekit.records.references import reject_dangling
from alliancekit.records.reports import Document, Gathering, What, sorted_by_spot
from alliancekit.records.yaml_texts import yaml_trees

# A larger file was not written by hand: its problems are named by path alone, ten times faster.
_MAX_LOCATED_BYTES = 4 * 2**20

_NOTHING = Collection()
_DEFAULTS: dict[str, What] = {"decisions": "decision", "actors": "actor"}

StrPath = str | os.PathLike[str]


@overload
def read(
    *paths: StrPath, beside: Collection = ..., errors: Literal["raise"] = "raise"
) -> Collection: ...
@overload
def read(*paths: StrPath, beside: Collection = ..., errors: Literal["collect"]) -> Reading: ...


def read(
    *paths: StrPath,
    beside: Collection = _NOTHING,
    errors: Literal["raise", "collect"] = "raise",
) -> Collection | Reading:
    """Return the collection that files and folders hold.

    A folder is read with all that is in it: reports (``.yaml``, ``.yml``, ``.json``), lines of
    reports (``.jsonl``), ``decisions.yaml`` and ``actors.yaml``. The order of the paths does not
    matter, and what stands twice is read once.

    Args:
        paths: Files and folders, one or more.
        beside: Facts that are there already, such as those of foreign tables. The files may refer
            to them, and the result holds them too.
        errors: ``raise``: all facts are good or there is no collection. ``collect``: the good
            facts, and a list of the bad ones.

    Returns:
        The collection; with ``collect``, a :class:`Reading` with the collection, the problems, and
        what was rejected.

    Raises:
        RecordError: With ``raise``: every problem of every file.
        ValueError: ``errors`` is another word.
    """
    with collector_paused():
        gathering = Gathering()
        gathering.take(beside)
        for path in paths:
            try:
                files = files_of(path)
            except RecordError as error:
                gathering.fail_file(error)
                continue
            for file in files:
                _add_file(gathering, file)
        return _result(gathering, errors)


@overload
def read_text(
    text: str | bytes,
    *,
    format: Literal["yaml", "json", "jsonl"] = "yaml",
    name: str = "<text>",
    errors: Literal["raise"] = "raise",
) -> Collection: ...
@overload
def read_text(
    text: str | bytes,
    *,
    format: Literal["yaml", "json", "jsonl"] = "yaml",
    name: str = "<text>",
    errors: Literal["collect"],
) -> Reading: ...


def read_text(
    text: str | bytes,
    *,
    format: Literal["yaml", "json", "jsonl"] = "yaml",  # noqa: A002 - the reader's word for it
    name: str = "<text>",
    errors: Literal["raise", "collect"] = "raise",
) -> Collection | Reading:
    r"""Return the collection that a text holds, as :func:`read` does of a file.

    >>> report = "source: {id: a}\nrecords: [{id: talks, event: summit, when: 2024-04}]"
    >>> read_text(report).records[0].says.when.edtf
    '2024-04'

    Args:
        text: What the file would hold.
        format: Its format.
        name: What problems call it.
        errors: As in :func:`read`.

    Raises:
        RecordError: As in :func:`read`.
    """
    with collector_paused():
        gathering = Gathering()
        # A lone surrogate in a text is found where a file would hold its bytes.
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        _add_data(gathering, data, format, name, "record")
        return _result(gathering, errors)


def _result(gathering: Gathering, errors: Literal["raise", "collect"]) -> Collection | Reading:
    gathering.finish()
    reject_dangling(gathering)
    collection = Collection(
        sources=tuple(source for source, _ in gathering.sources),
        records=tuple(record for record, _ in gathering.records),
        decisions=tuple(decision for decision, _ in gathering.decisions),
        actors=tuple(actor for actor, _ in gathering.actors),
    )
    reading = Reading(
        collection=collection,
        problems=tuple(sorted_by_spot(gathering.problems)),
        rejected=tuple(sorted_by_spot(gathering.rejected)),
        n_records=gathering.n_records,
    )
    return collection_or_reading(reading, errors)


def _add_file(gathering: Gathering, path: Path) -> None:
    suffix = path.suffix.lower()
    source = str(path)
    default = _DEFAULTS.get(path.stem.lower(), "record")
    gathering.start_file()
    try:
        if suffix in LINES_SUFFIXES:
            _add_lines(gathering, path, default)
        elif suffix in JSON_SUFFIXES:
            _add_data(gathering, read_bytes(path, MAX_FILE_BYTES), "json", source, default)
        elif suffix in YAML_SUFFIXES:
            _add_data(gathering, read_bytes(path, MAX_YAML_BYTES), "yaml", source, default)
    except RecordError as error:
        gathering.fail_file(error)


def _add_data(gathering: Gathering, data: bytes, format_: str, source: str, default: What) -> None:
    try:
        if format_ == "jsonl":
            _add_stream(gathering, io.BytesIO(data), source, default)
            return
        trees = _yaml(data, source) if format_ == "yaml" else [_json(data, source)]
    except RecordError as error:
        gathering.fail_file(error)
        return
    starts = [0, *(found.end() for found in re.finditer(rb"\n", data))]
    for number, tree in enumerate(trees):
        path = f"/{number}" if len(trees) > 1 else ""
        document = Document(source=source, tree=tree, path=path, starts=starts, default=default)
        gathering.add(document)


def _yaml(data: bytes, source: str) -> list[object]:
    check_size(data, MAX_YAML_BYTES, source)
    return yaml_trees(decoded(data, source), source)


def _json(data: bytes, source: str) -> object:
    check_size(data, MAX_FILE_BYTES, source)
    if len(data) > _MAX_LOCATED_BYTES:
        with contextlib.suppress(ValueError):
            return quick_tree(without_mark(data))
    return json_tree(decoded(data, source), source)


def _add_lines(gathering: Gathering, path: Path, default: What) -> None:
    with open_regular(path) as file:
        try:
            _add_stream(gathering, file, str(path), default)
        except OSError as error:
            raise file_error("file", str(path), f"cannot be read: {error.strerror}") from error


def _add_stream(gathering: Gathering, file: BinaryIO, source: str, default: What) -> None:
    for number, offset, line in lines_of(file, source):
        if isinstance(line, RecordError):
            gathering.fail_file(line, line=number, offset=offset)
            continue
        try:
            tree = _line_tree(line, source, number)
        except RecordError as error:
            gathering.fail_file(error, line=number, offset=offset)
            continue
        document = Document(source=source, tree=tree, line=number, offset=offset, default=default)
        gathering.add(document, is_line=True)


def _line_tree(line: bytes, source: str, number: int) -> object:
    if number == 1:
        line = without_mark(line)
    try:
        return quick_tree(line)
    except ValueError:
        return json_tree(decoded(line, source, number), source, number)
