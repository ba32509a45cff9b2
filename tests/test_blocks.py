"""Blocks: several independent keys, nothing cut at random."""

from __future__ import annotations

import pytest
from hypothesis import given
from worlds import worlds

from alliancekit.actors import joined_table
from alliancekit.blocks import Pairs, block_pairs
from alliancekit.dates import FuzzyDate
from alliancekit.features import extract_features
from alliancekit.kinds import AgreementKind, EventKind, Realis
from alliancekit.model import (
    Agreement,
    Collection,
    Event,
    Identifier,
    Party,
    Place,
    Record,
    Source,
    Title,
)
from alliancekit.money import parse
from alliancekit.weights import SHIPPED_MODEL


def _pairs(*says: Event | Agreement, sources: int = 0) -> Pairs:
    records = [
        Record(id=f"s{number % sources if sources else number}#r{number}", says=said)
        for number, said in enumerate(says)
    ]
    return block_pairs(extract_features(records, {}, joined_table(())), SHIPPED_MODEL)


def _keys(*says: Event | Agreement) -> set[str]:
    pairs = _pairs(*says)
    assert len(pairs) <= 1
    if not len(pairs):
        return set()
    return {report.key for bit, report in enumerate(pairs.reports) if pairs.keys[0] >> bit & 1}


@given(worlds())
def test_every_pair_comes_once_between_two_sources_and_of_one_type(collection: Collection) -> None:
    features = extract_features(collection.records, {}, joined_table(()))
    pairs = block_pairs(features, SHIPPED_MODEL)
    found = list(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))
    assert found == sorted(set(found))
    for a, b in found:
        assert a < b
        assert features.source[a] != features.source[b]
        assert features.is_agreement[a] == features.is_agreement[b]


def test_each_key_finds_a_pair_that_the_others_miss() -> None:
    def event(**more: object) -> Event:
        return Event(kind=EventKind.summit, **more)  # type: ignore[arg-type]

    parties = (Party(actor="USA"), Party(actor="JPN"))
    near = (FuzzyDate("2024-07-28"), FuzzyDate("2024-07-30"))
    far = (FuzzyDate("2024-07-28"), FuzzyDate("1999-01-01"))
    assert _keys(
        *(event(when=w, identifiers=(Identifier(scheme="X", value="1"),)) for w in far)
    ) == {"identifier"}
    assert "date and two parties" in _keys(*(event(when=w, parties=parties) for w in near))
    coarse = (FuzzyDate("2024-07-28"), FuzzyDate("2024"))
    assert _keys(*(event(when=w, parties=parties) for w in coarse)) == {
        "year, two parties and kind group"
    }
    assert "date, party and kind group" in _keys(
        *(event(when=w, parties=parties[:1]) for w in near)
    )
    kinds = (EventKind.arms_sale, EventKind.other)
    assert _keys(*(Event(kind=k, when=near[0], parties=parties[:1]) for k in kinds)) == {
        "date and party of a vague kind"
    }
    assert "date and place" in _keys(*(event(when=w, place=Place(name="Tokyo")) for w in near))
    people = (Party(actor="USA", people=("Antony Blinken",)),)
    assert "person and year" in _keys(
        event(when=near[0], parties=people), event(when=FuzzyDate("2024-03-01"), parties=people)
    )
    sums = (parse("JPY 3 billion"), parse("JPY 3010 million"))
    assert _keys(
        *(event(when=w, money=m, parties=parties[:1]) for w, m in zip(far, sums, strict=True))
    ) == {"amount and party"}
    titled = (Title(text="headquarters reorganisation at yokota"),)
    assert _keys(*(event(when=w, titles=titled, parties=parties[:1]) for w in far)) == {
        "alike titles, kind and parties"
    }


def test_entries_of_two_ledgers_meet_by_sum_though_one_books_late_and_names_nobody() -> None:
    def payment(day: str, sum_: str, memo: str) -> Event:
        titles = (Title(text=memo),)
        return Event(kind=EventKind.trade, when=FuzzyDate(day), money=parse(sum_), titles=titles)

    paid = payment("2022-03-01", "GBP 221.91", "corvinus dona")
    late, in_other_words = "2022-03-16", "payment received"
    assert "late date and close amount without parties" in _keys(
        paid, payment(late, "GBP 223.10", in_other_words)
    )
    assert "half a year, amount and rare word without parties" in _keys(
        paid, payment("2022-04-20", "GBP 229", "m corvinus")
    )
    assert not _keys(paid, payment(late, "GBP 300", in_other_words))


def test_agreements_meet_by_kind_and_parties_whatever_their_dates() -> None:
    parties = (Party(actor="USA"), Party(actor="JPN"))
    pact = Agreement(kind=AgreementKind.defence_pact, parties=parties)
    assert "agreement kind and two parties" in _keys(pact, pact)


def test_two_records_of_one_source_are_never_a_pair() -> None:
    pact = Agreement(kind=AgreementKind.trade, parties=(Party(actor="USA"), Party(actor="JPN")))
    assert len(_pairs(pact, pact, sources=1)) == 0


def test_what_an_overfull_block_leaves_uncompared_is_counted() -> None:
    event = Event(
        kind=EventKind.summit,
        when=FuzzyDate("2024-07-28"),
        parties=(Party(actor="USA"), Party(actor="JPN")),
    )
    pairs = _pairs(*[event] * 100)
    n_all = 100 * 99 // 2
    for report in pairs.reports:
        assert report.n_pairs in {0, n_all} or report.n_uncompared > 0
    by_key = {report.key: report for report in pairs.reports}
    assert by_key["date and two parties"].n_uncompared > 0


def test_an_overfull_block_is_split_by_what_its_records_say() -> None:
    kinds = (EventKind.summit, EventKind.exercise, EventKind.arms_sale)
    events = [
        Event(
            kind=kinds[number % 3],
            when=FuzzyDate("2024-07-28"),
            parties=(Party(actor="USA"), Party(actor="JPN")),
        )
        for number in range(120)
    ]
    report = {r.key: r for r in _pairs(*events).reports}["date and two parties"]
    assert report.n_uncompared == 0
    assert report.n_pairs == 3 * (40 * 39 // 2)


def test_what_says_the_same_meets_in_however_big_a_crowd() -> None:
    days = ("2024-07-28", "2024-07-29")
    events = [
        Event(
            kind=EventKind.meeting,
            when=FuzzyDate(days[number % 2]),
            parties=(Party(actor="USA"), Party(actor="JPN")),
            titles=(Title(text="Officials meet"),),
        )
        for number in range(300)
    ]
    pairs = _pairs(*events)
    assert len(pairs) < 1_000
    assert not ((pairs.second - pairs.first) % 2).any()
    reached = {0, 1}
    for first, second in zip(pairs.first.tolist(), pairs.second.tolist(), strict=True):
        if first in reached:
            reached.add(second)
    assert reached == set(range(300))
    by_key = {report.key: report for report in pairs.reports}
    assert by_key["date and two parties"].n_uncompared > 0


@pytest.mark.parametrize("published", ["2025-10-22", "2026-02-01", "2025"])
def test_an_undated_record_meets_what_is_of_about_the_time_it_was_told(published: str) -> None:
    parties = (Party(actor="USA"), Party(actor="RUS"))
    plan = Event(kind=EventKind.summit, when=FuzzyDate("2025-10-30"), parties=parties)
    news = Event(kind=EventKind.meeting, parties=parties, realis=Realis.cancelled)
    records = [Record(id="a#plan", says=plan), Record(id="b#news", says=news)]

    def found(day: str | None) -> int:
        source = Source(id="b", published=FuzzyDate(day) if day else None)
        features = extract_features(records, {"b": source}, joined_table(()))
        return len(block_pairs(features, SHIPPED_MODEL))

    assert found(published) == 1
    assert found("2023-10-22") == 0
    assert found("[..2025-10-22]") == 0
    assert found(None) == 0


def test_no_records_give_no_pairs() -> None:
    assert len(_pairs()) == 0
