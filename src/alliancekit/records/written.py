"""Facts to plain trees: the short written form of each, from which the same fact is read back.

Whatever has its default value is left out; the keys stand in the order of the fields.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from typing import Any, cast

import attrs

from alliancekit.actors import ANY_LANGUAGE, Actor, ActorCode, ActorName, ActorTable
from alliancekit.dates import End, FuzzyDate, Span
from alliancekit.kinds import Role
from alliancekit.model import (
    Decision,
    Event,
    Guard,
    Judgement,
    Milestone,
    Party,
    Place,
    Quantity,
    Record,
    Source,
    Term,
)
from alliancekit.money import Bound, Money
from alliancekit.records.scopes import territory_named

Tree = dict[str, Any]

_REFERENCES = frozenset({"about", "part_of", "follows", "under", "amends", "succeeds", "related"})


def written_source(source: Source) -> Tree:
    """Return the mapping of a source."""
    return _fields(source, {})


def written_record(record: Record, table: ActorTable, language: str) -> Tree:
    """Return the mapping of a record.

    Args:
        record: Any.
        table: The actors that a reader of the file knows: the name of a place that is also one of
            theirs is written so that it stays a name.
        language: BCP 47 tag of the record's source, or ``""``.
    """
    place = partial(_place, table=table, language=language)
    forms: dict[str, Callable[[Any], Any]] = {
        "titles": _titles,
        "parties": _parties,
        "place": place,
        "milestones": partial(_milestones, place=place),
        "quantities": _quantities,
        "identifiers": lambda ids: _grouped((one.scheme, one.value) for one in ids),
        "term": _term,
        "enters_into_force": _guard,
        "obligations": _each,
        "extra": dict,
    }
    prefix = f"{record.source}#"
    for name in _REFERENCES:
        forms[name] = lambda ids: _one_or_many([id_.removeprefix(prefix) for id_ in ids])
    says = record.says
    key = "event" if isinstance(says, Event) else "agreement"
    tree = _fields(says, forms, {"kind": key, "titles": "title"})
    return {"id": record.id.removeprefix(prefix), **tree}


def written_decision(decision: Decision) -> Tree:
    """Return the mapping of a decision: the judgement is the key of what it is on."""
    judgement = decision.judgement
    forms: dict[str, Callable[[Any], Any]] = {
        "records": _one_or_many if judgement is Judgement.prefer else list,
        "digests": dict,
    }
    subject = "supersedes" if judgement is Judgement.withdraw else "records"
    tree = _fields(decision, forms, {subject: judgement.value})
    del tree["judgement"]
    return tree


def written_actor(actor: Actor) -> Tree:
    """Return the mapping of an actor."""
    forms: dict[str, Callable[[Any], Any]] = {
        "names": _names,
        "codes": _codes,
        "spells": lambda spans: _one_or_many([_span(span) for span in spans]),
        "predecessors": _each,
        "successors": _each,
        "members": _each,
    }
    return _fields(actor, forms, {"names": "name"})


@cache
def _defaults(type_: Hashable) -> tuple[tuple[str, Any], ...]:
    # A default that depends on the other fields is no constant, and is never left out here.
    return tuple(
        (field.name, attrs.NOTHING if field.default.__class__ is attrs.Factory else field.default)
        for field in attrs.fields(cast("Any", type_))
        if field.init
    )


def _fields(
    fact: Any,
    forms: Mapping[str, Callable[[Any], Any]],
    renamed: Mapping[str, str] | None = None,
) -> Tree:
    renamed = renamed or {}
    tree: Tree = {}
    for name, default in _defaults(fact.__class__):
        value = getattr(fact, name)
        if value != default:
            key = renamed.get(name, name)
            tree[key] = forms[name](value) if name in forms else _value(value)
    return tree


def _value(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (FuzzyDate, Span)):
        return _when(value)
    if isinstance(value, (Money, Decimal)):
        return str(value) if isinstance(value, Money) else f"{value:f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return _one_or_many([_value(member) for member in value])
    return value


def _one_or_many(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _each(facts: Iterable[Any]) -> list[Tree]:
    return [_fields(fact, {}) for fact in facts]


def _grouped(pairs: Iterable[tuple[str, Any]]) -> Tree:
    groups: dict[str, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: _one_or_many(values) for key, values in groups.items()}


def _titles(titles: Sequence[Any]) -> Any:
    if len(titles) == 1 and titles[0].language == "en":
        return titles[0].text
    return {title.language: title.text for title in titles}


# ------------------------------------------------------------------------------- dates


def _when(when: FuzzyDate | Span) -> Any:
    return _day(when) if isinstance(when, FuzzyDate) else _span(when)


def _day(day: FuzzyDate) -> Any:
    if not day.as_written and not day.basis:
        return day.edtf
    return _fields(day, {})


def _span(span: Span) -> Any:
    texts = {name: text for name in ("as_written", "basis") if (text := getattr(span, name))}
    if span.members:
        return {"edtf": span.edtf, **texts} if texts else span.edtf

    sides = ((span.start, span.start_end), (span.end, span.end_end))
    if any(day is not None and (day.as_written or day.basis) for day, _ in sides):
        days = {
            name: _day(day)
            for name, (day, _) in zip(("start", "end"), sides, strict=True)
            if day is not None
        }
        ends = {
            name: end.value
            for name, (_, end) in zip(("start_end", "end_end"), sides, strict=True)
            if end not in (End.known, End.unknown)
        }
        return {**days, **ends, **texts}

    # EDTF has no word for a censored end, so it is said beside it.
    edtf = "/".join(
        day.edtf if day is not None else ".." if end is End.open else "" for day, end in sides
    )
    censored = {
        name: end.value
        for name, (_, end) in zip(("start_end", "end_end"), sides, strict=True)
        if end is End.censored
    }
    return {"edtf": edtf, **censored, **texts} if censored or texts else edtf


# ------------------------------------------------------------------------------- parts


def _parties(parties: Sequence[Party]) -> Any:
    if all(party.role is Role.party for party in parties):
        return [_party(party) for party in parties]
    return _grouped((party.role.value, _party(party)) for party in parties)


def _party(party: Party) -> Any:
    tree = _fields(party, {})
    tree.pop("role", None)
    return tree["actor"] if len(tree) == 1 else tree


def _place(place: Place, table: ActorTable, language: str) -> Any:
    name, country = place.name, place.country
    is_plain = place.latitude is None and "," not in name and name == name.strip()
    if is_plain and name and country is not None:
        return f"{name}, {country}"
    if is_plain and country is not None:
        return country
    if is_plain and territory_named(name, table, language) is None:
        return name
    return _fields(place, {})


def _milestones(milestones: Sequence[Milestone], place: Callable[[Place], Any]) -> Tree:
    return _grouped((one.stage.value, _milestone(one, place)) for one in milestones)


def _milestone(milestone: Milestone, place: Callable[[Place], Any]) -> Any:
    tree = _fields(milestone, {"place": place})
    del tree["stage"]
    return tree["when"] if tree.keys() == {"when"} else tree


def _quantities(quantities: Sequence[Quantity]) -> Tree:
    return _grouped((one.what, _quantity(one)) for one in quantities)


def _quantity(quantity: Quantity) -> str:
    low, high = f"{quantity.low:f}", f"{quantity.high:f}"
    amount = low if low == high else f"{low}..{high}"
    bound = "" if quantity.bound is Bound.exact else f"{quantity.bound.value} "
    unit = f" {quantity.unit}" if quantity.unit else ""
    return f"{bound}{amount}{unit}"


def _term(term: Term) -> Any:
    tree = _fields(term, {})
    if tree.keys() != {"months"}:
        return tree
    months: int = tree["months"]
    count, unit = (months, "month") if months % 12 else (months // 12, "year")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _guard(guard: Guard) -> Any:
    tree = _fields(guard, {})
    return tree["kind"] if len(tree) == 1 else tree


# ------------------------------------------------------------------------------- actors


def _names(names: Sequence[ActorName]) -> Any:
    if any(name.span is not None for name in names):
        return _each(names)
    if len(names) == 1 and names[0].language == ANY_LANGUAGE:
        return names[0].text
    grouped = _grouped((name.language, name.text) for name in names)
    languages = [name.language for name in names]
    # A mapping keeps the order within a language only; where languages alternate, a list tells all.
    if sorted(languages, key=list(grouped).index) == languages:
        return grouped
    return _each(names)


def _codes(codes: Sequence[ActorCode]) -> Any:
    schemes = {code.scheme for code in codes}
    if len(schemes) == len(codes) and all(code.span is None for code in codes):
        return {code.scheme: code.value for code in codes}
    return _each(codes)
