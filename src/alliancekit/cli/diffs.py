"""What differs between two collections once merged, as text or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

import attrs

from alliancekit.cli.arguments import Arguments
from alliancekit.cli.models import chosen_model, chosen_options
from alliancekit.cli.reading import read_inputs
from alliancekit.cli.screens import Screen, counted
from alliancekit.errors import RecordError
from alliancekit.merging import MergeOptions, merge
from alliancekit.model import Collection
from alliancekit.timeline import Cause, Difference, LinkChange, Timeline, differences


def diff(arguments: Arguments, output: Screen, messages: Screen) -> bool:
    """Show what differs between two collections once merged, and which facts made it so."""
    old, new = (_read(arguments, paths, messages) for paths in (arguments.old, arguments.new))
    # A source that is trusted may be new.
    options = chosen_options(arguments, old, new)
    found = differences(
        *(_timeline(arguments, collection, options, messages) for collection in (old, new))
    )
    if arguments.as_json:
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


def _read(arguments: Arguments, paths: Sequence[str], messages: Screen) -> Collection:
    with messages.working("reading"):
        reading = read_inputs(attrs.evolve(arguments, paths=tuple(paths)))
    if reading.problems:
        raise RecordError(reading.problems)
    return reading.collection


def _timeline(
    arguments: Arguments, collection: Collection, options: MergeOptions, messages: Screen
) -> Timeline:
    with messages.working(f"merging {counted(len(collection), 'record')}"):
        return merge(collection, model=chosen_model(arguments), options=options)


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
