"""Stages 2 to 6 in one function: a collection becomes a timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from alliancekit._collector import collector_paused
from alliancekit.actors import joined_table
from alliancekit.blocks import block_pairs, estimate_completeness
from alliancekit.clusters import cluster_records, sort_decisions
from alliancekit.dates import day_date, sort_key
from alliancekit.features import ActorReader, Features, extract_features
from alliancekit.matches import (
    Matches,
    Verdict,
    contested_millibits,
    score_pairs,
    verdicts,
)
from alliancekit.model import Collection, Record, Source
from alliancekit.timeline import Entry, EntryId, Link, Relation, Timeline, UnsurePair
from alliancekit.timeline.fusion import fuse_records
from alliancekit.timeline.links import ordered_links, stated_links
from alliancekit.timeline.preferences import decided_entries, without_parted
from alliancekit.timeline.witnesses import ancestors
from alliancekit.weights import SHIPPED_MODEL, Model

# A collection without any dated source still needs a day to speak for; no document is older.
_DAY_WITHOUT_SOURCES = dt.date(1970, 1, 1)


@attrs.frozen(kw_only=True)
class MergeOptions:
    """What a merge may be told besides the facts.

    Attributes:
        as_of: The day that the timeline speaks for; ``None`` for the latest day of
            publication among the sources.
    """

    as_of: dt.date | None = None


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
    """
    with collector_paused():
        return _merged(collection, model, options or MergeOptions())


def _merged(collection: Collection, model: Model, options: MergeOptions) -> Timeline:
    actors = joined_table(collection.actors)
    records = collection.records
    sources = collection.told_sources
    standing = sort_decisions(records, collection.decisions).standing

    features = extract_features(records, sources, actors)
    pairs = block_pairs(features, model)
    matches = score_pairs(features, pairs.first, pairs.second, model)
    clusters = cluster_records(records, features, matches, collection.decisions, model)

    chains = ancestors(collection.sources)
    reader = ActorReader(actors)
    fused = _distinct_ids(
        fuse_records([records[row] for row in rows], sources, chains, reader, weakest)
        for rows, weakest in zip(clusters.members, clusters.weakest_millibits, strict=True)
    )
    entries = decided_entries(fused, standing)
    entry_of_row = _entry_of_row(clusters.members, entries, len(records))
    entry_of_id: dict[str, EntryId] = {
        record.id: entry.id for entry in reversed(entries) for record in entry.records
    }
    found, unsure = _judged(records, features, matches, entry_of_row, model)
    return Timeline(
        entries=tuple(sorted(entries, key=lambda entry: (sort_key(entry.when), entry.id))),
        links=without_parted(
            ordered_links(stated_links(entries, entry_of_id), found), entry_of_id, standing
        ),
        collection=collection,
        model=model,
        as_of=options.as_of or _latest_day(collection.sources),
        unsure=unsure,
        completeness=estimate_completeness(pairs, features, clusters.labels),
    )


def _distinct_ids(entries: Iterator[Entry]) -> list[Entry]:
    """Return entries with ids of their own.

    One record id may stand for an event here and for an agreement there.
    """
    taken: set[str] = set()
    distinct = []
    for entry in entries:
        id = EntryId(f"{entry.id}#{entry.type}") if entry.id in taken else entry.id
        taken.add(id)
        distinct.append(entry if id == entry.id else attrs.evolve(entry, id=id))
    return distinct


def _entry_of_row(
    members: Sequence[Sequence[int]], entries: Sequence[Entry], n: int
) -> list[EntryId]:
    entry_of: list[EntryId] = [EntryId("")] * n
    for rows, entry in zip(members, entries, strict=True):
        for row in rows:
            entry_of[row] = entry.id
    return entry_of


_RELATIONS = {
    Verdict.other_edition: (Relation.other_edition, "the same but for its number"),
    Verdict.related: (
        Relation.related,
        "same parties and a named item in common, yet not the same",
    ),
    Verdict.unsure: (Relation.unsure, "may be the same"),
    Verdict.same: (Relation.unsure, "may be the same, but another partner fits better"),
}


def _judged(
    records: Sequence[Record],
    features: Features,
    matches: Matches,
    entry_of_row: Sequence[EntryId],
    model: Model,
) -> tuple[list[Link], tuple[UnsurePair, ...]]:
    """Return the links that typed verdicts make, and the pairs that a person should look at."""
    links, unsure = [], []
    judged = verdicts(features, matches, model)
    contested = contested_millibits(features, matches)
    for at in np.flatnonzero(judged != Verdict.different):
        a, b = int(matches.first[at]), int(matches.second[at])
        if entry_of_row[a] == entry_of_row[b]:
            continue
        verdict = Verdict(judged[at])
        relation, reason = _RELATIONS[verdict]
        origin, target = sorted((entry_of_row[a], entry_of_row[b]))
        links.append(Link(origin=origin, relation=relation, target=target, reason=reason))
        if verdict in {Verdict.unsure, Verdict.same}:
            first, second = sorted((records[a].id, records[b].id))
            unsure.append(
                UnsurePair(
                    records=(first, second),
                    weight_millibits=int(matches.weight[at]),
                    probability=model.probability(
                        int(contested[at]), is_agreement=bool(features.is_agreement[a])
                    ),
                )
            )
    unsure.sort(key=lambda pair: (-pair.weight_millibits, pair.records))
    return links, tuple(unsure)


def _latest_day(sources: Sequence[Source]) -> dt.date:
    dates = [source.published for source in sources if source.published is not None]
    bounds = [date.earliest if date.latest is None else date.latest for date in dates]
    days = [day_date(bound) for bound in bounds if bound is not None]
    return max((day for day in days if day is not None), default=_DAY_WITHOUT_SOURCES)
