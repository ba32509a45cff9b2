"""One total order of dates for lists and files: a place in a row, not a claim about time."""

from __future__ import annotations

from typing import TypeAlias

from alliancekit.dates.fuzzy import FuzzyDate, Span
from alliancekit.dates.runs import FAR, NEVER

SortKey: TypeAlias = tuple[int, int, int, int, tuple[str, ...]]


def sort_key(when: FuzzyDate | Span | None) -> SortKey:
    """Return a key that puts dates in one total order.

    By the earliest day, or the latest where there is no earliest ("by 31 July" stands at 31 July);
    a narrower date before a wider one with the same earliest day; no date at all last. Equal keys
    mean equal dates.

    >>> texts = ["2024-07", "2024-07-01", "[..2024-07-03]", "2023"]
    >>> sorted(texts, key=lambda text: sort_key(FuzzyDate(text)))
    ['2023', '2024-07-01', '2024-07', '[..2024-07-03]']
    """
    if when is None:
        return (1, 0, 0, 0, ())
    if isinstance(when, FuzzyDate):
        first, last = _bounds(when)
        return (0, first, last, 0, (when.edtf, when.as_written, when.basis))
    sides = [_bounds(side) for side in (when.start, when.end) if side is not None]
    first = sides[0][0] if sides else NEVER
    last = sides[-1][1] if when.end is not None else NEVER
    texts = (
        when.edtf,
        when.start_end.value,
        when.end_end.value,
        *(
            (side.edtf, side.as_written, side.basis) if side else ()
            for side in (when.start, when.end)
        ),
    )
    flat = tuple(part for text in texts for part in ((text,) if isinstance(text, str) else text))
    return (0, first, last, 1, (*flat, when.as_written, when.basis))


def _bounds(day: FuzzyDate) -> tuple[int, int]:
    if day.earliest is not None:
        return day.earliest, FAR if day.latest is None else day.latest
    # `[..a]` has no first day to stand at, but always a last one; `[..a,b..]` has neither.
    return (FAR, FAR) if day.latest is None else (day.latest, FAR)
