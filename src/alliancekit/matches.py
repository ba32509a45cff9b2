"""Stage 4: candidate pairs become verdicts, with integer weights that explain themselves.

Every comparator answers with one of its levels, or with unknown, which weighs nothing. The weight of a pair is the model's prior plus the
weights of its levels, in thousandths of a bit; the sum is exact. A veto keeps two records apart whatever they weigh.

Source:
    I. P. Fellegi and A. B. Sunter, A Theory for Record Linkage, JASA 64 (1969); the levels and vetoes are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

import attrs
import numpy as np
from numpy.typing import NDArray

from alliancekit.features import DATE_ROLES, UNKNOWN, Features, Ints, Lists
from alliancekit.weights import Model

Bools = NDArray[np.bool_]

_UNKNOWN_LEVEL = -1


class Verdict(StrEnum):
    """What a comparison of two records comes to."""

    same = "same"
    unsure = "unsure"
    different = "different"
    other_edition = "other_edition"
    related = "related"


class Veto(StrEnum):
    """Why two records cannot be one thing, whatever they share."""

    none = ""
    edition = "different editions"
    amendment = "different amendments"
    counterpart = "different counterparts"
    direction = "opposite directions"


@attrs.frozen(kw_only=True)
class Comparator:
    """One way to compare two records.

    Attributes:
        name: What is compared.
        levels: Names of its answers; the model gives each a weight.
        compare: Function from features and two arrays of rows, shape (m,), to the number of a level or -1 for unknown, shape (m,).
        rarity: Function to what the shared values add to the level's weight, in millibits, shape (m,); ``None`` for nothing.
    """

    name: str
    levels: tuple[str, ...]
    compare: Callable[[Features, Ints, Ints], Ints]
    rarity: Callable[[Features, Ints, Ints, Model], Ints] | None = None


@attrs.frozen(kw_only=True, eq=False)
class Matches:
    """Compared pairs.

    Attributes:
        first: Rows, shape (m,).
        second: Rows, shape (m,).
        levels: Level of every comparator, -1 for unknown, shape (m, number of comparators).
        parts: Weight of every comparator in millibits, shape of ``levels``.
        weight: Prior and parts together, in millibits, shape (m,).
        veto: Number of the veto in ``Veto``, 0 for none, shape (m,).
    """

    first: Ints
    second: Ints
    levels: Ints
    parts: Ints
    weight: Ints
    veto: Ints

    def __len__(self) -> int:
        return len(self.first)


def score_pairs(features: Features, first: Ints, second: Ints, model: Model) -> Matches:
    """Return the weights of pairs.

    Args:
        features: n rows.
        first: Rows, shape (m,).
        second: Rows, shape (m,).
        model: The weights.

    Returns:
        m matches, in the order given. Each depends on its two records and the model alone.
    """
    levels = np.empty((len(first), len(COMPARATORS)), np.int64)
    parts = np.empty_like(levels)
    for column, comparator in enumerate(COMPARATORS):
        level = comparator.compare(features, first, second)
        table = model.by_comparator[comparator.name]
        weights = np.array([*(table[name] for name in comparator.levels), 0], np.int64)
        part = weights[level]
        if comparator.rarity is not None:
            part = part + np.where(level == _UNKNOWN_LEVEL, 0, comparator.rarity(features, first, second, model))
        levels[:, column], parts[:, column] = level, part

    prior = np.where(
        features.is_agreement[first], model.agreement_prior_millibits, model.event_prior_millibits
    )
    return Matches(
        first=first,
        second=second,
        levels=levels,
        parts=parts,
        weight=prior + parts.sum(axis=1),
        veto=_vetoes(features, first, second),
    )


def _vetoes(features: Features, a: Ints, b: Ints) -> Ints:
    codes = list(Veto)
    veto = np.zeros(len(a), np.int64)
    for name, holds in (
        (Veto.direction, _is_reversed(features, a, b)),
        (Veto.counterpart, _has_other_counterpart(features, a, b)),
        (Veto.amendment, features.is_agreement[a] & (features.amendment[a] != features.amendment[b])),
        (Veto.edition, _both_differ(features.edition, a, b)),
    ):
        veto[holds] = codes.index(name)
    return veto


def _both_differ(column: Ints, a: Ints, b: Ints) -> Bools:
    return np.asarray((column[a] != column[b]) & (column[a] != 0) & (column[b] != 0))


def _has_other_counterpart(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where two bilateral agreements, or acts on them, bind different pairs of actors."""
    is_bilateral = (features.parties.counts[a] == 2) & (features.parties.counts[b] == 2)
    uncovered = (_n_missing(features, a, b) > 0) & (_n_missing(features, b, a) > 0)
    return np.asarray(features.is_binding[a] & features.is_binding[b] & is_bilateral & uncovered)


def _is_reversed(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where an actor gives in one record and takes in the other, and not also the reverse."""
    turned = Lists(starts=features.directed.starts, values=features.directed.values ^ 1)
    n_turned = _n_shared(features.directed, turned, a, b)
    n_alike = _n_shared(features.directed, features.directed, a, b)
    return np.asarray((n_turned > 0) & (n_alike == 0))


def _shared(left: Lists, right: Lists, a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """Return for every code of row ``a`` of ``left`` that row ``b`` of ``right`` holds too: the number of the pair, and the code."""
    counts = left.counts[a]
    which = np.repeat(np.arange(len(a)), counts)
    offsets = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    codes = left.values[np.repeat(left.starts[a], counts) + offsets] if len(which) else which
    base = 1 + max(int(left.values.max(initial=0)), int(right.values.max(initial=0)))
    keys = right.rows * base + right.values
    keys.sort()
    wanted = b[which] * base + codes
    at = np.searchsorted(keys, wanted)
    is_there = (at < len(keys)) & (keys[np.minimum(at, max(len(keys) - 1, 0))] == wanted) if len(keys) else np.zeros(len(wanted), np.bool_)
    return which[is_there], codes[is_there]


def _n_shared(left: Lists, right: Lists, a: Ints, b: Ints) -> Ints:
    which, _ = _shared(left, right, a, b)
    return np.bincount(which, minlength=len(a)).astype(np.int64)


def _n_missing(features: Features, a: Ints, b: Ints) -> Ints:
    """Return how many parties of row ``a`` neither stand in row ``b`` nor belong to, or hold, one of its parties."""
    direct = _n_shared(features.parties, features.covered, a, b)
    holding, _ = _shared(features.covered, features.parties, a, b)
    holds = np.bincount(holding, minlength=len(a)).astype(np.int64)
    missing = features.parties.counts[a] - direct
    # An organisation stands for its members: if it holds all parties of the other record it is not missing there.
    has_members = features.covered.counts[a] > features.parties.counts[a]
    return np.where(has_members & (holds >= features.parties.counts[b]), 0, missing)


def _level(m: int, *cases: tuple[Bools, int]) -> Ints:
    """Return the level of the first case that holds, else unknown."""
    level = np.full(m, _UNKNOWN_LEVEL, np.int64)
    for holds, number in reversed(cases):
        level[holds] = number
    return level


def _compare_kinds(features: Features, a: Ints, b: Ints) -> Ints:
    is_vague = features.is_vague[a] | features.is_vague[b]
    return _level(
        len(a),
        (is_vague & (features.kind[a] != features.kind[b]), _UNKNOWN_LEVEL),
        (is_vague, 3),
        ((features.kind[a] == features.kind[b]) & features.is_standing[a], 5),
        (features.kind[a] == features.kind[b], 0),
        ((features.group[a] == features.group[b]) & features.is_loose[a], 1),
        (features.group[a] == features.group[b], 4),
        (np.ones(len(a), np.bool_), 2),
    )


def _compare_subkinds(features: Features, a: Ints, b: Ints) -> Ints:
    count_a, count_b = features.subkinds.counts[a], features.subkinds.counts[b]
    shared = _n_shared(features.subkinds, features.subkinds, a, b)
    least = np.minimum(count_a, count_b)
    return _level(
        len(a),
        (least == 0, _UNKNOWN_LEVEL),
        ((shared == count_a) & (shared == count_b), 0),
        (shared == least, 1),
        (shared > 0, 2),
        (least == 1, 3),
        (least > 1, 4),
    )


_DATE_LEVELS = (
    "same day",
    "a day apart",
    "2 or 3 days apart",
    "4 to 10 days apart",
    "11 to 45 days apart",
    "46 to 400 days apart",
    "further apart",
    "within 10 days",
    "within 45 days",
    "within 400 days",
    "within 10 years",
    "compatible",
    "a year off",
)
_GAP_LEVELS = ((0, 0), (1, 1), (3, 2), (10, 3), (45, 4), (400, 5))
_WIDTH_LEVELS = ((10, 7), (45, 8), (400, 9), (3_653, 10))


def _compare_dates(role: int) -> Callable[[Features, Ints, Ints], Ints]:
    """Return the comparison of one date role: how far apart the dates certainly are, else how narrow the days that both allow."""

    def compare(features: Features, a: Ints, b: Ints) -> Ints:
        low_a, low_b = features.earliest[a, role], features.earliest[b, role]
        high_a, high_b = features.latest[a, role], features.latest[b, role]
        gap = np.maximum(np.maximum(low_a, low_b) - np.minimum(high_a, high_b), 0)
        width = np.maximum(high_a - low_a, high_b - low_b)
        level = np.full(len(a), _DATE_LEVELS.index("compatible"), np.int64)
        for most, number in reversed(_WIDTH_LEVELS):
            level[width <= most] = number
        is_apart = (gap > 0) | (width == 0)
        apart = np.full(len(a), 6, np.int64)
        for most, number in reversed(_GAP_LEVELS):
            apart[gap <= most] = number
        level = np.where(is_apart, apart, level)
        is_slip = features.is_one_off[a] & (gap > 0) & _is_year_off(low_a, high_a, low_b, high_b)
        level[is_slip] = _DATE_LEVELS.index("a year off")
        level[~(features.has_date[a, role] & features.has_date[b, role])] = _UNKNOWN_LEVEL
        return level

    return compare


_YEAR_DAYS = (365, 366)
_MAX_MISPRINT_WIDTH_DAYS = 45


def _is_year_off(low_a: Ints, high_a: Ints, low_b: Ints, high_b: Ints) -> Bools:
    """Return where two dates would agree but for the year: the slip of a pen that reports are known for."""
    is_fine = np.maximum(high_a - low_a, high_b - low_b) <= _MAX_MISPRINT_WIDTH_DAYS
    would_agree = np.zeros(len(low_a), np.bool_)
    for days in _YEAR_DAYS:
        for shift in (days, -days):
            would_agree |= (low_a + shift <= high_b) & (low_b <= high_a + shift)
    return np.asarray(is_fine & would_agree)


def _compare_lives(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare when two agreements are spoken of, where no hard step is dated in both."""
    hard = features.has_date[a, 1:4] & features.has_date[b, 1:4]
    low_a, high_a = _life(features, a)
    low_b, high_b = _life(features, b)
    gap = np.maximum(np.maximum(low_a, low_b) - np.minimum(high_a, high_b), 0)
    is_known = features.has_date[a].any(axis=1) & features.has_date[b].any(axis=1) & features.is_agreement[a]
    return _level(
        len(a),
        (hard.any(axis=1) | ~is_known, _UNKNOWN_LEVEL),
        (np.maximum(high_a - low_a, high_b - low_b) > 3_653, 3),
        (gap <= 45, 0),
        (gap <= 400, 1),
        (gap <= 3_653, 2),
        (np.ones(len(a), np.bool_), 4),
    )


def _life(features: Features, rows: Ints) -> tuple[Ints, Ints]:
    has = features.has_date[rows]
    low = np.where(has, features.earliest[rows], 10**9).min(axis=1)
    high = np.where(has, features.latest[rows], -(10**9)).max(axis=1)
    return low, high


def _compare_parties(features: Features, a: Ints, b: Ints) -> Ints:
    missing_a, missing_b = _n_missing(features, a, b), _n_missing(features, b, a)
    equal = _n_shared(features.parties, features.parties, a, b)
    count_a, count_b = features.parties.counts[a], features.parties.counts[b]
    return _level(
        len(a),
        ((count_a == 0) | (count_b == 0), _UNKNOWN_LEVEL),
        ((equal == count_a) & (equal == count_b), 0),
        ((missing_a == 0) & (missing_b == 0), 1),
        (((missing_a == 0) | (missing_b == 0)) & (missing_a + missing_b == 1), 2),
        ((missing_a == 0) | (missing_b == 0), 3),
        ((missing_a == 1) & (missing_b == 1) & (equal > 1), 4),
        (equal > 0, 5),
        (np.ones(len(a), np.bool_), 6),
    )


# Rare partners make news in bursts: a second event of theirs in one month is likelier than chance would have it.
_MAX_PARTY_MILLIBITS = 7_000


def _party_rarity(features: Features, a: Ints, b: Ints, model: Model) -> Ints:
    rarity = np.array([model.actors.millibits(name) for name in features.actor_names] or [0], np.int64)
    which, codes = _shared(features.parties, features.parties, a, b)
    total = np.bincount(which, weights=rarity[codes], minlength=len(a)).astype(np.int64)
    return np.minimum(total, _MAX_PARTY_MILLIBITS)


def _compare_people(features: Features, a: Ints, b: Ints) -> Ints:
    shared = _n_shared(features.people, features.people, a, b)
    least = np.minimum(features.people.counts[a], features.people.counts[b])
    return _level(len(a), (least == 0, _UNKNOWN_LEVEL), (shared > 2, 0), (shared == 2, 1), (shared == 1, 2), (least > 0, 3))


def _compare_places(features: Features, a: Ints, b: Ints) -> Ints:
    name_a, name_b = features.place[a], features.place[b]
    land_a, land_b = features.country[a], features.country[b]
    both_named = (name_a != UNKNOWN) & (name_b != UNKNOWN)
    both_landed = (land_a != UNKNOWN) & (land_b != UNKNOWN)
    return _level(
        len(a),
        (both_named & (name_a == name_b), 0),
        (both_landed & (land_a != land_b), 3),
        (both_named, 2),
        (both_landed, 1),
    )


def _compare_money(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare sums in a currency that both give; other currencies leave it unknown."""
    gap = np.full(len(a), np.inf)
    which_a, at_a = _positions(features.money, a)
    which_b, at_b = _positions(features.money, b)
    base = int(features.money.values.max(initial=0)) + 1
    keys_b = which_b * base + features.money.values[at_b]
    wanted = which_a * base + features.money.values[at_a]
    if len(keys_b) and len(wanted):
        found = np.minimum(np.searchsorted(keys_b, wanted), len(keys_b) - 1)
        is_there = keys_b[found] == wanted
        gaps = np.abs(features.log_amount[at_a[is_there]] - features.log_amount[at_b[found[is_there]]])
        np.minimum.at(gap, which_a[is_there], gaps)
    return _level(
        len(a),
        (np.isinf(gap), _UNKNOWN_LEVEL),
        (gap < 1e-9, 0),
        (gap <= 0.06, 1),
        (gap <= 0.7, 2),
        (gap > 0.7, 3),
    )


def _positions(lists: Lists, rows: Ints) -> tuple[Ints, Ints]:
    counts = lists.counts[rows]
    which = np.repeat(np.arange(len(rows)), counts)
    offsets = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return which, np.repeat(lists.starts[rows], counts) + offsets


def _compare_identifiers(features: Features, a: Ints, b: Ints) -> Ints:
    shared = _n_shared(features.identifiers, features.identifiers, a, b)
    schemes = _n_shared(features.schemes, features.schemes, a, b)
    return _level(len(a), (shared > 0, 0), (schemes > 0, 1))


def _compare_numbers(features: Features, a: Ints, b: Ints) -> Ints:
    shared = _n_shared(features.numbers, features.numbers, a, b)
    count_a, count_b = features.numbers.counts[a], features.numbers.counts[b]
    return _level(
        len(a),
        (np.minimum(count_a, count_b) == 0, _UNKNOWN_LEVEL),
        ((shared == count_a) & (shared == count_b), 0),
        (shared > 0, 1),
        (shared == 0, 2),
    )


def _compare_editions(features: Features, a: Ints, b: Ints) -> Ints:
    is_known = (features.edition[a] != 0) & (features.edition[b] != 0)
    return _level(len(a), (is_known & (features.edition[a] == features.edition[b]), 0))


_TITLE_STEPS = (0.95, 0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25, 0.15)
_TITLE_LEVELS = (
    "all words",
    *(f"{step:.0%} of the words" for step in _TITLE_STEPS),
    "few words",
    "no words",
)


def _compare_titles(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare the share of words that two records' titles have in common; without a common language too small a share is unknown."""
    shared = _n_shared(features.tokens, features.tokens, a, b)
    count_a, count_b = features.tokens.counts[a], features.tokens.counts[b]
    least = np.minimum(count_a, count_b)
    share = shared / np.maximum(count_a + count_b - shared, 1)
    has_language = _n_shared(features.languages, features.languages, a, b) > 0
    return _level(
        len(a),
        (least == 0, _UNKNOWN_LEVEL),
        (share == 1, 0),
        *((share >= step, number) for number, step in enumerate(_TITLE_STEPS[:-2], start=1)),
        (~has_language, _UNKNOWN_LEVEL),
        *((share >= step, number) for number, step in enumerate(_TITLE_STEPS[-2:], start=len(_TITLE_STEPS) - 1)),
        (shared > 0, len(_TITLE_LEVELS) - 2),
        (least > 0, len(_TITLE_LEVELS) - 1),
    )


_MAX_WORD_MILLIBITS = 5_000
_WORD_SHARE = 4


def _title_rarity(features: Features, a: Ints, b: Ints, model: Model) -> Ints:
    """Return a quarter of the rarity of shared words, since words of one title depend on each other."""
    rarity = np.array([model.tokens.millibits(name) for name in features.token_names] or [0], np.int64)
    which, codes = _shared(features.tokens, features.tokens, a, b)
    total = np.bincount(which, weights=rarity[codes], minlength=len(a)).astype(np.int64)
    return np.minimum(total // _WORD_SHARE, _MAX_WORD_MILLIBITS)


def _compare_items(features: Features, a: Ints, b: Ints) -> Ints:
    shared = _n_shared(features.items, features.items, a, b)
    least = np.minimum(features.items.counts[a], features.items.counts[b])
    return _level(len(a), (least == 0, _UNKNOWN_LEVEL), (shared > 0, 0), (least > 0, 1))


def _compare_outlets(features: Features, a: Ints, b: Ints) -> Ints:
    return _level(len(a), ((features.outlet[a] == features.outlet[b]) & (features.outlet[a] != UNKNOWN), 0))


COMPARATORS: tuple[Comparator, ...] = (
    Comparator(name="kind", levels=("same", "near", "other group", "same, vague", "sibling", "same, standing"), compare=_compare_kinds),
    Comparator(name="subkind", levels=("same", "finer", "sibling", "different", "other branch"), compare=_compare_subkinds),
    *(
        Comparator(name=f"date {role}", levels=_DATE_LEVELS, compare=_compare_dates(number))
        for number, role in enumerate(DATE_ROLES)
        if role != "spoken"
    ),
    Comparator(
        name="life",
        levels=("within 45 days", "within 400 days", "within 10 years", "open", "further apart"),
        compare=_compare_lives,
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
        ),
        compare=_compare_parties,
        rarity=_party_rarity,
    ),
    Comparator(name="people", levels=("three or more", "two", "one", "others"), compare=_compare_people),
    Comparator(name="place", levels=("same", "same state", "other place", "other state"), compare=_compare_places),
    Comparator(name="money", levels=("equal", "rounded", "similar", "different"), compare=_compare_money),
    Comparator(name="identifiers", levels=("shared", "different"), compare=_compare_identifiers),
    Comparator(name="edition", levels=("same",), compare=_compare_editions),
    Comparator(name="numbers", levels=("same", "some", "different"), compare=_compare_numbers),
    Comparator(name="title", levels=_TITLE_LEVELS, compare=_compare_titles, rarity=_title_rarity),
    Comparator(name="items", levels=("shared", "different"), compare=_compare_items),
    Comparator(name="outlet", levels=("same",), compare=_compare_outlets),
)
"""Every comparison, in the order of explanations."""


def verdicts(features: Features, matches: Matches, model: Model) -> NDArray[np.object_]:
    """Return the typed verdict of every match.

    Args:
        features: The rows.
        matches: m matches.
        model: Its thresholds.

    Returns:
        Members of ``Verdict``, shape (m,).
    """
    editions = [list(Veto).index(veto) for veto in (Veto.edition, Veto.amendment)]
    names = [comparator.name for comparator in COMPARATORS]
    items = matches.levels[:, names.index("items")]
    parties = matches.levels[:, names.index("parties")]
    is_free = matches.veto == 0
    verdict = np.full(len(matches), Verdict.different, object)
    verdict[(items == 0) & np.isin(parties, (0, 1))] = Verdict.related
    verdict[is_free & (matches.weight >= model.unsure_millibits) & (verdict == Verdict.different)] = Verdict.unsure
    verdict[is_free & (matches.weight >= model.same_millibits)] = Verdict.same
    verdict[np.isin(matches.veto, editions) & (matches.weight >= model.unsure_millibits)] = Verdict.other_edition
    return verdict
