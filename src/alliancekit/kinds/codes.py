"""Kinds in the codes of CAMEO and PLOVER, both ways, and what each mapping loses."""

from __future__ import annotations

from collections import abc
from types import MappingProxyType
from typing import Final

import attrs

from alliancekit.kinds.vocabularies import AgreementKind, EventKind, Realis

Kind = EventKind | AgreementKind


@attrs.frozen(kw_only=True)
class Mapping:
    """A code of another vocabulary and the kinds that it stands for.

    Attributes:
        code: The code, or ``None`` where the vocabulary has none that says as much.
        kinds: The kinds, in the order of their vocabularies.
        note: What the mapping loses, or ``""``.
    """

    code: str | None
    kinds: tuple[Kind, ...] = ()
    note: str = ""


_AIM: Final = "CAMEO codes the act and not what it is for"
_SIGNATURE: Final = "the code is for the act of signing: what the agreement is about is lost"
_NO_LIFE: Final = "CAMEO has no code for this step in the life of a treaty"
_NONE: Final = "there is no code for this"

# kind: code when it has happened, code when it is ahead ("" for none), note
_CAMEO: Final[abc.Mapping[EventKind, tuple[str, str, str]]] = MappingProxyType(
    {
        EventKind.summit: ("040", "036", "the rank of those who meet is lost"),
        EventKind.ministerial: ("040", "036", "the rank of those who meet is lost"),
        EventKind.meeting: ("040", "036", ""),
        EventKind.call: ("041", "036", ""),
        EventKind.visit: ("042", "036", "the host's side of a visit is 043"),
        EventKind.conference: ("040", "036", "that many take part is lost"),
        EventKind.council: ("040", "036", "that a standing body meets is lost"),
        EventKind.announcement: ("010", "", "what is announced is lost"),
        EventKind.statement: ("010", "", ""),
        EventKind.proposal: ("030", "", "CAMEO has no code for a proposal: it codes the intent"),
        EventKind.decision: ("010", "", "CAMEO has no code for a decision: it codes the statement"),
        EventKind.goal: ("030", "", "that a goal is set is lost"),
        EventKind.denial: ("016", "", "the code is for denying responsibility"),
        EventKind.signing: ("057", "030", ""),
        EventKind.ratification: ("", "", _NO_LIFE),
        EventKind.accession: ("", "", _NO_LIFE),
        EventKind.entry_into_force: ("", "", _NO_LIFE),
        EventKind.amendment: ("", "", _NO_LIFE),
        EventKind.suspension: ("", "", _NO_LIFE),
        EventKind.withdrawal: ("", "", _NO_LIFE),
        EventKind.termination: ("", "", _NO_LIFE),
        EventKind.negotiation: ("046", "036", ""),
        EventKind.consultation: ("040", "036", ""),
        EventKind.mediation: ("045", "039", ""),
        EventKind.exercise: ("062", "0312", _AIM),
        EventKind.deployment: ("154", "", "whether forces go to help or to threaten is lost"),
        EventKind.training: ("062", "0312", _AIM),
        EventKind.basing: ("062", "0312", _AIM),
        EventKind.intelligence: ("064", "0314", ""),
        EventKind.operation: (
            "",
            "",
            "CAMEO has no code that leaves open whether there was combat",
        ),
        EventKind.arms_sale: ("062", "0312", "a sale is not told from other military co-operation"),
        EventKind.arms_delivery: ("072", "0332", "arms that were paid for are not told from aid"),
        EventKind.procurement: ("061", "0311", _AIM),
        EventKind.investment: ("061", "0311", _AIM),
        EventKind.aid: ("070", "033", "the kind of aid is lost: 071 economic, 072 military"),
        EventKind.loan: ("071", "0331", "that it is paid back is lost"),
        EventKind.trade: ("061", "0311", _AIM),
        EventKind.research: ("060", "031", _AIM),
        EventKind.founding: ("", "", _NONE),
        EventKind.enlargement: ("", "", _NONE),
        EventKind.departure: ("", "", _NONE),
        EventKind.reorganisation: ("", "", _NONE),
        EventKind.warning: ("130", "", ""),
        EventKind.ultimatum: ("139", "", ""),
        EventKind.sanction: ("163", "", "CAMEO has embargo, boycott and sanctions in one"),
        EventKind.blockade: ("191", "", ""),
        EventKind.clash: ("190", "", "the scale of the fighting is lost"),
        EventKind.strike: ("190", "", "195 where weapons came from the air"),
        EventKind.war: ("190", "", "the scale of the fighting is lost"),
        EventKind.ceasefire: ("0871", "", ""),
        EventKind.exchange: ("060", "031", "who is exchanged is lost"),
        EventKind.relief: ("073", "0333", ""),
        EventKind.protest: ("140", "", ""),
        EventKind.other: ("", "", _NONE),
    }
)

# PLOVER's types by the first two digits of a CAMEO code. Public statements (01) have none.
_PLOVER_OF_ROOT: Final = MappingProxyType(
    {
        "02": "REQUEST",
        "03": "AGREE",
        "04": "CONSULT",
        "05": "SUPPORT",
        "06": "COOPERATE",
        "07": "AID",
        "08": "CONCEDE",
        "10": "REQUEST",
        "11": "ACCUSE",
        "12": "REJECT",
        "13": "THREATEN",
        "14": "PROTEST",
        "15": "MOBILIZE",
        "16": "SANCTION",
        "17": "COERCE",
        "18": "ASSAULT",
        "19": "ASSAULT",
        "20": "ASSAULT",
    }
)
_PLOVER: Final[abc.Mapping[EventKind, tuple[str, str]]] = MappingProxyType(
    {
        EventKind.ceasefire: ("RETREAT", "PLOVER parts CAMEO's 08 into CONCEDE and RETREAT"),
        EventKind.signing: (
            "SUPPORT",
            "a signing is SUPPORT, since CAMEO has it as diplomatic; only a planned one is AGREE",
        ),
    }
)
_PLOVER_NOTE: Final = "PLOVER keeps the class of CAMEO's code only"
_AGREE_NOTE: Final = "PLOVER's AGREE is for what is promised: what was done is another type"


def cameo(kind: Kind, realis: Realis = Realis.actual) -> Mapping:
    """Return the CAMEO code of a kind.

    >>> cameo(EventKind.call).code, cameo(EventKind.call, Realis.planned).code
    ('041', '036')

    Args:
        kind: Of an event or an agreement.
        realis: Whether it has happened: CAMEO codes what is ahead as an intent.

    Returns:
        A mapping whose ``kinds`` is ``(kind,)``; its code is ``None`` where CAMEO has none, and for
        what was denied, cancelled or postponed.

    Source:
        P. A. Schrodt, CAMEO: Conflict and Mediation Event Observations, Event and Actor Codebook,
        version 1.1b3 (2012), chapter 2.
    """
    done, ahead, note = _CAMEO[kind] if isinstance(kind, EventKind) else _agreement_cameo(kind)
    if realis.is_ahead:
        code = ahead
        note = note if code else "CAMEO has no code for this as an intent"
    else:
        code = done if realis is Realis.actual else ""
        note = note if realis is Realis.actual else "CAMEO codes only what happened or is intended"
    return Mapping(code=code or None, kinds=(kind,), note=note)


def _agreement_cameo(kind: AgreementKind) -> tuple[str, str, str]:
    if kind is AgreementKind.joint_statement:
        return "010", "", "that parties agree in the statement is lost"
    if kind is AgreementKind.ceasefire:
        return "0871", "", "the code is for declaring a truce, with or without an agreement"
    if kind is AgreementKind.other:
        return "", "", _NONE
    return "057", "030", _SIGNATURE


def plover(kind: Kind, realis: Realis = Realis.actual) -> Mapping:
    """Return the PLOVER event type of a kind.

    >>> plover(EventKind.signing).code, plover(EventKind.signing, Realis.planned).code
    ('SUPPORT', 'AGREE')

    Args:
        kind: Of an event or an agreement.
        realis: Whether it has happened.

    Returns:
        As :func:`cameo` does.

    Source:
        Open Event Data Alliance, PLOVER: Political Language Ontology for Verifiable Event Records;
        its crosswalk from CAMEO's classes.
    """
    as_cameo = cameo(kind, realis)
    if as_cameo.code is None:
        return attrs.evolve(as_cameo, note=as_cameo.note.replace("CAMEO", "PLOVER"))
    event_kind = _SIGNING_AS.get(kind, kind)
    if realis is Realis.actual and event_kind in _PLOVER:
        code, note = _PLOVER[EventKind(event_kind)]
        return Mapping(code=code, kinds=(kind,), note=note)
    found = _PLOVER_OF_ROOT.get(as_cameo.code[:2])
    note = _AGREE_NOTE if found == "AGREE" else _PLOVER_NOTE
    return Mapping(
        code=found, kinds=(kind,), note=note if found else "PLOVER leaves public statements out"
    )


_SIGNING_AS: Final[abc.Mapping[Kind, EventKind]] = MappingProxyType(
    {
        kind: EventKind.ceasefire if kind is AgreementKind.ceasefire else EventKind.signing
        for kind in AgreementKind
        if kind not in {AgreementKind.joint_statement, AgreementKind.other}
    }
)


def from_cameo(code: str) -> Mapping:
    """Return the kinds of event that a CAMEO code can stand for.

    A code of which no kind is known stands for the kinds of the code above it: ``0311`` for those
    of ``031``, which is then noted.

    >>> from_cameo("057").kinds
    (<EventKind.signing: 'signing'>,)

    Args:
        code: Two to four digits, as text: the first is often 0.

    Returns:
        A mapping with the code as given and no kinds where it is not known.
    """
    for length in range(len(code), 1, -1):
        above = code[:length]
        found = tuple(kind for kind in EventKind if above in _codes_of(kind, cameo))
        if found:
            is_whole = above == code
            note = "" if is_whole else f"the kinds are those of {above}"
            if is_whole and len(found) > 1:
                note = "the code does not say which of the kinds"
            return Mapping(code=code, kinds=found, note=note)
    return Mapping(code=code, note="no kind has this code")


def from_plover(code: str) -> Mapping:
    """Return the kinds of event that a PLOVER type can stand for.

    >>> from_plover("RETREAT").kinds
    (<EventKind.ceasefire: 'ceasefire'>,)

    Args:
        code: A type in capitals.

    Returns:
        A mapping with the code as given and no kinds where it is not known.
    """
    found = tuple(kind for kind in EventKind if code in _codes_of(kind, plover))
    if not found:
        return Mapping(code=code, note="no kind has this type")
    note = "the type does not say which of the kinds" if len(found) > 1 else ""
    return Mapping(code=code, kinds=found, note=_AGREE_NOTE if code == "AGREE" else note)


def _codes_of(kind: EventKind, mapping: abc.Callable[[Kind, Realis], Mapping]) -> set[str | None]:
    return {mapping(kind, realis).code for realis in (Realis.actual, Realis.planned)}
