"""What people's decisions force together and keep apart, or why they contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np

from alliancekit.clusters.components import components_of, members_of
from alliancekit.clusters.decisions import ON_SAMENESS, decision_text, sort_decisions
from alliancekit.errors import DecisionConflictError
from alliancekit.model import Agreement, Decision, Event, Judgement, Record

Node = tuple[str, type[Event | Agreement]]
"""A record as decisions see it: two versions with one id are one, an event is no agreement."""

_Link = tuple[Node, Node, Decision]


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
        group_of: Number of the group that a record is held the same with; only of records that
            decisions speak of.
        same: Decisions that unite, each with its two records.
        apart: Decisions that keep two groups apart, by their numbers, the lower one first; each
            with its record in the lower group and the one in the other.
    """

    group_of: Mapping[Node, int]
    same: Sequence[_Link]
    apart: Mapping[tuple[int, int], Sequence[_Link]]

    def judgement(self, a: Node, b: Node) -> Judgement | None:
        """Return what decisions say of two records, or ``None`` where they say nothing."""
        first, second = self.group_of.get(a), self.group_of.get(b)
        if first is None or second is None:
            return None
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
        if judgement is Judgement.same:
            return self._shortest_path(a, b)
        first, second = self.group_of[a], self.group_of[b]
        if first > second:
            return tuple(reversed(self.proof(b, a)))
        chains = [
            (*self._shortest_path(a, x), decision, *self._shortest_path(y, b))
            for x, y, decision in self.apart[first, second]
        ]
        return min(chains, key=len)

    @cached_property
    def _others(self) -> Mapping[Node, Sequence[tuple[Node, Decision]]]:
        """The records that a record is held the same with, in total order."""
        others: dict[Node, list[tuple[Node, Decision]]] = {}
        for x, y, decision in self.same:
            others.setdefault(x, []).append((y, decision))
            others.setdefault(y, []).append((x, decision))
        for links in others.values():
            links.sort(key=lambda link: link[0][0])
        return others

    def _shortest_path(self, start: Node, goal: Node) -> tuple[Decision, ...]:
        """Return the fewest decisions that lead from one record to another of its group."""
        came_from: dict[Node, tuple[Node, Decision] | None] = {start: None}
        reached = [start]
        for node in reached:
            if node == goal:
                break
            for other, decision in self._others.get(node, ()):
                if other not in came_from:
                    came_from[other] = (node, decision)
                    reached.append(other)
        chain = []
        step = came_from[goal]
        while step is not None:
            chain.append(step[1])
            step = came_from[step[0]]
        return tuple(reversed(chain))


def decision_closure(records: Sequence[Record], standing: Sequence[Decision]) -> Closure:
    """Return what decisions imply.

    Args:
        records: Any.
        standing: Decisions that count, all on these records.

    Raises:
        DecisionConflictError: They contradict each other, or hold an event and an agreement the
            same.
    """
    links, impossible = _links(records, standing)
    closure = _closure(links)
    for error in _contradictions(links, impossible, closure):
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
    links, impossible = _links(records, standing)
    yield from _contradictions(links, impossible, _closure(links))


def _contradictions(
    links: Sequence[_Link], impossible: Sequence[Decision], closure: Closure
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
            closure.group_of[x] == closure.group_of[y]
        )
        # Both types of a record id stand side by side: one contradiction is enough.
        if is_contrary and decision is not told:
            told = decision
            chain = (*closure.proof(x, y), decision)
            first, second = decision.records
            yield DecisionConflictError((first, second), tuple(map(decision_text, chain)))


def _links(
    records: Sequence[Record], standing: Sequence[Decision]
) -> tuple[list[_Link], list[Decision]]:
    """Return the decisions on sameness with their two records, once for each type of both.

    Returns:
        Also the decisions that hold an event and an agreement the same.
    """
    wanted = {id for decision in standing for id in decision.records}
    events: dict[str, Node] = {}
    agreements: dict[str, Node] = {}
    for record in records if wanted else ():
        if record.id in wanted:
            if record.says.__class__ is Event:
                events[record.id] = (record.id, Event)
            else:
                agreements[record.id] = (record.id, Agreement)
    links: list[_Link] = []
    impossible = []
    for decision in standing:
        if decision.judgement in ON_SAMENESS:
            first, second = decision.records
            n_before = len(links)
            for nodes in (events, agreements):
                if first in nodes and second in nodes:
                    links.append((nodes[first], nodes[second], decision))
            if len(links) == n_before and decision.judgement is Judgement.same:
                impossible.append(decision)
    return links, impossible


def _closure(links: Sequence[_Link]) -> Closure:
    number_of: dict[Node, int] = {}
    parent: list[int] = []
    for x, y, decision in links:
        for node in (x, y):
            if node not in number_of:
                number_of[node] = len(parent)
                parent.append(len(parent))
        if decision.judgement is Judgement.same:
            low, high = sorted((_root(parent, number_of[x]), _root(parent, number_of[y])))
            parent[high] = low
    group_of = {node: _root(parent, number) for node, number in number_of.items()}
    same: list[_Link] = []
    apart: dict[tuple[int, int], list[_Link]] = {}
    for link in links:
        x, y, decision = link
        if decision.judgement is Judgement.same:
            same.append(link)
            continue
        first, second = group_of[x], group_of[y]
        if first < second:
            apart.setdefault((first, second), []).append(link)
        else:
            apart.setdefault((second, first), []).append((y, x, decision))
    return Closure(group_of=group_of, same=same, apart=apart)


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def close_decisions(records: Sequence[Record], decisions: Sequence[Decision]) -> Constraints:
    """Return the groups that decisions force together and the pairs that they keep apart.

    Records with one id are one record in two versions and stay together. Decisions that are
    superseded or stale, and those on a record that is not there, force nothing.

    Args:
        records: n records.
        decisions: Any.

    Returns:
        The constraints.

    Raises:
        DecisionConflictError: With the shortest chain of decisions that proves the contradiction.
    """
    closure = decision_closure(records, sort_decisions(records, decisions).standing)
    rows_of: dict[Node, int] = {}
    edges: list[tuple[int, int]] = []
    for row, record in enumerate(records):
        first = rows_of.setdefault((str(record.id), type(record.says)), row)
        if first != row:
            edges.append((first, row))
    row_of_group: dict[int, int] = {}
    for node, group in closure.group_of.items():
        first = row_of_group.setdefault(group, rows_of[node])
        if first != rows_of[node]:
            edges.append((first, rows_of[node]))
    ends = np.array(edges, np.int64).reshape(-1, 2)
    labels = components_of(len(records), ends[:, 0], ends[:, 1])
    groups = members_of(labels)
    number_of = {int(labels[rows[0]]): number for number, rows in enumerate(groups)}
    apart = frozenset(
        (min(a, b), max(a, b))
        for low, high in closure.apart
        for a, b in [
            (
                number_of[int(labels[row_of_group[low]])],
                number_of[int(labels[row_of_group[high]])],
            )
        ]
    )
    return Constraints(groups=groups, apart=apart)
