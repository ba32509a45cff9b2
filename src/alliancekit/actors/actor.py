"""What an actor is: a state, an organisation, one of its bodies, a company, a person, an office.

Types of fields are imported at run time, since records are structured from them.
"""

import re
from enum import StrEnum
from typing import TypeAlias

import attrs

from alliancekit.dates import FuzzyDate, Span
from alliancekit.errors import quoted

ActorId: TypeAlias = str
"""An id such as ``JPN``, ``NATO``, ``JPN.ATLA``: letters, digits, dots, dashes and underscores."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# ids stand in file names, calendar uids and graph keys, all of which limit them.
_MAX_ID_CHARS = 200

ANY_LANGUAGE = "und"
"""The language of a name that is the same in every language, as BCP 47 writes it."""


class ActorKind(StrEnum):
    """What sort of actor; ``other`` is for dependent territories and what no word fits."""

    STATE = "state"
    HISTORICAL_STATE = "historical_state"
    ORGANISATION = "organisation"
    BODY = "body"
    MINISTRY = "ministry"
    ARMED_FORCE = "armed_force"
    JOINT_COMMAND = "joint_command"
    COMPANY = "company"
    PERSON = "person"
    OFFICE = "office"
    NON_STATE = "non_state"
    OTHER = "other"


class SuccessionRelation(StrEnum):
    """How one actor came after another; the same word stands at both ends of the link.

    ``continuator``: the later is the same person in law (RUS after SUN). ``successor``: a new
    person takes over. ``split``: a part leaves. ``merger``: the earlier dissolves in the later.
    ``occupation``: the earlier is occupied or annexed by the later without its consent.
    """

    CONTINUATOR = "continuator"
    SUCCESSOR = "successor"
    SPLIT = "split"
    MERGER = "merger"
    OCCUPATION = "occupation"


def _check_id(instance: object, attribute: "attrs.Attribute[ActorId]", value: ActorId) -> None:
    if len(value) > _MAX_ID_CHARS or not _ID.fullmatch(value):
        raise ValueError(
            f"{attribute.name} {quoted(value)} is not an actor id: write letters, digits, '.', "
            f"'_' and '-', a letter or digit first, at most {_MAX_ID_CHARS}"
        )


def _check_text(instance: object, attribute: "attrs.Attribute[str]", value: str) -> None:
    if not value or value.isspace():
        raise ValueError(f"{attribute.name} must not be empty")


@attrs.frozen(kw_only=True)
class ActorName:
    """A name in one language, in use during ``span`` (None: always).

    Attributes:
        text: The name as written.
        language: BCP 47 tag, or ``und`` for a name that is the same in every language.
        span: When the actor was called so.
    """

    text: str = attrs.field(validator=_check_text)
    language: str = attrs.field(default=ANY_LANGUAGE, validator=_check_text)
    span: Span | None = None


@attrs.frozen(kw_only=True)
class ActorCode:
    """A code of the actor in a scheme, valid during ``span`` (None: always).

    Schemes of the built-in table: ``iso_3166_1_alpha_2``, ``iso_3166_1_alpha_3``,
    ``iso_3166_1_numeric``, ``iso_3166_3``, ``cow`` (Correlates of War number),
    ``cow_abbreviation``, ``gleditsch_ward``, ``cameo``.
    """

    scheme: str = attrs.field(validator=_check_text)
    value: str = attrs.field(validator=_check_text)
    span: Span | None = None


@attrs.frozen(kw_only=True)
class Succession:
    """A link to the actor before or after this one.

    Attributes:
        actor: The other actor.
        relation: How the later came after the earlier.
        when: The day of the change.
    """

    actor: ActorId = attrs.field(validator=_check_id)
    relation: SuccessionRelation
    when: FuzzyDate | None = None


@attrs.frozen(kw_only=True)
class Membership:
    """One stretch of membership of an actor in an organisation.

    Attributes:
        actor: The member.
        span: From the day membership takes effect to its last day; None when not known.
        role: ``""`` for a full member, else a word such as ``associate`` or ``guest``.
    """

    actor: ActorId = attrs.field(validator=_check_id)
    span: Span | None = None
    role: str = ""


@attrs.frozen(kw_only=True)
class Actor:
    """Somebody who can be a party; only ``id``, ``kind`` and ``names`` are required.

    >>> Actor(id="ACME", kind=ActorKind.COMPANY, names=(ActorName(text="Acme"),)).name()
    'Acme'

    Attributes:
        id: Unique in a table.
        kind: What sort of actor.
        names: In order of preference within each language.
        codes: Codes in other schemes.
        parent: The actor that this one belongs to.
        spells: The stretches of time in which it existed, in order; empty when not known.
        predecessors: Who came before.
        successors: Who came after.
        members: Of an organisation, each stretch of membership.
    """

    id: ActorId = attrs.field(validator=_check_id)
    kind: ActorKind
    names: tuple[ActorName, ...] = attrs.field(validator=attrs.validators.min_len(1))
    codes: tuple[ActorCode, ...] = ()
    parent: ActorId | None = attrs.field(
        default=None, validator=attrs.validators.optional(_check_id)
    )
    spells: tuple[Span, ...] = ()
    predecessors: tuple[Succession, ...] = ()
    successors: tuple[Succession, ...] = ()
    members: tuple[Membership, ...] = ()

    def name(self, language: str = "en") -> str:
        """Return the preferred name in ``language``, else in English, else the first one.

        A state that carries an ISO 3166-1 alpha-2 code is also named by CLDR.

        >>> from alliancekit.actors import get
        >>> get("VNM").name("ja"), get("NATO").name("fr")
        ('ベトナム', 'OTAN')

        Args:
            language: BCP 47 tag; ``de-AT`` falls back to ``de``.
        """
        # Imported here: CLDR is not needed to hold actors, only to name them.
        from alliancekit.actors.languages import cldr_names, tag_chain

        chain = tag_chain(language)
        alpha_2 = self.code("iso_3166_1_alpha_2")
        if alpha_2 and "en" not in chain and (text := cldr_names(language).get(alpha_2)):
            return text
        for tag in (*chain, "en"):
            if text := self._own_name(tag):
                return text
        return self.names[0].text

    def code(self, scheme: str) -> str | None:
        """Return the code in ``scheme`` that is in use, else the latest one, else None.

        >>> from alliancekit.actors import get
        >>> get("JPN").code("cow"), get("SUN").code("iso_3166_3")
        ('740', 'SUHH')
        """
        values = [code for code in self.codes if code.scheme == scheme]
        for code in values:
            if code.span is None or code.span.latest is None:
                return code.value
        return values[-1].value if values else None

    def _own_name(self, tag: str) -> str | None:
        names = [name for name in self.names if name.language in (tag, ANY_LANGUAGE)]
        for name in names:
            if name.span is None or name.span.latest is None:
                return name.text
        return names[-1].text if names else None
