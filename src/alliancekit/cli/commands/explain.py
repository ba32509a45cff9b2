"""``explain``: one entry, or one pair of records, in full."""

from __future__ import annotations

import argparse

from alliancekit.cli.arguments import add_merging, add_paths
from alliancekit.cli.ids import split_ids
from alliancekit.cli.merging import read_timeline
from alliancekit.cli.screens import Cell, Screen, counted
from alliancekit.cli.texts import (
    claim_rows,
    claim_text,
    kind_text,
    link_reason,
    link_words,
    locator,
    parties_text,
    record_title,
    shown_text,
    signed_bits,
    source_text,
    standing_text,
    witnesses_text,
)
from alliancekit.dates import describe
from alliancekit.timeline import Entry, EntryType, Explanation, FieldStatus, FusedField, Timeline


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_paths(command)
    add_merging(command)
    command.epilog = "End with the id of an entry, or with the ids of two records."


def run(args: argparse.Namespace, output: Screen, messages: Screen) -> bool:
    """Show why two records were merged or not, or how an entry came about."""
    args.paths, ids = split_ids(args.paths)
    timeline = read_timeline(args, messages)
    if len(ids) == 2:
        _show_pair(timeline, timeline.explain(*ids), output)
    else:
        _show_entry(timeline, timeline.entry(*ids), output)
    return True


def _show_pair(timeline: Timeline, explanation: Explanation, output: Screen) -> None:
    """Write the waterfall of weights of two records and the rule that settled them."""
    for id in explanation.records:
        output.prose(f"{record_title(timeline, id)} [{id}]", "bold")
    output.prose(explanation.reason, "green" if explanation.is_merged else "yellow")
    output.line()

    total = explanation.prior_millibits
    rows: list[tuple[Cell, ...]] = [
        ("before anything is compared", "", signed_bits(total), signed_bits(total))
    ]
    for part in explanation.parts:
        if part.level == "unknown":
            continue
        total += part.weight_millibits
        style = "green" if part.weight_millibits > 0 else "red" if part.weight_millibits < 0 else ""
        rows.append(
            (
                part.comparator,
                part.level,
                [(signed_bits(part.weight_millibits), style)],
                signed_bits(total),
            )
        )
    output.table(("compared", "found", "bits", "sum"), rows, numbers=(2, 3))

    unknown = [part.comparator for part in explanation.parts if part.level == "unknown"]
    output.line()
    in_all = f"{signed_bits(explanation.weight_millibits)} bits in all"
    output.prose(f"{in_all}; the same from {signed_bits(explanation.same_millibits)}")
    output.prose(f"of pairs of such a weight {explanation.probability:.0%} are the same")
    if unknown:
        output.prose(f"weighs nothing, told by one of them at most: {', '.join(unknown)}")
    if explanation.veto:
        output.prose(f"kept apart whatever the weights: {explanation.veto}", "red")
    for sentence in explanation.copies:
        output.prose(sentence, "yellow")
    for link in explanation.links:
        words = f"{link.origin} {link_words(link)} {link.target}"
        output.prose(f"{words}: {link_reason(link)}")
    keys = ", ".join(explanation.shared_keys) or "none, so the two were never compared"
    output.prose(f"blocking keys in common: {keys}")


def _show_entry(timeline: Timeline, entry: Entry, output: Screen) -> None:
    """Write an entry: its witnesses, every field with all claims, and its links."""
    output.prose(f"{entry.title} [{entry.id}]", "bold")
    standing = standing_text(entry, timeline)
    if entry.type is EntryType.agreement:
        standing = f"{standing} as of {timeline.as_of}"
    output.prose(f"{entry.type}, {kind_text(entry)}; {describe(entry.when)}; {standing}")
    output.prose(f"parties: {parties_text(entry) or 'none named'}")
    output.prose(f"{witnesses_text(entry)}, {counted(len(entry.records), 'record')}:")
    for number, group in enumerate(entry.witnesses, 1):
        for source in group:
            output.prose(f"  {number}. {source_text(timeline, source)}")
            for record in entry.records:
                if record.source == source:
                    output.prose(f"       {locator(timeline, record.id)}", "dim")
    slips = [f"{claim_text(slip)} ({', '.join(slip.records)})" for slip in entry.slips]
    if slips:
        output.prose(f"planned before for: {'; '.join(slips)}", "yellow")
    for copy in timeline.copies_in(entry):
        output.prose(f"  {copy}", "yellow")
    if entry.weakest_millibits is not None:
        output.prose(
            f"weakest support of a record in it: {signed_bits(entry.weakest_millibits)} bits"
        )

    output.line()
    output.table(
        ("field", "standing", "shown", "by the rule"),
        [
            (
                [(field.name, "bold")],
                [(field.status, "red" if field.status is FieldStatus.conflict else "")],
                shown_text(field) or ("tie" if field.is_tied else ""),
                field.policy,
            )
            for field in entry.fields
        ],
    )
    for field in entry.fields:
        if len(field.claims) > 1:
            _show_claims(timeline, field, output)
    _show_links(timeline, entry, output)


def _show_claims(timeline: Timeline, field: FusedField, output: Screen) -> None:
    output.line()
    output.prose(f"{field.name}: {field.status}", "bold")
    rows = claim_rows(timeline, field.claims)
    output.table(("", "", ""), [(" ", *row) for row in rows])


def _show_links(timeline: Timeline, entry: Entry, output: Screen) -> None:
    links = [link for link in timeline.links if entry.id in (link.origin, link.target)]
    if not links:
        return
    output.line()
    output.prose("links", "bold")
    rows = []
    for link in links:
        is_origin = link.origin == entry.id
        other = timeline.entry(link.target if is_origin else link.origin)
        words = link_words(link)
        rows.append(
            (
                " ",
                f"{words} →" if is_origin else f"← {words}",
                f"{other.title} [{other.id}]",
                [(link_reason(link), "dim")],
            )
        )
    output.table(("", "", "", ""), rows)
