"""Time and memory of a GraphML export beside networkx, which writes the same graph in the same run.

Usage: python benchmarks/graphml.py [NODES] [EDGES]

Both write what the exporter wrote first and networkx read back, so that nodes, edges and values are
equal. The timeline is made by hand: merging is measured elsewhere.
"""

from __future__ import annotations

import datetime as dt
import gc
import io
import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import attrs
import networkx

from alliancekit.actors import ActorKind, builtin_table
from alliancekit.dates import FuzzyDate, sort_key
from alliancekit.exporting import ExportContext, export, stamp_of
from alliancekit.kinds import AgreementKind, EventKind, Stage
from alliancekit.model import (
    Agreement,
    Collection,
    Event,
    Milestone,
    Party,
    Place,
    Record,
    Source,
    Title,
)
from alliancekit.timeline import Claim, Entry, FieldStatus, FusedField, Timeline
from alliancekit.weights import SHIPPED_MODEL
from alliancekit_graphml import GraphMLOptions, graphml

# Of networkx's processor time, and beside the timeline.
_MOST_SHARE = 0.4
_MOST_BYTES = 40 * 2**20


def main(n_nodes: int, n_edges: int) -> int:
    """Print the figures; return 1 where one is missed."""
    timeline = _timeline(n_nodes, n_edges)
    # Libraries and the table of actors are loaded once a process, by neither side's measure.
    export(attrs.evolve(timeline, entries=timeline.entries[:100]), io.BytesIO(), graphml)
    context = ExportContext(
        stamp=stamp_of(timeline),
        generator="benchmark",
        lose=lambda loss: None,
        progress=lambda n_done, n_all: None,
    )
    options = GraphMLOptions()
    written_seconds = _cpu_seconds(lambda: graphml.write(timeline, _Counter(), options, context))
    exported_seconds = _cpu_seconds(lambda: export(timeline, _Counter(), graphml))
    gc.collect()
    before_bytes = _resident_bytes()
    stream = _Counter()
    with _Peak() as peak:
        graphml.write(timeline, stream, options, context)
    added_bytes = peak.bytes - before_bytes

    file = io.BytesIO()
    graphml.write(timeline, file, options, context)
    file.seek(0)
    graph = networkx.read_graphml(file)
    del file
    theirs_seconds = _cpu_seconds(lambda: networkx.write_graphml_lxml(graph, _Counter()))

    share = written_seconds / theirs_seconds
    n_nodes, n_edges = graph.number_of_nodes(), graph.number_of_edges()
    print(f"{n_nodes:,} nodes, {n_edges:,} edges, {stream.n:,} bytes")
    print(f"networkx {theirs_seconds:.1f} CPU s, the plugin {written_seconds:.1f}: {share:.2f}x")
    print(f"export() with the host's checks and copies {exported_seconds:.1f} CPU s")
    print(f"memory above the timeline: {added_bytes / 2**20:.1f} MiB")
    return int(share > _MOST_SHARE or added_bytes > _MOST_BYTES)


class _Counter(io.RawIOBase):
    """A stream that counts and keeps nothing."""

    n = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        n_bytes = len(memoryview(data))  # type: ignore[arg-type]
        self.n += n_bytes
        return n_bytes


class _Peak:
    """The most memory that the process held while it was open."""

    bytes = 0

    def __enter__(self) -> _Peak:
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._is_over.wait(0.02):
            self.bytes = max(self.bytes, _resident_bytes())


def _resident_bytes() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096


def _cpu_seconds(action: Callable[[], object]) -> float:
    """Return the processor time of the quicker of two runs: other work only ever adds to it."""
    seconds = []
    for _ in range(2):
        gc.collect()
        start = time.process_time()
        action()
        seconds.append(time.process_time() - start)
    return min(seconds)


def _timeline(n_nodes: int, n_edges: int) -> Timeline:
    rng = random.Random(1)
    table = builtin_table()
    actors = [actor.id for actor in table if actor.kind is ActorKind.STATE]
    n_entries = n_nodes - len(actors)
    source = Source(id="wire", outlet="Example Wire", url="https://example.org/wire")
    counts = [n_edges // n_entries + (i < n_edges % n_entries) for i in range(n_entries)]
    entries = [_entry(number, n_parties, actors, rng) for number, n_parties in enumerate(counts)]
    entries.sort(key=lambda entry: (sort_key(entry.when), entry.id))
    records = tuple(entry.records[0] for entry in entries)
    return Timeline(
        entries=tuple(entries),
        links=(),
        collection=Collection(sources=(source,), records=records),
        model=SHIPPED_MODEL,
        as_of=dt.date(2024, 8, 1),
    )


def _entry(number: int, n_parties: int, actors: list[str], rng: random.Random) -> Entry:
    day = dt.date(1945, 1, 1) + dt.timedelta(days=rng.randrange(29_000))
    when = FuzzyDate(rng.choice((day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}")))
    parties = tuple(Party(actor=actor) for actor in rng.sample(actors, n_parties))
    titles = (Title(text=f"Entry number {number} of the benchmark"),)
    says: Event | Agreement = Event(
        kind=rng.choice(list(EventKind)),
        titles=titles,
        when=when,
        parties=parties,
        place=Place(name="Tokyo", country="JPN"),
        summary="What it was about, in a sentence of the usual length.",
        cites=("p1",),
    )
    if number % 3 == 0:
        says = Agreement(
            kind=rng.choice(list(AgreementKind)),
            titles=titles,
            milestones=(Milestone(stage=Stage.signed, when=when),),
            parties=parties,
        )
    record = Record(id=f"wire#r{number}", says=says)
    claim = Claim(value=says.kind, records=(record.id,))
    field = FusedField(
        name="kind", status=FieldStatus.single, value=says.kind, claims=(claim,), policy="single"
    )
    return Entry(
        id=record.id, says=says, records=(record,), fields=(field,), witnesses=(("wire",),)
    )


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(given or (100_000, 300_000))))
