"""The life of an agreement: stages, parties, deadlines and orders that cannot be."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate, Span, Tri, after, before, day_text
from alliancekit.errors import RecordError
from alliancekit.kinds import AgreementKind, Realis, Role, Stage, track
from alliancekit.model import (
    Agreement,
    Deadline,
    Guard,
    GuardKind,
    Milestone,
    Party,
    Status,
    Term,
    entry_into_force,
)
from alliancekit.model.deadlines import moved_by
from alliancekit.model.statuses import impossible_orders, must_precede, status_at
from alliancekit.model.texts import value_text

FIRST_DAY = dt.date(2024, 1, 29).toordinal()
N_DAYS = 5
DAYS = range(FIRST_DAY, FIRST_DAY + N_DAYS)
JPN, USA, FRA = ActorId("JPN"), ActorId("USA"), ActorId("FRA")
RANK = {stage: rank for rank, stage in enumerate(Stage)}
AHEAD = (Realis.planned, Realis.proposed, Realis.expected, Realis.conditional)

whens = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(
    lambda ends: FuzzyDate(
        day_text(ends[0])
        if ends[0] == ends[1]
        else f"[{day_text(min(ends))}..{day_text(max(ends))}]"
    )
)
split_whens = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(
    lambda ends: FuzzyDate(f"[{day_text(min(ends))},{day_text(max(ends))}]")
)
milestones = st.builds(
    Milestone,
    stage=st.sampled_from(Stage),
    when=whens | split_whens,
    realis=st.sampled_from((*[Realis.actual] * 6, Realis.planned, Realis.denied, Realis.cancelled)),
)
lives = st.lists(milestones, max_size=4).map(tuple)
stages = st.sampled_from(Stage)


def _day(ordinal: int) -> FuzzyDate:
    return FuzzyDate(day_text(ordinal))


def _days_of(milestone: Milestone) -> list[int | None]:
    """The days that a course can give a step: NEVER, as None, only to one that is ahead."""
    assert milestone.when is not None and milestone.when.earliest is not None
    if milestone.realis is Realis.actual:
        return [
            d
            for d in DAYS
            if before(_day(d), milestone.when) is not Tri.YES
            and after(_day(d), milestone.when) is not Tri.YES
            and _holds(milestone.when, d)
        ]
    # One day beyond the last stands for every day beyond it.
    return [None, *range(milestone.when.earliest, FIRST_DAY + N_DAYS + 1)]


def _holds(when: FuzzyDate, day: int) -> bool:
    text = when.edtf
    if "," in text:
        return day_text(day) in text
    assert when.earliest is not None and when.latest is not None
    return when.earliest <= day <= when.latest


def _enumerated(life: tuple[Milestone, ...], at: FuzzyDate) -> set[Stage]:
    """Every last stage of every course: the meaning of a status, by trying all days."""
    counted = [m for m in life if m.realis in (Realis.actual, *AHEAD)]
    courses = [
        tuple((m.stage, day) for m, day in zip(counted, days, strict=True) if day is not None)
        for days in itertools.product(*map(_days_of, counted))
    ]
    lawful = [course for course in courses if _is_lawful(course)]
    is_certain = [m for m in counted if m.realis is Realis.actual]
    base = [
        tuple((m.stage, day) for m, day in zip(is_certain, days, strict=True))
        for days in itertools.product(*map(_days_of, is_certain))
    ]
    used = lawful if any(map(_is_lawful, base)) else courses
    last = set()
    for course in used:
        for day in DAYS:
            taken = [(when, RANK[stage], stage) for stage, when in course if when <= day]
            if taken and _holds(at, day):
                last.add(max(taken)[2])
    return last


def _is_lawful(course: tuple[tuple[Stage, int], ...]) -> bool:
    return not any(
        must_precede(a, b) and when_b < when_a for a, when_a in course for b, when_b in course
    )


# ------------------------------------------------------------------------------- laws


@given(life=lives, at=st.sampled_from(DAYS).map(_day))
def test_a_status_is_what_trying_every_day_gives(
    life: tuple[Milestone, ...], at: FuzzyDate
) -> None:
    assert set(status_at(life, at).possible) == _enumerated(life, at)


@given(life=lives, at=whens)
def test_the_status_on_a_vague_day_is_what_trying_every_day_gives(
    life: tuple[Milestone, ...], at: FuzzyDate
) -> None:
    assert set(status_at(life, at).possible) == _enumerated(life, at)


@given(life=lives, at=whens, data=st.data())
def test_the_order_of_steps_does_not_matter(
    life: tuple[Milestone, ...], at: FuzzyDate, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(life))
    assert status_at(shuffled, at) == status_at(life, at)
    assert sorted(impossible_orders(shuffled)) == sorted(impossible_orders(life))


@given(life=lives, at=st.sampled_from(DAYS).map(_day))
def test_no_stage_is_possible_that_no_step_names(
    life: tuple[Milestone, ...], at: FuzzyDate
) -> None:
    reachable = {m.stage for m in life if m.realis not in (Realis.denied, Realis.cancelled)}
    assert set(status_at(life, at).possible) <= reachable


@given(life=lives, narrow=st.sampled_from(DAYS))
def test_knowing_the_day_better_never_adds_a_stage(
    life: tuple[Milestone, ...], narrow: int
) -> None:
    wide = FuzzyDate(f"[{day_text(FIRST_DAY)}..{day_text(FIRST_DAY + N_DAYS - 1)}]")
    assert set(status_at(life, _day(narrow)).possible) <= set(status_at(life, wide).possible)


@given(life=lives, earlier=st.sampled_from(DAYS), later=st.sampled_from(DAYS))
def test_in_a_lawful_life_phases_never_go_back(
    life: tuple[Milestone, ...], earlier: int, later: int
) -> None:
    told = tuple(m for m in life if m.realis is Realis.actual and m.when and m.when.is_exact)
    if impossible_orders(told) or earlier > later:
        return
    first, second = (status_at(told, _day(day)).stage for day in (earlier, later))
    assert first is None or second is None or not must_precede(second, first)


@given(a=stages, b=stages, c=stages)
def test_what_must_precede_is_a_strict_order(a: Stage, b: Stage, c: Stage) -> None:
    assert not must_precede(a, a)
    assert not (must_precede(a, b) and must_precede(b, a))
    if must_precede(a, b) and must_precede(b, c):
        assert must_precede(a, c)
    if must_precede(a, b):
        assert RANK[a] < RANK[b]


@given(life=lives)
def test_a_life_without_impossible_orders_of_exact_days_is_lawful(
    life: tuple[Milestone, ...],
) -> None:
    told = [m for m in life if m.realis is Realis.actual and m.when and m.when.is_exact]
    course = tuple((m.stage, m.when.earliest) for m in told if m.when and m.when.earliest)
    assert _is_lawful(course) == (not impossible_orders(told))


@given(life=lives, after_day=st.sampled_from(DAYS))
def test_deadlines_are_in_order_and_none_is_past(
    life: tuple[Milestone, ...], after_day: int
) -> None:
    says = Agreement(
        kind=AgreementKind.cost_sharing, milestones=life, term=Term(months=1, notice_months=0)
    )
    found = says.deadlines(_day(after_day))
    assert all(before(one.when, _day(after_day)) is not Tri.YES for one in found)
    everything = says.deadlines("0001-01-01")
    assert set(found) <= set(everything)
    assert found == tuple(one for one in everything if one in set(found))


@given(start=st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), months=st.integers(-600, 600))
def test_months_on_keep_the_day_or_end_the_month(start: dt.date, months: int) -> None:
    moved = moved_by(FuzzyDate(start.isoformat()), months)
    assert moved is not None and moved.earliest is not None
    found = dt.date.fromordinal(moved.earliest)
    assert (found.year - start.year) * 12 + found.month - start.month == months
    assert found.day == start.day or (found + dt.timedelta(days=1)).day == 1


# --------------------------------------------------------------------------- examples


def step(
    stage: Stage, when: str | None, realis: Realis = Realis.actual, by: tuple[ActorId, ...] = ()
) -> Milestone:
    return Milestone(stage=stage, when=FuzzyDate(when) if when else None, realis=realis, by=by)


def agreement(
    *steps: Milestone, parties: tuple[Party, ...] = (), term: Term | None = None
) -> Agreement:
    return Agreement(kind=AgreementKind.cost_sharing, milestones=steps, parties=parties, term=term)


BOTH = (Party(actor=JPN), Party(actor=USA))
THREE = (*BOTH, Party(actor=FRA))


def test_a_vague_signature_leaves_the_day_before_open() -> None:
    says = agreement(step(Stage.concluded, "2024-01-10"), step(Stage.signed, "2024-03"))
    assert says.status("2024-02-28").stage is Stage.concluded
    assert says.status("2024-03-15").possible == (Stage.concluded, Stage.signed)
    assert says.status("2024-03-15").is_in(Stage.signed) is Tri.MAYBE
    assert says.status("2024-03-31").stage is Stage.signed
    assert says.status(dt.date(2023, 1, 1)) == Status(possible=())


def test_force_is_three_valued_and_a_treaty_may_come_back_into_it() -> None:
    says = agreement(
        step(Stage.in_force, "2010-01-01"),
        step(Stage.suspended, "2015-01-01"),
        step(Stage.in_force, "2020"),
    )
    answers = [says.status(day).in_force for day in ("2009", "2012-05-05", "2016", "2020-06-01")]
    assert answers == [Tri.NO, Tri.YES, Tri.NO, Tri.MAYBE]


def test_a_plan_never_counts_as_done_and_may_slip() -> None:
    says = agreement(
        step(Stage.signed, "2024-07-28"), step(Stage.in_force, "2025-03", Realis.planned)
    )
    assert says.status("2024-12-31").stage is Stage.signed
    assert says.status("2026-01-01").in_force is Tri.MAYBE
    cancelled = agreement(
        step(Stage.signed, "2024-07-28"), step(Stage.in_force, "2025", Realis.cancelled)
    )
    assert cancelled.status("2026-01-01").stage is Stage.signed


def test_a_step_without_a_date_is_placed_by_what_it_must_precede() -> None:
    says = agreement(step(Stage.signed, None), step(Stage.in_force, "2020-01-01"))
    assert says.status("2020-01-01").stage is Stage.in_force
    assert says.status("2019-01-01").possible == (Stage.signed,)


def test_a_treaty_of_two_is_signed_when_both_have_signed() -> None:
    says = agreement(
        step(Stage.concluded, "2024-01-01"),
        step(Stage.signed, "2024-02-01", by=(JPN,)),
        step(Stage.signed, "2024-03-01", by=(USA,)),
        parties=BOTH,
    )
    assert says.status("2024-02-15").possible == (Stage.concluded, Stage.signed)
    assert says.status("2024-03-01").stage is Stage.signed
    assert says.status("2024-02-15", party="JPN").stage is Stage.signed
    assert says.status("2024-02-15", party="USA").stage is Stage.concluded
    assert says.status("2024-02-15", party="FRA").possible == ()


def test_one_of_many_may_leave_and_the_others_stay_bound() -> None:
    leaves = (step(Stage.in_force, "2010"), step(Stage.withdrawn, "2020-05-05", by=(FRA,)))
    says = agreement(*leaves, parties=THREE)
    assert says.status("2021").stage is Stage.in_force
    assert says.status("2021", party=FRA).stage is Stage.withdrawn
    assert says.status("2021", party=USA).stage is Stage.in_force
    assert agreement(*leaves, parties=(Party(actor=FRA), Party(actor=USA))).status(
        "2021"
    ).stage is (Stage.withdrawn)


def test_who_joins_later_is_bound_from_its_own_entry() -> None:
    says = agreement(
        step(Stage.signed, "1949-04-04"),
        step(Stage.in_force, "1949-08-24"),
        step(Stage.in_force, "1982-05-30", by=(FRA,)),
        step(Stage.terminated, "2000-01-01"),
        parties=THREE,
    )
    assert says.status("1960").stage is Stage.in_force
    assert says.status("1960", party=FRA).possible == ()
    assert says.status("1990", party=FRA).stage is Stage.in_force
    assert says.status("2001", party=FRA).stage is Stage.terminated


@pytest.mark.parametrize(
    ("span", "day", "expected"),
    [
        ("1952-02-18/2020-01-31", "1950", ()),
        ("1952-02-18/2020-01-31", "1960", (Stage.in_force,)),
        ("1952-02-18/2020-01-31", "2020-01-31", (Stage.in_force,)),
        ("1952-02-18/2020-01-31", "2020-02-01", (Stage.withdrawn,)),
        ("/2020-01-31", "2020-02-01", (Stage.withdrawn,)),
    ],
)
def test_the_span_of_a_party_bounds_its_life(
    span: str, day: str, expected: tuple[Stage, ...]
) -> None:
    says = agreement(parties=(Party(actor=FRA, span=Span.parse(span)), *BOTH))
    assert says.status(day, party=FRA).possible == expected


def test_a_party_that_was_one_when_watching_began_is_bound_before() -> None:
    watched = Span(start=FuzzyDate("1952"), start_end="censored", end_end="open")  # type: ignore[arg-type]
    says = agreement(parties=(Party(actor=FRA, span=watched), *BOTH))
    assert says.status("1953", party=FRA).stage is Stage.in_force


def test_all_parties_named_on_one_step_take_it_together() -> None:
    says = agreement(step(Stage.signed, "2024-02-01", by=(JPN, USA)), parties=BOTH)
    assert says.status("2024-02-01").stage is Stage.signed
    mixed = agreement(
        step(Stage.signed, "2024-02", Realis.planned, by=(JPN,)),
        step(Stage.signed, "2024-03-01", by=(USA,)),
        step(Stage.negotiating, "2023"),
        step(Stage.signed, "2024", Realis.denied, by=(USA,)),
        parties=BOTH,
    )
    assert mixed.status("2024-04-01").possible == (Stage.negotiating, Stage.signed)


def test_impossible_orders_name_both_claims() -> None:
    says = agreement(step(Stage.signed, "2024-05-01"), step(Stage.in_force, "2024-04"))
    (sentence,) = says.diagnostics()
    assert "in_force on 2024-04" in sentence
    assert "signed on 2024-05-01" in sentence
    assert says.status("2024-06-01").stage is Stage.signed
    assert (
        agreement(
            step(Stage.in_force, "2024-01-01"), step(Stage.signed, "2024-05-01", by=(FRA,))
        ).diagnostics()
        == ()
    )
    of_one = agreement(
        step(Stage.in_force, "2024-01-01", by=(FRA,)), step(Stage.signed, "2024-05-01", by=(FRA,))
    )
    assert "signed by FRA on 2024-05-01" in of_one.diagnostics()[0]


def test_many_separate_days_and_a_coarse_day_leave_every_stage_possible() -> None:
    life = (step(Stage.signed, "20XX-XX-05"), step(Stage.in_force, "20XX-XX-06"))
    assert status_at(life, FuzzyDate("20XX")).possible == (Stage.signed, Stage.in_force)
    assert status_at(life, FuzzyDate("2100-01-01")).stage is Stage.in_force


def test_a_sale_of_arms_goes_from_request_to_delivery() -> None:
    days = ("2024-01-05", "2024-03-01", "2024-04-01", "2024-07-30", "2026-02-01")
    steps = tuple(step(s, d) for s, d in zip(track(AgreementKind.arms_transfer), days, strict=True))
    says = Agreement(kind=AgreementKind.arms_transfer, milestones=steps)
    assert [says.status(day).stage for day in days] == list(track(AgreementKind.arms_transfer))
    assert [says.status(day).in_force for day in days] == [
        Tri.NO,
        Tri.NO,
        Tri.NO,
        Tri.YES,
        Tri.NO,
    ]
    assert says.diagnostics() == ()


# -------------------------------------------------------------------------- deadlines


def test_the_end_of_a_term_and_the_last_notice_fall_due() -> None:
    says = agreement(step(Stage.in_force, "2016-04-01"), term=Term(months=60, notice_months=12))
    assert says.deadlines("2016-05-01") == (
        Deadline(
            what=Stage.notice_given,
            when=FuzzyDate("2020-03-31", basis="12 months before the worked-out end on 2021-03-31"),
            basis="12 months before the worked-out end on 2021-03-31",
        ),
        Deadline(
            what=Stage.expired,
            when=FuzzyDate("2021-03-31", basis="60 months from entry into force on 2016-04-01"),
            basis="60 months from entry into force on 2016-04-01",
        ),
    )
    assert [one.what for one in says.deadlines("2021-01-01")] == [Stage.expired]
    assert says.deadlines("2021-04-01") == ()


def test_a_stated_end_wins_over_the_term_and_planned_openings_fall_due() -> None:
    says = agreement(
        step(Stage.in_force, "2016-04-01"),
        step(Stage.expired, "2021-03", Realis.expected),
        step(Stage.negotiating, "2021-02-01", Realis.planned, by=(JPN,)),
        step(Stage.signed, "2022", Realis.proposed),
        term=Term(months=60, notice_months=1),
    )
    found = [(one.what, one.when.edtf, one.by) for one in says.deadlines("2020")]
    assert found == [
        (Stage.negotiating, "2021-02-01", (JPN,)),
        (Stage.notice_given, "[2021-02-01..2021-02-28]", ()),
        (Stage.expired, "2021-03", ()),
    ]


def test_a_notice_takes_effect_after_its_months() -> None:
    says = agreement(
        step(Stage.in_force, "2000-01-01"),
        step(Stage.notice_given, "2020-05-22", by=(USA,)),
        step(Stage.notice_given, None, by=(JPN,)),
        term=Term(notice_months=6),
        parties=THREE,
    )
    (due,) = says.deadlines("2020-06-01")
    assert (due.what, due.when.edtf, due.by) == (Stage.withdrawn, "2020-11-22", (USA,))
    assert due.basis == "6 months after the notice of 2020-05-22"


@pytest.mark.parametrize(
    "steps",
    [
        (step(Stage.in_force, "2016-04-01"), step(Stage.terminated, "2018-01-01")),
        (step(Stage.in_force, "2016-04-01"), step(Stage.renewed, "2018-01-01")),
        (step(Stage.in_force, "2016-04-01"), step(Stage.in_force, "2017-04-01")),
        (step(Stage.in_force, "2016-04-01", Realis.planned), step(Stage.in_force, "2016-04-02")),
        (step(Stage.in_force, None),),
        (step(Stage.in_force, "[..2016]"),),
        (step(Stage.in_force, "9999"),),
        (step(Stage.in_force, "-0044"),),
    ],
)
def test_no_end_is_worked_out_where_the_term_no_longer_tells(steps: tuple[Milestone, ...]) -> None:
    says = agreement(*steps, term=Term(months=60))
    kept = {one.what for one in says.deadlines("0001") if one.basis}
    assert kept == set() or steps[0].realis is Realis.planned


def test_a_date_that_is_moved_stays_as_doubtful() -> None:
    found = [moved_by(FuzzyDate(text), 1) for text in ("2016-01-31?", "2016-01-31~", "2016-01-31%")]
    assert [one.edtf for one in found if one] == ["2016-02-29?", "2016-02-29~", "2016-02-29%"]
    assert moved_by(FuzzyDate("9999-12-31"), 0, 1) is None


# ----------------------------------------------------------------------------- guards


def test_a_treaty_enters_into_force_days_after_so_many_ratifications() -> None:
    # Treaty on the Non-Proliferation of Nuclear Weapons has a guard of this shape (article IX.3).
    life = [
        step(Stage.consented, "2020-01-10", by=(JPN,)),
        step(Stage.consented, "2020-03", by=(USA,)),
        step(Stage.consented, "2021-01-01", by=(FRA,)),
    ]
    parties = (JPN, USA, FRA)
    two = Guard(kind=GuardKind.ratifications, n=2, days=30)
    found = entry_into_force(life, parties, two)
    assert found is not None and found.when is not None
    assert (found.realis, found.when.edtf) == (Realis.expected, "[2020-03-31..2020-04-30]")
    assert found.when.basis == (
        "ratifications of 2 met on [2020-03-01..2020-03-31], then 0 months 30 days"
    )
    every = entry_into_force(life, parties, Guard(kind=GuardKind.exchange_of_instruments, months=1))
    assert every is not None and every.when is not None and every.when.edtf == "2021-02-01"
    assert entry_into_force(life, parties, Guard(kind=GuardKind.ratifications, n=4)) is None
    assert entry_into_force(life, (), Guard(kind=GuardKind.ratifications)) is None


def test_a_treaty_enters_into_force_on_signature() -> None:
    on_signature = Guard(kind=GuardKind.on_signature)
    found = entry_into_force([step(Stage.signed, "2024-07-28")], (JPN, USA), on_signature)
    assert found is not None and found.when is not None and found.when.edtf == "2024-07-28"
    vague = [step(Stage.signed, "[..2024-07-28]")]
    assert entry_into_force(vague, (JPN, USA), on_signature) is None
    late = [step(Stage.signed, "9999-12-31", by=(JPN, FRA))]
    assert entry_into_force(late, (JPN,), Guard(kind=GuardKind.on_signature, days=1)) is None


def guarded(guard: Guard, *steps: Milestone, parties: tuple[Party, ...] = BOTH) -> Agreement:
    return Agreement(
        kind=AgreementKind.trade,
        parties=parties,
        milestones=steps,
        term=Term(months=12, notice_months=6),
        enters_into_force=guard,
    )


def test_final_clauses_make_a_signed_treaty_perhaps_in_force_and_start_its_term() -> None:
    says = guarded(Guard(kind=GuardKind.on_signature, days=10), step(Stage.signed, "2024-01-01"))
    assert says.status("2024-01-10").stage is Stage.signed
    assert says.status("2024-01-11").possible == (Stage.signed, Stage.in_force)
    assert says.status("2024-01-11", party=JPN).in_force is Tri.MAYBE
    assert [(one.what, one.when.edtf, one.basis) for one in says.deadlines("2024")] == [
        (
            Stage.in_force,
            "2024-01-11",
            "on_signature of 2 met on 2024-01-01, then 0 months 10 days",
        ),
        (Stage.notice_given, "2024-07-10", "6 months before the worked-out end on 2025-01-10"),
        (Stage.expired, "2025-01-10", "12 months from entry into force on 2024-01-11"),
    ]


@pytest.mark.parametrize("realis", [Realis.actual, Realis.denied, Realis.cancelled])
def test_a_source_that_tells_of_the_entry_into_force_counts_before_final_clauses(
    realis: Realis,
) -> None:
    signed = step(Stage.signed, "2024-01-01")
    told = step(Stage.in_force, "2024-06-01", realis)
    says = guarded(Guard(kind=GuardKind.on_signature), signed, told)
    assert says.status("2024-02-01").stage is Stage.signed
    assert all("on_signature" not in one.basis for one in says.deadlines("2024"))


def test_who_only_looks_on_need_not_sign() -> None:
    seen = (*BOTH, Party(actor=FRA, role=Role.observer))
    steps = (step(Stage.signed, "2024-01-01", by=(JPN,)), step(Stage.signed, "2024-02", by=(USA,)))
    says = guarded(Guard(kind=GuardKind.on_signature), *steps, parties=seen)
    assert [one.when.edtf for one in says.deadlines("2024") if one.what is Stage.in_force] == [
        "[2024-02-01..2024-02-29]"
    ]


def test_without_parties_only_the_whole_or_a_number_meets_a_condition() -> None:
    some = (
        step(Stage.consented, "2024-01-05", by=(JPN,)),
        step(Stage.consented, "2024-03", by=(USA,)),
    )
    two = Guard(kind=GuardKind.ratifications, n=2)
    counted = entry_into_force(some, (), two)
    assert counted is not None and counted.when is not None
    assert counted.when.edtf == "[2024-03-01..2024-03-31]"
    every = Guard(kind=GuardKind.exchange_of_instruments)
    assert entry_into_force(some, (), every) is None
    whole = entry_into_force((step(Stage.consented, "2024-05-05"),), (), every)
    assert whole is not None and whole.when is not None and whole.when.edtf == "2024-05-05"
    # An earlier instrument of the same party bounds the day on which it was first bound.
    twice = (*some, step(Stage.consented, "[..2024-01-02]", by=(USA,)))
    assert entry_into_force(twice, (), two) is not None
    assert entry_into_force(twice, (USA,), Guard(kind=GuardKind.ratifications)) is None


def test_a_notice_that_took_effect_is_no_longer_due() -> None:
    notice = step(Stage.notice_given, "2020-05-22", by=(USA,))
    left = step(Stage.withdrawn, "2020-11-22", by=(USA,))
    says = agreement(notice, left, term=Term(notice_months=6), parties=THREE)
    assert says.deadlines("2020-01-01") == ()


@pytest.mark.parametrize(
    ("guard", "words"),
    [
        (Guard(kind=GuardKind.on_signature), "on signature"),
        (Guard(kind=GuardKind.ratifications, n=3, days=1), "3 ratifications, then 1 day"),
        (
            Guard(kind=GuardKind.exchange_of_instruments, months=2, days=30),
            "exchange of instruments, then 2 months and 30 days",
        ),
    ],
)
def test_a_guard_is_told_in_words(guard: Guard, words: str) -> None:
    assert value_text(guard) == words


def test_a_guard_counts_in_whole_numbers() -> None:
    with pytest.raises(RecordError):
        Guard(kind=GuardKind.ratifications, n=0)
    assert Role.party in Role
