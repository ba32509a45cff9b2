"""Names resolve exactly per language: no CLDR name is missed, none is taken for another."""

from __future__ import annotations

import unicodedata

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.actors import Outcome, builtin_table, get, resolve
from alliancekit.actors.languages import canonical_tag, folded, keeps_case, spelled, tag_chain
from alliancekit.actors.resolution import window

TABLE = builtin_table()
BY_ALPHA_2 = {
    actor.code("iso_3166_1_alpha_2"): actor.id
    for actor in TABLE
    if actor.code("iso_3166_1_alpha_2")
}
LANGUAGES = ["ar", "de", "en", "es", "fr", "id", "it", "ja", "ko", "pl", "pt", "ru", "th", "tr"]
LANGUAGES += ["uk", "vi", "zh", "zh-Hant", "zh-TW", "pt-PT", "de-AT", "nb", "fil", "sr-Latn"]
# Where CLDR itself gives a state a name that another state bears too.
AMBIGUOUS_IN_CLDR = {("es", "Congo")}


def cldr(language: str) -> dict[str, str]:
    territories = Locale.parse(language, sep="-").territories
    return {code: name for code, name in territories.items() if code in BY_ALPHA_2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cldr_name_resolves_to_its_territory(language):
    names = cldr(language)

    assert len(names) >= 240
    for code, name in names.items():
        resolution = resolve(name, language=language)
        if (language, name) in AMBIGUOUS_IN_CLDR:
            assert BY_ALPHA_2[code] in resolution.candidates
        else:
            assert resolution.actor == BY_ALPHA_2[code], (language, name)


@pytest.mark.slow
def test_every_cldr_name_of_all_languages_resolves_to_its_territory():
    missed = []
    for identifier in locale_identifiers():
        if "_" in identifier:
            continue
        for code, name in cldr(identifier).items():
            resolution = resolve(name, language=identifier)
            if resolution.actor != BY_ALPHA_2[code] and (identifier, name) not in AMBIGUOUS_IN_CLDR:
                missed.append((identifier, name, resolution))
    assert missed == []


@pytest.mark.parametrize(
    ("language", "other"),
    [
        ("ja", "zh"),
        ("ja", "vi"),
        ("ja", "ko"),
        ("ko", "ja"),
        ("th", "vi"),
        ("ar", "en"),
        ("ru", "de"),
        ("zh", "de"),
        ("el", "fr"),
        ("he", "ar"),
        ("hi", "en"),
        ("ka", "ru"),
    ],
)
def test_names_in_another_script_do_not_resolve(language, other):
    shared = set(cldr(other).values())
    own = {name for name in cldr(language).values() if name not in shared}
    # Han names without kana may be the same word in both languages.
    if {language, other} == {"ja", "zh"}:
        own = {name for name in own if any("ァ" <= char <= "ヶ" for char in name)}

    assert len(own) >= 180
    assert {name for name in own if resolve(name, language=other).actor} == set()


VIETNAMESE = {
    "Mỹ": "USA", "Hoa Kỳ": "USA", "Nhật": "JPN", "Nhật Bản": "JPN", "Anh": "GBR", "Nga": "RUS",
    "Áo": "AUT", "Bỉ": "BEL", "Đức": "DEU", "Úc": "AUS", "Pháp": "FRA", "Ý": "ITA",
    "Liên Xô": "SUN", "Philippin": "PHL", "Hàn Quốc": "KOR", "Triều Tiên": "PRK",
    "Trung Quốc": "CHN", "Ấn Độ": "IND", "Đông Đức": "DDR", "Thuỵ Sĩ": "CHE", "Thụy Sĩ": "CHE",
    "Cộng hoà Séc": "CZE", "Liên hợp quốc": "UN", "NATO": "NATO", "Bộ tứ": "QUAD",
    "Lầu Năm Góc": "USA.DOD", "Lực lượng Phòng vệ Nhật Bản": "JPN.SDF", "MỸ": "USA",
}  # fmt: skip
GERMAN = {
    "USA": "USA", "Sowjetunion": "SUN", "Elfenbeinküste": "CIV", "Großbritannien": "GBR",
    "GROSSBRITANNIEN": "GBR", "Weissrussland": "BLR", "DDR": "DDR", "Auswärtiges Amt": "DEU.AA",
    "Nato": "NATO", "Warschauer Pakt": "WARSAW_PACT", "Tschechoslowakei": "CSK",
    "US-Streitkräfte in Japan": "USA.USFJ", "Selbstverteidigungsstreitkräfte": "JPN.SDF",
}  # fmt: skip
JAPANESE = {
    "米": "USA", "米国": "USA", "露": "RUS", "独": "DEU", "英": "GBR", "仏": "FRA", "中国": "CHN",
    "ソ連": "SUN", "北朝鮮": "PRK", "防衛装備庁": "JPN.ATLA", "自衛隊": "JPN.SDF",
    "在日米軍": "USA.USFJ", "日米豪印": "QUAD", "北大西洋条約機構": "NATO", "欧州連合": "EU",
}  # fmt: skip
OTHERS = {
    ("fr", "Etats-Unis"): "USA", ("fr", "ÉTATS-UNIS"): "USA", ("fr", "OTAN"): "NATO",
    ("es", "EE. UU."): "USA", ("es", "OEA"): "OAS", ("zh", "北约"): "NATO", ("zh", "东盟"): "ASEAN",
    ("zh-TW", "東協"): "ASEAN", ("ko", "주한미군"): "USA.USFK", ("ko", "북한"): "PRK",
    ("ru", "США"): "USA", ("ru", "ОДКБ"): "CSTO", ("ar", "الناتو"): "NATO", ("tr", "ABD"): "USA",
    ("tr", "İNGİLTERE"): "GBR", ("tr", "ingiltere"): "GBR", ("en", "Ivory Coast"): "CIV",
    ("en", "Cote d'Ivoire"): "CIV", ("en", "Burma"): "MMR", ("en", "Czech Republic"): "CZE",
    ("en", "U.S."): "USA", ("en", "Pentagon"): "USA.DOD", ("en", "Zaire"): "COD",
    ("en", "USSR"): "SUN", ("de-AT", "Sowjetunion"): "SUN", ("en-GB", "Britain"): "GBR",
}  # fmt: skip
HAND_WRITTEN = (
    [("vi", name, actor_id) for name, actor_id in VIETNAMESE.items()]
    + [("de", name, actor_id) for name, actor_id in GERMAN.items()]
    + [("ja", name, actor_id) for name, actor_id in JAPANESE.items()]
    + [(language, name, actor_id) for (language, name), actor_id in OTHERS.items()]
)


@pytest.mark.parametrize(("language", "name", "actor_id"), HAND_WRITTEN)
def test_names_as_newsrooms_write_them_resolve(language, name, actor_id):
    assert resolve(name, language=language).actor == actor_id


# Words, other peoples' names, and right names in the wrong language.
NOT_NAMES = {
    "vi": "anh mỹ đức áo ý úc bỉ nhật pháp nga séc ha Han Hoà Hàn Trung Đông Nam Bắc USSR Germany"
    " Deutschland Russia Japan France 日本 Россия England Japon Hà Nội Tokyo châu Âu Bộ Ngoại",
    "en": "us it china-town Nga Áo Mỹ Anh Đức Deutschland Nippon Rossiya Roma London Texas Bavaria"
    " Europe Asia Africa West East North South Americas Kongo Nihon Union Republic Kingdom People"
    " japan-us Usa nato un eu Ministry Defence Tokyo 米国 Франция Frankreich Italia Reino mar per"
    " can and are che nor pan Tibet Hesse Guiana Timor Hanover Saxony Baden Sikkim",
    "de": "us usa Germany Nga Mỹ Anh Japon Alemania Europa Berlin Minister Union England-Frage Deu"
    " deutsche Reich République Russie Rusia 中国 Bayern Sachsen Hannover Welt Bund",
    "ja": "国 東 西 北 南 首相 東京 米屋 英語 仏教 中 日 Nga Mỹ Germany Россия 미국 法国 德国"
    " 美国 俄罗斯 外務省 政府 大統領 アメリカン ドイツ語",
    "zh": "米 露 独 仏 米国 国 外交部 国防部 北京 ロシア ドイツ 미국 Nga USSR Germany"
    " 总统 日本人 法律",
    "fr": "États Unis Germany Deutschland Nga RU pays Paris le monde Anglaise Rusia Japan Ministre",
    "ko": "외교부 국방부 서울 米国 中国 Nga Japan Russia 미국인 대통령 한국어",
    "es": "Estados Unidas Francia-España Madrid Germany Nga pais Ministerio japón.",
    "ru": "Москва США-Япония Germany Nga МИД Минобороны страна Японии России Japan",
    "ar": "القاهرة دولة Germany Nga وزارة رئيس",
    "tr": "Ankara Germany Nga ABDİ almanca Bakanlık",
}
FALSE_HITS = [(language, word) for language, text in NOT_NAMES.items() for word in text.split(" ")]


def test_there_are_at_least_200_traps():
    assert len(FALSE_HITS) >= 200


@pytest.mark.parametrize(("language", "word"), FALSE_HITS)
def test_what_is_not_a_name_in_this_language_does_not_resolve(language, word):
    assert resolve(word, language=language).actor is None


@pytest.mark.parametrize(
    ("name", "language", "at", "outcome", "candidates"),
    [
        ("Germany", "en", "1955", "ambiguous", ("DDR", "DEU")),
        ("Germany", "en", None, "resolved", ("DEU",)),
        ("Germany", "en", 1930, "resolved", ("DEU",)),
        ("Germany", "en", "1990", "ambiguous", ("DDR", "DEU")),
        ("Germany", "en", "1990-10-03", "resolved", ("DEU",)),
        ("Germany", "en", "1860", "not_then", ("DDR", "DEU", "PRU")),
        ("Đức", "vi", "1970", "ambiguous", ("DDR", "DEU")),
        ("Russia", "en", "1900", "resolved", ("RUS",)),
        ("Russia", "en", "1950", "not_then", ("RUS", "SUN")),
        ("Vietnam", "en", "1965", "ambiguous", ("RVN", "VNM")),
        ("Vietnam", "en", "2024-04-10", "resolved", ("VNM",)),
        ("Yemen", "en", "1970", "ambiguous", ("YAR", "YMD")),
        ("Austria", "en", "1850", "resolved", ("AUH",)),
        ("Korea", "en", "1900", "resolved", ("KOR-1910",)),
        ("Korea", "en", "2024", "ambiguous", ("KOR", "PRK")),
        ("Congo", "en", None, "ambiguous", ("COD", "COG")),
        ("Virgin Islands", "en", None, "ambiguous", ("VGB", "VIR")),
        ("Guinea", "en", None, "resolved", ("GIN",)),
        ("Micronesia", "en", None, "resolved", ("FSM",)),
        ("Bavaria", "en", None, "not_then", ("BAV",)),
        ("Bavaria", "en", "1866", "resolved", ("BAV",)),
        ("Yugoslavia", "en", "1995", "resolved", ("SCG",)),
        ("Yugoslavia", "en", "1970", "resolved", ("YUG",)),
        ("Republic of China", "en", "1930", "resolved", ("CHN",)),
        ("Republic of China", "en", "1960", "resolved", ("TWN",)),
        ("Macedonia", "en", "2000", "resolved", ("MKD",)),
        ("Macedonia", "en", "2024", "not_then", ("MKD",)),
        ("Ottoman Empire", "en", "1900", "resolved", ("TUR",)),
        ("NGA", "vi", None, "ambiguous", ("NGA", "RUS")),
        ("NGA", "en", None, "resolved", ("NGA",)),
        ("Japan", "xx", None, "unknown_language", ()),
        ("Japan", "not a tag", None, "unknown_language", ()),
        ("Japan", "", None, "unknown_language", ()),
        ("JPN", "xx", None, "resolved", ("JPN",)),
        ("JP", "en", None, "unknown_name", ()),
        ("jpn", "en", None, "unknown_name", ()),
        ("Atlantis", "en", None, "unknown_name", ()),
        ("", "en", None, "unknown_name", ()),
    ],
)
def test_outcomes_say_who_is_meant_or_why_nobody_is(name, language, at, outcome, candidates):
    resolution = resolve(name, language=language, at=at)

    assert (resolution.outcome, resolution.candidates) == (outcome, candidates)
    assert (resolution.reason == "") == (resolution.actor is not None)
    assert all(candidate in resolution.reason for candidate in candidates) or resolution.actor


SPELLINGS = sorted(
    {(name.text, name.language) for actor in TABLE for name in actor.names}
    | {(name, language) for language in ("en", "vi", "tr") for name in cldr(language).values()}
)
DAYS = st.dates().map(lambda day: day.isoformat())


@given(spelling=st.sampled_from(SPELLINGS), day=DAYS)
def test_whom_a_name_means_on_a_day_existed_on_that_day(spelling, day):
    actor_id = resolve(spelling[0], language=spelling[1], at=day).actor
    if actor_id is not None and (spells := get(actor_id).spells):
        first, last = window(day)
        assert any(start <= last and first <= end for start, end in map(window, spells))


@given(spelling=st.sampled_from(SPELLINGS), year=st.integers(1816, 2030), month=st.integers(1, 12))
def test_a_closer_date_never_changes_who_is_meant(spelling, year, month):
    text, language = spelling
    wide = resolve(text, language=language, at=str(year))
    close = resolve(text, language=language, at=f"{year}-{month:02}")
    if wide.outcome is Outcome.RESOLVED:
        assert close.actor in (wide.actor, None)
        assert close.outcome in (Outcome.RESOLVED, Outcome.NOT_THEN)


@given(spelling=st.sampled_from(SPELLINGS), form=st.sampled_from(["NFC", "NFD"]))
def test_typography_does_not_change_who_is_meant(spelling, form):
    text, language = spelling
    written = "  " + unicodedata.normalize(form, text).replace("'", "’").replace(" ", " \n\u00a0")
    assert resolve(written, language=language) == resolve(text, language=language)


@given(spelling=st.sampled_from(SPELLINGS))
def test_capitals_name_the_same_actor_or_one_more(spelling):
    text, language = spelling
    if language == "tr":
        text = text.replace("i", "İ").replace("ı", "I")
    candidates = resolve(spelling[0], language=language).candidates
    # ß and some ligatures have no capital of their own, and capitals may spell an id (NGA).
    assert set(candidates) <= set(resolve(text.upper(), language=language).candidates)


@given(text=st.text(max_size=30), language=st.text(max_size=12), day=st.none() | DAYS)
def test_any_text_gets_an_answer_that_is_in_itself_right(text, language, day):
    resolution = resolve(text, language=language, at=day)
    assert (resolution.actor is not None) == (resolution.outcome is Outcome.RESOLVED)
    assert resolution.actor is None or resolution.candidates == (resolution.actor,)
    assert list(resolution.candidates) == sorted(set(resolution.candidates))


@given(text=st.text(max_size=20), language=st.sampled_from(["en", "vi", "tr", "de", "el"]))
def test_folding_twice_is_folding_once_for_what_typography_changes(text, language):
    assert spelled(spelled(text)) == spelled(text)
    assert folded(spelled(text), language) == folded(text, language)


def test_languages_fall_back_to_what_they_are_a_kind_of():
    assert tag_chain("pt-BR") == ("pt-BR", "pt")
    assert tag_chain("zh-Hant-HK") == ("zh-Hant-HK", "zh-Hant")
    assert tag_chain("zh-Hans-CN")[-1] == "zh"
    assert tag_chain("") == ()
    assert canonical_tag("iw") == "he"
    assert canonical_tag("EN_latn_gb_X") == "en-Latn-GB-x"


def test_short_names_and_acronyms_keep_their_capitals():
    assert keeps_case("EU") and keeps_case("AUKUS") and keeps_case("Ý") and keeps_case("Iran")
    assert not keeps_case("Japan") and not keeps_case("日本") and not keeps_case("")


@pytest.mark.parametrize(
    ("actor_id", "language", "name"),
    [
        ("USA", "en", "United States"),
        ("USA", "vi", "Hoa Kỳ"),
        ("GBR", "de", "Vereinigtes Königreich"),
        ("JPN", "ja", "日本"),
        ("TUR", "en", "Türkiye"),
        ("SUN", "de", "Sowjetunion"),
        ("SUN", "lo", "Soviet Union"),
        ("BAV", "en", "Kingdom of Bavaria"),
        ("NATO", "fr", "OTAN"),
        ("NATO", "xx", "NATO"),
        ("EU", "sv", "Europeiska unionen"),
        ("JPN.ATLA", "ja", "防衛装備庁"),
        ("JPN.ATLA", "ko", "방위장비청"),
        ("TWN", "zh-TW", "台灣"),
        ("DEU", "de-CH", "Deutschland"),
    ],
)
def test_actors_are_named_in_the_language_asked_for_or_in_english(actor_id, language, name):
    assert get(actor_id).name(language) == name
