"""A phrase read by a grammar: each pattern that fits gives a reading, one reading an answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, Final

import attrs

from alliancekit.dates.calendar import Day
from alliancekit.dates.edtf import MAX_TEXT_CHARS
from alliancekit.dates.fuzzy import FuzzyDate, Span
from alliancekit.dates.ordering import sort_key
from alliancekit.dates.phrases.countries import ANYWHERE, customs
from alliancekit.dates.phrases.grammars import CompiledGrammar, folded, grammar
from alliancekit.dates.phrases.periods import Context, Lasting, Missing, Outcome, Period
from alliancekit.dates.phrases.spelled import in_digits
from alliancekit.dates.readings import Direction, Unresolved
from alliancekit.dates.runs import FAR
from alliancekit.dates.writing import caveat_mark, runs_text
from alliancekit.errors import DateError

# "by the end of the first half of the next fiscal year" is five deep.
_MAX_DEPTH: Final = 7
# Languages whose letters bear marks that some keyboards lack.
_MARKED: Final = frozenset({"de", "es", "fr", "it", "pt", "vi"})
_ANCHOR_NOTE: Final = "from the anchor"
_AMBIGUOUS: Final = (
    "it has several readings: choose one, or tell more by country, anchor or direction"
)
_NOT_UNDERSTOOD: Final = "no pattern of this language fits"


def read_phrase(
    phrase: str,
    anchor: FuzzyDate | None,
    language: str,
    country: str | None,
    direction: Direction | None,
) -> FuzzyDate | Span | Unresolved:
    """Return what a phrase says; see :func:`alliancekit.dates.resolve`."""
    text = folded(phrase)
    if not grammar(language).is_spaced:
        text = text.replace(" ", "")
    if len(text) > MAX_TEXT_CHARS:
        return Unresolved(phrase=phrase, reason="it is too long once its letters are made one form")
    ways = customs(country) if country is not None else ANYWHERE
    if anchor is not None and (anchor.earliest is None or anchor.latest is None):
        return Unresolved(phrase=phrase, reason="the anchor has no first or no last day")

    ends: list[Day | None] = [None]
    if anchor is not None:
        ends = (
            [anchor.earliest]
            if anchor.earliest == anchor.latest
            else [anchor.earliest, anchor.latest]
        )
    contexts = [
        Context(
            anchor=end,
            country=country,
            direction=direction,
            week_starts=ways.week_starts,
            weekend=ways.weekend,
            is_southern=ways.is_southern,
            is_month_first=ways.is_month_first,
        )
        for end in ends
    ]
    for rules, form in _forms(text, language):
        by_end = [_interpreted(rules, context, form, {}, 0) for context in contexts]
        if any(by_end):
            return _answer(phrase, _joined(by_end[0], by_end[-1]), anchor)
    return Unresolved(phrase=phrase, reason=_NOT_UNDERSTOOD)


def _forms(text: str, language: str) -> Iterator[tuple[CompiledGrammar, str]]:
    """Yield a phrase as it stands; then in digits; then as one typed without marks on letters."""
    rules = grammar(language)
    yield rules, text
    if rules.spelling is not None:
        digits = in_digits(text, rules.spelling)
        # "Two thousand" alone is a number; only what stands beside one makes it a date.
        if digits != text and not digits.isdecimal():
            yield rules, digits
    if text.isascii() and language in _MARKED:
        if language == "de":
            yield rules, text.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")
        yield grammar(language, is_bare=True), text


def _interpreted(
    rules: CompiledGrammar,
    context: Context,
    text: str,
    known: dict[str, tuple[Outcome, ...]],
    depth: int,
) -> tuple[Outcome, ...]:
    """Return every distinct outcome of a text, in the order of the rules."""
    if text in known:
        return known[text]
    if depth > _MAX_DEPTH:
        return ()
    known[text] = ()  # a phrase is not a part of itself
    outcomes: dict[Outcome, None] = {}
    for pattern, action in rules.rules:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        fields = rules.fields(match)
        parts: dict[str, tuple[Outcome, ...]] = {
            name: _interpreted(rules, context, fields[name].strip(), known, depth + 1)
            for name in ("X", "Y")
            if name in fields
        }
        for choice in product(*parts.values()):
            missing = [part for part in choice if isinstance(part, Missing)]
            # Of the two ends of a span one may lend its year to the other.
            if missing and (len(choice) < 2 or any(part.yearless is None for part in missing)):
                outcomes[missing[0]] = None
                continue
            filled: dict[str, Any] = fields | dict(zip(parts, choice, strict=True))
            outcomes.update(dict.fromkeys(action(context, filled)))
    known[text] = tuple(outcomes)
    return known[text]


def _joined(first: tuple[Outcome, ...], last: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Return the outcomes from an anchor of which only the first and the last day are known."""
    if first == last:
        return first
    if len(first) == len(last) == 1:
        low, high = first[0], last[0]
        if isinstance(low, Period) and isinstance(high, Period):
            return (
                attrs.evolve(
                    low,
                    high=high.high,
                    edtf="",
                    approximate=low.approximate or high.approximate,
                ),
            )
    return (*first, *last)


def _answer(
    phrase: str, outcomes: tuple[Outcome, ...], anchor: FuzzyDate | None
) -> FuzzyDate | Span | Unresolved:
    readings: dict[tuple[object, ...], FuzzyDate | Span] = {}
    reasons: list[str] = []
    for outcome in outcomes:
        if isinstance(outcome, Missing):
            reasons.append(outcome.reason)
            continue
        try:
            when = _dated(outcome, phrase, anchor)
        except DateError as error:
            reasons.append(error.reason)
        else:
            readings.setdefault(_said(when), when)
    ordered = tuple(sorted(readings.values(), key=sort_key))
    if len(ordered) == 1 and not reasons:
        return ordered[0]
    if ordered:
        return Unresolved(
            phrase=phrase, reason=reasons[0] if reasons else _AMBIGUOUS, readings=ordered
        )
    return Unresolved(phrase=phrase, reason=reasons[0] if reasons else _NOT_UNDERSTOOD)


def _said(when: FuzzyDate | Span) -> tuple[object, ...]:
    """Return what a reading says, however it is spelt: ``2024-35`` is July to September."""
    if isinstance(when, Span):
        return ("span", when.edtf, when.start_end, when.end_end)
    return (when.earliest, when.latest, when.uncertain, when.approximate)


def _dated(outcome: Period | Lasting, phrase: str, anchor: FuzzyDate | None) -> FuzzyDate | Span:
    notes = list(dict.fromkeys(outcome.notes))
    if isinstance(outcome, Lasting):
        for side in (outcome.start, outcome.end):
            notes.extend(note for note in side.notes if note not in notes) if side else None
    basis = "; ".join(
        f"from {anchor.edtf}" if note == _ANCHOR_NOTE and anchor is not None else note
        for note in notes
    )
    if isinstance(outcome, Period):
        return FuzzyDate(_period_text(outcome, anchor), as_written=phrase, basis=basis)
    return Span(
        start=FuzzyDate(_period_text(outcome.start, anchor)) if outcome.start else None,
        end=FuzzyDate(_period_text(outcome.end, anchor)) if outcome.end else None,
        start_end=outcome.start_end,
        end_end=outcome.end_end,
        as_written=phrase,
        basis=basis,
    )


def _period_text(period: Period, anchor: FuzzyDate | None) -> str:
    depends = anchor is not None and _ANCHOR_NOTE in period.notes
    uncertain = anchor.uncertain if depends and anchor is not None else False
    approximate = period.approximate or (depends and anchor is not None and anchor.approximate)
    if period.edtf:
        return period.edtf + caveat_mark(uncertain=uncertain, approximate=approximate)
    low = -FAR if period.low is None else period.low
    high = FAR if period.high is None else period.high
    return runs_text(((low, high),), uncertain=uncertain, approximate=approximate)
