"""Plain trees: what a file holds before it is typed, with the lines that it stands on.

A tree is made of ``dict``, ``list``, ``str``, and from JSON also ``int``, ``float``, ``bool`` and
``None``. The readers of files that people write by hand return the subclasses here, which know
their lines. What cannot be read, but has a clear end, becomes a :class:`Flaw` in its place, so
that one bad value costs one record and not the file.
"""

from __future__ import annotations

from typing import Any

import attrs

from alliancekit.errors import Problem, RecordError, quoted

MAX_DEPTH = 64
"""Deepest nesting of a tree: a record needs eight."""

# A key longer than this names no field of ours, and a path must stay readable.
_MAX_STEP_CHARS = 80


class Plain(str):
    """A YAML scalar without quotes: text or number, as the schema asks."""

    __slots__ = ()


class Branch(dict[str, Any]):
    """A mapping that knows the line of each key."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        """Return an empty mapping that starts on a line."""
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Row(list[Any]):
    """A list that knows the line of each member."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        """Return an empty list that starts on a line."""
        super().__init__()
        self.line = line
        self.lines: list[int] = []


@attrs.frozen(kw_only=True)
class Flaw:
    """What stands where a value could not be read.

    Attributes:
        code: Code of the problem.
        message: What is wrong and what to do.
        line: Line, from 1, or 0 where not known.
        value: What can be read of it all the same, such as a mapping without its second key.
    """

    code: str
    message: str
    line: int = 0
    value: Any = None


def step(key: object) -> str:
    """Return one step of a JSON pointer.

    >>> step("a/b"), step(3)
    ('/a~1b', '/3')
    """
    text = str(key)
    if len(text) > _MAX_STEP_CHARS:
        text = text[:_MAX_STEP_CHARS] + "..."
    return "/" + text.replace("~", "~0").replace("/", "~1")


def refusal(code: str, message: str, path: str = "") -> RecordError:
    """Return the error that names the problem of one value."""
    return RecordError([Problem(code=code, source="", path=path, message=message)])


def mismatch(what: str, value: object) -> RecordError:
    """Return the error that says what a value should be.

    Of a value that could not even be read it is the flaw's own.
    """
    if isinstance(value, Flaw):
        return RecordError(
            [Problem(code=value.code, source="", line=value.line, message=value.message)]
        )
    return refusal("type", f"must be {what}, not {shown(value)}")


def shown(value: object) -> str:
    """Return a short, printable description of a value of a tree."""
    if isinstance(value, dict):
        return f"a mapping of {len(value)} keys" if len(value) != 1 else "a mapping of 1 key"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"the number {value}" if isinstance(value, (int, float)) else quoted(value)


def line_of(tree: object, path: str) -> int:
    """Return the line on which the value at a JSON pointer, or what is nearest to it, stands.

    Args:
        tree: Any tree; one without lines has none to tell.
        path: As :func:`step` makes it.

    Returns:
        From 1, or 0.
    """
    line = 0
    for part in path.split("/"):
        if isinstance(tree, Flaw):
            line, tree = tree.line or line, tree.value
        if isinstance(tree, (Branch, Row)):
            line = tree.line if not part else line
        if not part:
            continue
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(tree, Branch) and name in tree:
            line, tree = tree.lines[name], tree[name]
        elif isinstance(tree, Row) and name.isdecimal() and int(name) < len(tree):
            line, tree = tree.lines[int(name)], tree[int(name)]
        else:
            break
    return (tree.line or line) if isinstance(tree, Flaw) else line


def readable(value: object) -> object:
    """Return the value, or of a flaw what can be read all the same."""
    return value.value if isinstance(value, Flaw) else value
