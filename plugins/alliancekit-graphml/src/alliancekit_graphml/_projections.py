"""Projections: parties tied by the agreements, or by the events, that they share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import attrs

from alliancekit.dates.calendar import day_parts
from alliancekit.exporting import WHOLE_ENTRY, ExportContext, Loss
from alliancekit.kinds import PERIPHERAL_ROLES, Realis
from alliancekit.timeline import Entry, EntryType
from alliancekit_graphml._edges import Edge
from alliancekit_graphml._ids import actor_node_id, edge_id
from alliancekit_graphml._nodes import Node, View, title_of
from alliancekit_graphml._options import Projection
from alliancekit_graphml._values import Values, as_json, joined, truth


@attrs.frozen(kw_only=True)
class Projected:
    """What parties share.

    Attributes:
        view: The timeline under its options.
        ties: What each pair of parties shares, the pairs in order, entries in that of the timeline.
        n_of: How many entries tie each party.
    """

    view: View
    ties: dict[tuple[str, str], list[Entry]]
    n_of: dict[str, int]


def project(view: View, context: ExportContext) -> Projected:
    """Return what parties share, and tell which entries tie nobody."""
    wanted = (
        EntryType.event if view.options.projection is Projection.events else EntryType.agreement
    )
    ties: dict[tuple[str, str], list[Entry]] = {}
    n_of: dict[str, int] = {}
    for entry in view.timeline:
        actors = _tied(entry, view) if entry.type is wanted else []
        if len(actors) < 2:
            context.lose(Loss(entry=entry.id, field=WHOLE_ENTRY, reason=_why(entry, wanted)))
            continue
        context.lose(Loss(entry=entry.id, field=WHOLE_ENTRY, reason=_SHOWN_AS_TIE))
        for actor in actors:
            n_of[actor] = n_of.get(actor, 0) + 1
        for pair in combinations(actors, 2):
            ties.setdefault(pair, []).append(entry)
    for link in view.timeline.links:
        reason = f"A projection has no node for an entry, nor an edge to {link.target}."
        context.lose(Loss(entry=link.origin, field=f"links.{link.relation}", reason=reason))
    return Projected(view=view, ties=dict(sorted(ties.items())), n_of=n_of)


_SHOWN_AS_TIE = (
    "A projection has no node for it: its id, title, kind and years stand in the ties that it "
    "makes, all else in the bipartite graph."
)


def _why(entry: Entry, wanted: EntryType) -> str:
    if entry.type is not wanted:
        return f"A projection on {wanted}s does not show an entry of type {entry.type}."
    return "It ties nobody: fewer than two parties take part in it other than in a peripheral role."


def _tied(entry: Entry, view: View) -> list[str]:
    return sorted(
        {
            party.actor
            for party in entry.says.parties
            if view.options.peripheral or party.role not in PERIPHERAL_ROLES
        }
    )


def projected_nodes(projected: Projected) -> Iterator[Node]:
    """Return all parties, those that nothing ties too, ordered by id."""
    is_events = projected.view.options.projection is Projection.events
    for actor in projected.view.parties:
        values = projected.view.party_values(actor)
        values["events" if is_events else "agreements"] = projected.n_of.get(actor, 0)
        yield Node(actor_node_id(actor), values)


def projected_edges(projected: Projected) -> Iterator[Edge]:
    """Return one edge for every two parties that share anything, ordered by their ids."""
    for (first, second), entries in projected.ties.items():
        origin, target = actor_node_id(first), actor_node_id(second)
        id = edge_id(origin, "shares", target)
        yield Edge(id, origin, target, _tie_values(id, entries, projected.view))


def _tie_values(id: str, entries: list[Entry], view: View) -> Values:
    thing = "event" if view.options.projection is Projection.events else "agreement"
    titles = [title_of(entry, view.options.language) for entry in entries]
    years = [year for entry in entries for year in _years(entry)]
    values: Values = {
        "label": f"{len(entries)} {thing}{'' if len(entries) == 1 else 's'}",
        "weight": float(len(entries)),
        "tie": "shared",
        "uid": id,
        "via": joined(entry.id for entry in entries),
        "titles": joined(titles),
        "kinds": joined(sorted({entry.says.kind.value for entry in entries})),
        "actual": sum(entry.says.realis is Realis.actual for entry in entries),
        "start_year": min(years, default=None),
        "end_year": max(years, default=None),
        "sources": len({source for entry in entries for source in entry.sources}),
        "witnesses": max(len(entry.witnesses) for entry in entries),
        "conflict": truth(any(entry.conflicts for entry in entries)),
    }
    if view.is_full:
        values["via_json"] = as_json([entry.id for entry in entries])
        values["titles_json"] = as_json(titles)
    return values


def _years(entry: Entry) -> list[int]:
    when = entry.when
    days = (when.earliest, when.latest) if when is not None else ()
    # Four-digit years: beyond, readers' 32-bit integers end sooner than the model's calendar.
    years = [day_parts(day)[0] for day in days if day is not None]
    return [year for year in years if abs(year) < 2**31]
