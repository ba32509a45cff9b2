"""What differs between two timelines, and which facts made it so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

import attrs

from alliancekit.model import Event, value_text
from alliancekit.timeline.causes import Cause, Facts
from alliancekit.timeline.entries import Entry, EntryId, FieldStatus, FusedField, Link, Relation
from alliancekit.timeline.timelines import Timeline


class Change(StrEnum):
    """What became of entries that share records."""

    appeared = "appeared"
    vanished = "vanished"
    merged = "merged"
    split_up = "split"
    regrouped = "regrouped"
    changed = "changed"


@attrs.frozen(kw_only=True)
class FieldChange:
    """One field of an entry before and after.

    Attributes:
        name: Of the field.
        old: What was shown, as one line of text.
        new: What is shown.
        old_status: How the claims stood to each other.
        new_status: How they stand now.
        old_policy: The rule that chose what was shown, ``""`` for none.
        new_policy: The rule that chooses now.
    """

    name: str
    old: str
    new: str
    old_status: FieldStatus
    new_status: FieldStatus
    old_policy: str
    new_policy: str


@attrs.frozen(kw_only=True)
class Difference:
    """What became of entries that share records.

    Attributes:
        change: In one word.
        title: What the entries are called, the newer title where there is one.
        old: Ids of the old entries, ordered.
        new: Ids of the new entries, ordered.
        moved: Old ids that stand for an entry with another id now, each with that id.
        joined: Ids of the records that were in none of the old entries, ordered.
        left: Ids of the records that are in none of the new entries, ordered.
        fields: The fields that read or stand otherwise; only of one entry that stays one.
        causes: The facts that touch these entries, or else the model or options alone; where none
            does, every fact that differs.
    """

    change: Change
    title: str
    old: tuple[EntryId, ...]
    new: tuple[EntryId, ...]
    moved: tuple[tuple[EntryId, EntryId], ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    fields: tuple[FieldChange, ...]
    causes: tuple[Cause, ...]


@attrs.frozen(kw_only=True)
class LinkChange:
    """A link that is in one of the two timelines only.

    Attributes:
        how: ``added`` or ``removed``.
        relation: What it says.
        origin: Id of the entry that it starts from, in its own timeline.
        target: Id of the other entry.
        causes: As of a :class:`Difference`.
    """

    how: str
    relation: Relation
    origin: EntryId
    target: EntryId
    causes: tuple[Cause, ...]


@attrs.frozen(kw_only=True)
class Differences:
    """All that differs between two timelines.

    Attributes:
        entries: Ordered by the ids of the entries.
        links: Ordered by relation, origin and target.
        causes: Every fact that differs, whether it changed an entry or not.
    """

    entries: tuple[Difference, ...]
    links: tuple[LinkChange, ...]
    causes: tuple[Cause, ...]

    def __bool__(self) -> bool:
        return bool(self.entries or self.links)


def differences(old: Timeline, new: Timeline) -> Differences:
    """Return what merged, split, appeared, vanished and changed between two timelines, and why.

    Entries are followed by their records: whatever shares a record belongs together.

    Args:
        old: One timeline.
        new: Another.

    Returns:
        Nothing where both have the same entries and links.
    """
    facts = Facts(old, new)
    found = [
        difference
        for before, after in _families(old, new)
        if (difference := _difference(before, after, facts)) is not None
    ]
    found.sort(key=lambda one: (one.new or one.old, one.old))
    return Differences(
        entries=tuple(found), links=tuple(_links(old, new, facts)), causes=facts.all()
    )


# ------------------------------------------------------------------------------- families


_Key = tuple[str, bool]


def _keys(entry: Entry) -> set[_Key]:
    return {(record.id, isinstance(record.says, Event)) for record in entry.records}


def _families(old: Timeline, new: Timeline) -> Iterator[tuple[list[Entry], list[Entry]]]:
    """Yield old and new entries that share records, directly or through each other."""
    old_of, new_of = _entry_by_key(old), _entry_by_key(new)
    seen: set[tuple[str, bool]] = set()
    for timeline, is_old in ((old, True), (new, False)):
        for entry in timeline:
            if (entry.id, is_old) in seen:
                continue
            family: dict[bool, list[Entry]] = {True: [], False: []}
            waiting = [(entry, is_old)]
            seen.add((entry.id, is_old))
            while waiting:
                one, one_is_old = waiting.pop()
                family[one_is_old].append(one)
                others = new_of if one_is_old else old_of
                for key in sorted(_keys(one)):
                    other = others.get(key)
                    if other is not None and (other.id, not one_is_old) not in seen:
                        seen.add((other.id, not one_is_old))
                        waiting.append((other, not one_is_old))
            yield (
                sorted(family[True], key=lambda one: one.id),
                sorted(family[False], key=lambda one: one.id),
            )


def _entry_by_key(timeline: Timeline) -> dict[_Key, Entry]:
    return {key: entry for entry in timeline for key in _keys(entry)}


def _difference(before: Sequence[Entry], after: Sequence[Entry], facts: Facts) -> Difference | None:
    old_records = {record.id for entry in before for record in entry.records}
    new_records = {record.id for entry in after for record in entry.records}
    moved = tuple(
        (entry.id, target.id)
        for entry in before
        for target in after
        if entry.id != target.id and str(entry.id) in {str(record.id) for record in target.records}
    )
    fields = _field_changes(before[0], after[0]) if len(before) == len(after) == 1 else ()
    joined, left = new_records - old_records, old_records - new_records
    change = _change(before, after)
    if change is Change.changed and not (moved or fields or joined or left):
        return None
    touched = [*before, *after]
    return Difference(
        change=change,
        title=(after or before)[0].title,
        old=tuple(entry.id for entry in before),
        new=tuple(entry.id for entry in after),
        moved=moved,
        joined=tuple(sorted(joined)),
        left=tuple(sorted(left)),
        fields=fields,
        causes=facts.touching(touched),
    )


def _change(before: Sequence[Entry], after: Sequence[Entry]) -> Change:
    if not before:
        return Change.appeared
    if not after:
        return Change.vanished
    if len(before) == len(after) == 1:
        return Change.changed
    if len(after) == 1:
        return Change.merged
    return Change.split_up if len(before) == 1 else Change.regrouped


def _field_changes(old: Entry, new: Entry) -> tuple[FieldChange, ...]:
    names = dict.fromkeys(field.name for entry in (new, old) for field in entry.fields)
    changes = []
    for name in names:
        before, after = _shown(old, name), _shown(new, name)
        if before != after:
            changes.append(
                FieldChange(
                    name=name,
                    old=before[0],
                    new=after[0],
                    old_status=before[1],
                    new_status=after[1],
                    old_policy=before[2],
                    new_policy=after[2],
                )
            )
    return tuple(changes)


def _shown(entry: Entry, name: str) -> tuple[str, FieldStatus, str]:
    field: FusedField | None = entry.field(name)
    if field is None:
        return ("", FieldStatus.missing, "")
    if name == "extra":
        return ("; ".join(f"{key}: {value}" for key, value in field.value or ()), field.status, "")
    return (value_text(field.value), field.status, field.policy)


# ------------------------------------------------------------------------------- links


def _links(old: Timeline, new: Timeline, facts: Facts) -> list[LinkChange]:
    changes = []
    for timeline, other, how in ((new, old, "added"), (old, new, "removed")):
        known = {
            (link.relation, a, b)
            for link in other.links
            for a in _ids(other, link.origin)
            for b in _ids(other, link.target)
        }
        for link in timeline.links:
            ends = [
                (a, b) for a in _ids(timeline, link.origin) for b in _ids(timeline, link.target)
            ]
            if not any((link.relation, a, b) in known for a, b in ends):
                changes.append(
                    LinkChange(
                        how=how,
                        relation=link.relation,
                        origin=link.origin,
                        target=link.target,
                        causes=_link_causes(timeline, link, facts),
                    )
                )
    order = {relation: number for number, relation in enumerate(Relation)}
    changes.sort(key=lambda one: (order[one.relation], one.origin, one.target, one.how))
    return changes


def _ids(timeline: Timeline, id: EntryId) -> list[str]:
    return [record.id for record in timeline.entry(id).records]


def _link_causes(timeline: Timeline, link: Link, facts: Facts) -> tuple[Cause, ...]:
    return facts.touching([timeline.entry(link.origin), timeline.entry(link.target)])
