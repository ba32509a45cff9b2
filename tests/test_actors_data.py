"""The built-in table of actors keeps its own laws, and agrees with what is known of the world."""

from __future__ import annotations

import itertools
import re
from importlib.resources import files

import pytest

from alliancekit.actors import Actor, ActorKind, SuccessionRelation, builtin_table, get
from alliancekit.actors.builtin import read_builtin_actors
from alliancekit.dates import End, Span, Tri

TABLE = builtin_table()
STATES = [
    actor
    for actor in TABLE
    if actor.kind in (ActorKind.STATE, ActorKind.HISTORICAL_STATE) and actor.spells
]

# Founders of these organisations signed before the day from which the table counts them as
# independent: Article 3 and 110 of the Charter; annexes to the Pact of the League of Arab States.
FOUNDERS_BEFORE_INDEPENDENCE = {
    ("UN", "BLR"),
    ("UN", "IND"),
    ("UN", "PHL"),
    ("UN", "SYR"),
    ("UN", "UKR"),
    ("ARAB_LEAGUE", "JOR"),
    ("ARAB_LEAGUE", "PSE"),
    ("ARAB_LEAGUE", "SYR"),
    ("LEAGUE_OF_NATIONS", "IND"),
    ("PIF", "KIR"),
    ("PIF", "PNG"),
    ("OIC", "PSE"),
    ("OPEC", "ARE"),
    ("OPEC", "KWT"),
    ("OPEC", "QAT"),
    ("OAU", "GNB"),
    ("CARICOM", "ATG"),
    ("CARICOM", "BLZ"),
    ("CARICOM", "DMA"),
    ("CARICOM", "KNA"),
    ("CARICOM", "LCA"),
    ("CARICOM", "VCT"),
}


def may_lie_within(inner: Span, outer: Span) -> bool:
    begins = (
        inner.start is None or outer.start is None or (inner.start.latest >= outer.start.earliest)
    )
    if outer.end_end is End.open:
        return begins
    return begins and inner.end is not None and inner.end.earliest <= outer.end.latest


def test_the_data_files_have_as_many_cells_in_each_row_as_columns():
    for path in files("alliancekit.actors").joinpath("data").iterdir():
        if not path.name.endswith(".tsv"):
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        width = lines[0].count("\t")
        assert [line for line in lines if line.count("\t") != width] == [], path.name
        assert [line for line in lines if line != line.rstrip(" ") or "  " in line] == []


def test_reading_the_data_twice_gives_equal_actors():
    assert read_builtin_actors() == read_builtin_actors()


def test_every_present_iso_3166_1_code_is_there_once():
    alpha_3 = [actor.code("iso_3166_1_alpha_3") for actor in TABLE]
    numeric = [actor.code("iso_3166_1_numeric") for actor in TABLE]
    present = [code for code in alpha_3 if code]

    assert len(present) == len(set(present)) == 249
    assert len({code for code in numeric if code}) == 249
    assert all(TABLE.get(code).code("iso_3166_1_alpha_3") == code for code in present)
    assert all(re.fullmatch(r"[0-9]{3}", code) for code in numeric if code)


def test_alpha_2_and_numeric_codes_agree_with_cldr():
    # CLDR lists alpha-3 and numeric codes as overlong aliases of alpha-2.
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    for actor in TABLE:
        alpha_2, alpha_3 = actor.code("iso_3166_1_alpha_2"), actor.code("iso_3166_1_alpha_3")
        if alpha_3:
            assert aliases[alpha_3] == [alpha_2]
            assert aliases[actor.code("iso_3166_1_numeric")] == [alpha_2]


def test_more_than_200_states_of_the_correlates_of_war_are_there():
    coded = [actor for actor in TABLE if any(code.scheme == "cow" for code in actor.codes)]

    assert len(coded) >= 200
    assert all(actor.spells for actor in coded)


@pytest.mark.parametrize("scheme", ["cow", "gleditsch_ward"])
def test_no_two_states_bear_one_number_at_the_same_time(scheme):
    numbers = {code.value for actor in TABLE for code in actor.codes if code.scheme == scheme}
    for number in numbers:
        for year in (1820, 1850, 1870, 1890, 1910, 1930, 1955, 1985, 1991, 1995, 2000, 2010, 2024):
            bearers = TABLE.by_code(scheme, number, at=f"{year}-06-01")
            assert len(bearers) <= 1, (number, year)


@pytest.mark.parametrize("actor", STATES, ids=lambda actor: actor.id)
def test_spells_of_a_state_are_in_order_and_do_not_overlap(actor: Actor):
    for earlier, later in itertools.pairwise(actor.spells):
        assert earlier.latest < later.earliest


def test_every_succession_stands_at_both_ends_with_the_same_day():
    forward = {
        (actor.id, link.actor, link.relation, link.when)
        for actor in TABLE
        for link in actor.successors
    }
    backward = {
        (link.actor, actor.id, link.relation, link.when)
        for actor in TABLE
        for link in actor.predecessors
    }
    assert forward == backward
    assert len(forward) >= 120
    assert all(when is not None for *_, when in forward)


def test_a_state_that_ended_has_a_successor():
    for actor in STATES:
        if all(span.latest is not None for span in actor.spells):
            assert actor.successors, actor.id


def test_a_merger_or_continuation_follows_the_end_of_the_earlier_state():
    ending = (SuccessionRelation.MERGER, SuccessionRelation.CONTINUATOR)
    for actor in STATES:
        for link in actor.successors:
            if link.relation in ending:
                gaps = [
                    abs(link.when.earliest - span.latest)
                    for span in actor.spells
                    if span.latest is not None
                ]
                # Vietnam was united fourteen months after Saigon fell.
                assert min(gaps) <= 430, (actor.id, link)


def test_members_existed_while_they_were_members():
    for organisation in TABLE:
        for membership in organisation.members:
            spells = TABLE.get(membership.actor).spells
            pair = (organisation.id, membership.actor)
            if spells and membership.span and pair not in FOUNDERS_BEFORE_INDEPENDENCE:
                assert any(may_lie_within(membership.span, spell) for spell in spells), pair


def test_nobody_is_a_member_before_or_after_the_organisation():
    for organisation in TABLE:
        for membership in organisation.members:
            if organisation.spells and membership.span:
                assert any(
                    may_lie_within(membership.span, spell) for spell in organisation.spells
                ), (organisation.id, membership)


def test_every_parent_is_in_the_table_and_every_body_of_a_state_leads_to_it():
    for actor in TABLE:
        if "." in actor.id:
            assert actor.parent is not None, actor.id
            assert TABLE.get(actor.id.split(".")[0]) is not None
        if actor.parent and re.match(r"[A-Z]{3}\.", actor.id) and actor.id[:3] != "DAC":
            assert TABLE.state_of(actor.id) == actor.id[:3]


# Sizes as the organisations give them.
@pytest.mark.parametrize(
    ("organisation", "at", "size"),
    [
        ("UN", "1945-12-31", 51),
        ("UN", "1990-10-03", 159),
        ("UN", "2024-01-01", 193),
        ("NATO", "1949-12-31", 12),
        ("NATO", "1990-01-01", 16),
        ("NATO", "2024-03-07", 32),
        ("EEC", "1957-12-31", 0),
        ("EEC", "1973-01-01", 9),
        ("EU", "1995-01-01", 15),
        ("EU", "2004-05-01", 25),
        ("EU", "2020-01-31", 28),
        ("EU", "2020-02-01", 27),
        ("WEU", "1995-12-31", 10),
        ("WARSAW_PACT", "1960", 8),
        ("WARSAW_PACT", "1969", 7),
        ("ASEAN", "1998", 9),
        ("ASEAN", "2026", 11),
        ("AUKUS", "2022", 3),
        ("QUAD", "2018", 4),
        ("QUAD", "2010", 0),
        ("G7", "1975-12-01", 6),
        ("G7", "2020", 7),
        ("G8", "2010", 8),
        ("G20", "2010", 20),
        ("G20", "2024", 21),
        ("SCO", "2024-12-31", 10),
        ("CSTO", "2024", 6),
        ("GCC", "1990", 6),
        ("BRICS", "2011", 5),
        ("BRICS", "2025-02-01", 10),
        ("AFRICAN_UNION", "2024", 55),
        ("ARAB_LEAGUE", "2024", 22),
        ("COMMONWEALTH", "2024", 56),
        ("OECD", "2024", 38),
        ("COUNCIL_OF_EUROPE", "2024", 46),
        ("ANZUS", "1960", 3),
        ("SEATO", "1960", 8),
        ("CENTO", "1956", 5),
        ("FPDA", "2000", 5),
        ("BUCHAREST_NINE", "2020", 9),
        ("NORDEFCO", "2020", 5),
        ("MERCOSUR", "2000", 4),
        ("CPTPP", "2025", 12),
        ("APEC", "2020", 21),
        ("ECOWAS", "2024", 15),
        ("ECOWAS", "2025-02-01", 12),
        # 58 besides Germany and Japan, whose notice had not yet taken effect.
        ("LEAGUE_OF_NATIONS", "1934-10-01", 60),
        ("OSCE", "1975-08-01", 35),
        ("OSCE", "1990-10-03", 34),
        ("OSCE", "2020", 57),
        ("PIF", "1972", 7),
        ("PIF", "2024", 18),
        ("OIC", "2020", 57),
        ("OPEC", "1961-01-01", 5),
        ("OPEC", "2024", 12),
        ("OPEC_PLUS", "2024", 22),
        ("OAU", "1963-06-01", 32),
        ("OAU", "2002-01-01", 53),
        ("CARICOM", "2020", 15),
        ("IGAD", "2012", 7),
        ("CELAC", "2012", 33),
        ("CELAC", "2021", 32),
        ("UNASUR", "2015", 12),
        ("RCEP", "2024", 14),
        ("WTO", "1995-01-01", 76),
        ("WTO", "1997-01-01", 128),
        ("WTO", "2020", 164),
        ("WTO", "2025", 166),
    ],
)
def test_organisations_have_the_known_number_of_members(organisation, at, size):
    assert len(TABLE.members(organisation, at)) == size


@pytest.mark.parametrize(
    ("actor_id", "scheme", "at", "value"),
    [
        # Correlates of War, State System Membership, v2016.
        ("PRU", "cow", "1860", "255"),
        ("DEU", "cow", "1900", "255"),
        ("DEU", "cow", "1970", "260"),
        ("DDR", "cow", "1970", "265"),
        ("DEU", "cow", "2000", "255"),
        ("SUN", "cow", "1950", "365"),
        ("RUS", "cow", "2000", "365"),
        ("SRB", "cow", "1900", "345"),
        ("YUG", "cow", "1950", "345"),
        ("YAR", "cow", "1970", "678"),
        ("YEM", "cow", "2000", "679"),
        ("KOR-1910", "cow", "1900", "730"),
        ("RVN", "cow", "1960", "817"),
        # Gleditsch and Ward, List of Independent States.
        ("DEU", "gleditsch_ward", "2000", "260"),
        ("YEM", "gleditsch_ward", "2000", "678"),
        ("KIR", "gleditsch_ward", "2000", "970"),
        ("TUV", "gleditsch_ward", "2000", "973"),
        ("UPC", "gleditsch_ward", "1830", "89"),
        # CAMEO, actor codebook: where it leaves ISO 3166-1.
        ("ROU", "cameo", "2000", "ROM"),
        ("TLS", "cameo", "2010", "TMP"),
        ("JPN", "cameo", "2010", "JPN"),
    ],
)
def test_codes_are_those_of_their_schemes(actor_id, scheme, at, value):
    assert actor_id in TABLE.by_code(scheme, value, at=at)


@pytest.mark.parametrize(
    ("earlier", "later", "relation", "when"),
    [
        ("SUN", "RUS", "continuator", "1991-12-26"),
        ("DDR", "DEU", "merger", "1990-10-03"),
        ("CSK", "SVK", "successor", "1993-01-01"),
        ("YUG", "HRV", "split", "1991-06-25"),
        ("EST", "SUN", "occupation", "1940-08-06"),
        ("PRU", "DEU", "continuator", "1871-01-18"),
        ("KOR-1910", "JPN", "occupation", "1910-08-29"),
    ],
)
def test_successions_are_those_of_history(earlier, later, relation, when):
    links = {(link.actor, link.relation.value, link.when.edtf) for link in get(earlier).successors}

    assert (later, relation, when) in links


def test_joining_leaving_and_unknown_lists_are_told_apart():
    assert TABLE.is_member("EU", "GBR", at="2020-01-31") is Tri.YES
    assert TABLE.is_member("EU", "GBR", at="2020-02-01") is Tri.NO
    assert TABLE.is_member("EU", "GBR", at="2020") is Tri.MAYBE
    assert TABLE.is_member("EU", "JPN") is Tri.NO
    assert TABLE.is_member("EU", "FRA") is Tri.MAYBE
    assert TABLE.is_member("AUKUS", "JPN", at="2024") is Tri.NO
    # A guest is not a member, and a list that the table does not hold is not an empty list.
    assert TABLE.is_member("UN", "VAT", at="2024") is Tri.NO
    assert TABLE.is_member("NON_ALIGNED_MOVEMENT", "IND", at="1970") is Tri.MAYBE


def test_seats_pass_from_one_actor_to_the_next():
    assert TABLE.is_member("UN", "TWN", at="1970") is Tri.YES
    assert TABLE.is_member("UN", "CHN", at="1970") is Tri.NO
    assert TABLE.is_member("UN", "CHN", at="1972") is Tri.YES
    assert TABLE.is_member("UN", "RUS", at="1992") is Tri.YES
    assert TABLE.is_member("UN", "SUN", at="1992") is Tri.NO


def test_actors_of_the_us_japan_alliance_are_there():
    parents = {
        "JPN.ATLA": "JPN.MOD",
        "JPN.MOFA": "JPN",
        "JPN.SDF": "JPN.MOD",
        "USA.STATE": "USA",
        "USA.DOD": "USA",
        "USA.USFJ": "USA.INDOPACOM",
        "USA.INDOPACOM": "USA.DOD",
        "FRA.MINARM": "FRA",
    }
    assert {actor_id: get(actor_id).parent for actor_id in parents} == parents
    assert TABLE.state_of("USA.USFJ") == "USA"
    assert TABLE.state_of("NATO.SHAPE") is None
    assert TABLE.state_of("HKG") == "CHN"


def test_the_data_stay_small():
    folder = files("alliancekit.actors").joinpath("data")

    assert sum(len(path.read_bytes()) for path in folder.iterdir()) < 300_000
