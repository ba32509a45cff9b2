"""What timelines, entries, records, claims and weights are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from alliancekit.cli.screens import Cell, counted
from alliancekit.dates import FuzzyDate, Span, describe
from alliancekit.kinds import Realis, Stage
from alliancekit.model import Agreement, Milestone, Record, RecordId, Source, SourceId
from alliancekit.money import Money
from alliancekit.timeline import Claim, Entry, FusedField, Link, Timeline, value_text

_LONG_NUMBER = re.compile(r"(?<![0-9.])[0-9]{4,}")


def summary(timeline: Timeline) -> str:
    """Return the size of a timeline on one line."""
    n_reports = len({record.source for record in timeline.collection.records})
    counts = [
        counted(n_reports, "report"),
        counted(len(timeline.collection), "record"),
        counted(len(timeline), "entry", "entries"),
        counted(len(timeline.conflicts()), "conflict"),
        counted(len(timeline.unsure), "unsure pair"),
    ]
    return f"{', '.join(counts)}, as of {timeline.as_of}"


def kind_text(entry: Entry) -> str:
    """Return an entry's kind."""
    return entry.kind.replace("_", " ")


def parties_text(entry: Entry) -> str:
    """Return who takes part, with every role that is more than taking part."""
    return ", ".join(
        party.actor if party.role == "party" else f"{party.actor} ({party.role})"
        for party in entry.parties
    )


def standing_text(entry: Entry, timeline: Timeline) -> str:
    """Return the realis of an event, or the stages that an agreement can be in on the day.

    A stage that was only planned says so: ``in force or expired (expected)``.
    """
    if not isinstance(entry.says, Agreement):
        told = entry.field("realis")
        if told is not None and told.is_tied:
            return " or ".join(claim.text for claim in told.claims)
        return str(entry.realis)
    stages = entry.says.status(timeline.as_of).possible
    return (
        " or ".join(_stage_text(entry.says, stage) for stage in stages)
        or f"{entry.realis}, nothing yet"
    )


def _stage_text(agreement: Agreement, stage: Stage) -> str:
    words = stage.replace("_", " ")
    told = [m.realis for m in agreement.milestones if m.stage is stage]
    return words if Realis.actual in told else f"{words} ({told[0]})"


def witnesses_text(entry: Entry) -> str:
    """Return how many independent witnesses there are, and of how many sources if that is more."""
    n_sources, n_witnesses = len(entry.sources), len(entry.witnesses)
    if n_sources == n_witnesses:
        return counted(n_witnesses, "witness", "witnesses")
    return f"{n_witnesses} of {n_sources} sources independent"


def record_title(timeline: Timeline, id: RecordId) -> str:
    """Return what a record itself calls what it tells of: its title, else its kind."""
    says = next(r.says for r in timeline.entry(id).records if r.id == id)
    return says.title or says.kind.replace("_", " ")


def source_text(timeline: Timeline, id: SourceId) -> str:
    """Return a source with its outlet and with all that it is based on."""
    return _source_text(id, timeline.collection.told_sources, frozenset())


def _source_text(id: SourceId, by_id: Mapping[SourceId, Source], above: frozenset[SourceId]) -> str:
    source = by_id.get(id)
    if source is None or id in above:
        return id
    name = f"{id} ({source.outlet})" if source.outlet else id
    parents = [_source_text(parent, by_id, above | {id}) for parent in source.based_on]
    if not parents:
        return name
    return f"{name} ← {parents[0]}" if len(parents) == 1 else f"{name} ← [{', '.join(parents)}]"


def locator(timeline: Timeline, id: RecordId) -> str:
    """Return a record's id with the places in its source: ``a#b, p1, p3``."""
    records: list[Record] = [record for record in timeline.entry(id).records if record.id == id]
    cites = dict.fromkeys(cite for record in records for cite in record.says.cites)
    return ", ".join([id, *cites])


def claim_text(claim: Claim) -> str:
    """Return a claim with what its source wrote and what its date was worked out from."""
    value = claim.value
    text = _worded(value, claim.text)
    if isinstance(value, Milestone) and value.place is not None:
        text = f"{text} in {value_text(value.place)}"
    when = value.when if isinstance(value, Milestone) else value
    if isinstance(when, FuzzyDate | Span):
        notes = "; ".join(filter(None, [when.as_written, when.basis]))
        return f"{text} [{notes}]" if notes else text
    return text


def claim_rows(timeline: Timeline, claims: Iterable[Claim]) -> list[tuple[Cell, Cell]]:
    """Return, for each claim, what it says and where."""
    return [
        (claim_text(claim), [(locator(timeline, id), "dim") for id in claim.records])
        for claim in claims
    ]


def shown_text(field: FusedField) -> str:
    """Return the value that an entry shows."""
    return _worded(field.value, field.text)


def _worded(value: object, text: str) -> str:
    """Return a date in words and a sum of money with its digits in groups."""
    if isinstance(value, FuzzyDate | Span):
        return describe(value)
    if isinstance(value, Money):
        return _LONG_NUMBER.sub(lambda found: f"{int(found[0]):,}", text)
    return text


def link_words(link: Link) -> str:
    """Return the relation of a link."""
    return link.relation.replace("_", " ")


def link_reason(link: Link) -> str:
    """Return why a link is there."""
    return link.reason or f"stated by {', '.join(link.records)}"


def signed_bits(millibits: int) -> str:
    """Return a weight in bits, with its sign and exact to the last digit."""
    return f"{millibits / 1000:+.3f}"
