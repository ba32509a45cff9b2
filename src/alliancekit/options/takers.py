"""Takers: how a value of a type is checked, a text read, and the schema written."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import sys
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Literal

import attrs

from alliancekit._checks import FORBIDDEN, MAX_TEXT_CHARS
from alliancekit.errors import quoted
from alliancekit.options.fields import Declared

# Whole numbers that every reader of JSON holds exactly: RFC 7493, section 2.2.
_MAX_INT = 2**53 - 1
_MAX_FLOAT = sys.float_info.max
_FORBIDDEN_TEXT = re.compile(f"[{FORBIDDEN}]")
_TEXT_PATTERN = rf"^(?![\s\S]*[{FORBIDDEN}])"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
# No `$` at the end: in Python it also matches before a last line feed.
_DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\s\S])"
_INT_TEXT = re.compile(r"0|-?[1-9][0-9]{0,15}", re.ASCII)
_FLOAT_TEXT = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
_MAX_NUMBER_CHARS = 400


@attrs.frozen(kw_only=True)
class Refusal:
    """A value that does not fit.

    Attributes:
        path: Where it stands below the value that was asked for, such as ``[2]``.
        message: What is wrong with it.
    """

    path: str = ""
    message: str


@attrs.frozen(kw_only=True)
class Taken:
    """What came of a value.

    Attributes:
        value: The checked value, where nothing was refused.
        refusals: Everything that is wrong with it.
    """

    value: Any = None
    refusals: tuple[Refusal, ...] = ()


@attrs.frozen(kw_only=True)
class Taker:
    """How values of one type are taken.

    Attributes:
        words: What is taken, for users.
        schema: The same for machines.
        take: Checks a value.
        read: Reads a text.
    """

    words: str
    schema: Mapping[str, Any]
    take: Callable[[Any], Taken]
    read: Callable[[str], Taken]


def refused(given: Any, message: str) -> Taken:
    """Return the refusal of one value."""
    return Taken(refusals=(Refusal(message=f"{quoted(given)} {message}"),))


def below(name: str, refusal: Refusal) -> Refusal:
    """Return a refusal as seen from what holds the value under a name."""
    separator = "." if refusal.path and not refusal.path.startswith("[") else ""
    return attrs.evolve(refusal, path=f"{name}{separator}{refusal.path}")


def taker_of(
    annotation: Any, declared: Declared, group_taker: Callable[[type[Any]], Taker]
) -> Taker | str:
    """Return how values of a type are taken, or why they cannot be.

    Args:
        annotation: The type, resolved.
        declared: What the field says besides.
        group_taker: Makes the taker of a nested attrs class.

    Returns:
        The taker, or what is wrong with the type as a phrase.
    """
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return _optional_taker(arguments, declared, group_taker)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        member = taker_of(arguments[0], declared, group_taker)
        return member if isinstance(member, str) else _tuple_taker(member)
    is_limited = declared.minimum is not None or declared.maximum is not None
    if is_limited and annotation not in (int, float):
        return "minimum and maximum are for int and float"
    if annotation in _PLAIN_TAKERS:
        return _PLAIN_TAKERS[annotation]
    if annotation is int:
        return _int_taker(declared)
    if annotation is float:
        return _float_taker(declared)
    if origin is Literal:
        return _choice_taker({value: value for value in arguments})
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _choice_taker({member.value: member for member in annotation})
    if isinstance(annotation, type) and attrs.has(annotation):
        return group_taker(annotation)
    return (
        f"{annotation!r} is no type that options have: use bool, int, float, str, date, an Enum, "
        "Literal, X | None, tuple[X, ...] or a frozen attrs class"
    )


def plain(value: Any) -> Any:
    """Return a checked value as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [plain(member) for member in value]
    if attrs.has(type(value)):
        return {
            field.name: plain(getattr(value, field.name)) for field in attrs.fields(type(value))
        }
    return value


def read_json(text: str) -> Taken:
    """Return what a JSON text holds; NaN and infinities are no JSON."""
    try:
        return Taken(value=json.loads(text, parse_constant=_refuse_constant))
    except (ValueError, RecursionError) as error:
        return refused(text, f"is not JSON: {error}")


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _take_bool(given: Any) -> Taken:
    return (
        Taken(value=given)
        if isinstance(given, bool)
        else refused(given, "is neither true nor false")
    )


def _read_bool(text: str) -> Taken:
    values = {"true": True, "false": False}
    return (
        Taken(value=values[text])
        if text in values
        else refused(text, "is neither 'true' nor 'false'")
    )


def _take_text(given: Any) -> Taken:
    if not isinstance(given, str):
        return refused(given, "is not text")
    if len(given) > MAX_TEXT_CHARS:
        return refused(given, f"has {len(given)} characters: at most {MAX_TEXT_CHARS}")
    found = _FORBIDDEN_TEXT.search(given)
    if found is not None:
        return refused(given, f"holds U+{ord(found[0]):04X}, which no file can carry: remove it")
    # A member of a StrEnum is a str too, and what is written must be the text itself.
    return Taken(value=str.__str__(given))


def _take_date(given: Any) -> Taken:
    if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
        return Taken(value=given)
    if isinstance(given, str) and _DATE.fullmatch(given):
        try:
            return Taken(value=dt.date.fromisoformat(given))
        except ValueError as error:
            return refused(given, f"is not a date: {error}")
    return refused(given, "is not a date: write it as YYYY-MM-DD")


_PLAIN_TAKERS: dict[Any, Taker] = {
    bool: Taker(
        words="true or false", schema={"type": "boolean"}, take=_take_bool, read=_read_bool
    ),
    str: Taker(
        words="text",
        schema={"type": "string", "maxLength": MAX_TEXT_CHARS, "pattern": _TEXT_PATTERN},
        take=_take_text,
        read=_take_text,
    ),
    dt.date: Taker(
        words="date as YYYY-MM-DD",
        schema={"type": "string", "format": "date", "pattern": _DATE_PATTERN},
        take=_take_date,
        read=_take_date,
    ),
}


def _int_taker(declared: Declared) -> Taker:
    low = -_MAX_INT if declared.minimum is None else math.ceil(declared.minimum)
    high = _MAX_INT if declared.maximum is None else math.floor(declared.maximum)
    limits = _limits_words(declared)

    def take(given: Any) -> Taken:
        # JSON has one kind of number: 1.0 is the whole number 1 to a schema too.
        is_whole = isinstance(given, int) or (isinstance(given, float) and given.is_integer())
        if isinstance(given, bool) or not is_whole:
            return refused(given, "is not a whole number")
        if not low <= given <= high:
            return refused(given, f"is not a whole number from {low} to {high}")
        return Taken(value=int(given))

    def read(text: str) -> Taken:
        return (
            take(int(text))
            if _INT_TEXT.fullmatch(text)
            else refused(text, "is not a whole number in decimal digits")
        )

    schema = {"type": "integer", "minimum": low, "maximum": high}
    return Taker(words=f"whole number{limits}", schema=schema, take=take, read=read)


def _float_taker(declared: Declared) -> Taker:
    low = -_MAX_FLOAT if declared.minimum is None else declared.minimum
    high = _MAX_FLOAT if declared.maximum is None else declared.maximum

    def take(given: Any) -> Taken:
        if isinstance(given, bool) or not isinstance(given, (int, float)):
            return refused(given, "is not a number")
        # NaN and the infinities fail every comparison here.
        if not low <= given <= high:
            return refused(given, f"is not a number from {_plain(low)} to {_plain(high)}")
        return Taken(value=float(given))

    def read(text: str) -> Taken:
        if len(text) > _MAX_NUMBER_CHARS or _FLOAT_TEXT.fullmatch(text) is None:
            return refused(text, "is not a number")
        return take(float(text))

    schema = {"type": "number", "minimum": low, "maximum": high}
    return Taker(words=f"number{_limits_words(declared)}", schema=schema, take=take, read=read)


def _limits_words(declared: Declared) -> str:
    low, high = declared.minimum, declared.maximum
    if low is None:
        return "" if high is None else f" up to {_plain(high)}"
    return f" from {_plain(low)}" + ("" if high is None else f" to {_plain(high)}")


def _plain(limit: float) -> str:
    # Six digits are too few for 1048576.
    return str(limit) if isinstance(limit, int) else f"{limit:g}"


def _choice_taker(choices: Mapping[Any, Any]) -> Taker | str:
    if any(type(value) not in (str, int, bool) for value in choices):
        return "the values of an enum or literal must be texts, whole numbers or bools"
    keys = {(isinstance(value, bool), value): choice for value, choice in choices.items()}
    shown = ", ".join(_choice_text(value) for value in choices)
    by_text = {_choice_text(value): choice for value, choice in choices.items()}
    if len(by_text) < len(choices) or len(keys) < len(choices):
        return "two values of an enum or literal are written alike"

    def take(given: Any) -> Taken:
        for choice in choices.values():
            if given is choice:
                return Taken(value=choice)
        # An Enum member of another class may equal a value of this one; True equals 1 in Python and
        # not in JSON.
        key = (isinstance(given, bool), given)
        if isinstance(given, (str, int, float)) and not isinstance(given, Enum) and key in keys:
            return Taken(value=keys[key])
        return refused(given, f"is not one of {shown}")

    def read(text: str) -> Taken:
        return (
            Taken(value=by_text[text])
            if text in by_text
            else refused(text, f"is not one of {shown}")
        )

    return Taker(words=f"one of {shown}", schema={"enum": list(choices)}, take=take, read=read)


def _choice_text(value: str | int) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _optional_taker(
    arguments: tuple[Any, ...],
    declared: Declared,
    group_taker: Callable[[type[Any]], Taker],
) -> Taker | str:
    others = [argument for argument in arguments if argument is not type(None)]
    if len(others) != 1 or len(others) == len(arguments):
        return "of unions, options have only X | None"
    inner = taker_of(others[0], declared, group_taker)
    if isinstance(inner, str):
        return inner

    def take(given: Any) -> Taken:
        return Taken() if given is None else inner.take(given)

    def read(text: str) -> Taken:
        return inner.read(text) if text else Taken()

    schema = {"anyOf": [inner.schema, {"type": "null"}]}
    return Taker(words=f"{inner.words}, or nothing", schema=schema, take=take, read=read)


def _tuple_taker(member: Taker) -> Taker:
    def take(given: Any) -> Taken:
        if not isinstance(given, (list, tuple)):
            return refused(given, "is not a list")
        return _gathered([member.take(value) for value in given])

    def read(text: str) -> Taken:
        if not text:
            return Taken(value=())
        if text.startswith("["):
            found = read_json(text)
            return found if found.refusals else take(found.value)
        return _gathered([member.read(part) for part in text.split(",")])

    schema = {"type": "array", "items": member.schema}
    return Taker(words=f"list of {member.words}", schema=schema, take=take, read=read)


def _gathered(taken: list[Taken]) -> Taken:
    refusals = tuple(
        below(f"[{index}]", refusal)
        for index, member in enumerate(taken)
        for refusal in member.refusals
    )
    return (
        Taken(refusals=refusals)
        if refusals
        else Taken(value=tuple(member.value for member in taken))
    )
