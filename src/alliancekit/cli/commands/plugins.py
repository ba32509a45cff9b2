"""``plugins``: the installed exporters."""

from __future__ import annotations

import argparse
import json

from alliancekit.cli.arguments import add_json
from alliancekit.cli.screens import Screen
from alliancekit.plugins import discover_plugins


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_json(command)


def run(args: argparse.Namespace, output: Screen, messages: Screen) -> bool:
    """List the exporters, and the plugins that failed."""
    registry = discover_plugins()
    if args.as_json:
        output.raw(json.dumps(registry.as_mapping(), indent=2))
        return not registry.failures

    if registry.exporters:
        output.table(
            ("exporter", "suffixes", "provided by", "writes"),
            [
                (
                    [(p.exporter.name, "bold")],
                    " ".join(p.exporter.suffixes),
                    f"{p.distribution} {p.version}",
                    p.exporter.summary,
                )
                for p in registry.exporters
            ],
        )
    elif not registry.failures:
        output.line("no exporter is installed: pip install alliancekit-excel, for one")
    for failure in registry.failures:
        messages.line(f"alliancekit: {failure}", "red")
    return not registry.failures
