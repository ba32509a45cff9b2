"""The nodes of a graph: parties, entries and sources, and what their columns hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import attrs

from alliancekit.dates import FuzzyDate, Span
from alliancekit.errors import UnknownActorError
from alliancekit.model import Agreement, Event, Record, Source, best_title
from alliancekit.timeline import Claim, Entry, EntryType, FieldStatus, Timeline, value_text
from alliancekit_graphml._ids import actor_node_id, entry_node_id, source_node_id
from alliancekit_graphml._options import GraphMLOptions, Profile
from alliancekit_graphml._values import (
    Values,
    as_json,
    date_values,
    end_milestone,
    float_of,
    joined,
    listed,
    truth,
)

# Sets of witnesses whose columns are kept.
_MAX_REMEMBERED = 4_096
_NODE_TYPES = {EntryType.event: "event", EntryType.agreement: "agreement"}


class Node(NamedTuple):
    """A node and what its columns hold."""

    id: str
    values: Values


@attrs.frozen(kw_only=True)
class View:
    """A timeline under the options of one graph.

    Attributes:
        timeline: What is drawn.
        options: How.
        told_by: Columns that were made already, by the sources that they tell of.
    """

    timeline: Timeline
    options: GraphMLOptions
    told_by: dict[object, Values] = attrs.field(factory=dict, eq=False, repr=False)

    @property
    def is_full(self) -> bool:
        """Whether lists are written as JSON too."""
        return self.options.profile is Profile.full

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id, of two versions of one the first in order."""
        return {source.id: source for source in reversed(self.timeline.sources)}

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Ids of everybody who takes part in anything, ordered."""
        return tuple(sorted({p.actor for entry in self.timeline for p in entry.says.parties}))

    @cached_property
    def as_of(self) -> FuzzyDate:
        """The day that statuses are told for."""
        return FuzzyDate(iso_day(self.timeline.as_of))

    @cached_property
    def _types(self) -> Mapping[str, EntryType]:
        return {entry.id: entry.type for entry in self.timeline}

    @cached_property
    def probabilities(self) -> Mapping[frozenset[str | None], float]:
        """How likely two entries are the same that were kept apart, by their ids."""
        wanted = {id for pair in self.timeline.unsure for id in pair.records}
        entry_of = {
            record.id: entry.id
            for entry in (self.timeline if wanted else ())
            for record in entry.records
            if record.id in wanted
        }
        found: dict[frozenset[str | None], float] = {}
        for pair in self.timeline.unsure:
            ends = frozenset(map(entry_of.get, pair.records))
            found[ends] = max(found.get(ends, 0.0), round(pair.probability, 3))
        return found

    def node_of(self, entry: str) -> str:
        """Return the id of the node of an entry that is in the timeline."""
        return entry_node_id(entry, self._types[entry])

    def party_values(self, actor_id: str) -> Values:
        """Return the columns of an actor; one that no table knows goes by its id."""
        try:
            actor = self.timeline.actors.get(actor_id)
        except UnknownActorError:
            return {"label": actor_id, "type": "party", "actor": actor_id}
        return {
            "label": actor.name(self.options.language),
            "type": "party",
            "kind": actor.kind.value,
            "actor": actor_id,
            "state": self.timeline.actors.state_of(actor_id),
            "iso3": actor.code("iso_3166_1_alpha_3"),
            "cow": actor.code("cow"),
        }


def iso_day(day: dt.date) -> str:
    """Return a day in ISO 8601."""
    return day.isoformat()


def title_of(entry: Entry, language: str) -> str:
    """Return the title in a language, else what the entry is called otherwise."""
    return best_title(entry.says.titles, language) or entry.title


def record_ids(records: Sequence[Record]) -> str:
    """Return the ids of records as one text, each once."""
    if len(records) == 1:
        return records[0].id
    return joined(dict.fromkeys(record.id for record in records))


def nodes(view: View) -> Iterator[Node]:
    """Return parties, entries and, where they are asked for, sources, each kind in its order."""
    for actor in view.parties:
        yield Node(actor_node_id(actor), view.party_values(actor))
    for entry in view.timeline:
        yield Node(entry_node_id(entry.id, entry.type), entry_values(entry, view))
    if view.options.sources:
        for id in source_ids(view):
            yield Node(source_node_id(id), _source_values(id, view))


def source_ids(view: View) -> Iterable[str]:
    """Return the ids of all sources: those of the collection, those told of and those rested on."""
    known = {source.id for source in view.timeline.sources}
    told = {id for entry in view.timeline for id in entry.sources}
    rested_on = {id for source in view.timeline.sources for id in source.based_on}
    return sorted(known | told | rested_on)


def entry_values(entry: Entry, view: View) -> Values:
    """Return the columns of an entry."""
    says = entry.says
    is_agreement = isinstance(says, Agreement)
    records = entry.records
    conflicts = entry.conflicts
    values: Values = {
        "label": title_of(entry, view.options.language),
        "type": _NODE_TYPES[entry.type],
        "kind": says.kind,
        "group": says.kind.group,
        "subkind": says.subkind,
        "entry": entry.id,
        "aliases": joined(entry.aliases) if len(records) > 1 else None,
        "titles": joined(f"{t.language}: {t.text}" for t in says.titles),
        "realis": says.realis,
        "status": _status(says, view) if is_agreement else None,
        **_entry_dates(entry),
    }
    place = says.place
    if place is not None:
        values |= {
            "place": place.name,
            "country": place.country,
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    values["edition"] = says.edition
    if isinstance(says, Agreement):
        values |= {
            "amendment": says.amendment,
            "legal_form": says.legal_form.value if says.legal_form else None,
            "milestones": listed(says.milestones),
            "term": value_text(says.term),
            "enters_into_force": value_text(says.enters_into_force),
            "obligations": listed(says.obligations),
        }
    if says.money is not None:
        values |= {
            "money": str(says.money),
            "money_low": float_of(says.money.low),
            "money_high": float_of(says.money.high),
            "money_currency": says.money.currency,
        }
    values |= {
        "quantities": listed(says.quantities),
        "identifiers": listed(says.identifiers),
        "items": listed(says.items),
        "summary": says.summary,
        "cites": listed(says.cites),
        "extra": joined(f"{name}={value}" for name, value in says.extra) if says.extra else None,
        **_provenance(entry, view),
        "conflict": truth(conflicts),
    }
    if conflicts:
        values["conflict_fields"] = joined(field.name for field in conflicts)
        values["conflict_claims"] = joined(_claims(f.name, f.claims) for f in conflicts)
    if len(records) > 1:
        values["slips"] = joined(map(_claim, entry.slips))
        refined = [field for field in entry.fields if field.status is FieldStatus.refined]
        values["refined_claims"] = joined(_claims(f.name, f.claims) for f in refined)
    if view.is_full:
        values |= _json_values(entry, view)
    return values


def _status(says: Event | Agreement, view: View) -> str:
    if not isinstance(says, Agreement):
        return ""
    return " or ".join(stage.value for stage in says.status(view.as_of).possible)


def _entry_dates(entry: Entry) -> Values:
    says = entry.says
    if isinstance(says, Agreement):
        end = end_milestone(says)
        values = dict(date_values(says.when, end.when if end else None))
        written: list[FuzzyDate | Span] = [m.when for m in says.milestones if m.when is not None]
        if end is not None:
            values["end_realis"] = end.realis.value
    else:
        values = dict(date_values(says.when))
        written = _days(says.when)
    if written:
        values["date_as_written"] = joined(dict.fromkeys(day.as_written for day in written))
        values["date_basis"] = joined(dict.fromkeys(day.basis for day in written))
    return values


def _days(when: FuzzyDate | Span | None) -> list[FuzzyDate | Span]:
    if isinstance(when, Span):
        return [when, *(side for side in (when.start, when.end) if side is not None)]
    return [] if when is None else [when]


def _provenance(entry: Entry, view: View) -> Values:
    weakest = entry.weakest_millibits
    return {
        **_told_by(entry, view),
        "records": record_ids(entry.records),
        "weakest_bits": None if weakest is None else weakest / 1000,
    }


def _told_by(entry: Entry, view: View) -> Values:
    """Return the columns of the sources behind an entry, which many entries share."""
    ids = entry.sources
    key = (ids, entry.witnesses)
    known = view.told_by.get(key)
    if known is None:
        sources = [view.sources[id] for id in ids if id in view.sources]
        known = {
            "sources": len(ids),
            "witnesses": len(entry.witnesses),
            "witness_groups": joined("+".join(group) for group in entry.witnesses),
            "outlets": joined(dict.fromkeys(source.outlet for source in sources)),
            "source_urls": joined(dict.fromkeys(source.url for source in sources)),
        }
        if len(view.told_by) >= _MAX_REMEMBERED:
            view.told_by.clear()
        view.told_by[key] = known
    return known


def _claims(name: str, claims: Iterable[Claim]) -> str:
    return f"{name}: {' / '.join(map(_claim, claims))}"


def _claim(claim: Claim) -> str:
    return f"{claim.text or 'nothing'} [{', '.join(claim.records)}]"


def _json_values(entry: Entry, view: View) -> Values:
    says = entry.says
    urls = [view.sources[id].url for id in entry.sources if id in view.sources]
    twins: dict[str, object] = {
        "titles": {title.language: title.text for title in says.titles},
        "milestones": getattr(says, "milestones", ()),
        "obligations": getattr(says, "obligations", ()),
        "money": says.money,
        "quantities": says.quantities,
        "identifiers": says.identifiers,
        "items": says.items,
        "cites": says.cites,
        "extra": dict(says.extra),
        "records": [record.id for record in entry.records],
        "witness_groups": entry.witnesses,
        "source_urls": [url for url in urls if url],
        "claims": {field.name: field.claims for field in entry.fields},
    }
    return {f"{name}_json": as_json(value) for name, value in twins.items() if value}


def _source_values(id: str, view: View) -> Values:
    source = view.sources.get(id)
    if source is None:
        return {"label": id, "type": "source", "source": id}
    return {
        "label": source.title or source.outlet or id,
        "type": "source",
        "source": id,
        "outlet": source.outlet,
        "author": source.author,
        "source_language": source.language,
        "published": value_text(source.published),
        "url": source.url,
        "note": source.note,
    }
