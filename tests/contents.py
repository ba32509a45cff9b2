"""Everything that a value holds, for tests that two are the same to the last word."""

from __future__ import annotations

import attrs


def in_full(value: object) -> str:
    """Return all that a value holds as text; the repr of a timeline only counts it."""
    return repr(_parts(value))


def _parts(value: object) -> object:
    if attrs.has(type(value)):
        fields = attrs.fields(type(value))
        return type(value).__name__, [_parts(getattr(value, f.name)) for f in fields if f.repr]
    return [*map(_parts, value)] if isinstance(value, tuple | list) else value
