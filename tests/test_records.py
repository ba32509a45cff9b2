"""Reading and writing: what is written is read back, whole and from every form."""

from __future__ import annotations

import gc
import json
import random
import stat
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliancekit.actors import Actor, ActorId, ActorKind, ActorName
from alliancekit.dates import End, FuzzyDate, Span
from alliancekit.errors import AllianceKitError, RecordError
from alliancekit.kinds import (
    AgreementKind,
    EventKind,
    LegalForm,
    ObligationKind,
    Realis,
    Role,
    Stage,
)
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    Event,
    Identifier,
    Judgement,
    Milestone,
    Obligation,
    Party,
    Place,
    Record,
    RecordId,
    Source,
    SourceId,
    Term,
    Title,
)
from alliancekit.money import parse as money
from alliancekit.records import Reading, read, read_text, write, written
from alliancekit.records.json_texts import json_tree, quick_tree
from alliancekit.testing.strategies import collections, records

FORMATS = ("yaml", "json", "jsonl")


def problems(text: str | bytes, format_: str = "yaml") -> list[tuple[str, str, int]]:
    reading = read_text(text, format=format_, errors="collect")  # type: ignore[call-overload]
    return [(problem.code, problem.path, problem.line) for problem in reading.problems]


def claim(**fields: Any) -> Any:
    """Return what one record of a JSON report says."""
    kind = {} if "agreement" in fields else {"event": "meeting"}
    report = {"source": {"id": "s", "language": "vi"}, "records": [{"id": "r", **kind, **fields}]}
    return read_text(orjson.dumps(report), format="json").records[0].says


# ----------------------------------------------------------------------------- laws


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=25)
@given(collection=collections())
def test_what_is_written_is_read_back_the_same(format_: Any, collection: Collection) -> None:
    data = written(collection, format_)
    again = read_text(data, format=format_)
    assert again == collection
    assert written(again, format_) == data


@settings(max_examples=15)
@given(collection=collections(), seed=st.integers(0, 100))
def test_the_order_and_number_of_lines_do_not_matter(collection: Collection, seed: int) -> None:
    lines = written(collection, "jsonl").splitlines(keepends=True)
    shuffled = lines + lines[: seed % 3]
    random.Random(seed).shuffle(shuffled)
    assert read_text(b"".join(shuffled), format="jsonl") == collection


@settings(max_examples=15)
@given(collection=collections())
def test_a_collection_united_with_itself_is_itself(collection: Collection) -> None:
    assert collection | collection == collection
    assert collection | Collection() == collection


@settings(max_examples=40)
@given(
    data=st.binary(max_size=60)
    | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.text(alphabet="{}[]:,-&*!|>#?<'\"\n ab1~@%\t").map(str.encode),
    format_=st.sampled_from(FORMATS),
)
def test_any_bytes_are_read_or_refused_in_our_own_terms(data: bytes, format_: Any) -> None:
    reading = read_text(data, format=format_, errors="collect")
    assert reading.n_records == len(reading.collection.records) + reading.n_rejected
    try:
        read_text(data, format=format_)
    except AllianceKitError as error:
        assert str(error).isprintable() or "\n" in str(error)
        assert reading.problems
    else:
        assert not reading.problems


_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)
_KEYS = st.sampled_from(
    [
        "id",
        "event",
        "agreement",
        "subkind",
        "title",
        "when",
        "realis",
        "parties",
        "place",
        "edition",
        "about",
        "part_of",
        "follows",
        "money",
        "quantities",
        "identifiers",
        "items",
        "summary",
        "cites",
        "extra",
        "legal_form",
        "milestones",
        "term",
        "obligations",
        "amendment",
        "under",
        "amends",
        "succeeds",
        "related",
        "x",
    ]
)


@settings(max_examples=60)
@given(rows=st.lists(st.dictionaries(_KEYS, _JUNK, max_size=4) | _JUNK, max_size=3))
def test_any_record_is_read_or_rejected_and_none_is_lost(rows: list[Any]) -> None:
    try:
        data = orjson.dumps({"source": {"id": "s"}, "records": rows})
    except TypeError:  # whole numbers past 64 bits, lone surrogates
        return
    reading = read_text(data, format="json", errors="collect")
    assert reading.n_records == len(rows)
    assert len(reading.collection.records) + reading.n_rejected == len(rows)
    assert bool(reading.problems) == bool(reading.rejected)
    for problem in reading.problems:
        assert "\n" not in str(problem)
        assert len(str(problem)) < 2048


@settings(max_examples=15)
@given(record=records())
def test_a_record_may_also_come_with_spaces_and_escapes(record: Record) -> None:
    import json

    collection = Collection(sources=(Source(id=record.source),), records=(record,))
    line = written(collection, "jsonl")
    spaced = json.dumps(json.loads(line), separators=(" , ", " : ")).encode()
    assert read_text(spaced, format="jsonl") == collection
    assert read_text(spaced, format="json") == collection
    assert read_text(json.dumps(json.loads(line), indent=1), format="json") == collection


# ----------------------------------------------------------------------------- forms


def test_the_short_forms_say_what_a_coder_means() -> None:
    says = claim(
        title={"en": "Talks", "vi": "Cuộc họp"},
        when="2024-04",
        realis="planned",
        parties={"host": "Nhật Bản", "guest": ["USA", {"actor": "AUS", "via": "JPN.ATLA"}]},
        place="Tokyo, JPN",
        money="JPY 3 billion = nearly USD 20 million",
        quantities={"troops": "about 55,000", "ships": 3, "range": "1.5..2 km"},
        identifiers={"UNTS": ["5320", "5321"]},
        edition=12,
        items="Patriot missiles",
        cites=["p2", "p5"],
        extra={"v": "NO"},
    )
    assert says == Event(
        kind=EventKind.meeting,
        titles=(Title(text="Talks"), Title(text="Cuộc họp", language="vi")),
        when=FuzzyDate("2024-04"),
        realis=Realis.planned,
        parties=(
            Party(actor=ActorId("JPN"), role=Role.host),
            Party(actor=ActorId("USA"), role=Role.guest),
            Party(actor=ActorId("AUS"), role=Role.guest, via=(ActorId("JPN.ATLA"),)),
        ),
        place=Place(name="Tokyo", country=ActorId("JPN")),
        money=money("JPY 3 billion = nearly USD 20 million"),
        quantities=says.quantities,
        identifiers=(
            Identifier(scheme="UNTS", value="5320"),
            Identifier(scheme="UNTS", value="5321"),
        ),
        edition=12,
        items=("Patriot missiles",),
        cites=("p2", "p5"),
        extra=(("v", "NO"),),
    )
    amounts = [(one.what, str(one.low), str(one.high), one.unit) for one in says.quantities]
    assert sorted(amounts) == [
        ("range", "1.5", "2", "km"),
        ("ships", "3", "3", ""),
        ("troops", "55000", "55000", ""),
    ]


def test_the_short_forms_of_an_agreement() -> None:
    report = {
        "source": {"id": "s"},
        "records": [
            {"id": "base", "agreement": "defence_pact"},
            {
                "id": "r",
                "agreement": "cost_sharing",
                "legal_form": "treaty",
                "parties": ["JPN", {"actor": "USA", "role": "funder", "span": "2007/.."}],
                "milestones": {
                    "signed": "2024-04-10",
                    "in_force": {
                        "when": "2025",
                        "realis": "planned",
                        "by": "JPN",
                        "place": "Tokyo",
                    },
                    "amended": ["2026", {"edtf": "2027", "basis": "b"}],
                },
                "term": "5 years",
                "obligations": [{"kind": "pay", "debtor": "JPN", "creditors": "USA", "terms": "t"}],
                "amendment": 1,
                "under": "base",
                "related": ["s#base"],
            },
        ],
    }
    found = read_text(orjson.dumps(report), format="json").records[1].says
    assert found == Agreement(
        kind=AgreementKind.cost_sharing,
        legal_form=LegalForm.treaty,
        parties=(
            Party(actor=ActorId("JPN")),
            Party(actor=ActorId("USA"), role=Role.funder, span=Span.parse("2007/..")),
        ),
        milestones=(
            Milestone(stage=Stage.signed, when=FuzzyDate("2024-04-10")),
            Milestone(
                stage=Stage.in_force,
                when=FuzzyDate("2025"),
                realis=Realis.planned,
                by=(ActorId("JPN"),),
                place=Place(name="Tokyo"),
            ),
            Milestone(stage=Stage.amended, when=FuzzyDate("2026")),
            Milestone(stage=Stage.amended, when=FuzzyDate("2027", basis="b")),
        ),
        term=Term(months=60),
        obligations=(
            Obligation(
                kind=ObligationKind.pay,
                debtor=ActorId("JPN"),
                creditors=(ActorId("USA"),),
                terms="t",
            ),
        ),
        amendment=1,
        under=("s#base",),
        related=("s#base",),
    )


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ({"when": "2024-04"}, {"when": {"edtf": "2024-04"}}),
        ({"when": "1960/.."}, {"when": {"start": "1960", "end_end": "open"}}),
        ({"place": "Tokyo, JPN"}, {"place": {"name": "Tokyo", "country": "JPN"}}),
        ({"place": "JPN"}, {"place": {"country": "Nhật Bản"}}),
        ({"title": "T"}, {"title": {"en": "T"}}),
        ({"parties": ["JPN"]}, {"parties": {"party": [{"actor": "JPN"}]}}),
        ({"parties": {"host": "JPN"}}, {"parties": [{"actor": "JPN", "role": "host"}]}),
        ({"cites": "p1"}, {"cites": ["p1"]}),
        (
            {"quantities": {"a": "about 3..4 t"}},
            {"quantities": [{"what": "a", "low": 3, "high": "4", "unit": "t", "bound": "about"}]},
        ),
        ({"quantities": {"a": 1.5}}, {"quantities": {"a": {"low": "1.5"}}}),
    ],
)
def test_a_short_and_a_long_form_are_the_same(short: Any, long: Any) -> None:
    assert claim(**short) == claim(**long)


def test_a_term_may_be_months_years_or_a_mapping() -> None:
    terms = [
        claim(agreement="trade", term=term).term
        for term in ("1 year", "12 months", {"months": 12}, "1 month", {"renewal": "yearly"})
    ]
    assert terms[0] == terms[1] == terms[2] == Term(months=12)
    assert terms[3:] == [Term(months=1), Term(renewal="yearly")]


def test_a_censored_end_is_said_beside_the_edtf() -> None:
    says = claim(when={"edtf": "1960/2018", "end_end": "censored"})
    assert says.when == Span(start=FuzzyDate("1960"), end=FuzzyDate("2018"), end_end=End.censored)


def test_names_of_actors_are_read_in_the_language_of_the_source_and_then_in_english() -> None:
    says = claim(parties=["Nhật Bản", "Germany"])
    assert [party.actor for party in says.parties] == ["DEU", "JPN"]


def test_a_source_may_be_written_out_where_it_is_named() -> None:
    text = """
source:
  id: a
  based_on:
    - id: b
      outlet: B
      based_on: {id: c}
    - id: d
"""
    sources = read_text(text).sources
    assert [(one.id, one.based_on) for one in sources] == [
        ("a", ("b", "d")),
        ("b", ("c",)),
        ("c", ()),
        ("d", ()),
    ]


def test_own_actors_are_known_to_every_file_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a_report.yaml").write_text(
        "source: {id: s}\nrecords: [{id: r, event: meeting, parties: [Zyxwor, JPN]}]\n"
    )
    (tmp_path / "actors.yaml").write_text("- {id: ZYX, kind: company, name: Zyxwor}\n")
    found = read(tmp_path)
    assert [party.actor for party in found.records[0].says.parties] == ["JPN", "ZYX"]
    assert found.actors == (
        Actor(id=ActorId("ZYX"), kind=ActorKind.COMPANY, names=(ActorName(text="Zyxwor"),)),
    )


def test_names_of_an_actor_keep_their_order() -> None:
    text = """
- id: ZYX
  kind: company
  name: {en: [Zyxwor, Zyxwor Inc], ja: ザイクス}
  codes: {lei: X1}
  parent: JPN
  spells: 1960/..
"""
    actor = read_text(text).actors[0]
    assert [(name.language, name.text) for name in actor.names] == [
        ("en", "Zyxwor"),
        ("en", "Zyxwor Inc"),
        ("ja", "ザイクス"),
    ]
    assert actor.code("lei") == "X1"


def test_decisions_are_read_from_a_list() -> None:
    text = """
source: {id: s}
records: [{id: a, event: call}, {id: b, event: call}]
---
- {same: [s#b, s#a], author: Coder, made: 2024-09-01, reason: one talk, id: d1}
- {different: [s#a, s#b], supersedes: d1}
"""
    first, second = sorted(read_text(text).decisions, key=lambda one: -len(one.id))
    assert first == Decision(
        judgement=Judgement.same,
        records=(RecordId("s#a"), RecordId("s#b")),
        author="Coder",
        made=first.made,
        reason="one talk",
        id=first.id,
    )
    assert (second.judgement, second.supersedes) == (Judgement.different, ("d1",))


# ----------------------------------------------------------------------------- files


def test_a_folder_is_read_whole_and_what_is_hidden_or_foreign_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "sub"
    folder.mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.yaml").write_text("nonsense")
    (tmp_path / "notes.txt").write_text("nonsense")
    (tmp_path / "a.YAML").write_text("source: {id: a}")
    (folder / "b.json").write_text('{"source": {"id": "b"}}')
    (folder / "c.jsonl").write_text('{"source": {"id": "c"}}\n\n{"source": {"id": "d"}}')
    assert [one.id for one in read(tmp_path).sources] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".jsonl", ".yml", ".JSONL"])
def test_a_written_file_is_read_back(tmp_path: Path, suffix: str) -> None:
    collection = Collection(
        sources=(Source(id=SourceId("s"), outlet="O"),),
        records=(
            Record(id=RecordId("s#a"), says=Event(kind=EventKind.call)),
            Record(id=RecordId("s#a"), says=Event(kind=EventKind.visit)),
        ),
    )
    target = tmp_path / f"all{suffix}"
    write(collection, target)
    assert read(target) == collection
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_an_empty_collection_is_written_and_read(tmp_path: Path) -> None:
    for suffix in FORMATS:
        write(Collection(), tmp_path / f"x.{suffix}")
        assert read(tmp_path / f"x.{suffix}") == Collection()


def test_writing_keeps_mode_and_link_of_the_old_file(tmp_path: Path) -> None:
    target, link = tmp_path / "x.jsonl", tmp_path / "link.jsonl"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    write(Collection(), link)
    assert link.is_symlink()
    assert target.read_text() == ""
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_failed_writing_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "x.jsonl"
    target.write_text("old")
    bad = Collection(records=(Record(id=RecordId("s#a"), says=Event(kind=EventKind.call)),))
    with pytest.raises(RecordError, match="source 's' is not in the collection"):
        write(bad, target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_writing_refuses_what_could_not_be_read_back(tmp_path: Path) -> None:
    source = Source(id=SourceId("s"), based_on=(SourceId("gone"),))
    says = Event(
        kind=EventKind.call,
        about=("s#gone",),
        parties=(Party(actor=ActorId("NOBODY")),),
        place=Place(country=ActorId("NOWHERE")),
    )
    pact = Agreement(
        kind=AgreementKind.trade,
        milestones=(Milestone(stage=Stage.signed, by=(ActorId("NOBODY"),)),),
        obligations=(Obligation(kind=ObligationKind.pay, debtor=ActorId("NOBODY")),),
    )
    collection = Collection(
        sources=(source,),
        records=(
            Record(id=RecordId("s#a"), says=says),
            Record(id=RecordId("s#b"), says=pact),
        ),
    )
    with pytest.raises(RecordError) as caught:
        write(collection, tmp_path / "x.yaml")
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"reference", "actor"}
    with pytest.raises(RecordError, match=r"suffix '\.csv' is not written"):
        write(Collection(), tmp_path / "x.csv")
    with pytest.raises(RecordError, match="cannot be written"):
        write(Collection(), tmp_path / "no" / "x.yaml")


def test_many_records_of_one_source_stand_on_several_lines(tmp_path: Path) -> None:
    says = Event(kind=EventKind.call, summary="x" * 60_000)
    collection = Collection(
        sources=(Source(id=SourceId("s")),),
        records=tuple(Record(id=RecordId(f"s#{n}"), says=says) for n in range(40)),
    )
    data = written(collection, "jsonl")
    assert data.count(b"\n") == 3
    assert read_text(data, format="jsonl") == collection


def test_what_becomes_of_problems_is_one_of_two_words(tmp_path: Path) -> None:
    for call in (
        lambda: read_text("- nonsense", errors="ignore"),  # type: ignore[call-overload]
        lambda: read(tmp_path / "none.yaml", errors=True),  # type: ignore[call-overload]
    ):
        with pytest.raises(ValueError, match="errors must be 'raise' or 'collect', not"):
            call()


def test_the_collector_of_garbage_is_as_it_was_after_a_reading() -> None:
    assert gc.isenabled()
    read_text("- nonsense", errors="collect")
    assert gc.isenabled()
    gc.disable()
    try:
        read_text("source: {id: s}")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_read_counts_as_old_and_what_was_frozen_stays_frozen() -> None:
    was_frozen = gc.get_freeze_count() > 0
    gc.unfreeze()
    try:
        old = read_text("source: {id: s}")
        assert any(one is old for one in gc.get_objects(generation=2))
        assert gc.get_freeze_count() == 0
        gc.freeze()
        new = read_text("source: {id: s}")
        assert not any(one is new for one in gc.get_objects(generation=2))
        assert gc.get_freeze_count() > 0
    finally:
        if not was_frozen:
            gc.unfreeze()


# ----------------------------------------------------------------------------- problems


def test_every_problem_of_every_file_is_raised_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "source: {id: s}\n"
        "records:\n"
        "  - id: x\n"
        "    event: sumit\n"
        "    titel: T\n"
        "    when: 2024-13\n"
        "  - id: y\n"
        "    agreement: call\n"
        "    parties: [Congo, Nobodia]\n"
    )
    (tmp_path / "b.jsonl").write_text('{"source": {"id": "t"}, "records": [{"event": "call"}]}\n')
    with pytest.raises(RecordError) as caught:
        read(tmp_path, tmp_path / "missing.yaml")
    found = [
        (Path(one.source).name, one.line, one.record, one.path, one.code)
        for one in caught.value.problems
    ]
    assert found == [
        ("a.yaml", 4, "s#x", "/event", "kind"),
        ("a.yaml", 5, "s#x", "/titel", "unknown_field"),
        ("a.yaml", 6, "s#x", "/when", "date"),
        ("a.yaml", 8, "s#y", "/agreement", "kind"),
        ("a.yaml", 9, "s#y", "/parties/0", "actor"),
        ("a.yaml", 9, "s#y", "/parties/1", "actor"),
        ("b.jsonl", 1, "t[0]", "", "missing_field"),
        ("missing.yaml", 0, "", "", "file"),
    ]
    text = str(caught.value)
    assert "did you mean summit" in text
    assert "did you mean title" in text
    assert "write 'event: call'" in text
    assert "COD or COG" in text
    assert "add the actor to actors.yaml" in text


def test_the_good_records_can_be_had_with_the_bad_ones_listed() -> None:
    text = """
source: {id: s}
records:
  - {id: a, event: call}
  - {id: b, event: call, about: gone}
  - {id: c, event: call, about: b}
  - {id: d, event: call, about: a}
"""
    reading = read_text(text, errors="collect")
    assert isinstance(reading, Reading)
    assert [record.id for record in reading.collection.records] == ["s#a", "s#d"]
    assert [(one.record, one.line, one.path) for one in reading.rejected] == [
        ("s#b", 5, "/records/1"),
        ("s#c", 6, "/records/2"),
    ]
    assert (reading.n_records, reading.n_rejected) == (4, 2)
    assert text.encode()[reading.rejected[0].offset :].startswith(b"  - {id: b")


def test_a_bad_source_takes_its_records_with_it() -> None:
    reading = read_text(
        "source: {id: s, url: [x]}\nrecords: [{id: a, event: call}]", errors="collect"
    )
    assert (reading.n_records, reading.n_rejected) == (1, 1)
    assert [(one.code, one.path) for one in reading.problems] == [("type", "/source/url")]


def test_a_source_that_rests_on_an_unknown_one_is_rejected() -> None:
    text = "source: {id: s, based_on: t}\nrecords: [{id: a, event: call}]"
    reading = read_text(text, errors="collect")
    assert reading.collection == Collection()
    assert [one.what for one in reading.rejected] == ["source", "record"]


def test_an_id_that_stands_twice_in_a_report_names_both_places() -> None:
    rows = "".join(f"- {{id: {name}, event: call}}\n" for name in "aba")
    text = f"source: {{id: s}}\nrecords:\n{rows}"
    with pytest.raises(RecordError, match=r"the id 'a' stands on lines 3 and 5"):
        read_text(text)
    reading = read_text(text, errors="collect")
    assert [record.id for record in reading.collection.records] == ["s#b"]


def test_two_accounts_of_one_record_are_both_kept() -> None:
    first = read_text("source: {id: s}\nrecords: [{id: a, event: call}]")
    second = read_text("source: {id: s}\nrecords: [{id: a, event: visit}]")
    both = first | second | first
    assert [record.says.kind for record in both.records] == [EventKind.call, EventKind.visit]
    assert both == second | first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- same: [s#a]", [("decision", "/same", 1)]),
        ("- same: [s#a, s#b]\n  different: [s#a, s#b]", [("decision", "", 1)]),
        ("- same: [s#a, s#b]", [("reference", "/same", 1), ("reference", "/same", 1)]),
        ("- {same: [s#a, x], made: 2024-02-30}", [("date", "/made", 1)]),
        ("- {id: A B, kind: company, name: X}", [("value", "", 1)]),
        ("- {id: JPN, kind: company, name: X}", [("actor", "", 1)]),
        ("- {id: AB, kind: firm, name: X}", [("kind", "/kind", 1)]),
        ("- {id: AB, kind: company}", [("missing_field", "/name", 1)]),
        ("- 3", [("type", "", 1)]),
        ("records: []", [("missing_field", "", 1)]),
        ("source: {id: a}\nrecord: []", [("unknown_field", "/record", 2)]),
        ("source: {id: a}\nrecords: {}", [("type", "/records", 2)]),
        ("source: a", [("type", "/source", 1)]),
        (
            "source: {id: a, based_on: [{outlet: x}]}",
            [("missing_field", "/source/based_on/0/id", 1)],
        ),
        ("source: {id: a}\nrecords: [{id: b#c, event: call}]", [("id", "/id", 2)]),
        ("source: {id: a}\nrecords: [{id: b, event: call, agreement: trade}]", [("type", "", 2)]),
    ],
)
def test_what_is_no_report_decision_or_actor_is_a_problem(text: str, expected: Any) -> None:
    assert problems(text) == expected


@pytest.mark.parametrize(
    ("field", "value", "code", "path"),
    [
        ("place", "Tokyo, Nowhereland", "actor", "/place"),
        ("place", {"name": "x", "latitude": 91, "longitude": 0}, "number", "/place/latitude"),
        ("place", {"name": "x", "latitude": 9}, "number", "/place"),
        ("place", {}, "empty", "/place"),
        ("money", "3 USD", "money", "/money"),
        ("money", 3, "type", "/money"),
        ("quantities", {"a": "many"}, "quantity", "/quantities/a"),
        ("quantities", {"a": "5..3"}, "number", "/quantities/a"),
        ("quantities", {"a": 0.1234567890123456}, "number", "/quantities/a"),
        ("quantities", "3", "type", "/quantities"),
        ("quantities", {"a": {"what": "b", "low": 3}}, "duplicate_key", "/quantities/a/what"),
        ("identifiers", ["x"], "type", "/identifiers"),
        ("identifiers", {"UNTS": 3}, "type", "/identifiers/UNTS"),
        ("extra", {"a": 3}, "type", "/extra/a"),
        ("title", {}, "empty", "/title"),
        ("title", {"e n": "x"}, "id", "/title/e n/language"),
        ("when", {"edtf": "2024", "note": "x"}, "unknown_field", "/when/note"),
        ("when", {"edtf": "2024/2025", "start": "2024"}, "date", "/when"),
        ("when", {"basis": "x"}, "missing_field", "/when/edtf"),
        ("when", "2024-05/2024-04", "date", "/when"),
        ("parties", {"hosts": "JPN"}, "choice", "/parties/hosts"),
        (
            "parties",
            {"host": {"actor": "JPN", "role": "guest"}},
            "duplicate_key",
            "/parties/host/role",
        ),
        ("parties", [{"role": "host"}], "missing_field", "/parties/0/actor"),
        ("edition", 0, "number", "/edition"),
        ("edition", 2**63, "number", "/edition"),
        ("about", "a b", "id", "/about/0"),
    ],
)
def test_a_wrong_value_is_named_by_its_path(field: str, value: Any, code: str, path: str) -> None:
    report = {"source": {"id": "s"}, "records": [{"id": "r", "event": "call", field: value}]}
    found = problems(orjson.dumps(report), "json")
    assert (code, path) in [(one[0], one[1]) for one in found]
    assert all(one[2] == 1 for one in found)


def test_reading_does_not_depend_on_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.yaml").write_text("source: {id: s}")
    monkeypatch.chdir(tmp_path)
    assert read("x.yaml") == read(tmp_path / "x.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["x.yaml"]


@pytest.mark.parametrize(
    ("edtf", "ends"),
    [
        ("1816-21/1816-01-01", {"end_end": "censored"}),
        ("../1990", {"end_end": "censored"}),
        ("1990/..", {"start_end": "censored"}),
        ("/1990", {"end_end": "censored"}),
    ],
)
def test_the_ends_of_a_span_may_be_said_beside_its_days(edtf: str, ends: dict[str, str]) -> None:
    report = {
        "source": {"id": "a"},
        "records": [{"id": "b", "event": "exercise", "when": {"edtf": edtf, **ends}}],
    }
    collection = read_text(json.dumps(report), format="json")
    when = collection.records[0].says.when
    assert isinstance(when, Span)
    assert {name: getattr(when, name).value for name in ends} == ends
    assert read_text(written(collection, "yaml")) == collection


_ESCAPES = ["\\u0022", "\\u003a", "\\u003A", '\\"', "\\\\", "\\u0061", "\\u00e9"]
_CHARS = st.sampled_from(["a", "b", ":", ",", "1" * 19, "é", *_ESCAPES])
_STRINGS = st.lists(_CHARS, max_size=3).map(lambda parts: '"' + "".join(parts) + '"')
_GAPS = st.sampled_from(["", "", " ", "\n"])
_SCALARS = _STRINGS | st.sampled_from(
    ["null", "true", "0", "1.5", "-7", "9" * 18, "9223372036854775807", "9" * 20, "-" + "9" * 19]
)


def _objects(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.builds(lambda k, g, h, v: f"{k}{g}:{h}{v}", _STRINGS, _GAPS, _GAPS, values)
    return st.lists(pair, max_size=3).map(lambda pairs: "{" + ",".join(pairs) + "}")


def _arrays(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    members = st.lists(values, max_size=3)
    return st.builds(lambda found, gap: "[" + f",{gap}".join(found) + "]", members, _GAPS)


json_documents = st.recursive(
    _SCALARS, lambda inner: _objects(inner) | _arrays(inner), max_leaves=6
)


@given(text=json_documents)
def test_the_quick_reader_of_a_line_gives_what_the_careful_one_gives_or_nothing(text: str) -> None:
    try:
        quick = quick_tree(text.encode())
    except ValueError:
        return
    assert json.dumps(quick) == json.dumps(json_tree(text, "a.json"))


def test_lines_that_other_programs_write_take_the_quick_way() -> None:
    tree = {"a": ["Nhật Bản", 1, {"b": "0.1234567890123456789"}], "c": {"d": "x: y, z"}}
    assert quick_tree(json.dumps(tree).encode()) == tree
    assert quick_tree(json.dumps(tree, indent=1, ensure_ascii=False).encode()) == tree
