"""Copies that nobody declares: found by their words, counted once, shown; short texts never."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import worlds

import alliancekit as ak
from alliancekit.cli import main
from alliancekit.dates import FuzzyDate, Span
from alliancekit.kinds import AgreementKind, EventKind, ObligationKind, Stage
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    Event,
    Judgement,
    Milestone,
    Obligation,
    Party,
    Place,
    Quantity,
    Record,
    Source,
    Term,
    Title,
)
from alliancekit.money import parse
from alliancekit.timeline import Timeline
from alliancekit.timeline.copies import detect_copies
from alliancekit.timeline.witnesses import ancestors, witness_groups

TITLE = "Japan and Philippines sign access pact"
WIRE = (
    "Ministers of both countries signed the pact in a short ceremony on Wednesday and troops may "
    "train on each other's soil from next year on"
)
OWN = (
    "After three years of talks the two governments have put their names to a treaty that lets "
    "soldiers visit and exercise without much paperwork"
)
WORDS = (WIRE + " " + OWN).split()


def _event(summary: str = WIRE, title: str = TITLE, **fields: object) -> Event:
    return Event(
        kind=EventKind.signing,
        titles=(Title(text=title),),
        when=FuzzyDate("2024-05-01"),
        parties=(Party(actor="JPN"), Party(actor="PHL")),
        summary=summary,
        **fields,
    )


def _told(**says: Event | Agreement) -> Collection:
    """Return one record a source, all in English and published on one day, judged the same."""
    names = list(says)
    return Collection(
        sources=tuple(
            Source(id=name, language="en", published=FuzzyDate("2024-05-02")) for name in names
        ),
        records=tuple(Record(id=f"{name}#x", says=said) for name, said in says.items()),
        decisions=tuple(
            Decision(judgement=Judgement.same, records=(f"{names[0]}#x", f"{name}#x"))
            for name in names[1:]
        ),
    )


def _with_sources(collection: Collection, **changes: dict[str, object]) -> Collection:
    sources = tuple(
        attrs.evolve(source, **changes.get(source.id, {})) for source in collection.sources
    )
    return attrs.evolve(collection, sources=sources)


def _pairs(timeline: Timeline) -> list[tuple[str, str]]:
    return [copy.sources for copy in timeline.copies]


# ----------------------------------------------------------------------------- what is a copy


def test_two_papers_that_print_one_wire_are_one_witness() -> None:
    timeline = ak.merge(_told(a=_event(), b=_event(), c=_event(OWN)))
    assert _pairs(timeline) == [("a", "b")]
    (copy,) = timeline.copies
    assert (copy.n_texts, copy.n_entries) == (2, 1)
    assert copy.n_words >= 20
    (entry,) = timeline
    assert entry.witnesses == (("a", "b"), ("c",))
    assert timeline.copies_in(entry) == (copy,)
    assert str(copy) in timeline.explain("a#x", "b#x").copies
    assert timeline.explain("a#x", "c#x").copies == ()


def test_what_a_copy_repeats_is_one_vote() -> None:
    told = _told(
        a=_event(money=parse("USD 20 million")),
        b=_event(money=parse("USD 20 million")),
        c=_event(OWN, money=parse("USD 30 million")),
    )
    (entry,) = ak.merge(told)
    assert entry.field("money").is_tied
    (counted,) = ak.merge(told, options=ak.MergeOptions(counts_copies_once=False))
    assert counted.says.money == parse("USD 20 million")
    assert len(counted.witnesses) == 3


def test_an_editor_changes_a_word_here_and_there() -> None:
    words = WIRE.split()
    words[5], words[17] = "treaty", "drill"
    assert _pairs(ak.merge(_told(a=_event(), b=_event(" ".join(words))))) == [("a", "b")]


def test_short_texts_prove_nothing() -> None:
    short = _event("Talks on defence.", "Summit in Washington")
    assert _pairs(ak.merge(_told(a=short, b=short))) == []


def test_a_long_official_name_proves_nothing() -> None:
    name = (
        "Agreement between the Government of Japan and the Government of the Republic of the "
        "Philippines concerning the Facilitation of Reciprocal Access and Cooperation between "
        "the Self-Defense Forces of Japan and the Armed Forces of the Philippines"
    )
    alike = _event("", name, place=Place(name="Manila"), items=("radar",))
    assert _pairs(ak.merge(_told(a=alike, b=alike))) == []


@pytest.mark.parametrize(("n_words", "is_copy"), [(31, False), (32, True)])
def test_one_text_under_two_headlines_is_a_copy_only_if_it_is_long(
    n_words: int, is_copy: bool
) -> None:
    words = [word for word in f"{WIRE} {OWN}".replace("'", " ").split() if word.isalpha()]
    text = " ".join(words[:n_words])
    headlines = (TITLE, "Visiting forces deal concluded")
    a, b = (_event(text, headline) for headline in headlines)
    assert _pairs(ak.merge(_told(a=a, b=b))) == ([("a", "b")] if is_copy else [])


def test_the_english_of_two_countries_is_one_language_to_copy_in() -> None:
    collection = _told(a=_event(), b=_event())
    spelt = [
        attrs.evolve(source, language=f"en-{country}")
        for source, country in zip(collection.sources, ("US", "GB"), strict=True)
    ]
    assert _pairs(ak.merge(attrs.evolve(collection, sources=spelt))) == [("a", "b")]


def test_figures_and_dates_are_facts_that_all_repeat() -> None:
    figures = _event(" ".join(str(1000 + n) for n in range(40)))
    assert _pairs(ak.merge(_told(a=figures, b=figures))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"published": FuzzyDate("2024-05-06")},
        {"published": FuzzyDate("2024-05")},
        {"published": FuzzyDate("[2024-05-02..]")},
        {"published": FuzzyDate("[..2024-05-02]")},
        {"published": None},
        {"language": "fr"},
    ],
)
def test_copies_are_of_one_language_and_of_the_same_days(change: dict[str, object]) -> None:
    told = _told(a=_event(), b=_event())
    assert _pairs(ak.merge(_with_sources(told, b=change))) == []
    near = _with_sources(told, b={"published": FuzzyDate("2024-05-05")})
    assert _pairs(ak.merge(near)) == [("a", "b")]


def test_two_wires_on_one_thing_are_two_witnesses() -> None:
    told = _told(a=_event(), b=_event(), c=_event(OWN), d=_event(OWN))
    later = {name: {"published": FuzzyDate("2024-06-20")} for name in ("c", "d")}
    timeline = ak.merge(_with_sources(told, **later))
    assert _pairs(timeline) == [("a", "b"), ("c", "d")]
    assert timeline.entries[0].witnesses == (("a", "b"), ("c", "d"))


def test_what_a_source_says_it_rests_on_is_no_news() -> None:
    told = _with_sources(_told(a=_event(), b=_event(), c=_event(OWN)), b={"based_on": ("a",)})
    timeline = ak.merge(told)
    assert _pairs(timeline) == []
    assert timeline.entries[0].witnesses == (("a", "b"), ("c",))


def test_the_translation_of_a_copy_is_no_witness_of_its_own_either() -> None:
    told = _told(a=_event(), b=_event(), c=_event("Unterzeichnet."))
    told = _with_sources(told, c={"based_on": ("b",), "language": "de"})
    assert ak.merge(told).entries[0].witnesses == (("a", "b", "c"),)


def test_texts_in_unspaced_writing_are_compared_too() -> None:
    text = "両政府は東京で部隊の往来を円滑にする協定に署名し来年から共同訓練を始める予定だ"
    both = _event(text, "日比が円滑化協定に署名")
    told = _told(a=both, b=both)
    told = _with_sources(told, a={"language": "ja"}, b={"language": "ja"})
    assert _pairs(ak.merge(told)) == [("a", "b")]


def test_evidence_adds_up_over_the_things_that_two_sources_tell_of() -> None:
    halves = (" ".join(WIRE.split()[:10]), " ".join(OWN.split()[:10]))
    records, sources = [], []
    for name in ("a", "b"):
        sources.append(Source(id=name, language="en", published=FuzzyDate("2024-05-02")))
        for number, half in enumerate(halves):
            says = attrs.evolve(_event(half), when=FuzzyDate(f"2024-0{number + 1}-01"))
            records.append(Record(id=f"{name}#{number}", says=says))
    both = Collection(sources=tuple(sources), records=tuple(records))
    (copy,) = ak.merge(both).copies
    assert (copy.sources, copy.n_texts, copy.n_entries) == (("a", "b"), 4, 2)
    one = attrs.evolve(both, records=tuple(r for r in records if r.id.endswith("#0")))
    assert ak.merge(one).copies == ()


def test_every_text_of_an_agreement_is_looked_at() -> None:
    def pact(words: str) -> Agreement:
        return Agreement(
            kind=AgreementKind.defence_pact,
            titles=(Title(text=TITLE),),
            parties=(Party(actor="JPN", people=("Kamikawa Yoko",)), Party(actor="PHL")),
            milestones=(
                Milestone(stage=Stage.signed, when=FuzzyDate("2024-05", as_written=words)),
            ),
            term=Term(months=60, renewal=words),
            obligations=(
                Obligation(kind=ObligationKind.consult, debtor="JPN", terms=f"{words} too"),
            ),
            quantities=(Quantity(what="ships", low=Decimal(2)),),
        )

    words = "in the first days of May, once the envoys had met"
    assert _pairs(ak.merge(_told(a=pact(words), b=pact(words)))) == [("a", "b")]
    assert _pairs(ak.merge(_told(a=pact(words), b=pact("at the start of May")))) == []


def test_a_span_is_told_in_words_as_well() -> None:
    words = "from the first Monday after Easter until the end of the rainy season"
    lasting = Span(
        start=FuzzyDate("2024-04-08", as_written=words),
        end=FuzzyDate("2024-10", as_written="when the last of the ships had left the port"),
    )
    told = attrs.evolve(_event(""), when=lasting)
    assert _pairs(ak.merge(_told(a=told, b=told))) == [("a", "b")]


def test_many_papers_with_one_wire_are_linked_to_one_witness() -> None:
    names = [f"p{number:02}" for number in range(30)]
    timeline = ak.merge(_told(**dict.fromkeys(names, _event()), z=_event(OWN)))
    (entry,) = timeline
    assert entry.witnesses == (tuple(names), ("z",))
    # Not every two of them were compared.
    assert len(timeline.copies) < 30 * 29 // 2


def test_papers_that_print_a_wire_day_after_day_are_linked_to_one_witness() -> None:
    names = [f"p{number:02}" for number in range(12)]
    days = {
        name: {"published": FuzzyDate(f"2024-05-{2 * n + 1:02}")} for n, name in enumerate(names)
    }
    (entry,) = ak.merge(_with_sources(_told(**dict.fromkeys(names, _event())), **days))
    assert entry.witnesses == (tuple(names),)


@pytest.mark.parametrize("middle", ["a", "b", "c"])
def test_two_that_repeat_a_third_are_one_witness_where_the_third_is_silent(middle: str) -> None:
    chains = ancestors(
        [Source(id=id) for id in "abcd"],
        [tuple(sorted((middle, id))) for id in "abc" if id != middle],
    )
    first, second = (id for id in "abc" if id != middle)
    assert witness_groups((first, second, "d"), chains) == ((first, second), ("d",))


# ----------------------------------------------------------------------------- laws


_texts = st.lists(st.sampled_from(WORDS), min_size=0, max_size=40).map(" ".join)


@given(st.lists(_texts, min_size=2, max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_copies_do_not_depend_on_any_order(texts: list[str], random) -> None:
    collection = _told(**{f"s{n}": _event(text) for n, text in enumerate(texts)})
    sources, chains = collection.told_sources, ancestors(collection.sources)
    found = detect_copies([collection.records], sources, chains)
    shuffled = random.sample(collection.records, len(collection.records))
    again = detect_copies([shuffled], sources, chains)
    assert {copy.sources for copy in found} == {copy.sources for copy in again}
    for copy in found:
        told = [record for record in collection.records if record.source in copy.sources]
        a, b = (record.says.summary.split() for record in told)
        assert a == b or len(set(a) & set(b)) > 5
    turned = {f"s{len(texts) - 1 - n}": _event(text) for n, text in enumerate(texts)}
    mirrored = _told(**dict(sorted(turned.items())))
    other = detect_copies([mirrored.records], mirrored.told_sources, chains)
    names = {f"s{n}": f"s{len(texts) - 1 - n}" for n in range(len(texts))}
    assert {tuple(sorted(map(names.get, copy.sources))) for copy in other} == {
        copy.sources for copy in found
    }


@given(worlds())
@settings(max_examples=40)
def test_counting_copies_changes_no_entry_but_its_votes(collection: Collection) -> None:
    once = ak.merge(collection)
    each = ak.merge(collection, options=ak.MergeOptions(counts_copies_once=False))
    assert [entry.records for entry in once] == [each.entry(entry.id).records for entry in once]
    assert each.copies == ()
    for entry in once:
        assert len(entry.witnesses) <= len(each.entry(entry.id).witnesses)


# ----------------------------------------------------------------------------- shown


def test_copies_are_shown_with_the_timeline_the_entry_and_the_pair(tmp_path, capsys) -> None:
    ak.write(_told(a=_event(), b=_event(), c=_event(OWN)), tmp_path / "wire.yaml")
    sentence = "a and b are word for word alike"
    for words in (["show"], ["explain", "a#x"], ["explain", "a#x", "b#x"]):
        assert main([words[0], str(tmp_path), *words[1:]]) == 0
        shown = " ".join(capsys.readouterr().out.split())
        assert sentence in shown
    assert main(["show", str(tmp_path), "--count-copies"]) == 0
    assert sentence not in capsys.readouterr().out
