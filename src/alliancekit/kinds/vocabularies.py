"""The members of every vocabulary, and the groups of kinds."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Realis(StrEnum):
    """Whether what is told has happened.

    Source:
        The term is linguistics' (realis and irrealis); the values are ours: what reports of
        alliances need.
    """

    actual = "actual"
    planned = "planned"
    proposed = "proposed"
    expected = "expected"
    conditional = "conditional"
    denied = "denied"
    cancelled = "cancelled"
    postponed = "postponed"

    @property
    def is_ahead(self) -> bool:
        """Whether it is told as still to come."""
        return self in _AHEAD

    @property
    def is_void(self) -> bool:
        """Whether it is told as not having happened, or as not to happen."""
        return self in _VOID


_AHEAD = frozenset({Realis.planned, Realis.proposed, Realis.expected, Realis.conditional})
_VOID = frozenset({Realis.denied, Realis.cancelled})


class EventGroup(StrEnum):
    """Groups of event kinds."""

    meeting = "meeting"
    communication = "communication"
    treaty_action = "treaty_action"
    negotiation = "negotiation"
    military = "military"
    transfer = "transfer"
    economic = "economic"
    institution = "institution"
    coercion = "coercion"
    society = "society"
    other = "other"


class EventKind(StrEnum):
    """What happened, or is to happen."""

    summit = "summit"
    ministerial = "ministerial"
    meeting = "meeting"
    call = "call"
    visit = "visit"
    conference = "conference"
    council = "council"

    announcement = "announcement"
    statement = "statement"
    proposal = "proposal"
    decision = "decision"
    goal = "goal"
    denial = "denial"

    signing = "signing"
    ratification = "ratification"
    accession = "accession"
    entry_into_force = "entry_into_force"
    amendment = "amendment"
    suspension = "suspension"
    withdrawal = "withdrawal"
    termination = "termination"

    negotiation = "negotiation"
    consultation = "consultation"
    mediation = "mediation"

    exercise = "exercise"
    deployment = "deployment"
    training = "training"
    basing = "basing"
    intelligence = "intelligence"
    operation = "operation"

    arms_sale = "arms_sale"
    arms_delivery = "arms_delivery"
    procurement = "procurement"

    investment = "investment"
    aid = "aid"
    loan = "loan"
    trade = "trade"
    research = "research"

    founding = "founding"
    enlargement = "enlargement"
    departure = "departure"
    reorganisation = "reorganisation"

    warning = "warning"
    ultimatum = "ultimatum"
    sanction = "sanction"
    blockade = "blockade"
    clash = "clash"
    strike = "strike"
    war = "war"
    ceasefire = "ceasefire"

    exchange = "exchange"
    relief = "relief"
    protest = "protest"

    other = "other"

    @property
    def group(self) -> EventGroup:
        """The group that this kind belongs to."""
        return EVENT_GROUPS[self]


class AgreementGroup(StrEnum):
    """Groups of agreement kinds."""

    alliance = "alliance"
    presence = "presence"
    armament = "armament"
    command = "command"
    information = "information"
    economic = "economic"
    science = "science"
    environment = "environment"
    peace = "peace"
    other = "other"


class AgreementKind(StrEnum):
    """What an agreement is about."""

    defence_pact = "defence_pact"
    non_aggression = "non_aggression"
    neutrality = "neutrality"
    consultation_pact = "consultation_pact"
    security_partnership = "security_partnership"

    status_of_forces = "status_of_forces"
    reciprocal_access = "reciprocal_access"
    basing = "basing"
    cost_sharing = "cost_sharing"
    logistics = "logistics"

    arms_transfer = "arms_transfer"
    co_production = "co_production"
    industrial_cooperation = "industrial_cooperation"
    maintenance = "maintenance"

    command = "command"
    exercise = "exercise"
    training = "training"
    air_defence = "air_defence"

    intelligence_sharing = "intelligence_sharing"
    communications = "communications"
    cyber = "cyber"

    trade = "trade"
    investment = "investment"
    loan = "loan"
    aid = "aid"
    energy = "energy"
    transport = "transport"
    customs = "customs"

    research = "research"
    technology = "technology"
    nuclear = "nuclear"
    space = "space"

    fisheries = "fisheries"
    water = "water"
    conservation = "conservation"
    pollution = "pollution"

    peace = "peace"
    ceasefire = "ceasefire"
    arms_control = "arms_control"
    boundary = "boundary"

    organisation = "organisation"
    joint_statement = "joint_statement"
    other = "other"

    @property
    def group(self) -> AgreementGroup:
        """The group that this kind belongs to."""
        return AGREEMENT_GROUPS[self]


EVENT_GROUPS: Mapping[EventKind, EventGroup] = MappingProxyType(
    {
        EventKind(kind): group
        for group, kinds in {
            EventGroup.meeting: "summit ministerial meeting call visit conference council",
            EventGroup.communication: "announcement statement proposal decision goal denial",
            EventGroup.treaty_action: (
                "signing ratification accession entry_into_force amendment suspension"
                " withdrawal termination"
            ),
            EventGroup.negotiation: "negotiation consultation mediation",
            EventGroup.military: "exercise deployment training basing intelligence operation",
            EventGroup.transfer: "arms_sale arms_delivery procurement",
            EventGroup.economic: "investment aid loan trade research",
            EventGroup.institution: "founding enlargement departure reorganisation",
            EventGroup.coercion: ("warning ultimatum sanction blockade clash strike war ceasefire"),
            EventGroup.society: "exchange relief protest",
            EventGroup.other: "other",
        }.items()
        for kind in kinds.split()
    }
)
"""The group of every event kind."""

AGREEMENT_GROUPS: Mapping[AgreementKind, AgreementGroup] = MappingProxyType(
    {
        AgreementKind(kind): group
        for group, kinds in {
            AgreementGroup.alliance: (
                "defence_pact non_aggression neutrality consultation_pact security_partnership"
            ),
            AgreementGroup.presence: (
                "status_of_forces reciprocal_access basing cost_sharing logistics"
            ),
            AgreementGroup.armament: (
                "arms_transfer co_production industrial_cooperation maintenance"
            ),
            AgreementGroup.command: "command exercise training air_defence",
            AgreementGroup.information: "intelligence_sharing communications cyber",
            AgreementGroup.economic: "trade investment loan aid energy transport customs",
            AgreementGroup.science: "research technology nuclear space",
            AgreementGroup.environment: "fisheries water conservation pollution",
            AgreementGroup.peace: "peace ceasefire arms_control boundary",
            AgreementGroup.other: "organisation joint_statement other",
        }.items()
        for kind in kinds.split()
    }
)
"""The group of every agreement kind."""


class LegalForm(StrEnum):
    """What binds the parties to an agreement."""

    treaty = "treaty"
    executive_agreement = "executive_agreement"
    exchange_of_notes = "exchange_of_notes"
    protocol = "protocol"
    memorandum = "memorandum"
    contract = "contract"
    joint_statement = "joint_statement"
    arrangement = "arrangement"
    unwritten = "unwritten"
    other = "other"


class Stage(StrEnum):
    """A step in the life of an agreement, in the order in which a life passes through them.

    Source:
        Vienna Convention on the Law of Treaties (1969): adoption of the text (article 9), signature
        (10 to 12), consent to be bound (11, 14 to 16), entry into force (24), provisional
        application (25), amendment (39 to 41), termination and withdrawal (54 to 56), suspension
        (57, 58), replacement by a later treaty (59), notice (65, 67). A sale of arms is requested,
        notified to a parliament, approved, contracted and delivered (US Arms Export Control Act,
        section 36, for the notice). The steps before an agreed text are ours.
    """

    mooted = "mooted"
    proposed = "proposed"
    requested = "requested"
    negotiating = "negotiating"
    stalled = "stalled"
    notified = "notified"
    approved = "approved"
    agreed_in_principle = "agreed_in_principle"
    announced = "announced"
    concluded = "concluded"
    signed = "signed"
    contracted = "contracted"
    consented = "consented"
    provisionally_applied = "provisionally_applied"
    in_force = "in_force"
    suspended = "suspended"
    amended = "amended"
    renewed = "renewed"
    notice_given = "notice_given"
    delivered = "delivered"
    withdrawn = "withdrawn"
    terminated = "terminated"
    superseded = "superseded"
    expired = "expired"
    abandoned = "abandoned"
    rejected = "rejected"
    lapsed = "lapsed"

    @property
    def rank(self) -> int:
        """Its place in the order of a life, from 0."""
        return _RANKS[self]


_RANKS = {stage: rank for rank, stage in enumerate(Stage)}


class Role(StrEnum):
    """What an actor does in an event or an agreement."""

    party = "party"
    host = "host"
    guest = "guest"
    announcer = "announcer"
    proposer = "proposer"
    addressee = "addressee"
    seller = "seller"
    buyer = "buyer"
    donor = "donor"
    recipient = "recipient"
    lender = "lender"
    borrower = "borrower"
    investor = "investor"
    funder = "funder"
    beneficiary = "beneficiary"
    protector = "protector"
    protected = "protected"
    sender = "sender"
    target = "target"
    mediator = "mediator"
    depositary = "depositary"
    candidate = "candidate"
    observer = "observer"
    mentioned = "mentioned"
    other = "other"


PERIPHERAL_ROLES: frozenset[Role] = frozenset(
    {Role.beneficiary, Role.depositary, Role.observer, Role.mentioned}
)
"""Roles of actors that are spoken of but do not act or bind themselves."""


class ObligationKind(StrEnum):
    """What a party to an agreement owes."""

    defend = "defend"
    consult = "consult"
    refrain = "refrain"
    stay_neutral = "stay_neutral"
    host_forces = "host_forces"
    grant_access = "grant_access"
    pay = "pay"
    supply = "supply"
    buy = "buy"
    share_information = "share_information"
    other = "other"
