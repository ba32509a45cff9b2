"""The example collections hold what they are there for."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliancekit.kinds import AgreementKind, EventKind, Realis, Role, Stage
from alliancekit.model import Agreement, Collection, Event, Record
from alliancekit.records import read, write

EXAMPLES = Path(__file__).parents[1] / "examples"
COLLECTIONS = ("us_japan", "nato", "gulf_asean")

PATRIOT = "patriot-sale-2024-08"
SUMMIT = "april-summit-2024-04"
COMMAND = "us-command-2024-07"
COSTS = "cost-sharing-2021-01"
FRANCE = "france-japan-2024-05"

# One row: a numbered fact of the five reports, the record that holds it, its kind, its day.
ROWS = (
    ("1.1", f"{PATRIOT}#sale-announced", "announcement", "2024-07-31"),
    ("1.2", f"{PATRIOT}#patriot-sale", "arms_transfer", "[..2024-07-31]"),
    ("1.3", f"{PATRIOT}#transfer-decision", "decision", "2023-12~"),
    ("1.4", f"{PATRIOT}#two-plus-two", "ministerial", "[..2024-08-01]"),
    ("1.5", f"{PATRIOT}#joint-headquarters", "command", "[..2024-08-01]"),
    ("1.6", f"{PATRIOT}#working-groups", "industrial_cooperation", "[..2024-08-01]"),
    ("1.7", f"{PATRIOT}#emanuel-on-industry", "statement", None),
    ("2.1", f"{SUMMIT}#summit", "summit", "2024-04-10"),
    ("2.2", f"{SUMMIT}#military-command", "command", "2024-04-10"),
    ("2.3", f"{SUMMIT}#air-defence-link", "air_defence", "2024-04-10"),
    ("2.4", f"{SUMMIT}#industry-forum", "industrial_cooperation", "2024-04-10"),
    ("2.5", f"{SUMMIT}#pilot-training", "training", "2024-04-10"),
    ("2.6", f"{SUMMIT}#aukus", "security_partnership", "2021"),
    ("2.6", f"{SUMMIT}#aukus-japan", "technology", "2024-04-10"),
    ("2.7", f"{SUMMIT}#microsoft-announcement", "announcement", "2024-04-09"),
    ("2.7", f"{SUMMIT}#microsoft-investment", "investment", "2024-04-09~/2026-04-09~"),
    ("2.8", f"{SUMMIT}#ai-research", "announcement", "2024-04-09"),
    ("2.9", f"{SUMMIT}#moon-goal", "goal", "2024-04-10"),
    ("2.9", f"{SUMMIT}#artemis-landing", "other", "2026"),
    ("2.10", f"{SUMMIT}#fusion-partnership", "nuclear", "2024-04-10"),
    ("2.11", f"{SUMMIT}#aviation-fuel", "energy", None),
    ("2.12", f"{SUMMIT}#texas-rail", "consultation", None),
    ("3.1", f"{COMMAND}#two-plus-two", "ministerial", "2024-07-28"),
    ("3.2", f"{COMMAND}#joint-headquarters", "command", "2024-07-28"),
    ("3.3", f"{COMMAND}#jsdf-headquarters", "founding", "[..2025-03-31]"),
    ("3.4", f"{COMMAND}#security-treaty", "defence_pact", "[..2024-07-28]"),
    ("3.5", f"{COMMAND}#dicas", "industrial_cooperation", "[..2024-07-28]"),
    ("3.6", f"{COMMAND}#amraam-talks", "consultation", "2024-07-28"),
    ("3.7", f"{COMMAND}#pac-3-production", "co_production", "2024-07-28"),
    ("3.8", f"{COMMAND}#april-summit", "summit", "2024-04"),
    ("3.8", f"{COMMAND}#april-package", "maintenance", "2024-04"),
    ("4.1", f"{COSTS}#motegi-blinken-call", "call", "[2021-01-24~..2021-01-31~]"),
    ("4.2", f"{COSTS}#sources-tell", "statement", "2021-01-31"),
    ("4.3", f"{COSTS}#provisional-deal", "cost_sharing", "[2021-01-24~..2021-01-31~]"),
    ("4.4", f"{COSTS}#five-year-deal", "cost_sharing", "[..2021-01-31]"),
    ("4.5", f"{COSTS}#talks-opened", "negotiation", "2020-11"),
    ("4.5", f"{COSTS}#long-term-deal", "cost_sharing", "2020-11"),
    ("4.6", f"{COSTS}#next-round", "negotiation", "[2021-01-31~..2021-02-07~]"),
    ("4.7", f"{COSTS}#security-treaty", "defence_pact", "[..2021-01-31]"),
    ("5.1", f"{FRANCE}#elysee-visit", "visit", "2024-05-02"),
    ("5.2", f"{FRANCE}#raa-france", "reciprocal_access", "2024-05-02"),
    ("5.3", f"{FRANCE}#french-push", "proposal", "[..2023-05~]"),
    ("5.4", f"{FRANCE}#military-build-up", "announcement", "2023-12"),
    ("5.5", f"{FRANCE}#raa-australia", "reciprocal_access", "[..2024-05-02]"),
    ("5.5", f"{FRANCE}#raa-uk", "reciprocal_access", "[..2024-05-02]"),
    ("5.6", f"{FRANCE}#raa-philippines", "reciprocal_access", "[..2024-05-02]"),
)


@pytest.fixture(scope="module")
def us_japan() -> Collection:
    return read(EXAMPLES / "us_japan" / "reports", EXAMPLES / "us_japan" / "actors.yaml")


@pytest.fixture(scope="module")
def records(us_japan: Collection) -> dict[str, Record]:
    return {record.id: record for record in us_japan.records}


def _event(records: dict[str, Record], id: str) -> Event:
    says = records[id].says
    assert isinstance(says, Event)
    return says


def _agreement(records: dict[str, Record], id: str) -> Agreement:
    says = records[id].says
    assert isinstance(says, Agreement)
    return says


def _days(says: Event | Agreement) -> set[str | None]:
    when = [says.when] if isinstance(says, Event) else [step.when for step in says.milestones]
    return {day.edtf if day else None for day in when}


def _actors(says: Event | Agreement, role: Role = Role.party) -> set[str]:
    return {party.actor for party in says.parties if party.role is role}


def _step(agreement: Agreement, stage: Stage) -> tuple[str | None, Realis]:
    [step] = [m for m in agreement.milestones if m.stage is stage]
    return (step.when.edtf if step.when else None, step.realis)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_collection_reads_without_a_problem(name: str) -> None:
    collection = read(EXAMPLES / name)
    assert collection.records
    assert {record.source for record in collection.records} <= {s.id for s in collection.sources}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_record_has_a_title_and_every_worked_out_date_its_basis(name: str) -> None:
    for record in read(EXAMPLES / name).records:
        assert record.says.title, record.id
        if name == "us_japan":
            when = record.says.when
            assert when is None or when.basis or "[" not in when.edtf, record.id


@pytest.mark.parametrize("name", COLLECTIONS)
def test_no_agreement_has_an_impossible_order_of_steps(name: str) -> None:
    for record in read(EXAMPLES / name).records:
        assert not isinstance(record.says, Agreement) or record.says.diagnostics() == ()


@pytest.mark.parametrize("name", COLLECTIONS)
@pytest.mark.parametrize("suffix", [".yaml", ".json", ".jsonl"])
def test_a_collection_survives_writing_and_reading(name: str, suffix: str, tmp_path: Path) -> None:
    collection = read(EXAMPLES / name)
    write(collection, tmp_path / f"copy{suffix}")
    assert read(tmp_path / f"copy{suffix}") == collection


def test_the_five_reports_hold_these_records_and_no_others(records: dict[str, Record]) -> None:
    assert sorted(records) == sorted(id for _, id, _, _ in ROWS)


@pytest.mark.parametrize(("row", "id", "kind", "day"), ROWS, ids=[f"{r[0]} {r[1]}" for r in ROWS])
def test_each_fact_of_the_five_reports_is_there_with_its_kind_and_day(
    records: dict[str, Record], row: str, id: str, kind: str, day: str | None
) -> None:
    says = records[id].says
    vocabulary = EventKind if isinstance(says, Event) else AgreementKind
    assert says.kind is vocabulary(kind)
    assert day in _days(says)


def test_the_sum_of_the_patriot_sale_is_one_sum_with_one_equivalent(
    records: dict[str, Record],
) -> None:
    for id in ("sale-announced", "patriot-sale"):
        assert str(records[f"{PATRIOT}#{id}"].says.money) == "JPY 3000000000 = nearly USD 20000000"


def test_the_patriot_sale_has_a_seller_a_buyer_and_a_beneficiary(
    records: dict[str, Record],
) -> None:
    sale = _agreement(records, f"{PATRIOT}#patriot-sale")
    assert _actors(sale, Role.seller) == {"JPN"}
    assert _actors(sale, Role.buyer) == {"USA"}
    assert _actors(sale, Role.beneficiary) == {"UKR"}
    [seller] = [party for party in sale.parties if party.role is Role.seller]
    assert seller.via == ("JPN.ATLA",)


@pytest.mark.parametrize("source", [PATRIOT, COMMAND])
def test_the_2_plus_2_meeting_names_four_ministers(records: dict[str, Record], source: str) -> None:
    meeting = _event(records, f"{source}#two-plus-two")
    people = {person for party in meeting.parties for person in party.people}
    assert people == {"Antony Blinken", "Lloyd Austin", "Yoko Kamikawa", "Minoru Kihara"}
    assert meeting.place is not None
    assert meeting.place.country == "JPN"


def test_three_states_share_the_intended_air_defence_link(records: dict[str, Record]) -> None:
    link = _agreement(records, f"{SUMMIT}#air-defence-link")
    assert _actors(link) == {"AUS", "JPN", "USA"}
    assert link.realis is Realis.proposed


def test_japan_is_a_candidate_in_aukus_and_no_party(records: dict[str, Record]) -> None:
    part = _agreement(records, f"{SUMMIT}#aukus-japan")
    assert _actors(part) == {"AUS", "GBR", "USA"}
    assert _actors(part, Role.candidate) == {"JPN"}
    assert part.realis is Realis.proposed
    assert part.under == (f"{SUMMIT}#aukus",)
    assert _actors(_agreement(records, f"{SUMMIT}#aukus")) == {"AUS", "GBR", "USA"}


def test_companies_invest_and_fund(records: dict[str, Record]) -> None:
    announced = _event(records, f"{SUMMIT}#microsoft-announcement")
    assert str(announced.money) == "USD 2900000000"
    planned = _event(records, f"{SUMMIT}#microsoft-investment")
    assert planned.realis is Realis.planned
    assert _actors(planned, Role.investor) == {"MICROSOFT"}
    research = _event(records, f"{SUMMIT}#ai-research")
    assert str(research.money) == "USD 110000000"
    assert _actors(research, Role.funder) == {"AMAZON", "MICROSOFT", "NVIDIA", "SOFTBANK"}


@pytest.mark.parametrize(
    ("id", "realis"),
    [
        (f"{SUMMIT}#artemis-landing", Realis.planned),
        (f"{SUMMIT}#texas-rail", Realis.expected),
        (f"{SUMMIT}#aviation-fuel", Realis.expected),
        (f"{COMMAND}#jsdf-headquarters", Realis.planned),
        (f"{COSTS}#provisional-deal", Realis.proposed),
        (f"{COSTS}#next-round", Realis.planned),
    ],
)
def test_what_has_not_happened_is_not_coded_as_done(
    records: dict[str, Record], id: str, realis: Realis
) -> None:
    assert records[id].says.realis is realis


def test_the_amraam_is_discussed_under_dicas_and_not_agreed(records: dict[str, Record]) -> None:
    talks = _event(records, f"{COMMAND}#amraam-talks")
    assert talks.about == (f"{COMMAND}#dicas",)
    [bought] = talks.quantities
    assert (bought.low, bought.bound.value) == (150, "nearly")


def test_the_headquarters_rests_on_the_security_treaty(records: dict[str, Record]) -> None:
    headquarters = _agreement(records, f"{COMMAND}#joint-headquarters")
    assert headquarters.under == (f"{COMMAND}#security-treaty",)


def test_the_five_year_deal_ends_and_a_one_year_deal_would_replace_it(
    records: dict[str, Record],
) -> None:
    current = _agreement(records, f"{COSTS}#five-year-deal")
    assert _step(current, Stage.expired) == ("2021-03", Realis.expected)
    assert str(current.money) == "nearly JPY 200000000000 per year = about USD 1900000000"
    [personnel] = current.quantities
    assert (personnel.low, personnel.bound.value) == (55_000, "about")
    assert current.term is not None
    assert current.term.months == 60
    provisional = _agreement(records, f"{COSTS}#provisional-deal")
    assert provisional.term is not None
    assert provisional.term.months == 12
    assert provisional.succeeds == (f"{COSTS}#five-year-deal",)


def test_the_access_agreement_with_france_is_negotiated_and_expected(
    records: dict[str, Record],
) -> None:
    france = _agreement(records, f"{FRANCE}#raa-france")
    assert _step(france, Stage.negotiating) == ("2024-05-02", Realis.actual)
    assert _step(france, Stage.concluded) == ("2025-05~", Realis.expected)
    for id in ("raa-australia", "raa-uk"):
        signed = _agreement(records, f"{FRANCE}#{id}")
        assert _step(signed, Stage.signed) == ("[..2024-05-02]", Realis.actual)


def test_a_translation_rests_on_the_piece_it_translates_and_that_on_its_own_sources(
    us_japan: Collection,
) -> None:
    based_on = {source.id: source.based_on for source in us_japan.sources}
    assert based_on[COMMAND] == ("congluan-305266",)
    assert based_on["congluan-305266"] == ("japan-times-2024-07", "reuters-2024-07")
    assert based_on[PATRIOT] == ("nikkei-asia-2024-08-01",)
    assert based_on[COSTS] == ("ttxvn-2021-01-31",)


def test_sources_state_their_language_and_when_they_appeared(us_japan: Collection) -> None:
    sources = {source.id: source for source in us_japan.sources}
    assert {id: sources[id].language for id in (PATRIOT, SUMMIT, COMMAND, COSTS, FRANCE)} == {
        PATRIOT: "vi", SUMMIT: "vi", COMMAND: "de", COSTS: "vi", FRANCE: "vi",
    }  # fmt: skip
    published = sources[SUMMIT].published
    assert published is not None
    assert published.edtf == "2024-04-11T14:47:00+07:00"
