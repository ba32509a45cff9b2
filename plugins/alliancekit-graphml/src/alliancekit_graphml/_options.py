"""Options of the graph, plain data."""

import enum

import attrs

from alliancekit.options import option


class Projection(enum.StrEnum):
    """What the nodes are, and what a tie between two of them means."""

    bipartite = "bipartite"
    star = "star"
    clique = "clique"
    events = "events"


class Flavor(enum.StrEnum):
    """For which program the file is made."""

    standard = "standard"
    gephi = "gephi"
    yed = "yed"
    cytoscape = "cytoscape"


class Profile(enum.StrEnum):
    """How lists are written."""

    plain = "plain"
    full = "full"


@attrs.frozen(kw_only=True)
class GraphMLOptions:
    """What the graph holds and for which program it is made."""

    projection: Projection = option(
        Projection.bipartite,
        help="bipartite: parties, events and agreements are nodes, taking part is an edge. star: "
        "another name for that. clique: parties only, tied by the agreements that they share. "
        "events: parties only, tied by the events that they share.",
    )
    flavor: Flavor = option(
        Flavor.standard,
        help="standard: what every reader takes. gephi: with colours, sizes and places. yed: with "
        "shapes and labels, which other readers refuse. cytoscape: with the columns name and "
        "interaction.",
    )
    profile: Profile = option(
        Profile.plain,
        help="plain: lists are joined by ' | '. full: also as JSON, which keeps each part of them.",
    )
    links: bool = option(
        True,
        help="Whether ties between entries, such as amends and succeeds, are edges. Without them "
        "a bipartite graph has edges between parties and entries only.",
    )
    sources: bool = option(
        False,
        help="Whether sources are nodes too, tied to what they tell of and to what they rest on.",
    )
    peripheral: bool = option(
        False,
        help="Whether a projection also ties actors that are only mentioned, observe, are "
        "candidates, beneficiaries or depositaries.",
    )
    language: str = option("en", help="Language of titles and of names, where there is one.")
    title: str = option("Alliance timeline", help="Name of the graph.")
