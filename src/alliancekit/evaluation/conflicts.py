"""Whether the conflicts that are known show, and whether refinements are taken for conflicts."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from alliancekit.evaluation.gold import FieldLabel, GoldField
from alliancekit.timeline import Entry, FieldStatus, FusedField, Timeline


@attrs.frozen(kw_only=True)
class ConflictScores:
    """Known conflicts and refinements, and what a timeline makes of them.

    Attributes:
        n_conflicts: Known conflicts between records that stand in one entry.
        n_shown: Those that the entry shows.
        n_refinements: Known refinements between records that stand in one entry.
        n_flagged: Those shown as conflicts although nothing known contradicts there.
        n_apart: Known fields whose two records stand in different entries: neither counts.
        missed: Conflicts that do not show, ordered.
        flagged: Refinements shown as conflicts, ordered.
    """

    n_conflicts: int
    n_shown: int
    n_refinements: int
    n_flagged: int
    n_apart: int
    missed: tuple[GoldField, ...]
    flagged: tuple[GoldField, ...]

    @property
    def recall(self) -> float:
        """Share of the conflicts that show, in [0, 1]; 1 where there is none."""
        return self.n_shown / self.n_conflicts if self.n_conflicts else 1.0

    @property
    def false_flags(self) -> float:
        """Share of the refinements that are flagged, in [0, 1]; 0 where there is none."""
        return self.n_flagged / self.n_refinements if self.n_refinements else 0.0


def score_conflicts(timeline: Timeline, known: Sequence[GoldField]) -> ConflictScores:
    """Return which known conflicts a timeline shows, and which refinements it flags.

    Args:
        timeline: It holds every record that is known.
        known: Fields of known label.

    Returns:
        The counts, with the failures themselves.
    """
    together = [k for k in known if timeline.entry(k.first) is timeline.entry(k.second)]
    conflicts = [k for k in together if k.label is FieldLabel.conflict]
    refinements = [k for k in together if k.label is FieldLabel.refinement]
    contradicted = {(timeline.entry(k.first).id, k.field) for k in conflicts}
    missed = [k for k in conflicts if not _shows(timeline.entry(k.first), k)]
    flagged = [
        k
        for k in refinements
        if (timeline.entry(k.first).id, k.field) not in contradicted
        and _shows(timeline.entry(k.first), k)
    ]
    return ConflictScores(
        n_conflicts=len(conflicts),
        n_shown=len(conflicts) - len(missed),
        n_refinements=len(refinements),
        n_flagged=len(flagged),
        n_apart=len(known) - len(together),
        missed=tuple(missed),
        flagged=tuple(flagged),
    )


def _shows(entry: Entry, known: GoldField) -> bool:
    """Return whether an entry shows a conflict on a field between different claims of two records.

    A record that gives several steps of one stage stands behind several claims.
    """
    return any(
        field.status is FieldStatus.conflict
        and (field.name == known.field or field.name.startswith(f"{known.field}."))
        and _claim_apart(field, known)
        for field in entry.fields
    )


def _claim_apart(field: FusedField, known: GoldField) -> bool:
    first = {at for at, claim in enumerate(field.claims) if known.first in claim.records}
    second = {at for at, claim in enumerate(field.claims) if known.second in claim.records}
    return bool(first and second and first != second)
