"""What the names and ids in a report mean: whom a name stands for, which record an id."""

from __future__ import annotations

from contextvars import ContextVar
from functools import lru_cache

import attrs

from alliancekit._checks import check_text
from alliancekit.actors import Actor, ActorId, ActorKind, ActorTable, builtin_table
from alliancekit.dates import FuzzyDate
from alliancekit.errors import quoted
from alliancekit.records.converter import text
from alliancekit.records.phrases import Setting
from alliancekit.records.trees import refusal

# The names of actors are normalised, which takes time; the longest real ones have some 100.
_MAX_NAME_CHARS = 1_000


_KEPT_TABLES = 16


@lru_cache(_KEPT_TABLES)
def table_with(actors: tuple[Actor, ...]) -> ActorTable:
    """Return the built-in table with one's own actors; to index their names takes a second.

    Raises:
        ActorTableError: They cannot stand in it.
    """
    return builtin_table().extended(actors) if actors else builtin_table()


@attrs.define(kw_only=True)
class Scope:
    """What a report means by the names and ids that stand in it.

    Attributes:
        table: The actors that names may stand for.
        source: Id of the report's source.
        language: BCP 47 tag of the source, or ``""``.
        published: When the source appeared, or None.
        known: Actors found so far, by text as written.
        setting: Where and when the words of the source were written.
    """

    table: ActorTable
    source: str = ""
    language: str = ""
    published: FuzzyDate | None = None
    known: dict[str, ActorId] = attrs.field(factory=dict)
    setting: Setting = attrs.field(
        init=False,
        default=attrs.Factory(
            lambda self: Setting(language=self.language, anchor=self.published), takes_self=True
        ),
    )


SCOPE: ContextVar[Scope] = ContextVar("SCOPE")
"""The report that is being structured."""


def actor(value: object, _type: object = None) -> ActorId:
    """Return the actor that an id, or a name in the source's language or in English, stands for."""
    scope = SCOPE.get()
    written = text(value)
    found = scope.known.get(written)
    if found is None:
        found = scope.known[written] = _find_actor(written, scope)
    return found


def _find_actor(written: str, scope: Scope) -> ActorId:
    if written in scope.table:
        return scope.table.get(written).id
    check_text(written, "")
    if len(written) > _MAX_NAME_CHARS:
        raise refusal(
            "limit.length",
            f"a name of {len(written)} characters is too long: at most {_MAX_NAME_CHARS}",
        )

    candidates: list[str] = []
    for language in _languages(scope.language):
        resolution = scope.table.resolve(written, language=language)
        if resolution.actor is not None:
            return resolution.actor
        candidates += resolution.candidates
        if candidates:
            break
    if candidates:
        raise refusal("actor", f"{quoted(written)} can be {' or '.join(candidates)}: write the id")
    in_language = (
        f"in {scope.language} or English" if scope.language not in ("", "en") else "in English"
    )
    raise refusal(
        "actor",
        f"no actor has the id or, {in_language}, the name {quoted(written)}: "
        "write an id such as JPN, or add the actor to actors.yaml",
    )


_TERRITORIES = frozenset({ActorKind.STATE, ActorKind.HISTORICAL_STATE, ActorKind.OTHER})


def territory_named(written: str, table: ActorTable, language: str) -> ActorId | None:
    """Return the state or territory that a text alone stands for as a place, or None.

    Args:
        written: An id, or a name in the source's language or in English; what several may be
            called is none of them.
        table: The actors that names may stand for.
        language: BCP 47 tag of the source, or ``""``.
    """
    if written in table:
        return table.get(written).id
    if len(written) > _MAX_NAME_CHARS:
        return None
    for tongue in _languages(language):
        resolution = table.resolve(written, language=tongue)
        if resolution.actor is not None or resolution.candidates:
            found = resolution.actor
            return found if found and table.get(found).kind in _TERRITORIES else None
    return None


def _languages(language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((language or "en", "en")))


def reference(value: object, _type: object = None) -> str:
    """Return the id of a record, which within a report may be its local part alone."""
    written = text(value)
    return written if "#" in written else f"{SCOPE.get().source}#{written}"
