"""One entry, or one pair of records, in full."""

from __future__ import annotations

from alliancekit.cli.records import claim_text, locator, record_title, shown_text, source_text
from alliancekit.cli.screens import Cell, Screen, counted
from alliancekit.cli.timelines import parties_text, standing_text, witnesses_text
from alliancekit.dates import describe
from alliancekit.timeline import Entry, EntryType, FieldStatus, FusedField, Timeline


def show_pair(timeline: Timeline, a: str, b: str, output: Screen) -> None:
    """Write the waterfall of weights of two records and the rule that settled them."""
    explanation = timeline.explain(a, b)
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
        words = link.relation.replace("_", " ")
        why = link.reason or f"stated by {', '.join(link.records)}"
        output.prose(f"{link.origin} {words} {link.target}: {why}")
    keys = ", ".join(explanation.shared_keys) or "none, so the two were never compared"
    output.prose(f"blocking keys in common: {keys}")


def signed_bits(millibits: int) -> str:
    """Return a weight in bits, with its sign and exact to the last digit."""
    return f"{millibits / 1000:+.3f}"


def show_obstacle(timeline: Timeline, a: str, b: str, output: Screen) -> None:
    """Write which gate kept two records apart and what would have had to be otherwise."""
    found = timeline.why_not(a, b)
    for id in found.records:
        output.prose(f"{record_title(timeline, id)} [{id}]", "bold")
    output.prose(found.reason, "yellow" if found.gate else "green")
    for detail in found.details:
        output.prose(f"  {detail}")


def show_entry(timeline: Timeline, entry: Entry, output: Screen) -> None:
    """Write an entry: its witnesses, every field with all claims, and its links."""
    output.prose(f"{entry.title} [{entry.id}]", "bold")
    standing = standing_text(entry, timeline)
    if entry.type is EntryType.agreement:
        standing = f"{standing} as of {timeline.as_of}"
    kind = entry.kind.replace("_", " ")
    output.prose(f"{entry.type}, {kind}; {describe(entry.when)}; {standing}")
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
    output.table(
        ("", "", ""),
        [
            (
                " ",
                claim_text(claim),
                [(locator(timeline, id), "dim") for id in claim.records],
            )
            for claim in field.claims
        ],
    )


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
        words = link.relation.replace("_", " ")
        why = link.reason or f"stated by {', '.join(link.records)}"
        rows.append(
            (
                " ",
                f"{words} →" if is_origin else f"← {words}",
                f"{other.title} [{other.id}]",
                [(why, "dim")],
            )
        )
    output.table(("", "", "", ""), rows)
