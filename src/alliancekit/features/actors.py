"""Who acts in a record, and who stands behind those who act."""

from __future__ import annotations

from collections.abc import Sequence

from alliancekit.actors import ActorTable
from alliancekit.dates import FuzzyDate, Span
from alliancekit.kinds import PERIPHERAL_ROLES
from alliancekit.model import Party


class ActorReader:
    """Who acts in a record, by the parents and members that a table of actors knows."""

    def __init__(self, actors: ActorTable) -> None:
        self._actors = actors
        self._states: dict[str, str] = {}
        self._organisations: dict[str, bool] = {}
        self._members: dict[tuple[str, str], frozenset[str]] = {}

    def acting(self, parties: Sequence[Party]) -> frozenset[str]:
        """Return the actors that act, states for their ministries.

        Where nobody acts, those that are only spoken of count.
        """
        central = {self._state(p.actor) for p in parties if p.role not in PERIPHERAL_ROLES}
        return frozenset(central or {self._state(p.actor) for p in parties})

    def covered(self, acting: frozenset[str], when: FuzzyDate | Span | None) -> frozenset[str]:
        """Return actors with the members that organisations among them had at the time."""
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
