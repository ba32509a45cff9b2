"""What an exporter gets to see of a timeline, and the proof that it left it as it was."""

from __future__ import annotations

from array import array
from operator import attrgetter
from typing import Any

import attrs
import numpy as np

from alliancekit.exporting.contract import WHOLE_ENTRY, Exporter, Loss
from alliancekit.model import Agreement, Collection, Event
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
        The hash over everything in it, for comparing with another of the same object in the same
        process; ``None`` where something in it can be changed in place.
    """
    try:
        collection = timeline.collection
        # A list in the place of a tuple gives the same hashes, and is no frozen thing.
        outer = (timeline.entries, timeline.links, collection.records)
        if not all(isinstance(part, tuple) for part in outer):
            return None
        # One number that goes on from part to part: a tuple of them all takes 30 MB for 100,000.
        value = hash((_COLLECTION_FIELDS(collection), _TIMELINE_FIELDS(timeline)))
        hashed = array("Q")
        for entry in timeline.entries:
            if not isinstance(entry.records, tuple):
                return None
            rest = (entry.fields, entry.witnesses, entry.weakest_millibits)
            value = hash((value, entry.id, _claims_hash(entry.says), rest))
            for record in entry.records:
                # An entry of one record says what that record says: the same object, hashed once.
                is_same = record.says is entry.says
                says = 0 if is_same else _claims_hash(record.says)
                value = hash((value, record.id, is_same, says))
                hashed.append(id(record))
        # Nearly all are records of entries, in another order. Numbers in an array take a tenth of
        # the room of a set of them.
        ids = np.fromiter(map(id, collection.records), np.uint64, len(collection.records))
        is_hashed = np.isin(ids, np.array(hashed, np.uint64))
        for record, is_known in zip(collection.records, is_hashed.tolist(), strict=True):
            says = 0 if is_known else _claims_hash(record.says)
            value = hash((value, id(record), record.id, says))
        return value
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


def _claims_hash(says: Event | Agreement) -> int:
    fields = _EVENT_FIELDS if isinstance(says, Event) else _AGREEMENT_FIELDS
    return hash(fields(says))
