"""How fast a foreign table is read and written back, beside pandas, which reads cells alone.

    python benchmarks/tables.py [rows]

The table is generated: 25 columns, of which 14 are mapped (two parties, two dates in three columns
each, a title, kinds, an identifier, a quantity); every tenth cell of the others is different. The
same table is read as CSV and, a tenth of its rows, as XLSX. Times are CPU seconds of one core.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alliancekit.kinds import Stage
from alliancekit.tables import (
    DateRule,
    IdentifierRule,
    Mapping,
    MilestoneRule,
    PartyRule,
    QuantityRule,
    TitleRule,
    VocabularyRule,
    read_table,
    write_table,
)

N_ROWS, N_COLUMNS, SEED = 100_000, 25, 20_26
STATES = ("2", "200", "220", "255", "365", "710", "740", "732", "816", "900")

MAPPING = Mapping(
    name="generated",
    title="Generated agreements",
    record="agreement",
    key=("id",),
    missing=("-9",),
    titles=(TitleRule(column="title"),),
    kinds=(VocabularyRule(column="kind", values=(("1", "defence_pact"), ("2", "trade"))),),
    parties=(PartyRule(columns=("state1", "state2"), schemes=("cow",), namespace="COW"),),
    milestones=(
        MilestoneRule(stage=Stage.signed, when=DateRule(year="y1", month="m1", day="d1")),
        MilestoneRule(stage=Stage.terminated, when=DateRule(year="y2", month="m2", day="d2")),
    ),
    quantities=(QuantityRule(what="articles", column="articles"),),
    identifiers=(IdentifierRule(scheme="GEN", column="id"),),
)
NAMED = ["id", "title", "kind", "state1", "state2", "y1", "m1", "d1", "y2", "m2", "d2", "articles"]


def generated_rows(n_rows: int) -> list[list[str]]:
    rng = random.Random(SEED)
    rows = [[*NAMED, *[f"x{place}" for place in range(N_COLUMNS - len(NAMED))]]]
    for number in range(n_rows):
        year = rng.randint(1816, 2012)
        row = [str(number), f"Treaty {number} of friendship", rng.choice("123")]
        row += rng.sample(STATES, 2)
        row += [str(year), str(rng.randint(1, 12)), rng.choice(("-9", "1", "14", "28"))]
        row += [str(year + rng.randint(1, 60)), str(rng.randint(1, 12)), "-9"]
        row.append(str(rng.randint(1, 90)))
        while len(row) < N_COLUMNS:
            row.append(str(rng.random()) if rng.random() < 0.1 else rng.choice(("0", "1", "")))
        rows.append(row)
    return rows


def timed(name: str, work: Callable[[], Any]) -> Any:
    start = time.process_time()
    result = work()
    print(f"{name:38} {time.process_time() - start:7.2f} s")
    return result


def cells_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def main() -> None:
    n_rows = int(sys.argv[1]) if len(sys.argv) > 1 else N_ROWS
    rows = generated_rows(n_rows)
    with tempfile.TemporaryDirectory() as folder:
        path, back = Path(folder, "table.csv"), Path(folder, "back.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        print(f"{n_rows} rows of {N_COLUMNS} columns, {path.stat().st_size / 2**20:.0f} MiB")
        collection = timed("read_table, CSV", lambda: read_table(path, MAPPING))
        timed("write_table, CSV", lambda: write_table(collection, MAPPING, back))
        print(f"records {len(collection)}, cells equal: {cells_of(back) == rows}")
        peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
        print(f"peak memory {peak_mib:.0f} MiB")

        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows[: n_rows // 10 + 1])
        part = read_table(path, MAPPING)
        book = Path(folder, "table.xlsx")
        timed(f"write_table, XLSX, {n_rows // 10} rows", lambda: write_table(part, MAPPING, book))
        again = timed(f"read_table, XLSX, {n_rows // 10} rows", lambda: read_table(book, MAPPING))
        print(f"collections equal: {again == part}")

        try:
            import pandas as pd
        except ImportError:
            print("pandas is not installed: make bench")
            return
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        timed(f"pandas {pd.__version__}, cells as text", lambda: pd.read_csv(path, dtype=str))


if __name__ == "__main__":
    main()
