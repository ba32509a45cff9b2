"""The digest of what a record says, by which a decision knows the content that it was made on."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Hashable
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, cast

import attrs

from alliancekit.model.claims import Agreement, Event

DIGEST_DIGITS = 16
"""Hexadecimal digits of a digest: in 64 bits no mended record keeps its digest by chance."""


_DIGEST = re.compile(rf"[0-9a-f]{{{DIGEST_DIGITS}}}", re.ASCII)


def is_digest(text: str) -> bool:
    """Return whether a text has the form of a digest."""
    return _DIGEST.fullmatch(text) is not None


def claim_digest(says: Event | Agreement) -> str:
    """Return the digest of an event or agreement as one source tells it.

    Equal claims have equal digests, on every machine and however they were written down. What has
    its default value does not count, so that a field that is added to the model changes no digest.

    >>> from alliancekit.kinds import EventKind
    >>> claim_digest(Event(kind=EventKind.summit))
    'a3d2732a18199cea'

    Args:
        says: Any.

    Returns:
        The first 16 hexadecimal digits of the SHA-256 of its content.
    """
    tree = [type(says).__name__, _content(says)]
    text = json.dumps(tree, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:DIGEST_DIGITS]


def _content(value: Any) -> Any:
    """Return a value of the model as a tree that JSON writes in one way only."""
    match value:
        case Enum():
            return value.value
        case None | str() | bool() | int():
            return value
        case Decimal():
            return f"{value.normalize():f}"
        case float():
            return repr(value + 0.0)  # no minus zero
        case dt.date():
            return value.isoformat()
        case tuple():
            return [_content(member) for member in value]
    return {
        name: _content(found)
        for name, default in _compared_fields(cast("Hashable", type(value)))
        if (found := getattr(value, name)) != default
    }


@cache
def _compared_fields(type_: Hashable) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (field.name, attrs.NOTHING if field.default.__class__ is attrs.Factory else field.default)
        for field in attrs.fields(cast("Any", type_))
        if field.eq and field.init
    )
