"""Why not: what kept two records apart, and what would have had to be otherwise."""

from __future__ import annotations

from itertools import combinations

import attrs
import numpy as np

from alliancekit.clusters import decision_text, node_of
from alliancekit.errors import on_one_line
from alliancekit.features import extract_features
from alliancekit.matches import score_pairs
from alliancekit.model import Judgement, Record, RecordId, value_text
from alliancekit.timeline.entries import Entry
from alliancekit.timeline.explanations import (
    Explanation,
    Gate,
    Setting,
    explain_pair,
    rivals_of,
    shared_keys,
)

_MAX_SHOWN = 3
# Of larger entries only so many records are looked at, the first by id.
_MAX_MEMBERS = 40
_MAX_VALUE_CHARS = 60


@attrs.frozen(kw_only=True)
class WhyNot:
    """What kept two records apart.

    Attributes:
        explanation: The gate that they did not pass, and the weights.
        details: What speaks most against them and what would have had to be otherwise, as
            sentences, the weightiest first; none where they are merged.
    """

    explanation: Explanation
    details: tuple[str, ...]

    @property
    def records(self) -> tuple[RecordId, RecordId]:
        """Ids of the two records."""
        return self.explanation.records

    @property
    def gate(self) -> Gate | None:
        """The first that they did not pass; ``None`` where they are merged."""
        return self.explanation.gate

    @property
    def reason(self) -> str:
        """What happened there, as a sentence."""
        return self.explanation.reason

    def __repr__(self) -> str:
        return f"<WhyNot {' and '.join(self.records)}: {on_one_line(self.reason)}>"

    def __str__(self) -> str:
        return "\n".join([f"{' and '.join(self.records)}: {self.reason}", *self.details])


def why_not(a: Record, b: Record, first: Entry, second: Entry, setting: Setting) -> WhyNot:
    """Return what kept two records apart.

    Args:
        a: One record.
        b: Another.
        first: The entry that holds ``a``.
        second: The entry that holds ``b``.
        setting: What the merge judged by.

    Returns:
        The first gate that they did not pass; none where both entries are one.
    """
    found = explain_pair(a, b, first, second, setting)
    return WhyNot(explanation=found, details=tuple(_details(a, b, first, second, found, setting)))


def _details(
    a: Record, b: Record, first: Entry, second: Entry, found: Explanation, setting: Setting
) -> list[str]:
    match found.gate:
        case None:
            return []
        case Gate.type:
            return _of_types(a, b)
        case Gate.decision:
            return [decision_text(one) for one in setting.closure.proof(node_of(a), node_of(b))]
        case Gate.source:
            return [f"where {a.source} does mean one thing, a decision 'same' says so"]
        case Gate.veto:
            return _lifting(a, b, found, setting)
        case Gate.comparison:
            return _closest_keys(a, b, setting)
        case Gate.weight:
            return [*_costs(found), *_lifting(a, b, found, setting)]
        case Gate.rival:
            return _rivals(a, b, first, second, found, setting)
        case Gate.cluster:
            return _against(first, second, setting)


def _bits(millibits: int) -> str:
    return f"{millibits / 1000:.3f}"


def _of_types(a: Record, b: Record) -> list[str]:
    return [f"{one.id} is of the kind {one.says.kind}, {type(one.says).__name__}" for one in (a, b)]


def _costs(found: Explanation) -> list[str]:
    parts = sorted(found.parts, key=lambda part: part.weight_millibits)
    told = [
        f"{part.comparator} ({part.level}) takes {_bits(-part.weight_millibits)} bits off"
        for part in parts
        if part.weight_millibits < 0
    ]
    unknown = [part.comparator for part in found.parts if part.level == "unknown"]
    if unknown:
        told = [*told[:_MAX_SHOWN], f"weighs nothing, not told by both: {', '.join(unknown)}"]
    return told


# ------------------------------------------------------------------------------- what if


@attrs.frozen(kw_only=True)
class _Change:
    """One record with the values that the other has in some fields.

    Attributes:
        fields: Their names.
        text: What would have had to be otherwise.
        weight_millibits: What would speak for the pair then.
        veto: What would keep them apart then.
        records: The changed record and the other one.
    """

    fields: tuple[str, ...]
    text: str
    weight_millibits: int
    veto: str
    records: tuple[Record, Record]


def _changes(a: Record, b: Record, setting: Setting, n_fields: int) -> list[_Change]:
    """Return what the two records would come to with so many fields alike."""
    alike = []
    for names in combinations(_differing(a, b), n_fields):
        for record, other in ((a, b), (b, a)):
            taken = {name: getattr(other.says, name) for name in names}
            if all(map(_is_filled, taken.values())):
                changed = attrs.evolve(record, says=attrs.evolve(record.says, **taken))
                alike.append((names, record, other, changed))
                break
    if not alike:
        return []
    # The changed record stands beside the other one, each pair on rows of its own.
    rows = [row for _, _, other, changed in alike for row in (changed, other)]
    features = extract_features(rows, setting.sources, setting.actors)
    first, second = np.arange(0, len(rows), 2), np.arange(1, len(rows), 2)
    matches = score_pairs(features, first, second, setting.model)
    return [
        _Change(
            fields=names,
            text=" and ".join(_wish(record, other, name) for name in names),
            weight_millibits=int(matches.weight[at]),
            veto=matches.veto_of(at),
            records=(changed, other),
        )
        for at, (names, record, other, changed) in enumerate(alike)
    ]


def _differing(a: Record, b: Record) -> list[str]:
    return [
        field.name
        for field in attrs.fields(type(a.says))
        if field.name not in ("extra", "cites", "summary")
        and getattr(a.says, field.name) != getattr(b.says, field.name)
    ]


def _is_filled(value: object) -> bool:
    return value is not None and value not in ((), "")


def _wish(record: Record, other: Record, name: str) -> str:
    said, wanted = getattr(record.says, name), getattr(other.says, name)
    instead = f", not {_short(said)}" if _is_filled(said) else ", where it says nothing"
    return f"{record.id} said {_short(wanted)} in {name}{instead}"


def _short(value: object) -> str:
    text = value_text(value)
    return repr(text if len(text) <= _MAX_VALUE_CHARS else f"{text[: _MAX_VALUE_CHARS - 1]}…")


def _lifting(a: Record, b: Record, found: Explanation, setting: Setting) -> list[str]:
    """Return what would have made the two records the same, or come nearest to it."""
    told: list[str] = []
    for n_fields in (1, 2):
        changes = _changes(a, b, setting, n_fields)
        if found.veto and n_fields == 1:
            told = [f"nothing would forbid it if {c.text}" for c in changes if not c.veto]
        enough = [
            change
            for change in changes
            if change.weight_millibits >= found.same_millibits and not change.veto
        ]
        if enough:
            enough.sort(key=lambda change: (-change.weight_millibits, change.fields))
            told += [
                f"with {_bits(change.weight_millibits)} bits it would be enough if {change.text}"
                for change in enough[:_MAX_SHOWN]
            ]
            return told
    return [*told, "no two fields alone would have made the difference"]


def _closest_keys(a: Record, b: Record, setting: Setting) -> list[str]:
    """Return the keys that the two records would share but for the fewest fields."""
    for n_fields in (1, 2):
        wishes: dict[str, list[str]] = {}
        for change in _changes(a, b, setting, n_fields):
            features = extract_features(change.records, setting.sources, setting.actors)
            for key in shared_keys(features, setting.model):
                wishes.setdefault(key, []).append(change.text)
        if wishes:
            return [
                f"they would share the key {key!r} if {' or '.join(texts[:_MAX_SHOWN])}"
                for key, texts in wishes.items()
            ]
    return ["every key lacks more than two fields"]


# ------------------------------------------------------------------------------- others


def _rivals(
    a: Record, b: Record, first: Entry, second: Entry, found: Explanation, setting: Setting
) -> list[str]:
    """Return the records that stand where one of the two would have to stand."""
    told = []
    for record, entry, other in ((a, first, b), (b, second, a)):
        for rival in rivals_of(other, entry):
            weight = explain_pair(record, rival, entry, entry, setting).weight_millibits
            text = (
                f"{rival.id}, of the same source as {other.id}, is in the entry of {record.id} "
                f"and weighs {_bits(weight)} bits with it, {other.id} "
                f"{_bits(found.weight_millibits)}"
            )
            told.append((-weight, text))
    return [text for _, text in sorted(told)]


def _against(first: Entry, second: Entry, setting: Setting) -> list[str]:
    """Return which records of two entries cannot stand together, or weigh most against it."""
    left, right = first.records[:_MAX_MEMBERS], second.records[:_MAX_MEMBERS]
    rows = [*left, *right]
    n = len(left)
    across = [(i, j) for i in range(n) for j in range(n, len(rows))]
    features = extract_features(rows, setting.sources, setting.actors)
    ends = np.array(across, np.int64)
    matches = score_pairs(features, ends[:, 0], ends[:, 1], setting.model)
    forbidden, costs = [], []
    for at, (i, j) in enumerate(across):
        x, y = rows[i], rows[j]
        weight = int(matches.weight[at]) - setting.model.same_millibits
        veto = matches.veto_of(at)
        judgement = setting.closure.judgement(node_of(x), node_of(y))
        if judgement is Judgement.different:
            proof = "; ".join(map(decision_text, setting.closure.proof(node_of(x), node_of(y))))
            forbidden.append(f"{x.id} and {y.id} must stay apart: {proof}")
        elif veto:
            forbidden.append(f"{x.id} and {y.id} must stay apart: {veto}")
        elif x.source == y.source:
            forbidden.append(f"{x.id} and {y.id} must stay apart: one source tells of both")
        else:
            costs.append((weight, x.id, y.id))
    if forbidden:
        return forbidden[:_MAX_SHOWN]
    total = sum(weight for weight, _, _ in costs)
    worst = [
        f"{x} and {y} take {_bits(-weight)} bits off"
        for weight, x, y in sorted(costs)[:_MAX_SHOWN]
        if weight < 0
    ]
    if total < 0:
        return [f"one entry of both would weigh {_bits(-total)} bits less", *worst]
    return [
        "they fit other entries better, or two ways to group the records weigh the same",
        *worst,
    ]
