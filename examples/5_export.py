"""Step 5: files for others, and a list of all that they leave out.

python examples/5_export.py FOLDER writes there what the installed exporters can write.
"""

import sys
from collections import Counter
from pathlib import Path

import alliancekit as ak
from alliancekit.plugins import load_plugins

timeline = ak.merge(ak.read(Path(__file__).parent / "us_japan"))
folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/examples")
folder.mkdir(parents=True, exist_ok=True)

for provided in load_plugins().exporters:
    target = folder / f"us_japan{provided.exporter.suffixes[0]}"
    report = ak.export(timeline, target, provided.long_name)
    print(f"{target.name}: {report.n_entries} entries, {len(report.losses)} things left out")
    for field, n_losses in Counter(loss.field for loss in report.losses).most_common(3):
        print(f"  {n_losses} x {field}")
