"""Models on the command line: which one judges, fitting one, and measuring what it makes."""

from __future__ import annotations

import json

from alliancekit.calibration import calibrate
from alliancekit.cli.arguments import Arguments
from alliancekit.cli.reading import read_inputs
from alliancekit.cli.screens import Screen, counted
from alliancekit.errors import RecordError
from alliancekit.evaluation import Evaluation, Gold, evaluate, read_gold
from alliancekit.fitting import fit
from alliancekit.merging import MergeOptions, merge
from alliancekit.model import Collection
from alliancekit.saved_models import read_model, write_model
from alliancekit.weights import SHIPPED_MODEL, Model


def chosen_model(arguments: Arguments) -> Model:
    """Return the model that the arguments name, else the shipped one.

    Raises:
        ModelError: The file is none.
    """
    return read_model(arguments.model) if arguments.model else SHIPPED_MODEL


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
        timeline = merge(collection, model=model, options=MergeOptions(as_of=arguments.as_of))
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
