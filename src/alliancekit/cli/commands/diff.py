"""``diff``: what differs between two collections once merged, as text or as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

import attrs

from alliancekit.cli.arguments import UsageError, add_json, add_mapping, add_merging
from alliancekit.cli.merging import chosen_model, chosen_options, merged
from alliancekit.cli.reading import read_collection
from alliancekit.cli.screens import Screen, counted
from alliancekit.timeline import Cause, Difference, LinkChange, differences


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument(
        "paths", nargs="*", metavar="PATH", help="OLD and NEW: two files or folders"
    )
    for name in ("old", "new"):
        command.add_argument(
            f"--{name}", nargs="+", default=[], metavar="PATH",
            help=f"files and folders of the {name} collection",
        )  # fmt: skip
    add_json(command)
    add_mapping(command)
    add_merging(command)


def run(args: argparse.Namespace, output: Screen, messages: Screen) -> bool:
    """Show what differs between two collections once merged, and which facts made it so."""
    model = chosen_model(args)
    old, new = (read_collection(paths, args.mappings, messages) for paths in _two_paths(args))
    # A source that is trusted may be new.
    options = chosen_options(args, old, new)
    found = differences(*(merged(each, model, options, messages) for each in (old, new)))
    if args.as_json:
        output.raw(json.dumps(attrs.asdict(found), indent=2))
        return True
    for difference in found.entries:
        _show_difference(difference, output)
    for change in found.links:
        _show_link(change, output)
    if found:
        output.line()
    n_links = counted(len(found.links), "link")
    output.line(f"{counted(len(found.entries), 'difference')}, {n_links} added or removed", "bold")
    return True


def _two_paths(args: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Return the paths of the older and of the newer collection."""
    if len(args.paths) == 2 and not args.old and not args.new:
        return args.paths[:1], args.paths[1:]
    if args.old and args.new and not args.paths:
        return args.old, args.new
    raise UsageError("give two paths, OLD and NEW, or both --old PATH… and --new PATH…")


def _show_difference(difference: Difference, output: Screen) -> None:
    output.line()
    ids = difference.new or difference.old
    output.prose(f"{difference.change}: {difference.title} [{', '.join(ids)}]", "bold")
    if difference.old and difference.old != difference.new and difference.new:
        output.prose(f"  was {', '.join(difference.old)}")
    for old, new in difference.moved:
        output.prose(f"  id moved: {old} is found under {new}")
    for word, records in (("with", difference.joined), ("without", difference.left)):
        if records and difference.old and difference.new:
            output.prose(f"  now {word} {', '.join(records)}")
    for field in difference.fields:
        output.prose(
            f"  {field.name}: {_shown(field.old, field.old_status)}, "
            f"now {_shown(field.new, field.new_status)}"
        )
        if field.new_policy and field.new_policy != field.old_policy:
            output.prose(f"    by the rule: {field.new_policy}", "dim")
    _show_causes(difference.causes, output)


def _shown(text: str, status: str) -> str:
    return f"{text or 'nothing'} ({status})"


def _show_link(change: LinkChange, output: Screen) -> None:
    output.line()
    words = change.relation.replace("_", " ")
    output.prose(f"link {change.how}: {change.origin} {words} {change.target}", "bold")
    _show_causes(change.causes, output)


def _show_causes(causes: Sequence[Cause], output: Screen) -> None:
    for cause in causes:
        output.prose(f"  because: {cause}", "dim")
