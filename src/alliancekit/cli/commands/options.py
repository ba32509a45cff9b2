"""``options``: what an exporter can be told."""

from __future__ import annotations

import argparse
import json

from alliancekit.cli.screens import Screen
from alliancekit.options import describe_options, json_schema
from alliancekit.plugins import load_plugins


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("name", metavar="NAME", help="name of the exporter, such as excel")
    command.add_argument(
        "--schema", dest="as_json", action="store_true", help="write the JSON schema"
    )


def run(args: argparse.Namespace, output: Screen, messages: Screen) -> bool:
    """List the options of an exporter."""
    provided = load_plugins().find(args.name)
    options = provided.exporter.options
    if args.as_json:
        output.raw(json.dumps(json_schema(options), indent=2))
        return True

    described = describe_options(options)
    if not described:
        output.line(f"{provided.exporter.name} has no options")
        return True
    output.table(
        ("option", "takes", "default", "meaning"),
        [
            ([(f"{provided.exporter.name}.{o.name}", "bold")], o.type, o.default, o.help)
            for o in described
        ],
    )
    return True
