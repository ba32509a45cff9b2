"""What a timeline holds: entries with the standing of each field, links and conflicts."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeAlias

import attrs

from alliancekit.dates import FuzzyDate, Span, compatible
from alliancekit.errors import on_one_line, quoted
from alliancekit.kinds import AgreementKind, EventKind, Realis
from alliancekit.model import (
    Agreement,
    Event,
    Party,
    Record,
    RecordId,
    SourceId,
    value_text,
)

EntryId: TypeAlias = str


class EntryType(StrEnum):
    """What a timeline is made of."""

    event = "event"
    agreement = "agreement"
    link = "link"


class FieldStatus(StrEnum):
    """How the records of an entry stand to each other on one field."""

    single = "single"
    agreed = "agreed"
    refined = "refined"
    conflict = "conflict"
    missing = "missing"


class Topic(StrEnum):
    """What sources contradict each other on."""

    date = "date"
    party = "party"
    amount = "amount"
    stage = "stage"
    realis = "realis"
    kind = "kind"
    place = "place"
    other = "other"


class Relation(StrEnum):
    """How one entry stands to another, read from the origin of a link to its target.

    ``about`` leads from an event to the agreement or event that it concerns; ``part_of`` from an
    event to the bigger one that holds it; ``follows`` from an event to the one that it comes of or
    right after; ``under`` from an agreement to the one that it rests on; ``amends`` and
    ``succeeds`` from an agreement to the one that it changes or replaces. The others read the same
    both ways.
    """

    about = "about"
    part_of = "part_of"
    follows = "follows"
    under = "under"
    amends = "amends"
    succeeds = "succeeds"
    other_edition = "other_edition"
    related = "related"
    unsure = "unsure"


@attrs.frozen(kw_only=True)
class Claim:
    """One value of a field and the records that give it.

    Attributes:
        value: The value, a part of the model.
        records: Ids of the records that give exactly this value, ordered.
    """

    value: Any
    records: tuple[RecordId, ...]

    @property
    def text(self) -> str:
        """The value as one line of text."""
        return value_text(self.value)

    @property
    def sources(self) -> tuple[SourceId, ...]:
        """Ids of the sources of these records, ordered."""
        return tuple(sorted({id.partition("#")[0] for id in self.records}))


@attrs.frozen(kw_only=True)
class FusedField:
    """What the records of an entry say on one field.

    Attributes:
        name: Name of the field; ``milestones.<stage>`` for one step of an agreement.
        status: How the claims stand to each other.
        value: The value that the entry shows, or ``None`` where it is missing or tied.
        claims: Every distinct value with its records; those that the shown value rests on first.
        policy: Name of the rule that chose the value.
        is_tied: Whether no claim won; the value then says no more than all claims leave
            open, or is ``None``.
    """

    name: str
    status: FieldStatus
    value: Any
    claims: tuple[Claim, ...]
    policy: str
    is_tied: bool = False

    @property
    def text(self) -> str:
        """The shown value as one line of text, ``""`` for none."""
        return value_text(self.value)


@attrs.frozen(kw_only=True)
class Entry:
    """A merged thing of the timeline.

    Attributes:
        id: Id of its anchor: the record of the earliest source, then of the smallest id.
            The id of every other record stays an alias.
        says: The event or agreement that its records make together.
        records: All its records, ordered by id.
        fields: The standing of every field that a record fills, in the order of the model.
        witnesses: Groups of sources that rest on each other; each group counts once. Ordered.
        weakest_millibits: The weakest support that holds a record in the entry, in
            thousandths of a bit; ``None`` for a single record.
    """

    id: EntryId
    says: Event | Agreement
    records: tuple[Record, ...]
    fields: tuple[FusedField, ...]
    witnesses: tuple[tuple[SourceId, ...], ...]
    weakest_millibits: int | None = None

    def __repr__(self) -> str:
        when = value_text(self.when) or "undated"
        return f"<Entry {self.id}: {when} {quoted(self.title)} witnesses={len(self.witnesses)}>"

    @property
    def type(self) -> EntryType:
        """Whether this is an event or an agreement."""
        return EntryType.event if isinstance(self.says, Event) else EntryType.agreement

    @property
    def kind(self) -> EventKind | AgreementKind:
        """The kind of event or agreement."""
        return self.says.kind

    @property
    def title(self) -> str:
        """The English title, else the first by language, else the kind."""
        return self.says.title or self.says.kind.replace("_", " ")

    @property
    def when(self) -> FuzzyDate | Span | None:
        """When it is or was; for an agreement the day that stands for it."""
        return self.says.when

    @property
    def realis(self) -> Realis:
        """Whether it happened."""
        return self.says.realis

    @property
    def parties(self) -> tuple[Party, ...]:
        """Who takes part."""
        return self.says.parties

    @property
    def sources(self) -> tuple[SourceId, ...]:
        """Ids of the sources behind it, ordered."""
        return tuple(sorted({record.source for record in self.records}))

    @property
    def aliases(self) -> tuple[RecordId, ...]:
        """Ids by which the entry can be found besides its own, ordered."""
        return tuple(sorted({record.id for record in self.records} - {self.id}))

    @property
    def conflicts(self) -> tuple[FusedField, ...]:
        """The fields on which its records contradict each other."""
        return tuple(f for f in self.fields if f.status is FieldStatus.conflict)

    @property
    def slips(self) -> tuple[Claim, ...]:
        """The dates that an event was planned for and did not keep, in the order they were told."""
        if len(self.records) < 2 or not isinstance(self.says, Event):
            return ()
        when, told = self.when, self.field("when")
        if when is None or told is None:
            return ()
        plans = {record.id for record in self.records if record.says.realis is not Realis.actual}
        return tuple(
            claim
            for claim in told.claims
            if plans.issuperset(claim.records) and not compatible(claim.value, when)
        )

    def field(self, name: str) -> FusedField | None:
        """Return the standing of a field, or ``None`` where no record fills it."""
        return next((f for f in self.fields if f.name == name), None)


@attrs.frozen(kw_only=True)
class Link:
    """How one entry stands to another.

    Attributes:
        origin: Id of the entry that it starts from.
        relation: What it says, read from origin to target.
        target: Id of the other entry.
        records: Ids of the records that state it; none where the merger found it.
        reason: Why the merger found it, ``""`` where records state it.
    """

    origin: EntryId
    relation: Relation
    target: EntryId
    records: tuple[RecordId, ...] = ()
    reason: str = ""

    def __str__(self) -> str:
        why = self.reason or f"stated by {', '.join(self.records)}"
        return f"{self.origin} {self.relation.replace('_', ' ')} {self.target}: {why}"

    def __repr__(self) -> str:
        return f"<Link {on_one_line(str(self))}>"


@attrs.frozen(kw_only=True)
class Conflict:
    """Values of one field that cannot all hold.

    Attributes:
        entry: Id of the entry.
        field: Name of the field.
        claims: The values, each with its records; what the entry shows first.
        policy: Name of the rule that chose what the entry shows.
        is_tied: Whether no value won.
    """

    entry: EntryId
    field: str
    claims: tuple[Claim, ...]
    policy: str
    is_tied: bool

    def __str__(self) -> str:
        tellers: dict[str, list[RecordId]] = {}
        for claim in self.claims:
            tellers.setdefault(claim.text, []).extend(claim.records)
        told = [f"{text} ({', '.join(records)})" for text, records in tellers.items()]
        rule = "a tie" if self.is_tied else self.policy
        return f"{self.entry} {self.field}: {' against '.join(told)}: {rule}"

    def __repr__(self) -> str:
        return f"<Conflict {on_one_line(str(self))}>"

    @property
    def topic(self) -> Topic:
        """What it is about; of a step in an agreement's life whether it was taken, or when."""
        if self.field.startswith("milestones."):
            told = {claim.value.realis for claim in self.claims}
            is_denied = Realis.actual in told and told & {Realis.denied, Realis.cancelled}
            return Topic.stage if is_denied else Topic.date
        return _TOPICS.get(self.field, Topic.other)


_TOPICS = {
    "when": Topic.date,
    "parties": Topic.party,
    "money": Topic.amount,
    "quantities": Topic.amount,
    "realis": Topic.realis,
    "kind": Topic.kind,
    "place": Topic.place,
}


@attrs.frozen(kw_only=True)
class UnsurePair:
    """Two records that may be the same and were kept apart.

    Attributes:
        records: Their ids, ordered.
        weight_millibits: What speaks for their being the same, in thousandths of a bit.
        probability: How likely they are the same, rivals in their sources considered, in
            [0, 1].
    """

    records: tuple[RecordId, RecordId]
    weight_millibits: int
    probability: float
