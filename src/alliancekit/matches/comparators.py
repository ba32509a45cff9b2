"""Every way in which two records are compared."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import numpy as np

from alliancekit.features import DATE_ROLES, UNKNOWN, Bools, Features, Ints, Lists
from alliancekit.features.kinds import AGREEMENT_CODES, KIND_COLUMNS
from alliancekit.kinds import AgreementKind
from alliancekit.matches.dates import (
    DATE_LEVELS,
    LIFE_LEVELS,
    STEP_LEVELS,
    but_not,
    compare_dates,
    compare_lives,
    compare_steps,
    of_bookings,
    of_pledges,
)
from alliancekit.matches.overlaps import level_of, n_missing, n_shared, shared_codes
from alliancekit.matches.sums import MONEY_LEVELS, compare_money, money_rarity
from alliancekit.matches.titles import (
    EDITION_LEVELS,
    MENTION_LEVELS,
    NUMBER_LEVELS,
    TITLE_LEVELS,
    compare_amending,
    compare_editions,
    compare_numbers,
    compare_sessions,
    compare_titles,
    title_rarity,
)
from alliancekit.weights import Model


@attrs.frozen(kw_only=True)
class Comparator:
    """One way to compare two records.

    Attributes:
        name: What is compared.
        levels: Names of its answers; the model gives each a weight.
        compare: Function from features, two arrays of rows, shape (m,), and the model, to the
            number of a level or -1 for unknown, shape (m,).
        rarity: Function to what the shared values add to the level's weight, in millibits,
            shape (m,); ``None`` for nothing.
    """

    name: str
    levels: tuple[str, ...]
    compare: Callable[[Features, Ints, Ints, Model], Ints]
    rarity: Callable[[Features, Ints, Ints, Model], Ints] | None = None


def whatever_the_model(
    compare: Callable[[Features, Ints, Ints], Ints],
) -> Callable[[Features, Ints, Ints, Model], Ints]:
    """Return a comparison that takes a model and does not ask it."""
    return lambda features, a, b, _model: compare(features, a, b)


_KIND_LEVELS = (
    "same",
    "near",
    "other group",
    "same, vague",
    "sibling",
    "same, standing",
    "near, standing",
    "one a statement",
)


def _compare_kinds(features: Features, a: Ints, b: Ints) -> Ints:
    is_vague = features.is_vague[a] | features.is_vague[b]
    # What is numbered is one of a series.
    is_standing = features.is_standing & (features.numbers.counts == 0)
    is_near = KIND_COLUMNS.is_near[features.kind[a], features.kind[b]]
    return level_of(
        _KIND_LEVELS,
        len(a),
        (_is_statement_alone(features, a, b), "one a statement"),
        (is_vague & (features.kind[a] != features.kind[b]), None),
        (is_vague, "same, vague"),
        (
            (features.kind[a] == features.kind[b]) & is_standing[a] & is_standing[b],
            "same, standing",
        ),
        (features.kind[a] == features.kind[b], "same"),
        (is_near & is_standing[a] & is_standing[b], "near, standing"),
        (is_near, "near"),
        (features.group[a] == features.group[b], "sibling"),
        (np.ones(len(a), np.bool_), "other group"),
    )


def _is_statement_alone(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where one is a joint statement and the other an agreement of a kind that says more."""
    is_statement = features.kind == AGREEMENT_CODES[AgreementKind.joint_statement]
    says_more = ~features.is_vague
    return np.asarray((is_statement[a] & says_more[b]) | (is_statement[b] & says_more[a]))


_SUBKIND_LEVELS = ("same", "finer", "sibling", "different", "other branch")


def _compare_subkinds(features: Features, a: Ints, b: Ints) -> Ints:
    count_a, count_b = features.subkinds.counts[a], features.subkinds.counts[b]
    shared = n_shared(features.subkinds, features.subkinds, a, b)
    least = np.minimum(count_a, count_b)
    return level_of(
        _SUBKIND_LEVELS,
        len(a),
        (least == 0, None),
        ((shared == count_a) & (shared == count_b), "same"),
        (shared == least, "finer"),
        (shared > 0, "sibling"),
        (least == 1, "different"),
        (least > 1, "other branch"),
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


_PARTY_LEVELS = (
    "same",
    "organisation and members",
    "one missing",
    "several missing",
    "one swapped",
    "some common",
    "none common",
    "two of many",
    "other counterpart",
    "two of three",
)


def _party_levels(features: Features, parties: Lists, a: Ints, b: Ints) -> Ints:
    missing_a = n_missing(parties, features.covered, features.organisations, a, b)
    missing_b = n_missing(parties, features.covered, features.organisations, b, a)
    equal = n_shared(parties, parties, a, b)
    count_a, count_b = parties.counts[a], parties.counts[b]
    # At its summit an organisation's members are told beside it; who binds himself beside it is not
    # excused by it.
    crossed = _are_bound_beside_one(features, a, b) & (count_a > equal) & (count_b > equal)
    missing_a = np.where(crossed, count_a - equal, missing_a)
    missing_b = np.where(crossed, count_b - equal, missing_b)
    return level_of(
        _PARTY_LEVELS,
        len(a),
        ((count_a == 0) | (count_b == 0), None),
        ((equal == count_a) & (equal == count_b), "same"),
        ((missing_a == 0) & (missing_b == 0), "organisation and members"),
        (
            features.is_agreement[a]
            & features.is_agreement[b]
            & (np.minimum(count_a, count_b) == 2)
            & (missing_a + missing_b == 1)
            & (equal == 2),
            "two of three",
        ),
        (((missing_a == 0) | (missing_b == 0)) & (missing_a + missing_b == 1), "one missing"),
        (
            (np.minimum(count_a, count_b) == 2) & (missing_a + missing_b > 1) & (equal == 2),
            "two of many",
        ),
        ((missing_a == 0) | (missing_b == 0), "several missing"),
        ((missing_a == 1) & (missing_b == 1) & (equal > 1), "one swapped"),
        (
            (equal == 1)
            & (count_a == 2)
            & (count_b == 2)
            & features.is_mutual[a]
            & features.is_mutual[b],
            "other counterpart",
        ),
        (equal > 0, "some common"),
        (np.ones(len(a), np.bool_), "none common"),
    )


def _are_bound_beside_one(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where both are binding, and name the same organisations and no others."""
    organisations = features.organisations
    n_common = n_shared(organisations, organisations, a, b)
    return np.asarray(
        features.is_binding[a]
        & features.is_binding[b]
        & (n_common > 0)
        & (organisations.counts[a] == n_common)
        & (organisations.counts[b] == n_common)
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


_PEOPLE_LEVELS = ("three or more", "two", "one", "others")


def _compare_people(features: Features, a: Ints, b: Ints) -> Ints:
    shared = n_shared(features.people, features.people, a, b)
    least = np.minimum(features.people.counts[a], features.people.counts[b])
    return level_of(
        _PEOPLE_LEVELS,
        len(a),
        (least == 0, None),
        (shared > 2, "three or more"),
        (shared == 2, "two"),
        (shared == 1, "one"),
        (least > 0, "others"),
    )


_PLACE_LEVELS = ("same", "same state", "other place", "other state")


def _compare_places(features: Features, a: Ints, b: Ints) -> Ints:
    name_a, name_b = features.place[a], features.place[b]
    land_a, land_b = features.country[a], features.country[b]
    both_named = (name_a != UNKNOWN) & (name_b != UNKNOWN)
    both_landed = (land_a != UNKNOWN) & (land_b != UNKNOWN)
    words = features.place_words
    least = np.minimum(words.counts[a], words.counts[b])
    is_within = (least > 0) & (n_shared(words, words, a, b) == least)
    return level_of(
        _PLACE_LEVELS,
        len(a),
        (both_landed & (land_a != land_b), "other state"),
        (both_named & ((name_a == name_b) | is_within), "same"),
        (both_named & _contradicts(features, a, b), "other place"),
        (both_landed, "same state"),
    )


def _contradicts(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where two names of places cannot be of one; see ``features.may_be_one_place``."""
    language = features.language
    is_one = (language[a] == language[b]) | (language[a] == UNKNOWN) | (language[b] == UNKNOWN)
    return np.asarray(
        (features.place_script[a] == features.place_script[b])
        & (features.place_stem[a] != features.place_stem[b])
        & (is_one | (features.place_sound[a] != features.place_sound[b]))
    )


_IDENTIFIER_LEVELS = ("shared", "different")


def _compare_identifiers(features: Features, a: Ints, b: Ints) -> Ints:
    shared = n_shared(features.identifiers, features.identifiers, a, b)
    schemes = n_shared(features.schemes, features.schemes, a, b)
    return level_of(_IDENTIFIER_LEVELS, len(a), (shared > 0, "shared"), (schemes > 0, "different"))


_ITEM_LEVELS = ("shared", "different", "another lot")


def _compare_items(features: Features, a: Ints, b: Ints) -> Ints:
    shared = n_shared(features.items, features.items, a, b)
    least = np.minimum(features.items.counts[a], features.items.counts[b])
    is_transfer = features.is_transfer[a] & features.is_transfer[b]
    return level_of(
        _ITEM_LEVELS,
        len(a),
        (least == 0, None),
        (shared > 0, "shared"),
        (is_transfer, "another lot"),
        (least > 0, "different"),
    )


_OUTLET_LEVELS = ("same",)


def _compare_outlets(features: Features, a: Ints, b: Ints) -> Ints:
    return level_of(
        _OUTLET_LEVELS,
        len(a),
        ((features.outlet[a] == features.outlet[b]) & (features.outlet[a] != UNKNOWN), "same"),
    )


COMPARATORS: tuple[Comparator, ...] = (
    Comparator(
        name="kind",
        levels=_KIND_LEVELS,
        compare=whatever_the_model(_compare_kinds),
    ),
    Comparator(
        name="subkind",
        levels=_SUBKIND_LEVELS,
        compare=whatever_the_model(_compare_subkinds),
    ),
    *(
        Comparator(
            name=f"date {name}",
            levels=DATE_LEVELS,
            compare=whatever_the_model(compare_dates(DATE_ROLES.index(role), applies)),
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
    Comparator(name="date step", levels=STEP_LEVELS, compare=whatever_the_model(compare_steps)),
    Comparator(
        name="life",
        levels=LIFE_LEVELS,
        compare=whatever_the_model(compare_lives),
    ),
    Comparator(
        name="parties",
        levels=_PARTY_LEVELS,
        compare=whatever_the_model(_compare_parties),
        rarity=_party_rarity,
    ),
    Comparator(name="people", levels=_PEOPLE_LEVELS, compare=whatever_the_model(_compare_people)),
    Comparator(
        name="place",
        levels=_PLACE_LEVELS,
        compare=whatever_the_model(_compare_places),
    ),
    Comparator(
        name="money",
        levels=MONEY_LEVELS,
        compare=whatever_the_model(compare_money),
        rarity=money_rarity,
    ),
    Comparator(
        name="identifiers",
        levels=_IDENTIFIER_LEVELS,
        compare=whatever_the_model(_compare_identifiers),
    ),
    Comparator(name="edition", levels=EDITION_LEVELS, compare=whatever_the_model(compare_editions)),
    Comparator(
        name="numbers",
        levels=NUMBER_LEVELS,
        compare=whatever_the_model(compare_numbers),
    ),
    Comparator(name="title", levels=TITLE_LEVELS, compare=compare_titles, rarity=title_rarity),
    Comparator(name="items", levels=_ITEM_LEVELS, compare=whatever_the_model(_compare_items)),
    Comparator(
        name="amending", levels=MENTION_LEVELS, compare=whatever_the_model(compare_amending)
    ),
    Comparator(name="session", levels=MENTION_LEVELS, compare=whatever_the_model(compare_sessions)),
    Comparator(name="outlet", levels=_OUTLET_LEVELS, compare=whatever_the_model(_compare_outlets)),
)
"""Every comparison, in the order of explanations."""
