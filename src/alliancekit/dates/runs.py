"""Sets of days as sorted, disjoint, inclusive runs: the arithmetic under every relation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final, TypeAlias

Runs: TypeAlias = tuple[tuple[int, int], ...]

# Finite, but beyond each day that a text can name (years up to 10**15): the far end of a run
# without a bound. It stays clear of NEVER, since a shift by a day must not make a finite day an
# infinite one.
FAR: Final = 2**61
# No day at all: where something that has no start starts, and something that has no end ends.
NEVER: Final = 2**62

ANY_DAY: Final[Runs] = ((-FAR, FAR),)


def united(runs: Iterable[tuple[int, int]]) -> Runs:
    """Return runs in order with those that touch or overlap made one.

    >>> united([(5, 6), (1, 2), (3, 3)])
    ((1, 3), (5, 6))
    """
    whole: list[tuple[int, int]] = []
    for low, high in sorted(runs):
        if whole and low <= whole[-1][1] + 1:
            whole[-1] = (whole[-1][0], max(whole[-1][1], high))
        else:
            whole.append((low, high))
    return tuple(whole)


def shared(first: Runs, second: Runs) -> Runs:
    """Return the days that both hold.

    >>> shared(((1, 5), (8, 9)), ((4, 8),))
    ((4, 5), (8, 8))
    """
    if len(first) > len(second):
        first, second = second, first
    both: list[tuple[int, int]] = []
    for low, high in first:
        # A short set against one of 120,000 runs (`XXXX-XX-25`) must not walk all of them.
        index = bisect_left(second, low, key=_high)
        while index < len(second) and second[index][0] <= high:
            both.append((max(low, second[index][0]), min(high, second[index][1])))
            index += 1
    return tuple(both)


def shifted(runs: Runs, days: int) -> Runs:
    """Return the runs moved by a number of days; what is infinite stays."""
    return tuple((_moved(low, days), _moved(high, days)) for low, high in runs)


def clipped(runs: Runs, low: int, high: int) -> Runs:
    """Return the days from ``low`` to ``high``."""
    return shared(runs, ((low, high),)) if low <= high else ()


def is_within(inner: Runs, outer: Runs) -> bool:
    """Return whether every day of ``inner`` is one of ``outer``."""
    return shared(inner, outer) == inner


def least_above(runs: Runs, floor: int) -> int | None:
    """Return the least day greater than ``floor``, or None.

    >>> least_above(((1, 3), (7, 9)), 3)
    7
    """
    index = bisect_right(runs, floor, key=_high)
    if index == len(runs):
        return None
    return max(runs[index][0], floor + 1)


def distance(first: Runs, second: Runs) -> int:
    """Return the fewest days from a day of one to a day of the other, >= 0.

    >>> distance(((1, 3), (20, 30)), ((7, 9),))
    4
    """
    if len(first) > len(second):
        first, second = second, first
    fewest = NEVER * 2
    for low, high in first:
        index = bisect_left(second, low, key=_high)
        if index < len(second):
            fewest = min(fewest, max(0, second[index][0] - high))
        if index > 0:
            fewest = min(fewest, low - second[index - 1][1])
    return fewest


def _high(run: tuple[int, int]) -> int:
    return run[1]


def _moved(day: int, days: int) -> int:
    return day if abs(day) >= FAR else day + days
