"""The written forms of whole facts: sources, events, agreements, decisions and actors."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import attrs
import cattrs

from alliancekit.actors import (
    Actor,
    ActorCode,
    ActorKind,
    ActorName,
    Membership,
    Succession,
    SuccessionRelation,
)
from alliancekit.errors import RecordError, quoted
from alliancekit.kinds import AgreementKind, EventKind, LegalForm, Realis
from alliancekit.model import Agreement, Decision, Event, Judgement, Source
from alliancekit.records.converter import (
    Hook,
    choice,
    class_hook,
    each,
    iso_day,
    near,
    strict_converter,
    text,
    tuple_of,
)
from alliancekit.records.forms import (
    DateHooks,
    PartHooks,
    checked_text,
    extra,
    one_or_many,
    optional,
    sum_in_words,
)
from alliancekit.records.scopes import reference
from alliancekit.records.trees import mismatch, refusal, step


@attrs.frozen(kw_only=True)
class Forms:
    """What makes each fact of its written form.

    Attributes:
        event: Of a mapping with ``event``.
        agreement: Of a mapping with ``agreement``.
        source: Of a mapping; ``based_on`` holds ids only.
        decision: Of a mapping with one judgement, such as ``same``.
        actor: Of a mapping.
    """

    event: Callable[[Any], Event]
    agreement: Callable[[Any], Agreement]
    source: Callable[[Any], Source]
    decision: Callable[[Any], Decision]
    actor: Callable[[Any], Actor]


@cache
def forms(*, detailed: bool) -> Forms:
    """Return the forms.

    Args:
        detailed: Whether every problem of a fact is collected; slower, for facts that failed.
    """
    converter = strict_converter(detailed=detailed)
    as_text: Hook = checked_text if detailed else text
    converter.register_structure_hook(str, as_text)
    date_hooks = DateHooks(converter)
    told_days = DateHooks(converter, reads_words=True)
    parts = PartHooks(converter, told_days, as_text, detailed=detailed)
    texts = one_or_many(as_text)
    references = one_or_many(reference)

    shared: dict[str, Hook] = {
        "titles": parts.titles,
        "parties": parts.parties,
        "place": optional(parts.place),
        "money": optional(parts.money),
        "quantities": parts.quantities,
        "identifiers": parts.identifiers,
        "items": texts,
        "cites": texts,
        "extra": extra,
    }
    event = class_hook(
        converter,
        Event,
        renamed={"kind": "event", "titles": "title"},
        hooks={
            **shared,
            "kind": choice(EventKind, "kind", _event_hint),
            "when": optional(told_days.when),
            "realis": choice(Realis),
            "about": references,
            "part_of": references,
            "follows": references,
        },
    )
    agreement = class_hook(
        converter,
        Agreement,
        renamed={"kind": "agreement", "titles": "title"},
        hooks={
            **shared,
            "kind": choice(AgreementKind, "kind", _agreement_hint),
            "legal_form": optional(choice(LegalForm)),
            "milestones": parts.milestones,
            "term": optional(parts.term),
            "enters_into_force": optional(parts.guard),
            "obligations": parts.obligations,
            "under": references,
            "amends": references,
            "succeeds": references,
            "related": references,
        },
    )
    source = class_hook(
        converter, Source, hooks={"published": optional(date_hooks.day), "based_on": texts}
    )
    return Forms(
        event=_of_claim(event),
        agreement=_of_claim(agreement),
        source=_of_one(source),
        decision=_decision_form(converter, texts),
        actor=_actor_form(converter, date_hooks),
    )


def _of_one(hook: Hook) -> Callable[[Any], Any]:
    return lambda value: hook(value, None)


def _of_claim(hook: Hook) -> Callable[[Any], Any]:
    """Return the form of a claim, which keeps the words of a sum in ``extra``."""

    def structure(value: dict[str, Any]) -> Event | Agreement:
        says: Event | Agreement = hook(value, None)
        words = sum_in_words(value.get("money"))
        if words is None:
            return says
        kept = dict(says.extra)
        if kept.setdefault("money", words) != words:
            message = "the words of the sum are kept here as 'money': give this another name"
            raise refusal("duplicate_key", message, "/extra/money")
        return attrs.evolve(says, extra=tuple(kept.items()))

    return structure


def _event_hint(value: str) -> str:
    is_agreement = value in {kind.value for kind in AgreementKind}
    return f"it is a kind of agreement, write 'agreement: {value}'" if is_agreement else ""


def _agreement_hint(value: str) -> str:
    if value in {form.value for form in LegalForm}:
        return f"it is a legal form, write 'legal_form: {value}', and what it is about as the kind"
    is_event = value in {kind.value for kind in EventKind}
    return f"it is a kind of event, write 'event: {value}'" if is_event else ""


def _decision_form(converter: cattrs.Converter, texts: Hook) -> Callable[[Any], Decision]:
    hooks: dict[str, Hook] = {
        "judgement": choice(Judgement),
        "records": tuple_of(text),
        "made": optional(iso_day),
        "supersedes": texts,
        "digests": _digests,
    }
    one_record = {**hooks, "records": one_or_many(text)}
    shapes = {
        Judgement.same: class_hook(converter, Decision, renamed={"records": "same"}, hooks=hooks),
        Judgement.different: class_hook(
            converter, Decision, renamed={"records": "different"}, hooks=hooks
        ),
        Judgement.not_part_of: class_hook(
            converter, Decision, renamed={"records": "not_part_of"}, hooks=hooks
        ),
        Judgement.prefer: class_hook(
            converter, Decision, renamed={"records": "prefer"}, hooks=one_record
        ),
        Judgement.withdraw: class_hook(
            converter, Decision, renamed={"supersedes": "withdraw"}, hooks=hooks
        ),
    }

    def structure(value: Any) -> Decision:
        if not isinstance(value, dict):
            raise mismatch(f"a decision, a mapping with one of {', '.join(Judgement)}", value)
        given = [judgement for judgement in Judgement if judgement.value in value]
        if len(given) != 1:
            raise _no_judgement(value, given)
        if "judgement" in value:
            raise refusal(
                "unknown_field",
                "the judgement is the key of the records: remove this",
                "/judgement",
            )
        foreign = _FOREIGN_KEYS[given[0]] & value.keys()
        if foreign:
            name = min(foreign)
            raise refusal(
                "unknown_field", f"{name} does not go with {given[0]}: remove it", f"/{name}"
            )
        return shapes[given[0]]({**value, "judgement": given[0].value}, None)  # type: ignore[no-any-return]

    return structure


_FOREIGN_KEYS = {
    judgement: frozenset({"field", "value"} if judgement is not Judgement.prefer else ())
    | frozenset({"records"} if judgement is Judgement.withdraw else ())
    for judgement in Judgement
}
_DECISION_KEYS = frozenset(field.name for field in attrs.fields(Decision))


def _no_judgement(value: dict[str, Any], given: list[Judgement]) -> RecordError:
    if given:
        return refusal(
            "decision",
            f"{' and '.join(given)} are two judgements: make two decisions of it",
        )
    unknown = [key for key in value if key not in _DECISION_KEYS]
    if unknown:
        hint = near(unknown[0], Judgement)
        return refusal(
            "decision", f"{quoted(unknown[0])} is no judgement: {hint}", step(unknown[0])
        )
    return refusal("decision", f"the judgement is missing: give one of {', '.join(Judgement)}")


def _digests(value: object, _type: object = None) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise mismatch("a mapping from ids of records to digests", value)
    return tuple(zip(value, each(value.items(), text), strict=True))


def _actor_form(converter: cattrs.Converter, date_hooks: DateHooks) -> Callable[[Any], Actor]:
    # Actors check little of their texts themselves, so theirs are always checked here.
    span = optional(date_hooks.span)
    name = class_hook(
        converter, ActorName, hooks={"text": checked_text, "language": checked_text, "span": span}
    )
    code = class_hook(
        converter, ActorCode, hooks={"scheme": checked_text, "value": checked_text, "span": span}
    )
    succession = class_hook(
        converter,
        Succession,
        hooks={
            "actor": checked_text,
            "relation": choice(SuccessionRelation),
            "when": optional(date_hooks.day),
        },
    )
    membership = class_hook(
        converter,
        Membership,
        hooks={"actor": checked_text, "span": span, "role": checked_text},
    )

    def names(value: object, _type: object = None) -> tuple[ActorName, ...]:
        if isinstance(value, str):
            return (ActorName(text=checked_text(value)),)
        if isinstance(value, list):
            return tuple(each(enumerate(value), lambda one: name(one, None)))
        if not isinstance(value, dict):
            raise mismatch("a name, or names by language", value)
        by_language = each(value.items(), lambda found: one_or_many(checked_text)(found, None))
        return tuple(
            ActorName(text=written, language=checked_text(language))
            for language, found in zip(value, by_language, strict=True)
            for written in found
        )

    def codes(value: object, _type: object = None) -> tuple[ActorCode, ...]:
        if isinstance(value, dict):
            values = each(value.items(), lambda found: checked_text(found))
            return tuple(
                ActorCode(scheme=checked_text(scheme), value=found)
                for scheme, found in zip(value, values, strict=True)
            )
        return tuple_of(code)(value, None)  # type: ignore[no-any-return]

    hook = class_hook(
        converter,
        Actor,
        renamed={"names": "name"},
        hooks={
            "id": checked_text,
            "kind": choice(ActorKind, "kind"),
            "names": names,
            "codes": codes,
            "parent": optional(checked_text),
            "spells": one_or_many(date_hooks.span),
            "predecessors": tuple_of(succession),
            "successors": tuple_of(succession),
            "members": tuple_of(membership),
        },
    )
    return _of_one(hook)
