"""Models as files that a person can read, change and keep beside a collection."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

import attrs
import cattrs
import orjson

from alliancekit.errors import ModelError, Problem, RecordError, quoted
from alliancekit.matches import COMPARATORS
from alliancekit.records.converter import each, strict_converter
from alliancekit.records.files import (
    JSON_SUFFIXES,
    YAML_SUFFIXES,
    decoded,
    publish,
    read_bytes,
)
from alliancekit.records.json_texts import json_tree
from alliancekit.records.trees import Flaw, line_of, mismatch, step
from alliancekit.records.yaml_texts import yaml_trees
from alliancekit.records.yaml_writing import yaml_text
from alliancekit.weights import Model, Points, Rarities, Weights, points_fault

_MAX_BYTES = 16 * 2**20


@attrs.frozen(kw_only=True)
class _Priors:
    event: int
    agreement: int


@attrs.frozen(kw_only=True)
class _Listed:
    default: int
    listed: dict[str, int]


@attrs.frozen(kw_only=True)
class _Calibration:
    event: tuple[tuple[int, ...], ...] = ()
    agreement: tuple[tuple[int, ...], ...] = ()


@attrs.frozen(kw_only=True)
class _Written:
    """The keys of a file; all weights are millibits."""

    model: str
    digest: str = ""
    priors: _Priors
    same: int
    unsure: int
    weights: dict[str, dict[str, int]]
    actors: _Listed
    tokens: _Listed
    calibration: _Calibration = _Calibration()


def write_model(model: Model, target: str | os.PathLike[str]) -> None:
    """Write a model to a file, from which :func:`read_model` makes the same model.

    The file is at every instant the whole old or the whole new one. The same model gives the same
    bytes.

    Args:
        model: Any.
        target: Path of the file, ``.yaml`` or ``.json``.

    Raises:
        ModelError: The suffix is neither, or the disk refuses.
    """
    path = Path(target)
    tree = _tree(model)
    if _is_json(path):
        data = orjson.dumps(tree, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    else:
        data = yaml_text([tree]).encode()
    try:
        publish(path, [data])
    except RecordError as error:
        raise ModelError(error.problems) from error


def read_model(path: str | os.PathLike[str]) -> Model:
    """Return the model of a file.

    Args:
        path: A ``.yaml`` or ``.json`` file that :func:`write_model` wrote or a person changed. A
            person who changes a number removes the digest.

    Returns:
        A model that gives a weight to every level of every comparator.

    Raises:
        ModelError: The file cannot be read, a key is unknown or missing, a number is wrong, or the
            digest is not that of the numbers; every problem with file, line and path.
    """
    path = Path(path)
    source, is_json = str(path), _is_json(path)
    tree: object = None
    try:
        text = decoded(read_bytes(path, _MAX_BYTES), source)
        trees = [json_tree(text, source)] if is_json else yaml_trees(text, source)
        tree = trees[0] if len(trees) == 1 else None
        return _model(_converter().structure(tree, _Written))
    except RecordError as error:
        problems = [
            attrs.evolve(p, source=source, line=p.line or line_of(tree, p.path))
            for p in error.problems
        ]
        raise ModelError(problems) from error


def _is_json(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix in YAML_SUFFIXES | JSON_SUFFIXES:
        return suffix in JSON_SUFFIXES
    known = ", ".join(sorted(YAML_SUFFIXES | JSON_SUFFIXES))
    message = f"suffix {quoted(path.suffix)} is none of a model: use one of {known}"
    raise ModelError([Problem(code="file.suffix", source=str(path), message=message)])


def _tree(model: Model) -> dict[str, Any]:
    return {
        "model": model.name,
        "digest": model.digest,
        "priors": {
            "event": model.event_prior_millibits,
            "agreement": model.agreement_prior_millibits,
        },
        "same": model.same_millibits,
        "unsure": model.unsure_millibits,
        "weights": {weights.comparator: dict(weights.levels) for weights in model.weights},
        "actors": _listed(model.actors),
        "tokens": _listed(model.tokens),
        "calibration": {
            "event": [list(point) for point in model.event_calibration],
            "agreement": [list(point) for point in model.agreement_calibration],
        },
    }


def _listed(rarities: Rarities) -> dict[str, Any]:
    return {"default": rarities.default_millibits, "listed": dict(rarities.listed)}


def _converter() -> cattrs.Converter:
    converter = strict_converter(detailed=True)
    converter.register_structure_hook_factory(
        lambda type_: str(type_).startswith("dict["), lambda type_: _dict_hook(converter, type_)
    )
    return converter


def _dict_hook(converter: cattrs.Converter, type_: Any) -> Callable[[object, object], Any]:
    hook = converter.get_structure_hook(get_args(type_)[1])

    def structure(value: object, _type: object = None) -> Any:
        if isinstance(value, Flaw) or not isinstance(value, dict):
            raise mismatch("a mapping", value)
        made = each(value.items(), lambda member: hook(member, get_args(type_)[1]))
        return dict(zip(map(str, value), made, strict=True))

    return structure


def _model(written: _Written) -> Model:
    problems = [*_level_problems(written.weights)]
    if written.unsure > written.same:
        problems.append(_problem("/unsure", f"is more than same, {written.same}: lower it"))
    events = _points(written.calibration.event, "/calibration/event", problems)
    agreements = _points(written.calibration.agreement, "/calibration/agreement", problems)
    if problems:
        raise RecordError(problems)
    model = Model(
        name=written.model,
        event_prior_millibits=written.priors.event,
        agreement_prior_millibits=written.priors.agreement,
        same_millibits=written.same,
        unsure_millibits=written.unsure,
        weights=tuple(
            Weights(comparator=name, levels=tuple(levels.items()))
            for name, levels in written.weights.items()
        ),
        actors=_rarities(written.actors),
        tokens=_rarities(written.tokens),
        event_calibration=events,
        agreement_calibration=agreements,
    )
    if written.digest and written.digest != model.digest:
        message = (
            f"is {quoted(written.digest)}, but that of the numbers is {model.digest!r}: "
            "restore them, or remove the digest"
        )
        raise RecordError([_problem("/digest", message)])
    return model


def _rarities(written: _Listed) -> Rarities:
    return Rarities(default_millibits=written.default, listed=tuple(written.listed.items()))


def _points(written: tuple[tuple[int, ...], ...], path: str, problems: list[Problem]) -> Points:
    pairs = [point for point in written if len(point) == 2]
    if len(pairs) < len(written):
        problems.append(_problem(path, "needs pairs of millibits and millionths"))
        return ()
    points = tuple((weight, millionths) for weight, millionths in pairs)
    fault = points_fault(points)
    if fault:
        problems.append(_problem(path, fault))
        return ()
    return points


def _level_problems(weights: Mapping[str, Mapping[str, int]]) -> Iterable[Problem]:
    levels = {comparator.name: comparator.levels for comparator in COMPARATORS}
    yield from _name_problems("/weights", weights, levels)
    for name, given in weights.items():
        if name in levels:
            yield from _name_problems(f"/weights{step(name)}", given, levels[name])


def _name_problems(path: str, given: Iterable[str], known: Iterable[str]) -> Iterable[Problem]:
    given, known = list(given), list(known)
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name[:80], known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
            yield _problem(f"{path}{step(name)}", f"{quoted(name)} is not compared: {hint}")
    for name in known:
        if name not in given:
            yield _problem(path, f"{name!r} is missing: add it")


def _problem(path: str, message: str) -> Problem:
    return Problem(code="model", source="", path=path, message=message)
