"""Every exception and warning that alliancekit raises.

Each exception carries its facts as attributes, is also a builtin kind, and pickles. A message
says what is wrong with which thing and what to do; values are quoted with :func:`quoted`, so
that hostile text can neither break a line nor flood a terminal.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

# A value longer than this says nothing more about what is wrong with it.
_MAX_QUOTED_CHARS = 200
# A report of problems longer than this is not read; the count stays exact.
_MAX_SHOWN_PROBLEMS = 1_000


def quoted(value: object) -> str:
    r"""Return ``value`` as one printable line of at most 200 characters.

    Letters of every script stay, so that whoever wrote them finds them again; what moves the
    cursor, turns the direction of writing or cannot be seen is escaped.

    >>> quoted("Nhật\x1b[2J\u202e")
    "'Nhật\\x1b[2J\\u202e'"
    """
    return _cut(repr(value[: _MAX_QUOTED_CHARS + 1] if isinstance(value, (str, bytes)) else value))


def on_one_line(text: str) -> str:
    r"""Return a text as one printable line of at most 200 characters, without quotes.

    >>> on_one_line("Nhật's\n\u202e")
    "Nhật's\\n\\u202e"
    """
    return _cut(_escaped(text[: _MAX_QUOTED_CHARS + 1]))


def _escaped(text: str) -> str:
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def _cut(line: str) -> str:
    if len(line) <= _MAX_QUOTED_CHARS:
        return line
    return f"{line[: _MAX_QUOTED_CHARS - 3]}..."


class AllianceKitError(Exception):
    """The root of every error that alliancekit raises on purpose."""


class DateError(AllianceKitError, ValueError):
    """A text that is not a date, or an operation that a date does not allow.

    Attributes:
        text: What was given.
        reason: What is wrong with it.
    """

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(text, reason)
        self.text = text
        self.reason = reason

    def __str__(self) -> str:
        return f"{quoted(self.text)} is not a date: {self.reason}"


@attrs.frozen(kw_only=True)
class Problem:
    """One thing that is wrong in what was read.

    Attributes:
        code: Stable name of the kind of problem, such as ``unknown_field`` or ``limit.depth``.
        source: File or stream that it stands in.
        line: Line, from 1, or 0 where the format has none.
        record: Id or index of the record, or ``""`` for the whole file.
        path: JSON pointer from the record to the field.
        message: What is wrong and what to do.
    """

    code: str
    source: str
    line: int = 0
    record: str = ""
    path: str = ""
    message: str

    def __str__(self) -> str:
        # Whole, however long: a path that is cut leads nowhere.
        source = _escaped(self.source)
        place = f"{source}:{self.line}" if self.line else source
        record = f" record {quoted(self.record)}" if self.record else ""
        path = f" {on_one_line(self.path)}" if self.path else ""
        return f"{place}{record}{path}: {self.message}".lstrip(" :")


class _ProblemsError(AllianceKitError, ValueError):
    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(tuple(problems))
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return _listed(self.problems)


def _listed(problems: Sequence[object]) -> str:
    lines = [str(problem) for problem in problems[:_MAX_SHOWN_PROBLEMS]]
    if len(problems) > _MAX_SHOWN_PROBLEMS:
        lines.append(f"and {len(problems) - _MAX_SHOWN_PROBLEMS} more problems")
    return "\n".join(lines)


class RecordError(_ProblemsError):
    """Records that cannot be read or built: all problems at once.

    Attributes:
        problems: Every problem, in the order of files, lines and paths.
    """


class GoldError(_ProblemsError):
    """Gold that cannot be read or does not fit what is measured: all problems at once.

    Attributes:
        problems: Every problem, in the order of lines and columns.
    """


class ModelError(_ProblemsError):
    """A model that cannot be read, written or built: all problems at once.

    Attributes:
        problems: Every problem, in the order of paths.
    """


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
        return _listed(self.messages)


class UnknownRecordError(AllianceKitError, KeyError):
    """No record and no entry of a timeline has this id.

    Attributes:
        id: What was asked for.
        near: Ids of records that come near, at most 3.
    """

    def __init__(self, id: str, near: Sequence[str] = ()) -> None:
        super().__init__(id, tuple(near))
        self.id = id
        self.near = tuple(near)

    def __str__(self) -> str:
        hint = f": did you mean {' or '.join(map(quoted, self.near))}?" if self.near else ""
        return f"no record or entry has the id {quoted(self.id)}{hint}"


class DecisionConflictError(AllianceKitError, ValueError):
    """Decisions that contradict each other.

    Attributes:
        contradiction: The pair of record ids that are held both the same and different.
        chain: The shortest series of decisions and rules that proves it, as sentences.
    """

    def __init__(self, contradiction: tuple[str, str], chain: Sequence[str]) -> None:
        super().__init__(contradiction, tuple(chain))
        self.contradiction = contradiction
        self.chain = tuple(chain)

    def __str__(self) -> str:
        first, second = self.contradiction
        steps = "; ".join(self.chain)
        return (
            f"records {quoted(first)} and {quoted(second)} cannot be both the same and different: "
            f"{steps}; withdraw one of these"
        )


class OptionsError(AllianceKitError, ValueError):
    """Options or arguments that are not taken.

    Attributes:
        given: What was given, as text.
        messages: Every problem, each with what it concerns.
    """

    def __init__(self, given: str, messages: Sequence[str]) -> None:
        super().__init__(given, tuple(messages))
        self.given = given
        self.messages = tuple(messages)

    def __str__(self) -> str:
        return "\n".join(self.messages)


class UnknownExporterError(AllianceKitError, LookupError):
    """No installed exporter has this name or writes this suffix.

    Attributes:
        name: What was asked for.
        installed: Names of the exporters that are there.
        failures: Plugins that could not be loaded, as sentences.
        hint: What to install or write instead.
    """

    def __init__(
        self, name: str, installed: Sequence[str], failures: Sequence[str], hint: str
    ) -> None:
        super().__init__(name, tuple(installed), tuple(failures), hint)
        self.name = name
        self.installed = tuple(installed)
        self.failures = tuple(failures)
        self.hint = hint

    def __str__(self) -> str:
        there = ", ".join(self.installed) or "none"
        failed = f"; failed to load: {'; '.join(self.failures)}" if self.failures else ""
        return f"no exporter for {quoted(self.name)}; installed: {there}{failed}; {self.hint}"


class AmbiguousExporterError(AllianceKitError, LookupError):
    """Several plugins provide an exporter of this name.

    Attributes:
        name: The short name that was asked for.
        providers: The full names, one of which must be given instead.
    """

    def __init__(self, name: str, providers: Sequence[str]) -> None:
        super().__init__(name, tuple(providers))
        self.name = name
        self.providers = tuple(providers)

    def __str__(self) -> str:
        providers = ", ".join(self.providers)
        return f"several plugins export {quoted(self.name)}: ask for one of {providers}"


class ExporterError(AllianceKitError, ValueError):
    """An exporter that breaks the contract between exporters and the host.

    Attributes:
        exporter: Its name, as given.
        messages: Every problem, each with the field that it concerns.
    """

    def __init__(self, exporter: str, messages: Sequence[str]) -> None:
        super().__init__(exporter, tuple(messages))
        self.exporter = exporter
        self.messages = tuple(messages)

    def __str__(self) -> str:
        return "\n".join(
            f"exporter {quoted(self.exporter)}: {message}" for message in self.messages
        )


class ExportError(AllianceKitError, RuntimeError):
    """An export that did not succeed; ``__cause__`` is what the plugin or the disk raised.

    Attributes:
        exporter: Name of the exporter.
        distribution: Distribution and version that provide it, or ``""`` where none does.
        target: Where the output was to go.
        reason: What went wrong.
        published: Whether the target holds the whole new file all the same; ``None`` where
            a stream broke and may hold a part of it.
        code: Stable name of the kind of failure, such as ``plugin.raised`` or ``io.durability``.
    """

    def __init__(
        self,
        exporter: str,
        distribution: str,
        target: str,
        reason: str,
        published: bool | None = False,
        code: str = "plugin.raised",
    ) -> None:
        super().__init__(exporter, distribution, target, reason, published, code)
        self.exporter = exporter
        self.distribution = distribution
        self.target = target
        self.reason = reason
        self.published = published
        self.code = code

    def __str__(self) -> str:
        provider = f" ({self.distribution})" if self.distribution else ""
        states = {
            True: "the new file is in place",
            False: "the target is untouched",
            None: "the stream may hold a part of it",
        }
        return (
            f"exporter {self.exporter!r}{provider} to {quoted(self.target)}: {self.reason}; "
            f"{states[self.published]}"
        )


class PluginError(AllianceKitError, RuntimeError):
    """Plugins that could not be used, where that was asked to be an error.

    Attributes:
        failures: Every failure, as a sentence.
    """

    def __init__(self, failures: Sequence[str]) -> None:
        super().__init__(tuple(failures))
        self.failures = tuple(failures)

    def __str__(self) -> str:
        return "\n".join(self.failures)


class AllianceKitWarning(UserWarning):
    """The root of every warning."""


class PluginWarning(AllianceKitWarning):
    """A plugin that could not be used."""
