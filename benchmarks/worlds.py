"""Rows of the generated world and of registers as records."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate
from alliancekit.errors import DateError
from alliancekit.kinds import AgreementKind, EventKind, Stage
from alliancekit.model import (
    Agreement,
    Collection,
    Event,
    Milestone,
    Party,
    Place,
    Record,
    RecordId,
    Source,
    SourceId,
    Title,
)
from alliancekit.money import Money

_KINDS: Mapping[str, EventKind] = {
    "exercise": EventKind.exercise,
    "base": EventKind.basing,
    "training": EventKind.training,
    "intel": EventKind.intelligence,
    "arms": EventKind.arms_sale,
    "summit": EventKind.summit,
    "visit": EventKind.visit,
    "talks": EventKind.negotiation,
    "statement": EventKind.statement,
    "sign": EventKind.signing,
    "ratify": EventKind.ratification,
    "amend": EventKind.amendment,
    "aid": EventKind.aid,
    "loan": EventKind.loan,
    "trade": EventKind.trade,
    "warn": EventKind.warning,
    "ultimatum": EventKind.ultimatum,
    "posture": EventKind.deployment,
    "clash": EventKind.clash,
    "strike": EventKind.strike,
    "blockade": EventKind.blockade,
    "embargo": EventKind.sanction,
    "create": EventKind.founding,
    "join": EventKind.enlargement,
    "leave": EventKind.departure,
    "council": EventKind.council,
    "working": EventKind.conference,
    "protest": EventKind.protest,
    "exchange": EventKind.exchange,
    "relief": EventKind.relief,
}


def generated_collection(path: Path) -> Collection:
    """Return the collection of a generated world.

    Records are in the order of their ids, not of the rows.
    """
    sources, records = [], []
    with path.open("rb") as rows:
        for line in rows:
            row = json.loads(line)
            source = row["sources"][0]
            id = SourceId(f"{source['source']}-{row['id']}")
            sources.append(
                Source(id=id, outlet=source["source"], language=source["lang"], url=source["ref"])
            )
            records.append(Record(id=RecordId(f"{id}#{row['id']}"), says=_event(row)))
    return Collection(sources=tuple(sources), records=tuple(records))


def _event(row: Mapping[str, Any]) -> Event:
    leaf = row["type"].split(".")[2:]
    place, money = row["place"], row["money"]
    return Event(
        kind=_KINDS.get(leaf[0], EventKind.other) if leaf else EventKind.other,
        subkind=row["type"],
        titles=(Title(text=row["title"], language=row["lang"]),) if row["title"].strip() else (),
        when=FuzzyDate(row["date"]["value"]),
        parties=tuple(Party(actor=ActorId(party["code"])) for party in row["parties"]),
        place=Place(
            name=place["name"] or "",
            country=ActorId(place["country"]),
            latitude=place["lat"],
            longitude=place["lon"],
        )
        if place
        else None,
        money=Money(low=Decimal(str(money["amount"])), currency=money["currency"])
        if money
        else None,
    )


def register_tables(a: Path, b: Path) -> Collection:
    """Return two registers of agreements as one collection of two sources, ``a`` and ``b``."""
    sources = (
        Source(id=SourceId("a"), outlet="register a"),
        Source(id=SourceId("b"), outlet="register b"),
    )
    return Collection(sources=sources, records=(*_register_a(a), *_register_b(b)))


def register_collection(folder: Path) -> tuple[Collection, frozenset[tuple[str, str]]]:
    """Return two registers of agreements as one collection, and the pairs that experts linked.

    A pair is of record ids.
    """
    collection = register_tables(folder / "register_a.csv", folder / "register_b.csv")
    with (folder / "register_gold.csv").open(encoding="utf-8", newline="") as rows:
        gold = frozenset((f"a#{row['row']}", f"b#{row['IEA#']}") for row in csv.DictReader(rows))
    return collection, gold


_AREAS = {
    "F": AgreementKind.fisheries,
    "M": AgreementKind.pollution,
}


def _register_a(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            parties = [] if row["Parties"] == "NA" else row["Parties"].split("-")
            yield Record(
                id=RecordId(f"a#{row['row']}"),
                says=Agreement(
                    kind=AgreementKind.other,
                    titles=(Title(text=row["Title"]),),
                    parties=tuple(Party(actor=ActorId(p)) for p in parties if p.isalnum()),
                    milestones=_milestones(
                        signed=row["Signature"], in_force=row["Force"], terminated=row["End"]
                    ),
                ),
            )


def _register_b(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if not row["Treaty Name"].strip():
                continue
            yield Record(
                id=RecordId(f"b#{row['IEA#']}"),
                says=Agreement(
                    kind=AgreementKind.other,
                    titles=(Title(text=row["Treaty Name"]),),
                    milestones=_milestones(
                        signed=row["Signature Date"] or row["Signature Year"],
                        in_force=row["Date IEA entered into force"],
                    ),
                ),
            )


def _milestones(**dates: str) -> tuple[Milestone, ...]:
    made = []
    for stage, text in dates.items():
        # The registers write a year far ahead for a date that has not come.
        if text[:4].isdecimal() and int(text[:4]) >= 2100:
            continue
        try:
            made.append(Milestone(stage=Stage(stage), when=FuzzyDate(text)))
        except DateError:
            continue
    return tuple(made)
