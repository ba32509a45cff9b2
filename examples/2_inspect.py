"""Step 2: what a record holds, and what can be asked of it before anything is merged."""

from pathlib import Path

import alliancekit as ak
from alliancekit.dates import before, describe

collection = ak.read(Path(__file__).parent / "us_japan")
records = {record.id: record.says for record in collection.records}

sale = records["patriot-sale-2024-08#patriot-sale"]
print(sale.title)
print(f"  money: {sale.money}")
for party in sale.parties:
    print(f"  {party.role}: {party.actor}{' via ' + ', '.join(party.via) if party.via else ''}")

# Whether a deal is in force follows from its milestones, and can be "maybe".
deal = records["cost-sharing-2021-01#five-year-deal"]
for day in ("2021-02-01", "2021-06-01"):
    print(f"{deal.title} on {day}: in force? {deal.status(day).in_force.name}")

# Dates are compared with three answers, never with a guess.
meeting = records["patriot-sale-2024-08#two-plus-two"].when
summit = records["us-command-2024-07#april-summit"].when
print(f"{describe(summit)} before {describe(meeting)}? {before(summit, meeting).name}")
