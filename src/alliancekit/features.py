"""Stage 2: records become columns of integers.

Everything that the later stages compare is here, row by row in the order of the records; the objects are not looked at again. Numbers of
shared vocabularies (actors, words, places) are given by first appearance and mean nothing beyond one set of features.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.actors import ActorTable
from alliancekit.dates import FuzzyDate, Span
from alliancekit.kinds import (
    PERIPHERAL_ROLES,
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

Ints: TypeAlias = NDArray[np.int64]

OPEN_BEFORE = -10_000_000
"""Day number that stands for no earliest day."""
OPEN_AFTER = 10_000_000
"""Day number that stands for no latest day."""
UNKNOWN = -1
"""Code of a value that a record does not give."""

DATE_ROLES = ("occurred", "signed", "in_force", "ended", "spoken")
"""What a date is the date of: an event's own, three hard steps of an agreement, and any softer step."""

_ROLE_OF_STAGE: Mapping[Stage, int] = {
    stage: (
        1
        if stage in {Stage.concluded, Stage.signed}
        else 2
        if stage in {Stage.in_force, Stage.provisionally_applied}
        else 3
        if stage in {Stage.withdrawn, Stage.terminated, Stage.superseded, Stage.expired}
        else 4
    )
    for stage in Stage
}

_GIVERS = frozenset({Role.seller, Role.donor, Role.lender, Role.protector, Role.sender, Role.investor})
_TAKERS = frozenset({Role.buyer, Role.recipient, Role.borrower, Role.protected, Role.target})

_VAGUE_KINDS = frozenset({EventKind.other, AgreementKind.other, AgreementKind.joint_statement})
# One reporter's summit is another's visit, and an announcement is a statement; but no exercise is a deployment.
_LOOSE_GROUPS = frozenset({EventGroup.meeting, EventGroup.communication, EventGroup.negotiation, AgreementGroup.alliance})
# Meetings, exercises and talks recur a year later under one name; what is announced, signed or founded does not.
_ONE_OFF_GROUPS = frozenset({EventGroup.communication, EventGroup.treaty_action, EventGroup.institution})
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
        dict.fromkeys(f"{type(kind.group).__name__}.{kind.group}" for kind in [*EventKind, *AgreementKind])
    )
}


@attrs.frozen(kw_only=True)
class Lists:
    """Any number of codes a row.

    Attributes:
        starts: Shape (n + 1,): row i holds ``values[starts[i]:starts[i + 1]]``.
        values: Codes, ascending within a row.
    """

    starts: Ints
    values: Ints

    @property
    def counts(self) -> Ints:
        """How many codes each row holds, shape (n,)."""
        return np.diff(self.starts)

    @property
    def rows(self) -> Ints:
        """The row of every value, shape of ``values``."""
        return np.repeat(np.arange(len(self.starts) - 1), self.counts)


@attrs.frozen(kw_only=True, eq=False)
class Features:
    """Records as columns; n rows, in the order of the records.

    Attributes:
        is_agreement: Shape (n,), bool.
        kind: Code of the kind, shape (n,).
        group: Code of the kind's group, shape (n,).
        is_vague: Whether the kind says nothing, shape (n,), bool.
        is_binding: Whether it binds its parties, as agreements and treaty actions do, shape (n,), bool.
        is_one_off: Whether nothing of the kind recurs under one name, shape (n,), bool.
        is_standing: Whether two actors have one agreement of the kind at a time, shape (n,), bool.
        is_loose: Whether reports use the kinds of its group for one another, shape (n,), bool.
        subkinds: Codes of ``a``, ``a.b``, ``a.b.c`` for the subkind ``a.b.c``.
        earliest: First day of each date role, shape (n, 5); ``OPEN_BEFORE`` without one.
        latest: Last day of each date role, shape (n, 5); ``OPEN_AFTER`` without one.
        has_date: Whether the record has that date role, shape (n, 5), bool.
        parties: Codes of the actors that act: states for their ministries.
        covered: Codes of ``parties`` and of the members of those that are organisations.
        n_directed: Codes ``2 * actor`` of givers and ``2 * actor + 1`` of takers.
        people: Codes of the persons named.
        place: Code of the place's name, shape (n,).
        country: Code of the place's state, shape (n,).
        money: Codes of the currencies of the sum and its equivalents.
        log_amount: Natural logarithm of the middle of each amount, shape of ``money.values``.
        identifiers: Codes of foreign ids.
        schemes: Codes of the schemes of foreign ids.
        tokens: Codes of the words of all titles.
        items: Codes of the words of all named items.
        numbers: Whole numbers in the titles that count something, such as the 12 of a twelfth agreement.
        languages: Codes of the languages of the titles.
        edition: Edition, shape (n,), 0 for none.
        amendment: Number of the amendment, shape (n,), 0 for none.
        source: Code of the source, shape (n,).
        outlet: Code of the outlet, shape (n,).
        actor_names: Id of every actor code.
        token_names: Word of every token code.
    """

    is_agreement: NDArray[np.bool_]
    kind: Ints
    group: Ints
    is_vague: NDArray[np.bool_]
    is_loose: NDArray[np.bool_]
    is_one_off: NDArray[np.bool_]
    is_binding: NDArray[np.bool_]
    is_standing: NDArray[np.bool_]
    subkinds: Lists
    earliest: Ints
    latest: Ints
    has_date: NDArray[np.bool_]
    parties: Lists
    covered: Lists
    directed: Lists
    people: Lists
    place: Ints
    country: Ints
    money: Lists
    log_amount: NDArray[np.float64]
    identifiers: Lists
    schemes: Lists
    tokens: Lists
    items: Lists
    numbers: Lists
    languages: Lists
    edition: Ints
    amendment: Ints
    source: Ints
    outlet: Ints
    actor_names: tuple[str, ...]
    token_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.kind)


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
    numbers, languages, money = _Rows(), _Rows(), _Rows()
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

        place.append(name_codes(_folded(says.place.name)) if says.place and says.place.name else UNKNOWN)
        country.append(actor_codes(says.place.country) if says.place and says.place.country else UNKNOWN)

        amounts = _log_amounts(says.money)
        coded = sorted((currency_codes(currency), amount) for currency, amount in amounts)
        money.add(code for code, _ in coded)
        log_amounts.extend(amount for _, amount in coded)

        identifiers.add(name_codes(f"{_folded(i.scheme)}\n{_folded(i.value)}") for i in says.identifiers)
        schemes.add(scheme_codes(_folded(i.scheme)) for i in says.identifiers)
        words = [word for title in says.titles for word in title_words(title.text)]
        tokens.add(token_codes(word) for word in words)
        numbers.add(number for title in says.titles for number in ordinals(title.text))
        items.add(token_codes(word) for name in says.items for word in title_words(name))
        languages.add(language_codes(title.language) for title in says.titles)

        edition.append(says.edition or 0)
        amendment.append((says.amendment or 0) if isinstance(says, Agreement) else 0)
        source.append(source_codes(record.source))
        told_by = sources.get(record.source)
        outlet.append(outlet_codes(_folded(told_by.outlet)) if told_by and told_by.outlet else UNKNOWN)

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


class ActorReader:
    """Who acts in a record, with the parents and members that a table of actors knows, remembered."""

    def __init__(self, actors: ActorTable) -> None:
        self._actors = actors
        self._states: dict[str, str] = {}
        self._organisations: dict[str, bool] = {}
        self._members: dict[tuple[str, str], frozenset[str]] = {}

    def acting(self, parties: Sequence[Party]) -> frozenset[str]:
        """Return the actors that act, states for their ministries; those only spoken of where nobody acts."""
        central = {self._state(p.actor) for p in parties if p.role not in PERIPHERAL_ROLES}
        return frozenset(central or {self._state(p.actor) for p in parties})

    def covered(self, acting: frozenset[str], when: FuzzyDate | Span | None) -> frozenset[str]:
        """Return actors with the members that those of them which are organisations had at the time."""
        groups = [self._members_of(actor, when) for actor in acting if self._is_organisation(actor)]
        return acting.union(*groups) if groups else acting

    def _state(self, actor: str) -> str:
        state = self._states.get(actor)
        if state is None:
            state = (self._actors.state_of(actor) or actor) if actor in self._actors else actor
            self._states[actor] = state
        return state

    def _is_organisation(self, actor: str) -> bool:
        known = self._organisations.get(actor)
        if known is None:
            known = actor in self._actors and bool(self._actors.members(actor))
            self._organisations[actor] = known
        return known

    def _members_of(self, actor: str, when: FuzzyDate | Span | None) -> frozenset[str]:
        at = when.start if isinstance(when, Span) else when
        key = (actor, at.edtf if at else "")
        if key not in self._members:
            self._members[key] = frozenset(self._actors.members(actor, at))
        return self._members[key]


def _directions(parties: Sequence[Party], actor_codes: _Codes) -> list[int]:
    givers = [2 * actor_codes(p.actor) for p in parties if p.role in _GIVERS]
    return givers + [2 * actor_codes(p.actor) + 1 for p in parties if p.role in _TAKERS]


def _prefixes(subkind: str) -> list[str]:
    parts = _folded(subkind).split(".") if subkind else []
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _dates(says: Event | Agreement) -> list[tuple[int, int, int]]:
    """Return role, first and last day of every date of a record."""
    if isinstance(says, Event):
        return [] if says.when is None else [(0, *_outer_days(says.when))]
    return [
        (_ROLE_OF_STAGE[m.stage], *_outer_days(m.when))
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
    return ["\n".join(sorted(_folded(name).split())) for name in people]


# Runs of letters and digits; a "+" between digits belongs to the name of a meeting ("2+2").
_WORD = re.compile(r"\d+(?:\s?\+\s?\d+)+|[^\W_]+", re.UNICODE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
# A number counts something in a series only with an ordinal's mark or after a word that says so: "12th", "Protocol 11", "第12回".
_ORDINAL = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|th|\. (?=[a-z])|º|ª|e |er |eme )|[第제] ?(\d{1,3})|(?<=lan thu )(\d{1,3})"
)
_SERIES = re.compile(
    r"\b(?:no|number|nr|protocol|amendment|round|session|edition|annex|annexes|appendix|part|chapter|phase)s? ?\.? ?"
    r"((?:(?:\d{1,3}|[ivx]{1,6})(?: ?, ?| and | & )?)+)\b"
)
_SERIES_NUMBER = re.compile(r"\d{1,3}|[ivx]{1,6}")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_ORDINAL_WORDS: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
        " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}


@lru_cache(maxsize=65_536)
def _folded(text: str) -> str:
    """Return a text for comparison: no case, no accents, compatibility forms united."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text).casefold().replace("đ", "d")
    return unicodedata.normalize(
        "NFC", "".join(char for char in decomposed if not _is_accent(char))
    )


def _is_accent(char: str) -> bool:
    # Japanese voicing marks tell words apart, European and Vietnamese accents hardly.
    return 0x0300 <= ord(char) <= 0x036F or unicodedata.category(char) == "Cf"


def title_words(title: str) -> list[str]:
    """Return the words of a title for comparison; pairs of characters where words are not spaced.

    >>> title_words("The 12th Hội nghị “2 + 2”")
    ['the', '12th', 'hoi', 'nghi', '2+2']
    >>> title_words("日米首脳会談")
    ['日米', '米首', '首脳', '脳会', '会談']
    """
    words: list[str] = []
    for word in _WORD.findall(_folded(title)):
        if word[0] >= "\u3040" and _CJK.fullmatch(word) and len(word) > 1:
            words.extend(word[i : i + 2] for i in range(len(word) - 1))
        else:
            words.append(word.replace(" ", ""))
    return words


def ordinals(title: str) -> frozenset[int]:
    """Return the whole numbers of a title that count something in a series.

    >>> sorted(ordinals("Twelfth Special Measures Agreement")), sorted(ordinals("55 ships, 11th round"))
    ([12], [11])
    """
    folded = _folded(title)
    counted = {int(next(filter(None, found))) for found in _ORDINAL.findall(folded)}
    for numbers in _SERIES.findall(folded):
        counted.update(map(_series_number, _SERIES_NUMBER.findall(numbers)))
    return frozenset(counted | {_ORDINAL_WORDS[word] for word in folded.split() if word in _ORDINAL_WORDS})


def _series_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[letter] for letter in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
