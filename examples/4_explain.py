"""Step 4: why two records became one entry or did not, and what sources disagree on."""

from pathlib import Path

import alliancekit as ak
from alliancekit.records import read_text

collection = ak.read(Path(__file__).parent / "us_japan")
timeline = ak.merge(collection)

print(timeline.explain("us-command-2024-07#two-plus-two", "patriot-sale-2024-08#two-plus-two"))
print()
print(timeline.explain("patriot-sale-2024-08#patriot-sale", "us-command-2024-07#pac-3-production"))

# The report from May 2024 dates Japan's build-up to December 2023. A second source, and a person
# who says that both speak of one thing, bring the contradiction to light.
policy_papers = read_text(
    """
    source: {id: policy-papers, outlet: Government of Japan, published: 2022-12-16}
    records:
      - id: build-up
        event: announcement
        title: Japan adopts its three policy papers on defence
        parties: {announcer: JPN}
        when: 2022-12-16
    """
)
decision = ak.Decision(
    judgement=ak.Judgement.same,
    records=("france-japan-2024-05#military-build-up", "policy-papers#build-up"),
    reason="both tell of the largest build-up since 1945",
)
both = collection | policy_papers | ak.Collection(decisions=[decision])

for conflict in ak.merge(both).conflicts():
    print(f"\n{conflict.entry}: {conflict.field} (rule: {conflict.policy})")
    for claim in conflict.claims:
        print(f"  {claim.text} says {', '.join(claim.records)}")
