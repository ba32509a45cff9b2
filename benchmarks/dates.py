"""How fast, and how rightly, EDTF is read: alliancekit beside `edtf` and `undate`, in one run.

    python benchmarks/dates.py

Times are CPU seconds of one core. `fresh` texts are all different, so no cache can help; `mix` has
texts that come back. The examples are those of the Library of Congress; a text counts as read if it
parses, and as right if its first and last day are those of `tests/test_dates.py`.
"""

from __future__ import annotations

import ast
import datetime as dt
import random
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from alliancekit.dates import Span, day_number, day_text, parse, resolve
from alliancekit.dates.edtf import reading

ROOT = Path(__file__).parent.parent
N_OURS, N_PEERS = 100_000, 300


def loc_examples() -> list[tuple[str, str, str]]:
    tree = ast.parse((ROOT / "tests" / "test_dates.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "LOC_EXAMPLES":
            return ast.literal_eval(node.value)
    raise SystemExit("the examples are no longer in tests/test_dates.py")


def fresh_days(n_texts: int) -> list[str]:
    first = day_number(1000, 1, 1)
    return [day_text(first + 7 * index % 3_000_000) for index in range(n_texts)]


def repeated_mix(n_texts: int) -> list[str]:
    generator = random.Random(7)
    start = dt.date(1945, 1, 1).toordinal()
    texts = []
    for _ in range(n_texts):
        day = dt.date.fromordinal(start + generator.randrange(29_000)).isoformat()
        form = generator.choice(
            ("{0}", "{0}", "{0}", "{1}", "{1}", "{2}", "{0}~", "{1}?", "[..{0}]")
        )
        texts.append(form.format(day, day[:7], day[:4]))
    return texts


def rate(read: Callable[[str], Any], texts: Iterable[str]) -> float:
    texts = list(texts)
    started = time.process_time()
    for text in texts:
        read(text)
    return len(texts) / (time.process_time() - started)


def our_bounds(text: str) -> tuple[str, str]:
    when = parse(text)
    return tuple("" if day is None else day_text(day) for day in (when.earliest, when.latest))  # type: ignore[return-value]


def peers() -> dict[str, tuple[Callable[[str], Any], Callable[[Any], tuple[str, str]]]]:
    found: dict[str, tuple[Callable[[str], Any], Callable[[Any], tuple[str, str]]]] = {}
    try:
        from edtf import parse_edtf
    except ImportError:
        print("edtf is not installed: it is left out", file=sys.stderr)
    else:

        def edtf_day(day: Any) -> str:
            return "" if isinstance(day, float) else f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}"

        found["edtf"] = (
            parse_edtf,
            lambda date: (edtf_day(date.lower_strict()), edtf_day(date.upper_strict())),
        )
    try:
        from undate import Undate, UndateInterval
    except ImportError:
        print("undate is not installed: it is left out", file=sys.stderr)
    else:

        def undate_bounds(date: Any) -> tuple[str, str]:
            if isinstance(date, UndateInterval):
                return (
                    str(date.earliest.earliest) if date.earliest else "",
                    str(date.latest.latest) if date.latest else "",
                )
            return str(date.earliest), str(date.latest)

        found["undate"] = (lambda text: Undate.parse(text, "EDTF"), undate_bounds)
    return found


def scored(
    read: Callable[[str], Any],
    bounds: Callable[[Any], tuple[str, str]],
    examples: list[tuple[str, str, str]],
) -> tuple[int, int]:
    n_read = n_right = 0
    for text, first, last in examples:
        # Peers raise what they like: a text that they refuse is not read, whatever the exception.
        try:
            date = read(text)
            n_read += 1
            n_right += bounds(date) == (first, last)
        except Exception:  # noqa: BLE001
            continue
    return n_read, n_right


def main() -> None:
    examples = loc_examples()
    fresh, repeated = fresh_days(N_OURS), repeated_mix(N_OURS)
    reading.cache_clear()
    rows = [
        (
            "alliancekit",
            rate(parse, fresh),
            rate(parse, repeated),
            scored(parse, lambda date: our_bounds(date.edtf), examples),
        )
    ]
    for name, (read, bounds) in peers().items():
        fresh_rate = rate(read, fresh[:N_PEERS])
        mixed = [text for text in repeated[:N_PEERS] if not text.startswith("[")]
        rows.append((name, fresh_rate, rate(read, mixed), scored(read, bounds, examples)))

    print(
        f"{'':12} {'fresh days/s':>14} {'mix/s':>12} {'read':>8} {'right':>8}  of {len(examples)}"
    )
    for name, fresh_rate, mix_rate, (n_read, n_right) in rows:
        print(f"{name:12} {fresh_rate:14,.0f} {mix_rate:12,.0f} {n_read:8} {n_right:8}")

    spans = [f"{day}/{day[:3]}9-12-31" for day in fresh[:20_000]]
    print(f"\nintervals, all different: {rate(Span.parse, spans):,.0f}/s")
    phrases = ["last week", "by the end of March 2025", "seven months ago", "early July 2024"] * 250
    resolve("today", dt.date(2024, 7, 31))
    print(f"phrases: {rate(lambda text: resolve(text, dt.date(2024, 7, 31)), phrases):,.0f}/s")


if __name__ == "__main__":
    main()
