"""What plugins offer: exporters that are asked for by name or suffix, and those that failed."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import attrs

from alliancekit.errors import AmbiguousExporterError, UnknownExporterError
from alliancekit.exporting import Exporter

# What to install for the formats that people ask for first.
_KNOWN_DISTRIBUTIONS = {
    "excel": ("alliancekit-excel", (".xlsx",)),
    "graphml": ("alliancekit-graphml", (".graphml",)),
    "html": ("alliancekit-html", (".html",)),
    "icalendar": ("alliancekit-icalendar", (".ics",)),
}


class PluginStage(StrEnum):
    """How far the loading of a plugin came."""

    finding = "find"
    importing = "import"
    registering = "register"
    listing = "list"


@attrs.frozen(kw_only=True)
class PluginFailure:
    """A plugin that could not be used, and why.

    Attributes:
        distribution: Name of the distribution.
        version: Its version, or ``""`` where it was not found.
        entry_point: Name of the entry point, or ``""`` likewise.
        stage: Where it failed.
        error: What it raised or did wrong, on one line.
    """

    distribution: str
    version: str
    entry_point: str
    stage: PluginStage
    error: str

    def __str__(self) -> str:
        point = f":{self.entry_point}" if self.entry_point else ""
        version = f" {self.version}" if self.version else ""
        return f"plugin {self.distribution}{point}{version} failed at {self.stage}: {self.error}"


@attrs.frozen(kw_only=True)
class ProvidedExporter:
    """An exporter and who provides it.

    Attributes:
        exporter: The exporter.
        distribution: Name of the distribution.
        version: Its version.
        entry_point: Name of the entry point.
    """

    exporter: Exporter[Any]
    distribution: str
    version: str
    entry_point: str

    @property
    def long_name(self) -> str:
        """The name that no other distribution can take: ``alliancekit-excel:excel``."""
        return f"{self.distribution}:{self.exporter.name}"


@attrs.frozen(kw_only=True)
class Registry:
    """The plugins that are installed.

    Attributes:
        exporters: Every exporter that was loaded, ordered by name, then by distribution.
        failures: Every plugin that was not, ordered by distribution and entry point.
    """

    exporters: tuple[ProvidedExporter, ...] = ()
    failures: tuple[PluginFailure, ...] = ()

    def find(self, name: str) -> ProvidedExporter:
        """Return the exporter of a name.

        Args:
            name: Short, such as ``excel``, or long, such as ``alliancekit-excel:excel``.

        Returns:
            The exporter and who provides it.

        Raises:
            UnknownExporterError: None has this name.
            AmbiguousExporterError: Several have it; each can be asked for by its long name.
        """
        distribution, colon, short = name.rpartition(":")
        found = [
            provided
            for provided in self.exporters
            if provided.exporter.name == short
            and (not colon or normalized(provided.distribution) == normalized(distribution))
        ]
        return self._only(name, found)

    def find_by_suffix(self, path: str | os.PathLike[str]) -> ProvidedExporter:
        """Return the exporter that writes files of this name.

        Args:
            path: Path of the file to be. Case does not matter; of several suffixes the longest
                counts.

        Returns:
            The exporter and who provides it.

        Raises:
            UnknownExporterError: None writes such files.
            AmbiguousExporterError: Several do; each can be asked for by its name.
        """
        file_name = os.fsdecode(path).replace(os.sep, "/").rpartition("/")[2].lower()
        matches = [
            (len(suffix), provided)
            for provided in self.exporters
            for suffix in provided.exporter.suffixes
            if file_name.endswith(suffix)
        ]
        longest = max((length for length, _ in matches), default=0)
        found = dict.fromkeys(provided for length, provided in matches if length == longest)
        return self._only(file_name, list(found))

    def as_mapping(self) -> dict[str, Any]:
        """Return what is installed as values that JSON can hold, in a total order."""
        return {
            "exporters": [
                {
                    "name": provided.exporter.name,
                    "long_name": provided.long_name,
                    "summary": provided.exporter.summary,
                    "suffixes": list(provided.exporter.suffixes),
                    "media_type": provided.exporter.media_type,
                    "handles": sorted(provided.exporter.handles),
                    "distribution": provided.distribution,
                    "version": provided.version,
                    "entry_point": provided.entry_point,
                }
                for provided in self.exporters
            ],
            "failures": [
                {**attrs.asdict(failure), "stage": failure.stage.value} for failure in self.failures
            ],
        }

    def _only(self, asked: str, found: Sequence[ProvidedExporter]) -> ProvidedExporter:
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousExporterError(asked, [provided.long_name for provided in found])
        installed = dict.fromkeys(provided.exporter.name for provided in self.exporters)
        raise UnknownExporterError(
            asked, list(installed), list(map(str, self.failures)), _hint(asked)
        )


def normalized(name: str) -> str:
    """Return the name of a distribution as package indexes compare it.

    Source:
        PEP 503.
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def _hint(asked: str) -> str:
    for name, (distribution, suffixes) in _KNOWN_DISTRIBUTIONS.items():
        if asked == name or asked.startswith(f"{distribution}:") or asked.endswith(suffixes):
            return f"pip install {distribution}"
    return "install a plugin for it, or name one of these"
