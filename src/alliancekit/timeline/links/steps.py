"""Steps in the life of an agreement: which comes after which, and of which agreement they are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from alliancekit.features import DATE_ROLES, OPEN_AFTER, OPEN_BEFORE, Bools, Ints
from alliancekit.features.kinds import AGREEMENT_CODES, EVENT_CODES
from alliancekit.kinds import EventKind
from alliancekit.matches.overlaps import n_shared
from alliancekit.timeline.links.columns import EntryColumns
from alliancekit.timeline.links.comparing import (
    are_both_of_amendments,
    both_differ,
    compare_titles,
    has_same_parties,
    n_absent,
    single_fits,
)
from alliancekit.timeline.links.joining import Keyed, couples, crossed, joined, spread

_STEPS: Mapping[EventKind, int] = {
    EventKind.proposal: 1,
    EventKind.negotiation: 2,
    EventKind.announcement: 3,
    EventKind.signing: 4,
    EventKind.ratification: 5,
    EventKind.accession: 5,
    EventKind.entry_into_force: 6,
    EventKind.suspension: 7,
    EventKind.withdrawal: 7,
    EventKind.termination: 7,
}
_SIGNED_STEP, _IN_FORCE_STEP = _STEPS[EventKind.signing], _STEPS[EventKind.entry_into_force]
_STEP = np.zeros(len(EVENT_CODES) + len(AGREEMENT_CODES), np.int64)
for _kind, _step in _STEPS.items():
    _STEP[EVENT_CODES[_kind]] = _step
_ORDERS = (EVENT_CODES[EventKind.arms_sale], EVENT_CODES[EventKind.procurement])
_DELIVERY = EVENT_CODES[EventKind.arms_delivery]

_OCCURRED, _SIGNED, _IN_FORCE = (
    DATE_ROLES.index(role) for role in ("occurred", "signed", "in_force")
)
# An agreement that was announced is signed within months, or the announcement was of another one;
# ratifications take years.
_MAX_TALKING_DAYS, _MAX_PENDING_DAYS = 400, 5 * 366
_MAX_DELIVERY_DAYS = 15 * 366
_SLACK_DAYS = 3
_YEAR_DAYS = 366
_MILESTONE, _ON_THE_DAY, _IN_THE_DAYS, _IN_ORDER, _OUT_OF_ORDER = 4, 3, 2, 1, -1


def find_earlier_steps(columns: EntryColumns) -> tuple[Ints, Ints]:
    """Return steps, and of each the last step of the same agreement before it.

    Both are of the same parties, their titles speak of one thing, and no other step of that sort
    may be meant.
    """
    step = _steps(columns)
    chosen = (step > 0) & columns.has_date[:, _OCCURRED]
    later, earlier = _of_years(columns, chosen, chosen, _MAX_PENDING_DAYS)
    low, high = columns.earliest[:, _OCCURRED], columns.latest[:, _OCCURRED]
    most = np.where(
        (step[later] > _SIGNED_STEP) & (step[earlier] >= _SIGNED_STEP),
        _MAX_PENDING_DAYS,
        _MAX_TALKING_DAYS,
    )
    can_be = (
        (step[later] > step[earlier])
        & (low[later] >= high[earlier])
        & (high[later] - low[earlier] <= most)
        & (columns.number[later] == columns.number[earlier])
    )
    later, earlier = later[can_be], earlier[can_be]
    can_be = has_same_parties(columns, later, earlier)
    later, earlier = later[can_be], earlier[can_be]
    can_be = are_both_of_amendments(columns, later, earlier)
    later, earlier = later[can_be], earlier[can_be]
    titles = compare_titles(columns, later, earlier)
    is_single = single_fits(later, titles.is_alike, ~titles.is_unlike, step[earlier])
    return later[is_single], earlier[is_single]


def find_orders(columns: EntryColumns) -> tuple[Ints, Ints]:
    """Return deliveries and the orders or sales that they come of."""
    is_dated = columns.is_real & columns.has_date[:, _OCCURRED]
    delivery, order = _of_years(
        columns,
        is_dated & (columns.kind == _DELIVERY),
        is_dated & np.isin(columns.kind, _ORDERS),
        _MAX_DELIVERY_DAYS,
    )
    low, high = columns.earliest[:, _OCCURRED], columns.latest[:, _OCCURRED]
    is_told = (columns.items.counts[delivery] > 0) & (columns.items.counts[order] > 0)
    n_items = n_shared(columns.items, columns.items, delivery, order)
    directed = columns.directed
    is_turned = (
        (directed.counts[delivery] > 0)
        & (directed.counts[order] > 0)
        & (n_shared(directed, directed, delivery, order) == 0)
    )
    can_be = (
        (low[delivery] >= high[order])
        & ~is_turned
        & (high[delivery] - low[order] <= _MAX_DELIVERY_DAYS)
        & has_same_parties(columns, delivery, order)
        & (~is_told | (n_items > 0))
    )
    is_single = single_fits(delivery, can_be & (n_items > 0), can_be)
    return delivery[is_single], order[is_single]


def find_agreements(columns: EntryColumns) -> tuple[Ints, Ints]:
    """Return steps, and of each the agreement that it is a step of.

    Its parties are those of the agreement or some of them, its day is in order with the
    milestones, and it bears an id of the agreement, or the titles speak of one thing, or they
    cannot be compared and the day is the very one, or it is a milestone by day and actor; no
    other agreement of these parties may be meant.
    """
    step = _steps(columns)
    is_event = columns.is_real & ~columns.is_agreement
    chosen = is_event & ((step > 0) | (columns.taken.counts > 0)) & columns.has_date[:, _OCCURRED]
    event, agreement = _of_years(
        columns, chosen, columns.is_agreement & columns.is_real, _MAX_PENDING_DAYS
    )
    fit = np.where(step[event] > 0, _fit_of_days(columns, step, event, agreement), _OUT_OF_ORDER)
    fit[n_shared(columns.taken, columns.taken, event, agreement) > 0] = _MILESTONE
    can_be = (fit > 0) & ~both_differ(columns.number, event, agreement)
    event, agreement, fit = event[can_be], agreement[can_be], fit[can_be]
    can_be = n_absent(columns, event, agreement) == 0
    event, agreement, fit = event[can_be], agreement[can_be], fit[can_be]
    can_be = are_both_of_amendments(columns, event, agreement)
    event, agreement, fit = event[can_be], agreement[can_be], fit[can_be]
    is_same = has_same_parties(columns, event, agreement)
    titles = compare_titles(columns, event, agreement)
    is_cited = n_shared(columns.identifiers, columns.identifiers, event, agreement) > 0
    has_its_number = columns.number[event] == columns.number[agreement]
    is_milestone = fit == _MILESTONE
    # Others of the same actor may be decided on that day: a title that names one is of that one.
    named = np.zeros(len(columns.kind), np.bool_)
    named[event[titles.is_alike & ~is_milestone]] = True
    fits = (
        ((titles.is_alike | is_cited) & (is_same | (columns.parties.counts[event] > 1)))
        | ((fit >= _ON_THE_DAY) & is_same & ~titles.is_unlike)
        | (is_milestone & (titles.is_alike | ~named[event]))
    ) & (has_its_number | (fit >= _IN_THE_DAYS))
    # What is only in order does not unsettle the agreement that the day is of, nor a title the id.
    rank = 1 * is_milestone + 1 * (titles.is_alike & (fit >= _IN_THE_DAYS)) + 3 * is_cited
    is_single = single_fits(event, fits, ~titles.is_unlike, np.where(fits, rank, 0))
    return event[is_single], agreement[is_single]


def _steps(columns: EntryColumns) -> Ints:
    return np.where(columns.is_real & ~columns.is_agreement, _STEP[columns.kind], 0)


def _of_years(
    columns: EntryColumns, later: Bools, earlier: Bools, most_days: int
) -> tuple[Ints, Ints]:
    """Return later and earlier rows with two parties, or an only one, in common, years apart."""
    first, last = columns.outer_days()
    rows = np.flatnonzero(later)
    left: Keyed = rows, first[rows] // _YEAR_DAYS
    # Where only one end is known, the other is taken to be near.
    low = np.where(first <= OPEN_BEFORE, last - _MAX_PENDING_DAYS, first)
    high = np.where(last >= OPEN_AFTER, low + _MAX_PENDING_DAYS, last)
    others = np.flatnonzero(
        earlier & columns.has_date.any(axis=1) & (high - low <= _MAX_DELIVERY_DAYS)
    )
    right = spread(
        others,
        (low[others] - _MAX_TALKING_DAYS) // _YEAR_DAYS,
        (high[others] + most_days) // _YEAR_DAYS,
    )
    return joined(
        crossed(columns, left, _own_couples(columns, later)),
        crossed(columns, right, couples(columns, columns.covered, earlier)),
    )


def _own_couples(columns: EntryColumns, chosen: Bools) -> Keyed:
    """Return the couples of rows, an only party with itself."""
    rows, codes = couples(columns, columns.parties, chosen)
    is_pair = codes // columns.n_actors != codes % columns.n_actors
    kept = is_pair | (columns.parties.counts[rows] == 1)
    return rows[kept], codes[kept]


def _fit_of_days(columns: EntryColumns, step: Ints, event: Ints, agreement: Ints) -> Ints:
    """Return how well the day of a step fits the milestones of an agreement."""
    low, high = columns.earliest[event, _OCCURRED], columns.latest[event, _OCCURRED]
    of = step[event]
    fit = np.full(len(event), _IN_ORDER)
    for role, own in ((_SIGNED, _SIGNED_STEP), (_IN_FORCE, _IN_FORCE_STEP)):
        has = columns.has_date[agreement, role]
        first, last = columns.earliest[agreement, role], columns.latest[agreement, role]
        is_own = has & (of == own)
        is_met = (low - _SLACK_DAYS <= last) & (first - _SLACK_DAYS <= high)
        is_fine = (high - low <= _MAX_TALKING_DAYS) & (last - first <= _MAX_TALKING_DAYS)
        fit[is_own & is_met & is_fine] = _IN_THE_DAYS
        fit[is_own & (low == high) & (first == last) & (low == first)] = _ON_THE_DAY
        is_early, is_late = has & (of < own), has & (of > own)
        # What is signed may wait for years until it is in force.
        most_days = np.where(of < _SIGNED_STEP, _MAX_TALKING_DAYS, _MAX_PENDING_DAYS)
        fit[
            (is_own & ~is_met)
            | (is_early & ((low > last + _SLACK_DAYS) | (high < first - most_days)))
            | (is_late & ((high < first - _SLACK_DAYS) | (low > last + _MAX_PENDING_DAYS)))
        ] = _OUT_OF_ORDER
    return fit
