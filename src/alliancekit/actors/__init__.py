"""Actors: states, organisations and their bodies since 1816, with dated names in many languages.

>>> from alliancekit.actors import get, resolve
>>> resolve("Mỹ", language="vi").actor
'USA'
>>> resolve("Congo", language="en").candidates
('COD', 'COG')
>>> get("JPN.ATLA").parent
'JPN.MOD'
"""

from __future__ import annotations

from alliancekit.actors.actor import (
    ANY_LANGUAGE,
    Actor,
    ActorCode,
    ActorId,
    ActorKind,
    ActorName,
    Membership,
    Succession,
    SuccessionRelation,
)
from alliancekit.actors.joining import joined_table
from alliancekit.actors.resolution import Outcome, Resolution, When
from alliancekit.actors.table import ActorTable, builtin_table

__all__ = [
    "ANY_LANGUAGE",
    "Actor",
    "ActorCode",
    "ActorId",
    "ActorKind",
    "ActorName",
    "ActorTable",
    "Membership",
    "Outcome",
    "Resolution",
    "Succession",
    "SuccessionRelation",
    "When",
    "builtin_table",
    "get",
    "joined_table",
    "resolve",
]


def get(actor_id: str) -> Actor:
    """Return the built-in actor that has this id.

    >>> get("GBR").name("de")
    'Vereinigtes Königreich'

    Raises:
        UnknownActorError: No actor has it.
    """
    return builtin_table().get(actor_id)


def resolve(name: str, *, language: str, at: When | None = None) -> Resolution:
    """Return whom ``name`` stands for in ``language`` at ``at``, in the built-in table.

    >>> resolve("Sowjetunion", language="de").actor
    'SUN'

    Args:
        name: As a source writes it.
        language: BCP 47 tag of the source's language.
        at: When; None reads the name as of today, or of its last use.

    Raises:
        DateError: ``at`` is a text that is not EDTF.
    """
    return builtin_table().resolve(name, language=language, at=at)
