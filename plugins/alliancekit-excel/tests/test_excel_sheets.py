"""What the sheets say: every entry, both sides of conflicts, plans as plans, nothing cut."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import alliancekit as ak
from alliancekit.dates import FuzzyDate, Span
from alliancekit.errors import OptionsError
from alliancekit.exporting import Loss
from alliancekit.kinds import AgreementKind, EventKind, Realis, Stage
from alliancekit.merging import MergeOptions
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    Judgement,
    Milestone,
    Record,
    Source,
)
from alliancekit.money import Bound, Money, totals
from alliancekit.testing import hostile_timeline, money, timelines
from alliancekit.timeline import (
    Claim,
    FieldStatus,
    FusedField,
    Timeline,
    UnsurePair,
)

_TIDY = settings(
    max_examples=10,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@_TIDY
@given(timelines())
def test_every_entry_party_milestone_link_source_and_losing_value_has_its_row(
    written: Callable[..., bytes],
    sheets: Callable[..., Any],
    table: Callable[..., Any],
    timeline: Timeline,
) -> None:
    read = sheets(written(timeline, claims=True))

    def rows(name: str) -> list[dict[str, Any]]:
        return [row for row in table(read[name]) if row["ID"] != ""]

    agreements = [entry for entry in timeline if isinstance(entry.says, Agreement)]
    assert [row["ID"] for row in rows("Timeline")] == [entry.id for entry in timeline]
    assert [row["Realis"] for row in rows("Timeline")] == [entry.realis.value for entry in timeline]
    assert [row["Witnesses"] for row in rows("Timeline")] == [
        len(entry.witnesses) for entry in timeline
    ]
    assert [row["ID"] for row in rows("Agreements")] == [entry.id for entry in agreements]
    assert [(row["ID"], row["Actor"], row["Role"]) for row in rows("Parties")] == [
        (entry.id, party.actor, party.role.value) for entry in timeline for party in entry.parties
    ]
    assert [row["ID"] for row in rows("Sources")] == [source.id for source in timeline.sources]
    assert [(row["ID"], row["Stage"], row["Realis"]) for row in rows("Milestones")] == [
        (entry.id, step.stage.value, step.realis.value)
        for entry in agreements
        for step in entry.says.milestones
    ]
    assert [(row["ID"], row["Relation"], row["Other ID"]) for row in rows("Links")] == [
        (link.origin, link.relation.value, link.target) for link in timeline.links
    ]
    assert {(row["ID"], row["Field"]) for row in rows("Conflicts")} == {
        (conflict.entry, conflict.field) for conflict in timeline.conflicts()
    }
    assert len(rows("Claims")) == sum(
        len(field.claims) for entry in timeline for field in entry.fields
    )


def test_a_losing_value_stands_beside_the_value_shown_each_with_its_sources(
    written: Callable[..., bytes],
    sheets: Callable[..., Any],
    table: Callable[..., Any],
    disputed: Timeline,
) -> None:
    when, *tied = table(sheets(written(disputed))["Conflicts"])
    assert when == {
        "ID": "nikkei#talks",
        "Title": "2+2 meeting",
        "Field": "when",
        "Standing": "not shown",
        "Shown value": "2024-07-28",
        "Shown value from": "nikkei#talks (Nikkei Asia)",
        "Other value": "2024-07-29",
        "Other value from": "vov#3 (VOV)",
        "Rule": "majority",
        "Counted as one witness": "",
    }
    assert [
        (row["Field"], row["Standing"], row["Shown value"], row["Other value"]) for row in tied
    ] == [
        ("edition", "tied: none is shown", "", "2"),
        ("edition", "tied: none is shown", "", "3"),
    ]


def test_flags_say_in_words_what_colours_show(
    written: Callable[..., bytes],
    sheets: Callable[..., Any],
    table: Callable[..., Any],
    disputed: Timeline,
) -> None:
    flags = {row["ID"]: row["Flags"] for row in table(sheets(written(disputed))["Timeline"])}
    assert flags == {
        "vov#treaty": "",
        "vov#presence": "",
        "vov#off": "CANCELLED",
        "nikkei#talks": "CONFLICT: when, edition",
        "vov#hq": "PLANNED",
    }


def test_an_entry_is_told_in_full(
    written: Callable[..., bytes],
    sheets: Callable[..., Any],
    table: Callable[..., Any],
    disputed: Timeline,
) -> None:
    row = table(sheets(written(disputed))["Timeline"])[3]
    expected = {
        "No.": 4,
        "When": "2024-07-28",
        "Type": "event",
        "Kind": "ministerial",
        "Realis": "actual",
        "Parties": "United States; Japan (host)",
        "Place": "Tokyo, Japan",
        "Sources": 2,
        "Witnesses": 2,
        "Conflicts": 2,
        "First source": "Nikkei Asia",
        "Start": dt.date(2024, 7, 28),
        "Start (as reported)": "2024-07-28",
        "Start precision": "day",
        "End": "",
        "Earliest": dt.date(2024, 7, 28),
        "Latest": dt.date(2024, 7, 28),
        "Amount from": 3_000_000_000,
        "Amount to": 3_000_000_000,
        "Currency": "JPY",
        "Bound": "exact",
        "Period": "total",
        "Money": "JPY 3000000000 = nearly USD 20000000",
        "Latitude": 35.7,
        "Longitude": 139.7,
        "Summary": "=1+1",
        "Other titles": "vi: Hội nghị 2+2",
        "Other values told": "place: JPN [vov#3]",
        "Weakest support (bits)": 12.345,
        "Records": "nikkei#talks, vov#3",
        "Other fields": "colour: red",
    }
    assert {name: row[name] for name in expected} == expected


def test_dates_are_native_only_where_they_are_exact(
    written: Callable[..., bytes],
    sheets: Callable[..., Any],
    table: Callable[..., Any],
    disputed: Timeline,
) -> None:
    rows = {row["ID"]: row for row in table(sheets(written(disputed))["Timeline"])}
    names = (
        "When",
        "Start",
        "Start (as reported)",
        "Start precision",
        "End (as reported)",
        "End precision",
        "Date qualifier",
        "EDTF",
        "Earliest",
        "Latest",
    )
    told = {id: tuple(row[name] for name in names) for id, row in rows.items()}
    old, july = "1778-02-06", "2024-07"
    assert told["vov#treaty"] == (old, old, old, "day", "", "", "", old, old, old)
    assert told["vov#presence"] == (
        *("from about 1951-09-08, no end", "", "1951-09-08~", "day", "..", "open"),
        *("circa", "1951-09-08~/..", dt.date(1951, 9, 8), ""),
    )
    assert told["vov#off"] == (
        *("July 2024", "", july, "month", "", "", "", july),
        *(dt.date(2024, 7, 1), dt.date(2024, 7, 31)),
    )
    assert told["vov#hq"] == (
        *("by 2025-03-31", "", "[..2025-03-31]", "before", "", "", "", "[..2025-03-31]"),
        *("", dt.date(2025, 3, 31)),
    )
    assert rows["vov#hq"]["Date in the source's words"] == "by March"
    assert rows["vov#hq"]["How the date was worked out"] == "fiscal year of JPN"


@pytest.mark.parametrize(
    ("when", "ends"),
    [
        (Span(start=FuzzyDate("2020"), end_end="unknown"), (".", "unknown")),
        (
            Span(start=FuzzyDate("2020"), end=FuzzyDate("2024-05"), end_end="censored"),
            ("2024-05", "censored"),
        ),
        (Span(start=FuzzyDate("2020"), end=FuzzyDate("2024-05-02?")), ("2024-05-02?", "day")),
    ],
)
def test_the_end_of_a_span_says_how_it_is_known(
    when: Span,
    ends: tuple[str, str],
    entry_of: Any,
    event: Any,
    timeline_of: Any,
    written: Any,
    sheets: Any,
    table: Any,
) -> None:
    row = table(sheets(written(timeline_of(entry_of("a#1", event(when=when)))))["Timeline"])[0]
    assert (row["End (as reported)"] or ".", row["End precision"]) == ends


def test_an_agreement_shows_status_steps_and_what_is_only_expected(
    written: Callable[..., bytes],
    sheets: Callable[..., Any],
    table: Callable[..., Any],
    disputed: Timeline,
) -> None:
    (row,) = table(sheets(written(disputed))["Agreements"])
    names = (
        "Status",
        "In force",
        "Signed",
        "Signed realis",
        "Binding (as reported)",
        "Ends",
        "Ends (as reported)",
        "Ends realis",
        "Milestones",
    )
    assert tuple(row[name] for name in names) == (
        "in force",
        "yes",
        "1778-02-06",
        "actual",
        "1778-05",
        "",
        "2030",
        "expected",
        3,
    )


def test_the_first_step_taken_stands_before_steps_that_are_only_told_of(
    entry_of: Any, timeline_of: Any, written: Any, sheets: Any, table: Any
) -> None:
    says = Agreement(
        kind=AgreementKind.trade,
        milestones=(
            Milestone(stage=Stage.signed, when=FuzzyDate("2020-01-01"), realis=Realis.planned),
            Milestone(stage=Stage.signed, when=FuzzyDate("2020-02-01")),
            Milestone(stage=Stage.in_force, when=FuzzyDate("2019-01-01")),
            Milestone(stage=Stage.in_force, when=FuzzyDate("2018-01-01"), by=("FRA",)),
        ),
    )
    (row,) = table(sheets(written(timeline_of(entry_of("a#1", says))))["Agreements"])
    assert (row["Signed"], row["Binding"]) == (dt.date(2020, 2, 1), dt.date(2019, 1, 1))
    assert "comes before" in row["Impossible orders"]


def test_more_rows_than_a_sheet_takes_go_on_in_the_next(
    entry_of: Any, event: Any, timeline_of: Any, written: Any, sheets: Any, table: Any
) -> None:
    entries = [entry_of(f"a#{n:03d}", event()) for n in range(198)]
    read = sheets(written(timeline_of(*entries), rows_per_sheet=100))
    assert [len(read[name]) for name in ("Timeline", "Timeline (2)")] == [100, 100]
    read = sheets(written(timeline_of(*entries, entry_of("a#198", event())), rows_per_sheet=100))
    assert [len(read[f"Timeline{part}"]) for part in ("", " (2)", " (3)")] == [100, 100, 2]
    assert read["Timeline (3)"][1][0] == "a#198"


@pytest.mark.parametrize("length", [32_767, 32_768, 40_000, 65_536])
@pytest.mark.parametrize("letter", ["a", "🌏", "_x0041_"])
def test_a_long_text_goes_on_in_the_notes(
    length: int,
    letter: str,
    entry_of: Any,
    event: Any,
    timeline_of: Any,
    written: Any,
    sheets: Any,
    table: Any,
) -> None:
    text = (letter * length)[:length]
    read = sheets(written(timeline_of(entry_of("a#1", event(summary=text)))))
    shown = table(read["Timeline"])[0]["Summary"]
    notes = [row for row in table(read["Notes"]) if row["Column"] == "Summary"]
    if not notes:
        assert shown == text
        return
    start, mark, row = shown.rpartition(" [… goes on in sheet Notes, row ")
    assert mark
    assert read["Notes"][int(row.rstrip("]")) - 1][5] == notes[0]["Text"]
    assert start + "".join(note["Text"] for note in notes) == text
    assert [note["Part"] for note in notes] == list(range(2, 2 + len(notes)))


def test_a_workbook_without_notes_says_so(written: Any, sheets: Any, disputed: Timeline) -> None:
    assert (
        sheets(written(disputed))["Notes"][1][4] == "Nothing was shortened, replaced or left out."
    )


def test_characters_that_xml_cannot_hold_are_replaced_and_told_as_lost(
    entry_of: Any, event: Any, timeline_of: Any, reported: Any, sheets: Any, table: Any
) -> None:
    # The model refuses such text; policies are not part of the model.
    value = FuzzyDate("2024")
    claims = (
        Claim(value=value, records=("a#1",)),
        Claim(value=FuzzyDate("2023"), records=("b#1",)),
    )
    field = FusedField(
        name="when",
        status=FieldStatus.conflict,
        value=value,
        claims=claims,
        policy="rule\ud800\x07",
    )
    data, report = reported(timeline_of(entry_of("a#1", event(when=value), field)))
    (row,) = table(sheets(data)["Conflicts"])
    assert row["Rule"] == "rule\ufffd\x07"
    assert report.losses == (
        Loss(entry="a#1", field="Rule", reason="Characters that XML cannot hold stand as U+FFFD."),
    )
    assert [note["ID"] for note in table(sheets(data)["Notes"])] == ["a#1"]


def test_titles_and_names_come_in_the_language_asked_for(
    written: Any, sheets: Any, table: Any, disputed: Timeline
) -> None:
    row = table(sheets(written(disputed, language="vi"))["Timeline"])[3]
    assert row["Title"] == "Hội nghị 2+2"
    assert row["Other titles"] == "en: 2+2 meeting"
    assert "Nhật Bản" in row["Parties"]


def test_an_actor_that_no_table_knows_is_shown_by_its_id(
    entry_of: Any, event: Any, timeline_of: Any, written: Any, sheets: Any, table: Any
) -> None:
    from alliancekit.model import Party

    read = sheets(written(timeline_of(entry_of("a#1", event(parties=(Party(actor="NOBODY"),))))))
    (row,) = table(read["Parties"])
    assert (row["Name"], row["Actor kind"], row["State"]) == ("NOBODY", "", "")


def test_a_source_that_the_collection_lacks_is_named_without_a_link(
    entry_of: Any, event: Any, timeline_of: Any, written: Any, sheets: Any, table: Any
) -> None:
    (row,) = table(sheets(written(timeline_of(entry_of("a#1", event()))))["Timeline"])
    assert (row["Sources"], row["First source"]) == (1, "a")


def test_pairs_that_a_person_should_look_at_have_a_sheet(
    written: Any, sheets: Any, table: Any, disputed: Timeline
) -> None:
    (row,) = table(sheets(written(disputed))["To check"])
    assert row == {
        "ID": "nikkei#hq",
        "Title": "Joint headquarters",
        "Other ID": "vov#off",
        "Other title": "Called off",
        "Weight (bits)": 1.5,
        "Probability": 0.7,
    }


@pytest.fixture(scope="module")
def rich() -> Timeline:
    """Return a summit put off twice, a wire in two papers, and decisions of all standings."""
    summit = "event: summit, title: Leaders' summit, parties: [JPN, PHL]"
    days = (("a", "2024-05-10", "planned"), ("b", "2024-06-12", "postponed"))
    wire = (
        "event: signing, title: Japan and Philippines sign access pact, parties: [JPN, PHL], when: "
        "2024-07-08, summary: Ministers of both countries signed the pact in a short ceremony on "
        "Monday and troops may train on each other's soil from next year on"
    )
    reports = [
        f"source: {{id: {name}, language: en, published: 2024-0{month}-01}}\n"
        f"records: [{{id: x, {summit}, when: {day}, realis: {realis}}}]\n"
        for month, (name, day, realis) in enumerate((*days, ("c", "2024-07-20", "actual")), 3)
    ]
    reports += [
        f"source: {{id: {name}, language: en, published: 2024-07-09}}\n"
        f"records: [{{id: y, {wire}}}]\n"
        for name in ("paper", "post")
    ]
    told = ak.read_text("---\n".join(reports))
    other = told.records[0].digest
    decisions = (
        Decision(
            judgement=Judgement.same,
            records=("a#x", "c#x"),
            author="Ann",
            made=dt.date(2024, 8, 1),
            reason="one series",
        ),
        Decision(judgement=Judgement.same, records=("a#x", "gone#x")),
        Decision(
            judgement=Judgement.prefer,
            records=("post#y",),
            field="when",
            digests=(("post#y", other),),
        ),
        Decision(judgement=Judgement.prefer, records=("post#y",), field="kind", id="old"),
        Decision(judgement=Judgement.withdraw, supersedes=("old",)),
    )
    return ak.merge(attrs.evolve(told, decisions=decisions))


def test_days_that_were_given_up_stand_apart_from_less_precise_values(
    written: Any, sheets: Any, table: Any, rich: Timeline
) -> None:
    rows = {row["ID"]: row for row in table(sheets(written(rich))["Timeline"])}
    summit, pact = rows["a#x"], rows["paper#y"]
    assert summit["Flags"] == "MOVED"
    assert summit["Planned before for"] == "2024-05-10 [a#x]\n2024-06-12 [b#x]"
    assert "when" not in summit["Other values told"]
    assert (pact["Flags"], pact["Planned before for"]) == ("", "")


def test_sources_that_count_once_are_named_with_the_reason(
    written: Any, sheets: Any, table: Any, rich: Timeline
) -> None:
    read = sheets(written(rich))
    alike = {row["ID"]: row["Word for word like"] for row in table(read["Sources"])}
    assert alike == {"a": "", "b": "", "c": "", "paper": "post", "post": "paper"}
    together = {row["ID"]: row["Counted as one witness"] for row in table(read["Timeline"])}
    assert together == {"a#x": "", "paper#y": "paper + post"}


def test_decisions_say_who_made_them_why_and_whether_they_count(
    written: Any, sheets: Any, table: Any, rich: Timeline
) -> None:
    rows = table(sheets(written(rich))["Decisions"])
    told = {
        (row["ID"], row["Other ID"], row["Judgement"], row["Field"]): row["Does it count?"]
        for row in rows
    }
    assert told == {
        ("a#x", "c#x", "same", ""): "yes",
        ("", "", "withdraw", ""): "yes",
        ("post#y", "", "prefer", "when"): "no: post#y has changed since",
        ("post#y", "", "prefer", "kind"): "no: superseded",
        ("a#x", "gone#x", "same", ""): "not yet: its records are not here",
    }
    first = next(row for row in rows if row["Author"])
    assert (first["Author"], first["Made"]) == ("Ann", dt.date(2024, 8, 1))
    assert (first["Reason"], first["Title"]) == ("one series", "Leaders' summit")


def test_sources_are_counted_and_unsafe_addresses_are_plain_text(
    written: Any, sheets: Any, table: Any, disputed: Timeline
) -> None:
    said = [Record(id="nikkei#x", says=disputed.entries[3].says)]
    timeline = attrs.evolve(disputed, collection=attrs.evolve(disputed.collection, records=said))
    nikkei, vov = table(sheets(written(timeline))["Sources"])
    assert (nikkei["Records"], nikkei["Entries"], nikkei["Published"]) == (
        1,
        2,
        dt.date(2024, 8, 1),
    )
    assert nikkei["Address"] == "https://asia.nikkei.com/a?b=c&d=é"
    assert (vov["Address"], vov["Based on"]) == ("javascript:alert(1)", "nikkei")


def test_the_digest_is_of_the_rows_and_changes_with_them(
    written: Any, sheets: Any, disputed: Timeline
) -> None:
    def digest(timeline: Timeline) -> str:
        return dict(sheets(written(timeline))["_meta"])["rows_sha256"]

    assert digest(disputed) == digest(disputed)
    assert digest(disputed) != digest(attrs.evolve(disputed, entries=disputed.entries[1:]))
    assert len(digest(disputed)) == len(hashlib.sha256().hexdigest())


def test_hostile_texts_are_read_back_as_they_were(written: Any, sheets: Any, table: Any) -> None:
    timeline = hostile_timeline()
    rows = table(sheets(written(timeline))["Timeline"])
    short = [
        (entry.title, row["Title"])
        for entry, row in zip(timeline, rows, strict=True)
        if len(entry.title) < 30_000
    ]
    assert [read for _, read in short] == [title for title, _ in short]


@pytest.mark.parametrize(
    "options", [{"rows_per_sheet": 2}, {"gantt_rows": -1}, {"rows_per_sheet": 2_000_000}]
)
def test_an_option_out_of_its_range_is_refused(
    options: dict[str, int], written: Any, disputed: Timeline
) -> None:
    from alliancekit.errors import ExportError

    with pytest.raises((OptionsError, ExportError)):
        written(disputed, **options)


def test_about_tells_what_was_chosen_of_the_merge(
    written: Any, sheets: Any, disputed: Timeline
) -> None:
    usual = {row[0] for row in sheets(written(disputed))["About"]}
    assert usual.isdisjoint({"Chosen rules", "Trust", "Copies"})
    options = MergeOptions(
        policies={"money": "trust", "when": "majority"},
        trust={"Daily": 2},
        counts_copies_once=False,
    )
    told = sheets(written(attrs.evolve(disputed, options=options)))["About"]
    about = {row[0]: row[1] for row in told}
    assert about["Chosen rules"] == "money: trust, when: majority"
    assert about["Trust"] == "Daily: 2"
    assert about["Copies"] == "sources that repeat each other count as witnesses of their own"


def test_about_tells_what_the_workbook_holds(written: Any, sheets: Any, disputed: Timeline) -> None:
    read = sheets(written(disputed, title="=Alliances", licence="CC BY 4.0"))
    about = {row[0]: row[1] for row in read["About"]}
    assert read["About"][0][0] == "=Alliances"
    assert about["Licence"] == "CC BY 4.0"
    assert about["Holds"] == "5 entries: 4 events and 1 agreement; 1 link between them"
    assert (
        about["Conflicts"]
        == "What sources disagree on: the value shown beside every other value, each "
        "with who gives it. Rows: 3."
    )
    assert about["Rules used here"] == "majority"
    assert set(about) >= {
        "month",
        "before",
        "open",
        "censored",
        "planned",
        "cancelled",
        "Timeline",
        "Gantt",
    }


def test_an_empty_timeline_is_a_whole_workbook(timeline_of: Any, written: Any, sheets: Any) -> None:
    read = sheets(written(timeline_of()))
    assert "Gantt" not in read
    assert all(
        len(read[name]) <= 2
        for name in ("Timeline", "Agreements", "Parties", "Sources", "Conflicts")
    )


def test_kinds_of_events_and_agreements_are_written_as_the_vocabulary_has_them(
    entry_of: Any, event: Any, timeline_of: Any, written: Any, sheets: Any, table: Any
) -> None:
    entries = [entry_of(f"a#{kind}", event(kind=kind)) for kind in EventKind]
    rows = table(sheets(written(timeline_of(*entries)))["Timeline"])
    assert [row["Kind"] for row in rows] == [kind.value for kind in EventKind]
    read = sheets(written(timeline_of(*entries)))["Lists"]
    column = read[0].index("Kind")
    assert {row[column] for row in read[1:]} >= {kind.value for kind in EventKind}


def test_two_sources_of_one_id_are_both_there(
    timeline_of: Any, written: Any, sheets: Any, table: Any
) -> None:
    sources = (Source(id="a", outlet="One"), Source(id="a", outlet="Two"))
    rows = table(sheets(written(timeline_of(collection=Collection(sources=sources))))["Sources"])
    assert [(row["ID"], row["Outlet"]) for row in rows] == [("a", "One"), ("a", "Two")]


def test_an_entry_without_a_title_is_called_by_its_kind(
    entry_of: Any, event: Any, timeline_of: Any, written: Any, sheets: Any, table: Any
) -> None:
    (row,) = table(sheets(written(timeline_of(entry_of("a#1", event(titles=())))))["Timeline"])
    assert row["Title"] == "ministerial"


def test_ids_that_stand_for_no_entry_are_plain_text(
    timeline_of: Any, written: Any, sheets: Any, table: Any
) -> None:
    pair = UnsurePair(records=("a#1", "b#2"), weight_millibits=0, probability=0.5)
    (row,) = table(sheets(written(timeline_of(unsure=(pair,))))["To check"])
    ids = (row["ID"], row["Title"], row["Other ID"], row["Other title"])
    assert ids == ("a#1", "a#1", "b#2", "b#2")


def test_an_entry_without_records_has_no_source(
    entry_of: Any, event: Any, timeline_of: Any, written: Any, sheets: Any, table: Any
) -> None:
    entry = attrs.evolve(entry_of("a#1", event()), records=(), witnesses=())
    (row,) = table(sheets(written(timeline_of(entry)))["Timeline"])
    assert (row["Sources"], row["First source"], row["Records"]) == (0, "", "")


@_TIDY
@given(st.lists(money(), max_size=6))
def test_numbers_added_up_by_currency_count_no_money_twice(
    written: Callable[..., bytes],
    sheets: Callable[..., Any],
    table: Callable[..., Any],
    event: Callable[..., Any],
    entry_of: Callable[..., Any],
    timeline_of: Callable[..., Timeline],
    sums: list[Money],
) -> None:
    # Excel counts in doubles; what is longer stands there as text.
    told = [attrs.evolve(one, low=Decimal(n), high=Decimal(n)) for n, one in enumerate(sums, 1)]
    told = [attrs.evolve(one, bound=Bound.exact) for one in told]
    entries = [entry_of(f"a#{n}", event(money=one)) for n, one in enumerate(told)]
    rows = table(sheets(written(timeline_of(*entries)))["Timeline"])

    added: dict[tuple[str, str], float] = {}
    for row in rows if told else ():
        assert row["Bound"] == "exact"
        key = (row["Currency"], row["Period"])
        added[key] = added.get(key, 0) + row["Amount from"]
    assert added == {(t.currency, t.period.value): float(t.low or 0) for t in totals(told)}
