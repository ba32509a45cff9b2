"""Names of places, which every language writes in its own way."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from alliancekit.features.words import folded_text

_WORD = re.compile(r"[^\W_]+")
_STEM_LETTERS = 3
# What one language writes with one of these letters another writes with another: Wien and Viden,
# Pekin and Beijing, Jeddah and Dschidda.
_SOUNDS = ("bp", "vwf", "ckq", "gjdzy")
_SOUND_OF = {letter: letters[0] for letters in _SOUNDS for letter in letters}


class PlaceName(NamedTuple):
    """What of a place's name compares.

    Attributes:
        script: How it is written.
        stem: What its forms in most languages that are so written begin with.
        sound: What they all begin with; ``""`` where signs are not sounds.
    """

    script: str
    stem: str
    sound: str


def place_name(name: str) -> PlaceName:
    """Return what of a place's name compares.

    >>> place_name("Tokio"), place_name("Wien").sound == place_name("Vídeň").sound
    (PlaceName(script='LATIN', stem='tok', sound='t'), True)
    >>> place_name("東京")
    PlaceName(script='CJK', stem='東京', sound='')
    """
    words = _WORD.findall(folded_text(name))
    if not words:
        return PlaceName("", "", "")
    longest = max(reversed(words), key=len)
    script = unicodedata.name(longest[0], "").split(" ")[0]
    sound = "" if script == "CJK" else _SOUND_OF.get(longest[0], longest[0])
    return PlaceName(script, longest[:_STEM_LETTERS], sound)


def may_be_one_place(a: PlaceName, b: PlaceName, *, in_one_language: bool) -> bool:
    """Return whether two names can be of one place.

    >>> names = place_name("Wien"), place_name("Vienna")
    >>> [may_be_one_place(*names, in_one_language=is_one) for is_one in (True, False)]
    [False, True]
    """
    if a.script != b.script or a.stem == b.stem:
        return True
    return not in_one_language and a.sound == b.sound
