"""The pairs of records that are worth a person's time, those that settle most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs
import numpy as np

from alliancekit.clusters import (
    Closure,
    decision_closure,
    decision_text,
    node_of,
    sort_decisions,
)
from alliancekit.features import extract_features, pairs_within
from alliancekit.matches import score_pairs
from alliancekit.model import Agreement, Decision, DecisionId, Judgement, Record, value_text
from alliancekit.timeline import Entry, Timeline, UncomparedPair

# A pair that is surer than 99 in 100 is obvious.
_LEAST_DOUBT = 0.04
# Entries of more records are looked at by their first ones.
_MAX_MEMBERS = 40
GAIN_STEPS = 1_000_000
"""Steps in which gains are counted: a pair of two records at even odds has twice as many."""


@attrs.frozen(kw_only=True)
class FieldPair:
    """What two records say in one field.

    Attributes:
        name: Of the field.
        first: One line of text, ``""`` where the first record says nothing.
        second: Likewise.
    """

    name: str
    first: str
    second: str


@attrs.frozen(kw_only=True)
class Question:
    """Two records of which a person should say whether they speak of one thing.

    Attributes:
        first: The record with the smaller id.
        second: The other.
        reason: Why it is asked, as a clause.
        is_merged: Whether they stand in one entry now.
        weight_millibits: What speaks for their being the same, in thousandths of a bit.
        n_records: How many records stand in the entries that the answer is about.
        gain: Doubt times ``n_records``, in millionths: what the answer settles, >= 0.
        supersedes: Ids of the stale decisions that the answer replaces.
    """

    first: Record
    second: Record
    reason: str
    is_merged: bool
    weight_millibits: int
    n_records: int
    gain: int
    supersedes: tuple[DecisionId, ...] = ()

    @property
    def fields(self) -> tuple[FieldPair, ...]:
        """What the two say in every field that one of them fills, in the order of the model."""
        names = dict.fromkeys(
            field.name
            for record in (self.first, self.second)
            for field in attrs.fields(type(record.says))
        )
        told = [
            FieldPair(name=name, first=_text(self.first, name), second=_text(self.second, name))
            for name in names
            if name != "extra"
        ]
        return tuple(pair for pair in told if pair.first or pair.second)


def _text(record: Record, name: str) -> str:
    return value_text(getattr(record.says, name, None))


def questions(
    timeline: Timeline, *, uncompared: Iterable[UncomparedPair] = ()
) -> tuple[Question, ...]:
    """Return what a person should be asked, what settles most first.

    Asked are pairs that may be the same and were kept apart, merges that hang by little, pairs
    whose decision is stale, and pairs that were never compared. Of the pairs between two entries
    only the one that settles most is asked.

    Args:
        timeline: What was merged.
        uncompared: Pairs that the merge left out, each with the reason; those of
            :meth:`Timeline.uncompared` for instance.

    Returns:
        Questions that no decision answers yet, directly or along a chain, in the order of their
        gain, then of the ids.
    """
    found: dict[tuple[str, str], Question] = {}
    for question in (
        *_stale(timeline),
        *_kept_apart(timeline),
        *_weakly_merged(timeline),
        *_uncompared(timeline, uncompared),
    ):
        entries = sorted(timeline.entry(one.id).id for one in (question.first, question.second))
        key = (entries[0], entries[1])
        known = found.get(key)
        if known is None or (not known.supersedes and _order(question) < _order(known)):
            found[key] = question
    return open_questions(sorted(found.values(), key=_order), timeline, ())


def open_questions(
    asked: Iterable[Question], timeline: Timeline, answers: Sequence[Decision]
) -> tuple[Question, ...]:
    """Return the questions that neither the timeline's decisions nor further ones answer.

    Args:
        asked: In their order.
        timeline: What they were asked of.
        answers: Decisions made since.

    Raises:
        DecisionConflictError: The answers contradict each other or an earlier decision.
    """
    collection = timeline.collection
    decisions = (*collection.decisions, *answers)
    standing = sort_decisions(collection.records, decisions).standing
    closure = decision_closure(collection.records, standing)
    return tuple(one for one in asked if not _is_settled(one, closure))


def _is_settled(question: Question, closure: Closure) -> bool:
    first, second = question.first, question.second
    is_possible = type(first.says) is type(second.says) and first.id != second.id
    return not is_possible or closure.judgement(node_of(first), node_of(second)) is not None


def _order(question: Question) -> tuple[int, str, str]:
    return (-question.gain, question.first.id, question.second.id)


def _kept_apart(timeline: Timeline) -> Iterator[Question]:
    for pair in timeline.unsure:
        reason = "may be the same, and was kept apart"
        yield _question(timeline, pair.records, pair.weight_millibits, reason)


def _stale(timeline: Timeline) -> Iterator[Question]:
    for stale in timeline.decisions.stale:
        decision = stale.decision
        if decision.judgement in (Judgement.same, Judgement.different):
            first, second = decision.records
            weight = timeline.explain(first, second).weight_millibits
            reason = f"{decision_text(decision)}, but {stale.reason}"
            question = _question(timeline, (first, second), weight, reason)
            # A person thought it worth an answer once: it is in full doubt again.
            yield attrs.evolve(
                question,
                gain=GAIN_STEPS * question.n_records,
                supersedes=(decision.id,) if decision.id else (),
            )


def _uncompared(timeline: Timeline, pairs: Iterable[UncomparedPair]) -> Iterator[Question]:
    for pair in pairs:
        question = _question(timeline, pair.records, pair.weight_millibits, pair.reason)
        if question.gain >= _LEAST_DOUBT * GAIN_STEPS * question.n_records:
            yield question


def _weakly_merged(timeline: Timeline) -> Iterator[Question]:
    """Yield of every entry the pair that holds it together least, where that is in doubt."""
    model = timeline.model
    weak = [
        entry
        for entry in timeline
        if entry.weakest_millibits is not None
        and _doubt(timeline, entry.weakest_millibits, entry.records[0]) >= _LEAST_DOUBT
    ]
    members = [entry.records[:_MAX_MEMBERS] for entry in weak]
    rows = [record for records in members for record in records]
    features = extract_features(rows, timeline.collection.told_sources, timeline.actors)
    starts = np.concatenate([[0], np.cumsum([len(records) for records in members], dtype=np.int64)])
    first, second = pairs_within(starts, _MAX_MEMBERS)
    matches = score_pairs(features, first, second, model)
    # In doubt is the bridge at which the entry would fall apart: a pair of just that weight.
    bridge = np.repeat([entry.weakest_millibits for entry in weak], np.diff(starts)).astype(
        np.int64
    )
    is_bridge = (matches.weight == bridge[first]) if len(weak) else np.zeros(0, np.bool_)
    for at in np.flatnonzero(is_bridge & (matches.veto == 0)).tolist():
        ids = (rows[first[at]].id, rows[second[at]].id)
        reason = "was merged, though little speaks for it"
        yield _question(timeline, ids, int(matches.weight[at]), reason)


def _question(timeline: Timeline, ids: tuple[str, str], weight: int, reason: str) -> Question:
    low, high = sorted(ids)
    entries = [timeline.entry(low), timeline.entry(high)]
    first, second = _record(entries[0], low), _record(entries[1], high)
    is_merged = entries[0] is entries[1]
    n_records = sum(len(entry.records) for entry in entries[: 1 if is_merged else 2])
    return Question(
        first=first,
        second=second,
        reason=reason,
        is_merged=is_merged,
        weight_millibits=weight,
        n_records=n_records,
        gain=round(_doubt(timeline, weight, first) * GAIN_STEPS) * n_records,
    )


def _record(entry: Entry, id: str) -> Record:
    return next(record for record in entry.records if record.id == id)


def _doubt(timeline: Timeline, weight_millibits: int, record: Record) -> float:
    """Return how unsure a weight leaves the merger: 1 at even odds, 0 where all is clear."""
    share = timeline.model.probability(
        weight_millibits, is_agreement=isinstance(record.says, Agreement)
    )
    return 4 * share * (1 - share)
