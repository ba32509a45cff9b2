"""What events and agreements are made of: titles, parties, milestones, places and the like."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs

from alliancekit import _checks as checks
from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate, Span, sort_key
from alliancekit.errors import quoted
from alliancekit.kinds import ObligationKind, Realis, Role, Stage
from alliancekit.model import fields
from alliancekit.money import Bound

_ROLE_ORDER = {role: order for order, role in enumerate(Role)}


def language_code(_instance: object, attribute: attrs.Attribute[str], value: object) -> None:
    """Validate a language tag such as ``vi`` or ``zh-Hant``."""
    checks.check_id(value, attribute.name)


@attrs.frozen(kw_only=True)
class Title:
    """A title and the language that it is in.

    Attributes:
        text: The title, as given.
        language: BCP 47 tag, such as ``en`` or ``vi``.
    """

    text: str = attrs.field(validator=checks.filled_text)
    language: str = attrs.field(default="en", validator=language_code)


@attrs.frozen(kw_only=True)
class Party:
    """An actor and what it does in an event or an agreement.

    Attributes:
        actor: Id of the state, organisation or company.
        role: What it does.
        via: Ids of the actors that act for it, such as a ministry.
        people: Names of the persons who speak or sign for it.
        span: When it is a party, where that differs from the agreement's life.
    """

    actor: ActorId = attrs.field(validator=checks.identifier)
    role: Role = fields.choice(Role, default=Role.party)
    via: tuple[ActorId, ...] = fields.ids()
    people: tuple[str, ...] = fields.texts()
    span: Span | None = fields.optional(Span)


def _degrees(most: int) -> Any:
    def convert(value: object) -> object:
        # Adding zero turns -0.0 into 0.0: equal places are then written alike.
        return float(value) + 0.0 if type(value) in (int, float) else value  # type: ignore[arg-type]

    def validate(_instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if value is not None and not (isinstance(value, float) and -most <= value <= most):
            raise checks.model_error(
                "number",
                attribute.name,
                f"must be degrees from -{most} to {most}, not {quoted(value)}",
            )

    return attrs.field(default=None, converter=convert, validator=validate)


@attrs.frozen(kw_only=True)
class Place:
    """Where something is.

    Attributes:
        name: City, building or region, or ``""``.
        country: Id of the state it lies in, or ``None``.
        latitude: Degrees north, -90 to 90.
        longitude: Degrees east, -180 to 180.
    """

    name: str = fields.text()
    country: ActorId | None = fields.optional_id()
    latitude: float | None = _degrees(90)
    longitude: float | None = _degrees(180)

    def __attrs_post_init__(self) -> None:
        if not self.name and self.country is None and self.latitude is None:
            raise checks.model_error("empty", "", "a place needs a name, a country or coordinates")
        if (self.latitude is None) != (self.longitude is None):
            raise checks.model_error(
                "number", "", "latitude and longitude go together: give both or neither"
            )


@attrs.frozen(kw_only=True)
class Milestone:
    """A step in the life of an agreement.

    Attributes:
        stage: Which step.
        when: The day it was, or will be, reached.
        realis: Whether it was reached.
        by: Ids of the parties that took it, or nothing for the agreement as a whole.
        place: Where.
        cites: Locators in the source.
    """

    stage: Stage = attrs.field(validator=checks.instance(Stage))
    when: FuzzyDate | None = fields.optional(FuzzyDate)
    realis: Realis = fields.choice(Realis, default=Realis.actual)
    by: tuple[ActorId, ...] = fields.ids()
    place: Place | None = fields.optional(Place)
    cites: tuple[str, ...] = fields.texts()


@attrs.frozen(kw_only=True)
class Quantity:
    """A number of things.

    Attributes:
        what: What is counted, such as ``personnel``.
        low: Lower end, or the number itself.
        high: Upper end, >= low.
        unit: Unit of measure, or ``""`` for a plain count.
        bound: How the number stands to the true one.
    """

    what: str = attrs.field(validator=checks.filled_text)
    low: Decimal = attrs.field(converter=checks.plain_number, validator=checks.number)
    high: Decimal = attrs.field(
        default=attrs.Factory(lambda self: self.low, takes_self=True),
        converter=checks.plain_number,
        validator=checks.number,
    )
    unit: str = fields.text()
    bound: Bound = fields.choice(Bound, default=Bound.exact)

    def __attrs_post_init__(self) -> None:
        checks.check_range(self.low, self.high)


@attrs.frozen(kw_only=True)
class Identifier:
    """An id that others gave: a treaty series number or the id in a data set.

    Attributes:
        scheme: Who counts, such as ``UNTS`` or ``ATOP``.
        value: The id.
    """

    scheme: str = attrs.field(validator=checks.filled_text)
    value: str = attrs.field(validator=checks.filled_text)


@attrs.frozen(kw_only=True)
class Term:
    """How long an agreement lasts.

    Attributes:
        months: Length in months, > 0, or ``None`` where none is said.
        renewal: How it is renewed, in words.
        notice_months: Months between notice and end, >= 0, or ``None``.
    """

    months: int | None = attrs.field(default=None, validator=checks.whole(1, 12_000, optional=True))
    renewal: str = fields.text()
    notice_months: int | None = attrs.field(
        default=None, validator=checks.whole(0, 12_000, optional=True)
    )


@attrs.frozen(kw_only=True)
class Obligation:
    """What one party owes the others.

    Attributes:
        kind: What is owed.
        debtor: Id of the party that owes it.
        creditors: Ids of those it is owed to, or nothing for every other party.
        terms: Under what conditions, in words.
    """

    kind: ObligationKind = attrs.field(validator=checks.instance(ObligationKind))
    debtor: ActorId = attrs.field(validator=checks.identifier)
    creditors: tuple[ActorId, ...] = fields.ids()
    terms: str = fields.text()


def party_key(party: Party) -> tuple[object, ...]:
    """Return the order of parties: by role, then by actor, then by what is said of them."""
    return (_ROLE_ORDER[party.role], party.actor, party.via, party.people, sort_key(party.span))


def milestone_key(milestone: Milestone) -> tuple[object, ...]:
    """Return the order of milestones: by date, then by stage, then by what they say."""
    return (
        sort_key(milestone.when),
        milestone.stage.rank,
        milestone.realis,
        milestone.by,
        repr(milestone.place),
        milestone.cites,
    )
