"""Stages 2 to 6 in one function: a collection becomes a timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs

from alliancekit._collector import collector_paused
from alliancekit.actors import joined_table
from alliancekit.blocks import block_pairs, estimate_completeness
from alliancekit.clusters import cluster_records, put_off_plans, sort_decisions
from alliancekit.dates import day_date, sort_key
from alliancekit.errors import quoted
from alliancekit.features import ActorReader, extract_features
from alliancekit.matches import score_pairs
from alliancekit.model import Collection, Record, Source, SourceId
from alliancekit.timeline import Entry, EntryId, Relation, Timeline
from alliancekit.timeline.copies import Copy, detect_copies
from alliancekit.timeline.fusion import fuse_records
from alliancekit.timeline.links import found_links, judged_links, ordered_links, stated_links
from alliancekit.timeline.options import MergeOptions
from alliancekit.timeline.policies import DEFAULT_TRUST, Rules
from alliancekit.timeline.preferences import decided_entries, denied_links
from alliancekit.timeline.witnesses import ancestors
from alliancekit.weights import SHIPPED_MODEL, Model

__all__ = ["MergeOptions", "merge"]

# A collection without any dated source still needs a day to speak for; no document is older.
_DAY_WITHOUT_SOURCES = dt.date(1970, 1, 1)


def merge(
    collection: Collection, *, model: Model = SHIPPED_MODEL, options: MergeOptions | None = None
) -> Timeline:
    """Return the timeline of a collection.

    The same facts give the same timeline in whatever order and number of times they were read.
    What one record is merged with depends on it, its rivals and the model alone: adding
    unrelated records changes no other entry.

    Args:
        collection: The facts.
        model: The weights; never fitted in silence.
        options: What the facts do not say.

    Returns:
        Every record in exactly one entry.

    Raises:
        DecisionConflictError: Decisions contradict each other.
        TypeError: An argument is of another type.
    """
    options = MergeOptions() if options is None else options
    for given, type_, advice in (
        (collection, Collection, "alliancekit.read returns one"),
        (model, Model, "alliancekit.read_model and alliancekit.fit return one"),
        (options, MergeOptions, "write alliancekit.MergeOptions(...)"),
    ):
        if not isinstance(given, type_):
            raise TypeError(f"merge takes a {type_.__name__}, not {quoted(given)}: {advice}")
    with collector_paused():
        return _merged(collection, model, options)


def _merged(collection: Collection, model: Model, options: MergeOptions) -> Timeline:
    actors = joined_table(collection.actors)
    records = collection.records
    sources = collection.told_sources
    standing = sort_decisions(records, collection.decisions).standing

    features = extract_features(records, sources, actors)
    pairs = block_pairs(features, model)
    matches = score_pairs(features, pairs.first, pairs.second, model)
    reader = ActorReader(actors)
    postponed = put_off_plans(records, sources, reader)
    clusters = cluster_records(records, features, matches, standing, model, together=postponed)

    told = [[records[row] for row in rows] for rows in clusters.members]
    rules, copies = _rules(collection, told, options)
    fused = _distinct_ids(
        fuse_records(records_of_one, sources, rules, reader, weakest)
        for records_of_one, weakest in zip(told, clusters.weakest_millibits, strict=True)
    )
    entries = decided_entries(fused, standing)

    labels = clusters.labels
    entry_of_row = [entries[label].id for label in labels.tolist()]
    entry_of_id: dict[str, EntryId] = {
        record.id: entry.id for entry in reversed(entries) for record in entry.records
    }
    judged, unsure = judged_links(records, features, matches, entry_of_row, model)
    found = found_links(entries, clusters.members, features, actors, model)
    links = ordered_links(stated_links(entries, entry_of_id), [*found, *judged])
    denied = denied_links(entry_of_id, standing)
    return Timeline(
        entries=tuple(sorted(entries, key=lambda entry: (sort_key(entry.when), entry.id))),
        links=tuple(
            link
            for link in links
            if (link.relation, frozenset((link.origin, link.target))) not in denied
        ),
        collection=collection,
        model=model,
        options=options,
        as_of=options.as_of or _latest_day(collection.sources),
        unsure=tuple(
            pair
            for pair in unsure
            if (Relation.unsure, frozenset(map(entry_of_id.__getitem__, pair.records)))
            not in denied
        ),
        copies=copies,
        completeness=estimate_completeness(pairs, features, labels),
        gaps=clusters.gaps,
        ties=tuple(tuple(records[row].id for row in rows) for rows in clusters.ties),
    )


def _rules(
    collection: Collection, told: Sequence[Sequence[Record]], options: MergeOptions
) -> tuple[Rules, tuple[Copy, ...]]:
    """Return by what the records of each cluster are fused, and the copies that count once."""
    chains = ancestors(collection.sources)
    copies: tuple[Copy, ...] = ()
    if options.counts_copies_once:
        copies = detect_copies(told, collection.told_sources, chains)
    if copies:
        chains = ancestors(collection.sources, [copy.sources for copy in copies])
    rules = Rules(
        chains=chains,
        policies=dict(options.policies),
        trust=_trust_in(collection.sources, options),
    )
    return rules, copies


def _distinct_ids(entries: Iterator[Entry]) -> list[Entry]:
    """Return entries with ids of their own.

    One record id may stand for an event here and for an agreement there.
    """
    taken: set[str] = set()
    distinct = []
    for entry in entries:
        id = f"{entry.id}#{entry.type}" if entry.id in taken else entry.id
        taken.add(id)
        distinct.append(entry if id == entry.id else attrs.evolve(entry, id=id))
    return distinct


def _trust_in(sources: Sequence[Source], options: MergeOptions) -> dict[SourceId, int]:
    """Return how far sources are trusted, if anything is said of it; ids go before outlets."""
    trust = dict(options.trust)
    if not trust:
        return {}
    return {
        source.id: trust.get(source.id, trust.get(source.outlet, DEFAULT_TRUST))
        for source in reversed(sources)
    }


def _latest_day(sources: Sequence[Source]) -> dt.date:
    dates = [source.published for source in sources if source.published is not None]
    bounds = [date.earliest if date.latest is None else date.latest for date in dates]
    days = [day_date(bound) for bound in bounds if bound is not None]
    return max((day for day in days if day is not None), default=_DAY_WITHOUT_SOURCES)
