"""The values of files, and where in a file a fact stands."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import attrs

from alliancekit.records.trees import Branch, Flaw, Row

What = Literal["record", "source", "decision", "actor"]


class Spot(NamedTuple):
    """Where a fact stands; ``n`` counts the facts in the order in which they were read."""

    n: int
    source: str
    line: int
    offset: int
    number: int
    path: str


@attrs.define(kw_only=True)
class Document:
    """One value of a file: a report, a decision, an actor or a list of these.

    Attributes:
        source: Name of the file.
        tree: The value.
        line: Line that it stands on, where it has only one.
        offset: Offset of that line, in bytes.
        path: JSON pointer from the top of the file.
        at: Line on which the value starts, or 0.
        starts: Offset of each line of the file, where it has several.
        default: What a value is that does not show it, by the name of the file.
    """

    source: str
    tree: Any
    line: int = 0
    offset: int = 0
    path: str = ""
    at: int = 0
    starts: list[int] = attrs.field(factory=lambda: [0])
    default: What = "record"

    def offset_of(self, line: int) -> int:
        """Return the offset of a line of the file, in bytes."""
        if self.line:
            return self.offset
        return self.starts[min(max(line, 1), len(self.starts)) - 1]


def first_line(tree: Any) -> int:
    """Return the line on which a value starts, or 0 where that is not known."""
    return tree.line if isinstance(tree, (Branch, Flaw)) else 0


def line_in(rows: list[Any], index: int) -> int:
    """Return the line on which a member of a list starts, or 0 where that is not known."""
    return first_line(rows[index]) or (rows.lines[index] if isinstance(rows, Row) else 0)
