"""From records to the columns that the later stages compare."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from alliancekit.actors import ActorTable
from alliancekit.dates import FuzzyDate, Span
from alliancekit.features.actors import ActorReader
from alliancekit.features.columns import (
    DATE_ROLES,
    OPEN_AFTER,
    OPEN_BEFORE,
    UNKNOWN,
    Features,
    Ints,
    Lists,
)
from alliancekit.features.words import folded_text, ordinals, title_words
from alliancekit.kinds import (
    AgreementGroup,
    AgreementKind,
    EventGroup,
    EventKind,
    Realis,
    Role,
    Stage,
)
from alliancekit.model import Agreement, Event, Milestone, Party, Record, Source, SourceId
from alliancekit.money import Money

_STAGES_OF_ROLE: Mapping[str, frozenset[Stage]] = {
    "signed": frozenset({Stage.concluded, Stage.signed}),
    "in_force": frozenset({Stage.in_force, Stage.provisionally_applied}),
    "ended": frozenset({Stage.withdrawn, Stage.terminated, Stage.superseded, Stage.expired}),
}
_ROLE_OF_STAGE: Mapping[Stage, int] = {
    stage: DATE_ROLES.index(role) for role, stages in _STAGES_OF_ROLE.items() for stage in stages
}
_OCCURRED, _SPOKEN = DATE_ROLES.index("occurred"), DATE_ROLES.index("spoken")
_GIVERS = frozenset(
    {Role.seller, Role.donor, Role.lender, Role.protector, Role.sender, Role.investor}
)
_TAKERS = frozenset({Role.buyer, Role.recipient, Role.borrower, Role.protected, Role.target})
_VAGUE_KINDS = frozenset({EventKind.other, AgreementKind.other, AgreementKind.joint_statement})
# One reporter's summit is another's visit, and an announcement is a statement; but no exercise is a
# deployment.
_LOOSE_GROUPS = frozenset(
    {EventGroup.meeting, EventGroup.communication, EventGroup.negotiation, AgreementGroup.alliance}
)
# Meetings, exercises and talks recur a year later under one name; what is announced, signed or
# founded does not.
_ONE_OFF_GROUPS = frozenset(
    {EventGroup.communication, EventGroup.treaty_action, EventGroup.institution}
)
# Two actors have one agreement of these kinds at a time; of the others they make many.
_STANDING_KINDS = frozenset(
    {
        AgreementKind.defence_pact,
        AgreementKind.non_aggression,
        AgreementKind.status_of_forces,
        AgreementKind.reciprocal_access,
        AgreementKind.intelligence_sharing,
        AgreementKind.peace,
        AgreementKind.boundary,
        AgreementKind.organisation,
    }
)
_KIND_CODES: Mapping[str, int] = {
    f"{type(kind).__name__}.{kind}": code for code, kind in enumerate([*EventKind, *AgreementKind])
}
_GROUP_CODES: Mapping[str, int] = {
    group: code
    for code, group in enumerate(
        dict.fromkeys(
            f"{type(kind.group).__name__}.{kind.group}" for kind in [*EventKind, *AgreementKind]
        )
    )
}


def extract_features(
    records: Sequence[Record], sources: Mapping[SourceId, Source], actors: ActorTable
) -> Features:
    """Return the columns of records.

    Args:
        records: n records, in any order; rows follow it.
        sources: Sources by id; a record whose source is missing has no outlet.
        actors: Table that knows the parents and members of the records' actors.

    Returns:
        n rows.
    """
    actor_codes, token_codes, name_codes = _Codes(), _Codes(), _Codes()
    source_codes, outlet_codes, scheme_codes = _Codes(), _Codes(), _Codes()
    currency_codes, subkind_codes, language_codes = _Codes(), _Codes(), _Codes()
    actors_of = ActorReader(actors)

    kind, group, is_vague, is_loose, is_agreement = [], [], [], [], []
    is_standing, is_one_off, is_binding = [], [], []
    place, country, edition, amendment, source, outlet = [], [], [], [], [], []
    subkinds, parties, covered, directed, people = _Rows(), _Rows(), _Rows(), _Rows(), _Rows()
    identifiers, schemes, tokens, items = _Rows(), _Rows(), _Rows(), _Rows()
    numbers, languages, money, place_words = _Rows(), _Rows(), _Rows(), _Rows()
    log_amounts: list[float] = []
    earliest = np.full((len(records), len(DATE_ROLES)), OPEN_BEFORE, np.int64)
    latest = np.full((len(records), len(DATE_ROLES)), OPEN_AFTER, np.int64)
    has_date = np.zeros((len(records), len(DATE_ROLES)), np.bool_)

    for row, record in enumerate(records):
        says = record.says
        is_agreement.append(isinstance(says, Agreement))
        kind.append(_KIND_CODES[f"{type(says.kind).__name__}.{says.kind}"])
        group.append(_GROUP_CODES[f"{type(says.kind.group).__name__}.{says.kind.group}"])
        is_binding.append(
            isinstance(says, Agreement) or says.kind.group is EventGroup.treaty_action
        )
        is_one_off.append(says.kind.group in _ONE_OFF_GROUPS)
        is_standing.append(says.kind in _STANDING_KINDS and isinstance(says, Agreement))
        is_vague.append(says.kind in _VAGUE_KINDS)
        is_loose.append(says.kind.group in _LOOSE_GROUPS)
        subkinds.add(map(subkind_codes, _prefixes(says.subkind)))

        for role, first, last in _dates(says):
            known = has_date[row, role]
            earliest[row, role] = min(earliest[row, role], first) if known else first
            latest[row, role] = max(latest[row, role], last) if known else last
            has_date[row, role] = True

        acting = actors_of.acting(says.parties)
        parties.add(map(actor_codes, acting))
        covered.add(map(actor_codes, actors_of.covered(acting, says.when)))
        directed.add(_directions(says.parties, actor_codes))
        people.add(name_codes(folded) for party in says.parties for folded in _names(party.people))

        place_words.add(map(name_codes, title_words(says.place.name) if says.place else ()))
        place.append(
            name_codes(folded_text(says.place.name)) if says.place and says.place.name else UNKNOWN
        )
        country.append(
            actor_codes(says.place.country) if says.place and says.place.country else UNKNOWN
        )

        amounts = _log_amounts(says.money)
        coded = sorted((currency_codes(currency), amount) for currency, amount in amounts)
        money.add(code for code, _ in coded)
        log_amounts.extend(amount for _, amount in coded)

        identifiers.add(
            name_codes(f"{folded_text(i.scheme)}\n{folded_text(i.value)}") for i in says.identifiers
        )
        schemes.add(scheme_codes(folded_text(i.scheme)) for i in says.identifiers)
        words = [word for title in says.titles for word in title_words(title.text)]
        tokens.add(token_codes(word) for word in words)
        numbers.add(number for title in says.titles for number in ordinals(title.text))
        items.add(token_codes(word) for name in says.items for word in title_words(name))
        languages.add(language_codes(title.language) for title in says.titles)

        edition.append(says.edition or 0)
        amendment.append((says.amendment or 0) if isinstance(says, Agreement) else 0)
        source.append(source_codes(record.source))
        told_by = sources.get(record.source)
        outlet.append(
            outlet_codes(folded_text(told_by.outlet)) if told_by and told_by.outlet else UNKNOWN
        )

    return Features(
        is_agreement=np.array(is_agreement, np.bool_),
        kind=_ints(kind),
        group=_ints(group),
        is_vague=np.array(is_vague, np.bool_),
        is_binding=np.array(is_binding, np.bool_),
        is_one_off=np.array(is_one_off, np.bool_),
        is_standing=np.array(is_standing, np.bool_),
        is_loose=np.array(is_loose, np.bool_),
        subkinds=subkinds.lists(),
        earliest=earliest,
        latest=latest,
        has_date=has_date,
        parties=parties.lists(),
        covered=covered.lists(),
        directed=directed.lists(),
        people=people.lists(),
        place=_ints(place),
        place_words=place_words.lists(),
        country=_ints(country),
        money=money.lists(),
        log_amount=np.array(log_amounts, np.float64),
        identifiers=identifiers.lists(),
        schemes=schemes.lists(),
        tokens=tokens.lists(),
        items=items.lists(),
        numbers=numbers.lists(),
        languages=languages.lists(),
        edition=_ints(edition),
        amendment=_ints(amendment),
        source=_ints(source),
        outlet=_ints(outlet),
        actor_names=tuple(actor_codes),
        token_names=tuple(token_codes),
    )


class _Codes(dict[str, int]):
    """Numbers by first appearance; calling it gives the number of a value."""

    def __call__(self, value: str) -> int:
        return self.setdefault(value, len(self))


class _Rows:
    """Lists of codes while they grow."""

    def __init__(self) -> None:
        self._ends = [0]
        self._values: list[int] = []

    def add(self, codes: Iterable[int]) -> None:
        self._values.extend(sorted(set(codes)))
        self._ends.append(len(self._values))

    def lists(self) -> Lists:
        return Lists(starts=_ints(self._ends), values=_ints(self._values))


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, np.int64)


def _directions(parties: Sequence[Party], actor_codes: _Codes) -> list[int]:
    givers = [2 * actor_codes(p.actor) for p in parties if p.role in _GIVERS]
    return givers + [2 * actor_codes(p.actor) + 1 for p in parties if p.role in _TAKERS]


def _prefixes(subkind: str) -> list[str]:
    parts = folded_text(subkind).split(".") if subkind else []
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _dates(says: Event | Agreement) -> list[tuple[int, int, int]]:
    """Return role, first and last day of every date of a record."""
    if isinstance(says, Event):
        return [] if says.when is None else [(_OCCURRED, *_outer_days(says.when))]
    return [
        (_ROLE_OF_STAGE.get(m.stage, _SPOKEN), *_outer_days(m.when))
        for m in says.milestones
        if m.when is not None and _is_told(m)
    ]


def _is_told(milestone: Milestone) -> bool:
    return milestone.realis not in {Realis.denied, Realis.cancelled}


def _outer_days(when: FuzzyDate | Span) -> tuple[int, int]:
    first = OPEN_BEFORE if when.earliest is None else max(when.earliest, OPEN_BEFORE)
    last = OPEN_AFTER if when.latest is None else min(when.latest, OPEN_AFTER)
    return min(first, OPEN_AFTER), max(last, OPEN_BEFORE)


def _log_amounts(money: Money | None) -> list[tuple[str, float]]:
    if money is None:
        return []
    return [
        (amount.currency, math.log(float(amount.low + amount.high) / 2))
        for amount in money.amounts
        if amount.low + amount.high > 0
    ]


def _names(people: Iterable[str]) -> list[str]:
    return ["\n".join(sorted(folded_text(name).split())) for name in people]
