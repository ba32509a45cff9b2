"""Policies that a person chooses for a field, in place of the field's own rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import attrs

from alliancekit.dates import FuzzyDate, Span
from alliancekit.kinds import Stage
from alliancekit.model import SourceId
from alliancekit.timeline.entries import FieldStatus, FusedField
from alliancekit.timeline.policies.dates import dates_left_open, leading_camp
from alliancekit.timeline.policies.statements import Chains, Statement, majority
from alliancekit.timeline.witnesses import witness_groups

Rule = Callable[[str, Sequence[Statement], Chains], FusedField]
"""How a field is fused where nothing else is chosen."""


class Policy(StrEnum):
    """Which of the values that sources give is shown.

    None of them looks at an order, and none makes a conflict less of one: what loses stays in the
    entry. Members of a set, such as parties or items, are chosen each for itself.

    Attributes:
        most_precise: The most precise value that all sources leave possible, however many give
            it; where they exclude each other none.
        majority: The value that most independent witnesses give, also where another one that
            fewer give is more precise. Of a set what more than half of them name.
        trust: What the most trusted of the sources say, by the field's own rule where these are
            several.
        unanimous: What every source says, or nothing.
    """

    most_precise = "most_precise"
    majority = "majority"
    trust = "trust"
    unanimous = "unanimous"


_EVERY = tuple(Policy)
_WITHOUT_PRECISION = (Policy.majority, Policy.trust, Policy.unanimous)
_OF_SETS = frozenset({"parties", "obligations", "quantities", "identifiers", "items"})

CHOICES: Mapping[str, tuple[Policy, ...]] = {
    # An event cannot do without a kind, and what happened supersedes its plan.
    "kind": (Policy.majority, Policy.trust),
    "realis": (Policy.trust,),
    "when": _EVERY,
    "place": _EVERY,
    "money": _EVERY,
    "milestones": _EVERY,
    **{f"milestones.{stage}": _EVERY for stage in Stage},
    **dict.fromkeys(
        (
            "subkind", "legal_form", "titles", "edition", "amendment", "term",
            "enters_into_force", "summary", *sorted(_OF_SETS),
        ),
        _WITHOUT_PRECISION,
    ),
}  # fmt: skip
"""The fields that a policy can be chosen for, and which of them fit each."""

DEFAULT_TRUST = 1
"""How far a source is trusted of which nothing is said."""


@attrs.frozen(kw_only=True, eq=False)
class Rules:
    """By what the fields of entries are fused.

    Attributes:
        chains: What each source rests on.
        policies: Chosen policies by field.
        trust: How far each source is trusted.
    """

    chains: Chains
    policies: Mapping[str, Policy] = attrs.field(factory=dict)
    trust: Mapping[SourceId, int] = attrs.field(factory=dict)

    def fuse(self, name: str, statements: Sequence[Statement], rule: Rule) -> FusedField:
        """Return a field as its policy fuses it, or its own rule where none is chosen.

        Args:
            name: Of the field; for a step of an agreement ``milestones.<stage>``, followed by
                ``.<actor>`` for each that took it.
            statements: One or more, in the order in which they were told.
            rule: The field's own.
        """
        fused = rule(name, statements, self.chains)
        policy = self._policy_of(name) if self.policies else None
        if policy is None or len(fused.claims) == 1:
            return fused
        if policy is Policy.trust:
            return self._most_trusted(fused, statements, rule)
        if name in _OF_SETS:
            return self._counted_members(fused, statements, policy)
        statements = [s for s in statements if not s.is_planned] or statements
        match policy:
            case Policy.majority:
                return self._majority(fused, statements)
            case Policy.unanimous if len({_vote_key(s.value) for s in statements}) > 1:
                return _undecided(fused, statements, "not unanimous")
            case Policy.most_precise if fused.status is FieldStatus.conflict:
                return _undecided(fused, statements, "no value holds for all")
        return fused

    def _policy_of(self, name: str) -> Policy | None:
        group, *step = name.split(".", 2)
        chosen = self.policies.get(group)
        return self.policies.get(f"{group}.{step[0]}", chosen) if step else chosen

    def _most_trusted(
        self, fused: FusedField, statements: Sequence[Statement], rule: Rule
    ) -> FusedField:
        levels = [self.trust.get(s.source, DEFAULT_TRUST) for s in statements]
        most = max(levels)
        trusted = [s for s, level in zip(statements, levels, strict=True) if level == most]
        if len(trusted) == len(statements):
            return fused
        among = rule(fused.name, trusted, self.chains)
        policy = "most trusted" if len(among.claims) == 1 else f"most trusted: {among.policy}"
        return _shown(
            fused, among.value, policy, [c.value for c in among.claims], is_tied=among.is_tied
        )

    def _counted_members(
        self, fused: FusedField, statements: Sequence[Statement], policy: Policy
    ) -> FusedField:
        """Return the members of a set that more than half of its witnesses name, or all of them."""
        groups = witness_groups([s.source for s in statements], self.chains)
        witness_of = {source: at for at, group in enumerate(groups) for source in group}
        named = {
            (witness_of[s.source], _member_key(member)) for s in statements for member in s.value
        }
        n_naming = Counter(key for _, key in named)
        least = len(groups) if policy is Policy.unanimous else len(groups) // 2 + 1
        kept = tuple(m for m in fused.value if n_naming[_member_key(m)] >= least)
        return _shown(fused, kept, str(policy), [kept], is_tied=not kept)

    def _majority(self, fused: FusedField, statements: Sequence[Statement]) -> FusedField:
        if fused.is_tied:
            return fused
        if fused.name == "when" or fused.name.startswith("milestones."):
            if all(s.is_planned for s in statements):
                return fused  # plans do not vote: the latest stands
            statements = leading_camp(statements, self.chains)
        value, is_won = majority(statements, self.chains, _vote_key)
        if not is_won:
            return fused
        winners = [s.value for s in statements if _vote_key(s.value) == _vote_key(value)]
        return _shown(fused, value, "majority", winners)


def _vote_key(value: Any) -> Any:
    """Return what makes two values one in a vote: how a date is worded tells nothing."""
    return value.edtf if isinstance(value, FuzzyDate | Span) else value


def _member_key(member: Any) -> Any:
    """Return what makes two members of a set one: the actor of a party, else all of it."""
    return getattr(member, "actor", member)


def _undecided(fused: FusedField, statements: Sequence[Statement], policy: str) -> FusedField:
    return _shown(fused, dates_left_open([s.value for s in statements]), policy, (), is_tied=True)


def _shown(
    fused: FusedField, value: Any, policy: str, winners: Sequence[Any], *, is_tied: bool = False
) -> FusedField:
    return attrs.evolve(
        fused,
        value=value,
        claims=tuple(sorted(fused.claims, key=lambda claim: claim.value not in winners)),
        policy=policy,
        is_tied=is_tied,
    )
