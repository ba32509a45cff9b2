"""The immutable facts that a collection is a set of: sources, records and decisions."""

from __future__ import annotations

import datetime as dt
import difflib
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeAlias

import attrs

from alliancekit import _checks as checks
from alliancekit.dates import FuzzyDate
from alliancekit.errors import quoted
from alliancekit.kinds import Stage
from alliancekit.model import fields
from alliancekit.model.claims import Agreement, Event
from alliancekit.model.digests import DIGEST_DIGITS, claim_digest, is_digest
from alliancekit.model.parts import language_code

SourceId: TypeAlias = str
RecordId: TypeAlias = str
DecisionId: TypeAlias = str


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
        digest: The :func:`claim_digest` of what it says; made when it is first asked for.
    """

    id: RecordId = attrs.field(validator=checks.record_id)
    says: Event | Agreement = attrs.field(validator=checks.instance(Event, Agreement))

    @property
    def source(self) -> SourceId:
        """Id of the source that says it."""
        return self.id.partition("#")[0]

    @cached_property
    def digest(self) -> str:
        """The :func:`~alliancekit.model.claim_digest` of what it says."""
        return claim_digest(self.says)


class Judgement(StrEnum):
    """What a person says of records, or takes back."""

    same = "same"
    different = "different"
    not_part_of = "not_part_of"
    prefer = "prefer"
    withdraw = "withdraw"


_N_RECORDS = {Judgement.prefer: 1, Judgement.withdraw: 0}
_WORDS_FOR_RECORDS = {
    0: "speaks of decisions, not of records",
    1: "needs the id of one record",
    2: "needs the ids of two different records",
}
_CLAIM_FIELDS = frozenset(
    field.name for type_ in (Event, Agreement) for field in attrs.fields(type_)
) - {"milestones", "extra"}
_STAGES = frozenset(stage.value for stage in Stage)


def _pairs() -> Any:
    return attrs.field(default=(), converter=checks.sorted_tuple())


@attrs.frozen(kw_only=True)
class Decision:
    """A person's judgement; what was decided is never changed, only superseded.

    Attributes:
        judgement: ``same`` or ``different``: whether two records speak of one thing;
            ``not_part_of``: neither is a part of the other, nor related to it; ``prefer``: what
            one record says in a field wins in the entry that holds it; ``withdraw``: nothing but
            that other decisions no longer stand.
        records: Ids of the records, in their order: two, for ``prefer`` one, for ``withdraw`` none.
        field: For ``prefer`` the field, ``milestones.<stage>`` for a step of an agreement.
        value: For ``prefer`` the value that wins, as one line of text, where it is not the one of
            the record itself.
        author: Who decided.
        made: On which day.
        reason: Why.
        id: Short name, where another decision refers to it, or ``""``.
        supersedes: Ids of the decisions that it replaces.
        digests: Ids of records and the ``Record.digest`` of what they said when this was
            decided; a record that is not named here counts whatever it says.
    """

    judgement: Judgement = attrs.field(validator=checks.instance(Judgement))
    records: tuple[RecordId, ...] = fields.references()
    field: str = fields.text()
    value: str = fields.text()
    author: str = fields.text()
    made: dt.date | None = fields.optional(dt.date)
    reason: str = fields.text()
    id: DecisionId = attrs.field(default="")
    supersedes: tuple[DecisionId, ...] = fields.ids()
    digests: tuple[tuple[RecordId, str], ...] = _pairs()

    @property
    def is_on_sameness(self) -> bool:
        """Whether it says that two records speak of one thing, or that they do not."""
        return self.judgement is Judgement.same or self.judgement is Judgement.different

    @id.validator
    def _check_id(self, _attribute: object, value: object) -> None:
        if value != "":
            checks.check_id(value, "id")

    @digests.validator
    def _check_digests(self, _attribute: object, value: object) -> None:
        if not isinstance(value, tuple):
            raise checks.model_error("type", "digests", f"must be a tuple, not {quoted(value)}")
        for pair in value:
            _check_digest(pair, self.records)
        if len({id for id, _ in value}) < len(value):
            raise checks.model_error("decision", "digests", "names a record twice: keep one")

    def __attrs_post_init__(self) -> None:
        n = _N_RECORDS.get(self.judgement, 2)
        if len(self.records) != n:
            raise checks.model_error("decision", "records", _WORDS_FOR_RECORDS[n])
        if self.judgement is Judgement.prefer:
            _check_field(self.field)
        elif self.field or self.value:
            path = "field" if self.field else "value"
            raise checks.model_error("decision", path, "belongs to 'prefer' only: remove it")
        if self.judgement is Judgement.withdraw and not self.supersedes:
            raise checks.model_error("decision", "supersedes", "needs the id of a decision")


def _check_digest(pair: object, records: tuple[RecordId, ...]) -> None:
    match pair:
        case (str() as id, str() as digest) if is_digest(digest):
            if id in records:
                return
            message = f"{quoted(id)} is not a record that this speaks of: remove it"
            raise checks.model_error("decision", "digests", message)
    raise checks.model_error(
        "decision", "digests", f"needs ids with {DIGEST_DIGITS} hexadecimal digits each"
    )


def _check_field(name: str) -> None:
    group, *rest = name.split(".", 1)
    if group in _CLAIM_FIELDS and not rest:
        return
    stage, *parties = rest[0].split(".") if rest else [""]
    if group == "milestones" and stage in _STAGES and all(map(checks.is_id, parties)):
        return
    known = sorted({*_CLAIM_FIELDS, *(f"milestones.{stage}" for stage in _STAGES)})
    close = difflib.get_close_matches(name[:80], known, n=1)
    hint = (
        f"did you mean {close[0]}?" if close else f"use one of {', '.join(sorted(_CLAIM_FIELDS))}"
    )
    what = f"{quoted(name)} is no field that a value can win in" if name else "is missing"
    raise checks.model_error("decision", "field", f"{what}: {hint}")
