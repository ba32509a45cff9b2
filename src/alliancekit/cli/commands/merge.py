"""``merge``: what is wrong with a command is found before the first file is touched."""

from __future__ import annotations

import argparse
import os
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from alliancekit.cli.arguments import UsageError, add_merging, add_paths
from alliancekit.cli.merging import read_timeline
from alliancekit.cli.reading import check_apart
from alliancekit.cli.screens import Screen, counted
from alliancekit.cli.texts import summary
from alliancekit.errors import ExportError
from alliancekit.exporting import WHOLE_ENTRY, ExportReport, Isolation, Loss, export
from alliancekit.options import from_texts
from alliancekit.plugins import ProvidedExporter, Registry, load_plugins
from alliancekit.timeline import Timeline

_NUMBER = re.compile(r"[0-9]{1,7}(\.[0-9]{1,6})?", re.ASCII)
_MAX_KINDS_OF_LOSS = 8
# What differs between two losses of one kind: what is quoted, and numbers and dates.
_DETAIL = re.compile(r"'[^']*'|[0-9][0-9.,:-]*")


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_paths(command)
    command.add_argument(
        "-o", "--output", dest="outputs", action="append", required=True, metavar="FILE",
        help="file to write; its suffix chooses the exporter; can be repeated",
    )  # fmt: skip
    command.add_argument(
        "-O", "--option", dest="options", action="append", default=[], metavar="NAME.KEY=VALUE",
        help="option of an exporter, such as excel.paper=letter; can be repeated",
    )  # fmt: skip
    command.add_argument(
        "--exporter", dest="exporters", action="append", default=[], metavar="NAME",
        help="exporter to use where several write a suffix, or where the one FILE has another",
    )  # fmt: skip
    command.add_argument(
        "--strict", dest="is_strict", action="store_true",
        help="write nothing that would leave something out",
    )  # fmt: skip
    command.add_argument(
        "--update", dest="is_update", action="store_true",
        help="continue from the file that is replaced, where a format can: a calendar tells what "
        "changed and what is gone",
    )  # fmt: skip
    command.add_argument(
        "--isolated", dest="is_isolated", action="store_true",
        help="run each exporter in a process of its own, so that none can hang or end this one",
    )  # fmt: skip
    command.add_argument(
        "--seconds", dest="seconds", type=_seconds, metavar="N",
        help="with --isolated: how long an exporter may take; otherwise 600",
    )  # fmt: skip
    command.add_argument(
        "--megabytes", dest="megabytes", type=_megabytes, metavar="N",
        help="with --isolated: memory that an exporter may take; otherwise 2048",
    )  # fmt: skip
    command.add_argument(
        "--losses", dest="lists_losses", action="store_true",
        help="list everything that a file leaves out, not only the kinds",
    )  # fmt: skip
    add_merging(command)


def _seconds(text: str) -> float:
    if _NUMBER.fullmatch(text) is None or not float(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds: write it like 90")
    return float(text)


def _megabytes(text: str) -> int:
    if _NUMBER.fullmatch(text) is None or not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of megabytes: write it like 512")
    return int(text)


def run(args: argparse.Namespace, output: Screen, messages: Screen) -> bool:
    """Write the timeline to every file that is asked for."""
    if not args.is_isolated and (args.seconds, args.megabytes) != (None, None):
        raise UsageError("--seconds and --megabytes limit what is --isolated: add that")
    check_apart(args.outputs, [*args.paths, *args.mappings])
    plans = _planned(args)
    timeline = read_timeline(args, messages)
    output.line(summary(timeline))
    _export_all(timeline, plans, args, output, messages)
    return True


@attrs.frozen(kw_only=True)
class _Plan:
    """One file to write.

    Attributes:
        target: Path, as given.
        provided: The exporter.
        options: An instance of its options class.
    """

    target: str
    provided: ProvidedExporter
    options: Any


def _planned(args: argparse.Namespace) -> tuple[_Plan, ...]:
    """Return what to write with which exporter and options.

    Raises:
        UsageError: A file stands twice, or an option or exporter that nothing uses.
        UnknownExporterError: No exporter writes a suffix.
        AmbiguousExporterError: Several do and none was named.
        OptionsError: An exporter does not take an option.
        ExportError: A file cannot be written where it should stand.
    """
    registry = load_plugins()
    named = [registry.find(name) for name in args.exporters]
    texts = _option_texts(args.options, registry)
    _check_distinct(args.outputs)

    chosen = [(target, _exporter_of(target, named, registry, args)) for target in args.outputs]
    for target, provided in chosen:
        _check_writable(target, provided)
    used = {provided.long_name for _, provided in chosen}
    for provided in named:
        if provided.long_name not in used:
            raise UsageError(f"--exporter {provided.exporter.name}: no file has a suffix of it")
    for long_name in texts:
        if long_name not in used:
            raise UsageError(f"-O {long_name}: no file is written with this exporter")
    return tuple(
        _Plan(
            target=target,
            provided=provided,
            options=from_texts(provided.exporter.options, texts.get(provided.long_name, {})),
        )
        for target, provided in chosen
    )


def _option_texts(options: Sequence[str], registry: Registry) -> dict[str, dict[str, str]]:
    """Return texts of options by long name of their exporter and by key."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for option in options:
        left, equals, value = option.partition("=")
        distribution, colon, rest = left.rpartition(":")
        short, dot, key = rest.partition(".")
        if not (equals and dot and short and key):
            raise UsageError(f"-O {option}: write it as NAME.KEY=VALUE, such as excel.paper=letter")
        long_name = registry.find(f"{distribution}{colon}{short}").long_name
        if key in texts[long_name]:
            raise UsageError(f"-O {left}: given twice")
        texts[long_name][key] = value
    return dict(texts)


def _exporter_of(
    target: str, named: Sequence[ProvidedExporter], registry: Registry, args: argparse.Namespace
) -> ProvidedExporter:
    for provided in named:
        if Path(target).name.lower().endswith(provided.exporter.suffixes):
            return provided
    if len(named) == 1 and len(args.outputs) == 1:
        return named[0]
    return registry.find_by_suffix(target)


def _check_distinct(targets: Sequence[str]) -> None:
    seen: set[str] = set()
    for target in targets:
        real = os.path.realpath(target)
        if real in seen:
            raise UsageError(f"-o {target}: the same file twice")
        seen.add(real)


def _check_writable(target: str, provided: ProvidedExporter) -> None:
    """Find what is wrong with a target before a long merge; the host finds the rest."""
    real = Path(os.path.realpath(target))
    reason = ""
    if real.is_dir():
        reason = "it is a folder: name a file"
    elif not real.parent.is_dir():
        reason = f"there is no folder {str(real.parent)!r}: make it first"
    elif not os.access(real.parent, os.W_OK):
        reason = f"the folder {str(real.parent)!r} cannot be written to"
    if reason:
        provider = f"{provided.distribution} {provided.version}"
        raise ExportError(provided.exporter.name, provider, target, reason, False, "target")


def _export_all(
    timeline: Timeline,
    plans: Sequence[_Plan],
    args: argparse.Namespace,
    output: Screen,
    messages: Screen,
) -> None:
    """Write every file and say what was written and what was left out."""
    for plan in plans:
        exporter = plan.provided.exporter
        with messages.working(f"writing {plan.target}") as progress:
            report = export(
                timeline,
                plan.target,
                exporter,
                plan.options,
                strict=args.is_strict,
                update=args.is_update,
                isolated=_isolation(args),
                progress=progress,
                distribution=f"{plan.provided.distribution} {plan.provided.version}",
            )
        _show_report(plan.target, report, output, lists_losses=args.lists_losses)


def _isolation(args: argparse.Namespace) -> Isolation | bool:
    if not args.is_isolated:
        return False
    limits = Isolation()
    if args.seconds is not None:
        limits = attrs.evolve(limits, seconds=args.seconds)
    if args.megabytes is not None:
        limits = attrs.evolve(limits, memory_bytes=args.megabytes << 20)
    return limits


def _show_report(target: str, report: ExportReport, output: Screen, *, lists_losses: bool) -> None:
    n_losses = len(report.losses)
    lost = f"{n_losses:,} left out" if n_losses else "nothing left out"
    size = f"{counted(report.n_entries, 'entry', 'entries')}, {counted(report.n_bytes, 'byte')}"
    output.line(f"{target}: {report.exporter}, {size}, {lost}", "bold")
    if lists_losses:
        for loss in report.losses:
            output.line(f"  {loss}")
        return

    kinds: dict[tuple[str, str], list[Loss]] = defaultdict(list)
    for loss in report.losses:
        kinds[loss.field.partition(".")[0], _DETAIL.sub("", loss.reason)].append(loss)
    ranked = sorted(kinds.items(), key=lambda kind: (-len(kind[1]), kind[0]))
    for (field, _), losses in ranked[:_MAX_KINDS_OF_LOSS]:
        what = "whole entries" if field == WHOLE_ENTRY else field
        such_as = "" if len({loss.reason for loss in losses}) == 1 else ", such as"
        output.prose(f"  {len(losses):,} of {what}{such_as}: {losses[0].reason}")
    if len(ranked) > _MAX_KINDS_OF_LOSS:
        rest = sum(len(losses) for _, losses in ranked[_MAX_KINDS_OF_LOSS:])
        output.line(f"  {rest:,} of other kinds")
    if report.losses:
        output.line("  (--losses lists each with its entry)", "dim")
