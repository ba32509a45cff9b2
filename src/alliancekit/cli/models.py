"""Models on the command line: which one judges, fitting one, and measuring what it makes."""

from __future__ import annotations

import difflib
import json
import re
from typing import Any

from alliancekit.calibration import calibrate
from alliancekit.cli.arguments import Arguments, UsageError
from alliancekit.cli.reading import read_inputs
from alliancekit.cli.screens import Screen, counted
from alliancekit.errors import RecordError
from alliancekit.evaluation import Evaluation, Gold, evaluate, read_gold
from alliancekit.fitting import fit
from alliancekit.merging import MergeOptions, merge
from alliancekit.model import Collection
from alliancekit.saved_models import read_model, write_model
from alliancekit.weights import SHIPPED_MODEL, Model

_EXAMPLES = {"--policy": "money=majority", "--trust": "Reuters=5"}
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


def chosen_model(arguments: Arguments) -> Model:
    """Return the model that the arguments name, else the shipped one.

    Raises:
        ModelError: The file is none.
    """
    return read_model(arguments.model) if arguments.model else SHIPPED_MODEL


def chosen_options(arguments: Arguments, *read: Collection) -> MergeOptions:
    """Return what the arguments say on merging.

    Args:
        arguments: Of the command.
        read: Every collection that it merges.

    Raises:
        UsageError: A policy or trust that is no pair, or a trusted source that is not there.
        OptionsError: A pair that says nothing; all of them at once.
    """
    policies = dict(_pair(arguments, "--policy", text) for text in arguments.policies)
    told = dict(_pair(arguments, "--trust", text) for text in arguments.trust)
    sources = [source for collection in read for source in collection.sources]
    known = {str(name) for source in sources for name in (source.id, source.outlet)}
    for name in told:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean {near[0]!r}?" if near else "name one of those that were read"
            message = f"--trust {name!r}: no outlet or source is called so: {hint}"
            raise UsageError(arguments.command, message)
    # What is no number is refused with all else that is wrong.
    trust: dict[str, Any] = {
        name: int(n) if _NUMBER.fullmatch(n) else n for name, n in told.items()
    }
    return MergeOptions(
        as_of=arguments.as_of,
        policies=policies,
        trust=trust,
        counts_copies_once=not arguments.counts_copies,
    )


def _pair(arguments: Arguments, option: str, text: str) -> tuple[str, str]:
    name, equals, value = text.rpartition("=")
    if not equals:
        raise UsageError(arguments.command, f"{option} {text!r}: write it like {_EXAMPLES[option]}")
    return name, value


def fit_model(arguments: Arguments, output: Screen, messages: Screen) -> bool:
    """Estimate a model from a collection and write it to a file."""
    base = chosen_model(arguments)
    collection = _collection(arguments, messages)
    with messages.working(f"fitting to {counted(len(collection), 'record')}"):
        fitted = fit(collection, base=base)
        model = calibrate(fitted, collection)
    for path in arguments.outputs:
        write_model(model, path)
        output.line(f"{path}: model {model.name} {model.digest}")
    if model is not fitted:
        output.line("its probabilities follow the decisions of the collection")
    return True


def evaluate_merge(arguments: Arguments, output: Screen, messages: Screen) -> bool:
    """Merge, and show how well that agrees with gold."""
    model = chosen_model(arguments)
    gold = Gold()
    for path in arguments.gold:
        gold |= read_gold(path)
    collection = _collection(arguments, messages)
    with messages.working(f"merging {counted(len(collection), 'record')}"):
        timeline = merge(collection, model=model, options=chosen_options(arguments, collection))
    with messages.working("measuring"):
        evaluation = evaluate(timeline, gold)
    if arguments.as_json:
        output.raw(json.dumps(evaluation.as_mapping(), indent=2))
    else:
        _show(evaluation, output)
    return True


def _show(evaluation: Evaluation, output: Screen) -> None:
    for line in str(evaluation).splitlines():
        output.line(line)


def _collection(arguments: Arguments, messages: Screen) -> Collection:
    with messages.working("reading"):
        reading = read_inputs(arguments)
    if reading.problems:
        raise RecordError(reading.problems)
    return reading.collection
