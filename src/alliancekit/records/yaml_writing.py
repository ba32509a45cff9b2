"""Plain trees to YAML as a person would write it, which every YAML reader reads back the same.

Short lists and mappings stand on one line. Texts stand without quotes where they are words, and
in double quotes, which YAML shares with JSON, where they are anything else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_MAX_LINE_CHARS = 96
# libyaml takes a key of more than 1024 characters only after a question mark.
_MAX_KEY_CHARS = 100

# Words, ids, dates and numbers with what stands between them; a '#' only within a word, no ': '.
_PLAIN = re.compile(r"[^\W_](?:[\w/.+%~&()=;'’–—-]|(?<=\w)#| (?=[\w(]))*")
# What YAML 1.1 or 1.2 takes for something else than text: words, and numbers that are no dates.
_TYPED = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|nan|inf)"
    r"|0[0-9box][0-9a-fA-Fox_]*|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
)
# json leaves these as they are; YAML breaks lines at some, drops or refuses others.
_ESCAPED = re.compile(
    "[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\u200b-\u200f\u202a-\u202e\u2060-\u2069]"
)


def yaml_text(documents: list[Any]) -> str:
    """Return the YAML stream of trees of mappings, lists, texts and numbers.

    >>> print(yaml_text([{"id": "talks", "parties": ["JPN", "USA"], "when": "2024-04"}]), end="")
    id: talks
    parties: [JPN, USA]
    when: 2024-04
    """
    return "---\n".join("".join(f"{line}\n" for line in _block(tree)) for tree in documents)


def _block(tree: Any) -> Iterator[str]:
    """Yield the lines of a tree, without indentation."""
    if not isinstance(tree, (dict, list)) or not tree:
        yield _flow(tree)
    elif isinstance(tree, list):
        for member in tree:
            yield from _item("- ", member)
    else:
        for key, value in tree.items():
            name = _scalar(key)
            if len(name) > _MAX_KEY_CHARS:
                yield f"? {name}"
                yield from _item(": ", value)
                continue
            flow = _flow(value)
            is_leaf = not isinstance(value, (dict, list)) or not value
            if is_leaf or (_is_short(value) and len(name) + len(flow) <= _MAX_LINE_CHARS):
                yield f"{name}: {flow}"
            else:
                yield f"{name}:"
                yield from (f"  {line}" for line in _block(value))


def _item(mark: str, value: Any) -> Iterator[str]:
    flow = _flow(value)
    if _is_short(value) and len(flow) <= _MAX_LINE_CHARS and not _opens_record(value):
        yield mark + flow
        return
    for number, line in enumerate(_block(value)):
        yield (mark if number == 0 else "  ") + line


def _opens_record(value: Any) -> bool:
    return isinstance(value, dict) and ("event" in value or "agreement" in value)


def _is_short(value: Any) -> bool:
    """Return whether a value may stand on one line: a scalar, or what holds few levels."""
    if isinstance(value, dict):
        return all(
            len(key) <= _MAX_KEY_CHARS and not isinstance(v, dict) and _is_short(v)
            for key, v in value.items()
        )
    if isinstance(value, list):
        return not any(isinstance(member, (dict, list)) for member in value)
    return True


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(v)}" for key, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: str | int | float) -> str:
    if not isinstance(value, str):
        return repr(value)
    if _PLAIN.fullmatch(value) and not _TYPED.fullmatch(value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
