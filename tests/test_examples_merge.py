"""What merging makes of the two small collections beside the five reports."""

from __future__ import annotations

from pathlib import Path

import pytest

import alliancekit as ak
from alliancekit.kinds import Realis
from alliancekit.timeline import Relation, Timeline

EXAMPLES = Path(__file__).parents[1] / "examples"

# Every group of records that speak of one thing; each record that is not named stands alone.
EXPECTED = {
    "nato": (
        {"nato-madrid-2022#madrid-summit", "nato-washington-2024#madrid-summit"},
        {"nato-madrid-2022#memorandum", "finland-mfa-2023#memorandum"},
        {"nato-madrid-2022#north-atlantic-treaty", "finland-mfa-2023#north-atlantic-treaty"},
        {"nato-madrid-2022#finland-protocol", "finland-mfa-2023#protocol"},
        {"nato-madrid-2022#sweden-protocol", "sweden-government-2024#protocol"},
        {
            "finland-mfa-2023#accession",
            "nato-finland-2023#enlargement",
            "sweden-government-2024#finland-accession",
        },
        {"nato-vilnius-2023#vilnius-summit", "elysee-vilnius-2023#sommet-vilnius"},
        {
            "nato-washington-2024#washington-summit",
            "bundesregierung-washington-2024#nato-gipfel",
            "japan-mofa-washington-2024#summit",
        },
        {"korea-mofa-2024#sma-11", "state-department-2021#eleventh-sma"},
        {"korea-mofa-2024#sma-12", "state-department-2024#twelfth-sma"},
        {"white-house-2019-12#g7-camp-david", "white-house-2020-03#g7-camp-david-off"},
    ),
    "gulf_asean": (
        {"asean-tac#tac", "japan-mofa-tac#tac"},
        {"asean-tac#protocol-3", "japan-mofa-tac#third-protocol"},
        {
            "gcc-secretariat#riyadh-summit",
            "asean-gcc-2023#asean-gcc-summit",
            "vietnam-government-2023#asean-gcc",
        },
        {"white-house-2020-09-15#emirates-treaty", "wam-2020-10#peace-treaty"},
        {
            "white-house-2022-02#special-summit",
            "asean-chair-2022-03#special-summit-put-off",
            "asean-2022-05#special-summit",
        },
        {"kan-2020-11-23#neom-meeting", "saudi-mofa-2020-11-23#no-neom-meeting"},
        {"white-house-2017-05-20#saudi-arms", "cnbc-2017-05-20#saudi-weapons"},
        {
            "spa-2025-09-17#defence-pact",
            "pakistan-mofa-2025-09#smda",
            "slip-2025-09#saudi-pakistan-pact",
        },
    ),
}


@pytest.fixture(scope="module")
def nato() -> Timeline:
    return ak.merge(ak.read(EXAMPLES / "nato"))


@pytest.fixture(scope="module")
def gulf_asean() -> Timeline:
    return ak.merge(ak.read(EXAMPLES / "gulf_asean"))


def _groups(timeline: Timeline) -> set[frozenset[str]]:
    return {frozenset(str(record.id) for record in entry.records) for entry in timeline}


def _conflicting(timeline: Timeline, id: str, field: str) -> bool:
    return field in {conflict.name for conflict in timeline.entry(id).conflicts}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_records_of_one_thing_merge_and_no_others(
    name: str, request: pytest.FixtureRequest
) -> None:
    timeline: Timeline = request.getfixturevalue(name)
    merged = {group for group in _groups(timeline) if len(group) > 1}
    expected = {frozenset(group) for group in EXPECTED[name]}
    assert merged == expected


def test_two_editions_of_a_deal_stay_apart_and_the_later_succeeds(nato: Timeline) -> None:
    eleventh = nato.entry("state-department-2021#eleventh-sma")
    twelfth = nato.entry("state-department-2024#twelfth-sma")
    assert eleventh.id != twelfth.id
    assert any(
        (link.origin, link.relation, link.target) == (twelfth.id, Relation.succeeds, eleventh.id)
        for link in nato.links
    )


def test_two_protocols_signed_on_one_day_stay_apart(nato: Timeline) -> None:
    assert (
        nato.entry("finland-mfa-2023#protocol").id
        != nato.entry("sweden-government-2024#protocol").id
    )
    assert (
        nato.entry("finland-mfa-2023#signing").id != nato.entry("sweden-government-2024#signing").id
    )


def test_signing_ratification_and_accession_are_three_events_about_one_protocol(
    nato: Timeline,
) -> None:
    events = [
        nato.entry(f"finland-mfa-2023#{name}").id
        for name in ("signing", "turkish-vote", "accession")
    ]
    assert len(set(events)) == 3
    protocol = nato.entry("finland-mfa-2023#protocol").id
    about = {link.origin for link in nato.links if link.target == protocol}
    assert set(events) <= about


def test_a_cancelled_summit_is_not_shown_as_held(nato: Timeline) -> None:
    assert nato.entry("white-house-2019-12#g7-camp-david").realis is Realis.cancelled


def test_a_session_is_a_part_of_its_summit(nato: Timeline) -> None:
    session = nato.entry("japan-mofa-washington-2024#partner-session").id
    summit = nato.entry("nato-washington-2024#washington-summit").id
    assert any(
        (link.origin, link.relation, link.target) == (session, Relation.part_of, summit)
        for link in nato.links
    )


def test_numbered_protocols_of_a_treaty_stay_apart(gulf_asean: Timeline) -> None:
    ids = {gulf_asean.entry(f"asean-tac#{name}").id for name in (
        "tac", "protocol-1", "protocol-2", "protocol-3",
    )}  # fmt: skip
    assert len(ids) == 4


def test_a_summit_that_was_put_off_and_held_is_one_entry_that_keeps_both_dates(
    gulf_asean: Timeline,
) -> None:
    summit = gulf_asean.entry("asean-2022-05#special-summit")
    assert summit.realis is Realis.actual
    assert summit.when is not None
    assert summit.when.edtf == "2022-05-12/2022-05-13"
    when = summit.field("when")
    assert when is not None
    assert {claim.value.edtf for claim in when.claims} == {
        "2022-03-28/2022-03-29",
        "2022-05-12/2022-05-13",
    }


def test_a_denial_stands_against_the_report_that_it_denies(gulf_asean: Timeline) -> None:
    assert _conflicting(gulf_asean, "kan-2020-11-23#neom-meeting", "realis")


def test_sums_that_differ_are_a_conflict(gulf_asean: Timeline) -> None:
    assert _conflicting(gulf_asean, "white-house-2017-05-20#saudi-arms", "money")


def test_a_false_day_is_outvoted_and_stays_visible(gulf_asean: Timeline) -> None:
    pact = gulf_asean.entry("spa-2025-09-17#defence-pact")
    signed = pact.field("milestones.signed")
    assert signed is not None
    assert pact.when is not None
    assert pact.when.edtf == "2025-09-17"
    assert _conflicting(gulf_asean, pact.id, "milestones.signed")
    assert {record for claim in signed.claims for record in claim.records} == {
        record.id for record in pact.records
    }
