"""The model: every number that a merge judges by, as one immutable, digested value."""

from alliancekit.weights.form_words import FORM_WORDS
from alliancekit.weights.model import Levels, Model, Points, Rarities, Weights, points_fault
from alliancekit.weights.shipped import SHIPPED_MODEL

__all__ = [
    "FORM_WORDS",
    "SHIPPED_MODEL",
    "Levels",
    "Model",
    "Points",
    "Rarities",
    "Weights",
    "points_fault",
]
