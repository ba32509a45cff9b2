"""The fields on which sources disagree, as questions to a person, and the answers as decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import attrs

from alliancekit.clusters import StaleDecision, decision_text, sort_decisions
from alliancekit.model import Decision, DecisionId, Judgement, Record, RecordId
from alliancekit.reviewing.answers import named
from alliancekit.reviewing.questions import GAIN_STEPS, Question
from alliancekit.timeline import Claim, Entry, EntryId, FusedField, Timeline
from alliancekit.timeline.preferences import preferences_by_record, preferred_claims


@attrs.frozen(kw_only=True)
class FieldQuestion:
    """A field of which a person should say which of its values holds.

    Attributes:
        entry: Id of the entry.
        title: What the entry is called.
        field: The field, with every value that a record gives; the one that is shown first.
        records: All records of the entry, ordered by id.
        reason: Why it is asked, as a clause.
        gain: Doubt times the number of records, in millionths: what the answer settles, >= 0.
        supersedes: Ids of the stale or contradictory decisions that the answer replaces.
    """

    entry: EntryId
    title: str
    field: FusedField
    records: tuple[Record, ...]
    reason: str
    gain: int
    supersedes: tuple[DecisionId, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The values to choose from."""
        return self.field.claims


def field_questions(timeline: Timeline) -> tuple[FieldQuestion, ...]:
    """Return the fields that a person should settle, what settles most first.

    Asked are all fields on which sources contradict each other and nobody prefers a value yet, or
    people prefer several.

    Args:
        timeline: What was merged.

    Returns:
        In the order of their gain, then of the ids and the fields of entries.
    """
    preferences = preferences_by_record(timeline.decisions.standing)
    stale: dict[RecordId, list[StaleDecision]] = {}
    for one in timeline.decisions.stale:
        if one.decision.judgement is Judgement.prefer:
            stale.setdefault(one.decision.records[0], []).append(one)
    asked = [
        _question(entry, field, preferences, stale)
        for entry in timeline
        for field in entry.conflicts
    ]
    return open_field_questions(sorted(asked, key=_order), timeline, ())


def ordered_questions(
    pairs: Iterable[Question], fields: Iterable[FieldQuestion]
) -> tuple[Question | FieldQuestion, ...]:
    """Return both kinds of questions together, what settles most first.

    Args:
        pairs: From :func:`questions`, in their order.
        fields: From :func:`field_questions`, in their order.

    Returns:
        All of them. Whether records of an entry speak of one thing at all is asked before what
        they say of it.
    """
    asked: list[Question | FieldQuestion] = [*pairs, *fields]
    least: dict[str, int] = {}
    for one in asked:
        if isinstance(one, Question) and one.is_merged:
            for id in (one.first.id, one.second.id):
                least[id] = min(one.gain, least.get(id, one.gain))

    def gain(question: Question | FieldQuestion) -> int:
        if isinstance(question, Question):
            return question.gain
        ids = [record.id for record in question.records]
        return min([question.gain, *(least[id] for id in ids if id in least)])

    return tuple(sorted(asked, key=lambda question: -gain(question)))


def _order(question: FieldQuestion) -> tuple[int, str, str]:
    return (-question.gain, question.entry, question.field.name)


def _question(
    entry: Entry,
    field: FusedField,
    preferences: Mapping[RecordId, Sequence[Decision]],
    stale_preferences: Mapping[RecordId, Sequence[StaleDecision]],
) -> FieldQuestion:
    stale = [
        one
        for id in dict.fromkeys(record.id for record in entry.records)
        for one in stale_preferences.get(id, ())
        if one.decision.field == field.name
    ]
    undecided = _preferring(preferences, entry.records, field)
    if stale:
        reason = f"{decision_text(stale[0].decision)}, but {stale[0].reason}"
    elif field.is_tied:
        reason = f"sources contradict each other and no value won: {field.policy}"
    else:
        reason = f"sources contradict each other; shown by the rule: {field.policy}"
    replaced = {one.id for one in [*(s.decision for s in stale), *undecided]} - {""}
    return FieldQuestion(
        entry=entry.id,
        title=entry.title,
        field=field,
        records=entry.records,
        reason=reason,
        gain=round(_doubt(entry, field, is_stale=bool(stale)) * GAIN_STEPS) * len(entry.records),
        supersedes=tuple(sorted(id for id in replaced)),
    )


def _doubt(entry: Entry, field: FusedField, *, is_stale: bool) -> float:
    """Return how unsure the shown value is: 1 where it has half of the witnesses or fewer."""
    if field.is_tied or is_stale:
        return 1.0
    witness_of = {source: at for at, group in enumerate(entry.witnesses) for source in group}
    source_of = {record.id: record.source for record in entry.records}
    votes = [len({witness_of[source_of[id]] for id in claim.records}) for claim in field.claims]
    share = max(votes[0] / sum(votes), 0.5)
    return 4 * share * (1 - share)


def open_field_questions(
    asked: Iterable[FieldQuestion], timeline: Timeline, answers: Sequence[Decision]
) -> tuple[FieldQuestion, ...]:
    """Return the questions on fields that neither the timeline's decisions nor further ones answer.

    Args:
        asked: In their order.
        timeline: What they were asked of.
        answers: Decisions made since; what parts an entry ends the questions on its fields.
    """
    collection = timeline.collection
    decisions = (*collection.decisions, *answers)
    preferences = preferences_by_record(sort_decisions(collection.records, decisions).standing)
    parted = [frozenset(one.records) for one in answers if one.judgement is Judgement.different]
    return tuple(
        question
        for question in asked
        if not _is_settled(question, preferences)
        and not any(ids.issubset({record.id for record in question.records}) for ids in parted)
    )


def _is_settled(
    question: FieldQuestion, preferences: Mapping[RecordId, Sequence[Decision]]
) -> bool:
    preferring = _preferring(preferences, question.records, question.field)
    return len({preferred_claims(question.field, decision) for decision in preferring}) == 1


def _preferring(
    preferences: Mapping[RecordId, Sequence[Decision]],
    records: Iterable[Record],
    field: FusedField,
) -> list[Decision]:
    """Return the decisions that prefer a value of a field that is there."""
    return [
        decision
        for id in dict.fromkeys(record.id for record in records)
        for decision in preferences.get(id, ())
        if decision.field == field.name and preferred_claims(field, decision)
    ]


def prefer(
    question: FieldQuestion,
    claim: Claim,
    *,
    author: str = "",
    made: dt.date | None = None,
    reason: str = "",
) -> Decision:
    """Return the decision that a value of a field holds.

    Args:
        question: What was asked.
        claim: One of its claims.
        author: Who answers.
        made: The day of the answer.
        reason: Why.

    Returns:
        With the digest of the record that gives the value, and an id made from all of it.
    """
    elsewhere = {id for other in question.claims if other != claim for id in other.records}
    own = [id for id in claim.records if id not in elsewhere]
    id = (own or claim.records)[0]
    digest = next(record.digest for record in question.records if record.id == id)
    decision = Decision(
        judgement=Judgement.prefer,
        records=(id,),
        field=question.field.name,
        # Of a record that gives several values the one that is meant must be named.
        value="" if own else claim.text,
        author=author,
        made=made,
        reason=reason,
        supersedes=question.supersedes,
        digests=((id, digest),),
    )
    return named(decision)
