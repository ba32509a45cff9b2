"""Step 3: one timeline. Each entry tells how many independent sources stand behind it."""

from pathlib import Path

import alliancekit as ak
from alliancekit.dates import describe

folder = Path(__file__).parent / "us_japan"
timeline = ak.merge(ak.read(folder))

print(f"{len(timeline.collection)} records, {len(timeline)} entries, as of {timeline.as_of}")
for entry in timeline:
    mark = " " if entry.realis == "actual" else f" [{entry.realis}]"
    if len(entry.records) > 1 or mark.strip():
        print(f"{describe(entry.when)}: {entry.title}{mark} ({len(entry.witnesses)})")

# The order of the files is no part of the facts, and neither is reading one of them twice.
files = sorted(folder.rglob("*.yaml"), reverse=True)
assert ak.merge(ak.read(*files, *files)).entries == timeline.entries
