"""The table Gantt: entries as bars over months, quarters, years, decades or centuries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs

from alliancekit.dates import Day, End, FuzzyDate, Span, Tri, day_date
from alliancekit.kinds import Realis
from alliancekit.model import Agreement
from alliancekit.timeline import Entry
from alliancekit_excel._cells import Cell, Link
from alliancekit_excel._tables.agreements import ENDS, step
from alliancekit_excel._tables.shapes import Column, Highlight, Look, Style, Table
from alliancekit_excel._tables.views import View, when_words

# More columns than this are neither read nor printed.
_MAX_PERIODS = 72
_LAST_YEAR = 9_999

_BARS = (
    (Look.bar_planned, 'AND({Realis}<>"actual",{!}>={From},{!}<={To})'),
    (Look.bar_sure, 'AND({Surely from}<>"",{!}>={Surely from},{!}<={Surely to})'),
    (Look.bar_possible, "AND({!}>={From},{!}<={To})"),
)


@attrs.frozen(kw_only=True)
class _Bar:
    """Days that something may last and days that it surely does; None for an open side."""

    entry: Entry
    row: int
    first: Day | None
    last: Day | None
    sure_first: Day | None
    sure_last: Day | None


def _month(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"


def _quarter(year: int, month: int) -> str:
    return f"{year:04d}-Q{(month + 2) // 3}"


def _year(year: int, month: int) -> str:
    return f"{year:04d}"


def _decade(year: int, month: int) -> str:
    return f"{year // 10 * 10:04d}s"


def _century(year: int, month: int) -> str:
    return f"{year // 100 * 100:04d}-{year // 100 * 100 + 99:04d}"


# All labels of a unit are of one length and pattern, so that they compare as text.
_UNITS: tuple[tuple[Callable[[int, int], str], int], ...] = (
    (_month, 1),
    (_quarter, 3),
    (_year, 12),
    (_decade, 120),
    (_century, 1_200),
)


def gantt_table(view: View, most: int) -> Table | None:
    """Return the table of bars, or None where no entry is dated.

    Where there are more dated entries than fit, agreements and lasting events come first.

    Args:
        view: What is drawn.
        most: Most rows, >= 1.
    """
    bars = [
        bar for row, entry in enumerate(view.timeline.entries) if (bar := _bar(view, row, entry))
    ]
    if len(bars) > most:
        lasting = [
            bar for bar in bars if not isinstance(bar.entry.when, FuzzyDate) or _is_agreement(bar)
        ]
        bars = lasting[:most]
    if not bars:
        return None
    days = [
        day
        for bar in bars
        for day in (bar.first, bar.sure_first, bar.sure_last, bar.last)
        if day is not None
    ]
    if not days:
        return None
    first, last = min(days), max(days)
    if any(bar.last is None for bar in bars):
        last = max(last, view.timeline.as_of.toordinal())
    label, periods = _periods(_months(first), _months(last))

    return Table(
        name="Gantt",
        about="When entries last: dark where they surely do, light where they may, hatched "
        "where they are only planned.",
        columns=(
            Column(header="ID", width=view.id_width, is_printed=True, is_quoted=True),
            Column(header="Title", width=40, style=Style.wrap, is_printed=True),
            Column(header="When", width=21, style=Style.wrap, is_printed=True, is_quoted=True),
            Column(header="Realis", width=10, choices="Realis", is_printed=True),
            *(
                Column(header=header, width=len(periods[0]) + 2, is_printed=True, is_quoted=True)
                for header in ("From", "To", "Surely from", "Surely to")
            ),
            *(Column(header=period, width=3.2, is_printed=True) for period in periods),
        ),
        n_rows=len(bars),
        rows=lambda: _rows(view, bars, label, periods),
        highlights=tuple(
            Highlight(look=look, first=periods[0], last=periods[-1], condition=condition)
            for look, condition in _BARS
        ),
    )


def _is_agreement(bar: _Bar) -> bool:
    return isinstance(bar.entry.says, Agreement)


def _bar(view: View, row: int, entry: Entry) -> _Bar | None:
    if isinstance(entry.says, Agreement):
        return _agreement_bar(view, row, entry, entry.says)
    when = entry.when
    if when is None:
        return None
    if isinstance(when, FuzzyDate):
        is_one_day = when.earliest is not None and when.earliest == when.latest
        sure = when.earliest if is_one_day else None
        return _Bar(
            entry=entry,
            row=row,
            first=when.earliest,
            last=when.latest,
            sure_first=sure,
            sure_last=sure,
        )
    return _span_bar(row, entry, when)


def _span_bar(row: int, entry: Entry, span: Span) -> _Bar:
    sure_first = span.start.latest if span.start else None
    sure_last = span.end.earliest if span.end else None
    if span.end_end is not End.open:
        sure_last = sure_last if sure_last is not None else sure_first
    sure_first = sure_first if sure_first is not None else sure_last
    # Both ends are so vague that no day lies surely between them.
    if sure_first is not None and sure_last is not None and sure_first > sure_last:
        sure_first = sure_last = None
    return _Bar(
        entry=entry,
        row=row,
        first=span.earliest,
        last=span.latest,
        sure_first=sure_first,
        sure_last=sure_last,
    )


def _agreement_bar(view: View, row: int, entry: Entry, says: Agreement) -> _Bar | None:
    taken = [m.when for m in says.milestones if m.when is not None]
    if not taken:
        return None
    firsts = [when.earliest for when in taken]
    lasts = [when.latest for when in taken]
    first = None if None in firsts else min(day for day in firsts if day is not None)
    last = None if None in lasts else max(day for day in lasts if day is not None)
    certain = [m.when for m in says.milestones if m.when is not None and m.realis is Realis.actual]
    sure_first = min((when.latest for when in certain if when.latest is not None), default=None)
    sure_last = max((when.earliest for when in certain if when.earliest is not None), default=None)
    if step(says, ENDS) is None and says.status(view.timeline.as_of).in_force is Tri.YES:
        last = None
        sure_last = view.timeline.as_of.toordinal()
    if sure_first is None or sure_last is None or sure_first > sure_last:
        sure_first = sure_last = None
    return _Bar(
        entry=entry, row=row, first=first, last=last, sure_first=sure_first, sure_last=sure_last
    )


def _months(day: Day) -> int:
    """Return the month of a day as a number, within the years that a label has room for."""
    date = day_date(day)
    if date is None:
        return 12 if day < 1 else 12 * _LAST_YEAR + 11
    return 12 * date.year + date.month - 1


def _periods(first: int, last: int) -> tuple[Callable[[int, int], str], tuple[str, ...]]:
    """Return the finest unit that needs few columns enough, and its periods in order."""
    label, n_months = next(
        (unit for unit in _UNITS if last // unit[1] - first // unit[1] < _MAX_PERIODS), _UNITS[-1]
    )
    months = range(first // n_months * n_months, last + 1, n_months)
    return label, tuple(label(max(month, 12) // 12, month % 12 + 1) for month in months)


def _rows(
    view: View, bars: Sequence[_Bar], label: Callable[[int, int], str], periods: tuple[str, ...]
) -> Iterator[Sequence[Cell]]:
    blank = (None,) * len(periods)

    def period(day: Day | None, default: str | None) -> str | None:
        if day is None:
            return default
        month = _months(day)
        return label(month // 12, month % 12 + 1)

    for bar in bars:
        sure_first = period(bar.sure_first, None)
        yield (
            Link(bar.entry.id, table="Timeline", row=bar.row),
            view.title(bar.entry),
            when_words(bar.entry.when),
            bar.entry.realis.value,
            period(bar.first, periods[0]),
            period(bar.last, periods[-1]),
            sure_first,
            period(bar.sure_last, periods[-1] if sure_first else None),
            *blank,
        )
