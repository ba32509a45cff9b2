"""The calendar on the stream, one component at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO

from icalendar import Calendar, Component, Event, Journal, Todo
from icalendar.prop import vUri

from alliancekit.exporting import ExportContext, Loss
from alliancekit.timeline import EntryId, Timeline
from alliancekit_icalendar._colors import COLORS
from alliancekit_icalendar._components import all_day, component, dispute_note, is_uri
from alliancekit_icalendar._lines import (
    Text,
    Verbatim,
    component_bytes,
    content_lines,
    folded_lines,
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
from alliancekit_icalendar._views import ShownEntry, View, calendar_uid

_BEGIN, _END = b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n"
_TOMBSTONES: dict[Form, type[Component]] = {
    Form.event: Event,
    Form.todo: Todo,
    Form.journal: Journal,
}


def write(
    timeline: Timeline, stream: BinaryIO, options: ICalendarOptions, context: ExportContext
) -> None:
    """Write a timeline as a calendar; see :data:`alliancekit_icalendar.icalendar`."""
    view = View(timeline=timeline, options=options, stamp=context.stamp)
    stream.write(_head(view, context))
    for days in options.alarm_days:
        if not 0 <= days <= MAX_ALARM_DAYS:
            reason = f"An alarm {days} days before is not from 0 to {MAX_ALARM_DAYS}."
            context.lose(Loss(entry=EntryId(""), field="alarm_days", reason=reason))
    written: set[str] = set()
    for n_done, entry in enumerate(timeline, start=1):
        shown = view.shown(entry)
        for loss in shown.losses():
            context.lose(loss)
        newest = view.published_days(entry)[1]
        for made in _entry_components(shown, view):
            identity = str(made["UID"])
            if identity in written:
                context.lose(
                    Loss(entry=entry.id, field="*", reason="Another entry has the same identity.")
                )
                continue
            written.add(identity)
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


def _head(view: View, context: ExportContext) -> bytes:
    options = view.options
    name = options.name.strip() or "Alliance timeline"
    head = Calendar()
    head.add("VERSION", Verbatim("2.0"))
    head.add("PRODID", Text(f"-//alliancekit//{context.generator}//EN"))
    head.add("CALSCALE", Verbatim("GREGORIAN"))
    head.add("UID", Text(calendar_uid(options)))
    head.add("LAST-MODIFIED", context.stamp)
    for property_name in ("NAME", "X-WR-CALNAME"):
        head.add(property_name, Text(name))
    if options.description.strip():
        for property_name in ("DESCRIPTION", "X-WR-CALDESC"):
            head.add(property_name, Text(options.description))
    if options.color:
        if options.color.lower() in COLORS:
            head.add("COLOR", Verbatim(options.color.lower()))
        else:
            reason = f"{options.color!r} is no CSS3 name of a colour."
            context.lose(Loss(entry=EntryId(""), field="color", reason=reason))
    if options.url:
        if is_uri(options.url):
            # icalendar 7.3.0 leaves out VALUE, which RFC 7986 sections 5.7 and 5.8 require.
            head.add("SOURCE", vUri(options.url), {"VALUE": "URI"})
        else:
            reason = f"{options.url!r} is no address that begins with http:// or https://."
            context.lose(Loss(entry=EntryId(""), field="url", reason=reason))
    refresh = Verbatim(f"P{options.refresh_days}D")
    refresh.params["VALUE"] = "DURATION"
    head.add("REFRESH-INTERVAL", refresh)
    head.add("X-PUBLISHED-TTL", Verbatim(refresh))
    return component_bytes(head).removesuffix(_END)


def _tombstone(old: Published) -> Component:
    """Return what says to clients that a component is no longer there."""
    made = _TOMBSTONES[old.form]()
    made.add("UID", Text(old.uid))
    first = old.first
    if first is not None:
        if old.form is Form.event:
            last = max(old.last or first, first)
            all_day(made, Placement(first=first, last=last, is_certain=False))
        else:
            made.add("DUE" if old.form is Form.todo else "DTSTART", first)
    elif old.form is Form.event:
        # An event needs a day even when nothing is known of it any more: RFC 5545 section 3.6.1.
        all_day(made, Placement(first=_NO_DAY, last=_NO_DAY, is_certain=False))
    made.add("SUMMARY", Text(old.summary if old.summary.strip() else "(untitled)"))
    made.add("DESCRIPTION", Text("Withdrawn: the timeline no longer holds this."))
    made.add("STATUS", Verbatim("CANCELLED"))
    if old.entry:
        made.add("X-ALLIANCEKIT-ENTRY", Text(old.entry))
    made.add("X-ALLIANCEKIT-WITHDRAWN", Verbatim("TRUE"))
    return made


_NO_DAY = dt.date(1970, 1, 1)


def _revised(made: Component, view: View, sequence: int, newest: dt.datetime) -> bytes:
    """Return a component with its revision: the old one where nothing changed, else the next."""
    lines = list(content_lines(made))
    stamp = _stamp(newest)
    old = view.previous.get(str(made["UID"]))
    if old is not None:
        old_stamp = old.stamp if STAMP.fullmatch(old.stamp) else ""
        if old.digest == digest(lines):
            sequence, stamp = old.sequence, old_stamp or stamp
        else:
            sequence = max(min(old.sequence + 1, MAX_SEQUENCE), sequence)
            stamp = max(old_stamp, _stamp(view.stamp))
    # After BEGIN and UID, where readers look for them.
    lines[2:2] = [f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}", f"SEQUENCE:{sequence}"]
    return folded_lines(lines)


def _stamp(moment: dt.datetime) -> str:
    # Not strftime, which writes the year 800 in three digits on some systems.
    return f"{moment.year:04d}{moment:%m%dT%H%M%S}Z"
