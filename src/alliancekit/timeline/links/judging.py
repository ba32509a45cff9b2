"""Links that the verdicts on pairs of records make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from alliancekit.features import Features
from alliancekit.matches import Matches, Verdict, contested_millibits, verdicts
from alliancekit.model import Record
from alliancekit.timeline.entries import EntryId, Link, Relation, UnsurePair
from alliancekit.weights import Model

_RELATIONS: Mapping[Verdict, tuple[Relation, str]] = {
    Verdict.other_edition: (Relation.other_edition, "the same but for its number"),
    Verdict.related: (
        Relation.related,
        "same parties and a named item in common, yet not the same",
    ),
    Verdict.unsure: (Relation.unsure, "may be the same"),
    Verdict.same: (Relation.unsure, "may be the same, but another partner fits better"),
}


def judged_links(
    records: Sequence[Record],
    features: Features,
    matches: Matches,
    entry_of_row: Sequence[EntryId],
    model: Model,
) -> tuple[list[Link], tuple[UnsurePair, ...]]:
    """Return the links that verdicts make, and the pairs that a person should look at.

    Args:
        records: n records.
        features: Of the records.
        matches: m compared pairs.
        entry_of_row: Id of the entry of every record.
        model: Its thresholds.

    Returns:
        Links between entries, and pairs, the likeliest first.
    """
    links: dict[tuple[EntryId, Relation, EntryId], Link] = {}
    unsure = []
    judged = verdicts(features, matches, model)
    contested = contested_millibits(features, matches)
    told = np.flatnonzero(judged != Verdict.different)
    # Of several pairs between two entries the likeliest gives the reason, whatever they are called.
    told = told[np.argsort(judged[told] != Verdict.same, kind="stable")]
    columns = (told, matches.first[told], matches.second[told])
    for at, a, b in zip(*(column.tolist() for column in columns), strict=True):
        if entry_of_row[a] == entry_of_row[b]:
            continue
        verdict = Verdict(judged[at])
        relation, reason = _RELATIONS[verdict]
        origin, target = sorted((entry_of_row[a], entry_of_row[b]))
        if (origin, relation, target) not in links:
            links[origin, relation, target] = Link(
                origin=origin, relation=relation, target=target, reason=reason
            )
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
    return list(links.values()), tuple(unsure)
