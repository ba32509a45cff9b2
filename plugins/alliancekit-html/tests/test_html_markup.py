"""What the markup says: days on the axis, every field with its claims, links, sources, losses."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.actors import Actor, ActorKind, ActorName
from alliancekit.dates import FuzzyDate, Span, parse
from alliancekit.exporting import ExportReport, export
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
    Record,
    Source,
    Title,
)
from alliancekit.testing import sample_timeline, timelines
from alliancekit.timeline import Copy, Timeline, UnsurePair, value_text
from alliancekit_html import HTMLOptions, html
from alliancekit_html._texts import is_web, shown


def _page(timeline: Timeline, **options: Any) -> tuple[str, ExportReport]:
    stream = io.BytesIO()
    report = export(timeline, stream, html, HTMLOptions(**options))
    return stream.getvalue().decode(), report


def _timeline(*sources: Source, **records: Event | Agreement) -> Timeline:
    told = tuple(Record(id=f"s#{name}", says=says) for name, says in records.items())
    return merge(Collection(sources=sources or (Source(id="s"),), records=told))


def _days(says: Event | Agreement) -> str:
    found = re.search(r'data-days="([^"]*)"', _page(_timeline(a=says))[0])
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("1970-01-01", "0,0,0,0"),
        ("1970-01", "0,,,30"),
        ("[..1970-01-01]", ",,,0"),
        ("[1970-01-01..]", "0,,,"),
        ("1970-01-01/1970-01-10", "0,0,9,9"),
        ("1970-01/..", "0,30,,"),
        ("/1970-01", ",,0,30"),
        ("Y170000000", ""),
    ],
)
def test_a_date_stands_on_the_axis_as_far_as_it_is_known(edtf: str, days: str) -> None:
    assert _days(Event(kind=EventKind.other, when=parse(edtf))) == days


def test_an_undated_entry_has_no_days() -> None:
    assert _days(Event(kind=EventKind.other)) == ""


@pytest.mark.parametrize(
    ("realis", "days"), [(Realis.actual, "0,0,365,395"), (Realis.planned, "0,0,0,0")]
)
def test_an_agreement_lasts_until_the_day_on_which_it_really_ended(
    realis: Realis, days: str
) -> None:
    steps = (
        Milestone(stage=Stage.signed, when=FuzzyDate("1970-01-01")),
        Milestone(stage=Stage.expired, when=FuzzyDate("1971-01"), realis=realis),
    )
    assert _days(Agreement(kind=AgreementKind.cost_sharing, milestones=steps)) == days


@given(st.text())
def test_no_text_is_markup(text: str) -> None:
    assert not set("<>\"'") & set(shown(text))
    assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", shown(text))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT://example.org/%0aalert(1)", False),
        ("data:text/html,hi", False),
        ("//example.org", False),
        ("https:", False),
        ("http://[", False),
        ("archive box 12", False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, expected: bool) -> None:
    assert is_web(url) is expected
    page, _ = _page(_timeline(Source(id="s", url=url), a=Event(kind=EventKind.call)))
    leading_out = re.findall(r'<a [^>]*href="([^"#][^"]*)"', page)
    assert (shown(url) in leading_out) is expected
    assert set(leading_out) <= {shown(url)}
    assert shown(url) in page


@given(timelines())
def test_every_value_of_every_field_and_its_records_are_on_the_page(timeline: Timeline) -> None:
    page, report = _page(timeline)
    assert not [loss for loss in report.losses if loss.entry]
    for entry in timeline:
        for record in entry.records:
            assert shown(record.id) in page
        for field in entry.fields:
            for claim in field.claims:
                if isinstance(claim.value, str) and field.name == "summary":
                    assert shown(value_text(claim.value)) in page


def test_what_parties_do_and_by_whom_is_told() -> None:
    parties = (
        Party(actor="JPN", role=Role.seller, via=("JPN.ATLA",), people=("A. Person",)),
        Party(actor="NOBODY", span=Span.parse("1949/1966")),
    )
    step = Milestone(
        stage=Stage.signed,
        when=FuzzyDate("2024-07-31", as_written="31/7", basis="year from the office-holders"),
        by=("JPN",),
        place=Place(name="Tokyo", country="JPN", latitude=35.7, longitude=139.75),
        cites=("p1",),
        realis=Realis.planned,
    )
    deal = Agreement(
        kind=AgreementKind.arms_transfer,
        parties=parties,
        milestones=(step,),
        under=("other#treaty",),
        extra=(("a", "<b>"), ("c", "d")),
        titles=(Title(text="Deal"),),
    )
    page, _ = _page(_timeline(a=deal))
    for words in (
        "seller",
        "A. Person",
        "NOBODY",
        "from 1949 to 1966",
        "written “31/7”; year from the office-holders",
        "Tokyo, Japan, 35.7, 139.75",
        "(planned)",
        "<code>other#treaty</code>, which no record tells of",
        "<bdi>a</bdi>: <bdi>&lt;b&gt;</bdi>",
    ):
        assert words in page, words


def test_an_impossible_order_of_steps_is_told() -> None:
    steps = (
        Milestone(stage=Stage.signed, when=FuzzyDate("2020-01-01")),
        Milestone(stage=Stage.in_force, when=FuzzyDate("2019-01-01")),
    )
    page, _ = _page(_timeline(a=Agreement(kind=AgreementKind.other, milestones=steps)))
    assert '<p class="warning">' in page


def test_sources_that_rest_on_each_other_are_shown_as_one_witness() -> None:
    page, _ = _page(sample_timeline())
    assert "One witness: these rest on each other" in page
    assert "rests on <bdi>wire</bdi>" in page


def test_options_choose_what_stands_on_the_page() -> None:
    source = Source(id="s", note="A note on the source.")
    timeline = _timeline(source, a=Event(kind=EventKind.call, parties=(Party(actor="VNM"),)))
    options = {"network": False, "title": "T", "description": "D & E", "licence": "CC0"}
    page, _ = _page(timeline, language="ja", **options)
    assert '<section id="network"' not in page
    assert "<title>T</title>" in page and "D &amp; E" in page and "CC0" in page
    assert "ベトナム" in page and "A note on the source." in page


def test_what_the_page_cannot_say_is_told() -> None:
    actor = Actor(id="ODD", kind=ActorKind.COMPANY, names=(ActorName(text="Odd\x00"),))
    event = Event(kind=EventKind.call, parties=(Party(actor="ODD"),))
    timeline = _timeline(a=event, b=Event(kind=EventKind.visit))
    facts = attrs.evolve(timeline.collection, actors=(actor,))
    page, report = _page(attrs.evolve(timeline, collection=facts))
    assert [loss.field for loss in report.losses] == ["actors.ODD"]
    assert "Odd\ufffd" in page


def _put_off() -> Timeline:
    told = {
        "a": ("2024-03-01", "2024-05-10", Realis.planned),
        "b": ("2024-04-20", "2024-06-12", Realis.postponed),
    }
    sources = (Source(id=id, published=FuzzyDate(day)) for id, (day, *_) in told.items())
    says = Event(
        kind=EventKind.summit,
        titles=(Title(text="Leaders' summit in Tokyo"),),
        parties=(Party(actor="JPN"), Party(actor="PHL")),
    )
    records = (
        Record(id=f"{id}#x", says=attrs.evolve(says, when=FuzzyDate(day), realis=realis))
        for id, (_, day, realis) in told.items()
    )
    return merge(Collection(sources=tuple(sources), records=tuple(records)))


def test_days_that_a_plan_gave_up_are_told() -> None:
    page, _ = _page(_put_off())
    assert '<span class="tag">moved</span>' in page
    told = page.partition("<h4>Planned before for</h4>")[2].partition("</ul>")[0]
    assert "2024-05-10" in told and "<code>a#x</code>" in told
    assert "Planned before for" not in _page(sample_timeline())[0]


def test_sources_that_repeat_each_other_are_one_witness_and_say_why() -> None:
    call = Event(kind=EventKind.call, summary="What was said.")
    told = {name: Source(id=name) for name in "abcd"}
    told["c"] = Source(id="c", based_on=("a",))
    collection = Collection(
        sources=tuple(told.values()),
        records=tuple(Record(id=f"{name}#x", says=call) for name in told),
    )
    same = (Decision(judgement=Judgement.same, records=("a#x", f"{name}#x")) for name in "bcd")
    merged = merge(attrs.evolve(collection, decisions=tuple(same)))
    copy = Copy(sources=("a", "b"), n_texts=3, n_words=40, n_entries=1)

    def why(*groups: tuple[str, ...]) -> str:
        entry = attrs.evolve(merged.entries[0], witnesses=groups)
        page, _ = _page(attrs.evolve(merged, entries=(entry,), copies=(copy,)))
        assert "word for word like <bdi>b</bdi>" in page
        return page.partition("One witness: ")[2].partition(".<ul>")[0]

    alike = "<code>a</code> and <code>b</code> are word for word alike (40 words in 3 texts)"
    rests = "these rest on each other or on one source"
    assert why(("a", "b"), ("c",), ("d",)) == alike
    assert why(("a", "b", "c"), ("d",)) == f"{rests}; {alike}"
    assert why(("a", "c"), ("b",), ("d",)) == rests


def test_what_a_person_should_check_leads_to_both_entries() -> None:
    timeline = _timeline(
        a=Event(kind=EventKind.call, titles=(Title(text="<A>"),)), b=Event(kind=EventKind.visit)
    )
    assert 'href="#unsure"' not in _page(timeline)[0]
    pairs = (
        UnsurePair(records=("s#a", "s#b"), weight_millibits=500, probability=0.694),
        UnsurePair(records=("s#a", "gone#x"), weight_millibits=-500, probability=0.25),
    )
    page, _ = _page(attrs.evolve(timeline, unsure=pairs))
    assert '<a href="#unsure">' in page
    first, second = re.findall(r"<li>(\d+ % likely the same: .*)</li>", page)
    assert first.startswith("69 %") and '<a href="#entry:s:a"><bdi>&lt;A&gt;</bdi></a>' in first
    assert "#entry:s:b" in first
    assert second.startswith("25 %") and second.endswith("<code>gone#x</code>")


def test_decisions_are_told_with_author_day_reason_and_whether_they_count() -> None:
    timeline = _timeline(a=Event(kind=EventKind.call), b=Event(kind=EventKind.visit))
    assert 'href="#decisions"' not in _page(timeline)[0]
    first = Decision(
        judgement=Judgement.different,
        records=("s#a", "s#b"),
        author="<Ann>",
        made=dt.date(2024, 8, 1),
        reason="two calls",
    )
    stale = Decision(
        judgement=Judgement.prefer,
        records=("s#a",),
        field="kind",
        digests=(("s#a", timeline.collection.records[1].digest),),
    )
    old = Decision(judgement=Judgement.prefer, records=("s#b",), field="kind", id="old")
    decisions = (
        first,
        stale,
        old,
        Decision(judgement=Judgement.withdraw, supersedes=("old",)),
        Decision(judgement=Judgement.same, records=("s#a", "gone#x")),
    )
    facts = attrs.evolve(timeline.collection, decisions=decisions)
    page, report = _page(attrs.evolve(timeline, collection=facts))
    assert report.losses == ()
    for words in (
        "<bdi>Decision by &lt;Ann&gt; holds s#a and s#b different</bdi>",
        "<bdi>2024-08-01</bdi>; <bdi>two calls</bdi>",
        "<bdi>does not count: s#a has changed since</bdi>",
        "<bdi>superseded</bdi>",
        "<bdi>waits for its records</bdi>",
        "withdraws &#x27;old&#x27;</bdi></li>",
    ):
        assert words in page, words


def test_what_was_chosen_of_the_merge_is_told() -> None:
    timeline = _timeline(a=Event(kind=EventKind.call))
    assert "chosen:" not in _page(timeline)[0]
    options = MergeOptions(
        policies={"when": "trust"}, trust={"<Wire>": 3}, counts_copies_once=False
    )
    page, _ = _page(attrs.evolve(timeline, options=options))
    assert (
        "chosen: <bdi>when by trust; trust in &lt;Wire&gt;: 3; sources that repeat each other "
        "count each</bdi>"
    ) in page


def test_the_vendored_licence_stands_in_the_page() -> None:
    page, _ = _page(_timeline())
    assert "Mike Bostock" in page
    assert "THE SOFTWARE IS PROVIDED" in page


def test_the_one_title_is_told_again_only_where_its_language_is_not_that_of_the_page() -> None:
    event = Event(kind=EventKind.call, titles=(Title(text="Điện đàm", language="vi"),))
    for language, n_told in (("vi", 1), ("en", 2)):
        page, _ = _page(_timeline(a=event), language=language)
        assert page.count("Điện đàm") == n_told
        assert ("<dt>titles</dt>" in page) is (n_told == 2)
