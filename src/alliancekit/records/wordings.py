"""Words that coders write where a vocabulary or a field has another one, for the hints of problems.

A word close in letters is often far in meaning: ``ratified`` is one letter from ``notified``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from alliancekit.kinds import AgreementKind, EventKind, LegalForm, Realis, Role, Stage

_VOCABULARIES: Mapping[type[Enum], str] = {
    EventKind: """
        talks round dialogue: negotiation consultation meeting
        bilateral trilateral encounter reception forum: meeting
        phone_call telephone_call video_call: call
        state_visit trip: visit
        declaration communique communiqué speech press_conference interview: statement
        vote approval authorisation authorization recognition: decision
        request offer: proposal
        signature initialling initialing: signing
        consent acceptance: ratification
        denunciation: withdrawal
        revision: amendment
        drill drills manoeuvre manoeuvres maneuver maneuvers wargame war_game: exercise
        patrol mission raid: operation
        base bases: basing
        arms_deal weapons_sale arms_transfer: arms_sale
        delivery handover: arms_delivery
        purchase contract order: procurement
        donation grant assistance tranche disbursement: aid loan
        credit: loan
        creation establishment: founding
        expansion: enlargement
        exit: departure withdrawal
        reform: reorganisation
        threat: warning
        embargo tariff tariffs: sanction
        attack bombing airstrike missile_strike: strike
        fighting battle skirmish: clash
        invasion: war operation
        truce armistice: ceasefire
        evacuation: relief operation
        demonstration: protest
        prisoner_swap: exchange
    """,
    AgreementKind: """
        alliance mutual_defence mutual_defense mutual_assistance: defence_pact
        friendship strategic_partnership partnership cooperation: security_partnership
        sofa visiting_forces: status_of_forces
        raa: reciprocal_access
        acsa: logistics
        base bases access: basing
        burden_sharing sma: cost_sharing
        gsomia intelligence: intelligence_sharing
        arms_sale arms_deal procurement weapons: arms_transfer
        production: co_production
        normalisation normalization reconciliation: peace
        truce armistice: ceasefire
        disarmament non_proliferation nonproliferation: arms_control
        border frontier delimitation: boundary
        free_trade fta: trade
        grant assistance: aid
        credit: loan
        declaration joint_declaration communique communiqué statement: joint_statement
        charter constitution membership accession enlargement: organisation
        science education: research
        infrastructure railway rail: transport
    """,
    LegalForm: """
        convention pact charter: treaty
        mou memorandum_of_understanding: memorandum
        notes exchange_of_letters letters: exchange_of_notes
        declaration joint_declaration communique communiqué: joint_statement
        agreement accord: treaty executive_agreement
        oral verbal: unwritten
    """,
    Realis: """
        confirmed happened done held completed real true: actual
        scheduled announced intended upcoming: planned
        suggested offered: proposed
        likely probable: expected
        possible hypothetical: conditional
        refuted rejected false: denied
        canceled called_off: cancelled
        delayed deferred put_off: postponed
    """,
    Role: """
        signatory signer member participant actor: party
        organiser organizer cohost co_host: host
        visitor: guest
        speaker spokesperson: announcer
        supplier exporter vendor provider: seller
        importer customer client purchaser: buyer
        giver: donor
        receiver: recipient
        creditor: lender
        debtor: borrower
        guarantor: protector
        attacker aggressor initiator: sender
        victim attacked: target
        broker facilitator: mediator
        applicant aspirant: candidate
        witness: observer
    """,
    Stage: """
        discussed considered floated: mooted
        offered suggested: proposed
        talks negotiated negotiation under_negotiation: negotiating
        paused deadlocked: stalled
        initialled initialed adopted agreed finalised finalized: concluded
        authorised authorized: approved
        declared: announced
        signature signing: signed
        ordered awarded: contracted
        ratified ratification accepted acceded accession acceptance joined: consented
        effective entry_into_force entered_into_force started active: in_force
        frozen: suspended
        revised changed: amended
        extended prolonged: renewed
        denounced denunciation: notice_given withdrawn
        exited left: withdrawn
        ended cancelled canceled revoked annulled: terminated
        replaced: superseded
        dropped: abandoned
        failed: abandoned lapsed
    """,
}

_FIELDS = """
    date dates day time at on: when
    when date dates history steps stages status: milestones
    status modality: realis
    name names label heading headline: title
    location venue where city: place
    actors participants signatories members who: parties
    amount sum value cost price budget: money
    description notes note text details comment: summary
    type category subtype: subkind
    citations cite locator page: cites
    topic topics subject agreements: about
    parent within during: part_of
    after previous: follows
    replaces supersedes: succeeds
    changes modifies: amends
    based_on framework part_of: under
    about see_also: related
    duration validity: term
    form: legal_form
    number: edition
    publisher newspaper agency media: outlet
    lang: language
    link address uri: url
    published_at publication_date date: published
    under amends: about
"""


def _read(table: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in table.strip().splitlines():
        words, _, meant = line.partition(":")
        for word in words.split():
            found[word] = (*found.get(word, ()), *meant.split())
    return MappingProxyType(found)


_WORDINGS: Mapping[type[Enum], Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {vocabulary: _read(table) for vocabulary, table in _VOCABULARIES.items()}
)
_FIELD_WORDINGS = _read(_FIELDS)


def meant_members(word: str, vocabulary: type[Enum]) -> tuple[str, ...]:
    """Return the members of a vocabulary that a coder's word may stand for, none for most words.

    >>> meant_members("Ratified", Stage), meant_members("drill", EventKind)
    (('consented',), ('exercise',))
    """
    return _WORDINGS.get(vocabulary, {}).get(_plain(word), ())


def meant_fields(word: str, known: list[str]) -> tuple[str, ...]:
    """Return which of the known fields a coder's word may stand for.

    >>> meant_fields("date", ["title", "when"]), meant_fields("date", ["title", "milestones"])
    (('when',), ('milestones',))
    """
    return tuple(field for field in _FIELD_WORDINGS.get(_plain(word), ()) if field in known)


def _plain(word: str) -> str:
    return word[:80].strip().lower().replace(" ", "_").replace("-", "_")
