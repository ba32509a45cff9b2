"""The model: every number that a merge judges by, as one immutable, digested value."""

from alliancekit.weights.model import Levels, Model, Points, Rarities, Weights, points_fault
from alliancekit.weights.shipped import SHIPPED_MODEL

__all__ = [
    "SHIPPED_MODEL",
    "Levels",
    "Model",
    "Points",
    "Rarities",
    "Weights",
    "points_fault",
]
