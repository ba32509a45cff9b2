"""The contract of exporters, with a reader that is not the library that wrote."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from alliancekit.testing import ExporterConformance
from alliancekit_icalendar import icalendar, lint

vobject = pytest.importorskip("vobject", reason="needs vobject, the reader of Radicale")


class TestICalendar(ExporterConformance):
    exporter = icalendar
    heavy = ("icalendar",)

    def read_back(self, data: bytes) -> Mapping[str, str]:
        calendar = vobject.readOne(data.decode())
        return {
            component.x_alliancekit_entry.value: component.x_alliancekit_title.value
            for component in calendar.components()
            if "x-alliancekit-title" in component.contents
        }

    def check_format(self, data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder, "any.ics")
            path.write_bytes(data)
            assert lint(path) == ()
