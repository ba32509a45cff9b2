"""The one hook between plugins and the host."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pluggy

from alliancekit.exporting import Exporter

PROJECT = "alliancekit"
"""Name of the project to pluggy, and of the group of entry points that name plugins."""

HOOK = "alliancekit_exporters"
"""Name of the function that a plugin defines."""

_hookspec = pluggy.HookspecMarker(PROJECT)

hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks the function by which a plugin offers its exporters."""


class Hooks:
    """What a plugin may define: one function."""

    @_hookspec
    def alliancekit_exporters(self) -> Iterable[Exporter[Any]]:
        """Return the exporters of this plugin. Imports no file-format library."""
        return ()
