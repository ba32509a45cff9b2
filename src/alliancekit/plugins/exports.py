"""Exports with whatever is installed: by suffix, by name, or with an exporter at hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata
from typing import Any, BinaryIO

from alliancekit.errors import UnknownExporterError, quoted
from alliancekit.exporting import Exporter, ExportReport, Isolation
from alliancekit.exporting import export as export_with
from alliancekit.exporting.contract import O
from alliancekit.options import structure
from alliancekit.plugins.discovery import load_plugins
from alliancekit.plugins.hooks import PROJECT
from alliancekit.plugins.registries import ProvidedExporter
from alliancekit.timeline import Timeline


def export(
    timeline: Timeline,
    target: str | os.PathLike[str] | BinaryIO,
    exporter: Exporter[O] | str | None = None,
    options: O | Mapping[str, Any] | None = None,
    *,
    strict: bool = False,
    progress: Callable[[int, int], None] | None = None,
    update: bool = False,
    isolated: bool | Isolation = False,
) -> ExportReport:
    """Write a timeline in the format of an exporter.

    A file appears at once and whole: at every instant, also when the process is killed, the target
    is the old file or the new one. A link stands for the file that it names; the mode of an old
    file is kept. A stream gets the output in one piece when all of it is there, and is neither
    closed nor moved.

    Args:
        timeline: What to write.
        target: Path of a file, or a binary stream.
        exporter: Name of an installed exporter, short or long, or an exporter; by the suffix of
            the path where ``None``.
        options: Options by name, or an instance of the exporter's options class; its defaults where
            ``None``.
        strict: Whether any loss is an error, which leaves the target as it was.
        progress: Takes the number of entries done and of entries in all.
        update: Whether to continue from the file that is replaced, where there is one and the
            format can: a calendar then says what changed and cancels what is gone.
        isolated: Whether the exporter runs in a process of its own, which is slower to start and
            in which it can hang, crash or use up memory without harm to this one; or with what
            limits it does.

    Returns:
        What was written and what it does not say.

    Raises:
        UnknownExporterError: No installed exporter has this name or writes such files.
        AmbiguousExporterError: Several do.
        OptionsError: The exporter does not take these options, or the file that is replaced is none
            from which the format can continue.
        ExportError: The exporter or the disk failed, something was lost under ``strict``, or the
            exporter changed the timeline.
        ExporterError: The exporter was written for another contract.
        TypeError: The timeline is none, or the exporter neither an exporter nor a name.
    """
    if isinstance(exporter, Exporter):
        chosen: Exporter[Any] = exporter
        provider = _provider(exporter)
    else:
        provided = _installed(target, exporter)
        chosen = provided.exporter
        provider = f"{provided.distribution} {provided.version}"
    return export_with(
        timeline,
        target,
        chosen,
        structure(chosen.options, options) if isinstance(options, Mapping) else options,
        strict=strict,
        progress=progress,
        distribution=provider,
        update=update,
        isolated=isolated,
    )


def _installed(target: object, name: str | None) -> ProvidedExporter:
    registry = load_plugins()
    if isinstance(name, str):
        return registry.find(name)
    if name is not None:
        raise TypeError(f"{quoted(name)} is neither an exporter nor the name of one")
    if isinstance(target, (str, os.PathLike)):
        return registry.find_by_suffix(target)
    raise UnknownExporterError(
        f"<{type(target).__name__}>",
        list(dict.fromkeys(one.exporter.name for one in registry.exporters)),
        list(map(str, registry.failures)),
        "a stream has no suffix: name the exporter",
    )


def _provider(exporter: Exporter[Any]) -> str:
    """Return the distribution that an exporter comes with, without loading any other plugin."""
    module = getattr(exporter.write, "__module__", None) or ""
    return _provider_of(module.partition(".")[0])


@cache
def _provider_of(package: str) -> str:
    for point in metadata.entry_points(group=PROJECT):
        if point.dist is not None and point.module.partition(".")[0] == package:
            return f"{point.dist.name} {point.dist.version}"
    return ""
