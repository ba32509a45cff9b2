"""The dates of records as columns of days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from alliancekit.dates import FuzzyDate, Span
from alliancekit.features.columns import DATE_ROLES, OPEN_AFTER, OPEN_BEFORE, Bools, Ints, Lists
from alliancekit.kinds import AgreementKind, Realis, Stage
from alliancekit.model import Agreement, Event

# Only what is sold is notified to a parliament and approved before it is signed.
_AT_ANY_TIME = frozenset({Stage.announced, Stage.notified, Stage.approved})
_STAGES_OF_ROLE: Mapping[str, frozenset[Stage]] = {
    "prepared": frozenset(
        stage for stage in Stage if stage.rank < Stage.signed.rank and stage not in _AT_ANY_TIME
    ),
    "signed": frozenset({Stage.signed}),
    "in_force": frozenset({Stage.in_force, Stage.provisionally_applied}),
    "ended": frozenset({Stage.withdrawn, Stage.terminated, Stage.superseded, Stage.expired}),
}
_ROLE_OF_STAGE: Mapping[Stage, int] = {
    stage: DATE_ROLES.index(role) for role, stages in _STAGES_OF_ROLE.items() for stage in stages
}
_PREPARED = DATE_ROLES.index("prepared")
_SOFT_STAGES: Mapping[Stage, int] = {
    stage: code
    for code, stage in enumerate(Stage)
    if _ROLE_OF_STAGE.get(stage, _PREPARED) == _PREPARED
}
_OCCURRED, _SPOKEN = DATE_ROLES.index("occurred"), DATE_ROLES.index("spoken")


def date_columns(
    all_says: Sequence[Event | Agreement],
) -> tuple[Ints, Ints, Bools, Bools]:
    """Return the first and last day of every date role, whether a row has it, and has it as done.

    Each is of shape (n, 6).
    """
    shape = (len(all_says), len(DATE_ROLES))
    rows, roles, firsts, lasts, done = [], [], [], [], []
    for row, says in enumerate(all_says):
        for role, when, realis in _dates(says):
            rows.append(row)
            roles.append(role)
            first, last = _days(when)
            firsts.append(first)
            lasts.append(last)
            done.append(realis is Realis.actual)
    earliest, latest = np.full(shape, OPEN_AFTER), np.full(shape, OPEN_BEFORE)
    np.minimum.at(earliest, (rows, roles), firsts)
    np.maximum.at(latest, (rows, roles), lasts)
    has_date, has_happened = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    has_date[rows, roles] = True
    np.logical_or.at(has_happened, (rows, roles), done)
    earliest[~has_date], latest[~has_date] = OPEN_BEFORE, OPEN_AFTER
    return earliest, latest, has_date, has_happened


def step_columns(all_says: Sequence[Event | Agreement]) -> tuple[Lists, Ints, Ints]:
    """Return the softer stages of every row, and the days each may have been on."""
    days: dict[tuple[int, int], tuple[int, int]] = {}
    for row, says in enumerate(all_says):
        if isinstance(says, Event):
            continue
        for milestone in says.milestones:
            stage = _SOFT_STAGES.get(milestone.stage)
            if stage is None or milestone.when is None or milestone.realis.is_void:
                continue
            first, last = _days(milestone.when)
            known = days.get((row, stage), (first, last))
            days[row, stage] = (min(first, known[0]), max(last, known[1]))
    in_order = sorted(days)
    rows, codes, firsts, lasts = (
        np.array(column, np.int64)
        for column in (
            [row for row, _ in in_order],
            [stage for _, stage in in_order],
            [days[key][0] for key in in_order],
            [days[key][1] for key in in_order],
        )
    )
    starts = np.searchsorted(rows, np.arange(len(all_says) + 1))
    return Lists(starts=starts, values=codes), firsts, lasts


def _days(when: FuzzyDate | Span) -> tuple[int, int]:
    first = OPEN_BEFORE if when.earliest is None else max(when.earliest, OPEN_BEFORE)
    return first, OPEN_AFTER if when.latest is None else min(when.latest, OPEN_AFTER)


def _dates(says: Event | Agreement) -> Iterator[tuple[int, FuzzyDate | Span, Realis]]:
    """Yield role, date and realis of every date of a record."""
    if isinstance(says, Event):
        if says.when is not None:
            yield _OCCURRED, says.when, says.realis
        return
    for milestone in says.milestones:
        if milestone.when is not None and not milestone.realis.is_void:
            yield _role(milestone.stage, says.kind), milestone.when, milestone.realis


def _role(stage: Stage, kind: AgreementKind) -> int:
    if kind is AgreementKind.arms_transfer and stage in (Stage.notified, Stage.approved):
        return _PREPARED
    return _ROLE_OF_STAGE.get(stage, _SPOKEN)
