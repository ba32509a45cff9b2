"""Exports by name or suffix, with whatever is installed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from alliancekit.errors import UnknownExporterError
from alliancekit.exporting import ExportReport, Isolation, export
from alliancekit.options import structure
from alliancekit.plugins.discovery import load_plugins
from alliancekit.timeline import Timeline


def export_as(
    timeline: Timeline,
    target: str | os.PathLike[str] | BinaryIO,
    name: str | None = None,
    options: Mapping[str, Any] | Any | None = None,
    *,
    strict: bool = False,
    progress: Callable[[int, int], None] | None = None,
    update: bool = False,
    isolated: bool | Isolation = False,
) -> ExportReport:
    """Write a timeline with an installed exporter.

    Args:
        timeline: What to write.
        target: Path of a file, or a binary stream.
        name: Name of the exporter, short or long; by the suffix of the path where ``None``.
        options: Options by name, or an instance of the exporter's options class.
        strict: Whether any loss is an error, which leaves the target as it was.
        progress: Takes the number of entries done and of entries in all.
        update: Whether to continue from the file that is replaced, where the format can.
        isolated: Whether the exporter runs in a process of its own, or with what limits it does.

    Returns:
        What was written and what it does not say.

    Raises:
        UnknownExporterError: No installed exporter has this name or writes such files.
        AmbiguousExporterError: Several do.
        OptionsError: The exporter does not take these options.
        ExportError: The exporter or the disk failed, or something was lost under ``strict``.
    """
    registry = load_plugins()
    if name is not None:
        provided = registry.find(name)
    elif isinstance(target, (str, os.PathLike)):
        provided = registry.find_by_suffix(target)
    else:
        installed = list(dict.fromkeys(p.exporter.name for p in registry.exporters))
        raise UnknownExporterError(
            f"<{type(target).__name__}>",
            installed,
            list(map(str, registry.failures)),
            "a stream has no suffix: give name=",
        )

    exporter = provided.exporter
    return export(
        timeline,
        target,
        exporter,
        None if options is None else structure(exporter.options, options),
        strict=strict,
        progress=progress,
        distribution=f"{provided.distribution} {provided.version}",
        update=update,
        isolated=isolated,
    )
