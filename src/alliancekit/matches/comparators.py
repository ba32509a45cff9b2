"""Every way in which two records are compared."""

from __future__ import annotations

import math
from collections.abc import Callable

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.features import DATE_ROLES, UNKNOWN, Features, Ints, Lists
from alliancekit.matches.dates import (
    DATE_LEVELS,
    but_not,
    compare_dates,
    compare_lives,
    of_bookings,
    of_pledges,
)
from alliancekit.matches.overlaps import (
    UNKNOWN_LEVEL,
    level_of,
    n_missing,
    n_shared,
    shared_codes,
)
from alliancekit.weights import Model


@attrs.frozen(kw_only=True)
class Comparator:
    """One way to compare two records.

    Attributes:
        name: What is compared.
        levels: Names of its answers; the model gives each a weight.
        compare: Function from features and two arrays of rows, shape (m,), to the number of
            a level or -1 for unknown, shape (m,).
        rarity: Function to what the shared values add to the level's weight, in millibits,
            shape (m,); ``None`` for nothing.
    """

    name: str
    levels: tuple[str, ...]
    compare: Callable[[Features, Ints, Ints], Ints]
    rarity: Callable[[Features, Ints, Ints, Model], Ints] | None = None


def _compare_kinds(features: Features, a: Ints, b: Ints) -> Ints:
    is_vague = features.is_vague[a] | features.is_vague[b]
    # What is numbered is one of a series.
    is_standing = features.is_standing & (features.numbers.counts == 0)
    is_near = (features.group[a] == features.group[b]) & features.is_loose[a] & features.is_loose[b]
    return level_of(
        len(a),
        (is_vague & (features.kind[a] != features.kind[b]), UNKNOWN_LEVEL),
        (is_vague, 3),
        ((features.kind[a] == features.kind[b]) & is_standing[a] & is_standing[b], 5),
        (features.kind[a] == features.kind[b], 0),
        (is_near & is_standing[a] & is_standing[b], 6),
        (is_near, 1),
        (features.group[a] == features.group[b], 4),
        (np.ones(len(a), np.bool_), 2),
    )


def _compare_subkinds(features: Features, a: Ints, b: Ints) -> Ints:
    count_a, count_b = features.subkinds.counts[a], features.subkinds.counts[b]
    shared = n_shared(features.subkinds, features.subkinds, a, b)
    least = np.minimum(count_a, count_b)
    return level_of(
        len(a),
        (least == 0, UNKNOWN_LEVEL),
        ((shared == count_a) & (shared == count_b), 0),
        (shared == least, 1),
        (shared > 0, 2),
        (least == 1, 3),
        (least > 1, 4),
    )


def _compare_parties(features: Features, a: Ints, b: Ints) -> Ints:
    level = _party_levels(features, features.parties, a, b)
    # A counterpart that only a title names counts against a record that has two.
    told = np.flatnonzero(
        (np.minimum(features.parties.counts[a], features.parties.counts[b]) == 1)
        & (np.minimum(features.named.counts[a], features.named.counts[b]) > 1)
    )
    level[told] = _party_levels(features, features.named, a[told], b[told])
    return level


def _party_levels(features: Features, parties: Lists, a: Ints, b: Ints) -> Ints:
    missing_a = n_missing(parties, features.covered, a, b)
    missing_b = n_missing(parties, features.covered, b, a)
    equal = n_shared(parties, parties, a, b)
    count_a, count_b = parties.counts[a], parties.counts[b]
    return level_of(
        len(a),
        ((count_a == 0) | (count_b == 0), UNKNOWN_LEVEL),
        ((equal == count_a) & (equal == count_b), 0),
        ((missing_a == 0) & (missing_b == 0), 1),
        (((missing_a == 0) | (missing_b == 0)) & (missing_a + missing_b == 1), 2),
        ((np.minimum(count_a, count_b) == 2) & (missing_a + missing_b > 1) & (equal == 2), 7),
        ((missing_a == 0) | (missing_b == 0), 3),
        ((missing_a == 1) & (missing_b == 1) & (equal > 1), 4),
        (
            (equal == 1)
            & (count_a == 2)
            & (count_b == 2)
            & features.is_mutual[a]
            & features.is_mutual[b],
            8,
        ),
        (equal > 0, 5),
        (np.ones(len(a), np.bool_), 6),
    )


# Rare partners make news in bursts: a second event of theirs in one month is likelier than chance
# would have it.
_MAX_EVENT_PARTY_MILLIBITS = 7_000
_MAX_AGREEMENT_PARTY_MILLIBITS = 9_000


def _party_rarity(features: Features, a: Ints, b: Ints, model: Model) -> Ints:
    rarity = model.actors.of(features.actor_names)
    which, codes = shared_codes(features.parties, features.parties, a, b)
    total = np.bincount(which, weights=rarity[codes], minlength=len(a)).astype(np.int64)
    most = np.where(
        features.is_agreement[a], _MAX_AGREEMENT_PARTY_MILLIBITS, _MAX_EVENT_PARTY_MILLIBITS
    )
    return np.minimum(total, most)


def _compare_people(features: Features, a: Ints, b: Ints) -> Ints:
    shared = n_shared(features.people, features.people, a, b)
    least = np.minimum(features.people.counts[a], features.people.counts[b])
    return level_of(
        len(a),
        (least == 0, UNKNOWN_LEVEL),
        (shared > 2, 0),
        (shared == 2, 1),
        (shared == 1, 2),
        (least > 0, 3),
    )


def _compare_places(features: Features, a: Ints, b: Ints) -> Ints:
    name_a, name_b = features.place[a], features.place[b]
    land_a, land_b = features.country[a], features.country[b]
    both_named = (name_a != UNKNOWN) & (name_b != UNKNOWN)
    both_landed = (land_a != UNKNOWN) & (land_b != UNKNOWN)
    words = features.place_words
    least = np.minimum(words.counts[a], words.counts[b])
    is_within = (least > 0) & (n_shared(words, words, a, b) == least)
    return level_of(
        len(a),
        (both_landed & (land_a != land_b), 3),
        (both_named & ((name_a == name_b) | is_within), 0),
        (both_named, 2),
        (both_landed, 1),
    )


_MONEY_LEVELS = (
    ("equal", 1e-9),
    ("within 1%", 0.01),
    ("within 6%", 0.06),
    ("within 20%", 0.2),
    ("within half and double", 0.7),
    ("further apart", math.inf),
)


def _compare_money(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare sums in a currency that both give; other currencies leave it unknown."""
    gap = np.full(len(a), np.inf)
    which, at_a, at_b = _common_positions(features.money, a, b)
    np.minimum.at(gap, which, np.abs(features.log_amount[at_a] - features.log_amount[at_b]))
    return level_of(
        len(a),
        (np.isinf(gap), UNKNOWN_LEVEL),
        *((gap <= most, number) for number, (_, most) in enumerate(_MONEY_LEVELS)),
    )


_ROUND_FIGURES = 2
_MILLIBITS_PER_FIGURE = 1_000
_MAX_FIGURES = 4


def _money_rarity(features: Features, a: Ints, b: Ints, model: Model) -> Ints:
    """Return what it adds that two equal sums are not round: few others have their figures."""
    rarity = np.zeros(len(a), np.int64)
    which, at_a, at_b = _common_positions(features.money, a, b)
    is_equal = np.abs(features.log_amount[at_a] - features.log_amount[at_b]) <= _MONEY_LEVELS[0][1]
    figures = np.clip(features.figures[at_a[is_equal]] - _ROUND_FIGURES, 0, _MAX_FIGURES)
    np.maximum.at(rarity, which[is_equal], figures * _MILLIBITS_PER_FIGURE)
    return rarity


def _common_positions(lists: Lists, a: Ints, b: Ints) -> tuple[Ints, Ints, Ints]:
    """Return number of the pair and both positions of every code that two rows share."""
    which_a, at_a = _positions(lists, a)
    which_b, at_b = _positions(lists, b)
    base = int(lists.values.max(initial=0)) + 1
    keys_b = which_b * base + lists.values[at_b]
    wanted = which_a * base + lists.values[at_a]
    if not len(keys_b):
        return keys_b, keys_b, keys_b
    found = np.minimum(np.searchsorted(keys_b, wanted), len(keys_b) - 1)
    is_there = keys_b[found] == wanted
    return which_a[is_there], at_a[is_there], at_b[found[is_there]]


def _positions(lists: Lists, rows: Ints) -> tuple[Ints, Ints]:
    counts = lists.counts[rows]
    which = np.repeat(np.arange(len(rows)), counts)
    offsets = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return which, np.repeat(lists.starts[rows], counts) + offsets


def _compare_identifiers(features: Features, a: Ints, b: Ints) -> Ints:
    shared = n_shared(features.identifiers, features.identifiers, a, b)
    schemes = n_shared(features.schemes, features.schemes, a, b)
    return level_of(len(a), (shared > 0, 0), (schemes > 0, 1))


_SEASON_DAYS = 92


def _compare_numbers(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare what counts in a series; a number alone tells nothing without a date beside it."""
    shared = n_shared(features.numbers, features.numbers, a, b)
    count_a, count_b = features.numbers.counts[a], features.numbers.counts[b]
    is_dated = _have_near_dates(features, a, b)
    return level_of(
        len(a),
        ((features.is_session[a] != features.is_session[b]) & (shared > 0), UNKNOWN_LEVEL),
        ((np.maximum(count_a, count_b) > 0) & (np.minimum(count_a, count_b) == 0) & ~is_dated, 3),
        (np.minimum(count_a, count_b) == 0, UNKNOWN_LEVEL),
        ((shared == count_a) & (shared == count_b), 0),
        (shared > 0, 1),
        (shared == 0, 2),
    )


def _have_near_dates(features: Features, a: Ints, b: Ints) -> NDArray[np.bool_]:
    """Return where dates of one role allow only days of one season."""
    both = features.has_date[a] & features.has_date[b]
    first = np.minimum(features.earliest[a], features.earliest[b])
    last = np.maximum(features.latest[a], features.latest[b])
    return np.asarray((both & (last - first <= _SEASON_DAYS)).any(axis=1))


def _compare_editions(features: Features, a: Ints, b: Ints) -> Ints:
    is_known = (features.edition[a] != 0) & (features.edition[b] != 0)
    is_same = is_known & (features.edition[a] == features.edition[b])
    # The second session is not the second summit, and every meeting has one.
    return level_of(len(a), (is_same & ~features.is_session[a] & ~features.is_session[b], 0))


_TITLE_STEPS = (0.95, 0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25, 0.15)
_TITLE_LEVELS = (
    "all words",
    *(f"{step:.0%} of the words" for step in _TITLE_STEPS),
    "few words",
    "no words",
)


def _compare_titles(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare the share of words that two records' titles have in common.

    Where there are titles in a common language, words of the other ones are not missed. Without
    one too small a share is unknown.
    """
    shared = n_shared(features.tokens, features.tokens, a, b)
    count_a, count_b = features.tokens.counts[a], features.tokens.counts[b]
    least = np.minimum(count_a, count_b)
    which, at_a, at_b = _common_positions(features.languages, a, b)
    n_words = np.bincount(
        which, weights=features.n_words[at_a] + features.n_words[at_b], minlength=len(a)
    )
    has_language = n_words > 0
    shared = np.where(has_language, np.minimum(shared, n_words / 2), shared)
    n_words = np.where(has_language, n_words, count_a + count_b)
    share = shared / np.maximum(n_words - shared, 1)
    return level_of(
        len(a),
        (least == 0, UNKNOWN_LEVEL),
        (share == 1, 0),
        *((share >= step, number) for number, step in enumerate(_TITLE_STEPS[:-2], start=1)),
        (~has_language, UNKNOWN_LEVEL),
        *(
            (share >= step, number)
            for number, step in enumerate(_TITLE_STEPS[-2:], start=len(_TITLE_STEPS) - 1)
        ),
        (shared > 0, len(_TITLE_LEVELS) - 2),
        (least > 0, len(_TITLE_LEVELS) - 1),
    )


_MAX_WORD_MILLIBITS = 3_500
_WORD_SHARE = 4


def _title_rarity(features: Features, a: Ints, b: Ints, model: Model) -> Ints:
    """Return a quarter of the rarity of shared words: words of one title are not independent."""
    rarity = model.tokens.of(features.token_names)
    which, codes = shared_codes(features.tokens, features.tokens, a, b)
    total = np.bincount(which, weights=rarity[codes], minlength=len(a)).astype(np.int64)
    return np.minimum(total // _WORD_SHARE, _MAX_WORD_MILLIBITS)


def _compare_items(features: Features, a: Ints, b: Ints) -> Ints:
    shared = n_shared(features.items, features.items, a, b)
    least = np.minimum(features.items.counts[a], features.items.counts[b])
    is_transfer = features.is_transfer[a] & features.is_transfer[b]
    return level_of(
        len(a), (least == 0, UNKNOWN_LEVEL), (shared > 0, 0), (is_transfer, 2), (least > 0, 1)
    )


def _compare_amending(features: Features, a: Ints, b: Ints) -> Ints:
    is_titled = features.tokens.counts > 0
    return level_of(
        len(a),
        (~(is_titled[a] & is_titled[b] & features.is_agreement[a]), UNKNOWN_LEVEL),
        (features.is_amending[a] & features.is_amending[b], 0),
        (features.is_amending[a] | features.is_amending[b], 1),
    )


def _compare_sessions(features: Features, a: Ints, b: Ints) -> Ints:
    is_titled = features.tokens.counts > 0
    return level_of(
        len(a),
        (~(is_titled[a] & is_titled[b]) | features.is_agreement[a], UNKNOWN_LEVEL),
        (features.is_session[a] & features.is_session[b], 0),
        (features.is_session[a] | features.is_session[b], 1),
    )


def _compare_outlets(features: Features, a: Ints, b: Ints) -> Ints:
    return level_of(
        len(a), ((features.outlet[a] == features.outlet[b]) & (features.outlet[a] != UNKNOWN), 0)
    )


COMPARATORS: tuple[Comparator, ...] = (
    Comparator(
        name="kind",
        levels=(
            "same",
            "near",
            "other group",
            "same, vague",
            "sibling",
            "same, standing",
            "near, standing",
        ),
        compare=_compare_kinds,
    ),
    Comparator(
        name="subkind",
        levels=("same", "finer", "sibling", "different", "other branch"),
        compare=_compare_subkinds,
    ),
    *(
        Comparator(
            name=f"date {name}",
            levels=DATE_LEVELS,
            compare=compare_dates(DATE_ROLES.index(role), applies),
        )
        for name, role, applies in (
            ("occurred", "occurred", but_not(of_bookings)),
            ("booked", "occurred", of_bookings),
            ("signed", "signed", but_not(of_pledges)),
            ("pledged", "signed", of_pledges),
            ("in_force", "in_force", None),
            ("ended", "ended", None),
        )
    ),
    Comparator(
        name="life",
        levels=("within 45 days", "within 400 days", "within 10 years", "open", "further apart"),
        compare=compare_lives,
    ),
    Comparator(
        name="parties",
        levels=(
            "same",
            "organisation and members",
            "one missing",
            "several missing",
            "one swapped",
            "some common",
            "none common",
            "two of many",
            "other counterpart",
        ),
        compare=_compare_parties,
        rarity=_party_rarity,
    ),
    Comparator(
        name="people", levels=("three or more", "two", "one", "others"), compare=_compare_people
    ),
    Comparator(
        name="place",
        levels=("same", "same state", "other place", "other state"),
        compare=_compare_places,
    ),
    Comparator(
        name="money",
        levels=tuple(name for name, _ in _MONEY_LEVELS),
        compare=_compare_money,
        rarity=_money_rarity,
    ),
    Comparator(name="identifiers", levels=("shared", "different"), compare=_compare_identifiers),
    Comparator(name="edition", levels=("same",), compare=_compare_editions),
    Comparator(
        name="numbers",
        levels=("same", "some", "different", "one alone"),
        compare=_compare_numbers,
    ),
    Comparator(name="title", levels=_TITLE_LEVELS, compare=_compare_titles, rarity=_title_rarity),
    Comparator(name="items", levels=("shared", "different", "another lot"), compare=_compare_items),
    Comparator(name="amending", levels=("both", "one alone"), compare=_compare_amending),
    Comparator(name="session", levels=("both", "one alone"), compare=_compare_sessions),
    Comparator(name="outlet", levels=("same",), compare=_compare_outlets),
)
"""Every comparison, in the order of explanations."""
