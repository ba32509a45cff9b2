"""Five readers see the same graph: the same nodes and edges with the same values."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import defusedxml.ElementTree
import igraph
import networkx
import pytest
from hypothesis import given, settings

from alliancekit.exporting import export
from alliancekit.testing import hostile_timeline, options_of, sample_timeline, timelines
from alliancekit.timeline import Timeline
from alliancekit_graphml import Flavor, GraphMLOptions, Profile, Projection, graphml

_NS = "{http://graphml.graphdrawing.org/xmlns}"
_CASTS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "int": int,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}
# A missing value: what typed columns of igraph and graph-tool hold instead.
_MISSING = (None, "", 0, False)
_IDS = ("id", "_graphml_vertex_id", "_graphml_edge_id")


class _Seen(NamedTuple):
    """Values by id of node and by uid of edge, the ends of edges beside them."""

    nodes: Mapping[str, Mapping[str, Any]]
    edges: Mapping[str, tuple[str, str, Mapping[str, Any]]]


def _written(path: Path) -> _Seen:
    """Return what the file says, read as plain XML."""
    root = defusedxml.ElementTree.parse(path).getroot()
    keys = {
        key.get("id"): (key.get("attr.name"), _CASTS[key.get("attr.type")])
        for key in root.iter(f"{_NS}key")
        if key.get("attr.type")
    }

    def values(element: Any) -> dict[str, Any]:
        cells = [cell for cell in element.findall(f"{_NS}data") if cell.get("key") in keys]
        return {
            keys[cell.get("key")][0]: keys[cell.get("key")][1](cell.text or "") for cell in cells
        }

    edges = {
        edge.get("id"): (edge.get("source"), edge.get("target"), values(edge))
        for edge in root.iter(f"{_NS}edge")
    }
    return _Seen({node.get("id"): values(node) for node in root.iter(f"{_NS}node")}, edges)


def _by_networkx(path: Path) -> _Seen:
    graph = networkx.read_graphml(path)
    edges = {
        values["uid"]: (source, target, {k: v for k, v in values.items() if k != "id"})
        for source, target, values in graph.edges(data=True)
    }
    return _Seen(dict(graph.nodes(data=True)), edges)


def _by_igraph(path: Path) -> _Seen:
    graph = igraph.Graph.Read_GraphML(str(path))
    ids = graph.vs["id"] if len(graph.vs) else []
    nodes = {vertex["id"]: vertex.attributes() for vertex in graph.vs}
    edges = {
        edge["uid"]: (ids[edge.source], ids[edge.target], edge.attributes()) for edge in graph.es
    }
    return _Seen(nodes, edges)


_GRAPH_TOOL = """
import json, sys
from graph_tool import load_graph
g = load_graph(sys.argv[1])
ids, v, e = g.vp["_graphml_vertex_id"], dict(g.vp), dict(g.ep)
is_bool = lambda p: p.value_type() == "bool"
read = lambda p, x: bool(p[x]) if is_bool(p) else p[x]
nodes = {ids[x]: {k: read(p, x) for k, p in v.items()} for x in g.vertices()}
values = lambda x: {k: read(p, x) for k, p in e.items()}
edges = [(ids[x.source()], ids[x.target()], values(x)) for x in g.edges()]
print(json.dumps([nodes, edges]))
"""

_R = r"""
suppressMessages(library(igraph))
g <- read_graph(commandArgs(trailingOnly=TRUE)[1], format="graphml")
hex <- function(x) paste(as.character(charToRaw(enc2utf8(x))), collapse="")
out <- function(kind, i, name, v) {
  if (is.numeric(v)) {
    if (!is.na(v)) cat(kind, i, name, "n", format(v, digits=17), sep="\t", fill=FALSE)
    else return()
  }
  else if (is.logical(v)) cat(kind, i, name, "b", v, sep="\t")
  else cat(kind, i, name, "s", hex(v), sep="\t")
  cat("\n")
}
for (name in vertex_attr_names(g)) {
  a <- vertex_attr(g, name)
  for (i in seq_along(a)) out("V", i, name, a[[i]])
}
if (ecount(g) > 0) {
  ends <- ends(g, E(g), names=FALSE)
  for (i in seq_len(ecount(g))) cat("E", i, ends[i, 1], ends[i, 2], "\n", sep="\t")
  for (name in edge_attr_names(g)) {
    a <- edge_attr(g, name)
    for (i in seq_along(a)) out("A", i, name, a[[i]])
  }
}
"""

_GRAPHOLOGY = """
const { MultiDirectedGraph, MultiUndirectedGraph } = require("graphology");
const { parse } = require("graphology-graphml");
const text = require("fs").readFileSync(process.argv[1], "utf8");
const isDirected = text.includes('edgedefault="directed"');
const g = parse(isDirected ? MultiDirectedGraph : MultiUndirectedGraph, text);
const nodes = {}, edges = [];
g.forEachNode((n, a) => { nodes[n] = a; });
g.forEachEdge((e, a, s, t) => { edges.push([s, t, a]); });
console.log(JSON.stringify([nodes, edges]));
"""


def _run(command: list[str], what: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{what} needs {command[0]}, which is not installed")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode and any(
        sign in done.stderr
        for sign in ("No module named", "there is no package", "Cannot find module")
    ):
        pytest.skip(f"{what} is not installed")
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


def _of_lists(text: str) -> _Seen:
    nodes, edges = json.loads(text)
    return _Seen(nodes, {values["uid"]: (s, t, values) for s, t, values in edges})


def _by_graph_tool(path: Path) -> _Seen:
    # graph-tool comes with the system's Python, not from a package index.
    return _of_lists(_run(["/usr/bin/python3", "-c", _GRAPH_TOOL, str(path)], "graph-tool"))


def _by_graphology(path: Path) -> _Seen:
    return _of_lists(_run(["node", "-e", _GRAPHOLOGY, str(path)], "graphology"))


def _by_r(path: Path) -> _Seen:
    # `Rscript -e` cannot take a program of several lines.
    script = path.with_suffix(".R")
    script.write_text(_R)
    text = _run(["Rscript", str(script), str(path)], "igraph of R")
    vertices: dict[str, dict[str, Any]] = {}
    links: dict[str, dict[str, Any]] = {}
    ends: dict[str, tuple[str, str]] = {}
    for line in text.splitlines():
        kind, number, *rest = line.rstrip("\t").split("\t")
        if kind == "E":
            ends[number] = (rest[0], rest[1])
            continue
        name, sort, value = (*rest, "")[:3]
        read = {"n": float, "b": "TRUE".__eq__, "s": lambda v: bytes.fromhex(v).decode()}[sort]
        (vertices if kind == "V" else links).setdefault(number, {})[name] = read(value)
    ids = {number: values["id"] for number, values in vertices.items()}
    edges = {
        values["uid"]: (ids[ends[number][0]], ids[ends[number][1]], values)
        for number, values in links.items()
    }
    return _Seen({values["id"]: values for values in vertices.values()}, edges)


def _compare(path: Path, seen: _Seen, *, is_directed: bool) -> None:
    written = _written(path)
    assert set(seen.nodes) == set(written.nodes)
    assert set(seen.edges) == set(written.edges)
    for id, values in written.nodes.items():
        _compare_values(values, seen.nodes[id])
    for uid, (source, target, values) in written.edges.items():
        seen_source, seen_target, seen_values = seen.edges[uid]
        ends = [(source, target), (seen_source, seen_target)]
        assert len(set(ends if is_directed else map(frozenset, ends))) == 1
        _compare_values(values, seen_values)


def _compare_values(written: Mapping[str, Any], seen: Mapping[str, Any]) -> None:
    assert {name: seen.get(name) for name in written} == dict(written)
    surplus = {k: v for k, v in seen.items() if k not in written and k not in _IDS}
    assert all(v in _MISSING or v != v for v in surplus.values()), surplus


_READERS = {
    "networkx": _by_networkx,
    "igraph": _by_igraph,
    "graph-tool": _by_graph_tool,
    "R igraph": _by_r,
    "graphology": _by_graphology,
}
_TIMELINES = {"sample": sample_timeline, "hostile": hostile_timeline}


@pytest.mark.parametrize("reader", _READERS)
@pytest.mark.parametrize("projection", [Projection.bipartite, Projection.clique, Projection.events])
@pytest.mark.parametrize("flavor", [Flavor.standard, Flavor.gephi, Flavor.cytoscape])
def test_five_readers_see_the_same_nodes_edges_and_values(
    reader: str, projection: Projection, flavor: Flavor, tmp_path: Path
) -> None:
    if reader == "graphology" and flavor is Flavor.gephi:
        pytest.skip("graphology makes one colour of the columns r, g and b, as Gephi does")
    options = GraphMLOptions(
        projection=projection, flavor=flavor, profile=Profile.full, sources=True
    )
    path = tmp_path / "sample.graphml"
    export(sample_timeline(), path, graphml, options)
    is_directed = projection is Projection.bipartite
    _compare(path, _READERS[reader](path), is_directed=is_directed)


@pytest.mark.parametrize("reader", _READERS)
def test_hostile_titles_reach_every_reader_unchanged(reader: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.graphml"
    timeline = hostile_timeline()
    export(timeline, path, graphml, GraphMLOptions(profile=Profile.full))
    seen = _READERS[reader](path)
    _compare(path, seen, is_directed=True)
    labels = {values["entry"]: values["label"] for values in seen.nodes.values()}
    assert labels == {entry.id: entry.title for entry in timeline}


@pytest.mark.parametrize("reader", ["networkx", "igraph"])
@settings(max_examples=40)
@given(timeline=timelines(), options=options_of(GraphMLOptions))
def test_any_graph_reads_the_same_in_every_library(
    reader: str, timeline: Timeline, options: GraphMLOptions, tmp_path_factory: Any
) -> None:
    if options.flavor is Flavor.yed:
        return
    path = tmp_path_factory.getbasetemp() / f"any-{reader}-{os.getpid()}.graphml"
    export(timeline, path, graphml, options)
    is_directed = options.projection in (Projection.bipartite, Projection.star)
    _compare(path, _READERS[reader](path), is_directed=is_directed)
