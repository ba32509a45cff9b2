"""The tables of what entries rest on: parties, sources, conflicts, links, claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliancekit.errors import UnknownActorError
from alliancekit.timeline import value_text
from alliancekit_excel._cells import Cell, Link, link_target
from alliancekit_excel._tables.entries import PLANNED
from alliancekit_excel._tables.shapes import Column, Highlight, Look, Style, Table, with_id_width
from alliancekit_excel._tables.views import (
    View,
    as_written,
    basis,
    counted_as_one,
    day_cells,
    losing_claims,
    when_words,
)

_ID = Column(header="ID", width=17, is_printed=True, is_quoted=True)
_TITLE = Column(header="Title", width=46, style=Style.wrap, is_printed=True)

_PARTY_COLUMNS = (
    _ID,
    _TITLE,
    Column(header="Actor", width=14, is_printed=True),
    Column(header="Name", width=30, style=Style.wrap, is_printed=True),
    Column(header="Role", width=13, choices="Role", is_printed=True),
    Column(header="Acts through", width=34, style=Style.wrap, is_printed=True),
    Column(header="People", width=30, style=Style.wrap, is_printed=True),
    Column(header="Party during", width=24, is_quoted=True, is_printed=True),
    Column(header="When", width=21, style=Style.wrap, is_quoted=True),
    Column(header="Type", width=11, choices="Type"),
    Column(header="Kind", width=19, choices="Kind"),
    Column(header="Realis", width=11, choices="Realis"),
    Column(header="Actor kind", width=15),
    Column(header="State", width=9),
)


def parties_table(view: View) -> Table:
    """Return the table of who takes part in what, one row for every party of every entry."""
    return Table(
        name="Parties",
        about="Who takes part in what: one row for every party of every entry, "
        "made for pivot tables.",
        columns=with_id_width(_PARTY_COLUMNS, view.id_width),
        n_rows=sum(len(entry.parties) for entry in view.timeline.entries),
        rows=lambda: _party_rows(view),
        highlights=(
            Highlight(look=Look.planned, first="ID", last="Party during", condition=PLANNED),
        ),
    )


def _party_rows(view: View) -> Iterator[Sequence[Cell]]:
    for number, entry in enumerate(view.timeline.entries):
        if not entry.parties:
            continue
        link = Link(entry.id, table="Timeline", row=number)
        title = view.title(entry)
        common = (when_words(entry.when), entry.type.value, entry.kind.value, entry.realis.value)
        for party in entry.parties:
            kind, state = _actor_cells(view, party.actor)
            yield (
                link,
                title,
                party.actor,
                view.name(party.actor),
                party.role.value,
                view.names(party.via) or None,
                ", ".join(party.people) or None,
                party.span.edtf if party.span else None,
                *common,
                kind,
                state,
            )


def _actor_cells(view: View, actor: str) -> tuple[Cell, Cell]:
    try:
        kind = view.timeline.actors.get(actor).kind.value
        return kind, view.timeline.actors.state_of(actor)
    except UnknownActorError:
        return None, None


_SOURCE_COLUMNS = (
    _ID,
    Column(header="Outlet", width=24, style=Style.wrap, is_printed=True),
    Column(header="Title", width=46, style=Style.wrap, is_printed=True),
    Column(header="Author", width=20, style=Style.wrap, is_printed=True),
    Column(header="Language", width=10, is_printed=True),
    Column(header="Published", width=11, style=Style.date, is_printed=True),
    Column(header="Published (as reported)", width=24, is_printed=True, is_quoted=True),
    Column(header="Address", width=46, style=Style.wrap, is_printed=True),
    Column(header="Based on", width=24, style=Style.wrap, is_printed=True),
    Column(header="Word for word like", width=24, style=Style.wrap, is_printed=True),
    Column(header="Records", width=9, style=Style.count, is_printed=True),
    Column(header="Entries", width=9, style=Style.count, is_printed=True),
    Column(header="Published precision", width=11, choices="Precision"),
    Column(header="Date in the source's words", width=24, style=Style.wrap, is_quoted=True),
    Column(header="How the date was worked out", width=30, style=Style.wrap),
    Column(header="Note", width=50, style=Style.wrap),
)


def sources_table(view: View) -> Table:
    """Return the table of all sources, ordered by id."""
    return Table(
        name="Sources",
        about="Every document, what it is based on, and how much of the timeline rests on it.",
        columns=with_id_width(_SOURCE_COLUMNS, view.id_width),
        n_rows=len(view.timeline.sources),
        rows=lambda: _source_rows(view),
        is_of_entries=False,
    )


def _source_rows(view: View) -> Iterator[Sequence[Cell]]:
    for source in view.timeline.sources:
        target = link_target(source.url)
        date, edtf, precision = day_cells(source.published)
        yield (
            source.id,
            source.outlet or None,
            source.title or None,
            source.author or None,
            source.language or None,
            date,
            edtf,
            Link(source.url, url=target) if target else source.url or None,
            ", ".join(source.based_on) or None,
            ", ".join(view.copies_by_source.get(source.id, ())) or None,
            view.n_records_by_source.get(source.id, 0),
            view.n_entries_by_source.get(source.id, 0),
            precision,
            as_written(source.published),
            basis(source.published),
            source.note or None,
        )


_CONFLICT_COLUMNS = (
    _ID,
    _TITLE,
    Column(header="Field", width=19, is_printed=True),
    Column(header="Standing", width=20, choices="Standing", is_printed=True),
    Column(header="Shown value", width=34, style=Style.wrap, is_printed=True, is_quoted=True),
    Column(header="Shown value from", width=34, style=Style.wrap, is_printed=True),
    Column(header="Other value", width=34, style=Style.wrap, is_printed=True, is_quoted=True),
    Column(header="Other value from", width=34, style=Style.wrap, is_printed=True),
    Column(header="Rule", width=22, is_printed=True),
    Column(header="Counted as one witness", width=34, style=Style.wrap),
)

TIED = "tied: none is shown"
"""The standing of a value where no value won."""

OUTWEIGHED = "not shown"
"""The standing of a value where another one won."""


def conflicts_table(view: View) -> Table:
    """Return the table of conflicts: the value shown beside each other one, with their sources."""
    return Table(
        name="Conflicts",
        about="What sources disagree on: the value shown beside every other value, "
        "each with who gives it.",
        columns=with_id_width(_CONFLICT_COLUMNS, view.id_width),
        n_rows=sum(
            len(losing_claims(field))
            for entry in view.timeline.entries
            for field in entry.conflicts
        ),
        rows=lambda: _conflict_rows(view),
        highlights=(
            Highlight(
                look=Look.conflict,
                first="Other value",
                last="Other value",
                condition='{Other value}<>""',
            ),
        ),
    )


def _conflict_rows(view: View) -> Iterator[Sequence[Cell]]:
    for number, entry in enumerate(view.timeline.entries):
        for field in entry.conflicts:
            link = Link(entry.id, table="Timeline", row=number)
            together = counted_as_one(entry)
            shown = [
                r for claim in field.claims if claim.value == field.value for r in claim.records
            ]
            for claim in losing_claims(field):
                yield (
                    link,
                    view.title(entry),
                    field.name,
                    TIED if field.value is None else OUTWEIGHED,
                    field.text or None,
                    view.records(shown) or None,
                    claim.text or None,
                    view.records(claim.records) or None,
                    field.policy or None,
                    together,
                )


_LINK_COLUMNS = (
    _ID,
    _TITLE,
    Column(header="Relation", width=14, choices="Relation", is_printed=True),
    Column(header="Other ID", width=17, is_printed=True, is_quoted=True),
    Column(header="Other title", width=46, style=Style.wrap, is_printed=True),
    Column(header="Stated by", width=34, style=Style.wrap, is_printed=True),
    Column(header="Reason", width=40, style=Style.wrap, is_printed=True),
)


def links_table(view: View) -> Table:
    """Return the table of how entries stand to each other, in the order of the timeline's links."""
    return Table(
        name="Links",
        about="How one entry stands to another: about, under, amends, succeeds, follows, part of.",
        columns=with_id_width(_LINK_COLUMNS, view.id_width),
        n_rows=len(view.timeline.links),
        rows=lambda: (
            (
                view.entry_link(link.origin),
                view.entry_title(link.origin),
                link.relation.value,
                view.entry_link(link.target),
                view.entry_title(link.target),
                view.records(link.records) or None,
                link.reason or None,
            )
            for link in view.timeline.links
        ),
    )


_CLAIM_COLUMNS = (
    _ID,
    _TITLE,
    Column(header="Field", width=19, is_printed=True),
    Column(header="Agreement of sources", width=12, choices="Field status", is_printed=True),
    Column(header="Shown value", width=40, style=Style.wrap, is_printed=True, is_quoted=True),
    Column(header="Claimed value", width=40, style=Style.wrap, is_printed=True, is_quoted=True),
    Column(header="Claimed by", width=34, style=Style.wrap, is_printed=True),
    Column(header="Rule", width=22, is_printed=True),
)


def claims_table(view: View) -> Table:
    """Return the table of every value of every field, with the records that give it."""
    return Table(
        name="Claims",
        about="Every value that any source gives for any field, beside the value that is shown.",
        columns=with_id_width(_CLAIM_COLUMNS, view.id_width),
        n_rows=sum(len(field.claims) for entry in view.timeline.entries for field in entry.fields),
        rows=lambda: _claim_rows(view),
        highlights=(
            Highlight(
                look=Look.conflict,
                first="Agreement of sources",
                last="Agreement of sources",
                condition='{Agreement of sources}="conflict"',
            ),
        ),
    )


def _claim_rows(view: View) -> Iterator[Sequence[Cell]]:
    for number, entry in enumerate(view.timeline.entries):
        link = Link(entry.id, table="Timeline", row=number)
        title = view.title(entry)
        for field in entry.fields:
            shown = value_text(field.value) or None
            for claim in field.claims:
                yield (
                    link,
                    title,
                    field.name,
                    field.status.value,
                    shown,
                    claim.text or None,
                    view.records(claim.records) or None,
                    field.policy or None,
                )
