"""Events and agreements: what one source says about one thing.

Both are deeply immutable. What a report does not say is absent; what a vocabulary lacks goes to
``subkind``; what the model lacks goes to ``extra``, verbatim.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from alliancekit import _checks as checks
from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate, Span
from alliancekit.kinds import AgreementKind, EventKind, LegalForm, Realis, Stage
from alliancekit.model import fields
from alliancekit.model.deadlines import Deadline, Guard, deadlines_of, entry_into_force
from alliancekit.model.parts import (
    Identifier,
    Milestone,
    Obligation,
    Party,
    Place,
    Quantity,
    Term,
    Title,
    milestone_key,
    party_key,
)
from alliancekit.model.statuses import (
    Status,
    agreement_status,
    as_fuzzy_date,
    bound_parties,
    impossible_orders,
    party_status,
)
from alliancekit.money import Money


def _titles() -> Any:
    return fields.members(Title, lambda title: (title.language, title.text))


def _extra() -> Any:
    return attrs.field(default=(), converter=checks.sorted_tuple(), validator=_check_extra)


def _check_extra(_instance: object, _attribute: object, value: object) -> None:
    if not isinstance(value, tuple):
        raise checks.model_error("type", "extra", "must be pairs of texts")
    for index, cell in enumerate(value):
        if not isinstance(cell, tuple) or len(cell) != 2:
            raise checks.model_error("type", f"extra/{index}", "must be a pair of texts")
        for part in cell:
            if not checks.is_plain(part):
                checks.check_text(part, f"extra/{index}")
    if len(value) > 1 and len({name for name, _ in value}) < len(value):
        raise checks.model_error(
            "duplicate_key", "extra", "a name stands twice: give each name once"
        )


def _check_titles(titles: tuple[Title, ...]) -> None:
    if len({title.language for title in titles}) < len(titles):
        raise checks.model_error(
            "duplicate_key", "titles", "one language has two titles: give one title a language"
        )


def best_title(titles: tuple[Title, ...], language: str = "en") -> str:
    """Return the title in a language, else in English, else the first by language, else ``""``."""
    by_language = {title.language: title.text for title in titles}
    return (
        by_language.get(language) or by_language.get("en") or next(iter(by_language.values()), "")
    )


@attrs.frozen(kw_only=True, cache_hash=True)
class Event:
    """Something that happened, or is planned, proposed, expected or denied.

    Attributes:
        kind: What it is.
        subkind: What the vocabulary lacks, free.
        titles: One a language.
        when: The day it happens on, or the span it lasts; ``None`` where the source gives neither.
        realis: Whether it happened.
        parties: Who takes part, ordered by role and actor.
        place: Where.
        edition: Number in a series, such as 12 for the twelfth summit, >= 1.
        about: Ids of the records of agreements and events that it is about.
        part_of: Ids of the records of events that it is a part of.
        follows: Ids of the records of events that it follows up.
        money: The sum that it is about.
        quantities: Numbers of things.
        identifiers: Ids that others gave.
        items: Names of weapons, projects or goods that it is about.
        summary: One's own words on it.
        cites: Locators in the source, such as ``p3``.
        extra: Name and verbatim value of foreign cells that the model does not take; under
            ``money`` the words that the sum was read from.
    """

    kind: EventKind = attrs.field(validator=checks.instance(EventKind))
    subkind: str = fields.text()
    titles: tuple[Title, ...] = _titles()
    when: FuzzyDate | Span | None = fields.optional(FuzzyDate, Span)
    realis: Realis = fields.choice(Realis, default=Realis.actual)
    parties: tuple[Party, ...] = fields.members(Party, party_key)
    place: Place | None = fields.optional(Place)
    edition: int | None = fields.ordinal()
    about: tuple[str, ...] = fields.references()
    part_of: tuple[str, ...] = fields.references()
    follows: tuple[str, ...] = fields.references()
    money: Money | None = fields.optional(Money)
    quantities: tuple[Quantity, ...] = fields.members(Quantity, repr)
    identifiers: tuple[Identifier, ...] = fields.members(Identifier, lambda i: (i.scheme, i.value))
    items: tuple[str, ...] = fields.texts()
    summary: str = fields.text()
    cites: tuple[str, ...] = fields.texts()
    extra: tuple[tuple[str, str], ...] = _extra()

    def __attrs_post_init__(self) -> None:
        _check_titles(self.titles)

    @property
    def title(self) -> str:
        """The English title, else the first by language, else ``""``."""
        return best_title(self.titles)


@attrs.frozen(kw_only=True, cache_hash=True)
class Agreement:
    """What parties agreed on, or propose, negotiate or consider to agree on.

    Attributes:
        kind: What it is about.
        subkind: What the vocabulary lacks, free.
        legal_form: What binds the parties, or ``None`` where the source does not say.
        titles: One a language.
        parties: Who binds itself or is concerned, ordered by role and actor.
        milestones: The steps of its life, ordered by date and stage.
        term: How long it lasts.
        enters_into_force: What its final clauses ask for before it enters into force.
        obligations: What each owes.
        edition: Number in a series, such as 12 for the twelfth special measures agreement, >= 1.
        amendment: Number of the amendment or protocol, >= 1, where this is one.
        under: Ids of the records of agreements that it rests on.
        amends: Ids of the records of agreements that it changes.
        succeeds: Ids of the records of agreements that it replaces.
        related: Ids of other records that it has to do with.
        place: Where it was concluded.
        money: The sum that it is about.
        quantities: Numbers of things.
        identifiers: Treaty series numbers and ids in data sets.
        items: Names of weapons, projects or goods that it is about.
        summary: One's own words on it.
        cites: Locators in the source, such as ``p3``.
        extra: Name and verbatim value of foreign cells that the model does not take; under
            ``money`` the words that the sum was read from.
    """

    kind: AgreementKind = attrs.field(validator=checks.instance(AgreementKind))
    subkind: str = fields.text()
    legal_form: LegalForm | None = fields.optional(LegalForm)
    titles: tuple[Title, ...] = _titles()
    parties: tuple[Party, ...] = fields.members(Party, party_key)
    milestones: tuple[Milestone, ...] = fields.members(Milestone, milestone_key)
    term: Term | None = fields.optional(Term)
    enters_into_force: Guard | None = fields.optional(Guard)
    obligations: tuple[Obligation, ...] = fields.members(Obligation, repr)
    edition: int | None = fields.ordinal()
    amendment: int | None = fields.ordinal()
    under: tuple[str, ...] = fields.references()
    amends: tuple[str, ...] = fields.references()
    succeeds: tuple[str, ...] = fields.references()
    related: tuple[str, ...] = fields.references()
    place: Place | None = fields.optional(Place)
    money: Money | None = fields.optional(Money)
    quantities: tuple[Quantity, ...] = fields.members(Quantity, repr)
    identifiers: tuple[Identifier, ...] = fields.members(Identifier, lambda i: (i.scheme, i.value))
    items: tuple[str, ...] = fields.texts()
    summary: str = fields.text()
    cites: tuple[str, ...] = fields.texts()
    extra: tuple[tuple[str, str], ...] = _extra()

    def __attrs_post_init__(self) -> None:
        _check_titles(self.titles)

    @property
    def title(self) -> str:
        """The English title, else the first by language, else ``""``."""
        return best_title(self.titles)

    @property
    def when(self) -> FuzzyDate | None:
        """The day that stands for it: signature, conclusion, announcement, else its first step.

        Steps that were taken come before those only planned.
        """
        dated = [m for m in self.milestones if m.when is not None]
        taken = [m for m in dated if m.realis is Realis.actual] or dated
        for stage in (Stage.signed, Stage.concluded, Stage.announced):
            for milestone in taken:
                if milestone.stage is stage:
                    return milestone.when
        return taken[0].when if taken else None

    @property
    def realis(self) -> Realis:
        """How real it is: ``actual`` once a step that makes it was taken, else as its last step."""
        made = [m for m in self.milestones if m.stage in MAKING_STAGES]
        if any(m.realis is Realis.actual for m in made):
            return Realis.actual
        if made:
            return max(made, key=lambda m: m.stage.rank).realis
        return Realis.proposed if self.milestones else Realis.actual

    def status(self, at: FuzzyDate | dt.date | str, *, party: ActorId | None = None) -> Status:
        """Return the stages that the agreement can be in at the end of a day.

        Args:
            at: The day; where it is not exact, every day that it may be counts.
            party: Id of the party for which it is asked, or ``None`` for the agreement as a whole.

        Returns:
            One stage where the milestones leave no doubt, several where dates are fuzzy or steps
            only planned, none before the first. An entry into force that follows from
            ``enters_into_force`` and that no milestone tells of is a step that is only planned.

        Source:
            Vienna Convention on the Law of Treaties, articles 24 and 54 to 59.
        """
        entry = self._own_entry_into_force()
        steps = self.milestones if entry is None else (*self.milestones, entry)
        day = as_fuzzy_date(at)
        if party is None:
            return agreement_status(steps, self.parties, day)
        return party_status(steps, self.parties, day, party)

    def deadlines(self, after: FuzzyDate | dt.date | str) -> tuple[Deadline, ...]:
        """Return what falls due on a day or later: planned steps, the end of the term, last notice.

        An entry into force that follows from ``enters_into_force`` counts as a planned step, and
        the term runs from it where no other is told of.

        Args:
            after: The day; what certainly was due before it is left out.

        Returns:
            Deadlines ordered by date and stage.
        """
        return deadlines_of(
            self.milestones, self.term, as_fuzzy_date(after), self._own_entry_into_force()
        )

    def _own_entry_into_force(self) -> Milestone | None:
        """Return the entry into force that its final clauses and the steps so far come to.

        A milestone that tells whether it entered into force says more than they do.
        """
        if self.enters_into_force is None or any(
            step.stage is Stage.in_force and not step.by and step.realis in _SETTLED
            for step in self.milestones
        ):
            return None
        bound = sorted(bound_parties(self.parties))
        return entry_into_force(self.milestones, bound, self.enters_into_force)

    def diagnostics(self) -> tuple[str, ...]:
        """Return a sentence for every two milestones whose order cannot be."""
        return impossible_orders(self.milestones)


_SETTLED = frozenset({Realis.actual, Realis.denied, Realis.cancelled})

MAKING_STAGES: frozenset[Stage] = frozenset(
    stage for stage in Stage if stage.rank >= Stage.agreed_in_principle.rank
)
"""Stages that an agreement can only be in once the parties agreed on something."""
