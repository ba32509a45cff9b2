"""The columns of nodes, edges and of the graph: name, type, meaning, in the order of the file.

No column bears a name that a program takes for a place, a size or a colour. Gephi looks at the id
of a key first and at its name then, hence the prefixes, which also keep the ids of a file apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import attrs

from alliancekit_graphml._options import Flavor, GraphMLOptions, Profile, Projection

Domain = Literal["graph", "node", "edge"]

RESERVED_NAMES = frozenset({"id", "x", "y", "z", "size", "r", "g", "b", "color"})
"""Names that Gephi takes for the look of a node, and igraph for its id."""


@attrs.frozen
class Key:
    """A column.

    Attributes:
        domain: What has it.
        name: Its name, an XML name without colons.
        type: ``string``, ``int``, ``double`` or ``boolean``; the empty text for drawn figures.
        about: What it holds.
    """

    domain: Domain
    name: str
    type: str
    about: str

    @property
    def id(self) -> str:
        """Id of the key, unique in a file."""
        return f"{self.domain[0]}_{self.name}"


_GRAPH = """
title string Name of the graph.
generator string What wrote the file.
as_of string Day that the timeline speaks for.
projection string What nodes and ties are.
entries int Entries of the timeline.
sources int Sources of the timeline.
model string Digest of the weights that records were merged with.
policies string Which value of a field is shown, where that was chosen.
trust string How far sources are trusted, where that was chosen.
copies string Ids of sources that repeat each other word for word and count once, joined by +.
"""

_NODE = """
label string Title of an entry, name of an actor, outlet or title of a source.
type string party, event, agreement or source.
kind string Kind of the entry, or of the actor.
"""

_PARTY = """
actor string Id of the actor.
state string Id of the state that the actor is or belongs to.
iso3 string ISO 3166-1 alpha-3 code.
cow string Correlates of War number.
"""

_COUNTS = """
agreements int Agreements that the actor is tied by.
events int Events that the actor is tied by.
"""

_DATES = """
when string The date in words.
start string First day that it may have begun on, ISO 8601.
start_latest string Last day that it may have begun on.
start_edtf string When it begins, EDTF.
start_precision string day, month, quarter, year, before, after, range and so on.
start_year int Year of the first day, else of the last; astronomical.
end string Last day that it may have ended on, ISO 8601.
end_edtf string When it ends, EDTF.
end_precision string As start_precision; or open, unknown, censored.
end_year int Year of the last day, else of the first; astronomical.
date_doubt string approximate, uncertain or both.
"""

_ENTRY = f"""
group string Group of the kind.
subkind string What the vocabulary of kinds lacks.
entry string Id of the entry.
aliases string Ids of its other records.
titles string Titles by language.
realis string Whether it happened.
status string Stages that the agreement can be in on the day that the timeline speaks for.
{_DATES}
end_realis string Whether the end of the agreement was reached.
date_as_written string The date as sources write it.
date_basis string How the date was worked out.
place string Where.
country string Id of the state of the place.
latitude double Degrees north.
longitude double Degrees east.
edition int Number in a series.
amendment int Number of the amendment.
legal_form string What binds the parties.
milestones string Steps in the life of the agreement.
term string How long it lasts.
enters_into_force string What must happen before it enters into force.
obligations string What each party owes.
money string The sum, exactly as it was merged.
money_low double Lower end of the sum.
money_high double Higher end of the sum.
money_currency string ISO 4217 code.
quantities string Numbers of things.
identifiers string Ids that others gave.
items string Things that it is about.
summary string In words.
cites string Locators in the sources.
extra string Foreign cells.
sources int Sources that tell of it.
witnesses int Independent sources: those that rest on each other count once.
witness_groups string Ids of the sources, those that rest on each other joined by +.
outlets string Outlets of the sources.
source_urls string Addresses of the sources.
records string Ids of the records that were merged.
weakest_bits double Weakest support that holds a record in the entry, in bits.
conflict boolean Whether sources contradict each other.
conflict_fields string On what they do.
conflict_claims string What each says, what the entry shows first.
slips string Days that it was planned for before, with the records that tell of them.
refined_claims string Values beside the shown one that do not contradict it.
"""

_SOURCE = """
source string Id of the source.
outlet string Who published it.
author string Who wrote it.
source_language string Language of the source.
published string Day of publication, EDTF.
url string Address.
note string What a reader should know of it.
"""

_FULL = """
titles_json string titles as JSON.
milestones_json string milestones as JSON.
obligations_json string obligations as JSON.
money_json string money as JSON.
quantities_json string quantities as JSON.
identifiers_json string identifiers as JSON.
items_json string items as JSON.
cites_json string cites as JSON.
extra_json string extra as JSON.
records_json string records as JSON.
witness_groups_json string witness_groups as JSON.
source_urls_json string source_urls as JSON.
claims_json string Every value of every field, with its records, as JSON.
"""

_EDGE = """
label string Role or relation.
weight double 1, or the number of shared entries; above 0.
tie string participation, link, report, basis, copy or shared.
uid string Id of the edge.
"""

_BIPARTITE_EDGE = f"""
role string Role of the actor in the entry.
relation string How the entry at the start stands to that at the end.
via string Ids of the actors that act for the actor.
people string Names of those who speak or sign.
realis string Whether the entry happened.
{_DATES}
reason string Why the merger found the link.
probability double How likely two entries are the same that were kept apart, 0 to 1.
sources int Sources that tell of the tie.
records string Ids of the records that tell of the tie.
"""

_SHARED_EDGE = """
via string Ids of the shared entries.
titles string Their titles.
kinds string Their kinds.
actual int How many of them happened.
start_year int Year of the first dated one.
end_year int Year of the last dated one.
sources int Sources that tell of them.
witnesses int Most independent sources that one of them has.
conflict boolean Whether sources contradict each other on any.
"""

_FULL_EDGE = """
via_json string via as JSON.
people_json string people as JSON.
"""

_FULL_SHARED_EDGE = """
via_json string via as JSON.
titles_json string titles as JSON.
"""

_LOOKS = """
x double Place.
y double Place.
size double Size.
r int Red, 0 to 255.
g int Green.
b int Blue.
"""


def _keys(domain: Domain, lines: str) -> Iterable[Key]:
    for line in lines.strip().splitlines():
        if line:
            name, type_, about = line.split(" ", 2)
            yield Key(domain, name, type_, about)


def keys_of(options: GraphMLOptions) -> tuple[Key, ...]:
    """Return the columns of a graph, in the order in which every file declares and fills them."""
    is_full = options.profile is Profile.full
    if options.projection in (Projection.clique, Projection.events):
        node, edge = _NODE + _PARTY + _COUNTS, _EDGE + _SHARED_EDGE
        full_node, full_edge = "", _FULL_SHARED_EDGE
    else:
        node, edge = _NODE + _PARTY + _ENTRY, _EDGE + _BIPARTITE_EDGE
        node += _SOURCE if options.sources else ""
        full_node, full_edge = _FULL, _FULL_EDGE
    if is_full:
        node += full_node
        edge += full_edge
    if options.flavor is Flavor.gephi:
        node += _LOOKS
    if options.flavor is Flavor.cytoscape:
        node += "name string The label, under the name that Cytoscape shows.\n"
        edge += (
            "name string The label, under the name that Cytoscape shows.\n"
            "interaction string The tie, under the name that Cytoscape knows.\n"
        )
    drawn: tuple[Key, ...] = ()
    if options.flavor is Flavor.yed:
        drawn = (Key("node", "graphics", "", ""), Key("edge", "graphics", "", ""))
    return (*_keys("graph", _GRAPH), *_keys("node", node), *_keys("edge", edge), *drawn)
