"""What people decided about single values and parts, laid over what the rules made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from alliancekit.clusters import StaleDecision
from alliancekit.errors import quoted
from alliancekit.model import (
    Agreement,
    Decision,
    Event,
    Judgement,
    Milestone,
    RecordId,
)
from alliancekit.model.texts import NEVER_EMPTY, words_of
from alliancekit.timeline.entries import (
    Claim,
    Entry,
    EntryId,
    FieldStatus,
    FusedField,
    Relation,
)
from alliancekit.timeline.fusion import first_titles

_DENIED: Mapping[Judgement, Sequence[Relation]] = {
    Judgement.not_part_of: (Relation.part_of, Relation.related),
    Judgement.different: (Relation.unsure,),
}


def decided_entries(entries: Sequence[Entry], standing: Iterable[Decision]) -> list[Entry]:
    """Return entries with the values that people prefer in them.

    The losing claims stay. Where two decisions prefer different values of one field, none of them
    wins and the field is a conflict that is tied.

    Args:
        entries: As the rules made them.
        standing: Decisions that count.

    Returns:
        The same entries in the same order.
    """
    preferences = preferences_by_record(standing)
    if not preferences:
        return list(entries)
    return [_decided(entry, preferences) for entry in entries]


def idle_preferences(
    entries: Iterable[Entry], standing: Iterable[Decision]
) -> tuple[StaleDecision, ...]:
    """Return the preferences for values that no record of the entry gives.

    Args:
        entries: Of a timeline.
        standing: Decisions that count.

    Returns:
        In the order of the entries.
    """
    preferences = preferences_by_record(standing)
    idle: dict[Decision, str] = {}
    for entry in entries if preferences else ():
        for decision in _of_entry(entry, preferences):
            field = entry.field(decision.field)
            if field is None or not preferred_claims(field, decision):
                what = f" {quoted(decision.value)}" if decision.value else " anything"
                where = f"in {decision.field}"
                idle[decision] = f"no record of the entry {entry.id} says{what} {where}"
            else:
                # A record id may stand for an event here and for an agreement there.
                idle.setdefault(decision, "")
    return tuple(StaleDecision(decision=d, reason=reason) for d, reason in idle.items() if reason)


def denied_links(
    entry_of: Mapping[str, EntryId], standing: Iterable[Decision]
) -> frozenset[tuple[Relation, frozenset[EntryId]]]:
    """Return the links that people hold to be none, as relation and the two entries.

    Args:
        entry_of: Entry id of every record id.
        standing: Decisions that count.

    Returns:
        Parts and relatives that a ``not_part_of`` names; for what is ``different``, that the two
        may be the same.
    """
    return frozenset(
        (relation, frozenset(entry_of[id] for id in decision.records))
        for decision in standing
        for relation in _DENIED.get(decision.judgement, ())
    )


def preferences_by_record(standing: Iterable[Decision]) -> dict[RecordId, list[Decision]]:
    """Return the decisions that prefer what a record says, by its id, in their order."""
    by_record: dict[RecordId, list[Decision]] = {}
    for decision in standing:
        if decision.judgement is Judgement.prefer:
            by_record.setdefault(decision.records[0], []).append(decision)
    return by_record


def _of_entry(entry: Entry, preferences: Mapping[RecordId, Sequence[Decision]]) -> list[Decision]:
    ids = dict.fromkeys(record.id for record in entry.records)
    return [decision for id in ids for decision in preferences.get(id, ())]


def _decided(entry: Entry, preferences: Mapping[RecordId, Sequence[Decision]]) -> Entry:
    by_field: dict[str, list[Decision]] = {}
    for decision in _of_entry(entry, preferences):
        by_field.setdefault(decision.field, []).append(decision)
    says = entry.says
    fields = []
    for field in entry.fields:
        decided = _decided_field(field, by_field.get(field.name, ()))
        if decided.value != field.value:
            says = _with_value(says, decided)
        fields.append(decided)
    return attrs.evolve(entry, says=says, fields=tuple(fields))


def _decided_field(field: FusedField, decisions: Sequence[Decision]) -> FusedField:
    winners = {decision: preferred_claims(field, decision) for decision in decisions}
    winners = {decision: claims for decision, claims in winners.items() if claims}
    if not winners or len(field.claims) == 1:
        return field
    names = {" ".join(decision.author.split()) for decision in winners} - {""}
    authors = " and ".join(sorted(names))
    by = f" by {authors}" if authors else ""
    if len(set(winners.values())) > 1:
        return attrs.evolve(
            field,
            status=FieldStatus.conflict,
            value=_undecided(field),
            policy=f"decided in contradictory ways{by}",
            is_tied=True,
        )
    (first, *_) = winners.values()
    rest = tuple(claim for claim in field.claims if claim not in first)
    return attrs.evolve(
        field,
        value=_value_of(field, first),
        claims=(*first, *rest),
        policy=f"decided{by}",
        is_tied=False,
    )


def preferred_claims(field: FusedField, decision: Decision) -> tuple[Claim, ...]:
    """Return the claims that a decision lets win: of a step that recurs there may be several.

    Args:
        field: That the decision is on.
        decision: One that prefers a value.

    Returns:
        None where no record of the entry says so.
    """
    if decision.value:
        return tuple(claim for claim in field.claims if decision.value in words_of(claim.value))
    return tuple(claim for claim in field.claims if decision.records[0] in claim.records)


def _value_of(field: FusedField, claims: Sequence[Claim]) -> Any:
    if field.name == "titles":
        return first_titles([claims[0].value, field.value])
    if isinstance(claims[0].value, Milestone) and len(claims) > 1:
        return tuple(claim.value for claim in claims)
    return claims[0].value


def _undecided(field: FusedField) -> Any:
    if field.name in NEVER_EMPTY:
        return field.value  # an entry cannot do without it
    if isinstance(field.value, Milestone):
        return attrs.evolve(field.value, when=None)
    return None


def _with_value(says: Event | Agreement, field: FusedField) -> Event | Agreement:
    """Return what an entry says with another value in one field."""
    group, _, step = field.name.partition(".")
    if group != "milestones":
        default = attrs.fields_dict(type(says))[field.name].default
        value: Any = default if field.value is None else field.value
        change: dict[str, Any] = {field.name: value}
        return attrs.evolve(says, **change)
    assert isinstance(says, Agreement)
    made = field.value if isinstance(field.value, tuple) else (field.value,)
    kept = [one for one in says.milestones if step != ".".join((one.stage, *one.by))]
    return attrs.evolve(says, milestones=(*kept, *(one for one in made if one is not None)))
