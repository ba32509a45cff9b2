"""The timeline as the calendar shows it: its items, their identities, and what is left out."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from alliancekit.dates import day_date, describe
from alliancekit.exporting import WHOLE_ENTRY, Loss
from alliancekit.model import Source
from alliancekit.timeline import Entry, EntryId, Link, Relation, Timeline
from alliancekit_icalendar._items import Item, deadline_key, entry_items, shown, year_of
from alliancekit_icalendar._options import Form, FuzzyPolicy, ICalendarOptions, Published

# Names of things of ours, so that an id makes the same UID everywhere: RFC 9562 section 5.5.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:alliancekit:icalendar")

_SYMMETRIC = frozenset({Relation.other_edition, Relation.related, Relation.unsure})


def uid(entry_id: str, key: str = "") -> str:
    """Return the UID of what an entry's id and a key within the entry name.

    >>> uid("nikkei-2024#sale")
    'c2710842-f8cc-5a32-99b0-55d63b2587f0'

    Source:
        RFC 7986 section 5.3: a UUID, and nothing of the host or the user.
    """
    return str(uuid.uuid5(_NAMESPACE, f"{entry_id}/{key}"))


def calendar_uid(options: ICalendarOptions, party: str | None) -> str:
    """Return the UID of the calendar itself: that of its name and of what it is limited to.

    Args:
        options: Of the export.
        party: Id of the actor that it is limited to, by whatever name it was asked for.
    """
    limits = f"{options.year or ''}/{party or ''}"
    return str(uuid.uuid5(_NAMESPACE, f"calendar/{options.name}/{limits}"))


@attrs.frozen(kw_only=True)
class ShownEntry:
    """An entry as far as the calendar shows it.

    Attributes:
        entry: The entry.
        items: What the calendar holds of it; the first stands for it.
        omitted: What it leaves out, each with the reason as a sentence.
    """

    entry: Entry
    items: tuple[Item, ...]
    omitted: tuple[tuple[Item, str], ...]

    def mirror(self, todo: Item) -> Item | None:
        """Return the event that a to-do goes with, or ``None`` where the calendar has none."""
        for item in self.items:
            if item.form is not Form.todo and deadline_key(item.key) == todo.key:
                return item
        return None

    def losses(self) -> Iterator[Loss]:
        """Yield what the calendar does not say of the entry."""
        if not self.items:
            yield _loss(self.entry, WHOLE_ENTRY, self.omitted[0][1])
            return
        for item, reason in self.omitted:
            if item.form is not Form.todo:
                told = f"{reason} Its text stands with the other steps."
                yield _loss(self.entry, item.field, told)
        for item in self.items:
            # On the last day of a deadline nothing is missing: that is the day that counts.
            if item.placement is not None and item.placement.narrowed and not item.is_deadline:
                yield _loss(self.entry, item.field, item.placement.narrowed)
        if self.entry.says.extra:
            reason = "The calendar has no place for cells of foreign tables."
            yield _loss(self.entry, "extra", reason)


@attrs.frozen(kw_only=True)
class View:
    """A timeline under the options of one calendar.

    Attributes:
        timeline: What is shown.
        options: How.
        stamp: The moment that the calendar speaks for, UTC.
    """

    timeline: Timeline
    options: ICalendarOptions
    stamp: dt.datetime

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        return {source.id: source for source in self.timeline.sources}

    @cached_property
    def _source_days(self) -> dict[str, dt.datetime]:
        days: dict[str, dt.datetime] = {}
        for source in self.sources.values():
            latest = source.published.latest if source.published else None
            day = day_date(latest) if latest is not None else None
            if day is not None:
                days[source.id] = min(dt.datetime.combine(day, dt.time(), dt.UTC), self.stamp)
        return days

    @cached_property
    def _source_words(self) -> dict[str, str]:
        return {}

    @cached_property
    def _actor_names(self) -> dict[tuple[str, str], str]:
        return {}

    @cached_property
    def previous(self) -> Mapping[str, Published]:
        """What the calendar held before, by UID."""
        return {old.uid: old for old in self.options.previous if old.uid}

    @cached_property
    def _links(self) -> tuple[Mapping[str, list[Link]], Mapping[str, list[Link]]]:
        outgoing: dict[str, list[Link]] = {}
        incoming: dict[str, list[Link]] = {}
        for link in self.timeline.links:
            outgoing.setdefault(link.origin, []).append(link)
            if link.relation in _SYMMETRIC:
                back = attrs.evolve(link, origin=link.target, target=link.origin)
                outgoing.setdefault(link.target, []).append(back)
            if link.relation in (Relation.follows, Relation.succeeds):
                incoming.setdefault(link.target, []).append(link)
        return outgoing, incoming

    @cached_property
    def _main_uids(self) -> dict[str, str]:
        return {}

    def links_from(self, entry: Entry) -> Sequence[Link]:
        """Return how an entry stands to others, as seen from it."""
        return self._links[0].get(entry.id, ())

    def successors(self, entry: Entry) -> Sequence[Link]:
        """Return the links of entries that follow or replace an entry."""
        return self._links[1].get(entry.id, ())

    def shown(self, entry: Entry) -> ShownEntry:
        """Return what the calendar holds of an entry, and what it leaves out and why."""
        items = [shown(item, self.options) for item in entry_items(entry, self.options)]
        if not self._has_party(entry):
            reason = f"The calendar is limited to entries of {self.options.party!r}."
            return ShownEntry(entry=entry, items=(), omitted=tuple((i, reason) for i in items))
        judged = [(item, self._reason(item)) for item in items]
        return ShownEntry(
            entry=entry,
            items=tuple(item for item, reason in judged if not reason),
            omitted=tuple((item, reason) for item, reason in judged if reason),
        )

    def uid(self, item: Item) -> str:
        """Return the UID of an item.

        Returns:
            The one that it had, by whichever of its ids the entry went then; else its own.
        """
        key = f"{item.key}.journal" if item.form is Form.journal else item.key
        if self.previous:
            for entry_id in (item.entry.id, *item.entry.aliases):
                found = uid(entry_id, key)
                if found in self.previous:
                    return found
        return uid(item.entry.id, key)

    def main_uid(self, entry_id: EntryId) -> str | None:
        """Return the UID of the item that stands for an entry, or ``None`` for none."""
        if entry_id not in self._main_uids:
            items = self.shown(self.timeline.entry(entry_id)).items
            self._main_uids[entry_id] = self.uid(items[0]) if items else ""
        return self._main_uids[entry_id] or None

    def published_days(self, entry: Entry) -> tuple[dt.datetime, dt.datetime]:
        """Return when the first and the newest source of an entry appeared, at most the stamp."""
        known = self._source_days
        days = [known[source_id] for source_id in entry.sources if source_id in known]
        return min(days, default=self.stamp), max(days, default=self.stamp)

    def actor_name(self, actor_id: str, language: str | None = None) -> str:
        """Return the name of an actor in the calendar's language, or its id where none is known."""
        wanted = self.options.language if language is None else language
        name = self._actor_names.get((actor_id, wanted))
        if name is None:
            actors = self.timeline.actors
            name = actors.get(actor_id).name(wanted) if actor_id in actors else actor_id
            self._actor_names[actor_id, wanted] = name
        return name

    def source_words(self, source: Source) -> str:
        """Return what names a source: its outlet, title, author and day."""
        words = self._source_words.get(source.id)
        if words is None:
            published = describe(source.published) if source.published else ""
            about = [source.outlet or source.id, source.title, source.author, published]
            words = self._source_words[source.id] = ", ".join(part for part in about if part)
        return words

    def _reason(self, item: Item) -> str:
        options = self.options
        if item.placement is None and item.form is not Form.journal:
            if item.when is None:
                return "It has no date, without which a calendar cannot show it."
            return f"A calendar of the years 1 to 9999 has no day for {item.when.edtf}."
        if options.year is not None and year_of(item) != options.year:
            return f"The calendar is limited to the year {options.year}."
        if options.fuzzy is FuzzyPolicy.skip and item.form is Form.event:
            assert item.placement is not None  # only a journal entry needs no day
            if not item.placement.is_certain:
                return "The calendar leaves out what is not dated to certain days."
        return ""

    @cached_property
    def party(self) -> str | None:
        """Id of the actor that the calendar is limited to; as given where no table knows it."""
        given, actors = self.options.party, self.timeline.actors
        if given is None or given in actors:
            return given
        found = (actors.resolve(given, language=tag) for tag in (self.options.language, "en"))
        return next((each.actor for each in found if each.actor is not None), given)

    def _has_party(self, entry: Entry) -> bool:
        return self.party is None or self.party in entry_parties(entry, self.timeline)


def entry_parties(entry: Entry, timeline: Timeline) -> frozenset[str]:
    """Return the ids of an entry's parties, of those that act for them, and of their states."""
    found: set[str] = set()
    for party in entry.parties:
        for actor in (party.actor, *party.via):
            found.add(actor)
            if actor in timeline.actors:
                found.add(timeline.actors.state_of(actor) or actor)
    return frozenset(found)


def years(timeline: Timeline, options: ICalendarOptions | None = None) -> tuple[int, ...]:
    """Return the years in which a calendar of the timeline shows something, for one file a year.

    Args:
        timeline: What is to be exported.
        options: Those of the calendars, whatever their ``year``; the defaults where ``None``.

    Returns:
        Ascending. Every item that has a day stands in exactly one of the calendars that have one of
        these as the option ``year``.
    """
    given = attrs.evolve(options or ICalendarOptions(), year=None, previous=())
    view = View(timeline=timeline, options=given, stamp=dt.datetime.min.replace(tzinfo=dt.UTC))
    found = {year_of(item) for entry in timeline for item in view.shown(entry).items}
    return tuple(sorted(year for year in found if year is not None))


def parties(timeline: Timeline) -> tuple[str, ...]:
    """Return the ids of the actors that the option ``party`` finds entries of, ordered."""
    return tuple(sorted({each for entry in timeline for each in entry_parties(entry, timeline)}))


def _loss(entry: Entry, field: str, reason: str) -> Loss:
    return Loss(entry=entry.id, field=field, reason=reason)
