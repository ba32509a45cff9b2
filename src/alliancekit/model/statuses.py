"""What stage an agreement is in on a day, derived from its milestones and never stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from alliancekit.dates import FuzzyDate, Tri, before
from alliancekit.kinds import Realis, Stage
from alliancekit.model.parts import Milestone

_HAPPENED = frozenset({Realis.actual})
_MAY_HAPPEN = frozenset({Realis.planned, Realis.expected, Realis.conditional, Realis.proposed})
_RANK = {stage: rank for rank, stage in enumerate(Stage)}
# A suspended treaty comes back into force (Vienna Convention, article 57); talks may resume.
_RESUMES = {(Stage.suspended, Stage.in_force), (Stage.stalled, Stage.negotiating)}
_FORCE = frozenset({Stage.in_force, Stage.amended, Stage.renewed, Stage.notice_given})
_ENDS = frozenset(
    {
        Stage.terminated,
        Stage.superseded,
        Stage.expired,
        Stage.abandoned,
        Stage.rejected,
        Stage.lapsed,
    }
)
_BEFORE_FORCE = frozenset(
    {Stage.mooted, Stage.proposed, Stage.negotiating, Stage.concluded, Stage.signed}
)


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


def as_fuzzy_date(at: FuzzyDate | dt.date | str) -> FuzzyDate:
    """Return a day that is given as a date or as EDTF text."""
    if isinstance(at, FuzzyDate):
        return at
    return FuzzyDate(at if isinstance(at, str) else at.isoformat())


def status_at(milestones: Sequence[Milestone], at: FuzzyDate) -> Status:
    """Return the stages that milestones leave possible at the end of a day.

    A step that was taken by then rules out the stages that it certainly came after. A step whose
    day is fuzzy, or that was only planned, may or may not have been taken. Denied, cancelled and
    postponed steps were not.

    Args:
        milestones: Of the agreement as a whole or of one party.
        at: The day.

    Returns:
        The possible stages.
    """
    taken = [(m, _is_taken(m, at)) for m in milestones]
    certain = [m for m, is_taken in taken if is_taken is Tri.YES]
    candidates = [m for m, is_taken in taken if is_taken is not Tri.NO]
    possible = {
        m.stage
        for m in candidates
        if not any(_supersedes(later, m) for later in certain if later is not m)
    }
    return Status(possible=tuple(sorted(possible, key=_RANK.__getitem__)))


def _is_taken(milestone: Milestone, at: FuzzyDate) -> Tri:
    if milestone.realis not in _HAPPENED | _MAY_HAPPEN:
        return Tri.NO
    by_then = ~before(at, milestone.when) if milestone.when is not None else Tri.MAYBE
    return by_then if milestone.realis in _HAPPENED else by_then & Tri.MAYBE


def _supersedes(later: Milestone, earlier: Milestone) -> bool:
    if earlier.realis in _MAY_HAPPEN and _RANK[earlier.stage] > _RANK[later.stage]:
        return False
    if earlier.when is None or later.when is None:
        return (
            _RANK[later.stage] > _RANK[earlier.stage]
            and (earlier.stage, later.stage) not in _RESUMES
        )
    comes_first = before(earlier.when, later.when)
    if comes_first is Tri.MAYBE:
        return _RANK[later.stage] > _RANK[earlier.stage]
    if comes_first is Tri.YES:
        return True
    return before(later.when, earlier.when) is Tri.NO and _RANK[later.stage] > _RANK[earlier.stage]


def impossible_orders(milestones: Sequence[Milestone]) -> tuple[str, ...]:
    """Return a sentence for every pair of taken steps whose dates stand in an impossible order.

    Real registers hold such dates, so this is a diagnostic and never an error.

    Args:
        milestones: Of one agreement.

    Returns:
        Sentences that name both steps and dates.

    Source:
        Vienna Convention on the Law of Treaties, articles 11 and 24: consent and entry into force
        follow the text's conclusion; 54: a treaty ends after it began.
    """
    taken = [m for m in milestones if m.realis is Realis.actual and m.when is not None and not m.by]
    sentences = []
    for earlier in taken:
        for later in taken:
            must_follow = (earlier.stage in _BEFORE_FORCE and later.stage is Stage.in_force) or (
                earlier.stage in _FORCE and later.stage in _ENDS
            )
            if not must_follow or earlier.when is None or later.when is None:
                continue
            if before(later.when, earlier.when) is Tri.YES:
                sentences.append(
                    f"{later.stage} on {later.when.edtf} comes before {earlier.stage} on "
                    f"{earlier.when.edtf}: one of the dates is wrong"
                )
    return tuple(sentences)
