"""Parts of the model as one line of text."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

import attrs

from alliancekit.dates import FuzzyDate, Span
from alliancekit.model.claims import Agreement, Event
from alliancekit.model.deadlines import Guard
from alliancekit.model.parts import (
    Identifier,
    Milestone,
    Obligation,
    Party,
    Place,
    Quantity,
    Term,
    Title,
)
from alliancekit.money import Bound

NEVER_EMPTY = frozenset({"kind", "realis"})
"""Fields without an empty value: in these alone a default says something."""


def value_text(value: Any) -> str:
    """Return a value of the model as one line of text.

    >>> value_text(None)
    ''

    Args:
        value: A value of any field of an event or agreement, or a tuple of such values.

    Returns:
        EDTF for dates, the written form for money, the name for members of a vocabulary;
        ``""`` for ``None``.
    """
    match value:
        case None:
            return ""
        case FuzzyDate() | Span():
            return value.edtf
        case Enum():
            return str(value.value)
        case tuple():
            return "; ".join(map(value_text, value))
        case Title():
            return value.text
        case Party():
            return _party_text(value)
        case Place():
            return _place_text(value)
        case Milestone():
            return _milestone_text(value)
        case Quantity():
            return _quantity_text(value)
        case Identifier():
            return f"{value.scheme} {value.value}"
        case Term():
            return _term_text(value)
        case Guard():
            return _guard_text(value)
        case Obligation():
            return _joined(" ", [f"{value.debtor} {value.kind}", *value.creditors, value.terms])
        case _:
            return str(value)


def stated_texts(says: Event | Agreement, field: str) -> tuple[str, ...]:
    """Return what an event or agreement says in a field, in the words that a decision may use.

    >>> from alliancekit.kinds import EventKind
    >>> stated_texts(Event(kind=EventKind.summit, when=FuzzyDate("2024-04")), "when")
    ('2024-04',)

    Args:
        says: Any.
        field: Name of a field, or ``milestones.<stage>``, followed by ``.<actor>`` for each that
            took the step.

    Returns:
        :func:`value_text` of the value, of a milestone also of its date alone; none where the
        field says nothing.
    """
    group, _, step = field.partition(".")
    if group == "milestones":
        steps = says.milestones if isinstance(says, Agreement) else ()
        return tuple(
            text
            for one in steps
            if step == ".".join((one.stage, *one.by))
            for text in words_of(one)
        )
    attribute = attrs.fields_dict(type(says)).get(field)
    value = getattr(says, field) if attribute is not None else None
    is_said = attribute is not None and (field in NEVER_EMPTY or value != attribute.default)
    return (value_text(value),) if is_said else ()


def words_of(value: Any) -> tuple[str, ...]:
    """Return the texts by which a decision may name a value."""
    if isinstance(value, Milestone) and value.when is not None:
        return (value_text(value), value.when.edtf)
    return (value_text(value),)


def _joined(separator: str, parts: Iterable[str]) -> str:
    return separator.join(part for part in parts if part)


def _party_text(party: Party) -> str:
    role = "" if party.role == "party" else str(party.role)
    via = f"via {', '.join(party.via)}" if party.via else ""
    notes = _joined("; ", [role, via, ", ".join(party.people)])
    return f"{party.actor} ({notes})" if notes else party.actor


def _place_text(place: Place) -> str:
    degrees = "" if place.latitude is None else f"{place.latitude}, {place.longitude}"
    return _joined(", ", [place.name, place.country or "", degrees])


def _milestone_text(milestone: Milestone) -> str:
    when = milestone.when.edtf if milestone.when else ""
    realis = "" if milestone.realis == "actual" else f"({milestone.realis})"
    by = f"by {', '.join(milestone.by)}" if milestone.by else ""
    return _joined(" ", [str(milestone.stage), when, realis, by])


def _quantity_text(quantity: Quantity) -> str:
    bound = "" if quantity.bound is Bound.exact else str(quantity.bound)
    high = "" if quantity.low == quantity.high else f"..{quantity.high:f}"
    return _joined(" ", [bound, f"{quantity.low:f}{high}", quantity.unit, quantity.what])


def _term_text(term: Term) -> str:
    months = "" if term.months is None else f"{term.months} months"
    notice = "" if term.notice_months is None else f"notice {term.notice_months} months"
    return _joined("; ", [months, term.renewal, notice])


def _guard_text(guard: Guard) -> str:
    condition = guard.kind.replace("_", " ")
    if guard.n is not None:
        condition = f"{guard.n} {condition}"
    after = " and ".join(
        f"{count} {unit}" if count == 1 else f"{count} {unit}s"
        for count, unit in ((guard.months, "month"), (guard.days, "day"))
        if count
    )
    return f"{condition}, then {after}" if after else condition
