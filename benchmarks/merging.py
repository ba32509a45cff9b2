"""How well and how fast reports of one event are found, beside the tools in use today.

    python benchmarks/merging.py [N] [--seed S] [--only NAME]... [--all]

All run on the same generated world (generated.py), one after the other, each in a process of its
own. CPU seconds count every core, from rows in memory to labels; memory is the peak of the process,
with the rows. Nobody but dedupe sees a label. Above 20,000 rows dedupe, and above 200,000 the
pandas script, run only with ``--all``: they take hours or all memory.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

from generated import rows
from peers import LINKERS

from alliancekit.evaluation import compare_clusters

_MOST_ROWS = {"dedupe": 20_000, "pandas script": 200_000}
_DISTRIBUTIONS = {"Splink": "splink", "dedupe": "dedupe", "pandas script": "pandas"}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("n", nargs="?", type=lambda text: int(float(text)), default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=tuple(LINKERS), default=[])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--child", choices=tuple(LINKERS))
    parser.add_argument("--labels", type=Path)
    given = parser.parse_args()
    if given.child:
        _link(given.child, given.n, given.seed, given.labels)
        return
    gold = [row.event for row in rows(given.n, given.seed)]
    print(
        f"{given.n} reports of {len(set(gold))} events, seed {given.seed}, {os.cpu_count()} cores"
    )
    heads = ("CPU s", "wall s", "MiB", "pair P", "pair R", "pair F1", "B3 F1", "entries")
    print(f"{'':28}" + "".join(f"{head:>9}" for head in heads))
    for name in given.only or LINKERS:
        if given.n > _MOST_ROWS.get(name, given.n) and not (given.all or given.only):
            print(f"{name:28} left out at this size")
            continue
        print(_measured(name, given.n, given.seed, gold), flush=True)


def _measured(name: str, n: int, seed: int, gold: list[int]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        labels = Path(folder, "labels.json")
        words = [sys.executable, __file__, str(n), "--seed", str(seed), "--child", name]
        done = subprocess.run(
            [*words, "--labels", str(labels)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no message"])[-1]
            return f"{name:28} failed: {reason}"
        told = json.loads(labels.read_text(encoding="utf-8"))
    scores = compare_clusters(told["labels"], gold)
    version = f" {metadata.version(_DISTRIBUTIONS[name])}" if name in _DISTRIBUTIONS else ""
    return (
        f"{name + version:28}{told['cpu']:9.2f}{told['wall']:9.2f}{told['mebibytes']:9.0f}"
        f"{scores.pairs.precision:9.4f}{scores.pairs.recall:9.4f}{scores.pairs.f1:9.4f}"
        f"{scores.cubed.f1:9.4f}{scores.n_clusters:9}"
    )


def _link(name: str, n: int, seed: int, target: Path) -> None:
    """Run one linker and write its labels with what it took."""
    reports = rows(n, seed)
    wall, cpu = time.perf_counter(), _cpu_seconds()
    labels = LINKERS[name](reports)
    told = {
        "wall": time.perf_counter() - wall,
        "cpu": _cpu_seconds() - cpu,
        "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10,
        "labels": [str(label) for label in labels],
    }
    target.write_text(json.dumps(told), encoding="utf-8")


def _cpu_seconds() -> float:
    """Return the seconds of this process and of the children that it waited for."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
