"""What the tests of the calendar share."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from icalendar import Calendar

from alliancekit.exporting import ExportReport, export
from alliancekit.merging import merge
from alliancekit.records import read_text
from alliancekit.timeline import Timeline
from alliancekit_icalendar import ICalendarOptions, icalendar

REPORT_HEAD = """
source: {id: daily, outlet: The Daily, language: en, published: 2024-08-01}
records:
"""


def _timeline(records: str, head: str = REPORT_HEAD) -> Timeline:
    return merge(read_text(head + records))


def _exported(
    timeline: Timeline, options: ICalendarOptions | None = None, **given: Any
) -> tuple[bytes, ExportReport]:
    stream = io.BytesIO()
    report = export(timeline, stream, icalendar, options or ICalendarOptions(**given))
    return stream.getvalue(), report


@pytest.fixture(scope="session")
def timeline_of() -> Callable[..., Timeline]:
    """Return a function from records as YAML to their timeline."""
    return _timeline


@pytest.fixture(scope="session")
def exported() -> Callable[..., tuple[bytes, ExportReport]]:
    """Return a function from a timeline and options to the calendar and the report."""
    return _exported


@pytest.fixture(scope="session")
def components() -> Callable[..., list[Any]]:
    """Return a function from records as YAML to the components of their calendar, as read back."""

    def read_back(records: str, **options: Any) -> list[Any]:
        data, _ = _exported(_timeline(records), **options)
        return list(Calendar.from_ical(data).subcomponents)

    return read_back
