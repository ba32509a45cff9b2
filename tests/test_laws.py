"""The laws of merging where papers copy each other, plans are put off and links are found."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from pathlib import Path

import attrs
import numpy as np
import pytest
from contents import in_full
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from worlds import WIRE, newsrooms, unrelated_news

import alliancekit as ak
from alliancekit.actors import ActorId, builtin_table, joined_table
from alliancekit.blocks import block_pairs
from alliancekit.clusters import Clusters, cluster_records, put_off_plans
from alliancekit.dates import FuzzyDate, Span
from alliancekit.features import ActorReader, extract_features
from alliancekit.kinds import AgreementKind, EventKind, Realis, Stage
from alliancekit.matches import score_pairs
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
    RecordId,
    Source,
    SourceId,
    Title,
)
from alliancekit.money import parse
from alliancekit.timeline import EntryId, Link, Relation, Timeline
from alliancekit.timeline.copies import detect_copies
from alliancekit.timeline.policies import CHOICES
from alliancekit.timeline.witnesses import ancestors
from alliancekit.weights import SHIPPED_MODEL


def _told(timeline: Timeline) -> str:
    return in_full(
        (
            timeline.entries,
            timeline.links,
            timeline.unsure,
            timeline.copies,
            timeline.completeness,
            timeline.as_of,
        )
    )


def _renamed(collection: Collection, name: Callable[[RecordId], RecordId]) -> Collection:
    return attrs.evolve(
        collection,
        records=tuple(attrs.evolve(record, id=name(record.id)) for record in collection.records),
    )


_choices = st.fixed_dictionaries(
    {
        name: st.sampled_from(CHOICES[name])
        for name in ("when", "money", "parties", "realis", "kind", "milestones")
    }
)


@st.composite
def _options(draw: st.DrawFn) -> ak.MergeOptions:
    return ak.MergeOptions(
        policies=draw(_choices),
        trust={"Paper 0": 3, "s1": draw(st.integers(0, 4))},
        counts_copies_once=draw(st.booleans()),
    )


# ----------------------------------------------------------------------------- order and number


@given(newsrooms(), newsrooms(prefix="t"), _options(), st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_facts_in_any_order_any_parts_and_any_number_give_one_timeline(
    ours: Collection, theirs: Collection, options: ak.MergeOptions, order: random.Random
) -> None:
    whole = _told(ak.merge(ours | theirs, options=options))
    parts = [Collection() for _ in range(3)]
    facts = [("sources", source) for source in (*ours.sources, *theirs.sources)] * 2
    facts += [("records", record) for record in (*ours.records, *theirs.records)] * 2
    order.shuffle(facts)
    for name, fact in facts:
        at = order.randrange(len(parts))
        parts[at] = attrs.evolve(parts[at], **{name: (fact, *getattr(parts[at], name))})
    joined = parts[2] | (parts[1] | parts[0])
    assert _told(ak.merge(joined, options=options)) == whole


@given(newsrooms())
@settings(max_examples=30)
def test_a_timeline_holds_the_facts_it_was_made_from(collection: Collection) -> None:
    timeline = ak.merge(collection)
    assert timeline.collection == collection
    told = [record for entry in timeline for record in entry.records]
    assert Collection(sources=timeline.sources, records=tuple(told)) == collection
    assert len(told) == len(collection.records)
    for entry in timeline:
        assert timeline[entry.id] is entry
        assert all(record.id in timeline for record in entry.records)
        copies = [copy for copy in timeline.copies if {*copy.sources} <= {*entry.sources}]
        assert [*timeline.copies_in(entry)] == copies


# ----------------------------------------------------------------------------- names


def _shape(timeline: Timeline, name: Callable[[RecordId], RecordId]) -> object:
    """Return all that a timeline tells, its records called otherwise, in no order of names."""
    of = {entry.id: frozenset(name(record.id) for record in entry.records) for entry in timeline}
    entries = {
        of[entry.id]: (
            entry.says,
            entry.witnesses,
            [attrs.evolve(field, claims=()) for field in entry.fields],
            [
                {(claim.value, frozenset(map(name, claim.records))) for claim in field.claims}
                for field in entry.fields
            ],
        )
        for entry in timeline
    }
    links = {
        (_ends(link, of), link.relation, link.reason, frozenset(map(name, link.records)))
        for link in timeline.links
    }
    unsure = {
        (frozenset(map(name, pair.records)), pair.weight_millibits, pair.probability)
        for pair in timeline.unsure
    }
    return entries, links, unsure, timeline.copies, timeline.completeness


def _ends(link: Link, of: Mapping[EntryId, frozenset[RecordId]]) -> object:
    ends = (of[link.origin], of[link.target])
    return frozenset(ends) if link.relation in _EVEN else ends


def _clusters(collection: Collection) -> Clusters:
    records, sources, actors = collection.records, collection.told_sources, joined_table(())
    features = extract_features(records, sources, actors)
    pairs = block_pairs(features, SHIPPED_MODEL)
    matches = score_pairs(features, pairs.first, pairs.second, SHIPPED_MODEL)
    put_off = put_off_plans(records, sources, ActorReader(actors))
    return cluster_records(records, features, matches, (), SHIPPED_MODEL, together=put_off)


_EVEN = frozenset({Relation.unsure, Relation.related, Relation.other_edition})


@given(newsrooms(), st.permutations("abc"))
@settings(max_examples=30)
def test_what_a_report_calls_its_records_decides_nothing(
    collection: Collection, names: list[str]
) -> None:
    new = dict(zip("abc", names, strict=True))

    def name(id: RecordId) -> RecordId:
        source, _, local = id.partition("#")
        return RecordId(f"{source}#{new[local]}")

    # Between divisions of equal weight the names decide.
    assume(not _clusters(collection).ties)
    before = ak.merge(collection)
    after = ak.merge(_renamed(collection, name))
    assert _shape(before, name) == _shape(after, lambda id: id)


@given(newsrooms())
@settings(max_examples=25)
def test_the_likeliest_of_the_pairs_between_two_entries_gives_the_reason(
    collection: Collection,
) -> None:
    timeline = ak.merge(collection)
    heaviest: dict[frozenset[EntryId], int] = {}
    for pair in timeline.unsure:
        ends = frozenset(timeline.entry(id).id for id in pair.records)
        heaviest[ends] = max(heaviest.get(ends, pair.weight_millibits), pair.weight_millibits)
    for link in timeline.links:
        if link.relation is Relation.unsure:
            is_same = (
                heaviest[frozenset((link.origin, link.target))] >= SHIPPED_MODEL.same_millibits
            )
            assert ("another partner fits better" in link.reason) == is_same


# ----------------------------------------------------------------------------- what is kept apart


@given(newsrooms())
@settings(max_examples=30)
def test_a_postponement_unites_nothing_that_a_number_or_a_source_keeps_apart(
    collection: Collection,
) -> None:
    rows = {record: row for row, record in enumerate(collection.records)}
    features = extract_features(collection.records, collection.told_sources, joined_table(()))
    for entry in ak.merge(collection):
        assert len(entry.sources) == len(entry.records)
        together = [rows[record] for record in entry.records]
        first, second = np.array([*combinations(together, 2)], np.int64).reshape(-1, 2).T
        assert not score_pairs(features, first, second, SHIPPED_MODEL).veto.any()


# ----------------------------------------------------------------------------- what is far away


@st.composite
def _far_off(draw: st.DrawFn, sources: Iterable[SourceId]) -> Collection:
    """Return news of others, some told by these sources, and a wire that others copy."""
    news = draw(unrelated_news())
    ids = [*sources]
    own = tuple(
        attrs.evolve(record, id=RecordId(f"{draw(st.sampled_from(ids))}#far-{number}"))
        for number, record in enumerate(news.records)
    )
    wire = attrs.evolve(news.records[0].says, summary=WIRE)
    papers = tuple(
        Source(id=SourceId(f"{name}-wire"), language="en", published=FuzzyDate("2024-05-02"))
        for name in "abc"
    )
    told = tuple(Record(id=RecordId(f"{paper.id}#x"), says=wire) for paper in papers)
    return news | Collection(sources=papers, records=(*own, *told))


@given(newsrooms(), st.data())
@settings(max_examples=25)
def test_what_others_did_elsewhere_changes_no_entry_link_or_copy_whoever_tells_of_it(
    collection: Collection, data: st.DataObject
) -> None:
    sources = [source.id for source in collection.sources]
    far = data.draw(_far_off(sources))
    alone, among = ak.merge(collection), ak.merge(collection | far)
    ids = {record.id for record in collection.records}
    near = [entry for entry in among if any(record.id in ids for record in entry.records)]
    assert in_full(near) == in_full([*alone])
    own = {entry.id for entry in near}
    assert [link for link in among.links if own & {link.origin, link.target}] == [*alone.links]
    assert [pair for pair in among.unsure if ids & {*pair.records}] == [*alone.unsure]
    assert [copy for copy in among.copies if {*sources} & {*copy.sources}] == [*alone.copies]
    assert len(among.copies) > len(alone.copies)


# ----------------------------------------------------------------------------- what is odd

_MANY = tuple(Party(actor=actor.id) for actor in list(builtin_table())[:60])
_NO_ACTOR = (Party(actor=ActorId("nobody-knows")),)
_ODD_DAYS = ("", "9999-12-31", "-9999-01-01", "[..2024-05-10]", "[2024-05-10..]", "2024~")
_ODD_TITLES = ("", "。", "12", "2024", "the", "a" * 400, "12th 11th 1st session", "ー")


@st.composite
def _oddities(draw: st.DrawFn) -> Collection:
    """Return records that hold next to nothing, or more than any report would."""
    records = []
    for number in range(draw(st.integers(1, 6))):
        title, text = draw(st.sampled_from(_ODD_TITLES)), draw(st.sampled_from(_ODD_DAYS))
        day = FuzzyDate(text) if text else None
        shared = {
            "titles": (Title(text=title),) if title else (),
            "parties": draw(st.sampled_from((_MANY, _MANY[:40], _MANY[:41], _NO_ACTOR, ()))),
            "edition": draw(st.sampled_from((None, None, 1, 1_000_000))),
            "summary": draw(st.sampled_from(("", ". " * 40, "na " * 40, WIRE))),
            "place": draw(st.sampled_from((None, Place(name="."), Place(name="Tokyo")))),
        }
        says: Event | Agreement = (
            Event(
                kind=draw(st.sampled_from((EventKind.other, EventKind.summit, EventKind.signing))),
                realis=draw(st.sampled_from((Realis.postponed, Realis.planned, Realis.denied))),
                when=draw(st.sampled_from((day, Span(start=day, end=None) if day else None))),
                **shared,
            )
            if draw(st.booleans())
            else Agreement(
                kind=AgreementKind.other,
                amendment=draw(st.sampled_from((None, 1_000_000))),
                milestones=draw(st.sampled_from(((), (Milestone(stage=Stage.signed, when=day),)))),
                **shared,
            )
        )
        source = draw(st.sampled_from(("one", "one", "two", "lost")))
        records.append(Record(id=RecordId(f"{source}#{number}"), says=says))
    sources = (Source(id=SourceId("one")), Source(id=SourceId("two"), language="en"))
    return Collection(sources=draw(st.sampled_from((sources, ()))), records=tuple(records))


@given(_oddities())
@settings(max_examples=25)
def test_nothing_is_too_odd_to_be_merged_explained_and_found_again(collection: Collection) -> None:
    timeline = ak.merge(collection, options=ak.MergeOptions(policies={"when": "unanimous"}))
    told = [record for entry in timeline for record in entry.records]
    assert Collection(sources=timeline.sources, records=tuple(told)) == collection
    assert len(told) == len(collection.records)
    ids = {entry.id for entry in timeline}
    for link in timeline.links:
        assert {link.origin, link.target} <= ids
        assert link.origin != link.target
    first, *rest = [record.id for record in collection.records]
    for other in rest:
        explanation = timeline.explain(first, other)
        parts = sum(part.weight_millibits for part in explanation.parts)
        assert explanation.prior_millibits + parts == explanation.weight_millibits
        is_one = timeline.entry(first) is timeline.entry(other)
        assert (timeline.why_not(first, other).gate is None) == is_one


# ----------------------------------------------------------------------------- worked examples

_TITLE = (Title(text="Leaders' summit of both states"),)
_BOTH = (Party(actor=ActorId("JPN")), Party(actor=ActorId("PHL")))


def _summit(when: str, realis: Realis, edition: int | None = None) -> Event:
    return Event(
        kind=EventKind.summit,
        titles=_TITLE,
        parties=_BOTH,
        when=FuzzyDate(when),
        realis=realis,
        edition=edition,
    )


def _papers(**told: tuple[str, list[Event]]) -> Collection:
    """Return papers by name, each with its day and what it tells."""
    return Collection(
        sources=tuple(
            Source(id=SourceId(name), language="en", published=FuzzyDate(day))
            for name, (day, _) in told.items()
        ),
        records=tuple(
            Record(id=RecordId(f"{name}#{number}"), says=says)
            for name, (_, all_says) in told.items()
            for number, says in enumerate(all_says)
        ),
    )


def _grouped(collection: Collection) -> set[tuple[str, ...]]:
    return {tuple(record.id for record in entry.records) for entry in ak.merge(collection)}


def test_the_eleventh_summit_is_not_the_twelfth_put_off() -> None:
    plan = _summit("2024-05-10", Realis.planned, 11)
    later = _summit("2024-07-20", Realis.postponed, 12)
    two = _papers(a=("2024-03-01", [plan]), c=("2024-04-20", [later]))
    assert _grouped(two) == {("a#0",), ("c#0",)}
    # Nor by way of a report that gives no number: the earlier plan has it.
    between = _summit("2024-06-12", Realis.postponed)
    chain = _papers(
        a=("2024-03-01", [plan]), b=("2024-04-20", [between]), c=("2024-06-01", [later])
    )
    assert _grouped(chain) == {("a#0", "b#0"), ("c#0",)}
    assert _grouped(attrs.evolve(chain, records=chain.records[1:])) == {("b#0", "c#0")}


def test_a_decision_does_not_bring_another_number_in_with_what_was_put_off() -> None:
    told = _papers(
        a=("2024-03-01", [_summit("2024-05-10", Realis.planned)]),
        b=("2024-04-20", [_summit("2024-06-12", Realis.postponed, 12)]),
        c=("2024-03-01", [_summit("2024-05-10", Realis.planned, 11)]),
    )
    same = Decision(judgement=Judgement.same, records=(RecordId("a#0"), RecordId("c#0")))
    assert _grouped(attrs.evolve(told, decisions=(same,))) == {("a#0", "c#0"), ("b#0",)}


@pytest.mark.parametrize("is_turned", [False, True])
def test_of_two_plans_in_one_report_names_do_not_choose_which_was_put_off(is_turned: bool) -> None:
    plan = _summit("2024-05-10", Realis.planned)
    twins = [plan, attrs.evolve(plan, summary="Talks on trade.")]
    told = _papers(
        a=("2024-03-01", twins[::-1] if is_turned else twins),
        b=("2024-04-20", [_summit("2024-06-12", Realis.postponed)]),
    )
    assert _grouped(told) == {("a#0",), ("a#1",), ("b#0",)}
    # Nor which of two reports put it off.
    moved = _summit("2024-06-12", Realis.postponed)
    both = [moved, attrs.evolve(moved, summary="Talks on trade.")]
    told = _papers(a=("2024-03-01", [plan]), b=("2024-04-20", both[::-1] if is_turned else both))
    assert _grouped(told) == {("a#0",), ("b#0",), ("b#1",)}


_WORDINGS = (
    "alpha beta gamma delta",
    "red green blue black",
    "north south east west",
    "cat dog cow pig",
    "iron gold zinc lead",
    "sun moon star sky",
    "rice corn oats rye",
    "oak elm ash fir",
)


@given(st.permutations((0, 0, *range(1, len(_WORDINGS)))))
@settings(max_examples=25)
def test_two_copies_are_found_among_many_that_share_a_sentence_whatever_all_are_called(
    wordings: list[int],
) -> None:
    told = [
        Event(
            kind=EventKind.signing,
            titles=(Title(text=f"{words} pact"),),
            when=FuzzyDate("2024-05-01"),
            summary=WIRE,
            cites=(f"{words} page",),
            items=(f"{words} thing",),
        )
        for words in (_WORDINGS[number] for number in wordings)
    ]
    # As many papers lie between the two by name as by day.
    days = ["2024-05-03" if number else "2024-05-02" for number in wordings]
    days[len(wordings) - 1 - wordings[::-1].index(0)] = "2024-05-04"
    papers = _papers(
        **{
            f"s{number}": (day, [says])
            for number, (day, says) in enumerate(zip(days, told, strict=True))
        }
    )
    (copy,) = detect_copies([papers.records], papers.told_sources, ancestors(papers.sources))
    assert [wordings[int(source[1:])] for source in copy.sources] == [0, 0]


_PROGRAM = """
import alliancekit as ak, attrs, hashlib, sys
options = ak.MergeOptions(policies={"when": "majority", "money": "trust"}, trust={"e": 3})
timeline = ak.merge(ak.read(sys.argv[1]), options=options)
assert timeline.copies and timeline.links
print(hashlib.sha256(repr(attrs.asdict(timeline)).encode()).hexdigest())
"""


@pytest.mark.slow
def test_no_hash_decides_on_copies_postponements_policies_or_links(tmp_path: Path) -> None:
    plan, moved = (
        attrs.evolve(_summit(when, realis), summary=WIRE)
        for when, realis in (("2024-05-10", Realis.planned), ("2024-06-12", Realis.postponed))
    )
    signing = Event(
        kind=EventKind.signing,
        titles=(Title(text="Japan and Philippines sign access pact"),),
        parties=_BOTH,
        when=FuzzyDate("2024-05-01"),
        summary=WIRE,
    )
    pact = Agreement(
        kind=AgreementKind.reciprocal_access,
        titles=signing.titles,
        parties=_BOTH,
        milestones=(Milestone(stage=Stage.signed, when=FuzzyDate("2024-05-01")),),
    )
    papers = _papers(
        a=("2024-05-02", [plan, signing, pact]),
        b=("2024-05-02", [plan, signing]),
        **{
            name: (
                "2024-05-04",
                [moved, attrs.evolve(signing, money=parse(f"USD {number} million"))],
            )
            for number, name in enumerate("cdefg", 3)
        },
    )
    ak.write(papers, tmp_path / "week.yaml")
    digests = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "7")
    }
    assert len(digests) == 1
