"""The life of an agreement as reports tell of it, step by step, in any order they come in."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Iterator, Sequence, Set

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate, Tri, before, day_text, sort_key
from alliancekit.kinds import AgreementKind, Realis, Role, Stage
from alliancekit.model import (
    Agreement,
    Guard,
    GuardKind,
    Milestone,
    Party,
    Term,
    entry_into_force,
)
from alliancekit.model.statuses import agreement_status, must_precede

FIRST_DAY = dt.date(2024, 1, 29).toordinal()
DAYS = range(FIRST_DAY, FIRST_DAY + 4)
# One day beyond the last stands for every day beyond it.
LATER = DAYS[-1] + 1
JPN, USA, FRA = ActorId("JPN"), ActorId("USA"), ActorId("FRA")
RANK = {stage: rank for rank, stage in enumerate(Stage)}
AHEAD = {Realis.planned, Realis.proposed, Realis.expected, Realis.conditional}
OF_PARTIES = {Stage.signed, Stage.consented, Stage.provisionally_applied}
LEAVING = {Stage.suspended, Stage.notice_given, Stage.withdrawn}
SETTLED = {Realis.actual, Realis.denied, Realis.cancelled}
MOST_STEPS = 4

Course = tuple[tuple[Stage, int], ...]

days = st.sampled_from(DAYS)
ranges = st.tuples(days, days).map(sorted)
takers = st.sampled_from([(), (), (JPN,), (USA,), (FRA,), (JPN, USA)])
life_stages = st.sampled_from(
    [
        Stage.concluded,
        Stage.signed,
        Stage.signed,
        Stage.consented,
        Stage.consented,
        Stage.provisionally_applied,
        Stage.in_force,
        Stage.suspended,
        Stage.terminated,
        Stage.announced,
    ]
)
guards = st.none() | st.builds(
    Guard, kind=st.sampled_from(GuardKind), n=st.sampled_from([None, 1, 2]), days=st.integers(0, 1)
)


def _when(ends: list[int]) -> FuzzyDate:
    low, high = map(day_text, ends)
    return FuzzyDate(low if low == high else f"[{low}..{high}]")


def _days_of(step: Milestone) -> list[int | None]:
    """Every day on which a step can be taken; ``None``, never, only for one that is ahead."""
    assert step.when is not None and step.when.earliest is not None
    assert step.when.latest is not None
    if step.realis is Realis.actual:
        return list(range(step.when.earliest, step.when.latest + 1))
    return [None, *range(step.when.earliest, max(step.when.earliest, LATER) + 1)]


def _is_lawful(course: Course) -> bool:
    return not any(
        must_precede(a, b) and when_b < when_a for a, when_a in course for b, when_b in course
    )


class Replay:
    """What an agreement can be in, by living through every course day by day."""

    def __init__(self, life: Sequence[Milestone], bound: Set[ActorId]) -> None:
        counted = [m for m in life if m.realis is Realis.actual or m.realis in AHEAD]
        self.courses: list[Course] = []
        certain: list[Course] = []
        for choice in itertools.product(*map(_days_of, counted)):
            told = list(zip(counted, choice, strict=True))
            own: list[tuple[Milestone, int]] = []
            part: list[tuple[Milestone, int]] = []
            for step, day in told:
                if day is None:
                    continue
                is_partial = bool(step.by) and not (bound and bound <= set(step.by))
                if is_partial and step.stage in LEAVING and len(bound) > 2:
                    continue
                is_part = is_partial and step.stage in OF_PARTIES and len(bound) >= 2
                (part if is_part else own).append((step, day))
            sure = [(s.stage, day) for s, day in own if s.realis is Realis.actual]
            sure += self._of_all(part, bound)
            certain.append(tuple(sure))
            ahead = [(s.stage, day) for s, day in own if s.realis is not Realis.actual]
            # A signature of some may or may not be called the agreement's own.
            for kept in itertools.product((True, False), repeat=len(part)):
                some = [(s.stage, d) for (s, d), is_own in zip(part, kept, strict=True) if is_own]
                self.courses.append((*sure, *ahead, *some))
        self.has_lawful_base = any(map(_is_lawful, certain))
        # Many choices are one course.
        self.courses = list(dict.fromkeys(self.courses))
        if self.has_lawful_base:
            self.courses = [course for course in self.courses if _is_lawful(course)]

    @staticmethod
    def _of_all(
        part: list[tuple[Milestone, int]], bound: Set[ActorId]
    ) -> Iterator[tuple[Stage, int]]:
        for stage in OF_PARTIES:
            first = {
                party: min(
                    day
                    for step, day in part
                    if step.stage is stage and step.realis is Realis.actual and party in step.by
                )
                for party in bound
                if any(
                    s.stage is stage and s.realis is Realis.actual and party in s.by
                    for s, _ in part
                )
            }
            if first and first.keys() == bound:
                yield stage, max(first.values())

    def stages(self, day: int) -> set[Stage]:
        """Every stage that some course has the agreement in at the end of a day."""
        last = set()
        for course in self.courses:
            taken = [(when, RANK[stage], stage) for stage, when in course if when <= day]
            if taken:
                last.add(max(taken)[2])
        return last


# Two laws ask for it after each step.
_replay = functools.lru_cache(1)(Replay)


class LifeOfAnAgreement(RuleBasedStateMachine):
    """Reports add steps, plans, postponements, notices and final clauses in any order."""

    @initialize(n_parties=st.integers(2, 3), observer=st.booleans(), guard=guards, data=st.data())
    def found(
        self, n_parties: int, observer: bool, guard: Guard | None, data: st.DataObject
    ) -> None:
        """Somebody tells of parties, of which one may only look on, and of who bound itself."""
        names = [JPN, USA, FRA][:n_parties]
        self.parties = [Party(actor=name) for name in names]
        if observer:
            self.parties[-1] = Party(actor=names[-1], role=Role.observer)
        self.bound = {p.actor for p in self.parties if p.role is Role.party}
        self.life: list[Milestone] = []
        self.guard = guard
        stage = data.draw(st.sampled_from([None, Stage.signed, Stage.consented]))
        if stage is not None:
            for name in names:
                self._add(stage, data.draw(ranges), Realis.actual, (name,))
        self.term: Term | None = None

    def _add(
        self, stage: Stage, ends: list[int], realis: Realis, by: tuple[ActorId, ...] = ()
    ) -> None:
        self.life.append(Milestone(stage=stage, when=_when(ends), realis=realis, by=by))

    @precondition(lambda self: len(self.life) < MOST_STEPS)
    @rule(stage=life_stages, ends=ranges, by=takers)
    def take(self, stage: Stage, ends: list[int], by: tuple[ActorId, ...]) -> None:
        """A step was taken, by some or by the agreement as a whole."""
        self._add(stage, ends, Realis.actual, by)

    @precondition(lambda self: len(self.life) < MOST_STEPS)
    @rule(
        stage=life_stages,
        ends=ranges,
        by=takers,
        realis=st.sampled_from([*sorted(AHEAD), Realis.denied, Realis.cancelled]),
    )
    def plan(self, stage: Stage, ends: list[int], by: tuple[ActorId, ...], realis: Realis) -> None:
        """A step is planned, hoped for, denied or called off."""
        self._add(stage, ends, realis, by)

    @precondition(lambda self: len(self.life) < MOST_STEPS)
    @rule(
        stage=st.sampled_from([Stage.signed, Stage.consented]),
        party=st.sampled_from([JPN, USA, FRA]),
        ends=ranges,
    )
    def bind_itself(self, stage: Stage, party: ActorId, ends: list[int]) -> None:
        """One party signs or consents."""
        self._add(stage, ends, Realis.actual, (party,))

    @precondition(lambda self: any(m.realis is Realis.planned for m in self.life))
    @rule(ends=ranges, data=st.data())
    def postpone(self, ends: list[int], data: st.DataObject) -> None:
        """A plan was put off: the old one stays on record, a new one stands beside it."""
        planned = [n for n, m in enumerate(self.life) if m.realis is Realis.planned]
        number = data.draw(st.sampled_from(planned))
        old = self.life[number]
        self.life[number] = attrs.evolve(old, realis=Realis.postponed)
        if len(self.life) < MOST_STEPS:
            self._add(old.stage, ends, Realis.planned, old.by)

    @precondition(lambda self: len(self.life) < MOST_STEPS)
    @rule(ends=ranges, by=takers)
    def give_notice(self, ends: list[int], by: tuple[ActorId, ...]) -> None:
        """A party, or nobody says who, gives notice."""
        self._add(Stage.notice_given, ends, Realis.actual, by)

    @precondition(lambda self: len(self.life) < MOST_STEPS)
    @rule(ends=ranges, by=takers)
    def withdraw(self, ends: list[int], by: tuple[ActorId, ...]) -> None:
        """A party leaves."""
        self._add(Stage.withdrawn, ends, Realis.actual, by)

    @rule(guard=guards)
    def read_final_clauses(self, guard: Guard | None) -> None:
        """A report says what must happen before the entry into force."""
        self.guard = guard

    @rule(months=st.sampled_from([None, 1, 60]), notice=st.sampled_from([None, 0, 6]))
    def read_term(self, months: int | None, notice: int | None) -> None:
        """A report says how long it lasts."""
        self.term = Term(months=months, notice_months=notice)

    # --------------------------------------------------------------------------- laws

    def _agreement(self) -> Agreement:
        return Agreement(
            kind=AgreementKind.defence_pact,
            parties=tuple(self.parties),
            milestones=tuple(self.life),
            term=self.term,
            enters_into_force=self.guard,
        )

    def _by_final_clauses(self) -> tuple[int, int] | None:
        """The first and the last day that final clauses can come to, over every course."""
        told = any(
            m.stage is Stage.in_force and not m.by and m.realis in SETTLED for m in self.life
        )
        if self.guard is None or told:
            return None
        asked = Stage.signed if self.guard.kind is GuardKind.on_signature else Stage.consented
        steps = [m for m in self.life if m.stage is asked and m.realis is Realis.actual]
        n = self.guard.n if self.guard.kind is GuardKind.ratifications else None
        met = set()
        for choice in itertools.product(*map(_days_of, steps)):
            first: dict[ActorId, int] = {}
            for step, day in zip(steps, choice, strict=True):
                for party in self.bound & set(step.by or self.bound):
                    first[party] = min(first.get(party, LATER), day or 0)
            if len(first) >= (n or len(self.bound)):
                met.add(sorted(first.values())[(n or len(self.bound)) - 1] + self.guard.days)
        return (min(met), max(met)) if met else None

    def _steps(self) -> list[Milestone]:
        ends = self._by_final_clauses()
        if ends is None:
            return self.life
        own = Milestone(stage=Stage.in_force, when=_when([*ends]), realis=Realis.expected)
        return [*self.life, own]

    def _replayed(self) -> Replay:
        return _replay(tuple(self._steps()), frozenset(self.bound))

    @invariant()
    def the_final_clauses_come_to_the_day_of_every_course(self) -> None:
        """The entry into force by a guard is as early and as late as some course has it."""
        ends = self._by_final_clauses()
        due = [
            d for d in self._agreement().deadlines("0001") if d.what is Stage.in_force and d.basis
        ]
        assert [(d.when.earliest, d.when.latest) for d in due] == ([] if ends is None else [ends])
        if ends is not None and self.guard is not None:
            found = entry_into_force(self.life, sorted(self.bound), self.guard)
            assert found is not None and found.when is not None
            assert found.realis is Realis.expected

    @invariant()
    def the_status_is_what_living_through_every_course_gives(self) -> None:
        """No stage is missed, and none is there that no course reaches."""
        says, replay = self._agreement(), self._replayed()
        for day in DAYS:
            assert set(says.status(_when([day, day])).possible) == replay.stages(day)

    @invariant()
    def the_order_in_which_steps_are_told_does_not_matter(self) -> None:
        """Reports may come in any order."""
        for at in DAYS[::2]:
            day = _when([at, at])
            told = agreement_status(self.life, self.parties, day)
            assert agreement_status(self.life[::-1], self.parties, day) == told
            assert agreement_status(sorted(self.life, key=repr), self.parties, day) == told

    @invariant()
    def a_lawful_life_never_goes_back(self) -> None:
        """Once a phase is certainly reached, no earlier one is certain after it."""
        says = self._agreement()
        if not self._replayed().has_lawful_base:
            return
        certain = [says.status(_when([day, day])).stage for day in DAYS]
        reached = [stage for stage in certain if stage is not None]
        assert not any(
            must_precede(later, earlier) for earlier, later in itertools.combinations(reached, 2)
        )

    @invariant()
    def every_impossible_order_is_named_with_both_claims(self) -> None:
        """One sentence a pair, with the stages and the dates of both."""
        taken = [m for m in self._agreement().milestones if m.realis is Realis.actual]
        wrong = [
            (a, b)
            for a in taken
            for b in taken
            if a.by == b.by and must_precede(a.stage, b.stage)
            if max(filter(None, _days_of(b))) < min(filter(None, _days_of(a)))
        ]
        sentences = list(self._agreement().diagnostics())
        assert len(sentences) == len(wrong)
        for (a, b), sentence in zip(wrong, sentences, strict=True):
            assert a.when is not None and b.when is not None
            for words in (a.stage, a.when.edtf, b.stage, b.when.edtf, *a.by):
                assert words in sentence

    @invariant()
    def deadlines_are_in_order_and_none_is_past(self) -> None:
        """What falls due is sorted, lies ahead, and does not hang on when it is asked for."""
        says = self._agreement()
        everything = says.deadlines("0001")
        assert list(everything) == sorted(everything, key=lambda one: sort_key(one.when))
        for day in DAYS:
            asked = _when([day, day])
            due = says.deadlines(asked)
            assert all(before(one.when, asked) is not Tri.YES for one in due)
            assert due == tuple(one for one in everything if before(one.when, asked) is not Tri.YES)

    @invariant()
    def what_was_done_is_not_due(self) -> None:
        """No deadline is of a step that the same parties took."""
        taken = {(m.stage, m.by) for m in self.life if m.realis is Realis.actual}
        for due in self._agreement().deadlines("0001"):
            assert (due.what, due.by) not in taken or due.what is Stage.notice_given


TestLifeOfAnAgreement = pytest.mark.slow(LifeOfAnAgreement.TestCase)
TestLifeOfAnAgreement.settings = settings(stateful_step_count=9, deadline=None)
