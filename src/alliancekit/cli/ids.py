"""Ids of records behind the paths of a command."""

from __future__ import annotations

import os
from collections.abc import Sequence

from alliancekit.cli.arguments import UsageError


def split_ids(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the paths and the one or two ids behind them; an id has a ``#`` and names no file.

    Raises:
        UsageError: There is no path, no id, or more than two.
    """
    paths = list(words)
    ids: list[str] = []
    while paths and "#" in paths[-1] and not os.path.lexists(paths[-1]):
        ids.insert(0, paths.pop())
    if not ids:
        raise UsageError(
            f"{words[-1]!r} is no id: end with one or two ids, written <source id>#<local id>"
        )
    if len(ids) > 2:
        raise UsageError(f"{len(ids)} ids are too many: give one entry, or two records")
    if not paths:
        raise UsageError("no file or folder to read: put it before the ids")
    return paths, ids
