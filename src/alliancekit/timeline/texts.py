"""Parts of the model as one line of text."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from alliancekit.dates import FuzzyDate, Span
from alliancekit.model import (
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
        case Obligation():
            return _joined(" ", [f"{value.debtor} {value.kind}", *value.creditors, value.terms])
        case _:
            return str(value)


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
