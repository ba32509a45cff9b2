"""The calendar on the stream, one component at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO

from alliancekit.exporting import ExportContext, Loss
from alliancekit.timeline import Timeline
from alliancekit_icalendar._colors import COLORS
from alliancekit_icalendar._components import all_day, component, dispute_note, is_uri
from alliancekit_icalendar._lines import (
    Component,
    day_line,
    folded_lines,
    moment_line,
    moment_value,
    plain_line,
    text_line,
)
from alliancekit_icalendar._options import (
    MAX_ALARM_DAYS,
    MAX_SEQUENCE,
    Form,
    ICalendarOptions,
    Profile,
    Published,
)
from alliancekit_icalendar._placement import Placement
from alliancekit_icalendar._previous import STAMP, digest
from alliancekit_icalendar._views import ShownEntry, View, calendar_uid, parties

_END = b"END:VCALENDAR\r\n"


def write(
    timeline: Timeline, stream: BinaryIO, options: ICalendarOptions, context: ExportContext
) -> None:
    """Write a timeline as a calendar; see :data:`alliancekit_icalendar.icalendar`."""
    view = View(timeline=timeline, options=options, stamp=context.stamp)
    stream.write(folded_lines(_head(view, context)))
    for days in options.alarm_days:
        if not 0 <= days <= MAX_ALARM_DAYS:
            reason = f"An alarm {days} days before is not from 0 to {MAX_ALARM_DAYS}."
            context.lose(Loss(entry="", field="alarm_days", reason=reason))
    party = view.party
    if party is not None and party not in timeline.actors and party not in parties(timeline):
        reason = f"No actor has the id or the one name {party!r}."
        context.lose(Loss(entry="", field="party", reason=reason))
    if timeline.collection.decisions:
        reason = "The calendar has no place for decisions; what they decided is in it."
        context.lose(Loss(entry="", field="decisions", reason=reason))
    written: set[str] = set()
    for n_done, entry in enumerate(timeline, start=1):
        shown = view.shown(entry)
        for loss in shown.losses():
            context.lose(loss)
        newest = view.published_days(entry)[1]
        for made in _entry_components(shown, view):
            if made.uid in written:
                context.lose(
                    Loss(entry=entry.id, field="*", reason="Another entry has the same identity.")
                )
                continue
            written.add(made.uid)
            stream.write(_revised(made, view, len(entry.records) - 1, newest))
        context.progress(n_done, len(timeline))
    for old in options.previous:
        if old.uid and old.uid not in written:
            written.add(old.uid)
            stream.write(_revised(_tombstone(old), view, 0, context.stamp))
    stream.write(_END)


def _entry_components(shown: ShownEntry, view: View) -> Iterator[Component]:
    for item in shown.items:
        yield component(item, shown, view)
    if shown.items and view.options.profile is Profile.rich:
        note = dispute_note(shown.items[0], view)
        if note is not None:
            yield note


def _head(view: View, context: ExportContext) -> Iterator[str]:
    options = view.options
    name = options.name.strip() or "Alliance timeline"
    yield "BEGIN:VCALENDAR"
    yield plain_line("VERSION", "2.0")
    yield text_line("PRODID", f"-//alliancekit//{context.generator}//EN")
    yield plain_line("CALSCALE", "GREGORIAN")
    yield text_line("UID", calendar_uid(options, view.party))
    yield moment_line("LAST-MODIFIED", context.stamp)
    for property_name in ("NAME", "X-WR-CALNAME"):
        yield text_line(property_name, name)
    if options.description.strip():
        for property_name in ("DESCRIPTION", "X-WR-CALDESC"):
            yield text_line(property_name, options.description)
    if options.color:
        if options.color.lower() in COLORS:
            yield plain_line("COLOR", options.color.lower())
        else:
            reason = f"{options.color!r} is no CSS3 name of a colour."
            context.lose(Loss(entry="", field="color", reason=reason))
    if options.url:
        if is_uri(options.url):
            yield plain_line("SOURCE", options.url, VALUE="URI")
        else:
            reason = f"{options.url!r} is no address that begins with http:// or https://."
            context.lose(Loss(entry="", field="url", reason=reason))
    yield plain_line("REFRESH-INTERVAL", f"P{options.refresh_days}D", VALUE="DURATION")
    yield plain_line("X-PUBLISHED-TTL", f"P{options.refresh_days}D")
    for field, policy in view.timeline.options.policies:
        yield text_line("X-ALLIANCEKIT-POLICY", f"{field}: {policy}")
    for source, trust in view.timeline.options.trust:
        yield text_line("X-ALLIANCEKIT-TRUST", f"{source}: {trust}")


def _tombstone(old: Published) -> Component:
    """Return what says to clients that a component is no longer there."""
    lines = [
        *_last_days(old),
        text_line("SUMMARY", old.summary if old.summary.strip() else "(untitled)"),
        text_line("DESCRIPTION", "Withdrawn: the timeline no longer holds this."),
        plain_line("STATUS", "CANCELLED"),
    ]
    if old.entry:
        lines.append(text_line("X-ALLIANCEKIT-ENTRY", old.entry))
    lines.append(plain_line("X-ALLIANCEKIT-WITHDRAWN", "TRUE"))
    return Component(name=old.form, uid=old.uid, lines=tuple(lines))


def _last_days(old: Published) -> Iterator[str]:
    first = old.first
    if old.form is Form.event:
        # An event needs a day even when nothing is known of it any more: RFC 5545 section 3.6.1.
        start = first or _NO_DAY
        last = max(old.last or start, start) if first is not None else start
        yield from all_day(Placement(first=start, last=last, is_certain=False))
    elif first is not None:
        yield day_line("DUE" if old.form is Form.todo else "DTSTART", first)


_NO_DAY = dt.date(1970, 1, 1)


def _revised(made: Component, view: View, sequence: int, newest: dt.datetime) -> bytes:
    """Return a component with its revision: the old one where nothing changed, else the next."""
    stamp = moment_value(newest)
    old = view.previous.get(made.uid)
    if old is not None:
        old_stamp = old.stamp if STAMP.fullmatch(old.stamp) else ""
        if old.digest == digest(made.content_lines()):
            sequence, stamp = old.sequence, old_stamp or stamp
        else:
            sequence = max(min(old.sequence + 1, MAX_SEQUENCE), sequence)
            stamp = max(old_stamp, moment_value(view.stamp))
    revision = (f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}", f"SEQUENCE:{sequence}")
    return folded_lines(made.content_lines(revision))
