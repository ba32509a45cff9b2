"""How fast, and how rightly, names of states are resolved: beside peers, in one run.

    python benchmarks/actors.py

Peers that are installed are measured: `countrynames` and `pycountry`. Every CLDR name of a
language is asked for: right is its own territory, wrong is another one, silent is no answer. The
traps are words and names of other languages that stand in `tests/test_actors_names.py`: any
territory is a false hit. Slow peers are asked for a part of the names. Times are CPU seconds of
one core.
"""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from babel import Locale

from alliancekit.actors import builtin_table
from alliancekit.dates import FuzzyDate

ROOT = Path(__file__).parent.parent
LANGUAGES = ("ar", "de", "en", "es", "fr", "ja", "ko", "ru", "tr", "vi", "zh")
N_LOOKUPS = 200_000
N_LOOKUPS_OF_PEERS = 200

Resolver = Callable[[str, str], str | None]

FIRST_USE = """
import time
started = time.process_time()
import alliancekit.actors
imported = time.process_time()
alliancekit.actors.resolve("Nhật Bản", language="vi")
first = time.process_time()
alliancekit.actors.resolve("Japon", language="fr")
print(imported - started, first - imported, time.process_time() - first)
"""


def ours(name: str, language: str) -> str | None:
    actor_id = builtin_table().resolve(name, language=language).actor
    return actor_id and builtin_table().get(actor_id).code("iso_3166_1_alpha_2")


def resolvers() -> dict[str, Resolver]:
    found: dict[str, Resolver] = {"alliancekit": ours}
    if countrynames := _installed("countrynames"):
        found["countrynames"] = lambda name, language: countrynames.to_code(name)
        found["countrynames, fuzzy"] = lambda name, language: countrynames.to_code(name, fuzzy=True)
    if pycountry := _installed("pycountry"):

        def search(name: str, language: str) -> str | None:
            try:
                return str(pycountry.countries.search_fuzzy(name)[0].alpha_2)
            except LookupError:
                return None

        found["pycountry, fuzzy"] = search
    return found


def _installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def cldr() -> list[tuple[str, str, str]]:
    known = {actor.code("iso_3166_1_alpha_2") for actor in builtin_table() if actor.spells}
    return [
        (name, language, code)
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if code in known and len(code) == 2 and code not in ("EU", "UN", "XK")
    ]


def traps() -> list[tuple[str, str]]:
    tree = ast.parse((ROOT / "tests" / "test_actors_names.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "NOT_NAMES":
            texts: dict[str, str] = ast.literal_eval(node.value)
            return [(word, language) for language in texts for word in texts[language].split(" ")]
    raise SystemExit("the traps are no longer in tests/test_actors_names.py")


def lookup_microseconds(resolver: Resolver, names: list[tuple[str, str, str]], n: int) -> float:
    asked = [names[index * 7919 % len(names)] for index in range(n)]
    started = time.process_time()
    for name, language, _ in asked:
        resolver(name, language)
    return (time.process_time() - started) / n * 1e6


def own_lookups() -> None:
    table = builtin_table()
    day = FuzzyDate("2024-04-10")
    names = [name for name, language, _ in cldr() if language == "vi"]
    for label, at in (("without a date", None), ("at a FuzzyDate", day)):
        for name in names:
            table.resolve(name, language="vi", at=at)
        started = time.process_time()
        for index in range(N_LOOKUPS):
            table.resolve(names[index % len(names)], language="vi", at=at)
        spent = (time.process_time() - started) / N_LOOKUPS
        print(f"resolve {label:<15}{spent * 1e6:8.2f} µs")


def main() -> None:
    warnings.simplefilter("ignore")
    printed = subprocess.run(
        [sys.executable, "-c", FIRST_USE], check=True, capture_output=True, text=True
    ).stdout.split()
    steps = ("import", "first look-up", "first in the next language")
    for step, seconds in zip(steps, printed, strict=True):
        print(f"{step:<27}{float(seconds) * 1e3:8.1f} ms")
    own_lookups()

    names, false = cldr(), traps()
    print(f"\n{len(names)} names of states in {len(LANGUAGES)} languages, {len(false)} traps")
    print(f"{'':<22}{'right':>8}{'wrong':>7}{'silent':>8}{'false hits':>12}{'µs':>10}")
    for label, resolver in resolvers().items():
        part = 20 if "fuzzy" in label else 1
        sample, asked = names[::part], false[:: min(part, 4)]
        answers = [(resolver(name, language), code) for name, language, code in sample]
        right = sum(answer == code for answer, code in answers)
        silent = sum(answer is None for answer, _ in answers)
        hits = sum(resolver(word, language) is not None for word, language in asked)
        n = N_LOOKUPS if label == "alliancekit" else N_LOOKUPS_OF_PEERS
        spent = lookup_microseconds(resolver, sample, n)
        print(
            f"{label:<22}{right / len(sample):>8.1%}{len(sample) - right - silent:>7}{silent:>8}"
            f"{hits:>6} of {len(asked):<4}{spent:>8.1f}"
        )


if __name__ == "__main__":
    main()
