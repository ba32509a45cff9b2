"""Clusters become entries: every field is fused by its policy, and no losing value is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import attrs

from alliancekit.dates import sort_key
from alliancekit.features import ActorReader
from alliancekit.kinds import Realis
from alliancekit.model import Agreement, Event, Record, RecordId, Source, SourceId, Title
from alliancekit.timeline.entries import Claim, Entry, EntryId, FieldStatus, FusedField
from alliancekit.timeline.parties import fuse_milestones, fuse_parties
from alliancekit.timeline.policies import (
    Chains,
    Statement,
    fuse_dates,
    fuse_identifiers,
    fuse_kinds,
    fuse_money,
    fuse_places,
    fuse_quantities,
    fuse_realis,
    fuse_sets,
    fuse_texts,
    fuse_values,
)
from alliancekit.timeline.witnesses import witness_groups

_Policy = Callable[[str, Sequence[Statement], Chains], FusedField]

_ALWAYS_SAID = frozenset({"kind", "realis"})
_POLICIES: Mapping[str, _Policy] = {
    "kind": fuse_kinds,
    "subkind": fuse_texts,
    "legal_form": fuse_values,
    "titles": fuse_texts,
    "when": fuse_dates,
    "realis": fuse_realis,
    "place": fuse_places,
    "edition": fuse_values,
    "amendment": fuse_values,
    "term": fuse_values,
    "enters_into_force": fuse_values,
    "obligations": fuse_sets,
    "about": fuse_sets,
    "part_of": fuse_sets,
    "follows": fuse_sets,
    "under": fuse_sets,
    "amends": fuse_sets,
    "succeeds": fuse_sets,
    "related": fuse_sets,
    "money": fuse_money,
    "quantities": fuse_quantities,
    "identifiers": fuse_identifiers,
    "items": fuse_sets,
    "summary": fuse_texts,
    "cites": fuse_sets,
    "extra": fuse_sets,
}


def fuse_records(
    records: Sequence[Record],
    sources: Mapping[SourceId, Source],
    chains: Chains,
    actors: ActorReader,
    weakest_millibits: int | None,
) -> Entry:
    """Return the entry that records of one cluster make.

    Args:
        records: One or more, all of events or all of agreements, in the collection's order.
        sources: By id; a record whose source is missing counts as told last.
        chains: What each source rests on.
        actors: Who belongs to whom.
        weakest_millibits: The weakest support in the cluster.

    Returns:
        The entry; no value of any record is lost in it.
    """
    if len(records) == 1:
        return _single(records[0])
    told = _in_order_told(records, sources)
    anchor, *_ = told
    tellers = [_Teller.of(record) for record in told]
    claims = [record.says for record in told]
    values: dict[str, Any] = {}
    fields: list[FusedField] = []
    for field in _FIELDS_OF[type(anchor.says)]:
        statements = field.statements(tellers, claims)
        if not statements:
            continue
        if field.name == "milestones":
            values["milestones"], steps = fuse_milestones(statements, chains)
            fields.extend(steps)
            continue
        if field.name == "parties":
            fused = fuse_parties(statements, chains, actors, anchor.says.when)
        else:
            fused = _POLICIES[field.name](field.name, statements, chains)
        if field.name == "titles":
            fused = attrs.evolve(fused, value=_titles(statements))
        values[field.name] = field.default if fused.value is None else fused.value
        fields.append(fused)
    if "extra" in values:
        values["extra"] = tuple(dict(reversed(values["extra"])).items())
    return Entry(
        id=EntryId(anchor.id),
        says=type(anchor.says)(**values),
        records=tuple(records),
        fields=tuple(fields),
        witnesses=witness_groups([teller.source for teller in tellers], chains),
        weakest_millibits=weakest_millibits,
    )


def _in_order_told(records: Sequence[Record], sources: Mapping[SourceId, Source]) -> list[Record]:
    """Return records by their sources' day of publication, then by their ids."""

    def told(record: Record) -> tuple[Any, ...]:
        source = sources.get(record.source)
        return (sort_key(source.published if source else None), record.id)

    return sorted(records, key=told)


@attrs.frozen
class _Teller:
    """Who makes a statement: a record, its source, and whether it tells of a plan."""

    record: RecordId
    source: SourceId
    is_planned: bool

    @classmethod
    def of(cls, record: Record) -> _Teller:
        says = record.says
        is_planned = isinstance(says, Event) and says.realis is not Realis.actual
        return cls(record.id, record.source, is_planned)


@attrs.frozen
class _Field:
    """A field of an event or an agreement.

    A default says something only where the field has no empty value.
    """

    name: str
    default: Any
    get: Callable[[Event | Agreement], Any]
    is_always_said: bool

    def says(self, value: Any) -> bool:
        return self.is_always_said or (value is not self.default and value != self.default)

    def statements(
        self, tellers: Sequence[_Teller], claims: Sequence[Event | Agreement]
    ) -> list[Statement]:
        return [
            Statement(
                value=value,
                record=teller.record,
                source=teller.source,
                is_planned=teller.is_planned,
            )
            for teller, value in zip(tellers, map(self.get, claims), strict=True)
            if self.says(value)
        ]


_FIELDS_OF: Mapping[type[Event | Agreement], tuple[_Field, ...]] = {
    type_: tuple(
        _Field(a.name, a.default, attrgetter(a.name), a.name in _ALWAYS_SAID)
        for a in attrs.fields(type_)
    )
    for type_ in (Event, Agreement)
}


def _single(record: Record) -> Entry:
    """Return the entry of one record: it says what the record says."""
    fields: list[FusedField] = []
    for field in _FIELDS_OF[type(record.says)]:
        value = field.get(record.says)
        if not field.says(value):
            continue
        if field.name == "milestones":
            statement = Statement(value=value, record=record.id, source=record.source)
            fields.extend(fuse_milestones([statement], {})[1])
        else:
            fields.append(
                FusedField(
                    name=field.name,
                    status=FieldStatus.single,
                    value=value,
                    claims=(Claim(value=value, records=(record.id,)),),
                    policy="only claim",
                )
            )
    return Entry(
        id=EntryId(record.id),
        says=record.says,
        records=(record,),
        fields=tuple(fields),
        witnesses=((record.source,),),
    )


def _titles(statements: Sequence[Statement]) -> tuple[Title, ...]:
    """Return one title a language: the one told first."""
    by_language: dict[str, Title] = {}
    for statement in statements:
        for title in statement.value:
            by_language.setdefault(title.language, title)
    return tuple(by_language.values())
