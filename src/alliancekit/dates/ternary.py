"""Tri: the answer to a question about days that are not fully known."""

from __future__ import annotations

import enum


class Tri(enum.Enum):
    """Yes, no, or not known from what the dates say (Kleene's strong logic).

    >>> Tri.YES & Tri.MAYBE, Tri.YES | Tri.MAYBE, ~Tri.MAYBE
    (<Tri.MAYBE: 'maybe'>, <Tri.YES: 'yes'>, <Tri.MAYBE: 'maybe'>)

    Source:
        S. C. Kleene, Introduction to Metamathematics (1952), section 64.
    """

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"

    def __bool__(self) -> bool:
        if self is Tri.MAYBE:
            raise TypeError(
                "MAYBE is neither true nor false: compare it, as in `before(a, b) is Tri.YES` "
                "for what is certain or `before(a, b) is not Tri.NO` for what is possible"
            )
        return self is Tri.YES

    def __and__(self, other: Tri) -> Tri:
        if not isinstance(other, Tri):
            return NotImplemented
        if Tri.NO in (self, other):
            return Tri.NO
        return Tri.MAYBE if Tri.MAYBE in (self, other) else Tri.YES

    def __or__(self, other: Tri) -> Tri:
        if not isinstance(other, Tri):
            return NotImplemented
        if Tri.YES in (self, other):
            return Tri.YES
        return Tri.MAYBE if Tri.MAYBE in (self, other) else Tri.NO

    def __invert__(self) -> Tri:
        if self is Tri.MAYBE:
            return Tri.MAYBE
        return Tri.NO if self is Tri.YES else Tri.YES
