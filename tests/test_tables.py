"""Foreign tables: every cell comes back, and every row is read or named with what is wrong."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliancekit.dates import End, FuzzyDate, Span
from alliancekit.errors import AllianceKitError, RecordError
from alliancekit.kinds import (
    AgreementKind,
    EventKind,
    LegalForm,
    Realis,
    Role,
    Stage,
)
from alliancekit.model import Agreement, Collection, Event, Record, Source, SourceId, Title
from alliancekit.money import Bound
from alliancekit.records import Reading, read, write
from alliancekit.tables import (
    Condition,
    DateRule,
    IdentifierRule,
    Mapping,
    MilestoneRule,
    PartyRule,
    PlaceRule,
    QuantityRule,
    SpanRule,
    TableForm,
    TitleRule,
    VocabularyRule,
    load_mapping,
    read_table,
    shipped_mappings,
    write_table,
)

BARE = Mapping(name="bare", title="A table", record="event")
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

# Texts that a record takes, many of them with what CSV and spreadsheets have trouble with.
words = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                "0",
                "1.0",
                "00123",
                "1E5",
                "=1+1",
                "#N/A",
                "TRUE",
                "-9",
                " a ",
                "_x0041_",
                'a"b',
            ),
            *(
                "a,b",
                "a\nb",
                "@x",
                "'",
                "3-4",
                "Nhật Bản",
                "2020-01-01",
                "a;b\tc",
                "\ufeffx",
                "_x000D_",
            ),
        ]
    ),
    st.text(
        st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Co", "Mn", "Me", "Mc"]), max_size=8
    ),
)


@st.composite
def tables(draw: Any, min_columns: int = 1) -> list[list[str]]:
    header = draw(
        st.lists(words.filter(bool), min_size=min_columns, max_size=5, unique=True).filter(
            lambda names: not names[0].startswith("\ufeff")
        )
    )
    rows = draw(st.lists(st.lists(words, min_size=len(header), max_size=len(header)), max_size=6))
    return [header, *[row for row in rows if any(row)]]


def written(path: Path, rows: list[list[str]], **dialect: Any) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, **dialect).writerows(rows)
    return path


def cells_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def table(tmp_path: Path, text: str, mapping: Mapping | str = BARE, **options: Any) -> Any:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, mapping, **options)


def agreement(record: Record) -> Agreement:
    assert isinstance(record.says, Agreement)
    return record.says


def event(record: Record) -> Event:
    assert isinstance(record.says, Event)
    return record.says


# ----------------------------------------------------------------------------- cell by cell


@given(rows=tables())
@QUICK
def test_a_table_is_written_back_cell_by_cell(tmp_path: Path, rows: list[list[str]]) -> None:
    path = written(tmp_path / "in.csv", rows)
    collection = read_table(path, BARE)
    write_table(collection, BARE, tmp_path / "out.csv")
    assert cells_of(tmp_path / "out.csv") == rows
    assert len(collection) == len(rows) - 1


@given(rows=tables())
@QUICK
def test_a_grouped_table_is_written_back_cell_by_cell(
    tmp_path: Path, rows: list[list[str]]
) -> None:
    mapping = attrs.evolve(BARE, key=(rows[0][0],), grouped=True)
    collection = read_table(written(tmp_path / "in.csv", rows), mapping)
    write_table(collection, mapping, tmp_path / "out.csv")
    assert cells_of(tmp_path / "out.csv") == rows


@given(rows=tables())
@settings(QUICK, max_examples=25)
def test_a_workbook_gives_the_same_records_as_the_table(
    tmp_path: Path, rows: list[list[str]]
) -> None:
    collection = read_table(written(tmp_path / "in.csv", rows), BARE)
    write_table(collection, BARE, tmp_path / "out.xlsx")
    assert read_table(tmp_path / "out.xlsx", BARE) == collection


@given(rows=tables())
@QUICK
def test_a_table_survives_being_kept_as_a_report(tmp_path: Path, rows: list[list[str]]) -> None:
    collection = read_table(written(tmp_path / "in.csv", rows), BARE)
    write(collection, tmp_path / "kept.jsonl")
    again = read(tmp_path / "kept.jsonl")
    assert again == collection
    write_table(again, BARE, tmp_path / "out.csv")
    assert cells_of(tmp_path / "out.csv") == rows


def test_a_name_that_looks_like_that_of_a_row_is_no_trouble(tmp_path: Path) -> None:
    rows = [
        ["id", "x", "2/x", "3/2/x"],
        ["1", "a", "b", "c"],
        ["1", "d", "", "c"],
        ["2", "", "e", ""],
    ]
    for mapping in (BARE, attrs.evolve(BARE, key=("id",), grouped=True)):
        collection = read_table(written(tmp_path / "in.csv", rows), mapping)
        write_table(collection, mapping, tmp_path / "out.csv")
        assert cells_of(tmp_path / "out.csv") == rows


def test_what_stands_above_the_header_comes_back(tmp_path: Path) -> None:
    mapping = attrs.evolve(BARE, required=("id",), table=TableForm(header_within=5))
    text = 'Register\r\n"of things, 2024"\r\n\r\nid,what\r\n1,a\r\n'
    collection = table(tmp_path, text, mapping)
    assert [record.says.cites for record in collection.records] == [("row 5",)]
    write_table(collection, mapping, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().decode() == text.replace(
        '"of things, 2024"', '"of things, 2024"'
    )


def test_columns_without_a_name_are_known_by_their_place(tmp_path: Path) -> None:
    mapping = attrs.evolve(BARE, table=TableForm(unnamed=True))
    collection = table(tmp_path, ",id,\n1,a,x\n", mapping)
    assert collection.records[0].says.extra == (("#1", "1"), ("#3", "x"), ("id", "a"))
    write_table(collection, mapping, tmp_path / "out.csv")
    assert cells_of(tmp_path / "out.csv") == [["", "id", ""], ["1", "a", "x"]]


def test_the_delimiter_and_encoding_are_those_of_the_mapping(tmp_path: Path) -> None:
    mapping = attrs.evolve(BARE, table=TableForm(delimiter=";", encoding="latin-1"))
    path = tmp_path / "in.csv"
    path.write_bytes("Zürich;a,b\r\n1;é\r\n".encode("latin-1"))
    collection = read_table(path, mapping)
    assert collection.records[0].says.extra == (("Zürich", "1"), ("a,b", "é"))
    write_table(collection, mapping, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == path.read_bytes()


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path = tmp_path / "in.csv"
        path.write_bytes(
            "\ufeffid\n1\n".encode("utf-8") if "16" not in encoding else "id\n1\n".encode(encoding)
        )
        collection = read_table(path, attrs.evolve(BARE, table=TableForm(encoding=encoding)))
        assert collection.records[0].says.extra == (("id", "1"),)


def test_a_mark_that_is_part_of_the_first_name_stays(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("\ufeff\ufeffid\n1\n".encode())
    collection = read_table(path, BARE)
    assert collection.records[0].says.extra == (("\ufeffid", "1"),)
    write_table(collection, BARE, tmp_path / "out.csv")
    assert read_table(tmp_path / "out.csv", BARE) == collection


def test_line_ends_of_every_kind_end_a_row(tmp_path: Path) -> None:
    for end in ("\n", "\r\n", "\r"):
        path = tmp_path / "in.csv"
        path.write_bytes(f"id,x{end}1,a{end}{end}2,b{end}".encode())
        records = read_table(path, attrs.evolve(BARE, key=("id",))).records
        assert [record.says.cites for record in records] == [("row 2",), ("row 4",)]


# ----------------------------------------------------------------------------- ids and sources


def test_the_key_makes_the_id_and_a_second_row_of_it_another(tmp_path: Path) -> None:
    mapping = attrs.evolve(BARE, key=("a", "b"), missing=("NA",))
    collection = table(tmp_path, "a,b\n1,x\n1,x\nNA,NA\n1.2,ü\n", mapping)
    ids = [record.id for record in collection.records]
    assert ids[:2] == ["bare#1-x", "bare#1-x.2"]
    assert ids[2].startswith("bare#1.2--")
    assert ids[3] == "bare#row-4"


def test_a_row_without_a_key_is_a_record_of_its_own(tmp_path: Path) -> None:
    mapping = attrs.evolve(BARE, key=("id",), grouped=True)
    collection = table(tmp_path, "id,x\n1,a\n,b\n1,c\n,d\n", mapping)
    assert [record.id for record in collection.records] == ["bare#1", "bare#row-3", "bare#row-5"]


def test_a_source_of_ones_own_keeps_what_it_says(tmp_path: Path) -> None:
    source = Source(id=SourceId("mine"), outlet="Archive", note="From the archive. ")
    collection = table(tmp_path, "id\n1\n", source=source)
    assert collection.sources == (
        attrs.evolve(source, note="From the archive. header of the table:\nid\n"),
    )
    assert table(tmp_path, "id\n1\n", source=collection.sources[0]) == collection
    assert collection.records[0].id == "mine#row-2"


# ----------------------------------------------------------------------------- days

DAY = attrs.evolve(
    BARE,
    when=SpanRule(
        start=DateRule(
            year="y",
            month="m",
            day="d",
            unknown=("-9", "xx"),
            approximate=(Condition(column="est", values=("1",)),),
            uncertain=(Condition(column="doubt", values=("1",)),),
        )
    ),
)


@given(
    year=st.integers(0, 9999),
    month=st.integers(1, 12),
    day=st.integers(1, 28),
    n_known=st.integers(0, 3),
    word=st.sampled_from(["", "-9", "xx"]),
    mark=st.sampled_from(["", "~", "?", "%"]),
)
@QUICK
def test_the_parts_of_a_day_say_as_much_as_they_know(
    tmp_path: Path, year: int, month: int, day: int, n_known: int, word: str, mark: str
) -> None:
    parts = [str(year), str(month), str(day)][:n_known] + [word] * (3 - n_known)
    flags = [str(int(mark in "~%" and mark != "")), str(int(mark in "?%" and mark != ""))]
    path = written(tmp_path / "in.csv", [["y", "m", "d", "est", "doubt"], [*parts, *flags]])
    when = event(read_table(path, DAY).records[0]).when
    expected = "-".join([f"{year:04d}", f"{month:02d}", f"{day:02d}"][:n_known])
    assert when == (FuzzyDate(expected + mark) if n_known else None)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("1976,6,31", "columns 1 'y', 2 'm', 3 'd': '1976-6-31' is not a date"),
        ("1976,13,1", "column 2 'm': '13' is not a month"),
        ("1976,21,", "column 2 'm': '21' is not a month"),
        ("1976,0,1", "column 2 'm': '0' is not a month"),
        ("year,1,1", "column 1 'y': 'year' is not a whole number"),
        ("1976,1.5,1", "column 2 'm': '1.5' is not a whole number"),
    ],
)
def test_a_day_that_is_none_is_named_with_row_and_column(
    tmp_path: Path, cells: str, message: str
) -> None:
    with pytest.raises(RecordError) as caught:
        table(tmp_path, f"y,m,d\n1976,6,30\n{cells}\n", DAY)
    (problem,) = caught.value.problems
    assert problem.line == 3
    assert problem.record == "bare#row-3"
    assert message in problem.message
    assert problem.message.startswith("row 3, column")


def test_years_of_data_frames_and_before_the_common_era_are_years(tmp_path: Path) -> None:
    collection = table(tmp_path, "y,m,d\n1949.0,4.0,\n-44,3,15\n", DAY)
    assert [event(r).when.edtf for r in collection.records] == ["1949-04", "-0044-03-15"]  # type: ignore[union-attr]


def test_a_day_without_its_month_is_no_more_than_the_year(tmp_path: Path) -> None:
    assert event(table(tmp_path, "y,m,d\n1949,-9,4\n", DAY).records[0]).when == FuzzyDate("1949")


SPAN = attrs.evolve(
    BARE,
    when=SpanRule(
        start=DateRule(column="from", unknown=("?",)),
        end=DateRule(
            column="to",
            unknown=("?",),
            open=("9999",),
            censored=Condition(column="watched", values=("1",)),
        ),
    ),
)


@pytest.mark.parametrize(
    ("cells", "when"),
    [
        ("1949-04-04,1954,0", Span.parse("1949-04-04/1954")),
        ("1949,9999,0", Span.parse("1949/..")),
        ("1949,?,0", Span.parse("1949/")),
        ("1949,,0", Span.parse("1949/")),
        ("?,1954,0", Span.parse("/1954")),
        ("?,?,0", None),
        ("1949-04-04,1949-04-04,0", FuzzyDate("1949-04-04")),
        ("1949,1949,0", Span.parse("1949/1949")),
        ("1949,,1", Span(start=FuzzyDate("1949"), end_end=End.censored)),
        ("1949,9999,1", Span(start=FuzzyDate("1949"), end_end=End.censored)),
        (
            "1949,2012-12-31,1",
            Span(start=FuzzyDate("1949"), end=FuzzyDate("2012-12-31"), end_end=End.censored),
        ),
    ],
)
def test_an_end_is_known_open_unknown_or_censored(
    tmp_path: Path, cells: str, when: FuzzyDate | Span | None
) -> None:
    assert event(table(tmp_path, f"from,to,watched\n{cells}\n", SPAN).records[0]).when == when


def test_a_span_that_ends_before_it_starts_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"row 2, columns 1 'from', 2 'to': .*ends before"):
        table(tmp_path, "from,to,watched\n1954,1949,0\n", SPAN)


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        ("1802-04-18?", "1802-04-18?"),
        ("1980-01", "1980-01"),
        ("1980..1982", "[1980..1982]"),
        ("1980-01-01:1980-12-31", "[1980-01-01..1980-12-31]"),
        ("198X", "198X"),
    ],
)
def test_messy_dates_are_read(tmp_path: Path, cell: str, edtf: str) -> None:
    rule = DateRule(column="when", form="messydates")
    mapping = attrs.evolve(BARE, when=SpanRule(start=rule))
    assert event(table(tmp_path, f"when\n{cell}\n", mapping).records[0]).when == FuzzyDate(edtf)


def test_an_estimate_does_not_mark_a_range_or_what_is_marked(tmp_path: Path) -> None:
    rule = DateRule(
        column="when", form="messydates", approximate=(Condition(column="est", values=("y",)),)
    )
    mapping = attrs.evolve(BARE, when=SpanRule(start=rule))
    collection = table(tmp_path, "when,est\n1980..1982,y\n1980?,y\n1980,y\n1980,n\n", mapping)
    found = [event(record).when for record in collection.records]
    assert found == [FuzzyDate(each) for each in ("[1980..1982]", "1980?", "1980~", "1980")]


def test_an_impossible_day_can_be_left_to_extra(tmp_path: Path) -> None:
    rule = DateRule(column="when", impossible="keep")
    mapping = attrs.evolve(BARE, when=SpanRule(start=rule))
    record = table(tmp_path, "when\n1976-06-31\n", mapping).records[0]
    assert event(record).when is None
    assert record.says.extra == (("when", "1976-06-31"),)


# ----------------------------------------------------------------------------- actors


def parties_of(tmp_path: Path, text: str, rule: PartyRule, **fields: Any) -> list[tuple[str, ...]]:
    collection = table(tmp_path, text, attrs.evolve(BARE, parties=(rule,), **fields))
    return [tuple(party.actor for party in record.says.parties) for record in collection.records]


def test_a_code_is_read_as_of_the_day(tmp_path: Path) -> None:
    when = SpanRule(start=DateRule(column="when"))
    rule = PartyRule(columns=("a",), schemes=("cow",), namespace="COW")
    text = "a,when\n255,1860\n255,1900\n365,1930\n365,2000\n365.0,2000\n740,1500\n"
    assert parties_of(tmp_path, text, rule, when=when) == [
        ("PRU",), ("DEU",), ("SUN",), ("RUS",), ("RUS",), ("JPN",)
    ]  # fmt: skip


def test_an_ambiguous_code_without_a_day_is_nobody_known(tmp_path: Path) -> None:
    rule = PartyRule(columns=("a",), schemes=("cow",), namespace="COW")
    assert parties_of(tmp_path, "a\n365\n", rule) == [("COW-365",)]
    with pytest.raises(RecordError, match="row 2, column 1 'a': '365' can be RUS or SUN"):
        parties_of(tmp_path, "a\n365\n", attrs.evolve(rule, otherwise="reject"))
    assert parties_of(tmp_path, "a\n365\n", attrs.evolve(rule, otherwise="keep")) == [()]


def test_a_name_is_read_as_of_the_day_and_a_later_name_as_today(tmp_path: Path) -> None:
    when = SpanRule(start=DateRule(column="when"))
    rule = PartyRule(columns=("a",), schemes=("name",), namespace="T")
    text = "a,when\nSoviet Union,1980\nKosovo,1980\nGermany,1980\nGermany,2000\n"
    found = parties_of(tmp_path, text, rule, when=when)
    assert found[0] == ("SUN",)
    assert found[1] == ("XKX",)
    assert found[2][0].startswith("T-Germany-")  # one of two states: not a guess
    assert found[3] == ("DEU",)


def test_an_actor_of_the_tables_own_is_written_and_read_back(tmp_path: Path) -> None:
    rule = PartyRule(columns=("a",), schemes=("name",), namespace="T")
    mapping = attrs.evolve(BARE, parties=(rule,))
    text = f"a\nUnknown rebels\nunknown  Rebels\nX1\n{'long ' * 300}\n"
    collection = table(tmp_path, text, mapping)
    assert len(collection.actors) == 4
    names = {actor.names[0].text for actor in collection.actors}
    assert "X1 (T)" in names
    write(collection, tmp_path / "kept.yaml")
    assert read(tmp_path / "kept.yaml") == collection


def test_one_cell_may_name_several_parties_and_values_go_first(tmp_path: Path) -> None:
    rule = PartyRule(
        columns=("a", "c1..c3"),
        schemes=("iso_3166_1_alpha_3", "id"),
        separator="-",
        values=(("EC", "EU"), ("none", "")),
        role=Role.guest,
    )
    text = "a,c1,c3\nESP-GBR,EC,none\nDDR,,JPN\n"
    assert parties_of(tmp_path, text, rule) == [("ESP", "EU", "GBR"), ("DDR", "JPN")]


def test_a_word_of_the_mapping_that_is_no_actor_is_a_problem_of_the_cell(tmp_path: Path) -> None:
    rule = PartyRule(columns=("a",), values=(("x", "NOBODY-AT-ALL"),))
    with pytest.raises(RecordError, match="row 2, column 1 'a': the mapping says 'NOBODY-AT-ALL'"):
        parties_of(tmp_path, "a\nx\n", rule)


def test_a_party_has_the_span_of_its_row(tmp_path: Path) -> None:
    span = SpanRule(start=DateRule(column="in"), end=DateRule(column="out"))
    rule = PartyRule(columns=("a",), span=span)
    mapping = attrs.evolve(BARE, key=("id",), grouped=True, parties=(rule,))
    text = "id,a,in,out\n1,JPN,1951,1960\n1,USA,1951-09-08,1951-09-08\n1,GBR,,\n"
    parties = table(tmp_path, text, mapping).records[0].says.parties
    assert [(party.actor, party.span) for party in parties] == [
        ("GBR", None),
        ("JPN", Span.parse("1951/1960")),
        ("USA", Span.parse("1951-09-08/1951-09-08")),
    ]
    start = attrs.evolve(rule, span=SpanRule(start=DateRule(column="in")))
    parties = table(tmp_path, text, attrs.evolve(mapping, parties=(start,))).records[0].says.parties
    assert [party.span for party in parties] == [
        None,
        Span.parse("1951/"),
        Span.parse("1951-09-08/"),
    ]


def test_a_bad_span_of_a_party_is_named_once(tmp_path: Path) -> None:
    rule = PartyRule(columns=("a",), span=SpanRule(start=DateRule(column="in")))
    with pytest.raises(RecordError) as caught:
        parties_of(tmp_path, "a,in\nJPN,soon\n", rule)
    assert [problem.path for problem in caught.value.problems] == ["/in"]


# ----------------------------------------------------------------------------- other fields

FULL = Mapping(
    name="full",
    title="A table",
    codebook="version 1",
    record="agreement",
    key=("id",),
    missing=("NA",),
    titles=(TitleRule(column="name"), TitleRule(column="nom", language="fr")),
    kinds=(
        VocabularyRule(column="defense", values=(("1", "defence_pact"),)),
        VocabularyRule(column="type", values=(("t", "trade"), ("p", "peace")), closed=True),
    ),
    subkind="type",
    legal_forms=(VocabularyRule(column="form", values=(("P", "protocol"),)),),
    parties=(PartyRule(columns=("a", "b")),),
    milestones=(
        MilestoneRule(stage=Stage.signed, when=DateRule(column="signed")),
        MilestoneRule(
            stage=Stage.consented,
            when=DateRule(column="ratified"),
            by_party=True,
            where=Condition(column="type", values=("p",)),
            realis=Realis.planned,
        ),
    ),
    quantities=(
        QuantityRule(
            what="troops",
            column="n",
            unit="persons",
            approximate=(Condition(column="about", values=("y",)),),
        ),
    ),
    place=PlaceRule(name="where", latitude="lat", longitude="lon"),
    identifiers=(IdentifierRule(scheme="UNTS", column="unts"),),
    items=("item1", "item2"),
    summary="text",
)


def test_each_rule_fills_its_field(tmp_path: Path) -> None:
    text = (
        "id,name,nom,defense,type,form,a,b,signed,ratified,n,about,where,lat,lon,unts,item1,item2,text\n"
        "1,Pact,Pacte,0,p,P,JPN,USA,1951,1952,1200.50,y,San Francisco,37.77,-122.4,1832,F-35,NA,O\n"
    )
    record = table(tmp_path, text, FULL).records[0]
    says = agreement(record)
    assert record.id == "full#1"
    assert says.titles == (Title(text="Pact"), Title(text="Pacte", language="fr"))
    assert (says.kind, says.subkind, says.legal_form) == (
        AgreementKind.peace, "p", LegalForm.protocol
    )  # fmt: skip
    signed, consented = says.milestones
    assert (signed.stage, signed.by, signed.realis) == (Stage.signed, (), Realis.actual)
    assert (consented.by, consented.realis) == (("JPN", "USA"), Realis.planned)
    (troops,) = says.quantities
    assert (str(troops.low), troops.unit, troops.bound) == ("1200.5", "persons", Bound.about)
    assert says.place is not None
    assert (says.place.name, says.place.latitude, says.place.longitude) == (
        "San Francisco", 37.77, -122.4
    )  # fmt: skip
    assert [(each.scheme, each.value) for each in says.identifiers] == [("UNTS", "1832")]
    assert (says.items, says.summary) == (("F-35",), "O")
    assert len(says.extra) == 19


def test_the_first_rule_that_knows_a_word_decides_on_the_kind(tmp_path: Path) -> None:
    collection = table(tmp_path, "id,defense,type\n1,1,t\n2,0,t\n3,0,NA\n4,,\n", FULL)
    assert [agreement(record).kind.value for record in collection.records] == [
        "defence_pact", "trade", "other", "other"
    ]  # fmt: skip
    grouped = attrs.evolve(FULL, grouped=True)
    for order in itertools.permutations(["1,0,t", "1,1,p", "1,0,NA"]):
        text = "\n".join(["id,defense,type", *order, ""])
        assert agreement(table(tmp_path, text, grouped).records[0]).kind.value == "defence_pact"


def test_all_problems_of_all_rows_are_named_at_once(tmp_path: Path) -> None:
    text = (
        "id,name,type,signed,n,lat,lon,a\n"
        "1,ok,t,1951,1,1,1,JPN\n"
        "2,bad\a,q,1951-13,many,north,1,JPN\n"
        "3,ok,t,1951,1,91,1,JPN\n"
    )
    reading = table(tmp_path, text, FULL, errors="collect")
    assert isinstance(reading, Reading)
    found = [(problem.line, problem.code, problem.path) for problem in reading.problems]
    assert found == [
        (3, "text.control", "/name"),
        (3, "choice", "/type"),
        (3, "date", "/signed"),
        (3, "number", "/n"),
        (3, "number", "/lat"),
        (4, "number", "/lat"),
    ]
    assert [one.record for one in reading.rejected] == ["full#2", "full#3"]
    assert reading.n_records == len(reading.collection) + reading.n_rejected == 3
    with pytest.raises(RecordError) as caught:
        table(tmp_path, text, FULL)
    assert caught.value.problems == reading.problems


def test_what_no_object_can_hold_is_named_without_a_column(tmp_path: Path) -> None:
    mapping = attrs.evolve(BARE, titles=(TitleRule(column="a"),), key=("a",), grouped=True)
    reading = table(tmp_path, "a,b\nx,\u0301" + "\u0301" * 31 + "\n", mapping, errors="collect")
    assert [problem.code for problem in reading.problems] == ["limit.combining"]
    assert reading.problems[0].message.startswith("row 2, column 2 'b': ")


def test_events_have_a_realis_and_no_milestones(tmp_path: Path) -> None:
    rule = VocabularyRule(column="done", values=(("no", "planned"),))
    collection = table(tmp_path, "done\nno\nyes\n", attrs.evolve(BARE, realis=(rule,)))
    assert [event(r).realis for r in collection.records] == [Realis.planned, Realis.actual]


# ----------------------------------------------------------------------------- workbooks


def test_cells_of_a_workbook_become_text(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["other"])
    sheet = book.create_sheet("Data")
    sheet.append(["id", "x"])
    values = [1, 1.5, True, False, dt.date(2020, 1, 2), dt.datetime(2020, 1, 2, 3, 4)]  # noqa: DTZ001
    values += [dt.time(5, 6), dt.timedelta(days=1, hours=1), "text", "#N/A", None]
    for number, value in enumerate(values):
        sheet.append([number, value, None])
    book.save(tmp_path / "book.xlsx")
    mapping = attrs.evolve(BARE, key=("id",), table=TableForm(sheet="Data"))
    records = read_table(tmp_path / "book.xlsx", mapping).records
    by_id = {dict(r.says.extra)["id"]: dict(r.says.extra).get("x", "") for r in records}
    assert list(map(by_id.__getitem__, map(str, range(11)))) == [
        "1", "1.5", "TRUE", "FALSE", "2020-01-02", "2020-01-02T03:04:00",
        "05:06:00", by_id["7"], "text", "#N/A", "",
    ]  # fmt: skip
    with pytest.raises(RecordError, match="no worksheet 'None', only 'Sheet', 'Data'"):
        read_table(tmp_path / "book.xlsx", attrs.evolve(mapping, table=TableForm(sheet="None")))


def test_a_workbook_cell_past_the_header_is_named(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["a", "b"], [1, 2, 3], [1], [None, None], [1, 2, None]):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    reading = read_table(tmp_path / "book.xlsx", BARE, errors="collect")
    assert [str(problem.message) for problem in reading.problems] == [
        "row 2 has 3 cells, the header 2: quote cells that hold the delimiter"
    ]
    assert [record.says.cites for record in reading.collection.records] == [("row 3",), ("row 5",)]


def test_a_cell_or_table_too_large_for_a_worksheet_is_not_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = table(tmp_path, f"a\n{'x' * 32_768}\n")
    with pytest.raises(RecordError, match="at most 32767 characters"):
        write_table(collection, BARE, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()
    monkeypatch.setattr("alliancekit.tables.workbooks.MAX_SHEET_ROWS", 1)
    with pytest.raises(RecordError, match="at most 1 rows"):
        write_table(table(tmp_path, "a\n1\n"), BARE, tmp_path / "out.xlsx")


# ----------------------------------------------------------------------------- writing


def test_only_rows_of_a_table_are_written(tmp_path: Path) -> None:
    collection = table(tmp_path, "a\n1\n")
    target = tmp_path / "out.csv"
    with pytest.raises(RecordError, match="holds no source that a table was read as"):
        write_table(Collection(), BARE, target)
    with pytest.raises(RecordError, match=r"suffix '\.ods' is no table"):
        write_table(collection, BARE, tmp_path / "out.ods")

    stranger = Record(id="bare#new", says=Event(kind=EventKind.call))  # type: ignore[arg-type]
    twin = attrs.evolve(collection.records[0], id="bare#twin")
    mixed = attrs.evolve(collection, records=(*collection.records, stranger, twin))
    with pytest.raises(RecordError) as caught:
        write_table(mixed, BARE, target)
    assert [problem.record for problem in caught.value.problems] == ["bare#new", "bare#twin"]
    assert not target.exists()


def test_of_several_tables_one_is_named(tmp_path: Path) -> None:
    one = table(tmp_path, "a\n1\n", source=Source(id=SourceId("one")))
    both = one | table(tmp_path, "b\n2\n", source=Source(id=SourceId("two")))
    with pytest.raises(RecordError, match="several tables, one, two: say which source"):
        write_table(both, BARE, tmp_path / "out.csv")
    write_table(both, BARE, tmp_path / "out.csv", source="two")
    assert cells_of(tmp_path / "out.csv") == [["b"], ["2"]]


def test_a_character_that_the_encoding_lacks_is_named(tmp_path: Path) -> None:
    mapping = attrs.evolve(BARE, table=TableForm(encoding="latin-1"))
    collection = table(tmp_path, "a\nệ\n")
    with pytest.raises(RecordError, match="cannot be written in latin-1"):
        write_table(collection, mapping, tmp_path / "out.csv")


# ----------------------------------------------------------------------------- mapping files

SMALL = "name: m\ntitle: T\nrecord: event\n"


def loaded(tmp_path: Path, text: str) -> Mapping:
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    return load_mapping(tmp_path / "m.yaml")


def test_a_mapping_file_is_the_mapping(tmp_path: Path) -> None:
    text = SMALL + "kinds:\n- column: k\n  values: {s: summit}\nwhen: {start: {column: d}}\n"
    assert loaded(tmp_path, text) == Mapping(
        name="m",
        title="T",
        record="event",
        kinds=(VocabularyRule(column="k", values=(("s", "summit"),)),),
        when=SpanRule(start=DateRule(column="d")),
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (SMALL + "kindz: x\n", 4, "'kindz' is not a field: did you mean kind?"),
        (SMALL + "kind: trading\n", 4, "'trading' is not known"),
        (SMALL + "kinds:\n- {column: a, values: {x: nothing}}\n", 4, "'nothing' is not known"),
        (SMALL + "kinds:\n- {column: a, values: [x]}\n", 5, "a mapping of cells to words"),
        (SMALL + "kinds:\n- {column: a, values: {}}\n", 5, "must not be empty"),
        (
            SMALL + "legal_forms:\n- {column: a, values: {x: treaty}}\n",
            4,
            "is not a field of an event",
        ),
        (SMALL + "grouped: true\n", 4, "rows are grouped by a key"),
        (SMALL + "when: {start: {column: a, year: b}}\n", 4, "either the column or the year"),
        (SMALL + "when: {start: {year: a, day: b}}\n", 4, "a day needs its month"),
        (SMALL + "table: {delimiter: '::'}\n", 4, "cannot stand between cells"),
        (SMALL + "table: {encoding: hex}\n", 4, "is not an encoding"),
        (SMALL + "table: {encoding: klingon}\n", 4, "is not an encoding"),
        (SMALL + "table: {header_within: 0}\n", 4, "from 1 to 100"),
        (SMALL + "---\n" + SMALL, 0, "a file holds one mapping"),
        ("[]\n", 1, "must be a mapping"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    with pytest.raises(RecordError) as caught:
        loaded(tmp_path, text)
    assert message in str(caught.value)
    assert caught.value.problems[0].line == line
    assert caught.value.problems[0].source.endswith("m.yaml")


def test_rules_refuse_what_is_no_rule() -> None:
    with pytest.raises(RecordError, match="must be Stage"):
        MilestoneRule(stage="signed", when=DateRule(column="a"))  # type: ignore[arg-type]
    with pytest.raises(RecordError, match="must be a tuple"):
        PartyRule(columns="a")  # type: ignore[arg-type]
    with pytest.raises(RecordError, match="must be pairs"):
        VocabularyRule(column="a", values=("x",))  # type: ignore[arg-type]
    with pytest.raises(RecordError, match="a cell stands twice"):
        VocabularyRule(column="a", values=(("x", "y"), ("x", "z")))


def test_a_mapping_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="did you mean cow-alliances"):
        load_mapping("cow-aliances")
    with pytest.raises(RecordError, match="cannot be read"):
        load_mapping(tmp_path / "none.yaml")


@pytest.mark.parametrize("name", shipped_mappings())
def test_every_shipped_mapping_names_its_codebook(name: str) -> None:
    mapping = load_mapping(name)
    assert mapping.name == name
    assert mapping.codebook
    assert set(mapping.key) <= set(mapping.required) | {"treatyID"}


def test_anything_in_a_file_is_read_or_refused_with_our_own_error(tmp_path: Path) -> None:
    @given(data=st.binary(max_size=80), n_head=st.sampled_from([b"", b"id,x\n"]))
    @settings(max_examples=150, deadline=None)
    def check(data: bytes, n_head: bytes) -> None:
        path = tmp_path / "any.csv"
        path.write_bytes(n_head + data)
        try:
            reading = read_table(path, attrs.evolve(BARE, key=("id",)), errors="collect")
        except AllianceKitError:
            return
        assert reading.n_records == len(reading.collection) + reading.n_rejected
        write_table(reading.collection, BARE, tmp_path / "back.csv")
        numbers = [int(r.says.cites[0][4:]) for r in reading.collection.records]
        rows = cells_of(tmp_path / "back.csv")
        assert len(rows) == len(numbers) + 1

    check()
