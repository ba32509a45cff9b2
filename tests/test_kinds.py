"""Vocabularies, their groups, tracks and codes in CAMEO and PLOVER."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.kinds import (
    AGREEMENT_GROUPS,
    EVENT_GROUPS,
    AgreementKind,
    EventKind,
    Kind,
    Realis,
    Stage,
    cameo,
    can_follow,
    from_cameo,
    from_plover,
    is_occasion,
    plover,
    track,
)

ALL_KINDS = (*EventKind, *AgreementKind)
PLOVER_TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
kinds = st.sampled_from(ALL_KINDS)
realia = st.sampled_from(Realis)


@given(kind=kinds, realis=realia)
def test_every_kind_has_a_code_or_a_note_that_says_why_not(kind: Kind, realis: Realis) -> None:
    for mapping in (cameo(kind, realis), plover(kind, realis)):
        assert mapping.kinds == (kind,)
        assert mapping.code or mapping.note


@given(kind=st.sampled_from(EventKind), realis=st.sampled_from((Realis.actual, Realis.planned)))
def test_a_code_leads_back_to_its_kind(kind: EventKind, realis: Realis) -> None:
    there = cameo(kind, realis).code
    if there is not None:
        assert there.isdigit() and 2 < len(there) <= 4 and 1 <= int(there[:2]) <= 20
        assert kind in from_cameo(there).kinds
    as_plover = plover(kind, realis).code
    if as_plover is not None:
        assert as_plover in PLOVER_TYPES
        assert kind in from_plover(as_plover).kinds


@given(code=st.text("0123456789AG", max_size=5))
def test_any_code_has_an_answer(code: str) -> None:
    assert from_cameo(code).code == code
    assert from_plover(code).code == code


@pytest.mark.parametrize(
    ("kind", "realis", "code"),
    [
        (EventKind.signing, Realis.actual, "057"),
        (EventKind.signing, Realis.planned, "030"),
        (EventKind.call, Realis.actual, "041"),
        (EventKind.visit, Realis.actual, "042"),
        (EventKind.negotiation, Realis.actual, "046"),
        (EventKind.mediation, Realis.actual, "045"),
        (EventKind.intelligence, Realis.actual, "064"),
        (EventKind.relief, Realis.actual, "073"),
        (EventKind.ultimatum, Realis.actual, "139"),
        (EventKind.sanction, Realis.actual, "163"),
        (EventKind.blockade, Realis.actual, "191"),
        (EventKind.ceasefire, Realis.actual, "0871"),
        (EventKind.meeting, Realis.proposed, "036"),
        (EventKind.meeting, Realis.denied, None),
        (EventKind.ratification, Realis.actual, None),
        (EventKind.war, Realis.planned, None),
        (AgreementKind.defence_pact, Realis.actual, "057"),
        (AgreementKind.ceasefire, Realis.actual, "0871"),
        (AgreementKind.joint_statement, Realis.actual, "010"),
        (AgreementKind.other, Realis.actual, None),
    ],
)
def test_codes_are_those_of_the_cameo_codebook(
    kind: Kind, realis: Realis, code: str | None
) -> None:
    assert cameo(kind, realis).code == code


def test_plover_turns_a_planned_signing_into_agree_and_a_signing_into_support() -> None:
    assert plover(EventKind.signing, Realis.planned).code == "AGREE"
    assert plover(EventKind.signing).code == "SUPPORT"
    assert plover(EventKind.signing).note and plover(EventKind.signing, Realis.planned).note
    assert plover(AgreementKind.defence_pact).code == "SUPPORT"
    assert plover(AgreementKind.ceasefire).code == "RETREAT"
    assert plover(EventKind.statement).code is None


def test_a_finer_code_stands_for_the_kinds_of_the_code_above() -> None:
    assert from_cameo("0731").kinds == (EventKind.relief,)
    assert "073" in from_cameo("0731").note
    assert from_cameo("0571").kinds == from_cameo("057").kinds == (EventKind.signing,)
    assert len(from_cameo("040").kinds) > 1
    assert from_cameo("040").note
    assert from_cameo("999").kinds == from_plover("NONE").kinds == ()


def test_every_kind_has_a_group_and_every_agreement_a_track() -> None:
    assert set(EVENT_GROUPS) == set(EventKind)
    assert set(AGREEMENT_GROUPS) == set(AgreementKind)
    for kind in AgreementKind:
        assert len(set(track(kind))) == len(track(kind)) >= 3


def test_the_order_of_stages_is_that_of_a_life() -> None:
    order = list(Stage)
    names = (
        "mooted proposed requested negotiating notified approved agreed_in_principle concluded"
        " signed contracted consented in_force suspended notice_given delivered terminated"
    )
    ranks = [order.index(Stage(name)) for name in names.split()]
    assert ranks == sorted(ranks)


@given(earlier=realia, later=realia)
def test_what_happened_cannot_become_a_plan_again(earlier: Realis, later: Realis) -> None:
    assert can_follow(earlier, earlier)
    if earlier is Realis.actual and later is not Realis.actual:
        assert can_follow(earlier, later) is (later is Realis.denied)
    assert can_follow(Realis.planned, later)


def test_occasions_are_held_postponed_or_cancelled() -> None:
    held = {kind for kind in EventKind if is_occasion(kind)}
    assert {EventKind.summit, EventKind.exercise, EventKind.negotiation} <= held
    assert EventKind.statement not in held
    assert can_follow(Realis.planned, Realis.postponed)
    assert can_follow(Realis.postponed, Realis.actual)
    assert can_follow(Realis.cancelled, Realis.planned)
    assert not can_follow(Realis.cancelled, Realis.denied)
