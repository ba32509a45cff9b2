"""Features: what is compared, as columns."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from alliancekit.actors import joined_table
from alliancekit.dates import FuzzyDate, day_number
from alliancekit.features import (
    DATE_ROLES,
    OPEN_AFTER,
    OPEN_BEFORE,
    UNKNOWN,
    ActorReader,
    Features,
    amends,
    designations,
    extract_features,
    ordinals,
    title_words,
)
from alliancekit.kinds import AgreementKind, EventKind, Realis, Role, Stage
from alliancekit.model import Agreement, Event, Milestone, Party, Record, Title
from alliancekit.testing.strategies import hostile_text


def _features(*says: Event | Agreement) -> Features:
    records = [Record(id=f"s#{number}", says=said) for number, said in enumerate(says)]
    return extract_features(records, {}, joined_table(()))


@given(hostile_text())
def test_composed_and_decomposed_titles_have_the_same_words(text: str) -> None:
    assert title_words(unicodedata.normalize("NFD", text)) == title_words(
        unicodedata.normalize("NFC", text)
    )


def test_accents_and_case_do_not_tell_words_apart_but_letters_of_other_scripts_do() -> None:
    assert title_words("HỘI NGHỊ Đà Nẵng") == title_words("hoi nghi da nang")
    assert title_words("Vietnam") != title_words("Vietn\u0430m")


def test_words_that_are_not_spaced_become_pairs_of_characters() -> None:
    assert title_words("日米 2+2 会談") == ["日米", "2+2", "会談"]


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Twelfth Special Measures Agreement", {12}),
        ("11th SMA between Korea and the United States", {11}),
        ("Protocol No. 14", {14}),
        ("Amendments to Annexes I and III", {1, 3}),
        ("Protocol II and Protocol IV", {2, 4}),
        ("第12回 日米協議", {12}),
        ("제11차 방위비분담특별협정", {11}),
        ("Hội nghị lần thứ 5", {5}),
        ("12. Sondervereinbarung", {12}),
        ("55 ships and 3000 men", set()),
        ("Treaty of 1960", set()),
    ],
)
def test_numbers_that_count_a_series_are_read_and_others_not(title: str, numbers: set[int]) -> None:
    assert ordinals(title) == numbers


def test_a_ministry_counts_as_its_state_and_an_organisation_covers_its_members() -> None:
    features = _features(
        Event(
            kind=EventKind.summit,
            when=FuzzyDate("2022-06-29"),
            parties=(
                Party(actor="NATO"),
                Party(actor="JPN.MOFA"),
                Party(actor="UKR", role=Role.beneficiary),
            ),
        )
    )
    names = [features.actor_names[code] for code in features.parties.values]
    assert sorted(names) == ["JPN", "NATO"]
    covered = {features.actor_names[code] for code in features.covered.values}
    assert {"USA", "DEU", "NATO", "JPN"} <= covered
    assert not {"FIN", "SWE", "UKR"} & covered


def test_membership_is_that_of_the_day() -> None:
    reader = ActorReader(joined_table(()))
    nato = frozenset({"NATO"})
    assert "FIN" not in reader.covered(nato, FuzzyDate("2022-06-29"))
    assert "FIN" in reader.covered(nato, FuzzyDate("2024-06-29"))


def test_dates_stand_in_the_column_of_their_role() -> None:
    features = _features(
        Agreement(
            kind=AgreementKind.trade,
            milestones=(
                Milestone(stage=Stage.signed, when=FuzzyDate("2024-04")),
                Milestone(stage=Stage.in_force, when=FuzzyDate("[2025-01-01..]")),
                Milestone(stage=Stage.expired, when=FuzzyDate("2030"), realis=Realis.denied),
            ),
        )
    )
    signed, in_force, ended = (DATE_ROLES.index(role) for role in ("signed", "in_force", "ended"))
    assert features.earliest[0, signed] == day_number(2024, 4, 1)
    assert features.latest[0, signed] == day_number(2024, 4, 30)
    assert features.latest[0, in_force] == OPEN_AFTER
    assert not features.has_date[0, ended]
    assert features.earliest[0, ended] == OPEN_BEFORE


def test_what_a_record_does_not_say_is_unknown() -> None:
    features = _features(Event(kind=EventKind.other))
    assert features.place[0] == features.country[0] == features.outlet[0] == UNKNOWN
    assert features.edition[0] == 0
    assert not features.has_date.any()
    assert not len(features.tokens.values)


def test_no_records_give_no_rows() -> None:
    assert len(_features()) == 0


def test_titles_of_all_languages_are_read() -> None:
    features = _features(
        Event(
            kind=EventKind.other,
            titles=(Title(text="Talks"), Title(text="Gespräche", language="de")),
        )
    )
    assert set(features.token_names) == {"talks", "gesprache"}
    assert len(features.languages.values) == 2


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Deuxième session", {2}),
        ("2.º período de sesiones", {2}),
        ("Zwölfte Sitzung", {12}),
        ("Третья встреча", {3}),
        ("第十二次中美对话", {12}),
        ("第二十三回会合", {23}),
        ("Kỳ họp lần thứ hai", {2}),
        ("Twenty-first round", {21}),
        ("The second summit of 2024", {2}),
    ],
)
def test_ordinals_of_many_languages_are_read(title: str, numbers: set[int]) -> None:
    assert ordinals(title) == numbers


def test_designs_are_named_alike_in_every_language() -> None:
    assert designations("105 F-35A und PAC-3 für 2,1 Mrd.") == ["f35a", "pac3"]
    assert designations("Summit of 2024 in Hanoi") == []


@pytest.mark.parametrize(
    "title", ["Protocol amending the Convention", "Avenant", "改正議定書", "Sửa đổi Hiệp định"]
)
def test_titles_say_that_they_amend(title: str) -> None:
    assert amends(title)
    assert not amends("Convention")
