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
from alliancekit.features.ordinal_words import FIRST_TO_TWENTIETH, ordinal_forms
from alliancekit.features.sessions import is_session
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


_LANGUAGES = sorted(FIRST_TO_TWENTIETH)


@given(st.sampled_from(_LANGUAGES), st.integers(1, 20), st.data())
def test_the_number_read_is_the_number_written(
    language: str, number: int, data: st.DataObject
) -> None:
    forms = [form for form, counted, _ in ordinal_forms(language) if counted == number]
    assert ordinals(data.draw(st.sampled_from(forms)), language) == {number}


def test_a_word_counts_alike_in_all_languages_but_its_own() -> None:
    counted: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        assert {number for _, number, _ in ordinal_forms(language)} == set(range(1, 21))
        for form, number, is_own in ordinal_forms(language):
            if not is_own:
                counted.setdefault(form, set()).add(number)
    assert all(len(numbers) == 1 for numbers in counted.values())


_MARKS = (
    "{}th summit", "{}e sommet", "{}. Gipfel", "{}.ª cumbre", "{}-й саммит", "KTT ke-{}",
    "Hội nghị lần thứ {}", "第{}回会合", "제{}차 회의", "القمة الـ{}", "הפסגה ה-{}", "{}वीं बैठक",
    "ครั้งที่ {}", "{}:e mötet", "{}η σύνοδος", "Protocol {}", "Tranche {}", "{}단계", "Lote {}",
)  # fmt: skip


@given(st.sampled_from(_MARKS), st.integers(1, 999))
def test_digits_with_a_mark_of_any_language_count(mark: str, number: int) -> None:
    assert ordinals(mark.format(number)) == {number}


_ANNIVERSARIES = (
    "{}th anniversary of the alliance", "{}e anniversaire", "{}. Jahrestag", "{}.º aniversario",
    "{}-летие союза", "{}周年", "{}주년", "ulang tahun ke-{}", "{}. yıl dönümü", "{}. rocznica",
    "الذكرى الـ{}", "{}η επέτειος", "{}वीं वर्षगांठ", "Kỷ niệm {} năm", "{}:e årsdagen",
)  # fmt: skip


@given(st.sampled_from(_ANNIVERSARIES), st.integers(1, 999))
def test_anniversaries_count_nothing(words: str, number: int) -> None:
    assert ordinals(words.format(number)) == frozenset()


@given(hostile_text())
def test_any_text_has_numbers_from_one_to_those_of_letters(text: str) -> None:
    assert all(0 < number <= 1_026 for number in ordinals(text))
    assert is_session(text) in (True, False)


@pytest.mark.parametrize(
    ("language", "title", "numbers"),
    [
        ("vi", "Phiên thứ nhất: Hội nghị", {1}),
        ("vi", "Hội nghị lần 11", {11}),
        ("vi", "Vòng đàm phán thứ ba", {3}),
        ("vi", "Hội nghị lần thứ mười hai", {12}),
        ("vi", "Ba Lan mua 12 máy bay", set()),
        ("vi", "Mỹ thu 12 tỷ USD", set()),
        ("vi", "Giai đoạn 2", {2}),
        ("vi", "Thỏa thuận 13 điểm về ngừng bắn", set()),
        ("vi", "Hà Lan 12 tàu", set()),
        ("vi", "kỷ niệm lần thứ 75", set()),
        ("ja", "第一セッション 首脳会談", {1}),
        ("ja", "第十一回会談", {11}),
        ("ja", "75周年", set()),
        ("ja", "第2段階", {2}),
        ("ja", "第三国", set()),
        ("ja", "第7艦隊", set()),
        ("zh", "第二阶段", {2}),
        ("zh", "第79届联大", {79}),
        ("zh", "第一副首相", set()),
        ("zh", "第十四条", set()),
        ("ko", "제11차 한미안보협의회", {11}),
        ("ko", "두 번째 회의", {2}),
        ("ko", "첫 번째 회의", {1}),
        ("ko", "60주년", set()),
        ("ko", "2단계", {2}),
        ("ko", "제1차관", set()),
        ("ko", "제7함대", set()),
        ("ar", "الجولة الأولى من الحوار", {1}),
        ("ar", "الجولة الثانية", {2}),
        ("ar", "الذكرى الـ75", set()),
        ("ar", "الدورة الحادية عشرة", {11}),
        ("ar", "تشرين الثاني", set()),
        ("ar", "القمة الخامسة والعشرون", set()),
        ("ru", "Одиннадцатый раунд", {11}),
        ("ru", "двадцать первый саммит", {21}),
        ("ru", "75-летие", set()),
        ("ru", "в одиннадцатом раунде", {11}),
        ("ru", "переговоры шести стран", set()),
        ("ru", "Вторая мировая война", set()),
        ("ru", "Фаза 2", {2}),
        ("tr", "On birinci diyalog", {11}),
        ("tr", "11. diyalog", {11}),
        ("tr", "Katar'dan 12 ikinci el Eurofighter", set()),
        ("tr", "75. yıl dönümü", set()),
        ("pl", "Jedenasta runda rozmów", {11}),
        ("pl", "dwudziesta pierwsza runda", {21}),
        ("uk", "Перший раунд", {1}),
        ("uk", "Дванадцята сесія", {12}),
        ("uk", "друга сесія", {2}),
        ("ru", "друг друга", set()),
        ("id", "Dialog pertahanan kedua", {2}),
        ("id", "ulang tahun ke-79", set()),
        ("id", "KTT ASEAN ke-43", {43}),
        ("id", "kedua negara", set()),
        ("id", "Sidang kedua belas", {12}),
        ("fa", "دور اول گفتگو", {1}),
        ("fa", "دور یازدهم", {11}),
        ("fa", "جنگ جهانی دوم", set()),
        ("he", "הסבב הראשון", {1}),
        ("he", "הסבב השני", {2}),
        ("he", "יום שני", set()),
        ("he", "הפסגה ה-12", {12}),
        ("es", "Undécima ronda", {11}),
        ("es", "Décimo primera ronda", {11}),
        ("es", "vigésima primera cumbre", {21}),
        ("es", "segunda mano", set()),
        ("es", "ya 12 muertos", set()),
        ("pt", "Décima segunda rodada", {12}),
        ("pt", "Primeiro-ministro", set()),
        ("pt", "nono diálogo", {9}),
        ("it", "Undicesimo dialogo", {11}),
        ("it", "prima volta", set()),
        ("it", "prima del vertice", set()),
        ("it", "L'ottavo vertice", {8}),
        ("nl", "Elfde defensiedialoog", {11}),
        ("nl", "11e dialoog", {11}),
        ("sv", "Elfte försvarsdialogen", {11}),
        ("sv", "andra mötet", {2}),
        ("en", "André visits", set()),
        ("hi", "ग्यारहवां रक्षा संवाद", {11}),
        ("hi", "12वीं बैठक", {12}),
        ("th", "การประชุมครั้งที่ 11", {11}),
        ("th", "วันที่ 11", set()),
        ("th", "ครั้งที่หนึ่ง", {1}),
        ("fr", "Onzième dialogue", {11}),
        ("fr", "Premier ministre", set()),
        ("fr", "le 1er mai", set()),
        ("fr", "Premier sommet", {1}),
        ("en", "Premier Li", set()),
        ("fr", "50e anniversaire", set()),
        ("fr", "1er sommet", {1}),
        ("de", "Elfter Dialog", {11}),
        ("de", "75. Jahrestag", set()),
        ("de", "12. März", set()),
        ("de", "zum ersten Mal", set()),
        ("de", "zweite Hand", set()),
        ("de", "Los 15", {15}),
        ("es", "los 12 países", set()),
        ("de", "12. Gipfel", {12}),
        ("en", "4th of July", set()),
        ("en", "July 4th", set()),
        ("en", "7th Fleet", set()),
        ("en", "101st Airborne Division", set()),
        ("en", "3rd Marine Regiment", set()),
        ("en", "21st century", set()),
        ("en", "first deputy prime minister", set()),
        ("en", "Third World countries", set()),
        ("en", "second-hand", set()),
        ("en", "first ever summit", set()),
        ("en", "F-35 Lot 15", {15}),
        ("en", "Annex A", {1001}),
        ("en", "Part A and Part B", {1001, 1002}),
        ("en", "Tranche II", {2}),
        ("en", "phase one", {1}),
        ("en", "Minsk II", {2}),
        ("en", "START I", {1}),
        ("en", "King Charles III visits", set()),
        ("en", "Annexes I and V", {1, 5}),
        ("en", "UN session on trade", set()),
        ("en", "Round 3 in May", {3}),
        ("en", "first summit since 2019", set()),
        ("en", "Second World War", set()),
        ("en", "75th anniversary of NATO", set()),
        ("en", "No. 14", {14}),
        ("sw", "Mkutano wa pili", {2}),
        ("sw", "awamu ya kumi na mbili", {12}),
        ("ro", "a doua rundă", {2}),
        ("ro", "A 11-a reuniune", {11}),
        ("hu", "tizenegyedik csúcs", {11}),
        ("el", "δέκατη τρίτη σύνοδος", {13}),
        ("fi", "yhdestoista kokous", {11}),
        ("bn", "একাদশ বৈঠক", {11}),
        ("en", "F-16A jets", set()),
        ("it", "XIV vertice", {14}),
        ("fr", "XIVe sommet", {14}),
        ("en", "Xi Jinping", set()),
        ("fr", "la vie", set()),
        ("es", "LXVI Cumbre del Mercosur", {66}),
        ("en", "WWII II", {2}),
        ("zh", "五月三日", set()),
    ],
)
def test_what_counts_a_series_is_told_from_what_counts_other_things(
    language: str, title: str, numbers: set[int]
) -> None:
    assert ordinals(title, language) == numbers


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Second day of the NATO summit"),
        ("en", "Day two of talks"),
        ("en", "Day 1 of the NATO summit"),
        ("en", "Second working session"),
        ("en", "Second session of the NATO summit"),
        ("de", "Zweiter Tag des Gipfels"),
        ("fr", "Deuxième journée du sommet"),
        ("ja", "サミット2日目"),
        ("zh", "峰会第二天"),
        ("vi", "Ngày thứ hai của hội nghị"),
        ("ru", "Второй день саммита"),
        ("ko", "정상회의 둘째 날"),
        ("tr", "Zirvenin ikinci günü"),
        ("pl", "Drugi dzień szczytu"),
        ("es", "Segunda jornada de la cumbre"),
        ("de", "Plenarsitzung"),
    ],
)
def test_sittings_and_days_of_a_meeting_are_sessions(language: str, title: str) -> None:
    assert is_session(title, language)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "66th ordinary session of the Authority of Heads of State"),
        ("ru", "Сессия Совета коллективной безопасности ОДКБ"),
        ("ru", "заседание Совета глав государств"),
        ("en", "UN General Assembly 79th session"),
        ("fr", "66e session ordinaire de la Conférence de la CEDEAO"),
        ("kk", "ҰҚШҰ Ұжымдық қауіпсіздік кеңесінің сессиясы"),
        ("ru", "Сессия СКБ ОДКБ в Бишкеке"),
        ("en", "Three-day visit"),
        ("en", "Independence Day 2025"),
        ("en", "Victory Day 80th anniversary"),
        ("en", "Opening of the summit"),
        ("zh", "联合国大会第七十九届会议"),
        ("en", "Summit on 4 May, day of Europe"),
    ],
)
def test_a_session_of_a_body_is_the_meeting_itself(language: str, title: str) -> None:
    assert not is_session(title, language)


def test_according_to_is_no_second() -> None:
    assert ordinals("Cúpula adiada, segundo o Planalto", "pt") == set()
    assert ordinals("Segundo encontro de cúpula", "pt") == {2}
    assert ordinals("Vertice rinviato, secondo fonti diplomatiche", "it") == set()
    assert ordinals("Secondo vertice", "it") == {2}


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("dvacátý první summit", "cs"),
        ("dvadsiaty prvý samit", "sk"),
        ("двадесет и първа среща", "bg"),
        ("dvadeset prvi sastanak", "hr"),
        ("двадесет први самит", "sr"),
        ("εικοστή πρώτη σύνοδος", "el"),
        ("dwudziesty pierwszy szczyt", "pl"),
        ("двадцать первый саммит", "ru"),
        ("vigésima primera cumbre", "es"),
        ("twenty-first summit", "en"),
    ],
)
def test_tens_and_units_in_words_are_one_number(title: str, language: str) -> None:
    assert ordinals(title, language) == {21}
