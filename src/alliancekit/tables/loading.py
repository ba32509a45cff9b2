"""Mapping files: those that come with the package, and one's own."""

from __future__ import annotations

import os
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

import attrs

from alliancekit.errors import Problem, RecordError, quoted
from alliancekit.records.converter import (
    REFUSALS,
    Hook,
    class_hook,
    near,
    problems_of,
    strict_converter,
    text,
)
from alliancekit.records.files import MAX_YAML_BYTES, decoded, file_error, read_bytes
from alliancekit.records.trees import line_of, mismatch
from alliancekit.records.yaml_texts import yaml_trees
from alliancekit.tables.rules import Mapping, PartyRule, VocabularyRule

_SUFFIXES = (".yaml", ".yml")


def shipped_mappings() -> tuple[str, ...]:
    """Return the names of the mappings that come with the package, in order.

    >>> shipped_mappings()[0]
    'atop-alliances'
    """
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def load_mapping(path_or_name: str | os.PathLike[str]) -> Mapping:
    """Return the mapping that a file or a name stands for.

    >>> load_mapping("cow-alliances").key
    ('version4id',)

    Args:
        path_or_name: Name of a mapping that comes with the package, or path of a YAML file, which
            ends in ``.yaml`` or ``.yml``.

    Raises:
        RecordError: There is no such mapping, or the file is not one: all problems at once.
    """
    written = os.fspath(path_or_name)
    if written.endswith(_SUFFIXES):
        return _mapping(read_bytes(Path(written), MAX_YAML_BYTES), written)
    known = shipped_mappings()
    if written not in known:
        message = f"no mapping has this name: {near(written, known)}, or give the path of a .yaml"
        raise file_error("mapping", quoted(written), message)
    name = f"{written}.yaml"
    return _mapping((_folder() / name).read_bytes(), name)


def _folder() -> Any:
    return resources.files("alliancekit.tables") / "mappings"


def _mapping(data: bytes, source: str) -> Mapping:
    trees = yaml_trees(decoded(data, source), source)
    if len(trees) != 1:
        raise file_error("mapping", source, "a file holds one mapping")
    try:
        return cast("Mapping", _hook()(trees[0], None))
    except REFUSALS as error:
        raise RecordError(
            [_placed(problem, trees[0], source) for problem in problems_of(error)]
        ) from error


def _placed(problem: Problem, tree: object, source: str) -> Problem:
    line = problem.line or line_of(tree, problem.path)
    return attrs.evolve(problem, source=source, line=line)


@cache
def _hook() -> Hook:
    converter = strict_converter(detailed=True)
    party = class_hook(converter, PartyRule, hooks={"values": _words})
    vocabulary = class_hook(converter, VocabularyRule, hooks={"values": _words})
    converter.register_structure_hook(PartyRule, party)
    converter.register_structure_hook(VocabularyRule, vocabulary)
    return class_hook(converter, Mapping)


def _words(value: object, _type: object = None) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise mismatch("a mapping of cells to words", value)
    return tuple((text(cell), text(word)) for cell, word in value.items())
