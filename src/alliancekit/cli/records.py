"""Entries and records by id, and what their sources and claims are called."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from alliancekit.cli.arguments import UsageError
from alliancekit.dates import FuzzyDate, Span, describe
from alliancekit.model import Milestone, Record, RecordId, Source, SourceId
from alliancekit.money import Money
from alliancekit.timeline import Claim, Entry, FusedField, Timeline, value_text

_LONG_NUMBER = re.compile(r"(?<![0-9.])[0-9]{4,}")


def known_entry(timeline: Timeline, id: str) -> Entry:
    """Return the entry that an id stands for.

    Raises:
        UsageError: None does; names the ids that come near.
    """
    try:
        return timeline.entry(id)
    except KeyError:
        local = id.rpartition("#")[2]
        ids = [record.id for record in timeline.collection.records]
        near = [known for known in ids if known.endswith(f"#{local}")] or difflib.get_close_matches(
            id, ids
        )
        hint = (
            f"; did you mean {' or '.join(near[:3])}?"
            if near
            else "; alliancekit show lists the ids"
        )
        raise UsageError("explain", f"no record has the id {id!r}{hint}") from None


def record_title(timeline: Timeline, id: RecordId) -> str:
    """Return what a record itself calls what it tells of: its title, else its kind."""
    says = next(r.says for r in timeline.entry(id).records if r.id == id)
    return says.title or says.kind.replace("_", " ")


def source_text(timeline: Timeline, id: SourceId) -> str:
    """Return a source with its outlet and with all that it is based on."""
    by_id = {source.id: source for source in reversed(timeline.sources)}
    return _source_text(id, by_id, frozenset())


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
