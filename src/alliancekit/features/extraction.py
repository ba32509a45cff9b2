"""From records to the columns that the later stages compare."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from alliancekit.actors import ActorTable
from alliancekit.dates import Span
from alliancekit.features.actors import ActorReader
from alliancekit.features.columns import (
    OPEN_BEFORE,
    UNKNOWN,
    Features,
    Ints,
    Lists,
    Names,
    is_first,
)
from alliancekit.features.days import date_columns, step_columns
from alliancekit.features.kinds import KIND_COLUMNS, kind_code
from alliancekit.features.places import PlaceName, place_name
from alliancekit.features.series import ordinals
from alliancekit.features.sessions import is_session
from alliancekit.features.words import (
    amends,
    designations,
    folded_text,
    title_words,
)
from alliancekit.kinds import EventKind, Role
from alliancekit.model import Agreement, Event, Party, Record, Source, SourceId

Value = TypeVar("Value")

# Of these acts of one actor the other is only told of.
_ACTS_OF_ONE = frozenset(
    {
        EventKind.ratification,
        EventKind.accession,
        EventKind.suspension,
        EventKind.withdrawal,
        EventKind.termination,
    }
)
_ACTED_ON = frozenset({Role.target, Role.addressee})
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
    kind = np.fromiter(map(kind_code, all_says), np.int64, n)
    earliest, latest, has_date, has_happened = date_columns(all_says)
    steps, first_of_step, last_of_step = step_columns(all_says)
    acting, named, covered, organisations, givers, takers = _party_cells(
        all_says, ActorReader(actors)
    )
    countries, places, (scripts, stems, sounds), place_words = _place_cells(all_says)
    items, numbers, languages, wordings, of_session = _title_cells(all_says)
    subkinds, people, identifiers, schemes = _other_cells(all_says)
    (
        actor_names,
        (
            acting_codes,
            named_codes,
            covered_codes,
            organisation_codes,
            *directed_codes,
            country_codes,
        ),
    ) = _coded(acting, named, covered, organisations, givers, takers, countries)
    token_names, (word_codes, item_codes) = _coded(wordings, items)
    title_languages = _lists(languages.rows, _codes(languages), n)
    money, log_amount, figures = _money_columns(all_says)

    source_names = sorted({record.source for record in records})
    source_of = {name: code for code, name in enumerate(source_names)}
    source = np.fromiter((source_of[record.source] for record in records), np.int64, n)
    told = [sources.get(name) for name in source_names]
    columns = KIND_COLUMNS
    return Features(
        is_agreement=columns.is_agreement[kind],
        kind=kind,
        group=columns.group[kind],
        family=columns.family[kind],
        is_vague=columns.is_vague[kind],
        is_binding=columns.is_binding[kind],
        is_mutual=columns.is_mutual[kind],
        is_transfer=columns.is_transfer[kind] | (columns.is_vague[kind] & (money.counts > 0)),
        is_reported=np.array([_is_report(one) for one in told], np.bool_)[source],
        published=np.array([_day_of(one) for one in told], np.int64)[source],
        is_amending=np.fromiter(map(_is_amending, all_says), np.bool_, n),
        is_session=np.array(of_session, np.bool_),
        is_one_off=columns.is_one_off[kind],
        is_standing=columns.is_standing[kind],
        subkinds=_lists(subkinds.rows, _codes(subkinds), n),
        is_lasting=np.fromiter(map(_is_lasting, all_says), np.bool_, n),
        earliest=earliest,
        latest=latest,
        has_date=has_date,
        has_happened=has_happened,
        steps=steps,
        first_of_step=first_of_step,
        last_of_step=last_of_step,
        parties=_lists(acting.rows, acting_codes, n),
        named=_lists(named.rows, named_codes, n),
        covered=_lists(covered.rows, covered_codes, n),
        organisations=_lists(organisations.rows, organisation_codes, n),
        directed=_lists(
            np.concatenate([givers.rows, takers.rows]),
            np.concatenate([2 * codes + way for way, codes in enumerate(directed_codes)]),
            n,
        ),
        people=_lists(people.rows, _codes(people), n),
        place=_column(places.rows, _codes(places), n),
        place_script=_column(scripts.rows, _codes(scripts), n),
        place_stem=_column(stems.rows, _codes(stems), n),
        place_sound=_column(sounds.rows, _codes(sounds), n),
        place_words=_lists(place_words.rows, _codes(place_words), n),
        country=_column(countries.rows, country_codes, n),
        money=money,
        log_amount=log_amount,
        figures=figures,
        identifiers=_lists(identifiers.rows, _codes(identifiers), n),
        schemes=_lists(schemes.rows, _codes(schemes), n),
        tokens=_lists(title_languages.rows[wordings.rows], word_codes, n),
        items=_lists(items.rows, item_codes, n),
        numbers=_lists(numbers.rows, np.array(numbers.values, np.int64), n),
        languages=title_languages,
        wordings=_lists(wordings.rows, word_codes, len(title_languages.values)),
        edition=np.fromiter((says.edition or 0 for says in all_says), np.int64, n),
        amendment=np.fromiter(map(_amendment, all_says), np.int64, n),
        language=_only_text([source_language(one) for one in told])[source],
        source=source,
        outlet=_only_text([folded_text(one.outlet) if one else "" for one in told])[source],
        actor_names=Names(actor_names),
        token_names=Names(token_names),
    )


class _Cells(Generic[Value]):
    """Values of rows while they are gathered, any number a row."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self._rows: list[int] = []
        self._ends: list[int] = []

    def add(self, row: int, values: Iterable[Value]) -> None:
        self.values.extend(values)
        self._rows.append(row)
        self._ends.append(len(self.values))

    @property
    def rows(self) -> Ints:
        """Row of every value."""
        ends: Ints = np.array([0, *self._ends], np.int64)
        return np.repeat(np.array(self._rows, np.int64), ends[1:] - ends[:-1])


def _coded(*columns: _Cells[str]) -> tuple[tuple[str, ...], list[Ints]]:
    """Return all values in order, and the place of each among them as its code."""
    names = sorted(set().union(*(cells.values for cells in columns)))
    code_of = dict(zip(names, range(len(names)), strict=True)).__getitem__
    return tuple(names), [
        np.fromiter(map(code_of, cells.values), np.int64, len(cells.values)) for cells in columns
    ]


def _codes(cells: _Cells[str]) -> Ints:
    _, (codes,) = _coded(cells)
    return codes


_SHIFT = 32


def _lists(rows: Ints, codes: Ints, n: int) -> Lists:
    """Return the set of codes of every row; row and code in one number sort as one."""
    keys = np.sort((rows << _SHIFT) | codes)
    keys = keys[is_first(keys)]
    starts = np.searchsorted(keys, np.arange(n + 1) << _SHIFT)
    return Lists(starts=starts, values=keys & ((1 << _SHIFT) - 1))


def _column(rows: Ints, codes: Ints, n: int) -> Ints:
    column = np.full(n, UNKNOWN, np.int64)
    column[rows] = codes
    return column


def _amendment(says: Event | Agreement) -> int:
    return 0 if isinstance(says, Event) else says.amendment or 0


def _is_amending(says: Event | Agreement) -> bool:
    if isinstance(says, Event):
        return False
    return bool(says.amendment) or any(amends(title.text) for title in says.titles)


def _is_lasting(says: Event | Agreement) -> bool:
    return isinstance(says, Event) and isinstance(says.when, Span)


def _party_cells(
    all_says: Sequence[Event | Agreement], actors: ActorReader
) -> tuple[_Cells[str], ...]:
    cells = tuple(_Cells[str]() for _ in range(6))
    acting, named, covered, organisations, givers, takers = cells
    for row, says in enumerate(all_says):
        is_act_of_one = says.kind in _ACTS_OF_ONE
        central = actors.acting(_actors_of_act(says.parties) if is_act_of_one else says.parties)
        acting.add(row, central)
        if len(central) == 1 and not is_act_of_one and KIND_COLUMNS.is_mutual[kind_code(says)]:
            central = actors.with_counterpart(central, says.titles)
        named.add(row, central)
        covered.add(row, actors.covered(central, says.when))
        organisations.add(row, actors.organisations(central))
        is_visit = says.kind is EventKind.visit
        for party in says.parties:
            if party.role in _GIVERS or (is_visit and party.role is Role.guest):
                givers.add(row, (party.actor,))
            elif party.role in _TAKERS or (is_visit and party.role is Role.host):
                takers.add(row, (party.actor,))
    return cells


def _actors_of_act(parties: Sequence[Party]) -> Sequence[Party]:
    return [party for party in parties if party.role not in _ACTED_ON] or parties


def _place_cells(
    all_says: Sequence[Event | Agreement],
) -> tuple[_Cells[str], _Cells[str], tuple[_Cells[str], ...], _Cells[str]]:
    countries, places, words = (_Cells[str]() for _ in range(3))
    compared = tuple(_Cells[str]() for _ in PlaceName._fields)
    for row, says in enumerate(all_says):
        if says.place is None:
            continue
        if says.place.name:
            places.add(row, (folded_text(says.place.name),))
            for cells, part in zip(compared, place_name(says.place.name), strict=True):
                cells.add(row, (part,))
            words.add(row, title_words(says.place.name))
        if says.place.country:
            countries.add(row, (says.place.country,))
    return countries, places, compared, words


def _title_cells(
    all_says: Sequence[Event | Agreement],
) -> tuple[_Cells[str], _Cells[int], _Cells[str], _Cells[str], list[bool]]:
    items, languages, wordings = (_Cells[str]() for _ in range(3))
    numbers = _Cells[int]()
    n_wordings = 0
    of_session: list[bool] = []
    for row, says in enumerate(all_says):
        if says.edition:
            numbers.add(row, (says.edition,))
        by_language: dict[str, list[str]] = {}
        for title in says.titles:
            by_language.setdefault(title.language, []).extend(title_words(title.text))
            items.add(row, designations(title.text))
            numbers.add(row, ordinals(title.text, title.language))
        in_order = sorted(by_language)
        languages.add(row, in_order)
        for language in in_order:
            wordings.add(n_wordings, by_language[language])
            n_wordings += 1
        for name in says.items:
            items.add(row, (*title_words(name), *designations(name)))
        of_session.append(
            isinstance(says, Event)
            and any(is_session(title.text, title.language) for title in says.titles)
        )
    return items, numbers, languages, wordings, of_session


def _other_cells(
    all_says: Sequence[Event | Agreement],
) -> tuple[_Cells[str], _Cells[str], _Cells[str], _Cells[str]]:
    subkinds, people, identifiers, schemes = (_Cells[str]() for _ in range(4))
    for row, says in enumerate(all_says):
        if says.subkind:
            subkinds.add(row, _prefixes(says.subkind))
        for party in says.parties:
            if party.people:
                people.add(row, map(_name, party.people))
        for one in says.identifiers:
            scheme = folded_text(one.scheme)
            identifiers.add(row, (f"{scheme}\n{folded_text(one.value)}",))
            schemes.add(row, (scheme,))
    return subkinds, people, identifiers, schemes


def _is_report(source: Source | None) -> bool:
    if source is None:
        return False
    return source.published is not None or bool(source.url and source.language)


def source_language(source: Source | None) -> str:
    """Return the language of a source without its region, ``""`` where it is not known."""
    return source.language.partition("-")[0] if source else ""


def _only_text(texts: Sequence[str]) -> Ints:
    """Return the code of each text, unknown for an empty one."""
    cells = _Cells[str]()
    for row, text in enumerate(texts):
        if text:
            cells.add(row, (text,))
    return _column(cells.rows, _codes(cells), len(texts))


def _day_of(source: Source | None) -> int:
    if source is None or source.published is None or source.published.earliest is None:
        return OPEN_BEFORE
    return max(source.published.earliest, OPEN_BEFORE)


def _money_columns(
    all_says: Sequence[Event | Agreement],
) -> tuple[Lists, NDArray[np.float64], Ints]:
    """Return currency and period of every row's amounts, their logarithms and figures."""
    amounts = sorted(
        (row, f"{amount.currency} {says.money.period}", math.log(middle), _n_figures(middle))
        for row, says in enumerate(all_says)
        if says.money is not None
        for amount in says.money.amounts
        if (middle := (amount.low + amount.high) / 2) > 0
    )
    rows, currencies, logs, figures = zip(*amounts, strict=True) if amounts else ((), (), (), ())
    starts = np.searchsorted(np.array(rows, np.int64), np.arange(len(all_says) + 1))
    _, codes = np.unique(np.array(currencies, np.str_), return_inverse=True)
    money = Lists(starts=starts, values=codes.astype(np.int64))
    return money, np.array(logs, np.float64), np.array(figures, np.int64)


@lru_cache(maxsize=4_096)
def _n_figures(amount: Decimal) -> int:
    return len(amount.normalize().as_tuple().digits)


def _prefixes(subkind: str) -> tuple[str, ...]:
    parts = folded_text(subkind).split(".")
    return tuple(".".join(parts[:end]) for end in range(1, len(parts) + 1))


def _name(person: str) -> str:
    return "\n".join(sorted(folded_text(person).split()))
