"""What is wrong with actors that are to join a table: ids taken, links that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from alliancekit.actors.actor import Actor, ActorId
from alliancekit.errors import quoted


def id_problems(known: Mapping[ActorId, Actor], added: Sequence[Actor]) -> Iterator[str]:
    """Yield a sentence for every id that is taken or given twice."""
    seen = set(known)
    for actor in added:
        if actor.id in seen:
            whose = "of the table" if actor.id in known else "given twice"
            yield f"actor {quoted(actor.id)}: the id is {whose}; choose another"
        seen.add(actor.id)


def parent_problems(known: Mapping[ActorId, Actor], actor: Actor) -> Iterator[str]:
    """Yield the sentence that says why the chain of parents does not end at a root, if so."""
    passed = {actor.id}
    parent = actor.parent
    while parent is not None:
        if parent not in known:
            yield f"actor {quoted(actor.id)}: the parent {quoted(parent)} is not in the table"
            return
        if parent in passed:
            yield f"actor {quoted(actor.id)}: is its own ancestor by {quoted(parent)}"
            return
        passed.add(parent)
        parent = known[parent].parent


def link_problems(known: Mapping[ActorId, Actor], actor: Actor) -> Iterator[str]:
    """Yield a sentence for every actor that is linked to and not known."""
    yield from parent_problems(known, actor)
    linked = {
        "predecessor": [link.actor for link in actor.predecessors],
        "successor": [link.actor for link in actor.successors],
        "member": [membership.actor for membership in actor.members],
    }
    for role, actor_ids in linked.items():
        for actor_id in actor_ids:
            if actor_id not in known:
                yield f"actor {quoted(actor.id)}: the {role} {quoted(actor_id)} is not in the table"
