"""What can be asked for, and the arguments as one value."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
from collections.abc import Sequence
from importlib import metadata
from typing import Any

import attrs

from alliancekit.cli.choices import add_as_of, add_mapping, add_model, add_policies, day
from alliancekit.errors import AllianceKitError

_NUMBER = re.compile(r"[0-9]{1,7}(\.[0-9]{1,6})?", re.ASCII)


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
        mappings: What the columns of tables mean: names of mappings, or paths of their files.
        ids: Ids of records or entries.
        outputs: Files to write.
        model: File of the model that judges, or ``""`` for the shipped one.
        gold: Files of what is known to be true.
        options: Options of exporters, as ``name.key=value``.
        exporters: Names of the exporters to prefer.
        policies: Which value of a field is shown, as ``field=policy``.
        trust: How far sources are trusted, as ``outlet=n``.
        counts_copies: Whether sources that repeat each other are witnesses of their own.
        as_of: The day to speak for.
        parties: Actors that entries must name.
        kinds: Kinds, groups of kinds or types of entries to show.
        name: Name of an exporter.
        is_strict: Whether a loss is an error.
        is_isolated: Whether exporters run in processes of their own.
        seconds: How long each may take there, > 0.
        megabytes: How much memory it may take there beside the timeline, > 0.
        is_update: Whether exporters continue from the files that are replaced.
        lists_losses: Whether to list every loss.
        only_open: Whether to show only what is in conflict or unsure.
        as_json: Whether to write JSON.
        decisions: File that answers are added to, or ``""`` for the usual one.
        author: Who answers.
        date: The day of the answers.
        limit: How many questions to ask at most, or ``None`` for all.
        sheet: Workbook to write questions to, or ``""``.
        answered: Workbook to take answers from, or ``""``.
        old: Files and folders of the older collection.
        new: Files and folders of the newer collection.
    """

    command: str
    paths: tuple[str, ...] = ()
    mappings: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    model: str = ""
    gold: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    exporters: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    trust: tuple[str, ...] = ()
    counts_copies: bool = False
    as_of: dt.date | None = None
    parties: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    name: str = ""
    is_strict: bool = False
    is_isolated: bool = False
    seconds: float | None = None
    megabytes: int | None = None
    is_update: bool = False
    lists_losses: bool = False
    only_open: bool = False
    as_json: bool = False
    decisions: str = ""
    author: str = ""
    date: dt.date | None = None
    limit: int | None = None
    sheet: str = ""
    answered: str = ""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


def parse_arguments(argv: Sequence[str] | None) -> Arguments:
    """Return the arguments of the command line.

    Raises:
        SystemExit: They cannot be parsed, or only ask for help or the version.
        UsageError: ``explain`` names no record, or limits are given to what is not isolated.
    """
    given: dict[str, Any] = vars(_parser().parse_args(argv))
    command = given["command"]
    if command in ("explain", "why-not"):
        given["paths"], given["ids"] = _split_ids(command, given["paths"])
    if command == "diff":
        given["old"], given["new"] = _two_collections(**given)
    is_limited = given.get("seconds") is not None or given.get("megabytes") is not None
    if is_limited and not given["is_isolated"]:
        raise UsageError("merge", "--seconds and --megabytes limit what is --isolated: add that")
    given = {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}
    return Arguments(**given)


def _split_ids(command: str, words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the paths and the one or two ids behind them; an id has a ``#`` and names no file."""
    paths = list(words)
    ids: list[str] = []
    while paths and "#" in paths[-1] and not os.path.lexists(paths[-1]):
        ids.insert(0, paths.pop())
    if not ids:
        raise UsageError(
            command,
            f"{words[-1]!r} is no id: end with one or two ids, written <source id>#<local id>",
        )
    if len(ids) > 2:
        raise UsageError(command, f"{len(ids)} ids are too many: give one entry, or two records")
    if command == "why-not" and len(ids) != 2:
        raise UsageError(command, "one id is too few: end with the ids of two records")
    if not paths:
        raise UsageError(command, "no file or folder to read: put it before the ids")
    return paths, ids


def _two_collections(
    paths: Sequence[str], old: Sequence[str], new: Sequence[str], **_other: object
) -> tuple[Sequence[str], Sequence[str]]:
    """Return the paths of the older and of the newer collection."""
    if len(paths) == 2 and not old and not new:
        return paths[:1], paths[1:]
    if old and new and not paths:
        return old, new
    raise UsageError("diff", "give two paths, OLD and NEW, or both --old PATH… and --new PATH…")


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
    add_as_of(merge)
    merge.add_argument(
        "--strict", dest="is_strict", action="store_true",
        help="write nothing that would leave something out",
    )  # fmt: skip
    merge.add_argument(
        "--update", dest="is_update", action="store_true",
        help="continue from the file that is replaced, where a format can: a calendar tells what "
        "changed and what is gone",
    )  # fmt: skip
    merge.add_argument(
        "--isolated", dest="is_isolated", action="store_true",
        help="run each exporter in a process of its own, so that none can hang or end this one",
    )  # fmt: skip
    merge.add_argument(
        "--seconds", dest="seconds", type=_seconds, metavar="N",
        help="with --isolated: how long an exporter may take; otherwise 600",
    )  # fmt: skip
    merge.add_argument(
        "--megabytes", dest="megabytes", type=_megabytes, metavar="N",
        help="with --isolated: memory that an exporter may take; otherwise 2048",
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
    add_as_of(show)

    explain = _add_reading(
        commands, "explain", "show why two records were merged or not, or how an entry came about"
    )
    explain.epilog = "End with the id of an entry, or with the ids of two records."

    unmet = _add_reading(commands, "why-not", "show what kept two records apart")
    unmet.epilog = "End with the ids of two records."

    evaluate = _add_reading(commands, "evaluate", "merge reports and measure that against gold")
    evaluate.add_argument(
        "--gold", action="append", required=True, metavar="FILE",
        help="CSV with the header record,cluster or first,second,label or "
        "first,second,field,label; can be repeated",
    )  # fmt: skip
    evaluate.add_argument("--json", dest="as_json", action="store_true", help="write JSON")
    add_as_of(evaluate)

    fit = _add_reading(commands, "fit", "estimate a model from reports, without labels")
    fit.add_argument(
        "-o", "--output", dest="outputs", action="append", required=True, metavar="FILE",
        help="file of the model to write, .yaml or .json; can be repeated",
    )  # fmt: skip

    for command in (merge, show, explain, unmet, evaluate, fit):
        add_model(command)
        if command is not fit:
            add_policies(command)

    _add_review(commands)
    _add_diff(commands)

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
    command.add_argument(
        "paths", nargs="+", metavar="PATH",
        help="file or folder of reports, or a table (.csv, .xlsx) with a mapping",
    )  # fmt: skip
    add_mapping(command)
    return command


def _add_review(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    review = _add_reading(commands, "review", "ask about the pairs and fields that settle most")
    review.epilog = (
        "Answer s(ame) or d(ifferent) for a pair, a number for a field, ? or q(uit); what stands "
        "behind is the reason."
    )
    review.add_argument(
        "--decisions", default="", metavar="FILE",
        help=".yaml or .jsonl file that answers are added to; otherwise decisions.yaml in the "
        "first folder",
    )  # fmt: skip
    review.add_argument("--author", default="", metavar="NAME", help="who answers")
    review.add_argument(
        "--date", type=day, metavar="DAY", help="day of the answers, YYYY-MM-DD; otherwise today"
    )
    review.add_argument("--limit", type=_count, metavar="N", help="ask at most so many questions")
    way = review.add_mutually_exclusive_group()
    way.add_argument(
        "--sheet", default="", metavar="FILE", help="write the questions to a workbook instead"
    )
    way.add_argument(
        "--read", dest="answered", default="", metavar="FILE",
        help="take the answers back from such a workbook",
    )  # fmt: skip
    add_model(review)
    add_policies(review)


def _add_diff(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    diff = commands.add_parser(
        "diff",
        help="show what differs between two collections once merged, and why",
        description="Show what differs between two collections once merged, and why.",
    )
    diff.add_argument("paths", nargs="*", metavar="PATH", help="OLD and NEW: two files or folders")
    for name in ("old", "new"):
        diff.add_argument(
            f"--{name}", nargs="+", default=[], metavar="PATH",
            help=f"files and folders of the {name} collection",
        )  # fmt: skip
    diff.add_argument("--json", dest="as_json", action="store_true", help="write JSON")
    add_mapping(diff)
    add_model(diff)
    add_policies(diff)
    add_as_of(diff)


def _seconds(text: str) -> float:
    if _NUMBER.fullmatch(text) is None or not float(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds: write it like 90")
    return float(text)


def _megabytes(text: str) -> int:
    if _NUMBER.fullmatch(text) is None or not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of megabytes: write it like 512")
    return int(text)


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of questions: write it like 20")
