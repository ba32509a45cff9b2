"""Writing: a collection to one file, from which the same collection is read back."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from alliancekit.actors import ActorTable
from alliancekit.errors import ActorTableError, Problem, RecordError, quoted
from alliancekit.model import Collection, Record, Source
from alliancekit.records.files import (
    JSON_SUFFIXES,
    LINES_SUFFIXES,
    MAX_LINE_BYTES,
    SUFFIXES,
    YAML_SUFFIXES,
    file_error,
    publish,
)
from alliancekit.records.references import open_ends
from alliancekit.records.scopes import table_with
from alliancekit.records.written import (
    written_actor,
    written_decision,
    written_record,
    written_source,
)
from alliancekit.records.yaml_writing import yaml_text

# Records of one source stand on one line up to this many bytes, then on another.
_LINE_BYTES = 2**20


def write(collection: Collection, target: str | os.PathLike[str]) -> None:
    """Write a collection to one file, from which :func:`read` makes the same collection.

    The suffix decides on the form: ``.yaml`` and ``.json`` for people, ``.jsonl`` for large
    collections. The same collection gives the same bytes. The file is at every instant the whole
    old or the whole new one; a symbolic link stays, and the file that it points to is replaced.

    Args:
        collection: Any that is closed: what its facts refer to, it holds.
        target: Path of the file.

    Raises:
        RecordError: The suffix is none of these, the collection refers to what it does not hold,
            a record fills more than a line can hold, or the disk refuses.
    """
    path = Path(target)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        message = (
            f"suffix {quoted(path.suffix)} is not written: use one of {', '.join(sorted(SUFFIXES))}"
        )
        raise file_error("file.suffix", str(path), message)
    publish(path, _chunks(collection, suffix, str(path)))


def written(collection: Collection, format_: str) -> bytes:
    """Return the bytes of a collection.

    Args:
        collection: As in :func:`write`.
        format_: ``yaml``, ``json`` or ``jsonl``.

    Raises:
        RecordError: As in :func:`write`.
    """
    return b"".join(_chunks(collection, f".{format_}", f"<{format_}>"))


def _chunks(collection: Collection, suffix: str, source: str) -> Iterator[bytes]:
    table = _checked(collection, source)
    if suffix in LINES_SUFFIXES:
        return _lines(collection, table, source)
    if suffix in JSON_SUFFIXES:
        return iter([_json(collection, table)])
    assert suffix in YAML_SUFFIXES
    return iter([_yaml(collection, table)])


def _checked(collection: Collection, source: str) -> ActorTable:
    """Return the actors that a reader of the file will know.

    Raises:
        RecordError: The file could not be read back.
    """
    try:
        table = table_with(collection.actors)
    except ActorTableError as error:
        raise RecordError(
            [Problem(code="actor", source=source, message=message) for message in error.messages]
        ) from error
    problems = open_ends(collection, table, source)
    if problems:
        raise RecordError(problems)
    return table


def _reports(collection: Collection) -> Iterator[tuple[Source, list[Record]]]:
    """Yield each source with its records, so that in no report an id stands twice."""
    sources = {source.id: source for source in reversed(collection.sources)}
    by_source = {
        source: list(records)
        for source, records in itertools.groupby(collection.records, key=lambda one: one.source)
    }
    for source in collection.sources:
        # Two accounts of one source share its id; its records need stand with one of them only.
        records = by_source.get(source.id, []) if sources[source.id] is source else []
        yield from ((source, layer) for layer in _layers(records))


def _layers(records: list[Record]) -> list[list[Record]]:
    layers: list[list[Record]] = [[]]
    n_of_id = 0
    for previous, record in zip([None, *records], records, strict=False):
        n_of_id = n_of_id + 1 if previous is not None and previous.id == record.id else 0
        if n_of_id == len(layers):
            layers.append([])
        layers[n_of_id].append(record)
    return layers


def _report(source: Source, records: Iterable[Record], table: ActorTable) -> dict[str, Any]:
    rows = [written_record(record, table, source.language) for record in records]
    tree: dict[str, Any] = {"source": written_source(source)}
    return {**tree, "records": rows} if rows else tree


def _lines(collection: Collection, table: ActorTable, path: str) -> Iterator[bytes]:
    for actor in collection.actors:
        yield _line({"actor": written_actor(actor)}, path)
    for source, records in _reports(collection):
        opening = b'{"source":' + orjson.dumps(written_source(source))
        if not records:
            yield opening + b"}\n"
        rows: list[bytes] = []
        n_bytes = 0
        for record in records:
            row = orjson.dumps(written_record(record, table, source.language))
            if rows and n_bytes + len(row) > _LINE_BYTES:
                yield _joined(opening, rows, path)
                rows, n_bytes = [], 0
            rows.append(row)
            n_bytes += len(row)
        if rows:
            yield _joined(opening, rows, path)
    for decision in collection.decisions:
        yield _line({"decision": written_decision(decision)}, path)


def _joined(opening: bytes, rows: list[bytes], path: str) -> bytes:
    return _checked_line(opening + b',"records":[' + b",".join(rows) + b"]}\n", path)


def _line(tree: dict[str, Any], path: str) -> bytes:
    return _checked_line(orjson.dumps(tree) + b"\n", path)


def _checked_line(line: bytes, path: str) -> bytes:
    if len(line) > MAX_LINE_BYTES:
        message = f"a record fills {len(line)} bytes, a line holds {MAX_LINE_BYTES}: write .json"
        raise file_error("limit.line", path, message)
    return line


def _json(collection: Collection, table: ActorTable) -> bytes:
    values: list[dict[str, Any]] = [{"actor": written_actor(actor)} for actor in collection.actors]
    values += [_report(source, records, table) for source, records in _reports(collection)]
    values += [{"decision": written_decision(decision)} for decision in collection.decisions]
    tree = values[0] if len(values) == 1 else values
    return orjson.dumps(tree, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _yaml(collection: Collection, table: ActorTable) -> bytes:
    documents: list[Any] = []
    if collection.actors:
        documents.append([written_actor(actor) for actor in collection.actors])
    documents += [_report(source, records, table) for source, records in _reports(collection)]
    if collection.decisions:
        documents.append([written_decision(decision) for decision in collection.decisions])
    return yaml_text(documents or [[]]).encode()
