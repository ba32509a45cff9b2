"""The table Timeline: one row for every entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliancekit.kinds import Realis
from alliancekit.model import Agreement, Event, Place
from alliancekit.money import Money
from alliancekit.timeline import Entry, value_text
from alliancekit_excel._cells import Cell, Link, date_cell, number_cell
from alliancekit_excel._tables.shapes import Column, Highlight, Look, Style, Table, with_id_width
from alliancekit_excel._tables.views import (
    View,
    as_written,
    basis,
    counted_as_one,
    given_up_days,
    losing_claims,
    other_values,
    qualifier,
    side_cells,
    when_words,
)

_PROGRESS_STEP = 1_000

_COLUMNS = (
    Column(header="ID", width=17, is_printed=True, is_quoted=True),
    Column(header="No.", width=6, style=Style.count, is_printed=True),
    Column(header="When", width=21, style=Style.wrap, is_printed=True, is_quoted=True),
    Column(header="Title", width=46, style=Style.wrap, is_printed=True),
    Column(header="Flags", width=20, style=Style.wrap, is_printed=True),
    Column(header="Type", width=11, choices="Type", is_printed=True),
    Column(header="Kind", width=17, choices="Kind", is_printed=True),
    Column(header="Realis", width=11, choices="Realis", is_printed=True),
    Column(header="Parties", width=34, style=Style.wrap, is_printed=True),
    Column(header="Place", width=20, style=Style.wrap, is_printed=True),
    Column(header="Sources", width=9, style=Style.count, is_printed=True),
    Column(header="Witnesses", width=11, style=Style.count, is_printed=True),
    Column(header="Conflicts", width=10, style=Style.count, is_printed=True),
    Column(header="First source", width=20),
    Column(header="Start", width=11, style=Style.date),
    Column(header="Start (as reported)", width=17, is_quoted=True),
    Column(header="Start precision", width=11, choices="Precision"),
    Column(header="End", width=11, style=Style.date),
    Column(header="End (as reported)", width=17, is_quoted=True),
    Column(header="End precision", width=11, choices="Precision"),
    Column(header="Date qualifier", width=12, choices="Qualifier"),
    Column(header="EDTF", width=22, is_quoted=True),
    Column(header="Earliest", width=11, style=Style.date),
    Column(header="Latest", width=11, style=Style.date),
    Column(header="Date in the source's words", width=24, style=Style.wrap, is_quoted=True),
    Column(header="How the date was worked out", width=30, style=Style.wrap),
    Column(header="Subkind", width=17),
    Column(header="Edition", width=9, style=Style.count),
    Column(header="Amount from", width=16, style=Style.number),
    Column(header="Amount to", width=16, style=Style.number),
    Column(header="Currency", width=10),
    Column(header="Bound", width=11, choices="Bound"),
    Column(header="Period", width=9, choices="Period"),
    Column(header="Money", width=30, style=Style.wrap),
    Column(header="Quantities", width=26, style=Style.wrap, is_quoted=True),
    Column(header="Items", width=26, style=Style.wrap),
    Column(header="Identifiers", width=22, style=Style.wrap),
    Column(header="Latitude", width=10, style=Style.number),
    Column(header="Longitude", width=10, style=Style.number),
    Column(header="Summary", width=60, style=Style.wrap),
    Column(header="Other titles", width=46, style=Style.wrap),
    Column(header="About", width=24, style=Style.wrap),
    Column(header="Part of", width=20, style=Style.wrap),
    Column(header="Follows", width=20, style=Style.wrap),
    Column(header="Other values told", width=40, style=Style.wrap),
    Column(header="Weakest support (bits)", width=12, style=Style.number),
    Column(header="Records", width=30, style=Style.wrap),
    Column(header="Where in the sources", width=24, style=Style.wrap),
    Column(header="Other fields", width=30, style=Style.wrap),
    Column(header="Planned before for", width=24, style=Style.wrap, is_quoted=True),
    Column(header="Counted as one witness", width=30, style=Style.wrap),
)

_CONFLICT = 'LEFT({Flags},8)="CONFLICT"'
VOID = 'OR({Realis}="denied",{Realis}="cancelled")'
"""Condition of rows on what was denied or called off."""

PLANNED = 'AND({Realis}<>"actual",{Realis}<>"")'
"""Condition of rows on what has not happened, as far as sources tell."""


def timeline_table(view: View) -> Table:
    """Return the table of all entries, in the order of the timeline."""
    return Table(
        name="Timeline",
        about="Every event and agreement, one a row, in the order of their dates.",
        columns=with_id_width(_COLUMNS, view.id_width),
        n_rows=len(view.timeline.entries),
        rows=lambda: _rows(view),
        highlights=(
            Highlight(look=Look.conflict, first="Flags", last="Flags", condition=_CONFLICT),
            Highlight(look=Look.conflict, first="Conflicts", last="Conflicts", condition=_CONFLICT),
            Highlight(look=Look.void, first="ID", last="Place", condition=VOID),
            Highlight(look=Look.planned, first="ID", last="Place", condition=PLANNED),
            Highlight(
                look=Look.data_bar, first="Weakest support (bits)", last="Weakest support (bits)"
            ),
        ),
    )


def flags(entry: Entry) -> str | None:
    """Return what a reader must not miss in an entry, in words.

    Args:
        entry: Any entry.

    Returns:
        ``CONFLICT:`` with the fields that sources disagree on, then what is not (yet) a fact, in
        capitals, then that it was planned for another day; nothing for none of these.
    """
    parts = []
    if disputed := [field.name.replace("milestones.", "") for field in entry.conflicts]:
        parts.append(f"CONFLICT: {', '.join(disputed)}")
    if entry.realis is not Realis.actual:
        parts.append(entry.realis.value.upper())
    if entry.slips:
        parts.append("MOVED")
    return "; ".join(parts) or None


def money_cells(money: Money | None) -> tuple[Cell, Cell, Cell, Cell, Cell, Cell]:
    """Return both ends of a sum, its currency, bound and period, and its whole text.

    Its equivalents are in the text alone: whoever adds numbers up counts no money twice.
    """
    if money is None:
        return None, None, None, None, None, None
    ends = number_cell(money.low), number_cell(money.high)
    return *ends, money.currency, money.bound.value, money.period.value, str(money)


def place_text(view: View, place: Place | None) -> str | None:
    """Return the name of a place and of its country."""
    if place is None:
        return None
    country = view.name(place.country) if place.country else ""
    return ", ".join(part for part in (place.name, country) if part) or None


def _rows(view: View) -> Iterator[Sequence[Cell]]:
    n_entries = len(view.timeline.entries)
    n_agreements = n_conflicts = 0
    for number, entry in enumerate(view.timeline.entries, start=1):
        says = entry.says
        when = entry.when
        n_sources, first_source = view.first_source(entry)
        titles = says.titles
        shown_title = view.title(entry)
        conflicts = entry.conflicts
        place = says.place
        id_cell: Cell = entry.id
        if isinstance(says, Agreement):
            id_cell = Link(entry.id, table="Agreements", row=n_agreements)
            n_agreements += 1
        conflicts_cell: Cell = 0
        if conflicts:
            conflicts_cell = Link(len(conflicts), table="Conflicts", row=n_conflicts)
            n_conflicts += sum(len(losing_claims(field)) for field in conflicts)
        weakest = entry.weakest_millibits

        yield (
            id_cell,
            number,
            when_words(when),
            shown_title,
            flags(entry),
            entry.type.value,
            says.kind.value,
            entry.realis.value,
            view.parties(says.parties) or None,
            place_text(view, place),
            n_sources,
            len(entry.witnesses),
            conflicts_cell,
            first_source,
            *side_cells(when, is_end=False),
            *side_cells(when, is_end=True),
            qualifier(when),
            when.edtf if when is not None else None,
            date_cell(when.earliest) if when is not None else None,
            date_cell(when.latest) if when is not None else None,
            as_written(when),
            basis(when),
            says.subkind or None,
            says.edition,
            *money_cells(says.money),
            _lines(says.quantities),
            _lines(says.items),
            _lines(says.identifiers),
            place.latitude if place is not None else None,
            place.longitude if place is not None else None,
            says.summary or None,
            "\n".join(f"{t.language}: {t.text}" for t in titles if t.text != shown_title) or None,
            *_event_references(says),
            other_values(entry),
            None if weakest is None else weakest / 1000,
            ", ".join(record.id for record in entry.records),
            ", ".join(says.cites) or None,
            "\n".join(f"{name}: {value}" for name, value in says.extra) or None,
            given_up_days(entry),
            counted_as_one(entry),
        )
        if number % _PROGRESS_STEP == 0:
            view.progress(number, n_entries)
    view.progress(n_entries, n_entries)


def _lines(values: tuple[object, ...]) -> str | None:
    return "\n".join(map(value_text, values)) or None


def _event_references(says: Event | Agreement) -> tuple[Cell, Cell, Cell]:
    if isinstance(says, Agreement):
        return None, None, None
    return (
        ", ".join(says.about) or None,
        ", ".join(says.part_of) or None,
        ", ".join(says.follows) or None,
    )
