"""The table of actors: look-ups by id, name, code, parent and membership."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from alliancekit.actors.actor import ANY_LANGUAGE, Actor, ActorId, ActorKind, Membership
from alliancekit.actors.builtin import read_builtin_actors, shared_names
from alliancekit.actors.clashes import id_problems, link_problems, parent_problems
from alliancekit.actors.languages import canonical_tag
from alliancekit.actors.resolution import (
    NameIndex,
    Resolution,
    When,
    Window,
    intersection,
    uses_anywhere,
    uses_in,
    window,
    windows_of,
)
from alliancekit.dates import End, Span, Tri
from alliancekit.errors import ActorTableError, UnknownActorError, quoted

_STATES = frozenset({ActorKind.STATE, ActorKind.HISTORICAL_STATE})
_Codes = dict[tuple[str, str], tuple[tuple[Window, ActorId], ...]]
# Tags come from data, so their number must not grow memory without end.
_MAX_INDEXES = 256


class ActorTable:
    """An immutable table of actors.

    >>> table = builtin_table()
    >>> table.state_of("JPN.ATLA")
    'JPN'
    """

    __slots__ = ("_actors", "_added", "_anywhere", "_below", "_by_code", "_indexes")

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        """Return a table of ``actors``.

        Raises:
            ActorTableError: An id stands twice, or a parent is unknown or its own ancestor.
        """
        self._start(_by_id(actors))

    def _start(
        self,
        actors: dict[ActorId, Actor],
        below: ActorTable | None = None,
        added: tuple[Actor, ...] = (),
    ) -> None:
        self._actors: Mapping[ActorId, Actor] = MappingProxyType(actors)
        # Of a table that extends another only what was added is indexed: its names stand above
        # those of the other, which every table that extends it uses.
        self._below = below
        self._added = added
        self._indexes: dict[str, NameIndex] = {}
        self._anywhere: NameIndex | None = None
        self._by_code: _Codes | None = None

    def __contains__(self, actor_id: object) -> bool:
        return actor_id in self._actors

    def __iter__(self) -> Iterator[Actor]:
        return (self._actors[actor_id] for actor_id in self.ids())

    def __len__(self) -> int:
        return len(self._actors)

    def __repr__(self) -> str:
        return f"<ActorTable of {len(self)} actors>"

    def ids(self) -> tuple[ActorId, ...]:
        """Return all ids in order."""
        return tuple(sorted(self._actors))

    def get(self, actor_id: str) -> Actor:
        """Return the actor that has this id.

        Raises:
            UnknownActorError: No actor has it.
        """
        try:
            return self._actors[actor_id]
        except KeyError:
            raise UnknownActorError(actor_id) from None

    def resolve(self, name: str, *, language: str, at: When | None = None) -> Resolution:
        """Return whom ``name`` stands for in ``language`` at ``at``.

        Exact per language: accents matter, a name that is right in another language only does
        not resolve. Case is folded, but a name of fewer than five letters or all in capitals
        keeps its capitals. An id stands for its actor in every language; other codes do not.

        >>> builtin_table().resolve("Nga", language="vi").actor
        'RUS'
        >>> builtin_table().resolve("Germany", language="en", at="1955").candidates
        ('DDR', 'DEU')

        Args:
            name: As a source writes it.
            language: BCP 47 tag of the source's language.
            at: When; None reads the name as of today, or of its last use.

        Returns:
            One actor, or none and the reason; never a guess.

        Raises:
            DateError: ``at`` is a text that is not EDTF.

        Source:
            Ours: a name that is not resolved is seen and mended, a wrong one is not.
        """
        index = self._indexes.get(language)
        if index is None:
            index = self._index(language)
        return index.find(name, at)

    def by_code(self, scheme: str, value: str, *, at: When | None = None) -> tuple[ActorId, ...]:
        """Return the actors that bear a code, ordered by id.

        >>> builtin_table().by_code("cow", "255", at="1860"), builtin_table().by_code("cow", "740")
        (('PRU',), ('JPN',))

        Args:
            scheme: Such as ``cow``; see :class:`~alliancekit.actors.ActorCode`.
            value: The code as text.
            at: When the code was in use; None for any time.
        """
        moment = window(at)
        found = self._index_codes().get((scheme, value), ())
        return tuple(sorted({actor_id for used, actor_id in found if intersection(used, moment)}))

    def state_of(self, actor_id: str) -> ActorId | None:
        """Return the state that an actor is or belongs to, or None.

        >>> builtin_table().state_of("USA.USFJ"), builtin_table().state_of("NATO")
        ('USA', None)

        Raises:
            UnknownActorError: No actor has this id.
        """
        actor: Actor | None = self.get(actor_id)
        while actor is not None:
            if actor.kind in _STATES:
                return actor.id
            actor = self.get(actor.parent) if actor.parent is not None else None
        return None

    def is_member(self, organisation: str, state: str, at: When | None = None) -> Tri:
        """Return whether ``state`` was a full member of ``organisation`` throughout ``at``.

        >>> table = builtin_table()
        >>> table.is_member("NATO", "FIN", at="2022"), table.is_member("NATO", "FIN", at="2023")
        (<Tri.NO: 'no'>, <Tri.MAYBE: 'maybe'>)

        Args:
            organisation: Its id.
            state: Id of the member; any actor.
            at: When; None for a day that is not known.

        Returns:
            YES when it was on every day that is possible, NO when on none, else MAYBE; MAYBE
            also for an organisation whose members the table does not hold.

        Raises:
            UnknownActorError: One of the ids is unknown.
        """
        self.get(state)
        members = self.get(organisation).members
        if not members:
            return Tri.MAYBE
        spans = [
            membership.span
            for membership in members
            if membership.actor == state and not membership.role
        ]
        return _membership_at(spans, window(at))

    def members(self, organisation: str, at: When | None = None) -> tuple[ActorId, ...]:
        """Return the actors that certainly were full members throughout ``at``, ordered by id.

        >>> builtin_table().members("AUKUS", at="2024-04-10")
        ('AUS', 'GBR', 'USA')

        Args:
            organisation: Its id.
            at: When; None for all that ever were members.

        Raises:
            UnknownActorError: No actor has this id.
        """
        spans: dict[ActorId, list[Span | None]] = {}
        for membership in self.get(organisation).members:
            if not membership.role:
                spans.setdefault(membership.actor, []).append(membership.span)
        if at is None:
            return tuple(sorted(spans))
        moment = window(at)
        return tuple(
            actor_id
            for actor_id in sorted(spans)
            if _membership_at(spans[actor_id], moment) is Tri.YES
        )

    def memberships(self, state: str) -> tuple[tuple[ActorId, Membership], ...]:
        """Return each stretch of membership of ``state``, ordered by organisation.

        >>> [organisation for organisation, _ in builtin_table().memberships("IND")][:2]
        ['ASEAN.ADMM_PLUS', 'BIMSTEC']

        Raises:
            UnknownActorError: No actor has this id.
        """
        self.get(state)
        return tuple(
            (actor.id, membership)
            for actor in self
            for membership in actor.members
            if membership.actor == state
        )

    def extended(self, own: Iterable[Actor]) -> ActorTable:
        """Return this table with ``own`` actors added, or this one where there are none.

        A name of any language (``und``) is compared with the names that actors carry, not with
        CLDR's of every language; where it meets one of those, look-ups answer "ambiguous".

        Args:
            own: Actors of a collection; the order does not matter.

        Raises:
            ActorTableError: An id is taken, a name of one language means another actor at the
                same time, or a parent, member or linked actor is unknown: all problems at once.
        """
        added = sorted(own, key=lambda actor: actor.id)
        messages = list(id_problems(self._actors, added))
        known = {**{actor.id: actor for actor in added}, **self._actors}
        messages += [problem for actor in added for problem in link_problems(known, actor)]
        if messages:
            raise ActorTableError(messages)

        table = self.with_added(added)
        messages = [problem for actor in added for problem in table._name_problems(actor)]
        if messages:
            raise ActorTableError(messages)
        return table

    def with_added(self, added: Sequence[Actor]) -> ActorTable:
        """Return this table with actors added whose ids are new and whose parents are known.

        Unlike :meth:`extended` it does not look whether their names mean somebody else.
        """
        if not added:
            return self
        table = ActorTable.__new__(ActorTable)
        actors = {**self._actors, **{actor.id: actor for actor in added}}
        if _sharing().isdisjoint(actor.id for actor in added):
            table._start(actors, self._below or self, (*self._added, *added))
        else:  # the names of actors that are there already have new bearers
            table._start(actors)
        return table

    def _index(self, language: str) -> NameIndex:
        if len(self._indexes) >= _MAX_INDEXES:
            self._indexes.clear()
        tag = canonical_tag(language) or language
        index = self._indexes.get(tag)
        if index is None:
            below = self._below._index(tag) if self._below is not None else None
            uses = uses_in(self._indexed(), tag, self._actors)
            index = NameIndex(self._actors, tag, uses, below)
        self._indexes[tag] = self._indexes[language] = index
        return index

    def _index_codes(self) -> _Codes:
        if self._by_code is None:
            below = self._below._index_codes() if self._below is not None else {}
            self._by_code = _codes_of(self._indexed(), below)
        return self._by_code

    def _index_anywhere(self) -> NameIndex:
        if self._anywhere is None:
            below = self._below._index_anywhere() if self._below is not None else None
            uses = uses_anywhere(self._indexed())
            self._anywhere = NameIndex(self._actors, "en", uses, below)
        return self._anywhere

    def _indexed(self) -> Iterable[Actor]:
        return self._added if self._below is not None else self._actors.values()

    def _name_problems(self, actor: Actor) -> Iterator[str]:
        """Return a message for each name or id of ``actor`` that also means somebody else."""
        texts = {(name.text, name.language) for name in actor.names} | {(actor.id, ANY_LANGUAGE)}
        for text, language in sorted(texts):
            index = self._index_anywhere() if language == ANY_LANGUAGE else self._index(language)
            for other in sorted(index.rivals(text, actor.id)):
                yield (
                    f"actor {quoted(actor.id)}: {quoted(text)} in language {quoted(language)} "
                    f"also means {quoted(other)} at the same time; give it another name or a span"
                )


@cache
def _sharing() -> frozenset[ActorId]:
    """Return who shares the names of another, and those others."""
    shared = shared_names()
    return frozenset((*shared, *itertools.chain.from_iterable(shared.values())))


def _by_id(actors: Iterable[Actor]) -> dict[ActorId, Actor]:
    ordered = list(actors)
    by_id = {actor.id: actor for actor in ordered}
    if messages := list(id_problems({}, ordered)):
        raise ActorTableError(messages)
    for actor in ordered:
        messages += parent_problems(by_id, actor)
    if messages:
        raise ActorTableError(messages)
    return by_id


def _codes_of(actors: Iterable[Actor], below: _Codes) -> _Codes:
    found = {**below}
    for actor in actors:
        for code in actor.codes:
            key = (code.scheme, code.value)
            used = [(days, actor.id) for days in windows_of(actor, code.span)]
            found[key] = (*found.get(key, ()), *used)
    return found


def _membership_at(spans: Sequence[Span | None], at: Window) -> Tri:
    """Return whether ``at`` lies within the spans: surely, surely not, or perhaps."""
    known = [span for span in spans if span is not None]
    reached = at[0]
    for first, last in sorted(core for span in known if (core := _core(span)) is not None):
        # Days are whole numbers: a stretch that begins on the next day leaves no gap.
        if first <= reached <= last:
            reached = last + 1
    if reached > at[1] or (reached == float("inf") == at[1]):
        return Tri.YES
    if len(known) < len(spans) or any(intersection(window(span), at) for span in known):
        return Tri.MAYBE
    return Tri.NO


def _core(span: Span) -> Window | None:
    """Return the days that certainly belong to ``span``, or None."""
    first = span.start.latest if span.start is not None else None
    last = span.end.earliest if span.end is not None else None
    begins = float("-inf") if span.start_end is End.open else first
    ends = float("inf") if span.end_end is End.open else last
    if begins is None or ends is None or begins > ends:
        return None
    return (begins, ends)


@cache
def builtin_table() -> ActorTable:
    """Return the table of states, organisations and bodies that comes with the package.

    >>> len(builtin_table()) > 500
    True
    """
    return ActorTable(read_builtin_actors())
