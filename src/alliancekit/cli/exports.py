"""Writing files: what is wrong with a command is found before the first file is touched."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from alliancekit.cli.arguments import Arguments, UsageError
from alliancekit.cli.screens import Screen, counted
from alliancekit.errors import ExportError
from alliancekit.exporting import WHOLE_ENTRY, ExportReport, Isolation, Loss, export
from alliancekit.options import from_texts
from alliancekit.plugins import ProvidedExporter, Registry, load_plugins
from alliancekit.timeline import Timeline

_MAX_KINDS_OF_LOSS = 8
# What differs between two losses of one kind: what is quoted, and numbers and dates.
_DETAIL = re.compile(r"'[^']*'|[0-9][0-9.,:-]*")


@attrs.frozen(kw_only=True)
class Plan:
    """One file to write.

    Attributes:
        target: Path, as given.
        provided: The exporter.
        options: An instance of its options class.
    """

    target: str
    provided: ProvidedExporter
    options: Any


def plan_exports(arguments: Arguments) -> tuple[Plan, ...]:
    """Return what to write with which exporter and options.

    Raises:
        UsageError: A file stands twice, or an option or exporter that nothing uses.
        UnknownExporterError: No exporter writes a suffix.
        AmbiguousExporterError: Several do and none was named.
        OptionsError: An exporter does not take an option.
        ExportError: A file cannot be written where it should stand.
    """
    registry = load_plugins()
    named = [registry.find(name) for name in arguments.exporters]
    texts = _option_texts(arguments.options, registry)
    _check_distinct(arguments.outputs)

    chosen = [
        (target, _exporter_of(target, named, registry, arguments)) for target in arguments.outputs
    ]
    for target, provided in chosen:
        _check_writable(target, provided)
    used = {provided.long_name for _, provided in chosen}
    for provided in named:
        if provided.long_name not in used:
            raise UsageError(
                "merge", f"--exporter {provided.exporter.name}: no file has a suffix of it"
            )
    for long_name in texts:
        if long_name not in used:
            raise UsageError("merge", f"-O {long_name}: no file is written with this exporter")
    return tuple(
        Plan(
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
            raise UsageError(
                "merge", f"-O {option}: write it as NAME.KEY=VALUE, such as excel.paper=letter"
            )
        long_name = registry.find(f"{distribution}{colon}{short}").long_name
        if key in texts[long_name]:
            raise UsageError("merge", f"-O {left}: given twice")
        texts[long_name][key] = value
    return dict(texts)


def _exporter_of(
    target: str, named: Sequence[ProvidedExporter], registry: Registry, arguments: Arguments
) -> ProvidedExporter:
    for provided in named:
        if Path(target).name.lower().endswith(provided.exporter.suffixes):
            return provided
    if len(named) == 1 and len(arguments.outputs) == 1:
        return named[0]
    return registry.find_by_suffix(target)


def _check_distinct(targets: Sequence[str]) -> None:
    seen: set[str] = set()
    for target in targets:
        real = os.path.realpath(target)
        if real in seen:
            raise UsageError("merge", f"-o {target}: the same file twice")
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


def export_all(
    timeline: Timeline,
    plans: Sequence[Plan],
    arguments: Arguments,
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
                strict=arguments.is_strict,
                update=arguments.is_update,
                isolated=_isolation(arguments),
                progress=progress,
                distribution=f"{plan.provided.distribution} {plan.provided.version}",
            )
        _show_report(plan.target, report, output, lists_losses=arguments.lists_losses)


def _isolation(arguments: Arguments) -> Isolation | bool:
    if not arguments.is_isolated:
        return False
    limits = Isolation()
    if arguments.seconds is not None:
        limits = attrs.evolve(limits, seconds=arguments.seconds)
    if arguments.megabytes is not None:
        limits = attrs.evolve(limits, memory_bytes=arguments.megabytes << 20)
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
