"""Whether two dates can both hold, what they say together, and how far apart they are."""

from __future__ import annotations

from typing import Final

from alliancekit.dates.edtf import MAX_TEXT_CHARS, day_runs
from alliancekit.dates.fuzzy import FuzzyDate, Span
from alliancekit.dates.relations import When, span_runs
from alliancekit.dates.runs import FAR, Runs, clipped, distance, is_within, shared
from alliancekit.dates.writing import runs_text

# What a distance is called when one end is never reached and the other is a day.
UNBOUNDED_DAYS: Final = 10**9


def compatible(a: When, b: When) -> bool:
    """Return whether a and b can both hold.

    Two dates: a day is in both. Two spans: the starts can be one, and the ends. A date and a span:
    the day can fall within the span.

    >>> compatible(FuzzyDate("2024-04"), FuzzyDate("2024-04-10"))
    True
    >>> compatible(Span.parse("1960/.."), Span.parse("1960/1970"))
    False
    """
    if isinstance(a, FuzzyDate):
        if isinstance(b, FuzzyDate):
            if _are_apart(a, b):
                return False
            return bool(shared(day_runs(a.edtf), day_runs(b.edtf)))
        return bool(_days_within(a, b))
    if isinstance(b, FuzzyDate):
        return bool(_days_within(b, a))
    (a_starts, a_ends), (b_starts, b_ends) = span_runs(a), span_runs(b)
    starts, ends = shared(a_starts, b_starts), shared(a_ends, b_ends)
    return bool(starts) and bool(ends) and starts[0][0] <= ends[-1][1]


def refines(a: When, b: When) -> bool:
    """Return whether a says all that b says, and more.

    Its days are a part of b's days, or they are the same with fewer of the marks ``?`` and ``~``.
    A span refines a span if both of its ends say as much and one says more.

    >>> refines(FuzzyDate("2024-04-10"), FuzzyDate("2024-04"))
    True
    >>> refines(FuzzyDate("2024"), FuzzyDate("2024~"))
    True
    >>> refines(FuzzyDate("2024"), FuzzyDate("2024"))
    False
    """
    if isinstance(a, FuzzyDate) and isinstance(b, FuzzyDate):
        a_sides, b_sides = [day_runs(a.edtf)], [day_runs(b.edtf)]
    elif isinstance(a, Span) and isinstance(b, Span):
        a_sides, b_sides = list(span_runs(a)), list(span_runs(b))
    else:
        return False
    if not all(map(is_within, a_sides, b_sides)):
        return False
    return a_sides != b_sides or _marks(a) < _marks(b)


def intersect(a: FuzzyDate, b: FuzzyDate) -> FuzzyDate | None:
    """Return what two dates say of one day together, or None if they contradict each other.

    Where one date already says it all, that date is returned, words and basis included.

    >>> intersect(FuzzyDate("[..2024-07-31]"), FuzzyDate("2024-07")).edtf
    '2024-07'
    >>> intersect(FuzzyDate("[2024-04-10..]"), FuzzyDate("[..2024-06-20]")).edtf
    '[2024-04-10..2024-06-20]'

    Returns:
        The same for either order. If the common days cannot be written in 200 characters, the date
        with fewer days: it holds them all.
    """
    if _are_apart(a, b):
        return None
    a_runs, b_runs = day_runs(a.edtf), day_runs(b.edtf)
    common = shared(a_runs, b_runs)
    if not common:
        return None
    first, second = sorted((a, b), key=_plainness)
    if a_runs == b_runs:
        return first
    if common == a_runs:
        return a
    if common == b_runs:
        return b
    edtf = runs_text(
        common, uncertain=a.uncertain or b.uncertain, approximate=a.approximate or b.approximate
    )
    if len(edtf) > MAX_TEXT_CHARS:
        return min(first, second, key=lambda each: _n_days(day_runs(each.edtf)))
    return FuzzyDate(edtf, basis=f"common days of {first.edtf} and {second.edtf}")


def gap_days(a: When, b: When) -> int:
    """Return the fewest days by which a or b would have to move to be compatible.

    >>> gap_days(FuzzyDate("2024-04-10"), FuzzyDate("2024-05"))
    21

    Returns:
        Days, >= 0; 0 exactly if they are compatible. For two spans the wider of the gap between the
        starts and that between the ends; UNBOUNDED_DAYS (10**9) if one has an end that the other
        never reaches.
    """
    if compatible(a, b):
        return 0
    if isinstance(a, FuzzyDate) and isinstance(b, FuzzyDate):
        return min(distance(day_runs(a.edtf), day_runs(b.edtf)), UNBOUNDED_DAYS)
    if isinstance(a, Span) and isinstance(b, Span):
        gaps = [distance(*sides) for sides in zip(span_runs(a), span_runs(b), strict=True)]
        # Either end alone may agree and the two still leave no span: then one day must move.
        return min(max(1, *gaps), UNBOUNDED_DAYS)
    day, span = (a, b) if isinstance(a, FuzzyDate) else (b, a)
    assert isinstance(day, FuzzyDate) and isinstance(span, Span)
    starts, ends = span_runs(span)
    return min(distance(day_runs(day.edtf), ((starts[0][0], ends[-1][1]),)), UNBOUNDED_DAYS)


def _are_apart(a: FuzzyDate, b: FuzzyDate) -> bool:
    return (a.latest is not None and b.earliest is not None and a.latest < b.earliest) or (
        b.latest is not None and a.earliest is not None and b.latest < a.earliest
    )


def _days_within(day: FuzzyDate, span: Span) -> Runs:
    starts, ends = span_runs(span)
    return clipped(day_runs(day.edtf), starts[0][0], ends[-1][1])


def _marks(when: When) -> frozenset[str]:
    marks = {"?": when.uncertain, "~": when.approximate}
    return frozenset(mark for mark, is_set in marks.items() if is_set)


def _plainness(day: FuzzyDate) -> tuple[int, int, str, str, str]:
    return len(_marks(day)), len(day.edtf), day.edtf, day.as_written, day.basis


def _n_days(runs: Runs) -> int:
    return sum(high - low + 1 for low, high in runs) if abs(runs[0][0]) < FAR else FAR
