"""How long a page of thousands of entries takes to load, draw and filter, in a headless Chromium.

    .venv/bin/python benchmarks/pages.py [entries] [other-page.html]

A page that another version wrote of the same entries (--write FILE makes one) is measured beside,
in turns. A frame is the time from a key to the second callback for a frame after it, by when the
first was drawn; an idle page takes 33 ms, two refreshes. Processor time is that of the page's main
thread. Software draws: a graphics card is faster. Needs Chromium and the tests' own browser.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate
from alliancekit.dates.ordering import sort_key
from alliancekit.exporting import export
from alliancekit.kinds import AgreementKind, EventKind, Realis, Stage
from alliancekit.model import (
    Agreement,
    Collection,
    Event,
    Milestone,
    Party,
    Record,
    RecordId,
    Source,
    SourceId,
    Title,
)
from alliancekit.timeline import (
    Claim,
    Entry,
    EntryId,
    FieldStatus,
    FusedField,
    Link,
    Relation,
    Timeline,
)
from alliancekit.weights import SHIPPED_MODEL
from alliancekit_html import html

_CONFTEST = Path(__file__).parent.parent / "plugins/alliancekit-html/tests/conftest.py"
_ROUNDS = 3
_ACTORS = (
    *("USA", "JPN", "GBR", "FRA", "DEU", "AUS", "KOR", "PHL", "VNM", "IND", "ITA", "ESP", "POL"),
    *("TUR", "GRC", "NLD", "BEL", "NOR", "SWE", "FIN", "DNK", "CAN", "NZL", "THA", "SGP", "MYS"),
    *("IDN", "CHN", "RUS", "UKR", "ROU", "BGR", "HUN", "CZE", "EGY", "ISR", "JOR", "SAU", "BRA"),
)
_WORDS = ("talks", "access", "defence", "alliance", "patrol", "summit", "pact", "Hiệp", "同盟")
_FRAMES = """(async () => {
  const canvas = document.getElementById('timeline-canvas');
  const frame = () => new Promise(r => requestAnimationFrame(r));
  await frame();
  canvas.focus();
  const spent = [];
  for (const key of KEYS) {
    canvas.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
    const start = performance.now();
    // Drawn before our callback of the next frame; the one after it waits for what that cost.
    await frame();
    await frame();
    spent.push(performance.now() - start);
  }
  return spent;
})()"""
_CHOICES = """(async () => {
  const frame = () => new Promise(r => requestAnimationFrame(r));
  const field = document.getElementById('FIELD');
  field.focus();
  await new Promise(r => setTimeout(r, 1000));
  const spent = [];
  for (const value of VALUES) {
    field.value = value;
    field.dispatchEvent(new Event('input', {bubbles: true}));
    const start = performance.now();
    await frame();
    await frame();
    spent.push(performance.now() - start);
  }
  document.getElementById('filters').reset();
  await new Promise(r => setTimeout(r, 500));
  return spent;
})()"""


def _choices(field: str, values: Sequence[str]) -> str:
    return _CHOICES.replace("FIELD", field).replace("VALUES", str(values))


_WAYS = {
    "zoom in": _FRAMES.replace("KEYS", str(["+"] * 15)),
    "move": _FRAMES.replace("KEYS", str(["ArrowRight", "ArrowLeft"] * 8)),
    "zoom out": _FRAMES.replace("KEYS", str(["-"] * 20)),
    "move in the overview": _FRAMES.replace("KEYS", str(["ArrowRight", "ArrowLeft"] * 8)),
    "filter by party": _choices("party", ["JPN", "", "USA", ""]),
    "search": _choices("search", ["s", "su", "summit", ""]),
}


def made_timeline(n_entries: int, seed: int = 1949) -> Timeline:
    """Return agreements and events in the order of their dates, some vague, some linked."""
    dice = random.Random(seed)
    sources = tuple(
        Source(
            id=SourceId(f"source-{n:03d}"),
            outlet=f"Outlet {n % 40}",
            url=f"https://example.org/{n}",
        )
        for n in range(200)
    )
    entries = sorted(
        (_entry(number, dice.choice(sources), dice) for number in range(n_entries)),
        key=lambda entry: (sort_key(entry.when), entry.id),
    )
    deals = [entry.id for entry in entries if isinstance(entry.says, Agreement)]
    links = tuple(
        Link(origin=later, target=earlier, relation=Relation.amends)
        for earlier, later in zip(deals[::4], deals[1::4], strict=False)
    )
    records = tuple(record for entry in entries for record in entry.records)
    return Timeline(
        entries=tuple(entries),
        links=links,
        collection=Collection(sources=sources, records=records),
        model=SHIPPED_MODEL,
        as_of=dt.date(2025, 1, 1),
    )


def _entry(number: int, source: Source, dice: random.Random) -> Entry:
    day = dt.date(1949, 4, 4) + dt.timedelta(days=dice.randrange(28_000))
    when = FuzzyDate((day.isoformat(), f"{day:%Y-%m}", day.isoformat(), f"{day:%Y}")[number % 4])
    titles = (Title(text=" ".join(dice.choices(_WORDS, k=8)), language="en"),)
    actors = dice.sample(_ACTORS, dice.choice((2, 2, 2, 3)))
    parties = tuple(Party(actor=ActorId(actor)) for actor in actors)
    realis = Realis.planned if number % 9 == 0 else Realis.actual
    summary = " ".join(dice.choices(_WORDS, k=20))
    says: Event | Agreement = Event(
        kind=dice.choice(list(EventKind)),
        titles=titles,
        when=when,
        parties=parties,
        realis=realis,
        summary=summary,
    )
    if number % 3 == 0:
        says = Agreement(
            kind=dice.choice(list(AgreementKind)),
            titles=titles,
            parties=parties,
            milestones=(Milestone(stage=Stage.signed, when=when, realis=realis),),
            summary=summary,
        )
    record = Record(id=RecordId(f"{source.id}#r{number}"), says=says)
    fields = [
        FusedField(
            name="summary",
            status=FieldStatus.single,
            value=summary,
            policy="only value",
            claims=(Claim(value=summary, records=(record.id,)),),
        )
    ]
    return Entry(
        id=EntryId(record.id),
        says=says,
        records=(record,),
        fields=tuple(fields),
        witnesses=((source.id,),),
    )


def main(arguments: Sequence[str]) -> int:
    """Print the table; return 1 where there is no browser."""
    numbers = [int(word) for word in arguments if word.isdecimal()]
    timeline = made_timeline(numbers[0] if numbers else 5_000)
    if "--write" in arguments:
        export(timeline, Path(arguments[-1]), html)
        return 0
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        print("Chromium is not installed")
        return 1
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder, "page.html")
        export(timeline, page, html)
        pages = {"this version": page}
        others = [Path(word).resolve() for word in arguments if not word.isdecimal()]
        pages |= {other.name: other for other in others}
        browser = _tests().Browser(Path(folder, "profile"), program)
        try:
            _compare(browser, pages, len(timeline))
        finally:
            browser.close()
    return 0


def _compare(browser: Any, pages: dict[str, Path], n_entries: int) -> None:
    frames: dict[tuple[str, str], list[float]] = {}
    seconds: dict[tuple[str, str], list[float]] = {}
    for _ in range(_ROUNDS):
        for page, path in pages.items():
            browser.open(path)
            loading = browser.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
            frames.setdefault((page, "load"), []).append(loading)
            browser.send("Performance.enable", timeDomain="threadTicks")
            for way, script in _WAYS.items():
                before = _spent(browser)
                spent = browser.evaluate(script)
                frames.setdefault((page, way), []).extend(spent)
                ours = (_spent(browser) - before) / len(spent)
                seconds.setdefault((page, way), []).append(ours)
            browser.send("Performance.disable")
    for page, path in pages.items():
        print(f"{page}: {n_entries:,} entries, {path.stat().st_size / 2**20:.1f} MiB")
        print(f"{'':24} {'frames, ms':>12} {'most':>8} {'processor, ms':>14}")
        for way in ("load", *_WAYS):
            median, most = statistics.median(frames[page, way]), max(frames[page, way])
            own = [statistics.median(seconds[page, way]) * 1_000] if way in _WAYS else []
            print(f"{way:24} {median:12.1f} {most:8.1f}", *(f"{each:14.1f}" for each in own))


def _spent(browser: Any) -> float:
    """Return seconds of the processor that the page's main thread has had."""
    metrics = browser.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def _tests() -> Any:
    spec = importlib.util.spec_from_file_location("browser", _CONFTEST)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
