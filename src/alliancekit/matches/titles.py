"""How what the titles of two records say compares: words, numbers and what they mention."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from alliancekit.features import Bools, Features, Ints, Lists
from alliancekit.matches.overlaps import (
    common_positions,
    level_of,
    n_shared,
    shared_codes,
)
from alliancekit.weights import Model

_LEAST_SHARES: Mapping[str, float] = {
    "all words": 1.0,
    **{
        f"{share:.0%} of the words": share
        for share in (0.95, 0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25, 0.15)
    },
}
_N_SMALL_SHARES = 2
TITLE_LEVELS = (*_LEAST_SHARES, "few words", "no words")


def compare_titles(features: Features, a: Ints, b: Ints, model: Model) -> Ints:
    """Compare the share of words that two records' titles have in common; rare ones weigh more.

    Where there are titles in a common language, words of the other ones are not missed. Without
    one too small a share is unknown.
    """
    worth = _worth(features, model)
    all_words, by_language = features.tokens.sums(worth), features.wordings.sums(worth)
    shared = _shared_worth(features.tokens, worth, a, b)
    whole = all_words[a] + all_words[b]
    which, at_a, at_b = common_positions(features.languages, a, b)
    has_language = np.zeros(len(a), np.bool_)
    has_language[which] = True
    for sums, values in (
        (shared, _shared_worth(features.wordings, worth, at_a, at_b)),
        (whole, by_language[at_a] + by_language[at_b]),
    ):
        in_common = np.bincount(which, weights=values, minlength=len(a)).astype(np.int64)
        sums[has_language] = in_common[has_language]
    share = shared / np.maximum(whole - shared, 1)
    is_told = (features.tokens.counts[a] > 0) & (features.tokens.counts[b] > 0)
    steps = [(share >= least_share, name) for name, least_share in _LEAST_SHARES.items()]
    return level_of(
        TITLE_LEVELS,
        len(a),
        (~is_told, None),
        *steps[:-_N_SMALL_SHARES],
        (~has_language, None),
        *steps[-_N_SMALL_SHARES:],
        (shared > 0, "few words"),
        (is_told, "no words"),
    )


# So that a title of common words alone is not empty.
_LEAST_WORTH = 1


def _worth(features: Features, model: Model) -> Ints:
    return np.asarray(np.maximum(model.tokens.of(features.token_names), _LEAST_WORTH))


def _shared_worth(words: Lists, worth: Ints, a: Ints, b: Ints) -> Ints:
    which, codes = shared_codes(words, words, a, b)
    return np.bincount(which, weights=worth[codes], minlength=len(a)).astype(np.int64)


_MAX_WORD_MILLIBITS = 3_500
_WORD_SHARE = 4


def title_rarity(features: Features, a: Ints, b: Ints, model: Model) -> Ints:
    """Return a quarter of the rarity of shared words: words of one title are not independent."""
    rarity = model.tokens.of(features.token_names)
    which, codes = shared_codes(features.tokens, features.tokens, a, b)
    total = np.bincount(which, weights=rarity[codes], minlength=len(a)).astype(np.int64)
    return np.minimum(total // _WORD_SHARE, _MAX_WORD_MILLIBITS)


_SEASON_DAYS = 92


NUMBER_LEVELS = ("same", "some", "different", "one alone")


def compare_numbers(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare what counts in a series; a number alone tells nothing without a date beside it."""
    shared = n_shared(features.numbers, features.numbers, a, b)
    count_a, count_b = features.numbers.counts[a], features.numbers.counts[b]
    is_dated = _have_near_dates(features, a, b)
    return level_of(
        NUMBER_LEVELS,
        len(a),
        ((features.is_session[a] != features.is_session[b]) & (shared > 0), None),
        (
            (np.maximum(count_a, count_b) > 0) & (np.minimum(count_a, count_b) == 0) & ~is_dated,
            "one alone",
        ),
        (np.minimum(count_a, count_b) == 0, None),
        ((shared == count_a) & (shared == count_b), "same"),
        (shared > 0, "some"),
        (shared == 0, "different"),
    )


def _have_near_dates(features: Features, a: Ints, b: Ints) -> Bools:
    """Return where dates of one role allow only days of one season."""
    both = features.has_date[a] & features.has_date[b]
    first = np.minimum(features.earliest[a], features.earliest[b])
    last = np.maximum(features.latest[a], features.latest[b])
    return np.asarray((both & (last - first <= _SEASON_DAYS)).any(axis=1))


EDITION_LEVELS = ("same",)


def compare_editions(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare editions: those that differ are vetoed, so that only equal ones have a level."""
    is_known = (features.edition[a] != 0) & (features.edition[b] != 0)
    is_same = is_known & (features.edition[a] == features.edition[b])
    # The second session is not the second summit, and every meeting has one.
    return level_of(
        EDITION_LEVELS,
        len(a),
        (is_same & ~features.is_session[a] & ~features.is_session[b], "same"),
    )


MENTION_LEVELS = ("both", "one alone")


def compare_sessions(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare whether titles name a session."""
    return _compare_mentions(features, features.is_session, a, b)


def compare_amending(features: Features, a: Ints, b: Ints) -> Ints:
    """Compare whether agreements say that they change one that exists."""
    return _compare_mentions(features, features.is_amending, a, b)


def _compare_mentions(features: Features, says: Bools, a: Ints, b: Ints) -> Ints:
    """Compare whether titles say a thing, such as that they amend; what has no title is unknown."""
    is_titled = features.tokens.counts > 0
    return level_of(
        MENTION_LEVELS,
        len(a),
        (~(is_titled[a] & is_titled[b]), None),
        (says[a] & says[b], "both"),
        (says[a] | says[b], "one alone"),
    )
