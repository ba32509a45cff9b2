"""Stage 2: records become columns of integers.

Everything that the later stages compare is here, row by row in the order of the records; the
objects are not looked at again. Numbers of shared vocabularies (actors, words, places) follow
the order of the values and mean nothing beyond one set of features.
"""

from alliancekit.features.actors import ActorReader
from alliancekit.features.columns import (
    DATE_ROLES,
    OPEN_AFTER,
    OPEN_BEFORE,
    UNKNOWN,
    Bools,
    Features,
    Ints,
    Lists,
    Names,
    is_first,
    pairs_within,
)
from alliancekit.features.extraction import extract_features, source_language
from alliancekit.features.places import PlaceName, may_be_one_place, place_name
from alliancekit.features.series import ordinals
from alliancekit.features.words import (
    amends,
    designations,
    title_words,
)

__all__ = [
    "DATE_ROLES",
    "OPEN_AFTER",
    "OPEN_BEFORE",
    "UNKNOWN",
    "ActorReader",
    "Bools",
    "Features",
    "Ints",
    "Lists",
    "Names",
    "PlaceName",
    "amends",
    "designations",
    "extract_features",
    "is_first",
    "may_be_one_place",
    "ordinals",
    "pairs_within",
    "place_name",
    "source_language",
    "title_words",
]
