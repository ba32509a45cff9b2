"""An entry as an item of the list: what it says, who says so, and on what they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from alliancekit.dates import FuzzyDate, Span, describe
from alliancekit.kinds import Realis
from alliancekit.model import Agreement, Milestone, Party, Place, Record, Source, Title
from alliancekit.timeline import Claim, Entry, FieldStatus, FusedField, Relation, value_text
from alliancekit_html._texts import anchor, bdi, is_web, link, shown
from alliancekit_html._views import View, axis_days

_REFERENCES = ("about", "part_of", "follows", "under", "amends", "succeeds", "related")
# Shown in the first line or in a place of their own, unless their records differ.
_SHOWN_ELSEWHERE = ("kind", "subkind", "realis", "parties", "when")
_FORWARDS = {
    Relation.other_edition: "another edition of",
    Relation.unsure: "perhaps the same as",
}
_BACKWARDS = {
    **_FORWARDS,
    Relation.about: "subject of",
    Relation.part_of: "has the part",
    Relation.follows: "followed by",
    Relation.under: "basis of",
    Relation.amends: "amended by",
    Relation.succeeds: "succeeded by",
}


def entry_item(entry: Entry, view: View) -> str:
    """Return an entry as an element of the list."""
    says = entry.says
    title = view.title(entry)
    actors = sorted({party.actor for party in says.parties})
    cells = {
        "entry": entry.id,
        "type": entry.type.value,
        "kind": says.kind.value,
        "realis": says.realis.value,
        "parties": " ".join(actors),
        "days": axis_days(entry),
    }
    attributes = "".join(f' data-{name}="{shown(value)}"' for name, value in cells.items())
    if entry.conflicts:
        attributes += " data-conflict"
    return (
        f'<li id="{shown(anchor(entry.id))}"{attributes}><details>'
        f'<summary><span class="when">{shown(describe(entry.when))}</span> '
        f'<span class="what">{bdi(title, "title")} {_tags(entry)}</span></summary>\n'
        f'<div class="body">{"".join(_parts(entry, view))}</div></details></li>\n'
    )


def _tags(entry: Entry) -> str:
    kind = " · ".join(filter(None, [entry.says.kind.value.replace("_", " "), entry.says.subkind]))
    tags = [f'<span class="tag">{shown(kind)}</span>']
    if entry.realis is not Realis.actual:
        tags.append(f'<span class="tag realis">{shown(entry.realis.value)}</span>')
    if entry.slips:
        tags.append('<span class="tag">moved</span>')
    if entry.conflicts:
        tags.append('<span class="tag conflict">conflict</span>')
    n = len(entry.witnesses)
    tags.append(f'<span class="tag">{n} witness{"" if n == 1 else "es"}</span>')
    return f'<span class="tags">{" ".join(tags)}</span>'


def _parts(entry: Entry, view: View) -> Iterator[str]:
    says = entry.says
    yield f'<p class="id">{shown(entry.type.value)} <code>{shown(entry.id)}</code></p>'
    if isinstance(says, Agreement):
        stages = says.status(FuzzyDate(view.timeline.as_of.isoformat())).possible
        words = " or ".join(stage.value.replace("_", " ") for stage in stages) or "not begun"
        yield f"<p>Status on {view.timeline.as_of.isoformat()}: {shown(words)}.</p>"
        for sentence in says.diagnostics():
            yield f'<p class="warning">{shown(sentence)}.</p>'
    if entry.conflicts:
        yield '<section class="conflicts"><h4>What sources disagree on</h4>'
        yield "".join(_disagreement(field, view) for field in entry.conflicts)
        yield "</section>"
    if entry.slips:
        days = "".join(_claim(claim, view) for claim in entry.slips)
        yield f"<h4>Planned before for</h4><ul>{days}</ul>"
    if says.parties:
        yield f"<h4>Parties</h4><ul>{''.join(_party(p, view) for p in says.parties)}</ul>"
    told = [field for field in entry.fields if _has_row(field) and not _is_heading(field, view)]
    rows = "".join(_field(field, view) for field in told)
    if rows:
        yield f"<h4>What is told</h4><dl>{rows}</dl>"
    yield _links(entry, view)
    yield _sources(entry, view)


def _has_row(field: FusedField) -> bool:
    if field.name in _REFERENCES or field.name == "cites":  # links, and locators beside sources
        return False
    return not (field.name in _SHOWN_ELSEWHERE and len(field.claims) == 1 and _is_plain(field))


def _is_heading(field: FusedField, view: View) -> bool:
    """Return whether a field is the one title, in the language that headings are in."""
    if field.name != "titles" or len(field.claims) != 1 or len(field.value) != 1:
        return False
    return bool(field.value[0].language == view.options.language)


def _is_plain(field: FusedField) -> bool:
    """Return whether the first line of an entry says all of a field."""
    return not (isinstance(field.value, (FuzzyDate, Span)) and _notes(field.value))


def _disagreement(field: FusedField, view: View) -> str:
    rule = f"the rule is “{shown(field.policy)}”"
    end = f"no value won, {rule}" if field.is_tied else f"the first is shown, {rule}"
    return (
        f"<p>{shown(_words(field.name))}: {end}.</p>"
        f"<ul>{''.join(_claim(claim, view) for claim in field.claims)}</ul>"
    )


def _field(field: FusedField, view: View) -> str:
    value = _value(field.value, view)
    row = f"<dt>{shown(_words(field.name))}</dt><dd>{value}"
    n = len(field.claims)
    if n > 1 and field.status is not FieldStatus.conflict:
        claims = "".join(_claim(claim, view) for claim in field.claims)
        row += f"<details><summary>as told in {n} ways</summary><ul>{claims}</ul></details>"
    return f"{row}</dd>"


def _cells(pairs: Iterable[tuple[str, str]]) -> str:
    """Return names and values of foreign cells as a list."""
    items = "".join(f"<li>{bdi(name)}: {bdi(value)}</li>" for name, value in pairs)
    return f"<ul>{items}</ul>"


def _claim(claim: Claim, view: View) -> str:
    told = ", ".join(f"<code>{shown(record)}</code>" for record in claim.records)
    return f"<li>{_value(claim.value, view)} <small>{told}</small></li>"


def _words(name: str) -> str:
    stage = name.removeprefix("milestones.")
    if stage != name:
        stage, _, by = stage.partition(".")
        return f"{stage} by {by}".replace("_", " ") if by else stage.replace("_", " ")
    return name.replace("_", " ")


def _value(value: Any, view: View) -> str:
    """Return any value of the model with nothing of it left out."""
    match value:
        case None | ():
            return "<em>nothing</em>"
        case FuzzyDate() | Span():
            return _date(value)
        case Milestone():
            return _milestone(value, view)
        case Place():
            return bdi(_place_words(value, view))
        case Title():
            language = shown(value.language)
            return f'<bdi lang="{language}">{shown(value.text)}</bdi> ({language})'
        case Party():
            return _party_words(value, view)
        case tuple():
            if all(isinstance(member, tuple) for member in value):
                return _cells(value)
            items = "".join(f"<li>{_value(member, view)}</li>" for member in value)
            return f"<ul>{items}</ul>" if len(value) > 1 else _value(value[0], view)
        case _:
            return bdi(value_text(value))


def _date(when: FuzzyDate | Span) -> str:
    text = shown(describe(when))
    if when.edtf != describe(when):
        text += f" <code>{shown(when.edtf)}</code>"
    notes = _notes(when)
    return f"{text} <small>{bdi('; '.join(notes))}</small>" if notes else text


def _notes(when: FuzzyDate | Span) -> list[str]:
    sides = [when.start, when.end] if isinstance(when, Span) else []
    days = [when, *(side for side in sides if side is not None)]
    written = [f"written “{day.as_written}”" for day in days if day.as_written]
    return list(dict.fromkeys(written + [day.basis for day in days if day.basis]))


def _milestone(milestone: Milestone, view: View) -> str:
    """Return what is known of a step, but for its stage, which is what the field is called."""
    parts = [_date(milestone.when) if milestone.when is not None else "no date"]
    if milestone.realis is not Realis.actual:
        parts.append(f"({shown(milestone.realis.value)})")
    if milestone.by:
        parts.append(f"by {bdi(', '.join(map(view.name, milestone.by)))}")
    if milestone.place is not None:
        parts.append(f"in {bdi(_place_words(milestone.place, view))}")
    if milestone.cites:
        parts.append(f"<small>{bdi(', '.join(milestone.cites))}</small>")
    return " ".join(parts)


def _place_words(place: Place, view: View) -> str:
    country = view.name(place.country) if place.country else ""
    degrees = "" if place.latitude is None else f"{place.latitude}, {place.longitude}"
    return ", ".join(filter(None, [place.name, country, degrees]))


def _party(party: Party, view: View) -> str:
    return f"<li>{_party_words(party, view)}</li>"


def _party_words(party: Party, view: View) -> str:
    notes = [] if party.role.value == "party" else [bdi(party.role.value.replace("_", " "))]
    if party.via:
        notes.append(f"through {bdi(', '.join(map(view.name, party.via)))}")
    if party.people:
        notes.append(bdi(", ".join(party.people)))
    if party.span is not None:
        notes.append(_date(party.span))
    text = bdi(view.name(party.actor), "party")
    return f"{text} ({'; '.join(notes)})" if notes else text


def _links(entry: Entry, view: View) -> str:
    rows = []
    for each in view.links.get(entry.id, ()):
        is_forward = each.origin == entry.id
        words = (_FORWARDS if is_forward else _BACKWARDS).get(
            each.relation, each.relation.value.replace("_", " ")
        )
        other = view.entries[each.target if is_forward else each.origin]
        title = view.title(other)
        reason = f" <small>found: {shown(each.reason)}</small>" if each.reason else ""
        rows.append(
            f'<li>{shown(words)} <a href="#{shown(anchor(other.id))}">'
            f"{bdi(title if title.strip() else other.id)}</a>{reason}</li>"
        )
    rows += [
        f"<li>{shown(name.replace('_', ' '))} <code>{shown(id)}</code>, "
        "which no record tells of</li>"
        for name, id in _unresolved(entry, view)
    ]
    return f'<h4>Related</h4><ul class="related">{"".join(rows)}</ul>' if rows else ""


def _unresolved(entry: Entry, view: View) -> list[tuple[str, str]]:
    known = view.record_ids
    pairs = ((name, id) for name in _REFERENCES for id in getattr(entry.says, name, ()))
    return [(name, id) for name, id in pairs if id not in known]


def _sources(entry: Entry, view: View) -> str:
    groups = "".join(_witness(group, entry, view) for group in entry.witnesses)
    return f"<h4>Sources</h4><ul>{groups}</ul>"


def _witness(group: Sequence[str], entry: Entry, view: View) -> str:
    rows = [_telling(source, entry, view) for source in group]
    if len(rows) == 1:
        return f"<li>{rows[0]}</li>"
    items = "".join(f"<li>{row}</li>" for row in rows)
    return f"<li>One witness: {_why_once(group, view)}.<ul>{items}</ul></li>"


def _why_once(group: Sequence[str], view: View) -> str:
    copies = dict.fromkeys(copy for source in group for copy in view.copies.get(source, ()))
    alike = [copy for copy in copies if set(copy.sources).issubset(group)]
    reasons = [
        f"<code>{shown(copy.sources[0])}</code> and <code>{shown(copy.sources[1])}</code> are word "
        f"for word alike ({copy.n_words} words in {copy.n_texts} text{'s' * (copy.n_texts > 1)})"
        for copy in alike
    ]
    if not set(group).issubset(source for copy in alike for source in copy.sources):
        reasons.insert(0, "these rest on each other or on one source")
    return "; ".join(reasons)


def _telling(id: str, entry: Entry, view: View) -> str:
    records = [record for record in entry.records if record.source == id]
    told = "; ".join(_record(record) for record in records)
    return f"{source_words(view.sources.get(id), id)} <small>{told}</small>"


def _record(record: Record) -> str:
    cites = f": {bdi(', '.join(record.says.cites))}" if record.says.cites else ""
    return f"<code>{shown(record.id)}</code>{cites}"


def source_words(source: Source | None, id: str) -> str:
    """Return a source in one line, a link where it has an address on the web."""
    if source is None:
        return bdi(id)
    name = ", ".join(filter(None, [source.outlet, source.title])) or id
    notes = [part for part in (source.author, source.language) if part]
    if source.published is not None:
        notes.append(describe(source.published))
    if source.url and not is_web(source.url):
        notes.append(source.url)
    words = link(source.url, name)
    return f"{words} ({bdi('; '.join(notes))})" if notes else words
