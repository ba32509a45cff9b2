"""Mappings: what the columns and cells of a foreign table mean, as data.

Types of fields are imported at run time, since mappings are structured from files.
"""

# ruff: noqa: RUF009 - fields are made by small functions of attrs.field

from typing import Any, Literal

import attrs

from alliancekit import _checks as checks
from alliancekit.errors import quoted
from alliancekit.kinds import (
    AgreementKind,
    EventKind,
    LegalForm,
    ObligationKind,
    Realis,
    Role,
    Stage,
)
from alliancekit.model import fields
from alliancekit.tables.forms import TableForm

Words = tuple[tuple[str, str], ...]
"""Pairs of a cell and what it means, written as a mapping."""


def _filled(_instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if not value:
        raise checks.model_error("empty", attribute.name, "must not be empty")


def _texts(*, filled: bool = False) -> Any:
    """Return the field of texts in their own order."""
    check = checks.every(checks.check_text)
    if filled:
        return attrs.field(validator=[check, _filled])
    return attrs.field(default=(), validator=check)


def _rules(type_: type) -> Any:
    """Return the field of rules in their own order."""
    return attrs.field(default=(), validator=checks.tuple_of(type_))


def _words(*, filled: bool = False) -> Any:
    """Return the field of cells and what they mean."""
    if filled:
        return attrs.field(validator=[_check_pairs, _filled])
    return attrs.field(default=(), validator=_check_pairs)


def _check_pairs(_instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if not isinstance(value, tuple) or any(
        not isinstance(pair, tuple) or [*map(type, pair)] != [str, str] for pair in value
    ):
        raise checks.model_error("type", attribute.name, "must be pairs of a cell and a word")
    if len({cell for cell, _ in value}) < len(value):
        raise checks.model_error("duplicate_key", attribute.name, "a cell stands twice: keep one")


@attrs.frozen(kw_only=True)
class Condition:
    """That a cell holds one of some texts.

    Attributes:
        column: Its column; a table without it never meets the condition.
        values: The texts.
    """

    column: str = attrs.field(validator=checks.filled_text)
    values: tuple[str, ...] = _texts(filled=True)


@attrs.frozen(kw_only=True)
class DateRule:
    """A day, from one column or from those of its year, month and day.

    Attributes:
        column: Column of the whole date, or ``""``.
        form: ``edtf``; ``messydates``, which writes a range as ``a..b`` or ``a:b``; or
            ``as_written``, EDTF or words such as "last week".
        language: BCP 47 tag of the words, or ``""`` for that of the source.
        country: ISO 3166-1 alpha-3: the country that the words speak of, or ``""``.
        anchor: Column of the day from which they are seen, in EDTF, or ``""`` for the day on which
            the source appeared.
        year: Column of the year, or ``""``.
        month: Column of the month, or ``""``.
        day: Column of the day, or ``""``.
        unknown: Cells that say that there is a date or part of it, but not which.
        open: Cells that say that there is none: the thing has no end.
        censored: When watching stopped; a date beside it is the last day of watching.
        approximate: When the date is an estimate, ``~``.
        uncertain: When the date is in doubt, ``?``.
        impossible: What happens to a day that no calendar has: the row is rejected, or the cell
            stands in ``extra`` alone.
    """

    column: str = ""
    form: Literal["edtf", "messydates", "as_written"] = "edtf"
    language: str = ""
    country: str = ""
    anchor: str = ""
    year: str = ""
    month: str = ""
    day: str = ""
    unknown: tuple[str, ...] = _texts()
    open: tuple[str, ...] = _texts()
    censored: Condition | None = fields.optional(Condition)
    approximate: tuple[Condition, ...] = _rules(Condition)
    uncertain: tuple[Condition, ...] = _rules(Condition)
    impossible: Literal["reject", "keep"] = "reject"

    def __attrs_post_init__(self) -> None:
        if bool(self.column) == bool(self.year):
            raise checks.model_error("date", "", "give either the column or the year of a date")
        if (self.month and not self.year) or (self.day and not self.month):
            raise checks.model_error("date", "", "a day needs its month, and a month its year")
        is_in_words = bool(self.column) and self.form == "as_written"
        if not is_in_words and (self.language or self.country or self.anchor):
            message = "language, country and anchor are of a column whose form is as_written"
            raise checks.model_error("date", "", message)


@attrs.frozen(kw_only=True)
class SpanRule:
    """A stretch of time.

    Attributes:
        start: Its first day; where only this is given it is a single day.
        end: Its last day.
    """

    start: DateRule
    end: DateRule | None = fields.optional(DateRule)


@attrs.frozen(kw_only=True)
class VocabularyRule:
    """What the words of a column mean.

    Attributes:
        column: The column.
        values: Meaning by cell.
        closed: Whether another cell is a problem; else the next rule is asked.
    """

    column: str = attrs.field(validator=checks.filled_text)
    values: Words = _words(filled=True)
    closed: bool = False


@attrs.frozen(kw_only=True)
class TitleRule:
    """A title.

    Attributes:
        column: Its column.
        language: BCP 47 tag.
    """

    column: str = attrs.field(validator=checks.filled_text)
    language: str = "en"


@attrs.frozen(kw_only=True)
class PartyRule:
    """Columns that name parties.

    Attributes:
        columns: Their names; ``c1..c91`` stands for all from the first to the last.
        schemes: How a cell names an actor, tried in order: ``id``, ``name``, or a scheme of codes
            such as ``cow`` (see :class:`~alliancekit.actors.ActorCode`).
        language: BCP 47 tag of the names.
        digits: Length to which a code is filled up with zeros.
        separator: Between several parties in one cell, or ``""``.
        values: Id of the actor by cell, which goes before the schemes; ``""`` is no party.
        role: What the parties do.
        span: When each is a party.
        otherwise: What an unresolved cell becomes: an actor of one's own, a problem, or nothing but
            a cell in ``extra``.
        namespace: Word that own actors are known by, such as ``COW``.
    """

    columns: tuple[str, ...] = _texts(filled=True)
    schemes: tuple[str, ...] = attrs.field(
        default=("id", "name"), validator=[checks.every(checks.check_text), _filled]
    )
    language: str = "en"
    digits: int = attrs.field(default=0, validator=checks.whole(0, 10))
    separator: str = ""
    values: Words = _words()
    role: Role = fields.choice(Role, default=Role.party)
    span: SpanRule | None = fields.optional(SpanRule)
    otherwise: Literal["own", "reject", "keep"] = "own"
    namespace: str = attrs.field(default="table", validator=checks.identifier)


@attrs.frozen(kw_only=True)
class MilestoneRule:
    """A step in the life of an agreement.

    Attributes:
        stage: Which step.
        when: Its day; without one there is no milestone.
        where: When the rule holds, or always.
        realis: Whether the step was taken.
        by_party: Whether the parties of the row took it, or the agreement as a whole.
    """

    stage: Stage = attrs.field(validator=checks.instance(Stage))
    when: DateRule
    where: Condition | None = fields.optional(Condition)
    realis: Realis = fields.choice(Realis, default=Realis.actual)
    by_party: bool = False


@attrs.frozen(kw_only=True)
class ObligationRule:
    """What the parties of a row owe.

    Attributes:
        kind: What is owed.
        where: When it is.
    """

    kind: ObligationKind = attrs.field(validator=checks.instance(ObligationKind))
    where: Condition


@attrs.frozen(kw_only=True)
class QuantityRule:
    """A number of things.

    Attributes:
        what: What is counted.
        column: Column of the number.
        unit: Unit of measure, or ``""`` for a plain count.
        approximate: When the number is an estimate.
    """

    what: str = attrs.field(validator=checks.filled_text)
    column: str = attrs.field(validator=checks.filled_text)
    unit: str = ""
    approximate: tuple[Condition, ...] = _rules(Condition)


@attrs.frozen(kw_only=True)
class MoneyRule:
    """A sum of money.

    Attributes:
        column: Its column, of sums such as ``USD 3 million`` or of words such as "3 billion yen".
        currency: ISO 4217 code of cells that hold a number alone, or ``""``.
        scale: What such a number counts.
        language: BCP 47 tag of the words, or ``""`` for that of the source.
        country: ISO 3166-1 alpha-3: the country whose dollar or pound is meant, or ``""``.
    """

    column: str = attrs.field(validator=checks.filled_text)
    currency: str = ""
    scale: Literal["", "thousand", "million", "billion"] = ""
    language: str = ""
    country: str = ""


@attrs.frozen(kw_only=True)
class PlaceRule:
    """Where something is.

    Attributes:
        name: Column of its name, or ``""``.
        latitude: Column of its degrees north, or ``""``.
        longitude: Column of its degrees east, or ``""``.
    """

    name: str = ""
    latitude: str = ""
    longitude: str = ""


@attrs.frozen(kw_only=True)
class IdentifierRule:
    """An id that others gave.

    Attributes:
        scheme: Who counts.
        column: Column of the id.
    """

    scheme: str = attrs.field(validator=checks.filled_text)
    column: str = attrs.field(validator=checks.filled_text)


@attrs.frozen(kw_only=True)
class Mapping:
    """What a foreign table says.

    Columns that no rule names, and those that the table lacks, are no problem; all cells that are
    not empty stand in ``extra``, whether a rule takes them or not.

    Attributes:
        name: Short name, which is also the id of the source unless another is given.
        title: The data set.
        codebook: Edition of the codebook that the mapping follows.
        record: What a row tells of.
        table: How the file is written.
        required: Columns without which this is not the table that is meant.
        key: Columns whose cells make the id of a record; without one the number of the row does.
        grouped: Whether the rows of one key tell of one thing.
        missing: Cells that say nothing, besides the empty one.
        titles: Where titles stand.
        kind: The kind where no rule finds another.
        kinds: Rules for the kind, the first that finds one counts.
        subkind: Column of the kind in the data set's own words, or ``""``.
        legal_forms: Rules for the legal form of an agreement.
        realis: Rules for whether an event happened.
        when: When an event happens.
        parties: Who takes part.
        milestones: Steps of an agreement's life.
        obligations: What the parties of an agreement owe.
        money: The sum of money at stake.
        quantities: Numbers of things.
        place: Where it is.
        identifiers: Ids.
        items: Columns that name weapons, projects or goods.
        summary: Column of a description, or ``""``.
    """

    name: str = attrs.field(validator=checks.identifier)
    title: str = attrs.field(validator=checks.filled_text)
    codebook: str = attrs.field(default="", validator=checks.text)
    record: Literal["event", "agreement"]
    table: TableForm = TableForm()
    required: tuple[str, ...] = _texts()
    key: tuple[str, ...] = _texts()
    grouped: bool = False
    missing: tuple[str, ...] = _texts()
    titles: tuple[TitleRule, ...] = _rules(TitleRule)
    kind: str = "other"
    kinds: tuple[VocabularyRule, ...] = _rules(VocabularyRule)
    subkind: str = ""
    legal_forms: tuple[VocabularyRule, ...] = _rules(VocabularyRule)
    realis: tuple[VocabularyRule, ...] = _rules(VocabularyRule)
    when: SpanRule | None = fields.optional(SpanRule)
    parties: tuple[PartyRule, ...] = _rules(PartyRule)
    milestones: tuple[MilestoneRule, ...] = _rules(MilestoneRule)
    obligations: tuple[ObligationRule, ...] = _rules(ObligationRule)
    money: MoneyRule | None = fields.optional(MoneyRule)
    quantities: tuple[QuantityRule, ...] = _rules(QuantityRule)
    place: PlaceRule | None = fields.optional(PlaceRule)
    identifiers: tuple[IdentifierRule, ...] = _rules(IdentifierRule)
    items: tuple[str, ...] = _texts()
    summary: str = ""

    def __attrs_post_init__(self) -> None:
        kinds = EventKind if self.record == "event" else AgreementKind
        _check_words("kind", [self.kind], kinds)
        for name, rules, vocabulary in (
            ("kinds", self.kinds, kinds),
            ("legal_forms", self.legal_forms, LegalForm),
            ("realis", self.realis, Realis),
        ):
            _check_words(name, [word for rule in rules for _, word in rule.values], vocabulary)
        if self.grouped and not self.key:
            raise checks.model_error("key", "grouped", "rows are grouped by a key: give one")
        only = (
            ("legal_forms", "milestones", "obligations")
            if kinds is EventKind
            else ("realis", "when")
        )
        for name in only:
            if getattr(self, name):
                message = f"is not a field of an {self.record}: remove it"
                raise checks.model_error("unknown_field", name, message)


def _check_words(name: str, words: list[str], vocabulary: Any) -> None:
    known = [str(member.value) for member in vocabulary]
    for word in words:
        if word not in known:
            message = f"{quoted(word)} is not known: use one of {', '.join(known)}"
            raise checks.model_error("choice", name, message)
