"""Gold: what is known to be true of records, by which a merge is measured."""

from __future__ import annotations

import csv
import difflib
import io
import os
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from alliancekit.errors import GoldError, Problem, RecordError, quoted
from alliancekit.kinds import Stage
from alliancekit.model import Agreement, Event, RecordId
from alliancekit.records.files import decoded, read_bytes

# A gold file of a million records stays far below this.
_MAX_BYTES = 2**28


class Label(StrEnum):
    """What is known of two records."""

    same = "same"
    different = "different"


class FieldLabel(StrEnum):
    """What is known of the values that two records give to one field."""

    conflict = "conflict"
    refinement = "refinement"


@attrs.frozen(kw_only=True, order=True)
class GoldCluster:
    """A record and the thing that it is known to speak of.

    Attributes:
        record: Id of the record.
        cluster: Name of the thing; records with one name are the same.
    """

    record: RecordId
    cluster: str


@attrs.frozen(kw_only=True, order=True)
class GoldPair:
    """Two records that are known to be the same or different.

    Attributes:
        first: Id of one record.
        second: Id of the other.
        label: What is known.
    """

    first: RecordId
    second: RecordId
    label: Label


@attrs.frozen(kw_only=True, order=True)
class GoldField:
    """A field on which two records are known to contradict or to refine each other.

    Attributes:
        first: Id of one record.
        second: Id of the other.
        field: Name of the field; ``milestones`` stands for each of its stages.
        label: What is known.
    """

    first: RecordId
    second: RecordId
    field: str
    label: FieldLabel


def _distinct() -> Any:
    return attrs.field(default=(), converter=lambda known: tuple(sorted(set(known))))


@attrs.frozen(kw_only=True)
class Gold:
    """Everything that is known to be true; ``|`` joins two.

    Attributes:
        clusters: Distinct, ordered by record.
        pairs: Distinct, ordered by records.
        fields: Distinct, ordered by records and field.
    """

    clusters: tuple[GoldCluster, ...] = _distinct()
    pairs: tuple[GoldPair, ...] = _distinct()
    fields: tuple[GoldField, ...] = _distinct()

    def __or__(self, other: Gold) -> Gold:
        return Gold(
            clusters=self.clusters + other.clusters,
            pairs=self.pairs + other.pairs,
            fields=self.fields + other.fields,
        )

    @property
    def records(self) -> frozenset[RecordId]:
        """Ids of every record that something is known of."""
        ids = {known.record for known in self.clusters}
        for pair in self.pairs:
            ids |= {pair.first, pair.second}
        for field in self.fields:
            ids |= {field.first, field.second}
        return frozenset(ids)


_Row = Mapping[str, str]
_Known = GoldCluster | GoldPair | GoldField


def read_gold(path: str | os.PathLike[str]) -> Gold:
    """Return the gold of a CSV file in UTF-8.

    Its header, in letters of either case, says what it holds: ``record,cluster``;
    ``first,second,label`` with ``same`` or ``different``; ``first,second,field,label`` with
    ``conflict`` or ``refinement``. Further columns are not looked at.

    Args:
        path: The file.

    Returns:
        The gold; a row that stands there twice counts once.

    Raises:
        GoldError: The file is no regular file of UTF-8 and at most 256 MiB, or a row is wrong;
            every problem with file, line and column.
    """
    source = os.fspath(path)
    try:
        text = decoded(read_bytes(Path(path), _MAX_BYTES), source)
    except RecordError as error:
        raise GoldError(error.problems) from error
    return gold_from_text(text, source)


def gold_from_text(text: str, source: str = "<text>") -> Gold:
    r"""Return the gold of the text of a CSV file.

    >>> gold_from_text("record,cluster\na#1,x\nb#1,x\n").clusters[0]
    GoldCluster(record='a#1', cluster='x')

    Args:
        text: What :func:`read_gold` reads.
        source: What problems call it.

    Returns:
        As :func:`read_gold`.

    Raises:
        GoldError: Likewise.
    """
    # Not splitlines, which ends a line at U+2028 and the like too.
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    known: list[tuple[int, _Known]] = []
    problems: list[Problem] = []
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        columns = next((form for form in _FORMS if set(form) <= set(header)), None)
        if columns is None or len(set(header)) < len(header):
            wanted = "; ".join(",".join(form) for form in _FORMS)
            found = ",".join(header)
            reason = f"the header {quoted(found)} is none of: {wanted}"
            raise GoldError([_problem(source, 1, "", reason)])
        for cells in rows:
            if not any(cells):
                continue
            row = dict(zip(header, cells, strict=False))
            wrong = [
                _problem(source, rows.line_num, column, reason)
                for column in columns
                if (reason := _fault(column, row, columns))
            ]
            problems.extend(wrong)
            if not wrong:
                known.append((rows.line_num, _FORMS[columns](row)))
    except csv.Error as error:
        problems.append(_problem(source, rows.line_num, "", f"is not CSV: {error}"))
    problems.extend(_contradictions(known, source))
    if problems:
        raise GoldError(problems)
    facts = [fact for _, fact in known]
    return Gold(
        clusters=tuple(fact for fact in facts if isinstance(fact, GoldCluster)),
        pairs=tuple(fact for fact in facts if isinstance(fact, GoldPair)),
        fields=tuple(fact for fact in facts if isinstance(fact, GoldField)),
    )


def _cluster(row: _Row) -> GoldCluster:
    return GoldCluster(record=row["record"], cluster=row["cluster"])


def _ends(row: _Row) -> tuple[RecordId, RecordId]:
    first, second = sorted((row["first"], row["second"]))
    return first, second


def _pair(row: _Row) -> GoldPair:
    first, second = _ends(row)
    return GoldPair(first=first, second=second, label=Label(row["label"]))


def _field(row: _Row) -> GoldField:
    first, second = _ends(row)
    label = FieldLabel(row["label"])
    return GoldField(first=first, second=second, field=row["field"], label=label)


# The longest form comes first: each is tried on the header in turn.
_FORMS: Mapping[tuple[str, ...], Callable[[_Row], _Known]] = MappingProxyType(
    {
        ("first", "second", "field", "label"): _field,
        ("first", "second", "label"): _pair,
        ("record", "cluster"): _cluster,
    }
)


_FIELDS = frozenset(
    {
        *(field.name for type_ in (Event, Agreement) for field in attrs.fields(type_)),
        *(f"milestones.{stage}" for stage in Stage),
    }
)


def _fault(column: str, row: _Row, columns: Sequence[str]) -> str:
    value = row.get(column, "")
    if not value:
        return "is empty"
    if column == "label":
        labels = [str(label) for label in (FieldLabel if "field" in columns else Label)]
        return "" if value in labels else f"{quoted(value)} is none of: {', '.join(labels)}"
    if column in ("record", "first", "second") and not all(value.partition("#")):
        return f"{quoted(value)} is no record id: write <source id>#<local id>"
    # The withdrawal of one party is "milestones.withdrawn.USA".
    if column == "field" and ".".join(value.split(".")[:2]) not in _FIELDS:
        near = difflib.get_close_matches(value, sorted(_FIELDS), n=1)
        advice = f": write {near[0]}" if near else ""
        return f"{quoted(value)} is no field of an event or an agreement{advice}"
    if column == "second" and value == row["first"]:
        return f"{quoted(value)} is the first record again: a pair is of two"
    return ""


def _contradictions(known: Sequence[tuple[int, _Known]], source: str) -> list[Problem]:
    """Return a problem for every record in two clusters and every pair with two labels."""
    said: dict[tuple[str, ...], tuple[int, str]] = {}
    problems = []
    for line, fact in known:
        about, value = _said(fact)
        first_line, before = said.setdefault(about, (line, value))
        if before != value:
            problems.append(
                Problem(
                    code="gold.contradiction",
                    source=source,
                    line=line,
                    record=about[0],
                    message=f"is {quoted(value)} here and {quoted(before)} on line {first_line}",
                )
            )
    return problems


def _said(known: _Known) -> tuple[tuple[str, ...], str]:
    match known:
        case GoldCluster():
            return (known.record,), known.cluster
        case GoldPair():
            return (known.first, known.second), known.label
        case GoldField():
            return (known.first, known.second, known.field), known.label


def _problem(source: str, line: int, column: str, reason: str) -> Problem:
    path = f"/{column}" if column else ""
    return Problem(code="gold", source=source, line=line, path=path, message=reason)
