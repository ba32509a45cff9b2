"""From arguments to an exit status."""

from __future__ import annotations

import argparse
import io
import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import MappingProxyType

from alliancekit.cli.arguments import UsageError
from alliancekit.cli.screens import Screen, open_screen
from alliancekit.errors import (
    AllianceKitError,
    AllianceKitWarning,
    OptionsError,
    UnknownRecordError,
    quoted,
)

WELL, PROBLEM, USAGE = 0, 1, 2
_INTERRUPTED = 130
# What a shell reports of a program that SIGPIPE ended, as it does of most in a pipe.
_BROKEN_PIPE = 141

_COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "check": "read reports and list every problem in them",
        "merge": "merge reports and write the timeline to files",
        "show": "merge reports and show the timeline here",
        "explain": "show why two records were merged or not, or how an entry came about",
        "why-not": "show what kept two records apart",
        "evaluate": "merge reports and measure that against gold",
        "fit": "estimate a model from reports, without labels",
        "review": "ask about the pairs and fields that settle most",
        "diff": "show what differs between two collections once merged, and why",
        "plugins": "list the installed exporters, and the plugins that failed",
        "options": "list the options of an exporter",
        "lint": "look for faults in an exported file",
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
    words = sys.argv[1:] if argv is None else argv
    # No option that stands before the command takes a value.
    command = next((word for word in words if not word.startswith("-")), "")
    # A stream that was closed before the start is None; a closed stdin has come to its end.
    messages = open_screen(sys.stderr or io.StringIO())
    if sys.stdout is None:
        _complain(messages, "cannot write the output: the standard output is closed")
        return PROBLEM
    try:
        output = open_screen(sys.stdout)
        args = _parser(command).parse_args(words)
        with _warnings_as_messages(messages):
            is_well = args.run(args, output, messages)
        sys.stdout.flush()
    except UsageError as error:
        _complain(messages, f"{command}: {error}\ntry: alliancekit {command} --help")
        return USAGE
    except UnknownRecordError as error:
        _complain(messages, f"{error}\ntry: alliancekit show, which lists the ids")
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
        what = "the output" if error.filename is None else quoted(str(error.filename))
        _complain(messages, f"cannot write {what}: {error.strerror or error}")
        _drop_stdout()
        return PROBLEM
    return WELL if is_well else PROBLEM


def _parser(asked: str) -> argparse.ArgumentParser:
    """Return the parser of all commands; only the one that is asked for is loaded."""
    parser = argparse.ArgumentParser(
        prog="alliancekit",
        description="Merge reports on alliances into one timeline that shows every conflict.",
    )
    parser.add_argument(
        "--version",
        action=_Version,
        nargs=0,
        default=argparse.SUPPRESS,
        help="show the version and exit",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in _COMMANDS.items():
        command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        if name == asked:
            module = import_module(f"alliancekit.cli.commands.{name.replace('-', '_')}")
            module.add(command)
            command.set_defaults(run=module.run)
    return parser


class _Version(argparse.Action):
    """Look the version up only where it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_given: object) -> None:
        from importlib import metadata

        print(f"alliancekit {metadata.version('alliancekit')}")
        parser.exit()


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
