"""``lint``: faults in an exported file."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from alliancekit.cli.arguments import UsageError
from alliancekit.cli.screens import Screen, counted
from alliancekit.exporting import Exporter
from alliancekit.plugins import load_plugins
from alliancekit.records.files import open_regular


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.description = "Look for faults in a file that validators of its format do not find."
    command.add_argument("path", metavar="FILE", help="file; its suffix chooses the exporter")
    command.add_argument(
        "--exporter", dest="exporters", action="append", default=[], metavar="NAME",
        help="exporter whose linter to use",
    )  # fmt: skip


def run(args: argparse.Namespace, output: Screen, messages: Screen) -> bool:
    """List the faults of a file."""
    path = args.path
    exporter = _linting_exporter(args.exporters, path)
    if exporter.lint is None:
        raise UsageError(f"the exporter {exporter.name} has no linter")
    try:
        with open_regular(Path(path)), messages.working(f"looking at {path}"):
            findings = exporter.lint(Path(path))
    except OSError as error:
        messages.line(f"alliancekit: {path} cannot be read: {error.strerror or error}", "red")
        return False
    for finding in findings:
        output.line(f"{path}: {finding} [{finding.code}]")
    output.line(f"{path}: {counted(len(findings), 'fault')}", "red" if findings else "green")
    return not findings


def _linting_exporter(names: Sequence[str], path: str) -> Exporter[object]:
    registry = load_plugins()
    if len(names) > 1:
        raise UsageError("one linter at a time: give --exporter once")
    for name in names:
        return registry.find(name).exporter
    return registry.find_by_suffix(path).exporter
