"""What falls due in the life of an agreement, and when it enters into force by its own terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum

import attrs

from alliancekit import _checks as checks
from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate, Tri, before, day_date, day_text, sort_key
from alliancekit.dates.calendar import days_in_month
from alliancekit.dates.runs import FAR
from alliancekit.dates.writing import caveat_mark
from alliancekit.kinds import Realis, Stage
from alliancekit.model import fields
from alliancekit.model.parts import Milestone, Term

_PENDING = frozenset({Realis.planned, Realis.expected})
_ENDS = frozenset({Stage.terminated, Stage.superseded, Stage.expired, Stage.lapsed})
# A step that ends the agreement, or moves its end to where the term no longer tells.
_MOVES_THE_END = _ENDS | {Stage.renewed}
_MONTHS_A_YEAR = 12
# Stands for all parties where none is named; no actor has an empty id.
_EVERYBODY = frozenset({""})


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

    what: Stage = attrs.field(validator=checks.instance(Stage))
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

    kind: GuardKind = attrs.field(validator=checks.instance(GuardKind))
    n: int | None = attrs.field(default=None, validator=checks.whole(1, 1_000, optional=True))
    days: int = attrs.field(default=0, validator=checks.whole(0, 36_500))
    months: int = attrs.field(default=0, validator=checks.whole(0, 1_200))


def deadlines_of(
    milestones: Sequence[Milestone],
    term: Term | None,
    after: FuzzyDate,
    entry: Milestone | None = None,
) -> tuple[Deadline, ...]:
    """Return what falls due on a day or later.

    Args:
        milestones: Of one agreement.
        term: How long it lasts, and its notice.
        after: What certainly was due before this day is left out.
        entry: The entry into force that :func:`entry_into_force` works out, where no milestone
            tells of one.

    Returns:
        Deadlines ordered by date, stage and party: planned and expected steps that were not taken
        since, the entry into force that was worked out, the end of the term, the last day for
        notice, and the day on which a notice that was given takes effect.

    Source:
        Ours: a term of n months from a day ends on the eve of the same day n months later, and
        notice of n months is given at the latest n months before that; a month without that day
        counts to its last. Notice: Vienna Convention on the Law of Treaties, articles 56(2) and 67.
    """
    due = {
        *_planned(milestones),
        *(_worked_out(milestones, term, entry) if term is not None else ()),
    }
    if entry is not None and entry.when is not None:
        due.add(Deadline(what=entry.stage, when=entry.when, basis=entry.when.basis))
    ahead = [one for one in due if before(one.when, after) is not Tri.YES]
    return tuple(sorted(ahead, key=_order))


def _order(one: Deadline) -> tuple[object, ...]:
    return sort_key(one.when), one.what.rank, one.by, one.when.edtf, one.basis


def _planned(milestones: Sequence[Milestone]) -> Iterator[Deadline]:
    taken = {(m.stage, m.by) for m in milestones if m.realis is Realis.actual}
    for step in milestones:
        is_open = step.realis in _PENDING and (step.stage, step.by) not in taken
        if is_open and step.when is not None:
            yield Deadline(what=step.stage, when=step.when, by=step.by)


def _worked_out(
    milestones: Sequence[Milestone], term: Term, entry: Milestone | None
) -> Iterator[Deadline]:
    actual = [m for m in milestones if m.realis is Realis.actual]
    if any(m.stage in _ENDS and not m.by for m in actual):
        return
    notices = [m for m in actual if m.stage is Stage.notice_given]
    if term.notice_months is not None:
        left = {step.by for step in actual if step.stage is Stage.withdrawn}
        for notice in notices:
            if notice.when is not None and notice.by not in left:
                yield from _deadline(
                    Stage.withdrawn,
                    notice.when,
                    (term.notice_months, 0),
                    f"{term.notice_months} months after the notice of {notice.when.edtf}",
                    notice.by,
                )
    end, is_stated = _stated_end(milestones), True
    if end is None:
        end, is_stated = next(_end_of_term(milestones, term, entry), None), False
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


def _end_of_term(
    milestones: Sequence[Milestone], term: Term, entry: Milestone | None
) -> Iterator[Deadline]:
    starts = [
        step.when
        for step in milestones
        if step.stage is Stage.in_force and step.realis is Realis.actual and not step.by
    ]
    if entry is not None and not starts:
        starts = [entry.when]
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
    mark = caveat_mark(uncertain=start.uncertain, approximate=start.approximate)
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
        parties: Ids of those that are to be bound. Where none is known, a step of the agreement as
            a whole meets the condition, and a number of consents counts whoever gave them.
        guard: What its final clauses ask for.

    Returns:
        A step ``in_force`` whose date says how it was worked out, expected and not actual, since no
        source tells of it; ``None`` where the condition is not met or a date is missing.

    Source:
        Vienna Convention on the Law of Treaties, article 24(1) and (2).
    """
    stage = Stage.signed if guard.kind is GuardKind.on_signature else Stage.consented
    n = guard.n if guard.kind is GuardKind.ratifications else None
    bound = frozenset(parties)
    if not bound and n is not None:
        bound = frozenset(taker for step in milestones for taker in step.by)
    if not bound:
        bound, n = _EVERYBODY, None
    firsts, lasts = _days_of_step(milestones, bound, stage)
    wanted = len(bound) if n is None else n
    if len(firsts) < wanted:
        return None
    # The n-th of days known only within bounds lies between the n-th first and the n-th last day.
    first, last = firsts[wanted - 1], lasts[wanted - 1]
    if first == -FAR or last == FAR:
        return None
    low, high = day_text(first), day_text(last)
    met = FuzzyDate(low if low == high else f"[{low}..{high}]")
    basis = (
        f"{guard.kind} of {wanted} met on {met.edtf}, then {guard.months} months {guard.days} days"
    )
    when = moved_by(met, guard.months, guard.days, basis=basis)
    if when is None:
        return None
    return Milestone(stage=Stage.in_force, when=when, realis=Realis.expected)


def _days_of_step(
    milestones: Sequence[Milestone], parties: frozenset[ActorId], stage: Stage
) -> tuple[list[int], list[int]]:
    """Return, in order, the first and the last days on which parties can first have taken a step.

    An end without a bound is :data:`~alliancekit.dates.runs.FAR` away.
    """
    firsts: dict[ActorId, int] = {}
    lasts: dict[ActorId, int] = {}
    for step in milestones:
        if step.stage is not stage or step.realis is not Realis.actual or step.when is None:
            continue
        first = -FAR if step.when.earliest is None else step.when.earliest
        last = FAR if step.when.latest is None else step.when.latest
        for party in parties.intersection(step.by) if step.by else parties:
            firsts[party] = min(firsts.get(party, FAR), first)
            lasts[party] = min(lasts.get(party, FAR), last)
    return sorted(firsts.values()), sorted(lasts.values())
