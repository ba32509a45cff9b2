"""How many independent sources stand behind an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from alliancekit.model import Source, SourceId


def ancestors(sources: Iterable[Source]) -> Mapping[SourceId, frozenset[SourceId]]:
    """Return every source with all that it rests on, itself included.

    A ring of sources that rest on each other is one chain.

    Args:
        sources: Any; two versions of one source count together.

    Returns:
        For each id the ids of its whole chain; what a chain names need not be among the sources.
    """
    parents: dict[SourceId, set[SourceId]] = {}
    for source in sources:
        parents.setdefault(source.id, set()).update(source.based_on)
    return {id: _reached(id, parents) for id in parents}


def _reached(start: SourceId, parents: Mapping[SourceId, set[SourceId]]) -> frozenset[SourceId]:
    reached = {start}
    waiting = [start]
    while waiting:
        for parent in parents.get(waiting.pop(), ()):
            if parent not in reached:
                reached.add(parent)
                waiting.append(parent)
    return frozenset(reached)


def witness_groups(
    sources: Sequence[SourceId], chains: Mapping[SourceId, frozenset[SourceId]]
) -> tuple[tuple[SourceId, ...], ...]:
    """Return sources in groups that share a chain; each group is one witness.

    >>> chains = {"a": frozenset("ax"), "b": frozenset("bx"), "c": frozenset("c")}
    >>> witness_groups(("a", "b", "c"), chains)
    (('a', 'b'), ('c',))

    Args:
        sources: Ids of the sources behind one entry.
        chains: From :func:`ancestors`.

    Returns:
        Groups ordered by their first id, each ordered.
    """
    groups: list[tuple[set[SourceId], set[SourceId]]] = []
    for id in sorted(set(sources)):
        members, chain = {id}, set(chains.get(id, frozenset({id})))
        apart = []
        for other_members, other_chain in groups:
            if chain & other_chain:
                members |= other_members
                chain |= other_chain
            else:
                apart.append((other_members, other_chain))
        groups = [*apart, (members, chain)]
    return tuple(sorted(tuple(sorted(members)) for members, _ in groups))
