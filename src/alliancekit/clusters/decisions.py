"""Which of people's decisions count, and how one is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from alliancekit.errors import quoted
from alliancekit.model import Decision, Judgement, Record


@attrs.frozen(kw_only=True)
class StaleDecision:
    """A decision that does not count, because what it was made on is no longer there.

    Attributes:
        decision: It waits for a later decision that confirms or replaces it.
        reason: What has changed, as a sentence.
    """

    decision: Decision
    reason: str

    def __str__(self) -> str:
        return f"{decision_text(self.decision)}, and does not count: {self.reason}"


@attrs.frozen(kw_only=True)
class SortedDecisions:
    """Decisions by whether they count; each stands in one of these.

    Attributes:
        standing: Those that count.
        stale: Those whose records have changed since.
        superseded: Those that another decision replaces or withdraws, or that were stale and made
            anew.
        waiting: Those on records that are not there.
    """

    standing: tuple[Decision, ...]
    stale: tuple[StaleDecision, ...] = ()
    superseded: tuple[Decision, ...] = ()
    waiting: tuple[Decision, ...] = ()


def standing_decisions(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that no other decision supersedes.

    What is superseded once stays so: a decision that comes back is made anew.
    """
    superseded = {id for decision in decisions for id in decision.supersedes}
    return tuple(d for d in decisions if not d.id or d.id not in superseded)


def sort_decisions(records: Sequence[Record], decisions: Sequence[Decision]) -> SortedDecisions:
    """Return decisions by whether they count for these records.

    Args:
        records: Any; of two versions of one record either may be the one that was decided on.
        decisions: Any.

    Returns:
        Every decision once, in the order given.
    """
    wanted = {id for decision in decisions for id in decision.records}
    by_id: dict[str, list[Record]] = {}
    for record in records if wanted else ():
        if record.id in wanted:
            by_id.setdefault(record.id, []).append(record)
    digests = _Digests(by_id)
    absent = wanted - by_id.keys()

    alive = set(map(id, standing_decisions(decisions)))
    standing, stale, superseded, waiting = [], [], [], []
    for decision in decisions:
        changed = (
            [one for one, digest in decision.digests if digest not in digests.of(one)]
            if decision.digests
            else []
        )
        if id(decision) not in alive:
            superseded.append(decision)
        elif absent and not absent.isdisjoint(decision.records):
            waiting.append(decision)
        elif changed:
            stale.append((decision, changed))
        else:
            standing.append(decision)
    answered = set(map(_question, standing)) if stale else set()
    return SortedDecisions(
        standing=tuple(standing),
        stale=tuple(
            StaleDecision(decision=decision, reason=_changed_text(changed))
            for decision, changed in stale
            if _question(decision) not in answered
        ),
        superseded=(
            *superseded,
            *(decision for decision, _ in stale if _question(decision) in answered),
        ),
        waiting=tuple(waiting),
    )


class _Digests:
    """Digests of records, each made once and only where a decision asks for it."""

    def __init__(self, by_id: Mapping[str, Sequence[Record]]) -> None:
        self._by_id = by_id
        self._found: dict[str, frozenset[str]] = {}

    def of(self, id: str) -> frozenset[str]:
        if id not in self._found:
            self._found[id] = frozenset(record.digest for record in self._by_id.get(id, ()))
        return self._found[id]


def _question(decision: Decision) -> tuple[object, ...]:
    kind = "sameness" if decision.is_on_sameness else decision.judgement
    return (kind, decision.records, decision.field)


def _changed_text(ids: Sequence[str]) -> str:
    return f"{' and '.join(ids)} {'has' if len(ids) == 1 else 'have'} changed since"


def decision_text(decision: Decision) -> str:
    """Return a decision as one clause: which it is, who made it, and what it holds.

    >>> decision_text(Decision(judgement=Judgement.same, records=("a#x", "b#y"), author="Ann"))
    'decision by Ann holds a#x and b#y same'

    Args:
        decision: Any.
    """
    by = f" by {decision.author}" if decision.author else ""
    name = f" {decision.id!r}" if decision.id else ""
    return f"decision{name}{by} {_verdict_text(decision)}"


def _verdict_text(decision: Decision) -> str:
    records = " and ".join(decision.records)
    match decision.judgement:
        case Judgement.prefer:
            value = f" {quoted(decision.value)}" if decision.value else ""
            of = "in the entry of" if decision.value else "of"
            return f"prefers the {decision.field}{value} {of} {records}"
        case Judgement.withdraw:
            return f"withdraws {' and '.join(map(repr, decision.supersedes))}"
        case Judgement.not_part_of:
            return f"holds {records} no parts of each other"
        case Judgement.same | Judgement.different:
            return f"holds {records} {decision.judgement}"
