"""How rightly, and how fast, sums are read: alliancekit beside `price-parser`, where installed.

    python benchmarks/money.py

The expressions are those of `tests/data/money_phrases.tsv`. "Right" is the whole sum: amount,
currency, bound, period and equivalents. For a peer, which reads one amount and one currency sign,
the first amount decides and a sign counts as right if it belongs to the currency. "Wrong" is any
other answer than none. Times are CPU seconds of one core, the tables of each language loaded.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from alliancekit.money import Money, parse, resolve

ROOT = Path(__file__).parent.parent
Case = tuple[str, str, str, str]


def corpus() -> list[Case]:
    path = ROOT / "tests" / "data" / "money_phrases.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(r["language"], r["country"], r["phrase"], r["meaning"]) for r in rows]


def ours(case: Case) -> str:
    language, country, phrase, expected = case
    found = resolve(phrase, language=language, country=country or None)
    if not isinstance(found, Money):
        return "none"
    return "right" if str(found) == expected else "wrong"


def peer() -> Callable[[Case], str] | None:
    try:
        from price_parser import Price
    except ImportError:
        print("price-parser is not installed: it is left out", file=sys.stderr)
        return None

    signs = {"USD": "$ US$ USD", "JPY": "¥ JPY 円 yen", "EUR": "€ EUR euro", "GBP": "£ GBP"}

    def read(case: Case) -> str:
        found = Price.fromstring(case[2])
        if found.amount is None:
            return "none"
        expected = parse(case[3])
        known = signs.get(expected.currency, expected.currency).split()
        is_right = found.amount == expected.low and found.currency in known
        return "right" if is_right else "wrong"

    return read


def main() -> None:
    sums = [case for case in corpus() if not case[3].startswith("?")]
    doubtful = [case for case in corpus() if case[3].startswith("?")]
    readers = {"alliancekit": ours}
    other = peer()
    if other is not None:
        readers[f"price-parser {version('price-parser')}"] = other
    languages = len({case[0] for case in sums})
    print(f"{len(sums)} sums in {languages} languages, {len(doubtful)} that nobody can read")
    print(f"{'':24}{'right':>8}{'none':>8}{'wrong':>8}{'guessed':>9}{'us each':>9}")
    for name, read in readers.items():
        answers = [read(case) for case in sums]
        guessed = sum(read(case) != "none" for case in doubtful) if read is ours else "-"
        started = time.process_time()
        for case in sums:
            read(case)
        each = (time.process_time() - started) / len(sums) * 1e6
        counts = "".join(f"{answers.count(kind):>8}" for kind in ("right", "none", "wrong"))
        print(f"{name:24}{counts}{guessed:>9}{each:>9.0f}")


if __name__ == "__main__":
    main()
