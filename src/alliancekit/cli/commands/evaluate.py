"""``evaluate``: how well a merge agrees with gold."""

from __future__ import annotations

import argparse
import json

from alliancekit.cli.arguments import add_json, add_merging, add_paths
from alliancekit.cli.merging import read_timeline
from alliancekit.cli.screens import Screen
from alliancekit.evaluation import Gold, evaluate, read_gold


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_paths(command)
    command.add_argument(
        "--gold", action="append", required=True, metavar="FILE",
        help="CSV with the header record,cluster or first,second,label or "
        "first,second,field,label; can be repeated",
    )  # fmt: skip
    add_json(command)
    add_merging(command)


def run(args: argparse.Namespace, output: Screen, messages: Screen) -> bool:
    """Merge, and show how well that agrees with gold."""
    gold = Gold()
    for path in args.gold:
        gold |= read_gold(path)
    timeline = read_timeline(args, messages)
    with messages.working("measuring"):
        evaluation = evaluate(timeline, gold)
    if args.as_json:
        output.raw(json.dumps(evaluation.as_mapping(), indent=2))
        return True
    for line in str(evaluation).splitlines():
        output.line(line)
    return True
