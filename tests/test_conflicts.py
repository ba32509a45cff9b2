"""What contradicts what: by topic, with both sides; what refines and what slips is no conflict."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import alliancekit as ak
from alliancekit.actors import joined_table
from alliancekit.cli import main
from alliancekit.clusters import put_off_plans
from alliancekit.dates import FuzzyDate
from alliancekit.features import ActorReader
from alliancekit.kinds import AgreementKind, EventKind, Realis, Stage
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    Event,
    Judgement,
    Milestone,
    Party,
    Place,
    Quantity,
    Record,
    Source,
)
from alliancekit.money import parse
from alliancekit.timeline import Entry, FieldStatus, Timeline, Topic


def _merged(*says: Event | Agreement) -> Timeline:
    """Return the timeline of one record a day, judged to be of one thing."""
    names = [f"s{number:02}" for number in range(len(says))]
    day = dt.date(2024, 1, 1)
    return ak.merge(
        Collection(
            sources=tuple(
                Source(id=name, published=FuzzyDate(f"{day + dt.timedelta(days=at)}"))
                for at, name in enumerate(names)
            ),
            records=tuple(
                Record(id=f"{name}#x", says=said) for name, said in zip(names, says, strict=True)
            ),
            decisions=tuple(
                Decision(judgement=Judgement.same, records=(f"{names[0]}#x", f"{name}#x"))
                for name in names[1:]
            ),
        )
    )


def _event(**fields: object) -> Event:
    return Event(**{"kind": EventKind.summit, **fields})


def _signed(when: str = "2024-04-10", realis: Realis = Realis.actual) -> Agreement:
    step = Milestone(stage=Stage.signed, when=FuzzyDate(when), realis=realis)
    return Agreement(kind=AgreementKind.defence_pact, milestones=(step,))


def _parties(*actors: str) -> tuple[Party, ...]:
    return tuple(Party(actor=actor) for actor in actors)


def _ships(number: int) -> tuple[Quantity, ...]:
    return (Quantity(what="ships", low=Decimal(number)),)


# ----------------------------------------------------------------------------- conflicts


@pytest.mark.parametrize(
    ("topic", "field", "one", "other"),
    [
        ("date", "when", _event(when=FuzzyDate("2024-04-10")), _event(when=FuzzyDate("2024-05"))),
        ("date", "milestones.signed", _signed(), _signed("2024-04-11")),
        (
            "party",
            "parties",
            _event(parties=_parties("JPN", "PHL")),
            _event(parties=_parties("JPN", "AUS")),
        ),
        (
            "amount",
            "money",
            _event(money=parse("USD 20 million")),
            _event(money=parse("USD 30 million")),
        ),
        ("amount", "quantities", _event(quantities=_ships(2)), _event(quantities=_ships(3))),
        ("stage", "milestones.signed", _signed(), _signed(realis=Realis.denied)),
        ("stage", "milestones.signed", _signed(), _signed("2024-05-01", Realis.cancelled)),
        ("realis", "realis", _event(), _event(realis=Realis.denied)),
        ("realis", "realis", _event(), _event(realis=Realis.cancelled)),
        ("kind", "kind", _event(), _event(kind=EventKind.arms_sale)),
        ("place", "place", _event(place=Place(name="Tokyo")), _event(place=Place(name="Manila"))),
        ("other", "edition", _event(edition=2), _event(edition=3)),
    ],
)
def test_every_conflict_has_a_topic_and_shows_the_sources_of_both_sides(
    topic: str, field: str, one: Event | Agreement, other: Event | Agreement
) -> None:
    for told in ((one, other), (other, one)):
        timeline = _merged(*told)
        (conflict,) = timeline.conflicts()
        assert (conflict.topic, conflict.field) == (Topic(topic), field)
        assert {claim.sources for claim in conflict.claims} == {("s00",), ("s01",)}
        # Neither side has more witnesses: nobody wins but what is the lesser claim.
        assert conflict.is_tied or field in ("parties", "quantities", "kind")


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("money", parse("USD 3 billion"), parse("USD 3.4 billion")),
        ("money", parse("USD 30 million"), parse("USD 35 million")),
        ("money", parse("about USD 20 million"), parse("USD 21.9 million")),
        ("money", parse("about USD 23 million"), parse("USD 25 million")),
        ("money", parse("at least USD 300 million"), parse("USD 330 million")),
        ("quantities", _ships(20), _ships(23)),
        ("quantities", _ships(2_000), _ships(1_950)),
        ("place", Place(name="Tokyo"), Place(name="Tokyo", country="JPN")),
        ("place", Place(name="Tokyo", country="JPN"), Place(name="Tokio", country="JPN")),
        ("place", Place(name="Tokyo"), Place(name="東京", country="JPN")),
        ("parties", _parties("JPN"), _parties("JPN", "PHL")),
    ],
)
def test_what_rounds_or_leaves_out_refines(field: str, one: object, other: object) -> None:
    for told in ((one, other), (other, one)):
        (entry,) = _merged(*(_event(**{field: value}) for value in told))
        assert entry.field(field).status is FieldStatus.refined


def _withdrawn(when: str, *by: str) -> Agreement:
    step = Milestone(stage=Stage.withdrawn, when=FuzzyDate(when), by=by)
    return Agreement(kind=AgreementKind.arms_control, milestones=(step,))


def test_a_party_withdraws_once_and_parties_each_on_their_own_day() -> None:
    (entry,) = _merged(_withdrawn("2002-06-13", "USA"), _withdrawn("2001-12-13", "USA"))
    assert entry.field("milestones.withdrawn.USA").status is FieldStatus.conflict
    (entry,) = _merged(_withdrawn("2002-06-13"), _withdrawn("2001-12-13"))
    assert entry.field("milestones.withdrawn").status is not FieldStatus.conflict


@given(st.integers(1, 999), st.integers(1, 999), st.integers(0, 6))
@settings(max_examples=60)
def test_two_numbers_are_one_only_if_one_is_the_other_rounded(a: int, b: int, zeros: int) -> None:
    told = [a * 10**zeros, b * 10**zeros]
    (entry,) = _merged(*(_event(quantities=_ships(number)) for number in told))
    rounds = any(_half_units(vague) >= abs(told[0] - told[1]) for vague in told)
    conflict = entry.field("quantities").status is FieldStatus.conflict
    assert conflict == (a != b and not rounds)


def _half_units(number: int) -> Decimal:
    """Return half a unit of the last digit that is not zero, of numbers of up to three digits."""
    digits = str(number).rstrip("0")
    return (
        Decimal(5 * 10 ** (len(str(number)) - len(digits))) / 10 if len(digits) <= 3 else Decimal(0)
    )


def test_a_report_that_gives_several_numbers_of_one_thing_holds_them_all() -> None:
    both = Quantity(what="Ships", low=Decimal(7)), *_ships(2)
    (entry,) = _merged(_event(quantities=both), _event(quantities=both, edition=1))
    assert entry.field("quantities").status is FieldStatus.agreed
    (entry,) = _merged(_event(quantities=both), _event(quantities=_ships(2)))
    assert entry.field("quantities").status is FieldStatus.refined
    (entry,) = _merged(_event(quantities=both), _event(quantities=_ships(40)))
    assert entry.field("quantities").status is FieldStatus.conflict


# ----------------------------------------------------------------------------- plans that slip


def _day(at: int) -> FuzzyDate:
    return FuzzyDate(f"{dt.date(2024, 5, 1) + dt.timedelta(days=at)}")


_days = st.lists(st.integers(0, 200), min_size=1, max_size=5)


@given(_days, st.booleans())
@settings(max_examples=60)
def test_every_day_that_a_plan_gave_up_stays_in_the_history(days: list[int], is_done: bool) -> None:
    plans = [
        _event(when=_day(at), realis=Realis.postponed if number else Realis.planned)
        for number, at in enumerate(days)
    ]
    told = [*plans, _event(when=_day(days[-1]))] if is_done else plans
    timeline = _merged(*told)
    (entry,) = timeline
    assert timeline.conflicts() == ()
    assert entry.when == _day(days[-1])
    assert entry.realis is (Realis.actual if is_done else told[-1].realis)
    given_up = list(dict.fromkeys(_day(at) for at in days if at != days[-1]))
    assert [claim.value for claim in entry.slips] == given_up
    for claim in entry.slips:
        assert claim.records == tuple(
            sorted(f"s{n:02}#x" for n, at in enumerate(days) if _day(at) == claim.value)
        )


def _summit(day: str, realis: str, source: str, published: str) -> str:
    talks = "event: summit, title: Leaders' summit in Tokyo, parties: [JPN, PHL]"
    return f"""
source: {{id: {source}, outlet: {source}, published: {published}}}
records: [{{id: summit, {talks}, when: {day}, realis: {realis}}}]
"""


POSTPONED = "---".join(
    [
        _summit("2024-05-10", "planned", "first", "2024-03-01"),
        _summit("2024-06-12", "postponed", "second", "2024-04-20"),
        _summit("2024-07-20", "postponed", "third", "2024-06-05"),
        _summit("2024-07-20", "actual", "fourth", "2024-07-21"),
    ]
)


def test_a_summit_postponed_twice_is_one_entry_with_its_slips(tmp_path, capsys) -> None:
    same = "".join(f"- same: [first#summit, {name}#summit]\n" for name in ("second", "third"))
    (tmp_path / "reports.yaml").write_text(POSTPONED, encoding="utf-8")
    (tmp_path / "decisions.yaml").write_text(same, encoding="utf-8")
    (entry,) = ak.merge(ak.read(tmp_path))
    assert (entry.when, entry.realis) == (FuzzyDate("2024-07-20"), Realis.actual)
    assert [(slip.text, slip.sources) for slip in entry.slips] == [
        ("2024-05-10", ("first",)),
        ("2024-06-12", ("second",)),
    ]
    assert main(["explain", str(tmp_path), "first#summit"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "planned before for: 2024-05-10 (first#summit); 2024-06-12 (second#summit)" in shown


def test_what_never_slipped_has_no_slips() -> None:
    def slips(entry: Entry) -> list[str]:
        return [claim.text for claim in entry.slips]

    (kept,) = _merged(_event(when=_day(3), realis=Realis.planned), _event(when=_day(3)))
    (vague,) = _merged(
        _event(when=FuzzyDate("2024-05"), realis=Realis.planned), _event(when=_day(3))
    )
    (undated,) = _merged(_event(realis=Realis.planned), _event())
    (agreement,) = _merged(_signed("2024-04-01", Realis.planned), _signed("2024-04-10"))
    (contradicted,) = _merged(_event(when=_day(3)), _event(when=_day(4)))
    for entry in (kept, vague, undated, agreement, contradicted):
        assert slips(entry) == []


# ----------------------------------------------------------------------------- put off


def _grouped(text: str) -> list[list[str]]:
    return sorted(
        sorted(record.id for record in entry.records) for entry in ak.merge(ak.read_text(text))
    )


def _plan(source: str, told: str, day: str, realis: str, **other: str) -> str:
    fields = {"event": "summit", "title": "Leaders' summit of both states", "parties": "[JPN, PHL]"}
    fields |= {"when": day, "realis": realis, **other}
    says = ", ".join(f"{name}: {value}" for name, value in fields.items() if value)
    return f"source: {{id: {source}, published: {told}}}\nrecords: [{{id: x, {says}}}]\n"


def _reports(*reports: str) -> str:
    return "---\n".join(reports)


def test_what_is_put_off_twice_is_one_thing_in_whatever_order_it_is_read() -> None:
    reports = POSTPONED.split("---")
    for told in (reports, reports[::-1]):
        collection = ak.read_text("---".join(told))
        timeline = ak.merge(collection)
        (entry,) = timeline
        assert entry.when == FuzzyDate("2024-07-20")
        assert [slip.text for slip in entry.slips] == ["2024-05-10", "2024-06-12"]
        reason = timeline.explain("first#summit", "second#summit").reason
        assert reason == "merged: one tells that the plan of the other was put off"


FIRST = _plan("a", "2024-03-01", "2024-05-10", "planned")
MOVED = _plan("b", "2024-04-20", "2024-06-12", "postponed")


@pytest.mark.parametrize(
    ("plan", "moved"),
    [
        (FIRST, MOVED),
        (_plan("a", "2024-03-01", "2024-05", "expected"), MOVED),
        (
            _plan("a", "2024-03-01", "2024-05-10", "planned", title="", place="Tokyo"),
            _plan("b", "2024-05-12", "2024-06-12", "postponed", title="", place="Tokyo"),
        ),
        (FIRST, _plan("b", "2024-04-20", "2024-06-12", "postponed", title="{ja: 首脳会談延期}")),
    ],
)
def test_a_report_that_it_was_put_off_stands_with_the_plan(plan: str, moved: str) -> None:
    assert _grouped(_reports(plan, moved)) == [["a#x", "b#x"]]


@pytest.mark.parametrize(
    ("plan", "moved"),
    [
        # It took place, was put off already when the plan was told, or is another thing.
        (_plan("a", "2024-03-01", "2024-05-10", "actual"), MOVED),
        (_plan("a", "2024-04-25", "2024-05-10", "planned"), MOVED),
        (_plan("a", "2024-03-01", "2024-04-10", "planned"), MOVED),
        (FIRST, _plan("b", "2024-04-20", "2025-09-12", "postponed")),
        (FIRST, _plan("b", "2024-04-20", "2024-06-12", "planned")),
        (FIRST, _plan("b", "2024-04-20", "2024-06-12", "postponed", title="Talks on fish stocks")),
        (FIRST, _plan("b", "2024-04-20", "2024-06-12", "postponed", parties="[JPN, VNM]")),
        (FIRST, _plan("b", "2024-04-20", "2024-06-12", "postponed", event="exercise")),
        (
            _plan("a", "2024-03-01", "2024-05-10", "planned", title="", place="Tokyo"),
            _plan("b", "2024-04-20", "2024-06-12", "postponed", title="", place="Manila"),
        ),
        (
            FIRST[:-3] + ", place: 'Tokyo, JPN'}]\n",
            _plan(
                "b",
                "2024-04-20",
                "2024-06-12",
                "postponed",
                title="{ja: 首脳会談延期}",
                place="'Manila, PHL'",
            ),
        ),
    ],
)
def test_what_may_be_another_thing_is_not_united_with_it(plan: str, moved: str) -> None:
    assert _grouped(_reports(plan, moved)) == [["a#x"], ["b#x"]]


def test_a_person_can_part_a_plan_from_the_report_that_it_was_put_off() -> None:
    told = _reports(FIRST, MOVED, "- different: [a#x, b#x]\n")
    assert _grouped(told) == [["a#x"], ["b#x"]]


def test_a_chain_of_reports_unites_no_two_things_that_a_person_parted() -> None:
    again = _plan("c", "2024-06-01", "2024-07-20", "postponed")
    parted = "- different: [a#x, c#x]\n"
    assert _grouped(_reports(FIRST, MOVED, again)) == [["a#x", "b#x", "c#x"]]
    assert _grouped(_reports(FIRST, MOVED, again, parted)) == [["a#x", "b#x"], ["c#x"]]


def _put_off(*reports: str) -> list[tuple[str, str]]:
    collection = ak.read_text(_reports(*reports))
    records, reader = collection.records, ActorReader(joined_table(()))
    pairs = put_off_plans(records, collection.told_sources, reader)
    return [(records[moved].id, records[plan].id) for moved, plan in pairs]


def test_only_dated_reports_of_other_sources_are_taken_for_the_plan() -> None:
    assert _put_off(FIRST, MOVED) == [("b#x", "a#x")]
    assert _put_off(FIRST, _plan("b", "2024-04-20", "", "postponed")) == []
    assert _put_off(_plan("a", "2024-03-01", "", "planned"), MOVED) == []
    assert _put_off(FIRST.replace(", published: 2024-03-01", ""), MOVED) == []
    assert _put_off(FIRST, MOVED.replace(", published: 2024-04-20", "")) == []
    event = "event: summit, title: Leaders' summit of both states, parties: [JPN, PHL]"
    old = f"{{id: y, {event}, when: 2024-05-10, realis: planned}}"
    both = MOVED.replace("records: [", f"records: [{old}, ")
    assert _put_off(both) == []
    assert ak.merge(ak.read_text(both)).why_not("b#x", "b#y").gate is not None
    # The source of the report tells of the old plan as well, and one source has no thing twice.
    assert ["a#x", "b#y"] in _grouped(_reports(FIRST, both))


def test_weekly_talks_of_which_one_is_put_off_do_not_become_one() -> None:
    weeks = [f"2024-05-{day:02}" for day in (6, 13, 20, 27)]
    told = [_plan(f"w{n}", "2024-05-01", day, "planned") for n, day in enumerate(weeks)]
    # It may be any of the four: nothing is held together.
    assert _put_off(*told, _plan("late", "2024-05-02", "2024-06-03", "postponed")) == []
    # The one that is due next is meant, not one that is over, nor one that is later anyway.
    moved = _plan("late", "2024-05-11", "2024-05-16", "postponed")
    assert _put_off(*told, moved) == [("late#x", "w1#x")]
    for group in _grouped(_reports(*told, moved)):
        assert not {"w0#x", "w3#x"} <= set(group)
