"""EDTF text of what is more than one day: intervals and sets of which all hold."""

from __future__ import annotations

from typing import Final, NamedTuple

from alliancekit.dates.edtf import MAX_TEXT_CHARS, Reading, reading
from alliancekit.errors import DateError

# Two dates and the slash between them.
MAX_INTERVAL_CHARS: Final = 2 * MAX_TEXT_CHARS + 1


class SetReading(NamedTuple):
    """What an EDTF ``{set}`` says: its members in order, and EDTF of its first and its last day."""

    members: tuple[str, ...]
    start: str
    end: str

    @property
    def edtf(self) -> str:
        """The set in its canonical spelling."""
        return "{" + ",".join(self.members) + "}"


class _Member(NamedTuple):
    edtf: str
    start: Reading | None
    end: Reading | None


def interval_sides(text: str) -> tuple[str, str]:
    """Return both sides of an EDTF interval.

    >>> interval_sides("1951-09-08/..")
    ('1951-09-08', '..')

    Raises:
        DateError: There is not exactly one slash, or the text is too long.
    """
    if len(text) > MAX_INTERVAL_CHARS:
        raise DateError(text, f"an interval has at most {MAX_INTERVAL_CHARS} characters")
    left, slash, right = text.partition("/")
    if not slash or "/" in right:
        raise DateError(text, "an interval is two dates with one slash between them")
    return left, right


def set_reading(text: str) -> SetReading:
    """Return what an EDTF set says.

    >>> set_reading("{1960,1961-12}")
    SetReading(members=('1960', '1961-12'), start='1960', end='1961-12')

    Returns:
        ``start`` and ``end`` are ``""`` where the set has no first or last day (``{..1984}``).

    Raises:
        DateError: The text is no set of dates and ranges.
    """
    if len(text) > MAX_TEXT_CHARS:
        raise DateError(text, f"a set has at most {MAX_TEXT_CHARS} characters")
    if not (text.startswith("{") and text.endswith("}")):
        raise DateError(text, "a set stands in braces")
    members = {
        member.edtf: member for member in (_member(text, each) for each in text[1:-1].split(","))
    }
    ordered = sorted(members.values(), key=_place)
    starts = [member.start for member in ordered if member.start is not None]
    ends = [member.end for member in ordered if member.end is not None]
    return SetReading(
        tuple(member.edtf for member in ordered),
        _first(starts) if len(starts) == len(ordered) else "",
        _last(ends) if len(ends) == len(ordered) else "",
    )


def _member(text: str, element: str) -> _Member:
    element = element.strip()
    if element.startswith(("[", "{")) or "/" in element or "T" in element:
        raise DateError(text, "a set holds dates without a time, and ranges a..b, between commas")
    left, dots, right = element.partition("..")
    if not (left or right) or ".." in right:
        raise DateError(text, "a date is missing between the commas or braces")
    if not dots:
        says = reading(element)
        return _Member(says.edtf, says, says)
    start = reading(left) if left else None
    end = reading(right) if right else None
    if start and end and _bounds(start)[0] > _bounds(end)[1]:
        raise DateError(text, "the range ends before it starts")
    return _Member(f"{start.edtf if start else ''}..{end.edtf if end else ''}", start, end)


def _bounds(says: Reading) -> tuple[int, int]:
    # A member is a date without brackets, which always has both bounds.
    assert says.earliest is not None and says.latest is not None
    return says.earliest, says.latest


def _place(member: _Member) -> tuple[bool, int, bool, int, str]:
    start = _bounds(member.start)[0] if member.start else 0
    end = _bounds(member.end)[1] if member.end else 0
    return member.start is not None, start, member.end is None, end, member.edtf


def _first(starts: list[Reading]) -> str:
    """Return EDTF of the first of several unknown days: it is no later than the earliest latest."""
    opening = min(starts, key=lambda says: (_bounds(says)[0], says.edtf))
    closing = min(starts, key=lambda says: (_bounds(says)[1], says.edtf))
    if _bounds(opening)[1] == _bounds(closing)[1]:
        return opening.edtf
    return f"[{opening.edtf}..{closing.edtf}]"


def _last(ends: list[Reading]) -> str:
    """Return EDTF of the last of several unknown days: no earlier than the latest earliest."""
    opening = max(ends, key=lambda says: (_bounds(says)[0], says.edtf))
    closing = max(ends, key=lambda says: (_bounds(says)[1], says.edtf))
    if _bounds(opening)[0] == _bounds(closing)[0]:
        return closing.edtf
    return f"[{opening.edtf}..{closing.edtf}]"
