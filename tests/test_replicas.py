"""Several people's copies of one collection, changed and joined in any order.

A program is a list of steps that hypothesis draws: somebody tells of something, retracts it,
decides, undoes, joins two copies, reads a file twice. After each step the laws of merging must hold
for the copy that changed. ``ALLIANCEKIT_HYPOTHESIS_PROFILE`` chooses how many programs there are.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeVar

import attrs
import numpy as np
import pytest
from contents import in_full
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from worlds import coarser, references, retold, sayings, stories, unrelated_news

import alliancekit as ak
from alliancekit.actors import (
    Actor,
    ActorId,
    ActorKind,
    ActorName,
    builtin_table,
    joined_table,
)
from alliancekit.blocks import block_pairs
from alliancekit.clusters import Clusters, cluster_records, put_off_plans, sort_decisions
from alliancekit.dates import FuzzyDate, sort_key
from alliancekit.errors import DecisionConflictError, RecordError
from alliancekit.features import ActorReader, extract_features
from alliancekit.matches import score_pairs
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    DecisionId,
    Event,
    Judgement,
    Milestone,
    Record,
    RecordId,
    Source,
    SourceId,
    stated_texts,
)
from alliancekit.records import read_text, written
from alliancekit.timeline import Entry, EntryId, Timeline
from alliancekit.timeline.policies import CHOICES
from alliancekit.weights import SHIPPED_MODEL, Model

N_REPLICAS = 3
FEWEST_RECORDS, MOST_RECORDS = 3, 12
MOST_DECISIONS = 10
SOURCES = tuple(map(SourceId, ("s0", "s1", "s2", "s3")))
SAMENESS = (Judgement.same, Judgement.different)
MODELS = (
    SHIPPED_MODEL,
    attrs.evolve(SHIPPED_MODEL, name="bold", same_millibits=-4_000, unsure_millibits=-9_000),
    attrs.evolve(SHIPPED_MODEL, name="timid", same_millibits=9_000, unsure_millibits=2_000),
)
DAYS = (None, dt.date(2024, 2, 1), dt.date(2031, 5, 6))

T = TypeVar("T")
Format = Literal["json", "jsonl", "yaml"]
replicas = st.integers(0, N_REPLICAS - 1)
# Things of even numbers are events, the others agreements.
things = st.sampled_from((0, 0, 0, 1, 1, 1, 2, 3))
local_ids = st.sampled_from(("a", "b"))
formats: st.SearchStrategy[Format] = st.sampled_from(("json", "json", "jsonl", "yaml"))
source_ids = st.sampled_from(SOURCES)
FLEET = ActorId("FLEET")
parents = st.sampled_from((None, ActorId("JPN"), ActorId("USA")))
policies = st.fixed_dictionaries(
    {name: st.sampled_from(CHOICES[name]) for name in ("when", "money", "parties", "milestones")}
)

Node = tuple[RecordId, type]
"""A record id as decisions see it: an event is no agreement."""


_FACTS = ("sources", "records", "decisions", "actors")


def _facts(collection: Collection) -> tuple[frozenset[Any], ...]:
    return tuple(frozenset(getattr(collection, name)) for name in _FACTS)


def _text(timeline: Timeline) -> str:
    return in_full(
        (
            timeline.entries,
            timeline.links,
            timeline.unsure,
            timeline.copies,
            timeline.as_of,
            timeline.completeness,
        )
    )


def _without(collection: Collection, fact: object) -> Collection:
    return attrs.evolve(
        collection,
        **{
            name: tuple(one for one in getattr(collection, name) if one is not fact)
            for name in _FACTS
        },
    )


def _with(collection: Collection, *decisions: Decision) -> Collection:
    return attrs.evolve(collection, decisions=collection.decisions + decisions)


def _shuffled(collection: Collection, order: random.Random) -> Collection:
    """Return a collection that is built at once, from its facts in another order and twice."""

    def twice(facts: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(order.sample(2 * facts, 2 * len(facts)))

    return Collection(
        sources=twice(collection.sources),
        records=twice(collection.records),
        decisions=twice(collection.decisions),
        actors=twice(collection.actors),
    )


# --------------------------------------------------------------- what decisions mean, word by word


def _counting(collection: Collection) -> list[Decision]:
    """Return the decisions that count: not superseded, all records there, and still as decided."""
    gone = {id for decision in collection.decisions for id in decision.supersedes}
    said: dict[str, set[str]] = {}
    for record in collection.records:
        said.setdefault(record.id, set()).add(record.digest)
    return [
        decision
        for decision in collection.decisions
        if not (decision.id and decision.id in gone)
        and all(id in said for id in decision.records)
        and all(digest in said[id] for id, digest in decision.digests)
    ]


class Ruling:
    """What the decisions that count force, found by joining sets until nothing changes."""

    def __init__(self, collection: Collection) -> None:
        nodes = {(record.id, type(record.says)) for record in collection.records}
        types = {type_ for _, type_ in nodes}
        self.groups: list[set[Node]] = [{node} for node in nodes]
        self.apart: list[tuple[Node, Node]] = []
        self.is_contradictory = False
        for decision in _counting(collection):
            if decision.judgement not in SAMENESS:
                continue
            a, b = decision.records
            pairs = [((a, t), (b, t)) for t in types if (a, t) in nodes and (b, t) in nodes]
            if decision.judgement is Judgement.different:
                self.apart += pairs
                continue
            self.is_contradictory |= not pairs
            for pair in pairs:
                touched = [group for group in self.groups if group & {*pair}]
                self.groups = [group for group in self.groups if group not in touched]
                self.groups.append(set().union(*touched))
        self.is_contradictory |= any(self.group(a) is self.group(b) for a, b in self.apart)

    def group(self, node: Node) -> set[Node]:
        """Return the records that a record is held the same with, itself included."""
        return next(group for group in self.groups if node in group)

    def parts(self, a: Node, b: Node) -> bool:
        """Return whether two records are held different, if only through others."""
        groups = (self.group(a), self.group(b))
        return any(
            (x in groups[0] and y in groups[1]) or (y in groups[0] and x in groups[1])
            for x, y in self.apart
        )


# ------------------------------------------------------------------------------- taking it apart


def _exploded(timeline: Timeline) -> Collection:
    """Return the facts that a timeline was made from, put together from its claims."""
    records = tuple(record for entry in timeline for record in _told(entry))
    found = timeline.decisions
    return Collection(
        sources=timeline.sources,
        records=records,
        decisions=(
            *found.standing,
            *(stale.decision for stale in found.stale),
            *found.superseded,
            *found.waiting,
        ),
        actors=timeline.collection.actors,
    )


def _told(entry: Entry) -> Iterable[Record]:
    for id, versions in itertools.groupby(entry.records, key=lambda record: record.id):
        accounts = list(versions)
        if len(accounts) > 1:
            # Two accounts under one id: which of the two said what, the claims do not tell.
            for account in accounts:
                _assert_claimed(account, entry)
            yield from accounts
            continue
        values: dict[str, Any] = {}
        milestones: list[Milestone] = []
        for field in entry.fields:
            for claim in field.claims:
                if id not in claim.records:
                    continue
                if field.name.startswith("milestones."):
                    milestones.append(claim.value)
                else:
                    assert field.name not in values
                    values[field.name] = claim.value
        if milestones:
            # Steps are a set, told in some order.
            said = _milestones(accounts[0])
            assert {*milestones} == {*said}
            values["milestones"] = said
        yield Record(id=id, says=type(entry.says)(**values))


def _assert_claimed(record: Record, entry: Entry) -> None:
    claims = {field.name: field.claims for field in entry.fields}
    for attribute in attrs.fields(type(record.says)):
        value = getattr(record.says, attribute.name)
        if value == attribute.default:
            continue
        named = (
            [(".".join(["milestones", one.stage, *one.by]), one) for one in value]
            if attribute.name == "milestones"
            else [(attribute.name, value)]
        )
        for name, told in named:
            assert any(told == c.value and record.id in c.records for c in claims[name])


def _clusters(collection: Collection, model: Model) -> Clusters:
    records, actors = collection.records, joined_table(collection.actors)
    features = extract_features(records, collection.told_sources, actors)
    pairs = block_pairs(features, model)
    matches = score_pairs(features, pairs.first, pairs.second, model)
    standing = sort_decisions(records, collection.decisions).standing
    put_off = put_off_plans(records, collection.told_sources, ActorReader(actors))
    return cluster_records(records, features, matches, standing, model, together=put_off)


class Replicas(RuleBasedStateMachine):
    """People hold copies of one collection, and tell, retract, decide, undo, send and receive."""

    def __init__(self) -> None:
        super().__init__()
        self.replicas = [Collection()] * N_REPLICAS
        self.judged_by = [(SHIPPED_MODEL, ak.MergeOptions())] * N_REPLICAS
        self.timelines: list[Timeline | None] = [None] * N_REPLICAS
        self.files: list[Collection] = []
        self.outcomes: list[tuple[tuple[Any, ...], str]] = []
        self.seen: dict[tuple[Any, ...], str] = {}
        self.given_out: dict[str, Node] = {}
        self.n_decided = 0
        self._change(0, Collection())

    # ------------------------------------------------------------------------------ machinery

    def _merged(self, at: int, collection: Collection) -> Timeline:
        model, options = self.judged_by[at]
        return ak.merge(collection, model=model, options=options)

    def _outcome(self, at: int, collection: Collection) -> str:
        try:
            return _text(self._merged(at, collection))
        except DecisionConflictError as error:
            return str(error)

    def _change(self, at: int, collection: Collection) -> None:
        """Let a copy hold other facts, and merge them."""
        self.at = at
        self.replicas[at] = collection
        try:
            self.timeline: Timeline | None = self._merged(at, collection)
            self.outcome = _text(self.timeline)
        except DecisionConflictError as error:
            self.timeline = None
            self.outcome = str(error)
        self.timelines[at] = self.timeline
        model, options = self.judged_by[at]
        self.outcomes.append(((_facts(collection), model.digest, options), self.outcome))

    def _universe(self) -> Collection:
        whole = Collection()
        for replica in self.replicas:
            whole = whole | replica
        return whole

    def _ids(self, at: int) -> list[RecordId]:
        return sorted({record.id for record in self.replicas[at].records})

    def _merged_ids(self, at: int) -> list[list[RecordId]]:
        """Return the ids of the records of every entry that has several."""
        entries = self.timelines[at] or ()
        told = [sorted({record.id for record in entry.records}) for entry in entries]
        return [ids for ids in told if len(ids) > 1]

    def _next_id(self) -> DecisionId:
        self.n_decided += 1
        return DecisionId(f"d{self.n_decided}")

    def _digests(
        self, at: int, records: Sequence[RecordId], is_seen: bool
    ) -> tuple[tuple[RecordId, str], ...]:
        told = {record.id: record.digest for record in self.replicas[at].records}
        return tuple((id, told[id]) for id in records) if is_seen else ()

    def _decide(self, at: int, decision: Decision, *, insists: bool = True) -> None:
        before, collection = self._outcome(at, self.replicas[at]), self.replicas[at]
        self._change(at, _with(collection, decision))
        if self.timeline is None and not insists:
            self._change(at, collection)
            assert self.outcome == before

    # ---------------------------------------------------------------------------------- rules

    @initialize(
        told=st.lists(st.tuples(source_ids, things), min_size=3, max_size=6, unique=True),
        data=st.data(),
    )
    def begin(self, told: list[tuple[SourceId, int]], data: st.DataObject) -> None:
        """The copies begin with what a few sources say of a few things; each lacks some of it."""
        for source, thing in told:
            says = data.draw(sayings(thing))
            for at in data.draw(st.sampled_from(((0, 1, 2), (0, 1, 2), (0, 1), (2,)))):
                self._tell(at, source, str(thing), says)

    def _tell(self, at: int, source: SourceId, local: str, says: Event | Agreement) -> None:
        # An id is of an event or of an agreement: what is told anew keeps its type.
        local = f"{type(says).__name__.lower()}-{local}"
        record = Record(id=RecordId(f"{source}#{local}"), says=says)
        told = Collection(records=(record,))
        if all(one.id != record.source for one in self.replicas[at].sources):
            told = told | Collection(sources=(Source(id=record.source),))
        self._change(at, self.replicas[at] | told)

    @precondition(lambda self: len(self._universe().records) < MOST_RECORDS)
    @rule(at=replicas, source=source_ids, local=local_ids, thing=things, data=st.data())
    def tell(self, at: int, source: SourceId, local: str, thing: int, data: st.DataObject) -> None:
        """A source says something, or says otherwise what it had said."""
        says = data.draw(sayings(thing) | stories(thing % 2 == 0, "en"))
        if says.parties and data.draw(st.integers(0, 4)) == 0:
            by_fleet = attrs.evolve(says.parties[0], actor=FLEET)
            says = attrs.evolve(says, parties=(by_fleet, *says.parties[1:]))
        others = [id for id in self._ids(at) if not id.startswith(source)]
        if others:
            says = data.draw(references(says, others))
        self._tell(at, source, local, says)

    @precondition(lambda self: len(self._universe().records) < MOST_RECORDS)
    @rule(at=replicas, source=source_ids, local=local_ids, data=st.data())
    def copy_from_another_source(
        self, at: int, source: SourceId, local: str, data: st.DataObject
    ) -> None:
        """A source says what another has said, if with less of the date, or of an edition."""
        if self.replicas[at].records:
            says = data.draw(st.sampled_from(self.replicas[at].records)).says
            self._tell(at, source, local, data.draw(retold(says)))

    @rule(
        at=replicas,
        source=source_ids,
        based_on=st.sampled_from(((), ("s0",), ("s1",), ("wire",))),
        published=st.sampled_from((None, "2024-01-20", "2024-02-03", "2024")),
    )
    def describe_a_source(
        self, at: int, source: SourceId, based_on: tuple[str, ...], published: str | None
    ) -> None:
        """Somebody says when a source was published and what it rests on; accounts may differ."""
        told = Source(
            id=source,
            published=FuzzyDate(published) if published else None,
            based_on=tuple(SourceId(base) for base in based_on if base != source),
        )
        if sum(one.id == source for one in self._universe().sources) < 3:
            self._change(at, self.replicas[at] | Collection(sources=(told,)))

    @rule(at=replicas, name=st.sampled_from(("Fleet", "Joint Fleet")), parent=parents)
    def describe_an_actor(self, at: int, name: str, parent: ActorId | None) -> None:
        """Somebody keeps an actor of their own; accounts may differ."""
        fleet = Actor(
            id=FLEET, kind=ActorKind.ARMED_FORCE, names=(ActorName(text=name),), parent=parent
        )
        self._change(at, self.replicas[at] | Collection(actors=(fleet,)))

    @rule(at=replicas, data=st.data())
    def retract(self, at: int, data: st.DataObject) -> None:
        """A copy goes on without one of its facts; it keeps a few records to be about."""
        collection = self.replicas[at]
        facts: list[Any] = [*collection.decisions, *collection.sources, *collection.actors]
        if len(collection) > FEWEST_RECORDS:
            facts += collection.records * 2
        if facts:
            self._change(at, _without(collection, data.draw(st.sampled_from(facts))))

    @precondition(lambda self: len(self._universe().records) < MOST_RECORDS)
    @rule(at=replicas, data=st.data())
    def mend(self, at: int, data: st.DataObject) -> None:
        """A record is coded anew under its id; what was decided on it may be stale."""
        collection = self.replicas[at]
        if not collection.records:
            return
        judged = {id for decision in collection.decisions for id, _ in decision.digests}
        old = data.draw(
            st.sampled_from([r for r in collection.records if r.id in judged] or collection.records)
        )
        new = attrs.evolve(old, says=data.draw(retold(old.says)))
        self._change(at, _without(collection, old) | Collection(records=(new,)))

    @precondition(lambda self: len(self._universe().decisions) < MOST_DECISIONS)
    @rule(
        at=replicas,
        judgement=st.sampled_from((*SAMENESS, Judgement.same, Judgement.not_part_of)),
        is_named=st.booleans(),
        is_seen=st.booleans(),
        insists=st.booleans(),
        data=st.data(),
    )
    def judge_two_records(
        self,
        at: int,
        judgement: Judgement,
        is_named: bool,
        is_seen: bool,
        insists: bool,
        data: st.DataObject,
    ) -> None:
        """Somebody holds two records the same, different, or no parts of each other."""
        ids = self._ids(at)
        if len(ids) < 2:
            return
        merged = self._merged_ids(at) if judgement is Judgement.different else []
        of = data.draw(st.sampled_from([ids, *merged, *merged]))
        pair = tuple(data.draw(st.lists(st.sampled_from(of), min_size=2, max_size=2, unique=True)))
        decision = Decision(
            judgement=judgement,
            records=pair,
            id=self._next_id() if is_named else DecisionId(""),
            digests=self._digests(at, pair, is_seen),
        )
        self._decide(at, decision, insists=insists)

    @precondition(lambda self: len(self._universe().decisions) < MOST_DECISIONS)
    @rule(at=replicas, is_named=st.booleans(), is_seen=st.booleans(), data=st.data())
    def prefer_a_value(self, at: int, is_named: bool, is_seen: bool, data: st.DataObject) -> None:
        """Somebody lets a value win, of the record itself or of another of the collection."""
        collection = self.replicas[at]
        if not collection.records:
            return
        record, other = data.draw(st.tuples(*[st.sampled_from(collection.records)] * 2))
        names = [a.name for a in attrs.fields(type(other.says)) if a.name not in _NO_VALUES]
        names += [".".join(["milestones", m.stage, *m.by]) for m in _milestones(other)]
        said = [(name, text) for name in names for text in stated_texts(other.says, name)]
        name, text = data.draw(st.sampled_from(said))
        decision = Decision(
            judgement=Judgement.prefer,
            records=(record.id,),
            field=name,
            value="" if other is record else text,
            author="Ann" if is_seen else "",
            id=self._next_id() if is_named else DecisionId(""),
            digests=self._digests(at, (record.id,), is_seen),
        )
        self._decide(at, decision)

    @precondition(lambda self: any(d.id for r in self.replicas for d in r.decisions))
    @rule(at=replicas, is_withdrawn=st.booleans(), is_named=st.booleans(), data=st.data())
    def undo_or_replace(
        self, at: int, is_withdrawn: bool, is_named: bool, data: st.DataObject
    ) -> None:
        """A decision that anybody has made is withdrawn, or replaced by its opposite."""
        named = sorted({d.id for replica in self.replicas for d in replica.decisions if d.id})
        old = data.draw(st.sampled_from(named))
        made = [d for d in self.replicas[at].decisions if d.id == old]
        id = self._next_id() if is_named else DecisionId("")
        if is_withdrawn or not made or made[0].judgement not in SAMENESS:
            decision = Decision(judgement=Judgement.withdraw, supersedes=(old,), id=id)
        else:
            (opposite,) = {*SAMENESS} - {made[0].judgement}
            decision = attrs.evolve(
                made[0], judgement=opposite, supersedes=(old,), id=id, digests=()
            )
        self._decide(at, decision)

    @rule(at=replicas, model=st.sampled_from(MODELS), as_of=st.sampled_from(DAYS))
    def judge_by_another_model(self, at: int, model: Model, as_of: dt.date | None) -> None:
        """A copy is merged with other weights, or for another day."""
        self.judged_by[at] = (model, attrs.evolve(self.judged_by[at][1], as_of=as_of))
        self._change(at, self.replicas[at])
        if self.timeline is not None:
            assert self.timeline.model == model
            assert as_of in (None, self.timeline.as_of)

    @rule(
        at=replicas,
        policies=policies,
        trusted=source_ids,
        trust=st.integers(0, 3),
        counts_copies_once=st.booleans(),
    )
    def show_other_values(
        self,
        at: int,
        policies: dict[str, str],
        trusted: SourceId,
        trust: int,
        counts_copies_once: bool,
    ) -> None:
        """Other policies show other values, and neither part nor unite any records."""
        before = self.timelines[at]
        model, options = self.judged_by[at]
        other = attrs.evolve(
            options,
            policies=policies,
            trust={trusted: trust},
            counts_copies_once=counts_copies_once,
        )
        self.judged_by[at] = (model, other)
        self._change(at, self.replicas[at])
        assert (before is None) == (self.timeline is None)
        if before is not None and self.timeline is not None:
            assert {e.records for e in before} == {e.records for e in self.timeline}
            assert before.unsure == self.timeline.unsure

    @rule(to=replicas, further=st.integers(1, N_REPLICAS - 1))
    def join(self, to: int, further: int) -> None:
        """One copy takes in another; it is the same which one."""
        ours, theirs = self.replicas[to], self.replicas[(to + further) % N_REPLICAS]
        assert in_full(ours | theirs) == in_full(theirs | ours)
        assert in_full((ours | theirs) | theirs) == in_full(ours | theirs)
        self._change(to, ours | theirs)

    @rule(at=replicas)
    def send(self, at: int) -> None:
        """A copy is put into a file as it is now."""
        self.files.append(self.replicas[at])

    @precondition(lambda self: self.files)
    @rule(at=replicas, data=st.data())
    def receive_twice(self, at: int, data: st.DataObject) -> None:
        """A file arrives, perhaps late, and twice."""
        file = data.draw(st.sampled_from(self.files[-4:]))
        self._change(at, self.replicas[at] | file)
        once = self.outcome
        self._change(at, file | self.replicas[at] | file)
        assert self.outcome == once

    @rule(at=replicas, format_=formats)
    def write_and_read_back(self, at: int, format_: Format) -> None:
        """A copy goes through a file; one that refers to what it lacks cannot be written."""
        collection = self.replicas[at]
        try:
            again = read_text(written(collection, format_), format=format_)
        except RecordError:
            assert _is_open(collection)
            return
        assert in_full(again) == in_full(collection)
        self._change(at, again)

    @rule(at=replicas, order=st.randoms(use_true_random=False))
    def rebuild_in_another_order(self, at: int, order: random.Random) -> None:
        """A copy is made anew from all its facts at once."""
        before = self._outcome(at, self.replicas[at])
        self._change(at, _shuffled(self.replicas[at], order))
        assert self.outcome == before

    # ------------------------------------------------------- laws that need a second collection

    @rule(at=replicas, news=unrelated_news(), other_news=unrelated_news())
    def unrelated_news_change_no_entry(
        self, at: int, news: Collection, other_news: Collection
    ) -> None:
        """Reports of other actors in another decade change nothing, whatever they call things."""
        collection = self.replicas[at]
        ids = {record.id for record in collection.records}
        told = [
            self._near(at, collection, ids),
            self._near(at, collection | news, ids),
            self._near(at, collection | other_news, ids),
        ]
        assert told[0] == told[1] == told[2]

    def _near(self, at: int, collection: Collection, ids: set[RecordId]) -> str:
        try:
            timeline = self._merged(at, collection)
        except DecisionConflictError as error:
            return str(error)
        entries = [entry for entry in timeline if any(one.id in ids for one in entry.records)]
        assert all({one.id for one in entry.records} <= ids for entry in entries)
        own = {entry.id for entry in entries}
        links = [link for link in timeline.links if own & {link.origin, link.target}]
        unsure = [pair for pair in timeline.unsure if ids & {*pair.records}]
        return in_full((entries, links, unsure))

    @precondition(lambda self: self.timeline is not None)
    @rule(data=st.data())
    def a_coarser_date_makes_no_conflict(self, data: st.DataObject) -> None:
        """To know less of a date contradicts nobody."""
        assert self.timeline is not None
        merged = [entry for entry in self.timeline if len(entry.records) > 1]
        if not merged:
            return
        entry = data.draw(st.sampled_from(merged))
        before = self._date_conflicts(entry.records)
        for which, record in enumerate(entry.records):
            says = data.draw(coarser(record.says))
            if says != record.says:
                less = attrs.evolve(record, says=says)
                records = [*entry.records[:which], less, *entry.records[which + 1 :]]
                assert self._date_conflicts(records) <= before

    def _date_conflicts(self, records: Sequence[Record]) -> set[str]:
        first, *rest = dict.fromkeys(record.id for record in records)
        same = tuple(Decision(judgement=Judgement.same, records=(first, id)) for id in rest)
        (entry,) = ak.merge(
            Collection(
                sources=self.replicas[self.at].sources, records=tuple(records), decisions=same
            )
        )
        return {
            field.name
            for field in entry.conflicts
            if field.name == "when" or field.name.startswith("milestones.")
        }

    @rule(at=replicas, names=st.permutations(SOURCES))
    def names_of_sources_settle_ties_only(self, at: int, names: list[SourceId]) -> None:
        """Which source is called what decides nothing but between divisions of equal weight."""
        new = dict(zip(SOURCES, names, strict=True))
        records = {
            record: attrs.evolve(
                record, id=RecordId(f"{new[record.source]}#{record.id.partition('#')[2]}")
            )
            for record in self.replicas[at].records
        }
        sources = tuple(
            attrs.evolve(
                source, id=new[source.id], based_on=tuple(new.get(b, b) for b in source.based_on)
            )
            for source in self.replicas[at].sources
        )
        before = attrs.evolve(self.replicas[at], decisions=())
        after = Collection(sources=sources, records=tuple(records.values()), actors=before.actors)
        model, _ = self.judged_by[at]
        old, now = _clusters(before, model), _clusters(after, model)
        assert bool(old.ties) == bool(now.ties)
        if not old.ties:
            assert {
                frozenset(records[before.records[row]] for row in rows) for rows in old.members
            } == {frozenset(after.records[row] for row in rows) for rows in now.members}

    # ----------------------------------------------------------------------------- invariants

    @invariant()
    def copies_with_the_same_facts_give_the_same_timeline(self) -> None:
        """By whatever way the facts came together."""
        while self.outcomes:
            facts, outcome = self.outcomes.pop()
            assert self.seen.setdefault(facts, outcome) == outcome

    @invariant()
    def decisions_are_refused_exactly_where_they_contradict_each_other(self) -> None:
        """Never in silence, never half."""
        collection = self.replicas[self.at]
        ruling = Ruling(collection)
        assert (self.timeline is None) == ruling.is_contradictory
        if self.timeline is None:
            return
        for decision in _counting(collection):
            if decision.judgement is Judgement.same:
                a, b = decision.records
                pairs = [
                    (x, y)
                    for x, y in itertools.product(self._holding(a), self._holding(b))
                    if x.type is y.type
                ]
                assert pairs
                assert all(x is y for x, y in pairs)

    def _holding(self, id: RecordId) -> list[Entry]:
        assert self.timeline is not None
        return [
            entry for entry in self.timeline if any(record.id == id for record in entry.records)
        ]

    @invariant()
    def what_must_not_be_together_is_not(self) -> None:
        """No entry holds what is held different, what vetoes keep apart, or a source twice."""
        if self.timeline is None:
            return
        collection = self.replicas[self.at]
        ruling = Ruling(collection)
        row_of = {record: row for row, record in enumerate(collection.records)}
        free = []
        for entry in self.timeline:
            for x, y in itertools.combinations(entry.records, 2):
                a, b = (x.id, type(x.says)), (y.id, type(y.says))
                assert a[1] is b[1]
                if ruling.group(a) is ruling.group(b):
                    continue
                assert x.source != y.source
                assert not ruling.parts(a, b)
                free.append((row_of[x], row_of[y]))
        if free:
            features = extract_features(
                collection.records, collection.told_sources, joined_table(collection.actors)
            )
            first, second = np.array(free).T
            matches = score_pairs(features, first, second, self.timeline.model)
            assert not matches.veto.any()

    @invariant()
    def every_record_stands_in_exactly_one_entry(self) -> None:
        """And every entry has an id of its own."""
        if self.timeline is None:
            return
        told = [record for entry in self.timeline for record in entry.records]
        assert len(told) == len(self.replicas[self.at].records)
        assert {*told} == {*self.replicas[self.at].records}
        assert len({entry.id for entry in self.timeline}) == len(self.timeline)

    @invariant()
    def the_facts_can_be_put_together_again_from_the_claims(self) -> None:
        """A timeline taken apart is the collection that it was made from."""
        if self.timeline is not None:
            assert self.timeline.collection == self.replicas[self.at]
            assert _exploded(self.timeline) == self.replicas[self.at]

    @invariant()
    def every_id_that_was_ever_given_out_finds_its_record(self) -> None:
        """By whichever copy, as long as the record is there."""
        if self.timeline is None:
            return
        there = {(record.id, type(record.says)) for record in self.replicas[self.at].records}
        for entry in self.timeline:
            anchor = min(entry.records, key=self._told_first).id
            assert entry.id == EntryId(anchor)
            self.given_out[entry.id] = (anchor, type(entry.says))
            for alias in entry.aliases:
                assert alias in {record.id for record in self.timeline.entry(alias).records}
        for given, node in self.given_out.items():
            if node in there:
                found = self.timeline.entry(given)
                assert node in {(record.id, type(record.says)) for record in found.records}

    def _told_first(self, record: Record) -> tuple[Any, ...]:
        source = self.replicas[self.at].told_sources.get(record.source)
        return (sort_key(source.published if source else None), record.id)

    @invariant()
    def what_does_not_count_changes_nothing(self) -> None:
        """What is superseded, withdrawn, stale or waits might as well not be there."""
        if self.timeline is None:
            return
        collection = self.replicas[self.at]
        counting = [
            attrs.evolve(decision, supersedes=())
            for decision in _counting(collection)
            if decision.judgement is not Judgement.withdraw
        ]
        if len(counting) < len(collection.decisions):
            plain = attrs.evolve(collection, decisions=tuple(counting))
            assert self._outcome(self.at, plain) == self.outcome


_NO_VALUES = frozenset({"milestones", "extra"})


def _milestones(record: Record) -> tuple[Milestone, ...]:
    return getattr(record.says, "milestones", ())


def _is_open(collection: Collection) -> bool:
    """Return whether facts refer to what is not there, or prefer what nobody says."""
    sources = {source.id for source in collection.sources}
    records = {record.id for record in collection.records}
    decisions = {decision.id for decision in collection.decisions}
    named = [base for source in collection.sources for base in source.based_on]
    referred = [
        id
        for record in collection.records
        for name in ("part_of", "follows", "about", "under", "amends", "succeeds", "related")
        for id in getattr(record.says, name, ())
    ]
    judged = [id for decision in collection.decisions for id in decision.records]
    superseded = [id for decision in collection.decisions for id in decision.supersedes]
    actors = [actor.id for actor in collection.actors]
    parties = {party.actor for record in collection.records for party in record.says.parties}
    return (
        len(actors) != len({*actors})
        or not parties <= {*actors, *(actor.id for actor in builtin_table())}
        or not {*named, *(record.source for record in collection.records)} <= sources
        or not {*referred, *judged} <= records
        or not {*superseded} <= decisions
        or any(_is_unsaid(decision, collection) for decision in collection.decisions)
    )


def _is_unsaid(decision: Decision, collection: Collection) -> bool:
    if decision.judgement is not Judgement.prefer:
        return False
    own = [record for record in collection.records if record.id == decision.records[0]]
    of = collection.records if decision.value else own
    texts = {text for record in of for text in stated_texts(record.says, decision.field)}
    return not texts or (decision.value != "" and decision.value not in texts)


# The profile ``default`` is a taste; the others run as many programs as examples of a property.
_PROFILE = settings()
_IS_SHORT = _PROFILE.max_examples <= 100

TestReplicas = pytest.mark.slow(Replicas.TestCase)
TestReplicas.settings = settings(
    max_examples=10 if _IS_SHORT else _PROFILE.max_examples,
    stateful_step_count=20 if _IS_SHORT else 50,
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
)
