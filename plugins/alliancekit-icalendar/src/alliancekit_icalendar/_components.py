"""Items of the timeline as components of the calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from alliancekit.kinds import Realis
from alliancekit.timeline import EntryId, Link, Relation
from alliancekit_icalendar._items import VOID, Item
from alliancekit_icalendar._lines import (
    Component,
    day_line,
    duration_line,
    escaped,
    moment_line,
    plain_line,
    text_line,
)
from alliancekit_icalendar._options import MAX_ALARM_DAYS, Form, Profile
from alliancekit_icalendar._placement import Placement, bound_texts, precision
from alliancekit_icalendar._texts import description, is_pending, place_text, summary
from alliancekit_icalendar._views import ShownEntry, View, uid

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
    created, _ = view.published_days(item.entry)
    identity = view.uid(item)
    lines = [
        moment_line("CREATED", created),
        *_days(item),
        *_texts(item, view),
        plain_line("STATUS", _status(item)),
    ]
    if item.is_done:
        lines.append(plain_line("PERCENT-COMPLETE", "100"))
    if item.form is Form.event:
        lines.append(plain_line("TRANSP", "TRANSPARENT"))
    lines.append(_categories_line(_categories(item)))
    lines += _relations(item, identity, shown, view)
    lines += _own(item)
    if view.options.profile is Profile.rich:
        lines += _rich(item, view)
    if item.is_deadline and is_pending(item) and item.form is not Form.journal:
        wanted = {days for days in view.options.alarm_days if 0 <= days <= MAX_ALARM_DAYS}
        for days in sorted(wanted, reverse=True):
            lines += _alarm(item, days, view)
    return Component(name=item.form, uid=identity, lines=tuple(lines))


def all_day(placement: Placement) -> Iterator[str]:
    """Yield the days of an event: the end is the day after the last, RFC 5545 section 3.6.1."""
    yield day_line("DTSTART", placement.first)
    if placement.last < dt.date.max:
        yield day_line("DTEND", placement.last + dt.timedelta(days=1))
    else:
        yield duration_line("DURATION", dt.timedelta(days=placement.n_days))


def is_uri(text: str) -> bool:
    """Return whether a text is an address that can stand in a property as it is."""
    return _URI.fullmatch(text) is not None


def _days(item: Item) -> Iterator[str]:
    placement = item.placement
    if placement is None:
        return
    match item.form:
        case Form.todo:
            yield day_line("DUE", placement.last)
        case Form.journal:
            yield day_line("DTSTART", placement.first)
        case _ if placement.moment is not None:
            yield moment_line("DTSTART", placement.moment)
        case _:
            yield from all_day(placement)


def _texts(item: Item, view: View) -> Iterator[str]:
    says = item.entry.says
    tags = {title.text: title.language for title in says.titles}
    title = summary(item, view)
    language = next((tag for text, tag in tags.items() if title.endswith(text)), "en")
    if language != "en" and _LANGUAGE.fullmatch(language):
        yield text_line("SUMMARY", title, LANGUAGE=language)
    else:
        yield text_line("SUMMARY", title)
    yield text_line("DESCRIPTION", description(item, view))
    where = place_text(says.place, view)
    if where and item.form is not Form.journal:
        yield text_line("LOCATION", where)
    place = says.place
    if item.form is not Form.journal and place is not None and place.latitude is not None:
        yield plain_line("GEO", f"{place.latitude:.6f};{place.longitude:.6f}")
    for address, _ in _addresses(item, view):
        yield plain_line("URL", address)
        return


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


def _categories_line(names: list[str]) -> str:
    return plain_line("CATEGORIES", ",".join(map(escaped, names)))


def _relations(item: Item, identity: str, shown: ShownEntry, view: View) -> Iterator[str]:
    mirror = shown.mirror(item) if item.form is Form.todo else None
    if mirror is not None:
        yield _relation(view.uid(mirror), "PARENT", "deadline")
        return
    main = shown.items[0]
    if main is not item:
        yield _relation(view.uid(main), "SIBLING", "entry")
        return
    is_rich = view.options.profile is Profile.rich
    reltypes = _RICH_RELTYPES if is_rich else _RELTYPES
    for link in view.links_from(item.entry):
        if is_rich and link.relation in (Relation.follows, Relation.succeeds):
            continue
        reltype = reltypes.get(link.relation, "SIBLING")
        yield from _link(identity, view, link, link.target, reltype)
    if is_rich:
        for link in view.successors(item.entry):
            yield from _link(identity, view, link, link.origin, "NEXT")


def _link(identity: str, view: View, link: Link, other: EntryId, reltype: str) -> Iterator[str]:
    target = view.main_uid(other)
    if target is not None and target != identity:
        yield _relation(target, reltype, link.relation)


def _relation(target: str, reltype: str, relation: str) -> str:
    return text_line(
        "RELATED-TO",
        target,
        RELTYPE=reltype,
        X_ALLIANCEKIT_RELATION=relation.replace("_", "-"),
    )


def _own(item: Item) -> Iterator[str]:
    """Yield what iCalendar has no word for; names are ours, values are what the timeline holds."""
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
    pairs += [("SLIP", claim.value.edtf) for claim in entry.slips]
    if item.basis:
        pairs.append(("BASIS", item.basis))
    for name, value in pairs:
        yield f"X-ALLIANCEKIT-{name}:{escaped(value)}"


def _rich(item: Item, view: View) -> Iterator[str]:
    """Yield links, concepts and groups (RFC 9253), participants and places (RFC 9073)."""
    entry = item.entry
    for address, label in _addresses(item, view):
        yield plain_line("LINK", address, LINKREL="describedby", LABEL=label, VALUE="URI")
    yield plain_line("CONCEPT", f"x-alliancekit:{entry.type}/{entry.kind}")
    yield text_line("REFID", entry.id)
    if item.form is not Form.event:
        return
    for index, party in enumerate(entry.parties):
        lines = (
            plain_line("PARTICIPANT-TYPE", "ACTIVE"),
            text_line("SUMMARY", view.actor_name(party.actor)),
            text_line("DESCRIPTION", party.role.replace("_", " ")),
            text_line("X-ALLIANCEKIT-ACTOR", party.actor),
        )
        identity = uid(entry.id, f"{item.key}.party.{index}")
        yield from Component(name="PARTICIPANT", uid=identity, lines=lines).content_lines()
    where = place_text(entry.says.place, view)
    if where:
        identity = uid(entry.id, f"{item.key}.place")
        named = (text_line("NAME", where),)
        yield from Component(name="VLOCATION", uid=identity, lines=named).content_lines()


def dispute_note(item: Item, view: View) -> Component | None:
    """Return a journal entry on what the sources of an entry disagree on, ``None`` for nothing."""
    entry = item.entry
    if not entry.conflicts:
        return None
    created, newest = view.published_days(entry)
    claims = [
        f"{field.name}: {claim.text} [{', '.join(claim.records)}]"
        for field in entry.conflicts
        for claim in field.claims
    ]
    lines = (
        moment_line("CREATED", created),
        day_line("DTSTART", newest.date()),
        text_line("SUMMARY", f"Sources disagree: {summary(item, view, language='en')}"),
        text_line("DESCRIPTION", "\n".join(claims)),
        plain_line("STATUS", "DRAFT"),
        _categories_line(["disputed"]),
        _relation(view.uid(item), "PARENT", "entry"),
        text_line("X-ALLIANCEKIT-ENTRY", entry.id),
    )
    return Component(name=Form.journal, uid=uid(entry.id, "conflicts"), lines=lines)


def _alarm(item: Item, days: int, view: View) -> Iterator[str]:
    before = dt.timedelta(days=-days)
    yield "BEGIN:VALARM"
    yield plain_line("ACTION", "DISPLAY")
    yield text_line("DESCRIPTION", summary(item, view))
    if item.form is Form.todo:
        yield duration_line("TRIGGER", before, RELATED="END")
    else:
        yield duration_line("TRIGGER", before)
    yield "END:VALARM"
