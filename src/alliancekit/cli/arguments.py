"""Arguments that several commands take, and commands that make no sense."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import re

from alliancekit.errors import AllianceKitError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class UsageError(AllianceKitError, ValueError):
    """A command that can be parsed and makes no sense."""


def add_paths(command: argparse.ArgumentParser) -> None:
    """Let a command read reports, and tables with what their columns mean."""
    command.add_argument(
        "paths", nargs="+", metavar="PATH",
        help="file or folder of reports, or a table (.csv, .xlsx) with a mapping",
    )  # fmt: skip
    add_mapping(command)


def add_mapping(command: argparse.ArgumentParser) -> None:
    """Let a command be told what the columns of tables mean."""
    command.add_argument(
        "--mapping", dest="mappings", action="append", default=[], metavar="NAME",
        help="what the columns of a table mean: the name of a mapping or a .yaml file; "
        "repeated: one for each table in their order",
    )  # fmt: skip


def add_model(command: argparse.ArgumentParser) -> None:
    """Let a command judge by another model."""
    command.add_argument(
        "--model", default="", metavar="FILE",
        help="model to judge by, as alliancekit fit writes it; otherwise the shipped one",
    )  # fmt: skip


def add_merging(command: argparse.ArgumentParser) -> None:
    """Let a command choose by what it merges, and for which day the timeline speaks."""
    add_model(command)
    command.add_argument(
        "--policy", dest="policies", action="append", default=[], metavar="FIELD=POLICY",
        help="which value of a field is shown: most_precise, majority, trust or unanimous; "
        "can be repeated",
    )  # fmt: skip
    command.add_argument(
        "--trust", action="append", default=[], metavar="OUTLET=N",
        help="how far an outlet, or the source of that id, is trusted, 0 to 1000; others count 1; "
        "can be repeated",
    )  # fmt: skip
    command.add_argument(
        "--count-copies", dest="counts_copies", action="store_true",
        help="count sources that repeat each other word for word as witnesses of their own",
    )  # fmt: skip
    command.add_argument(
        "--as-of", type=day, metavar="DAY",
        help="day that the timeline speaks for, as YYYY-MM-DD; otherwise the latest publication",
    )  # fmt: skip


def add_json(command: argparse.ArgumentParser) -> None:
    """Let a command write JSON."""
    command.add_argument("--json", dest="as_json", action="store_true", help="write JSON")


def day(text: str) -> dt.date:
    """Return the day that an argument names.

    Raises:
        argparse.ArgumentTypeError: It names none.
    """
    # fromisoformat alone takes 20240801 and 2024-W31-4 too.
    if _DAY.fullmatch(text):
        with contextlib.suppress(ValueError):
            return dt.date.fromisoformat(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a day: write it like 2024-08-01")
