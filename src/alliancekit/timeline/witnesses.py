"""How many independent sources stand behind an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from alliancekit.model import Source, SourceId


def ancestors(
    sources: Iterable[Source], alike: Iterable[tuple[SourceId, SourceId]] = ()
) -> Mapping[SourceId, frozenset[SourceId]]:
    """Return every source with all that it rests on, itself included.

    A ring of sources that rest on each other is one chain.

    Args:
        sources: Any; two versions of one source count together.
        alike: Pairs of sources that repeat each other; since nobody knows which was first, each is
            taken to rest on the other.

    Returns:
        For each id the ids of its whole chain; what a chain names need not be among the sources.
    """
    parents: dict[SourceId, set[SourceId]] = {}
    for source in sources:
        parents.setdefault(source.id, set()).update(source.based_on)
    for first, second in alike:
        parents[first].add(second)
        parents[second].add(first)
    return {
        id: _reached(id, parents) if direct else frozenset((id,)) for id, direct in parents.items()
    }


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
    named = sorted(set(sources))
    if len(named) == 1 or all(len(chains.get(id, (id,))) == 1 for id in named):
        return tuple((id,) for id in named)
    parent = list(range(len(named)))
    first_with: dict[SourceId, int] = {}
    for at, id in enumerate(named):
        for link in chains.get(id, (id,)):
            one, other = _root(parent, at), _root(parent, first_with.setdefault(link, at))
            parent[max(one, other)] = min(one, other)
    groups: dict[int, list[SourceId]] = {}
    for at, id in enumerate(named):
        groups.setdefault(_root(parent, at), []).append(id)
    return tuple(map(tuple, groups.values()))


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at
