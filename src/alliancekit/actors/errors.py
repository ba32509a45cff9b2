"""What can go wrong when actors are looked up or added."""

from __future__ import annotations

from collections.abc import Sequence

from alliancekit.errors import AllianceKitError, quoted

# More problems than this are counted, not listed.
_MAX_SHOWN_PROBLEMS = 1_000


class UnknownActorError(AllianceKitError, LookupError):
    """No actor of the table has this id.

    Attributes:
        actor_id: What was asked for.
        hint: What to do instead.
    """

    def __init__(self, actor_id: str, hint: str = "add it to actors.yaml") -> None:
        super().__init__(actor_id, hint)
        self.actor_id = actor_id
        self.hint = hint

    def __str__(self) -> str:
        return f"no actor has the id {quoted(self.actor_id)}: {self.hint}"


class ActorTableError(AllianceKitError, ValueError):
    """Actors that cannot stand in one table: all problems at once.

    Attributes:
        messages: Every problem, each naming the actor, in the order of the actors given.
    """

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__(tuple(messages))
        self.messages = tuple(messages)

    def __str__(self) -> str:
        lines = list(self.messages[:_MAX_SHOWN_PROBLEMS])
        if len(self.messages) > _MAX_SHOWN_PROBLEMS:
            lines.append(f"and {len(self.messages) - _MAX_SHOWN_PROBLEMS} more problems")
        return "\n".join(lines)
