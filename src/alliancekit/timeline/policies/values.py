"""How values that are equal or not become one: kinds, realis, places, sets and texts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import attrs

from alliancekit.features import may_be_one_place, place_name
from alliancekit.kinds import AgreementKind, EventKind, Kind, Realis, are_near, is_generic
from alliancekit.model import Identifier, Place
from alliancekit.timeline.entries import FieldStatus, FusedField
from alliancekit.timeline.policies.statements import (
    Chains,
    Statement,
    agreed_field,
    claims_of,
    contested_field,
    fused_field,
    majority,
)


def fuse_values(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse values that are the same or contradict each other, such as editions or legal forms."""
    agreed = agreed_field(name, statements)
    if agreed is not None:
        return agreed
    value, is_won = majority(statements, chains)
    return contested_field(name, statements, value if is_won else None, is_won=is_won)


def fuse_kinds(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse kinds: a generic one is refined, near ones are words for one thing, others conflict."""
    agreed = agreed_field(name, statements)
    if agreed is not None:
        return agreed
    telling = [s for s in statements if not any(_refines(o.value, s.value) for o in statements)]
    kinds = {s.value for s in telling}
    value, is_won = majority(sorted(telling, key=lambda s: _KINDS.index(s.value)), chains)
    if all(are_near(a, b) for a, b in combinations(kinds, 2)):
        policy = (
            "most precise"
            if len(kinds) == 1
            else "most witnesses"
            if is_won
            else "first of the vocabulary"
        )
        return fused_field(name, statements, FieldStatus.refined, value, policy, winners=[value])
    return contested_field(name, statements, value, is_won=is_won)


_KINDS = (*EventKind, *AgreementKind)


def _refines(kind: Kind, other: Kind) -> bool:
    """Return whether a kind says more than another that is as good as none, or near it."""
    if other == "other":
        return kind != "other"
    return is_generic(other) and not is_generic(kind) and are_near(kind, other)


def fuse_realis(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse how real something is: what happened supersedes its plan.

    Among plans the latest word stands.
    """
    agreed = agreed_field(name, statements)
    if agreed is not None:
        return agreed
    values = {s.value for s in statements}
    if Realis.actual in values and not any(value.is_void for value in values):
        return fused_field(
            name,
            statements,
            FieldStatus.refined,
            Realis.actual,
            "actual supersedes plan",
            winners=[Realis.actual],
        )
    if Realis.actual not in values:
        latest = statements[-1].value
        status = FieldStatus.conflict if Realis.denied in values else FieldStatus.refined
        return fused_field(name, statements, status, latest, "latest word", winners=[latest])
    value, is_won = majority(statements, chains)
    if not is_won:
        # What is both told and denied must not be shown as done.
        value = min(values - {Realis.actual})
    return contested_field(name, statements, value, is_won=is_won)


def fuse_places(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse places: one that names all that another names refines it."""
    agreed = agreed_field(name, statements)
    if agreed is not None:
        return agreed
    best, *others = sorted(
        {s.value for s in statements}, key=lambda place: (-len(_place_words(place)), repr(place))
    )
    if all(
        _place_words(other) <= _place_words(best) and _same_state(best, other) for other in others
    ):
        value = attrs.evolve(
            best, country=best.country or next((o.country for o in others if o.country), None)
        )
        return fused_field(
            name, statements, FieldStatus.refined, value, "most precise", winners=[best]
        )
    if not any(_contradict(a, b) for a, b in combinations(statements, 2)):
        told_first = next(s.value for s in statements if s.value.name)
        return fused_field(
            name, statements, FieldStatus.refined, told_first, "told first", winners=[told_first]
        )
    return fuse_values(name, statements, chains)


def _contradict(a: Statement, b: Statement) -> bool:
    """Return whether two places cannot be one that is named in two languages."""
    if not _same_state(a.value, b.value):
        return True
    is_one = a.language == b.language or not (a.language and b.language)
    return not may_be_one_place(
        place_name(a.value.name), place_name(b.value.name), in_one_language=is_one
    )


def _same_state(a: Place, b: Place) -> bool:
    return a.country is None or b.country is None or a.country == b.country


def _place_words(place: Place) -> frozenset[str]:
    return frozenset(place.name.casefold().replace(",", " ").split())


def fuse_sets(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Unite tuples whose members add up, such as named items."""
    agreed = agreed_field(name, statements)
    if agreed is not None:
        return agreed
    value = tuple(
        dict.fromkeys(member for claim in claims_of(statements) for member in claim.value)
    )
    return fused_field(name, statements, FieldStatus.refined, value, "united", winners=[value])


def fuse_texts(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Fuse free words, which cannot contradict each other: what was told first is shown."""
    agreed = agreed_field(name, statements)
    if agreed is not None:
        return agreed
    value = statements[0].value
    return fused_field(name, statements, FieldStatus.refined, value, "told first", winners=[value])


def fuse_identifiers(name: str, statements: Sequence[Statement], chains: Chains) -> FusedField:
    """Unite foreign ids; two of one scheme contradict each other."""
    united = fuse_sets(name, statements, chains)
    ids: tuple[Identifier, ...] = united.value
    if len({i.scheme for i in ids}) == len(ids):
        return united
    return attrs.evolve(united, status=FieldStatus.conflict)
