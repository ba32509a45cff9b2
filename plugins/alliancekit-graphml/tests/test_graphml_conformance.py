"""The contract of exporters, with a reader that is not the library that wrote."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx

from alliancekit.testing import ExporterConformance
from alliancekit_graphml import graphml, lint


class TestGraphML(ExporterConformance):
    exporter = graphml
    heavy = ("lxml",)

    def read_back(self, data: bytes) -> Mapping[str, str]:
        graph = networkx.read_graphml(io.BytesIO(data))
        return {
            values["entry"]: values["label"]
            for _, values in graph.nodes(data=True)
            if "entry" in values
        }

    def check_format(self, data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder, "any.graphml")
            path.write_bytes(data)
            assert lint(path) == ()
