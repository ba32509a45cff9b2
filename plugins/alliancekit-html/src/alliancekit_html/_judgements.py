"""What the merger would ask a person, and what people have decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliancekit.clusters import decision_text
from alliancekit.model import Decision
from alliancekit_html._texts import anchor, bdi, shown
from alliancekit_html._views import View


def judgements(view: View) -> Iterator[str]:
    """Yield the sections on what is to be checked and on what was decided, where there is any."""
    if view.timeline.unsure:
        yield (
            '<section id="unsure"><h2>To check</h2>\n<p>Records that may speak of one thing and '
            "were kept apart, the likeliest first: a person should decide.</p>\n"
            '<ul class="long">\n'
        )
        for pair in view.timeline.unsure:
            share = f"{pair.probability:.0%}".replace("%", " %")
            links = " and ".join(_record(id, view) for id in pair.records)
            yield f"<li>{share} likely the same: {links}</li>\n"
        yield "</ul></section>\n"
    if view.timeline.collection.decisions:
        yield '<section id="decisions"><h2>Decisions</h2>\n<ul class="long">\n'
        for decision, standing in _decisions(view):
            yield _decision(decision, standing, view)
        yield "</ul></section>\n"


def _record(id: str, view: View) -> str:
    """Return a record as a link to the entry that it is a part of."""
    entry = view.entry_of(id)
    if entry is None:
        return f"<code>{shown(id)}</code>"
    title = view.title(entry)
    return (
        f'<a href="#{shown(anchor(entry.id))}">{bdi(title if title.strip() else entry.id)}</a> '
        f"<small><code>{shown(id)}</code></small>"
    )


def _decisions(view: View) -> Iterator[tuple[Decision, str]]:
    found = view.timeline.decisions
    yield from ((decision, "") for decision in found.standing)
    yield from ((stale.decision, f"does not count: {stale.reason}") for stale in found.stale)
    yield from ((decision, "superseded") for decision in found.superseded)
    yield from ((decision, "waits for its records") for decision in found.waiting)


def _decision(decision: Decision, standing: str, view: View) -> str:
    words = decision_text(decision)
    day = decision.made.isoformat() if decision.made is not None else ""
    notes = [f"{words[:1].upper()}{words[1:]}", day, decision.reason, standing]
    text = "; ".join(bdi(note) for note in notes if note)
    return f"<li>{text}{_subjects(decision.records, view)}</li>\n"


def _subjects(records: Sequence[str], view: View) -> str:
    items = "".join(f"<li>{_record(id, view)}</li>" for id in records)
    return f"<ul>{items}</ul>" if items else ""
