"""The page, written in one pass: what a reader without scripts needs is in its markup."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import BinaryIO

from alliancekit.exporting import ExportContext, Loss
from alliancekit.kinds import Realis
from alliancekit.timeline import EntryType, Timeline
from alliancekit_html import HTMLOptions
from alliancekit_html._entries import entry_item, source_words
from alliancekit_html._groups import grouped
from alliancekit_html._judgements import judgements
from alliancekit_html._texts import bdi, is_changed, shown
from alliancekit_html._views import View, as_of_day

_PROGRESS_STEP = 500
# In the order in which each needs those before it.
_VENDORED = ("d3-dispatch.js", "d3-timer.js", "d3-quadtree.js", "d3-force.js")
_SCRIPTS = ("items", "filters", "entry", "drawing", "timeline", "network", "start")


def write(
    timeline: Timeline, stream: BinaryIO, options: HTMLOptions, context: ExportContext
) -> None:
    """Write a timeline as one web page.

    Args:
        timeline: What to write.
        stream: Where to.
        options: What the page says.
        context: Who makes the file, and who is told of losses.
    """
    view = View(timeline=timeline, options=options)
    _tell_losses(view, context)
    for text in _head(view):
        stream.write(text.encode())
    n_written = 0
    for group in grouped(timeline.entries):
        heading = f"<h3>{shown(group.heading)}</h3>" if group.heading else ""
        stream.write(f"<section>{heading}\n".encode())
        for entries in group.lists():
            stream.write(b'<ol role="list">\n')
            for entry in entries:
                stream.write(entry_item(entry, view).encode())
                n_written += 1
                if n_written % _PROGRESS_STEP == 0:
                    context.progress(n_written, len(timeline))
            stream.write(b"</ol>\n")
        stream.write(b"</section>\n")
    for text in _foot(view, context):
        stream.write(text.encode())
    context.progress(len(timeline), len(timeline))


def _tell_losses(view: View, context: ExportContext) -> None:
    for actor in view.parties:
        if is_changed(view.name(actor)):
            reason = "Characters that no page can hold were replaced by U+FFFD."
            context.lose(Loss(entry="", field=f"actors.{actor}", reason=reason))


@cache
def _asset(name: str) -> str:
    return resources.files("alliancekit_html").joinpath(name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    """Return all scripts as one, with the licence that the vendored ones ask to be kept."""
    notice = _asset("vendor/d3-LICENSE.txt").strip()
    vendored = "\n".join(_asset(f"vendor/{name}") for name in _VENDORED)
    # One scope for all: they see each other, and nothing else sees them.
    ours = "\n".join(_asset(f"scripts/{name}.js") for name in _SCRIPTS)
    return f'/*!\n{notice}\n*/\n{vendored}\n(() => {{\n"use strict";\n{ours}}})();\n'


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _head(view: View) -> Iterator[str]:
    options = view.options
    style, script = _asset("page.css"), _script()
    # Only these two texts may act, and nothing is ever fetched: whatever a title holds stays text.
    policy = (
        f"default-src 'none'; script-src 'sha256-{_digest(script)}'; "
        f"style-src 'sha256-{_digest(style)}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n'
        f"<title>{shown(_title(options))}</title>\n<style>{style}</style>\n</head>\n"
    )
    yield (
        '<body>\n<a class="skip" href="#list">Skip to the list of entries</a>\n<header>'
        f"<h1>{bdi(_title(options))}</h1>\n"
    )
    if options.description:
        yield f"<p>{bdi(options.description)}</p>\n"
    yield f"<p>{_counts(view)}</p>\n{_contents(view)}</header>\n<main>\n"
    yield _filters(view)
    yield _timeline(view)
    if options.network:
        yield _NETWORK
    yield '<aside id="panel" aria-label="The chosen entry" hidden></aside>\n'
    yield '<section id="list"><h2>Entries</h2>\n<div id="entries">\n'


def _contents(view: View) -> str:
    # The drawings are there for scripts only, and so are the ways to them.
    drawn = [("timeline", "Timeline")] + [("network", "Network")] * view.options.network
    parts = [("list", "Entries")]
    parts += [("unsure", "To check")] * bool(view.timeline.unsure)
    parts += [("decisions", "Decisions")] * bool(view.timeline.collection.decisions)
    parts += [("parties", "Parties"), ("sources", "Sources")]
    links = "".join(f'<li class="drawn" hidden>{_jump(id, name)}</li>' for id, name in drawn)
    links += "".join(f"<li>{_jump(id, name)}</li>" for id, name in parts)
    return f'<nav aria-label="Parts of the page"><ul>{links}</ul></nav>\n'


def _jump(id: str, name: str) -> str:
    return f'<a href="#{id}">{name}</a>'


def _title(options: HTMLOptions) -> str:
    return options.title if options.title.strip() else "Timeline"


def _counts(view: View) -> str:
    timeline = view.timeline
    n_events = sum(entry.type is EntryType.event for entry in timeline)
    return (
        f"{_counted(n_events, 'event')} and {_counted(len(timeline) - n_events, 'agreement')} from "
        f"{_counted(len(timeline.sources), 'source')}, as of {timeline.as_of.isoformat()}; "
        f"{_counted(len(timeline.conflicts()), 'conflict')}."
    )


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


def _filters(view: View) -> str:
    kinds = sorted({entry.says.kind.value for entry in view.timeline})
    told = {entry.realis for entry in view.timeline}
    realis = [value.value for value in Realis if value in told]
    return (
        '<form id="filters" hidden aria-label="Filters">\n'
        '<label>Search <input id="search" type="search" autocomplete="off"></label>\n'
        + _choice("party", "Party", [(actor, view.name(actor)) for actor in view.parties])
        + _choice("type", "Type", [("event", "events"), ("agreement", "agreements")])
        + _choice("kind", "Kind", [(kind, kind.replace("_", " ")) for kind in kinds])
        + _choice("realis", "Did it happen?", [(value, value) for value in realis])
        + '<label class="check"><input id="conflicts" type="checkbox"> only conflicts</label>\n'
        '<button type="reset">Clear</button>\n<output id="count" aria-live="polite"></output>\n'
        "</form>\n"
    )


def _choice(id: str, label: str, values: Iterable[tuple[str, str]]) -> str:
    choices = "".join(f'<option value="{shown(v)}">{shown(text)}</option>' for v, text in values)
    return (
        f'<label>{label} <select id="{id}">'
        f'<option value="">all</option>{choices}</select></label>\n'
    )


_LEGEND = """<ul class="legend" aria-hidden="true">
<li><i class="mark event"></i>event</li>
<li><i class="mark agreement"></i>agreement</li>
<li><i class="mark range"></i>a day in this range</li>
<li><i class="mark fading"></i>by, or from, a day</li>
<li><i class="mark lasting"></i>lasts</li>
<li><i class="mark hollow"></i>planned, expected, denied …</li>
<li><i class="warn">!</i>conflict</li>
<li><i class="mark now"></i>as of {as_of}</li>
</ul>
"""


def _timeline(view: View) -> str:
    legend = _LEGEND.format(as_of=view.timeline.as_of.isoformat())
    return f"""<section id="timeline" class="drawn" hidden><h2>Timeline</h2>
<div class="bar"><button type="button" id="zoom-in" aria-label="Zoom in">+</button>
<button type="button" id="zoom-out" aria-label="Zoom out">−</button>
<button type="button" id="fit">Fit</button>
<span id="undated"></span>
<small>Drag to move, Ctrl and wheel or + and − to zoom,
click for conflicts and sources.</small></div>
{legend}<canvas id="timeline-canvas" tabindex="0" role="img" data-as-of="{as_of_day(view)}"
aria-label="Entries on an axis of time. The list below holds the same entries.">
</canvas>
</section>
"""


_NETWORK = """<section id="network" class="drawn" hidden><h2>Network</h2>
<div class="bar"><button type="button" id="network-in" aria-label="Zoom in">+</button>
<button type="button" id="network-out" aria-label="Zoom out">−</button>
<button type="button" id="network-fit">Fit</button>
<label class="check"><input type="checkbox" id="with-events"> events too</label>
<small id="network-note"></small></div>
<ul class="legend" aria-hidden="true">
<li><i class="mark party"></i>party</li>
<li><i class="mark agreement"></i>agreement</li>
<li><i class="mark hollow"></i>planned, expected, denied …</li>
<li><i class="mark link"></i>linked, such as an amendment with what it amends</li>
</ul><canvas id="network-canvas" tabindex="0" role="img"
aria-label="Parties and the agreements that tie them. The table of parties holds the numbers.">
</canvas></section>
"""


def _foot(view: View, context: ExportContext) -> Iterator[str]:
    yield '</div>\n<p id="none" hidden>No entry fits these filters.</p></section>\n'
    yield from judgements(view)
    yield _parties(view)
    yield '<section id="sources"><h2>Sources</h2><ul>\n'
    for source in view.timeline.sources:
        yield f"<li>{source_words(source, source.id)} <code>{shown(source.id)}</code>"
        if source.based_on:
            yield f" <small>rests on {bdi(', '.join(source.based_on))}</small>"
        if copies := view.copies.get(source.id):
            others = (other for copy in copies for other in copy.sources if other != source.id)
            yield f" <small>word for word like {bdi(', '.join(others))}</small>"
        if source.note:
            yield f"<p>{bdi(source.note)}</p>"
        yield "</li>\n"
    yield "</ul></section>\n"
    yield "</main>\n<footer>"
    if view.options.licence:
        yield f"<p>{bdi(view.options.licence)}</p>"
    model = view.timeline.model.digest
    yield (
        f"<p>{shown(context.generator)}; {context.stamp:%Y-%m-%d}; "
        f"merged with the weights <code>{shown(model)}</code>{_chosen(view)}.</p></footer>\n"
        f"<script>{_script()}</script>\n</body>\n</html>\n"
    )


def _chosen(view: View) -> str:
    """Return what was chosen of the merge, where that is not the usual."""
    options = view.timeline.options
    notes = [f"{name} by {policy}" for name, policy in options.policies]
    notes += [f"trust in {name}: {level}" for name, level in options.trust]
    notes += ["sources that repeat each other count each"] * (not options.counts_copies_once)
    return f"; chosen: {bdi('; '.join(notes))}" if notes else ""


def _parties(view: View) -> str:
    rows = "".join(
        f'<tr><th scope="row"><button type="button" data-party="{shown(actor)}">'
        f"{bdi(view.name(actor))}</button></th>"
        f"<td>{n_agreements}</td><td>{n_events}</td></tr>\n"
        for actor, (n_agreements, n_events) in view.parties.items()
    )
    return (
        '<section id="parties"><h2>Parties</h2><table><thead><tr><th scope="col">Party</th>'
        '<th scope="col">Agreements</th><th scope="col">Events</th></tr></thead>\n'
        f"<tbody>{rows}</tbody></table></section>\n"
    )
