"""The linter finds each fault that some reader fails on, guesses at or drops in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliancekit_graphml import lint

_KEYS = """<key id="n_label" for="node" attr.name="label" attr.type="string"/>
<key id="n_year" for="node" attr.name="start_year" attr.type="int"/>
<key id="n_conflict" for="node" attr.name="conflict" attr.type="boolean"/>
<key id="e_label" for="edge" attr.name="label" attr.type="string"/>
<key id="e_weight" for="edge" attr.name="weight" attr.type="double"/>
<key id="e_uid" for="edge" attr.name="uid" attr.type="string"/>
"""
_NODES = """<node id="p.JPN"><data key="n_label">Japan</data><data key="n_year">660</data></node>
<node id="p.USA"><data key="n_label">United States</data></node>
"""
_EDGES = """<edge id="x.1" source="p.JPN" target="p.USA"><data key="e_label">party</data>
<data key="e_weight">1.0</data><data key="e_uid">x.1</data></edge>
"""
_SOUND = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    f'{_KEYS}<graph id="G" edgedefault="directed">\n{_NODES}{_EDGES}</graph></graphml>'
)


def _codes(text: str, folder: Path) -> list[str]:
    path = folder / "any.graphml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    return [finding.code for finding in lint(path)]


def test_a_sound_file_has_no_finding(tmp_path: Path) -> None:
    assert _codes(_SOUND, tmp_path) == []


_FAULTS = {
    "no XML": (_SOUND[:-3], "xml"),
    "control character": (_SOUND.replace("Japan", "Ja\x0bpan"), "xml"),
    "another root": ("<gexf/>", "root"),
    "no namespace": (_SOUND.replace(' xmlns="http://graphml.graphdrawing.org/xmlns"', ""), "root"),
    "a document type": (f'<!DOCTYPE graphml [<!ENTITY a "b">]>{_SOUND}', "doctype"),
    "no graph": (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"></graphml>',
        "graph",
    ),
    "two graphs": (
        _SOUND.replace("</graphml>", '<graph edgedefault="directed"/></graphml>'),
        "graph.twice",
    ),
    "no direction": (_SOUND.replace(' edgedefault="directed"', ""), "graph.direction"),
    "a key id twice": (_SOUND.replace('"e_label" for', '"n_label" for'), "key.twice"),
    "a name twice": (
        _SOUND.replace('attr.name="start_year"', 'attr.name="label"'),
        "key.twice",
    ),
    "a key id with a space": (_SOUND.replace('"n_year"', '"n year"'), "key.id"),
    "a name with a space": (_SOUND.replace('"start_year"', '"start year"'), "key.name"),
    "a key without a name": (_SOUND.replace(' attr.name="start_year"', ""), "key.name"),
    "a key for all": (_SOUND.replace('"n_year" for="node"', '"n_year" for="all"'), "key.domain"),
    "a reserved name": (_SOUND.replace('"start_year"', '"id"'), "key.reserved"),
    "a place that is text": (
        _SOUND.replace(
            'attr.name="start_year" attr.type="int"', 'attr.name="x" attr.type="string"'
        ),
        "key.reserved",
    ),
    "a date type": (_SOUND.replace('attr.type="int"', 'attr.type="date"'), "key.type"),
    "a default": (
        _SOUND.replace('attr.type="int"/>', 'attr.type="int"><default>1</default></key>'),
        "key.default",
    ),
    "a key after the graph": (
        _SOUND.replace("</graphml>", '<key id="k" for="node" attr.name="k"/></graphml>'),
        "key.place",
    ),
    "no labels": (_SOUND.replace('attr.name="label"', 'attr.name="title"'), "key.label"),
    "a node id with a space": (_SOUND.replace("p.JPN", "p JPN"), "node.id"),
    "a node twice": (_SOUND.replace("<edge", '<node id="p.JPN"/><edge', 1), "node.twice"),
    "a node after an edge": (
        _SOUND.replace("</graph>", '<node id="p.FRA"/></graph>'),
        "node.place",
    ),
    "an edge without an id": (_SOUND.replace(' id="x.1"', ""), "edge.id"),
    "an edge twice": (_SOUND.replace("</graph>", f"{_EDGES}</graph>"), "edge.twice"),
    "an edge with a direction": (
        _SOUND.replace('id="x.1"', 'id="x.1" directed="false"'),
        "edge.direction",
    ),
    "an edge to nowhere": (_SOUND.replace('target="p.USA"', 'target="p.FRA"'), "edge.end"),
    "an edge without an end": (_SOUND.replace(' target="p.USA"', ""), "edge.end"),
    "another uid": (_SOUND.replace(">x.1<", ">x.2<"), "edge.uid"),
    "no weight": (_SOUND.replace(">1.0<", ">0<"), "edge.weight"),
    "a hyperedge": (_SOUND.replace("</graph>", "<hyperedge/></graph>"), "element"),
    "a description in a node": (_SOUND.replace('p.USA"><', 'p.USA"><desc>d</desc><', 1), "element"),
    "a value twice": (
        _SOUND.replace('<data key="n_year">660', '<data key="n_label">660'),
        "data.twice",
    ),
    "a value without a key": (_SOUND.replace('key="n_year"', 'key="n_none"'), "data.key"),
    "a value of another domain": (_SOUND.replace('key="n_year"', 'key="e_label"'), "data.domain"),
    "values out of order": (
        _SOUND.replace(
            '<data key="n_label">Japan</data><data key="n_year">660</data>',
            '<data key="n_year">660</data><data key="n_label">Japan</data>',
        ),
        "data.order",
    ),
    "an empty number": (_SOUND.replace(">660<", "><"), "data.value"),
    "a number in words": (_SOUND.replace(">660<", ">long ago<"), "data.value"),
    "a number beyond int": (_SOUND.replace(">660<", ">3000000000<"), "data.value"),
    "a weight in words": (_SOUND.replace(">1.0<", ">much<"), "data.value"),
    "an endless weight": (_SOUND.replace(">1.0<", ">inf<"), "data.value"),
    "a truth of Python": (
        _SOUND.replace('"n_year">660', '"n_conflict">True'),
        "data.value",
    ),
    "a number that doubles round": (
        _SOUND.replace('attr.type="int"', 'attr.type="long"').replace(">660<", f">{2**53 + 1}<"),
        "data.value",
    ),
}


@pytest.mark.parametrize("fault", _FAULTS)
def test_each_fault_is_found(fault: str, tmp_path: Path) -> None:
    text, code = _FAULTS[fault]
    assert text != _SOUND
    codes = _codes(text, tmp_path)
    assert codes[0] == code, codes


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    text = f"<!DOCTYPE graphml [{bomb}]>{_SOUND.replace('Japan', '&a11;')}"
    assert _codes(text, tmp_path) == ["doctype"]


def test_a_finding_says_where(tmp_path: Path) -> None:
    path = tmp_path / "any.graphml"
    path.write_text(_SOUND.replace(">660<", ">long ago<"), encoding="utf-8")
    (finding,) = lint(path)
    assert str(finding) == "line 9: 'n_year' holds 'long ago': no int."
