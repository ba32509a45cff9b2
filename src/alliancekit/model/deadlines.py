"""What falls due in the life of an agreement, and when it enters into force by its own terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum

import attrs

from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate, Tri, before, day_date, day_text, sort_key
from alliancekit.dates.calendar import days_in_month
from alliancekit.kinds import Realis, Stage
from alliancekit.model import checks, fields
from alliancekit.model.parts import Milestone, Term

_PENDING = frozenset({Realis.planned, Realis.expected})
_ENDS = frozenset({Stage.terminated, Stage.superseded, Stage.expired, Stage.lapsed})
# A step that ends the agreement, or moves its end to where the term no longer tells.
_MOVES_THE_END = _ENDS | {Stage.renewed}
_RANK = {stage: rank for rank, stage in enumerate(Stage)}
_MONTHS_A_YEAR = 12


@attrs.frozen(kw_only=True)
class Deadline:
    """Something that falls due.

    Attributes:
        what: The step: ``expired`` is the last day in force, ``notice_given`` the last day to give
            notice, ``withdrawn`` the last day before a notice takes effect.
        when: The day; a range of days where what it follows from is a range.
        basis: The rule that it was worked out by, or ``""`` where a source states it.
        by: Ids of the parties whose step it is, or nothing for the agreement as a whole.
    """

    what: Stage = fields.choice(Stage)
    when: FuzzyDate = attrs.field()
    basis: str = fields.text()
    by: tuple[ActorId, ...] = fields.ids()


class GuardKind(StrEnum):
    """What must happen for an agreement to enter into force."""

    on_signature = "on_signature"
    exchange_of_instruments = "exchange_of_instruments"
    ratifications = "ratifications"


@attrs.frozen(kw_only=True)
class Guard:
    """The condition of entry into force.

    Attributes:
        kind: Signature, an exchange of instruments between all parties, or a number of consents.
        n: How many consents, >= 1, for ``ratifications``; all parties where ``None``.
        days: How many days after the condition is met, >= 0.
        months: How many months after it, >= 0, before the days are counted.

    Source:
        Vienna Convention on the Law of Treaties, articles 12 (signature), 13 and 16 (exchange and
        deposit of instruments), 24 (entry into force as the treaty provides).
    """

    kind: GuardKind = fields.choice(GuardKind)
    n: int | None = attrs.field(default=None, validator=checks.whole(1, 1_000, optional=True))
    days: int = attrs.field(default=0, validator=checks.whole(0, 36_500))
    months: int = attrs.field(default=0, validator=checks.whole(0, 1_200))


def deadlines_of(
    milestones: Sequence[Milestone], term: Term | None, after: FuzzyDate
) -> tuple[Deadline, ...]:
    """Return what falls due on a day or later.

    Args:
        milestones: Of one agreement.
        term: How long it lasts, and its notice.
        after: What certainly was due before this day is left out.

    Returns:
        Deadlines ordered by date, stage and party: planned and expected steps that were not taken
        since, the end of the term, the last day for notice, and the day on which a notice that was
        given takes effect.

    Source:
        Ours: a term of n months from a day ends on the eve of the same day n months later, and
        notice of n months is given at the latest n months before that; a month without that day
        counts to its last. Notice: Vienna Convention on the Law of Treaties, articles 56(2) and 67.
    """
    due = {
        *_planned(milestones),
        *(_worked_out(milestones, term) if term is not None else ()),
    }
    ahead = [one for one in due if before(one.when, after) is not Tri.YES]
    return tuple(sorted(ahead, key=_order))


def _order(one: Deadline) -> tuple[object, ...]:
    return sort_key(one.when), _RANK[one.what], one.by, one.when.edtf, one.basis


def _planned(milestones: Sequence[Milestone]) -> Iterator[Deadline]:
    taken = {(m.stage, m.by) for m in milestones if m.realis is Realis.actual}
    for step in milestones:
        is_open = step.realis in _PENDING and (step.stage, step.by) not in taken
        if is_open and step.when is not None:
            yield Deadline(what=step.stage, when=step.when, by=step.by)


def _worked_out(milestones: Sequence[Milestone], term: Term) -> Iterator[Deadline]:
    actual = [m for m in milestones if m.realis is Realis.actual]
    if any(m.stage in _ENDS and not m.by for m in actual):
        return
    notices = [m for m in actual if m.stage is Stage.notice_given]
    if term.notice_months is not None:
        for notice in notices:
            if notice.when is not None:
                yield from _deadline(
                    Stage.withdrawn,
                    notice.when,
                    (term.notice_months, 0),
                    f"{term.notice_months} months after the notice of {notice.when.edtf}",
                    notice.by,
                )
    end, is_stated = _stated_end(milestones), True
    if end is None:
        end, is_stated = next(_end_of_term(milestones, term), None), False
    if end is None or any(not notice.by for notice in notices):
        return
    if not is_stated:
        yield end
    if term.notice_months is not None:
        source = "stated" if is_stated else "worked-out"
        yield from _deadline(
            Stage.notice_given,
            end.when,
            (-term.notice_months, 0),
            f"{term.notice_months} months before the {source} end on {end.when.edtf}",
        )


def _stated_end(milestones: Sequence[Milestone]) -> Deadline | None:
    for step in milestones:
        is_end = step.stage is Stage.expired and step.realis in _PENDING and not step.by
        if is_end and step.when is not None:
            return Deadline(what=Stage.expired, when=step.when)
    return None


def _end_of_term(milestones: Sequence[Milestone], term: Term) -> Iterator[Deadline]:
    starts = [
        step.when
        for step in milestones
        if step.stage is Stage.in_force and step.realis is Realis.actual and not step.by
    ]
    moved = any(step.stage in _MOVES_THE_END for step in milestones)
    if term.months is None or moved or len(starts) != 1 or starts[0] is None:
        return
    basis = f"{term.months} months from entry into force on {starts[0].edtf}"
    yield from _deadline(Stage.expired, starts[0], (term.months, -1), basis)


def _deadline(
    what: Stage,
    start: FuzzyDate,
    months_and_days: tuple[int, int],
    basis: str,
    by: tuple[ActorId, ...] = (),
) -> Iterator[Deadline]:
    when = moved_by(start, *months_and_days, basis=basis)
    if when is not None:
        yield Deadline(what=what, when=when, basis=basis, by=by)


def moved_by(start: FuzzyDate, months: int, days: int = 0, *, basis: str = "") -> FuzzyDate | None:
    """Return the day that lies some months, and then some days, from another.

    >>> moved_by(FuzzyDate("2016-02-29"), 12).edtf, moved_by(FuzzyDate("2016-01"), 60, -1).edtf
    ('2017-02-28', '[2020-12-31..2021-01-30]')

    Args:
        start: The day.
        months: Months to go on, or back if below 0; a month without that day counts to its last.
        days: Days to go on from there.
        basis: How the result was worked out.

    Returns:
        A day that is as uncertain and approximate as the first, a range where that is one; ``None``
        where either end is open, or the result is not within the years 1 to 9999.
    """
    if start.earliest is None or start.latest is None:
        return None
    first, last = (_shifted(day, months, days) for day in (start.earliest, start.latest))
    if first is None or last is None:
        return None
    marks = {(True, True): "%", (True, False): "?", (False, True): "~", (False, False): ""}
    mark = marks[start.uncertain, start.approximate]
    low, high = f"{day_text(first)}{mark}", f"{day_text(last)}{mark}"
    return FuzzyDate(low if first == last else f"[{low}..{high}]", basis=basis)


def _shifted(number: int, months: int, days: int) -> int | None:
    day = day_date(number)
    if day is None:
        return None
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    last = days_in_month(year, month + 1)
    moved = dt.date(year, month + 1, min(day.day, last)).toordinal() + days
    return moved if day_date(moved) is not None else None


def entry_into_force(
    milestones: Sequence[Milestone], parties: Sequence[ActorId], guard: Guard
) -> Milestone | None:
    """Return the entry into force that follows from who signed or consented and when.

    Args:
        milestones: Of one agreement; steps that were taken count.
        parties: Ids of those that are to be bound.
        guard: What its final clauses ask for.

    Returns:
        A step ``in_force`` whose date says how it was worked out, expected and not actual, since no
        source tells of it; ``None`` where the condition is not met or a date is missing.

    Source:
        Vienna Convention on the Law of Treaties, article 24(1) and (2).
    """
    stage = Stage.signed if guard.kind is GuardKind.on_signature else Stage.consented
    days = _days_of_step(milestones, parties, stage)
    wanted = len(set(parties))
    if guard.kind is GuardKind.ratifications and guard.n is not None:
        wanted = guard.n
    if wanted < 1 or len(days) < wanted:
        return None
    firsts = sorted(day.earliest for day in days if day.earliest is not None)
    lasts = sorted(day.latest for day in days if day.latest is not None)
    if len(firsts) < len(days) or len(lasts) < len(days):
        return None
    # The n-th of days known only within bounds lies between the n-th first and the n-th last day.
    low, high = day_text(firsts[wanted - 1]), day_text(lasts[wanted - 1])
    met = FuzzyDate(low if low == high else f"[{low}..{high}]")
    basis = (
        f"{guard.kind} of {wanted} met on {met.edtf}, then {guard.months} months {guard.days} days"
    )
    when = moved_by(met, guard.months, guard.days, basis=basis)
    if when is None:
        return None
    return Milestone(stage=Stage.in_force, when=when, realis=Realis.expected)


def _days_of_step(
    milestones: Sequence[Milestone], parties: Sequence[ActorId], stage: Stage
) -> list[FuzzyDate]:
    """Return the day of each party's first step of a stage, as far as dates are given."""
    days: dict[ActorId, FuzzyDate] = {}
    for step in sorted(milestones, key=lambda one: sort_key(one.when)):
        if step.stage is stage and step.realis is Realis.actual and step.when is not None:
            for party in step.by or tuple(parties):
                if party in parties:
                    days.setdefault(party, step.when)
    return list(days.values())
