"""The written forms of dates and spans."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import attrs
import cattrs

from alliancekit import dates
from alliancekit.actors import ActorId
from alliancekit.dates import Direction, End, FuzzyDate, Span, Unresolved
from alliancekit.errors import quoted
from alliancekit.records.converter import choice, class_hook, text
from alliancekit.records.forms.hooks import optional
from alliancekit.records.phrases import date_meant, date_of, no_date
from alliancekit.records.scopes import SCOPE, actor
from alliancekit.records.trees import mismatch, refusal

_KEPT_DATES = 65_536


@attrs.frozen(kw_only=True)
class _WrittenDate:
    edtf: str
    as_written: str = ""
    basis: str = ""


@attrs.frozen(kw_only=True)
class _Words:
    as_written: str
    anchor: FuzzyDate | None = None
    country: ActorId | None = None
    direction: Direction | None = None


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

    def __init__(self, converter: cattrs.Converter, *, reads_words: bool = False) -> None:
        """Return the hooks.

        Args:
            converter: Makes the fields without a hook of their own.
            reads_words: Whether a date may stand in the words of the source in scope.
        """
        self._reads_words = reads_words
        self._day = class_hook(converter, _WrittenDate)
        end = optional(choice(End))
        day = optional(self.day)
        edtf = {"edtf": optional(text)}
        self._span = class_hook(
            converter,
            _WrittenSpan,
            hooks={"start": day, "end": day, "start_end": end, "end_end": end, **edtf},
        )
        direction = optional(converter.get_structure_hook(Direction))
        self._words = class_hook(
            converter,
            _Words,
            hooks={"anchor": day, "country": optional(actor), "direction": direction},
        )

    def day(self, value: object, _type: object = None) -> FuzzyDate:
        """Return a date from the written form."""
        found = self._read(value, _plain_day)
        if isinstance(found, FuzzyDate):
            return found
        if found is not None:
            raise refusal("date", f"{quoted(found.as_written)} is a span, {found}: give one day")
        if not isinstance(value, dict):
            raise mismatch("a date such as 2024-07-28", value)
        written = self._day(value, None)
        return FuzzyDate(written.edtf, as_written=written.as_written, basis=written.basis)

    def span(self, value: object, _type: object = None) -> Span:
        """Return a span from the written form."""
        found = self._read(value, Span.parse)
        if isinstance(found, Span):
            return found
        if found is not None:
            raise refusal("date", f"{quoted(found.as_written)} is one day, {found}: give a span")
        if not isinstance(value, dict):
            raise mismatch("a span such as 1960/..", value)
        return _span_of(self._span(value, None))

    def when(self, value: object, _type: object = None) -> FuzzyDate | Span:
        """Return a date or a span from the written form."""
        found = self._read(value, _plain_when)
        if found is not None:
            return found
        if not isinstance(value, dict):
            raise mismatch("a date such as 2024-07-28, or a span such as 1960/..", value)
        edtf = value.get("edtf")
        is_span = (
            "/" in edtf or edtf.startswith("{")
            if isinstance(edtf, str)
            else not value.keys().isdisjoint(_SPAN_KEYS)
        )
        return self.span(value) if is_span else self.day(value)

    def _read(
        self, value: object, parse: Callable[[str], FuzzyDate | Span]
    ) -> FuzzyDate | Span | None:
        """Return what a text, or a mapping of words, stands for; None of any other value."""
        if isinstance(value, str):
            text = str(value)
            return date_of(text, SCOPE.get().setting, parse) if self._reads_words else parse(text)
        if not self._reads_words or not isinstance(value, dict) or not is_in_words(value):
            return None
        words: _Words = self._words(value, None)
        seen = SCOPE.get().setting
        found = date_meant(
            words.as_written,
            attrs.evolve(
                seen,
                anchor=words.anchor or seen.anchor,
                country=words.country,
                direction=words.direction,
            ),
        )
        if isinstance(found, Unresolved):
            raise no_date(found)
        return found


_SPAN_KEYS = frozenset({"start", "end", "start_end", "end_end"})


def is_in_words(value: dict[str, Any]) -> bool:
    """Return whether a mapping gives a date as it is written, and does not say what it means."""
    return "as_written" in value and value.keys().isdisjoint({"edtf", *_SPAN_KEYS})


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
