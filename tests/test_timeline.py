"""The timeline: every field with its standing, losers kept, witnesses counted once."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal

import attrs
import pytest

import alliancekit as ak
from alliancekit.dates import FuzzyDate, Span
from alliancekit.errors import UnknownRecordError
from alliancekit.kinds import AgreementKind, EventKind, LegalForm, Realis, Role, Stage
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    Event,
    Identifier,
    Judgement,
    Milestone,
    Party,
    Place,
    Quantity,
    Record,
    Source,
    Term,
    Title,
)
from alliancekit.money import parse
from alliancekit.timeline import (
    Conflict,
    Entry,
    EntryType,
    FieldStatus,
    FusedField,
    Relation,
    value_text,
)
from alliancekit.timeline.witnesses import ancestors, witness_groups


def _fused(*says: Event | Agreement, based_on: dict[str, tuple[str, ...]] | None = None) -> Entry:
    """Return the entry of records that a person judged the same.

    The sources speak one day after the other.
    """
    based_on = based_on or {}
    names = [f"s{number}" for number in range(len(says))]
    sources = tuple(
        Source(
            id=name,
            published=FuzzyDate(f"2024-08-{number + 1:02}"),
            based_on=based_on.get(name, ()),
        )
        for number, name in enumerate(names)
    )
    records = tuple(
        Record(id=f"{name}#x", says=said) for name, said in zip(names, says, strict=True)
    )
    same = tuple(
        Decision(judgement=Judgement.same, records=("s0#x", f"{name}#x")) for name in names[1:]
    )
    timeline = ak.merge(Collection(sources=sources, records=records, decisions=same))
    (entry,) = timeline
    return entry


def _event(**more: object) -> Event:
    return Event(**{"kind": EventKind.summit, **more})  # type: ignore[arg-type]


def _on(*days: str) -> list[Event]:
    return [_event(when=FuzzyDate(day)) for day in days]


def _field(entry: Entry, name: str) -> FusedField:
    field = entry.field(name)
    assert field is not None
    return field


def test_equal_values_agree_and_a_value_of_one_record_stands_single() -> None:
    entry = _fused(_event(when=FuzzyDate("2024-04"), edition=3), _event(when=FuzzyDate("2024-04")))
    assert _field(entry, "when").status is FieldStatus.agreed
    assert _field(entry, "edition").status is FieldStatus.single
    assert entry.field("money") is None


def test_a_more_precise_date_refines_and_is_no_conflict() -> None:
    entry = _fused(*_on("2024-04", "2024-04-10", "2024"))
    field = _field(entry, "when")
    assert (field.status, field.text, field.claims[0].text) == (
        FieldStatus.refined,
        "2024-04-10",
        "2024-04-10",
    )
    assert {claim.text for claim in field.claims} == {"2024-04", "2024-04-10", "2024"}
    assert entry.conflicts == ()


def test_bounds_narrow_each_other() -> None:
    assert (
        _field(_fused(*_on("[2024-04-10..]", "[..2024-06-20]")), "when").text
        == "[2024-04-10..2024-06-20]"
    )


def test_an_approximate_date_leaves_room() -> None:
    entry = _fused(*_on("2023-12~", "2023-11-30"))
    assert _field(entry, "when").status is FieldStatus.refined
    assert entry.when == FuzzyDate("2023-11-30")


def test_one_day_of_something_that_lasts_refines_to_its_span() -> None:
    span = Span.parse("2024-07-09/2024-07-11")
    entry = _fused(_event(when=FuzzyDate("2024-07-10")), _event(when=span))
    assert (_field(entry, "when").status, entry.when) == (FieldStatus.refined, span)


def test_dates_that_exclude_each_other_conflict_and_are_not_averaged() -> None:
    entry = _fused(*_on("2023-12", "2022-12-16"))
    field = _field(entry, "when")
    assert (field.status, field.is_tied, field.policy) == (FieldStatus.conflict, True, "tie")
    assert field.text == "[2022-12-16,2023-12-01..2023-12-31]"
    assert {claim.text: claim.records for claim in field.claims} == {
        "2022-12-16": ("s1#x",),
        "2023-12": ("s0#x",),
    }


def test_the_date_with_more_independent_witnesses_wins_and_the_loser_stays() -> None:
    field = _field(_fused(*_on("2023-12", "2022-12-16", "2022-12")), "when")
    assert (field.status, field.is_tied, field.text) == (FieldStatus.conflict, False, "2022-12-16")
    assert [claim.text for claim in field.claims] == ["2022-12-16", "2022-12", "2023-12"]


def test_copies_of_one_source_do_not_outvote_another() -> None:
    chain = {"s1": ("s0",), "s2": ("s0",)}
    field = _field(
        _fused(*_on("2023-12", "2023-12", "2023-12-02", "2022-12-16"), based_on=chain), "when"
    )
    assert field.is_tied


def test_what_happened_supersedes_its_plan_and_keeps_it_as_history() -> None:
    plan = _event(when=FuzzyDate("2024-03-10"), realis=Realis.planned)
    slip = _event(when=FuzzyDate("2024-05-10"), realis=Realis.postponed)
    done = _event(when=FuzzyDate("2024-06-20"))
    entry = _fused(plan, slip, done)
    assert (entry.realis, entry.when) == (Realis.actual, FuzzyDate("2024-06-20"))
    field = _field(entry, "when")
    assert (field.status, field.policy) == (FieldStatus.refined, "actual supersedes plan")
    assert {claim.text for claim in field.claims} == {"2024-03-10", "2024-05-10", "2024-06-20"}


def test_of_plans_alone_the_latest_word_stands() -> None:
    entry = _fused(
        _event(when=FuzzyDate("2024-03-10"), realis=Realis.planned),
        _event(when=FuzzyDate("2024-05-10"), realis=Realis.postponed),
    )
    assert (entry.realis, entry.when) == (Realis.postponed, FuzzyDate("2024-05-10"))
    assert entry.conflicts == ()


def test_what_is_told_and_denied_is_a_conflict_and_not_shown_as_done() -> None:
    entry = _fused(_event(), _event(realis=Realis.denied))
    assert entry.realis is Realis.denied
    assert [field.name for field in entry.conflicts] == ["realis"]


def test_parties_unite_with_their_roles_people_and_ministries() -> None:
    entry = _fused(
        _event(parties=(Party(actor="JPN", people=("Fumio Kishida",)), Party(actor="USA"))),
        _event(
            parties=(Party(actor="JPN", role=Role.guest), Party(actor="USA", via=("USA.STATE",)))
        ),
    )
    seats = {(p.actor, p.role): p for p in entry.parties}
    assert set(seats) == {("JPN", Role.guest), ("USA", Role.party)}
    assert seats["USA", Role.party].via == ("USA.STATE",)


def test_a_party_left_out_refines_and_one_exchanged_conflicts() -> None:
    def among(*actors: str) -> Event:
        return _event(when=FuzzyDate("2024-07-10"), parties=tuple(Party(actor=a) for a in actors))

    assert _fused(among("USA", "JPN"), among("USA", "JPN", "AUS")).conflicts == ()
    assert _fused(among("NATO"), among("USA", "FRA")).conflicts == ()
    assert [f.name for f in _fused(among("USA", "JPN"), among("USA", "AUS")).conflicts] == [
        "parties"
    ]


def test_rounded_sums_refine_and_others_conflict() -> None:
    def of(text: str) -> Event:
        return _event(money=parse(text))

    rounded = _fused(of("USD 20 million"), of("JPY 3 billion = USD 19.8 million"))
    assert _field(rounded, "money").status is FieldStatus.refined
    assert _field(_fused(of("USD 110 billion"), of("USD 350 billion")), "money").is_tied
    apart = _fused(of("USD 20 million"), of("JPY 3 billion"))
    assert apart.conflicts == ()
    assert {claim.text for claim in _field(apart, "money").claims} == {
        "USD 20000000",
        "JPY 3000000000",
    }


def test_kinds_refine_within_a_group_and_conflict_across() -> None:
    assert _fused(_event(), _event(kind=EventKind.other)).kind is EventKind.summit
    near = _fused(_event(), _event(kind=EventKind.visit))
    assert _field(near, "kind").status is FieldStatus.refined
    assert [f.name for f in _fused(_event(), _event(kind=EventKind.signing)).conflicts] == ["kind"]


def test_places_refine_where_one_names_the_other() -> None:
    entry = _fused(
        _event(place=Place(name="Tokyo", country="JPN")),
        _event(place=Place(name="Iikura Guest House, Tokyo")),
    )
    assert entry.says.place == Place(name="Iikura Guest House, Tokyo", country="JPN")
    assert (
        _fused(_event(place=Place(name="Tokyo")), _event(place=Place(name="Paris")))
        .conflicts[0]
        .name
        == "place"
    )


def test_identifiers_and_quantities_unite_unless_they_exclude_each_other() -> None:
    def quantity(number: str) -> Event:
        return _event(quantities=(Quantity(what="ships", low=Decimal(number)),))

    assert _fused(quantity("5"), quantity("5")).conflicts == ()
    assert [f.name for f in _fused(quantity("5"), quantity("9000")).conflicts] == ["quantities"]
    one, other = (_event(identifiers=(Identifier(scheme="UNTS", value=v),)) for v in "12")
    assert [f.name for f in _fused(one, other).conflicts] == ["identifiers"]


def _agreement(**more: object) -> Agreement:
    return Agreement(**{"kind": AgreementKind.command, **more})  # type: ignore[arg-type]


def _step(stage: Stage, day: str | None, realis: Realis = Realis.actual) -> Milestone:
    return Milestone(stage=stage, when=FuzzyDate(day) if day else None, realis=realis)


def test_a_step_that_recurs_keeps_each_of_its_days() -> None:
    entry = _fused(
        _agreement(milestones=(_step(Stage.announced, "2024-04-10"),)),
        _agreement(milestones=(_step(Stage.announced, "2024-07-28"),)),
    )
    assert [m.when.edtf for m in entry.says.milestones] == ["2024-04-10", "2024-07-28"]
    assert entry.conflicts == ()
    assert _field(entry, "milestones.announced").policy == "each occasion"


def test_a_step_that_is_taken_once_conflicts_with_itself() -> None:
    entry = _fused(
        _agreement(milestones=(_step(Stage.signed, "2024-04-10"),)),
        _agreement(milestones=(_step(Stage.signed, "2023-04-10"),)),
    )
    assert [f.name for f in entry.conflicts] == ["milestones.signed"]
    assert entry.says.milestones[0].when == FuzzyDate("[2023-04-10,2024-04-10]")


def test_a_planned_step_gives_way_to_the_step_taken() -> None:
    entry = _fused(
        _agreement(milestones=(_step(Stage.expired, "2021-03", Realis.planned),)),
        _agreement(milestones=(_step(Stage.expired, "2022-03-31"),)),
    )
    assert entry.says.milestones == (_step(Stage.expired, "2022-03-31"),)
    assert entry.conflicts == ()
    assert len(_field(entry, "milestones.expired").claims) == 2


def test_fields_without_an_order_conflict_when_they_differ() -> None:
    entry = _fused(
        _agreement(legal_form=LegalForm.treaty, term=Term(months=12)),
        _agreement(legal_form=LegalForm.memorandum, term=Term(months=60)),
    )
    assert [f.name for f in entry.conflicts] == ["legal_form", "term"]
    assert entry.says.legal_form is None


def test_titles_of_several_languages_stand_together_and_the_first_told_wins() -> None:
    entry = _fused(
        _event(titles=(Title(text="First"),)),
        _event(titles=(Title(text="Second"), Title(text="Zweiter", language="de"))),
    )
    assert {t.language: t.text for t in entry.says.titles} == {"en": "First", "de": "Zweiter"}
    assert entry.title == "First"


def test_the_anchor_is_the_record_of_the_earliest_source_and_others_stay_aliases() -> None:
    entry = _fused(_event(), _event(), _event())
    assert (entry.id, entry.aliases) == ("s0#x", ("s1#x", "s2#x"))
    assert entry.type is EntryType.event


def test_a_translation_is_no_second_witness() -> None:
    sources = [
        Source(id="a", based_on=("wire",)),
        Source(id="b", based_on=("a",)),
        Source(id="c"),
        Source(id="ring1", based_on=("ring2",)),
        Source(id="ring2", based_on=("ring1",)),
    ]
    chains = ancestors(sources)
    assert witness_groups(("a", "b", "c"), chains) == (("a", "b"), ("c",))
    assert witness_groups(("ring1", "ring2"), chains) == (("ring1", "ring2"),)
    assert witness_groups(("x", "a"), {**chains, "x": frozenset({"x", "wire"})}) == (("a", "x"),)


def test_two_sources_joined_by_a_third_are_one_witness() -> None:
    chains = {"a": frozenset("ap"), "b": frozenset("bq"), "c": frozenset("cpq")}
    assert witness_groups(("a", "b", "c"), chains) == (("a", "b", "c"),)


def test_links_lead_between_entries_and_never_within_one() -> None:
    records = (
        Record(id="a#x", says=_event(about=("a#pact", "b#y"))),
        Record(id="b#y", says=_event()),
        Record(id="a#pact", says=_agreement()),
    )
    same = (Decision(judgement=Judgement.same, records=("a#x", "b#y")),)
    timeline = ak.merge(
        Collection(sources=(Source(id="a"), Source(id="b")), records=records, decisions=same)
    )
    (link,) = timeline.links
    assert (link.origin, link.relation, link.target) == ("a#x", Relation.about, "a#pact")
    assert link.records == ("a#x",)


def test_one_id_for_an_event_and_an_agreement_gives_two_entries_with_ids_of_their_own() -> None:
    records = (Record(id="a#x", says=_event()), Record(id="a#x", says=_agreement()))
    timeline = ak.merge(Collection(sources=(Source(id="a"),), records=records))
    assert {entry.id: entry.type for entry in timeline} == {
        "a#x": EntryType.agreement,
        "a#x#event": EntryType.event,
    }


def test_two_versions_of_a_record_stay_together_and_show_where_they_differ() -> None:
    records = tuple(Record(id="a#x", says=said) for said in _on("2024-07-28", "2024-07-30"))
    timeline = ak.merge(Collection(sources=(Source(id="a"),), records=records))
    (entry,) = timeline
    assert [f.name for f in entry.conflicts] == ["when"]
    assert len(entry.records) == 2


def test_an_unknown_id_is_refused_and_those_that_come_near_are_named() -> None:
    ids = ("a#summit", "a#sale", "b#summit", "c#drill")
    timeline = ak.merge(Collection(records=[Record(id=id, says=_event()) for id in ids]))
    for wanted, near in (
        ("d#summit", ("a#summit", "b#summit")),
        ("a#sumit", ("a#summit",)),
        ("x#drills", ()),
        ("a#" + "summit" * 100_000, ()),
    ):
        for look in (timeline.entry, lambda id: timeline.explain(id, "a#sale")):
            with pytest.raises(UnknownRecordError) as caught:
                look(wanted)
            error = pickle.loads(pickle.dumps(caught.value))
            assert isinstance(error, KeyError)
            assert (error.id, error.near, str(error)) == (wanted, near, str(caught.value))
            assert len(str(error)) < 400


def test_a_timeline_finds_entries_by_every_id_and_by_no_position() -> None:
    records = [Record(id=f"{name}#x", says=_event()) for name in "ab"]
    same = Decision(judgement=Judgement.same, records=("a#x", "b#x"))
    timeline = ak.merge(Collection(records=records, decisions=[same]))
    (entry,) = timeline
    assert timeline["a#x"] is timeline["b#x"] is timeline.entry("b#x") is entry
    assert "b#x" in timeline
    assert entry in timeline
    assert attrs.evolve(entry) in timeline
    assert "c#x" not in timeline
    assert attrs.evolve(entry, witnesses=()) not in timeline
    assert 0 not in timeline
    with pytest.raises(KeyError, match="no record or entry has the id 'c#x'"):
        timeline["c#x"]
    with pytest.raises(TypeError, match="0 is no id"):
        timeline[0]  # type: ignore[index]


def test_what_a_notebook_shows_is_one_line_however_much_there_is() -> None:
    hostile = "Gipfel\u202e\n" + "x" * 1_000
    says = [
        _event(when=FuzzyDate(day), titles=(Title(text=hostile),), about=("s0#y",))
        for day in ("2024-04-10", "2024-05-10")
    ]
    same = Decision(judgement=Judgement.same, records=("s0#x", "s1#x"))
    records = [Record(id=f"s{number}#x", says=said) for number, said in enumerate(says)]
    records.append(Record(id="s0#y", says=Agreement(kind=AgreementKind.other)))
    collection = Collection(records=records, decisions=[same])
    timeline = ak.merge(collection)
    conflict, link, entry = timeline.conflicts()[0], timeline.links[0], timeline["s0#x"]
    pair = ("s0#x", "s0#y")
    things = (
        *(collection, timeline, entry, conflict, link, timeline.model),
        *(timeline.explain(*pair), timeline.why_not(*pair)),
    )
    for thing in things:
        shown = repr(thing)
        assert shown.startswith(f"<{type(thing).__name__} ")
        assert shown.isprintable()
        assert len(shown) < 400
    assert repr(collection) == "<Collection sources=0 records=3 decisions=1 actors=0>"
    assert repr(timeline) == "<Timeline entries=2 conflicts=1 as_of=1970-01-01>"
    assert repr(entry).startswith("<Entry s0#x: [2024-04-10,2024-05-10] 'Gipfel\\u202e\\n")
    assert str(link) == "s0#x about s0#y: stated by s0#x, s1#x"
    assert str(conflict) == "s0#x when: 2024-04-10 (s0#x) against 2024-05-10 (s1#x): a tie"


def test_a_conflict_tells_each_value_once_with_all_who_give_it() -> None:
    step = [Milestone(stage=Stage.signed, when=FuzzyDate(f"2025-09-{day}")) for day in (17, 17, 11)]
    places = (Place(name="Riyadh"), None, None)
    entry = _fused(
        *(
            Agreement(kind=AgreementKind.defence_pact, milestones=[attrs.evolve(one, place=place)])
            for one, place in zip(step, places, strict=True)
        )
    )
    conflict = Conflict(
        entry=entry.id,
        field=entry.conflicts[0].name,
        claims=entry.conflicts[0].claims,
        policy="most witnesses",
        is_tied=False,
    )
    assert str(conflict) == (
        "s0#x milestones.signed: signed 2025-09-17 (s0#x, s1#x) against signed 2025-09-11 (s2#x): "
        "most witnesses"
    )


def test_an_empty_collection_makes_an_empty_timeline() -> None:
    timeline = ak.merge(Collection())
    assert list(timeline) == []
    assert timeline.as_of == dt.date(1970, 1, 1)


def test_the_timeline_speaks_for_the_latest_publication_unless_told_otherwise() -> None:
    collection = Collection(
        sources=(
            Source(id="a", published=FuzzyDate("2024-05")),
            Source(id="b", published=FuzzyDate("2023")),
        )
    )
    assert ak.merge(collection).as_of == dt.date(2024, 5, 31)
    options = ak.MergeOptions(as_of=dt.date(2020, 1, 2))
    assert ak.merge(collection, options=options).as_of == dt.date(2020, 1, 2)


def test_a_model_is_named_by_its_digest() -> None:
    model = attrs.evolve(ak.SHIPPED_MODEL, same_millibits=50_000)
    assert model.digest != ak.SHIPPED_MODEL.digest
    assert attrs.evolve(ak.SHIPPED_MODEL, name="other").digest == ak.SHIPPED_MODEL.digest
    assert ak.merge(Collection(), model=model).model.digest == model.digest


def test_every_part_of_the_model_has_one_line_of_text() -> None:
    party = Party(actor="JPN", role=Role.seller, via=("JPN.ATLA",), people=("A", "B"))
    assert value_text(party) == "JPN (seller; via JPN.ATLA; A, B)"
    assert (
        value_text((Place(name="Tokyo", country="JPN"), Place(latitude=1, longitude=2.5)))
        == "Tokyo, JPN; 1.0, 2.5"
    )
    assert value_text(_step(Stage.signed, "2024", Realis.planned)) == "signed 2024 (planned)"
    assert value_text(Term(months=60, notice_months=12)) == "60 months; notice 12 months"
    assert value_text(Identifier(scheme="UNTS", value="5320")) == "UNTS 5320"
    assert value_text(12) == "12"
    assert value_text(Title(text="x")) == "x"
