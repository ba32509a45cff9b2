"""Arguments that several commands take: by what a merge judges, and for which day it speaks."""

from __future__ import annotations

import argparse
import datetime as dt


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


def add_policies(command: argparse.ArgumentParser) -> None:
    """Let a command choose which of several values a timeline shows."""
    command.add_argument(
        "--policy", dest="policies", action="append", default=[], metavar="FIELD=POLICY",
        help="which value of a field is shown: most_precise, majority, trust or unanimous; "
        "can be repeated",
    )  # fmt: skip
    command.add_argument(
        "--trust", dest="trust", action="append", default=[], metavar="OUTLET=N",
        help="how far an outlet, or the source of that id, is trusted, 0 to 1000; others count 1; "
        "can be repeated",
    )  # fmt: skip
    command.add_argument(
        "--count-copies", dest="counts_copies", action="store_true",
        help="count sources that repeat each other word for word as witnesses of their own",
    )  # fmt: skip


def add_as_of(command: argparse.ArgumentParser) -> None:
    """Let a command speak for another day."""
    command.add_argument(
        "--as-of", dest="as_of", type=day, metavar="DAY",
        help="day that the timeline speaks for, as YYYY-MM-DD; otherwise the latest publication",
    )  # fmt: skip


def day(text: str) -> dt.date:
    """Return the day that an argument names.

    Raises:
        argparse.ArgumentTypeError: It names none.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a day: write it like 2024-08-01"
        ) from None
