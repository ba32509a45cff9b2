"""How an options class declares its fields."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import attrs

T = TypeVar("T")

_METADATA_KEY = "alliancekit.option"


@attrs.frozen(kw_only=True)
class NoOptions:
    """Options of an exporter that has none."""


@attrs.frozen(kw_only=True)
class OptionHelp:
    """What a user needs to know of one option.

    Attributes:
        name: Name, with the names of the groups that it stands in: ``page.width``.
        type: What it takes, in words.
        default: The default as JSON, or ``""`` where the option must be given.
        help: What it does.
    """

    name: str
    type: str
    default: str
    help: str


@attrs.frozen(kw_only=True)
class Declared:
    """What a field says besides its type and default.

    Attributes:
        help: What the option does, or ``""``.
        minimum: Smallest number allowed.
        maximum: Largest number allowed.
    """

    help: str = ""
    minimum: float | None = None
    maximum: float | None = None


def option(
    default: T,
    *,
    help: str,  # noqa: A002 - the word that every command line uses
    minimum: float | None = None,
    maximum: float | None = None,
) -> T:
    """Return a field of an options class.

    >>> @attrs.frozen(kw_only=True)
    ... class Options:
    ...     width: int = option(80, help="Width of a line in characters.", minimum=20)
    >>> Options().width
    80

    Args:
        default: Value where none is given.
        help: What the option does, for users.
        minimum: Smallest number allowed, for ``int`` and ``float``, also in ``X | None`` and
            ``tuple[X, ...]``.
        maximum: Largest number allowed, likewise.

    Returns:
        An attrs field, typed as its value so that type checkers accept the class.
    """
    declared = Declared(help=help, minimum=minimum, maximum=maximum)
    return attrs.field(default=default, metadata={_METADATA_KEY: declared})


def declared(field: attrs.Attribute[Any]) -> Declared:
    """Return what a field of an options class says of itself."""
    return cast(Declared, field.metadata.get(_METADATA_KEY, Declared()))
