"""What falls due by the terms of an agreement, as steps that the calendar shows."""

from __future__ import annotations

from alliancekit.kinds import Realis
from alliancekit.model import Agreement, Milestone
from alliancekit_icalendar._placement import deadline

_EVER = "-9999"


def worked_out_steps(agreement: Agreement) -> tuple[Milestone, ...]:
    """Return the deadlines that no source states: they follow from the term or final clauses.

    Args:
        agreement: Any.

    Returns:
        Expected steps ordered by date, stage and party; the basis of each date says how it was
        worked out. None where the last day is none that a calendar has.
    """
    return tuple(
        Milestone(stage=due.what, when=due.when, realis=Realis.expected, by=due.by)
        for due in agreement.deadlines(_EVER)
        if due.basis and deadline(due.when) is not None
    )
