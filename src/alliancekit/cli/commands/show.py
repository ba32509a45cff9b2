"""``show``: the timeline as a table, with its conflicts and unsure pairs below."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Collection, Sequence

from rich.cells import cell_len

from alliancekit.cli.arguments import UsageError, add_merging, add_paths
from alliancekit.cli.merging import read_timeline
from alliancekit.cli.screens import Cell, Screen
from alliancekit.cli.texts import (
    claim_rows,
    kind_text,
    parties_text,
    shown_text,
    standing_text,
    summary,
    witnesses_text,
)
from alliancekit.dates import describe
from alliancekit.kinds import AgreementGroup, AgreementKind, EventGroup, EventKind, Realis
from alliancekit.model import Agreement, Party
from alliancekit.timeline import Conflict, Entry, EntryType, Timeline, UnsurePair

# Columns for "when" and "standing" in a terminal, and what rich puts between three columns.
_WIDTHS = {0: 21, 1: 16}
_GAPS = 6
_MAX_UNCOMPARED = 10
_KINDS = frozenset(
    str(word)
    for words in (
        EventKind,
        EventGroup,
        AgreementKind,
        AgreementGroup,
        (EntryType.event, EntryType.agreement),
    )
    for word in words
)


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_paths(command)
    command.add_argument(
        "--party", dest="parties", action="append", default=[], metavar="ACTOR",
        help="only what names this actor or a body of it; repeated: that names all of them",
    )  # fmt: skip
    command.add_argument(
        "--kind", dest="kinds", action="append", default=[], metavar="KIND",
        help="only this kind, group of kinds, 'event' or 'agreement'; repeated: any of them",
    )  # fmt: skip
    command.add_argument(
        "--conflicts", dest="only_open", action="store_true",
        help="only what sources disagree on, or what may be the same",
    )  # fmt: skip
    add_merging(command)


def run(args: argparse.Namespace, output: Screen, messages: Screen) -> bool:
    """Show the timeline, its conflicts and its unsure pairs."""
    timeline = read_timeline(args, messages)
    _show_timeline(timeline, _chosen(timeline, args), output)
    if args.only_open:
        _show_completeness(timeline, output)
    return True


def _chosen(timeline: Timeline, args: argparse.Namespace) -> tuple[Entry, ...]:
    """Return the entries that the arguments ask for, in their order.

    Raises:
        UsageError: An actor or a kind that there is not.
    """
    parties = [_actor(timeline, given) for given in args.parties]
    for kind in args.kinds:
        if kind not in _KINDS:
            near = difflib.get_close_matches(kind, sorted(_KINDS), n=1)
            hint = (
                f"; did you mean {near[0]}?"
                if near
                else f"; there are: {', '.join(sorted(_KINDS))}"
            )
            raise UsageError(f"--kind {kind}: no such kind{hint}")
    unsure = _unsure_entries(timeline)
    return tuple(
        entry
        for entry in timeline
        if all(any(_is_body_of(timeline, p, actor) for p in entry.parties) for actor in parties)
        and (not args.kinds or any(_is_of_kind(entry, kind) for kind in args.kinds))
        and (not args.only_open or entry.conflicts or entry.id in unsure)
    )


def _is_of_kind(entry: Entry, word: str) -> bool:
    """Return whether a word is an entry's kind or type, or its group if no kind has that name."""
    if word in (entry.kind, entry.type):
        return True
    is_kind = word in set(EventKind) | set(AgreementKind)
    return word == entry.kind.group and not is_kind


def _actor(timeline: Timeline, given: str) -> str:
    if given in timeline.actors:
        return given
    found = timeline.actors.resolve(given, language="en")
    if found.actor is None:
        hint = f": {found.reason}" if found.reason else ""
        raise UsageError(f"--party {given}: no such actor{hint}")
    return found.actor


def _is_body_of(timeline: Timeline, party: Party, actor: str) -> bool:
    """Return whether a party is an actor, belongs to it, or acts through it or a body of it."""
    for named in (party.actor, *party.via):
        current: str | None = named
        while current is not None:
            if current == actor:
                return True
            current = timeline.actors.get(current).parent if current in timeline.actors else None
    return False


def _unsure_entries(timeline: Timeline) -> frozenset[str]:
    return frozenset(timeline.entry(id).id for pair in timeline.unsure for id in pair.records)


def _show_timeline(timeline: Timeline, entries: Sequence[Entry], output: Screen) -> None:
    """Write the table, every conflict with who says what, and the pairs that may be the same."""
    output.prose(summary(timeline), "bold")
    if len(entries) < len(timeline):
        output.line(f"{len(entries):,} of them shown")
    output.line()
    if entries:
        _show_table(timeline, entries, output)

    shown = {entry.id for entry in entries}
    conflicts = [conflict for conflict in timeline.conflicts() if conflict.entry in shown]
    if conflicts:
        output.line()
        output.line("What sources disagree on", "bold")
    for conflict in conflicts:
        _show_conflict(timeline, conflict, output)

    for entry in entries:
        for sentence in _impossible(entry):
            output.line()
            output.prose(f"{entry.title} [{entry.id}]", "bold")
            output.prose(f"  order: {sentence}", "red")

    unsure = [
        pair for pair in timeline.unsure if {timeline.entry(id).id for id in pair.records} & shown
    ]
    if unsure:
        output.line()
        output.line("What may be the same and was kept apart", "bold")
    for pair in unsure:
        _show_unsure(timeline, pair, output)
    _show_copies(timeline, entries, output)
    _show_stale(timeline, shown, output)


def _show_copies(timeline: Timeline, entries: Sequence[Entry], output: Screen) -> None:
    sources = {source for entry in entries for source in entry.sources}
    copies = [copy for copy in timeline.copies if sources.issuperset(copy.sources)]
    if copies:
        output.line()
        output.line("What repeats another source without saying so", "bold")
    for copy in copies:
        output.prose(f"  {copy}", "yellow")


def _show_stale(timeline: Timeline, shown: Collection[str], output: Screen) -> None:
    stale = [
        one
        for one in timeline.decisions.stale
        if {timeline.entry(id).id for id in one.decision.records} & set(shown)
    ]
    if stale:
        output.line()
        output.line("Decisions that wait to be confirmed", "bold")
    for one in stale:
        output.prose(f"  {one}", "yellow")


def _show_table(timeline: Timeline, entries: Sequence[Entry], output: Screen) -> None:
    unsure = _unsure_entries(timeline)
    rows: list[Sequence[Cell]] = []
    for entry in entries:
        style = "" if entry.realis is Realis.actual else "italic yellow"
        when = [(describe(entry.when), style)]
        standing = [(standing_text(entry, timeline), style)]
        kind = ", ".join(filter(None, [kind_text(entry), entry.says.subkind]))
        parties = parties_text(entry)
        flags = _flags_text(entry, is_unsure=entry.id in unsure)
        witnesses = witnesses_text(entry)
        if not output.is_terminal:
            cells = (kind, parties, witnesses, flags, entry.id)
            rows.append((when, standing, entry.title, *cells))
            continue
        about = f"{kind}: {parties}" if parties else kind
        rows.append(
            (
                when,
                standing,
                [
                    (entry.title, f"bold {style}"),
                    *((line, "dim") for line in _joined([about, witnesses, entry.id], output)),
                    (flags, "red"),
                ],
            )
        )
    if output.is_terminal:
        output.table(("when", "standing", "what"), rows, widths=_WIDTHS)
    else:
        heads = ("when", "standing", "what", "kind", "parties", "witnesses", "look at", "id")
        output.table(heads, rows)


def _joined(texts: Sequence[str], output: Screen) -> list[str]:
    """Return texts on as few lines as they fit on beside the other columns."""
    room = output.width - sum(_WIDTHS.values()) - _GAPS
    lines = [""]
    for text in texts:
        longer = f"{lines[-1]}; {text}" if lines[-1] else text
        if cell_len(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(text)
    return lines


def _flags_text(entry: Entry, *, is_unsure: bool) -> str:
    """Return what a person should look at: conflicts by field, impossible orders, unsure pairs."""
    flags = (
        [f"conflict: {', '.join(field.name for field in entry.conflicts)}"]
        if entry.conflicts
        else []
    )
    if _impossible(entry):
        flags.append("order")
    if is_unsure:
        flags.append("unsure")
    return "; ".join(flags)


def _impossible(entry: Entry) -> tuple[str, ...]:
    return entry.says.diagnostics() if isinstance(entry.says, Agreement) else ()


def _show_conflict(timeline: Timeline, conflict: Conflict, output: Screen) -> None:
    entry = timeline.entry(conflict.entry)
    field = entry.field(conflict.field)
    assert field is not None
    shown = f"{shown_text(field)} shown" if field.value is not None else "nothing shown"
    output.line()
    output.prose(f"{entry.title} [{entry.id}]", "bold")
    output.prose(f"  {conflict.field}: {shown}, by the rule: {conflict.policy}", "red")
    rows = claim_rows(timeline, conflict.claims)
    output.table(("", "", ""), [("   ", *row) for row in rows])


def _show_unsure(timeline: Timeline, pair: UnsurePair, output: Screen) -> None:
    output.line()
    bits = f"{pair.weight_millibits / 1000:+.3f} bits speak for it"
    output.line(f"  {bits}: of such pairs {pair.probability:.0%} are the same", "magenta")
    output.table(
        ("", "", ""),
        [("   ", timeline.entry(id).title, [(id, "dim")]) for id in pair.records],
    )


def _show_completeness(timeline: Timeline, output: Screen) -> None:
    """Write which share of the true pairs was compared, and the likeliest of those left out."""
    output.line()
    output.line("What was compared", "bold")
    share = f"{timeline.completeness.share:.1%} of the pairs that are the same"
    output.prose(f"  {share}, as far as the ways in which records met tell")
    for pair in timeline.uncompared(at_most=_MAX_UNCOMPARED):
        output.line()
        output.prose(f"  {pair.reason}", "magenta")
        output.table(
            ("", "", ""),
            [("   ", timeline.entry(id).title, [(id, "dim")]) for id in pair.records],
        )
