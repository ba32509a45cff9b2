"""Fields that several classes of the model share: how they are ordered and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from alliancekit import _checks as checks


def text() -> Any:
    """Return the field of a text that may be empty."""
    return attrs.field(default="", validator=checks.text)


def texts() -> Any:
    """Return the field of a sorted set of texts."""
    return attrs.field(
        default=(), converter=checks.sorted_tuple(), validator=checks.every(checks.check_text)
    )


def ids() -> Any:
    """Return the field of a sorted set of ids."""
    return attrs.field(
        default=(), converter=checks.sorted_tuple(), validator=checks.every(checks.check_id)
    )


def references() -> Any:
    """Return the field of a sorted set of ids of records."""
    return attrs.field(
        default=(), converter=checks.sorted_tuple(), validator=checks.every(checks.check_record_id)
    )


def members(type_: type, key: Callable[[Any], Any]) -> Any:
    """Return the field of a sorted set of objects of one class."""
    return attrs.field(
        default=(), converter=checks.sorted_tuple(key), validator=checks.tuple_of(type_)
    )


def optional(*types: type) -> Any:
    """Return the field of an object that may be missing."""
    return attrs.field(default=None, validator=checks.instance(*types, type(None)))


def optional_id() -> Any:
    """Return the field of an id that may be missing."""
    return attrs.field(default=None, validator=attrs.validators.optional(checks.identifier))


def choice(enum: type, *, default: Any) -> Any:
    """Return the field of a member of a vocabulary that may be left out."""
    return attrs.field(default=default, validator=checks.instance(enum))


def ordinal() -> Any:
    """Return the field of a number in a series, >= 1, that may be missing."""
    return attrs.field(default=None, validator=checks.whole(1, 1_000_000, optional=True))
