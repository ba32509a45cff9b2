"""The tables Agreements and Milestones: what parties agreed on, and the steps of its life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliancekit.dates import FuzzyDate
from alliancekit.kinds import Realis, Stage
from alliancekit.model import Agreement, Milestone
from alliancekit.timeline import Entry, value_text
from alliancekit_excel._cells import Cell, Link, date_cell
from alliancekit_excel._tables.entries import PLANNED, VOID, flags, place_text
from alliancekit_excel._tables.shapes import Column, Highlight, Look, Style, Table, with_id_width
from alliancekit_excel._tables.views import (
    View,
    as_written,
    basis,
    day_cells,
    qualifier,
    when_words,
)

ENDS = frozenset(
    {
        Stage.withdrawn,
        Stage.terminated,
        Stage.superseded,
        Stage.expired,
        Stage.abandoned,
        Stage.rejected,
        Stage.lapsed,
    }
)
"""Stages after which an agreement is over."""

_SIGNED = frozenset({Stage.signed})
_BINDS = frozenset({Stage.in_force, Stage.provisionally_applied})
_STEPS = ("Signed", "Binding", "Ends")


def _step_columns(name: str) -> tuple[Column, ...]:
    return (
        Column(header=name, width=11, style=Style.date, is_printed=True),
        Column(header=f"{name} (as reported)", width=14, is_printed=True, is_quoted=True),
        Column(header=f"{name} realis", width=11, choices="Realis", is_printed=True),
        Column(header=f"{name} precision", width=11, choices="Precision"),
    )


def _printed_first(columns: Sequence[Column]) -> tuple[Column, ...]:
    return (*(c for c in columns if c.is_printed), *(c for c in columns if not c.is_printed))


_AGREEMENT_COLUMNS = (
    Column(header="ID", width=17, is_printed=True, is_quoted=True),
    Column(header="Title", width=46, style=Style.wrap, is_printed=True),
    Column(header="Flags", width=20, style=Style.wrap, is_printed=True),
    Column(header="Kind", width=19, choices="Agreement kind", is_printed=True),
    Column(header="Realis", width=11, choices="Realis", is_printed=True),
    Column(header="Status", width=22, style=Style.wrap, is_printed=True),
    Column(header="In force", width=9, choices="In force", is_printed=True),
    Column(header="Parties", width=34, style=Style.wrap, is_printed=True),
    *(column for name in _STEPS for column in _step_columns(name)),
    Column(header="Legal form", width=18, choices="Legal form"),
    Column(header="Term (months)", width=9, style=Style.count),
    Column(header="Renewal", width=24, style=Style.wrap),
    Column(header="Notice (months)", width=9, style=Style.count),
    Column(header="Enters into force", width=24, style=Style.wrap),
    Column(header="Edition", width=9, style=Style.count),
    Column(header="Amendment", width=11, style=Style.count),
    Column(header="Obligations", width=40, style=Style.wrap),
    Column(header="Under", width=20, style=Style.wrap),
    Column(header="Amends", width=20, style=Style.wrap),
    Column(header="Succeeds", width=20, style=Style.wrap),
    Column(header="Related", width=20, style=Style.wrap),
    Column(header="Milestones", width=10, style=Style.count),
    Column(header="Impossible orders", width=40, style=Style.wrap),
)


def agreements_table(view: View) -> Table:
    """Return the table of agreements, in the order of the timeline."""
    return Table(
        name="Agreements",
        about="Every agreement with its status on the day that the workbook speaks for, "
        "and the steps of its life.",
        columns=with_id_width(_printed_first(_AGREEMENT_COLUMNS), view.id_width),
        n_rows=len(view.agreements),
        rows=lambda: _agreement_rows(view),
        highlights=(
            Highlight(
                look=Look.conflict,
                first="Flags",
                last="Flags",
                condition='LEFT({Flags},8)="CONFLICT"',
            ),
            Highlight(look=Look.void, first="ID", last="Ends realis", condition=VOID),
            Highlight(look=Look.planned, first="ID", last="Ends realis", condition=PLANNED),
            *(
                Highlight(
                    look=Look.planned,
                    first=name,
                    last=f"{name} realis",
                    condition=f'AND({{{name} realis}}<>"",{{{name} realis}}<>"actual")',
                )
                for name in _STEPS
            ),
        ),
    )


def _agreement_rows(view: View) -> Iterator[Sequence[Cell]]:
    n_milestones = 0
    order = _printed_order(_AGREEMENT_COLUMNS)
    for entry in view.agreements:
        says = entry.says
        assert isinstance(says, Agreement)
        status = says.status(view.timeline.as_of)
        milestones: Cell = None
        if says.milestones:
            milestones = Link(len(says.milestones), table="Milestones", row=n_milestones)
            n_milestones += len(says.milestones)
        term = says.term

        row = (
            view.entry_link(entry.id),
            view.title(entry),
            flags(entry),
            says.kind.value,
            entry.realis.value,
            " or ".join(stage.value.replace("_", " ") for stage in status.possible) or None,
            status.in_force.name.lower(),
            view.parties(says.parties) or None,
            *_step_cells(says, _SIGNED),
            *_step_cells(says, _BINDS),
            *_step_cells(says, ENDS),
            says.legal_form.value if says.legal_form else None,
            term.months if term else None,
            (term.renewal or None) if term else None,
            term.notice_months if term else None,
            value_text(says.enters_into_force) or None,
            says.edition,
            says.amendment,
            "\n".join(map(value_text, says.obligations)) or None,
            ", ".join(says.under) or None,
            ", ".join(says.amends) or None,
            ", ".join(says.succeeds) or None,
            ", ".join(says.related) or None,
            milestones,
            "\n".join(says.diagnostics()) or None,
        )
        yield [row[index] for index in order]


def _printed_order(columns: Sequence[Column]) -> tuple[int, ...]:
    return tuple(sorted(range(len(columns)), key=lambda index: not columns[index].is_printed))


def step(says: Agreement, stages: frozenset[Stage]) -> Milestone | None:
    """Return the step that stands for stages: the first one taken, else the first told of."""
    told = [m for m in says.milestones if m.stage in stages and not m.by]
    return next((m for m in told if m.realis is Realis.actual), told[0] if told else None)


def _step_cells(says: Agreement, stages: frozenset[Stage]) -> tuple[Cell, Cell, Cell, Cell]:
    milestone = step(says, stages)
    if milestone is None:
        return None, None, None, None
    date, edtf, precision = day_cells(milestone.when)
    return date, edtf, milestone.realis.value, precision


_MILESTONE_COLUMNS = (
    Column(header="ID", width=17, is_printed=True, is_quoted=True),
    Column(header="Title", width=46, style=Style.wrap, is_printed=True),
    Column(header="Stage", width=19, choices="Stage", is_printed=True),
    Column(header="When", width=21, style=Style.wrap, is_printed=True, is_quoted=True),
    Column(header="Realis", width=11, choices="Realis", is_printed=True),
    Column(header="By", width=24, style=Style.wrap, is_printed=True),
    Column(header="Place", width=20, style=Style.wrap, is_printed=True),
    Column(header="Date", width=11, style=Style.date),
    Column(header="Date (as reported)", width=17, is_quoted=True),
    Column(header="Precision", width=11, choices="Precision"),
    Column(header="Date qualifier", width=12, choices="Qualifier"),
    Column(header="Earliest", width=11, style=Style.date),
    Column(header="Latest", width=11, style=Style.date),
    Column(header="Date in the source's words", width=24, style=Style.wrap, is_quoted=True),
    Column(header="How the date was worked out", width=30, style=Style.wrap),
    Column(header="Where in the sources", width=24, style=Style.wrap),
)


def milestones_table(view: View) -> Table:
    """Return the table of the steps of all agreements, agreement by agreement."""
    return Table(
        name="Milestones",
        about="Every step in the life of every agreement: proposed, signed, in force, expired.",
        columns=with_id_width(_MILESTONE_COLUMNS, view.id_width),
        n_rows=sum(len(_milestones(entry)) for entry in view.agreements),
        rows=lambda: _milestone_rows(view),
        highlights=(
            Highlight(
                look=Look.void,
                first="ID",
                last="Place",
                condition=VOID,
            ),
            Highlight(look=Look.planned, first="ID", last="Place", condition=PLANNED),
        ),
    )


def _milestones(entry: Entry) -> tuple[Milestone, ...]:
    return entry.says.milestones if isinstance(entry.says, Agreement) else ()


def _milestone_rows(view: View) -> Iterator[Sequence[Cell]]:
    for number, entry in enumerate(view.agreements):
        title = view.title(entry)
        for milestone in _milestones(entry):
            when: FuzzyDate | None = milestone.when
            yield (
                Link(entry.id, table="Agreements", row=number),
                title,
                milestone.stage.value,
                when_words(when),
                milestone.realis.value,
                view.names(milestone.by) or None,
                place_text(view, milestone.place),
                *day_cells(when),
                qualifier(when),
                date_cell(when.earliest) if when is not None else None,
                date_cell(when.latest) if when is not None else None,
                as_written(when),
                basis(when),
                ", ".join(milestone.cites) or None,
            )
