"""How well sources that repeat each other are found where none says so, and what that costs.

    python benchmarks/copies.py [--seed S] [--size N]

The reports of the hard world (hard_world.py) hide what they are based on. Each is given a summary
of its own, put together from stock phrases that others use as well; a copy has the summary of what
it copies, with now and then a word changed by an editor. Without summaries the reports have titles
from a handful of wordings and nothing else: nobody can tell a copy from a second report there, and
none should be called one.
"""

from __future__ import annotations

import argparse
import random
import time

import attrs
from hard_world import World, hard_world

import alliancekit as ak
from alliancekit.model import Collection, Record, RecordId
from alliancekit.timeline.copies import detect_copies
from alliancekit.timeline.witnesses import ancestors

_PHRASES = (
    ("officials said on {day}", "according to both governments", "the two sides announced",
     "a spokesman confirmed", "people close to the talks say", "the ministry stated"),
    ("after months of negotiation", "following a visit last week", "at the end of long talks",
     "in the margins of another meeting", "before an audience of officers", "without much notice"),
    ("that {a} and {b} will deepen their ties", "that {a} will work with {b} more closely",
     "that both {a} and {b} see it as a success", "that {b} had asked {a} for this step",
     "that {a} could count on {b}", "that forces of {a} and {b} would profit"),
    ("which observers had long expected", "a step that neighbours watch with concern",
     "the first of its kind in a decade", "though the costs are not yet known",
     "despite criticism in parliament", "as had been agreed the year before"),
    ("and work is to start in spring", "and a review is planned within two years",
     "and the text will be published soon", "and more partners may join later",
     "and details are left to experts", "and the next meeting takes place abroad"),
)  # fmt: skip
_EDITS = (0.0, 0.05, 0.1)
_DAYS = 3


def told(
    world: World, n_phrases: int, edited: float, seed: int
) -> tuple[Collection, set[tuple[str, str]]]:
    """Return the world with summaries and without what it is based on, and the true copies."""
    rng = random.Random(seed)
    sources = world.collection.told_sources
    originals = {record.source: record for record in world.collection.records}
    by_says: dict[RecordId, str] = {}
    records: list[Record] = []
    copies = set()
    for record in sorted(world.collection.records, key=lambda r: bool(sources[r.source].based_on)):
        bases = sources[record.source].based_on
        if bases:
            copies.add((min(bases[0], record.source), max(bases[0], record.source)))
            (based_on,) = [
                other
                for other in world.collection.records
                if other.source == bases[0] and other.says == record.says
            ][:1] or [originals[bases[0]]]
            summary = " ".join(
                f"other{rng.randrange(99)}" if rng.random() < edited else word
                for word in by_says[based_on.id].split()
            )
        else:
            parties = [party.actor.lower() for party in record.says.parties] or ["they"]
            summary = " ".join(
                rng.choice(phrases).format(a=parties[0], b=parties[-1], day=rng.choice("MTWF"))
                for phrases in _PHRASES[:n_phrases]
            )
            by_says[record.id] = summary
        records.append(Record(id=record.id, says=attrs.evolve(record.says, summary=summary)))
    plain = tuple(attrs.evolve(source, based_on=()) for source in world.collection.sources)
    return Collection(sources=plain, records=tuple(records)), copies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=1)
    given = parser.parse_args()
    world = hard_world(given.seed, given.size)
    print("recall: of copies that a reader could tell, published at most three days apart\n")
    print("words  edited  copies  within  found  precision  recall  CPU of the merge")
    for n_phrases in range(len(_PHRASES) + 1):
        for edited in _EDITS if n_phrases else _EDITS[:1]:
            collection, true = told(world, n_phrases, edited, given.seed)
            print(_measured(collection, true, edited), flush=True)


def _measured(collection: Collection, true: set[tuple[str, str]], edited: float) -> str:
    start = time.process_time()
    timeline = ak.merge(collection)
    merging = time.process_time() - start
    clusters = [entry.records for entry in timeline]
    start = time.process_time()
    found = {
        copy.sources
        for copy in detect_copies(clusters, collection.told_sources, ancestors(collection.sources))
    }
    share = (time.process_time() - start) / merging
    days = {s.id: s.published.earliest for s in collection.sources}
    near = {(a, b) for a, b in true if abs(days[a] - days[b]) <= _DAYS}
    n_words = sum(len(record.says.summary.split()) for record in collection.records)
    precision = len(found & true) / len(found) if found else 1.0
    return (
        f"{n_words / len(collection):5.1f}{edited:8.0%}{len(true):8}{len(near):8}{len(found):7}"
        f"{precision:11.4f}{len(found & near) / len(near):8.4f}{share:18.1%}"
    )


if __name__ == "__main__":
    main()
