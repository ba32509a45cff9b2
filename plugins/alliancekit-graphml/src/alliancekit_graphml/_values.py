"""What the columns of a node or an edge hold: parts of the model as texts, numbers and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from alliancekit.dates import End, FuzzyDate, Precision, Span, day_text, describe
from alliancekit.dates.calendar import day_parts
from alliancekit.kinds import Realis, Stage
from alliancekit.model import Agreement, Milestone
from alliancekit.money import Money
from alliancekit.timeline import value_text

Value: TypeAlias = str | int | float | None
Values: TypeAlias = dict[str, Value]
"""By the name of the column, in the order of the keys; ``None`` and ``""`` are not written."""

SEPARATOR = " | "
# graph-tool refuses more in a column of type int, and igraph rounds what a double cannot hold.
_MAX_INT = 2**31 - 1

_ENDS = (
    Stage.terminated,
    Stage.superseded,
    Stage.expired,
    Stage.abandoned,
    Stage.rejected,
    Stage.lapsed,
)


def joined(texts: Iterable[object]) -> str:
    """Return texts as one, without the empty ones.

    >>> joined(["a", "", "b"])
    'a | b'
    """
    return SEPARATOR.join(text for text in map(str, texts) if text)


def listed(values: Sequence[object]) -> str:
    """Return parts of the model as one text, ``""`` for none of them."""
    return joined(map(value_text, values)) if values else ""


def truth(value: object) -> str:
    """Return whether something is so, as GraphML writes it.

    >>> truth([])
    'false'
    """
    return "true" if value else "false"


def as_json(value: object) -> str:
    """Return a part of the model as JSON: what is absent or empty is left out of objects.

    >>> as_json((FuzzyDate("2024-07"), Decimal("1.50")))
    '["2024-07","1.50"]'

    Args:
        value: A value of any field of an event or agreement, or tuples and mappings of such values.

    Returns:
        Dates as EDTF, sums as they are written in reports, exact numbers as texts.
    """
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case FuzzyDate() | Span() if not (value.as_written or value.basis):
            return value.edtf
        case FuzzyDate() | Span():
            words = {"edtf": value.edtf, "as_written": value.as_written, "basis": value.basis}
            return {name: text for name, text in words.items() if text}
        case Money() | Decimal() | str():
            return str(value)
        case tuple() | list():
            return [_plain(member) for member in value]
        case Mapping():
            return {str(name): _plain(member) for name, member in value.items()}
        case _:
            fields = ((f.name, getattr(value, f.name)) for f in attrs.fields(type(value)))
            return {name: _plain(member) for name, member in fields if member not in (None, "", ())}


def _iso(day: int | None) -> str | None:
    return None if day is None else day_text(day)


def _year(day: int | None) -> int | None:
    if day is None:
        return None
    year = day_parts(day)[0]
    return year if -_MAX_INT <= year <= _MAX_INT else None


# Entries stand in the order of their dates, and an entry's edges repeat its own.
@lru_cache(maxsize=4_096)
def date_values(when: FuzzyDate | Span | None, end: FuzzyDate | None = None) -> Mapping[str, Value]:
    """Return the columns of a date.

    >>> date_values(FuzzyDate("[..2024-07-31]"))["start_precision"]
    'before'

    Args:
        when: The day or the span.
        end: When what began on a day ended.

    Returns:
        Nothing for no date. A day that is not known has a first and a last day that it may be, and
        no end.
    """
    values = _date_values(when, end)
    return MappingProxyType({name: value for name, value in values.items() if value is not None})


def _date_values(when: FuzzyDate | Span | None, end: FuzzyDate | None) -> Values:
    if when is None and end is None:
        return {}
    if isinstance(when, Span):
        words = describe(when)
        first, last = when.start, when.end
        sides = (first, _precision(first, when.start_end)), (last, _precision(last, when.end_end))
    else:
        words = describe(when) if end is None else f"{describe(when)} to {describe(end)}"
        sides = (when, _precision(when)), (end, _precision(end))
    (start, start_precision), (finish, end_precision) = sides
    doubts = [d for d in (start, finish) if d is not None]
    return {
        "when": words,
        "start": _iso(start.earliest) if start else None,
        "start_latest": _iso(start.latest) if start else None,
        "start_edtf": start.edtf if start else None,
        "start_precision": start_precision,
        "start_year": _year(_first(start.earliest, start.latest)) if start else None,
        "end": _iso(finish.latest) if finish else None,
        "end_edtf": finish.edtf if finish else None,
        "end_precision": end_precision,
        "end_year": _year(_first(finish.latest, finish.earliest)) if finish else None,
        "date_doubt": _doubt(doubts),
    }


def _first(day: int | None, other: int | None) -> int | None:
    return other if day is None else day


def _precision(day: FuzzyDate | None, end: End = End.known) -> str | None:
    if end is not End.known:
        return end.value
    return None if day is None or day.precision is Precision.unknown else day.precision.value


def _doubt(days: Sequence[FuzzyDate]) -> str | None:
    approximate = any(day.approximate for day in days)
    uncertain = any(day.uncertain for day in days)
    if approximate and uncertain:
        return "both"
    return "approximate" if approximate else "uncertain" if uncertain else None


def end_milestone(says: Agreement) -> Milestone | None:
    """Return the step that ends an agreement, taken before planned, the earliest first."""
    ends = [m for m in says.milestones if m.stage in _ENDS and m.when is not None and not m.by]
    taken = [m for m in ends if m.realis is Realis.actual]
    return next(iter(taken or ends), None)


def float_of(number: Decimal) -> float | None:
    """Return a number for filters, the nearest that XML readers know."""
    nearest = float(number)
    return nearest if abs(nearest) < float("inf") else None
