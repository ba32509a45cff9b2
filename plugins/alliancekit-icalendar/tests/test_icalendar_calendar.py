"""What stands in the calendar: laws over any timeline first, then each kind of item."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from alliancekit.dates import FuzzyDate, parse
from alliancekit.exporting import WHOLE_ENTRY
from alliancekit.kinds import AgreementKind, EventKind, Realis, Role, Stage
from alliancekit.merging import MergeOptions, merge
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    Event,
    Judgement,
    Milestone,
    Party,
    Place,
    Record,
    Source,
    Term,
    Title,
)
from alliancekit.records import read_text
from alliancekit.timeline import (
    Claim,
    FieldStatus,
    FusedField,
    Link,
    Relation,
    Timeline,
)
from alliancekit_icalendar import (
    DeadlinePolicy,
    FuzzyPolicy,
    ICalendarOptions,
    Profile,
    parties,
    years,
)
from alliancekit_icalendar._colors import COLORS

_TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\t\n\\;,"),
    min_size=1,
    max_size=90,
).filter(lambda text: bool(text.strip()))
_DAYS = st.sampled_from(
    """2024-07-28 2024-07 2024 202X 20XX 2024-21 2024-33 2024-40 2024-37 2024-07-28? 2024-07~
    2024-07-28T22:00:00+09:00 2024-07-28T10:00:00 2024-12-31T23:59:60Z 1970-01-01T00:00:00Z
    0001-01-01T00:00:00+14 9999-12-31T23:00:00-12:00 1949-04-04 0778-02-05 -0044-03-15 Y12024
    9999-12-31 9999-12 9999 0001-01-01 [..2025-03-31] [2023-05..] [2024-01-01,2024-03-01]
    2024-XX-28""".split()  # noqa: SIM905 - a list of words reads best as words
).map(parse)
_SPANS = st.sampled_from(
    """2024-07-01/2024-07-05 2024-07/2024-08 1951-09-08/.. ../2020 2016-01/ /2016-01-02 2007/2015
    {2024-01-01,2024-02-01} 2024-07-28/2024-07-28 9999-12-30/9999-12-31
    -0500/-0400""".split()  # noqa: SIM905 - likewise
).map(parse)
_PARTIES = st.lists(
    st.builds(
        Party,
        actor=st.sampled_from(["JPN", "USA", "VNM", "JPN.ATLA", "NATO", "nobody-known"]),
        role=st.sampled_from(Role),
    ),
    max_size=3,
)
_PLACES = st.none() | st.builds(Place, name=_TEXTS, country=st.sampled_from([None, "JPN", "XXX"]))
_TITLES = st.lists(
    st.builds(Title, text=_TEXTS, language=st.sampled_from(["en", "vi", "zh-Hant", "x.y"])),
    max_size=2,
    unique_by=lambda title: title.language,
)
_EVENTS = st.builds(
    Event,
    kind=st.sampled_from(EventKind),
    titles=_TITLES,
    when=st.none() | _DAYS | _SPANS,
    realis=st.sampled_from(Realis),
    parties=_PARTIES,
    place=_PLACES,
    summary=st.just("") | _TEXTS,
    extra=st.sampled_from([(), (("column", "cell"),)]),
)
_AGREEMENTS = st.builds(
    Agreement,
    kind=st.sampled_from(AgreementKind),
    titles=_TITLES,
    parties=_PARTIES,
    milestones=st.lists(
        st.builds(
            Milestone,
            stage=st.sampled_from(Stage),
            when=st.none() | _DAYS,
            realis=st.sampled_from(Realis),
            by=st.sampled_from([(), ("JPN",)]),
        ),
        max_size=4,
    ),
    term=st.none()
    | st.builds(Term, months=st.none() | st.integers(1, 12_000), notice_months=st.integers(0, 999)),
)
_ADDRESSES = st.sampled_from(
    ["", "https://a.b/c;d,e", "javascript:x", "https://a.b/\tc", "http://\u00e9"]
)
OPTIONS = st.builds(
    ICalendarOptions,
    profile=st.sampled_from(Profile),
    fuzzy=st.sampled_from(FuzzyPolicy),
    deadlines=st.sampled_from(DeadlinePolicy),
    alarm_days=st.sampled_from([(), (7, 30, 7), (-1, 0)]),
    worked_out=st.booleans(),
    year=st.sampled_from([None, None, 2024]),
    party=st.sampled_from([None, None, "JPN"]),
    language=st.sampled_from(["en", "vi", "", "!"]),
    url=_ADDRESSES,
    color=st.sampled_from(["", "navy", "#000"]),
    name=st.sampled_from(["Allianzen; \\Neu", " "]),
    description=st.sampled_from(["", "a\nb"]),
)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Timelines of up to five records from two sources."""
    sources = [
        Source(
            id=name, outlet=draw(_TEXTS), url=draw(_ADDRESSES), published=draw(st.none() | _DAYS)
        )
        for name in ("a", "b")
    ]
    says = draw(st.lists(_EVENTS | _AGREEMENTS, max_size=5))
    records = [
        Record(id=f"{'ab'[number % 2]}#r{number}", says=each) for number, each in enumerate(says)
    ]
    return merge(Collection(sources=tuple(sources), records=tuple(records)))


Exported = Callable[..., tuple[bytes, Any]]
Components = Callable[..., list[Any]]


@given(timelines(), OPTIONS)
def test_every_entry_is_in_the_calendar_or_among_the_losses(
    exported: Exported, timeline: Timeline, options: ICalendarOptions
) -> None:
    data, report = exported(timeline, options)

    found = {str(each["X-ALLIANCEKIT-ENTRY"]) for each in Calendar.from_ical(data).subcomponents}
    lost = {loss.entry for loss in report.losses if loss.field == WHOLE_ENTRY}

    assert found | lost == {entry.id for entry in timeline}
    assert not found & lost


@given(timelines())
@settings(max_examples=50)
def test_what_did_not_happen_is_never_confirmed(exported: Exported, timeline: Timeline) -> None:
    data, _ = exported(timeline)

    for event in Calendar.from_ical(data).walk("VEVENT"):
        if event["X-ALLIANCEKIT-REALIS"] != "actual":
            assert event["STATUS"] in ("TENTATIVE", "CANCELLED")


@given(timelines())
@settings(max_examples=50)
def test_the_calendars_of_all_years_hold_each_dated_item_once(
    exported: Exported, timeline: Timeline
) -> None:
    whole = Calendar.from_ical(exported(timeline)[0])

    uids = [
        str(each["UID"])
        for year in years(timeline)
        for each in Calendar.from_ical(exported(timeline, year=year)[0]).subcomponents
    ]

    assert sorted(uids) == sorted(str(each["UID"]) for each in whole.subcomponents)


@given(timelines())
@settings(max_examples=50)
def test_the_calendars_of_all_parties_hold_every_entry_that_has_one(
    exported: Exported, timeline: Timeline
) -> None:
    whole = {entry.id for entry in timeline if entry.parties}

    kept: set[str] = set()
    for party in parties(timeline):
        _, report = exported(timeline, party=party, fuzzy=FuzzyPolicy.journal)
        lost = {loss.entry for loss in report.losses if loss.field == WHOLE_ENTRY}
        kept |= {entry.id for entry in timeline} - lost

    assert kept == whole


@pytest.mark.parametrize(
    ("party", "language"), [("JPN", "en"), ("Japan", "en"), ("Japan", "ja"), ("日本", "ja")]
)
def test_a_calendar_is_limited_to_an_actor_by_id_or_name(
    party: str, language: str, exported: Exported, timeline_of: Any
) -> None:
    timeline = timeline_of(
        "- {id: a, event: summit, when: 2024-07-28, parties: [JPN, USA]}\n"
        "- {id: b, event: summit, when: 2024-08-28, parties: [FRA, USA]}"
    )

    data, report = exported(timeline, party=party, language=language)

    kept = Calendar.from_ical(data).subcomponents
    assert [str(each["X-ALLIANCEKIT-ENTRY"]) for each in kept] == ["daily#a"]
    assert "party" not in {loss.field for loss in report.losses}
    by_id, _ = exported(timeline, party="JPN")
    assert Calendar.from_ical(data)["UID"] == Calendar.from_ical(by_id)["UID"]


def test_an_actor_that_nobody_knows_is_told(exported: Exported, timeline_of: Any) -> None:
    timeline = timeline_of("- {id: a, event: summit, when: 2024-07-28, parties: [JPN, USA]}")

    _, report = exported(timeline, party="Nippon & Co")

    assert [loss.field for loss in report.losses] == ["party", WHOLE_ENTRY]


def _one(found: list[Any]) -> Any:
    (component,) = found
    return component


def test_a_day_is_all_day_with_the_day_after_as_its_end(components: Components) -> None:
    event = _one(components("- {id: a, event: summit, title: Talks, when: 2024-07-28}"))

    assert event["DTSTART"].dt == dt.date(2024, 7, 28)
    assert event["DTEND"].dt == dt.date(2024, 7, 29)
    assert event["SUMMARY"] == "Talks"
    assert event["STATUS"] == "CONFIRMED"
    assert event["TRANSP"] == "TRANSPARENT"


def test_the_last_day_that_a_calendar_knows_has_a_duration(components: Components) -> None:
    event = _one(components("- {id: a, event: summit, when: 9999-12-31}"))

    assert event["DURATION"].dt == dt.timedelta(days=1)
    assert "DTEND" not in event


def test_a_month_is_a_tentative_span_that_says_so(components: Components) -> None:
    event = _one(components("- {id: a, event: summit, title: Talks, when: 2025-03}"))

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2025, 3, 1), dt.date(2025, 4, 1))
    assert event["STATUS"] == "TENTATIVE"
    assert event["SUMMARY"] == "≈ Talks (March 2025)"
    assert event["DESCRIPTION"].startswith("Date known only to the month: March 2025.")
    assert event["X-ALLIANCEKIT-EDTF"] == "2025-03"
    assert event["X-ALLIANCEKIT-PRECISION"] == "month"
    assert event["X-ALLIANCEKIT-EARLIEST"] == "2025-03-01"
    assert event["X-ALLIANCEKIT-LATEST"] == "2025-03-31"


def test_a_year_is_one_day_and_the_loss_is_told(
    exported: Exported, timeline_of: Callable[..., Timeline]
) -> None:
    timeline = timeline_of("- {id: a, event: exercise, title: Drill, when: 2023}")

    data, report = exported(timeline)

    event = _one(Calendar.from_ical(data).walk("VEVENT"))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2023, 1, 1), dt.date(2023, 1, 2))
    assert event["SUMMARY"] == "≈ Drill (2023)"
    assert [(loss.entry, loss.field) for loss in report.losses] == [("daily#a", "when")]


@pytest.mark.parametrize(
    ("policy", "days", "forms"),
    [
        ("span", 31, ["VEVENT"]),
        ("marker", 1, ["VEVENT"]),
        ("journal", None, ["VJOURNAL"]),
        ("skip", None, []),
    ],
)
def test_the_policy_decides_how_a_month_is_shown(
    components: Components, policy: str, days: int | None, forms: list[str]
) -> None:
    found = components("- {id: a, event: summit, when: 2025-03}", fuzzy=FuzzyPolicy(policy))

    assert [each.name for each in found] == forms
    if days is not None:
        assert (found[0]["DTEND"].dt - found[0]["DTSTART"].dt).days == days


@pytest.mark.parametrize("policy", list(FuzzyPolicy))
def test_a_certain_day_is_an_event_under_every_policy(
    components: Components, policy: FuzzyPolicy
) -> None:
    assert (
        _one(components("- {id: a, event: summit, when: 2025-03-02}", fuzzy=policy)).name
        == "VEVENT"
    )


def test_an_undated_entry_is_a_journal_entry_where_uncertain_days_are(
    components: Components,
) -> None:
    journal = _one(components("- {id: a, event: visit, title: V}", fuzzy=FuzzyPolicy.journal))

    assert journal.name == "VJOURNAL"
    assert "DTSTART" not in journal
    assert journal["SUMMARY"] == "V (date unknown)"


def test_a_span_of_certain_days_is_shown_whole(components: Components) -> None:
    event = _one(components("- {id: a, event: exercise, title: X, when: 2023-11-01/2024-11-05}"))

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2023, 11, 1), dt.date(2024, 11, 6))
    assert event["SUMMARY"] == "X"


def test_a_moment_is_in_utc_and_its_local_time_stays(components: Components) -> None:
    event = _one(components("- {id: a, event: call, when: '2024-04-10T22:00:00+09:00'}"))

    assert event["DTSTART"].dt == dt.datetime(2024, 4, 10, 13, tzinfo=dt.UTC)
    assert "Time as given: 2024-04-10T22:00:00+09:00." in event["DESCRIPTION"]


@pytest.mark.parametrize("when", ["1950-04-10T22:00:00+09:00", "2024-04-10T22:00:00"])
def test_a_moment_of_old_or_without_a_zone_is_a_day(components: Components, when: str) -> None:
    event = _one(components(f"- {{id: a, event: call, when: '{when}'}}"))

    assert not isinstance(event["DTSTART"].dt, dt.datetime)


@pytest.mark.parametrize(
    ("realis", "status", "title"),
    [
        ("planned", "TENTATIVE", "Planned: V"),
        ("proposed", "TENTATIVE", "Proposed: V"),
        ("postponed", "TENTATIVE", "Postponed: V"),
        ("cancelled", "CANCELLED", "Cancelled: V"),
        ("denied", "CANCELLED", "Denied: V"),
    ],
)
def test_how_real_it_is_stands_in_status_and_title(
    components: Components, realis: str, status: str, title: str
) -> None:
    event = _one(
        components(f"- {{id: a, event: visit, title: V, when: 2024-09-01, realis: {realis}}}")
    )

    assert event["STATUS"] == status
    assert event["SUMMARY"] == title
    assert realis in event["CATEGORIES"].cats


def test_every_dated_step_of_an_agreement_is_an_event(components: Components) -> None:
    found = components(
        "- {id: a, agreement: reciprocal_access, title: RAA, parties: [JPN, AUS],"
        " milestones: {signed: 2022-01-06, in_force: 2023-08-13}}"
    )

    assert [str(each["SUMMARY"]) for each in found] == ["Signed: RAA", "In force: RAA"]
    assert "- Signed: 2022-01-06\n- In force: 2023-08-13" in found[0]["DESCRIPTION"]
    assert found[1]["RELATED-TO"] == found[0]["UID"]
    assert found[1]["RELATED-TO"].params["RELTYPE"] == "SIBLING"


def test_an_event_points_to_the_agreement_that_it_is_about(components: Components) -> None:
    found = components(
        "- {id: talks, event: negotiation, when: 2020-02-01, about: a}\n"
        "- {id: a, agreement: trade, title: Pact, milestones: {signed: 2022-01-06}}"
    )

    talks, signed = found
    assert talks["RELATED-TO"] == signed["UID"]
    assert talks["RELATED-TO"].params["RELTYPE"] == "PARENT"
    assert talks["RELATED-TO"].params["X-ALLIANCEKIT-RELATION"] == "about"
    assert "About: Pact" in talks["DESCRIPTION"]


def test_a_planned_opening_is_a_to_do_and_a_mirrored_event(components: Components) -> None:
    event, todo = components(
        "- {id: hq, event: founding, title: HQ opens, when: '[..2025-03-31]', realis: planned}"
    )

    assert (event.name, todo.name) == ("VEVENT", "VTODO")
    assert event["SUMMARY"] == "≈ Planned: HQ opens (by 2025-03-31)"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2025, 3, 31), dt.date(2025, 4, 1))
    assert todo["DUE"].dt == dt.date(2025, 3, 31)
    assert todo["STATUS"] == "NEEDS-ACTION"
    assert todo["RELATED-TO"] == event["UID"]
    assert todo["UID"] != event["UID"]


@pytest.mark.parametrize(
    ("policy", "forms"),
    [("both", ["VEVENT", "VTODO"]), ("todo", ["VTODO"]), ("event", ["VEVENT"])],
)
def test_the_policy_decides_what_a_deadline_is(
    components: Components, policy: str, forms: list[str]
) -> None:
    found = components(
        "- {id: hq, event: founding, when: 2025-03-31, realis: planned}",
        deadlines=DeadlinePolicy(policy),
    )

    assert [each.name for each in found] == forms


def test_a_planned_meeting_is_no_deadline(components: Components) -> None:
    assert (
        _one(components("- {id: a, event: summit, when: 2025-03-31, realis: planned}")).name
        == "VEVENT"
    )


def test_a_planned_expiry_is_a_deadline_on_its_last_possible_day(components: Components) -> None:
    found = components(
        "- {id: a, agreement: cost_sharing, title: SMA,"
        " milestones: {signed: 2016-01-22, expired: {when: 2021-03, realis: planned}}}"
    )

    todo = _one([each for each in found if each.name == "VTODO"])
    assert todo["DUE"].dt == dt.date(2021, 3, 31)
    assert todo["SUMMARY"] == "Deadline: Planned expiry: SMA (March 2021)"


def test_the_end_of_a_term_and_the_last_day_of_notice_are_worked_out(
    components: Components,
) -> None:
    record = (
        "- {id: a, agreement: cost_sharing, title: SMA, milestones: {in_force: 2016-04-01},"
        " term: {months: 60, notice_months: 12}}"
    )

    todos = [each for each in components(record, worked_out=True) if each.name == "VTODO"]

    assert [each["DUE"].dt for each in todos] == [dt.date(2020, 3, 31), dt.date(2021, 3, 31)]
    assert todos[1]["X-ALLIANCEKIT-BASIS"] == "60 months from entry into force on 2016-04-01"
    assert "Date worked out: 60 months from entry into force" in todos[1]["DESCRIPTION"]
    assert [each.name for each in components(record)] == ["VEVENT"]


@pytest.mark.parametrize(
    ("milestones", "months", "notice", "due"),
    [
        ("in_force: 2020-02-29", 12, "", ["2021-02-27"]),
        ("in_force: 2020-01-01, renewed: 2024-01-01", 12, "", []),
        ("in_force: 2020-01", 12, "", ["2021-01-30"]),
        ("in_force: '[..2020-01]'", 12, "", []),
        (
            "in_force: 2020-01-01, notice_given: 2020-06-01",
            12,
            ", notice_months: 1",
            ["2020-07-01"],
        ),
        ("in_force: 9999-01-01", 12, ", notice_months: 1", []),
        (
            "in_force: 2020-01-01, expired: {when: 2025-08-31, realis: expected}",
            12,
            ", notice_months: 6",
            ["2025-08-31", "2025-02-28"],
        ),
        (
            "notice_given: [{when: 2020-06-01, by: JPN}, {when: 2021-06-01, by: USA}]",
            12,
            ", notice_months: 1",
            ["2020-07-01", "2021-07-01"],
        ),
        ("expired: {when: 0001-03-31, realis: expected}", 12, ", notice_months: 6", ["0001-03-31"]),
    ],
)
def test_what_falls_due_by_a_term_is_a_to_do_on_its_last_possible_day(
    components: Components, milestones: str, months: int, notice: str, due: list[str]
) -> None:
    found = components(
        f"- {{id: a, agreement: trade, milestones: {{{milestones}}},"
        f" term: {{months: {months}{notice}}}}}",
        worked_out=True,
    )

    todos = [each["DUE"].dt.isoformat() for each in found if each.name == "VTODO"]
    assert todos == due


def test_an_entry_into_force_that_final_clauses_come_to_is_worked_out(
    components: Components,
) -> None:
    found = components(
        "- {id: a, agreement: trade, title: Pact, parties: [JPN, USA],"
        " milestones: {signed: 2020-01-31}, enters_into_force: {kind: on_signature, months: 1}}",
        worked_out=True,
    )

    (todo,) = [each for each in found if each.name == "VTODO"]
    assert todo["DUE"].dt == dt.date(2020, 2, 29)
    assert todo["SUMMARY"] == "Deadline: Expected entry into force: Pact"
    assert "Enters into force: on signature, then 1 month" in todo["DESCRIPTION"]


@pytest.mark.parametrize(
    ("stage", "noun"),
    [
        ("requested", "request"),
        ("notified", "notification"),
        ("approved", "approval"),
        ("contracted", "contract"),
        ("delivered", "delivery"),
    ],
)
def test_a_step_of_a_sale_that_is_to_come_is_called_by_a_noun(
    components: Components, stage: str, noun: str
) -> None:
    found = components(
        f"- {{id: a, agreement: arms_transfer, title: Jets,"
        f" milestones: {{{stage}: {{when: 2030-01-02, realis: planned}}}}}}"
    )
    assert {str(each["SUMMARY"]) for each in found} >= {f"Deadline: Planned {noun}: Jets"}


def _same(*records: str) -> Collection:
    return Collection(decisions=(Decision(judgement=Judgement.same, records=records),))


def test_a_plan_that_came_true_is_a_completed_to_do(exported: Exported) -> None:
    plan = read_text(
        "source: {id: early, published: 2023-01-01}\nrecords:\n"
        "- {id: hq, event: founding, title: Joint command opens, parties: [JPN],"
        " when: '[..2025-03-31]', realis: planned}\n"
    )
    done = read_text(
        "source: {id: late, published: 2025-04-01}\nrecords:\n"
        "- {id: hq, event: founding, title: Joint command opens, parties: [JPN],"
        " when: 2025-03-24}\n"
    )
    same = _same("early#hq", "late#hq")

    found = Calendar.from_ical(exported(merge(plan | done | same))[0]).subcomponents

    assert [each.name for each in found] == ["VEVENT", "VTODO"]
    event, todo = found
    assert event["STATUS"] == "CONFIRMED"
    assert (todo["STATUS"], todo["DUE"].dt) == ("COMPLETED", dt.date(2025, 3, 31))
    assert todo["PERCENT-COMPLETE"] == 100
    assert "Done: a later report says that it happened." in todo["DESCRIPTION"]
    assert event["SEQUENCE"] == 1


def test_alarms_are_off_unless_asked_for_and_only_for_what_is_still_to_be_done(
    components: Components,
) -> None:
    record = "- {id: hq, event: founding, title: HQ, when: 2025-03-31, realis: planned}"

    assert not [each for each in components(record) if each.subcomponents]

    event, todo = components(record, alarm_days=(7,))
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", dt.timedelta(days=-7))
    assert alarm["DESCRIPTION"] == event["SUMMARY"]
    assert todo.walk("VALARM")[0]["TRIGGER"].params["RELATED"] == "END"


def test_categories_are_words_without_marks(components: Components) -> None:
    event = _one(
        components("- {id: a, event: arms_sale, parties: {seller: JPN, buyer: USA}, when: 2024}")
    )

    assert event["CATEGORIES"].cats == [
        "event",
        "transfer",
        "arms-sale",
        "fuzzy-date",
        "JPN",
        "USA",
    ]


def test_place_and_address_have_their_properties(components: Components) -> None:
    event = _one(
        components(
            "- {id: a, event: summit, when: 2024-07-28,"
            " place: {name: Tokyo, country: JPN, latitude: 35.68, longitude: 0.0000001}}"
        )
    )

    assert event["LOCATION"] == "Tokyo, Japan"
    assert event["GEO"].to_ical() == "35.68;0.0"


def test_sources_that_disagree_are_shown_and_make_it_tentative(exported: Exported) -> None:
    reports = [
        read_text(
            f"source: {{id: {name}, published: 2024-08-01}}\nrecords:\n"
            f"- {{id: a, event: summit, title: Tokyo summit, parties: [JPN, USA], place: Tokyo,"
            f" when: {day}}}\n"
        )
        for name, day in (("one", "2024-07-28"), ("two", "2024-07-29"))
    ]
    same = _same("one#a", "two#a")

    data, _ = exported(merge(reports[0] | reports[1] | same), profile=Profile.rich)
    event, note = Calendar.from_ical(data).subcomponents

    assert event["STATUS"] == "TENTATIVE"
    assert event["X-ALLIANCEKIT-CONFLICT"] == "when"
    assert "disputed" in event["CATEGORIES"].cats
    assert "Sources disagree on when:" in event["DESCRIPTION"]
    assert "2024-07-28 [one#a]" in event["DESCRIPTION"]
    assert "2024-07-29 [two#a]" in event["DESCRIPTION"]
    assert note.name == "VJOURNAL"
    assert note["RELATED-TO"] == event["UID"]


def test_claims_that_read_alike_are_told_once_with_all_their_records(exported: Exported) -> None:
    reports = [
        read_text(
            f"source: {{id: {name}, published: 2024-08-01}}\nrecords:\n"
            "- {id: a, agreement: trade, title: Pact, parties: [JPN, USA],"
            f" milestones: {{signed: {{when: {day}, cites: {name}}}}},"
            f" money: USD {millions} million}}\n"
        )
        for name, day, millions in (
            ("one", "2024-07-28", 350),
            ("two", "2024-07-28", 110),
            ("three", "2024-07-29", 110),
        )
    ]
    same = _same("one#a", "two#a") | _same("two#a", "three#a")

    data, _ = exported(merge(reports[0] | reports[1] | reports[2] | same))

    text = str(Calendar.from_ical(data).subcomponents[0]["DESCRIPTION"])
    assert "signed 2024-07-28 [one#a, two#a]; signed 2024-07-29 [three#a]" in text
    assert "USD 350,000,000 [one#a]" in text


def test_a_date_on_which_the_entry_shows_none_is_the_earliest_claim(
    exported: Exported, timeline_of: Any
) -> None:
    timeline = timeline_of(
        "- {id: a, event: summit, title: Talks}\n"
        "- {id: b, agreement: trade, title: Pact, milestones: [{stage: signed}]}"
    )
    early, late = FuzzyDate("2024-07-28"), FuzzyDate("2024-07-30")
    steps = tuple(Milestone(stage=Stage.signed, when=when) for when in (late, early))
    claims = {"when": (late, early), "milestones.signed": steps}
    entries = tuple(
        attrs.evolve(
            entry,
            fields=tuple(
                FusedField(
                    name=name,
                    status=FieldStatus.conflict,
                    value=None,
                    claims=tuple(Claim(value=value, records=(entry.id,)) for value in values),
                    policy="tie",
                )
                for name, values in claims.items()
            ),
        )
        for entry in timeline
    )

    data, _ = exported(attrs.evolve(timeline, entries=entries))

    for event in Calendar.from_ical(data).subcomponents:
        assert event["DTSTART"].dt == dt.date(2024, 7, 28)
        assert event["STATUS"] == "TENTATIVE"
        assert event["X-ALLIANCEKIT-BASIS"] == "the earliest of the dates that sources disagree on"


def test_two_entries_of_one_identity_are_one_event_and_a_loss(
    exported: Exported, timeline_of: Any
) -> None:
    timeline = timeline_of("- {id: a, event: summit, when: 2024-07-28}")

    data, report = exported(attrs.evolve(timeline, entries=timeline.entries * 2))

    assert data.count(b"BEGIN:VEVENT") == 1
    assert [(loss.entry, loss.field) for loss in report.losses] == [("daily#a", "*")]


def test_a_plan_that_is_only_proposed_in_the_end_is_no_deadline(exported: Exported) -> None:
    timeline = merge(
        read_text(
            "source: {id: s, published: 2024-08-01}\nrecords:\n"
            "- {id: hq, event: founding, title: HQ, when: 2025-03-31, realis: planned}\n"
        )
    )
    (entry,) = timeline.entries
    says = attrs.evolve(entry.says, realis=Realis.proposed)

    data, _ = exported(attrs.evolve(timeline, entries=(attrs.evolve(entry, says=says),)))

    assert _one(Calendar.from_ical(data).subcomponents)["SUMMARY"] == "Proposed: HQ"


def test_an_alarm_too_far_away_is_told(exported: Exported, timeline_of: Any) -> None:
    _, report = exported(
        timeline_of("- {id: a, event: summit, when: 2024-07-28}"), alarm_days=(7, -1, 4_000)
    )

    assert [loss.field for loss in report.losses] == ["alarm_days", "alarm_days"]


def test_the_rich_profile_has_links_groups_and_participants(exported: Exported) -> None:
    report = read_text(
        "source: {id: s, outlet: 'The \"Daily\"; x', url: 'https://a.b/c;d',"
        " published: 2024-08-01}\nrecords:\n"
        "- {id: a, event: summit, when: 2024-07-28, parties: {host: JPN}, place: Tokyo}\n"
        "- {id: b, event: summit, when: 2025-07-28, follows: a}\n"
    )

    data, _ = exported(merge(report), profile=Profile.rich)
    first, second = Calendar.from_ical(data).subcomponents

    assert first["LINK"].params["LABEL"] == 'The "Daily"; x'
    assert str(first["REFID"]) == "s#a"
    assert [each.name for each in first.subcomponents] == ["PARTICIPANT", "VLOCATION"]
    assert first["RELATED-TO"].params["RELTYPE"] == "NEXT"
    assert first["RELATED-TO"] == second["UID"]
    portable = exported(merge(report))[0]
    assert not {b"LINK", b"REFID", b"CONCEPT", b"PARTICIPANT"} & set(portable.split())


def test_the_head_names_the_calendar_and_its_source(exported: Exported, timeline_of: Any) -> None:
    data, _ = exported(
        timeline_of("- {id: a, event: summit, when: 2024-07-28}"),
        name="Allies; all",
        description="D",
        url="https://a.b/c",
        color="Navy",
        refresh_days=3,
    )

    calendar = Calendar.from_ical(data)
    lines = data.decode().split("\r\n")
    assert r"NAME:Allies\; all" in lines
    assert r"X-WR-CALNAME:Allies\; all" in lines
    assert calendar["DESCRIPTION"] == calendar["X-WR-CALDESC"] == "D"
    assert "SOURCE;VALUE=URI:https://a.b/c" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:P3D" in lines
    assert "X-PUBLISHED-TTL:P3D" in lines
    assert "COLOR:navy" in lines
    assert "METHOD" not in calendar
    assert calendar["PRODID"].startswith("-//alliancekit//")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url", "no such: thing\r\nX:1"),
        ("color", "no such: thing\r\nX:1"),
        ("color", "nosuchcolour"),
        ("color", "#123456"),
    ],
)
def test_an_address_or_colour_that_is_none_is_left_out_and_told(
    exported: Exported, timeline_of: Any, name: str, value: str
) -> None:
    timeline = timeline_of("- {id: a, event: summit, when: 2024-07-28}")

    data, report = exported(timeline, **{name: value})

    assert [loss.field for loss in report.losses] == [name]
    assert b"X:1" not in data
    assert b"COLOR" not in data


def test_every_colour_of_css_is_one_and_is_written_in_small_letters(
    exported: Exported, timeline_of: Any
) -> None:
    timeline = timeline_of("- {id: a, event: summit, when: 2024-07-28}")
    assert len(COLORS) == 147
    for color in ("RebeccaPurple", "SlateGrey"):
        data, report = exported(timeline, color=color)
        is_one = color.lower() in COLORS
        assert (f"COLOR:{color.lower()}\r\n".encode() in data) is is_one
        assert bool(report.losses) is not is_one


def test_titles_and_names_come_in_the_language_asked_for(components: Components) -> None:
    event = _one(
        components(
            "- {id: a, event: summit, title: {en: Talks, vi: Hội đàm}, when: 2024-07-28,"
            " parties: [JPN]}",
            language="vi",
        )
    )

    assert event["SUMMARY"] == "Hội đàm"
    assert event["SUMMARY"].params["LANGUAGE"] == "vi"
    assert "Nhật Bản" in event["DESCRIPTION"]
    assert "Title (en): Talks" in event["DESCRIPTION"]


def test_everything_that_a_record_says_stands_in_the_description(components: Components) -> None:
    event = components(
        "- {id: a, agreement: arms_transfer, subkind: missiles, legal_form: contract, title: Sale,"
        " parties: [{actor: JPN, role: seller, via: JPN.ATLA, people: [Someone]},"
        " {actor: USA, role: buyer, span: 2020/..}],"
        " milestones: {signed: {when: 2024-07-28, place: Tokyo, by: JPN}, mooted: 2023},"
        " money: JPY 3 billion = nearly USD 20 million, quantities: {missiles: about 10},"
        " items: [PAC-3], identifiers: {UNTS: '5320'}, edition: 2, amendment: 1, place: Tokyo,"
        " summary: My words,"
        " cites: [p2], obligations: [{kind: pay, debtor: USA, creditors: [JPN]}], term: 12 months}"
    )[0]

    text = str(event["DESCRIPTION"])
    for said in (
        "My words",
        "Agreement: arms transfer, contract (missiles)",
        "Japan (seller; via Acquisition, Technology",
        "Someone",
        "United States (buyer; from 2020, no end)",
        "Signed by Japan: 2024-07-28, Tokyo",
        "Mooted: 2023",
        "Sum: JPY 3,000,000,000 = nearly USD 20,000,000",
        "Number: about 10 missiles",
        "About: PAC-3",
        "Identifier: UNTS 5320",
        "Edition: 2",
        "Amendment: 1",
        "Place: Tokyo",
        "Obligation: USA pay JPN",
        "Term: 12 months",
        "The Daily, 2024-08-01, p2 [daily#a]",
    ):
        assert said in text


def test_stamps_are_days_of_sources_and_never_the_clock(components: Components) -> None:
    event = _one(components("- {id: a, event: summit, when: 2024-07-28}"))

    day = dt.datetime(2024, 8, 1, tzinfo=dt.UTC)
    assert [event[name].dt for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED")] == [day] * 3
    assert event["SEQUENCE"] == 0


_SCRIPT = """
import sys
from alliancekit.merging import MergeOptions, merge
from alliancekit.records import read_text
from alliancekit.exporting import export
from alliancekit_icalendar import ICalendarOptions, Profile, icalendar
timeline = merge(read_text(sys.argv[1]))
export(timeline, sys.stdout.buffer, icalendar, ICalendarOptions(profile=Profile.rich))
"""


@pytest.mark.slow
def test_another_process_writes_the_same_bytes(exported: Exported) -> None:
    report = (
        "source: {id: s, published: 2024-08-01}\nrecords:\n"
        "- {id: a, event: summit, title: Tên, when: 2024-07-28, parties: [JPN, USA, VNM]}\n"
        "- {id: b, agreement: trade, milestones: {signed: 2024-07}}\n"
    )

    outputs = {exported(merge(read_text(report)), profile=Profile.rich)[0]}
    for seed, zone, locale in (("1", "Asia/Tokyo", "C"), ("2", "America/Lima", "C.UTF-8")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        run = subprocess.run(
            [sys.executable, "-c", _SCRIPT, report],
            env=environment,
            capture_output=True,
            check=True,
        )
        outputs.add(run.stdout)

    assert len(outputs) == 1


def test_the_light_module_imports_no_calendar_library() -> None:
    code = "import sys, alliancekit_icalendar; print('icalendar' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True
    )

    assert run.stdout.strip() == b"False"


def _told_twice(*records: str) -> str:
    """Return reports of two sources, one record each, on following months."""
    return "---\n".join(
        f"source: {{id: s{n}, language: en, published: 2024-0{n + 3}-01}}\nrecords: [{told}]\n"
        for n, told in enumerate(records)
    )


def test_days_that_a_plan_gave_up_are_told_and_kept(exported: Exported) -> None:
    summit = "id: x, event: summit, title: Leaders' summit in Tokyo, parties: [JPN, PHL]"
    text = _told_twice(
        f"{{{summit}, when: 2024-05-10, realis: planned}}",
        f"{{{summit}, when: 2024-06-12, realis: postponed}}",
    )
    data, _ = exported(merge(read_text(text)))
    (event,) = Calendar.from_ical(data).subcomponents
    assert event["DTSTART"].dt == dt.date(2024, 6, 12)
    assert event["DESCRIPTION"].splitlines()[0] == "Planned before for: 2024-05-10 [s0#x]"
    assert event["X-ALLIANCEKIT-SLIP"] == "2024-05-10"
    kept, _ = exported(merge(read_text(_told_twice(f"{{{summit}, when: 2024-05-10}}"))))
    assert b"SLIP" not in kept


def test_a_wire_in_two_papers_is_one_source_and_says_so(exported: Exported) -> None:
    wire = (
        "{id: x, event: signing, title: Japan and Philippines sign access pact, when: 2024-04-08,"
        " parties: [JPN, PHL], summary: Ministers of both countries signed the pact in a short"
        " ceremony on Monday and troops may train on each other's soil from next year on}"
    )
    text = _told_twice(wire, wire).replace("published: 2024-03-01", "published: 2024-04-01")
    timeline = merge(read_text(text))
    data, _ = exported(timeline)
    (event,) = Calendar.from_ical(data).subcomponents
    assert "1 independent source:" in event["DESCRIPTION"]
    assert event["DESCRIPTION"].splitlines()[-1] == str(timeline.copies[0])


def test_what_may_be_the_same_is_told_at_both(
    timeline_of: Callable[..., Timeline], exported: Exported
) -> None:
    timeline = timeline_of(
        "- {id: a, event: visit, title: A, when: 2024-05-01}\n"
        "- {id: b, event: visit, title: B, when: 2024-05-02}"
    )
    link = Link(origin="daily#a", relation=Relation.unsure, target="daily#b", reason="alike")
    data, _ = exported(attrs.evolve(timeline, links=(link,)))
    first, second = Calendar.from_ical(data).subcomponents
    assert "Perhaps the same as: B (alike)" in first["DESCRIPTION"]
    assert "Perhaps the same as: A (alike)" in second["DESCRIPTION"]
    assert (first["RELATED-TO"], second["RELATED-TO"]) == (second["UID"], first["UID"])


def test_decisions_are_told_as_lost_and_what_was_chosen_is_kept(
    timeline_of: Callable[..., Timeline], exported: Exported
) -> None:
    timeline = timeline_of("- {id: a, event: visit, when: 2024-05-01}")
    decision = Decision(judgement=Judgement.prefer, records=("daily#a",), field="when")
    told = attrs.evolve(
        timeline,
        collection=attrs.evolve(timeline.collection, decisions=(decision,)),
        options=MergeOptions(policies={"when": "trust"}, trust={"The Daily": 3}),
    )
    data, report = exported(told)
    assert [loss.field for loss in report.losses] == ["decisions"]
    calendar = Calendar.from_ical(data)
    assert calendar["X-ALLIANCEKIT-POLICY"] == "when: trust"
    assert calendar["X-ALLIANCEKIT-TRUST"] == "The Daily: 3"
