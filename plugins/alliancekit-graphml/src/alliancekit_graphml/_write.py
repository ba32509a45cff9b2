"""The graph as a stream of XML: keys, nodes, edges, one element in memory at a time."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import attrs
from lxml import etree

from alliancekit.exporting import ExportContext, Loss
from alliancekit.model import Source
from alliancekit.timeline import EntryId, Timeline
from alliancekit_graphml._edges import Edge, edges
from alliancekit_graphml._keys import Domain, Key, keys_of
from alliancekit_graphml._looks import SHAPES, Rings, hex_color, rgb, size
from alliancekit_graphml._nodes import Node, View, iso_day, nodes
from alliancekit_graphml._options import Flavor, GraphMLOptions, Projection
from alliancekit_graphml._projections import project, projected_edges, projected_nodes
from alliancekit_graphml._values import Value, Values

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
SCHEMA = "http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
YFILES = "http://www.yworks.com/xml/graphml"

# XML 1.0 section 2.2; lxml refuses these, and no reader would take them.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Patterns of filled columns that are kept; a graph of any size has some dozens.
_MAX_PATTERNS = 4_096
_PROGRESS_STEP = 1_000
_Y = f"{{{YFILES}}}"
# yEd draws what the file says and fits nothing: pixels for a label of its usual 12 points.
_CHAR_WIDTH, _MIN_WIDTH, _MAX_WIDTH, _HEIGHT = 7, 40, 300, 30
_MAX_LINE_WIDTH = 7.0
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8'?>\n"


def write(
    timeline: Timeline, stream: BinaryIO, options: GraphMLOptions, context: ExportContext
) -> None:
    """Write a timeline as GraphML.

    Args:
        timeline: What to write.
        stream: Where to.
        options: What the graph holds.
        context: Who makes the file, and who is told of losses.
    """
    view = View(timeline=timeline, options=options)
    is_projection = options.projection in (Projection.clique, Projection.events)
    if is_projection:
        projected = project(view, context)
        all_nodes, all_edges = projected_nodes(projected), projected_edges(projected)
    else:
        all_nodes, all_edges = nodes(view), edges(view)
    _tell_losses(view, context, is_projection=is_projection)

    rows = _Rows(view, context)
    sink = _Sink(stream)
    sink.write(_DECLARATION)
    with (
        etree.xmlfile(sink, encoding="UTF-8") as xml,
        xml.element("graphml", _root_attributes(), nsmap=_namespaces(options)),
    ):
        xml.write("\n")
        for key in keys_of(options):
            xml.write(_key_element(key))
            xml.write("\n")
        graph = {"id": "G", "edgedefault": "undirected" if is_projection else "directed"}
        with xml.element("graph", graph):
            xml.write("\n")
            for element in rows.graph_data():
                xml.write(element)
            for element in rows.nodes(all_nodes):
                xml.write(element)
            for element in rows.edges(all_edges):
                xml.write(element)
        xml.write("\n")
    if sink.failure is not None:
        raise sink.failure
    context.progress(len(timeline), len(timeline))


class _Sink:
    """A stream that remembers what it raised: lxml 6.1 forgets it in its last write."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.failure: Exception | None = None

    def write(self, text: bytes) -> int:
        try:
            return self._stream.write(text)
        except Exception as error:
            self.failure = error
            raise


def _root_attributes() -> dict[str, str]:
    return {f"{{{XSI}}}schemaLocation": f"{NAMESPACE} {SCHEMA}"}


def _namespaces(options: GraphMLOptions) -> dict[str | None, str]:
    namespaces: dict[str | None, str] = {None: NAMESPACE, "xsi": XSI}
    if options.flavor is Flavor.yed:
        namespaces["y"] = YFILES
    return namespaces


def _key_element(key: Key) -> Any:
    if not key.type:
        kind = f"{key.domain}graphics"
        return etree.Element("key", {"id": key.id, "for": key.domain, "yfiles.type": kind})
    element = etree.Element(
        "key", {"id": key.id, "for": key.domain, "attr.name": key.name, "attr.type": key.type}
    )
    etree.SubElement(element, "desc").text = key.about
    return element


def _tell_losses(view: View, context: ExportContext, *, is_projection: bool) -> None:
    """Tell what belongs to no entry and is not in the graph."""
    timeline, options = view.timeline, view.options
    if timeline.collection.decisions:
        reason = "GraphML has no place for decisions; what they decided is in the graph."
        context.lose(Loss(entry=EntryId(""), field="decisions", reason=reason))
    if is_projection:
        reason = "A projection tells the number of sources, not what they are."
        for source in timeline.sources:
            context.lose(Loss(entry=EntryId(""), field=f"sources.{source.id}", reason=reason))
        return
    if not options.sources:
        for source in filter(_says_more, timeline.sources):
            context.lose(Loss(entry=EntryId(""), field=f"sources.{source.id}", reason=_SOURCE_LOSS))
    if not options.links:
        for link in timeline.links:
            reason = f"The option links is off: the tie to {link.target} is no edge."
            context.lose(Loss(entry=link.origin, field=f"links.{link.relation}", reason=reason))


_SOURCE_LOSS = (
    "Columns of entries name a source by id, outlet and address only; the option sources makes it "
    "a node."
)


def _says_more(source: Source) -> bool:
    named = (source.title, source.author, source.note, source.language)
    return any(named) or source.published is not None or bool(source.based_on)


@attrs.define
class _Pattern:
    """The element of all rows that fill the same columns, and what it holds at the moment."""

    element: Any
    cells: tuple[Any, ...]
    values: list[Value]


class _Rows:
    """Rows as elements: one element is made for each pattern of filled columns and used again.

    Filling anew costs a third of making a new one. An element is written before the next is asked
    for, so that two are never needed at once.
    """

    def __init__(self, view: View, context: ExportContext) -> None:
        self._view = view
        self._context = context
        self._flavor = view.options.flavor
        self._key_ids = {(key.domain, key.name): key.id for key in keys_of(view.options)}
        self._patterns: dict[tuple[str, ...], _Pattern] = {}
        self._rings = Rings(n_parties=len(view.parties))

    def graph_data(self) -> Iterator[Any]:
        timeline, options = self._view.timeline, self._view.options
        values: Values = {
            "title": options.title,
            "generator": self._context.generator,
            "as_of": iso_day(timeline.as_of),
            "projection": _projection_name(options),
            "entries": len(timeline),
            "sources": len(timeline.sources),
            "model": timeline.model.digest,
        }
        # The pattern's own element is a wrapper here: only its children are written.
        yield from self._element("graph", values, "")

    def nodes(self, rows: Iterable[Node]) -> Iterator[Any]:
        n_all = len(self._view.timeline)
        n_done = 0
        for node in rows:
            values = node.values
            type_ = str(values["type"])
            place = (0, 0)
            if self._flavor is Flavor.cytoscape:
                values["name"] = values["label"]
            elif self._flavor is not Flavor.standard:
                place = self._rings.place(type_)
            if self._flavor is Flavor.gephi:
                red, green, blue = rgb(type_)
                # Gephi's axis points up.
                values |= {"x": float(place[0]), "y": float(-place[1]), "size": size(type_)}
                values |= {"r": red, "g": green, "b": blue}
            entry = str(values.get("entry") or "")
            element = self._element("node", values, entry)
            element.set("id", node.id)
            yield _drawn_node(element, values, place) if self._flavor is Flavor.yed else element
            if entry:
                n_done += 1
                if n_done % _PROGRESS_STEP == 0:
                    self._context.progress(n_done, n_all)

    def edges(self, rows: Iterable[Edge]) -> Iterator[Any]:
        for edge in rows:
            values = edge.values
            if self._flavor is Flavor.cytoscape:
                values["name"] = values["label"]
                values["interaction"] = values.get("role") or values.get("relation") or "shares"
            element = self._element("edge", values, "")
            element.set("id", edge.id)
            element.set("source", edge.source)
            element.set("target", edge.target)
            yield _drawn_edge(element, values) if self._flavor is Flavor.yed else element

    def _element(self, domain: Domain, values: Values, entry: str) -> Any:
        names: tuple[str, ...] = (domain, *values)
        filled: list[Value] = list(values.values())
        if None in filled or "" in filled:
            names = (domain, *[name for name, value in values.items() if value or value == 0])
            filled = [value for value in filled if value or value == 0]
        pattern = self._patterns.get(names) or self._made(domain, names)
        cells = pattern.cells
        for at, (before, value) in enumerate(zip(pattern.values, filled, strict=True)):
            # Most columns of an edge hold what they held in the edge before it.
            if before is value or before == value:
                continue
            try:
                cells[at].text = _text(value)
            except ValueError:
                cells[at].text = _NOT_XML.sub("\ufffd", _text(value))
                reason = "Characters that XML cannot hold were replaced by U+FFFD."
                self._context.lose(Loss(entry=EntryId(entry), field=names[at + 1], reason=reason))
                # Not remembered, so that the same text in the next row is told of as well.
                filled[at] = None
        pattern.values = filled
        return pattern.element

    def _made(self, domain: Domain, key: tuple[str, ...]) -> _Pattern:
        if len(self._patterns) >= _MAX_PATTERNS:
            self._patterns.clear()
        element = etree.Element(domain)
        element.tail = "\n"
        for name in key[1:]:
            cell = etree.SubElement(element, "data", {"key": self._key_ids[domain, name]})
            if domain == "graph":
                cell.tail = "\n"
        made = _Pattern(element, tuple(element), [None] * len(element))
        self._patterns[key] = made
        return made


def _projection_name(options: GraphMLOptions) -> str:
    is_star = options.projection is Projection.star
    return (Projection.bipartite if is_star else options.projection).value


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def _drawn_node(element: Any, values: Values, place: tuple[int, int]) -> Any:
    drawn = copy.deepcopy(element)
    cell = etree.SubElement(drawn, "data", {"key": "n_graphics"})
    type_ = str(values["type"])
    shape = etree.SubElement(cell, f"{_Y}ShapeNode", nsmap={"y": YFILES})
    width = min(_MAX_WIDTH, max(_MIN_WIDTH, _CHAR_WIDTH * len(str(values["label"])) + _CHAR_WIDTH))
    x, y = place
    box = {"x": x - width // 2, "y": y - _HEIGHT // 2, "width": width, "height": _HEIGHT}
    etree.SubElement(shape, f"{_Y}Geometry", {name: f"{n}.0" for name, n in box.items()})
    etree.SubElement(shape, f"{_Y}Fill", {"color": hex_color(type_), "transparent": "false"})
    etree.SubElement(
        shape, f"{_Y}BorderStyle", {"color": "#444444", "type": "line", "width": "1.0"}
    )
    label = {
        "alignment": "center",
        "autoSizePolicy": "node_width",
        "configuration": "CroppingLabel",
    }
    label["textColor"] = "#000000" if type_ == "event" else "#FFFFFF"
    etree.SubElement(shape, f"{_Y}NodeLabel", label).text = drawn[0].text
    etree.SubElement(shape, f"{_Y}Shape", {"type": SHAPES[type_]})
    return drawn


def _drawn_edge(element: Any, values: Values) -> Any:
    drawn = copy.deepcopy(element)
    cell = etree.SubElement(drawn, "data", {"key": "e_graphics"})
    line = etree.SubElement(cell, f"{_Y}PolyLineEdge", nsmap={"y": YFILES})
    style = "line" if values["tie"] in ("participation", "shared") else "dashed"
    weight = min(_MAX_LINE_WIDTH, float(values["weight"] or 1))
    etree.SubElement(
        line, f"{_Y}LineStyle", {"color": "#888888", "type": style, "width": repr(weight)}
    )
    arrow = "none" if values["tie"] in ("participation", "shared") else "standard"
    etree.SubElement(line, f"{_Y}Arrows", {"source": "none", "target": arrow})
    etree.SubElement(line, f"{_Y}EdgeLabel").text = drawn[0].text
    return drawn
