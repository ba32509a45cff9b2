"""What weights stand for: compute the calibration of the shipped model, and test it.

    python benchmarks/calibrate.py [--write] [--hard-events] [--register A.csv B.csv GOLD.csv]...

Learns from generated worlds of some seeds and, for agreements, from hard worlds, and prints for
worlds of other seeds how predicted probabilities compare with what is true; ``*`` marks bins of 50
pairs or more that are off by more than .05. The events of the hard worlds are made to mislead: only
``--hard-events`` learns from them. ``--register`` adds two tables of agreements
with the links that experts drew between them; half of the linked agreements are learned from and
the other half are tested on. ``--write`` puts the points into the shipped model. Weights are not
touched: run this last, after any change to them.
"""

from __future__ import annotations

import csv
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs
import numpy as np
from generated import collection_of, gold_of, rows
from hard_world import hard_world
from worlds import register_tables

import alliancekit.weights
from alliancekit.calibration import calibration_points
from alliancekit.evaluation import Gold, GoldCluster, LabelledPairs, calibration_table, label_pairs
from alliancekit.model import Collection
from alliancekit.weights import SHIPPED_MODEL, Model, Points

_LEARNED_SEEDS, _TESTED_SEEDS = range(101, 107), (1, 2)
_N_REPORTS = 10_000
_LEAST_PAIRS, _MOST_OFF = 50, 0.05
_ALL = "--hard-events"


def main() -> None:
    plain = attrs.evolve(SHIPPED_MODEL, event_calibration=(), agreement_calibration=())
    learned = [
        (name, label_pairs(collection, gold, plain))
        for name, collection, gold in _worlds(_LEARNED_SEEDS, learned=True)
    ]
    teaches_events = [pairs for name, pairs in learned if _ALL in sys.argv or "hard" not in name]
    model = attrs.evolve(
        plain,
        event_calibration=_points(teaches_events, is_agreement=False),
        agreement_calibration=_points([pairs for _, pairs in learned], is_agreement=True),
    )
    print("event_calibration =", model.event_calibration)
    print("agreement_calibration =", model.agreement_calibration)
    for name, collection, gold in _worlds(_TESTED_SEEDS, learned=False):
        _print_tables(name, label_pairs(collection, gold, model), model)
    if "--write" in sys.argv:
        _write(model)


def _worlds(seeds: Iterable[int], *, learned: bool) -> Iterator[tuple[str, Collection, Gold]]:
    for seed in seeds:
        reports = rows(_N_REPORTS, seed)
        yield f"generated world, seed {seed}", collection_of(reports), gold_of(reports)
        world = hard_world(seed)
        yield f"hard world, seed {seed}", world.collection, Gold(clusters=world.gold.clusters)
    for at, word in enumerate(sys.argv):
        if word == "--register":
            a, b, links = map(Path, sys.argv[at + 1 : at + 4])
            yield _register(a, b, links, learned=learned)


def _register(a: Path, b: Path, links: Path, *, learned: bool) -> tuple[str, Collection, Gold]:
    """Return two registers with the gold of one half of the linked agreements.

    What experts linked is the same as its partner and as nothing else in the other register.
    """
    with links.open(encoding="utf-8", newline="") as lines:
        linked = [(f"a#{row['row']}", f"b#{row['IEA#']}") for row in csv.DictReader(lines)]
    collection = register_tables(a, b)
    half = [(x, y) for x, y in linked if zlib.crc32(x.encode()) % 2 == int(learned)]
    partner = {y: x for x, y in half}
    clusters = [GoldCluster(record=x, cluster=x) for x, _ in half]
    clusters += [
        GoldCluster(record=record.id, cluster=partner.get(record.id, record.id))
        for record in collection.records
        if record.source == "b"
    ]
    return f"registers {a.name} and {b.name}", collection, Gold(clusters=tuple(clusters))


def _points(learned: Sequence[LabelledPairs], *, is_agreement: bool) -> Points:
    weights, is_same = [], []
    for labelled in learned:
        wanted = labelled.is_known & (labelled.matches.veto == 0)
        wanted &= labelled.features.is_agreement[labelled.pairs.first] == is_agreement
        weights.append(labelled.contested[wanted])
        is_same.append(labelled.is_same[wanted])
    return calibration_points(np.concatenate(weights), np.concatenate(is_same))


def _print_tables(name: str, labelled: LabelledPairs, model: Model) -> None:
    is_agreement = labelled.features.is_agreement[labelled.pairs.first]
    for what, wanted in (("events", ~is_agreement), ("agreements", is_agreement)):
        table = calibration_table(
            attrs.evolve(labelled, is_known=labelled.is_known & wanted), model
        )
        if table:
            print(
                f"\n{name}: {what}\n{'probability':12}{'pairs':>9}{'predicted':>11}{'observed':>10}"
            )
        for b in table:
            is_off = b.n_pairs >= _LEAST_PAIRS and abs(b.predicted - b.observed) > _MOST_OFF
            print(
                f"{b.low:.1f} to {b.high:.1f}  {b.n_pairs:9}{b.predicted:11.3f}{b.observed:10.3f}"
                f"{' *' if is_off else ''}"
            )


def _write(model: Model) -> None:
    """Replace the points of the shipped model where they stand."""
    constants = {
        "SHIPPED_EVENT_CALIBRATION": model.event_calibration,
        "SHIPPED_AGREEMENT_CALIBRATION": model.agreement_calibration,
    }
    home = Path(alliancekit.weights.__file__)
    modules = sorted(home.parent.glob("*.py")) if home.name == "__init__.py" else [home]
    for path in modules:
        text = path.read_text(encoding="utf-8")
        n_written = 0
        for name, points in constants.items():
            lines = "".join(f"    ({weight:_}, {millionths:_}),\n" for weight, millionths in points)
            definition = f"{name}: Points = (\n{lines})"
            text, n = re.subn(rf"(?ms)^{name}: Points = \(.*?\)$", definition, text, count=1)
            n_written += n
        if n_written == len(constants):
            path.write_text(text, encoding="utf-8")
            print(f"\nwritten to {path}")
            return
    raise SystemExit(f"{home} has no {' and '.join(constants)}")


if __name__ == "__main__":
    main()
