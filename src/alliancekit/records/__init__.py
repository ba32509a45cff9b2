"""Stage 1: files to a collection of records and decisions, and back, losing nothing.

Foreign tables are read by :mod:`alliancekit.tables`; ``read_table`` and ``write_table`` stand here
too, beside what reads and writes the library's own files.
"""

from typing import TYPE_CHECKING

from alliancekit.records.appending import append_decisions
from alliancekit.records.reading import read, read_text
from alliancekit.records.readings import Reading, Rejected
from alliancekit.records.writing import write, written

if TYPE_CHECKING:
    from alliancekit.tables import read_table, write_table

__all__ = [
    "Reading",
    "Rejected",
    "append_decisions",
    "read",
    "read_table",
    "read_text",
    "write",
    "write_table",
    "written",
]

# A type checker takes the names above: a module __getattr__ would let every other name pass.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Return what reads or writes tables, which stands on this module, loaded now."""
        if name not in ("read_table", "write_table"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from alliancekit import tables

        value = getattr(tables, name)
        globals()[name] = value
        return value
