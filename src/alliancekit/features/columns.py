"""What is known of records, as columns of integers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeAlias, TypeVar, overload

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Bools: TypeAlias = NDArray[np.bool_]
Ints: TypeAlias = NDArray[np.int64]
N = TypeVar("N", np.int64, np.uint64)
OPEN_BEFORE = -10_000_000
"""Day number that stands for no earliest day."""
OPEN_AFTER = 10_000_000
"""Day number that stands for no latest day."""
UNKNOWN = -1
"""Code of a value that a record does not give."""
_WIDTH = 2**31 - 1
DATE_ROLES = ("occurred", "prepared", "signed", "in_force", "ended", "spoken")
"""What a date is of: an event itself, what comes before an agreement is signed, three hard steps of
its life, any softer step."""


@attrs.frozen(kw_only=True, eq=False)
class Lists:
    """Any number of codes a row.

    Attributes:
        starts: Shape (n + 1,): row i holds ``values[starts[i]:starts[i + 1]]``.
        values: Codes, ascending within a row.
    """

    starts: Ints
    values: Ints

    @cached_property
    def counts(self) -> Ints:
        """How many codes each row holds, shape (n,)."""
        return np.asarray(self.starts[1:] - self.starts[:-1])

    @property
    def rows(self) -> Ints:
        """The row of every value, shape of ``values``."""
        return np.repeat(np.arange(len(self.starts) - 1), self.counts)

    @cached_property
    def sets(self) -> csr_array:
        """Rows as sets of columns, all of one width, which compiled code intersects."""
        n = len(self.starts) - 1
        ones = np.ones(len(self.values), np.int8)
        return csr_array(
            (ones, self.values.astype(np.int32), self.starts.astype(np.int32)), shape=(n, _WIDTH)
        )

    def sums(self, worth: NDArray[N]) -> NDArray[N]:
        """Return what the codes of each row are worth together, shape (n,).

        Args:
            worth: Of every code, as whole numbers; beyond 64 bits sums wrap around.
        """
        total = np.concatenate(
            [np.zeros(1, worth.dtype), np.cumsum(worth[self.values], dtype=worth.dtype)]
        )
        return np.asarray(total[self.starts[1:]] - total[self.starts[:-1]])

    def row(self, at: int) -> Ints:
        """Return the codes of one row."""
        return self.values[self.starts[at] : self.starts[at + 1]]


@attrs.frozen(eq=False)
class Names(Sequence[str]):
    """The value of every code.

    Two are equal only if they are one object, so that what is known of a hundred thousand words
    is found without comparing them.
    """

    values: tuple[str, ...]

    @overload
    def __getitem__(self, code: int) -> str: ...

    @overload
    def __getitem__(self, code: slice) -> Sequence[str]: ...

    def __getitem__(self, code: int | slice) -> str | Sequence[str]:
        return self.values[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)


@attrs.frozen(kw_only=True, eq=False)
class Features:
    """Records as columns; n rows, in the order of the records.

    Attributes:
        is_agreement: Shape (n,), bool.
        kind: Code of the kind, shape (n,).
        group: Code of the kind's group, shape (n,).
        family: Code of the kinds that reports use for one another, shape (n,).
        is_vague: Whether the kind says nothing, shape (n,), bool.
        is_binding: Whether it binds its parties, as agreements and treaty actions do, shape
            (n,), bool.
        is_mutual: Whether its parties act with each other, as in agreements, meetings and sales,
            shape (n,), bool.
        is_transfer: Whether goods or money change hands, shape (n,), bool.
        is_reported: Whether its source is a report, with a day of publication or with an address
            and a language, and not a register, which has rows; shape (n,), bool.
        published: First day on which its source may have come out, shape (n,); ``OPEN_BEFORE``
            where that is not known.
        is_amending: Whether it says that it changes something that exists, shape (n,), bool.
        is_one_off: Whether nothing of the kind recurs under one name, shape (n,), bool.
        is_session: Whether a title names a session, shape (n,), bool.
        is_standing: Whether two actors have one agreement of the kind at a time, shape (n,), bool.
        subkinds: Codes of ``a``, ``a.b``, ``a.b.c`` for the subkind ``a.b.c``.
        is_lasting: Whether its date is a stretch of days, shape (n,), bool.
        earliest: First day of each date role, shape (n, 6); ``OPEN_BEFORE`` without one.
        latest: Last day of each date role, shape (n, 6); ``OPEN_AFTER`` without one.
        has_date: Whether the record has that date role, shape (n, 6), bool.
        has_happened: Whether it tells of it as done, shape (n, 6), bool.
        parties: Codes of the actors that act: states for their ministries and for the states that
            they continue.
        named: Codes of ``parties``, and of the one other actor that the titles name where parties
            act with each other and a record gives one of them alone.
        covered: Codes of ``named`` and of the members of those that are organisations.
        organisations: Codes of those of ``named`` that are organisations.
        steps: Codes of the stages of dated milestones other than those of the three hard steps.
        first_of_step: First day of each of ``steps``, shape of ``steps.values``.
        last_of_step: Last day of each of ``steps``, shape of ``steps.values``.
        directed: Codes ``2 * actor`` of givers, and of the guests of a visit, and
            ``2 * actor + 1`` of takers, and of its hosts.
        people: Codes of the persons named.
        place: Code of the place's name, shape (n,).
        place_script: Code of the script of the place's name, shape (n,).
        place_stem: Code of what the place's name begins with in most languages, shape (n,).
        place_sound: Code of what it begins with in all of them, shape (n,).
        place_words: Codes of the words of the place's name.
        country: Code of the place's state, shape (n,).
        money: Codes of the currencies of the sum and its equivalents, and of what time it is for.
        log_amount: Natural logarithm of the middle of each amount, shape of ``money.values``.
        figures: Significant digits of each amount, shape of ``money.values``.
        identifiers: Codes of foreign ids.
        schemes: Codes of the schemes of foreign ids.
        tokens: Codes of the words of all titles.
        items: Codes of the words of all named items, and of the designations in titles, such as
            F-35.
        numbers: The edition, and whole numbers in the titles that count something, such as the 12
            of a twelfth agreement.
        languages: Codes of the languages of the titles.
        wordings: Codes of the words of the titles in a language; its rows are the positions of
            ``languages.values``.
        edition: Edition, shape (n,), 0 for none.
        amendment: Number of the amendment, shape (n,), 0 for none.
        language: Code of the source's language, shape (n,).
        source: Code of the source, shape (n,).
        outlet: Code of the outlet, shape (n,).
        actor_names: Id of every actor code.
        token_names: Word of every token code.
    """

    is_agreement: Bools
    kind: Ints
    group: Ints
    family: Ints
    is_vague: Bools
    is_one_off: Bools
    is_binding: Bools
    is_mutual: Bools
    is_transfer: Bools
    is_reported: Bools
    published: Ints
    is_amending: Bools
    is_session: Bools
    is_standing: Bools
    subkinds: Lists
    is_lasting: Bools
    earliest: Ints
    latest: Ints
    has_date: Bools
    has_happened: Bools
    steps: Lists
    first_of_step: Ints
    last_of_step: Ints
    parties: Lists
    named: Lists
    covered: Lists
    organisations: Lists
    directed: Lists
    people: Lists
    place: Ints
    place_script: Ints
    place_stem: Ints
    place_sound: Ints
    place_words: Lists
    country: Ints
    money: Lists
    log_amount: NDArray[np.float64]
    figures: Ints
    identifiers: Lists
    schemes: Lists
    tokens: Lists
    items: Lists
    numbers: Lists
    languages: Lists
    wordings: Lists
    edition: Ints
    amendment: Ints
    language: Ints
    source: Ints
    outlet: Ints
    actor_names: Names
    token_names: Names

    def __len__(self) -> int:
        return len(self.kind)

    def outer_days(self, rows: Ints | slice = slice(None)) -> tuple[Ints, Ints]:
        """Return the first and last day of any date of some rows.

        Args:
            rows: Rows, shape (m,); all of them by default.

        Returns:
            First and last days, shape (m,); ``OPEN_AFTER`` and ``OPEN_BEFORE`` of a row without a
            date.
        """
        has = self.has_date[rows]
        first = np.where(has, self.earliest[rows], OPEN_AFTER).min(axis=1, initial=OPEN_AFTER)
        last = np.where(has, self.latest[rows], OPEN_BEFORE).max(axis=1, initial=OPEN_BEFORE)
        return first, last


def is_first(ascending: Ints) -> Bools:
    """Return where a run of equal values begins, shape of ``ascending``.

    >>> is_first(np.array([3, 3, 5])).tolist()
    [True, False, True]
    """
    begins = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=begins[1:])
    return begins


def pairs_within(starts: Ints, cap: int | None = None) -> tuple[Ints, Ints]:
    """Return all pairs of positions that stand in one segment.

    >>> first, second = pairs_within(np.array([0, 3, 5]))
    >>> list(zip(first.tolist(), second.tolist()))
    [(0, 1), (0, 2), (1, 2), (3, 4)]

    Args:
        starts: Segment i holds the positions from ``starts[i]`` to before ``starts[i + 1]``.
        cap: Longer segments give no pair; ``None`` for no limit.

    Returns:
        First and second positions, ordered.
    """
    counts = starts[1:] - starts[:-1]
    ends = starts[1:] if cap is None else np.where(counts <= cap, starts[1:], starts[:-1])
    positions = np.arange(int(starts[-1]))
    n_after = np.maximum(np.repeat(ends, counts) - positions - 1, 0)
    first = np.repeat(positions, n_after)
    second = np.repeat(positions + 1 + n_after - np.cumsum(n_after), n_after)
    return first, second + np.arange(len(second))
