"""When an agreement ends, worked out from how long it lasts."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

import attrs

from alliancekit.dates import FuzzyDate, describe
from alliancekit.kinds import Realis, Stage
from alliancekit.model import Agreement

# A step that ends the agreement, or moves its end to where the term no longer tells.
_MOVES_THE_END = frozenset(
    {Stage.renewed, Stage.terminated, Stage.superseded, Stage.expired, Stage.lapsed}
)
_PENDING_END = frozenset({Realis.planned, Realis.expected})


@attrs.frozen(kw_only=True)
class WorkedOutEnd:
    """A day that follows from an agreement's term.

    Attributes:
        stage: ``expired``: the last day in force; ``notice_given``: the last day to give notice.
        when: The day.
        basis: The rule and what it started from.
    """

    stage: Stage
    when: FuzzyDate
    basis: str


def worked_out_ends(agreement: Agreement) -> tuple[WorkedOutEnd, ...]:
    """Return the last day of an agreement's term and the last day of notice, where they follow.

    Args:
        agreement: With a term in months and an exact day of entry into force, or an exact end.

    Returns:
        At most two days; none where a renewal or an earlier end makes the term say nothing.

    Source:
        Ours: a term of n months from a day ends on the eve of the same day n months later, and
        notice of n months is given at the latest n months before that. A month without that day
        ends on its last.
    """
    return tuple(_ends(agreement))


def _ends(agreement: Agreement) -> Iterator[WorkedOutEnd]:
    term = agreement.term
    if term is None:
        return
    end, is_stated = _stated_end(agreement), True
    if end is None:
        end, is_stated = _end_of_term(agreement), False
    if end is None or any(step.stage is Stage.notice_given for step in agreement.milestones):
        return
    if not is_stated:
        yield end
    if term.notice_months is not None:
        last_notice = _shifted(_day(end.when), -term.notice_months)
        if last_notice is not None:
            source = "stated" if is_stated else "worked-out"
            yield WorkedOutEnd(
                stage=Stage.notice_given,
                when=FuzzyDate(last_notice.isoformat()),
                basis=f"{term.notice_months} months before the {source} end on {end.when.edtf}",
            )


def _stated_end(agreement: Agreement) -> WorkedOutEnd | None:
    for step in agreement.milestones:
        is_end = step.stage is Stage.expired and step.realis in _PENDING_END and not step.by
        if is_end and step.when is not None and _is_plain_day(step.when):
            return WorkedOutEnd(stage=Stage.expired, when=step.when, basis="")
    return None


def _end_of_term(agreement: Agreement) -> WorkedOutEnd | None:
    assert agreement.term is not None
    months = agreement.term.months
    if months is None or any(step.stage in _MOVES_THE_END for step in agreement.milestones):
        return None
    starts = [
        step.when
        for step in agreement.milestones
        if step.stage is Stage.in_force and step.realis is Realis.actual and not step.by
    ]
    if len(starts) != 1 or starts[0] is None or not _is_plain_day(starts[0]):
        return None
    anniversary = _shifted(_day(starts[0]), months)
    if anniversary is None:
        return None
    return WorkedOutEnd(
        stage=Stage.expired,
        when=FuzzyDate((anniversary - dt.timedelta(days=1)).isoformat()),
        basis=f"{months} months from entry into force on {describe(starts[0])}",
    )


def _is_plain_day(when: FuzzyDate) -> bool:
    last = dt.date.max.toordinal()
    return when.is_exact and "T" not in when.edtf and 1 <= (when.earliest or 0) <= last


def _day(when: FuzzyDate) -> dt.date:
    assert when.earliest is not None  # an exact day has both bounds
    return dt.date.fromordinal(when.earliest)


def _shifted(day: dt.date, months: int) -> dt.date | None:
    """Return the same day some months on, or the last of a shorter month; ``None`` past 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
