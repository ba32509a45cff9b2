"""From records to the columns that the later stages compare."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
from alliancekit.features.kinds import AGREEMENT_CODES, EVENT_CODES, KIND_COLUMNS
from alliancekit.features.words import amends, designations, folded_text, ordinals, title_words
from alliancekit.kinds import Realis, Role, Stage
from alliancekit.model import Agreement, Event, Milestone, Party, Record, Source, SourceId

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
    n = len(records)
    all_says = [record.says for record in records]
    actor_codes, name_codes, token_codes = _Codes(), _Codes(), _Codes()
    kind = np.fromiter(map(_kind_code, all_says), np.int64, n)
    earliest, latest, has_date = _date_columns(all_says)
    parties, covered, directed = _party_columns(all_says, ActorReader(actors), actor_codes)
    place, place_words, country = _place_columns(all_says, name_codes, actor_codes)
    money, log_amount, figures = _money_columns(all_says)
    tokens, numbers, languages = _title_columns(all_says, token_codes)
    subkinds, people, items, identifiers, schemes = (_Sets() for _ in range(5))
    subkind_codes, scheme_codes = _Codes(), _Codes()
    for row, says in enumerate(all_says):
        if says.subkind:
            subkinds.add(row, map(subkind_codes, _prefixes(says.subkind)))
        for party in says.parties:
            if party.people:
                people.add(row, map(name_codes, map(_name, party.people)))
        for name in says.items:
            items.add(row, map(token_codes, [*title_words(name), *designations(name)]))
        for title in says.titles:
            items.add(row, map(token_codes, designations(title.text)))
        for one in says.identifiers:
            scheme = folded_text(one.scheme)
            identifiers.add(row, [name_codes(f"{scheme}\n{folded_text(one.value)}")])
            schemes.add(row, [scheme_codes(scheme)])

    source_codes = _Codes()
    source = np.fromiter((source_codes(record.source) for record in records), np.int64, n)
    outlet_codes = _Codes()
    outlets = [sources.get(SourceId(id)) for id in source_codes]
    outlet_of = np.array(
        [outlet_codes(folded_text(s.outlet)) if s and s.outlet else UNKNOWN for s in outlets],
        np.int64,
    )
    columns = KIND_COLUMNS
    return Features(
        is_agreement=columns.is_agreement[kind],
        kind=kind,
        group=columns.group[kind],
        is_vague=columns.is_vague[kind],
        is_binding=columns.is_binding[kind],
        is_mutual=columns.is_mutual[kind],
        is_transfer=columns.is_transfer[kind] | (columns.is_vague[kind] & (money.counts > 0)),
        is_amending=np.fromiter(map(_is_amending, all_says), np.bool_, n),
        is_one_off=columns.is_one_off[kind],
        is_standing=columns.is_standing[kind],
        is_loose=columns.is_loose[kind],
        subkinds=subkinds.lists(n),
        earliest=earliest,
        latest=latest,
        has_date=has_date,
        parties=parties,
        covered=covered,
        directed=directed,
        people=people.lists(n),
        place=place,
        place_words=place_words,
        country=country,
        money=money,
        log_amount=log_amount,
        figures=figures,
        identifiers=identifiers.lists(n),
        schemes=schemes.lists(n),
        tokens=tokens,
        items=items.lists(n),
        numbers=numbers,
        languages=languages,
        edition=np.fromiter((says.edition or 0 for says in all_says), np.int64, n),
        amendment=np.fromiter(map(_amendment, all_says), np.int64, n),
        source=source,
        outlet=outlet_of[source],
        actor_names=tuple(actor_codes),
        token_names=tuple(token_codes),
    )


class _Codes(dict[str, int]):
    """Numbers by first appearance; calling it gives the number of a value."""

    def __call__(self, value: str) -> int:
        return self.setdefault(value, len(self))


class _Sets:
    """Sets of codes while they grow: row and code in one number, so that they sort as one."""

    _SHIFT = 32

    def __init__(self) -> None:
        self._keys: list[int] = []

    def add(self, row: int, codes: Iterable[int]) -> None:
        first = row << self._SHIFT
        self._keys.extend([first | code for code in codes])

    def lists(self, n: int) -> Lists:
        keys = np.sort(np.array(self._keys, np.int64))
        keys = keys[np.diff(keys, prepend=-1) > 0]
        starts = np.searchsorted(keys, np.arange(n + 1) << self._SHIFT)
        return Lists(starts=starts, values=keys & ((1 << self._SHIFT) - 1))


def _kind_code(says: Event | Agreement) -> int:
    return EVENT_CODES[says.kind] if isinstance(says, Event) else AGREEMENT_CODES[says.kind]


def _amendment(says: Event | Agreement) -> int:
    return 0 if isinstance(says, Event) else says.amendment or 0


def _is_amending(says: Event | Agreement) -> bool:
    return bool(_amendment(says)) or any(amends(title.text) for title in says.titles)


def _date_columns(
    all_says: Sequence[Event | Agreement],
) -> tuple[Ints, Ints, np.ndarray[tuple[int, int], np.dtype[np.bool_]]]:
    shape = (len(all_says), len(DATE_ROLES))
    rows, roles, firsts, lasts = [], [], [], []
    for row, says in enumerate(all_says):
        for role, when in _dates(says):
            rows.append(row)
            roles.append(role)
            firsts.append(OPEN_BEFORE if when.earliest is None else when.earliest)
            lasts.append(OPEN_AFTER if when.latest is None else when.latest)
    earliest, latest = np.full(shape, OPEN_AFTER), np.full(shape, OPEN_BEFORE)
    np.minimum.at(earliest, (rows, roles), np.clip(firsts, OPEN_BEFORE, OPEN_AFTER))
    np.maximum.at(latest, (rows, roles), np.clip(lasts, OPEN_BEFORE, OPEN_AFTER))
    has_date = np.zeros(shape, np.bool_)
    has_date[rows, roles] = True
    earliest[~has_date], latest[~has_date] = OPEN_BEFORE, OPEN_AFTER
    return earliest, latest, has_date


def _dates(says: Event | Agreement) -> Iterator[tuple[int, FuzzyDate | Span]]:
    """Yield role and date of every date of a record."""
    if isinstance(says, Event):
        if says.when is not None:
            yield _OCCURRED, says.when
        return
    for milestone in says.milestones:
        if milestone.when is not None and _is_told(milestone):
            yield _ROLE_OF_STAGE.get(milestone.stage, _SPOKEN), milestone.when


def _is_told(milestone: Milestone) -> bool:
    return milestone.realis not in {Realis.denied, Realis.cancelled}


def _party_columns(
    all_says: Sequence[Event | Agreement], actors: ActorReader, actor_codes: _Codes
) -> tuple[Lists, Lists, Lists]:
    parties, covered, directed = _Sets(), _Sets(), _Sets()
    for row, says in enumerate(all_says):
        acting = actors.acting(says.parties)
        codes = list(map(actor_codes, sorted(acting)))
        parties.add(row, codes)
        with_members = actors.covered(acting, says.when)
        covered.add(
            row, codes if with_members is acting else map(actor_codes, sorted(with_members))
        )
        directed.add(row, _directions(says.parties, actor_codes))
    n = len(all_says)
    return parties.lists(n), covered.lists(n), directed.lists(n)


def _directions(parties: Sequence[Party], actor_codes: _Codes) -> Iterator[int]:
    for party in parties:
        if party.role in _GIVERS:
            yield 2 * actor_codes(party.actor)
        elif party.role in _TAKERS:
            yield 2 * actor_codes(party.actor) + 1


def _place_columns(
    all_says: Sequence[Event | Agreement], name_codes: _Codes, actor_codes: _Codes
) -> tuple[Ints, Lists, Ints]:
    words = _Sets()
    place = np.full(len(all_says), UNKNOWN, np.int64)
    country = np.full(len(all_says), UNKNOWN, np.int64)
    for row, says in enumerate(all_says):
        if says.place is None:
            continue
        if says.place.name:
            place[row] = name_codes(folded_text(says.place.name))
            words.add(row, map(name_codes, title_words(says.place.name)))
        if says.place.country:
            country[row] = actor_codes(says.place.country)
    return place, words.lists(len(all_says)), country


def _money_columns(
    all_says: Sequence[Event | Agreement],
) -> tuple[Lists, np.ndarray[tuple[int], np.dtype[np.float64]], Ints]:
    """Return the currencies of every row, the logarithms and the figures of their amounts."""
    codes = _Codes()
    coded = sorted(
        (row, codes(amount.currency), math.log(middle), len(middle.normalize().as_tuple().digits))
        for row, says in enumerate(all_says)
        if says.money is not None
        for amount in says.money.amounts
        if (middle := (amount.low + amount.high) / 2) > 0
    )
    rows, currencies, logs, figures = zip(*coded, strict=True) if coded else ((), (), (), ())
    starts = np.searchsorted(np.array(rows, np.int64), np.arange(len(all_says) + 1))
    money = Lists(starts=starts, values=np.array(currencies, np.int64))
    return money, np.array(logs, np.float64), np.array(figures, np.int64)


def _title_columns(
    all_says: Sequence[Event | Agreement], token_codes: _Codes
) -> tuple[Lists, Lists, Lists]:
    tokens, numbers, languages = _Sets(), _Sets(), _Sets()
    language_codes = _Codes()
    for row, says in enumerate(all_says):
        if says.edition:
            numbers.add(row, [says.edition])
        for title in says.titles:
            tokens.add(row, map(token_codes, title_words(title.text)))
            numbers.add(row, ordinals(title.text))
            languages.add(row, [language_codes(title.language)])
    n = len(all_says)
    return tokens.lists(n), numbers.lists(n), languages.lists(n)


def _prefixes(subkind: str) -> list[str]:
    parts = folded_text(subkind).split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _name(person: str) -> str:
    return "\n".join(sorted(folded_text(person).split()))
