"""The sheet About, and the lists of values that columns choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, StrEnum

import attrs

from alliancekit.dates import Precision, Tri
from alliancekit.kinds import AgreementKind, EventKind, LegalForm, Realis, Role, Stage
from alliancekit.merging import MergeOptions
from alliancekit.model import Judgement
from alliancekit.money import Bound, Period
from alliancekit.timeline import EntryType, FieldStatus, Relation
from alliancekit_excel._tables.facts import OUTWEIGHED, TIED
from alliancekit_excel._tables.shapes import Table
from alliancekit_excel._tables.views import View

_PRECISIONS = {
    Precision.day: "One day.",
    Precision.month: "A day of one month.",
    Precision.season: "A day of one season; winter runs into the next year.",
    Precision.quarter: "A day of one quarter of a year.",
    Precision.four_months: "A day of one third of a year.",
    Precision.half: "A day of one half of a year.",
    Precision.year: "A day of one year.",
    Precision.decade: "A day of ten years.",
    Precision.century: "A day of a hundred years.",
    Precision.millennium: "A day of a thousand years.",
    Precision.before: "On a day or earlier; when at the earliest is not known.",
    Precision.after: "On a day or later; when at the latest is not known.",
    Precision.range: "A day between two days.",
    Precision.choice: "One of several days.",
    Precision.unknown: "Not known at all; for an end: there is one, and it is not known.",
}

_REALIS = {
    Realis.actual: "It happened.",
    Realis.planned: "Those concerned have set it for a time to come.",
    Realis.proposed: "Someone asks for it; nobody has agreed.",
    Realis.expected: "Someone thinks that it will happen.",
    Realis.conditional: "It depends on something else.",
    Realis.denied: "Someone concerned says that it is not so.",
    Realis.cancelled: "It was called off.",
    Realis.postponed: "It was put off.",
}


class RowLook(Enum):
    """How a row of the sheet About looks."""

    title = "title"
    heading = "heading"
    plain = "plain"


@attrs.frozen
class AboutRow:
    """A row of the sheet About.

    Attributes:
        label: What it is on.
        text: What it says.
        look: How it looks.
        table: Name of the table that the label leads to, or ``""``.
    """

    label: str
    text: str = ""
    look: RowLook = RowLook.plain
    table: str = ""


def choice_lists() -> Mapping[str, tuple[str, ...]]:
    """Return the values that a column may hold, by the name of the list."""
    kinds = dict.fromkeys(
        [kind.value for kind in EventKind] + [kind.value for kind in AgreementKind]
    )
    return {
        "Type": (EntryType.event.value, EntryType.agreement.value),
        "Kind": tuple(kinds),
        "Agreement kind": _values(AgreementKind),
        "Realis": _values(Realis),
        "Stage": _values(Stage),
        "Role": _values(Role),
        "Legal form": _values(LegalForm),
        "Bound": _values(Bound),
        "Period": _values(Period),
        "Relation": _values(Relation),
        "Precision": (*_values(Precision), "open", "censored"),
        "Qualifier": ("circa", "uncertain", "circa, uncertain"),
        "Field status": _values(FieldStatus),
        "Standing": (OUTWEIGHED, TIED),
        "In force": tuple(answer.name.lower() for answer in Tri),
        "Judgement": _values(Judgement),
    }


def _values(vocabulary: type[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in vocabulary)


def about_rows(
    view: View,
    tables: Sequence[Table],
    *,
    title: str,
    licence: str,
    generator: str,
    schema: str,
    remarks: Sequence[str],
) -> tuple[AboutRow, ...]:
    """Return the rows of the sheet About.

    Args:
        view: The timeline.
        tables: The tables of the workbook, in order.
        title: Title of the workbook.
        licence: Terms of use, or ``""``.
        generator: What made the workbook.
        schema: Version of the sheets and columns.
        remarks: Whatever else a reader should know.
    """
    timeline = view.timeline
    entries = timeline.entries
    n_agreements = len(view.agreements)
    n_conflicts = sum(len(entry.conflicts) for entry in entries)
    n_open = sum(entry.realis is not Realis.actual for entry in entries)
    policies = sorted(
        {field.policy for entry in entries for field in entry.conflicts if field.policy}
    )
    heading = RowLook.heading
    return (
        AboutRow(title, "", RowLook.title),
        AboutRow("What this is", "", heading),
        AboutRow("Speaks for", timeline.as_of.isoformat()),
        AboutRow(
            "Made from",
            f"{_counted(len(timeline.sources), 'source')} with "
            f"{_counted(len(timeline.collection.records), 'record')}",
        ),
        AboutRow(
            "Holds",
            f"{_counted(len(entries), 'entry', 'entries')}: "
            f"{_counted(len(entries) - n_agreements, 'event')} and "
            f"{_counted(n_agreements, 'agreement')}; "
            f"{_counted(len(timeline.links), 'link')} between them",
        ),
        AboutRow(
            "Not (yet) a fact",
            f"{_counted(n_open, 'entry', 'entries')}: planned, proposed, expected, denied or "
            "called off",
        ),
        AboutRow(
            "Conflicts",
            f"{_counted(n_conflicts, 'field')} on which sources contradict each other",
        ),
        AboutRow("Left out", "nothing was filtered: every entry of the timeline is here"),
        AboutRow("Language", view.language),
        AboutRow("Made by", generator),
        AboutRow("Model", f"{timeline.model.name} ({timeline.model.digest})"),
        *_chosen(timeline.options),
        AboutRow("Schema", schema),
        *([AboutRow("Licence", licence)] if licence else []),
        *(AboutRow("Note", remark) for remark in remarks),
        AboutRow("Sheets", "", heading),
        *(
            AboutRow(
                table.name,
                f"{table.about} Rows: {table.n_rows}.",
                table=table.name,
            )
            for table in tables
        ),
        AboutRow("How conflicts are shown", "", heading),
        AboutRow(
            "Flags",
            "A row whose Flags start with CONFLICT has values that cannot all hold; "
            "they are on a red ground too.",
        ),
        AboutRow(
            "Which value",
            "The Timeline shows one value by a named rule; the sheet Conflicts has it beside "
            "every other one, each with its sources.",
        ),
        AboutRow(
            "Ties",
            "Where no value wins, the Timeline shows none, and the sheet Conflicts has them all.",
        ),
        *([AboutRow("Rules used here", ", ".join(policies))] if policies else []),
        AboutRow(
            "Witnesses",
            "Independent groups of sources: a translation or a copy of another "
            "source is no second witness.",
        ),
        AboutRow(
            "Counted as one witness",
            "Sources that count once; the sheet Sources says why: based on, or word for word like.",
        ),
        AboutRow(
            "MOVED",
            "Among the flags: it was planned for another day before; 'Planned before for' has "
            "the days, and who told of them.",
        ),
        AboutRow(
            "Weakest support",
            "How surely the records of an entry belong together, in bits: the weakest of "
            "what holds one of them in it.",
        ),
        AboutRow("Dates", "", heading),
        AboutRow(
            "Start, End",
            "A date of Excel only where the source gives one certain day from 1900-03-01 on; "
            "an earlier certain day is text.",
        ),
        AboutRow(
            "As reported, EDTF",
            "What is known of the date, in the notation of ISO 8601-2: 2024-07 is a day of "
            "July, [..2025-03-31] a day up to then.",
        ),
        AboutRow(
            "Earliest, Latest",
            "The bounds of what is known; sort by these, or by No. for the order of the timeline.",
        ),
        AboutRow(
            "Date qualifier",
            "circa: the source gives it as approximate; uncertain: whether it "
            "is right is in doubt.",
        ),
        AboutRow("Precision", "", heading),
        *(AboutRow(precision.value, text) for precision, text in _PRECISIONS.items()),
        AboutRow("open", "An end of a span: there is none."),
        AboutRow("censored", "An end of a span: it was not observed."),
        AboutRow("Realis", "", heading),
        *(AboutRow(realis.value, text) for realis, text in _REALIS.items()),
    )


def _counted(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or f'{one}s'}"


def _chosen(options: MergeOptions) -> Iterator[AboutRow]:
    """Yield what was chosen of the merge, where that is not the usual."""
    for label, pairs in (("Chosen rules", options.policies), ("Trust", options.trust)):
        if pairs:
            yield AboutRow(label, ", ".join(f"{name}: {value}" for name, value in pairs))
    if not options.counts_copies_once:
        yield AboutRow("Copies", "sources that repeat each other count as witnesses of their own")
