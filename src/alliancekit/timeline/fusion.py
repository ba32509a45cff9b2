"""Clusters become entries: every field is fused by its policy, and no losing value is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from alliancekit.dates import sort_key
from alliancekit.features import ActorReader
from alliancekit.kinds import Realis
from alliancekit.model import Event, Record, Source, SourceId, Title
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
    told = {record: (*_told(record, sources), version) for version, record in enumerate(records)}
    anchor = min(records, key=told.__getitem__)
    values: dict[str, Any] = {}
    fields: list[FusedField] = []
    for attribute in attrs.fields(type(anchor.says)):
        statements = _statements(attribute, records, told)
        if not statements:
            continue
        if attribute.name == "milestones":
            values["milestones"], steps = fuse_milestones(statements, chains)
            fields.extend(steps)
            continue
        if attribute.name == "parties":
            field = fuse_parties(statements, chains, actors, anchor.says.when)
        else:
            field = _POLICIES[attribute.name](attribute.name, statements, chains)
        if attribute.name == "titles":
            field = attrs.evolve(field, value=_titles(statements))
        values[attribute.name] = attribute.default if field.value is None else field.value
        fields.append(field)
    if "extra" in values:
        values["extra"] = tuple(dict(reversed(values["extra"])).items())
    return Entry(
        id=EntryId(anchor.id),
        says=type(anchor.says)(**values),
        records=tuple(records),
        fields=tuple(fields),
        witnesses=witness_groups([record.source for record in records], chains),
        weakest_millibits=weakest_millibits,
    )


def _single(record: Record) -> Entry:
    """Return the entry of one record: it says what the record says."""
    fields: list[FusedField] = []
    for attribute in attrs.fields(type(record.says)):
        value = getattr(record.says, attribute.name)
        if attribute.name == "milestones":
            statement = Statement(value=value, record=record.id, source=record.source, told=())
            fields.extend(fuse_milestones([statement], {})[1])
        elif attribute.name in _ALWAYS_SAID or value != attribute.default:
            fields.append(
                FusedField(
                    name=attribute.name,
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


def _told(record: Record, sources: Mapping[SourceId, Source]) -> tuple[Any, ...]:
    source = sources.get(record.source)
    return (sort_key(source.published if source else None), record.id)


def _statements(
    attribute: attrs.Attribute[Any],
    records: Sequence[Record],
    told: Mapping[Record, tuple[Any, ...]],
) -> list[Statement]:
    """Return what records say in one field.

    A default says something only where the field has no empty value.
    """
    said = [(record, getattr(record.says, attribute.name)) for record in records]
    return [
        Statement(
            value=value,
            record=record.id,
            source=record.source,
            told=told[record],
            is_planned=isinstance(record.says, Event) and record.says.realis is not Realis.actual,
        )
        for record, value in said
        if attribute.name in _ALWAYS_SAID or value != attribute.default
    ]


def _titles(statements: Sequence[Statement]) -> tuple[Title, ...]:
    """Return one title a language: the one told first."""
    by_language: dict[str, Title] = {}
    for statement in sorted(statements, key=lambda s: s.told):
        for title in statement.value:
            by_language.setdefault(title.language, title)
    return tuple(by_language.values())
