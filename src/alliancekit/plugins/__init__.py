"""Plugins: installed distributions that offer exporters, found and loaded one by one.

A plugin is trusted code: what is checked here finds accidents, not malice.
"""

from alliancekit.plugins.discovery import ENTRY_POINT_GROUP, discover_plugins, load_plugins
from alliancekit.plugins.exports import export_as
from alliancekit.plugins.hooks import hookimpl
from alliancekit.plugins.registries import (
    PluginFailure,
    PluginStage,
    ProvidedExporter,
    Registry,
)

__all__ = [
    "ENTRY_POINT_GROUP",
    "PluginFailure",
    "PluginStage",
    "ProvidedExporter",
    "Registry",
    "discover_plugins",
    "export_as",
    "hookimpl",
    "load_plugins",
]
