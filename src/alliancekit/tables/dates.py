"""Days and spans from the cells of a row."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

import attrs

from alliancekit.dates import End, FuzzyDate, Span
from alliancekit.dates.writing import caveat_mark
from alliancekit.errors import DateError, quoted
from alliancekit.records.phrases import Setting, date_of
from alliancekit.records.scopes import SCOPE
from alliancekit.tables.rules import Condition, DateRule, SpanRule

Cells = Sequence[str]
"""The cells of a row, in the order of the columns."""

Places = Mapping[str, int]
"""Index of each column that the table has."""


class CellError(ValueError):
    """What is wrong with cells of one row.

    Attributes:
        columns: Where.
        code: Stable name of the kind of problem.
        message: What is wrong and what to do.
    """

    def __init__(self, columns: Sequence[str], code: str, message: str) -> None:
        super().__init__(tuple(columns), code, message)
        self.columns = tuple(columns)
        self.code = code
        self.message = message


@attrs.frozen
class Dated:
    """A day that a row gives, and what the row says where it gives none.

    Attributes:
        day: The day, or of a censored end the last day of watching, or ``None``.
        end: How well it is known.
    """

    day: FuzzyDate | None
    end: End


_UNKNOWN: Final = Dated(None, End.unknown)
_OPEN: Final = Dated(None, End.open)

# Spreadsheets and data frames write the year 1949 as 1949.0 once a column has holes.
_WHOLE = re.compile(r"(-?[0-9]{1,4})(?:\.0+)?", re.ASCII)
_RANGE = re.compile(r"\s*([^\s:.{}]+)\s*(?:\.\.|:)\s*([^\s:.{}]+)\s*")
# Cells of dates repeat, but a table without end must not fill the memory with them.
_MAX_KEPT = 100_000


def condition(rule: Condition | None, places: Places) -> Callable[[Cells], bool]:
    """Return whether a row meets a condition; none is always met."""
    if rule is None:
        return lambda _: True
    place = places.get(rule.column)
    if place is None:
        return lambda _: False
    values = frozenset(rule.values)
    return lambda cells: cells[place].strip() in values


def dates(rule: DateRule, places: Places, missing: Collection[str]) -> Callable[[Cells], Dated]:
    """Return what makes a day of a row.

    Args:
        rule: Where it stands.
        places: Columns of the table.
        missing: Cells that say nothing.

    Returns:
        It raises CellError on cells that are no date.
    """
    named = (rule.column, rule.anchor, rule.year, rule.month, rule.day)
    columns = [name for name in named if name in places]
    if not columns or columns[0] not in (rule.column, rule.year):
        return lambda _: _UNKNOWN
    indexes = [places[name] for name in columns]
    marks = [
        *([condition(rule.censored, places)] if rule.censored is not None else []),
        *[condition(each, places) for each in (*rule.approximate, *rule.uncertain)],
    ]
    n_censored, n_approximate = int(rule.censored is not None), len(rule.approximate)
    empty = {"", *missing, *rule.unknown}
    kept: dict[tuple[object, ...], Dated] = {}

    def take(cells: Cells) -> Dated:
        key: tuple[object, ...] = tuple([cells[index] for index in indexes])
        if marks:
            key += tuple([holds(cells) for holds in marks])
        found = kept.get(key)
        if found is None:
            if len(kept) >= _MAX_KEPT:
                kept.clear()
            found = kept[key] = make(key)
        return found

    def make(key: tuple[object, ...]) -> Dated:
        written = [str(part).strip() for part in key[: len(indexes)]]
        held = key[len(indexes) :]
        censored = any(held[:n_censored])
        is_approximate = any(held[n_censored : n_censored + n_approximate])
        is_uncertain = any(held[n_censored + n_approximate :])
        if written[0] in rule.open and not censored:
            return _OPEN
        day = None
        # A day without its month says no more than the year.
        known = list(itertools.takewhile(lambda part: part not in empty, written))
        if known and known[0] not in rule.open:
            mark = caveat_mark(uncertain=is_uncertain, approximate=is_approximate)
            day = _day(rule, columns, known, mark)
        if censored:
            return Dated(day, End.censored)
        return Dated(day, End.known) if day is not None else _UNKNOWN

    return take


def _day(
    rule: DateRule, columns: Sequence[str], written: Sequence[str], mark: str
) -> FuzzyDate | None:
    try:
        if rule.form == "as_written":
            says = _as_written(rule, *written)
            return attrs.evolve(says, edtf=_marked(says.edtf, mark))
        edtf = _written_whole(rule, written[0]) if rule.column else _joined(columns, written)
        return FuzzyDate(_marked(edtf, mark))
    except DateError as error:
        if rule.impossible == "keep":
            return None
        shown = error.text if rule.column else "-".join(written)
        message = f"{quoted(shown)} is not a date: {error.reason}"
        raise CellError(columns[: len(written)], "date", message) from error


def _marked(edtf: str, mark: str) -> str:
    # A range has no place for a mark of its own, nor has a date that bears one.
    return edtf if edtf[-1] in "]}~?%" else edtf + mark


def _as_written(rule: DateRule, cell: str, anchor: str = "") -> FuzzyDate:
    seen = SCOPE.get().setting
    setting = Setting(
        language=rule.language or seen.language,
        country=rule.country or None,
        # What is seen from a day of the row's own is not seen from another one instead.
        anchor=(FuzzyDate(anchor) if anchor else None) if rule.anchor else seen.anchor,
    )
    found = date_of(cell, setting)
    if isinstance(found, Span):
        raise DateError(cell, f"it is a span, {found}: give one day")
    return found


def _written_whole(rule: DateRule, cell: str) -> str:
    found = _RANGE.fullmatch(cell) if rule.form == "messydates" else None
    return f"[{found[1]}..{found[2]}]" if found is not None else cell


def _joined(columns: Sequence[str], written: Sequence[str]) -> str:
    parts = []
    for column, part in zip(columns, written, strict=False):
        found = _WHOLE.fullmatch(part)
        if found is None:
            raise CellError([column], "number", f"{quoted(part)} is not a whole number")
        parts.append(int(found[1]))
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        # EDTF reads 21 to 41 as parts of the year, which no column of months means.
        raise CellError([columns[1]], "date", f"{quoted(written[1])} is not a month: 1 to 12")
    sign = "-" if parts[0] < 0 else ""
    return "-".join([f"{sign}{abs(parts[0]):04d}", *[f"{part:02d}" for part in parts[1:]]])


def spans(
    rule: SpanRule, places: Places, missing: Collection[str]
) -> Callable[[Cells], FuzzyDate | Span | None]:
    """Return what makes a day or a span of a row.

    Returns:
        ``None`` where the row gives neither end; a day where the rule has no end, or both ends are
        one exact day. It raises CellError where the span ends before it starts.
    """
    start_of = dates(rule.start, places, missing)
    if rule.end is None:
        return lambda cells: start_of(cells).day
    end_of = dates(rule.end, places, missing)
    columns = [
        name
        for side in (rule.start, rule.end)
        for name in (side.column, side.year, side.month, side.day)
        if name in places
    ]
    kept: dict[tuple[Dated, Dated], FuzzyDate | Span | None] = {}

    def take(cells: Cells) -> FuzzyDate | Span | None:
        key = (start_of(cells), end_of(cells))
        if key not in kept:
            if len(kept) >= _MAX_KEPT:
                kept.clear()
            kept[key] = _span(*key, columns)
        return kept[key]

    return take


def _span(start: Dated, end: Dated, columns: Sequence[str]) -> FuzzyDate | Span | None:
    if start == end and start.day is not None and start.day.is_exact:
        return start.day
    if start.day is None and end.day is None and {start.end, end.end} == {End.unknown}:
        return None
    try:
        return Span(start=start.day, end=end.day, start_end=start.end, end_end=end.end)
    except DateError as error:
        raise CellError(columns, "date", f"{quoted(error.text)}: {error.reason}") from error
