"""The linter finds every seeded fault, and nothing in a good file."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliancekit_icalendar import lint

GOOD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//a//b//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20240801T000000Z
DTSTART;VALUE=DATE:20240728
DTEND;VALUE=DATE:20240729
SUMMARY:Talks\\, and more
STATUS:CONFIRMED
ATTENDEE;CN="A: b; c":mailto:a@b.c
X-LONG:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
 y
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:d
TRIGGER:-P7D
END:VALARM
END:VEVENT
BEGIN:VTODO
UID:2
DTSTAMP:20240801T000000Z
DUE;VALUE=DATE:20250331
SUMMARY:Due
STATUS:NEEDS-ACTION
END:VTODO
END:VCALENDAR
""".replace("\n", "\r\n")

# The twelve of the project's own measurement first: half of them are found by no reader at hand.
FAULTS = {
    "no product": (("PRODID:-//a//b//EN\r\n", ""), "missing"),
    "ends before it starts": (("DTEND;VALUE=DATE:20240729", "DTEND;VALUE=DATE:20240727"), "order"),
    "line feeds alone": (("\r\n", "\n"), "line-break"),
    "fold within a character": (("SUMMARY:Talks", "SUMMARY:\u1ebf"), "fold-utf8"),
    "bare semicolon": (("SUMMARY:Talks", "SUMMARY:Talks; x"), "escape"),
    "long line": (("X-LONG:", "X-LONG:x-LONG:"), "line-length"),
    "unknown status": (("STATUS:CONFIRMED", "STATUS:MAYBE"), "status"),
    "end and duration": (("SUMMARY:Talks", "DURATION:P1D\r\nSUMMARY:Talks"), "duration"),
    "two summaries": (("SUMMARY:Talks", "SUMMARY:x\r\nSUMMARY:Talks"), "duplicate"),
    "no stamp": (("DTSTAMP:20240801T000000Z\r\nDTSTART", "DTSTART"), "missing"),
    "no identity": (("UID:1\r\n", ""), "missing"),
    "day and moment": (("DTEND;VALUE=DATE:20240729", "DTEND:20240729T000000Z"), "date-type"),
    "ends as it starts": (("DTEND;VALUE=DATE:20240729", "DTEND;VALUE=DATE:20240728"), "order"),
    "no end": (("DTEND;VALUE=DATE:20240729\r\n", ""), "missing"),
    "no start": (("DTSTART;VALUE=DATE:20240728\r\n", ""), "missing"),
    "one identity twice": (("UID:2", "UID:1"), "identity"),
    "bare comma": (("Talks\\,", "Talks,"), "escape"),
    "lone backslash": (("Talks\\,", "Talks\\x\\,"), "escape"),
    "fold within an escape": (("Talks\\,", "Talks\\\r\n ,"), "fold-escape"),
    "floating time": (("DTSTART;VALUE=DATE:20240728", "DTSTART:20240728T100000"), "floating"),
    "year of three digits": (("DATE:20240728", "DATE:7780728"), "date"),
    "month 13": (("DATE:20240728", "DATE:20241328"), "date"),
    "day without a type": (("DTSTART;VALUE=DATE:20240728", "DTSTART:20240728"), "date"),
    "stamp without a zone": (("DTSTAMP:20240801T000000Z", "DTSTAMP:20240801T000000"), "date"),
    "control character": (("SUMMARY:Talks", "SUMMARY:T\x0balks"), "control"),
    "blank summary": (("SUMMARY:Due", "SUMMARY: "), "empty"),
    "byte order mark": (("BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR"), "bom"),
    "no last line break": (("END:VCALENDAR\r\n", "END:VCALENDAR"), "line-break"),
    "empty line": (("END:VTODO", "\r\nEND:VTODO"), "empty-line"),
    "no colon": (("STATUS:CONFIRMED", "STATUS CONFIRMED"), "syntax"),
    "colon in quotes alone": (('CN="A: b; c":mailto:a@b.c', 'CN="A: b; c"'), "syntax"),
    "open quote": (('CN="A: b; c":mailto:a@b.c', 'CN=A":b'), "syntax"),
    "method": (("VERSION:2.0", "VERSION:2.0\r\nMETHOD:PUBLISH"), "method"),
    "alarm without text": (("DESCRIPTION:d\r\n", ""), "missing"),
    "huge revision": (("STATUS:CONF", "SEQUENCE:2147483648\r\nSTATUS:CONF"), "number"),
    "no number": (("STATUS:CONF", "PRIORITY:high\r\nSTATUS:CONF"), "number"),
    "refresh without a type": (("VERSION:2.0", "VERSION:2.0\r\nREFRESH-INTERVAL:P1D"), "value"),
    "never closed": (("END:VTODO\r\n", ""), "structure"),
    "calendar never closed": (("END:VCALENDAR\r\n", ""), "structure"),
    "property outside": (("BEGIN:VCALENDAR", "X-A:1\r\nBEGIN:VCALENDAR"), "structure"),
    "event outside": (("BEGIN:VCALENDAR\r\n", ""), "structure"),
}


def _codes(tmp_path: Path, data: bytes) -> set[str]:
    path = tmp_path / "any.ics"
    path.write_bytes(data)
    return {finding.code for finding in lint(path)}


def test_a_good_file_has_no_fault(tmp_path: Path) -> None:
    assert _codes(tmp_path, GOOD.encode()) == set()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_is_found(tmp_path: Path, fault: str) -> None:
    (old, new), code = FAULTS[fault]
    assert old in GOOD
    data = GOOD.replace(old, new).encode()
    if fault == "fold within a character":
        data = data.replace("\u1ebf".encode(), b"\xe1\r\n \xba\xbf")

    assert code in _codes(tmp_path, data)


def test_what_is_not_utf_8_is_found(tmp_path: Path) -> None:
    assert "encoding" in _codes(tmp_path, GOOD.replace("Due", "D\u00fce").encode("latin-1"))


@pytest.mark.parametrize("data", [b"", b"\x00", b" \r\n", b"\xff\xfe\r\n", b":" * 9, b"END:X\r\n"])
def test_what_is_no_calendar_is_a_finding_and_no_error(tmp_path: Path, data: bytes) -> None:
    assert "structure" in _codes(tmp_path, data)


def test_a_finding_says_where(tmp_path: Path) -> None:
    path = tmp_path / "any.ics"
    path.write_bytes(GOOD.replace("STATUS:CONFIRMED", "STATUS:MAYBE").encode())

    (finding,) = lint(path)

    assert str(finding) == "line 10: 'MAYBE' is no status of a VEVENT."
