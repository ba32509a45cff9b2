"""How a merge fares on things that are easily taken for one another.

    python benchmarks/hard_negatives.py [seed] [size] [--fit] [--examples]

The world is that of hard_world.py. Nothing was fitted to it, and ``--fit`` fits without labels.
Times are CPU seconds of one core.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

import attrs
from hard_world import World, hard_world

from alliancekit.dates import sort_key
from alliancekit.evaluation import Evaluation, evaluate
from alliancekit.fitting import fit
from alliancekit.merging import merge
from alliancekit.model import Collection, RecordId
from alliancekit.timeline import Relation, Timeline
from alliancekit.weights import SHIPPED_MODEL, Model

_N_EXPLAINED = 200
_MAX_SHOWN = 12
# Relations that say more of two entries than that they may be the same.
_TYPED = frozenset(
    {Relation.about, Relation.part_of, Relation.follows, Relation.amends, Relation.succeeds}
)


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    world = hard_world(*numbers)
    print(f"{len(world.collection)} records of {len(set(world.thing_of.values()))} things")
    measure(world, SHIPPED_MODEL)
    if "--fit" in sys.argv:
        print()
        measure(world, fit(world.collection))


def measure(world: World, model: Model) -> None:
    started = time.process_time()
    timeline = merge(world.collection, model=model)
    print(f"{model.name}: merged in {time.process_time() - started:.2f} s")
    evaluation = evaluate(timeline, attrs.evolve(world.gold))
    print(evaluation)
    print()
    _print_editions(world, timeline)
    _print_links(world, timeline)
    _print_ids(world, timeline, model)
    _print_explaining(timeline)
    _print_by_form(world, timeline)
    if "--examples" in sys.argv:
        _print_examples(world, timeline, evaluation)


def _print_editions(world: World, timeline: Timeline) -> None:
    pairs = world.edition_pairs()
    merged = {pair for pair in _mixed(world, timeline) if pair in pairs}
    print(f"edition pairs merged: {len(merged)} of {len(pairs)}")


def _print_links(world: World, timeline: Timeline) -> None:
    """Print how many of the links that no record states are true, and how many are found.

    An entry stands for the thing that most of its records tell of.
    """
    truth = world.links()
    standing: dict[str, str] = {}
    for entry in timeline:
        told = Counter(world.thing_of[record.id] for record in entry.records)
        standing[entry.id] = min(told, key=lambda name: (-told[name], name))
    right, wrong = Counter[str](), Counter[str]()
    found = set()
    for link in timeline.links:
        if link.relation in _TYPED:
            one = (standing[link.origin], link.relation.value, standing[link.target])
            (right if one in truth else wrong)[link.relation.value] += 1
            found.add(one)
            if one not in truth and "--examples" in sys.argv:
                print(f"  wrong: {' '.join(one)}: {link.reason}")
    planted = Counter(relation for _, relation, _ in truth)
    reached = Counter(relation for _, relation, _ in truth & found)
    print(f"{'links':12}{'right':>7}{'wrong':>7}{'precision':>11}{'recall':>8}")
    for relation in (*sorted(planted), "all"):
        counts = [
            sum(counter.values()) if relation == "all" else counter[relation]
            for counter in (right, wrong, reached, planted)
        ]
        precision = counts[0] / max(counts[0] + counts[1], 1)
        print(
            f"{relation:12}{counts[0]:7}{counts[1]:7}{precision:11.4f}{counts[2] / counts[3]:8.4f}"
        )


def _mixed(world: World, timeline: Timeline) -> list[tuple[str, str]]:
    """Return the pairs of things that an entry mixes, ordered."""
    mixed = set()
    for entry in timeline:
        names = sorted({world.thing_of[record.id] for record in entry.records})
        mixed.update((a, b) for at, a in enumerate(names) for b in names[at + 1 :])
    return sorted(mixed)


def _print_ids(world: World, timeline: Timeline, model: Model) -> None:
    """Merge without the tenth of the sources that came last, and see what the ids became."""
    collection = world.collection
    dated = sorted(collection.sources, key=lambda s: (sort_key(s.published), s.id))
    early = {source.id for source in dated[: len(dated) * 9 // 10]}
    before = merge(
        Collection(
            sources=tuple(s for s in collection.sources if s.id in early),
            records=tuple(r for r in collection.records if r.source in early),
        ),
        model=model,
    )
    lost = changed = 0
    for entry in before:
        try:
            now = timeline.entry(entry.id)
        except KeyError:
            lost += 1
            continue
        changed += now.id != entry.id
    print(
        f"after a tenth more reports: {changed} of {len(before)} ids changed "
        f"({changed / len(before):.2%}), {lost} no longer resolve"
    )


def _print_explaining(timeline: Timeline) -> None:
    ids = [record.id for record in timeline.collection.records]
    step = max(len(ids) // _N_EXPLAINED, 1)
    pairs = list(zip(ids[::step], ids[1::step], strict=False))
    taken = []
    for a, b in pairs:
        started = time.process_time()
        timeline.explain(a, b)
        taken.append(time.process_time() - started)
    taken.sort()
    print(
        f"explaining a pair: median {taken[len(taken) // 2] * 1000:.1f} ms, "
        f"most {taken[-1] * 1000:.1f} ms"
    )


def _print_by_form(world: World, timeline: Timeline) -> None:
    """Print for each form how many pairs of records were merged rightly, wrongly, not at all."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    entry_of = {record.id: entry.id for entry in timeline for record in entry.records}
    by_thing: dict[str, list[RecordId]] = {}
    for id, thing in world.thing_of.items():
        by_thing.setdefault(thing, []).append(id)
    for thing, ids in by_thing.items():
        form = world.things[thing].form
        for at, a in enumerate(ids):
            for b in ids[at + 1 :]:
                counter = right if entry_of[a] == entry_of[b] else missed
                counter[form] += 1
    for entry in timeline:
        told = [world.thing_of[record.id] for record in entry.records]
        for at, a in enumerate(told):
            for b in told[at + 1 :]:
                if a != b:
                    forms = sorted((world.things[a].form, world.things[b].form))
                    wrong[" with ".join(dict.fromkeys(forms))] += 1
    print(f"{'pairs of records':36}{'right':>7}{'missed':>8}{'wrong':>7}")
    for form in sorted(right | missed | wrong):
        print(f"{form:36}{right[form]:7}{missed[form]:8}{wrong[form]:7}")


def _print_examples(world: World, timeline: Timeline, evaluation: Evaluation) -> None:
    for entry in [e for e in timeline if len({world.thing_of[r.id] for r in e.records}) > 1][
        :_MAX_SHOWN
    ]:
        print(f"\nmixed: {', '.join(sorted({world.thing_of[r.id] for r in entry.records}))}")
        a = entry.records[0]
        b = next(r for r in entry.records if world.thing_of[r.id] != world.thing_of[a.id])
        for record in (a, b):
            print("  ", record.id, record.says.kind, record.says.when, record.says.title)
        print(timeline.explain(a.id, b.id))
    by_thing: dict[str, set[str]] = {}
    for id, thing in world.thing_of.items():
        by_thing.setdefault(thing, set()).add(id)
    split = [ids for ids in by_thing.values() if len({timeline.entry(id).id for id in ids}) > 1]
    for ids in split[:: max(len(split) // _MAX_SHOWN, 1)]:
        a, *others = sorted(ids)
        b = next(id for id in others if timeline.entry(id) is not timeline.entry(a))
        print(f"\nsplit: {world.thing_of[RecordId(a)]}")
        for id in (a, b):
            says = next(r.says for r in timeline.entry(id).records if r.id == id)
            print("  ", id, says.kind, says.when, says.title)
        print(timeline.explain(a, b))


if __name__ == "__main__":
    main()
