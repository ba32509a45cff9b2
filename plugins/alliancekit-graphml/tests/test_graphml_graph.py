"""What the graph says: nodes, edges, ids, dates, claims, projections, looks and losses."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import networkx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from alliancekit.actors import Actor, ActorKind, ActorName
from alliancekit.dates import FuzzyDate, Span
from alliancekit.exporting import WHOLE_ENTRY, EntryType, ExportReport, export
from alliancekit.kinds import AgreementKind, EventKind, Realis, Role, Stage
from alliancekit.merging import MergeOptions, merge
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    Event,
    Judgement,
    Milestone,
    Party,
    Place,
    Quantity,
    Record,
    Source,
    Term,
    Title,
)
from alliancekit.money import Money
from alliancekit.testing import sample_timeline, timelines
from alliancekit.timeline import Copy, Link, Relation, Timeline, UnsurePair
from alliancekit_graphml import (
    Flavor,
    GraphMLOptions,
    Profile,
    Projection,
    actor_node_id,
    entry_node_id,
    graphml,
    lint,
    source_node_id,
)
from alliancekit_graphml._write import escaped

_NS = "{http://graphml.graphdrawing.org/xmlns}"
_Y = "{http://www.yworks.com/xml/graphml}"


def _export(timeline: Timeline, **options: Any) -> tuple[bytes, ExportReport]:
    stream = io.BytesIO()
    report = export(timeline, stream, graphml, GraphMLOptions(**options))
    return stream.getvalue(), report


def _graph(timeline: Timeline, **options: Any) -> Any:
    return networkx.read_graphml(io.BytesIO(_export(timeline, **options)[0]))


def _timeline(**records: Event | Agreement) -> Timeline:
    """Return a timeline of one source, each of whose records is an entry of its own."""
    source = Source(id="s", outlet="Example Wire", published=FuzzyDate("2024-08-01"))
    told = tuple(Record(id=f"s#{name}", says=says) for name, says in records.items())
    return merge(Collection(sources=(source,), records=told))


def _pact(name: str, *actors: str, **more: Any) -> Agreement:
    parties = tuple(Party(actor=actor) for actor in actors)
    return Agreement(
        kind=AgreementKind.defence_pact, titles=(Title(text=name),), parties=parties, **more
    )


# ---------------------------------------------------------------- ids

_IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True)


@given(st.lists(st.tuples(_IDS, _IDS, st.sampled_from(["event", "agreement"])), unique=True))
def test_different_things_never_share_an_id(things: list[tuple[str, str, str]]) -> None:
    ids = [entry_node_id(f"{s}#{local}", EntryType(kind)) for s, local, kind in things]
    actors = sorted({s for s, _, _ in things})
    ids += [actor_node_id(actor) for actor in actors] + [source_node_id(s) for s in actors]
    assert len(set(ids)) == len(ids)


@given(timelines())
def test_every_entry_is_one_node_and_every_party_one_more(timeline: Timeline) -> None:
    graph = _graph(timeline)
    entries = {entry_node_id(entry.id, entry.type) for entry in timeline}
    parties = {actor_node_id(p.actor) for entry in timeline for p in entry.says.parties}
    assert set(graph.nodes) == entries | parties
    n_ties = sum(len(entry.says.parties) for entry in timeline) + len(timeline.links)
    assert graph.number_of_edges() == n_ties


@given(timelines())
def test_a_graph_without_links_is_bipartite(timeline: Timeline) -> None:
    graph = _graph(timeline, links=False)
    types = networkx.get_node_attributes(graph, "type")
    assert all(types[a] == "party" != types[b] for a, b, *_ in graph.edges)


@given(timelines())
def test_a_clique_has_an_edge_for_exactly_the_pairs_that_share_an_agreement(
    timeline: Timeline,
) -> None:
    graph = _graph(timeline, projection=Projection.clique, peripheral=True)
    shared: dict[frozenset[str], set[str]] = {}
    for entry in timeline:
        if entry.type is EntryType.agreement:
            actors = {actor_node_id(p.actor) for p in entry.says.parties}
            for a in actors:
                for b in actors - {a}:
                    shared.setdefault(frozenset((a, b)), set()).add(entry.id)
    edges = {frozenset((a, b)): values for a, b, values in graph.edges(data=True)}
    assert {ends: set(v["via"].split(" | ")) for ends, v in edges.items()} == shared
    assert {ends: v["weight"] for ends, v in edges.items()} == {
        ends: len(ids) for ends, ids in shared.items()
    }


# ---------------------------------------------------------------- what stands in columns


def test_a_treaty_of_three_is_three_edges_with_their_own_roles_and_years() -> None:
    parties = (
        Party(actor="FRA", role=Role.depositary),
        Party(actor="GBR", people=("A. Person",), via=("GBR.FCDO",)),
        Party(actor="USA", span=Span.parse("1949-08-24/1966")),
    )
    signed = Milestone(stage=Stage.signed, when=FuzzyDate("1949-04-04"))
    pact = attrs.evolve(_pact("Pact"), parties=parties, milestones=(signed,))
    graph = _graph(_timeline(pact=pact))
    edges = {a: values for a, _, values in graph.edges(data=True)}
    assert edges["p.FRA"]["role"] == edges["p.FRA"]["label"] == "depositary"
    assert (edges["p.GBR"]["people"], edges["p.GBR"]["via"]) == ("A. Person", "GBR.FCDO")
    assert (edges["p.GBR"]["start"], edges["p.GBR"]["start_year"]) == ("1949-04-04", 1949)
    assert (edges["p.USA"]["start"], edges["p.USA"]["end"]) == ("1949-08-24", "1966-12-31")
    assert edges["p.USA"]["end_precision"] == "year"


def test_a_party_that_came_back_has_two_edges() -> None:
    spans = (Span.parse("1949/1966"), Span.parse("2009/.."))
    parties = tuple(Party(actor="FRA", span=span) for span in spans)
    # Fusion unites seats of one actor, so that the entry is made by hand.
    timeline = _timeline(pact=_pact("Pact", "FRA"))
    entry = attrs.evolve(
        timeline.entries[0], says=attrs.evolve(timeline.entries[0].says, parties=parties)
    )
    graph = _graph(attrs.evolve(timeline, entries=(entry,)))
    uids = sorted(values["uid"] for _, _, values in graph.edges(data=True))
    assert uids == ["x.p.FRA:party:a.s:pact", "x.p.FRA:party:a.s:pact:2"]


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2024-07-28", ("2024-07-28", "2024-07-28", "day", 2024)),
        ("2024-07", ("2024-07-01", "2024-07-31", "month", 2024)),
        ("2024-33", ("2024-01-01", "2024-03-31", "quarter", 2024)),
        ("[..2024-07-31]", (None, "2024-07-31", "before", 2024)),
        ("[2024-07-31..]", ("2024-07-31", None, "after", 2024)),
        ("-0044-03-15", ("-0044-03-15", "-0044-03-15", "day", -44)),
    ],
)
def test_a_date_stands_as_texts_and_as_a_year(edtf: str, expected: tuple[Any, ...]) -> None:
    graph = _graph(_timeline(m=Event(kind=EventKind.meeting, when=FuzzyDate(edtf))))
    values = graph.nodes["e.s:m"]
    names = ("start", "start_latest", "start_precision", "start_year")
    assert tuple(values.get(name) for name in names) == expected
    assert values["start_edtf"] == edtf
    assert "end" not in values


@pytest.mark.parametrize(
    ("edtf", "doubt"), [("2024~", "approximate"), ("2024?", "uncertain"), ("2024%", "both")]
)
def test_doubts_about_a_date_are_told(edtf: str, doubt: str) -> None:
    graph = _graph(_timeline(m=Event(kind=EventKind.meeting, when=FuzzyDate(edtf))))
    assert graph.nodes["e.s:m"]["date_doubt"] == doubt


def test_an_open_end_and_a_year_that_readers_cannot_hold_are_told_in_words_only() -> None:
    graph = _graph(
        _timeline(
            a=Event(kind=EventKind.exercise, when=Span.parse("1960-01-19/..")),
            b=Event(kind=EventKind.other, when=FuzzyDate("Y9999999999")),
        )
    )
    assert graph.nodes["e.s:a"]["end_precision"] == "open"
    assert graph.nodes["e.s:a"]["when"] == "from 1960-01-19, no end"
    assert "start_year" not in graph.nodes["e.s:b"]
    assert graph.nodes["e.s:b"]["start_edtf"] == "Y9999999999"


def test_the_end_of_an_agreement_says_whether_it_was_reached() -> None:
    steps = (
        Milestone(stage=Stage.signed, when=FuzzyDate("2016-01-22")),
        Milestone(stage=Stage.expired, when=FuzzyDate("2021-03"), realis=Realis.planned),
    )
    graph = _graph(_timeline(a=_pact("Deal", "JPN", "USA", milestones=steps)))
    values = graph.nodes["a.s:a"]
    assert (values["end"], values["end_precision"], values["end_realis"]) == (
        "2021-03-31",
        "month",
        "planned",
    )
    assert values["when"] == "2016-01-22 to March 2021"


def test_conflicting_values_stand_beside_the_shown_one_with_their_records() -> None:
    timeline = sample_timeline()
    entry = next(entry for entry in timeline if entry.conflicts)
    values = _graph(timeline).nodes[entry_node_id(entry.id, entry.type)]
    assert values["conflict"] is True
    for conflict in entry.conflicts:
        assert conflict.name in values["conflict_fields"].split(" | ")
        for claim in conflict.claims:
            assert claim.text in values["conflict_claims"]
            assert all(record in values["conflict_claims"] for record in claim.records)
    assert values["witnesses"] == len(entry.witnesses)
    assert values["sources"] == len(entry.sources)


def test_the_full_profile_keeps_every_part_of_lists() -> None:
    place = Place(name="Tokyo | Chiyoda", country="JPN", latitude=35.7, longitude=139.75)
    when = FuzzyDate("2024-07-28", as_written="28/7", basis="year from the office-holders")
    step = Milestone(stage=Stage.signed, when=when, place=place, cites=("p1", "p2"))
    pact = _pact(
        "Deal",
        "JPN",
        "USA",
        milestones=(step,),
        term=Term(months=60),
        money=Money(low=Decimal("2900000000"), currency="USD"),
        quantities=(Quantity(what="personnel", low=Decimal(55_000)),),
        items=("PAC-3 | MSE",),
        extra=(("a | b", "c = d"),),
    )
    values = _graph(_timeline(a=pact), profile=Profile.full).nodes["a.s:a"]
    told = json.loads(values["milestones_json"])
    assert told == [
        {
            "stage": "signed",
            "when": {
                "edtf": "2024-07-28",
                "as_written": "28/7",
                "basis": "year from the office-holders",
            },
            "realis": "actual",
            "place": {
                "name": "Tokyo | Chiyoda",
                "country": "JPN",
                "latitude": 35.7,
                "longitude": 139.75,
            },
            "cites": ["p1", "p2"],
        }
    ]
    assert json.loads(values["items_json"]) == ["PAC-3 | MSE"]
    assert json.loads(values["extra_json"]) == {"a | b": "c = d"}
    assert json.loads(values["claims_json"])["items"][0]["records"] == ["s#a"]
    assert (values["money_low"], values["money_currency"]) == (2.9e9, "USD")
    assert values["money"] == str(pact.money)
    assert values["date_as_written"] == "28/7"


def test_titles_and_names_come_in_the_language_that_is_asked_for() -> None:
    titles = (Title(text="Hội nghị", language="vi"), Title(text="Meeting"))
    event = Event(kind=EventKind.meeting, titles=titles, parties=(Party(actor="VNM"),))
    graph = _graph(_timeline(m=event), language="ja")
    assert graph.nodes["p.VNM"]["label"] == "ベトナム"
    assert graph.nodes["e.s:m"]["label"] == "Meeting"
    assert _graph(_timeline(m=event), language="vi").nodes["e.s:m"]["label"] == "Hội nghị"


def test_an_actor_that_no_table_knows_goes_by_its_id() -> None:
    graph = _graph(_timeline(m=Event(kind=EventKind.meeting, parties=(Party(actor="NOBODY.X"),))))
    assert graph.nodes["p.NOBODY.X"] == {
        "label": "NOBODY.X",
        "type": "party",
        "actor": "NOBODY.X",
    }


# ---------------------------------------------------------------- projections


def test_actors_that_are_only_mentioned_tie_nobody_unless_that_is_asked_for() -> None:
    parties = (Party(actor="JPN"), Party(actor="USA"), Party(actor="UKR", role=Role.mentioned))
    deal = attrs.evolve(_pact("Deal"), parties=parties)
    timeline = _timeline(deal=deal)
    assert set(_graph(timeline, projection=Projection.clique).edges) == {("p.JPN", "p.USA")}
    wide = _graph(timeline, projection=Projection.clique, peripheral=True)
    assert wide.number_of_edges() == 3


def test_a_tie_sums_up_what_is_shared() -> None:
    signed = Milestone(stage=Stage.signed, when=FuzzyDate("1951-09-08"))
    timeline = _timeline(
        a=_pact("Treaty", "JPN", "USA", milestones=(signed,)),
        b=Agreement(
            kind=AgreementKind.cost_sharing,
            titles=(Title(text="New deal"),),
            parties=(Party(actor="USA"), Party(actor="JPN")),
            milestones=(Milestone(stage=Stage.proposed, when=FuzzyDate("2021-01")),),
        ),
        c=Event(kind=EventKind.call, parties=(Party(actor="JPN"), Party(actor="USA"))),
    )
    values = _graph(timeline, projection=Projection.clique).edges["p.JPN", "p.USA"]
    assert (values["weight"], values["label"], values["actual"]) == (2.0, "2 agreements", 1)
    assert (values["start_year"], values["end_year"]) == (1951, 2021)
    assert values["titles"] == "Treaty | New deal"
    events = _graph(timeline, projection=Projection.events).edges["p.JPN", "p.USA"]
    assert (events["weight"], events["label"], events["via"]) == (1.0, "1 event", "s#c")


@given(timelines(), st.sampled_from([Projection.clique, Projection.events]))
def test_a_projection_tells_of_every_entry_and_link_that_has_no_node(
    timeline: Timeline, projection: Projection
) -> None:
    _, report = _export(timeline, projection=projection)
    lost = {loss.entry for loss in report.losses if loss.field == WHOLE_ENTRY}
    assert lost == {entry.id for entry in timeline}
    links = [loss for loss in report.losses if loss.field.startswith("links.")]
    assert len(links) == len({(x.origin, x.relation, x.target) for x in timeline.links})


def test_star_is_another_name_for_bipartite() -> None:
    timeline = sample_timeline()
    star, _ = _export(timeline, projection=Projection.star)
    assert star == _export(timeline, projection=Projection.bipartite)[0]


# ---------------------------------------------------------------- sources, losses


def test_sources_can_be_nodes_that_tell_of_entries_and_rest_on_each_other() -> None:
    graph = _graph(sample_timeline(), sources=True)
    assert graph.nodes["s.wire"]["url"] == "https://example.org/wire"
    assert graph.edges["s.daily", "s.wire"]["tie"] == "basis"
    reports = [v for _, _, v in graph.edges(data=True) if v["tie"] == "report"]
    n_told = sum(len(entry.sources) for entry in sample_timeline())
    assert len(reports) == n_told


def test_whatever_is_not_in_the_graph_is_told() -> None:
    records = ("wire#meeting", "review#visit")
    timeline = sample_timeline()
    decided = attrs.evolve(
        timeline,
        collection=attrs.evolve(
            timeline.collection,
            decisions=(Decision(judgement=Judgement.different, records=records),),
        ),
    )
    fields = {loss.field for loss in _export(decided, links=False)[1].losses}
    assert {"decisions", "sources.wire", "sources.daily"} <= fields
    assert {f"links.{link.relation}" for link in timeline.links} <= fields
    assert _export(timeline, sources=True)[1].losses == ()


def test_characters_that_xml_cannot_hold_are_replaced_and_told() -> None:
    actor = Actor(id="ODD", kind=ActorKind.COMPANY, names=(ActorName(text="Odd\x00\x0b\ufffe"),))
    event = Event(kind=EventKind.meeting, parties=(Party(actor="ODD"),))
    timeline = _timeline(m=event)
    timeline = attrs.evolve(timeline, collection=attrs.evolve(timeline.collection, actors=(actor,)))
    data, report = _export(timeline)
    assert (
        networkx.read_graphml(io.BytesIO(data)).nodes["p.ODD"]["label"] == "Odd\ufffd\ufffd\ufffd"
    )
    assert [loss.field for loss in report.losses if "U+FFFD" in loss.reason] == ["label"]


# ---------------------------------------------------------------- flavours


def test_yed_gets_shapes_labels_and_places() -> None:
    timeline = sample_timeline()
    data, _ = _export(timeline, flavor=Flavor.yed)
    root = etree.fromstring(data)
    nodes = list(root.iter(f"{_NS}node"))
    labels = [node.findtext(f".//{_Y}ShapeNode/{_Y}NodeLabel") for node in nodes]
    assert labels == [node.findtext(f"{_NS}data") for node in nodes]
    places = {(g.get("x"), g.get("y"), g.get("width")) for g in root.iter(f"{_Y}Geometry")}
    assert len(places) == len(nodes)
    assert len(list(root.iter(f"{_Y}PolyLineEdge"))) == len(list(root.iter(f"{_NS}edge")))
    kinds = {key.get("yfiles.type") for key in root.iter(f"{_NS}key")}
    assert kinds == {None, "nodegraphics", "edgegraphics"}


def test_gephi_gets_colours_sizes_and_places_of_the_types_that_it_expects() -> None:
    graph = _graph(sample_timeline(), flavor=Flavor.gephi)
    for values in graph.nodes.values():
        assert all(0 <= values[c] <= 255 and type(values[c]) is int for c in "rgb")
        assert type(values["x"]) is type(values["y"]) is type(values["size"]) is float
    places = [(v["x"], v["y"]) for v in graph.nodes.values()]
    assert len(set(places)) == len(places)


def test_cytoscape_gets_names_and_interactions() -> None:
    graph = _graph(sample_timeline(), flavor=Flavor.cytoscape)
    assert all(values["name"] == values["label"] for values in graph.nodes.values())
    for _, _, values in graph.edges(data=True):
        assert values["interaction"] == values.get("role", values.get("relation"))
    shared = _graph(sample_timeline(), flavor=Flavor.cytoscape, projection=Projection.clique)
    assert {v["interaction"] for _, _, v in shared.edges(data=True)} == {"shares"}


@pytest.mark.parametrize("flavor", [Flavor.standard, Flavor.cytoscape, Flavor.yed])
def test_no_column_takes_a_reserved_name(flavor: Flavor) -> None:
    for profile in Profile:
        data, _ = _export(sample_timeline(), flavor=flavor, profile=profile, sources=True)
        keys = etree.fromstring(data).iter(f"{_NS}key")
        named = {key.get("attr.name") for key in keys}
        assert not named & {"id", "x", "y", "z", "size", "r", "g", "b", "color"}


def test_the_graph_says_what_it_is_and_of_which_day() -> None:
    timeline = attrs.evolve(sample_timeline(), as_of=dt.date(2024, 8, 1))
    graph = _graph(timeline, title="The US–Japan alliance").graph
    assert graph["title"] == "The US–Japan alliance"
    assert (graph["as_of"], graph["entries"]) == ("2024-08-01", len(timeline))
    assert graph["generator"].startswith("alliancekit ")


def test_an_empty_timeline_is_an_empty_graph(tmp_path: Path) -> None:
    path = tmp_path / "empty.graphml"
    export(merge(Collection()), path, graphml)
    assert lint(path) == ()
    assert networkx.read_graphml(path).number_of_nodes() == 0


def test_many_entries_with_few_remembered_patterns_are_the_same_graph(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    template = sample_timeline()
    records = [f"wire#copy-{number}" for number in range(2_500)]
    entries = tuple(
        attrs.evolve(
            template.entries[number % len(template)],
            id=record,
            witnesses=((f"source-{number % 7}",),),
        )
        for number, record in enumerate(records)
    )
    timeline = attrs.evolve(template, entries=entries, links=())
    told: list[tuple[int, int]] = []
    stream = io.BytesIO()
    export(timeline, stream, graphml, progress=lambda n_done, n_all: told.append((n_done, n_all)))
    assert told == [(1_000, 2_500), (2_000, 2_500), (2_500, 2_500)]

    monkeypatch.setattr("alliancekit_graphml._write._MAX_PATTERNS", 2)
    monkeypatch.setattr("alliancekit_graphml._nodes._MAX_REMEMBERED", 2)
    assert _export(timeline)[0] == stream.getvalue()


def test_a_source_that_is_only_named_is_a_node_of_its_id() -> None:
    event = Event(kind=EventKind.call)
    source = Source(id="s", based_on=("wire",))
    timeline = merge(Collection(sources=(source,), records=(Record(id="s#m", says=event),)))
    assert _graph(timeline, sources=True).nodes["s.wire"]["label"] == "wire"


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r\x85\u2028&<>\"'%")
    )
)
def test_escaped_text_is_read_back_and_holds_no_end_of_line_of_xml_1_1(text: str) -> None:
    assume(not re.search("[\ufffe\uffff]", text))
    written = escaped(text)
    assert (etree.fromstring(f"<data>{written}</data>").text or "") == text
    assert not set("\r\x85\u2028") & set(written)


def test_days_that_a_plan_gave_up_are_told_with_their_records() -> None:
    says = Event(
        kind=EventKind.summit,
        titles=(Title(text="Leaders' summit in Tokyo"),),
        parties=(Party(actor="JPN"), Party(actor="PHL")),
    )
    told = {"a": ("2024-05-10", Realis.planned), "b": ("2024-06-12", Realis.postponed)}
    timeline = merge(
        Collection(
            sources=tuple(
                Source(id=id, published=FuzzyDate(f"2024-0{n}-01")) for n, id in enumerate(told, 3)
            ),
            records=tuple(
                Record(id=f"{id}#x", says=attrs.evolve(says, when=FuzzyDate(day), realis=realis))
                for id, (day, realis) in told.items()
            ),
        )
    )
    graph = _graph(timeline)
    assert graph.nodes["e.a:x"]["slips"] == "2024-05-10 [a#x]"


def test_how_likely_two_entries_are_the_same_stands_at_their_tie() -> None:
    records = tuple(Record(id=f"s#{n}", says=Event(kind=EventKind.call)) for n in "abcd")
    timeline = merge(Collection(sources=(Source(id="s"),), records=records))
    pairs = tuple(
        UnsurePair(records=ids, weight_millibits=0, probability=probability)
        for ids, probability in (
            (("s#a", "s#b"), 0.25),
            (("s#b", "s#a"), 0.69444),
            (("s#a", "gone#x"), 0.9),
        )
    )
    links = tuple(
        Link(origin="s#a", relation=relation, target=f"s#{target}", reason="alike")
        for relation, target in (
            (Relation.unsure, "b"),
            (Relation.unsure, "c"),
            (Relation.related, "d"),
        )
    )
    graph = _graph(attrs.evolve(timeline, unsure=pairs, links=links))
    told = {(edge["relation"], edge.get("probability")) for *_, edge in graph.edges(data=True)}
    assert told == {("related", None), ("unsure", 0.694), ("unsure", None)}


def test_the_graph_says_how_it_was_merged_and_which_sources_repeat_each_other() -> None:
    call = Event(kind=EventKind.call)
    told = tuple(Record(id=f"{id}#x", says=call) for id in "ab")
    timeline = attrs.evolve(
        merge(Collection(sources=(Source(id="a"), Source(id="b")), records=told)),
        copies=(Copy(sources=("a", "b"), n_texts=2, n_words=20, n_entries=1),),
        options=MergeOptions(policies={"when": "trust"}, trust={"a": 3}),
    )
    graph = _graph(timeline, sources=True)
    told_of = {name: graph.graph[name] for name in ("policies", "trust", "copies")}
    assert told_of == {"policies": "when: trust", "trust": "a: 3", "copies": "a+b"}
    alike = graph.edges[source_node_id("a"), source_node_id("b")]
    assert (alike["tie"], alike["relation"]) == ("copy", "word_for_word_like")
