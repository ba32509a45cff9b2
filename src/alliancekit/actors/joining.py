"""The built-in table together with actors of one's own, without refusing any."""

from __future__ import annotations

from functools import lru_cache

import attrs

from alliancekit.actors.actor import Actor, ActorId
from alliancekit.actors.table import ActorTable, builtin_table


@lru_cache(maxsize=16)
def joined_table(own: tuple[Actor, ...]) -> ActorTable:
    """Return the built-in actors and one's own, whatever clashes.

    Reading refuses clashes, but two collections that were fine apart may clash once joined, and
    a set union must not fail: the built-in actor of an id counts before one's own, of two own
    actors the first in order, and a parent that nobody knows is no parent.

    >>> len(joined_table(())) == len(builtin_table())
    True

    Args:
        own: Actors in total order.

    Returns:
        A table that knows every id.
    """
    table = builtin_table()
    added: dict[ActorId, Actor] = {}
    for actor in own:
        if actor.id not in table:
            added.setdefault(actor.id, actor)
    return table.with_added(
        [
            actor if _is_rooted(actor, added, table) else attrs.evolve(actor, parent=None)
            for actor in added.values()
        ]
    )


def _is_rooted(actor: Actor, added: dict[ActorId, Actor], table: ActorTable) -> bool:
    """Return whether the chain of parents ends, and every parent is known."""
    passed = {actor.id}
    parent = actor.parent
    while parent is not None and parent not in table:
        if parent in passed or parent not in added:
            return False
        passed.add(parent)
        parent = added[parent].parent
    return True
