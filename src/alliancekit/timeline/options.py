"""What a merge may be told besides the facts."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar, cast

import attrs

from alliancekit.errors import OptionsError, on_one_line, quoted
from alliancekit.timeline.policies import CHOICES, Policy

MAX_TRUST = 1_000
"""How far a source can be trusted at most."""


_V = TypeVar("_V")


def _policies(
    given: Mapping[str, Policy | str] | Iterable[tuple[str, Policy | str]],
) -> tuple[tuple[str, Policy], ...]:
    return tuple((name, _policy(word)) for name, word in _pairs("policies", given))


def _policy(word: Policy | str) -> Policy:
    try:
        return Policy(word)
    except ValueError:
        return cast(Policy, word)  # the check below says what is wrong with it


def _trust(given: Mapping[str, int] | Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return _pairs("trust", given)


def _pairs(
    option: str, given: Mapping[str, _V] | Iterable[tuple[str, _V]]
) -> tuple[tuple[str, _V], ...]:
    try:
        return tuple(sorted(dict(given).items()))
    except (TypeError, ValueError):
        message = f"{option}: {quoted(given)} is neither a mapping nor pairs of a name and a value"
        raise OptionsError(quoted(given), [message]) from None


@attrs.frozen(kw_only=True)
class MergeOptions:
    """What a merge may be told besides the facts.

    >>> options = MergeOptions(policies={"money": "trust"}, trust={"Reuters": 5})
    >>> options.policies
    (('money', <Policy.trust: 'trust'>),)

    Attributes:
        as_of: The day that the timeline speaks for; ``None`` for the latest day of
            publication among the sources.
        policies: Which value of a field is shown, as pairs of the field and its policy, ordered;
            a mapping will do. A field that is not named goes by its own rule: what refines a
            value is shown for it, what contradicts it wins with more independent witnesses, and
            where none has more there is a tie. ``milestones`` is for every step of agreements,
            ``milestones.<stage>`` for one.
        trust: How far sources are trusted, as pairs of an outlet, or the id of a source, and a
            whole number from 0 to 1,000, ordered; a mapping will do. Whoever is not named counts
            1. It matters to fields whose policy is ``trust``.
        counts_copies_once: Whether sources that repeat each other word for word are one witness
            though none says that it rests on the other.

    Raises:
        OptionsError: A value of another type, a field or policy that there is not, a policy that
            does not fit its field, trust that is no such number or is asked for and not given; all
            problems at once.
    """

    as_of: dt.date | None = None
    policies: tuple[tuple[str, Policy], ...] = attrs.field(default=(), converter=_policies)
    trust: tuple[tuple[str, int], ...] = attrs.field(default=(), converter=_trust)
    counts_copies_once: bool = True

    def __attrs_post_init__(self) -> None:
        messages = [*_policy_problems(self.policies), *_trust_problems(self.trust)]
        if type(self.as_of) not in (dt.date, type(None)):
            messages.insert(0, f"as_of: {quoted(self.as_of)} is no datetime.date")
        if not isinstance(self.counts_copies_once, bool):
            given = quoted(self.counts_copies_once)
            messages.append(f"counts_copies_once: {given} is neither True nor False")
        asking = [name for name, policy in self.policies if policy is Policy.trust]
        if asking and not self.trust:
            messages.append(
                f"policies.{asking[0]}: 'trust' needs to know whom: add trust, an outlet or the id "
                "of a source with a number above 1"
            )
        if messages:
            raise OptionsError(quoted(self), messages)


def _policy_problems(policies: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, word in policies:
        fitting = CHOICES.get(name)
        if fitting is None:
            near = difflib.get_close_matches(str(name)[:80], sorted(CHOICES), n=1)
            fields = sorted(field for field in CHOICES if "." not in field)
            hint = f"did you mean {near[0]}?" if near else f"use one of {', '.join(fields)}"
            yield f"policies.{on_one_line(str(name))}: no field of this name has a policy: {hint}"
        elif word not in fitting:
            what = "does not fit this field" if isinstance(word, Policy) else "is no policy"
            yield f"policies.{name}: {quoted(str(word))} {what}: use {' or '.join(fitting)}"


def _trust_problems(trust: Iterable[tuple[str, object]]) -> Iterator[str]:
    for name, level in trust:
        if not isinstance(name, str) or not name:
            yield f"trust: {quoted(str(name))} is no outlet and no id of a source: name one"
        elif type(level) is not int or not 0 <= level <= MAX_TRUST:
            yield (
                f"trust.{on_one_line(name)}: {quoted(str(level))} is no whole number from 0 to "
                f"{MAX_TRUST}: write one, 1 for as much as any other source"
            )
