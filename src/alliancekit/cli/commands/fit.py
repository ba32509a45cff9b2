"""``fit``: a model estimated from a collection, in a file."""

from __future__ import annotations

import argparse

from alliancekit.calibration import calibrate
from alliancekit.cli.arguments import add_model, add_paths
from alliancekit.cli.merging import chosen_model
from alliancekit.cli.reading import check_apart, read_collection
from alliancekit.cli.screens import Screen, counted
from alliancekit.fitting import fit
from alliancekit.saved_models import write_model


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_paths(command)
    command.add_argument(
        "-o", "--output", dest="outputs", action="append", required=True, metavar="FILE",
        help="file of the model to write, .yaml or .json; can be repeated",
    )  # fmt: skip
    add_model(command)


def run(args: argparse.Namespace, output: Screen, messages: Screen) -> bool:
    """Estimate a model from a collection and write it to a file."""
    check_apart(args.outputs, [*args.paths, *args.mappings])
    base = chosen_model(args)
    collection = read_collection(args.paths, args.mappings, messages)
    with messages.working(f"fitting to {counted(len(collection), 'record')}"):
        fitted = fit(collection, base=base)
        model = calibrate(fitted, collection)
    for path in args.outputs:
        write_model(model, path)
        output.line(f"{path}: model {model.name} {model.digest}")
    if model is not fitted:
        output.line("its probabilities follow the decisions of the collection")
    return True
