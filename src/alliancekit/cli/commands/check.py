"""``check``: every problem in reports."""

from __future__ import annotations

import argparse
import itertools

from alliancekit.cli.arguments import add_paths
from alliancekit.cli.reading import read_inputs
from alliancekit.cli.screens import Screen, counted
from alliancekit.clusters import contradictions, sort_decisions

# One contradiction often makes many; the first show where to begin.
_MAX_CONTRADICTIONS = 20


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_paths(command)


def run(args: argparse.Namespace, output: Screen, messages: Screen) -> bool:
    """List every problem of the files, and contradicting decisions."""
    reading = read_inputs(args.paths, args.mappings, messages)
    problems = [str(problem) for problem in reading.problems]
    collection = reading.collection
    decisions = sort_decisions(collection.records, collection.decisions)
    for error in itertools.islice(
        contradictions(collection.records, decisions.standing), _MAX_CONTRADICTIONS
    ):
        problems.append(str(error))

    for problem in problems:
        output.line(problem)
    counts = [
        counted(len(reading.collection.sources), "source"),
        counted(reading.n_records, "record"),
        f"{reading.n_rejected} rejected",
        counted(len(problems), "problem"),
    ]
    for stale in decisions.stale:
        output.line(f"stale: {stale}", "yellow")
    if decisions.stale:
        counts.append(counted(len(decisions.stale), "stale decision"))
    output.line(", ".join(counts), "red" if problems else "green")
    return not problems
