"""The written forms of what events and agreements are made of."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import lru_cache

import attrs
import cattrs

from alliancekit import money
from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate
from alliancekit.errors import RecordError, quoted
from alliancekit.kinds import ObligationKind, Realis, Role, Stage
from alliancekit.model import (
    Guard,
    GuardKind,
    Identifier,
    Milestone,
    Obligation,
    Party,
    Place,
    Quantity,
    Term,
    Title,
)
from alliancekit.records.converter import Hook, choice, class_hook, each, each_or_none
from alliancekit.records.forms.amounts import exact_number, quantity_of_text, term_of_text
from alliancekit.records.forms.dates import DateHooks, is_in_words
from alliancekit.records.forms.hooks import Each, one_or_many, optional
from alliancekit.records.phrases import no_sum, sum_meant, sum_of, written_sum
from alliancekit.records.scopes import SCOPE, actor, territory_named
from alliancekit.records.trees import mismatch, refusal

# What records share they hold once: it takes half the memory, and is not checked twice.
_KEPT_PARTS = 16_384


@attrs.frozen(kw_only=True)
class _WordedSum:
    as_written: str
    country: ActorId | None = None


class PartHooks:
    """The hooks of what events and agreements are made of."""

    def __init__(
        self, converter: cattrs.Converter, date_hooks: DateHooks, as_text: Hook, *, detailed: bool
    ) -> None:
        self._text = as_text
        self._texts = one_or_many(as_text)
        self._each: Each = each if detailed else each_or_none
        self._role: Callable[..., Role] = choice(Role)
        self._stage: Callable[..., Stage] = choice(Stage)
        self._days = date_hooks
        actors = one_or_many(actor)
        texts = self._texts
        self._party = class_hook(
            converter,
            Party,
            hooks={
                "actor": actor,
                "role": self._role,
                "via": actors,
                "people": texts,
                "span": optional(date_hooks.span),
            },
        )
        self._place = class_hook(converter, Place, hooks={"country": optional(actor)})
        self._milestone = class_hook(
            converter,
            Milestone,
            hooks={
                "stage": self._stage,
                "when": optional(date_hooks.day),
                "realis": choice(Realis),
                "by": actors,
                "place": optional(self.place),
                "cites": texts,
            },
        )
        self._quantity = class_hook(
            converter,
            Quantity,
            hooks={"low": exact_number, "high": exact_number, "bound": choice(money.Bound)},
        )
        self._worded_sum = class_hook(converter, _WordedSum, hooks={"country": optional(actor)})
        self._term = class_hook(converter, Term)
        self._guard_kind: Callable[..., GuardKind] = choice(GuardKind)
        self._guard = class_hook(converter, Guard, hooks={"kind": self._guard_kind})
        self._obligation = class_hook(
            converter,
            Obligation,
            hooks={"kind": choice(ObligationKind), "debtor": actor, "creditors": actors},
        )

    def titles(self, value: object, _type: object = None) -> tuple[Title, ...]:
        """Return titles from the written form."""
        if isinstance(value, str):
            return (Title(text=self._text(value, None)),)
        if not isinstance(value, dict):
            raise mismatch("a text, or texts by language", value)
        if not value:
            raise refusal("empty", "must not be empty: give a text, or leave the field out")
        return tuple(
            self._each(zip(value, value.items(), strict=True), lambda item: self._title(*item))
        )

    def _title(self, language: str, written: object) -> Title:
        return Title(text=self._text(written, None), language=language)

    def parties(self, value: object, _type: object = None) -> tuple[Party, ...]:
        """Return parties from the written form."""
        if isinstance(value, dict):
            groups = self._each(
                zip(value, value.items(), strict=True), lambda item: self._parties_of(*item)
            )
            return tuple(itertools.chain.from_iterable(groups))
        if not isinstance(value, list):
            raise mismatch("a mapping from roles to actors, or a list of actors", value)
        return tuple(self._each(enumerate(value), lambda who: self._one_party(who, None)))

    def _parties_of(self, role_name: str, who: object) -> list[Party]:
        role = self._role(role_name, None)
        if isinstance(who, list):
            return self._each(enumerate(who), lambda member: self._one_party(member, role))
        return [self._one_party(who, role)]

    def _one_party(self, who: object, role: Role | None) -> Party:
        if isinstance(who, str):
            return _plain_party(actor(who), role or Role.party)
        if not isinstance(who, dict):
            raise mismatch("an actor, or a mapping with an actor", who)
        if role is None:
            return self._party(who, None)  # type: ignore[no-any-return]
        if "role" in who:
            raise refusal("duplicate_key", f"the role is {role} already: remove this one", "/role")
        return self._party({**who, "role": role.value}, None)  # type: ignore[no-any-return]

    def place(self, value: object, _type: object = None) -> Place:
        """Return a place from the written form."""
        if isinstance(value, str):
            return place_of_text(self._text(value, None))
        if not isinstance(value, dict):
            raise mismatch("a place such as 'Tokyo, JPN'", value)
        return self._place(value, None)  # type: ignore[no-any-return]

    def milestones(self, value: object, _type: object = None) -> tuple[Milestone, ...]:
        """Return milestones from the written form."""
        if isinstance(value, dict):
            groups = self._each(
                zip(value, value.items(), strict=True), lambda item: self._milestones_of(*item)
            )
            return tuple(itertools.chain.from_iterable(groups))
        if not isinstance(value, list):
            raise mismatch("a mapping from stages to dates, or a list of mappings", value)
        return tuple(self._each(enumerate(value), lambda member: self._milestone(member, None)))

    def _milestones_of(self, stage_name: str, steps: object) -> list[Milestone]:
        stage = self._stage(stage_name, None)
        if isinstance(steps, list):
            return self._each(enumerate(steps), lambda member: self._one_milestone(member, stage))
        return [self._one_milestone(steps, stage)]

    def _one_milestone(self, value: object, stage: Stage) -> Milestone:
        if isinstance(value, str) or (
            isinstance(value, dict) and ("edtf" in value or is_in_words(value))
        ):
            return _plain_milestone(stage, self._days.day(value))
        if not isinstance(value, dict):
            raise mismatch("a date, or a mapping with 'when'", value)
        if "stage" in value:
            raise refusal(
                "duplicate_key", f"the stage is {stage} already: remove this one", "/stage"
            )
        return self._milestone({**value, "stage": stage.value}, None)  # type: ignore[no-any-return]

    def money(self, value: object, _type: object = None) -> money.Money:
        """Return a sum of money from the written form."""
        seen = SCOPE.get().setting
        if isinstance(value, str):
            return sum_of(str(value), seen)
        if not isinstance(value, dict):
            raise mismatch("a sum of money such as 'USD 3 million'", value)
        words: _WordedSum = self._worded_sum(value, None)
        found = sum_meant(words.as_written, attrs.evolve(seen, country=words.country))
        if isinstance(found, money.UnresolvedMoney):
            raise no_sum(found)
        return found

    def quantities(self, value: object, _type: object = None) -> tuple[Quantity, ...]:
        """Return quantities from the written form."""
        if isinstance(value, dict):
            groups = self._each(
                zip(value, value.items(), strict=True), lambda item: self._quantities_of(*item)
            )
            return tuple(itertools.chain.from_iterable(groups))
        if not isinstance(value, list):
            raise mismatch(
                "a mapping from what is counted to numbers, or a list of mappings", value
            )
        return tuple(self._each(enumerate(value), lambda member: self._quantity(member, None)))

    def _quantities_of(self, what: str, amounts: object) -> list[Quantity]:
        if isinstance(amounts, list):
            return self._each(enumerate(amounts), lambda member: self._one_quantity(what, member))
        return [self._one_quantity(what, amounts)]

    def _one_quantity(self, what: str, amount: object) -> Quantity:
        if isinstance(amount, str):
            return quantity_of_text(what, self._text(amount, None))
        if isinstance(amount, dict):
            if "what" in amount:
                raise refusal(
                    "duplicate_key", "what is counted is the key already: remove this", "/what"
                )
            return self._quantity({**amount, "what": what}, None)  # type: ignore[no-any-return]
        return Quantity(what=what, low=exact_number(amount))

    def identifiers(self, value: object, _type: object = None) -> tuple[Identifier, ...]:
        """Return identifiers from the written form."""
        if not isinstance(value, dict):
            raise mismatch("a mapping from schemes to ids", value)
        values = self._each(value.items(), lambda ids: self._texts(ids, None))
        return tuple(
            Identifier(scheme=scheme, value=each_value)
            for scheme, ids in zip(value, values, strict=True)
            for each_value in ids
        )

    def term(self, value: object, _type: object = None) -> Term:
        """Return a term from the written form."""
        if isinstance(value, str):
            return term_of_text(self._text(value, None))
        if not isinstance(value, dict):
            raise mismatch("a term such as '5 years', or a mapping", value)
        return self._term(value, None)  # type: ignore[no-any-return]

    def guard(self, value: object, _type: object = None) -> Guard:
        """Return the condition of entry into force from the written form."""
        if isinstance(value, str):
            return Guard(kind=self._guard_kind(value, None))
        if not isinstance(value, dict):
            raise mismatch("a condition such as 'on_signature', or a mapping", value)
        return self._guard(value, None)  # type: ignore[no-any-return]

    def obligations(self, value: object, _type: object = None) -> tuple[Obligation, ...]:
        """Return obligations from the written form."""
        if not isinstance(value, list):
            raise mismatch("a list of mappings", value)
        return tuple(self._each(enumerate(value), lambda member: self._obligation(member, None)))


def sum_in_words(value: object) -> str | None:
    """Return the words that a sum was read from, or None where it has the written form."""
    if isinstance(value, dict):
        return str(value["as_written"])
    if not isinstance(value, str):
        return None
    try:
        written_sum(str(value))
    except RecordError:
        return str(value)
    return None


def place_of_text(written: str) -> Place:
    """Return the place that a text such as ``Tokyo, JPN`` or ``Japan`` stands for."""
    name, comma, country = written.rpartition(",")
    if comma:
        try:
            return _plain_place(name.strip(), actor(country.strip()))
        except RecordError as error:
            raise refusal(
                "actor",
                f"{quoted(country.strip())} is no actor: write 'name, COUNTRY', or {{name: ...}} "
                "where the comma belongs to the name",
            ) from error
    scope = SCOPE.get()
    territory = territory_named(written, scope.table, scope.language)
    return Place(name=written) if territory is None else Place(country=territory)


@lru_cache(_KEPT_PARTS)
def _plain_party(actor_id: ActorId, role: Role) -> Party:
    return Party(actor=actor_id, role=role)


@lru_cache(_KEPT_PARTS)
def _plain_milestone(stage: Stage, when: FuzzyDate) -> Milestone:
    return Milestone(stage=stage, when=when)


@lru_cache(_KEPT_PARTS)
def _plain_place(name: str, country: ActorId) -> Place:
    return Place(name=name, country=country)
