"""What clients make of the calendar: khal, Radicale, Xandikos, libical and ical.js.

Each test says why where its client is not there.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import http.client
import importlib.util
import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from alliancekit.dates import FuzzyDate
from alliancekit.kinds import EventKind
from alliancekit.merging import merge
from alliancekit.model import Collection, Record, Source, Title
from alliancekit.model import Event as Meeting
from alliancekit.timeline import Timeline
from alliancekit_icalendar import FuzzyPolicy, Profile, published
from alliancekit_icalendar._lines import Component, folded_lines, text_line

Exported = Callable[..., tuple[bytes, Any]]
TimelineOf = Callable[..., Timeline]

_N_ITEMS = 30
_CHANGED = (3, 7, 19)


def _records(changed: tuple[int, ...] = ()) -> str:
    lines = []
    for number in range(_N_ITEMS):
        title = f"Họp số {number}; lần \\\\N, {'mới' if number in changed else 'cũ'}"
        when = ("2024-07-{:02d}", "2024-{:02d}", "1949-04-{:02d}")[number % 3]
        lines.append(
            f"- {{id: r{number}, event: summit, title: '{title}', edition: {number + 1},"
            f" when: '{when.format(number % 12 + 1)}', parties: [JPN, VNM]}}"
        )
    return "\n".join(lines)


def _calendars(exported: Exported, timeline_of: TimelineOf, folder: Path) -> tuple[Path, Path]:
    first, second = folder / "first.ics", folder / "second.ics"
    first.write_bytes(exported(timeline_of(_records()))[0])
    changed = timeline_of(_records(_CHANGED))
    second.write_bytes(exported(changed, previous=published(first))[0])
    return first, second


def _changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {key for key in before if before[key] != after[key]}


# ---------------------------------------------------------------- khal

_KHAL = shutil.which("khal")


@pytest.mark.slow
@pytest.mark.skipif(_KHAL is None, reason="needs khal")
def test_khal_updates_in_place(exported: Exported, timeline_of: TimelineOf, tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    config = tmp_path / "config"
    config.write_text(
        f"[calendars]\n[[a]]\npath = {store}\n[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ndateformat = %Y-%m-%d\n"
        "longdateformat = %Y-%m-%d\ntimeformat = %H:%M\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}

    def stored(calendar: Path) -> dict[str, str]:
        command = [str(_KHAL), "-c", str(config), "import", "--batch", "-a", "a", str(calendar)]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        return {path.name: path.read_text() for path in store.iterdir()}

    first, second = _calendars(exported, timeline_of, tmp_path)
    once = stored(first)
    twice = stored(first)
    after = stored(second)

    assert len(once) == len(twice) == len(after) == _N_ITEMS
    assert _changed(once, twice) == set()
    assert len(_changed(once, after)) == len(_CHANGED)


# ---------------------------------------------------------------- servers


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _server(command: list[str], port: int) -> Iterator[Callable[..., tuple[int, str]]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ask(method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request(method, path, body, {name.title(): h for name, h in headers.items()})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                ask("OPTIONS", "/")
                break
            time.sleep(0.1)
        yield ask
    finally:
        process.terminate()
        process.wait()


_COMPONENT = re.compile(
    rb"^BEGIN:(?P<form>VEVENT|VTODO|VJOURNAL)\r\nUID:(?P<uid>[^\r]*)\r\n.*?^END:(?P=form)\r\n",
    re.DOTALL | re.MULTILINE,
)


def _put_all(ask: Callable[..., tuple[int, str]], folder: str, calendar: Path) -> None:
    head = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
    for found in _COMPONENT.finditer(calendar.read_bytes()):
        body = head + found[0] + b"END:VCALENDAR\r\n"
        path = f"{folder}{found['uid'].decode()}.ics"
        status, text = ask("PUT", path, body, **{"content-type": "text/calendar; charset=utf-8"})
        assert status in (200, 201, 204), text


def _stored(ask: Callable[..., tuple[int, str]], folder: str, calendar: Path) -> dict[str, str]:
    return {
        name: ask("GET", f"{folder}{name}")[1]
        for component in Calendar.from_ical(calendar.read_bytes()).subcomponents
        for name in [f"{component['UID']}.ics"]
    }


def _check_server(
    command: Callable[[int], list[str]],
    folder: str,
    make: Callable[[Callable[..., tuple[int, str]]], None],
    calendars: tuple[Path, Path],
) -> None:
    port = _free_port()
    first, second = calendars
    with _server(command(port), port) as ask:
        make(ask)
        _put_all(ask, folder, first)
        once = _stored(ask, folder, first)
        _put_all(ask, folder, first)
        twice = _stored(ask, folder, first)
        _put_all(ask, folder, second)
        after = _stored(ask, folder, second)
        _, listing = ask("PROPFIND", folder, b"", depth="1")

    n_items = len(set(re.findall(r"[0-9a-f-]{36}\.ics", listing)))
    assert len(once) == n_items == _N_ITEMS
    assert once == twice
    assert len(_changed(once, after)) == len(_CHANGED)


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("radicale") is None, reason="needs radicale")
def test_radicale_updates_in_place(
    exported: Exported, timeline_of: TimelineOf, tmp_path: Path
) -> None:
    def command(port: int) -> list[str]:
        options = ["--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none"]
        store = ["--storage-filesystem-folder", str(tmp_path / "store"), "--config", os.devnull]
        return [sys.executable, "-m", "radicale", *options, *store]

    def make(ask: Callable[..., tuple[int, str]]) -> None:
        assert ask("MKCALENDAR", "/user/allies/", authorization="Basic dXNlcjo=")[0] == 201

    calendars = _calendars(exported, timeline_of, tmp_path)
    _check_server(command, "/user/allies/", make, calendars)


_XANDIKOS = shutil.which("xandikos")


@pytest.mark.slow
@pytest.mark.skipif(_XANDIKOS is None, reason="needs xandikos")
def test_xandikos_updates_in_place(
    exported: Exported, timeline_of: TimelineOf, tmp_path: Path
) -> None:
    def command(port: int) -> list[str]:
        place = ["-d", str(tmp_path / "store"), "-p", str(port), "-l", "127.0.0.1"]
        return [str(_XANDIKOS), *place, "--defaults"]

    calendars = _calendars(exported, timeline_of, tmp_path)
    _check_server(command, "/user/calendars/calendar/", lambda ask: None, calendars)


# ---------------------------------------------------------------- text

_PIECES = (
    *("\\", "\\\\", "\\n", "\\N", "\\;", "\\,", ";", ",", ":", '"', "\n", "\n\n", "\t", " ", "  "),
    *("^", "^n", "^'", "%0A", "BEGIN:VEVENT", "END:VCALENDAR", "ATTENDEE:mailto:a@b.c", "x", "é"),
    *("e\u0302\u0301", "ế", "日本", "\U0001f468\u200d\U0001f469", "\U0001f1ef\U0001f1f5", "\u200f"),
    *("\u2028", "\u00a0", "한국", "\u1112\u1161\u11ab", "=1+1", "<b>", "C:\\NATO\\file", "x" * 74),
)
_N_TEXTS = 3_000


def _adversarial_texts() -> list[str]:
    chosen = random.Random(5545)
    texts = []
    for number in range(_N_TEXTS):
        middle = "".join(chosen.choices(_PIECES, k=chosen.randint(1, 12)))
        # Letters at both ends: readers may trim blanks around a value.
        texts.append(f"a{number}{middle}z")
    return texts


@pytest.fixture(scope="module")
def adversarial(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], Path]:
    """3,000 texts and a calendar whose titles they are, one an event."""
    texts = _adversarial_texts()
    path = tmp_path_factory.mktemp("texts") / "texts.ics"
    calendar = [b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"]
    for number, text in enumerate(texts):
        event = Component(name="VEVENT", uid=str(number), lines=(text_line("SUMMARY", text),))
        calendar.append(folded_lines(event.content_lines()))
    path.write_bytes(b"".join([*calendar, b"END:VCALENDAR\r\n"]))
    return texts, path


@pytest.mark.slow
def test_icalendar_reads_every_text_as_it_was(adversarial: tuple[list[str], Path]) -> None:
    texts, path = adversarial

    read = [str(each["SUMMARY"]) for each in Calendar.from_ical(path.read_bytes()).subcomponents]

    assert read == texts


_ICAL_JS = """
const ICAL = require('ical.js'), fs = require('fs');
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[1], 'utf8')));
const titles = calendar.getAllSubcomponents().map(c => c.getFirstPropertyValue('summary'));
process.stdout.write(JSON.stringify(titles));
"""


def _node(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("node")
    if program is None:
        pytest.skip("needs node")
    if subprocess.run([program, "-e", "require('ical.js')"], capture_output=True).returncode:
        pytest.skip("needs ical.js on NODE_PATH")
    return subprocess.run(
        [program, "-e", *arguments], capture_output=True, text=True, check=True, encoding="utf-8"
    )


@pytest.mark.slow
def test_ical_js_reads_every_text_as_it_was(adversarial: tuple[list[str], Path]) -> None:
    texts, path = adversarial

    assert json.loads(_node(_ICAL_JS, str(path)).stdout) == texts


class _Libical:
    """The few functions of libical 3 that the tests call."""

    def __init__(self, path: str) -> None:
        self._library = ctypes.CDLL(path)
        for name in (
            "icalparser_parse_string",
            "icalcomponent_get_first_component",
            "icalcomponent_get_next_component",
            "icalcomponent_get_first_property",
            "icalproperty_string_to_kind",
        ):
            function = getattr(self._library, name)
            function.restype = ctypes.c_int if name.endswith("kind") else ctypes.c_void_p
        self._library.icalcomponent_get_summary.restype = ctypes.c_char_p

    def parse(self, data: bytes) -> ctypes.c_void_p:
        return ctypes.c_void_p(self._library.icalparser_parse_string(data))

    def events(self, calendar: ctypes.c_void_p) -> Iterator[ctypes.c_void_p]:
        kind = self._library.icalcomponent_string_to_kind(b"VEVENT")
        found = self._library.icalcomponent_get_first_component(calendar, kind)
        while found:
            yield ctypes.c_void_p(found)
            found = self._library.icalcomponent_get_next_component(calendar, kind)

    def summary(self, event: ctypes.c_void_p) -> str:
        return str(self._library.icalcomponent_get_summary(event).decode())

    def n_errors(self, calendar: ctypes.c_void_p) -> int:
        """Return how many faults it finds, by its grammar and by its table of restrictions."""
        self._library.icalrestriction_check(calendar)
        return int(self._library.icalcomponent_count_errors(calendar))


@pytest.fixture(scope="module")
def libical() -> _Libical:
    path = ctypes.util.find_library("ical")
    if path is None or not path.endswith(".so.3"):
        pytest.skip("needs libical 3")
    return _Libical(path)


@pytest.mark.slow
def test_libical_reads_every_text_as_it_was(
    adversarial: tuple[list[str], Path], libical: _Libical
) -> None:
    texts, path = adversarial
    calendar = libical.parse(path.read_bytes())

    assert [libical.summary(event) for event in libical.events(calendar)] == texts


@pytest.mark.slow
def test_a_title_goes_through_the_whole_way(exported: Exported, libical: _Libical) -> None:
    texts = _adversarial_texts()[::20]
    records = tuple(
        Record(
            id=f"s#r{number}",
            says=Meeting(
                kind=EventKind.summit,
                titles=(Title(text=text),),
                when=FuzzyDate("2024-07-28"),
                edition=number + 1,
            ),
        )
        for number, text in enumerate(texts)
    )
    timeline = merge(Collection(sources=(Source(id="s"),), records=records))

    data, _ = exported(timeline)

    calendar = libical.parse(data)
    assert sorted(libical.summary(event) for event in libical.events(calendar)) == sorted(texts)
    assert libical.n_errors(calendar) == 0


@pytest.mark.parametrize("policy", list(FuzzyPolicy))
def test_libical_finds_no_fault(
    exported: Exported, timeline_of: TimelineOf, libical: _Libical, policy: FuzzyPolicy
) -> None:
    timeline = timeline_of(
        "- {id: a, event: summit, title: Talks, when: 2024-07-28, parties: [JPN, USA],"
        " place: {name: Tokyo, country: JPN, latitude: 35.7, longitude: 139.7}}\n"
        "- {id: b, event: exercise, title: Drill, when: 2024-07}\n"
        "- {id: c, event: visit, title: V}\n"
        "- {id: d, event: call, when: '2024-04-10T22:00:00+09:00', follows: a}\n"
        "- {id: e, event: summit, when: 0778-02-05, realis: cancelled}\n"
        "- {id: f, event: summit, when: 9999-12-31}\n"
        "- {id: g, agreement: trade, parties: [JPN, USA], term: {months: 60, notice_months: 12},"
        " milestones: {signed: 2016-01-22, in_force: 2016-04-01}}\n"
        "- {id: h, event: founding, when: '[..2025-03-31]', realis: planned, about: g}\n"
    )

    data, _ = exported(
        timeline, fuzzy=policy, alarm_days=(7,), worked_out=True, url="https://a.b/c", color="navy"
    )

    assert libical.n_errors(libical.parse(data)) == 0


def test_libical_three_does_not_know_the_rich_profile(
    exported: Exported, timeline_of: TimelineOf, libical: _Libical
) -> None:
    timeline = timeline_of("- {id: a, event: summit, title: Talks, when: 2024-07-28}")

    data, _ = exported(timeline, profile=Profile.rich)

    assert libical.n_errors(libical.parse(data)) > 0
