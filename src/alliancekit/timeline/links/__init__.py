"""How entries stand to each other: what records state, and what the merger found."""

from alliancekit.timeline.links.finding import found_links
from alliancekit.timeline.links.judging import judged_links
from alliancekit.timeline.links.stating import ordered_links, stated_links

__all__ = ["found_links", "judged_links", "ordered_links", "stated_links"]
