"""Links that no record states, found from what entries say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from alliancekit.actors import ActorTable
from alliancekit.features import Features, Ints
from alliancekit.timeline.entries import Entry, Link, Relation
from alliancekit.timeline.links import reasons
from alliancekit.timeline.links.columns import EntryColumns, entry_columns
from alliancekit.timeline.links.parts import find_parts
from alliancekit.timeline.links.series import find_amended, find_next_editions
from alliancekit.timeline.links.steps import find_agreements, find_earlier_steps, find_orders
from alliancekit.weights import Model


@attrs.frozen(kw_only=True)
class LinkRule:
    """One way to find links.

    Attributes:
        event_relation: What its links from an event say.
        agreement_relation: What its links from an agreement say.
        find: Function to the rows that links start from and lead to, shape (m,) each, no row
            twice among the first.
        reason: Function to why one of them stands.
    """

    event_relation: Relation
    agreement_relation: Relation
    find: Callable[[EntryColumns], tuple[Ints, Ints]]
    reason: Callable[[EntryColumns, int, int], str]


def _rule(
    relation: Relation,
    find: Callable[[EntryColumns], tuple[Ints, Ints]],
    reason: Callable[[EntryColumns, int, int], str],
    event_relation: Relation | None = None,
) -> LinkRule:
    return LinkRule(
        event_relation=event_relation or relation,
        agreement_relation=relation,
        find=find,
        reason=reason,
    )


RULES: tuple[LinkRule, ...] = (
    _rule(Relation.about, find_agreements, reasons.of_agreement),
    _rule(Relation.part_of, find_parts, reasons.of_part),
    _rule(Relation.follows, find_earlier_steps, reasons.of_step),
    _rule(Relation.follows, find_orders, reasons.of_delivery),
    _rule(Relation.amends, find_amended, reasons.of_amendment),
    _rule(Relation.succeeds, find_next_editions, reasons.of_edition, Relation.follows),
)
"""Every rule by which links are found."""


def found_links(
    entries: Sequence[Entry],
    members: Sequence[Sequence[int]],
    features: Features,
    actors: ActorTable,
    model: Model,
) -> list[Link]:
    """Return the links between entries that facts speak for and no record needs to state.

    Where two entries fit as well, or another may be meant, there is none: a link that is missing
    is found by a reader, a wrong one misleads. It depends on the entries of its own parties and
    on the model alone.

    Args:
        entries: n entries.
        members: Rows of the records of each.
        features: Of the records.
        actors: Knows what actors are called.
        model: Says which words of titles are common.

    Returns:
        At most one for each entry and rule, in no order that counts.

    Source:
        Ours: what reports of alliances leave unsaid because the reader knows.
    """
    if not entries:
        return []
    columns = entry_columns(entries, members, features, actors, model)
    return [
        Link(
            origin=entries[origin].id,
            relation=rule.agreement_relation
            if columns.is_agreement[origin]
            else rule.event_relation,
            target=entries[target].id,
            reason=rule.reason(columns, origin, target),
        )
        for rule in RULES
        for origin, target in zip(*(rows.tolist() for rows in rule.find(columns)), strict=True)
    ]
