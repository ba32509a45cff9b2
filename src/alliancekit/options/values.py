"""Values of options: checked, read from text, written for machines and for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from alliancekit.errors import OptionsError, quoted
from alliancekit.options.classes import read_class, unknown
from alliancekit.options.fields import OptionHelp
from alliancekit.options.takers import Refusal, below, plain

T = TypeVar("T")

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def structure(cls: type[T], given: Mapping[str, Any] | T) -> T:
    """Return checked options.

    Values are taken exactly: a bool for ``bool``, a whole number within ±(2**53 - 1) for ``int``,
    any finite number for ``float``, text without control characters for ``str``, a date or
    ``YYYY-MM-DD`` for ``date``, a member or its value for an enum, a list or tuple for ``tuple[X,
    ...]``, a mapping or an instance for a nested class.

    >>> import attrs
    >>> from alliancekit.options import option
    >>> @attrs.frozen(kw_only=True)
    ... class Options:
    ...     width: int = option(80, help="Width of a line in characters.")
    >>> structure(Options, {"width": 100})
    Options(width=100)
    >>> structure(Options, {"width": "100", "height": 3})
    Traceback (most recent call last):
        ...
    alliancekit.errors.OptionsError: width: '100' is not a whole number
    height: no such option; there are: width

    Args:
        cls: The options class.
        given: Values by name, or an instance, which is returned.

    Returns:
        An instance of the class.

    Raises:
        OptionsError: Every value that does not fit and every unknown name, each with its path.
        ExporterError: Options cannot be made of the class.
    """
    taken = read_class(cls).take(given)
    if taken.refusals:
        raise OptionsError(quoted(given), [_sentence(refusal) for refusal in taken.refusals])
    return cast(T, taken.value)


def from_texts(cls: type[T], texts: Mapping[str, str]) -> T:
    """Return options from texts, as a command line gives them.

    ``true`` and ``false`` for ``bool``; decimal digits for ``int``; a JSON number for ``float``;
    the text itself for ``str``; ``YYYY-MM-DD`` for ``date``; the value for an enum or literal; for
    a tuple its members between commas, or a JSON array; the empty text for the ``None`` of ``X |
    None``. An option in a group is named with its group: ``page.width``.

    >>> import attrs
    >>> from alliancekit.options import option
    >>> @attrs.frozen(kw_only=True)
    ... class Options:
    ...     years: tuple[int, ...] = option((), help="Years to show.")
    >>> from_texts(Options, {"years": "2024,2025"})
    Options(years=(2024, 2025))

    Args:
        cls: The options class.
        texts: Texts by name.

    Returns:
        An instance of the class.

    Raises:
        OptionsError: Every text that cannot be read and every unknown name.
        ExporterError: Options cannot be made of the class.
    """
    leaves = dict(read_class(cls).leaves())
    refusals: list[Refusal] = []
    values: dict[str, Any] = {}
    for name, text in texts.items():
        if name not in leaves:
            refusals.append(unknown(name, list(leaves)))
            continue
        taken = leaves[name].taker.read(text)
        refusals += [below(name, refusal) for refusal in taken.refusals]
        *groups, last = name.split(".")
        inner = values
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[last] = taken.value
    if refusals:
        raise OptionsError(quoted(dict(texts)), [_sentence(refusal) for refusal in refusals])
    return structure(cls, values)


def json_schema(cls: type[Any]) -> dict[str, Any]:
    """Return the JSON schema of an options class.

    It accepts exactly what :func:`structure` accepts, but for what validators of the class's own
    refuse.

    Args:
        cls: The options class.

    Returns:
        A schema in the dialect of draft 2020-12; ``format`` is to be asserted.

    Raises:
        ExporterError: Options cannot be made of the class.
    """
    return {"$schema": SCHEMA_DIALECT, "title": cls.__name__, **read_class(cls).schema()}


def as_mapping(options: Any) -> dict[str, Any]:
    """Return options as values that JSON can hold; :func:`structure` takes them back.

    Args:
        options: An instance of an options class.

    Returns:
        Every option, defaults too, in the order of the class.
    """
    return cast(dict[str, Any], plain(options))


def describe_options(cls: type[Any]) -> tuple[OptionHelp, ...]:
    """Return what users need to know of the options of a class.

    Args:
        cls: The options class.

    Returns:
        One for each option, in the order of the class; those of groups as ``group.option``.

    Raises:
        ExporterError: Options cannot be made of the class.
    """
    return tuple(
        OptionHelp(name=name, type=member.taker.words, default=member.default, help=member.help)
        for name, member in read_class(cls).leaves()
    )


def _sentence(refusal: Refusal) -> str:
    return f"{refusal.path}: {refusal.message}" if refusal.path else refusal.message
