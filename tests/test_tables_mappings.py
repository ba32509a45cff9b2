"""The mappings that come with the package, on small made-up tables of the same columns."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from alliancekit.dates import End, FuzzyDate, Span
from alliancekit.kinds import AgreementKind, EventKind, LegalForm, ObligationKind, Role, Stage
from alliancekit.model import Agreement, Collection, Event
from alliancekit.money import Bound
from alliancekit.records import read, write
from alliancekit.tables import read_table, write_table

COW = """\
version4id,ccode,state_name,all_st_day,all_st_month,all_st_year,all_end_day,all_end_month,\
all_end_year,ss_type,mem_st_day,mem_st_month,mem_st_year,mem_end_day,mem_end_month,mem_end_year,\
left_censor,right_censor,defense,neutrality,nonaggression,entente,version
900,300,Austria-Hungary,7,10,1879,3,11,1918,Type I: Defense Pact,7,10,1879,3,11,1918,0,0,1,0,0,1,4.1
900,255,Germany,7,10,1879,3,11,1918,Type I: Defense Pact,7,10,1879,3,11,1918,0,0,1,0,0,1,4.1
901,740,Japan,-9,9,1951,,,,Type III: Entente,-9,9,1951,,,,0,1,0,0,0,1,4.1
901,2,United States of America,-9,9,1951,,,,Type III: Entente,-9,9,1951,,,,0,1,0,0,0,1,4.1
902,200,United Kingdom,1,1,1816,15,2,1949,Type II: Non-Aggression,1,1,1816,15,2,1949,1,0,0,0,1,0,4.1
902,9999,Nowhere,1,1,1816,15,2,1949,Type II: Non-Aggression,1,1,1816,15,2,1949,1,0,0,0,1,0,4.1
"""

ATOP_ALLIANCES = """\
atopid,cowid,begyr,begmo,begday,endyr,endmo,endday,ineffect,bilat,defense,offense,neutral,nonagg,\
consul,active,milaid,mem1,mem2,mem3
9001,,1954,9,8,1977,6,30,0,0,1,0,0,0,1,1,0,2,200,900
9002,3001,1960,1,0,0,0,0,1,1,0,0,0,1,0,0,0,2,740,
9003,,1961,99,99,1965,99,99,0,1,0,1,0,0,0,1,0,365,710,0
"""

ATOP_MEMBERS = """\
atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,phase,defense,neutral,nonagg,consul
9001,2,1954,9,8,1977,6,30,0,1,0,0,1
9001,200,1954,9,8,1977,6,30,0,0,0,0,1
9002,740,1960,1,0,0,0,0,0,0,0,1,0
"""

DESTA = """\
number,base_treaty,name,entry_type,consolidated,year,entryforceyear,language,typememb,regioncon,\
wto_listed,c1,c2,c3
70,70,Aland Beland,base_treaty,0,1994,1995,english,1,Europe,1,36,554,
70+1,70,Aland Beland,accession,0,1999,,english,5,Europe,0,124,,
71,70,Aland Beland,withdrawal,0,2001,NA,english,7,Europe,0,36,,
"""

DYADS = """\
country1,country2,iso1,iso2,number,base_treaty,name,entry_type,consolidated,year,entryforceyear,\
language,typememb,regioncon,wto_listed,wto_name
Australia,Canada,36,124,70,70,Three Lands,base_treaty,0,1994,1995,english,2,Asia,1,Three
Australia,New Zealand,36,554,70,70,Three Lands,base_treaty,0,1994,1995,english,2,Asia,1,Three
Canada,New Zealand,124,554,70,70,Three Lands,base_treaty,0,1994,1995,english,2,Asia,1,Three
"""

HUGGO_OLD = """\
"","manyID","Title","Beg","End","Signature","Force","AgreementType","DocType","GeogArea","gengID",\
"ieaID","ecolexID","treatyID","Parties"
"1","AB_1950A","River Treaty","1950-03-01",NA,"1950-03-01","1951-01-01","A","B","L","GENG-1",\
"IEA-1",NA,"AB_1950A","FRA-GBR"
"2","AB_1960P","River Protocol","1960",9999-12-31,"1960-02-30","1960-03:1960-05","P","M","L",NA,\
NA,"TRE-1","AUT-BAV[PDP]_1960P","AUT-BAV-QQQ"
"3",NA,"Lake Treaty","1961",1970,NA,NA,"A","M","L",NA,NA,NA,NA,NA
"""

HUGGO_NEW = """\
Title,Begin,End,Signature,Force,Term,TypeDomain,TypeAgree,TypeAmbit,TypeGeo,TypeSubject
Fish Treaty,1802-03-27,NA,1802-03-27,1802-04-18?,NA,Environment,Protocol,Bilateral,Sea,Fishing
"""

SIPRI = """\
Trade register
"Generated on a day, for all suppliers"

SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,\
Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,\
Delivery year is estimate,Status,SIPRI estimate,TIV deal unit,TIV delivery values,Local production
100,United States,Japan,F-1,fighter,Aircraft,1990,No,12,Yes,1992,Yes,New,10.5,12,126.5,No
100,United States,Japan,F-1,fighter,Aircraft,1990,No,3,No,1993,No,New,10.5,12,31.5,No
100,United States,Japan,F-1,fighter,Aircraft,1990,No,?,No,1993,No,New,10.5,12,31.5,No
101,unknown supplier(s),NATO**,X,tank,Armoured vehicles,1980,No,1,No,1981,No,New,1,1,1,No
102,Soviet Union,East Germany (GDR),Y,tank,Armoured vehicles,1980,No,1,No,1981,No,New,1,1,1,No
"""

MME = """\
MMEID,Ex_Name,Series_Name,Location,lat,lon,StartDate,s.year,s.month,s.day,EndDate,e.year,e.month,\
e.day,CPX,Air,Land,Sea,Amphibious,Cyber,Warfighting,Peacekeeping,Humanitarian,FocusDescription,\
AdditionalParticipantInfo,StateA,StateB,StateC,StateAM
mme9001,Calm Sea 80,Calm Sea,Northern Sea,18.5,-65.5,1/14/80,1980,1,14,1/21/80,1980,1,21,0,0,0,1,1,\
0,1,0,0,mine sweeping,,Federal Republic of Germany,United Kingdom,,United States
mme9002,-9,,-9,,,1980-01-xx,1980,1,xx,1980-10-xx,1980,10,xx,0,0,0,1,1,0,1,0,0,,NATO,-9,Egypt,,
mme9003,One Day,,-9,,,2/1/80,1980,2,1,2/1/80,1980,2,1,0,0,0,1,1,0,1,0,0,,,Poland,Baltic States,,
"""

ALL = [
    ("cow-alliances", COW),
    ("atop-alliances", ATOP_ALLIANCES),
    ("atop-members", ATOP_MEMBERS),
    ("desta-treaties", DESTA),
    ("desta-dyads", DYADS),
    ("manytreaties-huggo", HUGGO_OLD),
    ("manytreaties-huggo", HUGGO_NEW),
    ("sipri-trade-register", SIPRI),
    ("major-military-exercises", MME),
]


def collection_of(tmp_path: Path, name: str, text: str) -> Collection:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return read_table(path, name)


def agreements(tmp_path: Path, name: str, text: str) -> dict[str, Agreement]:
    records = collection_of(tmp_path, name, text).records
    found = {record.id.partition("#")[2]: record.says for record in records}
    return {local: says for local, says in found.items() if isinstance(says, Agreement)}


def events(tmp_path: Path, name: str, text: str) -> dict[str, Event]:
    records = collection_of(tmp_path, name, text).records
    found = {record.id.partition("#")[2]: record.says for record in records}
    return {local: says for local, says in found.items() if isinstance(says, Event)}


def actors(says: Agreement | Event) -> list[str]:
    return [party.actor for party in says.parties]


def steps(says: Agreement) -> list[tuple[Stage, str]]:
    return [(each.stage, each.when.edtf) for each in says.milestones if each.when is not None]


@pytest.mark.parametrize(("name", "text"), ALL)
def test_the_table_comes_back_cell_by_cell_and_the_records_are_kept(
    tmp_path: Path, name: str, text: str
) -> None:
    collection = collection_of(tmp_path, name, text)
    write_table(collection, name, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == list(csv.reader(text.splitlines()))
    write(collection, tmp_path / "kept.jsonl")
    assert read(tmp_path / "kept.jsonl") == collection


def test_cow_rows_of_one_alliance_are_one_agreement(tmp_path: Path) -> None:
    found = agreements(tmp_path, "cow-alliances", COW)
    dual = found["900"]
    assert dual.kind is AgreementKind.defence_pact
    assert dual.subkind == "Type I: Defense Pact"
    assert actors(dual) == ["AUH", "DEU"]
    assert {party.span for party in dual.parties} == {Span.parse("1879-10-07/1918-11-03")}
    assert steps(dual) == [(Stage.in_force, "1879-10-07"), (Stage.terminated, "1918-11-03")]
    assert {(each.kind, each.debtor) for each in dual.obligations} == {
        (kind, state)
        for kind in (ObligationKind.defend, ObligationKind.consult)
        for state in ("AUH", "DEU")
    }
    assert dual.cites == ("row 2", "row 3")


def test_cow_marks_what_was_not_watched_to_its_end_or_from_its_start(tmp_path: Path) -> None:
    found = agreements(tmp_path, "cow-alliances", COW)
    lasting = found["901"]
    assert lasting.kind is AgreementKind.consultation_pact
    (span,) = {party.span for party in lasting.parties}
    assert span == Span(start=FuzzyDate("1951-09"), end_end=End.censored)
    assert steps(lasting) == [(Stage.in_force, "1951-09")]
    early = found["902"]
    spans = {party.span for party in early.parties}
    assert spans == {
        Span(start=FuzzyDate("1816-01-01"), start_end=End.censored, end=FuzzyDate("1949-02-15"))
    }
    assert steps(early) == [(Stage.terminated, "1949-02-15")]
    assert actors(early) == ["COW-9999", "GBR"]


def test_atop_alliances_name_their_members(tmp_path: Path) -> None:
    found = agreements(tmp_path, "atop-alliances", ATOP_ALLIANCES)
    pact, lasting, vague = found["9001"], found["9002"], found["9003"]
    assert (pact.kind, actors(pact)) == (AgreementKind.defence_pact, ["AUS", "GBR", "USA"])
    assert steps(pact) == [(Stage.in_force, "1954-09-08"), (Stage.terminated, "1977-06-30")]
    assert (lasting.kind, steps(lasting)) == (
        AgreementKind.non_aggression,
        [(Stage.in_force, "1960-01")],
    )
    assert [each.scheme for each in lasting.identifiers] == ["ATOP", "COW alliance"]
    assert (vague.kind, actors(vague)) == (AgreementKind.other, ["CHN", "SUN"])
    assert steps(vague) == [(Stage.in_force, "1961"), (Stage.terminated, "1965")]


def test_atop_members_owe_what_their_own_row_says(tmp_path: Path) -> None:
    found = agreements(tmp_path, "atop-members", ATOP_MEMBERS)
    owed = {(each.kind.value, each.debtor) for each in found["9001"].obligations}
    assert owed == {("defend", "USA"), ("consult", "USA"), ("consult", "GBR")}
    assert found["9001"].kind is AgreementKind.defence_pact
    (member,) = found["9002"].parties
    assert member.span == Span(start=FuzzyDate("1960-01"), end_end=End.censored)


def test_desta_knows_parties_by_their_iso_numbers(tmp_path: Path) -> None:
    found = list(agreements(tmp_path, "desta-treaties", DESTA).values())
    base = next(says for says in found if says.subkind == "base_treaty")
    assert (base.kind, base.title, actors(base)) == (
        AgreementKind.trade,
        "Aland Beland",
        ["AUS", "NZL"],
    )
    assert steps(base) == [(Stage.signed, "1994"), (Stage.in_force, "1995")]
    ends = [steps(says) for says in found if says.subkind == "withdrawal"]
    assert ends == [[(Stage.withdrawn, "2001")]]
    (three,) = agreements(tmp_path, "desta-dyads", DYADS).values()
    assert actors(three) == ["AUS", "CAN", "NZL"]


def test_huggo_dates_may_be_ranges_doubtful_or_impossible(tmp_path: Path) -> None:
    found = agreements(tmp_path, "manytreaties-huggo", HUGGO_OLD)
    assert actors(found["AB_1950A"]) == ["FRA", "GBR"]
    assert steps(found["AB_1950A"]) == [
        (Stage.signed, "1950-03-01"),
        (Stage.in_force, "1951-01-01"),
    ]
    protocol = next(says for local, says in found.items() if local.startswith("AUT-BAV-"))
    assert protocol.legal_form is LegalForm.protocol
    assert actors(protocol) == ["AUT", "BAV", "HUGGO-QQQ"]
    assert steps(protocol) == [(Stage.in_force, "[1960-03..1960-05]")]
    assert dict(protocol.extra)["Signature"] == "1960-02-30"
    assert found["row-4"].title == "Lake Treaty"
    (fish,) = agreements(tmp_path, "manytreaties-huggo", HUGGO_NEW).values()
    assert (fish.kind, fish.legal_form) == (AgreementKind.fisheries, LegalForm.protocol)
    assert steps(fish) == [(Stage.signed, "1802-03-27"), (Stage.in_force, "1802-04-18?")]


def test_sipri_deliveries_bear_their_estimates(tmp_path: Path) -> None:
    found = events(tmp_path, "sipri-trade-register", SIPRI)
    first = found["100-1992"]
    assert (first.kind, first.subkind) == (EventKind.arms_delivery, "Aircraft")
    assert first.when == FuzzyDate("1992~")
    assert [(each.actor, each.role) for each in first.parties] == [
        ("USA", Role.seller),
        ("JPN", Role.buyer),
    ]
    assert {(each.what, str(each.low), each.bound) for each in first.quantities} == {
        ("weapons delivered", "12", Bound.about),
        ("value", "126.5", Bound.exact),
    }
    assert first.items == ("F-1",)
    assert found["100-1993"].when == FuzzyDate("1993")
    assert [each.what for each in found["100-1993.2"].quantities] == ["value"]
    assert actors(found["102-1981"]) == ["SUN", "DDR"]
    seller, buyer = actors(found["101-1981"])
    assert seller.startswith("SIPRI-unknown-supplier-s-")
    assert buyer == "NATO"


def test_exercises_last_from_day_to_day(tmp_path: Path) -> None:
    found = events(tmp_path, "major-military-exercises", MME)
    calm = found["mme9001"]
    assert calm.kind is EventKind.exercise
    assert (calm.title, calm.when) == ("Calm Sea 80", Span.parse("1980-01-14/1980-01-21"))
    assert actors(calm) == ["DEU", "GBR", "USA"]
    assert calm.place is not None
    assert (calm.place.name, calm.place.latitude) == ("Northern Sea", 18.5)
    vague = found["mme9002"]
    assert (vague.titles, vague.place, actors(vague)) == ((), None, ["EGY"])
    assert vague.when == Span.parse("1980-01/1980-10")
    assert found["mme9003"].when == FuzzyDate("1980-02-01")
