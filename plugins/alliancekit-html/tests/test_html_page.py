"""The page in a browser: it loads without a complaint, filters, shows, and keeps text as text."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import attrs
import pytest

from alliancekit.dates import FuzzyDate
from alliancekit.exporting import export
from alliancekit.kinds import AgreementKind, EventKind, Stage
from alliancekit.merging import merge
from alliancekit.model import (
    Agreement,
    Collection,
    Event,
    Milestone,
    Party,
    Record,
    Source,
    Title,
)
from alliancekit.testing import hostile_timeline, sample_timeline
from alliancekit.timeline import Timeline
from alliancekit_html import HTMLOptions, html

_COUNT = "document.getElementById('count').value"
_SHOWN = (
    "Array.from(document.querySelectorAll('#entries ol:not([hidden], [data-stale])"
    " > li[data-entry]:not([hidden])'),"
    " n => n.dataset.entry)"
)


def _open(
    browser: Any, timeline: Timeline, folder: Path, options: HTMLOptions | None = None
) -> None:
    path = folder / "page.html"
    export(timeline, path, html, options)
    browser.open(path)


def _choose(browser: Any, id: str, value: str) -> None:
    browser.evaluate(
        f"(() => {{ const e = document.getElementById({json.dumps(id)}); e.value ="
        f" {json.dumps(value)}; e.dispatchEvent(new Event('input', {{bubbles: true}})); }})()"
    )
    browser.evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")


@pytest.mark.slow
def test_a_page_loads_without_a_complaint_and_asks_the_network_for_nothing(
    browser: Any, tmp_path: Path
) -> None:
    timeline = sample_timeline()
    _open(browser, timeline, tmp_path)
    assert browser.complaints == []
    assert [url for url in browser.requests if not url.startswith(("file:", "data:"))] == []
    assert browser.evaluate(_COUNT) == f"{len(timeline)} of {len(timeline)}"


@pytest.mark.slow
@pytest.mark.parametrize("filter_id", ["party", "type", "kind", "realis"])
def test_each_filter_shows_exactly_the_entries_that_fit(
    browser: Any, tmp_path: Path, filter_id: str
) -> None:
    timeline = sample_timeline()
    _open(browser, timeline, tmp_path)
    values = browser.evaluate(
        f"Array.from(document.getElementById('{filter_id}').options, o => o.value)"
    )
    assert len(values) > 1
    told = {
        "party": lambda entry: {party.actor for party in entry.says.parties},
        "type": lambda entry: {entry.type.value},
        "kind": lambda entry: {entry.kind.value},
        "realis": lambda entry: {entry.realis.value},
    }[filter_id]
    for value in values[1:]:
        _choose(browser, filter_id, value)
        fitting = [entry.id for entry in timeline if value in told(entry)]
        assert browser.evaluate(_SHOWN) == fitting
        assert browser.evaluate(_COUNT) == f"{len(fitting)} of {len(timeline)}"
    assert browser.complaints == []


@pytest.mark.slow
def test_search_ignores_case_and_accents(browser: Any, tmp_path: Path) -> None:
    timeline = sample_timeline()
    _open(browser, timeline, tmp_path)
    _choose(browser, "search", "cac bo truong")
    shown = browser.evaluate(_SHOWN)
    assert [e.id for e in timeline if any("trưởng" in t.text for t in e.says.titles)] == shown


@pytest.mark.slow
def test_hostile_titles_stay_text(browser: Any, tmp_path: Path) -> None:
    timeline = hostile_timeline()
    titles = {entry.id: entry.title for entry in timeline}
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    options = HTMLOptions(title=hostile, description=hostile, licence=hostile)
    _open(browser, timeline, tmp_path, options)
    seen = browser.evaluate(
        "Object.fromEntries(Array.from(document.querySelectorAll('#entries li[data-entry]'),"
        " n => [n.dataset.entry, n.querySelector('.title').textContent]))"
    )
    assert seen == titles
    assert browser.evaluate("document.querySelector('h1').textContent") == hostile
    assert browser.evaluate("document.querySelectorAll('img, iframe, object, embed').length") == 0
    assert browser.evaluate("document.scripts.length") == 1
    assert browser.complaints == []


@pytest.mark.slow
def test_a_script_that_got_into_the_page_would_not_run(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    export(sample_timeline(), path, html)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("<main>", "<script>window.ran = 1</script><main>"), encoding="utf-8"
    )
    browser.open(path)
    assert browser.evaluate("window.ran") is None
    assert any("Content Security Policy" in complaint for complaint in browser.complaints)


@pytest.mark.slow
def test_an_address_that_is_not_of_the_web_is_no_link(browser: Any, tmp_path: Path) -> None:
    source = Source(id="s", outlet="Example", url="javascript:alert(1)")
    says = Event(kind=EventKind.meeting, titles=(Title(text="A meeting"),))
    timeline = merge(Collection(sources=(source,), records=(Record(id="s#1", says=says),)))
    _open(browser, timeline, tmp_path)
    addresses = browser.evaluate("Array.from(document.querySelectorAll('a'), a => a.href)")
    assert all(address.startswith("file:") for address in addresses)
    assert "javascript:alert(1)" in browser.evaluate("document.body.textContent")


@pytest.mark.slow
def test_an_entry_opens_with_the_keyboard_alone(browser: Any, tmp_path: Path) -> None:
    _open(browser, sample_timeline(), tmp_path)
    browser.evaluate("document.querySelector('#entries summary').focus()")
    browser.press("Enter")
    browser.wait("document.querySelector('#entries details').open")
    names = browser.evaluate(
        "Array.from(document.querySelectorAll('button, select, input, canvas'), e =>"
        " (e.getAttribute('aria-label') || e.textContent || (e.labels && e.labels[0] &&"
        " e.labels[0].textContent) || '').trim())"
    )
    assert all(names), "something to act on has no name"


@pytest.mark.slow
def test_a_click_on_the_drawing_shows_conflicts_and_sources(browser: Any, tmp_path: Path) -> None:
    timeline = sample_timeline()
    _open(browser, timeline, tmp_path)
    (entry,) = (entry for entry in timeline if entry.conflicts)
    browser.evaluate("document.getElementById('conflicts').checked = true")
    _choose(browser, "search", "")
    assert browser.evaluate(_SHOWN) == [entry.id]
    place = browser.evaluate(
        """(async () => {
          const canvas = document.getElementById('timeline-canvas');
          canvas.scrollIntoView({block: 'center'});
          await new Promise(r => requestAnimationFrame(r));
          const box = canvas.getBoundingClientRect();
          for (let y = box.top + 30; y < box.bottom; y += 4)
            for (let x = box.left; x < box.right; x += 4) {
              canvas.dispatchEvent(new PointerEvent('pointermove', {clientX: x, clientY: y}));
              if (canvas.title) return [x, y];
            }
          return null;
        })()"""
    )
    assert place is not None
    browser.click(*place)
    browser.wait("!document.getElementById('panel').hidden")
    text = browser.evaluate("document.getElementById('panel').textContent")
    assert entry.title in text
    for conflict in entry.conflicts:
        for claim in conflict.claims:
            assert all(record in text for record in claim.records)
    assert all(source in text for source in entry.sources)
    browser.press("Escape")
    browser.wait("document.getElementById('panel').hidden")
    assert browser.complaints == []


# As many as a prime number, so that no step leads to one of them twice.
_ACTORS = ("JPN", "USA", "AUS", "GBR", "FRA", "PHL", "KOR")


def _many(n_entries: int, actors: Sequence[str] = _ACTORS) -> Timeline:
    """Return a timeline of entries that each stand alone."""
    records = []
    for number in range(n_entries):
        day = dt.date(1945, 1, 1) + dt.timedelta(days=(number * 7_919) % 29_000)
        written = (day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}")[number % 3]
        step = 1 + number // len(actors) % (len(actors) - 1)
        parties = tuple(
            Party(actor=actors[(number + n * step) % len(actors)]) for n in range(number % 3 + 1)
        )
        titles = (Title(text=f"Entry number {number}"),)
        says: Event | Agreement = Event(
            kind=list(EventKind)[number % len(EventKind)],
            titles=titles,
            when=FuzzyDate(written),
            parties=parties,
        )
        if number % 3 == 0:
            says = Agreement(
                kind=list(AgreementKind)[number % len(AgreementKind)],
                titles=titles,
                milestones=(Milestone(stage=Stage.signed, when=FuzzyDate(written)),),
                parties=parties,
            )
        records.append(Record(id=f"s#r{number}", says=says))
    template = merge(Collection(sources=(Source(id="s"),), records=tuple(records[:1])))
    entries = tuple(
        attrs.evolve(
            template.entries[0], id=record.id, says=record.says, records=(record,), fields=()
        )
        for record in records
    )
    return attrs.evolve(template, entries=entries)


# Counts what is asked of the timeline's canvas from here on.
_COUNTING = """(() => {
  window.calls = {};
  for (const name of ['fill', 'fillRect', 'stroke', 'strokeRect', 'fillText', 'measureText']) {
    calls[name] = 0;
    const real = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      if (this.canvas.id === 'timeline-canvas') calls[name] = (calls[name] ?? 0) + 1;
      return real.apply(this, given);
    };
  }
})()"""
_PRESS = """(async () => {
  const canvas = document.getElementById('timeline-canvas');
  const frame = () => new Promise(r => requestAnimationFrame(r));
  await frame();
  for (const name in calls) calls[name] = 0;
  canvas.focus();
  canvas.dispatchEvent(new KeyboardEvent('keydown', {key: KEY, bubbles: true}));
  await frame();
  await frame();
  return calls;
})()"""


@pytest.mark.slow
def test_five_thousand_entries_are_drawn_with_one_call_each(browser: Any, tmp_path: Path) -> None:
    timeline = _many(5_000)
    _open(browser, timeline, tmp_path)
    assert browser.evaluate(_COUNT) == "5000 of 5000"
    browser.evaluate(_COUNTING)

    overview = browser.evaluate(_PRESS.replace("KEY", "'ArrowRight'"))
    assert overview["fillRect"] <= 5_001
    assert overview["fill"] == 0
    assert overview["stroke"] + overview["fillText"] < 100

    # Near enough to read, only what is to be seen is drawn, and no label is measured twice.
    for _ in range(16):
        near = browser.evaluate(_PRESS.replace("KEY", "'+'"))
    assert 0 < near["fill"] < 500
    assert near["fillText"] < 500
    moved = browser.evaluate(_PRESS.replace("KEY", "'ArrowRight'"))
    assert moved["measureText"] == 0

    _choose(browser, "party", "JPN")
    # What is out of sight is shown and hidden a moment later, and by then all of it.
    browser.wait("!document.querySelector('[data-stale]')")
    shown = browser.evaluate(_SHOWN)
    assert 0 < len(shown) < len(timeline)
    assert shown == [e.id for e in timeline if "JPN" in {party.actor for party in e.says.parties}]
    _choose(browser, "party", "")
    browser.wait("!document.querySelector('[data-stale]')")
    assert browser.evaluate(_SHOWN) == [entry.id for entry in timeline]
    assert browser.complaints == []


@pytest.mark.slow
def test_lanes_hold_what_does_not_overlap_and_are_as_few_as_can_be(
    browser: Any, tmp_path: Path
) -> None:
    _open(browser, sample_timeline(), tmp_path)
    source = Path(str(resources.files("alliancekit_html"))) / "scripts" / "timeline.js"
    script = source.read_text(encoding="utf-8")
    start = script.index("function makeLanes")
    function = script[start : script.index("\n}\n", start) + 3]
    dice = random.Random(1)
    spans = sorted((left, left + dice.randrange(1, 90)) for left in dice.choices(range(500), k=200))
    lanes = browser.evaluate(
        f"(() => {{ {function} const lanes = makeLanes({len(spans)});"
        f" return {json.dumps(spans)}.map(([left, end]) => lanes.take(left, end)); }})()"
    )
    for (left, _), lane in zip(spans, lanes, strict=True):
        before = spans[: spans.index((left, _))]
        assert all(
            end <= left for (_, end), taken in zip(before, lanes, strict=False) if taken == lane
        )
    most_at_once = max(sum(a <= day < b for a, b in spans) for day, _ in spans)
    assert max(lanes) + 1 == most_at_once


def _linked() -> Timeline:
    """Return a treaty, its amendment, and a meeting that has nothing to do with them."""
    parties = (Party(actor="JPN"), Party(actor="USA"))
    says = {
        "treaty": Agreement(
            kind=AgreementKind.defence_pact,
            titles=(Title(text="The treaty"),),
            milestones=(Milestone(stage=Stage.signed, when=FuzzyDate("2019-01-19")),),
            parties=parties,
        ),
        "change": Agreement(
            kind=AgreementKind.defence_pact,
            titles=(Title(text="What amends it"),),
            milestones=(Milestone(stage=Stage.signed, when=FuzzyDate("2020-06")),),
            parties=parties,
            amends=("s#treaty",),
        ),
        "meeting": Event(
            kind=EventKind.meeting, titles=(Title(text="A meeting"),), when=FuzzyDate("2024-05-01")
        ),
    }
    records = tuple(Record(id=f"s#{id}", says=one) for id, one in says.items())
    return merge(Collection(sources=(Source(id="s"),), records=records))


# Finds the mark of an entry in the timeline by what the pointer is told over it.
_PLACE = """(async () => {
  const canvas = document.getElementById('timeline-canvas');
  canvas.scrollIntoView({block: 'center'});
  await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
  const box = canvas.getBoundingClientRect();
  for (let y = box.top + 30; y < box.bottom; y += 4)
    for (let x = box.left; x < box.right; x += 4) {
      canvas.dispatchEvent(new PointerEvent('pointermove', {clientX: x, clientY: y}));
      if (canvas.title.includes(TITLE)) return [x, y];
    }
  return null;
})()"""


@pytest.mark.slow
def test_links_lead_from_entry_to_entry_and_back(browser: Any, tmp_path: Path) -> None:
    _open(browser, _linked(), tmp_path)
    browser.evaluate("document.getElementById('timeline-canvas').focus()")
    browser.click(*browser.evaluate(_PLACE.replace("TITLE", "'What amends it'")))
    heading = "document.querySelector('#panel h3').textContent"
    assert browser.evaluate(heading) == "What amends it"
    browser.evaluate("document.querySelector('#panel .related a').click()")
    assert browser.evaluate(heading) == "The treaty"
    assert "amended by What amends it" in browser.evaluate(
        "document.querySelector('#panel .related').textContent"
    )
    browser.evaluate("document.querySelector('#panel button').click()")
    assert browser.evaluate(heading) == "What amends it"
    assert browser.evaluate("document.querySelectorAll('#panel > button').length") == 2
    browser.press("Escape")
    browser.wait("document.getElementById('panel').hidden")
    assert browser.evaluate("document.activeElement.id") == "timeline-canvas"
    assert browser.complaints == []


@pytest.mark.slow
def test_years_without_an_entry_that_fits_are_not_shown(browser: Any, tmp_path: Path) -> None:
    _open(browser, _linked(), tmp_path)
    headings = (
        "Array.from(document.querySelectorAll('#entries h3'), h => h.offsetParent ? h.textContent"
        " : '').filter(Boolean)"
    )
    assert browser.evaluate(headings) == ["2019", "2020", "2024"]
    _choose(browser, "type", "event")
    assert browser.evaluate(headings) == ["2024"]
    browser.evaluate("document.getElementById('filters').reset()")
    browser.wait(f"{headings}.length === 3")


@pytest.mark.slow
def test_an_address_of_an_entry_opens_the_page_there(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    export(_linked(), path, html)
    browser.open(path, "#entry:s:change")
    browser.wait("document.activeElement.textContent.startsWith('June 2020')")
    assert browser.evaluate("document.querySelectorAll('details[open]').length") == 1


@pytest.mark.slow
def test_zooming_moves_nothing_else_on_the_page(browser: Any, tmp_path: Path) -> None:
    _open(browser, _many(400), tmp_path)
    place = "document.getElementById('list').getBoundingClientRect().top"
    before = browser.evaluate(place)
    browser.evaluate(_COUNTING)
    for key in "+" * 14 + "-" * 20:
        browser.evaluate(_PRESS.replace("KEY", f"'{key}'"))
        assert browser.evaluate(place) == before


# The words of the last time that the drawing was made.
_WORDS = """(() => {
  window.words = [];
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...given) {
    if (this.canvas.id === 'CANVAS') words = [];
    return clear.apply(this, given);
  };
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...given) {
    if (this.canvas.id === 'CANVAS') words.push(text);
    return write.call(this, text, ...given);
  };
})()"""
_TWO_FINGERS = """(async () => {
  const canvas = document.getElementById('timeline-canvas');
  canvas.setPointerCapture = () => {};
  const box = canvas.getBoundingClientRect();
  const finger = (name, pointerId, x) => canvas.dispatchEvent(new PointerEvent(
    name, {pointerId, clientX: box.left + x, clientY: box.top + 50, pointerType: 'touch'}));
  finger('pointerdown', 1, 400);
  finger('pointerdown', 2, 500);
  for (let x = 500; x <= 1000; x += 20) finger('pointermove', 2, x);
  finger('pointerup', 1, 400);
  finger('pointerup', 2, 1000);
  await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
  return words;
})()"""


@pytest.mark.slow
def test_two_fingers_zoom_and_open_nothing(browser: Any, tmp_path: Path) -> None:
    _open(browser, _linked(), tmp_path)
    browser.evaluate(_WORDS.replace("CANVAS", "timeline-canvas"))
    words = browser.evaluate(_TWO_FINGERS)
    years = [word for word in words if word.isdecimal()]
    assert not years, "five times as near, the axis tells months"
    assert browser.evaluate("document.getElementById('panel').hidden")
    assert browser.complaints == []


@pytest.mark.slow
def test_a_network_of_thousands_ties_parties_and_shows_the_entries_of_a_chosen_one(
    browser: Any, tmp_path: Path
) -> None:
    more = "DEU ITA ESP POL NOR SWE FIN CAN IND TUR GRC NLD BEL DNK PRT ROU BGR HUN CZE NZL VNM THA"
    _open(browser, _many(3_000, (*_ACTORS, *more.split())), tmp_path)
    browser.evaluate(_WORDS.replace("CANVAS", "network-canvas"))
    browser.evaluate("document.getElementById('with-events').click()")
    browser.evaluate("document.getElementById('network-canvas').scrollIntoView()")
    note = "document.getElementById('network-note').textContent"
    browser.wait(f"{note}.includes('Lines')")
    browser.wait("words.length > 10")
    _choose(browser, "party", "JPN")
    browser.wait(f"!{note}.includes('Lines')")
    assert browser.complaints == []


@pytest.mark.slow
def test_a_narrow_screen_holds_the_page_without_scrolling_sideways(
    browser: Any, tmp_path: Path
) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.send("Emulation.setDeviceMetricsOverride", **size)
    try:
        _open(browser, _linked(), tmp_path)
        assert browser.evaluate("document.documentElement.scrollWidth") == 390
        browser.evaluate(_WORDS.replace("CANVAS", "network-canvas"))
        browser.evaluate("document.getElementById('network-canvas').scrollIntoView()")
        drawn_anew = "document.getElementById('network-fit').click()"
        browser.wait(f"({drawn_anew}, words.includes('Japan') && words.includes('United States'))")
        assert browser.complaints == []
    finally:
        browser.send("Emulation.clearDeviceMetricsOverride")
