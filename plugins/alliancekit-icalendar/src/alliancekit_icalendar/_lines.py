"""Content lines: names, parameters and values as the calendar has them, folded to octets."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import attrs
from icalendar.parser import Parameters
from icalendar.prop import vDate, vDatetime, vDuration

# 75 octets, not characters, without the line break: RFC 5545 section 3.1.
_MAX_LINE_OCTETS = 75
# A continuation begins with the space that unfolding takes away again.
_MAX_CONTINUED_OCTETS = _MAX_LINE_OCTETS - 1
# The longest way back to the beginning of what a reader sees as one character; a family emoji of
# seven code points has 25 octets.
_MAX_CLUSTER_OCTETS = 48

_BACKSLASH, _CARET = ord("\\"), ord("^")
_ZERO_WIDTH_JOINER = "\u200d"


@attrs.frozen(kw_only=True)
class Component:
    """A component of a calendar.

    The library's own keeps every property as an object with a case-blind mapping of parameters,
    and parses what it renders: two thirds of the time of an export. Its types of values are used.

    Attributes:
        name: Such as ``VEVENT``.
        uid: Its identity.
        lines: What stands between its UID and its end, unfolded, in order.
    """

    name: str
    uid: str
    lines: tuple[str, ...]

    def content_lines(self, revision: Iterable[str] = ()) -> list[str]:
        """Return all lines; those of a revision come first, where readers look for them."""
        first, last = (f"BEGIN:{self.name}", text_line("UID", self.uid)), f"END:{self.name}"
        return [*first, *revision, *self.lines, last]


def text_line(name: str, text: str, **parameters: str) -> str:
    r"""Return a property whose value is text.

    >>> text_line("SUMMARY", "C:\\NATO; a", LANGUAGE="en")
    'SUMMARY;LANGUAGE=en:C:\\\\NATO\\; a'
    """
    return plain_line(name, escaped(text), **parameters)


def plain_line(name: str, value: str, **parameters: str) -> str:
    """Return a property whose value stands as it is: a name or a number, never text of a source.

    Args:
        name: Of the property.
        value: Without line breaks.
        parameters: By name, ``_`` for ``-``.
    """
    if not parameters:
        return f"{name}:{value}"
    named = {key.replace("_", "-"): given for key, given in parameters.items()}
    return f"{name};{_rendered(Parameters(named))}:{value}"


def day_line(name: str, day: dt.date) -> str:
    """Return a property whose value is a day."""
    return f"{name};VALUE=DATE:{_day_value(day)}"


def moment_line(name: str, moment: dt.datetime) -> str:
    """Return a property whose value is a moment in UTC."""
    return f"{name}:{moment_value(moment)}"


def duration_line(name: str, duration: dt.timedelta, **parameters: str) -> str:
    """Return a property whose value is a length of time."""
    return plain_line(name, _rendered(vDuration(duration)), **parameters)


@lru_cache(maxsize=1 << 12)
def _day_value(day: dt.date) -> str:
    return _rendered(vDate(day))


@lru_cache(maxsize=1 << 12)
def moment_value(moment: dt.datetime) -> str:
    """Return a moment in UTC as a value, such as ``20240801T000000Z``."""
    return _rendered(vDatetime(moment))


def _rendered(value: Any) -> str:
    octets: bytes = value.to_ical()
    return octets.decode()


def escaped(text: str) -> str:
    r"""Return text as a TEXT value.

    ``vText`` of icalendar 7.3.0 takes a backslash before ``N`` for a line break (``escape_char``
    begins with ``replace(r"\N", "\n")``), so that ``C:\NATO`` comes back on two lines. To be
    deleted when the library escapes the backslash first.

    >>> escaped("C:\\NATO; a, b\nc")
    'C:\\\\NATO\\; a\\, b\\nc'

    Source:
        RFC 5545 section 3.3.11.
    """
    return (
        text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r\n", "\\n")
        .replace("\r", "\\n")
        .replace("\n", "\\n")
    )


def folded(line: str) -> bytes:
    r"""Return a content line in UTF-8, folded, with its line break.

    The library's own fold parts ``\\`` in two where the first backslash is the 74th octet (it looks
    one character back; icalendar#1501), and base letters from their combining marks.

    >>> folded("SUMMARY:" + "x" * 70)
    b'SUMMARY:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n xxx\r\n'

    Args:
        line: Name, parameters and value, without line breaks.

    Returns:
        Lines of at most 75 octets, none of which begins within a UTF-8 sequence, an escape or,
        where that can be helped, a character as a reader sees it.
    """
    octets = line.encode()
    if len(octets) <= _MAX_LINE_OCTETS:
        return octets + b"\r\n"
    pieces, start, room = [], 0, _MAX_LINE_OCTETS
    while len(octets) - start > room:
        cut = _cut(octets, start, start + room)
        pieces.append(octets[start:cut])
        start, room = cut, _MAX_CONTINUED_OCTETS
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def folded_lines(lines: Iterable[str]) -> bytes:
    """Return content lines, folded and joined."""
    return b"".join(map(folded, lines))


def _cut(octets: bytes, start: int, end: int) -> int:
    end = _character_start(octets, end)
    cut = end
    while cut > max(start, end - _MAX_CLUSTER_OCTETS):
        if not _is_within_cluster(octets, cut):
            return _before_escape(octets, start, cut)
        cut = _character_start(octets, cut - 1)
    return _before_escape(octets, start, end)


def _character_start(octets: bytes, index: int) -> int:
    while octets[index] & 0xC0 == 0x80:
        index -= 1
    return index


def _before_escape(octets: bytes, start: int, cut: int) -> int:
    """Return the cut, moved before a backslash or caret that it would part from what it escapes."""
    if octets[cut - 1] not in (_BACKSLASH, _CARET):
        return cut
    first = cut
    while first > start and octets[first - 1] == octets[cut - 1]:
        first -= 1
    return cut - (cut - first) % 2


def _is_within_cluster(octets: bytes, index: int) -> bool:
    if octets[index] < 0x80:
        return False
    following = _character(octets, index)
    before = _character(octets, _character_start(octets, index - 1))
    return (
        before == _ZERO_WIDTH_JOINER
        or following == _ZERO_WIDTH_JOINER
        or unicodedata.category(following) in ("Mn", "Mc", "Me")
        or "\u1160" <= following <= "\u11ff"  # a vowel or final consonant of a Korean syllable
        or "\U0001f3fb" <= following <= "\U0001f3ff"  # a skin colour
        or (_is_regional(before) and _is_regional(following))  # two letters make one flag
    )


def _character(octets: bytes, index: int) -> str:
    return octets[index : index + 4].decode(errors="ignore")[:1]


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
