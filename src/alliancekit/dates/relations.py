"""How two dates stand to each other: YES, NO, or MAYBE where the dates leave it open.

Each answer is exact for the days as written: YES if it is so for every choice of days that the
dates allow, NO if for none. A qualifier (``?``, ``~``) is a caveat to show, not a bound: it moves
no day.

Source:
    J. F. Allen, Maintaining Knowledge about Temporal Intervals (1983), on whole days: an interval
    covers its first to its last day, so it meets another that starts on the day after.
"""

from __future__ import annotations

import enum
from functools import lru_cache
from typing import Final, TypeAlias

from alliancekit.dates.edtf import day_runs
from alliancekit.dates.fuzzy import End, FuzzyDate, Span
from alliancekit.dates.runs import (
    ANY_DAY,
    FAR,
    NEVER,
    Runs,
    clipped,
    least_above,
    shared,
    shifted,
)
from alliancekit.dates.ternary import Tri

When: TypeAlias = FuzzyDate | Span
SpanRuns: TypeAlias = tuple[Runs, Runs]


class Allen(enum.StrEnum):
    """The thirteen ways in which two intervals of days can lie; of any two, exactly one is so."""

    precedes = "precedes"
    meets = "meets"
    overlaps = "overlaps"
    finished_by = "finished_by"
    contains = "contains"
    starts = "starts"
    equals = "equals"
    started_by = "started_by"
    during = "during"
    finishes = "finishes"
    overlapped_by = "overlapped_by"
    met_by = "met_by"
    preceded_by = "preceded_by"

    @property
    def converse(self) -> Allen:
        """The relation of b to a, where this is that of a to b."""
        return _CONVERSES[self]


_CONVERSES: Final = dict(zip(Allen, reversed(Allen), strict=True)) | {
    Allen.finished_by: Allen.finishes,
    Allen.finishes: Allen.finished_by,
    Allen.contains: Allen.during,
    Allen.during: Allen.contains,
    Allen.starts: Allen.started_by,
    Allen.started_by: Allen.starts,
}

# The order of a's and b's first day (a, b) and of the day after their last (A, B): one group an
# instant.
_CHAINS: Final = {
    Allen.precedes: ("a", "A", "b", "B"),
    Allen.meets: ("a", "Ab", "B"),
    Allen.overlaps: ("a", "b", "A", "B"),
    Allen.finished_by: ("a", "b", "AB"),
    Allen.contains: ("a", "b", "B", "A"),
    Allen.starts: ("ab", "A", "B"),
    Allen.equals: ("ab", "AB"),
    Allen.started_by: ("ab", "B", "A"),
    Allen.during: ("b", "a", "A", "B"),
    Allen.finishes: ("b", "a", "AB"),
    Allen.overlapped_by: ("b", "a", "B", "A"),
    Allen.met_by: ("b", "aB", "A"),
    Allen.preceded_by: ("b", "B", "a", "A"),
}
_BEFORE: Final = frozenset({Allen.precedes, Allen.meets})
_AFTER: Final = frozenset({Allen.preceded_by, Allen.met_by})
_DURING: Final = frozenset({Allen.during, Allen.starts, Allen.finishes, Allen.equals})
_OVERLAPS: Final = frozenset(Allen) - _BEFORE - _AFTER


def possible_relations(a: When, b: When) -> frozenset[Allen]:
    """Return each Allen relation that some choice of days gives.

    >>> possible = possible_relations(FuzzyDate("2024-04"), FuzzyDate("2024-04-29"))
    >>> sorted(relation.value for relation in possible)
    ['equals', 'meets', 'met_by', 'precedes']

    Returns:
        1 to 13 relations of a to b.
    """
    if isinstance(a, FuzzyDate):
        if isinstance(b, FuzzyDate):
            return _of_days(day_runs(a.edtf), day_runs(b.edtf))
        return _of_day_and_span(day_runs(a.edtf), span_runs(b))
    if isinstance(b, FuzzyDate):
        found = _of_day_and_span(day_runs(b.edtf), span_runs(a))
        return frozenset(relation.converse for relation in found)
    return _of_spans(span_runs(a), span_runs(b))


def allen(a: When, b: When, relation: Allen) -> Tri:
    """Return whether an Allen relation of a to b holds.

    >>> allen(Span.parse("2023/2024"), Span.parse("2025/.."), Allen.precedes).value
    'maybe'
    """
    return _judged(possible_relations(a, b), frozenset({relation}))


def before(a: When, b: When) -> Tri:
    """Return whether a is over before b starts.

    >>> before(FuzzyDate("2024-04"), FuzzyDate("2024-05-01")).value
    'yes'
    """
    if isinstance(a, FuzzyDate) and isinstance(b, FuzzyDate):
        return _day_before(a, b)
    return _judged(possible_relations(a, b), _BEFORE)


def after(a: When, b: When) -> Tri:
    """Return whether a starts when b is over."""
    return before(b, a)


def same_day(a: When, b: When) -> Tri:
    """Return whether a and b are one and the same day; a span is a day if it starts and ends on it.

    >>> same_day(FuzzyDate("2024-04-10"), FuzzyDate("2024-04")).value
    'maybe'
    """
    a_starts, a_ends = _ends(a)
    b_starts, b_ends = _ends(b)
    common = shared(shared(a_starts, a_ends), shared(b_starts, b_ends))
    if not clipped(common, -FAR, FAR):
        return Tri.NO
    days = {*a_starts, *a_ends, *b_starts, *b_ends}
    return Tri.YES if len(days) == 1 and _is_one(common) else Tri.MAYBE


def overlaps(a: When, b: When) -> Tri:
    """Return whether a and b share a day (Allen's narrower sense is ``Allen.overlaps``).

    >>> overlaps(Span.parse("2021/2025"), FuzzyDate("2024")).value
    'yes'
    """
    return _judged(possible_relations(a, b), _OVERLAPS)


def during(a: When, b: When) -> Tri:
    """Return whether all of a lies within b; both ends of b count.

    >>> during(FuzzyDate("2024-07-28"), Span.parse("2024-07-28/..")).value
    'yes'
    """
    return _judged(possible_relations(a, b), _DURING)


def meets(a: When, b: When) -> Tri:
    """Return whether b starts on the day after a's last."""
    return allen(a, b, Allen.meets)


def span_runs(span: Span) -> SpanRuns:
    """Return all first and all last days that a span may have, each fit for one of the other."""
    return _span_runs(
        span.start.edtf if span.start else "",
        span.start_end,
        span.end.edtf if span.end else "",
        span.end_end,
    )


@lru_cache(maxsize=4_096)
def _span_runs(start: str, start_end: End, end: str, end_end: End) -> SpanRuns:
    starts = ends = ANY_DAY
    if start_end is End.known:
        starts = day_runs(start)
    elif start_end is End.open:
        starts = ((-NEVER, -NEVER),)
    elif start_end is End.censored:
        first_watched = day_runs(start)[-1][1] if start else FAR
        starts = ((-NEVER, -NEVER), (-FAR, first_watched))

    if end_end is End.known:
        ends = day_runs(end)
    elif end_end is End.open:
        ends = ((NEVER, NEVER),)
    elif end_end is End.censored:
        last_watched = day_runs(end)[0][0] if end else -FAR
        ends = ((last_watched, FAR), (NEVER, NEVER))
    return (
        clipped(starts, -NEVER, ends[-1][1]),
        clipped(ends, starts[0][0], NEVER),
    )


def _ends(when: When) -> SpanRuns:
    if isinstance(when, FuzzyDate):
        runs = day_runs(when.edtf)
        return runs, runs
    return span_runs(when)


def _is_one(runs: Runs) -> bool:
    return len(runs) == 1 and runs[0][0] == runs[0][1]


def _judged(possible: frozenset[Allen], asked: frozenset[Allen]) -> Tri:
    if possible <= asked:
        return Tri.YES
    return Tri.NO if possible.isdisjoint(asked) else Tri.MAYBE


def _day_before(a: FuzzyDate, b: FuzzyDate) -> Tri:
    # The bounds decide: each is a day that the date may be.
    if a.latest is not None and b.earliest is not None and a.latest < b.earliest:
        return Tri.YES
    if a.earliest is not None and b.latest is not None and a.earliest >= b.latest:
        return Tri.NO
    return Tri.MAYBE


def _of_days(a: Runs, b: Runs) -> frozenset[Allen]:
    found = {
        Allen.precedes: a[0][0] + 1 < b[-1][1],
        Allen.meets: bool(shared(shifted(a, 1), b)),
        Allen.equals: bool(shared(a, b)),
        Allen.met_by: bool(shared(a, shifted(b, 1))),
        Allen.preceded_by: b[0][0] + 1 < a[-1][1],
    }
    return frozenset(relation for relation, is_possible in found.items() if is_possible)


def _of_day_and_span(days: Runs, span: SpanRuns) -> frozenset[Allen]:
    starts, ends = span
    first_start, last_start = starts[0][0], starts[-1][1]
    first_end, last_end = ends[0][0], ends[-1][1]
    on_start = shared(days, starts)
    on_end = shared(days, ends)
    found = {
        Allen.precedes: days[0][0] + 1 < last_start,
        Allen.meets: bool(shared(shifted(days, 1), starts)),
        Allen.starts: bool(on_start) and on_start[0][0] < last_end,
        Allen.during: bool(clipped(days, first_start + 1, last_end - 1)),
        Allen.finishes: bool(on_end) and on_end[-1][1] > first_start,
        Allen.equals: bool(shared(on_start, on_end)),
        Allen.met_by: bool(shared(days, shifted(ends, 1))),
        Allen.preceded_by: first_end + 1 < days[-1][1],
    }
    return frozenset(relation for relation, is_possible in found.items() if is_possible)


def _of_spans(a: SpanRuns, b: SpanRuns) -> frozenset[Allen]:
    instants = {"a": a[0], "A": shifted(a[1], 1), "b": b[0], "B": shifted(b[1], 1)}
    return frozenset(
        relation for relation, groups in _CHAINS.items() if _has_chain(groups, instants)
    )


def _has_chain(groups: tuple[str, ...], instants: dict[str, Runs]) -> bool:
    """Return whether instants in rising order can be chosen; the least one is always best."""
    reached = -2 * NEVER
    for group in groups:
        runs = instants[group[0]]
        if len(group) == 2:
            runs = shared(runs, instants[group[1]])
        least = least_above(runs, reached)
        if least is None:
            return False
        reached = least
    return True
