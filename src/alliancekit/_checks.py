"""Validators: what no text, id, number or tuple of a record or an option may hold.

Exporters rely on them: a text that passed can be written to every format without cleaning.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

import attrs

from alliancekit.errors import Problem, RecordError, quoted

MAX_TEXT_CHARS = 65_536
"""Longest text of a field, in code points."""

MAX_ID_CHARS = 200
"""Longest id, in characters."""

# 10**30 of the smallest currency is more than the world holds: what is longer is a mistake.
_MAX_DIGITS = 30
_KEPT_IDS = 4_096

# unicodedata.normalize takes quadratic time in the length of a run of marks (cpython#149079).
_MAX_COMBINING_RUN = 30

FORBIDDEN = (
    r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(1 << 16, 17 << 16, 1 << 16)
    )
)
"""Controls but tab and line feed, surrogates, and the last two code points of every plane: what
stands between the brackets of a pattern, to Python and to JSON Schema alike."""

_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}", re.ASCII)
_RECORD_ID = re.compile(rf"{_ID.pattern}#{_ID.pattern}", re.ASCII)

Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def model_error(code: str, path: str, message: str) -> RecordError:
    """Return the error that names one wrong field of an object."""
    return RecordError(
        [Problem(code=code, source="", path=f"/{path}" if path else "", message=message)]
    )


def is_plain(value: object) -> bool:
    """Return whether a value is text that certainly is in order: printable ASCII, not too long.

    It is so for nearly every text of most records, and told ten times faster than anything else.
    """
    return (
        value.__class__ is str
        and value.isascii()
        and value.isprintable()
        and len(value) <= MAX_TEXT_CHARS
    )


def check_text(value: object, path: str) -> None:
    r"""Refuse what is not a text that every format can carry.

    >>> check_text("Nhật Bản", "title")
    >>> check_text("a\a", "title")
    Traceback (most recent call last):
    alliancekit.errors.RecordError: /title: character U+0007 at offset 1 of ... remove it

    Args:
        value: The field's value.
        path: The field's name, for the message.

    Raises:
        RecordError: The value is no text, is longer than 65,536 code points, holds a control
            character other than tab and line feed, a lone surrogate or a noncharacter, or a run of
            more than 30 combining marks.
    """
    if is_plain(value):
        return
    if not isinstance(value, str):
        raise model_error("type", path, f"must be text, not {quoted(value)}")
    if len(value) > MAX_TEXT_CHARS:
        raise model_error(
            "limit.length", path, f"{len(value)} characters are too many: at most {MAX_TEXT_CHARS}"
        )
    # What is printable holds nothing forbidden: the quick way for nearly every text.
    if not value.isprintable() and (found := _FORBIDDEN.search(value)) is not None:
        kind = "surrogate" if 0xD800 <= ord(found[0]) <= 0xDFFF else "control"
        hint = "write a line feed instead" if found[0] == "\r" else "remove it"
        raise model_error(
            f"text.{kind}",
            path,
            f"character U+{ord(found[0]):04X} at offset {found.start()} of {quoted(value)} "
            f"cannot be stored: {hint}",
        )
    _check_combining(value, path)


def _check_combining(value: str, path: str) -> None:
    # A run of 31 marks covers one of these places, wherever it starts.
    every_31st = value[_MAX_COMBINING_RUN :: _MAX_COMBINING_RUN + 1]
    if not every_31st or value.isascii() or not any(map(unicodedata.combining, every_31st)):
        return
    run = 0
    for offset, char in enumerate(value):
        run = run + 1 if unicodedata.combining(char) else 0
        if run > _MAX_COMBINING_RUN:
            raise model_error(
                "limit.combining",
                path,
                f"more than {_MAX_COMBINING_RUN} combining marks in a row at offset {offset}: "
                "remove some",
            )


def text(_instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Validate a text that may be empty."""
    if value.__class__ is str and not value:
        return  # most fields of most records
    check_text(value, attribute.name)


def filled_text(_instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Validate a text that says something."""
    check_text(value, attribute.name)
    if not str(value).strip():
        raise model_error("empty", attribute.name, "must not be empty")


@lru_cache(_KEPT_IDS)
def is_id(value: str) -> bool:
    """Return whether a text is an id; ids of actors and languages come again and again."""
    return _ID.fullmatch(value) is not None


def identifier(_instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Validate an id: ASCII letters, digits, ``.``, ``_``, ``-``, at most 200 characters."""
    check_id(value, attribute.name)


def check_id(value: object, path: str) -> None:
    """Refuse what is not an id.

    Raises:
        RecordError: The value is not 1 to 200 ASCII letters, digits, ``.``, ``_`` or ``-`` that
            start with a letter or digit.
    """
    if not isinstance(value, str) or not is_id(value):
        raise model_error(
            "id",
            path,
            f"{quoted(value)} is not an id: use 1 to {MAX_ID_CHARS} ASCII letters, digits, '.', "
            "'_' or '-', first a letter or digit",
        )


def check_record_id(value: object, path: str) -> None:
    """Refuse what is not ``<source id>#<local id>``."""
    if not isinstance(value, str) or value.count("#") != 1:
        raise model_error(
            "id", path, f"{quoted(value)} is not a record id: write <source id>#<local id>"
        )
    if _RECORD_ID.fullmatch(value) is None:
        for part in value.split("#"):
            check_id(part, path)


def record_id(_instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Validate the id of a record."""
    check_record_id(value, attribute.name)


def instance(*types: type) -> Validator:
    """Return a validator for a value of one of these types, where a bool is no int."""

    def validate(_instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if value.__class__ in types:
            return
        if not isinstance(value, types) or isinstance(value, bool):
            names = " or ".join("nothing" if t is type(None) else t.__name__ for t in types)
            raise model_error("type", attribute.name, f"must be {names}, not {quoted(value)}")

    return validate


def every(check: Callable[[object, str], None]) -> Validator:
    """Return a validator for a tuple whose every member passes the check."""

    def validate(_instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if not value and value.__class__ is tuple:
            return
        if not isinstance(value, tuple):
            raise model_error("type", attribute.name, f"must be a tuple, not {quoted(value)}")
        try:
            for member in value:
                check(member, "")
        except RecordError:
            # Once more, for the path of the member.
            for index, member in enumerate(value):
                check(member, f"{attribute.name}/{index}")

    return validate


def tuple_of(type_: type) -> Validator:
    """Return a validator for a tuple of one type."""

    def validate(_instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, tuple):
            raise model_error("type", attribute.name, f"must be a tuple, not {quoted(value)}")
        for index, member in enumerate(value):
            if member.__class__ is not type_:
                path = f"{attribute.name}/{index}"
                raise model_error("type", path, f"must be {type_.__name__}, not {quoted(member)}")

    return validate


def whole(low: int, high: int, *, optional: bool = False) -> Validator:
    """Return a validator for a whole number from ``low`` to ``high``."""

    def validate(_instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if optional and value is None:
            return
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise model_error(
                "number",
                attribute.name,
                f"must be a whole number from {low} to {high}, not {quoted(value)}",
            )

    return validate


def plain_number(value: Any) -> Any:
    """Return a number without exponent and trailing zeros: equal numbers are written alike."""
    if not isinstance(value, Decimal) or not _is_writable(value):
        return value  # the validator says what is wrong
    whole = value.to_integral_value()
    if value == whole:
        return Decimal(int(whole))
    return Decimal(f"{value:f}".rstrip("0"))


def _is_writable(value: Decimal) -> bool:
    """Return whether a number can be written out with at most 31 digits on either side."""
    if not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return value.adjusted() <= _MAX_DIGITS and (exponent >= -_MAX_DIGITS or value == 0)


def number(_instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Validate a number that can be written out."""
    if not isinstance(value, Decimal):
        raise model_error("type", attribute.name, f"must be a Decimal, not {quoted(value)}")
    if not _is_writable(value):
        raise model_error(
            "number",
            attribute.name,
            f"must be a number within 10**{_MAX_DIGITS} with at most {_MAX_DIGITS} decimals, "
            f"not {quoted(str(value))}",
        )


def amount(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Validate a number >= 0 that can be written out."""
    number(instance, attribute, value)
    if value < 0:
        raise model_error("number", attribute.name, f"must be at least 0, not {quoted(str(value))}")


def check_range(low: Decimal, high: Decimal) -> None:
    """Refuse a range that ends before it begins.

    Raises:
        RecordError: ``low > high``.
    """
    if low > high:
        message = f"the range {low}..{high} ends before it begins: swap its ends"
        raise model_error("number", "", message)


def sorted_tuple(key: Callable[[Any], Any] | None = None) -> Callable[[Any], Any]:
    """Return a converter to a tuple without repetitions, in the order of the key."""

    def convert(values: Any) -> Any:
        if values.__class__ is tuple and len(values) < 2:
            return values
        if not isinstance(values, (list, tuple, set, frozenset)):
            return values
        try:
            keys = list(map(key, values)) if key is not None else values
            # In order already, as what was written by this library is: no need to hash and sort.
            if isinstance(keys, (list, tuple)) and all(map(operator.lt, keys, keys[1:])):
                return tuple(values)
            return tuple(sorted(dict.fromkeys(values), key=key))
        except (TypeError, AttributeError):  # members of a wrong type: the validator says which
            return tuple(values)

    return convert
