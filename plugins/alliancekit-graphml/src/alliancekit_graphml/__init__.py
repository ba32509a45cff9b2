"""GraphML networks from alliancekit timelines: who agreed with whom on what, and who says so.

Light: the library that writes XML is imported by the first export.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from alliancekit.exporting import EntryType, ExportContext, Exporter, Finding
from alliancekit.plugins import hookimpl
from alliancekit.timeline import Timeline
from alliancekit_graphml._ids import actor_node_id, entry_node_id, source_node_id
from alliancekit_graphml._options import Flavor, GraphMLOptions, Profile, Projection

__all__ = [
    "Flavor",
    "GraphMLOptions",
    "Profile",
    "Projection",
    "actor_node_id",
    "alliancekit_exporters",
    "entry_node_id",
    "graphml",
    "lint",
    "source_node_id",
]


def lint(path: str | Path) -> tuple[Finding, ...]:
    """Return the faults of a GraphML file for which readers fail, guess or drop data.

    Args:
        path: The file, ours or not.

    Returns:
        In the order of the file; nothing for one that networkx, igraph, graph-tool and graphology
        read alike.

    Raises:
        OSError: The file cannot be read.

    Source:
        The GraphML 1.1 schema, and what each of these readers was seen to do.
    """
    from alliancekit_graphml._lint import findings

    with Path(path).open("rb") as stream:
        return tuple(findings(stream))


def _write_graph(
    timeline: Timeline, stream: BinaryIO, options: GraphMLOptions, context: ExportContext
) -> None:
    from alliancekit_graphml._write import write

    write(timeline, stream, options, context)


graphml: Exporter[GraphMLOptions] = Exporter(
    name="graphml",
    summary="A GraphML network of parties, events and agreements and the ties between them.",
    suffixes=(".graphml",),
    media_type="application/graphml+xml",
    options=GraphMLOptions,
    write=_write_graph,
    handles=frozenset({EntryType.event, EntryType.agreement, EntryType.link}),
    api=1,
    lint=lint,
)
"""The exporter; ``alliancekit.export(timeline, path, graphml)`` writes a graph."""


@hookimpl
def alliancekit_exporters() -> Iterable[Exporter[Any]]:
    """Return the exporter of this plugin."""
    return (graphml,)
