"""What people's decisions force together and keep apart, or why they contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter

import attrs
import numpy as np

from alliancekit._collector import collector_paused
from alliancekit.clusters.components import components_of, members_of
from alliancekit.clusters.decisions import decision_text
from alliancekit.errors import DecisionConflictError
from alliancekit.model import Agreement, Decision, Event, Judgement, Record

Node = tuple[str, type[Event | Agreement]]
"""A record as decisions see it: two versions with one id are one, an event is no agreement."""

_Link = tuple[int, int, Decision]


def node_of(record: Record) -> Node:
    """Return a record as decisions see it."""
    return (record.id, record.says.__class__)


@attrs.frozen(kw_only=True, eq=False)
class Constraints:
    """What decisions and facts force.

    Attributes:
        groups: Rows that must stay together, ascending; ordered by their first row.
        apart: Pairs of group numbers that decisions keep apart.
    """

    groups: tuple[tuple[int, ...], ...]
    apart: frozenset[tuple[int, int]]


@attrs.frozen(kw_only=True, eq=False)
class Closure:
    """What decisions on sameness imply, by record.

    Attributes:
        numbers: Of the records that decisions on sameness speak of, in their order.
        groups: By number of a record that of the group which it is held the same with.
        same: Decisions that unite, each with the numbers of its two records.
        apart: Decisions that keep two groups apart, by their numbers, the lower one first; each
            with its record in the lower group and the one in the other.
    """

    numbers: Mapping[Node, int]
    groups: Sequence[int]
    same: Sequence[_Link]
    apart: Mapping[tuple[int, int], Sequence[_Link]]

    def judgement(self, a: Node, b: Node) -> Judgement | None:
        """Return what decisions say of two records, or ``None`` where they say nothing."""
        if a not in self.numbers or b not in self.numbers:
            return None
        first, second = self.groups[self.numbers[a]], self.groups[self.numbers[b]]
        if first == second:
            return Judgement.same
        key = (first, second) if first < second else (second, first)
        return Judgement.different if key in self.apart else None

    def proof(self, a: Node, b: Node) -> tuple[Decision, ...]:
        """Return the fewest decisions from which :meth:`judgement` follows.

        Args:
            a: One record.
            b: Another.

        Returns:
            In an order that leads from one to the other; none where nothing follows.
        """
        judgement = self.judgement(a, b)
        if judgement is None:
            return ()
        start, goal = self.numbers[a], self.numbers[b]
        if judgement is Judgement.same:
            return self.path(start, goal)
        first, second = self.groups[start], self.groups[goal]
        if first > second:
            return tuple(reversed(self.proof(b, a)))
        chains = [
            (*self.path(start, x), decision, *self.path(y, goal))
            for x, y, decision in self.apart[first, second]
        ]
        return min(chains, key=len)

    def path(self, start: int, goal: int) -> tuple[Decision, ...]:
        """Return the fewest decisions that lead from one record to another of its group.

        Args:
            start: Number of the one record.
            goal: Number of the other.
        """
        came_from: dict[int, tuple[int, Decision] | None] = {start: None}
        reached = [start]
        for number in reached:
            if number == goal:
                break
            for other, decision in self._others.get(number, ()):
                if other not in came_from:
                    came_from[other] = (number, decision)
                    reached.append(other)
        chain = []
        step = came_from[goal]
        while step is not None:
            chain.append(step[1])
            step = came_from[step[0]]
        return tuple(reversed(chain))

    @cached_property
    def _others(self) -> Mapping[int, Sequence[tuple[int, Decision]]]:
        """The records that a record is held the same with, in total order."""
        others: dict[int, list[tuple[int, Decision]]] = {}
        with collector_paused():
            for x, y, decision in self.same:
                others.setdefault(x, []).append((y, decision))
                others.setdefault(y, []).append((x, decision))
        for links in others.values():
            if len(links) > 1:
                links.sort(key=itemgetter(0))
        return others


def decision_closure(records: Sequence[Record], standing: Sequence[Decision]) -> Closure:
    """Return what decisions imply.

    Args:
        records: Any.
        standing: Decisions that count, all on these records.

    Raises:
        DecisionConflictError: They contradict each other, or hold an event and an agreement the
            same.
    """
    closure, links, impossible = _closed(records, standing)
    for error in _contradictions(closure, links, impossible):
        raise error
    return closure


def contradictions(
    records: Sequence[Record], standing: Sequence[Decision]
) -> Iterator[DecisionConflictError]:
    """Yield every contradiction of decisions, each with the shortest chain that proves it.

    Args:
        records: Any.
        standing: Decisions that count, all on these records.

    Yields:
        First what holds an event and an agreement the same, then pairs that are held both the
        same and different; each in the order of the decisions.
    """
    yield from _contradictions(*_closed(records, standing))


def _contradictions(
    closure: Closure, links: Sequence[_Link], impossible: Sequence[Decision]
) -> Iterator[DecisionConflictError]:
    for decision in impossible:
        first, second = decision.records
        yield DecisionConflictError(
            (first, second),
            (decision_text(decision), "one is an event and the other an agreement"),
        )
    told: Decision | None = None
    for x, y, decision in links:
        is_contrary = decision.judgement is Judgement.different and (
            closure.groups[x] == closure.groups[y]
        )
        # Both types of a record id stand side by side: one contradiction is enough.
        if is_contrary and decision is not told:
            told = decision
            chain = (*closure.path(x, y), decision)
            first, second = decision.records
            yield DecisionConflictError((first, second), tuple(map(decision_text, chain)))


def _closed(
    records: Sequence[Record], standing: Sequence[Decision]
) -> tuple[Closure, list[_Link], list[Decision]]:
    """Return what decisions imply, themselves in their order, and those that cannot be."""
    with collector_paused():
        numbers = _numbers(records, standing)
        links, impossible = _links(numbers, standing)
        return _closure(numbers, links), links, impossible


def _numbers(records: Sequence[Record], standing: Sequence[Decision]) -> dict[Node, int]:
    """Return a number for each record that decisions on sameness speak of."""
    wanted = {id for decision in standing if decision.is_on_sameness for id in decision.records}
    numbers: dict[Node, int] = {}
    for record in records if wanted else ():
        if record.id in wanted:
            numbers.setdefault(node_of(record), len(numbers))
    return numbers


def _links(
    numbers: Mapping[Node, int], standing: Sequence[Decision]
) -> tuple[list[_Link], list[Decision]]:
    """Return the decisions on sameness with their two records, once for each type of both.

    Returns:
        Also the decisions that hold an event and an agreement the same.
    """
    events = {id: number for (id, type_), number in numbers.items() if type_ is Event}
    agreements = {id: number for (id, type_), number in numbers.items() if type_ is Agreement}
    links: list[_Link] = []
    impossible = []
    for decision in standing:
        if decision.is_on_sameness:
            first, second = decision.records
            n_before = len(links)
            for known in (events, agreements):
                if first in known and second in known:
                    links.append((known[first], known[second], decision))
            if len(links) == n_before and decision.judgement is Judgement.same:
                impossible.append(decision)
    return links, impossible


def _closure(numbers: Mapping[Node, int], links: Sequence[_Link]) -> Closure:
    parent = list(range(len(numbers)))
    same = [link for link in links if link[2].judgement is Judgement.same]
    for x, y, _ in same:
        one, other = _root(parent, x), _root(parent, y)
        if one != other:
            parent[max(one, other)] = min(one, other)
    groups = [_root(parent, number) for number in range(len(parent))]
    apart: dict[tuple[int, int], list[_Link]] = {}
    for link in links:
        x, y, decision = link
        if decision.judgement is Judgement.different:
            first, second = groups[x], groups[y]
            if first > second:
                first, second, link = second, first, (y, x, decision)
            apart.setdefault((first, second), []).append(link)
    return Closure(numbers=numbers, groups=groups, same=same, apart=apart)


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def close_decisions(
    records: Sequence[Record],
    standing: Sequence[Decision],
    together: Sequence[tuple[int, int]] = (),
    are_barred: Callable[[Sequence[int], Sequence[int]], bool] = lambda rows, others: False,
) -> Constraints:
    """Return the groups that decisions force together and the pairs that they keep apart.

    Records with one id are one record in two versions and stay together.

    Args:
        records: n records.
        standing: Decisions that count, all on these records.
        together: Pairs of rows that facts hold together, unless that would unite two records of
            one source or what decisions keep apart; of two that exclude each other the first
            counts.
        are_barred: Whether something else keeps any of some rows apart from any of others.

    Returns:
        The constraints.

    Raises:
        DecisionConflictError: With the shortest chain of decisions that proves the contradiction.
    """
    closure = decision_closure(records, standing)
    rows_of: dict[Node, int] = {}
    edges: list[tuple[int, int]] = []
    for row, record in enumerate(records):
        first = rows_of.setdefault(node_of(record), row)
        if first != row:
            edges.append((first, row))
    row_of_group: dict[int, int] = {}
    for node, number in closure.numbers.items():
        first = row_of_group.setdefault(closure.groups[number], rows_of[node])
        if first != rows_of[node]:
            edges.append((first, rows_of[node]))
    apart_rows = [(row_of_group[low], row_of_group[high]) for low, high in closure.apart]
    ends = np.array(
        [*edges, *_compatible(together, edges, apart_rows, records, are_barred)], np.int64
    )
    ends = ends.reshape(-1, 2)
    labels = components_of(len(records), ends[:, 0], ends[:, 1])
    groups = members_of(labels)
    number_of = {int(labels[rows[0]]): number for number, rows in enumerate(groups)}
    numbers = [(number_of[int(labels[x])], number_of[int(labels[y])]) for x, y in apart_rows]
    apart = frozenset((min(a, b), max(a, b)) for a, b in numbers)
    return Constraints(groups=groups, apart=apart)


def _compatible(
    together: Sequence[tuple[int, int]],
    edges: Sequence[tuple[int, int]],
    apart: Sequence[tuple[int, int]],
    records: Sequence[Record],
    are_barred: Callable[[Sequence[int], Sequence[int]], bool],
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that unite neither two records of one source nor what must stay apart."""
    if not together:
        return
    parent = list(range(len(records)))
    for x, y in edges:
        one, other = _root(parent, x), _root(parent, y)
        parent[max(one, other)] = min(one, other)
    rows_of: dict[int, list[int]] = {}
    for row in range(len(records)):
        rows_of.setdefault(_root(parent, row), []).append(row)
    parted: dict[int, set[int]] = {}
    for x, y in apart:
        one, other = _root(parent, x), _root(parent, y)
        parted.setdefault(one, set()).add(other)
        parted.setdefault(other, set()).add(one)
    for x, y in together:
        one, other = sorted((_root(parent, x), _root(parent, y)))
        is_apart = other in parted.get(one, ())
        if one == other or is_apart:
            continue
        rows, others = rows_of[one], rows_of[other]
        sources = {records[row].source for row in rows}
        if sources.isdisjoint(records[row].source for row in others) and not are_barred(
            rows, others
        ):
            parent[other] = one
            rows_of[one] = rows + others
            for third in parted.pop(other, ()):
                parted[third].discard(other)
                parted[third].add(one)
                parted.setdefault(one, set()).add(third)
            yield (x, y)
