"""The conformance kit, run on the CSV exporter."""

import csv
import io
from collections.abc import Mapping

from alliancekit.testing import ExporterConformance
from alliancekit_csv import csv_exporter


class TestCsv(ExporterConformance):
    exporter = csv_exporter

    def read_back(self, data: bytes) -> Mapping[str, str]:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""))
        return {row["id"]: row["title"] for row in rows}

    def check_format(self, data: bytes) -> None:
        # RFC 4180 ends every line with a carriage return and a line feed.
        assert not data or data.endswith(b"\r\n")
        list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
