"""Faults of an iCalendar file, also those that no reader at hand finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from alliancekit.exporting import Finding

_MAX_LINE_OCTETS: Final = 75
_NAME = re.compile(r"[A-Za-z0-9-]+", re.ASCII)
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
_DATE = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)
_MOMENT = re.compile(r"\d{8}T([01]\d|2[0-3])[0-5]\d([0-5]\d|60)(?P<utc>Z?)", re.ASCII)
_ESCAPES = re.compile(r"\\[\\;,nN]")

_SINGLE_TEXTS: Final = frozenset(
    {"SUMMARY", "DESCRIPTION", "LOCATION", "UID", "RELATED-TO", "NAME", "REFID", "PRODID"}
)
_TEXTS: Final = _SINGLE_TEXTS | {"CATEGORIES", "CONTACT", "RESOURCES"}
_DATES: Final = frozenset({"DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "EXDATE", "RDATE"})
_UTC: Final = frozenset({"DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED"})
_ONCE: Final = frozenset(
    {
        "CALSCALE", "CLASS", "COMPLETED", "CREATED", "DTEND", "DTSTAMP", "DTSTART", "DUE",
        "DURATION", "GEO", "LAST-MODIFIED", "LOCATION", "METHOD", "ORGANIZER",
        "PERCENT-COMPLETE", "PRIORITY", "PRODID", "RECURRENCE-ID", "SEQUENCE", "STATUS",
        "SUMMARY", "TRANSP", "TRIGGER", "UID", "URL", "VERSION",
    }
)  # fmt: skip
_STATUSES: Final = {
    "VEVENT": frozenset({"TENTATIVE", "CONFIRMED", "CANCELLED"}),
    "VTODO": frozenset({"NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"}),
    "VJOURNAL": frozenset({"DRAFT", "FINAL", "CANCELLED"}),
}
_IDENTIFIED: Final = frozenset({"VEVENT", "VTODO", "VJOURNAL"})
_MAX_INT: Final = 2**31 - 1


@attrs.frozen(kw_only=True)
class _Line:
    number: int
    name: str
    parameters: str
    value: str


@attrs.define(kw_only=True)
class _Open:
    name: str
    number: int
    properties: list[_Line] = attrs.Factory(list)


def lint_lines(physical: Iterable[bytes]) -> Iterator[Finding]:
    """Yield the faults of a file that is given as its lines, each with its line break."""
    uids: dict[str, int] = {}
    opened: list[_Open] = []
    n_calendars = 0
    for line in _logical(physical):
        if isinstance(line, Finding):
            yield line
            continue
        yield from _line_faults(line)
        name, value = line.name, line.value.upper()
        if name == "BEGIN":
            if not opened and value != "VCALENDAR":
                yield _fault("structure", f"{value} stands outside a VCALENDAR.", line.number)
            n_calendars += value == "VCALENDAR"
            opened.append(_Open(name=value, number=line.number))
        elif name == "END":
            if not opened or opened[-1].name != value:
                yield _fault("structure", f"END:{value} closes nothing.", line.number)
                continue
            yield from _component_faults(opened.pop(), uids)
        elif opened:
            opened[-1].properties.append(line)
        else:
            yield _fault("structure", f"{name} stands outside a component.", line.number)
    for left in opened:
        yield _fault("structure", f"BEGIN:{left.name} is never closed.", left.number)
    if not n_calendars:
        yield Finding(code="structure", message="There is no VCALENDAR.")


def _fault(code: str, message: str, number: int) -> Finding:
    return Finding(code=code, message=message, where=f"line {number}")


def _logical(physical: Iterable[bytes]) -> Iterator[_Line | Finding]:
    """Yield the content lines, unfolded, with the faults of how they are written between them."""
    pieces: list[bytes] = []
    start = 0
    for number, raw in enumerate(physical, start=1):
        yield from _physical_faults(raw, number)
        octets = raw.removesuffix(b"\n").removesuffix(b"\r")
        if number == 1:
            octets = octets.removeprefix(b"\xef\xbb\xbf")
        if octets[:1] in (b" ", b"\t") and pieces:
            yield from _fold_faults(b"".join(pieces), octets[1:], number)
            pieces.append(octets[1:])
            continue
        yield from _parsed(pieces, start)
        pieces, start = [octets], number
    yield from _parsed(pieces, start)


def _physical_faults(raw: bytes, number: int) -> Iterator[Finding]:
    if number == 1 and raw.startswith(b"\xef\xbb\xbf"):
        yield _fault("bom", "The file begins with a byte order mark.", number)
    if not raw.endswith(b"\r\n"):
        yield _fault("line-break", "The line does not end in CR and LF.", number)
    n_octets = len(raw.removesuffix(b"\n").removesuffix(b"\r"))
    if n_octets > _MAX_LINE_OCTETS:
        message = f"The line has {n_octets} octets, more than {_MAX_LINE_OCTETS}."
        yield _fault("line-length", message, number)


def _fold_faults(before: bytes, after: bytes, number: int) -> Iterator[Finding]:
    if after[:1] and after[0] & 0xC0 == 0x80:
        yield _fault("fold-utf8", "The fold parts the octets of one character.", number)
    tail = before[-256:]
    n_backslashes = len(tail) - len(tail.rstrip(b"\\"))
    if n_backslashes % 2:
        yield _fault("fold-escape", "The fold parts a backslash from what it escapes.", number)


def _parsed(pieces: list[bytes], number: int) -> Iterator[_Line | Finding]:
    octets = b"".join(pieces)
    if not octets:
        if pieces:
            yield _fault("empty-line", "The line is empty.", number)
        return
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        yield _fault("encoding", "The line is not in UTF-8.", number)
        text = octets.decode(errors="replace")
    head, colon, value = _split(text)
    name, _, parameters = head.partition(";")
    if not colon or _NAME.fullmatch(name) is None:
        yield _fault("syntax", "The line is no property: it has no name and colon.", number)
        return
    yield _Line(number=number, name=name.upper(), parameters=parameters, value=value)


def _split(text: str) -> tuple[str, str, str]:
    """Return name with parameters, colon and value, where colons in quotes are no end."""
    if '"' not in text.partition(":")[0]:
        return text.partition(":")
    is_quoted = False
    for index, char in enumerate(text):
        if char == '"':
            is_quoted = not is_quoted
        elif char == ":" and not is_quoted:
            return text[:index], ":", text[index + 1 :]
    return text, "", ""


def _line_faults(line: _Line) -> Iterator[Finding]:
    if _CONTROLS.search(line.value) or _CONTROLS.search(line.parameters):
        yield _fault("control", f"{line.name} holds a control character.", line.number)
    if line.name in _TEXTS:
        yield from _text_faults(line)
    if line.name in _DATES:
        yield from _date_faults(line)
    if line.name in _UTC and not (_MOMENT.fullmatch(line.value) and line.value.endswith("Z")):
        yield _fault("date", f"{line.name} is no moment in UTC.", line.number)
    if line.name in ("SEQUENCE", "PRIORITY"):
        is_number = line.value.isascii() and line.value.isdigit()
        if not is_number or int(line.value) > _MAX_INT:
            yield _fault("number", f"{line.name} is no number from 0 to {_MAX_INT}.", line.number)
    if line.name in ("REFRESH-INTERVAL", "SOURCE") and "VALUE=" not in line.parameters.upper():
        yield _fault("value", f"{line.name} must name its VALUE.", line.number)


def _text_faults(line: _Line) -> Iterator[Finding]:
    rest = _ESCAPES.sub("", line.value)
    if "\\" in rest:
        yield _fault("escape", f"{line.name} has a backslash that escapes nothing.", line.number)
    if ";" in rest:
        yield _fault("escape", f"{line.name} has a semicolon that is not escaped.", line.number)
    if line.name in _SINGLE_TEXTS and "," in rest:
        yield _fault("escape", f"{line.name} has a comma that is not escaped.", line.number)
    if line.name == "SUMMARY" and not line.value.strip():
        yield _fault("empty", "SUMMARY is blank; libical takes it away.", line.number)


def _is_date(line: _Line) -> bool:
    return "VALUE=DATE" in line.parameters.upper().split(";")


def _date_faults(line: _Line) -> Iterator[Finding]:
    if _is_date(line):
        found = _DATE.fullmatch(line.value)
        if not found or not ("01" <= found["month"] <= "12" and "01" <= found["day"] <= "31"):
            yield _fault("date", f"{line.name} is no date of eight digits.", line.number)
        return
    moment = _MOMENT.fullmatch(line.value)
    if moment is None:
        yield _fault("date", f"{line.name} is no moment, and does not say VALUE=DATE.", line.number)
    elif not moment["utc"] and "TZID=" not in line.parameters.upper():
        yield _fault("floating", f"{line.name} has neither UTC nor a time zone.", line.number)


def _component_faults(opened: _Open, uids: dict[str, int]) -> Iterator[Finding]:
    first: dict[str, _Line] = {}
    for line in opened.properties:
        if line.name in first and line.name in _ONCE:
            yield _fault("duplicate", f"{line.name} stands twice.", line.number)
        first.setdefault(line.name, line)
    name = opened.name
    if name == "VCALENDAR":
        yield from _missing(opened, first, "PRODID", "VERSION")
        if "METHOD" in first:
            message = "METHOD makes an invitation of the calendar."
            yield _fault("method", message, first["METHOD"].number)
    if name in _IDENTIFIED:
        yield from _missing(opened, first, "UID", "DTSTAMP")
        yield from _identity_faults(first, uids)
        status = first.get("STATUS")
        if status is not None and status.value.upper() not in _STATUSES[name]:
            yield _fault("status", f"{status.value!r} is no status of a {name}.", status.number)
    if name == "VEVENT":
        yield from _missing(opened, first, "DTSTART")
    if name == "VALARM":
        yield from _missing(opened, first, "ACTION", "TRIGGER")
        if first.get("ACTION") and first["ACTION"].value.upper() == "DISPLAY":
            yield from _missing(opened, first, "DESCRIPTION")
    if name in ("VEVENT", "VTODO"):
        yield from _duration_faults(name, first)


def _missing(opened: _Open, first: dict[str, _Line], *names: str) -> Iterator[Finding]:
    for name in names:
        if name not in first:
            yield _fault("missing", f"{opened.name} has no {name}.", opened.number)


def _identity_faults(first: dict[str, _Line], uids: dict[str, int]) -> Iterator[Finding]:
    line = first.get("UID")
    if line is None or "RECURRENCE-ID" in first:
        return
    before = uids.setdefault(line.value, line.number)
    if before != line.number:
        yield _fault("identity", f"The UID stands already on line {before}.", line.number)


def _duration_faults(name: str, first: dict[str, _Line]) -> Iterator[Finding]:
    end_name = "DTEND" if name == "VEVENT" else "DUE"
    start, end = first.get("DTSTART"), first.get(end_name)
    if end is not None and "DURATION" in first:
        yield _fault("duration", f"{end_name} and DURATION exclude each other.", end.number)
    if start is None:
        return
    if end is None:
        if name == "VEVENT" and _is_date(start) and "DURATION" not in first:
            message = "An event of whole days needs its DTEND for some clients."
            yield _fault("missing", message, start.number)
        return
    if _is_date(start) != _is_date(end):
        yield _fault("date-type", f"DTSTART and {end_name} are of two types.", end.number)
    elif end.value < start.value or (end.value == start.value and _is_date(start)):
        yield _fault("order", f"{end_name} is not after DTSTART.", end.number)
