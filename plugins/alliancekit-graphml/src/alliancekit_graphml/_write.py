"""The graph as a stream of XML: keys, nodes, edges, one element in memory at a time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from lxml import etree

from alliancekit.exporting import ExportContext, Loss
from alliancekit.model import Source
from alliancekit.timeline import Timeline
from alliancekit_graphml._edges import Edge, edges
from alliancekit_graphml._keys import Domain, Key, keys_of
from alliancekit_graphml._looks import SHAPES, Rings, hex_color, rgb, size
from alliancekit_graphml._nodes import Node, View, iso_day, nodes
from alliancekit_graphml._options import Flavor, GraphMLOptions, Projection
from alliancekit_graphml._projections import project, projected_edges, projected_nodes
from alliancekit_graphml._values import Value, Values, joined

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
SCHEMA = "http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
YFILES = "http://www.yworks.com/xml/graphml"

# XML 1.0 section 2.2; lxml refuses these, and no reader would take them.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What is written otherwise than it stands, and what XML cannot hold.
_NOT_PLAIN = re.compile(f"[&<>\r\x85\u2028{_NOT_XML.pattern[1:-1]}]")
# In no text of a pattern, which has names of columns and keys only.
_PLACE = "\ue000"
_ROWS_IN_PART = 256
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
            xml.flush()
            for part in _joined(itertools.chain(rows.nodes(all_nodes), rows.edges(all_edges))):
                sink.write(part)
        xml.write("\n")
    if sink.failure is not None:
        raise sink.failure
    context.progress(len(timeline), len(timeline))


def _joined(rows: Iterable[str]) -> Iterator[bytes]:
    """Return rows in parts of some hundred kilobytes."""
    remaining = iter(rows)
    while part := "".join(itertools.islice(remaining, _ROWS_IN_PART)):
        yield part.encode()


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
        context.lose(Loss(entry="", field="decisions", reason=reason))
    if is_projection:
        reason = "A projection tells the number of sources, not what they are."
        for source in timeline.sources:
            context.lose(Loss(entry="", field=f"sources.{source.id}", reason=reason))
        return
    if not options.sources:
        for source in filter(_says_more, timeline.sources):
            context.lose(Loss(entry="", field=f"sources.{source.id}", reason=_SOURCE_LOSS))
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


class _Rows:
    """Rows as texts of XML.

    lxml writes one row for each pattern of filled columns, with a place for every value; the others
    are that row with their own values in it. Making elements takes three times as long.
    """

    def __init__(self, view: View, context: ExportContext) -> None:
        self._view = view
        self._context = context
        self._flavor = view.options.flavor
        self._key_ids = {(key.domain, key.name): key.id for key in keys_of(view.options)}
        self._patterns: dict[tuple[str, ...], str] = {}
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
            "policies": joined(f"{name}: {policy}" for name, policy in timeline.options.policies),
            "trust": joined(f"{name}: {level}" for name, level in timeline.options.trust),
            "copies": joined("+".join(copy.sources) for copy in timeline.copies),
        }
        for name, value in values.items():
            if value or value == 0:
                cell = etree.Element("data", {"key": self._key_ids["graph", name]})
                cell.text = self._allowed(_text(value), "", name)
                cell.tail = "\n"
                yield cell

    def nodes(self, rows: Iterable[Node]) -> Iterator[str]:
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
            drawing = _drawn_node(values, place) if self._flavor is Flavor.yed else ""
            yield self._row("node", (node.id,), values, entry, drawing)
            if entry:
                n_done += 1
                if n_done % _PROGRESS_STEP == 0:
                    self._context.progress(n_done, n_all)

    def edges(self, rows: Iterable[Edge]) -> Iterator[str]:
        for edge in rows:
            values = edge.values
            if self._flavor is Flavor.cytoscape:
                values["name"] = values["label"]
                values["interaction"] = values.get("role") or values.get("relation") or "shares"
            drawing = _drawn_edge(values) if self._flavor is Flavor.yed else ""
            yield self._row("edge", (edge.id, edge.source, edge.target), values, "", drawing)

    def _row(
        self, domain: Domain, ids: tuple[str, ...], values: Values, entry: str, drawing: str
    ) -> str:
        names: tuple[str, ...] = (domain, *values)
        filled: list[Any] = list(values.values())
        if not all(filled):
            names = (domain, *[name for name, value in values.items() if value or value == 0])
            filled = [value for value in filled if value or value == 0]
        pattern = self._patterns.get(names) or self._made(domain, names)
        if _NOT_PLAIN.search("".join(map(str, filled))):
            filled = [
                escaped(self._allowed(_text(value), entry, name))
                for name, value in zip(names[1:], filled, strict=True)
            ]
        return pattern % (*ids, *filled, drawing)

    def _allowed(self, text: str, entry: str, column: str) -> str:
        if _NOT_XML.search(text) is None:
            return text
        reason = "Characters that XML cannot hold were replaced by U+FFFD."
        self._context.lose(Loss(entry=entry, field=column, reason=reason))
        return _NOT_XML.sub("\ufffd", text)

    def _made(self, domain: Domain, names: tuple[str, ...]) -> str:
        if len(self._patterns) >= _MAX_PATTERNS:
            self._patterns.clear()
        attributes = ("id",) if domain == "node" else ("id", "source", "target")
        element = etree.Element(domain, dict.fromkeys(attributes, _PLACE))
        for name in names[1:]:
            cell = etree.SubElement(element, "data", {"key": self._key_ids[domain, name]})
            cell.text = _PLACE
        # The last place is that of the drawing, behind the columns.
        element[-1].tail = _PLACE
        text = str(etree.tostring(element, encoding="unicode"))
        pattern = text.replace("%", "%%").replace(_PLACE, "%s") + "\n"
        self._patterns[names] = pattern
        return pattern


def escaped(text: str) -> str:
    """Return a text as the content of an element.

    >>> escaped("a < b & c")
    'a &lt; b &amp; c'
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # Readers in JavaScript end lines as XML 1.1 does: unescaped, these would become line feeds.
    return text.replace("\r", "&#13;").replace("\x85", "&#133;").replace("\u2028", "&#8232;")


def _projection_name(options: GraphMLOptions) -> str:
    is_star = options.projection is Projection.star
    return (Projection.bipartite if is_star else options.projection).value


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    return repr(value) if isinstance(value, float) else str(value)


def _drawn_node(values: Values, place: tuple[int, int]) -> str:
    cell = etree.Element("data", {"key": "n_graphics"})
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
    etree.SubElement(shape, f"{_Y}NodeLabel", label).text = _label(values)
    etree.SubElement(shape, f"{_Y}Shape", {"type": SHAPES[type_]})
    return str(etree.tostring(cell, encoding="unicode"))


def _drawn_edge(values: Values) -> str:
    cell = etree.Element("data", {"key": "e_graphics"})
    line = etree.SubElement(cell, f"{_Y}PolyLineEdge", nsmap={"y": YFILES})
    style = "line" if values["tie"] in ("participation", "shared") else "dashed"
    weight = min(_MAX_LINE_WIDTH, float(values["weight"] or 1))
    etree.SubElement(
        line, f"{_Y}LineStyle", {"color": "#888888", "type": style, "width": repr(weight)}
    )
    arrow = "none" if values["tie"] in ("participation", "shared") else "standard"
    etree.SubElement(line, f"{_Y}Arrows", {"source": "none", "target": arrow})
    etree.SubElement(line, f"{_Y}EdgeLabel").text = _label(values)
    return str(etree.tostring(cell, encoding="unicode"))


def _label(values: Values) -> str:
    # What a label loses is told of where its column is written.
    return _NOT_XML.sub("\ufffd", str(values["label"]))
