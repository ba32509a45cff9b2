"""From arguments to an exit status."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType

from alliancekit.cli import commands
from alliancekit.cli.arguments import Arguments, UsageError, parse_arguments
from alliancekit.cli.diffs import diff
from alliancekit.cli.models import evaluate_merge, fit_model
from alliancekit.cli.reviews import review
from alliancekit.cli.screens import Screen, open_screen
from alliancekit.errors import AllianceKitError, AllianceKitWarning, OptionsError

WELL, PROBLEM, USAGE = 0, 1, 2
_INTERRUPTED = 130
# What a shell reports of a program that SIGPIPE ended, as it does of most in a pipe.
_BROKEN_PIPE = 141

_COMMANDS: Mapping[str, Callable[[Arguments, Screen, Screen], bool]] = MappingProxyType(
    {
        "check": commands.check,
        "merge": commands.merge_files,
        "show": commands.show,
        "explain": commands.explain,
        "why-not": commands.why_not,
        "evaluate": evaluate_merge,
        "fit": fit_model,
        "review": review,
        "diff": diff,
        "plugins": commands.list_plugins,
        "options": commands.list_options,
        "lint": commands.lint,
    }
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    Args:
        argv: The arguments after the name of the program; those of the process where ``None``.

    Returns:
        0 well, 1 a problem, 2 a wrong command, 130 interrupted, 141 the reader of stdout went away.

    Raises:
        SystemExit: ``--help``, ``--version``, or arguments that cannot be parsed.
    """
    messages = open_screen(sys.stderr)
    try:
        output = open_screen(sys.stdout)
        arguments = parse_arguments(argv)
        with _warnings_as_messages(messages):
            is_well = _COMMANDS[arguments.command](arguments, output, messages)
        sys.stdout.flush()
    except UsageError as error:
        _complain(messages, f"{error}\ntry: alliancekit {error.command} --help")
        return USAGE
    except OptionsError as error:
        _complain(messages, str(error))
        return USAGE
    except AllianceKitError as error:
        _complain(messages, str(error))
        return PROBLEM
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _drop_stdout()
        return _BROKEN_PIPE
    except OSError as error:
        _complain(messages, f"cannot write the output: {error.strerror or error}")
        _drop_stdout()
        return PROBLEM
    return WELL if is_well else PROBLEM


def _complain(messages: Screen, text: str) -> None:
    for number, line in enumerate(text.splitlines()):
        messages.line(line if number else f"alliancekit: {line}", "red" if not number else "")


@contextmanager
def _warnings_as_messages(messages: Screen) -> Iterator[None]:
    """Show warnings of ours as one line each, without the place in the code that raised them."""
    usual = warnings.showwarning

    def show(
        message: Warning | str, category: type[Warning], *place: object, **more: object
    ) -> None:
        if issubclass(category, AllianceKitWarning):
            messages.line(f"alliancekit: {message}", "yellow")
        else:
            usual(message, category, *place, **more)  # type: ignore[arg-type]

    with warnings.catch_warnings():
        warnings.showwarning = show
        yield


def _drop_stdout() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not fail on it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):  # a stream without a descriptor has no such buffer
        pass
    finally:
        os.close(nowhere)
