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
    by_id: dict[ActorId, Actor] = {actor.id: actor for actor in builtin_table()}
    for actor in own:
        by_id.setdefault(actor.id, actor)
    return ActorTable(
        actor if _is_rooted(actor, by_id) else attrs.evolve(actor, parent=None)
        for actor in by_id.values()
    )


def _is_rooted(actor: Actor, by_id: dict[ActorId, Actor]) -> bool:
    """Return whether the chain of parents ends, and every parent is known."""
    passed = {actor.id}
    parent = actor.parent
    while parent is not None:
        if parent in passed or parent not in by_id:
            return False
        passed.add(parent)
        parent = by_id[parent].parent
    return True
