"""Features: what is compared, as columns."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    is_first,
    ordinals,
    place_name,
    title_words,
)
from alliancekit.features.words import is_session
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


_COUNTING_WORDS = (
    "No. no V protocol Protocols II, XI xii 4th 3. first Twelfth, twenty-first F-35 round annexes"
    " IV and 7 lan thu hai Thu phase phaseii taxi Mexico nothing session_2 5e e ke-3 & nos.4"
)


@given(st.lists(st.sampled_from(_COUNTING_WORDS.split()), max_size=7).map(" ".join))
def test_a_sign_of_another_script_before_a_title_changes_no_number_in_it(title: str) -> None:
    assert ordinals(f"\u263c {title}") == ordinals(title)


@given(st.lists(st.integers(-3, 3)).map(sorted))
def test_equal_values_in_a_row_begin_once(ascending: list[int]) -> None:
    values = np.array(ascending, np.int64)
    assert values[is_first(values)].tolist() == sorted(set(ascending))


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


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("XIV Cumbre Iberoamericana", {14}),
        ("Minsk II", {2}),
        ("I and V Corps of the IX", {9}),
        ("VX and IIII", set()),
        ("12-й саммит", {12}),
        ("12-та зустріч", {12}),
        ("القمة الـ33", {33}),
        ("KTT ASEAN ke-43", {43}),
        ("12:e mötet", {12}),
        ("12'nci zirve", {12}),
        ("12η σύνοδος", {12}),
        ("12वीं बैठक", {12}),
        ("১২তম শীর্ষ সম্মেলন", {12}),
        ("การประชุมครั้งที่ 12", {12}),
        ("הפסגה ה-12", {12}),
        ("piąty szczyt", {5}),
        ("П'ятий саміт", {5}),
        ("Beşinci zirve", {5}),
        ("1985 summit of 12 states", set()),
    ],
)
def test_numbers_of_a_series_are_read_in_many_scripts(title: str, numbers: set[int]) -> None:
    assert ordinals(title) == numbers


@pytest.mark.parametrize(
    "title",
    [
        "Second working session",
        "2. Arbeitssitzung",
        "2.ª sessão da cúpula",
        "2.º sesión de la cumbre",
        "第2回セッション",
        "峰会第3次会议",
        "정상회의 제1차 회의",
        "2-е заседание",
        "الجلسة الثانية",
        "Phiên lần thứ 2",
    ],
)
def test_titles_name_a_session(title: str) -> None:
    assert is_session(title)


@pytest.mark.parametrize(
    "title", ["Summit", "obsession", "possession", "首脳会議", "峰会", "Tagung"]
)
def test_no_session_is_seen_where_none_is_named(title: str) -> None:
    assert not is_session(title)


def test_designs_between_letters_of_other_scripts_are_read() -> None:
    assert designations("オーストラリア向けSM-6の売却") == ["sm6"]


def _named(*titles: Title, kind: EventKind = EventKind.meeting) -> set[str]:
    features = _features(Event(kind=kind, parties=(Party(actor="VNM"),), titles=titles))
    return {features.actor_names[code] for code in features.named.row(0)}


def test_the_one_other_actor_that_a_title_names_is_a_counterpart() -> None:
    assert _named(Title(text="Lãnh đạo Úc gặp Việt Nam", language="vi")) == {"AUS", "VNM"}
    assert _named(Title(text="越南与沙特阿拉伯领导人会晤", language="zh")) == {"SAU", "VNM"}
    assert _named(Title(text="Vietnam meets the United States")) == {"USA", "VNM"}


def test_of_several_others_none_is_a_counterpart() -> None:
    assert _named(Title(text="Vietnam meets France and Japan")) == {"VNM"}
    assert _named(Title(text="Vietnam meets investors")) == {"VNM"}


@pytest.mark.parametrize("kind", [EventKind.suspension, EventKind.statement, EventKind.exercise])
def test_who_acts_alone_has_no_counterpart(kind: EventKind) -> None:
    assert _named(Title(text="Vietnam suspends its treaty with France"), kind=kind) == {"VNM"}


def test_whom_an_act_of_one_is_aimed_at_does_not_act() -> None:
    parties = (Party(actor="USA"), Party(actor="RUS", role=Role.target))
    features = _features(
        Event(kind=EventKind.suspension, parties=parties),
        Event(kind=EventKind.sanction, parties=parties),
    )
    acting = [{features.actor_names[code] for code in features.parties.row(at)} for at in (0, 1)]
    assert acting == [{"USA"}, {"USA", "RUS"}]


def test_a_state_counts_as_the_one_that_continues_it() -> None:
    reader = ActorReader(joined_table(()))
    for earlier, later in (("SUN", "RUS"), ("RUS", "RUS"), ("PRU", "DEU"), ("EEC", "EU")):
        assert reader.acting((Party(actor=earlier),)) == {later}
    assert reader.acting((Party(actor="CSK"),)) == {"CSK"}


def test_a_territory_acts_beside_its_state_and_a_ministry_for_it() -> None:
    reader = ActorReader(joined_table(()))
    assert reader.acting((Party(actor="GRL"), Party(actor="DNK"))) == {"GRL", "DNK"}
    assert reader.acting((Party(actor="JPN.ATLA"), Party(actor="JPN"))) == {"JPN"}


def test_names_of_places_have_a_script_and_a_stem() -> None:
    assert place_name("Tokyo") == place_name("TOKIO")
    assert place_name("Nueva Delhi") == place_name("New Delhi")
    assert place_name("San Francisco") != place_name("San Diego")
    assert place_name("Οχρίδα")[0] != place_name("Ohrid")[0]
    assert place_name("—") == ("", "", "")


def test_names_behind_an_article_are_read_in_titles() -> None:
    title = Title(text="Le Vietnam reçoit l'Australie", language="fr")
    assert _named(title) == {"AUS", "VNM"}
