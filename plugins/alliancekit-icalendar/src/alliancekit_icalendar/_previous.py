"""What a calendar held when it was last written, and what that means for the next one."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from alliancekit.errors import OptionsError, quoted
from alliancekit_icalendar._options import MAX_SEQUENCE, Form, ICalendarOptions, Published

# Properties that say when and how often a component was revised, not what it says.
_VOLATILE = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")
STAMP = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
_DAY = re.compile(r"\d{8}", re.ASCII)
_NUMBER = re.compile(r"\d{1,10}", re.ASCII)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_FORMS = frozenset(Form)


def published(path: str | Path) -> tuple[Published, ...]:
    """Return what a calendar that this plugin wrote holds, for the option ``previous``.

    Args:
        path: The calendar as it was published last.

    Returns:
        Its events, to-dos and journal entries, in their order.

    Raises:
        OptionsError: The file is no iCalendar file in UTF-8.
        OSError: It cannot be read.
    """
    try:
        # Line by line: the text of a large calendar takes several times the room of the file.
        with Path(path).open(encoding="utf-8", newline="\n") as lines:
            return published_lines(lines)
    except UnicodeDecodeError as error:
        raise OptionsError(str(path), [f"previous: {quoted(str(path))} is not in UTF-8"]) from error


def continued(options: ICalendarOptions, path: Path) -> ICalendarOptions:
    """Return options that continue from a calendar that this plugin wrote.

    Raises:
        OptionsError: The file is no iCalendar file in UTF-8.
        OSError: It cannot be read.
    """
    return attrs.evolve(options, previous=published(path))


def published_lines(lines: Iterable[str]) -> tuple[Published, ...]:
    """Return what the lines of a calendar hold, folded or not; see :func:`published`."""
    content = unfolded(lines)
    first = next(content, "")
    if not first.startswith("BEGIN:VCALENDAR"):
        raise OptionsError(quoted(first[:80]), ["previous: it does not begin with BEGIN:VCALENDAR"])
    return tuple(map(_read, _components(content)))


def unfolded(lines: Iterable[str]) -> Iterator[str]:
    """Yield the content lines of a calendar, without folds and line breaks."""
    pieces: list[str] = []
    for physical in lines:
        line = physical.removesuffix("\n").removesuffix("\r")
        if line[:1] in (" ", "\t") and pieces:
            pieces.append(line[1:])
            continue
        if pieces:
            yield "".join(pieces)
        pieces = [line] if line else []
    if pieces:
        yield "".join(pieces)


def _components(lines: Iterable[str]) -> Iterator[list[str]]:
    open_form = ""
    collected: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        if not open_form and name == "BEGIN" and value in _FORMS:
            open_form, collected = value, []
        if open_form:
            collected.append(line)
        if name == "END" and value == open_form and open_form:
            yield collected
            open_form = ""


def _read(lines: list[str]) -> Published:
    values: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        values.setdefault(name.partition(";")[0], value)
    first = _day(values.get("DTSTART") or values.get("DUE", ""))
    end = _day(values.get("DTEND", ""))
    sequence = values.get("SEQUENCE", "")
    stamp = values.get("LAST-MODIFIED", "")
    return Published(
        uid=_unescaped(values.get("UID", "")),
        form=Form(values["BEGIN"]),
        sequence=min(int(sequence), MAX_SEQUENCE) if _NUMBER.fullmatch(sequence) else 0,
        stamp=stamp if STAMP.fullmatch(stamp) else "",
        digest=digest(lines),
        summary=_unescaped(values.get("SUMMARY", "")),
        entry=_unescaped(values.get("X-ALLIANCEKIT-ENTRY", "")),
        first=first,
        last=end - dt.timedelta(days=1) if end and first and end > first else first,
        is_withdrawn=values.get("X-ALLIANCEKIT-WITHDRAWN") == "TRUE",
    )


def _day(text: str) -> dt.date | None:
    found = _DAY.match(text)
    if found is None:
        return None
    try:
        return dt.datetime.strptime(f"{found[0]}Z", "%Y%m%d%z").date()
    except ValueError:
        return None


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def digest(lines: Iterable[str]) -> str:
    """Return the SHA-256 of what a component says, without when and how often it was revised."""
    kept = [line for line in lines if not line.startswith(_VOLATILE)]
    return hashlib.sha256("\n".join(kept).encode()).hexdigest()
