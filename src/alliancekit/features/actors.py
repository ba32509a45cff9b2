"""Who acts in a record, and who stands behind those who act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alliancekit.actors import ActorKind, ActorTable, SuccessionRelation
from alliancekit.dates import FuzzyDate, Span
from alliancekit.features.columns import OPEN_BEFORE
from alliancekit.kinds import PERIPHERAL_ROLES
from alliancekit.model import Party, Title

# Chinese, Japanese and Korean names stand among other words without a space: each of their
# characters is a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[\w'’.]*\w")
_MAX_NAME_WORDS = 8


class ActorReader:
    """Who acts in a record, by the parents and members that a table of actors knows."""

    def __init__(self, actors: ActorTable) -> None:
        self._actors = actors
        self._states: dict[str, str] = {}
        self._organisations: dict[str, bool] = {}
        self._members: dict[tuple[str, str], frozenset[str]] = {}

    def acting(self, parties: Sequence[Party]) -> frozenset[str]:
        """Return the actors that act, wholes for their parts and states for those they continue.

        Where nobody acts, those that are only spoken of count.
        """
        central = {self._state(p.actor) for p in parties if p.role not in PERIPHERAL_ROLES}
        return frozenset(central or {self._state(p.actor) for p in parties})

    def covered(self, acting: frozenset[str], when: FuzzyDate | Span | None) -> frozenset[str]:
        """Return actors with the members that organisations among them had at the time."""
        groups = [self._members_of(actor, when) for actor in self.organisations(acting)]
        return acting.union(*groups) if groups else acting

    def organisations(self, acting: frozenset[str]) -> list[str]:
        """Return the organisations among actors."""
        return [actor for actor in acting if self._is_organisation(actor)]

    def with_counterpart(self, acting: frozenset[str], titles: Sequence[Title]) -> frozenset[str]:
        """Return actors with the one other that titles name, if they name one alone."""
        others = {self._state(actor) for title in titles for actor in self._named(title)} - acting
        return acting | others if len(others) == 1 else acting

    def _named(self, title: Title) -> Iterator[str]:
        """Yield the actors that a title names; of two that overlap the longer name counts."""
        words = list(_WORD.finditer(title.text))
        at = 0
        while at < len(words):
            # No name begins with a small letter: "talks", but "l'Australie".
            longest = at if words[at][0].islower() else min(at + _MAX_NAME_WORDS, len(words))
            for end in range(longest, at, -1):
                name = title.text[words[at].start() : words[end - 1].end()]
                actor = self._actors.resolve(name, language=title.language).actor
                if actor is not None and len(name) > 1:
                    yield actor
                    break
            else:
                end = at + 1
            at = end

    def _state(self, actor: str) -> str:
        state = self._states.get(actor)
        if state is None:
            state = actor
            if actor in self._actors:
                state = self._continued(self._whole(actor))
            self._states[actor] = state
        return state

    def _whole(self, actor: str) -> str:
        """Return the state or organisation that an actor is a part of, such as a ministry."""
        known = self._actors.get(actor)
        if known.kind is ActorKind.OTHER:
            return actor  # a territory acts beside its state
        state = self._actors.state_of(actor)
        if state is not None:
            return state
        while known.parent is not None and not self._actors.members(known.id):
            known = self._actors.get(known.parent)
        return known.id

    def _continued(self, actor: str) -> str:
        """Return who is the same person in law today, such as Russia for the Soviet Union."""
        since = OPEN_BEFORE
        while True:
            # Russia became the Soviet Union, which became Russia: time alone ends the chain.
            later = [
                (day, link.actor)
                for link in self._actors.get(actor).successors
                if link.relation is SuccessionRelation.CONTINUATOR
                and (day := link.when.earliest if link.when else None) is not None
                and day > since
            ]
            if not later:
                return actor
            since, actor = min(later)

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
