"""Reports that a thing is put off, and the plans that they put off.

A plan and the day that it was moved to lie weeks apart, so that nothing in the dates says that they
are one thing: a report that it was postponed does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from alliancekit.dates import FuzzyDate, Span
from alliancekit.features import ActorReader, title_words
from alliancekit.kinds import Realis
from alliancekit.model import Event, Record, RecordId, Source, SourceId

_PLANS = frozenset({Realis.planned, Realis.proposed, Realis.expected, Realis.postponed})
_MAX_LATER_DAYS = 400
# What is put off lies ahead, or has just passed without happening, when that is told.
_MAX_PAST_DAYS = 3
_LEAST_WORDS = 2


def put_off_plans(
    records: Sequence[Record], sources: Mapping[SourceId, Source], actors: ActorReader
) -> tuple[tuple[int, int], ...]:
    """Return the rows of reports that something is postponed, each with that of the plan.

    Args:
        records: Any.
        sources: By id.
        actors: Who belongs to whom.

    Returns:
        Pairs of rows, those of the earliest plans first. A report that may speak of plans for
        several days, such as one of weekly talks, is in none, and where a source has two such
        reports or plans that only their names tell apart, it has none.
    """
    moved = [
        row
        for row, record in enumerate(records)
        if isinstance(record.says, Event) and record.says.realis is Realis.postponed
    ]
    if not moved:
        return ()
    plans: dict[tuple[object, ...], list[int]] = {}
    for row, record in enumerate(records):
        says = record.says
        if isinstance(says, Event) and says.realis in _PLANS:
            plans.setdefault((says.kind, actors.acting(says.parties)), []).append(row)
    found = [pair for row in moved for pair in _pairs(row, plans, records, sources, actors)]
    kept = _unmistakable(found, records)
    # Days before names: what a source is called must not choose between two plans.
    return tuple(sorted(kept, key=lambda pair: (*_days_moved(pair[0], pair[1], records), pair)))


def _pairs(
    row: int,
    plans: Mapping[tuple[object, ...], Sequence[int]],
    records: Sequence[Record],
    sources: Mapping[SourceId, Source],
    actors: ActorReader,
) -> Iterator[tuple[int, int]]:
    says = records[row].says
    rivals = plans.get((says.kind, actors.acting(says.parties)), ())
    meant = [other for other in rivals if puts_off(records[row], records[other], sources)]
    days = {_days(records[at]) for at in meant}
    # A source that tells of the old plan in a record of its own does so there and not here.
    own = {_days(records[at]) for at in rivals if records[at].source == records[row].source}
    if len(days) == 1 and days.isdisjoint(own):
        yield from ((row, other) for other in meant)


def _unmistakable(
    pairs: Sequence[tuple[int, int]], records: Sequence[Record]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of which neither source has another record that would do as well."""

    def both_ways(pair: tuple[int, int]) -> Iterator[tuple[tuple[object, ...], RecordId]]:
        for one, other in (pair, pair[::-1]):
            rival = records[other]
            # A record may be the plan of one pair and the report of another.
            is_plan = other == pair[1]
            yield (records[one].id, is_plan, rival.source, _days(rival)), rival.id

    rivals: dict[tuple[object, ...], set[RecordId]] = {}
    for pair in pairs:
        for place, id in both_ways(pair):
            rivals.setdefault(place, set()).add(id)
    for pair in pairs:
        if all(len(rivals[place]) == 1 for place, _ in both_ways(pair)):
            yield pair


def _days_moved(row: int, plan: int, records: Sequence[Record]) -> tuple[int, int]:
    old_day, new_day = _last(records[plan].says.when), _first(records[row].says.when)
    assert old_day is not None and new_day is not None
    return (old_day, new_day)


def _days(record: Record) -> tuple[int | None, int | None]:
    return (_first(record.says.when), _last(record.says.when))


def puts_off(moved: Record, plan: Record, sources: Mapping[SourceId, Source]) -> bool:
    """Return whether a report that something is postponed can speak of a plan.

    Args:
        moved: Any record.
        plan: Another; of its kind and its parties nothing is asked here.
        sources: By id.
    """
    later, earlier = moved.says, plan.says
    if (
        not (isinstance(later, Event) and isinstance(earlier, Event))
        or later.realis is not Realis.postponed
        or earlier.realis not in _PLANS
        or moved.source == plan.source
    ):
        return False
    told, planned = (sources.get(record.source) for record in (moved, plan))
    told_day = _first(told.published) if told else None
    planned_day = _first(planned.published) if planned else None
    new_day, old_day = _first(later.when), _last(earlier.when)
    if told_day is None or planned_day is None or new_day is None or old_day is None:
        return False
    return (
        planned_day <= told_day
        and told_day - _MAX_PAST_DAYS <= old_day < new_day <= old_day + _MAX_LATER_DAYS
        and _speak_of_one_thing(later, earlier)
    )


def _first(when: FuzzyDate | Span | None) -> int | None:
    return when.earliest if when is not None else None


def _last(when: FuzzyDate | Span | None) -> int | None:
    return when.latest if when is not None else None


def _speak_of_one_thing(a: Event, b: Event) -> bool:
    """Return whether titles of one language say the same, or else places are the same.

    Titles in two languages neither say the same nor another thing.
    """
    words = {title.language: _words(title.text) for title in a.titles}
    shared = [
        (words[title.language], _words(title.text)) for title in b.titles if title.language in words
    ]
    if shared:
        return all((x <= y or y <= x) and len(x & y) >= _LEAST_WORDS for x, y in shared)
    if a.titles and b.titles:
        return a.place is None or b.place is None or a.place.country == b.place.country
    return a.place is not None and bool(a.place.name) and a.place == b.place


@lru_cache(maxsize=4_096)
def _words(title: str) -> frozenset[str]:
    return frozenset(title_words(title))
