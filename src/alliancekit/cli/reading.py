"""What the commands read: reports, and foreign tables with what says what their columns mean."""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence
from pathlib import Path

from alliancekit.cli.arguments import Arguments, UsageError
from alliancekit.errors import RecordError
from alliancekit.model import Collection, Source, SourceId
from alliancekit.records import Reading, Rejected, read
from alliancekit.tables import Mapping, load_mapping, read_table, shipped_mappings
from alliancekit.tables.grids import SUFFIXES
from alliancekit.tables.parties import local_id

_MAX_STEM_CHARS = 80


def read_inputs(arguments: Arguments) -> Reading:
    """Return what the files and folders of a command hold.

    Tables are read first, so that reports and decisions may refer to their records.

    Args:
        arguments: With one mapping for all tables, or one for each in their order.

    Raises:
        UsageError: There is a table without a mapping, or a mapping without a table, or two tables
            bear one name.
        RecordError: A mapping cannot be read.
    """
    tables = [path for path in arguments.paths if _is_table(path)]
    reports = [path for path in arguments.paths if not _is_table(path)]
    mappings = _mappings(arguments, tables)
    readings = [
        _read_table(path, mapping, source)
        for (path, mapping), source in zip(mappings, _sources(mappings), strict=True)
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


def _is_table(path: str) -> bool:
    return Path(path).suffix.lower() in SUFFIXES and not Path(path).is_dir()


def _mappings(arguments: Arguments, tables: Sequence[str]) -> list[tuple[str, Mapping]]:
    given = arguments.mappings
    if tables and not given:
        raise UsageError(
            arguments.command,
            f"{tables[0]} is a table: say what its columns mean with --mapping, which takes "
            f"a .yaml file or one of {', '.join(shipped_mappings())}",
        )
    if given and not tables:
        raise UsageError(arguments.command, "--mapping goes with a table, .csv or .xlsx")
    if len(given) not in {len(tables), min(len(tables), 1)}:
        raise UsageError(
            arguments.command,
            f"{len(given)} mappings do not go with {len(tables)} tables: give one for all, or "
            "one for each in their order",
        )
    known: Map[str, Mapping] = {name: load_mapping(name) for name in dict.fromkeys(given)}
    stems = [Path(path).stem for path in tables]
    if len(set(stems)) < len(stems):
        twice = next(stem for stem in stems if stems.count(stem) > 1)
        raise UsageError(
            arguments.command, f"two tables are called {twice!r}: rename one, or merge them apart"
        )
    if len(given) == 1:
        return [(path, known[given[0]]) for path in tables]
    return [(path, known[name]) for path, name in zip(tables, given, strict=True)]


def _sources(mappings: Sequence[tuple[str, Mapping]]) -> list[Source | None]:
    """Return the source of each table that shares its mapping: it is called after the file too."""
    names = [mapping.name for _, mapping in mappings]
    return [
        Source(
            id=SourceId(f"{mapping.name}.{local_id(Path(path).stem, _MAX_STEM_CHARS)}"),
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
