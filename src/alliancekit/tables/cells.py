"""The cells of rows in ``extra``, verbatim, and the cells of rows from ``extra``.

A cell stands under the name of its column. Of several rows that make one record, a cell that is the
same in all of them stands there once, and else under ``<number of the row>/<name>``. An empty cell
is not stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from alliancekit._checks import check_text
from alliancekit.errors import RecordError, quoted
from alliancekit.money import Money
from alliancekit.records.phrases import Setting, sum_of
from alliancekit.records.scopes import SCOPE
from alliancekit.tables.dates import CellError
from alliancekit.tables.grids import Row
from alliancekit.tables.rules import MoneyRule

_T = TypeVar("_T")

# A column of few words has each of them once in memory; one of many is not worth the table.
_MAX_KEPT_WORDS = 10_000
_ROW = re.compile(r"row ([1-9][0-9]{0,8})", re.ASCII)
# Such a name could be taken for that of a cell of one row.
_LIKE_A_ROW = re.compile(r"[0-9]+/.*", re.ASCII | re.DOTALL)

_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?", re.ASCII)

Pair = tuple[str, str]


def number(cell: str, column: str) -> Decimal:
    """Return the number that a cell writes.

    Raises:
        CellError: It writes none, or with more than 30 digits before or behind the point.
    """
    if _NUMBER.fullmatch(cell.strip()) is None:
        raise CellError([column], "number", f"{quoted(cell)} is not a number")
    return Decimal(cell.strip())


def money(cell: str, rule: MoneyRule) -> Money:
    """Return the sum of money that a cell gives.

    Raises:
        RecordError: It gives none, or may mean several, which are named.
    """
    written = cell.strip()
    if rule.currency and _NUMBER.fullmatch(written):
        written = f"{rule.currency} {written} {rule.scale}".strip()
    seen = SCOPE.get().setting
    setting = Setting(language=rule.language or seen.language, country=rule.country or None)
    return sum_of(written, setting)


def made(column: str, make: Callable[[], _T]) -> _T:
    """Return what is made of the cell of a column.

    Raises:
        CellError: What is made refuses the cell.
    """
    try:
        return make()
    except RecordError as error:
        problem = error.problems[0]
        raise CellError([column], problem.code, problem.message) from error


class CellsError(ValueError):
    """Several cells that are wrong.

    Attributes:
        errors: Each row and what is wrong in it.
    """

    def __init__(self, errors: Sequence[tuple[Row, CellError]]) -> None:
        super().__init__(tuple(errors))
        self.errors = tuple(errors)


class Extra:
    """Makes the ``extra`` of records from the rows of one table."""

    def __init__(self, columns: Sequence[str]) -> None:
        """Return what makes them for a table of these columns."""
        self._columns = columns
        # The model orders pairs by name, which is quickest when they are in order already.
        self._order = sorted(range(len(columns)), key=lambda place: columns[place])
        self._is_plain = not any(map(_LIKE_A_ROW.fullmatch, columns))
        self._kept: list[dict[str, Pair]] = [{} for _ in columns]

    def pairs(self, rows: Sequence[Row]) -> tuple[Pair, ...]:
        """Return the pairs of name and cell of all rows, in order.

        Raises:
            CellsError: Cells that no record can store, with the rows that they stand in.
        """
        try:
            if len(rows) == 1 and self._is_plain:
                cells = rows[0].cells
                return tuple(
                    [self._pair(place, cells[place]) for place in self._order if cells[place]]
                )
            return self._pairs_of_rows(rows)
        except RecordError as error:
            raise CellsError([(row, each) for row in rows for each in self._errors(row)]) from error

    def _pairs_of_rows(self, rows: Sequence[Row]) -> tuple[Pair, ...]:
        pairs = []
        for place, name in enumerate(self._columns):
            first = rows[0].cells[place]
            if not _LIKE_A_ROW.fullmatch(name) and all(row.cells[place] == first for row in rows):
                if first:
                    pairs.append(self._pair(place, first))
                continue
            for row in rows:
                if row.cells[place]:
                    pairs.append((f"{row.number}/{name}", self._pair(place, row.cells[place])[1]))
        return tuple(sorted(pairs))

    def _pair(self, place: int, cell: str) -> Pair:
        kept = self._kept[place]
        pair = kept.get(cell)
        if pair is None:
            check_text(cell, "")
            pair = (self._columns[place], cell)
            if len(kept) < _MAX_KEPT_WORDS:
                kept[cell] = pair
        return pair

    def _errors(self, row: Row) -> Iterator[CellError]:
        for name, cell in zip(self._columns, row.cells, strict=True):
            try:
                check_text(cell, "")
            except RecordError as error:
                problem = error.problems[0]
                yield CellError([name], problem.code, problem.message)


def row_numbers(cites: Sequence[str]) -> list[int]:
    """Return the numbers of the rows that a record was made of, in order.

    >>> row_numbers(["row 12", "row 3", "p4"])
    [3, 12]
    """
    found = (_ROW.fullmatch(cite) for cite in cites)
    return sorted(int(match[1]) for match in found if match is not None)


def row_cells(extra: Mapping[str, str], number: int, columns: Sequence[str]) -> list[str]:
    """Return the cells of one row of a record.

    >>> row_cells({"id": "1", "3/year": "1949"}, 3, ["id", "year"])
    ['1', '1949']
    """
    return [
        extra.get(f"{number}/{name}", "" if _LIKE_A_ROW.fullmatch(name) else extra.get(name, ""))
        for name in columns
    ]
