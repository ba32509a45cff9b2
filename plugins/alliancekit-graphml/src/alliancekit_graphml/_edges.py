"""The edges of a bipartite graph: who takes part in what, what hangs together, who tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from alliancekit.dates import FuzzyDate
from alliancekit.model import Agreement, Event, Party
from alliancekit.timeline import Entry, Link, Relation
from alliancekit_graphml._ids import actor_node_id, edge_id, entry_node_id, source_node_id
from alliancekit_graphml._nodes import View, record_ids
from alliancekit_graphml._values import (
    Value,
    Values,
    as_json,
    date_values,
    end_milestone,
    joined,
    listed,
)


class Edge(NamedTuple):
    """An edge, the nodes that it joins, and what its columns hold."""

    id: str
    source: str
    target: str
    values: Values


def edges(view: View) -> Iterator[Edge]:
    """Return who takes part in what, the links between entries, and who told of what."""
    for entry in view.timeline:
        yield from _participations(entry, view)
    if view.options.links:
        for link in view.timeline.links:
            yield _link_edge(link, view)
    if view.options.sources:
        yield from _reports(view)


def _participations(entry: Entry, view: View) -> Iterator[Edge]:
    target = entry_node_id(entry.id, entry.type)
    says = entry.says
    dates: Mapping[str, Value] | None = None
    used: dict[str, int] = {}
    for party in says.parties:
        origin = actor_node_id(party.actor)
        role = str(party.role)
        id = edge_id(origin, role, target)
        n_before = used.get(id, 0)
        used[id] = n_before + 1
        if n_before:
            # A party can come back: same actor, same role, other years.
            id = f"{id}:{n_before + 1}"
        if party.span is not None:
            dated = date_values(party.span)
        elif dates is None:
            dated = dates = date_values(says.when, _end_of(says))
        else:
            dated = dates
        yield Edge(id, origin, target, _participation_values(id, party, entry, dated, view))


def _end_of(says: Event | Agreement) -> FuzzyDate | None:
    end = end_milestone(says) if isinstance(says, Agreement) else None
    return end.when if end else None


def _participation_values(
    uid: str, party: Party, entry: Entry, dates: Mapping[str, Value], view: View
) -> Values:
    records = entry.records
    if len(records) > 1:
        telling = [r for r in records if any(p.actor == party.actor for p in r.says.parties)]
        records = tuple(telling) or records
    values: Values = {
        "label": party.role.replace("_", " "),
        "weight": 1.0,
        "tie": "participation",
        "uid": uid,
        "role": party.role,
        **_company(party),
        "realis": entry.says.realis,
        **dates,
        "sources": 1 if len(records) == 1 else len({record.source for record in records}),
        "records": record_ids(records),
    }
    if view.is_full:
        values["via_json"] = as_json(party.via) if party.via else None
        values["people_json"] = as_json(party.people) if party.people else None
    return values


def _company(party: Party) -> Values:
    if not (party.via or party.people):
        return {}
    return {"via": listed(party.via), "people": listed(party.people)}


def _link_edge(link: Link, view: View) -> Edge:
    origin, target = view.node_of(link.origin), view.node_of(link.target)
    id = edge_id(origin, link.relation.value, target)
    sources = {record.partition("#")[0] for record in link.records}
    values: Values = {
        "label": link.relation.value.replace("_", " "),
        "weight": 1.0,
        "tie": "link",
        "uid": id,
        "relation": link.relation.value,
        "reason": link.reason,
        "probability": _probability(link, view),
        "sources": len(sources),
        "records": joined(link.records),
    }
    return Edge(id, origin, target, values)


def _probability(link: Link, view: View) -> float | None:
    if link.relation is not Relation.unsure:
        return None
    return view.probabilities.get(frozenset((link.origin, link.target)))


def _reports(view: View) -> Iterator[Edge]:
    for entry in view.timeline:
        target = entry_node_id(entry.id, entry.type)
        for source in entry.sources:
            records = [record.id for record in entry.records if record.source == source]
            yield _source_edge(source, "reports", "report", target, records)
    for told in view.timeline.sources:
        # Of two versions of one source the graph shows one.
        if view.sources[told.id] is told:
            for other in dict.fromkeys(told.based_on):
                yield _source_edge(told.id, "based_on", "basis", source_node_id(other), ())
    for copy in view.timeline.copies:
        one, other = copy.sources
        yield _source_edge(one, "word_for_word_like", "copy", source_node_id(other), ())


def _source_edge(source: str, relation: str, tie: str, target: str, records: Iterable[str]) -> Edge:
    origin = source_node_id(source)
    id = edge_id(origin, relation, target)
    values: Values = {
        "label": relation.replace("_", " "),
        "weight": 1.0,
        "tie": tie,
        "uid": id,
        "relation": relation,
        "records": joined(dict.fromkeys(records)),
    }
    return Edge(id, origin, target, values)
