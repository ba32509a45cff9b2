"""How the values that several records give for one field become one, with its standing.

Every policy is named and looks at the set of claims only, never at an order. A claim weighs as
many witnesses as stand behind it. Where no value wins, the field is tied: it shows what all
claims leave open, and is a conflict.
A :class:`Policy` that a person chooses takes the place of a field's own rule.
"""

from alliancekit.timeline.policies.amounts import fuse_money, fuse_quantities
from alliancekit.timeline.policies.chosen import CHOICES, DEFAULT_TRUST, Policy, Rule, Rules
from alliancekit.timeline.policies.dates import can_both_hold, fuse_dates
from alliancekit.timeline.policies.statements import Chains, Statement, claims_of, majority
from alliancekit.timeline.policies.values import (
    fuse_identifiers,
    fuse_kinds,
    fuse_places,
    fuse_realis,
    fuse_sets,
    fuse_texts,
    fuse_values,
)

__all__ = [
    "CHOICES",
    "DEFAULT_TRUST",
    "Chains",
    "Policy",
    "Rule",
    "Rules",
    "Statement",
    "can_both_hold",
    "claims_of",
    "fuse_dates",
    "fuse_identifiers",
    "fuse_kinds",
    "fuse_money",
    "fuse_places",
    "fuse_quantities",
    "fuse_realis",
    "fuse_sets",
    "fuse_texts",
    "fuse_values",
    "majority",
]
