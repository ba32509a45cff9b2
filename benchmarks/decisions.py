"""What people's decisions cost: contradictions found, and explanations beside 10,000 records.

    .venv/bin/python benchmarks/decisions.py

Prints CPU milliseconds, the least of several runs.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections.abc import Callable

import alliancekit as ak
from alliancekit.clusters import close_decisions, contradictions, sort_decisions
from alliancekit.dates import FuzzyDate
from alliancekit.kinds import EventKind
from alliancekit.model import Collection, Decision, Event, Judgement, Party, Record, Source, Title
from alliancekit.reviewing import questions
from alliancekit.timeline import differences

N_RUNS = 5
STATES = ("USA", "JPN", "FRA", "VNM", "AUS", "GBR", "DEU", "KOR", "PHL", "IND", "CHN", "RUS")


def world(n: int, seed: int) -> Collection:
    """Return n records, two on each event, some a day late."""
    order = random.Random(seed)
    kinds = list(EventKind)
    sources, records = [], []
    for number in range(0, n, 2):
        day = dt.date(1990, 1, 1) + dt.timedelta(days=order.randrange(12_000))
        says = {
            "kind": kinds[order.randrange(len(kinds))],
            "parties": tuple(Party(actor=actor) for actor in order.sample(STATES, 2)),
            "titles": (Title(text=f"w{order.randrange(5_000)} meeting {order.randrange(300)}"),),
        }
        for at in range(2):
            late = dt.timedelta(days=at * order.choice((0, 0, 1)))
            id_ = f"s{number + at}"
            sources.append(Source(id=id_, published=FuzzyDate(f"{day + dt.timedelta(days=3)}")))
            told = Event(when=FuzzyDate(f"{day + late}"), **says)
            records.append(Record(id=f"{id_}#x", says=told))
    return Collection(sources=tuple(sources), records=tuple(records))


def judged(records: tuple[Record, ...], n: int) -> dict[str, list[Decision]]:
    """Return decisions that do not contradict each other, and two ways to do so."""

    def decide(judgement: Judgement, a: int, b: int) -> Decision:
        pair = (records[a], records[b])
        return Decision(
            judgement=judgement,
            records=tuple(one.id for one in pair),
            digests=tuple((one.id, one.digest) for one in pair),
        )

    half = n // 2
    same = [decide(Judgement.same, at, at + 1) for at in range(half)]
    far = [decide(Judgement.different, at, at + half + 1) for at in range(half - 1)]
    near = [decide(Judgement.different, at, at + 2) for at in range(half - 1)]
    long = [decide(Judgement.same, at, at + 1) for at in range(n - 1)]
    return {
        "no contradiction": same + far,
        "every other contradicts": same + near,
        "one chain of all": [*long, decide(Judgement.different, 0, n - 1)],
    }


def cpu_ms(work: Callable[[], object]) -> float:
    """Return the least CPU time of several runs, in milliseconds."""
    times = []
    for _ in range(N_RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_002)
    parser.add_argument("--decisions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    collection = world(given.records, given.seed)
    records = collection.records
    print(f"{given.records:,} records, {given.decisions:,} decisions; CPU ms, least of {N_RUNS}\n")

    for name, decisions in judged(records, given.decisions).items():
        standing = sort_decisions(records, decisions).standing
        first = next(contradictions(records, standing), None)
        shown = f"chain of {len(first.chain)}" if first else "none"
        sort = cpu_ms(lambda decisions=decisions: sort_decisions(records, decisions))
        find = cpu_ms(lambda standing=standing: next(contradictions(records, standing), None))
        print(f"{name:24}  digests and staleness {sort:7.1f}  contradiction {find:7.1f}  {shown}")
        if first is None:
            close = cpu_ms(lambda standing=standing: close_decisions(records, standing))
            print(f"{'':24}  all of it, with the groups of records {close:7.1f}")

    timeline = ak.merge(collection)
    pairs = [(records[at].id, records[at + 1].id) for at in range(200)]
    timeline.explain(*pairs[0])
    explain = cpu_ms(lambda: [timeline.explain(*pair) for pair in pairs]) / len(pairs)
    obstacle = cpu_ms(lambda: [timeline.why_not(*pair) for pair in pairs[:20]]) / 20
    asked = cpu_ms(lambda: questions(timeline))
    fewer = ak.merge(Collection(sources=collection.sources[10:], records=records[10:]))
    differ = cpu_ms(lambda: differences(fewer, timeline))
    print(f"\n{'explain a pair':24}  {explain:7.2f}")
    print(f"{'why not a pair':24}  {obstacle:7.2f}")
    print(f"{'what to ask':24}  {asked:7.1f}  {len(questions(timeline)):,} questions")
    print(f"{'differences':24}  {differ:7.1f}  {len(differences(fewer, timeline).entries)} entries")


if __name__ == "__main__":
    main()
