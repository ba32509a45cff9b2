"""JSON text to plain trees: as RFC 8259 and I-JSON (RFC 7493) have it, and nothing looser.

Keys are unique, whole numbers lie within ±2**63, no number is infinite or NaN, no string holds a
lone surrogate, nothing is nested deeper than 64.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

import attrs
import orjson

from alliancekit.errors import Problem, RecordError, quoted
from alliancekit.records.trees import MAX_DEPTH, Branch, Flaw, Row

MAX_WHOLE_NUMBER = 2**63
"""Whole numbers from -2**63 to 2**63 - 1 are read; other programs round larger ones."""

# A key and its colon apart, a quotation mark or a colon that is escaped, a number past 64 bits.
_UNUSUAL = re.compile(rb'"[ \t\r\n]+:|\\u00(?:22|3[aA])|(?:\A|[\[:,])[ \t\r\n]*-?[0-9]{19}')


def quick_tree(data: bytes) -> Any:
    """Return the tree of a line that is certainly sound, or raise what json raises.

    Nesting is not limited here beyond orjson's own 1024: the schema refuses what is deeper than it
    needs.

    Raises:
        ValueError: The line is not JSON, or only a slower reader can tell what is wrong with it.
    """
    tree = orjson.loads(data)
    again = orjson.dumps(tree)
    # Equal bytes, or as many keys in as out: no key stands twice. The pattern rules out the
    # spellings that could make these counts agree all the same.
    if again != data and (
        _UNUSUAL.search(data) is not None or again.count(b'":') != data.count(b'":')
    ):
        raise ValueError("needs the careful reader")
    return tree


def json_tree(text: str, source: str, first_line: int = 1) -> Any:
    """Return the tree of a JSON text, with lines and with flaws where values cannot be read.

    Args:
        text: One value; without a byte order mark.
        source: Name of the file, for problems.
        first_line: Line on which the text starts.

    Raises:
        RecordError: The text is not JSON.
    """
    parser = _Parser(text, source, first_line)
    tree = parser.value(0)
    parser.end()
    return tree


_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", re.ASCII)
# No nested quantifier: linear in the length of the string.
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*+"')
_SKIPPED = re.compile(r'[^"\[\]{}]+')
_WORDS = {"true": True, "false": False, "null": None}
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Parser:
    def __init__(self, text: str, source: str, first_line: int) -> None:
        self._text = text
        self._source = source
        self._at = 0
        self._line = first_line
        self._counted = 0

    def value(self, depth: int) -> Any:
        self._space()
        start = self._text[self._at : self._at + 1]
        if start in ("{", "["):
            if depth > MAX_DEPTH:
                line = self._here()
                self._skip()
                return Flaw(
                    code="limit.depth", line=line, message=f"nested more than {MAX_DEPTH} deep"
                )
            return self._branch(depth) if start == "{" else self._row(depth)
        if start == '"':
            return self._string()
        return self._number_or_word()

    def end(self) -> None:
        self._space()
        if self._at < len(self._text):
            self._refuse("expected nothing after the value")

    def _branch(self, depth: int) -> Branch | Flaw:
        branch = Branch(self._here())
        flaw: Flaw | None = None
        self._at += 1
        if self._takes("}"):
            return branch
        while True:
            self._space()
            line = self._here()
            if self._text[self._at : self._at + 1] != '"':
                self._refuse('expected a key in "quotes"')
            key = self._string()
            if not self._takes(":"):
                self._refuse("expected ':' after the key")
            value = self.value(depth + 1)
            if isinstance(key, Flaw):
                flaw = flaw or key
            elif key in branch:
                flaw = flaw or Flaw(
                    code="duplicate_key",
                    line=line,
                    message=f"key {quoted(key)} stands on lines {branch.lines[key]} and {line}: "
                    "keep one",
                )
            else:
                branch[key] = value
                branch.lines[key] = line
            if self._takes("}"):
                return attrs.evolve(flaw, value=branch) if flaw is not None else branch
            if not self._takes(","):
                self._refuse("expected ',' or '}'")

    def _row(self, depth: int) -> Row:
        row = Row(self._here())
        self._at += 1
        if self._takes("]"):
            return row
        while True:
            self._space()
            row.lines.append(self._here())
            row.append(self.value(depth + 1))
            if self._takes("]"):
                return row
            if not self._takes(","):
                self._refuse("expected ',' or ']'")

    def _string(self) -> str | Flaw:
        found = _STRING.match(self._text, self._at)
        if found is None:
            self._refuse("the string is not closed or holds a control character")
        try:
            text = json.loads(found[0])
        except ValueError:
            self._refuse("the string has an escape that JSON does not know")
        line = self._here()
        self._at = found.end()
        surrogate = _SURROGATE.search(text)
        if surrogate is not None:
            return Flaw(
                code="text.surrogate",
                line=line,
                message=f"lone surrogate U+{ord(surrogate[0]):04X} in {quoted(text)}: remove it",
            )
        return str(text)

    def _number_or_word(self) -> Any:
        for word, value in _WORDS.items():
            if self._text.startswith(word, self._at):
                self._at += len(word)
                return value
        found = _NUMBER.match(self._text, self._at)
        if found is None:
            self._refuse("expected a value")
        line = self._here()
        self._at = found.end()
        return _number(found[0], line)

    def _skip(self) -> None:
        depth = 0
        while self._at < len(self._text):
            char = self._text[self._at]
            if char == '"':
                self._string()
            elif char in "[{":
                depth += 1
                self._at += 1
            elif char in "]}":
                depth -= 1
                self._at += 1
            else:
                found = _SKIPPED.match(self._text, self._at)
                assert found is not None
                self._at = found.end()
            if depth == 0:
                return
        self._refuse("brackets are not closed")

    def _takes(self, char: str) -> bool:
        self._space()
        if self._text[self._at : self._at + 1] != char:
            return False
        self._at += 1
        return True

    def _space(self) -> None:
        found = _SPACE.match(self._text, self._at)
        assert found is not None
        self._at = found.end()

    def _here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _refuse(self, reason: str) -> NoReturn:
        near = self._text[self._at : self._at + 20]
        line = self._here()
        column = self._at - self._text.rfind("\n", 0, self._at)
        message = f"not JSON in column {column}: {reason}, found {quoted(near)}"
        raise RecordError(
            [Problem(code="json.syntax", source=self._source, line=line, message=message)]
        )


def _number(text: str, line: int) -> int | float | Flaw:
    flaw = Flaw(
        code="number",
        line=line,
        message=f"number {quoted(text)} is out of range: whole numbers lie within -2**63 "
        "and 2**63 - 1, others within a double",
    )
    if "." in text or "e" in text or "E" in text:
        value = float(text)
        return flaw if value in (float("inf"), float("-inf")) else value
    # int() refuses texts of more than 4300 digits, and takes quadratic time below that.
    if len(text) > 20 or not -MAX_WHOLE_NUMBER <= int(text) < MAX_WHOLE_NUMBER:
        return flaw
    return int(text)
