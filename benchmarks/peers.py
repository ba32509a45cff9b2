"""What people use today to find reports of one event, each set up as its users would.

Every function takes the rows of generated.py and returns a label for each: equal labels mean the
same event. All of them may block by day, month, kind and state, and compare titles within a
language.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import combinations
from typing import Any

from generated import Row

Labels = list[Hashable]


def ours(reports: Sequence[Row]) -> Labels:
    """The shipped model, from typed records to a timeline."""
    return _ours(reports, is_fitted=False)


def ours_fitted(reports: Sequence[Row]) -> Labels:
    """A model fitted to these records without labels."""
    return _ours(reports, is_fitted=True)


def _ours(reports: Sequence[Row], *, is_fitted: bool) -> Labels:
    from generated import collection_of

    from alliancekit.fitting import fit
    from alliancekit.merging import merge
    from alliancekit.weights import SHIPPED_MODEL

    collection = collection_of(reports)
    model = fit(collection) if is_fitted else SHIPPED_MODEL
    timeline = merge(collection, model=model)
    entry_of = {record.id: entry.id for entry in timeline for record in entry.records}
    return [entry_of[f"{row.source}-{row.id}#{row.id}"] for row in reports]  # type: ignore[index]


def pandas_script(reports: Sequence[Row]) -> Labels:
    """An afternoon's script: join on state and month, score by hand, connected components."""
    import networkx as nx
    import pandas as pd

    table = pd.DataFrame(
        {
            "row": range(len(reports)),
            "month": [row.day.year * 12 + row.day.month for row in reports],
            "state": [list(row.states) for row in reports],
        }
    ).explode("state")
    later = table.assign(month=table["month"] + 1)
    found = pd.concat([table.merge(side, on=["state", "month"]) for side in (table, later)])
    found = found[found["row_x"] < found["row_y"]][["row_x", "row_y"]]
    swapped = table.merge(later, on=["state", "month"])
    swapped = swapped[swapped["row_x"] > swapped["row_y"]].rename(
        columns={"row_x": "row_y", "row_y": "row_x"}
    )[["row_x", "row_y"]]
    pairs = pd.concat([found, swapped]).drop_duplicates()
    words = [frozenset(row.title.lower().split()) for row in reports]
    graph = nx.Graph()
    graph.add_nodes_from(range(len(reports)))
    graph.add_edges_from(
        (a, b)
        for a, b in zip(pairs["row_x"].tolist(), pairs["row_y"].tolist(), strict=True)
        if _by_hand(reports[a], reports[b], words[a], words[b]) >= 0.6
    )
    return _components(len(reports), nx.connected_components(graph))


def _by_hand(a: Row, b: Row, words_a: frozenset[str], words_b: frozenset[str]) -> float:
    """Return what somebody would write down after a look at the data, from 0 to about 1."""
    if not (a.kind.startswith(b.kind) or b.kind.startswith(a.kind)):
        return 0.0
    gap_days = abs((a.day - b.day).days)
    if a.is_month or b.is_month:
        if (a.day.year, a.day.month) != (b.day.year, b.day.month):
            return 0.0
        gap_days = 1
    if gap_days > 6:
        return 0.0
    states = len(set(a.states) & set(b.states)) / len(set(a.states) | set(b.states))
    title = 0.35
    if a.language == b.language:
        title = len(words_a & words_b) / max(min(len(words_a), len(words_b)), 1)
    return 0.2 + 0.3 * states + 0.5 * title - 0.05 * max(gap_days - 1, 0)


def splink_linker(reports: Sequence[Row]) -> Labels:
    """Splink with DuckDB: Fellegi-Sunter trained by EM, clusters at one half."""
    import logging

    import duckdb
    import pandas as pd
    import splink.comparison_level_library as level
    from splink import Linker, SettingsCreator, block_on
    from splink.comparison_library import CustomComparison
    from splink.internals.duckdb.database_api import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    kinds = [row.kind.split(".") for row in reports]
    table = pd.DataFrame(
        {
            "unique_id": range(len(reports)),
            "day": [row.day.toordinal() for row in reports],
            "is_month": [row.is_month for row in reports],
            "month": [f"{row.day:%Y-%m}" for row in reports],
            # A day late in a month may be early in the next one elsewhere.
            "near_month": [None if row.is_month else _near_month(row) for row in reports],
            "family": [".".join(kind[:2]) if len(kind) > 1 else None for kind in kinds],
            "kind": [
                row.kind if len(kind) > 2 else None
                for row, kind in zip(reports, kinds, strict=True)
            ],
            "root": [kind[0] for kind in kinds],
            "language": [row.language for row in reports],
            "states": [sorted(row.states) for row in reports],
            "words": [sorted(set(row.title.lower().split())) for row in reports],
            "amount": [row.amount for row in reports],
            "place": [row.place or None for row in reports],
        }
    )
    shared_words = (
        "len(list_intersect(words_l, words_r)) / greatest(least(len(words_l), len(words_r)), 1)"
    )
    exact = "not is_month_l and not is_month_r"
    comparisons = [
        _comparison(
            CustomComparison,
            level,
            "day",
            (f"{exact} and day_l = day_r", "same day"),
            (f"{exact} and abs(day_l - day_r) = 1", "next day"),
            (f"{exact} and abs(day_l - day_r) <= 3", "three days"),
            ("(is_month_l or is_month_r) and month_l = month_r", "month"),
            (f"{exact} and abs(day_l - day_r) <= 6", "six days"),
        ),
        _comparison(
            CustomComparison,
            level,
            "words",
            (f"{shared_words} >= 0.7", "most words"),
            (f"{shared_words} >= 0.5", "half"),
            (f"{shared_words} >= 0.3", "a third"),
            (f"{shared_words} >= 0.1", "a tenth"),
            unknown="language_l <> language_r",
        ),
        _comparison(
            CustomComparison,
            level,
            "states",
            ("states_l = states_r", "all"),
            ("len(list_intersect(states_l, states_r)) >= 2", "two"),
            ("len(list_intersect(states_l, states_r)) = 1", "one"),
        ),
        _comparison(
            CustomComparison,
            level,
            "kind",
            ("kind_l = kind_r", "kind"),
            ("family_l = family_r and (kind_l is null or kind_r is null)", "family"),
            ("root_l = root_r and (family_l is null or family_r is null)", "root"),
        ),
        _comparison(
            CustomComparison,
            level,
            "amount",
            ("abs(amount_l - amount_r) <= 0.06 * greatest(amount_l, amount_r)", "about equal"),
            unknown="amount_l is null or amount_r is null",
        ),
        _comparison(
            CustomComparison,
            level,
            "place",
            ("place_l = place_r", "same"),
            unknown="place_l is null or place_r is null",
        ),
    ]
    shares_state = "list_has_any(l.states, r.states)"
    alike, is_near = f"l.family = r.family and {shares_state}", "abs(l.day - r.day) <= 6"
    rules = [
        f"l.month = r.month and {alike} and (l.is_month or r.is_month or {is_near})",
        f"l.near_month = r.month and {alike} and {is_near}",
        f"l.day = r.day and l.root = r.root and {shares_state}",
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    connection = duckdb.connect()
    api = DuckDBAPI(connection)
    linker = Linker(api.register(table), settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        ["l.day = r.day and l.kind = r.kind and l.states = r.states"], recall=0.35
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("day", "kind"))
    training.estimate_parameters_using_expectation_maximisation(
        block_on("month", "states", "family")
    )
    predicted = linker.inference.predict(threshold_match_probability=0.5)
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=0.5
    )
    rows = connection.execute(
        f"select unique_id, cluster_id from {clustered.physical_name}"
    ).fetchall()
    cluster_of = dict(rows)
    return [cluster_of[row] for row in range(len(reports))]


def _near_month(row: Row) -> str | None:
    import datetime as dt

    for shift in (-6, 6):
        near = row.day + dt.timedelta(days=shift)
        if near.month != row.day.month:
            return f"{near:%Y-%m}"
    return None


def _comparison(
    make: Any, level: Any, name: str, *levels: tuple[str, str], unknown: str = ""
) -> Any:
    made = [level.CustomLevel(unknown, "unknown").configure(is_null_level=True)] if unknown else []
    made += [level.CustomLevel(sql, label) for sql, label in levels]
    return make(output_column_name=name, comparison_levels=[*made, level.ElseLevel()])


def meltt_rule(reports: Sequence[Row]) -> Labels:
    """The rule of MELTT: sources one after the other, a window of time and place, best taxonomy.

    Place is the state of the place or, where none is given, any state that takes part; of the
    candidates of a source the one whose kind and states agree deepest is taken.
    """
    by_source: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(reports):
        by_source[row.source].append(at)
    label = list(range(len(reports)))
    settled: dict[tuple[int, str], list[int]] = defaultdict(list)
    for source in sorted(by_source):
        wanted = []
        for at in by_source[source]:
            row = reports[at]
            near = {
                other
                for day in range(row.day.toordinal() - 2, row.day.toordinal() + 3)
                for state in row.states
                for other in settled.get((day, state), ())
            }
            wanted += [
                (-depth, at, other) for other in near if (depth := _depth(row, reports[other]))
            ]
        taken: set[int] = set()
        for _, at, other in sorted(wanted):
            if at not in taken and label[other] not in taken:
                taken |= {at, label[other]}
                label[at] = label[other]
        for at in by_source[source]:
            for state in reports[at].states:
                settled[reports[at].day.toordinal(), state].append(at)
    return list(label)


def _depth(a: Row, b: Row) -> int:
    """Return how deep the taxonomies of two reports agree, 0 for not enough."""
    kinds = sum(x == y for x, y in zip(a.kind.split("."), b.kind.split("."), strict=False))
    states = len(set(a.states) & set(b.states))
    is_placed = bool(a.country and b.country)
    if kinds < 2 or not states or (is_placed and a.country != b.country):
        return 0
    return 10 * kinds + 3 * states + 5 * is_placed


def dedupe_learner(reports: Sequence[Row]) -> Labels:
    """dedupe, which a person trains: 200 true pairs and 200 near misses of the very same table."""
    import io

    import dedupe
    from dedupe import variables

    data = {
        at: {
            "title": row.title.lower() or None,
            "states": tuple(sorted(row.states)),
            "kind": row.kind,
            "month": f"{row.day:%Y-%m}",
            "day": float(row.day.toordinal()),
            "amount": row.amount,
            "place": row.place or None,
        }
        for at, row in enumerate(reports)
    }
    fields = [
        variables.Text("title", has_missing=True),
        variables.Set("states"),
        variables.ShortString("kind"),
        variables.Exact("month"),
        variables.Custom("day", comparator=_gap),
        variables.Price("amount", has_missing=True),
        variables.ShortString("place", has_missing=True),
    ]
    same, different = _labelled(reports)
    training = {
        "match": [(data[a], data[b]) for a, b in same],
        "distinct": [(data[a], data[b]) for a, b in different],
    }
    file = io.StringIO()
    dedupe.serializer.write_training(training, file)
    file.seek(0)
    random.seed(0)
    learner = dedupe.Dedupe(fields, num_cores=1)
    learner.prepare_training(data, training_file=file, sample_size=1_500)
    learner.train(recall=0.95, index_predicates=False)
    label: Labels = [f"alone-{at}" for at in range(len(reports))]
    for number, (members, _) in enumerate(learner.partition(data, 0.5)):
        for at in members:
            label[at] = number
    return label


def _gap(a: float, b: float) -> float:
    return min(abs(a - b), 40.0) + 0.001


def _labelled(reports: Sequence[Row]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    rng = random.Random(3)
    by_event: dict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(reports):
        by_event[row.event].append(at)
    same = [pair for rows in by_event.values() for pair in combinations(rows, 2)]
    by_day = sorted(range(len(reports)), key=lambda at: (reports[at].day, reports[at].id))
    different = [
        (a, b)
        for at, a in enumerate(by_day)
        for b in by_day[at + 1 : at + 40]
        if reports[a].event != reports[b].event and set(reports[a].states) & set(reports[b].states)
    ]
    return rng.sample(same, 200), rng.sample(different, 200)


def _components(n: int, components: Any) -> Labels:
    label: Labels = list(range(n))
    for number, members in enumerate(components):
        for at in members:
            label[at] = number
    return label


LINKERS: Mapping[str, Callable[[Sequence[Row]], Labels]] = {
    "alliancekit, shipped model": ours,
    "alliancekit, fitted": ours_fitted,
    "pandas script": pandas_script,
    "Splink": splink_linker,
    "MELTT's rule": meltt_rule,
    "dedupe": dedupe_learner,
}
