"""What a phrase may mean when it does not mean one thing, and which way it looks."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from alliancekit.dates.fuzzy import FuzzyDate, Span

Direction: TypeAlias = Literal["past", "future"]


@attrs.frozen(kw_only=True)
class Unresolved:
    """A phrase that does not say one thing.

    Args:
        phrase: The phrase as it was given.
        reason: Why it is not resolved, and what would resolve it.
        readings: What it may mean, where that is known; in the order of :func:`sort_key`.
    """

    phrase: str
    reason: str
    readings: tuple[FuzzyDate | Span, ...] = ()
