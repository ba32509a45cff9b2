"""FuzzyDate and Span: when something happened and how long it lasted, as far as that is known."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from typing import NoReturn

import attrs

from alliancekit.dates.calendar import Day
from alliancekit.dates.edtf import Hemisphere, Reading, common_reading, placed, reading
from alliancekit.dates.parts import Precision
from alliancekit.dates.spans import SetReading, interval_sides, set_reading
from alliancekit.errors import DateError


class End(enum.StrEnum):
    """What is known of an end of a date or of a span."""

    known = "known"
    open = "open"
    unknown = "unknown"
    censored = "censored"


_set = object.__setattr__


def _unordered(self: object, other: object) -> NoReturn:
    raise TypeError(
        "dates that are not fully known have no order: ask before(a, b), which may answer MAYBE, "
        "or sort with key=sort_key"
    )


@attrs.frozen
class FuzzyDate:
    """One unknown day, and all that is known of it.

    >>> when = FuzzyDate("2024-07", as_written="im Juli")
    >>> when.earliest, when.latest, when.precision.value, when.is_exact
    (739068, 739098, 'month', False)
    >>> FuzzyDate("[..2024-07-31]").earliest_end.value
    'open'

    Args:
        edtf: EDTF, level 0 to 2, of one day; kept in its canonical spelling.
        as_written: How the source writes it, in its own words and calendar.
        basis: How it was worked out, where the source does not print it.

    Raises:
        DateError: The text is not EDTF of one day.
    """

    edtf: str
    as_written: str = attrs.field(default="", kw_only=True)
    basis: str = attrs.field(default="", kw_only=True)
    _reading: Reading = attrs.field(init=False, eq=False, repr=False)

    # Written out, since the class is made a million times: attrs' own takes half as long again.
    def __init__(self, edtf: str, *, as_written: str = "", basis: str = "") -> None:
        try:
            says = common_reading(edtf) or reading(edtf)
        except (TypeError, AttributeError) as error:
            raise DateError(str(edtf), "a date is made from EDTF text") from error
        _set_edtf(self, says[0])
        _set_as_written(self, as_written)
        _set_basis(self, basis)
        _set_reading(self, says)

    @property
    def earliest(self) -> Day | None:
        """First day that it may be, or None where it has no such bound."""
        return self._reading.earliest

    @property
    def latest(self) -> Day | None:
        """Last day that it may be, or None where it has no such bound."""
        return self._reading.latest

    @property
    def earliest_end(self) -> End:
        """``known``, or ``open`` where there is no first day."""
        return End.open if self._reading.earliest is None else End.known

    @property
    def latest_end(self) -> End:
        """``known``, or ``open`` where there is no last day."""
        return End.open if self._reading.latest is None else End.known

    @property
    def uncertain(self) -> bool:
        """Whether it is marked ``?`` or ``%`` anywhere."""
        return self._reading.uncertain

    @property
    def approximate(self) -> bool:
        """Whether it is marked ``~`` or ``%`` anywhere."""
        return self._reading.approximate

    @property
    def precision(self) -> Precision:
        """How narrowly it is known."""
        return self._reading.precision

    @property
    def is_exact(self) -> bool:
        """Whether this is one certain, known day."""
        return (
            self.earliest is not None
            and self.earliest == self.latest
            and not self.uncertain
            and not self.approximate
        )

    def __str__(self) -> str:
        return self.edtf

    __lt__ = __le__ = __gt__ = __ge__ = _unordered


# The slots' own setters: a third faster than object.__setattr__.
_set_edtf: Callable[[FuzzyDate, str], None] = vars(FuzzyDate)["edtf"].__set__
_set_as_written: Callable[[FuzzyDate, str], None] = vars(FuzzyDate)["as_written"].__set__
_set_basis: Callable[[FuzzyDate, str], None] = vars(FuzzyDate)["basis"].__set__
_set_reading: Callable[[FuzzyDate, Reading], None] = vars(FuzzyDate)["_reading"].__set__


def _texts(members: Iterable[str]) -> tuple[str, ...]:
    return tuple(members)


@attrs.frozen(kw_only=True)
class Span:
    """Something that lasts, from an unknown day to another, or without an end.

    >>> Span.parse("1951-09-08/..").end_end.value, Span.parse("2016-01/").end_end.value
    ('open', 'unknown')

    Args:
        start: First day, or None.
        end: Last day, or None.
        start_end: ``known`` with a start; without one ``open`` (there was none), ``unknown`` (there
            was one; the default) or ``censored`` (watching began when it was under way; ``start``,
            if given, is when).
        end_end: Likewise; ``censored``: watching stopped while it lasted; ``end``, if given, is
            when.
        members: The days and ranges of an EDTF ``{set}``, all of which hold; start and end follow.
        as_written: How the source writes it.
        basis: How it was worked out.

    Attributes:
        earliest: First day that it may have started, or None where there is no such bound.
        latest: Last day that it may have ended, or None.

    Raises:
        DateError: It certainly ends before it starts, or an end and its day do not go together.
    """

    start: FuzzyDate | None = None
    end: FuzzyDate | None = None
    start_end: End = attrs.field(
        default=attrs.Factory(lambda self: _default_end(self.start), takes_self=True), converter=End
    )
    end_end: End = attrs.field(
        default=attrs.Factory(lambda self: _default_end(self.end), takes_self=True), converter=End
    )
    members: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    as_written: str = ""
    basis: str = ""
    earliest: Day | None = attrs.field(init=False, eq=False, repr=False)
    latest: Day | None = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.members:
            self._take_members()
        _check_end("start", self.start, self.start_end)
        _check_end("end", self.end, self.end_end)
        start_known = self.start is not None and self.start_end is End.known
        end_known = self.end is not None and self.end_end is End.known
        _set(self, "earliest", self.start.earliest if self.start and start_known else None)
        _set(self, "latest", self.end.latest if self.end and end_known else None)
        # A censored end is no last day, but it is a day on which the thing was still there.
        first = self.earliest
        last = self.end.latest if self.end and end_known else None
        if first is not None and last is not None and last < first:
            raise DateError(self.edtf, "it ends before it starts")

    def _take_members(self) -> None:
        says = set_reading("{" + ",".join(self.members) + "}")
        start, end, start_end, end_end = _set_sides(says)
        given = (self.start, self.end, self.start_end, self.end_end)
        derived = (start, end, start_end, end_end)
        if given not in (derived, (None, None, End.unknown, End.unknown)):
            raise DateError(says.edtf, "start and end follow from the members: leave them out")
        for name, value in zip(("start", "end", "start_end", "end_end"), derived, strict=True):
            _set(self, name, value)
        _set(self, "members", says.members)

    @property
    def edtf(self) -> str:
        """The span in EDTF; a censored end, for which EDTF has no word, as an unknown one."""
        if self.members:
            return "{" + ",".join(self.members) + "}"
        return f"{_side_text(self.start, self.start_end)}/{_side_text(self.end, self.end_end)}"

    @property
    def uncertain(self) -> bool:
        """Whether either end is marked uncertain."""
        return any(side.uncertain for side in (self.start, self.end) if side)

    @property
    def approximate(self) -> bool:
        """Whether either end is marked approximate."""
        return any(side.approximate for side in (self.start, self.end) if side)

    @classmethod
    def parse(cls, text: str, *, hemisphere: Hemisphere = "north") -> Span:
        """Return the span that an EDTF interval or ``{set}`` writes.

        >>> Span.parse("2004-06-~01/2004-06-~20").approximate
        True

        Args:
            text: EDTF: ``a/b``, ``a/..``, ``a/``, ``../b``, ``/b`` or ``{a,b,c..d}``.
            hemisphere: Where the seasons 21 to 24 are meant.

        Raises:
            DateError: The text is no such thing, or ends before it starts.
        """
        text = placed(text, hemisphere)
        if text.startswith("{"):
            return cls(members=set_reading(text).members)
        left, right = interval_sides(text)
        return cls(
            start=FuzzyDate(left) if left not in ("", "..") else None,
            end=FuzzyDate(right) if right not in ("", "..") else None,
            start_end=_side_end(left),
            end_end=_side_end(right),
        )

    def __str__(self) -> str:
        return self.edtf

    __lt__ = __le__ = __gt__ = __ge__ = _unordered


def parse(text: str, *, hemisphere: Hemisphere = "north") -> FuzzyDate | Span:
    """Return the day or the span that an EDTF text writes.

    >>> parse("2024-07-28"), parse("1960/..").end_end
    (FuzzyDate(edtf='2024-07-28', as_written='', basis=''), <End.open: 'open'>)

    Args:
        text: EDTF, level 0 to 2, at most 200 characters for a day, 401 for an interval.
        hemisphere: Where the seasons 21 to 24 are meant; ``south`` turns them into 29 to 32.

    Raises:
        DateError: The text is not EDTF.
    """
    if "/" in text or text[:1] == "{":
        return Span.parse(text, hemisphere=hemisphere)
    return FuzzyDate(text if hemisphere == "north" else placed(text, hemisphere))


def _default_end(day: FuzzyDate | None) -> End:
    return End.unknown if day is None else End.known


def _check_end(name: str, day: FuzzyDate | None, end: End) -> None:
    given = f"{name}={day.edtf if day else None}, {name}_end={end.value}"
    if day is None and end is End.known:
        raise DateError(given, f"a known {name} needs its day")
    if day is not None and end in (End.open, End.unknown):
        raise DateError(given, f"a span whose {name} is {end.value} has no day for it")
    if day is not None and "T" in day.edtf:
        raise DateError(day.edtf, "an interval is of days, without a time")


def _side_end(text: str) -> End:
    return {"": End.unknown, "..": End.open}.get(text, End.known)


def _side_text(day: FuzzyDate | None, end: End) -> str:
    if end is End.open:
        return ".."
    return day.edtf if day is not None and end is End.known else ""


def _set_sides(says: SetReading) -> tuple[FuzzyDate | None, FuzzyDate | None, End, End]:
    start = FuzzyDate(says.start) if says.start else None
    end = FuzzyDate(says.end) if says.end else None
    return start, end, End.known if start else End.open, End.known if end else End.open
