"""What one reading gathers: facts, problems, and what was rejected and where it stands."""

from __future__ import annotations

from typing import Literal

import attrs

from alliancekit.errors import Problem, RecordError, quoted
from alliancekit.model import Collection


@attrs.frozen(kw_only=True)
class Rejected:
    """Something that was read and is not in the collection.

    Attributes:
        what: A record, a source without records, a decision or an actor. A file or line that could
            not be read at all counts as a record.
        source: File that it stands in.
        line: Line, from 1, or 0 where the format has none.
        offset: Offset of that line in the file, in bytes.
        index: Number of the record in the file, from 0.
        record: Id, or ``""`` where it has none that can be read.
        path: JSON pointer from the top of the file, line or document.
    """

    what: Literal["record", "source", "decision", "actor"]
    source: str
    line: int = 0
    offset: int = 0
    index: int = 0
    record: str = ""
    path: str = ""


@attrs.frozen(kw_only=True)
class Reading:
    """What could be read, and what could not.

    Attributes:
        collection: The facts without problems.
        problems: Every problem, in the order of files, lines and paths.
        rejected: What is not in the collection, in the same order.
        n_records: Records in all files, each time that it stands there: those in the collection
            and those rejected.
    """

    collection: Collection
    problems: tuple[Problem, ...]
    rejected: tuple[Rejected, ...]
    n_records: int

    @property
    def n_rejected(self) -> int:
        """How many of the records were rejected."""
        return sum(1 for one in self.rejected if one.what == "record")


def collection_or_reading(
    reading: Reading, errors: Literal["raise", "collect"]
) -> Collection | Reading:
    """Return the collection with ``raise``, the reading itself with ``collect``.

    Raises:
        RecordError: With ``raise``: every problem of the reading.
        ValueError: ``errors`` is another word.
    """
    if errors == "collect":
        return reading
    if errors != "raise":
        raise ValueError(f"errors must be 'raise' or 'collect', not {quoted(errors)}")
    if reading.problems:
        raise RecordError(reading.problems)
    return reading.collection
