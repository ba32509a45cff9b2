"""Items of the calendar as components of the icalendar library."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from icalendar import Alarm, Component, Event, Journal, Todo
from icalendar.prop import vCategory, vUri

from alliancekit.kinds import Realis
from alliancekit.timeline import EntryId, Link, Relation
from alliancekit_icalendar._items import VOID, Item
from alliancekit_icalendar._lines import Text, Verbatim
from alliancekit_icalendar._options import MAX_ALARM_DAYS, Form, Profile
from alliancekit_icalendar._placement import Placement, bound_texts, precision
from alliancekit_icalendar._texts import (
    actor_name,
    description,
    is_pending,
    place_text,
    summary,
)
from alliancekit_icalendar._views import ShownEntry, View, uid


class _Participant(Component):
    """Who takes part: RFC 9073 section 7.1, which icalendar 7.3.0 has no class for."""

    name = "PARTICIPANT"


class _Location(Component):
    """Where it is: RFC 9073 section 7.2, likewise."""

    name = "VLOCATION"


_COMPONENTS: dict[Form, type[Component]] = {
    Form.event: Event,
    Form.todo: Todo,
    Form.journal: Journal,
}
# RFC 5545 section 3.2.15 knows three kinds; RFC 9253 section 6 adds the others.
_RELTYPES = {
    Relation.about: "PARENT",
    Relation.part_of: "PARENT",
    Relation.under: "PARENT",
}
_RICH_RELTYPES = {**_RELTYPES, Relation.under: "DEPENDS-ON", Relation.amends: "DEPENDS-ON"}
_URI = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]{1,2000}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)


def component(item: Item, shown: ShownEntry, view: View) -> Component:
    """Return an item as a component; the writer adds its revision."""
    made = _COMPONENTS[item.form]()
    made.add("UID", Text(view.uid(item)))
    created, _ = view.published_days(item.entry)
    made.add("CREATED", created)
    _add_days(made, item)
    _add_texts(made, item, view)
    made.add("STATUS", Verbatim(_status(item)))
    if item.is_done:
        made.add("PERCENT-COMPLETE", 100)
    if item.form is Form.event:
        made.add("TRANSP", Verbatim("TRANSPARENT"))
    made.add("CATEGORIES", vCategory(_categories(item)))
    _add_relations(made, item, shown, view)
    _add_own(made, item)
    if view.options.profile is Profile.rich:
        _add_rich(made, item, view)
    if item.is_deadline and is_pending(item) and item.form is not Form.journal:
        wanted = {days for days in view.options.alarm_days if 0 <= days <= MAX_ALARM_DAYS}
        for days in sorted(wanted, reverse=True):
            made.add_component(_alarm(item, days, view))
    return made


def all_day(made: Component, placement: Placement) -> None:
    """Add the days of an event: the end is the day after the last, RFC 5545 section 3.6.1."""
    made.add("DTSTART", placement.first)
    if placement.last < dt.date.max:
        made.add("DTEND", placement.last + dt.timedelta(days=1))
    else:
        made.add("DURATION", dt.timedelta(days=placement.n_days))


def is_uri(text: str) -> bool:
    """Return whether a text is an address that can stand in a property as it is."""
    return _URI.fullmatch(text) is not None


def _add_days(made: Component, item: Item) -> None:
    placement = item.placement
    if placement is None:
        return
    match item.form:
        case Form.todo:
            made.add("DUE", placement.last)
        case Form.journal:
            made.add("DTSTART", placement.first)
        case _ if placement.moment is not None:
            made.add("DTSTART", placement.moment)
        case _:
            all_day(made, placement)


def _add_texts(made: Component, item: Item, view: View) -> None:
    entry, options, actors = item.entry, view.options, view.timeline.actors
    tags = {title.text: title.language for title in entry.says.titles}
    title = summary(item, actors, options.language)
    line = Text(title)
    language = next((tag for text, tag in tags.items() if title.endswith(text)), "en")
    if language != "en" and _LANGUAGE.fullmatch(language):
        line.params["LANGUAGE"] = language
    made.add("SUMMARY", line)
    made.add("DESCRIPTION", Text(description(item, view)))
    where = place_text(entry.says, actors, options.language)
    if where and item.form is not Form.journal:
        made.add("LOCATION", Text(where))
    place = entry.says.place
    if item.form is not Form.journal and place is not None and place.latitude is not None:
        made.add("GEO", Verbatim(f"{place.latitude:.6f};{place.longitude:.6f}"))
    addresses = list(_addresses(item, view))
    if addresses:
        made.add("URL", vUri(addresses[0][0]))


def _addresses(item: Item, view: View) -> Iterator[tuple[str, str]]:
    for source_id in item.entry.sources:
        source = view.sources.get(source_id)
        if source is not None and is_uri(source.url):
            yield source.url, source.outlet or source.id


def _status(item: Item) -> str:
    if item.realis in VOID:
        return "CANCELLED"
    match item.form:
        case Form.todo:
            return "COMPLETED" if item.is_done else "NEEDS-ACTION"
        case Form.journal:
            return "FINAL" if item.is_certain else "DRAFT"
        case _:
            return "CONFIRMED" if item.is_certain and not _is_disputed(item) else "TENTATIVE"


def _is_disputed(item: Item) -> bool:
    """Return whether sources disagree on when or whether it happened."""
    names = {item.field} if item.milestone is not None else {"when", "realis"}
    return any(field.name in names for field in item.entry.conflicts)


def _categories(item: Item) -> list[str]:
    entry = item.entry
    names: list[str] = [entry.type, entry.kind.group, entry.kind]
    if item.milestone is not None:
        names.append(item.milestone.stage)
    if item.realis is not Realis.actual:
        names.append(item.realis)
    if item.is_deadline:
        names.append("deadline")
    if item.placement is None or not item.placement.is_certain:
        names.append("fuzzy-date")
    if entry.conflicts:
        names.append("disputed")
    slugs = [name.replace("_", "-") for name in names]
    return list(dict.fromkeys([*slugs, *(party.actor for party in entry.parties)]))


def _add_relations(made: Component, item: Item, shown: ShownEntry, view: View) -> None:
    mirror = shown.mirror(item) if item.form is Form.todo else None
    if mirror is not None:
        _relate(made, view.uid(mirror), "PARENT", "deadline")
        return
    main = shown.items[0]
    if main is not item:
        _relate(made, view.uid(main), "SIBLING", "entry")
        return
    is_rich = view.options.profile is Profile.rich
    reltypes = _RICH_RELTYPES if is_rich else _RELTYPES
    for link in view.links_from(item.entry):
        if is_rich and link.relation in (Relation.follows, Relation.succeeds):
            continue
        _relate_link(made, view, link, link.target, reltypes.get(link.relation, "SIBLING"))
    if is_rich:
        for link in view.successors(item.entry):
            _relate_link(made, view, link, link.origin, "NEXT")


def _relate_link(made: Component, view: View, link: Link, other: EntryId, reltype: str) -> None:
    target = view.main_uid(other)
    if target is not None and target != str(made["UID"]):
        _relate(made, target, reltype, link.relation)


def _relate(made: Component, target: str, reltype: str, relation: str) -> None:
    made.add(
        "RELATED-TO",
        Text(target),
        {"RELTYPE": reltype, "X-ALLIANCEKIT-RELATION": relation.replace("_", "-")},
    )


def _add_own(made: Component, item: Item) -> None:
    """Add what iCalendar has no word for; names are ours, values are what the timeline holds."""
    entry = item.entry
    pairs = [
        ("ENTRY", entry.id),
        ("TITLE", entry.title),
        ("TYPE", entry.type),
        ("KIND", entry.kind),
    ]
    if item.milestone is not None:
        pairs.append(("STAGE", item.milestone.stage))
    pairs.append(("REALIS", item.realis))
    if item.when is not None:
        earliest, latest = bound_texts(item.when)
        pairs += [
            ("EDTF", item.when.edtf),
            ("PRECISION", precision(item.when)),
            ("EARLIEST", earliest),
            ("LATEST", latest),
        ]
    pairs.append(("WITNESSES", str(len(entry.witnesses))))
    pairs += [("RECORD", record.id) for record in entry.records]
    pairs += [("CONFLICT", field.name) for field in entry.conflicts]
    if item.basis:
        pairs.append(("BASIS", item.basis))
    for name, value in pairs:
        made.add(f"X-ALLIANCEKIT-{name}", Text(value))


def _add_rich(made: Component, item: Item, view: View) -> None:
    """Add links, concepts and groups (RFC 9253), participants and places (RFC 9073)."""
    entry, actors, language = item.entry, view.timeline.actors, view.options.language
    for address, label in _addresses(item, view):
        parameters = {"LINKREL": "describedby", "LABEL": label, "VALUE": "URI"}
        made.add("LINK", vUri(address), parameters)
    made.add("CONCEPT", vUri(f"x-alliancekit:{entry.type}/{entry.kind}"))
    made.add("REFID", Text(entry.id))
    if item.form is not Form.event:
        return
    for index, party in enumerate(entry.parties):
        participant = _Participant()
        participant.add("UID", Text(uid(entry.id, f"{item.key}.party.{index}")))
        participant.add("PARTICIPANT-TYPE", Verbatim("ACTIVE"))
        participant.add("SUMMARY", Text(actor_name(actors, party.actor, language)))
        participant.add("DESCRIPTION", Text(party.role.replace("_", " ")))
        participant.add("X-ALLIANCEKIT-ACTOR", Text(party.actor))
        made.add_component(participant)
    where = place_text(entry.says, actors, language)
    if where:
        location = _Location()
        location.add("UID", Text(uid(entry.id, f"{item.key}.place")))
        location.add("NAME", Text(where))
        made.add_component(location)


def dispute_note(item: Item, view: View) -> Component | None:
    """Return a journal entry on what the sources of an entry disagree on, ``None`` for nothing."""
    entry = item.entry
    if not entry.conflicts:
        return None
    note = Journal()
    note.add("UID", Text(uid(entry.id, "conflicts")))
    created, newest = view.published_days(entry)
    note.add("CREATED", created)
    note.add("DTSTART", newest.date())
    note.add("SUMMARY", Text(f"Sources disagree: {summary(item, view.timeline.actors, 'en')}"))
    lines = [
        f"{field.name}: {claim.text} [{', '.join(claim.records)}]"
        for field in entry.conflicts
        for claim in field.claims
    ]
    note.add("DESCRIPTION", Text("\n".join(lines)))
    note.add("STATUS", Verbatim("DRAFT"))
    note.add("CATEGORIES", vCategory(["disputed"]))
    _relate(note, view.uid(item), "PARENT", "entry")
    note.add("X-ALLIANCEKIT-ENTRY", Text(entry.id))
    return note


def _alarm(item: Item, days: int, view: View) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", Verbatim("DISPLAY"))
    alarm.add("DESCRIPTION", Text(summary(item, view.timeline.actors, view.options.language)))
    if item.form is Form.todo:
        alarm.add("TRIGGER", dt.timedelta(days=-days), {"RELATED": "END"})
    else:
        alarm.add("TRIGGER", dt.timedelta(days=-days))
    return alarm
