"""Updates: what was published once is changed in place, never doubled and never lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from alliancekit.errors import OptionsError
from alliancekit.merging import merge
from alliancekit.model import Collection, Decision, Judgement
from alliancekit.records import read_text
from alliancekit.testing import timelines
from alliancekit.timeline import Timeline
from alliancekit_icalendar import Form, ICalendarOptions, Profile, Published, lint, published, uid
from alliancekit_icalendar._previous import published_lines

Exported = Callable[..., tuple[bytes, Any]]
TimelineOf = Callable[..., Timeline]

_TWO = """
- {id: a, event: summit, title: First talks, when: 2024-07-28, parties: [JPN, USA]}
- {id: b, event: exercise, title: Drill, when: 2023-07, parties: [JPN, AUS]}
"""


def _by_uid(data: bytes) -> dict[str, Any]:
    return {str(each["UID"]): each for each in Calendar.from_ical(data).subcomponents}


def _published(data: bytes) -> tuple[Published, ...]:
    return published_lines(data.decode().split("\n"))


@given(timelines(), st.sampled_from(Profile))
@settings(max_examples=40)
def test_an_export_after_an_export_of_the_same_is_the_same(
    exported: Exported, timeline: Timeline, profile: Profile
) -> None:
    first, _ = exported(timeline, profile=profile)

    again, _ = exported(timeline, profile=profile, previous=_published(first))

    assert again == first


@given(timelines(), timelines())
@settings(max_examples=40)
def test_every_identity_stays_and_no_revision_goes_back(
    exported: Exported,
    tmp_path_factory: pytest.TempPathFactory,
    before: Timeline,
    after: Timeline,
) -> None:
    old, _ = exported(before)

    new, _ = exported(after, previous=_published(old))

    old_ones, new_ones = _by_uid(old), _by_uid(new)
    assert old_ones.keys() <= new_ones.keys()
    for identity, one in old_ones.items():
        changed = new_ones[identity]
        is_same = one.to_ical() == changed.to_ical()
        assert changed["SEQUENCE"] > one["SEQUENCE"] or is_same
        assert changed["DTSTAMP"].dt >= one["DTSTAMP"].dt
    path = tmp_path_factory.getbasetemp() / "updated.ics"
    path.write_bytes(new)
    assert lint(path) == ()


def test_one_change_changes_one_component(exported: Exported, timeline_of: TimelineOf) -> None:
    first, _ = exported(timeline_of(_TWO))
    changed = timeline_of(_TWO.replace("First talks", "First long talks"))

    second, _ = exported(changed, previous=_published(first))

    before, after = _by_uid(first), _by_uid(second)
    assert before.keys() == after.keys()
    revised = [key for key in before if before[key].to_ical() != after[key].to_ical()]
    assert revised == [uid("daily#a")]
    assert after[uid("daily#a")]["SEQUENCE"] == 1


def test_what_vanishes_is_withdrawn_once_and_comes_back(
    exported: Exported, timeline_of: TimelineOf
) -> None:
    head = "\nsource: {id: daily, published: 2024-08-01}\nrecords:"
    one = "\n".join(line for line in _TWO.splitlines() if "Drill" not in line)
    first, _ = exported(timeline_of(_TWO, head))

    second, _ = exported(timeline_of(one, head), previous=_published(first))
    third, _ = exported(timeline_of(one, head), previous=_published(second))
    fourth, _ = exported(timeline_of(_TWO, head), previous=_published(third))

    gone = _by_uid(second)[uid("daily#b")]
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 1)
    assert gone["X-ALLIANCEKIT-WITHDRAWN"] == "TRUE"
    assert gone["SUMMARY"] == "≈ Drill (July 2023)"
    assert gone["DTEND"].dt.isoformat() == "2023-08-01"
    assert third == second
    back = _by_uid(fourth)[uid("daily#b")]
    assert (back["STATUS"], back["SEQUENCE"]) == ("TENTATIVE", 2)


def _reports(*days: tuple[str, str]) -> Collection:
    collection = Collection()
    for name, published_on in days:
        collection |= read_text(
            f"source: {{id: {name}, published: {published_on}}}\nrecords:\n"
            "- {id: talks, event: summit, title: Talks, when: 2024-07-28, parties: [JPN, USA]}\n"
        )
    if len(days) > 1:
        ids = tuple(f"{name}#talks" for name, _ in days)
        collection |= Collection(decisions=(Decision(judgement=Judgement.same, records=ids),))
    return collection


def test_an_earlier_source_that_joins_makes_no_second_event(exported: Exported) -> None:
    first, _ = exported(merge(_reports(("late", "2024-08-02"))))
    joined = merge(_reports(("late", "2024-08-02"), ("early", "2024-07-29")))
    assert joined.entries[0].id == "early#talks"

    second, _ = exported(joined, previous=_published(first))

    assert list(_by_uid(second)) == [uid("late#talks")]
    assert _by_uid(second)[uid("late#talks")]["SEQUENCE"] == 1


def test_a_planned_to_do_that_is_no_longer_planned_is_withdrawn_as_a_to_do(
    exported: Exported, timeline_of: TimelineOf
) -> None:
    plan = "- {id: hq, event: founding, title: HQ, when: 2025-03-31, realis: planned}"
    first, _ = exported(timeline_of(plan))

    second, _ = exported(
        timeline_of(plan.replace(", realis: planned", "")),
        previous=_published(first),
    )

    event, todo = Calendar.from_ical(second).subcomponents
    assert (event.name, event["STATUS"]) == ("VEVENT", "CONFIRMED")
    assert (todo.name, todo["STATUS"], todo["DUE"].dt.isoformat()) == (
        "VTODO",
        "CANCELLED",
        "2025-03-31",
    )


def test_published_reads_what_was_written(
    exported: Exported, timeline_of: TimelineOf, tmp_path: Path
) -> None:
    path = tmp_path / "a.ics"
    path.write_bytes(exported(timeline_of(_TWO))[0])

    drill, talks = published(path)

    assert (talks.uid, talks.entry, talks.sequence) == (uid("daily#a"), "daily#a", 0)
    assert (talks.summary, talks.stamp) == ("First talks", "20240801T000000Z")
    assert drill.first is not None
    assert drill.last is not None
    assert (drill.first.isoformat(), drill.last.isoformat()) == ("2023-07-01", "2023-07-31")


@pytest.mark.parametrize("data", [b"", b"nonsense", b"\xff"])
def test_what_is_no_calendar_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.ics"
    path.write_bytes(data)

    with pytest.raises(OptionsError, match="previous:"):
        published(path)


def test_a_calendar_that_ends_too_soon_gives_what_is_whole() -> None:
    assert published_lines(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:x", ""]) == ()


def test_a_foreign_calendar_gives_what_it_has() -> None:
    (found,) = _published(
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\\,y\n z\nSEQUENCE:99999999999\n"
        b"DTSTART;TZID=X:20240230T100000\nSUMMARY:a\\nb\nEND:VEVENT\nEND:VCALENDAR\n"
    )

    assert attrs.evolve(found, digest="") == Published(uid="x,yz", summary="a\nb")


@pytest.mark.parametrize("form", list(Form))
def test_a_component_of_which_little_is_known_can_be_withdrawn(
    exported: Exported, timeline_of: TimelineOf, form: Form, tmp_path: Path
) -> None:
    old = Published(uid="u", form=form, summary=" ", stamp="x", sequence=2**31 - 1)

    data, _ = exported(timeline_of(_TWO), ICalendarOptions(previous=(old, old, Published())))

    path = tmp_path / "a.ics"
    path.write_bytes(data)
    assert lint(path) == ()
    gone = _by_uid(data)["u"]
    assert (gone.name, gone["SUMMARY"], gone["SEQUENCE"]) == (form, "(untitled)", 2**31 - 1)
