"""Answers to questions as decisions on the content that was asked about."""

from __future__ import annotations

import datetime as dt
import hashlib

import attrs

from alliancekit.model import Decision, Judgement
from alliancekit.reviewing.questions import Question

_ID_DIGITS = 12


def decide(
    question: Question,
    judgement: Judgement,
    *,
    author: str = "",
    made: dt.date | None = None,
    reason: str = "",
) -> Decision:
    """Return the decision that answers a question.

    Args:
        question: What was asked.
        judgement: ``same`` or ``different``.
        author: Who answers.
        made: The day of the answer.
        reason: Why.

    Returns:
        With the digests of both records as they were asked about, and an id made from all of it.
    """
    records = (question.first, question.second)
    decision = Decision(
        judgement=judgement,
        records=tuple(record.id for record in records),
        author=author,
        made=made,
        reason=reason,
        supersedes=question.supersedes,
        digests=tuple((record.id, record.digest) for record in records),
    )
    return named(decision)


def named(decision: Decision) -> Decision:
    """Return a decision with an id made from its content, by which it can be superseded."""
    digits = hashlib.sha256(repr(decision).encode()).hexdigest()[:_ID_DIGITS]
    return attrs.evolve(decision, id=f"d-{digits}")
