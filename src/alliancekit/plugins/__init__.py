"""Plugins: installed distributions that offer exporters, found and loaded one by one.

A plugin is trusted code: what is checked here finds accidents, not malice.
"""

from alliancekit.plugins.discovery import discover_plugins, load_plugins
from alliancekit.plugins.exports import export
from alliancekit.plugins.hooks import hookimpl
from alliancekit.plugins.registries import (
    PluginFailure,
    PluginStage,
    ProvidedExporter,
    Registry,
)

__all__ = [
    "PluginFailure",
    "PluginStage",
    "ProvidedExporter",
    "Registry",
    "discover_plugins",
    "export",
    "hookimpl",
    "load_plugins",
]

# The same, by the name that says how it finds the exporter.
export_as = export
