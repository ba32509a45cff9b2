"""The timeline as the page shows it: names, titles, days on the axis, links both ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import attrs

from alliancekit.dates import FuzzyDate, Span
from alliancekit.errors import UnknownActorError
from alliancekit.kinds import Realis, Stage
from alliancekit.model import Agreement, Source, best_title
from alliancekit.timeline import Copy, Entry, EntryType, Link, Timeline
from alliancekit_html import HTMLOptions

# Days of 1970-01-01 in the model's count, and the last day that a browser's Date knows (ECMA-262).
_EPOCH = 719_163
_MAX_DAYS = 10**8
_ENDS = (Stage.terminated, Stage.superseded, Stage.expired, Stage.lapsed)


@attrs.frozen(kw_only=True)
class View:
    """A timeline under the options of one page.

    Attributes:
        timeline: What is shown.
        options: How.
    """

    timeline: Timeline
    options: HTMLOptions

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id, of two versions of one the first in order."""
        return {source.id: source for source in reversed(self.timeline.sources)}

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The entries by id."""
        return {entry.id: entry for entry in self.timeline}

    @cached_property
    def record_ids(self) -> frozenset[str]:
        """Ids of all records."""
        return frozenset(record.id for entry in self.timeline for record in entry.records)

    @cached_property
    def copies(self) -> Mapping[str, Sequence[Copy]]:
        """The sources that repeat each other, by each of the two."""
        found: dict[str, list[Copy]] = {}
        for copy in self.timeline.copies:
            for source in copy.sources:
                found.setdefault(source, []).append(copy)
        return found

    @cached_property
    def links(self) -> Mapping[str, Sequence[Link]]:
        """The links of each entry, those that start from it first."""
        found: dict[str, list[Link]] = {}
        for link in self.timeline.links:
            found.setdefault(link.origin, []).append(link)
        for link in self.timeline.links:
            found.setdefault(link.target, []).append(link)
        return found

    @cached_property
    def parties(self) -> Mapping[str, tuple[int, int]]:
        """How many agreements and events everybody takes part in, by actor, in order of names."""
        counts: dict[str, list[int]] = {}
        for entry in self.timeline:
            for actor in {party.actor for party in entry.says.parties}:
                counts.setdefault(actor, [0, 0])[entry.type is EntryType.event] += 1
        ordered = sorted(counts, key=lambda actor: (self.name(actor).casefold(), actor))
        return {actor: (counts[actor][0], counts[actor][1]) for actor in ordered}

    @cached_property
    def name(self) -> Callable[[str], str]:
        """What an actor is called; one that no table knows goes by its id."""
        names: dict[str, str] = {}

        def name(actor: str) -> str:
            if actor not in names:
                try:
                    names[actor] = self.timeline.actors.get(actor).name(self.options.language)
                except UnknownActorError:
                    names[actor] = actor
                if not names[actor].strip():
                    names[actor] = actor
            return names[actor]

        return name

    def entry_of(self, record: str) -> Entry | None:
        """Return the entry that a record is a part of, ``None`` where no entry has it."""
        try:
            return self.timeline.entry(record)
        except KeyError:
            return None

    def title(self, entry: Entry) -> str:
        """Return the title in the language of the page's options, else what there is."""
        return best_title(entry.says.titles, self.options.language) or entry.title


def as_of_day(view: View) -> int:
    """Return the day as of which the timeline tells, in days since 1970-01-01."""
    return view.timeline.as_of.toordinal() - _EPOCH


def axis_days(entry: Entry) -> str:
    """Return the days of an entry on the axis, as four numbers with commas between them.

    The first day that it may have begun on, the last such, the first that it may have ended on, the
    last such, in days since 1970-01-01. A missing number at an end: there is no such bound. Missing
    numbers in the middle: it is one day, which is not known.

    Returns:
        ``""`` where it has no date, or one that a browser's calendar cannot hold.
    """
    when = entry.when
    if isinstance(when, Span):
        start, end = when.start, when.end
        days = (
            when.earliest,
            start.latest if start and when.earliest is not None else None,
            end.earliest if end and when.latest is not None else None,
            when.latest,
        )
    elif when is None:
        return ""
    else:
        end = _end(entry)
        if end is not None:
            days = (when.earliest, when.latest, end.earliest, end.latest)
        elif when.earliest == when.latest:
            days = (when.earliest,) * 4
        else:
            days = (when.earliest, None, None, when.latest)
    if all(day is None for day in days):
        return ""
    shifted = [None if day is None else day - _EPOCH for day in days]
    if any(day is not None and abs(day) > _MAX_DAYS for day in shifted):
        return ""
    return ",".join("" if day is None else str(day) for day in shifted)


def _end(entry: Entry) -> FuzzyDate | None:
    """Return when an agreement that began ended, where it did."""
    if not isinstance(entry.says, Agreement) or entry.realis is not Realis.actual:
        return None
    for milestone in entry.says.milestones:
        if milestone.stage in _ENDS and milestone.realis is Realis.actual and not milestone.by:
            return milestone.when
    return None
