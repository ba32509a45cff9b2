"""What an exporter is: one record, one stream, and everything that the output does not say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

import attrs

from alliancekit.errors import ExporterError, quoted
from alliancekit.timeline import EntryId, EntryType, Timeline

CONTRACT_API = 1
"""The contract that this host speaks; an exporter names the one that it was written for."""

WHOLE_ENTRY = "*"
"""The field of a loss that concerns a whole entry."""

O = TypeVar("O")  # noqa: E741 - the type of an exporter's options, as the contract spells it

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_SUFFIX = re.compile(r"(\.[a-z0-9_-]+)+", re.ASCII)
_MEDIA_TYPE = re.compile(r"[a-z]+/[A-Za-z0-9!#$&^_.+-]+(; ?[a-z-]+=[A-Za-z0-9._-]+)*", re.ASCII)


@attrs.frozen(kw_only=True)
class Loss:
    """One thing that the output does not say.

    Attributes:
        entry: Id of the entry, or ``""`` where what is lost belongs to no entry, such as a source.
        field: Name of the field, or ``"*"`` for the whole entry.
        reason: Why, as a full sentence.
    """

    entry: EntryId
    field: str
    reason: str

    def __str__(self) -> str:
        place = self.entry if self.field == WHOLE_ENTRY else f"{self.entry} {self.field}"
        return f"{place}: {self.reason}"


@attrs.frozen(kw_only=True)
class Finding:
    """A fault that an exporter's linter found in a file.

    Attributes:
        code: Stable name of the kind of fault.
        message: What is wrong, as a full sentence.
        where: Line, cell, element or part, or ``""`` for the whole file.
    """

    code: str
    message: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


@attrs.frozen(kw_only=True)
class ExportContext:
    """What the host tells an exporter besides the timeline.

    Attributes:
        stamp: The only clock of an exporter, UTC: ``SOURCE_DATE_EPOCH``, else the day that the
            timeline speaks for, at 00:00.
        generator: Who makes the file, such as ``alliancekit 1.2.0 (alliancekit-excel 0.3.1)``.
        lose: Takes everything that the output does not say.
        progress: Takes the number of entries done and of entries in all.
    """

    stamp: dt.datetime
    generator: str
    lose: Callable[[Loss], None]
    progress: Callable[[int, int], None]


def _entry_types(values: Any) -> Any:
    try:
        return frozenset(EntryType(value) for value in values)
    except (TypeError, ValueError):  # the record's own check says which field is wrong
        return values


def _as_tuple(values: Any) -> Any:
    return tuple(values) if isinstance(values, (list, tuple)) else values


@attrs.frozen(kw_only=True)
class Exporter(Generic[O]):
    """A format that timelines can be written to.

    Attributes:
        name: Short name: lower-case words of letters and digits, joined by ``-``.
        summary: What it writes, in one sentence.
        suffixes: Ends of file names, lower case, each with its dot; the first is the default.
        media_type: Media type of what it writes.
        options: Frozen attrs class; made without arguments it holds the defaults; every field has a
            help text.
        write: Writes a timeline to a binary stream.
        handles: What it can carry; the host keeps back, and reports, the others.
        needs_seek: Whether ``write`` moves in the stream or reads it.
        api: The contract that it was written for, a literal.
        lint: Finds the faults of a file that no validator of the format finds.
        update: Returns options that continue from a file that this exporter wrote, so that the next
            one tells readers what changed; raises ``OptionsError`` where it is no such file.
    """

    name: str
    summary: str
    suffixes: tuple[str, ...] = attrs.field(converter=_as_tuple)
    media_type: str
    options: type[O]
    write: Callable[[Timeline, BinaryIO, O, ExportContext], None]
    handles: frozenset[EntryType] = attrs.field(converter=_entry_types)
    needs_seek: bool = False
    api: int
    lint: Callable[[Path], tuple[Finding, ...]] | None = None
    update: Callable[[O, Path], O] | None = None

    def __attrs_post_init__(self) -> None:
        problems = tuple(_problems(self))
        if problems:
            raise ExporterError(str(self.name), problems)


def _problems(exporter: Exporter[Any]) -> Iterable[str]:
    if not isinstance(exporter.name, str) or _NAME.fullmatch(exporter.name) is None:
        yield f"name: {quoted(exporter.name)} is not lower-case words joined by '-'"
    if (
        not isinstance(exporter.summary, str)
        or not exporter.summary.strip()
        or "\n" in exporter.summary
    ):
        yield f"summary: {quoted(exporter.summary)} is not one sentence on one line"
    if not isinstance(exporter.suffixes, tuple) or not exporter.suffixes:
        yield f"suffixes: {quoted(exporter.suffixes)} is not a tuple with at least one suffix"
    else:
        for suffix in exporter.suffixes:
            if not isinstance(suffix, str) or _SUFFIX.fullmatch(suffix) is None:
                yield f"suffixes: {quoted(suffix)} is no lower-case suffix such as '.csv'"
    if (
        not isinstance(exporter.media_type, str)
        or _MEDIA_TYPE.fullmatch(exporter.media_type) is None
    ):
        yield f"media_type: {quoted(exporter.media_type)} is not a media type, such as 'text/csv'"
    if not isinstance(exporter.options, type) or not attrs.has(exporter.options):
        yield f"options: {quoted(exporter.options)} is not an attrs class"
    if not callable(exporter.write):
        yield f"write: {quoted(exporter.write)} is not a function"
    if not isinstance(exporter.handles, frozenset) or not exporter.handles:
        yield f"handles: {quoted(exporter.handles)} is not a set of 'event', 'agreement' and 'link'"
    if not isinstance(exporter.needs_seek, bool):
        yield f"needs_seek: {quoted(exporter.needs_seek)} is neither True nor False"
    if not isinstance(exporter.api, int) or isinstance(exporter.api, bool) or exporter.api < 1:
        yield f"api: {quoted(exporter.api)} is not the number of a contract"
    if exporter.lint is not None and not callable(exporter.lint):
        yield f"lint: {quoted(exporter.lint)} is neither a function nor None"
    if exporter.update is not None and not callable(exporter.update):
        yield f"update: {quoted(exporter.update)} is neither a function nor None"


@attrs.frozen(kw_only=True)
class ExportReport:
    """What an export wrote and what it could not say.

    Attributes:
        exporter: Short name of the exporter.
        distribution: Name and version of the distribution that provides it, or ``""`` where none
            does.
        n_entries: Entries that the exporter was given, >= 0.
        n_bytes: Length of the output in bytes, >= 0.
        sha256: Digest of the output, 64 hexadecimal digits.
        losses: What the output does not say: what the host kept back first, then in the order in
            which the exporter told it.
    """

    exporter: str
    distribution: str
    n_entries: int
    n_bytes: int
    sha256: str
    losses: tuple[Loss, ...] = ()

    def __repr__(self) -> str:
        counts = f"entries={self.n_entries} bytes={self.n_bytes} losses={len(self.losses)}"
        return f"<ExportReport {self.exporter} {counts}>"
