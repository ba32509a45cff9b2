"""Why a found link stands, as a sentence of facts."""

from __future__ import annotations

from collections.abc import Iterable

from alliancekit.features import DATE_ROLES, UNKNOWN, Lists
from alliancekit.features.kinds import AGREEMENT_CODES, EVENT_CODES
from alliancekit.kinds import AgreementKind, EventKind
from alliancekit.timeline.links.columns import EntryColumns

_KINDS: tuple[EventKind | AgreementKind, ...] = (*EVENT_CODES, *AGREEMENT_CODES)
_OCCURRED, _SIGNED, _IN_FORCE = (
    DATE_ROLES.index(role) for role in ("occurred", "signed", "in_force")
)
_ROLES_OF_STEPS = {
    EventKind.signing: (_SIGNED, "its signature"),
    EventKind.entry_into_force: (_IN_FORCE, "its entry into force"),
}
_MAX_WORDS = 3


def of_agreement(columns: EntryColumns, event: int, agreement: int) -> str:
    """Return why an event is a step of an agreement."""
    kind = _KINDS[columns.kind[event]]
    role, name = _ROLES_OF_STEPS.get(EventKind(kind), (UNKNOWN, ""))
    when = "its day in order with the milestones"
    if name and columns.has_date[agreement, role]:
        gap_days = abs(columns.earliest[event, _OCCURRED] - columns.earliest[agreement, role])
        when = f"on the day of {name}" if gap_days == 0 else f"about the day of {name}"
    elif _shared(columns.taken, columns.taken, event, agreement):
        when = "on the very day that this step has among its milestones"
    return _sentence(
        f"{_words(kind)} of {_whose(columns, event, agreement)}",
        when,
        "an id of it"
        if _shared(columns.identifiers, columns.identifiers, event, agreement)
        else "",
        _titles(columns, event, agreement),
        "no other agreement of theirs fits",
    )


def of_part(columns: EntryColumns, part: int, whole: int) -> str:
    """Return why an event is a part of another."""
    is_within = (
        columns.earliest[part, _OCCURRED] >= columns.first_held[whole]
        and columns.latest[part, _OCCURRED] <= columns.last_held[whole]
    )
    is_there = _shared(columns.places, columns.places, part, whole) or (
        _shared(columns.places, columns.tokens, part, whole)
        or _shared(columns.tokens, columns.places, part, whole)
    )
    return _sentence(
        f"{_words(_KINDS[columns.kind[part]])} of {_whose(columns, part, whole)}",
        f"during the {_words(_KINDS[columns.kind[whole]])}"
        if is_within
        else f"a day from the {_words(_KINDS[columns.kind[whole]])}",
        "at the same place" if is_there else "",
        "a sitting by its title" if columns.is_session[part] else "",
        "one report tells of both"
        if _shared(columns.sources, columns.sources, part, whole)
        else "",
        _titles(columns, part, whole),
    )


def of_step(columns: EntryColumns, later: int, earlier: int) -> str:
    """Return why a step of an agreement comes after another."""
    return _sentence(
        f"{_words(_KINDS[columns.kind[later]])} after {_words(_KINDS[columns.kind[earlier]])}"
        " by the same parties",
        _titles(columns, later, earlier),
        "no other fits",
    )


def of_delivery(columns: EntryColumns, delivery: int, order: int) -> str:
    """Return why a delivery comes of an order."""
    shared = _shared(columns.items, columns.items, delivery, order)
    names = sorted(columns.token_names[code] for code in shared)
    whole = [name for name in names if not any(name in other != name for other in names)]
    return _sentence(
        f"{_words(_KINDS[columns.kind[delivery]])} after "
        f"{_words(_KINDS[columns.kind[order]])} by the same parties",
        f"both of {', '.join(map(repr, whole[:_MAX_WORDS]))}",
        "no other fits",
    )


def of_amendment(columns: EntryColumns, change: int, base: int) -> str:
    """Return why an agreement amends another."""
    return _sentence(
        "it says that it amends",
        "of the same parties and older",
        _titles(columns, change, base),
        "no other agreement of theirs fits",
    )


def of_edition(columns: EntryColumns, later: int, earlier: int) -> str:
    """Return why an edition comes after another."""
    return _sentence(
        f"number {columns.number[later]} after number {columns.number[earlier]} of a series: "
        f"{_words(_KINDS[columns.kind[later]])} of {_whose(columns, later, earlier)}",
        _titles(columns, later, earlier),
    )


def _sentence(*facts: str) -> str:
    return "; ".join(fact for fact in facts if fact)


def _words(kind: EventKind | AgreementKind) -> str:
    return kind.value.replace("_", " ")


def _whose(columns: EntryColumns, a: int, b: int) -> str:
    if columns.party_set[a] == columns.party_set[b]:
        return "the same parties"
    if len(_shared(columns.parties, columns.covered, a, b)) == len(columns.parties.row(a)):
        return "parties of it"
    return "nearly the same parties"


def _titles(columns: EntryColumns, a: int, b: int) -> str:
    shared = _shared(columns.topics, columns.topics, a, b)
    if not shared:
        return ""
    told = _quoted(columns, shared)
    return f"both titles say {told}" if told else "their titles speak of one thing"


def _shared(left: Lists, right: Lists, a: int, b: int) -> set[int]:
    return {*left.row(a).tolist()} & {*right.row(b).tolist()}


def _quoted(columns: EntryColumns, codes: Iterable[int]) -> str:
    """Return the weightiest words; of titles without spaces only pairs of characters are known."""
    names = columns.token_names
    words = [
        name
        for _, name in sorted((-int(columns.topic_millibits[code]), names[code]) for code in codes)
        if name < "\u3040" or len(name) > 2
    ]
    return ", ".join(map(repr, words[:_MAX_WORDS]))
