"""The timeline: a pure function of a collection, a model and options."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

import attrs

from alliancekit.actors import ActorTable, joined_table
from alliancekit.blocks import Completeness
from alliancekit.clusters import Gap, SortedDecisions, decision_closure, sort_decisions
from alliancekit.errors import UnknownRecordError, quoted
from alliancekit.model import Collection, Record, RecordId, Source, SourceId
from alliancekit.timeline.copies import Copy
from alliancekit.timeline.entries import Conflict, Entry, EntryId, Link, UnsurePair
from alliancekit.timeline.explanations import Explanation, Setting, explain_pair
from alliancekit.timeline.obstacles import WhyNot, why_not
from alliancekit.timeline.options import MergeOptions
from alliancekit.timeline.preferences import idle_preferences
from alliancekit.timeline.uncompared import UncomparedPair, uncompared_pairs
from alliancekit.weights import Model


@attrs.frozen(kw_only=True)
class Timeline:
    """What a collection says, merged.

    It iterates over its entries; ``timeline[id]`` is the entry of an id, and ``id in timeline``
    tells whether there is one.

    Attributes:
        entries: In the order of their dates, then of their ids; undated ones last.
        links: Between entries, ordered by origin, relation and target.
        collection: Every fact that the timeline was made from, losing none.
        model: The weights that it was made with.
        options: What else it was made with: with the collection and the model, all that it follows
            from.
        as_of: The day that it speaks for: the latest publication among the sources, unless
            another was asked for.
        unsure: Pairs of records that may be the same and were kept apart, the likeliest first.
        copies: Sources that repeat each other word for word without saying so, and count once.
        completeness: Which share of the true pairs was compared, estimated from the records alone.
        gaps: Of every group of records that was divided without proof, how much better the best
            division could be.
        ties: Ids of records, by group, that could be divided otherwise as well; the division shown
            is the first by content.
        decisions: The collection's decisions by whether they count; stale is also what prefers a
            value that no record of the entry gives.
    """

    entries: tuple[Entry, ...]
    links: tuple[Link, ...]
    collection: Collection
    model: Model
    as_of: dt.date
    options: MergeOptions = attrs.field(factory=MergeOptions)
    unsure: tuple[UnsurePair, ...] = ()
    copies: tuple[Copy, ...] = ()
    completeness: Completeness = attrs.field(factory=Completeness)
    gaps: tuple[Gap, ...] = ()
    ties: tuple[tuple[RecordId, ...], ...] = ()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, id: EntryId | RecordId) -> Entry:
        return self.entry(id)

    def __contains__(self, wanted: object) -> bool:
        if isinstance(wanted, Entry):
            return self._entries_by_id.get(wanted.id) == wanted
        return isinstance(wanted, str) and wanted in self._entries_by_id

    def __repr__(self) -> str:
        n_conflicts = sum(len(entry.conflicts) for entry in self)
        return f"<Timeline entries={len(self)} conflicts={n_conflicts} as_of={self.as_of}>"

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source of the collection, ordered by id."""
        return self.collection.sources

    @cached_property
    def actors(self) -> ActorTable:
        """The table of actors: the built-in one and the collection's own."""
        return joined_table(self.collection.actors)

    @cached_property
    def decisions(self) -> SortedDecisions:
        """The collection's decisions by whether they count.

        Stale is also what prefers a value that no record of the entry gives.
        """
        found = sort_decisions(self.collection.records, self.collection.decisions)
        idle = idle_preferences(self.entries, found.standing)
        without = {one.decision for one in idle}
        return attrs.evolve(
            found,
            standing=tuple(one for one in found.standing if one not in without),
            stale=found.stale + idle,
        )

    @cached_property
    def _setting(self) -> Setting:
        return Setting(
            sources=self.collection.told_sources,
            closure=decision_closure(self.collection.records, self.decisions.standing),
            actors=self.actors,
            model=self.model,
        )

    @cached_property
    def _entries_by_id(self) -> Mapping[str, Entry]:
        by_id: dict[str, Entry] = {}
        for entry in self.entries:
            for record in entry.records:
                by_id.setdefault(record.id, entry)
                # So the id is given out where it also stands for a record of the other type.
                by_id.setdefault(f"{record.id}#{entry.type}", entry)
        by_id.update({entry.id: entry for entry in self.entries})
        return MappingProxyType(by_id)

    @cached_property
    def _links_between(self) -> Mapping[frozenset[EntryId], tuple[Link, ...]]:
        between: dict[frozenset[EntryId], tuple[Link, ...]] = {}
        for link in self.links:
            ends = frozenset((link.origin, link.target))
            between[ends] = (*between.get(ends, ()), link)
        return MappingProxyType(between)

    @cached_property
    def _copies_by_first(self) -> Mapping[SourceId, tuple[Copy, ...]]:
        groups = groupby(self.copies, lambda copy: copy.sources[0])
        return MappingProxyType({first: tuple(copies) for first, copies in groups})

    def entry(self, id: EntryId | RecordId) -> Entry:
        """Return the entry that an id stands for.

        Args:
            id: Id of an entry, of any record in it, or any id that an entry with that
                record ever had.

        Returns:
            The entry.

        Raises:
            UnknownRecordError: No record of the collection has this id.
            TypeError: It is no text.
        """
        if not isinstance(id, str):
            raise TypeError(f"{quoted(id)} is no id: timeline.entries has all in their order")
        found = self._entries_by_id.get(id)
        if found is None:
            raise UnknownRecordError(id, _near(id, self.collection.records))
        return found

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return everything that sources disagree on, in the order of entries and fields."""
        return tuple(
            Conflict(
                entry=entry.id,
                field=field.name,
                claims=field.claims,
                policy=field.policy,
                is_tied=field.is_tied,
            )
            for entry in self.entries
            for field in entry.conflicts
        )

    def uncompared(self, *, at_most: int = 20) -> tuple[UncomparedPair, ...]:
        """Return the likeliest pairs of records that share something and were never compared.

        Args:
            at_most: How many pairs to return, >= 0.

        Returns:
            The likeliest first; none where no block was overfull. Takes as long as the
            comparing stages of the merge.
        """
        if not self.completeness.n_uncompared:
            return ()
        return uncompared_pairs(self.collection, self.actors, self.model, at_most=at_most)

    def explain(self, a: str, b: str) -> Explanation:
        """Return why two records were, or were not, merged.

        Args:
            a: Id of a record, or of an entry: its anchor record.
            b: Likewise.

        Returns:
            The weights, which add up exactly, the rule that settled it, and the links between
            their entries.

        Raises:
            UnknownRecordError: No record of the collection has this id.
        """
        first, second = self.entry(a), self.entry(b)
        one, other = _record(first, a), _record(second, b)
        explanation = explain_pair(one, other, first, second, self._setting)
        return self._in_context(explanation, first, second)

    def _in_context(self, explanation: Explanation, first: Entry, second: Entry) -> Explanation:
        pair = {id.partition("#")[0] for id in explanation.records}
        copies = tuple(str(copy) for copy in self.copies if pair == set(copy.sources))
        links = self._links_between.get(frozenset((first.id, second.id)), ())
        return attrs.evolve(explanation, copies=copies, links=links)

    def copies_in(self, entry: Entry) -> tuple[Copy, ...]:
        """Return the sources of an entry that repeat each other and count as one witness.

        Args:
            entry: Of this timeline.

        Returns:
            Ordered by ids.
        """
        sources = entry.sources
        return tuple(
            copy
            for source in sources
            for copy in self._copies_by_first.get(source, ())
            if copy.sources[1] in sources
        )

    def why_not(self, a: str, b: str) -> WhyNot:
        """Return which gate kept two records apart, and what would have had to be otherwise.

        Args:
            a: Id of a record, or of an entry: its anchor record.
            b: Likewise.

        Returns:
            The first gate that they did not pass; none where they are merged.

        Raises:
            UnknownRecordError: No record of the collection has this id.
        """
        first, second = self.entry(a), self.entry(b)
        why = why_not(_record(first, a), _record(second, b), first, second, self._setting)
        return attrs.evolve(why, explanation=self._in_context(why.explanation, first, second))


def _record(entry: Entry, id: str) -> Record:
    return next((record for record in entry.records if record.id == id), entry.records[0])


# To compare two ids takes some 10 microseconds, and who asks for one waits for the answer.
_MAX_COMPARED_IDS = 10_000
_MAX_NEAR_IDS = 3
_MAX_ID_CHARS = 401


def _near(wanted: str, records: Sequence[Record]) -> list[RecordId]:
    """Return ids that share the part after the ``#``, else similar ones of the same source."""
    wanted = wanted[:_MAX_ID_CHARS]
    source, _, local = wanted.partition("#")
    ids = [record.id for record in records]
    same = [id for id in ids if id.partition("#")[2] == local]
    beside = [id for id in ids if id.partition("#")[0] == source][:_MAX_COMPARED_IDS]
    return same[:_MAX_NEAR_IDS] or difflib.get_close_matches(wanted, beside, n=_MAX_NEAR_IDS)
