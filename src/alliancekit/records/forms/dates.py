"""The written forms of dates and spans."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import attrs
import cattrs

from alliancekit import dates
from alliancekit.dates import End, FuzzyDate, Span
from alliancekit.records.converter import choice, class_hook, text
from alliancekit.records.forms.hooks import optional
from alliancekit.records.trees import mismatch, refusal

_KEPT_DATES = 65_536


@attrs.frozen(kw_only=True)
class _WrittenDate:
    edtf: str
    as_written: str = ""
    basis: str = ""


@attrs.frozen(kw_only=True)
class _WrittenSpan:
    edtf: str | None = None
    start: FuzzyDate | None = None
    end: FuzzyDate | None = None
    start_end: End | None = None
    end_end: End | None = None
    as_written: str = ""
    basis: str = ""


class DateHooks:
    """The hooks of dates and spans."""

    def __init__(self, converter: cattrs.Converter) -> None:
        self._day = class_hook(converter, _WrittenDate)
        end = optional(choice(End))
        day = optional(self.day)
        edtf = {"edtf": optional(text)}
        self._span = class_hook(
            converter,
            _WrittenSpan,
            hooks={"start": day, "end": day, "start_end": end, "end_end": end, **edtf},
        )

    def day(self, value: object, _type: object = None) -> FuzzyDate:
        """Return a date from the written form."""
        if isinstance(value, str):
            return _plain_day(str(value))
        if not isinstance(value, dict):
            raise mismatch("a date such as 2024-07-28", value)
        written = self._day(value, None)
        return FuzzyDate(written.edtf, as_written=written.as_written, basis=written.basis)

    def span(self, value: object, _type: object = None) -> Span:
        """Return a span from the written form."""
        if isinstance(value, str):
            return Span.parse(str(value))
        if not isinstance(value, dict):
            raise mismatch("a span such as 1960/..", value)
        return _span_of(self._span(value, None))

    def when(self, value: object, _type: object = None) -> FuzzyDate | Span:
        """Return a date or a span from the written form."""
        if isinstance(value, str):
            return _plain_when(str(value))
        if not isinstance(value, dict):
            raise mismatch("a date such as 2024-07-28, or a span such as 1960/..", value)
        edtf = value.get("edtf")
        is_span = (
            "/" in edtf or edtf.startswith("{")
            if isinstance(edtf, str)
            else not value.keys().isdisjoint({"start", "end", "start_end", "end_end"})
        )
        return self.span(value) if is_span else self.day(value)


@lru_cache(_KEPT_DATES)
def _plain_when(edtf: str) -> FuzzyDate | Span:
    return dates.parse(edtf)


@lru_cache(_KEPT_DATES)
def _plain_day(edtf: str) -> FuzzyDate:
    return FuzzyDate(edtf)


def _span_of(written: _WrittenSpan) -> Span:
    given: dict[str, Any] = {"as_written": written.as_written, "basis": written.basis}
    ends: dict[str, Any] = {
        name: end
        for name, end in (("start_end", written.start_end), ("end_end", written.end_end))
        if end is not None
    }
    if written.edtf is None:
        return Span(start=written.start, end=written.end, **ends, **given)
    if written.start is not None or written.end is not None:
        raise refusal("date", "edtf says start and end already: leave them out, or edtf")
    first, slash, last = written.edtf.partition("/")
    if not ends or not slash:
        return attrs.evolve(Span.parse(written.edtf), **ends, **given)
    # Side by side: of a censored end the span may end later than that, so the two are not compared.
    for name, side in (("start", first), ("end", last)):
        if side == "..":
            ends.setdefault(f"{name}_end", End.open)
        elif side:
            given[name] = FuzzyDate(side)
    return Span(**ends, **given)
