"""The commands. Each returns whether all was well."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

from alliancekit.cli.arguments import Arguments, UsageError
from alliancekit.cli.exports import export_all, plan_exports
from alliancekit.cli.models import chosen_model, chosen_options
from alliancekit.cli.reading import read_inputs
from alliancekit.cli.records import known_entry
from alliancekit.cli.screens import Screen, counted
from alliancekit.cli.timelines import (
    choose_entries,
    show_completeness,
    show_timeline,
    summary,
)
from alliancekit.cli.views import show_entry, show_obstacle, show_pair
from alliancekit.clusters import contradictions, sort_decisions
from alliancekit.errors import RecordError
from alliancekit.exporting import Exporter
from alliancekit.merging import merge
from alliancekit.options import describe_options, json_schema
from alliancekit.plugins import load_plugins
from alliancekit.plugins.discovery import discover_plugins
from alliancekit.timeline import Timeline

# One contradiction often makes many; the first show where to begin.
_MAX_CONTRADICTIONS = 20


def check(arguments: Arguments, output: Screen, messages: Screen) -> bool:
    """List every problem of the files, and contradicting decisions."""
    with messages.working("reading"):
        reading = read_inputs(arguments)
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


def merge_files(arguments: Arguments, output: Screen, messages: Screen) -> bool:
    """Write the timeline to every file that is asked for."""
    plans = plan_exports(arguments)
    timeline = _timeline(arguments, messages)
    output.line(summary(timeline))
    export_all(timeline, plans, arguments, output, messages)
    return True


def show(arguments: Arguments, output: Screen, messages: Screen) -> bool:
    """Show the timeline, its conflicts and its unsure pairs."""
    timeline = _timeline(arguments, messages)
    show_timeline(timeline, choose_entries(timeline, arguments), output)
    if arguments.only_open:
        show_completeness(timeline, output)
    return True


def explain(arguments: Arguments, output: Screen, messages: Screen) -> bool:
    """Show why two records were merged or not, or how an entry came about."""
    timeline = _timeline(arguments, messages)
    for id_ in arguments.ids:
        known_entry(timeline, id_)
    if len(arguments.ids) == 2:
        show_pair(timeline, *arguments.ids, output)
    else:
        show_entry(timeline, timeline.entry(arguments.ids[0]), output)
    return True


def why_not(arguments: Arguments, output: Screen, messages: Screen) -> bool:
    """Show what kept two records apart."""
    timeline = _timeline(arguments, messages)
    for id_ in arguments.ids:
        known_entry(timeline, id_)
    first, second = arguments.ids
    show_obstacle(timeline, first, second, output)
    return True


def list_plugins(arguments: Arguments, output: Screen, messages: Screen) -> bool:
    """List the exporters, and the plugins that failed."""
    registry = discover_plugins()
    if arguments.as_json:
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
    else:
        output.line("no exporter is installed: pip install alliancekit-excel, for one")
    for failure in registry.failures:
        messages.line(f"alliancekit: {failure}", "red")
    return not registry.failures


def list_options(arguments: Arguments, output: Screen, messages: Screen) -> bool:
    """List the options of an exporter."""
    provided = load_plugins().find(arguments.name)
    options = provided.exporter.options
    if arguments.as_json:
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


def lint(arguments: Arguments, output: Screen, messages: Screen) -> bool:
    """List the faults of a file."""
    (path,) = arguments.paths
    exporter = _linting_exporter(arguments, path)
    if exporter.lint is None:
        raise UsageError("lint", f"the exporter {exporter.name} has no linter")
    try:
        with messages.working(f"looking at {path}"):
            findings = exporter.lint(Path(path))
    except OSError as error:
        messages.line(f"alliancekit: {path} cannot be read: {error.strerror or error}", "red")
        return False
    for finding in findings:
        output.line(f"{path}: {finding} [{finding.code}]")
    output.line(f"{path}: {counted(len(findings), 'fault')}", "red" if findings else "green")
    return not findings


def _linting_exporter(arguments: Arguments, path: str) -> Exporter[object]:
    registry = load_plugins()
    if len(arguments.exporters) > 1:
        raise UsageError("lint", "one linter at a time: give --exporter once")
    for name in arguments.exporters:
        return registry.find(name).exporter
    return registry.find_by_suffix(path).exporter


def _timeline(arguments: Arguments, messages: Screen) -> Timeline:
    model = chosen_model(arguments)
    with messages.working("reading"):
        reading = read_inputs(arguments)
    if reading.problems:
        raise RecordError(reading.problems)
    options = chosen_options(arguments, reading.collection)
    with messages.working(f"merging {counted(len(reading.collection), 'record')}"):
        return merge(reading.collection, model=model, options=options)
