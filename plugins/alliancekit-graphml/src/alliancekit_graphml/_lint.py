"""Faults of a GraphML file: what the schema forbids, and what readers misread without a word.

Source:
    graphml-structure.xsd and graphml-attributes.xsd 1.1, and trials with networkx 3.6, igraph 1.0
    (Python) and 1.3 (R), graph-tool 2.45 and graphology; the behaviour of Gephi from its importer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from lxml import etree

from alliancekit.exporting import Finding
from alliancekit_graphml._keys import RESERVED_NAMES

_NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
# Production 4a of XML 1.0 without its planes above the first, which names in the wild do not use.
_NMTOKEN = re.compile(
    "[-.:0-9A-Z_a-z\xb7\xc0-\xd6\xd8-\xf6\xf8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]+"
)
_DOMAINS = ("graph", "node", "edge")
_TYPES = ("boolean", "int", "long", "float", "double", "string")
# Gephi takes these for the look of a node, which is right where they are what it expects.
_LOOKS = {"x": "double", "y": "double", "size": "double", "r": "int", "g": "int", "b": "int"}
_INT = re.compile(r"[+-]?[0-9]{1,19}", re.ASCII)
_MAX = {"int": 2**31, "long": 2**63}
_MAX_EXACT = 2**53


def findings(stream: BinaryIO) -> Iterator[Finding]:
    """Return the faults of a file, in its order; after one that ends the reading no more follow.

    Args:
        stream: The file, at its start.
    """
    linter = _Linter()
    # No entity is ever expanded and nothing is fetched, whatever the file says.
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in events:
            if event == "start":
                yield from linter.start(element)
            else:
                yield from linter.end(element)
            if linter.is_lost:
                return
    except etree.XMLSyntaxError as error:
        yield Finding(
            code="xml", message=f"It is no XML: {error.msg}.", where=f"line {error.lineno}"
        )
        return
    yield from linter.finish()


class _Linter:
    """What is known of a file at the place up to which it was read."""

    def __init__(self) -> None:
        self.is_lost = False
        self._keys: dict[str, Mapping[str, str]] = {}
        self._order: dict[str, int] = {}
        self._names: set[tuple[str, str]] = set()
        self._nodes: set[str] = set()
        self._edges: set[str] = set()
        self._n_graphs = 0
        self._n_dangling: dict[str, str] = {}
        self._starts: dict[str, Callable[[Any], Iterator[Finding]]] = {
            "key": self._key,
            "graph": self._graph,
            "node": self._node,
            "edge": self._edge,
        }

    def start(self, element: Any) -> Iterator[Finding]:
        name = _local(element)
        if element.getparent() is None:
            yield from self._root(element, name)
        elif name in self._starts:
            yield from self._starts[name](element)
        elif name in ("hyperedge", "port", "locator"):
            message = f"Readers refuse or drop <{name}>: write what it says as nodes and edges."
            yield _found("element", message, element)

    def end(self, element: Any) -> Iterator[Finding]:
        name = _local(element)
        if name in ("node", "edge", "graph"):
            yield from self._cells(element, name)
        if name in ("node", "edge"):
            # Whatever was read is not needed again: memory stays flat for any size.
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif name == "key":
            yield from self._key_parts(element)

    def finish(self) -> Iterator[Finding]:
        for node, where in self._n_dangling.items():
            if node not in self._nodes:
                message = f"An edge leads to {node!r}, which is no node."
                yield Finding(code="edge.end", message=message, where=where)
        if self._n_graphs == 0:
            yield Finding(code="graph", message="It has no <graph>.")
        for domain in ("node", "edge"):
            names = {name for place, name in self._names if place == domain}
            if names and "label" not in names:
                message = f"No {domain} key is named 'label', so that programs show bare ids."
                yield Finding(code="key.label", message=message)

    def _root(self, element: Any, name: str) -> Iterator[Finding]:
        if element.getroottree().docinfo.doctype:
            self.is_lost = True
            message = "It has a document type: readers that expand its entities can be attacked."
            yield _found("doctype", message, element)
        elif element.tag != f"{_NAMESPACE}graphml":
            self.is_lost = True
            message = f"The root is <{name}>, not <graphml> of {_NAMESPACE[1:-1]}."
            yield _found("root", message, element)

    def _key(self, element: Any) -> Iterator[Finding]:
        id_, domain = element.get("id", ""), element.get("for", "all")
        name, type_ = element.get("attr.name"), element.get("attr.type")
        if self._n_graphs:
            yield _found(
                "key.place", "A key stands after the graph, where readers miss it.", element
            )
        yield from _name_findings("key.id", "The id of a key", id_, element)
        if id_ in self._keys:
            message = f"Two keys have the id {id_!r}: readers mix their columns."
            yield _found("key.twice", message, element)
        if domain not in _DOMAINS:
            message = f"A key for {domain!r} loses labels in igraph: make one for each domain."
            yield _found("key.domain", message, element)
        if name is None and not any("yfiles" in attribute for attribute in element.attrib):
            yield _found("key.name", f"The key {id_!r} has no attr.name.", element)
        if name is not None:
            yield from self._column(element, domain, name, type_ or "string")
        self._order[id_] = len(self._keys)
        self._keys[id_] = {"for": domain, "type": type_ or "", "name": name or ""}

    def _column(self, element: Any, domain: str, name: str, type_: str) -> Iterator[Finding]:
        yield from _name_findings("key.name", "The name of a key", name, element)
        if (domain, name) in self._names:
            message = f"Two {domain} keys are named {name!r}: one hides the other."
            yield _found("key.twice", message, element)
        self._names.add((domain, name))
        if domain == "node" and name in RESERVED_NAMES and _LOOKS.get(name) != type_:
            message = f"Gephi takes {name!r} for the look of a node, igraph 'id' for its id."
            yield _found("key.reserved", message, element)
        if type_ not in _TYPES:
            message = f"The type {type_!r} is unknown: networkx, igraph and graph-tool fail."
            yield _found("key.type", message, element)

    def _key_parts(self, element: Any) -> Iterator[Finding]:
        if any(_local(child) == "default" for child in element):
            message = "igraph fills in a <default>, networkx does not: write every value."
            yield _found("key.default", message, element)

    def _graph(self, element: Any) -> Iterator[Finding]:
        self._n_graphs += 1
        if self._n_graphs > 1:
            message = "graph-tool merges a second graph with the first, others skip it."
            yield _found("graph.twice", message, element)
        if element.get("edgedefault") not in ("directed", "undirected"):
            message = "edgedefault is neither 'directed' nor 'undirected'."
            yield _found("graph.direction", message, element)

    def _node(self, element: Any) -> Iterator[Finding]:
        id_ = element.get("id", "")
        yield from _name_findings("node.id", "The id of a node", id_, element)
        if id_ in self._nodes:
            yield _found("node.twice", f"Two nodes have the id {id_!r}.", element)
        self._nodes.add(id_)
        if self._edges:
            message = "A node stands after an edge: readers in one pass do not know it yet."
            yield _found("node.place", message, element)

    def _edge(self, element: Any) -> Iterator[Finding]:
        id_ = element.get("id", "")
        yield from _name_findings("edge.id", "The id of an edge", id_, element)
        if id_ in self._edges:
            yield _found("edge.twice", f"Two edges have the id {id_!r}.", element)
        self._edges.add(id_)
        if "directed" in element.attrib:
            message = "networkx refuses a graph whose edges differ in direction."
            yield _found("edge.direction", message, element)
        for end in ("source", "target"):
            node = element.get(end)
            if node is None:
                yield _found("edge.end", f"An edge has no {end}.", element)
            elif node not in self._nodes:
                self._n_dangling.setdefault(node, f"line {element.sourceline}")

    def _cells(self, element: Any, domain: str) -> Iterator[Finding]:
        before, seen = -1, set()
        for child in element:
            name = _local(child)
            if name == "desc" and domain != "graph":
                message = f"R's igraph stops at a <desc> in a {domain}, Gephi shows it as label."
                yield _found("element", message, child)
            if name != "data":
                continue
            key = child.get("key", "")
            if key in seen:
                yield _found("data.twice", f"{key!r} stands twice in one {domain}.", child)
            seen.add(key)
            if key not in self._keys:
                yield _found("data.key", f"{key!r} is no key.", child)
                continue
            if self._order[key] < before:
                message = f"{key!r} stands in another order than the keys."
                yield _found("data.order", message, child)
            before = self._order[key]
            yield from self._cell(child, domain, self._keys[key], element)

    def _cell(
        self, cell: Any, domain: str, key: Mapping[str, str], element: Any
    ) -> Iterator[Finding]:
        if key["for"] not in (domain, "all"):
            message = f"The key {cell.get('key')!r} is for {key['for']}, not for {domain}."
            yield _found("data.domain", message, cell)
        text = cell.text or ""
        fault = _value_fault(text, key["type"])
        if fault:
            yield _found("data.value", f"{cell.get('key')!r} holds {text[:40]!r}: {fault}.", cell)
        elif key["name"] == "weight" and domain == "edge" and float(text) <= 0:
            yield _found("edge.weight", f"The weight {text} is not above 0.", cell)
        elif key["name"] == "uid" and domain == "edge" and text != element.get("id"):
            message = f"The column uid says {text[:40]!r}, the edge {element.get('id')!r}."
            yield _found("edge.uid", message, cell)


def _value_fault(text: str, type_: str) -> str:
    if type_ in ("", "string"):
        return ""
    if not text:
        return f"an empty {type_} stops graph-tool, leave the element out"
    if type_ == "boolean":
        return "" if text in ("true", "false") else "write true or false"
    if type_ in _MAX:
        if _INT.fullmatch(text) is None:
            return f"no {type_}"
        number = int(text)
        if not -_MAX[type_] <= number < _MAX[type_]:
            return f"beyond the range of {type_}"
        return "readers that take numbers for doubles round it" if abs(number) > _MAX_EXACT else ""
    try:
        return "" if math.isfinite(float(text)) else "no finite number"
    except ValueError:
        return f"no {type_}"


def _name_findings(code: str, what: str, name: str, element: Any) -> Iterator[Finding]:
    if _NMTOKEN.fullmatch(name) is None:
        message = f"{what}, {name[:40]!r}, is no XML name token: the schema forbids it."
        yield _found(code, message, element)


def _found(code: str, message: str, element: Any) -> Finding:
    return Finding(code=code, message=message, where=f"line {element.sourceline}")


def _local(element: Any) -> str:
    tag = element.tag
    return etree.QName(element).localname if tag.startswith(_NAMESPACE) else tag
