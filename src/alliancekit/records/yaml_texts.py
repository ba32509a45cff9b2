"""YAML text to plain trees: scalars stay text, and nothing that YAML can do beyond that is done.

The events of the parser are composed by hand, since PyYAML's own composing follows aliases and
merge keys without a limit and libyaml's crashes the process on deep nesting. Tags, anchors,
aliases, merge keys and repeated keys are refused where they stand.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import attrs
import yaml
from yaml import events

from alliancekit.errors import Problem, RecordError, on_one_line, quoted
from alliancekit.records.trees import MAX_DEPTH, Branch, Flaw, Plain, Row

# Beyond MAX_DEPTH a value is skipped; beyond this even skipping takes quadratic time (libyaml).
_MAX_SKIPPED_DEPTH = 512
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def yaml_trees(text: str, source: str) -> list[Any]:
    """Return the documents of a YAML stream, in order.

    Args:
        text: Without a byte order mark.
        source: Name of the file, for problems.

    Returns:
        One tree a document; a document that holds nothing is left out.

    Raises:
        RecordError: The text is not YAML, or nested too deeply to be read on.
    """
    composer = _Composer(text)
    try:
        return [tree for tree in composer.documents() if tree is not _NOTHING]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        column = f" in column {mark.column + 1}" if mark else ""
        message = f"not YAML{column}: {_clause(error.problem or error.context or '')}"
        raise RecordError(
            [Problem(code="yaml.syntax", source=source, line=line, message=message)]
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"character U+{_code_point(error.character):04X} cannot stand in YAML: remove it"
        raise RecordError(
            [Problem(code="text.control", source=source, line=line, message=message)]
        ) from error
    except _TooDeepError as error:
        message = f"nested more than {_MAX_SKIPPED_DEPTH} deep: at most {MAX_DEPTH}"
        raise RecordError(
            [Problem(code="limit.depth", source=source, line=error.line, message=message)]
        ) from error


def _clause(problem: str) -> str:
    return on_one_line(problem)


def _code_point(character: int | str | bytes) -> int:
    return character if isinstance(character, int) else ord(character)


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


_NOTHING = object()


class _Composer:
    def __init__(self, text: str) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)

    def documents(self) -> Iterator[Any]:
        for event in self._events:
            if not isinstance(event, events.DocumentStartEvent):
                continue
            first = next(self._events)
            if isinstance(first, events.ScalarEvent) and not first.value and _is_plain(first):
                yield _NOTHING
            else:
                yield self._node(first, 0)

    def _node(self, event: Any, depth: int) -> Any:
        line = event.start_mark.line + 1
        if isinstance(event, events.AliasEvent):
            return Flaw(
                code="limit.alias",
                line=line,
                message=f"alias *{_clause(str(event.anchor))}: write the value out, "
                "anchors and aliases are not read",
            )
        if depth > MAX_DEPTH:
            self._skip(event)
            return Flaw(code="limit.depth", line=line, message=f"nested more than {MAX_DEPTH} deep")
        if isinstance(event, events.ScalarEvent):
            value: Any = Plain(event.value) if _is_plain(event) else event.value
        elif isinstance(event, events.SequenceStartEvent):
            value = self._row(line, depth)
        else:
            value = self._branch(line, depth, within_braces=bool(event.flow_style))

        if event.anchor is not None:
            return Flaw(
                code="limit.alias",
                line=line,
                value=value,
                message=f"anchor &{_clause(str(event.anchor))}: remove it, "
                "anchors and aliases are not read",
            )
        if event.tag is not None:
            return Flaw(
                code="yaml.tag",
                line=line,
                value=value,
                message=f"tag {quoted(event.tag)}: remove it, "
                "the field alone says what a value means",
            )
        return value

    def _row(self, line: int, depth: int) -> Row:
        row = Row(line)
        for event in self._events:
            if isinstance(event, events.SequenceEndEvent):
                break
            row.lines.append(event.start_mark.line + 1)
            row.append(self._node(event, depth + 1))
        return row

    def _branch(self, line: int, depth: int, *, within_braces: bool) -> Branch | Flaw:
        branch = Branch(line)
        flaw: Flaw | None = None
        for event in self._events:
            if isinstance(event, events.MappingEndEvent):
                break
            key_line = event.start_mark.line + 1
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            problem = _key_problem(key, key_line, branch)
            if problem is None and within_braces and value == "" and isinstance(value, Plain):
                problem = _valueless(key, key_line)
            if problem is not None:
                flaw = flaw or problem
                continue
            branch[str(key)] = value
            branch.lines[str(key)] = key_line
        return attrs.evolve(flaw, value=branch) if flaw is not None else branch

    def _skip(self, first: Any) -> None:
        depth = 0
        event: Any
        for event in itertools.chain([first], self._events):
            if isinstance(event, (events.SequenceStartEvent, events.MappingStartEvent)):
                depth += 1
                if depth > _MAX_SKIPPED_DEPTH:
                    raise _TooDeepError(_line(event))
            elif isinstance(event, (events.SequenceEndEvent, events.MappingEndEvent)):
                depth -= 1
            if depth == 0:
                return


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _is_plain(event: Any) -> bool:
    return event.style is None or event.style == ""


def _valueless(key: str, line: int) -> Flaw:
    return Flaw(
        code="yaml.value",
        line=line,
        message=f"{quoted(str(key))} has no value: a comma within {{ }} ends a text, "
        "so put a text with a comma in quotes",
    )


def _key_problem(key: Any, line: int, branch: Branch) -> Flaw | None:
    if isinstance(key, Flaw):
        return key
    if not isinstance(key, str):
        return Flaw(code="type", line=line, message="a key must be text: write it in quotes")
    if isinstance(key, Plain) and key == "<<":
        return Flaw(
            code="yaml.merge",
            line=line,
            message="merge key <<: write the fields out, merge keys are not read",
        )
    if key in branch:
        return Flaw(
            code="duplicate_key",
            line=line,
            message=f"key {quoted(str(key))} stands on lines {branch.lines[str(key)]} and {line}: "
            "keep one",
        )
    return None
