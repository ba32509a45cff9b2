"""What an exporter gets to see of a timeline, and the proof that it left it as it was."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import attrs

from alliancekit.exporting.contract import WHOLE_ENTRY, Exporter, Loss
from alliancekit.model import Agreement, Collection, Event, Record
from alliancekit.timeline import Entry, EntryType, Link, Timeline


def kept_view(timeline: Timeline, exporter: Exporter[Any]) -> tuple[Timeline, tuple[Loss, ...]]:
    """Return what an exporter can carry of a timeline, and everything that was kept back.

    A link leads to two entries that are there, or it is kept back too.

    Args:
        timeline: What is exported.
        exporter: What it is exported by.

    Returns:
        The timeline itself where the exporter handles all of it, else one with fewer entries and
        links; a loss for each of the others, in their order, entries first.
    """
    losses: list[Loss] = []
    entries: list[Entry] = []
    for entry in timeline.entries:
        if entry.type in exporter.handles:
            entries.append(entry)
            continue
        reason = f"The format {exporter.name} carries no entry of type {entry.type}."
        losses.append(Loss(entry=entry.id, field=WHOLE_ENTRY, reason=reason))

    kept = {entry.id for entry in entries}
    links: list[Link] = []
    for link in timeline.links:
        if EntryType.link not in exporter.handles:
            reason = f"The format {exporter.name} carries no links, such as this to {link.target}."
        elif link.origin not in kept or link.target not in kept:
            reason = f"The link to {link.target} is kept back with an entry that it joins."
        else:
            links.append(link)
            continue
        losses.append(Loss(entry=link.origin, field=f"links.{link.relation}", reason=reason))

    if not losses:
        return timeline, ()
    kept_timeline = attrs.evolve(timeline, entries=tuple(entries), links=tuple(links))
    return kept_timeline, tuple(losses)


def fingerprint(timeline: Timeline) -> int | None:
    """Return a number that changes when anything in a timeline does.

    Args:
        timeline: Any timeline.

    Returns:
        The hash over everything in it; ``None`` where something in it can be changed in place.
    """
    try:
        collection = timeline.collection
        # An entry of one record says what that record says: the same object, hashed once.
        claims = {id(record.says): _claims_hash(record.says) for record in collection.records}
        records = {
            id(record): hash((record.id, claims[id(record.says)])) for record in collection.records
        }
        entries = tuple(
            (
                entry.id,
                claims.get(id(entry.says)) or _claims_hash(entry.says),
                tuple(records.get(id(r)) or _record_hash(r) for r in entry.records),
                entry.fields,
                entry.witnesses,
                entry.weakest_millibits,
            )
            for entry in timeline.entries
        )
        # A list in the place of a tuple gives the same hashes, and is no frozen thing.
        outer = (timeline.entries, timeline.links, *(entry.records for entry in timeline.entries))
        facts = _COLLECTION_FIELDS(collection)
        rest = _TIMELINE_FIELDS(timeline)
        all_records = tuple(records[id(record)] for record in collection.records)
        if not all(isinstance(part, tuple) for part in (collection.records, *outer)):
            return None
        return hash((entries, all_records, facts, rest))
    # What was put in the place of a part need not have its fields.
    except (AttributeError, TypeError):
        return None


_TIMELINE_FIELDS = attrgetter(
    *(f.name for f in attrs.fields(Timeline) if f.eq and f.name not in ("entries", "collection"))
)
_COLLECTION_FIELDS = attrgetter(
    *(f.name for f in attrs.fields(Collection) if f.eq and f.name != "records")
)
# Records, events and agreements keep their hash once it was asked for, so that it would not tell of
# a change: theirs is made from the fields.
_EVENT_FIELDS = attrgetter(*(field.name for field in attrs.fields(Event)))
_AGREEMENT_FIELDS = attrgetter(*(field.name for field in attrs.fields(Agreement)))


def _record_hash(record: Record) -> int:
    return hash((record.id, _claims_hash(record.says)))


def _claims_hash(says: Event | Agreement) -> int:
    fields = _EVENT_FIELDS if isinstance(says, Event) else _AGREEMENT_FIELDS
    return hash(fields(says))
