"""The immutable facts that a collection is a set of: sources, records and decisions."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, NewType

import attrs

from alliancekit.dates import FuzzyDate
from alliancekit.model import checks, fields
from alliancekit.model.claims import Agreement, Event
from alliancekit.model.parts import language_code

SourceId = NewType("SourceId", str)
RecordId = NewType("RecordId", str)
DecisionId = NewType("DecisionId", str)


@attrs.frozen(kw_only=True)
class Source:
    """A document.

    Attributes:
        id: Short name, unique.
        outlet: Who published it.
        title: What it is called.
        author: Who wrote it.
        language: BCP 47 tag, or ``""`` where unknown.
        published: Day of publication, known or worked out.
        url: Address.
        based_on: Ids of the sources that it translates, copies or rests on.
        note: Whatever a reader should know of it.
    """

    id: SourceId = attrs.field(validator=checks.identifier)
    outlet: str = fields.text()
    title: str = fields.text()
    author: str = fields.text()
    language: str = attrs.field(default="")
    published: FuzzyDate | None = fields.optional(FuzzyDate)
    url: str = fields.text()
    based_on: tuple[SourceId, ...] = fields.ids()
    note: str = fields.text()

    @language.validator
    def _check_language(self, attribute: attrs.Attribute[Any], value: object) -> None:
        if value != "":
            language_code(self, attribute, value)


@attrs.frozen(kw_only=True, cache_hash=True)
class Record:
    """What one source says about one event or one agreement.

    Attributes:
        id: ``<source id>#<local id>``.
        says: The event or agreement, as this source tells it.
    """

    id: RecordId = attrs.field(validator=checks.record_id)
    says: Event | Agreement = attrs.field(validator=checks.instance(Event, Agreement))

    @property
    def source(self) -> SourceId:
        """Id of the source that says it."""
        return SourceId(self.id.partition("#")[0])


class Judgement(StrEnum):
    """What a person says of two records."""

    same = "same"
    different = "different"


def _two_records() -> Any:
    return attrs.field(
        converter=checks.sorted_tuple(), validator=checks.every(checks.check_record_id)
    )


@attrs.frozen(kw_only=True)
class Decision:
    """A person's judgement on two records.

    Attributes:
        judgement: Whether they speak of one thing.
        records: Ids of the two records, in their order.
        author: Who decided.
        made: On which day.
        reason: Why.
        id: Short name, where another decision refers to it, or ``""``.
        supersedes: Ids of the decisions that it replaces.
    """

    judgement: Judgement = fields.choice(Judgement)
    records: tuple[RecordId, RecordId] = _two_records()
    author: str = fields.text()
    made: dt.date | None = fields.optional(dt.date)
    reason: str = fields.text()
    id: DecisionId = attrs.field(default=DecisionId(""))
    supersedes: tuple[DecisionId, ...] = fields.ids()

    @id.validator
    def _check_id(self, _attribute: object, value: object) -> None:
        if value != "":
            checks.check_id(value, "id")

    def __attrs_post_init__(self) -> None:
        if len(self.records) != 2:
            raise checks.model_error(
                "decision", "records", "needs the ids of two different records"
            )
