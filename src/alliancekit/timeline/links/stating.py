"""Links that records state, and the order of all links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from alliancekit.model import Event, RecordId
from alliancekit.timeline.entries import Entry, EntryId, Link, Relation

_EVENT_RELATIONS = (Relation.about, Relation.part_of, Relation.follows)
_AGREEMENT_RELATIONS = (Relation.under, Relation.amends, Relation.succeeds, Relation.related)


def stated_links(entries: Sequence[Entry], entry_of: Mapping[str, EntryId]) -> list[Link]:
    """Return the links that records state, those inside one entry left out.

    Args:
        entries: All of the timeline.
        entry_of: Entry id of every record id.

    Returns:
        One link for each origin, relation and target, with all records that state it.
    """
    stated: dict[tuple[EntryId, Relation, EntryId], set[RecordId]] = {}
    for entry in entries:
        for record in entry.records:
            relations = _EVENT_RELATIONS if isinstance(record.says, Event) else _AGREEMENT_RELATIONS
            for relation in relations:
                for reference in getattr(record.says, relation):
                    target = entry_of.get(reference)
                    if target is not None and target != entry.id:
                        stated.setdefault((entry.id, relation, target), set()).add(record.id)
    return [
        Link(origin=origin, relation=relation, target=target, records=tuple(sorted(records)))
        for (origin, relation, target), records in stated.items()
    ]


def ordered_links(stated: Iterable[Link], found: Iterable[Link]) -> tuple[Link, ...]:
    """Return stated and found links in total order; what a record states needs no finding.

    A found link is left out where any link between the two entries is stated, and where the
    entry that it starts from states a link of that relation to another. Of several found between
    two entries the first relation in the order of :class:`~alliancekit.timeline.Relation` stands.
    """
    stated = list(stated)
    joined = {frozenset((link.origin, link.target)) for link in stated}
    told = {(link.origin, link.relation) for link in stated}
    fresh: dict[frozenset[EntryId], Link] = {}
    for link in sorted(found, key=_order):
        ends = frozenset((link.origin, link.target))
        is_told = link.relation in _DIRECTED and (link.origin, link.relation) in told
        if ends not in joined and len(ends) > 1 and not is_told:
            fresh.setdefault(ends, link)
    return tuple(sorted([*stated, *fresh.values()], key=_order))


_RELATION_ORDER = {relation: number for number, relation in enumerate(Relation)}
_DIRECTED = frozenset(
    {Relation.about, Relation.part_of, Relation.follows, Relation.amends, Relation.succeeds}
)


def _order(link: Link) -> tuple[int, str, str]:
    return (_RELATION_ORDER[link.relation], link.origin, link.target)
