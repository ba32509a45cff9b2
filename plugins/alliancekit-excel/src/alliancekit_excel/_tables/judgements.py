"""The tables of what people judged of the merge, and of what they should look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliancekit_excel._cells import Cell
from alliancekit_excel._tables.shapes import Column, Style, Table, with_id_width
from alliancekit_excel._tables.views import View

_PAIR_COLUMNS = (
    Column(header="ID", width=17, is_printed=True, is_quoted=True),
    Column(header="Title", width=46, style=Style.wrap, is_printed=True),
    Column(header="Other ID", width=17, is_printed=True, is_quoted=True),
    Column(header="Other title", width=46, style=Style.wrap, is_printed=True),
)

_UNSURE_COLUMNS = (
    *_PAIR_COLUMNS,
    Column(header="Weight (bits)", width=10, style=Style.number, is_printed=True),
    Column(header="Probability", width=11, style=Style.number, is_printed=True),
)


def unsure_table(view: View) -> Table:
    """Return the table of records that may be the same and were kept apart, the likeliest first."""
    return Table(
        name="To check",
        about="Pairs of records that may speak of one thing and were kept apart: "
        "a person should decide.",
        columns=with_id_width(_UNSURE_COLUMNS, view.id_width),
        n_rows=len(view.timeline.unsure),
        rows=lambda: (
            (
                *_pair_cells(view, pair.records),
                pair.weight_millibits / 1000,
                round(pair.probability, 3),
            )
            for pair in view.timeline.unsure
        ),
        is_of_entries=False,
    )


_DECISION_COLUMNS = (
    *_PAIR_COLUMNS,
    Column(header="Judgement", width=12, choices="Judgement", is_printed=True),
    Column(header="Field", width=19, is_printed=True),
    Column(header="Value", width=24, style=Style.wrap, is_printed=True, is_quoted=True),
    Column(header="Author", width=18, style=Style.wrap, is_printed=True),
    Column(header="Made", width=11, style=Style.date, is_printed=True),
    Column(header="Reason", width=40, style=Style.wrap, is_printed=True),
    Column(header="Does it count?", width=24, style=Style.wrap, is_printed=True),
    Column(header="Decision", width=17, is_quoted=True),
    Column(header="Supersedes", width=17, is_quoted=True),
)


def decisions_table(view: View) -> Table:
    """Return the table of what people decided: what counts first, then what no longer does."""
    return Table(
        name="Decisions",
        about="What people decided on records and values, by whom, why, and whether it counts.",
        columns=with_id_width(_DECISION_COLUMNS, view.id_width),
        n_rows=len(view.timeline.collection.decisions),
        rows=lambda: _decision_rows(view),
        is_of_entries=False,
    )


def _decision_rows(view: View) -> Iterator[Sequence[Cell]]:
    found = view.timeline.decisions
    standings = (
        *((decision, "yes") for decision in found.standing),
        *((stale.decision, f"no: {stale.reason}") for stale in found.stale),
        *((decision, "no: superseded") for decision in found.superseded),
        *((decision, "not yet: its records are not here") for decision in found.waiting),
    )
    for decision, standing in standings:
        yield (
            *_pair_cells(view, decision.records),
            decision.judgement.value,
            decision.field or None,
            decision.value or None,
            decision.author or None,
            decision.made,
            decision.reason or None,
            standing,
            decision.id or None,
            ", ".join(decision.supersedes) or None,
        )


def _pair_cells(view: View, records: Sequence[str]) -> tuple[Cell, Cell, Cell, Cell]:
    first, second, *_ = (*map(view.record_link, records), None, None)
    title, other, *_ = (*map(view.entry_title, records), None, None)
    return first, title, second, other
