"""The strict converter: plain trees to typed objects, exactly or not at all.

cattrs turns ``None`` into ``'None'``, ``3.7`` into ``3`` and ``'abc'`` into ``['a', 'b', 'c']``.
Here a text is a text, a whole number a whole number, a list a list, and every unknown key is a
problem. :func:`problems_of` turns whatever went wrong into problems with JSON pointers.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum, IntEnum, StrEnum
from functools import cache
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

import attrs
import cattrs
from cattrs import AttributeValidationNote
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from alliancekit.errors import AllianceKitError, DateError, Problem, RecordError, quoted
from alliancekit.records.json_texts import MAX_WHOLE_NUMBER
from alliancekit.records.trees import Flaw, Plain, mismatch, refusal, step
from alliancekit.records.wordings import meant_fields, meant_members

_T = TypeVar("_T")

Hook = Callable[[Any, Any], Any]
"""What makes an object from a tree; the second argument, the type, is not used."""

REFUSALS = (
    AllianceKitError,
    BaseValidationError,
    ForbiddenExtraKeysError,
    cattrs.errors.StructureHandlerNotFoundError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    ArithmeticError,
)
"""What structuring may raise; :func:`problems_of` reads it."""

# Of words of one vocabulary, those that are less alike are other words: announced, denounced.
_SLIP = 0.8

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,18})", re.ASCII)
_DECIMAL = re.compile(
    r"-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,3})?", re.ASCII
)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def text(value: object, _type: object = None) -> str:
    """Return a text; its content is checked by the class that takes it."""
    if value.__class__ is str:
        return value
    if isinstance(value, Plain):
        return str(value)
    raise mismatch("text", value)


def whole_number(value: object, _type: object = None) -> int:
    """Return a whole number within ±2**63; of text only a YAML scalar without quotes counts."""
    if isinstance(value, Plain) and _WHOLE.fullmatch(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise mismatch("a whole number", value)
    if not -MAX_WHOLE_NUMBER <= value < MAX_WHOLE_NUMBER:
        raise refusal("number", f"{quoted(value)} is out of range: at most 2**63 - 1")
    return value


def number(value: object, _type: object = None) -> float:
    """Return a finite number."""
    if isinstance(value, Plain) and _DECIMAL.fullmatch(value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise mismatch("a number", value)
    if not -1e308 <= value <= 1e308:
        raise refusal("number", f"{quoted(value)} is not a finite number")
    return float(value)


def truth(value: object, _type: object = None) -> bool:
    """Return true or false, which no text but a bare ``true`` or ``false`` in YAML stands for."""
    if isinstance(value, Plain) and value in ("true", "false"):
        return value == "true"
    if not isinstance(value, bool):
        raise mismatch("true or false", value)
    return value


def iso_day(value: object, _type: object = None) -> dt.date:
    """Return a day written ``YYYY-MM-DD``."""
    if type(value) is dt.date:
        return value
    written = text(value)
    if _ISO_DAY.fullmatch(written) is None:
        raise refusal("date", f"{quoted(written)} is not a day: write it like 2024-07-28")
    try:
        return dt.date.fromisoformat(written)
    except ValueError as error:
        raise refusal("date", f"{quoted(written)} is not a day: {error}") from error


def choice(
    enum: type[Enum], code: str = "choice", hint: Callable[[str], str] | None = None
) -> Hook:
    """Return the hook for the members of an enum, which go by their values.

    Args:
        enum: The vocabulary.
        code: Code of the problem where a value is none of it.
        hint: Returns what else to say of a wrong value, or ``""``.
    """
    members: dict[object, Enum] = {member.value: member for member in enum}

    def hook(value: object, _type: object = None) -> Enum:
        if value.__class__ is str and value in members:
            return members[value]
        found = members.get(value) if isinstance(value, (str, int)) else None
        if found is not None and not isinstance(value, bool):
            return found
        if isinstance(value, enum):
            return value
        if not isinstance(value, str):
            raise mismatch(f"one of {_listed(members)}", value)
        more = hint(value) if hint is not None else ""
        more = more or near(value, map(str, members), meant_members(value, enum))
        raise refusal(code, f"{quoted(value)} is not known: {more}")

    return hook


def near(value: str, known: Iterable[str], meant: Iterable[str] = ()) -> str:
    """Return the words that a value stands for or is a slip of as a hint, or all words."""
    words = list(known)
    close = list(meant) or difflib.get_close_matches(value[:80], words, n=3, cutoff=_SLIP)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"use {_listed(words)}"


def _listed(words: Iterable[object]) -> str:
    names = [str(word) for word in words]
    return "one of " + ", ".join(names) if len(names) > 1 else "".join(names)


def each(items: Iterable[tuple[object, Any]], make: Callable[[Any], _T]) -> list[_T]:
    """Return what is made of every item.

    Args:
        items: Key or index, and value.
        make: Makes one object.

    Raises:
        RecordError: With all problems of all items, under their keys.
    """
    made = []
    problems: list[Problem] = []
    for key, value in items:
        try:
            made.append(make(value))
        except REFUSALS as error:
            problems += problems_of(error, step(key))
    if problems:
        raise RecordError(problems)
    return made


def each_or_none(items: Iterable[tuple[object, Any]], make: Callable[[Any], _T]) -> list[_T]:
    """Return what is made of every item, or raise what the first wrong one raises."""
    return [make(value) for _, value in items]


def tuple_of(hook: Hook) -> Hook:
    """Return the hook for a tuple that is written as a list."""

    def structure(value: object, _type: object = None) -> tuple[Any, ...]:
        if not isinstance(value, (list, tuple)):
            raise mismatch("a list", value)
        try:
            return tuple([hook(member, None) for member in value])
        except REFUSALS:
            # Once more, for the problems of every member.
            return tuple(each(enumerate(value), lambda member: hook(member, None)))

    return structure


def class_hook(
    converter: cattrs.Converter,
    type_: type[Any],
    *,
    renamed: Mapping[str, str] | None = None,
    hooks: Mapping[str, Hook] | None = None,
) -> Hook:
    """Return the hook for an attrs class: its fields are the keys, and no others are.

    Args:
        converter: Makes the fields without a hook of their own, and says how detailed problems are.
        type_: The class.
        renamed: Keys of the fields that are written under another name.
        hooks: Hooks of fields.
    """
    names, hooks = dict(renamed or {}), hooks or {}
    overrides = {
        name: override(rename=names.get(name), struct_hook=hooks.get(name))
        for name in {*names, *hooks}
    }
    make = make_dict_structure_fn(
        type_, converter, _cattrs_forbid_extra_keys=True, **cast("dict[str, Any]", overrides)
    )
    known = [names.get(field.name, field.name) for field in attrs.fields(type_) if field.init]

    def structure(value: object, _type: object = None) -> Any:
        if not isinstance(value, dict):
            raise mismatch("a mapping", value)
        try:
            return make(value, type_)
        except BaseValidationError as error:
            raise RecordError(_class_problems(error, names, known)) from error

    return structure


def _class_problems(
    error: BaseValidationError, names: Mapping[str, str], known: list[str]
) -> list[Problem]:
    problems: list[Problem] = []
    for inner in error.exceptions:
        if isinstance(inner, ForbiddenExtraKeysError):
            problems += [_unknown_field(key, known) for key in sorted(inner.extra_fields)]
            continue
        name = next(
            (
                n.name
                for n in getattr(inner, "__notes__", ())
                if isinstance(n, AttributeValidationNote)
            ),
            "",
        )
        key = names.get(name, name)
        if isinstance(inner, KeyError) and inner.args == (key,):
            message = f"{key} is missing: add it"
            problems.append(
                Problem(code="missing_field", source="", path=step(key), message=message)
            )
        else:
            problems += problems_of(inner, step(key)) if key else _of_constructor(inner, names)
    return problems


def _of_constructor(error: BaseException, names: Mapping[str, str]) -> list[Problem]:
    """Return the problems that a class found in its fields, under the keys as written."""
    problems = []
    for problem in problems_of(error):
        _, name, *rest = problem.path.split("/") if problem.path else ("", "")
        path = "/".join(["", names.get(name, name), *rest]) if name else ""
        problems.append(attrs.evolve(problem, path=path))
    return problems


def _unknown_field(key: str, known: list[str]) -> Problem:
    close = meant_fields(key, known) or difflib.get_close_matches(key[:80], known, n=1)
    hint = f"did you mean {' or '.join(close)}?" if close else f"known are {', '.join(known)}"
    message = f"{quoted(key)} is not a field: {hint}"
    return Problem(code="unknown_field", source="", path=step(key), message=message)


def strict_converter(*, detailed: bool) -> cattrs.Converter:
    """Return a converter for attrs classes of texts, numbers, days, enums and tuples of these.

    >>> strict_converter(detailed=True).structure(["a"], tuple[str, ...])
    ('a',)

    Args:
        detailed: Whether it collects every problem of an object, which takes thrice the time.
    """
    converter = cattrs.Converter(detailed_validation=detailed, forbid_extra_keys=True)
    converter.register_structure_hook_factory(attrs.has, lambda type_: class_hook(converter, type_))
    converter.register_structure_hook_factory(
        lambda type_: _origin(type_) is tuple and get_args(type_)[1:] == (Ellipsis,),
        lambda type_: tuple_of(converter.get_structure_hook(get_args(type_)[0])),
    )
    converter.register_structure_hook_factory(
        lambda type_: _origin(type_) is Literal, lambda type_: _literal(get_args(type_))
    )
    # Enums are registered by class too: cattrs takes a StrEnum for a str otherwise.
    for enum in (Enum, StrEnum, IntEnum):
        converter.register_structure_hook(enum, lambda value, type_: _enum_hook(type_)(value, None))
    converter.register_structure_hook(str, text)
    converter.register_structure_hook(int, whole_number)
    converter.register_structure_hook(float, number)
    converter.register_structure_hook(bool, truth)
    converter.register_structure_hook(dt.date, iso_day)
    return converter


@cache
def _enum_hook(enum: type[Enum]) -> Hook:
    return choice(enum)


def _origin(type_: Any) -> Any:
    return get_origin(type_)


def _literal(values: tuple[object, ...]) -> Hook:
    def structure(value: object, _type: object = None) -> object:
        for known in values:
            if known == value and type(known) is type(
                str(value) if isinstance(value, Plain) else value
            ):
                return known
        if isinstance(value, Flaw) or not isinstance(value, str):
            raise mismatch(_listed(values), value)
        raise refusal("choice", f"{quoted(value)} is not known: {near(value, map(str, values))}")

    return structure


def problems_of(error: BaseException, path: str = "") -> list[Problem]:
    """Return the problems that an error of structuring tells of.

    Args:
        error: One of :data:`REFUSALS`.
        path: JSON pointer of what was structured.

    Returns:
        Without file and record, in the order of the fields.
    """
    if isinstance(error, RecordError):
        return [attrs.evolve(problem, path=path + problem.path) for problem in error.problems]
    code = "date" if isinstance(error, DateError) else "value"
    message = str(error)
    if not message.isprintable() or not message:
        message = quoted(message or type(error).__name__)
    return [Problem(code=code, source="", path=path, message=message)]
