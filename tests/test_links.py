"""Links: what records state, what verdicts say, and what the merger finds between entries."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import alliancekit as ak
from alliancekit.actors import builtin_table
from alliancekit.dates import FuzzyDate, Span
from alliancekit.features import extract_features
from alliancekit.kinds import AgreementKind, EventKind, Realis, Role, Stage
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
    Record,
    RecordId,
    Source,
    SourceId,
    Title,
)
from alliancekit.timeline import EntryId, Link, Relation, Timeline
from alliancekit.timeline.links import ordered_links
from alliancekit.timeline.links.comparing import single_fits
from alliancekit.timeline.links.joining import joined
from alliancekit.timeline.links.parts import HOLDS
from alliancekit.timeline.links.topics import topic_words
from alliancekit.timeline.links.words import extends, session_words
from alliancekit.weights import SHIPPED_MODEL

# ------------------------------------------------------------------------------- making records


def _parties(*actors: str) -> tuple[Party, ...]:
    return tuple(Party(actor=actor) for actor in actors)


USA_JPN = _parties("USA", "JPN")
KOR_USA = _parties("KOR", "USA")


def _titles(title: str, language: str = "en") -> tuple[Title, ...]:
    return (Title(text=title, language=language),) if title else ()


def _event(kind: str, title: str = "", when: str = "", **more: Any) -> Event:
    span = Span.parse(when) if "/" in when else FuzzyDate(when) if when else None
    given = {"parties": USA_JPN, "titles": _titles(title, more.pop("language", "en"))}
    return Event(kind=EventKind(kind), when=span, **{**given, **more})


def _agreement(kind: str, title: str = "", signed: str = "", **more: Any) -> Agreement:
    steps = {Stage.signed: signed, Stage.in_force: more.pop("in_force", "")}
    given = {
        "parties": USA_JPN,
        "titles": _titles(title, more.pop("language", "en")),
        "milestones": tuple(
            Milestone(stage=stage, when=FuzzyDate(day)) for stage, day in steps.items() if day
        ),
    }
    return Agreement(kind=AgreementKind(kind), **{**given, **more})


def _told(*, together: bool = False, **says: Event | Agreement) -> Collection:
    """Return records by name, each in a source of its own or all in one."""
    sources = {name: SourceId("s" if together else f"s-{name}") for name in says}
    return Collection(
        sources=tuple(Source(id=id) for id in sorted(set(sources.values()))),
        records=tuple(
            Record(id=RecordId(f"{sources[name]}#{name}"), says=one) for name, one in says.items()
        ),
    )


# Links that compared pairs of records make.
_JUDGED = frozenset({Relation.unsure, Relation.related, Relation.other_edition})


def _named(timeline: Timeline) -> list[tuple[str, str, str]]:
    """Return the links that the merger found, by the names of their records."""
    return [
        (link.origin.split("#")[1], link.relation.value, link.target.split("#")[1])
        for link in timeline.links
        if not link.records and link.relation not in _JUDGED
    ]


def _found(*, together: bool = False, **says: Event | Agreement) -> list[tuple[str, str, str]]:
    return _named(ak.merge(_told(together=together, **says)))


def _reason(*, together: bool = False, **says: Event | Agreement) -> str:
    (link,) = ak.merge(_told(together=together, **says)).links
    return link.reason


# ------------------------------------------------------------------------------- a world of links

_SUBJECTS = ("special measures", "fisheries limits", "missile defence radar")
_PAIRS = (USA_JPN, KOR_USA)
_FIRST_DAY = dt.date(2001, 3, 1)


@st.composite
def lives(draw: st.DrawFn) -> Collection:
    """Return agreements, their steps, editions and amendments, and summits with their parts."""
    collection = Collection()
    for number in range(draw(st.integers(1, 3))):
        subject, parties = draw(st.sampled_from(_SUBJECTS)), draw(st.sampled_from(_PAIRS))
        day = _FIRST_DAY + dt.timedelta(days=draw(st.integers(0, 900)))
        later = day + dt.timedelta(days=draw(st.integers(0, 900)))
        edition = draw(st.none() | st.integers(1, 3))
        common: dict[str, Any] = {"parties": parties, "edition": edition}
        told: dict[str, Event | Agreement] = {
            "pact": _agreement("cost_sharing", f"Agreement on {subject}", f"{day}", **common),
            "next": _agreement(
                "cost_sharing",
                f"Agreement on {subject}",
                f"{later}",
                parties=parties,
                edition=None if edition is None else edition + 1,
            ),
            "change": _agreement(
                "cost_sharing",
                f"Protocol amending the agreement on {subject}",
                f"{later}",
                **common,
            ),
            "talks": _event("announcement", f"Deal on {subject} announced", f"{day}", **common),
            "signing": _event("signing", f"Agreement on {subject} signed", f"{day}", **common),
            "force": _event("entry_into_force", f"Accord on {subject}", f"{later}", **common),
            "summit": _event("summit", f"Summit in Rome on {subject}", f"{day}", **common),
            "statement": _event("statement", f"Statement on {subject}", f"{day}", parties=parties),
        }
        names = draw(st.lists(st.sampled_from(sorted(told)), min_size=1, unique=True))
        collection |= _told(
            together=draw(st.booleans()), **{f"{name}{number}": told[name] for name in names}
        )
    return collection


@given(lives())
def test_a_found_link_leads_from_one_entry_to_another_and_says_why(collection: Collection) -> None:
    timeline = ak.merge(collection)
    ids = {entry.id for entry in timeline}
    for link in timeline.links:
        assert {link.origin, link.target} <= ids
        assert link.origin != link.target
        assert link.reason
        assert timeline.explain(link.origin, link.target).links == tuple(
            one for one in timeline.links if {one.origin, one.target} == {link.origin, link.target}
        )


@given(lives())
def test_one_entry_has_one_link_to_what_it_is_a_part_of_amends_or_comes_right_after(
    collection: Collection,
) -> None:
    links = ak.merge(collection).links
    for relation in (Relation.part_of, Relation.amends, Relation.succeeds, Relation.about):
        origins = [link.origin for link in links if link.relation is relation]
        assert len(origins) == len(set(origins))
    ends = [frozenset((link.origin, link.target)) for link in links]
    assert len(ends) == len(set(ends))


@given(lives())
def test_what_follows_is_never_earlier_and_nothing_follows_itself_in_a_circle(
    collection: Collection,
) -> None:
    timeline = ak.merge(collection)
    ordered = {Relation.follows, Relation.succeeds, Relation.amends, Relation.part_of}
    after: dict[str, set[str]] = {}
    for link in timeline.links:
        if link.relation in ordered - {Relation.part_of}:
            later, earlier = timeline.entry(link.origin).when, timeline.entry(link.target).when
            assert later is not None and earlier is not None
            assert later.latest is not None and earlier.earliest is not None
            assert later.latest >= earlier.earliest
        if link.relation in ordered:
            after.setdefault(link.origin, set()).add(link.target)
    for start in after:
        reached: set[str] = set()
        waiting = [start]
        while waiting:
            fresh = after.get(waiting.pop(), set()) - reached
            reached |= fresh
            waiting += fresh
        assert start not in reached


@given(lives(), st.randoms())
def test_links_depend_on_no_order(collection: Collection, random: Any) -> None:
    records = list(collection.records)
    random.shuffle(records)
    shuffled = Collection(sources=collection.sources, records=tuple(records))
    assert ak.merge(shuffled).links == ak.merge(collection).links


_ELSEWHERE = _told(
    coral=_agreement(
        "cost_sharing", "Agreement on coral", "2001-03-05", parties=_parties("BRA", "ARG")
    ),
    kelp=_event(
        "signing", "Agreement on special kelp", "2001-03-05", parties=_parties("BRA", "ARG")
    ),
    rome=_event(
        "summit", "Summit in Rome", "2001-03-01/2003-12-31", parties=_parties("ZAF", "NGA")
    ),
)


@given(lives())
def test_what_others_agree_on_changes_no_link(collection: Collection) -> None:
    ids = {record.id for record in collection.records}
    among = ak.merge(collection | _ELSEWHERE).links
    assert [link for link in among if link.origin in ids] == list(ak.merge(collection).links)


@given(lives())
def test_a_found_link_is_none_once_a_person_says_that_it_is_no_part(collection: Collection) -> None:
    for link in ak.merge(collection).links:
        if link.relation is Relation.part_of:
            decision = Decision(
                judgement=Judgement.not_part_of,
                records=tuple(sorted((RecordId(link.origin), RecordId(link.target)))),
            )
            decided = ak.merge(collection | Collection(decisions=(decision,)))
            assert link not in decided.links


# ------------------------------------------------------------------------------- parts


def test_a_session_is_a_part_of_the_summit_in_whose_days_and_place_it_is() -> None:
    place = Place(name="Madrid", country="ESP")
    summit = _event("summit", "Summit in Madrid", "2022-06-28/2022-06-30", place=place)
    session = _event("conference", "Second session in Madrid", "2022-06-29", place=place)
    assert _found(together=True, summit=summit, session=session) == [
        ("session", "part_of", "summit")
    ]
    assert _reason(together=True, summit=summit, session=session) == (
        "conference of the same parties; during the summit; at the same place; "
        "a sitting by its title; one report tells of both; both titles say 'madrid'"
    )
    late = _event("conference", "Second session in Madrid", "2022-07-02", place=place)
    assert _found(together=True, summit=summit, session=late) == []
    elsewhere = _event("conference", "Second session", "2022-06-29", place=Place(name="Lisbon"))
    assert _found(together=True, summit=summit, session=elsewhere) == []


def test_a_sitting_may_be_a_day_off_where_place_or_title_speak_for_it() -> None:
    place = Place(name="Canberra", country="AUS")
    summit = _event("summit", "Nineteenth summit", "2010-08-08", place=place)
    session = _event("conference", "Third session", "2010-08-09", place=place)
    assert _found(summit=summit, session=session) == [("session", "part_of", "summit")]
    assert "a day from the summit" in _reason(summit=summit, session=session)
    nowhere = _event("conference", "Third session", "2010-08-09")
    assert _found(summit=summit, session=nowhere) == []


def test_a_meeting_of_two_is_a_part_of_the_summit_of_many_at_the_place() -> None:
    place = Place(name="Hanoi", country="VNM")
    many = _parties("USA", "JPN", "VNM", "AUS", "IND")
    summit = _event("summit", "Leaders gather", "2017-06-05", parties=many, place=place)
    meeting = _event("meeting", "Bilateral talks", "2017-06-05", place=place)
    assert _found(summit=summit, meeting=meeting) == [("meeting", "part_of", "summit")]
    assert _reason(summit=summit, meeting=meeting).startswith("meeting of parties of it; during")
    # With one party fewer it may be the very summit, told of badly.
    three = _event("summit", "Leaders gather", "2017-06-05", parties=many[:3], place=place)
    assert _found(summit=three, meeting=meeting) == []
    guest = _event("meeting", "Talks", "2017-06-05", parties=_parties("USA", "FRA"), place=place)
    assert _found(summit=summit, meeting=guest) == []


def test_what_is_said_on_the_day_of_a_summit_is_a_part_of_it_where_one_report_tells_of_both() -> (
    None
):
    summit = _event("summit", "Summit at the White House", "2024-04-10")
    goal = _event("goal", "A Japanese astronaut on the Moon", "2024-04-10")
    assert _found(together=True, summit=summit, goal=goal) == [("goal", "part_of", "summit")]
    assert _found(summit=summit, goal=goal) == []
    nameless = _event("goal", "A Japanese astronaut on the Moon", "2024-04-10", parties=())
    assert _found(together=True, summit=summit, goal=nameless) == []


def test_two_wholes_that_fit_as_well_give_no_link_and_the_shorter_one_goes_before() -> None:
    place = Place(name="Tokyo", country="JPN")
    signing = _event("signing", "Notes on cyber", "2019-05-27", place=place)
    visit = _event("visit", "State visit", "2019-05-25/2019-05-28", place=place)
    summit = _event("summit", "Summit of leaders", "2019-05-27", place=place)
    found = _found(signing=signing, visit=visit, summit=summit)
    assert ("signing", "part_of", "summit") in found
    assert ("signing", "part_of", "visit") not in found
    twin = _event("ministerial", "Defence ministers", "2019-05-27", place=place)
    assert not [
        link for link in _found(signing=signing, summit=summit, twin=twin) if link[0] == "signing"
    ]


def test_a_strike_is_a_part_of_the_war_of_the_same_place_however_long_it_lasts() -> None:
    place = Place(name="Kharkiv", country="UKR")
    sides = _parties("RUS", "UKR")
    war = _event("war", "War", "2022-02-24/2023-12-31", parties=sides, place=place)
    strike = _event("strike", "Missiles hit", "2023-01-14", parties=sides, place=place)
    assert _found(war=war, strike=strike) == [("strike", "part_of", "war")]
    # Nobody knows whether an open war still lasted.
    still = _event("war", "War", "2022-02-24/..", parties=sides, place=place)
    assert _found(war=still, strike=strike) == []


def test_what_is_denied_cancelled_or_undated_is_no_part_and_has_none() -> None:
    place = Place(name="Neom", country="SAU")
    summit = _event("summit", "Summit", "2020-11-22", place=place)
    for gone in (
        _event("signing", "Accord", "2020-11-22", place=place, realis=Realis.denied),
        _event("signing", "Accord", "2020-11-22", place=place, realis=Realis.cancelled),
        _event("signing", "Accord", place=place),
        _event("signing", "Accord", "2020-11", place=place),
    ):
        assert _found(summit=summit, gone=gone) == []


def test_no_kind_can_be_a_part_of_its_own_parts() -> None:
    holds = HOLDS.astype(np.int64)
    reach = holds.copy()
    for _ in range(len(holds)):
        reach = np.minimum(reach @ holds + reach, 1)
    assert not reach.diagonal().any()


# ------------------------------------------------------------------------------- steps

_SIGNED = "2008-02-24"
_PACT = _agreement("air_defence", "Agreement on the radar network", _SIGNED)


def test_steps_follow_each_other_and_are_about_their_agreement() -> None:
    found = _found(
        pact=_PACT,
        announced=_event("announcement", "Radar network deal announced", "2008-01-20"),
        signed=_event("signing", "Radar network pact signed", _SIGNED),
        in_force=_event("entry_into_force", "Radar network accord takes effect", "2008-09-01"),
    )
    assert found == [
        ("announced", "about", "pact"),
        ("in_force", "about", "pact"),
        ("signed", "about", "pact"),
        ("in_force", "follows", "signed"),
        ("signed", "follows", "announced"),
    ]


def test_a_signing_is_about_the_agreement_signed_on_that_very_day_in_whatever_language() -> None:
    signing = _event("signing", "日米、防空レーダー網で署名", _SIGNED, language="ja")
    assert _found(pact=_PACT, signing=signing) == [("signing", "about", "pact")]
    assert _reason(pact=_PACT, signing=signing) == (
        "signing of the same parties; on the day of its signature; "
        "no other agreement of theirs fits"
    )
    day_after = _event("signing", "日米、防空レーダー網で署名", "2008-02-25", language="ja")
    assert _found(pact=_PACT, signing=day_after) == []
    other = _agreement("cyber", "Agreement on servers", _SIGNED)
    assert _found(pact=_PACT, other=other, signing=signing) == []


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("signing", "2008-03-24"),
        ("announcement", "2008-06-01"),
        ("announcement", "2006-06-01"),
        ("entry_into_force", "2007-12-01"),
        ("ratification", "2019-12-01"),
    ],
)
def test_a_step_out_of_order_with_the_milestones_is_not_about_the_agreement(
    kind: str, day: str
) -> None:
    assert _found(pact=_PACT, step=_event(kind, "Radar network pact", day)) == []


def test_a_step_near_the_day_that_a_coarse_milestone_allows_is_about_the_agreement() -> None:
    coarse = _agreement("air_defence", "Agreement on the radar network", "2008-02")
    signing = _event("signing", "Radar network pact signed", _SIGNED)
    assert _found(pact=coarse, signing=signing) == [("signing", "about", "pact")]
    assert "about the day of its signature" in _reason(pact=coarse, signing=signing)
    bound = _agreement("air_defence", "Agreement on the radar network", "[..2008-03-01]")
    assert _found(pact=bound, signing=signing) == [("signing", "about", "pact")]
    open_end = _agreement("air_defence", "Agreement on the radar network", "[2008-02-01..]")
    assert _found(pact=open_end, signing=signing) == [("signing", "about", "pact")]


def test_a_step_of_some_of_the_parties_is_about_their_agreement() -> None:
    wide = _agreement(
        "peace", "Treaty of the Jordan valley", _SIGNED, parties=_parties("ISR", "ARE", "USA")
    )
    vote = _event(
        "ratification",
        "Knesset approves treaty of the Jordan valley",
        "2008-03-15",
        parties=_parties("ISR", "ARE"),
    )
    assert _found(pact=wide, vote=vote) == [("vote", "about", "pact")]
    alone = _event(
        "ratification", "Treaty of the Jordan valley", "2008-03-15", parties=wide.parties[:1]
    )
    assert _found(pact=wide, vote=alone) == []


def test_where_another_agreement_or_step_may_be_meant_there_is_no_link() -> None:
    twin = _agreement("cyber", "Accord on the radar network", _SIGNED)
    signing = _event("signing", "Radar network pact signed", _SIGNED)
    assert _found(together=True, pact=_PACT, twin=twin, signing=signing) == []
    force = _event("entry_into_force", "Radar network accord", "2008-09-01")
    strange = _event("signing", "署名式", "2008-03-24", language="ja")
    assert _found(signing=signing, force=force) == [("force", "follows", "signing")]
    assert _found(signing=signing, force=force, strange=strange) == []


def test_the_signing_of_an_amendment_is_not_about_what_it_amends() -> None:
    signing = _event("signing", "Protocol amending the radar network pact signed", _SIGNED)
    assert _found(pact=_PACT, signing=signing) == []


def test_an_edition_without_its_number_is_about_none_of_a_series_but_by_its_day() -> None:
    tenth = _agreement("air_defence", "Radar network agreement", "2009-05-01", edition=10)
    force = _event("entry_into_force", "Radar network accord", "2010-09-01")
    assert _found(tenth=tenth, force=force) == []
    signing = _event("signing", "Radar network pact signed", "2009-05-01")
    assert _found(tenth=tenth, signing=signing) == [("signing", "about", "tenth")]


def test_one_common_word_among_others_or_none_is_not_enough() -> None:
    assert _found(pact=_PACT, step=_event("ratification", "Radar sonar treaty", "2008-05-01")) == []
    assert _found(pact=_PACT, step=_event("ratification", "Treaty ratified", "2008-05-01")) == []


def test_a_delivery_follows_the_sale_of_the_same_things() -> None:
    roles = (Party(actor="USA", role=Role.seller), Party(actor="JPN", role=Role.buyer))

    def moved(kind: str, day: str, *items: str) -> Event:
        return _event(kind, "", day, parties=roles, items=items)

    sale = moved("arms_sale", "2010-03-01", "F-35A")
    delivery = moved("arms_delivery", "2016-09-23", "F-35A")
    assert _found(sale=sale, delivery=delivery) == [("delivery", "follows", "sale")]
    assert _reason(sale=sale, delivery=delivery) == (
        "arms delivery after arms sale by the same parties; both of 'f35a'; no other fits"
    )
    other = moved("arms_sale", "2011-03-01", "Patriot")
    assert _found(sale=sale, other=other, delivery=delivery) == [("delivery", "follows", "sale")]
    again = moved("arms_sale", "2012-03-01", "F-35A")
    assert _found(sale=sale, again=again, delivery=delivery) == []
    early = moved("arms_delivery", "2009-09-23", "F-35A")
    assert _found(sale=sale, early=early) == []
    back = (Party(actor="JPN", role=Role.seller), Party(actor="USA", role=Role.buyer))
    turned = _event("arms_delivery", "", "2016-09-23", parties=back, items=("F-35A",))
    assert _found(sale=sale, turned=turned) == []


# ------------------------------------------------------------------------------- series


def _edition(number: int, signed: str, **more: Any) -> Agreement:
    given = {"parties": KOR_USA, "edition": number}
    title = more.pop("title", "Special Measures Agreement")
    return _agreement("cost_sharing", title, signed, **{**given, **more})


def test_the_next_edition_of_an_agreement_succeeds_the_one_before() -> None:
    found = _found(
        tenth=_edition(10, "2019-03-08"),
        eleventh=_edition(11, "2021-04-08"),
        twelfth=_edition(12, "2024-11-04"),
    )
    assert [link for link in found if link[1] == "succeeds"] == [
        ("eleventh", "succeeds", "tenth"),
        ("twelfth", "succeeds", "eleventh"),
    ]
    assert _reason(a=_edition(11, "2021-04-08"), b=_edition(12, "2024-11-04")) == (
        "number 12 after number 11 of a series: cost sharing of the same parties; "
        "both titles say 'measures', 'special'"
    )


def test_the_next_edition_of_an_event_follows_the_one_before() -> None:
    gcc = _parties("ASEAN", "GCC")
    first = _event("summit", "ASEAN–GCC Summit in Riyadh", "2023-10-20", parties=gcc, edition=1)
    second = _event("summit", "Second ASEAN–GCC Summit", "2025-05-27", parties=gcc)
    assert _found(first=first, second=second) == [("second", "follows", "first")]


@pytest.mark.parametrize(
    "other",
    [
        _edition(11, "2024-11-05"),
        _edition(11, "2005-04-08"),
        _edition(10, "2021-04-08"),
        _edition(11, "2021-04-08", title="Maritime Fisheries Agreement"),
        _edition(11, "2021-04-08", parties=_parties("KOR", "JPN")),
        _edition(11, ""),
    ],
)
def test_what_is_later_far_off_not_next_of_another_name_or_of_others_is_no_predecessor(
    other: Agreement,
) -> None:
    found = _found(other=other, twelfth=_edition(12, "2024-11-04"))
    assert not [link for link in found if link[1] in ("succeeds", "follows")]


def test_two_series_that_cannot_be_told_apart_give_no_link() -> None:
    found = _found(
        together=True,
        eleventh=_edition(11, "2021-04-08"),
        rival=_edition(11, "2020-01-03"),
        twelfth=_edition(12, "2024-11-04"),
    )
    assert not [link for link in found if link[1] == "succeeds"]


def test_a_series_whose_parties_grow_is_told_by_its_own_name() -> None:
    fifth = _event("exercise", "Cobra Gold", "2005-05-01", edition=5)
    sixth = _event(
        "exercise", "Cobra Gold", "2006-05-01", edition=6, parties=_parties("USA", "JPN", "THA")
    )
    assert _found(fifth=fifth, sixth=sixth) == [("sixth", "follows", "fifth")]
    assert "of nearly the same parties" in _reason(fifth=fifth, sixth=sixth)
    nameless = _event(
        "exercise", "Joint drill", "2006-05-01", edition=6, parties=_parties("USA", "JPN", "THA")
    )
    assert _found(fifth=fifth, sixth=nameless) == []


def test_sittings_follow_each_other_within_days_and_at_one_place() -> None:
    def sitting(number: int, when: str, place: str) -> Event:
        return _event("conference", f"Session {number}", when, place=Place(name=place))

    first = sitting(1, "2010-08-07", "Canberra")
    assert _found(first=first, second=sitting(2, "2010-08-08", "Canberra")) == [
        ("second", "follows", "first")
    ]
    assert _found(first=first, second=sitting(2, "2011-08-08", "Canberra")) == []
    assert _found(first=first, second=sitting(2, "2010-08-08", "Perth")) == []


def test_an_amendment_amends_the_older_agreement_that_its_title_names() -> None:
    base = _agreement("fisheries", "Convention on salmon in the Yukon", "1995-06-01")
    other = _agreement("fisheries", "Convention on tuna in the Pacific", "1996-06-01")
    change = _agreement("fisheries", "Protocol amending the Yukon salmon Convention", "2002-12-04")
    assert _found(base=base, other=other, change=change) == [("change", "amends", "base")]
    assert _reason(base=base, change=change) == (
        "it says that it amends; of the same parties and older; both titles say 'salmon', 'yukon'; "
        "no other agreement of theirs fits"
    )
    twin = _agreement("fisheries", "Arrangement on salmon in the Yukon", "1985-06-01")
    assert _found(base=base, twin=twin, change=change) == []
    newer = _agreement("fisheries", "Convention on salmon in the Yukon", "2005-06-01")
    assert _found(base=newer, change=change) == []
    unlike = _agreement("trade", "Convention on salmon in the Yukon", "1995-06-01")
    assert _found(base=unlike, change=change) == []


def test_an_amendment_of_what_two_states_have_one_of_needs_no_title_in_common() -> None:
    change = _agreement(
        "status_of_forces", "日米地位協定を改正する議定書", "1995-06-01", language="ja"
    )
    base = _agreement("status_of_forces", "Status of Forces Agreement", "1960-01-19")
    assert _found(base=base, change=change) == [("change", "amends", "base")]
    many = _agreement("loan", "Loan Agreement", "1960-01-19")
    another = _agreement("loan", "貸付協定を改正する議定書", "1995-06-01", language="ja")
    assert _found(base=many, change=another) == []


# ------------------------------------------------------------------------------- with others


def test_what_a_record_states_needs_no_finding() -> None:
    stated = _event(
        "signing", "Radar network pact signed", _SIGNED, about=("s-other#other",), language="en"
    )
    other = _agreement("cyber", "Agreement on servers", "2011-01-01")
    timeline = ak.merge(_told(pact=_PACT, other=other, signing=stated))
    assert _named(timeline) == []
    (link,) = timeline.links
    assert (link.relation, link.target, link.reason) == (Relation.about, "s-other#other", "")


def test_found_links_are_told_with_the_pair_and_never_between_records_of_one_entry() -> None:
    signing = _event("signing", "Radar network pact signed", _SIGNED)
    told = _told(pact=_PACT, signing=signing) | _told(copy=signing)
    timeline = ak.merge(told)
    assert len(timeline) == 2
    explanation = timeline.explain("s-copy#copy", "s-pact#pact")
    (link,) = explanation.links
    assert link in timeline.links
    assert f"about s-pact#pact: {link.reason}" in str(explanation)
    assert timeline.explain("s-copy#copy", "s-signing#signing").links == ()


def test_a_stated_link_is_explained_by_its_record() -> None:
    signing = _event("signing", "", "2001-01-01", about=("s-pact#pact",))
    timeline = ak.merge(_told(pact=_PACT, signing=signing))
    told = str(timeline.explain("s-signing#signing", "s-pact#pact"))
    assert told.endswith("s-signing#signing about s-pact#pact: stated by s-signing#signing")


def _link(origin: str, relation: Relation, target: str, *records: str) -> Link:
    return Link(
        origin=EntryId(origin),
        relation=relation,
        target=EntryId(target),
        records=tuple(map(RecordId, records)),
        reason="" if records else "found",
    )


def test_of_several_links_between_two_entries_the_first_relation_stands() -> None:
    unsure = _link("a", Relation.unsure, "b")
    follows = _link("b", Relation.follows, "a")
    assert ordered_links([], [unsure, follows]) == (follows,)
    assert ordered_links([_link("a", Relation.related, "b", "r")], [follows])[0].records == ("r",)
    stated = _link("b", Relation.follows, "c", "r")
    assert ordered_links([stated], [follows]) == (stated,)
    assert ordered_links([stated], [unsure]) == (stated, unsure)


def test_nothing_gives_no_links() -> None:
    assert ak.merge(Collection()).links == ()


# ------------------------------------------------------------------------------- inside

_CANDIDATES = st.lists(
    st.tuples(st.integers(0, 3), st.booleans(), st.booleans(), st.integers(0, 2)), max_size=12
)


@given(_CANDIDATES)
def test_a_candidate_stands_where_no_other_of_its_rank_fits_or_may_be_meant(
    candidates: list[tuple[int, bool, bool, int]],
) -> None:
    origin, fits, possible, rank = np.array(candidates, np.int64).reshape(-1, 4).T
    chosen = single_fits(origin, fits.astype(bool), possible.astype(bool), rank)
    for at, (own, own_fits, _, own_rank) in enumerate(candidates):
        others = [c for other, c in enumerate(candidates) if c[0] == own and other != at]
        is_best = not any(they_fit and theirs > own_rank for _, they_fit, _, theirs in others)
        rivals = [c for c in others if (c[1] or c[2]) and c[3] == own_rank]
        assert chosen[at] == (own_fits and is_best and not rivals)


_KEYED = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=12)


@given(_KEYED, _KEYED)
def test_rows_are_joined_where_they_share_a_key(
    left: list[tuple[int, int]], right: list[tuple[int, int]]
) -> None:
    arrays = [np.array(side, np.int64).reshape(-1, 2) for side in (left, right)]
    a, b = joined(*((side[:, 0], side[:, 1]) for side in arrays))
    expected = {(i, j) for i, key in left for j, other in right if key == other and i != j}
    assert list(zip(a.tolist(), b.tolist(), strict=True)) == sorted(expected)


def test_a_key_that_too_many_share_joins_none() -> None:
    rows = np.arange(200)
    a, _ = joined((rows, rows * 0), (rows, rows * 0))
    assert len(a) == 0


def _topics(title: str, *actors: str, language: str = "en") -> set[str]:
    told = _told(one=_event("signing", title, parties=_parties(*actors), language=language))
    features = extract_features(told.records, {}, builtin_table())
    code_of = {name: code for code, name in enumerate(features.token_names)}
    topics, _ = topic_words(
        features.tokens,
        features.parties,
        features,
        code_of,
        builtin_table(),
        {language: [0]},
        SHIPPED_MODEL,
    )
    return {features.token_names[code] for code in topics.values.tolist()}


def test_topics_leave_out_own_parties_forms_of_agreements_and_numbers() -> None:
    title = "Japanese and American ministers sign Twelfth Special Measures Agreement of 2024"
    assert _topics(title, "JPN", "USA") == {"special", "measures"}
    assert _topics("Talks with Vietnam on missiles", "USA") == {"vietnam", "missiles"}
    assert _topics("대한민국과 일본의 어업 협정", "KOR", "JPN", language="ko") == {"어업"}
    japanese = _topics("日本と米国の漁業に関する協定", "JPN", "USA", language="ja")
    assert "漁業" in japanese
    assert not japanese & {"日本", "本と", "米国", "国の", "に関", "協定"}
    assert _topics("Iranian oil", "IRN", "my.own-actor") == {"oil"}
    assert _topics("Oil", "my.own-actor") == {"oil"}


def test_a_report_in_another_language_changes_no_topic() -> None:
    # In Polish India is called Indie.
    parties = _parties("IND", "FRA")
    told = {
        "pact": _agreement("cyber", "Indies accord", _SIGNED, parties=parties),
        "step": _event("ratification", "Indies vote", "2008-05-01", parties=parties),
    }
    polish = _event("summit", "Szczyt w Limie", "2001-02-03", language="pl")
    assert _found(**told) == [("step", "about", "pact")] == _found(**told, polish=polish)
    named = _event("summit", "Indie oraz huty", "2001-02-03", language="pl", parties=parties)
    assert _found(**told, named=named) == [("step", "about", "pact")]


def test_sittings_are_told_in_many_languages() -> None:
    told = {"session", "sitzung", "phien", "第1次セッション", "세션"}
    assert session_words(told | {"summit", "会議", "협정"}) == told


def test_a_step_that_bears_an_id_of_the_agreement_is_about_it_whatever_its_title() -> None:
    ids = (Identifier(scheme="unts", value="I-1"),)
    pact = _agreement("cyber", "Agreement on servers", _SIGNED, identifiers=ids)
    twin = _agreement("cyber", "Agreement on software", _SIGNED)
    vote = _event("ratification", "Vote in the Diet", "2008-05-01", identifiers=ids)
    assert _found(together=True, pact=pact, twin=twin, vote=vote) == [("vote", "about", "pact")]
    assert _reason(pact=pact, vote=vote) == (
        "ratification of the same parties; its day in order with the milestones; an id of it; "
        "no other agreement of theirs fits"
    )
    both = _agreement("cyber", "Agreement on software", _SIGNED, identifiers=ids)
    assert _found(together=True, pact=pact, both=both, vote=vote) == []
    early = _event("ratification", "Vote in the Diet", "2001-05-01", identifiers=ids)
    assert _found(pact=pact, early=early) == []


def test_signings_of_two_editions_are_no_series_of_their_own() -> None:
    eleventh = _event("signing", "Eleventh radar pact signed", "2010-01-01", edition=11)
    twelfth = _event("signing", "Twelfth radar pact signed", "2012-01-01", edition=12)
    assert _found(eleventh=eleventh, twelfth=twelfth) == []


def _consented(day: str, *by: str, stage: Stage = Stage.consented, **more: Any) -> Agreement:
    steps = {Stage.signed: _SIGNED, stage: day}
    return _agreement(
        "air_defence",
        more.pop("title", "Agreement on the radar network"),
        milestones=tuple(
            Milestone(stage=one, when=FuzzyDate(when), by=by if one is stage else ())
            for one, when in steps.items()
        ),
        **more,
    )


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        ("ratification", Stage.consented),
        ("accession", Stage.approved),
        ("decision", Stage.notified),
        ("withdrawal", Stage.notice_given),
        ("termination", Stage.terminated),
    ],
)
def test_a_step_that_is_a_milestone_by_day_and_actor_needs_no_title(
    kind: str, stage: Stage
) -> None:
    alone = _parties("JPN")
    step = _event(kind, "Vote in the Diet", "2008-05-09", parties=alone)
    pact = _consented("2008-05-09", "JPN", stage=stage)
    assert _found(pact=pact, step=step) == [("step", "about", "pact")]
    assert _reason(pact=pact, step=step) == (
        f"{kind} of parties of it; on the very day that this step has among its milestones; "
        "no other agreement of theirs fits"
    )
    assert _found(pact=_consented("2008-05-09", stage=stage), step=step) != []
    for unlike in (
        _consented("2008-05-09", "USA", stage=stage),
        _consented("2008-05", "JPN", stage=stage),
        _consented("2008-05-10", "JPN", stage=stage),
        _consented("2008-05-09", "JPN", stage=Stage.proposed),
    ):
        assert _found(pact=unlike, step=step) == []


def test_of_several_agreements_of_that_milestone_the_title_tells_or_there_is_no_link() -> None:
    alone = _parties("JPN")
    vote = _event("ratification", "Vote in the Diet", "2008-05-09", parties=alone)
    pact, twin = _consented("2008-05-09", "JPN"), _consented("2008-05-09", title="Whaling limits")
    assert _found(together=True, pact=pact, twin=twin, vote=vote) == []
    named = _event("ratification", "Diet votes on the radar network", "2008-05-09", parties=alone)
    assert _found(together=True, pact=pact, twin=twin, vote=named) == [("vote", "about", "pact")]
    # A title that names an agreement without that milestone leaves it open which is meant.
    other = _agreement("trade", "Whaling limits", _SIGNED, parties=_parties("JPN", "NOR"))
    whales = _event("ratification", "Diet backs whaling limits", "2008-05-09", parties=alone)
    assert _found(together=True, pact=pact, other=other, vote=whales) == []


def test_what_an_organisation_decides_at_its_own_meeting_is_a_part_of_it() -> None:
    own = _parties("NATO")
    summit = _event("summit", "Leaders gather", "2022-06-28/2022-06-30", parties=own)
    aid = _event(
        "decision",
        "Package of winter help",
        "2022-06-29",
        parties=(*own, Party(actor="UKR", role=Role.recipient)),
    )
    assert _found(together=True, summit=summit, aid=aid) == [("aid", "part_of", "summit")]
    assert _found(summit=summit, aid=aid) == []
    place = Place(name="Madrid", country="ESP")
    there: dict[str, Any] = {"parties": own, "place": place}
    assert _found(
        summit=_event("summit", "Leaders gather", "2022-06-28/2022-06-30", **there),
        aid=_event("decision", "Package of winter help", "2022-06-29", **there),
    ) == [("aid", "part_of", "summit")]
    talks = _event("consultation", "Words", "2022-06-29", parties=_parties("NATO", "UKR"))
    assert _found(together=True, summit=summit, talks=talks) == []
    late = _event("decision", "Package of winter help", "2022-07-04", parties=aid.parties)
    assert _found(together=True, summit=summit, late=late) == []


def test_talks_of_host_and_guest_are_a_part_of_the_visit_in_that_state() -> None:
    sides = (Party(actor="JPN", role=Role.host), Party(actor="USA", role=Role.guest))
    visit = _event(
        "visit", "Reise", "2019-05-25/2019-05-28", parties=sides, place=Place(country="JPN")
    )
    talks = _event("summit", "Leaders talk", "2019-05-27", place=Place(name="Oita", country="JPN"))
    assert ("talks", "part_of", "visit") in _found(visit=visit, talks=talks)
    abroad = _event("summit", "Leaders talk", "2019-05-27", place=Place(country="USA"))
    assert _found(visit=visit, talks=abroad) == []
    wide = _event(
        "summit",
        "Leaders talk",
        "2019-05-27",
        parties=_parties("USA", "JPN", "KOR"),
        place=Place(country="JPN"),
    )
    assert _found(visit=visit, talks=wide) == []


def test_names_of_a_place_in_two_scripts_do_not_contradict_each_other() -> None:
    visit = _event(
        "visit", "Поездка", "2025-12-04/2025-12-05", place=Place(name="Нью-Дели"), language="ru"
    )
    summit = _event("summit", "Leaders meet", "2025-12-05", place=Place(name="New Delhi"))
    assert ("summit", "part_of", "visit") in _found(together=True, visit=visit, summit=summit)
    other = _event("summit", "Leaders meet", "2025-12-05", place=Place(name="Агра"))
    assert _found(together=True, visit=visit, other=other) == []


def test_meetings_of_one_organisation_follow_each_other_by_number() -> None:
    forum = _parties("PIF")
    first = _event("summit", "52nd Forum", "2023-11-06/2023-11-10", parties=forum)
    second = _event("summit", "53e Forum", "2024-08-26", parties=forum, language="fr")
    assert _found(first=first, second=second) == [("second", "follows", "first")]
    alone = _parties("JPN")
    assert (
        _found(
            first=_event("summit", "52nd Forum", "2023-11-06", parties=alone),
            second=_event("summit", "53rd Forum", "2024-08-26", parties=alone),
        )
        == []
    )


def test_a_session_of_high_number_is_no_sitting_and_holds_what_is_decided_there() -> None:
    own = _parties("ECOWAS")
    session = _event("summit", "66th session", "2024-12-15", parties=own)
    decision = _event("decision", "Six months of transition", "2024-12-15", parties=own)
    assert _found(together=True, session=session, decision=decision) == [
        ("decision", "part_of", "session")
    ]


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Erweiterung des Vertrags über die Yukon salmon", "de"),
        ("Prórroga del acuerdo Yukon salmon", "es"),
        ("Yukon salmon sözleşmesi uzatıldı", "tr"),
        ("Przedłużenie umowy Yukon salmon", "pl"),
        ("Japan extends Yukon salmon pact", "en"),
    ],
)
def test_what_extends_an_agreement_amends_it(title: str, language: str) -> None:
    base = _agreement("fisheries", "Yukon salmon", "1995-06-01", language=language)
    change = _agreement("fisheries", title, "2002-12-04", language=language)
    found = _found(together=True, base=base, change=change)
    assert found == [("change", "amends", "base")]


def test_what_is_on_the_extension_of_something_else_extends_no_agreement() -> None:
    assert not extends("Memorandum on the extension of the Yukon railway")
    assert not extends("Treaty on extended deterrence")
    assert extends("延长《睦邻友好合作条约》") and extends("日米協定を延長")
