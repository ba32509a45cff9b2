"""What stage an agreement is in on a day, derived from its milestones and never stored.

A *course* is one way in which the steps may have gone: a day for each step that was taken, within
what its date allows, and for each step that is ahead either a day not before its date, since plans
slip, or none. A course is lawful if no step comes after one that it must precede. The stages of an
agreement on a day are those in which some lawful course has it; where the dates leave no lawful
course, which :func:`impossible_orders` tells, every course counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from alliancekit.actors import ActorId
from alliancekit.dates import End, FuzzyDate, Span, Tri, before
from alliancekit.dates.edtf import day_runs
from alliancekit.dates.runs import ANY_DAY, FAR, Runs, clipped, least_above, shifted, united
from alliancekit.kinds import PERIPHERAL_ROLES, Realis, Role, Stage
from alliancekit.model.parts import Milestone, Party

# In these an agreement binds its parties: articles 24 and 25, and 65 and 67 for a notice, which
# ends nothing before it takes effect.
_FORCE = frozenset(
    {
        Stage.contracted,
        Stage.provisionally_applied,
        Stage.in_force,
        Stage.amended,
        Stage.renewed,
        Stage.notice_given,
    }
)
# Steps of one phase come and go in any order: a suspended treaty comes back into force (article
# 57), a notice may be revoked (68), who withdrew may join anew, stalled talks resume.
_PHASES = (
    frozenset({Stage.mooted}),
    frozenset({Stage.proposed, Stage.requested}),
    frozenset(
        {
            Stage.negotiating,
            Stage.stalled,
            Stage.notified,
            Stage.approved,
            Stage.agreed_in_principle,
        }
    ),
    frozenset({Stage.concluded}),
    frozenset({Stage.signed, Stage.contracted}),
    frozenset({Stage.consented, Stage.provisionally_applied}),
    frozenset(
        {
            Stage.in_force,
            Stage.suspended,
            Stage.amended,
            Stage.renewed,
            Stage.notice_given,
            Stage.delivered,
            Stage.withdrawn,
        }
    ),
    frozenset({Stage.terminated, Stage.superseded, Stage.expired}),
)
# Stages of no phase, which come at any time: announcements, and setbacks that may be overcome.
_PHASE = {stage: number for number, phase in enumerate(_PHASES) for stage in phase}
# A step in the life of one party, which is the agreement's own only once every party has taken it.
_OF_PARTIES = frozenset({Stage.signed, Stage.consented, Stage.provisionally_applied})
# A party of many leaves alone: the treaty goes on between the others (articles 54 and 70).
_LEAVING = frozenset({Stage.suspended, Stage.notice_given, Stage.withdrawn})
_N_BILATERAL = 2
# Beyond so many ends of runs of days ("25th of some month"), asked of a coarse date, every step
# counts as possible: the answer stays right and stays quick.
_MAX_ENDS = 400
_NOT_BOUND = PERIPHERAL_ROLES | {Role.candidate, Role.mediator, Role.announcer, Role.addressee}


@attrs.frozen(kw_only=True)
class Status:
    """The stages that an agreement can be in.

    Attributes:
        possible: In the order of an agreement's life; empty before its first milestone.
    """

    possible: tuple[Stage, ...]

    @property
    def stage(self) -> Stage | None:
        """The stage, where there is no doubt."""
        return self.possible[0] if len(self.possible) == 1 else None

    @property
    def in_force(self) -> Tri:
        """Whether the agreement binds its parties."""
        return self._is_among(_FORCE)

    def is_in(self, stage: Stage) -> Tri:
        """Return whether the agreement is in this stage."""
        return self._is_among(frozenset({stage}))

    def _is_among(self, stages: frozenset[Stage]) -> Tri:
        inside = [stage in stages for stage in self.possible]
        if not any(inside):
            return Tri.NO
        return Tri.YES if all(inside) else Tri.MAYBE


@attrs.frozen
class Step:
    """A milestone as the status counts it.

    Attributes:
        stage: Which step.
        days: On which it may have been taken.
        is_certain: Whether it was taken on one of them.
    """

    stage: Stage
    days: Runs
    is_certain: bool


def as_fuzzy_date(at: FuzzyDate | dt.date | str) -> FuzzyDate:
    """Return a day that is given as a date or as EDTF text."""
    if isinstance(at, FuzzyDate):
        return at
    return FuzzyDate(at if isinstance(at, str) else at.isoformat())


def must_precede(earlier: Stage, later: Stage) -> bool:
    """Return whether a step never comes after another.

    >>> must_precede(Stage.signed, Stage.in_force), must_precede(Stage.suspended, Stage.in_force)
    (True, False)

    Announcements come at any time. Talks that were abandoned, and texts that were rejected
    or lapsed, may be taken up again.

    Source:
        Vienna Convention on the Law of Treaties: signature and consent come before entry into force
        (articles 11 and 24), and that before what can befall a treaty in force (39, 54 to 59).
    """
    if earlier not in _PHASE or later not in _PHASE:
        return False
    return _PHASE[earlier] < _PHASE[later]


def status_at(milestones: Sequence[Milestone], at: FuzzyDate) -> Status:
    """Return the stages that milestones leave possible at the end of a day.

    Denied, cancelled and postponed steps were not taken. Of two steps of one day the one further on
    in :class:`Stage` is the status.

    Args:
        milestones: In any order; who took them does not matter.
        at: The day; where it is not exact, every day that it may be counts.

    Returns:
        Exactly the last stages of the lawful courses on those days, or of all courses where none is
        lawful. Never fewer; more only for a coarse day and dates of hundreds of separate days.
    """
    return _status([step for m in milestones if (step := _step(m)) is not None], at)


def agreement_status(
    milestones: Sequence[Milestone], parties: Sequence[Party], at: FuzzyDate
) -> Status:
    """Return the stages that an agreement can be in as a whole.

    A signature or a consent of some parties is the agreement's own once all have given it, and
    until then may or may not be. One party of three or more that leaves does not change the status
    of the whole; of two it does.

    Args:
        milestones: Of the agreement and of its parties.
        parties: Of the agreement; those that only look on are not counted.
        at: As for :func:`status_at`.

    Source:
        Vienna Convention on the Law of Treaties, articles 24(2) and 24(3), 54, 55, 70.
    """
    return _status(list(_steps_of_whole(milestones, bound_parties(parties))), at)


def bound_parties(parties: Iterable[Party]) -> frozenset[ActorId]:
    """Return who an agreement is to bind: all parties but those that only look on or mediate."""
    return frozenset(p.actor for p in parties if p.role not in _NOT_BOUND)


def party_status(
    milestones: Sequence[Milestone], parties: Sequence[Party], at: FuzzyDate, party: ActorId
) -> Status:
    """Return the stages that an agreement can be in for one party.

    Its own steps count, and those of the agreement as a whole except where the party has a step of
    that stage of its own. For a party with an entry into force of its own, which joined later, only
    what befell the whole after that stage counts.

    Args:
        milestones: Of the agreement and of its parties.
        parties: Of the agreement: the span of the party begins and ends its life in it.
        at: As for :func:`status_at`.
        party: Id of the party.

    Returns:
        As :func:`status_at`; no stage at all for an actor that is no party.

    Source:
        Vienna Convention on the Law of Treaties, articles 15 and 24(3) for who joins later, 70 and
        72 for who leaves.
    """
    own = [m for m in milestones if party in m.by]
    if not own and all(p.actor != party for p in parties):
        return Status(possible=())
    steps = [step for m in own if (step := _step(m)) is not None]
    for member in parties:
        if member.actor == party and member.span is not None:
            steps.extend(_steps_of_span(member.span))
    has_own = {step.stage for step in steps if step.is_certain}
    joins_alone = Stage.in_force in has_own
    for milestone in milestones:
        step = _step(milestone) if not milestone.by else None
        if step is None or step.stage in has_own:
            continue
        if not joins_alone or step.stage.rank > Stage.in_force.rank:
            steps.append(step)
    return _status(steps, at)


def _steps_of_span(span: Span) -> Iterator[Step]:
    if span.start is not None:
        days = day_runs(span.start.edtf)
        if span.start_end is not End.known:  # it was a party when watching began
            days = ((-FAR, days[-1][1]),)
        yield Step(Stage.in_force, days, is_certain=True)
    if span.end is not None and span.end_end is End.known:
        yield Step(Stage.withdrawn, shifted(day_runs(span.end.edtf), 1), is_certain=True)


def _step(milestone: Milestone) -> Step | None:
    days = ANY_DAY if milestone.when is None else day_runs(milestone.when.edtf)
    if milestone.realis is Realis.actual:
        return Step(milestone.stage, days, is_certain=True)
    if milestone.realis.is_ahead:
        return Step(milestone.stage, ((days[0][0], FAR),), is_certain=False)
    return None


def _steps_of_whole(milestones: Iterable[Milestone], bound: frozenset[ActorId]) -> Iterator[Step]:
    takers: dict[Stage, set[ActorId]] = {}
    partial: list[tuple[Milestone, Step]] = []
    for milestone in milestones:
        step = _step(milestone)
        if step is None:
            continue
        is_partial = bool(milestone.by) and not (bound and bound <= set(milestone.by))
        if is_partial and step.stage in _LEAVING and len(bound) > _N_BILATERAL:
            continue
        if not is_partial or step.stage not in _OF_PARTIES or len(bound) < _N_BILATERAL:
            yield step
            continue
        partial.append((milestone, step))
        if step.is_certain:
            takers.setdefault(step.stage, set()).update(milestone.by)
    for _, step in partial:
        yield attrs.evolve(step, is_certain=False)
    for stage in sorted(takers, key=lambda taken: taken.rank):
        if bound <= takers[stage]:
            yield Step(stage, (_days_of_last(stage, partial, bound),), is_certain=True)


def _days_of_last(
    stage: Stage, partial: Sequence[tuple[Milestone, Step]], bound: frozenset[ActorId]
) -> tuple[int, int]:
    """Return the first and last day on which the last of all parties can have taken a step."""
    low = high = -FAR
    for party in bound:
        own = [s.days for m, s in partial if party in m.by and s.stage is stage and s.is_certain]
        low = max(low, min(days[0][0] for days in own))
        high = max(high, min(days[-1][1] for days in own))
    return low, high


# --------------------------------------------------------------------------- courses


def _status(steps: Sequence[Step], at: FuzzyDate) -> Status:
    whens = day_runs(at.edtf)
    is_lawful = _has_course([s for s in steps if s.is_certain])
    possible = {
        step.stage
        for index, step in enumerate(steps)
        if _can_be_last(step, [*steps[:index], *steps[index + 1 :]], whens, is_lawful=is_lawful)
    }
    return Status(possible=tuple(sorted(possible, key=lambda stage: stage.rank)))


def _can_be_last(step: Step, others: Sequence[Step], whens: Runs, *, is_lawful: bool) -> bool:
    """Return whether some course has this step as its last on some day asked for."""
    certain = [other for other in others if other.is_certain]
    moments = _moments(step, certain, whens)
    if moments is None:
        return True
    for at, day in moments:
        rest = [_not_later(other, step, day, at) for other in certain]
        if any(not other.days for other in rest):
            continue
        taken = Step(step.stage, ((day, day),), is_certain=True)
        if not is_lawful or _has_course([taken, *rest]):
            return True
    return False


def _moments(step: Step, certain: Sequence[Step], whens: Runs) -> list[tuple[int, int]] | None:
    """Return days asked for, each with the day of the step to try, or ``None`` if too many.

    For the first day of a run of days asked for, a later day of the step only leaves more room to
    the steps before it, so that the latest is enough. Within the run the step's own day leaves most
    room to those that follow; what is possible changes only beside an end of some step's days.
    """
    moments = []
    for low, high in whens:
        earlier = clipped(step.days, -FAR, low)
        if earlier:
            moments.append((low, earlier[-1][1]))
        if high == low:
            continue
        within = clipped(step.days, low, high)
        ends = {end for run in within for end in run}
        for other in certain:
            ends |= {end for run in clipped(other.days, low - 1, high + 1) for end in run}
        if len(ends) > _MAX_ENDS:
            return None
        near = {end + by for end in ends for by in (-1, 0, 1)}
        moments += [(day, day) for day in sorted(near) if clipped(within, day, day)]
    return moments


def _not_later(other: Step, step: Step, day: int, at: int) -> Step:
    """Return a step with only the days on which it leaves ``step`` the last one at ``at``."""
    last = day if other.stage.rank <= step.stage.rank else day - 1
    earlier, after = clipped(other.days, -FAR, last), clipped(other.days, at + 1, FAR)
    return attrs.evolve(other, days=united((*earlier, *after)))


def _has_course(steps: Sequence[Step]) -> bool:
    """Return whether steps that were all taken can have days in a lawful order.

    Each takes, in the order of stages, its first day that is not before those it must follow. That
    is the least course, so that if it does not exist none does.
    """
    days: list[tuple[Stage, int]] = []
    for step in sorted(steps, key=lambda one: one.stage.rank):
        floor = max((day for stage, day in days if must_precede(stage, step.stage)), default=-FAR)
        day = least_above(step.days, floor - 1)
        if day is None:
            return False
        days.append((step.stage, day))
    return True


def impossible_orders(milestones: Sequence[Milestone]) -> tuple[str, ...]:
    """Return a sentence for every pair of taken steps whose dates stand in an impossible order.

    Real registers hold such dates, so this is a diagnostic and never an error.

    Args:
        milestones: Of one agreement; steps of different parties are not compared.

    Returns:
        Sentences that name both steps and dates, in the order of the milestones.

    Source:
        Vienna Convention on the Law of Treaties, articles 11 and 24: consent and entry into force
        follow the text's conclusion; 54: a treaty ends after it began.
    """
    taken = [m for m in milestones if m.realis is Realis.actual and m.when is not None]
    return tuple(
        f"{_words(later)} comes before {_words(earlier)}: one of the dates is wrong"
        for earlier in taken
        for later in taken
        if earlier.by == later.by and must_precede(earlier.stage, later.stage)
        if earlier.when is not None and later.when is not None
        if before(later.when, earlier.when) is Tri.YES
    )


def _words(step: Milestone) -> str:
    assert step.when is not None
    by = f" by {', '.join(step.by)}" if step.by else ""
    return f"{step.stage}{by} on {step.when.edtf}"
