"""Actors are checked when built, tables are immutable, one's own actors join without clashes."""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys

import attrs
import cattrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.actors import (
    Actor,
    ActorCode,
    ActorId,
    ActorKind,
    ActorName,
    ActorTable,
    Membership,
    Succession,
    SuccessionRelation,
    builtin_table,
    get,
    joined_table,
    resolve,
)
from alliancekit.actors.languages import cldr_names
from alliancekit.dates import FuzzyDate, Span, Tri, day_text
from alliancekit.errors import ActorTableError, AllianceKitError, DateError, UnknownActorError

TABLE = builtin_table()
FIRST_DAY, LAST_DAY = 700_000, 700_040


def company(actor_id: str, *names: str, language: str = "und", **fields: object) -> Actor:
    return Actor(
        id=ActorId(actor_id),
        kind=ActorKind.COMPANY,
        names=tuple(ActorName(text=name, language=language) for name in names or (actor_id,)),
        **fields,
    )


days = st.integers(FIRST_DAY, LAST_DAY)
stretches = st.tuples(days, days).map(sorted)


@given(spans=st.lists(stretches, max_size=4), asked=stretches)
def test_membership_agrees_with_counting_days(spans, asked):
    members = tuple(
        Membership(actor=ActorId("A"), span=Span.parse(f"{day_text(first)}/{day_text(last)}"))
        for first, last in spans
    )
    # An unrelated member: a list without anybody means that the list is not known.
    table = ActorTable(
        [company("A"), company("B"), company("O", members=(Membership(actor="B"), *members))]
    )
    at = FuzzyDate(f"[{day_text(asked[0])}..{day_text(asked[1])}]")
    counted = {
        any(first <= day <= last for first, last in spans) for day in range(asked[0], asked[1] + 1)
    }

    answer = table.is_member("O", "A", at)

    if counted == {False}:
        assert answer is Tri.NO
    elif counted == {True}:
        assert answer is Tri.YES
    else:
        assert answer is Tri.MAYBE
    assert ("A" in table.members("O", at)) == (answer is Tri.YES)


@given(order=st.permutations(["ALPHA", "BETA", "BETA.UNIT", "GAMMA"]))
def test_the_order_of_ones_own_actors_does_not_matter(order):
    own = {
        actor_id: company(actor_id, parent="BETA" if actor_id == "BETA.UNIT" else None)
        for actor_id in order
    }
    table = TABLE.extended(own[actor_id] for actor_id in order)

    assert list(table) == list(TABLE.extended(own.values()))
    assert table.ids() == tuple(sorted((*TABLE.ids(), *order)))
    assert [table.get(actor_id) for actor_id in order] == [own[actor_id] for actor_id in order]


SAMPLED_NAMES = (
    *(
        "Germany",
        "Austria",
        "Yemen",
        "Vietnam",
        "Zyxwor",
        "ZYXWOR",
        "Deutschland",
        "Nga",
        "Nowhere",
    ),
    *("Nowhere", "zyxwor", "Österreich", "DDR", "X1", "Korea", "日本"),
)
ids_to_join = st.sampled_from(["ZYXWOR", "X1", "DDR", "DEU", "AUH", "AUT", "YEM"])


@given(
    names=st.dictionaries(ids_to_join, st.sampled_from(SAMPLED_NAMES), max_size=4),
    n_below=st.integers(0, 4),
    language=st.sampled_from(["en", "de", "vi", "tlh"]),
    at=st.sampled_from([None, "1955", "1990-10-02", "2020"]),
)
def test_a_table_that_was_extended_answers_as_one_made_at_once(names, n_below, language, at):
    codes = (ActorCode(scheme="own", value="1"),)
    joining = [
        Actor(
            id=ActorId(actor_id),
            kind=ActorKind.STATE,
            names=(ActorName(text=name, language="en"),),
            codes=codes,
        )
        for actor_id, name in names.items()
    ]
    below, later = joining[:n_below], joining[n_below:]
    step_by_step = ActorTable(below)
    for actor in later:
        step_by_step = step_by_step.with_added([actor])
    at_once = ActorTable(joining)

    assert list(step_by_step) == list(at_once)
    assert step_by_step.by_code("own", "1", at=at) == at_once.by_code("own", "1", at=at)
    for name in SAMPLED_NAMES:
        found = step_by_step.resolve(name, language=language, at=at)
        assert found == at_once.resolve(name, language=language, at=at)


def test_nothing_added_gives_the_same_table():
    assert TABLE.extended(()) is TABLE
    assert joined_table(()) is TABLE


@given(text=st.text(max_size=8))
def test_an_id_is_either_kept_or_refused(text):
    try:
        actor = company(text, "some name")
    except ValueError as error:
        assert "not an actor id" in str(error) or text == ""
    else:
        assert actor.id == text
        assert text.isascii() and text[0].isalnum()


def test_ones_own_actors_resolve_and_the_built_in_table_stays_as_it_was():
    table = TABLE.extended([company("MICROSOFT", "Microsoft")])

    assert table.resolve("Microsoft", language="vi").actor == "MICROSOFT"
    assert table.resolve("MICROSOFT", language="ja").actor == "MICROSOFT"
    assert table.resolve("Mỹ", language="vi").actor == "USA"
    assert "MICROSOFT" in table and "MICROSOFT" not in TABLE
    assert resolve("Microsoft", language="vi").actor is None
    assert len(table) == len(TABLE) + 1
    assert repr(table) == f"<ActorTable of {len(TABLE) + 1} actors>"


def test_every_clash_is_reported_at_once():
    with pytest.raises(ActorTableError) as caught:
        TABLE.extended(
            [
                company("USA", "Uncle Sam"),
                company("TWICE"),
                company("TWICE"),
                company("ORPHAN", parent="NOBODY"),
                company("CLUB", members=(Membership(actor="NOBODY"),)),
                company("HEIR", predecessors=(
                    Succession(actor="NOBODY", relation=SuccessionRelation.MERGER),
                )),
            ]
        )  # fmt: skip
    assert len(caught.value.messages) == 5
    assert str(caught.value).splitlines() == list(caught.value.messages)
    assert "'USA'" in str(caught.value) and "'NOBODY'" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Germany", "en"),
        ("GERMANY", "en"),
        ("Nga", "vi"),
        ("Япония", "ru"),
        ("NATO", "und"),
        ("北朝鮮", "und"),
        ("Sveits", "nb"),
    ],
)
def test_a_name_that_means_another_actor_is_refused(name, language):
    with pytest.raises(ActorTableError, match="also means"):
        TABLE.extended([company("OWN", name, language=language)])


def test_two_of_ones_own_actors_may_not_share_a_name_nor_take_a_name_as_id():
    with pytest.raises(ActorTableError) as caught:
        TABLE.extended([company("ONE", "Acme"), company("TWO", "Acme"), company("UK", "Ukulele")])
    assert len(caught.value.messages) == 3


def test_the_name_of_another_time_or_another_language_is_free():
    later = ActorName(text="Sikkim", language="en", span=Span.parse("1975-05-16/.."))
    table = TABLE.extended(
        [
            Actor(id=ActorId("IND.SIKKIM"), kind=ActorKind.OTHER, names=(later,), parent="IND"),
            company("NGA-GMBH", "Nga", language="de"),
        ]
    )
    assert table.resolve("Sikkim", language="en").actor == "IND.SIKKIM"
    assert table.resolve("Sikkim", language="en", at="1960").actor == "SKM"
    assert table.resolve("Nga", language="de").actor == "NGA-GMBH"
    assert table.resolve("Nga", language="vi").actor == "RUS"
    assert table.state_of("IND.SIKKIM") == "IND"


def test_a_table_of_ones_own_alone_is_checked_too():
    with pytest.raises(ActorTableError, match="own ancestor"):
        ActorTable([company("A", parent="B"), company("B", parent="A")])
    with pytest.raises(ActorTableError, match="not in the table"):
        ActorTable([company("A", parent="B")])
    with pytest.raises(ActorTableError, match="given twice"):
        ActorTable([company("A"), company("A")])
    assert len(ActorTable()) == 0
    assert ActorTable([company("A")]).state_of("A") is None


@pytest.mark.parametrize(
    ("starts", "asked", "answer"),
    [
        ("1990/..", "1990-06", Tri.MAYBE),
        ("1990/..", "1991", Tri.YES),
        ("1990/", "1991", Tri.MAYBE),
        ("1990/", "1989", Tri.NO),
        ("/1990", "1989", Tri.MAYBE),
        ("../1990", "1989", Tri.YES),
        ("../1990", "1991", Tri.NO),
        ("1990/1990", "1990", Tri.MAYBE),
        ("../..", None, Tri.YES),
        ("1990/..", None, Tri.MAYBE),
        (None, "1990", Tri.MAYBE),
    ],
)
def test_coarse_and_open_ends_leave_membership_open(starts, asked, answer):
    span = Span.parse(starts) if starts else None
    table = ActorTable([company("A"), company("O", members=(Membership(actor="A", span=span),))])

    assert table.is_member("O", "A", asked) is answer
    assert ("A" in table.members("O", asked)) == (answer is Tri.YES or asked is None)


def test_a_moment_may_be_a_year_a_text_a_day_a_date_or_a_span():
    moments = [1955, "1955", dt.date(1955, 6, 1), FuzzyDate("1955-06"), Span.parse("1955/1956")]
    for moment in moments:
        assert resolve("Germany", language="en", at=moment).candidates == ("DDR", "DEU")
    with pytest.raises(DateError):
        resolve("Germany", language="en", at="in the fifties")


def test_an_unknown_id_is_a_lookup_error_that_says_what_to_do():
    for ask in (get, TABLE.get, TABLE.state_of, TABLE.members, TABLE.memberships):
        with pytest.raises(UnknownActorError) as caught:
            ask("NOBODY")
        assert isinstance(caught.value, LookupError) and isinstance(caught.value, AllianceKitError)
        assert "'NOBODY'" in str(caught.value) and "actors.yaml" in str(caught.value)
    with pytest.raises(UnknownActorError):
        TABLE.is_member("NATO", "NOBODY")


@pytest.mark.parametrize(
    "error",
    [UnknownActorError("X"), ActorTableError(["one", "two"]), ActorTableError(["é"] * 1001)],
)
def test_errors_pickle(error):
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


def test_more_problems_than_anybody_reads_are_counted():
    assert str(ActorTableError(["x"] * 1003)).endswith("and 3 more problems")


def test_an_actor_is_immutable_and_hashable():
    actor = get("JPN")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        actor.kind = ActorKind.OTHER
    assert hash(actor) == hash(attrs.evolve(actor))
    assert pickle.loads(pickle.dumps(actor)) == actor


@pytest.mark.parametrize(
    "make",
    [
        lambda: company("-A"),
        lambda: company("a b"),
        lambda: company("A" * 201),
        lambda: company("A", parent="?"),
        lambda: company("A", " "),
        lambda: Actor(id=ActorId("A"), kind=ActorKind.OTHER, names=()),
        lambda: ActorName(text="A", language=""),
        lambda: ActorCode(scheme="", value="1"),
        lambda: Membership(actor=ActorId("")),
    ],
)
def test_what_is_no_actor_is_refused(make):
    with pytest.raises(ValueError):
        make()


def test_a_minimal_actor_structures_from_plain_data():
    converter = cattrs.Converter(forbid_extra_keys=True)
    actor = converter.structure(
        {"id": "MICROSOFT", "kind": "company", "names": [{"text": "Microsoft"}]}, Actor
    )
    assert actor == company("MICROSOFT", "Microsoft")


def test_codes_in_use_are_preferred_to_former_ones():
    assert get("DEU").code("cow") == "255"
    assert get("DEU").code("cow_abbreviation") == "GMY"
    assert get("COD").code("iso_3166_3") == "ZRCD"
    assert get("JPN").code("iso_3166_3") is None
    assert TABLE.by_code("cow", "999") == ()
    assert TABLE.by_code("iso_3166_1_alpha_2", "JP") == ("JPN",)


def test_names_fall_back_to_the_first_when_there_is_no_english():
    assert company("A", "Ein Name", language="de").name("fr") == "Ein Name"
    former = ActorName(text="Old", language="en", span=Span.parse("1990/2000"))
    assert Actor(id=ActorId("A"), kind=ActorKind.OTHER, names=(former,)).name() == "Old"


def test_memory_does_not_grow_with_the_number_of_language_tags():
    table = ActorTable([company("A")])
    for number in range(600):
        assert table.resolve("A", language=f"xx-{number:04}").actor == "A"
    assert len(table._indexes) <= 512
    assert cldr_names.cache_info().currsize <= 512


def test_importing_reads_no_names_and_resolving_an_english_name_is_the_first_use_of_babel():
    program = (
        "import sys, alliancekit.actors as actors\n"
        "assert 'babel' not in sys.modules\n"
        "assert actors.get('JPN').name() == 'Japan'\n"
        "assert actors.builtin_table().is_member('NATO', 'JPN').name == 'NO'\n"
        "assert 'babel' not in sys.modules\n"
        "assert actors.resolve('Japan', language='en').actor == 'JPN'\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
