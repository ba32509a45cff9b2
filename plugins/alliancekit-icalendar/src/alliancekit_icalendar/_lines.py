"""Content lines: what the icalendar library gets wrong about text, and components as bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from icalendar import Component
from icalendar.prop import vText

# 75 octets, not characters, without the line break: RFC 5545 section 3.1.
_MAX_LINE_OCTETS = 75
# A continuation begins with the space that unfolding takes away again.
_MAX_CONTINUED_OCTETS = _MAX_LINE_OCTETS - 1
# The longest way back to the beginning of what a reader sees as one character; a family emoji of
# seven code points has 25 octets.
_MAX_CLUSTER_OCTETS = 48

_BACKSLASH, _CARET = ord("\\"), ord("^")
_ZERO_WIDTH_JOINER = "\u200d"


def escaped(text: str) -> str:
    r"""Return text as a TEXT value.

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


class Text(vText):
    r"""A TEXT value that reads back as it was given.

    ``vText`` of icalendar 7.3.0 takes a backslash before ``N`` for a line break (``escape_char``
    begins with ``replace(r"\N", "\n")``), so that ``C:\NATO`` comes back on two lines. To be
    deleted when the library escapes the backslash first.
    """

    __slots__ = ()

    def to_ical(self) -> bytes:
        """Return the escaped text in UTF-8."""
        return escaped(self).encode()


class Verbatim(vText):
    """A value that stands as it is: a name or a number of ours, never text of a source."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        """Return the value in UTF-8."""
        return self.encode()


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


def component_bytes(component: Component) -> bytes:
    """Return a component with everything in it, in the order in which its properties were added."""
    return folded_lines(content_lines(component))


def content_lines(component: Component) -> Iterator[str]:
    """Yield the lines of a component, unfolded, in the order in which its properties were added.

    The library's own ``content_lines`` parses and renders the parameters of every property again,
    which takes half of the time of an export.
    """
    items: list[tuple[str, Any]] = component.property_items(sorted=False)
    for name, value in items:
        if isinstance(value, bytes):  # BEGIN and END come as their rendered values
            yield f"{name}:{value.decode()}"
        elif value.params:
            yield f"{name};{value.params.to_ical().decode()}:{value.to_ical().decode()}"
        else:
            yield f"{name}:{value.to_ical().decode()}"


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
