"""What people read in a client: the title line and the description of an item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from alliancekit.dates import describe
from alliancekit.kinds import Realis, Stage
from alliancekit.model import (
    Agreement,
    Event,
    Milestone,
    Party,
    Place,
    Record,
    Source,
    best_title,
)
from alliancekit.timeline import Claim, Entry, FieldStatus, Relation, value_text
from alliancekit_icalendar._items import PENDING, Item
from alliancekit_icalendar._options import Form
from alliancekit_icalendar._placement import knowledge
from alliancekit_icalendar._views import View

UNCERTAIN_MARK = "≈"

# What a step is called when it is spoken of as a thing to come; the others keep their names.
_STEP_NOUNS = {
    Stage.concluded: "conclusion",
    Stage.signed: "signing",
    Stage.consented: "ratification",
    Stage.provisionally_applied: "provisional application",
    Stage.in_force: "entry into force",
    Stage.suspended: "suspension",
    Stage.amended: "amendment",
    Stage.renewed: "renewal",
    Stage.notice_given: "last day for notice",
    Stage.withdrawn: "withdrawal",
    Stage.terminated: "termination",
    Stage.superseded: "replacement",
    Stage.expired: "expiry",
    Stage.announced: "announcement",
    Stage.proposed: "proposal",
    Stage.negotiating: "negotiations",
    Stage.agreed_in_principle: "agreement in principle",
    Stage.requested: "request",
    Stage.notified: "notification",
    Stage.approved: "approval",
    Stage.contracted: "contract",
    Stage.delivered: "delivery",
    Stage.abandoned: "abandonment",
    Stage.rejected: "rejection",
    Stage.lapsed: "lapse",
}
_NOT_DONE = {
    Realis.planned: "Planned; no report says that it was done.",
    Realis.proposed: "Proposed only.",
    Realis.expected: "Expected; no report says that it was done.",
    Realis.conditional: "Conditional.",
    Realis.denied: "Denied.",
    Realis.cancelled: "Cancelled.",
    Realis.postponed: "Postponed.",
}
# Shown among the facts, the links or the sources; a sum of more than thirty digits is refused.
_TOLD_ELSEWHERE = frozenset(
    {"titles", "summary", "extra", "cites", "identifiers"}
    | {"about", "part_of", "follows", "under", "amends", "succeeds", "related"}
)
_RELATION_WORDS = {
    Relation.other_edition: "another edition of",
    Relation.unsure: "perhaps the same as",
}
_LONG_NUMBER = re.compile(r"(?<![\w.#/-])\d{5,31}(?![\w#/-])", re.ASCII)


def entry_title(entry: Entry, language: str) -> str:
    """Return the title of an entry in a language, else as the entry gives it."""
    return best_title(entry.says.titles, language) or entry.title


def summary(item: Item, view: View, *, language: str | None = None) -> str:
    """Return the title line of an item: what it is, how real, and how well its date is known."""
    title = _headed(item, view, view.options.language if language is None else language)
    if item.form is Form.todo:
        title = f"Deadline: {title}"
    if item.placement is None:
        return f"{title} (date unknown)"
    if item.placement.is_certain:
        return title
    mark = "" if item.form is Form.todo else f"{UNCERTAIN_MARK} "
    return f"{mark}{title} ({describe(item.when)})"


def _headed(item: Item, view: View, language: str) -> str:
    title = entry_title(item.entry, language)
    if item.milestone is None:
        is_plain = item.realis is Realis.actual
        return title if is_plain else f"{item.realis.capitalize()}: {title}"
    return f"{_step_words(item.milestone, view, language)}: {title}"


def _step_words(step: Milestone, view: View, language: str) -> str:
    by = _by(step, view, language)
    name = step.stage.replace("_", " ")
    if step.realis is not Realis.actual:
        name = f"{step.realis} {_STEP_NOUNS.get(step.stage, name)}"
    return f"{name[:1].upper()}{name[1:]}{by}"


def _by(step: Milestone, view: View, language: str) -> str:
    names = ", ".join(view.actor_name(each, language) for each in step.by)
    return f" by {names}" if names else ""


def description(item: Item, view: View) -> str:
    """Return all that the sources of an item say, a line for each matter."""
    says = item.entry.says
    blocks = [
        _joined(_standing(item)),
        says.summary,
        _joined(_facts(says, view)),
        _joined(_steps(says, view)),
        _joined(_relations(item.entry, view)),
        _joined(_disputes(item.entry)),
        _joined(_sources(item.entry, view)),
    ]
    return "\n\n".join(block for block in blocks if block)


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line)


def _standing(item: Item) -> Iterator[str]:
    if item.when is not None:
        yield knowledge(item.when)
        if "T" in getattr(item.when, "edtf", ""):
            yield f"Time as given: {item.when.edtf}."
        if item.when.as_written:
            yield f"Date as written: {item.when.as_written}."
        basis = item.basis or item.when.basis
        yield f"Date worked out: {basis}." if basis else ""
    if item.milestone is None and item.entry.slips:
        yield f"Planned before for: {_claims(item.entry.slips)}"
    if item.is_done:
        yield "Done: a later report says that it happened."
    yield _NOT_DONE.get(item.realis, "")


def _facts(says: Event | Agreement, view: View) -> Iterator[str]:
    yield _kind(says)
    shown = best_title(says.titles, view.options.language)
    for title in says.titles:
        if title.text != shown:
            yield f"Title ({title.language}): {title.text}"
    if says.parties:
        yield f"Parties: {'; '.join(_party(each, view) for each in says.parties)}"
    if says.edition is not None:
        yield f"Edition: {says.edition}"
    if isinstance(says, Agreement):
        if says.amendment is not None:
            yield f"Amendment: {says.amendment}"
        if says.term is not None:
            yield f"Term: {value_text(says.term)}"
        if says.enters_into_force is not None:
            yield f"Enters into force: {value_text(says.enters_into_force)}"
        for obligation in says.obligations:
            yield f"Obligation: {value_text(obligation)}"
    if says.place is not None and isinstance(says, Agreement):
        yield f"Place: {place_text(says.place, view)}"
    if says.money is not None:
        yield f"Sum: {_grouped(str(says.money))}"
    for quantity in says.quantities:
        yield f"Number: {_grouped(value_text(quantity))}"
    if says.items:
        yield f"About: {'; '.join(says.items)}"
    for identifier in says.identifiers:
        yield f"Identifier: {value_text(identifier)}"


def _kind(says: Event | Agreement) -> str:
    kind = says.kind.replace("_", " ")
    if isinstance(says, Agreement) and says.legal_form is not None:
        kind = f"{kind}, {says.legal_form.replace('_', ' ')}"
    subkind = f" ({says.subkind})" if says.subkind else ""
    return f"{type(says).__name__}: {kind}{subkind}"


def place_text(place: Place | None, view: View) -> str:
    """Return where something is: its name and the name of its state; ``""`` for no place."""
    if place is None:
        return ""
    country = view.actor_name(place.country) if place.country else ""
    return ", ".join(part for part in (place.name, country) if part)


def _party(party: Party, view: View) -> str:
    notes = [] if party.role == "party" else [party.role.replace("_", " ")]
    if party.via:
        notes.append("via " + ", ".join(map(view.actor_name, party.via)))
    notes.extend(party.people)
    if party.span is not None:
        notes.append(describe(party.span))
    name = view.actor_name(party.actor)
    return f"{name} ({'; '.join(notes)})" if notes else name


def _steps(says: Event | Agreement, view: View) -> Iterator[str]:
    if isinstance(says, Event) or not says.milestones:
        return
    yield "Steps:"
    for step in says.milestones:
        words = _step_words(step, view, view.options.language)
        place = place_text(step.place, view)
        yield f"- {words}: {describe(step.when)}{f', {place}' if place else ''}"
    yield from says.diagnostics()


def _relations(entry: Entry, view: View) -> Iterator[str]:
    for link in view.links_from(entry):
        target = entry_title(view.timeline.entry(link.target), view.options.language)
        relation = _RELATION_WORDS.get(link.relation, link.relation.replace("_", " "))
        found = f" ({link.reason})" if link.reason else ""
        yield f"{relation[:1].upper()}{relation[1:]}: {target}{found}"


def _disputes(entry: Entry) -> Iterator[str]:
    for field in entry.fields:
        name = field.name.removeprefix("milestones.").replace("_", " ")
        if field.status is FieldStatus.conflict:
            yield f"Sources disagree on {name}: {_claims(field.claims)}"
        elif field.name not in _TOLD_ELSEWHERE and len({c.text for c in field.claims}) > 1:
            yield f"Reported for {name}: {_claims(field.claims)}"


def _claims(claims: Iterable[Claim]) -> str:
    records: dict[str, list[str]] = {}
    for claim in claims:
        records.setdefault(_grouped(claim.text), []).extend(claim.records)
    return "; ".join(f"{text} [{', '.join(ids)}]" for text, ids in records.items())


def _grouped(text: str) -> str:
    """Return a text whose long numbers can be read; years and ids are shorter or no numbers."""
    return _LONG_NUMBER.sub(lambda found: f"{int(found[0]):,}", text)


def _sources(entry: Entry, view: View) -> Iterator[str]:
    n_witnesses = len(entry.witnesses)
    yield f"{n_witnesses} independent {'source' if n_witnesses == 1 else 'sources'}:"
    for record in entry.records:
        source = view.sources.get(record.source)
        yield f"- {_source(source, record, view) if source else record.id}"
    if n_witnesses < len(entry.sources):
        yield from map(str, view.timeline.copies_in(entry))


def _source(source: Source, record: Record, view: View) -> str:
    about = ", ".join((view.source_words(source), *filter(None, record.says.cites)))
    return f"{about} [{record.id}] {source.url}".rstrip()


def is_pending(item: Item) -> bool:
    """Return whether an item is still to be done."""
    return item.realis in PENDING and not item.is_done
