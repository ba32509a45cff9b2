"""Matches: agree, disagree or unknown, in weights that add up."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given
from worlds import worlds

from alliancekit.actors import joined_table
from alliancekit.dates import FuzzyDate, Span
from alliancekit.features import extract_features
from alliancekit.kinds import AgreementKind, EventKind, Realis, Role, Stage
from alliancekit.matches import COMPARATORS, Matches, Veto, score_pairs
from alliancekit.matches.overlaps import n_shared
from alliancekit.model import (
    Agreement,
    Collection,
    Event,
    Identifier,
    Milestone,
    Party,
    Place,
    Record,
    Source,
    SourceId,
    Title,
)
from alliancekit.money import parse
from alliancekit.weights import SHIPPED_MODEL

USA_JPN = (Party(actor="USA"), Party(actor="JPN"))


def _matches(a: Event | Agreement, b: Event | Agreement, language: str = "") -> Matches:
    records = [Record(id="s#a", says=a), Record(id="t#b", says=b)]
    url = "https://example.org" if language else ""
    sources = {
        id: Source(id=id, language=language, url=url) for id in (SourceId("s"), SourceId("t"))
    }
    features = extract_features(records, sources, joined_table(()))
    return score_pairs(features, np.array([0]), np.array([1]), SHIPPED_MODEL)


def _level(name: str, a: Event | Agreement, b: Event | Agreement, language: str = "") -> str:
    column = [comparator.name for comparator in COMPARATORS].index(name)
    there = int(_matches(a, b, language).levels[0, column])
    back = int(_matches(b, a, language).levels[0, column])
    assert there == back
    return "unknown" if there < 0 else COMPARATORS[column].levels[there]


def _veto(a: Event | Agreement, b: Event | Agreement) -> str:
    return _matches(a, b).veto_of(0)


def _event(**more: object) -> Event:
    return Event(**{"kind": EventKind.summit, **more})  # type: ignore[arg-type]


def _agreement(**more: object) -> Agreement:
    return Agreement(**{"kind": AgreementKind.reciprocal_access, **more})  # type: ignore[arg-type]


@given(worlds())
def test_a_weight_is_the_prior_and_its_parts_and_the_same_both_ways(collection: Collection) -> None:
    features = extract_features(collection.records, {}, joined_table(()))
    n = len(collection.records)
    first, second = np.triu_indices(n, 1)
    there = score_pairs(features, first, second, SHIPPED_MODEL)
    back = score_pairs(features, second, first, SHIPPED_MODEL)
    same_type = features.is_agreement[first] == features.is_agreement[second]
    assert (there.weight == back.weight)[same_type].all()
    assert (there.veto == back.veto)[same_type].all()
    prior = np.where(
        features.is_agreement[first],
        SHIPPED_MODEL.agreement_prior_millibits,
        SHIPPED_MODEL.event_prior_millibits,
    )
    assert (there.weight == prior + there.parts.sum(axis=1)).all()
    assert (there.parts[there.levels < 0] == 0).all()


@given(worlds())
def test_a_weight_depends_on_its_two_records_alone(collection: Collection) -> None:
    records = collection.records
    if len(records) < 2:
        return
    features = extract_features(records, {}, joined_table(()))
    among = score_pairs(features, np.array([0]), np.array([1]), SHIPPED_MODEL)
    pair = extract_features(records[:2], {}, joined_table(()))
    alone = score_pairs(pair, np.array([0]), np.array([1]), SHIPPED_MODEL)
    assert among.parts.tolist() == alone.parts.tolist()


def test_the_model_weighs_every_level_of_every_comparator() -> None:
    for comparator in COMPARATORS:
        assert set(SHIPPED_MODEL.by_comparator[comparator.name]) == set(comparator.levels)


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("2024-07-28", "2024-07-28", "same day"),
        ("2024-07-28", "2024-07-29", "a day apart"),
        ("2024-07-28", "2024-07-31", "2 or 3 days apart"),
        ("2024-07-28", "2024-08-05", "7 to 10 days apart"),
        ("2024-07-28", "2024-07", "within 45 days"),
        ("2024", "2024-07", "within 400 days"),
        ("[..2024-08-01]", "2024-07-28", "compatible"),
        ("2024-07-28", "2021-01-01", "further apart"),
    ],
)
def test_dates_are_apart_or_compatible_as_precisely_as_they_are_known(
    a: str, b: str, level: str
) -> None:
    events = (_event(when=FuzzyDate(day)) for day in (a, b))
    assert _level("date occurred", *events) == level


def test_only_what_does_not_recur_can_be_misdated_by_a_year() -> None:
    days = (FuzzyDate("2023-12"), FuzzyDate("2022-12-16"))
    announced = (_event(kind=EventKind.announcement, when=day) for day in days)
    assert _level("date occurred", *announced) == "a year off"
    assert _level("date occurred", *(_event(when=day) for day in days)) == "46 to 400 days apart"


def test_parties_agree_as_sets_and_an_organisation_stands_for_its_members() -> None:
    when = FuzzyDate("2024-07-10")
    nato = _event(when=when, parties=(Party(actor="NATO"),))
    two = _event(when=when, parties=USA_JPN)
    assert _level("parties", two, two) == "same"
    assert (
        _level("parties", _event(when=when, parties=USA_JPN[:1]), nato)
        == "organisation and members"
    )
    assert _level("parties", two, _event(parties=USA_JPN[:1])) == "one missing"
    assert _level("parties", two, _event(parties=(Party(actor="VNM"),))) == "none common"
    assert _level("parties", two, _event()) == "unknown"


def test_different_counterparts_editions_amendments_and_directions_are_vetoes() -> None:
    def access(state: str, **more: object) -> Agreement:
        return _agreement(parties=(Party(actor="JPN"), Party(actor=state)), **more)

    assert _veto(access("AUS"), access("GBR")) == Veto.counterpart
    assert _veto(access("AUS"), access("AUS")) == Veto.none
    assert _veto(access("AUS", edition=11), access("AUS", edition=12)) == Veto.edition
    assert _veto(access("AUS", edition=11), access("AUS")) == Veto.none
    assert _veto(access("AUS", amendment=1), access("AUS")) == Veto.amendment
    sale = [
        _agreement(parties=(Party(actor=a, role=Role.seller), Party(actor=b, role=Role.buyer)))
        for a, b in (("JPN", "USA"), ("USA", "JPN"))
    ]
    assert _veto(*sale) == Veto.direction


def test_sums_in_different_currencies_are_unknown_unless_an_equivalent_is_told() -> None:
    def sale(text: str) -> Event:
        return _event(money=parse(text))

    assert _level("money", sale("JPY 3 billion"), sale("USD 20 million")) == "unknown"
    assert (
        _level("money", sale("JPY 3 billion = USD 20 million"), sale("USD 20 million")) == "equal"
    )
    assert _level("money", sale("USD 20 million"), sale("USD 20.4 million")) == "within 6%"
    assert _level("money", sale("USD 20 million"), sale("USD 90 million")) == "further apart"


def test_titles_in_languages_that_share_no_words_are_unknown_and_not_different() -> None:
    english = _event(titles=(Title(text="summit in washington"),))
    german = _event(titles=(Title(text="gipfel des bündnisses", language="de"),))
    assert _level("title", english, german) == "unknown"
    assert _level("title", english, _event(titles=(Title(text="arms sale agreed"),))) == "no words"
    assert _level("title", english, english) == "all words"


def test_titles_are_compared_in_the_languages_that_both_are_given_in() -> None:
    english = Title(text="summit at the white house")
    vietnamese = Title(text="hội nghị thượng đỉnh mỹ nhật", language="vi")
    german = Title(text="gipfel im weißen haus", language="de")
    both = _event(titles=(english, vietnamese))
    assert _level("title", both, _event(titles=(english, german))) == "all words"
    assert _level("title", both, _event(titles=(german,))) == "unknown"


def test_kinds_are_the_same_near_siblings_or_of_another_group() -> None:
    assert _level("kind", _event(), _event(kind=EventKind.visit)) == "near"
    assert (
        _level("kind", _event(kind=EventKind.exercise), _event(kind=EventKind.basing)) == "sibling"
    )
    assert _level("kind", _event(), _event(kind=EventKind.arms_sale)) == "other group"
    assert _level("kind", _event(), _event(kind=EventKind.other)) == "unknown"
    assert _level("kind", _agreement(), _agreement()) == "same, standing"
    neutral = _agreement(kind=AgreementKind.neutrality)
    friendly = _agreement(kind=AgreementKind.non_aggression)
    assert _level("kind", neutral, friendly) == "near, standing"
    numbered = _agreement(kind=AgreementKind.neutrality, edition=2)
    assert _level("kind", numbered, friendly) == "near"


def test_places_people_identifiers_and_numbers() -> None:
    tokyo, osaka = (_event(place=Place(name=name, country="JPN")) for name in ("Tokyo", "Osaka"))
    assert _level("place", tokyo, tokyo) == "same"
    assert _level("place", tokyo, osaka) == "other place"
    assert _level("place", tokyo, _event(place=Place(country="JPN"))) == "same state"
    assert _level("place", tokyo, _event(place=Place(name="Paris", country="FRA"))) == "other state"
    blinken = _event(parties=(Party(actor="USA", people=("Antony Blinken",)),))
    reversed_name = _event(parties=(Party(actor="USA", people=("BLINKEN Antony",)),))
    assert _level("people", blinken, reversed_name) == "one"
    series = [_event(identifiers=(Identifier(scheme="UNTS", value=v),)) for v in ("1", "2")]
    assert _level("identifiers", series[0], series[0]) == "shared"
    assert _level("identifiers", *series) == "different"
    rounds = [_event(titles=(Title(text=f"{n} round of talks"),)) for n in ("Eleventh", "12th")]
    assert _level("numbers", *rounds) == "different"


def test_a_number_that_one_alone_gives_tells_nothing_unless_both_are_dated() -> None:
    eighth, plain = Title(text="Eighth agreement on loans"), Title(text="Agreement on loans")
    loan = {"kind": AgreementKind.loan}
    assert (
        _level("numbers", _agreement(**loan, titles=(eighth,)), _agreement(**loan, titles=(plain,)))
        == "one alone"
    )
    signed = (Milestone(stage=Stage.signed, when=FuzzyDate("1999-02-15")),)
    assert (
        _level(
            "numbers",
            _agreement(**loan, titles=(eighth,), milestones=signed),
            _agreement(**loan, titles=(plain,), milestones=signed),
        )
        == "unknown"
    )


def test_agreements_spoken_of_at_one_time_are_closer_than_far_apart_ones() -> None:
    def told(day: str) -> Agreement:
        return _agreement(milestones=(Milestone(stage=Stage.announced, when=FuzzyDate(day)),))

    assert _level("life", told("2024-04-10"), told("2024-04-20")) == "within 45 days"
    assert _level("life", told("2024-04-10"), told("2024-12-20")) == "within 400 days"
    assert _level("life", told("2024-04-10"), told("1990-04-10")) == "further apart"
    assert _level("life", told("2024-04-10"), told("[..2024-05-01]")) == "open"


def _part(name: str, a: Event | Agreement, b: Event | Agreement) -> int:
    column = [comparator.name for comparator in COMPARATORS].index(name)
    return int(_matches(a, b).parts[0, column])


def test_equal_sums_that_are_not_round_say_more_than_round_ones() -> None:
    round_one, exact = _event(money=parse("USD 20 million")), _event(money=parse("USD 20,417,350"))
    assert _part("money", exact, exact) > _part("money", round_one, round_one)
    assert _part("money", round_one, round_one) == SHIPPED_MODEL.by_comparator["money"]["equal"]


def test_dates_of_transfers_and_of_standing_agreements_are_weighed_by_themselves() -> None:
    april, may = FuzzyDate("2024-04-10"), FuzzyDate("2024-05-02")
    gifts = [_event(kind=EventKind.aid, when=day) for day in (april, may)]
    talks = [_event(kind=EventKind.summit, when=day) for day in (april, may)]
    assert _level("date booked", *gifts) == _level("date occurred", *talks) == "11 to 45 days apart"
    assert _level("date occurred", *gifts) == _level("date booked", *talks) == "unknown"
    assert _part("date booked", *gifts) > _part("date occurred", *talks)

    def signed(kind: AgreementKind, day: FuzzyDate) -> Agreement:
        return _agreement(kind=kind, milestones=(Milestone(stage=Stage.signed, when=day),))

    pacts = [signed(AgreementKind.defence_pact, day) for day in (april, may)]
    loans = [signed(AgreementKind.loan, day) for day in (april, may)]
    assert _level("date pledged", *pacts) == _level("date signed", *loans) == "11 to 45 days apart"
    assert _level("date signed", *pacts) == _level("date pledged", *loans) == "unknown"


def test_reports_know_the_day_of_a_transfer_and_of_a_text() -> None:
    april, may = FuzzyDate("2024-04-10"), FuzzyDate("2024-05-02")
    gifts = [_event(kind=EventKind.aid, when=day) for day in (april, may)]
    assert _level("date booked", *gifts) == "11 to 45 days apart"
    assert _level("date booked", *gifts, language="de") == "unknown"
    assert _level("date occurred", *gifts, language="de") == "11 to 45 days apart"

    pacts = [
        _agreement(milestones=(Milestone(stage=Stage.signed, when=day),), titles=(title,))
        for day, title in ((april, Title(text="Access")), (may, Title(text="Access at last")))
    ]
    assert _level("date pledged", *pacts) == "11 to 45 days apart"
    assert _level("date signed", *pacts, language="de") == "11 to 45 days apart"


def test_sales_that_name_different_designs_are_different_lots() -> None:
    def sale(title: str, language: str = "en") -> Event:
        titles = (Title(text=title, language=language),)
        return _event(kind=EventKind.arms_sale, titles=titles)

    assert _level("items", sale("Sale of F-35A"), sale("Verkauf von F-35A", "de")) == "shared"
    assert _level("items", sale("Sale of F-35A"), sale("Bán MQ-9B", "vi")) == "another lot"


def test_an_amendment_without_a_number_may_be_any_but_not_the_treaty_itself() -> None:
    def treaty(title: str, **more: object) -> Agreement:
        return _agreement(titles=(Title(text=title),), **more)

    first = treaty("First protocol amending the treaty", amendment=1)
    assert _veto(first, treaty("Protocol amending the treaty")) == ""
    assert _veto(first, treaty("Treaty")) == Veto.amendment
    assert _veto(first, treaty("Second amendment", amendment=2)) == Veto.amendment
    assert (
        _level("amending", treaty("Protocol amending the treaty"), treaty("Treaty")) == "one alone"
    )


def test_a_host_who_meets_two_guests_meets_twice() -> None:
    def talks(*actors: str) -> Event:
        return _event(kind=EventKind.meeting, parties=tuple(Party(actor=a) for a in actors))

    assert _level("parties", talks("USA", "JPN"), talks("USA", "KOR")) == "other counterpart"
    assert (
        _level("parties", talks("USA", "JPN"), talks("USA", "JPN", "KOR", "AUS")) == "two of many"
    )


@given(worlds())
def test_few_pairs_share_what_many_do(collection: Collection) -> None:
    features = extract_features(
        collection.records, collection.told_sources, joined_table(collection.actors)
    )
    first, second = np.triu_indices(len(features), 1)
    copies = 20
    alone = [
        n_shared(features.tokens, features.tokens, first[at : at + 1], second[at : at + 1])[0]
        for at in range(len(first))
    ]
    many = n_shared(
        features.tokens, features.tokens, np.tile(first, copies), np.tile(second, copies)
    )
    assert many.tolist() == alone * copies


def _told(stage: Stage, day: str) -> Agreement:
    return _agreement(milestones=(Milestone(stage=stage, when=FuzzyDate(day)),))


def test_the_days_of_one_step_count_and_steps_far_apart_say_nothing() -> None:
    first = _told(Stage.announced, "2024-04-10")
    assert _level("date step", first, _told(Stage.announced, "2024-04-10")) == "same day"
    assert _level("date step", first, _told(Stage.announced, "2024-04")) == "within 45 days"
    assert _level("date step", first, _told(Stage.announced, "2024-05-10")) == "unknown"
    assert _level("date step", first, _told(Stage.approved, "2024-04-10")) == "unknown"
    assert _level("life", first, _told(Stage.announced, "2024-04-10")) == "unknown"
    assert _level("life", first, _told(Stage.approved, "2024-04-10")) == "same day"
    assert _level("life", first, _told(Stage.approved, "2024-04-20")) == "within 45 days"


def test_of_several_steps_in_common_the_nearest_counts() -> None:
    def steps(approved: str, contracted: str) -> Agreement:
        return _agreement(
            milestones=(
                Milestone(stage=Stage.approved, when=FuzzyDate(approved)),
                Milestone(stage=Stage.contracted, when=FuzzyDate(contracted)),
            )
        )

    assert (
        _level("date step", steps("2024-01", "2024-03-01"), steps("2024-01", "2024-03-02"))
        == "within 45 days"
    )
    assert (
        _level("date step", steps("2023-01", "2024-03-01"), steps("2024-01", "2024-03-02"))
        == "a day apart"
    )


def test_lives_whose_steps_would_be_out_of_order_are_two() -> None:
    in_force, signed = _told(Stage.in_force, "2025-07-29"), _told(Stage.signed, "2025-12-27")
    assert _level("life", in_force, signed) == "out of order"
    assert (
        _level("life", _told(Stage.signed, "2025-07-01"), _told(Stage.in_force, "2025-07-29"))
        == "within 45 days"
    )


def test_what_begins_on_one_day_does_so_though_its_end_was_not_known_yet() -> None:
    begun, done = (
        _event(kind=EventKind.exercise, when=Span.parse(text))
        for text in ("2026-10-05/2026-10", "2026-10-05/2026-10-14")
    )
    assert _level("date occurred", begun, done) == "same day"
    later = _event(kind=EventKind.exercise, when=Span.parse("2026-10-06/2026-10-14"))
    assert _level("date occurred", begun, later) == "within 45 days"


def test_talks_are_near_to_meetings() -> None:
    assert (
        _level("kind", _event(kind=EventKind.meeting), _event(kind=EventKind.mediation)) == "near"
    )


def test_places_named_in_two_scripts_or_languages_do_not_contradict_each_other() -> None:
    def at(name: str) -> Event:
        return _event(place=Place(name=name, country="JPN"))

    assert _level("place", at("Tokyo"), at("東京")) == "same state"
    assert _level("place", at("Tokyo"), at("Tokio")) == "same state"
    assert _level("place", at("Tokyo"), at("Osaka")) == "other place"


def _titled(text: str, **more: object) -> Event:
    return _event(titles=(Title(text=text),), **more)


def test_the_number_of_a_session_is_not_that_of_a_summit() -> None:
    session, summit = _titled("Third session of the summit"), _titled("Third summit")
    assert _level("session", session, summit) == "one alone"
    assert _level("session", session, session) == "both"
    assert _level("session", summit, summit) == "unknown"
    assert _level("numbers", session, summit) == "unknown"
    assert _level("numbers", session, _titled("Fourth summit")) == "different"
    third = _titled("Third session", edition=3)
    assert _level("edition", third, third) == "unknown"
    assert _level("edition", _titled("Summit", edition=3), _titled("Talks", edition=3)) == "same"


def test_a_counterpart_that_only_a_title_names_counts_against_another() -> None:
    told = _titled("Vietnam meets Australia", parties=(Party(actor="VNM"),))
    for actor, level in (("AUS", "same"), ("GBR", "other counterpart")):
        both = _event(parties=(Party(actor="VNM"), Party(actor=actor)))
        assert _level("parties", told, both) == level
    alone = _event(parties=(Party(actor="VNM"),))
    assert _level("parties", told, alone) == "same"


def test_a_number_alone_counts_where_dates_leave_the_year_open() -> None:
    ninth, plain = (
        _agreement(
            kind=AgreementKind.loan,
            titles=(Title(text=text),),
            milestones=(Milestone(stage=Stage.signed, when=FuzzyDate(day)),),
        )
        for text, day in (("Ninth agreement on loans", "2005"), ("Loans", "2005-03-26"))
    )
    assert _level("numbers", ninth, plain) == "one alone"


def _parties(*actors: str) -> tuple[Party, ...]:
    return tuple(Party(actor=actor) for actor in actors)


def test_an_organisation_that_both_are_bound_beside_excuses_no_state() -> None:
    sides = [_parties(state, "TUR", "UN") for state in ("UKR", "RUS")]
    assert _level("parties", *[_agreement(parties=side) for side in sides]) == "one swapped"
    assert _level("parties", *[_event(parties=side) for side in sides]) == (
        "organisation and members"
    )
    chair = _event(parties=_parties("G7", "ITA"))
    assert _level("parties", chair, _event(parties=_parties("G7"))) == "organisation and members"
    alone = _event(parties=_parties("BFA"))
    joint = _event(parties=_parties("BFA", "MLI", "NER", "ECOWAS"))
    assert _level("parties", joint, alone) == "several missing"


@pytest.mark.parametrize(
    ("first", "second", "is_other"),
    [
        (("EU", "UKR"), ("EST", "UKR"), True),
        (("UKR", "TUR", "UN"), ("RUS", "TUR", "UN"), True),
        (("EU", "UKR"), ("EU", "UKR"), False),
        (("PAK", "SAU"), ("PAK", "SAU", "TUR"), False),
    ],
)
def test_agreements_of_few_parties_bind_these_and_no_others(
    first: tuple[str, ...], second: tuple[str, ...], is_other: bool
) -> None:
    veto = _veto(_agreement(parties=_parties(*first)), _agreement(parties=_parties(*second)))
    assert (veto == Veto.counterpart) == is_other
    events = [_event(parties=_parties(*actors)) for actors in (first, second)]
    assert _veto(*events) == Veto.none


def test_an_agreement_of_two_is_hardly_one_of_three() -> None:
    two, three = _parties("PAK", "SAU"), _parties("PAK", "SAU", "TUR")
    assert _level("parties", _agreement(parties=two), _agreement(parties=three)) == "two of three"
    assert _level("parties", _event(parties=two), _event(parties=three)) == "one missing"


def _steps(**days: str) -> Agreement:
    return _agreement(
        kind=AgreementKind.trade,
        milestones=tuple(
            Milestone(stage=Stage(stage), when=FuzzyDate(day)) for stage, day in days.items()
        ),
    )


def test_what_is_concluded_is_signed_later_and_what_is_signed_is_negotiated_no_more() -> None:
    concluded, signed = _steps(concluded="2025-02-07"), _steps(signed="2025-11-02")
    assert _level("date signed", concluded, signed) == "unknown"
    assert _level("life", concluded, signed) == "within 400 days"
    assert _level("life", _steps(signed="2025-02-07"), _steps(negotiating="2025-06")) == (
        "out of order"
    )
    planned = _agreement(
        kind=AgreementKind.trade,
        milestones=(
            Milestone(stage=Stage.signed, when=FuzzyDate("2025-02"), realis=Realis.planned),
        ),
    )
    assert _level("life", planned, _steps(negotiating="2025-06")) == "within 400 days"
    assert _level("life", _steps(signed="2025-02-07"), _steps(approved="2025-06-01")) == (
        "within 400 days"
    )


def test_a_day_that_was_planned_is_no_evidence_against_a_later_one() -> None:
    def planned(day: str) -> Agreement:
        step = Milestone(stage=Stage.signed, when=FuzzyDate(day), realis=Realis.expected)
        return _agreement(kind=AgreementKind.trade, milestones=(step,))

    done = _steps(signed="2026-09-19")
    assert _level("date signed", planned("2026-03-31"), done) == "unknown"
    assert _level("date signed", planned("2026-12-31"), done) == "46 to 400 days apart"
    assert _level("date signed", planned("2026-03-31"), planned("2026-09-19")) == (
        "46 to 400 days apart"
    )


def test_a_sale_is_approved_before_it_is_signed() -> None:
    signed, approved = (
        attrs.evolve(one, kind=AgreementKind.arms_transfer)
        for one in (_steps(signed="2025-02-07"), _steps(approved="2025-06-01"))
    )
    assert _level("life", signed, approved) == "out of order"


def test_rare_words_of_a_title_weigh_more_than_common_ones() -> None:
    def level(first: str, second: str) -> str:
        return _level("title", _titled(first), _titled(second))

    assert level("Agreement on taxation", "Agreement on extradition") == "few words"
    assert level("Exercise Orient Shield opens", "Exercise Resolute Dragon opens") == "few words"
    assert level("Exercise Orient Shield opens", "Orient Shield begins") == "65% of the words"
    assert level("Sale of trains", "Visit to Rome") == "no words"


def test_sums_of_two_periods_are_not_compared() -> None:
    yearly, whole = (
        _event(money=parse("GBP 101 million per year")),
        _event(money=parse("GBP 3.4 billion")),
    )
    assert _level("money", yearly, whole) == "unknown"
    assert _level("money", yearly, yearly) == "equal"


def test_a_visit_that_is_returned_is_another_one() -> None:
    def visit(guest: str, host: str) -> Event:
        parties = (Party(actor=guest, role=Role.guest), Party(actor=host, role=Role.host))
        return _event(kind=EventKind.visit, parties=parties)

    assert _veto(visit("VNM", "PRT"), visit("PRT", "VNM")) == Veto.direction
    assert _veto(visit("VNM", "PRT"), visit("VNM", "PRT")) == Veto.none


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        (EventKind.summit, EventKind.visit, "near"),
        (EventKind.summit, EventKind.ministerial, "sibling"),
        (EventKind.withdrawal, EventKind.departure, "near"),
        (EventKind.arms_sale, EventKind.procurement, "near"),
        (EventKind.strike, EventKind.clash, "sibling"),
    ],
)
def test_kinds_of_one_family_are_near(a: EventKind, b: EventKind, level: str) -> None:
    assert _level("kind", _event(kind=a), _event(kind=b)) == level


def test_a_joint_statement_is_hardly_a_treaty() -> None:
    statement = _agreement(kind=AgreementKind.joint_statement)
    assert _level("kind", statement, _agreement(kind=AgreementKind.peace)) == "one a statement"
    assert _level("kind", statement, statement) == "same, vague"
    assert _level("kind", statement, _agreement(kind=AgreementKind.other)) == "unknown"


def test_what_is_numbered_in_both_titles_has_one_number() -> None:
    assert _veto(_titled("11th Special Measures"), _titled("Twelfth Special Measures")) == (
        Veto.number
    )
    assert _veto(_titled("11th Special Measures"), _titled("Special Measures")) == Veto.none


def test_an_organ_acts_for_its_organisation() -> None:
    council, forum = _parties("UN.UNSC", "IRN"), _parties("ASEAN.ADMM_PLUS", "IRN")
    assert _level("parties", _event(parties=council), _event(parties=_parties("UN", "IRN"))) == (
        "same"
    )
    assert _level("parties", _event(parties=forum), _event(parties=_parties("ASEAN", "IRN"))) != (
        "same"
    )
