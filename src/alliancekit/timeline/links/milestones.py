"""Which actors took which steps on which very days, told as events and as milestones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from alliancekit.dates import FuzzyDate, Span
from alliancekit.features import Lists
from alliancekit.features.actors import ActorReader
from alliancekit.kinds import EventKind, Stage
from alliancekit.model import Agreement, Event, Party

_CONSENT = (Stage.consented, Stage.approved)
_STAGES: Mapping[EventKind, Sequence[Stage]] = {
    EventKind.ratification: _CONSENT,
    EventKind.accession: _CONSENT,
    EventKind.decision: (*_CONSENT, Stage.notified),
    EventKind.suspension: (Stage.suspended,),
    EventKind.withdrawal: (Stage.withdrawn, Stage.notice_given),
    EventKind.termination: (Stage.terminated, Stage.notice_given),
}
"""What an event of a kind may be in the life of an agreement; each is the act of one party."""
_TOLD_STAGES = frozenset(stage for stages in _STAGES.values() for stage in stages)

_Taken = tuple[int, Stage, str]


def taken_steps(all_says: Sequence[Event | Agreement], reader: ActorReader) -> Lists:
    """Return the steps of every row, as codes that an event and an agreement may share.

    A code stands for a day, a stage and an actor. A milestone of nobody is one of all parties.

    Args:
        all_says: n events and agreements.
        reader: Knows for whom ministries and parliaments act.

    Returns:
        n rows; those of agreements hold only what some event is.
    """
    code_of: dict[_Taken, int] = {}
    for says in all_says:
        if isinstance(says, Event):
            for taken in _steps_of_event(says, reader):
                code_of.setdefault(taken, len(code_of))
    told = {(day, stage) for day, stage, _ in code_of}
    starts, codes = [0], []
    for says in all_says:
        steps = (
            _steps_of_event(says, reader)
            if isinstance(says, Event)
            else _milestones(says, told, reader)
        )
        codes += sorted({code_of[taken] for taken in steps if taken in code_of})
        starts.append(len(codes))
    return Lists(starts=np.array(starts, np.int64), values=np.array(codes, np.int64))


def _steps_of_event(says: Event, reader: ActorReader) -> Iterator[_Taken]:
    stages, day = _STAGES.get(says.kind, ()), _only_day(says.when)
    if stages and day is not None:
        for actor in sorted(reader.acting(says.parties)):
            for stage in stages:
                yield day, stage, actor


def _milestones(
    says: Agreement, told: set[tuple[int, Stage]], reader: ActorReader
) -> Iterator[_Taken]:
    for milestone in says.milestones:
        if milestone.stage in _TOLD_STAGES and not milestone.realis.is_void:
            day = _only_day(milestone.when)
            if day is not None and (day, milestone.stage) in told:
                by = tuple(Party(actor=actor) for actor in milestone.by) or says.parties
                for actor in sorted(reader.acting(by)):
                    yield day, milestone.stage, actor


def _only_day(when: FuzzyDate | Span | None) -> int | None:
    return None if when is None or when.earliest != when.latest else when.earliest
