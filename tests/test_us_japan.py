"""What the merged timeline of the five reports on the US–Japan alliance must show."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

import alliancekit as ak
from alliancekit.dates import FuzzyDate, Tri
from alliancekit.kinds import Realis, Stage
from alliancekit.model import Agreement, Decision, Judgement
from alliancekit.timeline import Entry, FieldStatus, Link, Relation, Timeline

FOLDER = Path(__file__).parents[1] / "examples" / "us_japan"

PATRIOT = "patriot-sale-2024-08"
SUMMIT = "april-summit-2024-04"
COMMAND = "us-command-2024-07"
COSTS = "cost-sharing-2021-01"
FRANCE = "france-japan-2024-05"

SECOND_SOURCE = """
source:
  id: japan-cabinet-2022-12-16
  outlet: Cabinet Secretariat of Japan
  language: ja
  published: 2022-12-16
records:
  - id: build-up
    event: announcement
    title: Japan announces its biggest military build-up since 1945
    parties: {announcer: JPN}
    when: 2022-12-16
"""


@pytest.fixture(scope="module")
def collection() -> ak.Collection:
    """Return the five reports, without anybody's decisions."""
    return ak.read(FOLDER / "reports", FOLDER / "actors.yaml")


@pytest.fixture(scope="module")
def timeline(collection: ak.Collection) -> Timeline:
    return ak.merge(collection)


def _records(entry: Entry) -> set[str]:
    return {record.id for record in entry.records}


def _links(timeline: Timeline, a: str, b: str) -> list[Link]:
    ends = {timeline.entry(a).id, timeline.entry(b).id}
    return [link for link in timeline.links if {link.origin, link.target} == ends]


def test_no_record_is_lost(collection: ak.Collection, timeline: Timeline) -> None:
    merged = [record for entry in timeline for record in entry.records]
    assert sorted(merged, key=lambda r: r.id) == list(collection.records)


def test_there_is_one_2_plus_2_meeting_dated_by_the_translation(timeline: Timeline) -> None:
    meeting = timeline.entry(f"{COMMAND}#two-plus-two")
    assert _records(meeting) == {f"{COMMAND}#two-plus-two", f"{PATRIOT}#two-plus-two"}
    assert isinstance(meeting.when, FuzzyDate)
    assert meeting.when.edtf == "2024-07-28"
    assert meeting.sources == (PATRIOT, COMMAND)
    assert meeting.conflicts == ()


def test_there_is_one_april_summit_and_a_month_does_not_contradict_its_day(
    timeline: Timeline,
) -> None:
    summit = timeline.entry(f"{SUMMIT}#summit")
    assert _records(summit) == {f"{SUMMIT}#summit", f"{COMMAND}#april-summit"}
    assert isinstance(summit.when, FuzzyDate)
    assert summit.when.edtf == "2024-04-10"
    when = summit.field("when")
    assert when is not None
    assert when.status is FieldStatus.refined
    assert {claim.value.edtf for claim in when.claims} == {"2024-04-10", "2024-04"}


def test_there_is_one_joint_headquarters_with_its_history_under_the_treaty(
    timeline: Timeline,
) -> None:
    headquarters = timeline.entry(f"{COMMAND}#joint-headquarters")
    assert _records(headquarters) == {
        f"{SUMMIT}#military-command",
        f"{PATRIOT}#joint-headquarters",
        f"{COMMAND}#joint-headquarters",
    }
    assert isinstance(headquarters.says, Agreement)
    steps = {
        (step.stage, step.when.edtf if step.when else None) for step in headquarters.says.milestones
    }
    assert (Stage.announced, "2024-04-10") in steps
    assert (Stage.agreed_in_principle, "2024-07-28") in steps
    treaty = timeline.entry(f"{COSTS}#security-treaty")
    assert any(
        link.origin == headquarters.id and link.relation is Relation.under
        for link in timeline.links
        if link.target == treaty.id
    )


def test_there_is_one_industrial_forum_which_two_other_deals_touch(timeline: Timeline) -> None:
    forum = timeline.entry(f"{COMMAND}#dicas")
    assert _records(forum) == {f"{SUMMIT}#industry-forum", f"{COMMAND}#dicas"}
    for id in (f"{PATRIOT}#working-groups", f"{COMMAND}#april-package"):
        assert _links(timeline, id, f"{COMMAND}#dicas"), id


def test_there_is_one_security_treaty(timeline: Timeline) -> None:
    treaty = timeline.entry(f"{COMMAND}#security-treaty")
    assert _records(treaty) == {f"{COMMAND}#security-treaty", f"{COSTS}#security-treaty"}


def test_the_patriot_sale_and_the_pac_3_plan_are_apart_and_linked(timeline: Timeline) -> None:
    sale = timeline.entry(f"{PATRIOT}#patriot-sale")
    plan = timeline.entry(f"{COMMAND}#pac-3-production")
    assert sale.id != plan.id
    assert _links(timeline, sale.id, plan.id)


def test_the_four_reciprocal_access_agreements_are_apart(timeline: Timeline) -> None:
    ids = [f"{FRANCE}#raa-{name}" for name in ("france", "australia", "uk", "philippines")]
    for a, b in combinations(ids, 2):
        assert timeline.entry(a).id != timeline.entry(b).id


@pytest.mark.parametrize(
    "id",
    [
        f"{SUMMIT}#air-defence-link",
        f"{SUMMIT}#aukus-japan",
        f"{SUMMIT}#microsoft-investment",
        f"{SUMMIT}#artemis-landing",
        f"{SUMMIT}#aviation-fuel",
        f"{SUMMIT}#texas-rail",
        f"{COMMAND}#jsdf-headquarters",
        f"{COSTS}#provisional-deal",
        f"{COSTS}#long-term-deal",
        f"{COSTS}#next-round",
        f"{FRANCE}#raa-france",
        f"{FRANCE}#raa-philippines",
    ],
)
def test_what_is_proposed_expected_or_planned_is_never_shown_as_done(
    timeline: Timeline, id: str
) -> None:
    entry = timeline.entry(id)
    assert entry.realis is not Realis.actual
    if isinstance(entry.says, Agreement):
        assert entry.says.status("2024-08-02").in_force is not Tri.YES
        assert entry.says.status("2024-08-02").is_in(Stage.signed) is Tri.NO


@pytest.mark.parametrize(
    ("id", "n_witnesses"),
    [
        (f"{COMMAND}#two-plus-two", 2),
        (f"{SUMMIT}#summit", 2),
        (f"{COMMAND}#joint-headquarters", 3),
        (f"{COMMAND}#dicas", 2),
        (f"{COMMAND}#security-treaty", 2),
        (f"{COMMAND}#pac-3-production", 1),
        (f"{PATRIOT}#patriot-sale", 1),
        (f"{FRANCE}#military-build-up", 1),
    ],
)
def test_each_entry_tells_how_many_independent_sources_stand_behind_it(
    timeline: Timeline, id: str, n_witnesses: int
) -> None:
    assert len(timeline.entry(id).witnesses) == n_witnesses


def test_a_translation_is_no_second_witness(collection: ak.Collection, tmp_path: Path) -> None:
    original = tmp_path / "original.yaml"
    original.write_text(
        "source: {id: congluan-305266, outlet: congluan.vn, language: vi, author: Ngoc Anh,"
        " based_on: [japan-times-2024-07, reuters-2024-07]}\n"
        "records:\n"
        "  - {id: two-plus-two, event: ministerial, subkind: 2+2, parties: [USA, JPN],"
        ' title: US–Japan 2+2 meeting, when: 2024-07-28, place: "Tokyo, JPN"}\n',
        encoding="utf-8",
    )
    both = ak.read(FOLDER / "reports", FOLDER / "actors.yaml", original)
    meeting = ak.merge(both).entry("congluan-305266#two-plus-two")
    assert f"{COMMAND}#two-plus-two" in _records(meeting)
    assert len(meeting.records) == 3
    assert len(meeting.witnesses) == 2


def test_a_false_date_shows_as_a_conflict_once_a_second_source_stands_against_it(
    collection: ak.Collection, tmp_path: Path
) -> None:
    second = tmp_path / "second.yaml"
    second.write_text(SECOND_SOURCE, encoding="utf-8")
    alone = ak.merge(collection).entry(f"{FRANCE}#military-build-up")
    assert alone.conflicts == ()

    both = collection | ak.read(second)
    build_up = ak.merge(both).entry(f"{FRANCE}#military-build-up")
    assert len(build_up.records) == 2
    [conflict] = [field for field in build_up.conflicts if field.name == "when"]
    assert {claim.value.edtf for claim in conflict.claims} == {"2023-12", "2022-12-16"}
    assert conflict.is_tied  # neither date wins, and no day between them is made up


def test_a_decision_brings_a_false_date_and_the_true_one_together_as_a_conflict(
    collection: ak.Collection, tmp_path: Path
) -> None:
    second = tmp_path / "second.yaml"
    second.write_text(SECOND_SOURCE, encoding="utf-8")
    decision = Decision(
        judgement=Judgement.same,
        records=(f"{FRANCE}#military-build-up", "japan-cabinet-2022-12-16#build-up"),
        reason="The papers were adopted once.",
    )
    both = collection | ak.read(second) | ak.Collection(decisions=(decision,))
    build_up = ak.merge(both).entry(f"{FRANCE}#military-build-up")
    when = build_up.field("when")
    assert when is not None
    assert when.status is FieldStatus.conflict
    assert {claim.value.edtf for claim in when.claims} == {"2023-12", "2022-12-16"}
