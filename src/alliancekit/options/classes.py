"""Options classes: what their fields take, and whether options can be made of them at all."""

from __future__ import annotations

import difflib
import json
import typing
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from alliancekit.errors import ExporterError, quoted
from alliancekit.options.fields import declared
from alliancekit.options.takers import (
    Refusal,
    Taken,
    Taker,
    below,
    plain,
    read_json,
    refused,
    taker_of,
)


@attrs.frozen(kw_only=True)
class Member:
    """One field of an options class.

    Attributes:
        name: Its name.
        taker: How its values are taken.
        help: What it does.
        default: The default as JSON, or ``""`` where it must be given.
        group: The fields of the nested class, where the field is a group of options.
    """

    name: str
    taker: Taker
    help: str
    default: str
    group: Group | None = None


@attrs.frozen(kw_only=True)
class Group:
    """An options class, read.

    Attributes:
        cls: The class.
        members: Its fields, in their order.
    """

    cls: type[Any]
    members: tuple[Member, ...]

    def leaves(self, prefix: str = "") -> Iterator[tuple[str, Member]]:
        """Return every option that is no group, under its full name."""
        for member in self.members:
            if member.group is not None:
                yield from member.group.leaves(f"{prefix}{member.name}.")
            else:
                yield f"{prefix}{member.name}", member

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of the class."""
        schema: dict[str, Any] = {"type": "object"}
        summary = (self.cls.__doc__ or "").strip().partition("\n")[0]
        if summary:
            schema["description"] = summary
        schema["properties"] = {member.name: _member_schema(member) for member in self.members}
        required = [member.name for member in self.members if not member.default]
        if required:
            schema["required"] = required
        schema["additionalProperties"] = False
        return schema

    def take(self, given: Any) -> Taken:
        """Return an instance of the class, or everything that is wrong with the mapping."""
        if isinstance(given, self.cls):
            return Taken(value=given)
        if not isinstance(given, Mapping):
            return refused(given, "is not a mapping of options")

        refusals: list[Refusal] = []
        values: dict[str, Any] = {}
        for member in self.members:
            if member.name in given:
                taken = member.taker.take(given[member.name])
                values[member.name] = taken.value
                refusals += [below(member.name, refusal) for refusal in taken.refusals]
            elif not member.default:
                refusals.append(Refusal(path=member.name, message="must be given"))
        names = [member.name for member in self.members]
        refusals += [unknown(name, names) for name in given if name not in names]
        if refusals:
            return Taken(refusals=tuple(refusals))

        try:
            return Taken(value=self.cls(**values))
        except Exception as error:  # noqa: BLE001 - the class is a plugin's: its validators may raise anything
            return Taken(refusals=(Refusal(message=str(error) or type(error).__name__),))

    def read(self, text: str) -> Taken:
        """Return an instance of the class from a JSON object."""
        found = read_json(text)
        return found if found.refusals else self.take(found.value)


def unknown(name: object, names: list[str]) -> Refusal:
    """Return the refusal of a name that no option has, with the nearest that one has."""
    near = difflib.get_close_matches(str(name), names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names) or 'none'}"
    shown = (
        name
        if isinstance(name, str) and name.isidentifier() and name.isascii() and len(name) < 100
        else quoted(name)
    )
    return Refusal(path=str(shown), message=f"no such option; {hint}")


def read_class(cls: type[Any]) -> Group:
    """Return an options class, read.

    Raises:
        ExporterError: Options cannot be made of the class.
    """
    group, problems = _read(cls)
    if problems:
        raise ExporterError(_class_name(cls), problems)
    return group


def check_options_class(cls: type[Any]) -> tuple[str, ...]:
    """Return everything that keeps options from being made of a class.

    >>> @attrs.define
    ... class Options:
    ...     width: complex = 0j
    >>> for problem in check_options_class(Options): print(problem)
    options: Options is not frozen: use attrs.frozen
    width: <class 'complex'> is no type that options have: use bool, int, float, str, date, an Enum,
    Literal, X | None, tuple[X, ...] or a frozen attrs class
    width: has no help text: declare it with option(default, help=...)
    width: the default 0j is no value that options have

    Args:
        cls: The class.

    Returns:
        Sentences, each with the name of the field; nothing for a good class.
    """
    group, problems = _read(cls)
    missing = [
        f"{m.name}: has no default: made without arguments the class must hold the defaults"
        for m in group.members
        if not m.default
    ]
    if problems or missing:
        return (*problems, *missing)
    return tuple(
        f"{refusal.path}: the default {refusal.message}"
        for refusal in group.take(plain(cls())).refusals
    )


def _read(cls: type[Any]) -> tuple[Group, tuple[str, ...]]:
    group = Group(cls=cls, members=())
    if not isinstance(cls, type) or not attrs.has(cls):
        return group, (f"options: {quoted(cls)} is not an attrs class",)
    try:
        hints = typing.get_type_hints(cls)
    except Exception as error:  # noqa: BLE001 - an annotation is any expression
        return group, (f"options: the annotations of {_class_name(cls)} cannot be read: {error}",)

    problems: list[str] = []
    if not _is_frozen(cls):
        problems.append(f"options: {_class_name(cls)} is not frozen: use attrs.frozen")
    members = [
        member
        for field in attrs.fields(cls)
        if (member := _read_field(field, hints.get(field.name), problems)) is not None
    ]
    return attrs.evolve(group, members=tuple(members)), tuple(problems)


def _read_field(field: attrs.Attribute[Any], annotation: Any, problems: list[str]) -> Member | None:
    before = len(problems)
    if field.name.startswith("_"):
        problems.append(f"{field.name}: an option is public: remove the underscore")
    if field.converter is not None or not field.init or field.alias != field.name:
        problems.append(
            f"{field.name}: an option has no converter and no alias, and is set from outside"
        )

    nested: list[Group] = []

    def group_taker(cls: type[Any]) -> Taker:
        group, found = _read(cls)
        problems.extend(f"{field.name}.{problem}" for problem in found)
        nested.append(group)
        return Taker(
            words="group of options as a JSON object",
            schema=group.schema(),
            take=group.take,
            read=group.read,
        )

    taker = taker_of(annotation, declared(field), group_taker)
    if isinstance(taker, str):
        problems.append(f"{field.name}: {taker}")
    is_group = bool(nested) and annotation is nested[0].cls
    help_text = declared(field).help.strip()
    if not help_text and not is_group:
        problems.append(
            f"{field.name}: has no help text: declare it with option(default, help=...)"
        )
    default = _default(field, problems)
    if isinstance(taker, str) or len(problems) > before:
        return None
    return Member(
        name=field.name,
        taker=taker,
        help=help_text,
        default=default,
        group=nested[0] if is_group else None,
    )


def _default(field: attrs.Attribute[Any], problems: list[str]) -> str:
    match field.default:
        case attrs.NOTHING:
            return ""
        # attrs.Factory is a class; its stubs make it a function to type checkers.
        case attrs.Factory(takes_self=True):  # type: ignore[misc]
            problems.append(f"{field.name}: the default depends on other fields: give a constant")
            return ""
        case attrs.Factory(factory=factory):  # type: ignore[misc]
            return _as_json(field, factory(), problems)
        case constant:
            return _as_json(field, constant, problems)


def _as_json(field: attrs.Attribute[Any], default: Any, problems: list[str]) -> str:
    try:
        return json.dumps(plain(default), ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        problems.append(
            f"{field.name}: the default {quoted(default)} is no value that options have"
        )
        return ""


def _member_schema(member: Member) -> dict[str, Any]:
    schema = dict(member.taker.schema)
    if member.help:
        schema["description"] = member.help
    if member.default:
        schema["default"] = json.loads(member.default)
    return schema


def _is_frozen(cls: type[Any]) -> bool:
    try:
        setattr(object.__new__(cls), "x", None)  # noqa: B010 - type checkers know no such field
    except attrs.exceptions.FrozenError:
        return True
    except (AttributeError, TypeError):
        return False
    return False


def _class_name(cls: object) -> str:
    return str(getattr(cls, "__qualname__", quoted(cls)))
