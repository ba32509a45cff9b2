"""For authors of exporters: the conformance kit, and strategies that draw everything there is.

Needs the extra ``alliancekit[test]``. Nothing else in alliancekit imports this.
"""

try:
    from alliancekit.testing.conformance import ExporterConformance
    from alliancekit.testing.option_values import options_of
    from alliancekit.testing.samples import hostile_timeline, sample_timeline
    from alliancekit.testing.strategies import (
        agreements,
        collections,
        events,
        fuzzy_dates,
        hostile_text,
        money,
        records,
        sources,
        spans,
    )
    from alliancekit.testing.timelines import timelines
except ModuleNotFoundError as error:
    if error.name not in ("hypothesis", "jsonschema", "pytest"):
        raise
    raise ModuleNotFoundError(
        f"alliancekit.testing needs {error.name}: pip install 'alliancekit[test]'", name=error.name
    ) from error

__all__ = [
    "ExporterConformance",
    "agreements",
    "collections",
    "events",
    "fuzzy_dates",
    "hostile_text",
    "hostile_timeline",
    "money",
    "options_of",
    "records",
    "sample_timeline",
    "sources",
    "spans",
    "timelines",
]
