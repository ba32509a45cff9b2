"""The whole flow: files in any order and any parts give the same bytes of every export."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import worlds

import alliancekit as ak
from alliancekit.model import Collection

REPORTS = Path(__file__).parents[1] / "examples" / "us_japan"
FORMATS = ("excel", "icalendar", "graphml")


def _exported(collection: Collection) -> dict[str, bytes]:
    timeline = ak.merge(collection)
    made = {}
    for name in FORMATS:
        stream = io.BytesIO()
        ak.export(timeline, stream, name)
        made[name] = stream.getvalue()
    return made


@pytest.mark.slow
@given(worlds(max_sources=3), worlds(max_sources=2, prefix="t"), st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_parts_in_any_order_give_the_same_bytes(
    a: Collection, b: Collection, order: random.Random
) -> None:
    parts = [
        Collection(sources=a.sources),
        Collection(records=a.records[::2]),
        Collection(records=a.records[1::2]),
        b,
        b,
    ]
    order.shuffle(parts)
    joined = Collection()
    for part in parts:
        joined = joined | part
    assert _exported(joined) == _exported(a | b)


@pytest.mark.slow
def test_the_reports_read_in_any_order_give_the_same_bytes() -> None:
    files = [REPORTS / "actors.yaml", *sorted((REPORTS / "reports").glob("*.yaml"))]
    assert _exported(ak.read(*reversed(files))) == _exported(ak.read(REPORTS))


_PROGRAM = """
import hashlib, io, sys
import alliancekit as ak
timeline = ak.merge(ak.read(sys.argv[1]))
for name in sys.argv[2:]:
    stream = io.BytesIO()
    ak.export(timeline, stream, name)
    print(name, hashlib.sha256(stream.getvalue()).hexdigest())
"""


@pytest.mark.slow
def test_hash_seed_time_zone_and_locale_change_no_byte() -> None:
    made = set()
    settings_of_machines = (("0", "UTC", "C"), ("7", "Asia/Ho_Chi_Minh", "C.UTF-8"))
    for seed, zone, locale in settings_of_machines:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(REPORTS), *FORMATS],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            capture_output=True,
            check=True,
        )
        made.add(done.stdout)
    assert len(made) == 1
