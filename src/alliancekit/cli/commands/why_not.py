"""``why-not``: what kept two records apart."""

from __future__ import annotations

import argparse

from alliancekit.cli.arguments import UsageError, add_merging, add_paths
from alliancekit.cli.ids import split_ids
from alliancekit.cli.merging import read_timeline
from alliancekit.cli.screens import Screen
from alliancekit.cli.texts import record_title


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_paths(command)
    add_merging(command)
    command.epilog = "End with the ids of two records."


def run(args: argparse.Namespace, output: Screen, messages: Screen) -> bool:
    """Show which gate kept two records apart and what would have had to be otherwise."""
    args.paths, ids = split_ids(args.paths)
    if len(ids) != 2:
        raise UsageError("one id is too few: end with the ids of two records")
    timeline = read_timeline(args, messages)
    found = timeline.why_not(*ids)
    for id in found.records:
        output.prose(f"{record_title(timeline, id)} [{id}]", "bold")
    output.prose(found.reason, "yellow" if found.gate else "green")
    for detail in found.details:
        output.prose(f"  {detail}")
    return True
