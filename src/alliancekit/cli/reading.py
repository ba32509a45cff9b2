"""What the commands read: reports, and foreign tables with what says what their columns mean."""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence
from pathlib import Path

from alliancekit.cli.arguments import UsageError
from alliancekit.cli.screens import Screen
from alliancekit.errors import RecordError
from alliancekit.model import Collection, Source
from alliancekit.records import Reading, Rejected, read
from alliancekit.records.files import files_of
from alliancekit.tables import Mapping, load_mapping, read_table, shipped_mappings
from alliancekit.tables.grids import SUFFIXES
from alliancekit.tables.parties import local_id

_MAX_STEM_CHARS = 80


def read_collection(paths: Sequence[str], mappings: Sequence[str], messages: Screen) -> Collection:
    """Return what files and folders hold, all of it without a problem.

    Raises:
        RecordError: Every problem, where there is any.
        UsageError: As in :func:`read_inputs`.
    """
    reading = read_inputs(paths, mappings, messages)
    if reading.problems:
        raise RecordError(reading.problems)
    return reading.collection


def read_inputs(paths: Sequence[str], mappings: Sequence[str], messages: Screen) -> Reading:
    """Return what files and folders hold.

    Tables are read first, so that reports and decisions may refer to their records.

    Args:
        paths: Files and folders.
        mappings: One for all tables, or one for each in their order.
        messages: Where it is shown that work goes on.

    Raises:
        UsageError: There is a table without a mapping, or a mapping without a table, or two tables
            bear one name.
        RecordError: A mapping cannot be read.
    """
    tables = [path for path in paths if _is_table(path)]
    reports = [path for path in paths if not _is_table(path)]
    with messages.working("reading"):
        mapped = _mapped(tables, mappings)
        readings = [
            _read_table(path, mapping, source)
            for (path, mapping), source in zip(mapped, _sources(mapped), strict=True)
        ]
        beside = Collection()
        for reading in readings:
            beside |= reading.collection
        readings.append(read(*reports, beside=beside, errors="collect"))
    return Reading(
        collection=readings[-1].collection,
        problems=tuple(problem for reading in readings for problem in reading.problems),
        rejected=tuple(rejected for reading in readings for rejected in reading.rejected),
        n_records=sum(reading.n_records for reading in readings),
    )


def check_apart(targets: Sequence[str], read: Sequence[str]) -> None:
    """Refuse to write over what is read: an export is no report, and the reports would be lost.

    Args:
        targets: Files to write.
        read: Files and folders to read.

    Raises:
        UsageError: One of the files is read.
    """
    written = [path for path in map(Path, targets) if path.is_file()]
    if not written:
        return
    for path in map(Path, read):
        for file in files_of(path) if path.is_dir() else [path]:
            if file.is_file() and any(map(file.samefile, written)):
                raise UsageError(f"{file} is read, and would be written over: write elsewhere")


def _is_table(path: str) -> bool:
    return Path(path).suffix.lower() in SUFFIXES and not Path(path).is_dir()


def _mapped(tables: Sequence[str], given: Sequence[str]) -> list[tuple[str, Mapping]]:
    if tables and not given:
        raise UsageError(
            f"{tables[0]} is a table: say what its columns mean with --mapping, which takes "
            f"a .yaml file or one of {', '.join(shipped_mappings())}",
        )
    if given and not tables:
        raise UsageError("--mapping goes with a table, .csv or .xlsx")
    if len(given) not in {len(tables), min(len(tables), 1)}:
        raise UsageError(
            f"{len(given)} mappings do not go with {len(tables)} tables: give one for all, or "
            "one for each in their order",
        )
    known: Map[str, Mapping] = {name: load_mapping(name) for name in dict.fromkeys(given)}
    stems = [Path(path).stem for path in tables]
    if len(set(stems)) < len(stems):
        twice = next(stem for stem in stems if stems.count(stem) > 1)
        raise UsageError(f"two tables are called {twice!r}: rename one, or merge them apart")
    if len(given) == 1:
        return [(path, known[given[0]]) for path in tables]
    return [(path, known[name]) for path, name in zip(tables, given, strict=True)]


def _sources(mappings: Sequence[tuple[str, Mapping]]) -> list[Source | None]:
    """Return the source of each table that shares its mapping: it is called after the file too."""
    names = [mapping.name for _, mapping in mappings]
    return [
        Source(
            id=f"{mapping.name}.{local_id(Path(path).stem, _MAX_STEM_CHARS)}",
            title=mapping.title,
        )
        if names.count(mapping.name) > 1
        else None
        for path, mapping in mappings
    ]


def _read_table(path: str, mapping: Mapping, source: Source | None) -> Reading:
    try:
        return read_table(path, mapping, source=source, errors="collect")
    except RecordError as error:  # the file as a whole cannot be read
        return Reading(
            collection=Collection(),
            problems=error.problems,
            rejected=(Rejected(what="record", source=path),),
            n_records=1,
        )
