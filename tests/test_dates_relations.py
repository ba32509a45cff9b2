"""Relations, checked against every choice of days that the dates allow."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.dates import (
    UNBOUNDED_DAYS,
    Allen,
    End,
    FuzzyDate,
    Span,
    Tri,
    When,
    after,
    allen,
    before,
    compatible,
    day_number,
    day_text,
    during,
    gap_days,
    intersect,
    meets,
    overlaps,
    possible_relations,
    refines,
    same_day,
)
from alliancekit.dates.edtf import day_runs
from alliancekit.errors import DateError

# Six days around the end of a leap February; what has no bound reaches three days further, which
# is enough for four instants to lie in any order out there.
FIRST, LAST = day_number(2024, 2, 27), day_number(2024, 3, 3)
WORLD = range(FIRST - 3, LAST + 4)
NO_START, NO_END = -(10**30), 10**30

days = st.integers(FIRST, LAST)
marks = st.sampled_from(["", "", "?", "~", "%"])


@st.composite
def fuzzy_dates(draw: st.DrawFn) -> FuzzyDate:
    """One to three elements: days, ranges and open ranges, so that there are holes."""
    elements = []
    for _ in range(draw(st.integers(1, 3))):
        low, high = sorted((draw(days), draw(days)))
        form = draw(st.sampled_from(["{0}", "{0}..{1}", "..{1}", "{0}.."]))
        elements.append(form.format(day_text(low) + draw(marks), day_text(high)))
    return FuzzyDate(f"[{','.join(elements)}]")


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Each kind of end, with its day where it takes one."""
    side = st.one_of(
        st.tuples(fuzzy_dates(), st.sampled_from([End.known, End.known, End.censored])),
        st.tuples(st.none(), st.sampled_from([End.open, End.unknown, End.censored])),
    )
    (start, start_end), (end, end_end) = draw(side), draw(side)
    try:
        return Span(start=start, end=end, start_end=start_end, end_end=end_end)
    except DateError:
        return Span(start=start, start_end=start_end)


whens = st.one_of(fuzzy_dates(), spans())


def days_of(date: FuzzyDate) -> set[int]:
    return {day for day in WORLD if any(low <= day <= high for low, high in day_runs(date.edtf))}


def worlds(when: When) -> set[tuple[int, int]]:
    """Every first and last day that are possible, within the world."""
    if isinstance(when, FuzzyDate):
        return {(day, day) for day in days_of(when)}
    everything = set(WORLD)
    starts = {
        End.known: lambda: days_of(when.start),
        End.open: lambda: {NO_START},
        End.unknown: lambda: everything,
        End.censored: lambda: (
            {NO_START}
            | {day for day in WORLD if when.start is None or day <= max(days_of(when.start))}
        ),
    }[when.start_end]()
    ends = {
        End.known: lambda: days_of(when.end),
        End.open: lambda: {NO_END},
        End.unknown: lambda: everything,
        End.censored: lambda: (
            {NO_END} | {day for day in WORLD if when.end is None or day >= min(days_of(when.end))}
        ),
    }[when.end_end]()
    return {(start, end) for start in starts for end in ends if start <= end}


def allen_by_definition(a: tuple[int, int], b: tuple[int, int]) -> Allen:
    (a_start, a_end), (b_start, b_end) = a, b
    if a_end < b_start:
        return Allen.meets if a_end + 1 == b_start else Allen.precedes
    if b_end < a_start:
        return Allen.met_by if b_end + 1 == a_start else Allen.preceded_by
    if a_start == b_start:
        return (
            Allen.equals if a_end == b_end else Allen.starts if a_end < b_end else Allen.started_by
        )
    if a_end == b_end:
        return Allen.finishes if a_start > b_start else Allen.finished_by
    if a_start < b_start:
        return Allen.overlaps if a_end < b_end else Allen.contains
    return Allen.during if a_end < b_end else Allen.overlapped_by


def judged(outcomes: Iterable[bool]) -> Tri:
    seen = set(outcomes)
    return Tri.MAYBE if len(seen) == 2 else Tri.YES if True in seen else Tri.NO


@given(whens, whens)
def test_the_possible_allen_relations_are_those_of_some_choice_of_days(a: When, b: When) -> None:
    expected = {allen_by_definition(*pair) for pair in itertools.product(worlds(a), worlds(b))}
    assert possible_relations(a, b) == expected


@pytest.mark.parametrize(
    ("relation", "definition"),
    [
        (before, lambda a, b: a[1] < b[0]),
        (after, lambda a, b: a[0] > b[1]),
        (same_day, lambda a, b: a[0] == a[1] == b[0] == b[1]),
        (overlaps, lambda a, b: a[0] <= b[1] and b[0] <= a[1]),
        (during, lambda a, b: b[0] <= a[0] and a[1] <= b[1]),
        (meets, lambda a, b: a[1] + 1 == b[0]),
    ],
)
@given(a=whens, b=whens)
def test_a_relation_is_maybe_exactly_where_both_answers_are_possible(
    relation: Callable[[When, When], Tri],
    definition: Callable[[tuple[int, int], tuple[int, int]], bool],
    a: When,
    b: When,
) -> None:
    outcomes = (definition(*pair) for pair in itertools.product(worlds(a), worlds(b)))
    assert relation(a, b) is judged(outcomes)


@given(whens, whens)
def test_the_converse_relations_hold_the_other_way_round(a: When, b: When) -> None:
    assert {relation.converse for relation in possible_relations(a, b)} == possible_relations(b, a)
    for relation in Allen:
        assert relation.converse.converse is relation
        assert allen(a, b, relation) is allen(b, a, relation.converse)


@given(whens, whens)
def test_compatible_means_that_one_choice_of_days_fits_both(a: When, b: When) -> None:
    if isinstance(a, FuzzyDate) != isinstance(b, FuzzyDate):
        fits = any(
            max(x[0], y[0]) <= min(x[1], y[1]) for x, y in itertools.product(worlds(a), worlds(b))
        )
    else:
        fits = bool(worlds(a) & worlds(b))
    assert compatible(a, b) == compatible(b, a) == fits
    assert (gap_days(a, b) == 0) == fits
    assert gap_days(a, b) == gap_days(b, a) >= 0


@given(fuzzy_dates(), fuzzy_dates())
def test_the_gap_is_the_distance_of_the_nearest_days(a: FuzzyDate, b: FuzzyDate) -> None:
    nearest = min(abs(x - y) for x in days_of(a) for y in days_of(b))
    assert gap_days(a, b) == nearest


@given(fuzzy_dates(), fuzzy_dates())
def test_the_intersection_holds_exactly_the_common_days(a: FuzzyDate, b: FuzzyDate) -> None:
    both = intersect(a, b)
    assert both == intersect(b, a)
    assert (both is None) == (not compatible(a, b))
    if both is not None:
        assert days_of(both) == days_of(a) & days_of(b)
        assert not refines(a, both) or both.edtf == b.edtf
        assert intersect(both, a) is not None


@given(fuzzy_dates())
def test_a_date_meets_itself_unchanged(a: FuzzyDate) -> None:
    assert intersect(a, a) == a


@given(fuzzy_dates(), fuzzy_dates())
def test_refining_is_saying_more(a: FuzzyDate, b: FuzzyDate) -> None:
    flags = {name for name in ("uncertain", "approximate") if getattr(a, name)}
    others = {name for name in ("uncertain", "approximate") if getattr(b, name)}
    is_same = day_runs(a.edtf) == day_runs(b.edtf)
    assert refines(a, b) == (flags < others if is_same else days_of(a) < days_of(b))


@given(whens, whens, whens)
def test_refining_is_a_strict_order(a: When, b: When, c: When) -> None:
    assert not refines(a, a)
    assert not (refines(a, b) and refines(b, a))
    if refines(a, b) and refines(b, c):
        assert refines(a, c)


@given(spans(), spans())
def test_a_refining_span_allows_nothing_that_the_other_does_not(a: Span, b: Span) -> None:
    if refines(a, b):
        assert worlds(a) <= worlds(b)


def test_the_thirteen_relations_are_told_apart_on_known_days() -> None:
    pairs = {
        Allen.precedes: ("2024-01-01/2024-01-02", "2024-01-04/2024-01-05"),
        Allen.meets: ("2024-01-01/2024-01-02", "2024-01-03/2024-01-05"),
        Allen.overlaps: ("2024-01-01/2024-01-03", "2024-01-03/2024-01-05"),
        Allen.finished_by: ("2024-01-01/2024-01-05", "2024-01-03/2024-01-05"),
        Allen.contains: ("2024-01-01/2024-01-06", "2024-01-03/2024-01-05"),
        Allen.starts: ("2024-01-01/2024-01-02", "2024-01-01/2024-01-05"),
        Allen.equals: ("2024-01-01/2024-01-02", "2024-01-01/2024-01-02"),
    }
    for relation, (left, right) in pairs.items():
        a, b = Span.parse(left), Span.parse(right)
        assert possible_relations(a, b) == {relation}
        assert possible_relations(b, a) == {relation.converse}


def test_open_unknown_and_censored_ends_answer_differently() -> None:
    later = FuzzyDate("2030-01-01")
    ends = {
        end: Span(start=FuzzyDate("2020-01-01"), end_end=end)
        for end in (End.open, End.unknown, End.censored)
    }
    assert during(later, ends[End.open]) is Tri.YES
    assert during(later, ends[End.unknown]) is Tri.MAYBE
    assert during(later, ends[End.censored]) is Tri.MAYBE
    assert not compatible(ends[End.open], ends[End.unknown])
    assert compatible(ends[End.open], ends[End.censored])
    assert compatible(ends[End.unknown], ends[End.censored])
    assert refines(ends[End.open], ends[End.censored])
    assert refines(ends[End.unknown], ends[End.censored])


def test_a_censored_end_is_not_before_the_day_of_the_last_look() -> None:
    watched = Span(start=FuzzyDate("2020-01-01"), end=FuzzyDate("2024-12-31"), end_end=End.censored)
    assert during(FuzzyDate("2024-06"), watched) is Tri.YES
    assert during(FuzzyDate("2025-06"), watched) is Tri.MAYBE
    assert compatible(watched, Span.parse("2020/2025"))
    assert not compatible(watched, Span.parse("2020/2023"))


def test_an_end_that_is_never_reached_is_an_unbounded_gap() -> None:
    assert gap_days(Span.parse("1960/.."), Span.parse("1960/1970")) == UNBOUNDED_DAYS
    assert gap_days(FuzzyDate("Y170000002"), FuzzyDate("2024")) == UNBOUNDED_DAYS


def test_a_gap_of_spans_is_the_wider_of_both_ends() -> None:
    a = Span.parse("2024-01-01/2024-02-01")
    assert gap_days(a, Span.parse("2024-01-05/2024-02-11")) == 10
    assert gap_days(FuzzyDate("2024-02-11"), a) == gap_days(a, FuzzyDate("2024-02-11")) == 10


def test_spans_whose_ends_agree_apart_but_not_together_are_a_day_apart() -> None:
    a = Span.parse("[2024-01-01,2024-01-10]/[2024-01-05,2024-01-12]")
    b = Span.parse("[2024-01-03,2024-01-10]/[2024-01-05,2024-01-20]")
    assert not compatible(a, b)
    assert gap_days(a, b) == 1


def test_common_days_that_no_text_holds_fall_back_to_the_narrower_date() -> None:
    month_ends = FuzzyDate("XXXX-XX-25")
    decade = FuzzyDate("[2001-01-10..2016-02-03]")
    assert intersect(month_ends, decade) == decade
    assert intersect(month_ends, FuzzyDate("[..2016-02-03]")) == month_ends


def test_a_month_and_a_day_of_it_are_that_day() -> None:
    month, day = FuzzyDate("2024-04"), FuzzyDate("2024-04-10", as_written="10/4")
    assert intersect(month, day) is day
    assert refines(day, month)
    assert not refines(day, Span.parse("2024-04/2024-05"))


def test_new_common_days_say_how_they_came_and_keep_the_marks() -> None:
    both = intersect(FuzzyDate("[2024-01..2024-05]"), FuzzyDate("[2024-03~..2024-08~]"))
    assert both == FuzzyDate(
        "[2024-03~..2024-05~]",
        basis="common days of [2024-01..2024-05] and [2024-03~..2024-08~]",
    )
