"""Events that are parts of others: sessions of a conference, a signing during a visit."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from alliancekit.features import DATE_ROLES, Bools, Ints
from alliancekit.features.kinds import AGREEMENT_CODES, EVENT_CODES, KIND_COLUMNS
from alliancekit.kinds import EventKind
from alliancekit.matches.overlaps import n_shared
from alliancekit.timeline.links.columns import MAX_SITTINGS, EntryColumns
from alliancekit.timeline.links.comparing import (
    both_differ,
    compare_titles,
    has_same_country,
    has_same_parties,
    has_same_place,
    is_elsewhere,
    n_absent,
    single_fits,
)
from alliancekit.timeline.links.joining import couples, crossed, joined, spread

_SAID = "announcement statement proposal decision goal"
_TALKS = "negotiation consultation mediation"
# What can happen during what.
_HOLDS: Mapping[str, str] = {
    "visit": f"summit ministerial meeting conference signing {_SAID} {_TALKS}",
    "summit": f"ministerial meeting conference council call signing {_SAID} {_TALKS}",
    "conference": f"ministerial meeting council signing {_SAID} {_TALKS}",
    "council": f"meeting signing {_SAID} {_TALKS}",
    "ministerial": f"meeting signing {_SAID} {_TALKS}",
    "exercise": "training deployment",
    "operation": "strike clash",
    "war": "strike clash operation blockade",
}
HOLDS = np.zeros((len(EVENT_CODES) + len(AGREEMENT_CODES),) * 2, np.bool_)
"""Whether something of the second kind can be a part of something of the first."""
for _whole, _parts in _HOLDS.items():
    for _part in _parts.split():
        HOLDS[EVENT_CODES[EventKind(_whole)], EVENT_CODES[EventKind(_part)]] = True

_IS_SAID = np.isin(np.arange(len(HOLDS)), [EVENT_CODES[EventKind(k)] for k in _SAID.split()])
_CONFERENCE, _VISIT = EVENT_CODES[EventKind.conference], EVENT_CODES[EventKind.visit]
_OCCURRED = DATE_ROLES.index("occurred")
_MAX_PART_DAYS = 3
_MAX_SHORT_DAYS, _MAX_LONG_DAYS = 31, 3_653
_MONTH_DAYS = 32
_MIN_WORTH = 2
_MIN_COMMON = 3
_MAX_PARTIES = 999
_SITTING_SLACK_DAYS = 1


def find_parts(columns: EntryColumns) -> tuple[Ints, Ints]:
    """Return parts, and of each the event that it is a part of.

    The whole can hold such things, lasts on the part's days and names its parties; the place, the
    titles, a word for sittings or a report that tells of both speak for it, and no other whole
    fits as well.
    """
    part, whole = _held(columns)
    n_days = columns.last_held[whole] - columns.first_held[whole]
    n_own = columns.last_held[part] - columns.first_held[part]
    n_parties = columns.parties.counts
    is_sitting = _is_sitting(columns, part, whole)
    group = KIND_COLUMNS.group[columns.kind]
    # Where a report dropped a party and took the kind for its neighbour, the two are one thing.
    is_smaller = (
        ((n_parties[part] > 1) & (n_parties[whole] > n_parties[part] + 1))
        | ((n_days > np.maximum(n_own, 0)) & (n_parties[part] > 1))
        | is_sitting
        | (group[part] != group[whole])
    )
    titles = compare_titles(columns, part, whole)
    is_there = has_same_place(columns, part, whole)
    is_on_day = _is_within(columns, part, whole, 0)
    is_one_report = n_shared(columns.sources, columns.sources, part, whole) > 0
    is_same = has_same_parties(columns, part, whole)
    # Whoever is on a visit meets the hosts there, wherever in their state.
    is_host_land = (
        (columns.kind[whole] == _VISIT)
        & (n_parties[part] > 1)
        & is_same
        & (has_same_country(columns, part, whole))
    )
    worth = (
        2 * (is_there | is_host_land)
        + 2 * titles.is_alike
        + 2 * (is_sitting & is_on_day)
        + 1 * (n_parties[part] > 2)
        + 1 * (is_one_report & (n_parties[part] > 1))
        + 1 * (is_one_report & is_same)
        + 2 * (is_one_report & _is_said_by_host(columns, part, whole))
    )
    is_other = both_differ(columns.number, part, whole) & ~is_sitting
    # A conference of low number may itself be a sitting of something bigger.
    is_low = (columns.kind[whole] == _CONFERENCE) & (
        (columns.number[whole] > 0) & (columns.number[whole] <= MAX_SITTINGS)
    )
    fits = (
        is_smaller
        & (worth >= _MIN_WORTH)
        & (is_on_day | is_there | titles.is_alike)
        & ~is_other
        & ~is_low
    )
    # Of nested meetings the shortest, then the biggest: a sitting is hard to tell from its whole.
    shortness = _MAX_LONG_DAYS - n_days
    bigness = np.minimum(n_parties[whole], _MAX_PARTIES)
    rank = (worth * (_MAX_LONG_DAYS + 1) + shortness) * (_MAX_PARTIES + 1) + bigness
    is_single = single_fits(part, fits, fits, rank)
    return part[is_single], whole[is_single]


def _held(columns: EntryColumns) -> tuple[Ints, Ints]:
    """Return parts and wholes whose kinds, days, parties and places allow it."""
    part, whole = _candidates(columns)
    fits = HOLDS[columns.kind[whole], columns.kind[part]]
    part, whole = part[fits], whole[fits]
    is_sitting = _is_sitting(columns, part, whole)
    fits = _is_within(columns, part, whole, is_sitting * _SITTING_SLACK_DAYS)
    part, whole = part[fits], whole[fits]
    n_common = n_shared(columns.parties, columns.covered, part, whole)
    is_sitting = _is_sitting(columns, part, whole)
    # Reports do not name all the parties of big meetings.
    is_of_most = is_sitting & (n_common >= _MIN_COMMON) & has_same_place(columns, part, whole)
    fits = (
        (n_absent(columns, part, whole) == 0) | is_of_most | _is_said_by_host(columns, part, whole)
    ) & ~is_elsewhere(columns, part, whole)
    return part[fits], whole[fits]


def _is_said_by_host(columns: EntryColumns, part: Ints, whole: Ints) -> Bools:
    """Return where what is said or decided is by the one organisation that the meeting is of.

    Whom it is said to, or who is to receive something, does not sit at the table.
    """
    of_one = (columns.parties.counts == 1) & (columns.organisations.counts == 1)
    return np.asarray(
        of_one[whole]
        & _IS_SAID[columns.kind[part]]
        & (n_shared(columns.parties, columns.parties, whole, part) == 1)
    )


def _is_sitting(columns: EntryColumns, part: Ints, whole: Ints) -> Bools:
    return np.asarray(columns.is_session[part] & ~columns.is_session[whole])


def _is_within(columns: EntryColumns, part: Ints, whole: Ints, slack_days: Ints | int) -> Bools:
    return np.asarray(
        (columns.earliest[part, _OCCURRED] >= columns.first_held[whole] - slack_days)
        & (columns.latest[part, _OCCURRED] <= columns.last_held[whole] + slack_days)
    )


def _candidates(columns: EntryColumns) -> tuple[Ints, Ints]:
    """Return pairs of a day and two parties, or the only one, in common."""
    is_event = columns.is_real & ~columns.is_agreement
    n_days = columns.last_held - columns.first_held
    can_hold = is_event & np.asarray(HOLDS.any(axis=1))[columns.kind] & ~columns.is_session
    can_be_held = (
        is_event
        & np.asarray(HOLDS.any(axis=0))[columns.kind]
        & columns.has_date[:, _OCCURRED]
        & (columns.latest[:, _OCCURRED] - columns.earliest[:, _OCCURRED] <= _MAX_PART_DAYS)
    )
    parts = couples(columns, columns.parties, can_be_held)
    found = []
    for unit_days, chosen in (
        (1, can_hold & (n_days >= 0) & (n_days <= _MAX_SHORT_DAYS)),
        (_MONTH_DAYS, can_hold & (n_days > _MAX_SHORT_DAYS) & (n_days <= _MAX_LONG_DAYS)),
    ):
        wholes = np.flatnonzero(chosen)
        days = spread(
            wholes,
            (columns.first_held[wholes] - _SITTING_SLACK_DAYS) // unit_days,
            (columns.last_held[wholes] + _SITTING_SLACK_DAYS) // unit_days,
        )
        of_parts = np.flatnonzero(can_be_held)
        left = crossed(
            columns, (of_parts, columns.earliest[of_parts, _OCCURRED] // unit_days), parts
        )
        right = crossed(columns, days, couples(columns, columns.covered, chosen))
        found.append(joined(left, right))
    return (
        np.concatenate([part for part, _ in found]),
        np.concatenate([whole for _, whole in found]),
    )
