"""Colours, shapes and places, for programs that show a graph as it is in the file."""

from __future__ import annotations

import math

RADIUS_STEP = 160
"""Distance of two rings in pixels."""

# Six places for each ring's number keep neighbours on a ring as far apart as the rings.
_PER_RING = 6
_LAYERS = {"party": "party", "event": "entry", "agreement": "entry", "source": "source"}

_RGB = {
    "party": (31, 78, 121),
    "agreement": (46, 125, 50),
    "event": (230, 145, 56),
    "source": (130, 130, 130),
}
_SIZES = {"party": 40.0, "agreement": 20.0, "event": 16.0, "source": 12.0}
SHAPES = {
    "party": "roundrectangle",
    "agreement": "rectangle",
    "event": "ellipse",
    "source": "parallelogram",
}
"""What yEd draws a node as."""


def rgb(node_type: str) -> tuple[int, int, int]:
    """Return the colour of a node, 0 to 255 each, legible under black or white labels."""
    return _RGB[node_type]


def size(node_type: str) -> float:
    """Return the size of a node in Gephi."""
    return _SIZES[node_type]


def hex_color(node_type: str) -> str:
    """Return the colour of a node as yEd writes it.

    >>> hex_color("party")
    '#1F4E79'
    """
    return "#{:02X}{:02X}{:02X}".format(*rgb(node_type))


class Rings:
    """Places on rings around the middle: parties inside, entries around them in their order.

    Args:
        n_parties: How many parties come first; all of them stand on one ring.
    """

    def __init__(self, n_parties: int) -> None:
        self._n_parties = n_parties
        self._layer = ""
        self._ring = self._room = self._used = 0

    def place(self, node_type: str) -> tuple[int, int]:
        """Return the next place in pixels, whole numbers so that every machine writes the same.

        Args:
            node_type: Type of the node. Events and agreements share rings, in order of their dates.
        """
        layer = _LAYERS[node_type]
        if layer != self._layer or self._used == self._room:
            if layer == "party":
                self._ring, self._room = math.ceil(self._n_parties / _PER_RING), self._n_parties
            else:
                self._ring += 1
                self._room = _PER_RING * self._ring
            self._layer, self._used = layer, 0
        angle = math.tau * self._used / self._room
        self._used += 1
        radius = RADIUS_STEP * self._ring
        return round(radius * math.sin(angle)), round(-radius * math.cos(angle))
