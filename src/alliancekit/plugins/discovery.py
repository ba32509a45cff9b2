"""Which plugins are installed: each is loaded by itself, and a broken one is only listed."""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import metadata
from typing import Any, cast

import pluggy

from alliancekit.errors import PluginError, PluginWarning, quoted
from alliancekit.exporting import CONTRACT_API, Exporter
from alliancekit.exporting.writing import error_text
from alliancekit.options import check_options_class
from alliancekit.plugins.hooks import HOOK, PROJECT, Hooks
from alliancekit.plugins.registries import (
    PluginFailure,
    PluginStage,
    ProvidedExporter,
    Registry,
    normalized,
)

_ALLOWED = "ALLIANCEKIT_PLUGINS"
_STRICT = "ALLIANCEKIT_STRICT_PLUGINS"
# A plugin that offers more than this is in an endless loop.
_MAX_EXPORTERS = 1_000


def discover_plugins(paths: Sequence[str] | None = None) -> Registry:
    """Return what is installed, loaded anew.

    Each plugin is loaded by itself: whatever one raises, the others are there.
    ``ALLIANCEKIT_PLUGINS`` in the environment is a list of distributions between commas; no other
    is imported, and none at all where it is empty.

    Args:
        paths: Folders in which to look for distributions; ``sys.path`` where ``None``. Modules are
            imported from ``sys.path`` in any case.

    Returns:
        The exporters and the failures.
    """
    allowed = _allowed_distributions()
    exporters: list[ProvidedExporter] = []
    failures: list[PluginFailure] = []
    found: set[str] = set()
    for distribution, point in _entry_points(paths):
        name = distribution.name
        found.add(normalized(name))
        if allowed is not None and normalized(name) not in allowed:
            continue
        try:
            provided = _load(distribution, point, exporters)
        except _LoadError as error:
            failures.append(
                PluginFailure(
                    distribution=name,
                    version=distribution.version,
                    entry_point=point.name,
                    stage=error.stage,
                    error=error.reason,
                )
            )
        else:
            exporters += provided

    for name in sorted((allowed or set()) - found):
        failures.append(
            PluginFailure(
                distribution=name,
                version="",
                entry_point="",
                stage=PluginStage.finding,
                error=f"{_ALLOWED} names it and it is not installed: install it or mend the list",
            )
        )
    return Registry(
        exporters=tuple(sorted(exporters, key=lambda p: (p.exporter.name, p.distribution))),
        failures=tuple(sorted(failures, key=lambda f: (f.distribution, f.entry_point))),
    )


@cache
def load_plugins() -> Registry:
    """Return what is installed, loaded once in a process.

    Returns:
        The exporters and the failures; each failure is also a warning.

    Raises:
        PluginError: A plugin failed and ``ALLIANCEKIT_STRICT_PLUGINS`` is ``1``.
    """
    registry = discover_plugins()
    if registry.failures and os.environ.get(_STRICT) == "1":
        raise PluginError(list(map(str, registry.failures)))
    for failure in registry.failures:
        warnings.warn(str(failure), PluginWarning, stacklevel=2)
    return registry


class _LoadError(Exception):
    def __init__(self, stage: PluginStage, reason: str) -> None:
        super().__init__(stage, reason)
        self.stage = stage
        self.reason = reason


def _load(
    distribution: metadata.Distribution,
    point: metadata.EntryPoint,
    loaded: Sequence[ProvidedExporter],
) -> list[ProvidedExporter]:
    with _guarded(PluginStage.importing):
        plugin = point.load()
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    with _guarded(PluginStage.registering):
        manager.register(plugin, name=f"{distribution.name}:{point.name}")
        manager.check_pending()
    implementations = manager.hook.alliancekit_exporters.get_hookimpls()
    if not implementations:
        advice = "define it and mark it with alliancekit.plugins.hookimpl"
        raise _LoadError(PluginStage.registering, f"{point.value} defines no {HOOK}(): {advice}")

    exporters: list[Any] = []
    for implementation in implementations:
        if implementation.wrapper or implementation.hookwrapper:
            raise _LoadError(PluginStage.registering, f"{HOOK}() is a wrapper: remove that mark")
        with _guarded(PluginStage.listing):
            offered = cast(Iterable[Any], implementation.function())
            exporters += itertools.islice(offered, _MAX_EXPORTERS + 1)
    with _guarded(PluginStage.listing):
        problems = list(_problems(exporters, distribution.name, loaded))
    if problems:
        raise _LoadError(PluginStage.listing, "; ".join(problems))
    return [
        ProvidedExporter(
            exporter=exporter,
            distribution=distribution.name,
            version=distribution.version,
            entry_point=point.name,
        )
        for exporter in exporters
    ]


def _problems(
    exporters: Sequence[Any], distribution: str, loaded: Sequence[ProvidedExporter]
) -> Iterable[str]:
    if len(exporters) > _MAX_EXPORTERS:
        yield f"it lists more than {_MAX_EXPORTERS} exporters"
        return
    taken = {p.exporter.name for p in loaded if p.distribution == distribution}
    for exporter in exporters:
        if not isinstance(exporter, Exporter):
            yield f"it lists {quoted(exporter)}, which is no Exporter"
            continue
        label = f"exporter {exporter.name!r}"
        if exporter.api != CONTRACT_API:
            yield f"{label} is for contract {exporter.api}, this host speaks {CONTRACT_API}"
        if exporter.name in taken:
            yield f"{label} is listed twice by the distribution"
        taken.add(exporter.name)
        yield from (f"{label}, {problem}" for problem in check_options_class(exporter.options))


@contextlib.contextmanager
def _guarded(stage: PluginStage) -> Iterator[None]:
    try:
        # A plugin that greets its user must not spoil what a command prints for other programs.
        with contextlib.redirect_stdout(sys.stderr):
            yield
    # Importing runs any code, which may raise anything, SystemExit too; only the user's own Ctrl-C
    # ends the host.
    except BaseException as error:
        if type(error) is KeyboardInterrupt:
            raise
        raise _LoadError(stage, error_text(error)) from error


def _entry_points(
    paths: Sequence[str] | None,
) -> list[tuple[metadata.Distribution, metadata.EntryPoint]]:
    search = sys.path if paths is None else list(paths)
    seen: set[str] = set()
    found = []
    for distribution in metadata.distributions(path=search):
        points = distribution.entry_points.select(group=PROJECT)
        # Few distributions are plugins, and the rest of the metadata takes longer to read. What a
        # failed removal left behind has none.
        if not points or not distribution.metadata["Name"]:
            continue
        # The first one on the path is the one that gets imported.
        if normalized(distribution.name) not in seen:
            seen.add(normalized(distribution.name))
            found += [(distribution, point) for point in points]
    # The order of the file system is none.
    return sorted(found, key=lambda pair: (normalized(pair[0].name), pair[1].name, pair[1].value))


def _allowed_distributions() -> set[str] | None:
    given = os.environ.get(_ALLOWED)
    if given is None:
        return None
    return {normalized(name.strip()) for name in given.split(",") if name.strip()}
