"""What people's decisions force together and keep apart, or why they contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from alliancekit.clusters.components import components_of
from alliancekit.errors import DecisionConflictError
from alliancekit.model import Decision, Judgement, Record


@attrs.frozen(kw_only=True, eq=False)
class Constraints:
    """What decisions and facts force.

    Attributes:
        groups: Rows that must stay together, ascending; ordered by their first row.
        apart: Pairs of group numbers that decisions keep apart.
    """

    groups: tuple[tuple[int, ...], ...]
    apart: frozenset[tuple[int, int]]


def standing_decisions(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that no other decision supersedes."""
    superseded = {id for decision in decisions for id in decision.supersedes}
    return tuple(d for d in decisions if not d.id or d.id not in superseded)


def close_decisions(records: Sequence[Record], decisions: Sequence[Decision]) -> Constraints:
    """Return the groups that decisions force together and the pairs that they keep apart.

    Records with one id are one record in two versions and stay together. A decision on a record
    that is not there waits for it.

    Args:
        records: n records.
        decisions: Any.

    Returns:
        The constraints.

    Raises:
        DecisionConflictError: With the shortest chain of decisions that proves the contradiction.
    """
    rows_of: dict[tuple[str, type], list[int]] = {}
    for row, record in enumerate(records):
        rows_of.setdefault((record.id, type(record.says)), []).append(row)
    types_of: dict[str, set[type]] = {}
    for id, type_ in rows_of:
        types_of.setdefault(id, set()).add(type_)

    standing = [d for d in standing_decisions(decisions) if all(id in types_of for id in d.records)]
    same = [d for d in standing if d.judgement is Judgement.same]
    links: dict[str, list[tuple[str, Decision]]] = {}
    for decision in same:
        first, second = decision.records
        if not types_of[first] & types_of[second]:
            raise DecisionConflictError(
                (first, second), (_sentence(decision), "one is an event and the other an agreement")
            )
        links.setdefault(first, []).append((second, decision))
        links.setdefault(second, []).append((first, decision))

    for decision in standing:
        if decision.judgement is Judgement.different:
            chain = _shortest_chain(links, *decision.records)
            if chain is not None:
                raise DecisionConflictError(
                    decision.records, (*map(_sentence, chain), _sentence(decision))
                )

    edges = [(a, b) for d in same for a, b in _row_pairs(rows_of, d)]
    edges.extend((rows[0], row) for rows in rows_of.values() for row in rows[1:])
    ends = np.array(edges, np.int64).reshape(-1, 2)
    groups = components_of(len(records), ends[:, 0], ends[:, 1])
    group_of = {row: number for number, rows in enumerate(groups) for row in rows}
    apart = frozenset(
        (min(group_of[a], group_of[b]), max(group_of[a], group_of[b]))
        for d in standing
        if d.judgement is Judgement.different
        for a, b in _row_pairs(rows_of, d)
    )
    return Constraints(groups=groups, apart=apart)


def _row_pairs(
    rows_of: dict[tuple[str, type], list[int]], decision: Decision
) -> Iterator[tuple[int, int]]:
    first, second = decision.records
    for (id, type_), rows in rows_of.items():
        if id == first and (second, type_) in rows_of:
            yield rows[0], rows_of[second, type_][0]


def _sentence(decision: Decision) -> str:
    by = f" by {decision.author}" if decision.author else ""
    name = f" {decision.id!r}" if decision.id else ""
    first, second = decision.records
    return f"decision{name}{by} holds {first} and {second} {decision.judgement}"


def _shortest_chain(
    links: dict[str, list[tuple[str, Decision]]], start: str, goal: str
) -> tuple[Decision, ...] | None:
    """Return the fewest ``same`` decisions that lead from one record to another."""
    came_from: dict[str, tuple[str, Decision] | None] = {start: None}
    reached = [start]
    for id in reached:
        if id == goal:
            chain = []
            step = came_from[goal]
            while step is not None:
                chain.append(step[1])
                step = came_from[step[0]]
            return tuple(reversed(chain))
        for other, decision in sorted(links.get(id, ()), key=lambda link: link[0]):
            if other not in came_from:
                came_from[other] = (id, decision)
                reached.append(other)
    return None
