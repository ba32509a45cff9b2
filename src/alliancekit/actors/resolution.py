"""What a name stands for: one actor, several, or none that is certain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

import attrs

from alliancekit.actors.actor import (
    ANY_LANGUAGE,
    Actor,
    ActorId,
    ActorKind,
    SuccessionRelation,
)
from alliancekit.actors.builtin import shared_names
from alliancekit.actors.languages import (
    capitals,
    cldr_forms,
    cldr_names,
    folded,
    is_plain_word,
    keeps_case,
    spelled,
    tag_chain,
    without_article,
)
from alliancekit.dates import FuzzyDate, Span, day_number, parse
from alliancekit.errors import quoted

When = FuzzyDate | Span | dt.date | str | int
"""A moment as callers have it: a date, an EDTF text, or a year."""

Window = tuple[float, float]
"""First and last day, infinite where there is no bound."""

ALWAYS: Window = (float("-inf"), float("inf"))


# Every upper and lower case of a name has an answer: hostile input must not fill memory with them.
_MAX_REMEMBERED = 50_000
_PLACES = frozenset({ActorKind.STATE, ActorKind.HISTORICAL_STATE, ActorKind.OTHER})
_BEFORE = frozenset(
    {SuccessionRelation.CONTINUATOR, SuccessionRelation.SUCCESSOR, SuccessionRelation.SPLIT}
)
_AFTER = frozenset(SuccessionRelation) - {SuccessionRelation.SPLIT}


class Outcome(StrEnum):
    """How a look-up ended; only ``resolved`` names one actor."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNKNOWN_NAME = "unknown_name"
    UNKNOWN_LANGUAGE = "unknown_language"
    NOT_THEN = "not_then"


@attrs.frozen(kw_only=True)
class Resolution:
    """The answer to what a name stands for.

    Attributes:
        outcome: How the look-up ended.
        actor: The one actor that is meant, or None.
        candidates: Every actor that may be meant, ordered by id; of ``not_then`` the actors
            that bore the name at another time and those linked to them that existed then.
        reason: Why there is no actor, as a clause for a person; ``""`` when there is one.
    """

    outcome: Outcome
    actor: ActorId | None = None
    candidates: tuple[ActorId, ...] = ()
    reason: str = ""


def window(when: When | None) -> Window:
    """Return the first and the last possible day of ``when``.

    >>> window(1955) == window("1955")
    True

    Args:
        when: None for a time that is not known; an int is a year.

    Raises:
        DateError: A text that is not EDTF.
    """
    match when:
        case None:
            return ALWAYS
        case FuzzyDate() | Span():
            first = float("-inf") if when.earliest is None else float(when.earliest)
            last = float("inf") if when.latest is None else float(when.latest)
            return (first, last)
        case str():
            return window(parse(when))
        case dt.date():
            return (float(when.toordinal()), float(when.toordinal()))
        case int():
            return (float(day_number(when, 1, 1)), float(day_number(when, 12, 31)))


def intersection(a: Window, b: Window) -> Window | None:
    """Return the days of both windows, or None when there are none."""
    first, last = max(a[0], b[0]), min(a[1], b[1])
    return (first, last) if first <= last else None


def windows_of(actor: Actor, span: Span | None = None) -> list[Window]:
    """Return when ``actor`` existed within ``span``, one window a spell.

    >>> from alliancekit.actors import get
    >>> len(windows_of(get("AUT"))), windows_of(get("DDR"), Span.parse("1991/.."))
    (2, [])
    """
    outer = window(span)
    spells = [window(spell) for spell in actor.spells] or [ALWAYS]
    return [days for spell in spells if (days := intersection(spell, outer)) is not None]


class NameUse(NamedTuple):
    """That an actor bears a name, during ``span`` or as long as it exists."""

    actor: ActorId
    span: Span | None


class _Bearer(NamedTuple):
    """An actor that bears a name, when it does, and the answer if it alone does."""

    actor: ActorId
    windows: tuple[Window, ...]
    alone: Resolution


class _Entry(NamedTuple):
    """All that bear a name, ordered by id, and the answer without a date."""

    bearers: tuple[_Bearer, ...]
    today: Resolution


class NameIndex:
    """What every name of one language stands for."""

    __slots__ = (
        "_actors",
        "_below",
        "_by_fold",
        "_by_spelling",
        "_language",
        "_remembered",
        "_unknown",
    )

    def __init__(
        self,
        actors: Mapping[ActorId, Actor],
        language: str,
        uses: Iterable[tuple[str, NameUse]],
        below: NameIndex | None = None,
    ) -> None:
        """Build the index of ``uses``, whose case is folded as ``language`` folds it.

        Some milliseconds for the built-in actors, once per language and table. What ``below``
        holds, an index of the same language, is looked up there and not indexed again.
        """
        self._actors = actors
        self._language = language
        self._below = below
        self._by_spelling: dict[str, list[NameUse]] = {}
        self._by_fold: dict[str, list[NameUse]] = {}
        # By the very text that was asked for, so that the second time costs nothing.
        self._remembered: dict[str, _Entry] = {}

        is_known = below is not None and below.is_known
        for text, use in uses:
            is_known = True
            key = spelled(text)
            if not keeps_case(key):
                self._by_fold.setdefault(folded(key, language), []).append(use)
                continue
            self._by_spelling.setdefault(key, []).append(use)
            if (headline := capitals(key, language)) != key:
                self._by_spelling.setdefault(headline, []).append(use)
        self._unknown = Resolution(
            outcome=Outcome.UNKNOWN_NAME if is_known else Outcome.UNKNOWN_LANGUAGE,
            reason=f"no {'actor bears this name' if is_known else 'names are known'} in language "
            f"{quoted(language)}",
        )

    @property
    def is_known(self) -> bool:
        """Whether there is any name in this language."""
        return self._unknown.outcome is Outcome.UNKNOWN_NAME

    def find(self, name: str, at: When | None) -> Resolution:
        """Return what ``name`` stands for at ``at``."""
        entry = self._remembered.get(name)
        if entry is None:
            uses = self._uses_of(name)
            if not uses:
                return self._unknown
            entry = _Entry(self._bearers(uses), self._without_date(uses))
            if len(self._remembered) < _MAX_REMEMBERED:
                self._remembered[name] = entry
        if at is None:
            return entry.today
        return self._at(entry.bearers, window(at))

    def rivals(self, name: str, actor_id: ActorId) -> set[ActorId]:
        """Return the other actors that bear ``name`` while ``actor_id`` does."""
        uses = self._uses_of(name)
        mine = [days for use in uses if use.actor == actor_id for days in self._windows(use)]
        return {
            use.actor
            for use in uses
            if use.actor != actor_id and any(_is_possible(self._windows(use), own) for own in mine)
        }

    def _uses_of(self, name: str) -> list[NameUse]:
        text = spelled(name)
        uses = self._uses_of_text(text)
        bare = without_article(text, self._language) if not uses else None
        if bare is None:
            return uses
        # "The Jordan" and "the Niger" are rivers; "the Philippines", "the Pentagon" are actors.
        is_place = self._language.startswith("en") and is_plain_word(bare)
        return [
            use
            for use in self._uses_of_text(bare)
            if not (is_place and self._actors[use.actor].kind in _PLACES)
        ]

    def _uses_of_text(self, text: str) -> list[NameUse]:
        fold = folded(text, self._language)
        uses = [*self._by_spelling.get(text, ()), *self._by_fold.get(fold, ())]
        if self._below is not None:
            uses += self._below._by_spelling.get(text, ())
            uses += self._below._by_fold.get(fold, ())
        if text in self._actors:
            uses.append(NameUse(text, None))
        return uses

    def _windows(self, use: NameUse) -> list[Window]:
        return windows_of(self._actors[use.actor], use.span)

    def _without_date(self, uses: list[NameUse]) -> Resolution:
        # A name without a date is read as of today when somebody still bears it.
        current = {
            use.actor for use in uses if any(days[1] == ALWAYS[1] for days in self._windows(use))
        }
        # Bavaria, Texas and Tibet are regions now: only a date shows that the state is meant.
        former = {
            use.actor
            for use in uses
            if use.span is None or self._actors[use.actor].kind is not ActorKind.HISTORICAL_STATE
        }
        if current or former:
            return _one_of(current or former)
        return _not_then({use.actor for use in uses}, "the name is of the past and needs a date")

    def _bearers(self, uses: list[NameUse]) -> tuple[_Bearer, ...]:
        windows: dict[ActorId, list[Window]] = {}
        for use in uses:
            windows.setdefault(use.actor, []).extend(self._windows(use))
        return tuple(
            _Bearer(actor_id, tuple(windows[actor_id]), _one_of((actor_id,)))
            for actor_id in sorted(windows)
        )

    def _at(self, bearers: tuple[_Bearer, ...], at: Window) -> Resolution:
        possible = [bearer for bearer in bearers if _is_possible(bearer.windows, at)]
        if len(possible) == 1:
            return possible[0].alone
        if possible:
            return _one_of(bearer.actor for bearer in possible)

        named = {bearer.actor for bearer in bearers}
        linked = {
            link.actor
            for actor_id in named
            for links, relations in (
                (self._actors[actor_id].predecessors, _BEFORE),
                (self._actors[actor_id].successors, _AFTER),
            )
            for link in links
            if link.relation in relations and link.actor in self._actors
        }
        alive = {
            actor_id
            for actor_id in linked
            if _is_possible(self._windows(NameUse(actor_id, None)), at)
        }
        return _not_then(named | alive, "nobody bore this name then")


def _is_possible(windows: Iterable[Window], at: Window) -> bool:
    return any(first <= at[1] and at[0] <= last for first, last in windows)


def uses_in(
    actors: Iterable[Actor], language: str, known: Container[ActorId]
) -> Iterator[tuple[str, NameUse]]:
    """Yield each spelling of ``language`` with who bears it.

    Args:
        actors: Whose names these are.
        language: BCP 47 tag.
        known: Ids of the whole table: who shares the names of one of ``actors`` bears them too.
    """
    tags = {*tag_chain(language), ANY_LANGUAGE}
    territories = cldr_names(language)
    taken = frozenset(territories.values())
    shared = shared_names()
    for actor in actors:
        texts = [(name.text, name.span) for name in actor.names if name.language in tags]
        alpha_2 = actor.code("iso_3166_1_alpha_2")
        if alpha_2 is not None and alpha_2 in territories:
            texts += [(form, None) for form in cldr_forms(territories[alpha_2], taken)]
        for text, span in texts:
            yield text, NameUse(actor.id, span)
            for sharer in shared.get(actor.id, ()) if span is None else ():
                if sharer in known:
                    yield text, NameUse(sharer, None)


def uses_anywhere(actors: Iterable[Actor]) -> Iterator[tuple[str, NameUse]]:
    """Yield each spelling that the actors carry, in whatever language, with who bears it."""
    for actor in actors:
        for name in actor.names:
            yield name.text, NameUse(actor.id, name.span)


def _one_of(actor_ids: Iterable[ActorId]) -> Resolution:
    candidates = tuple(sorted(actor_ids))
    if len(candidates) == 1:
        return Resolution(outcome=Outcome.RESOLVED, actor=candidates[0], candidates=candidates)
    return Resolution(
        outcome=Outcome.AMBIGUOUS,
        candidates=candidates,
        reason=f"ambiguous: the name stands for {' or '.join(candidates)}",
    )


def _not_then(actor_ids: Iterable[ActorId], why: str) -> Resolution:
    candidates = tuple(sorted(actor_ids))
    return Resolution(
        outcome=Outcome.NOT_THEN,
        candidates=candidates,
        reason=f"{why}; it may be {' or '.join(candidates)}",
    )
