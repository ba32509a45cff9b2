"""Clusters become entries: every field is fused by its policy, and no losing value is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

import attrs

from alliancekit.dates import sort_key
from alliancekit.features import ActorReader, source_language
from alliancekit.kinds import Realis
from alliancekit.model import Agreement, Event, Record, Source, SourceId, Title
from alliancekit.model.texts import NEVER_EMPTY
from alliancekit.timeline.entries import Claim, Entry, FieldStatus, FusedField
from alliancekit.timeline.parties import fuse_milestones, fuse_parties, united_parties
from alliancekit.timeline.policies import (
    Rule,
    Rules,
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

_NO_RULES = Rules(chains={})
_RULES: Mapping[str, Rule] = {
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
    rules: Rules,
    actors: ActorReader,
    weakest_millibits: int | None,
) -> Entry:
    """Return the entry that records of one cluster make.

    Args:
        records: One or more, all of events or all of agreements, in the collection's order.
        sources: By id; a record whose source is missing counts as told last.
        rules: By what fields are fused.
        actors: Who belongs to whom.
        weakest_millibits: The weakest support in the cluster.

    Returns:
        The entry; no value of any record is lost in it.
    """
    if len(records) == 1:
        return _single(records[0])
    told = _Told(_in_order_told(records, sources), sources)
    anchor = told.records[0]
    type_ = anchor.says.__class__
    values: dict[str, Any] = {}
    fields: list[FusedField] = []
    n = len(told.claims)
    for field, stated in zip(
        _FIELDS_OF[type_], zip(*map(_VALUES_OF[type_], told.claims), strict=True), strict=True
    ):
        # Most fields are empty or the same everywhere.
        if not field.is_never_empty and stated.count(field.default) == n:
            continue
        first = stated[0]
        if stated.count(first) == n and field.name != "milestones":
            value = united_parties(first) if field.name == "parties" else first
            values[field.name] = value
            fields.append(told.agreed(field.name, first, value))
            continue
        statements = told.statements(field, stated)
        if field.name == "milestones":
            values["milestones"], steps = fuse_milestones(statements, rules)
            fields.extend(steps)
            continue
        rule = _RULES.get(field.name) or partial(fuse_parties, actors=actors, when=anchor.says.when)
        fused = rules.fuse(field.name, statements, rule)
        if field.name == "titles" and fused.value:
            fused = attrs.evolve(fused, value=first_titles(claim.value for claim in fused.claims))
        values[field.name] = field.default if fused.value is None else fused.value
        fields.append(fused)
    if "extra" in values:
        values["extra"] = tuple(dict(reversed(values["extra"])).items())
    return Entry(
        id=anchor.id,
        says=type_(**values),
        records=tuple(records),
        fields=tuple(fields),
        witnesses=witness_groups(told.sources, rules.chains),
        weakest_millibits=weakest_millibits,
    )


def _in_order_told(records: Sequence[Record], sources: Mapping[SourceId, Source]) -> list[Record]:
    """Return records by their sources' day of publication, then by their ids."""

    def told(record: Record) -> tuple[Any, ...]:
        source = sources.get(record.source)
        return (sort_key(source.published if source else None), record.id)

    return sorted(records, key=told)


class _Told:
    """Records in the order in which they were told, and who tells them."""

    def __init__(self, records: Sequence[Record], sources: Mapping[SourceId, Source]) -> None:
        self.records = records
        self.claims = [record.says for record in records]
        self.sources = [record.source for record in records]
        self._languages = [source_language(sources.get(source)) for source in self.sources]
        self._ids = tuple(sorted({record.id for record in records}))
        self._is_planned = [
            isinstance(says, Event) and says.realis is not Realis.actual for says in self.claims
        ]

    def statements(self, field: _Field, stated: Sequence[Any]) -> list[Statement]:
        """Return what the records say in a field, those that say nothing left out."""
        return [
            Statement(value, record.id, source, is_planned, language)
            for record, source, value, is_planned, language in zip(
                self.records,
                self.sources,
                stated,
                self._is_planned,
                self._languages,
                strict=True,
            )
            if field.says(value)
        ]

    def agreed(self, name: str, said: Any, shown: Any) -> FusedField:
        """Return a field in which all say the same."""
        return FusedField(
            name=name,
            status=FieldStatus.agreed if len(self._ids) > 1 else FieldStatus.single,
            value=shown,
            claims=(Claim(value=said, records=self._ids),),
            policy="all agree",
        )


@attrs.frozen
class _Field:
    name: str
    default: Any
    is_never_empty: bool

    def says(self, value: Any) -> bool:
        return self.is_never_empty or (value is not self.default and value != self.default)


_FIELDS_OF: Mapping[type[Event | Agreement], tuple[_Field, ...]] = {
    type_: tuple(_Field(a.name, a.default, a.name in NEVER_EMPTY) for a in attrs.fields(type_))
    for type_ in (Event, Agreement)
}
_VALUES_OF: Mapping[type[Event | Agreement], Callable[[Event | Agreement], tuple[Any, ...]]] = {
    type_: attrgetter(*(field.name for field in fields)) for type_, fields in _FIELDS_OF.items()
}


def _single(record: Record) -> Entry:
    """Return the entry of one record: it says what the record says."""
    fields: list[FusedField] = []
    type_ = record.says.__class__
    for field, value in zip(_FIELDS_OF[type_], _VALUES_OF[type_](record.says), strict=True):
        if not field.says(value):
            continue
        if field.name == "milestones":
            statement = Statement(value=value, record=record.id, source=record.source)
            fields.extend(fuse_milestones([statement], _NO_RULES)[1])
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
        id=record.id,
        says=record.says,
        records=(record,),
        fields=tuple(fields),
        witnesses=((record.source,),),
    )


def first_titles(told: Iterable[Iterable[Title]]) -> tuple[Title, ...]:
    """Return one title a language: the first that is told."""
    by_language: dict[str, Title] = {}
    for titles in told:
        for title in titles:
            by_language.setdefault(title.language, title)
    return tuple(by_language.values())
