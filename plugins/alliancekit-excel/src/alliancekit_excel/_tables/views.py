"""A timeline as the tables look at it: names, dates and places of rows, each worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import permutations

import attrs

from alliancekit.dates import End, FuzzyDate, Span, describe
from alliancekit.errors import UnknownActorError
from alliancekit.model import Party, RecordId, Source, SourceId, best_title
from alliancekit.timeline import Claim, Entry, EntryType, FieldStatus, FusedField, Timeline
from alliancekit_excel._cells import Cell, Link, date_cell, link_target

_MIN_ID_WIDTH, _MAX_ID_WIDTH = 12, 36
_UNSET = (None, None, None)


@attrs.frozen(kw_only=True, slots=False)
class View:
    """A timeline, seen in one language.

    Attributes:
        timeline: What the tables tell.
        language: BCP 47 tag of titles and names.
        progress: Takes the number of entries done and of entries in all.
    """

    timeline: Timeline
    language: str
    progress: Callable[[int, int], None]
    _names: dict[str, str] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    @cached_property
    def rows_by_entry(self) -> Mapping[str, int]:
        """Row of every entry in the timeline, from 0."""
        return {entry.id: row for row, entry in enumerate(self.timeline.entries)}

    @cached_property
    def sources_by_id(self) -> Mapping[SourceId, tuple[int, Source]]:
        """Row, from 0, and source of every id; the first one where several share an id."""
        by_id: dict[SourceId, tuple[int, Source]] = {}
        for row, source in enumerate(self.timeline.sources):
            by_id.setdefault(source.id, (row, source))
        return by_id

    @cached_property
    def n_entries_by_source(self) -> Mapping[SourceId, int]:
        """How many entries rest on each source."""
        return Counter(source for entry in self.timeline.entries for source in entry.sources)

    @cached_property
    def n_records_by_source(self) -> Mapping[SourceId, int]:
        """How many records each source gives."""
        return Counter(record.source for record in self.timeline.collection.records)

    @cached_property
    def copies_by_source(self) -> Mapping[SourceId, Sequence[SourceId]]:
        """The sources that each source repeats word for word, without saying so."""
        alike: dict[SourceId, list[SourceId]] = {}
        for copy in self.timeline.copies:
            for one, other in permutations(copy.sources):
                alike.setdefault(one, []).append(other)
        return alike

    @cached_property
    def id_width(self) -> float:
        """Width of a column of entry ids, in characters."""
        longest = max((len(entry.id) for entry in self.timeline.entries), default=0)
        return min(max(longest * 0.95, _MIN_ID_WIDTH), _MAX_ID_WIDTH)

    @cached_property
    def agreements(self) -> tuple[Entry, ...]:
        """The entries that are agreements."""
        return tuple(e for e in self.timeline.entries if e.type is EntryType.agreement)

    def name(self, actor: str) -> str:
        """Return the name of an actor, its id where the table does not know it."""
        name = self._names.get(actor)
        if name is None:
            try:
                name = self.timeline.actors.get(actor).name(self.language)
            except UnknownActorError:
                name = actor
            self._names[actor] = name
        return name

    def names(self, actors: Iterable[str]) -> str:
        """Return the names of actors, joined."""
        return ", ".join(map(self.name, actors))

    def title(self, entry: Entry) -> str:
        """Return the title of an entry, its kind where it has none."""
        return best_title(entry.says.titles, self.language) or entry.title

    def entry_title(self, id: str) -> str:
        """Return the title of the entry that an id stands for, the id where there is none."""
        entry = self._entry(id)
        return id if entry is None else self.title(entry)

    def entry_link(self, id: str) -> Cell:
        """Return the id of an entry that leads to its row in the timeline."""
        return Link(id, table="Timeline", row=self.rows_by_entry[id])

    def record_link(self, id: str) -> Cell:
        """Return a record's id that leads to the row of the entry that it is a part of."""
        entry = self._entry(id)
        if entry is None:
            return id
        return Link(id, table="Timeline", row=self.rows_by_entry[entry.id])

    def _entry(self, id: str) -> Entry | None:
        # Most are ids of entries, and the timeline's own index of all ids takes 30 MB for 100,000.
        row = self.rows_by_entry.get(id)
        if row is not None:
            return self.timeline.entries[row]
        try:
            return self.timeline.entry(id)
        except KeyError:
            return None

    def party(self, party: Party) -> str:
        """Return a party as its name and, where it is more than a party, its role."""
        name = self.name(party.actor)
        role = "" if party.role == "party" else f" ({party.role.value.replace('_', ' ')})"
        return f"{name}{role}"

    def parties(self, parties: Iterable[Party]) -> str:
        """Return parties, joined."""
        return "; ".join(map(self.party, parties))

    def records(self, records: Iterable[RecordId]) -> str:
        """Return record ids, each with the outlet of its source."""
        return ", ".join(map(self._record, records))

    def _record(self, record: RecordId) -> str:
        found = self.sources_by_id.get(record.partition("#")[0])
        outlet = found[1].outlet if found else ""
        return f"{record} ({outlet})" if outlet else record

    def first_source(self, entry: Entry) -> tuple[Cell, Cell]:
        """Return how many sources an entry has and the first one's name, as links to that one."""
        sources = entry.sources
        if not sources:
            return 0, None
        found = self.sources_by_id.get(sources[0])
        if found is None:
            return len(sources), sources[0]
        row, source = found
        name = source.outlet or source.id
        target = link_target(source.url)
        return Link(len(sources), table="Sources", row=row), Link(
            name, url=target
        ) if target else name


def losing_claims(field: FusedField) -> tuple[Claim, ...]:
    """Return the claims on a disputed field that the entry does not show, all of them in a tie."""
    losing = tuple(claim for claim in field.claims if claim.value != field.value)
    return losing or field.claims


def counted_as_one(entry: Entry) -> str | None:
    """Return the groups of sources that count as one witness each, those of one source left out."""
    return "\n".join(" + ".join(group) for group in entry.witnesses if len(group) > 1) or None


def given_up_days(entry: Entry) -> str | None:
    """Return the days that an event was planned for before, each with who told of it."""
    return _claims(entry.slips) or None


def other_values(entry: Entry) -> str | None:
    """Return the values beside the shown one that do not contradict it, days given up left out."""
    lines = (
        f"{field.name}: {_claims([claim])}"
        for field in entry.fields
        if field.status is FieldStatus.refined
        for claim in field.claims
        if claim.value != field.value
        if field.name != "when" or claim not in entry.slips
    )
    return "\n".join(lines) or None


def _claims(claims: Iterable[Claim]) -> str:
    return "\n".join(f"{claim.text} [{', '.join(claim.records)}]" for claim in claims)


def when_words(when: FuzzyDate | Span | None) -> str | None:
    """Return a date in words, nothing for none."""
    return None if when is None else describe(when)


def qualifier(when: FuzzyDate | Span | None) -> str | None:
    """Return what a date is marked with: ``circa``, ``uncertain`` or both."""
    if when is None:
        return None
    if when.approximate:
        return "circa, uncertain" if when.uncertain else "circa"
    return "uncertain" if when.uncertain else None


def day_cells(day: FuzzyDate | None) -> tuple[Cell, Cell, Cell]:
    """Return a day's native date where it is exact, its EDTF and its precision."""
    if day is None:
        return _UNSET
    return date_cell(day.earliest) if day.is_exact else None, day.edtf, day.precision.value


def side_cells(when: FuzzyDate | Span | None, *, is_end: bool) -> tuple[Cell, Cell, Cell]:
    """Return native date, EDTF and precision of one end of a date or span.

    Args:
        when: A day has a start only.
        is_end: Which end.

    Returns:
        For an end that is open, unknown or censored, that word stands as the precision.
    """
    if when is None:
        return _UNSET
    if isinstance(when, FuzzyDate):
        return _UNSET if is_end else day_cells(when)
    side, end = (when.end, when.end_end) if is_end else (when.start, when.start_end)
    if end is End.known:
        return day_cells(side)
    return None, ".." if end is End.open else (side.edtf if side else None), end.value


def as_written(when: FuzzyDate | Span | None) -> str | None:
    """Return the words in which sources give a date."""
    return _noted(when, "as_written")


def basis(when: FuzzyDate | Span | None) -> str | None:
    """Return how a date was worked out where no source prints it."""
    return _noted(when, "basis")


def _noted(when: FuzzyDate | Span | None, attribute: str) -> str | None:
    if when is None:
        return None
    notes = [getattr(when, attribute)]
    if isinstance(when, Span):
        notes += [getattr(side, attribute) for side in (when.start, when.end) if side]
    return " / ".join(note for note in notes if note) or None
