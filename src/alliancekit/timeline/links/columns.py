"""Entries as columns of integers: what their records' columns say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.actors import ActorTable
from alliancekit.dates import Span
from alliancekit.features import (
    OPEN_AFTER,
    OPEN_BEFORE,
    UNKNOWN,
    Features,
    Ints,
    Lists,
    is_first,
    title_words,
)
from alliancekit.features.actors import ActorReader
from alliancekit.features.kinds import kind_code
from alliancekit.model import Agreement, Event
from alliancekit.timeline.entries import Entry
from alliancekit.timeline.links.milestones import taken_steps
from alliancekit.timeline.links.topics import topic_words
from alliancekit.timeline.links.words import extends, session_words
from alliancekit.weights import Model

MAX_SITTINGS = 9
"""A meeting has no more numbered sittings."""


@attrs.frozen(kw_only=True, eq=False)
class EntryColumns:
    """Entries as columns; n rows, in the order of the entries.

    Attributes:
        is_agreement: Shape (n,), bool.
        is_real: Whether it is neither denied nor cancelled, shape (n,), bool.
        kind: Code of the kind, shape (n,).
        earliest: First day of each date role, shape (n, 6); ``OPEN_BEFORE`` without one.
        latest: Last day of each date role, shape (n, 6); ``OPEN_AFTER`` without one.
        has_date: Whether that date role is known, shape (n, 6), bool.
        first_held: First day that an event certainly lasts, shape (n,).
        last_held: Last such day, shape (n,); before ``first_held`` where no day is certain.
        parties: Codes of the actors that act.
        covered: Codes of ``parties`` and of the members of organisations among them.
        organisations: Codes of the organisations among ``parties``.
        party_set: Number of the set of parties, shape (n,).
        directed: Codes ``2 * actor`` of givers and ``2 * actor + 1`` of takers.
        taken: Codes of steps that events are and agreements have as milestones, on the very day.
        places: Codes of the words of the place's name, those of ``tokens`` where titles have them.
        place_names: Codes of the names that its records give the place.
        place_scripts: Codes of the scripts of those names.
        tokens: Codes of the words of all titles.
        country: Code of the place's state, shape (n,).
        items: Codes of the words of named items and designations.
        identifiers: Codes of foreign ids.
        sources: Codes of the sources.
        topics: Codes of the words of the titles that say what it is about.
        languages: Codes of the languages of the titles.
        topic_millibits: What it says to share each word, by its code.
        number: Its number in a series, shape (n,), 0 for none or several.
        is_amending: Whether an agreement changes another, shape (n,), bool.
        is_session: Whether a title says that it is a sitting of a longer meeting, shape (n,), bool.
        token_names: Word of every code.
        all_says: What the entries say, n events and agreements.
    """

    is_agreement: NDArray[np.bool_]
    is_real: NDArray[np.bool_]
    kind: Ints
    earliest: Ints
    latest: Ints
    has_date: NDArray[np.bool_]
    first_held: Ints
    last_held: Ints
    parties: Lists
    covered: Lists
    organisations: Lists
    party_set: Ints
    directed: Lists
    taken: Lists
    places: Lists
    place_names: Lists
    place_scripts: Lists
    tokens: Lists
    country: Ints
    items: Lists
    identifiers: Lists
    sources: Lists
    topics: Lists
    languages: Lists
    topic_millibits: Ints
    number: Ints
    is_amending: NDArray[np.bool_]
    is_session: NDArray[np.bool_]
    token_names: Sequence[str]
    all_says: Sequence[Event | Agreement]

    @property
    def n_actors(self) -> int:
        """Codes of actors are below it."""
        return int(self.covered.values.max(initial=0)) + 1

    def outer_days(self) -> tuple[Ints, Ints]:
        """Return the first and last day of any date of every row, far out for one without."""
        is_dated = self.has_date.any(axis=1)
        first = np.where(self.has_date, self.earliest, OPEN_AFTER).min(axis=1)
        last = np.where(self.has_date, self.latest, OPEN_BEFORE).max(axis=1)
        return np.where(is_dated, first, OPEN_BEFORE), np.where(is_dated, last, OPEN_AFTER)


def entry_columns(
    entries: Sequence[Entry],
    members: Sequence[Sequence[int]],
    features: Features,
    actors: ActorTable,
    model: Model,
) -> EntryColumns:
    """Return the columns of entries.

    Args:
        entries: n entries.
        members: Rows of the records of each.
        features: Of the records.
        actors: Knows the names of actors.
        model: Says which words are common.

    Returns:
        n rows.
    """
    n = len(entries)
    sizes = np.fromiter(map(len, members), np.int64, n)
    rows = np.fromiter((row for some in members for row in some), np.int64, int(sizes.sum()))
    entry_of = np.empty(len(features), np.int64)
    entry_of[rows] = np.repeat(np.arange(n), sizes)

    def united(lists: Lists) -> Lists:
        return _united(lists, entry_of, n)

    all_says = [entry.says for entry in entries]
    code_of = {name: code for code, name in enumerate(features.token_names)}
    kind = np.fromiter(map(kind_code, all_says), np.int64, n)
    tokens, parties = united(features.tokens), united(features.parties)
    topics, topic_millibits = topic_words(
        tokens, parties, features, code_of, actors, _rows_by_language(entries), model
    )
    earliest, latest, has_date, held = _dates(all_says, rows, sizes, features)
    is_session = np.zeros(n, np.bool_)
    of_session = [code_of[word] for word in session_words(code_of)]
    is_session[tokens.rows[np.isin(tokens.values, of_session)]] = True
    # The 66th session is no sitting of another meeting: it is what a standing body calls its own.
    number = _numbers(all_says, united(features.numbers))
    is_session[number > MAX_SITTINGS] = False
    is_amending = np.zeros(n, np.bool_)
    is_amending[entry_of[features.is_amending]] = True
    is_amending |= np.fromiter(map(_extends, all_says), np.bool_, n)
    return EntryColumns(
        is_agreement=np.fromiter((not isinstance(says, Event) for says in all_says), np.bool_, n),
        is_real=np.fromiter((not says.realis.is_void for says in all_says), np.bool_, n),
        kind=kind,
        earliest=earliest,
        latest=latest,
        has_date=has_date,
        first_held=held[:, 0],
        last_held=held[:, 1],
        parties=parties,
        covered=united(features.covered),
        organisations=united(features.organisations),
        party_set=_set_numbers(parties),
        directed=united(features.directed),
        taken=taken_steps(all_says, ActorReader(actors)),
        places=_place_words(all_says, code_of),
        place_names=united(_listed(features.place)),
        place_scripts=united(_listed(features.place_script)),
        tokens=tokens,
        country=_only_value(features.country, entry_of, n),
        items=united(features.items),
        identifiers=united(features.identifiers),
        sources=united(_listed(features.source)),
        topics=topics,
        languages=united(features.languages),
        topic_millibits=topic_millibits,
        number=number,
        is_amending=is_amending,
        is_session=is_session,
        token_names=features.token_names,
        all_says=all_says,
    )


def _extends(says: Event | Agreement) -> bool:
    return isinstance(says, Agreement) and any(extends(title.text) for title in says.titles)


def _rows_by_language(entries: Sequence[Entry]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, entry in enumerate(entries):
        titles = (title for record in entry.records for title in record.says.titles)
        for language in {title.language for title in titles}:
            rows.setdefault(language, []).append(row)
    return rows


def _united(lists: Lists, entry_of: Ints, n: int) -> Lists:
    base = int(lists.values.max(initial=0)) + 1
    keys = np.sort(entry_of[lists.rows] * base + lists.values)
    keys = keys[is_first(keys)]
    starts = np.searchsorted(keys, np.arange(n + 1) * base)
    return Lists(starts=starts, values=keys % base)


def _listed(column: Ints) -> Lists:
    is_known = column != UNKNOWN
    return Lists(starts=np.concatenate([[0], np.cumsum(is_known)]), values=column[is_known])


# Multipliers of the finalisers of SplitMix64.
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def _place_words(all_says: Sequence[Event | Agreement], code_of: Mapping[str, int]) -> Lists:
    others: dict[str, int] = {}
    n_words = len(code_of)
    starts, codes = [0], []
    for says in all_says:
        words = set(title_words(says.place.name)) if says.place and says.place.name else ()
        codes += sorted(
            code_of[word] if word in code_of else others.setdefault(word, n_words + len(others))
            for word in words
        )
        starts.append(len(codes))
    return Lists(starts=np.array(starts, np.int64), values=np.array(codes, np.int64))


def _set_numbers(lists: Lists) -> Ints:
    """Return one number for every distinct row: sums of hashes tell sets apart."""
    mixed = (lists.values.astype(np.uint64) + np.uint64(1)) * _MIX[0]
    mixed = (mixed ^ (mixed >> np.uint64(31))) * _MIX[1]
    mixed ^= mixed >> np.uint64(29)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed, dtype=np.uint64)])
    _, numbers = np.unique(sums[lists.starts[1:]] - sums[lists.starts[:-1]], return_inverse=True)
    return np.asarray(numbers, np.int64)


def _only_value(column: Ints, entry_of: Ints, n: int) -> Ints:
    """Return the value that all records of an entry give, or unknown."""
    known = column != UNKNOWN
    low, high = np.full(n, np.iinfo(np.int64).max), np.full(n, UNKNOWN)
    np.minimum.at(low, entry_of[known], column[known])
    np.maximum.at(high, entry_of[known], column[known])
    return np.where(low == high, high, UNKNOWN)


def _numbers(all_says: Sequence[Event | Agreement], told: Lists) -> Ints:
    """Return the edition, else the one number that the titles count."""
    first = np.zeros(len(all_says), np.int64)
    has_one = told.counts == 1
    first[has_one] = told.values[told.starts[:-1][has_one]]
    editions = np.fromiter((says.edition or 0 for says in all_says), np.int64, len(all_says))
    return np.where(editions > 0, editions, first)


def _dates(
    all_says: Sequence[Event | Agreement], rows: Ints, sizes: Ints, features: Features
) -> tuple[Ints, Ints, NDArray[np.bool_], Ints]:
    """Return the days that all records of an entry allow, else those that any allows.

    An event is dated as its entry shows it. Last come the first and last day that it certainly
    lasts.
    """
    starts = np.cumsum(sizes) - sizes
    has_date = np.logical_or.reduceat(features.has_date[rows], starts)
    is_known = features.has_date[rows]
    low, high = features.earliest[rows], features.latest[rows]
    earliest = np.maximum.reduceat(low, starts)
    latest = np.minimum.reduceat(high, starts)
    is_torn = earliest > latest
    widest_low = np.minimum.reduceat(np.where(is_known, low, OPEN_AFTER), starts)
    widest_high = np.maximum.reduceat(np.where(is_known, high, OPEN_BEFORE), starts)
    earliest = np.where(is_torn, widest_low, earliest)
    latest = np.where(is_torn, widest_high, latest)
    outer, held = _days_of_events(all_says)
    is_event = outer[:, 0] <= outer[:, 1]
    earliest[is_event, 0], latest[is_event, 0] = outer[is_event, 0], outer[is_event, 1]
    return earliest, latest, has_date, held


_NO_DAYS = (OPEN_AFTER, OPEN_BEFORE)


def _days_of_events(all_says: Sequence[Event | Agreement]) -> tuple[Ints, Ints]:
    """Return the days between which events are as their entries show them, and last for sure."""
    outer, held = [], []
    for says in all_says:
        when = says.when if isinstance(says, Event) else None
        if when is None:
            outer.append(_NO_DAYS)
            held.append(_NO_DAYS)
            continue
        first, last = when.earliest, when.latest
        outer.append(
            (OPEN_BEFORE if first is None else first, OPEN_AFTER if last is None else last)
        )
        if isinstance(when, Span):
            first = None if when.start is None else when.start.latest
            last = None if when.end is None else when.end.earliest
        elif first != last:
            first = None
        held.append(_NO_DAYS if first is None or last is None else (first, last))
    return np.array(outer, np.int64), np.array(held, np.int64)
