"""Hooks that the forms of dates, parts and facts share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from alliancekit._checks import check_text
from alliancekit.records.converter import Hook, each, text, tuple_of
from alliancekit.records.trees import mismatch

Each = Callable[[Iterable[tuple[object, Any]], Callable[[Any], Any]], list[Any]]


def checked_text(value: object, _type: object = None) -> str:
    """Return a text that the model takes."""
    written = text(value)
    check_text(written, "")
    return written


def one_or_many(hook: Hook) -> Hook:
    """Return the hook for a tuple that is written as a list, or as one member alone."""
    many = tuple_of(hook)

    def structure(value: object, _type: object = None) -> tuple[Any, ...]:
        return many(value, None) if isinstance(value, list) else (hook(value, None),)

    return structure


def optional(hook: Hook) -> Hook:
    """Return the hook for what may be ``null``."""

    def structure(value: object, _type: object = None) -> Any:
        return None if value is None else hook(value, None)

    return structure


def extra(value: object, _type: object = None) -> tuple[tuple[str, str], ...]:
    """Return the verbatim cells of a mapping."""
    if not isinstance(value, dict):
        raise mismatch("a mapping of texts", value)
    return tuple(zip(value, each(value.items(), checked_text), strict=True))
