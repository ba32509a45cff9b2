"""The records and sources of one report, each from its own mapping."""

from __future__ import annotations

from typing import Any

from alliancekit._checks import check_id
from alliancekit.errors import Problem, RecordError, quoted
from alliancekit.model import Record, Source
from alliancekit.records.claims import Forms
from alliancekit.records.converter import REFUSALS, problems_of, text
from alliancekit.records.reports.documents import line_in
from alliancekit.records.trees import mismatch, readable, refusal, step

# Deeper chains of sources than this are loops or attacks; they can be given by id instead.
_MAX_NESTED_SOURCES = 16


def record_of(raw: Any, source: str, form: Forms) -> Record:
    """Return the record of a mapping."""
    if not isinstance(raw, dict):
        raise mismatch("a record, which is a mapping with 'id' and 'event' or 'agreement'", raw)
    body = {**raw}
    local = body.pop("id", None)
    is_event = "event" in body
    if is_event is not ("agreement" in body) and local.__class__ is str and "#" not in local:
        says = form.event(body) if is_event else form.agreement(body)
        return Record(id=f"{source}#{local}", says=says)
    return _careful_record(body, local, source, form)


def _careful_record(body: dict[str, Any], local: object, source: str, form: Forms) -> Record:
    """Return the record of a mapping, or raise all the problems that it has."""
    problems: list[Problem] = []
    made: dict[str, Any] = {}
    if local is None:
        message = "id is missing: give the record a short name, unique in its report"
        problems.append(Problem(code="missing_field", source="", message=message))
    else:
        try:
            check_id(text(local), "")
            made["id"] = f"{source}#{text(local)}"
        except RecordError as error:
            problems += problems_of(error, "/id")

    if "event" in body and "agreement" in body:
        message = "a record is of an event or of an agreement, not of both: make two records"
        problems.append(Problem(code="type", source="", message=message))
    elif "event" not in body and "agreement" not in body:
        message = "event or agreement is missing: write 'event: KIND' or 'agreement: KIND'"
        problems.append(Problem(code="missing_field", source="", message=message))
    else:
        try:
            made["says"] = form.event(body) if "event" in body else form.agreement(body)
        except REFUSALS as error:
            problems += problems_of(error)

    if problems:
        raise RecordError(problems)
    return Record(**made)


def sources_of(raw: Any, form: Forms, depth: int = 0) -> list[Source]:
    """Return a source, then those that are written out within its ``based_on``."""
    if not isinstance(raw, dict):
        raise mismatch("a source, which is a mapping with an id", raw)
    bases = raw.get("based_on")
    bases = [bases] if isinstance(bases, dict) else bases
    if not isinstance(bases, list) or not any(isinstance(base, dict) for base in bases):
        return [form.source(raw)]
    if depth == _MAX_NESTED_SOURCES:
        raise refusal(
            "limit.depth", f"sources nested more than {_MAX_NESTED_SOURCES} deep", "/based_on"
        )

    inner: list[Source] = []
    problems: list[Problem] = []
    ids = []
    for index, base in enumerate(bases):
        if not isinstance(base, dict):
            ids.append(base)
            continue
        try:
            found = sources_of(base, form, depth + 1)
        except REFUSALS as error:
            problems += problems_of(error, f"/based_on/{index}")
        else:
            ids.append(str(found[0].id))
            inner += found
    try:
        own = [form.source({**raw, "based_on": ids})]
    except REFUSALS as error:
        problems = [*problems_of(error), *problems]
    else:
        if not problems:
            return own + inner
    raise RecordError(problems)


def report_problems(tree: dict[str, Any]) -> list[Problem]:
    """Return what is wrong with a report apart from its source and its records."""
    problems = [
        Problem(
            code="unknown_field",
            source="",
            path=step(key),
            message=f"{quoted(key)} is not a field of a report: use source and records",
        )
        for key in tree
        if key not in ("source", "records")
    ]
    rows = tree.get("records", [])
    if not isinstance(rows, list):
        problems += problems_of(mismatch("a list of records", rows), "/records")
    if "source" not in tree:
        message = "source is missing: a report needs one, a mapping with an id"
        problems.append(Problem(code="missing_field", source="", message=message))
    return problems


def local_id(raw: Any) -> str:
    """Return the id that a record has within its report, or ``""`` for none."""
    raw = readable(raw)
    local = raw.get("id") if isinstance(raw, dict) else None
    return str(local) if isinstance(local, str) else ""


def doubled_ids(rows: list[Any]) -> dict[str, list[int]]:
    """Return the local ids that stand twice, with the numbers of their records."""
    found: dict[str, list[int]] = {}
    for number, raw in enumerate(rows):
        if local := local_id(raw):
            found.setdefault(local, []).append(number)
    return {local: numbers for local, numbers in found.items() if len(numbers) > 1}


def twin_problem(rows: list[Any], numbers: list[int]) -> Problem:
    """Return the problem of records of one report that share an id."""
    lines = [line_in(rows, number) for number in numbers]
    places = (
        f"on lines {' and '.join(map(str, lines))}"
        if all(lines)
        else f"in records {' and '.join(map(str, numbers))} of the list"
    )
    message = (
        f"the id {quoted(local_id(rows[numbers[0]]))} stands {places}: give each record its own"
    )
    return Problem(code="duplicate_id", source="", path="/id", message=message)
