"""Options that a class allows, drawn by hypothesis."""

from __future__ import annotations

import datetime as dt
import types
import typing
from enum import Enum
from typing import Any, Literal, TypeVar

import attrs
from hypothesis import strategies as st

from alliancekit.errors import OptionsError
from alliancekit.options import as_mapping, json_schema, structure

T = TypeVar("T")

_MAX_MEMBERS = 3
# Letters of several scripts and what formats take for syntax; long texts are the timelines' task.
_TEXT = st.text(st.sampled_from("aB1 ,;:=\"'<&\\\n\tạЯ中\u202e😀"), max_size=12)


def options_of(cls: type[T]) -> st.SearchStrategy[T]:
    """Return a strategy for every kind of options that a class allows, its defaults first.

    Args:
        cls: An options class.

    Returns:
        A strategy of instances. Values that validators of the class refuse are not drawn.
    """
    properties = json_schema(cls)["properties"]
    hints = typing.get_type_hints(cls)
    fields = {
        field.name: _values_of(hints[field.name], properties[field.name])
        for field in attrs.fields(cls)  # type: ignore[arg-type]  # the schema has shown it to be one
    }
    drawn = st.fixed_dictionaries({}, optional=fields)
    return drawn.filter(lambda values: _is_taken(cls, values)).map(
        lambda values: structure(cls, values)
    )


def _is_taken(cls: type[Any], values: dict[str, Any]) -> bool:
    try:
        structure(cls, values)
    except OptionsError:
        return False
    return True


def _values_of(annotation: Any, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        return st.integers(schema["minimum"], schema["maximum"])
    if annotation is float:
        return st.floats(schema["minimum"], schema["maximum"])
    if annotation is str:
        return _TEXT
    if annotation is dt.date:
        return st.dates()
    if origin is Literal:
        return st.sampled_from(arguments)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from(list(annotation))
    if origin in (typing.Union, types.UnionType):
        inner = next(argument for argument in arguments if argument is not type(None))
        return st.none() | _values_of(inner, schema["anyOf"][0])
    if origin is tuple:
        members = _values_of(arguments[0], schema["items"])
        return st.lists(members, max_size=_MAX_MEMBERS).map(tuple)
    return options_of(annotation).map(as_mapping)
