"""Merging as the arguments of a command ask for it."""

from __future__ import annotations

import difflib
import re
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from alliancekit.cli.arguments import UsageError
from alliancekit.cli.reading import read_collection
from alliancekit.cli.screens import Screen, counted
from alliancekit.merging import MergeOptions, merge
from alliancekit.model import Collection
from alliancekit.saved_models import read_model
from alliancekit.timeline import Timeline
from alliancekit.weights import SHIPPED_MODEL, Model

_EXAMPLES = {"--policy": "money=majority", "--trust": "Reuters=5"}
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


def read_timeline(args: Namespace, messages: Screen) -> Timeline:
    """Return the timeline of all that a command reads."""
    model = chosen_model(args)  # what is wrong with it is told before much is read
    collection = read_collection(args.paths, args.mappings, messages)
    return merged(collection, model, chosen_options(args, collection), messages)


def merged(
    collection: Collection, model: Model, options: MergeOptions, messages: Screen
) -> Timeline:
    """Return the timeline of a collection."""
    with messages.working(f"merging {counted(len(collection), 'record')}"):
        return merge(collection, model=model, options=options)


def chosen_model(args: Namespace) -> Model:
    """Return the model that the arguments name, else the shipped one.

    Raises:
        ModelError: The file is none.
    """
    return read_model(args.model) if args.model else SHIPPED_MODEL


def chosen_options(args: Namespace, *read: Collection) -> MergeOptions:
    """Return what the arguments say on merging.

    Args:
        args: Of the command.
        read: Every collection that it merges.

    Raises:
        UsageError: A policy or trust that is no pair, or a trusted source that is not there.
        OptionsError: A pair that says nothing; all of them at once.
    """
    policies = _pairs("--policy", args.policies)
    told = _pairs("--trust", args.trust)
    sources = [source for collection in read for source in collection.sources]
    known = {str(name) for source in sources for name in (source.id, source.outlet)}
    for name in told:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean {near[0]!r}?" if near else "name one of those that were read"
            message = f"--trust {name!r}: no outlet or source is called so: {hint}"
            raise UsageError(message)
    # What is no number is refused with all else that is wrong.
    trust: dict[str, Any] = {
        name: int(n) if _NUMBER.fullmatch(n) else n for name, n in told.items()
    }
    return MergeOptions(
        as_of=args.as_of,
        policies=policies,
        trust=trust,
        counts_copies_once=not args.counts_copies,
    )


def _pairs(option: str, texts: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.rpartition("=")
        if not equals:
            message = f"{option} {text!r}: write it like {_EXAMPLES[option]}"
            raise UsageError(message)
        if pairs.setdefault(name, value) != value:
            message = f"{option} {name}: given as {pairs[name]!r} and as {value!r}: keep one"
            raise UsageError(message)
    return pairs
