"""What can be asked for, and the arguments as one value."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from collections.abc import Sequence
from importlib import metadata
from typing import Any

import attrs

from alliancekit.errors import AllianceKitError


class UsageError(AllianceKitError, ValueError):
    """A command that can be parsed and makes no sense.

    Attributes:
        command: Name of the command.
    """

    def __init__(self, command: str, reason: str) -> None:
        super().__init__(command, reason)
        self.command = command
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.command}: {self.reason}"


@attrs.frozen(kw_only=True)
class Arguments:
    """The arguments of one command; what it does not take has its default.

    Attributes:
        command: Name of the command.
        paths: Files and folders to read; for ``lint`` the one file.
        ids: Ids of records or entries.
        outputs: Files to write.
        options: Options of exporters, as ``name.key=value``.
        exporters: Names of the exporters to prefer.
        as_of: The day to speak for.
        parties: Actors that entries must name.
        kinds: Kinds, groups of kinds or types of entries to show.
        name: Name of an exporter.
        is_strict: Whether a loss is an error.
        lists_losses: Whether to list every loss.
        only_open: Whether to show only what is in conflict or unsure.
        as_json: Whether to write JSON.
    """

    command: str
    paths: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    exporters: tuple[str, ...] = ()
    as_of: dt.date | None = None
    parties: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    name: str = ""
    is_strict: bool = False
    lists_losses: bool = False
    only_open: bool = False
    as_json: bool = False


def parse_arguments(argv: Sequence[str] | None) -> Arguments:
    """Return the arguments of the command line.

    Raises:
        SystemExit: They cannot be parsed, or only ask for help or the version.
        UsageError: ``explain`` names no record.
    """
    given: dict[str, Any] = vars(_parser().parse_args(argv))
    if given["command"] == "explain":
        given["paths"], given["ids"] = _split_ids(given["paths"])
    given = {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}
    return Arguments(**given)


def _split_ids(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the paths and the one or two ids behind them; an id has a ``#`` and names no file."""
    paths = list(words)
    ids: list[str] = []
    while paths and "#" in paths[-1] and not os.path.lexists(paths[-1]):
        ids.insert(0, paths.pop())
    if not ids:
        raise UsageError(
            "explain",
            f"{words[-1]!r} is no id: end with one or two ids, written <source id>#<local id>",
        )
    if len(ids) > 2:
        raise UsageError("explain", f"{len(ids)} ids are too many: give one entry, or two records")
    if not paths:
        raise UsageError("explain", "no file or folder to read: put it before the ids")
    return paths, ids


class _Version(argparse.Action):
    """Look the version up only where it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_given: object) -> None:
        print(f"alliancekit {metadata.version('alliancekit')}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
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

    _add_reading(commands, "check", "read reports and list every problem in them")

    merge = _add_reading(commands, "merge", "merge reports and write the timeline to files")
    merge.add_argument(
        "-o", "--output", dest="outputs", action="append", required=True, metavar="FILE",
        help="file to write; its suffix chooses the exporter; can be repeated",
    )  # fmt: skip
    merge.add_argument(
        "-O", "--option", dest="options", action="append", default=[], metavar="NAME.KEY=VALUE",
        help="option of an exporter, such as excel.paper=letter; can be repeated",
    )  # fmt: skip
    merge.add_argument(
        "--exporter", dest="exporters", action="append", default=[], metavar="NAME",
        help="exporter to use where several write a suffix, or where the one FILE has another",
    )  # fmt: skip
    _add_as_of(merge)
    merge.add_argument(
        "--strict", dest="is_strict", action="store_true",
        help="write nothing that would leave something out",
    )  # fmt: skip
    merge.add_argument(
        "--losses", dest="lists_losses", action="store_true",
        help="list everything that a file leaves out, not only the kinds",
    )  # fmt: skip

    show = _add_reading(commands, "show", "merge reports and show the timeline here")
    show.add_argument(
        "--party", dest="parties", action="append", default=[], metavar="ACTOR",
        help="only what names this actor or a body of it; repeated: that names all of them",
    )  # fmt: skip
    show.add_argument(
        "--kind", dest="kinds", action="append", default=[], metavar="KIND",
        help="only this kind, group of kinds, 'event' or 'agreement'; repeated: any of them",
    )  # fmt: skip
    show.add_argument(
        "--conflicts", dest="only_open", action="store_true",
        help="only what sources disagree on, or what may be the same",
    )  # fmt: skip
    _add_as_of(show)

    explain = _add_reading(
        commands, "explain", "show why two records were merged or not, or how an entry came about"
    )
    explain.epilog = "End with the id of an entry, or with the ids of two records."

    plugins = commands.add_parser(
        "plugins",
        help="list the installed exporters",
        description="List the installed exporters, and the plugins that failed.",
    )
    plugins.add_argument("--json", dest="as_json", action="store_true", help="write JSON")

    options = commands.add_parser(
        "options",
        help="list the options of an exporter",
        description="List the options of an exporter.",
    )
    options.add_argument("name", metavar="NAME", help="name of the exporter, such as excel")
    options.add_argument(
        "--schema", dest="as_json", action="store_true", help="write the JSON schema"
    )

    lint = commands.add_parser(
        "lint",
        help="look for faults in an exported file",
        description="Look for faults in a file that validators of its format do not find.",
    )
    lint.add_argument(
        "paths", nargs=1, metavar="FILE", help="file; its suffix chooses the exporter"
    )
    lint.add_argument(
        "--exporter", dest="exporters", action="append", default=[], metavar="NAME",
        help="exporter whose linter to use",
    )  # fmt: skip
    return parser


def _add_reading(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    command.add_argument("paths", nargs="+", metavar="PATH", help="file or folder of reports")
    return command


def _add_as_of(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as-of", dest="as_of", type=_day, metavar="DAY",
        help="day that the timeline speaks for, as YYYY-MM-DD; otherwise the latest publication",
    )  # fmt: skip


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a day: write it like 2024-08-01"
        ) from None
