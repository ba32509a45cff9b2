"""Step 1: reports become typed records. Run from anywhere: python examples/1_read.py"""

from pathlib import Path

import alliancekit as ak

collection = ak.read(Path(__file__).parent / "us_japan")

print(f"{len(collection.sources)} sources, {len(collection)} records")
for source in collection.sources:
    basis = f", based on {', '.join(source.based_on)}" if source.based_on else ""
    n_records = sum(record.source == source.id for record in collection.records)
    print(f"  {source.id}: {n_records} records{basis}")

# A date knows how it was found: nothing that was worked out looks like a printed day.
deadline = next(r for r in collection.records if r.id == "us-command-2024-07#jsdf-headquarters")
print(f"{deadline.says.title}: {deadline.says.when.edtf}")
print(f"  written: {deadline.says.when.as_written}")
print(f"  worked out from: {deadline.says.when.basis}")
