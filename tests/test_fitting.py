"""Fitting: a model from the collection itself, the same every time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from worlds import worlds

import alliancekit as ak
from alliancekit.dates import FuzzyDate
from alliancekit.fitting import regress
from alliancekit.kinds import EventKind, Role
from alliancekit.model import Collection, Event, Party, Record, Source, Title
from alliancekit.money import Money

KINDS = (EventKind.summit, EventKind.exercise, EventKind.arms_sale)
STATES = ("USA", "JPN", "FRA", "VNM", "AUS")


def _reported_twice(n_events: int) -> Collection:
    """Return events that two outlets report, the second one always a day late."""
    sources, records = [], []
    for number in range(n_events):
        day = dt.date(2020, 1, 1) + dt.timedelta(days=11 * number)
        for outlet in range(2):
            id = f"o{outlet}-{number}"
            sources.append(Source(id=id, outlet=f"outlet {outlet}"))
            says = Event(
                kind=KINDS[number % 3],
                titles=(Title(text=f"word{number} word{number + 1} paper{outlet}"),),
                when=FuzzyDate(f"{day + dt.timedelta(days=outlet)}"),
                parties=(
                    Party(actor=STATES[number % 5]),
                    Party(actor=STATES[(number + 1 + number % 3) % 5]),
                ),
            )
            records.append(Record(id=f"{id}#x", says=says))
    return Collection(sources=tuple(sources), records=tuple(records))


@given(worlds())
@settings(max_examples=25)
def test_fitting_is_a_function_of_the_collection(collection: Collection) -> None:
    assert ak.fit(collection).digest == ak.fit(collection | collection).digest


def test_a_collection_without_pairs_leaves_the_weights_alone() -> None:
    fitted = ak.fit(Collection())
    assert fitted.digest == ak.SHIPPED_MODEL.digest
    assert fitted.name == "shipped+fit"


def test_what_always_goes_with_a_match_gains_weight() -> None:
    fitted = ak.fit(_reported_twice(120)).by_comparator["date occurred"]
    shipped = ak.SHIPPED_MODEL.by_comparator["date occurred"]
    assert fitted["a day apart"] > shipped["a day apart"]
    assert fitted["a year off"] == shipped["a year off"]


def test_a_merge_uses_the_model_that_it_is_given_and_names_it() -> None:
    collection = _reported_twice(40)
    fitted = ak.fit(collection)
    timeline = ak.merge(collection, model=fitted)
    assert timeline.model.digest == fitted.digest != ak.SHIPPED_MODEL.digest
    assert len(timeline) == 40


def test_a_pair_that_lost_to_a_rival_does_not_teach_that_it_did_not_fit() -> None:
    twins = [
        Record(
            id=f"{source}#{local}",
            says=Event(
                kind=EventKind.summit,
                titles=(Title(text=f"summit in rome {local}"),),
                when=FuzzyDate("2024-06-01"),
                parties=(Party(actor="ITA"), Party(actor="FRA")),
            ),
        )
        for source in ("a", "b")
        for local in "xy"
    ]
    collection = Collection(sources=(Source(id="a"), Source(id="b")), records=tuple(twins))
    assert len(ak.merge(collection)) == 2
    shipped = ak.SHIPPED_MODEL.by_comparator["date occurred"]
    assert ak.fit(collection).by_comparator["date occurred"]["same day"] >= shipped["same day"]


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_the_regression_finds_the_share_of_matches(share: float) -> None:
    design = np.ones((1, 1))
    (weight,) = regress(
        design, np.zeros(1), np.array([1e6]), np.array([share * 1e6]), np.array([1.5])
    )
    found = 1 / (1 + 2.0**-weight)
    assert found == pytest.approx(share, abs=1e-3)


def test_two_registers_show_that_one_of_them_dates_everything_late() -> None:
    def booked(register: str, number: int, late: int) -> Record:
        day = dt.date(2020, 1, 1) + dt.timedelta(days=3 * number + late)
        return Record(
            id=f"{register}#{number}",
            says=Event(
                kind=EventKind.aid,
                when=FuzzyDate(f"{day}"),
                parties=(
                    Party(actor=STATES[number % 5], role=Role.donor),
                    Party(actor=STATES[(number + 1 + number // 5 % 4) % 5], role=Role.recipient),
                ),
                money=Money(low=Decimal(1_000_000 * (number % 50 + 1)), currency="USD"),
            ),
        )

    n = 300
    lates = [20 if number % 2 else 0 for number in range(n)]
    collection = Collection(
        sources=(Source(id="a"), Source(id="b")),
        records=tuple(
            booked(register, number, late if register == "b" else 0)
            for number, late in enumerate(lates)
            for register in "ab"
        ),
    )
    fitted = ak.fit(collection)
    level = "11 to 45 days apart"
    shipped = ak.SHIPPED_MODEL.by_comparator["date booked"][level]
    assert fitted.by_comparator["date booked"][level] > shipped
    entries = ak.merge(collection, model=fitted).entries
    right = sum(
        {record.id[2:] for record in e.records} == {e.id[2:]} and len(e.records) == 2
        for e in entries
    )
    assert right >= 0.98 * n
