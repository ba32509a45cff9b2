"""Reviewing: questions in the terminal or in a workbook, answers into a file of decisions."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

import attrs

from alliancekit.cli.arguments import Arguments, UsageError
from alliancekit.cli.models import chosen_model
from alliancekit.cli.reading import read_inputs
from alliancekit.cli.records import record_title
from alliancekit.cli.screens import Screen, counted
from alliancekit.cli.views import signed_bits
from alliancekit.clusters import decision_closure, sort_decisions
from alliancekit.errors import RecordError
from alliancekit.merging import merge
from alliancekit.model import Collection, Decision, Judgement
from alliancekit.records import append_decisions
from alliancekit.reviewing import (
    FieldPair,
    Question,
    decide,
    open_questions,
    questions,
    read_sheet,
    write_sheet,
)
from alliancekit.timeline import Timeline

_JUDGEMENTS = {
    "s": Judgement.same,
    "same": Judgement.same,
    "d": Judgement.different,
    "different": Judgement.different,
}
_SKIP = frozenset({"?", ""})
_QUIT = frozenset({"q", "quit"})
# More pairs that were never compared than this are no use to a person in one sitting.
_MAX_UNCOMPARED = 100


def review(arguments: Arguments, output: Screen, messages: Screen) -> bool:
    """Ask what settles most, and keep the answers as decisions."""
    target = _decisions_file(arguments)
    with messages.working("reading"):
        reading = read_inputs(attrs.evolve(arguments, paths=arguments.paths + _existing(target)))
    if reading.problems:
        raise RecordError(reading.problems)
    collection = reading.collection
    if arguments.answered:
        return _take_back(arguments, collection, target, output)

    with messages.working(f"merging {counted(len(collection), 'record')}"):
        timeline = merge(collection, model=chosen_model(arguments))
        asked = questions(timeline, uncompared=timeline.uncompared(at_most=_MAX_UNCOMPARED))
    asked = asked[: arguments.limit]
    if arguments.sheet:
        write_sheet(asked, arguments.sheet)
        output.line(f"{arguments.sheet}: {counted(len(asked), 'question')}")
        return True
    return _ask(arguments, timeline, asked, target, output)


def _decisions_file(arguments: Arguments) -> Path:
    if arguments.decisions:
        return Path(arguments.decisions)
    folder = next((path for path in map(Path, arguments.paths) if path.is_dir()), None)
    if folder is None:
        if arguments.sheet:
            return Path()
        raise UsageError("review", "no folder is given to keep the answers in: use --decisions")
    return folder / "decisions.yaml"


def _existing(target: Path) -> tuple[str, ...]:
    return (str(target),) if target.is_file() else ()


def _date(arguments: Arguments) -> dt.date:
    return arguments.date or dt.datetime.now().astimezone().date()


def _ask(
    arguments: Arguments,
    timeline: Timeline,
    asked: Sequence[Question],
    target: Path,
    output: Screen,
) -> bool:
    answers: list[Decision] = []
    n_asked = 0
    waiting = list(asked)
    while waiting:
        question = waiting.pop(0)
        n_asked += 1
        _show(timeline, question, f"{n_asked} of {n_asked + len(waiting)}", output)
        word, _, reason = _answer(output).partition(" ")
        if word in _QUIT:
            break
        if word in _SKIP:
            continue
        decision = decide(
            question,
            _JUDGEMENTS[word],
            author=arguments.author,
            made=_date(arguments),
            reason=reason.strip(),
        )
        append_decisions([decision], target)
        answers.append(decision)
        waiting = list(open_questions(waiting, timeline, answers))
    if not asked:
        output.line("nothing to ask: no pair is in doubt", "green")
    elif answers:
        output.line(f"{counted(len(answers), 'decision')} added to {target}", "green")
    else:
        output.line("no decision made")
    return True


def _answer(output: Screen) -> str:
    """Return the next answer that can be understood; the end of the input is the wish to quit."""
    while True:
        output.line("[s]ame, [d]ifferent, [?] do not know, [q]uit; then, if you like, why:", "bold")
        output.stream.flush()
        line = sys.stdin.readline()
        if not line:
            return "q"
        word, space, rest = line.strip().partition(" ")
        if word.lower() in {*_JUDGEMENTS, *_SKIP, *_QUIT}:
            return f"{word.lower()}{space}{rest}"
        output.line(f"{word!r} is no answer", "red")


def _show(timeline: Timeline, question: Question, number: str, output: Screen) -> None:
    output.line()
    output.prose(f"{number}: {question.reason}", "bold")
    for record in (question.first, question.second):
        output.prose(f"  {record_title(timeline, record.id)} [{record.id}]")
    output.line()
    output.table(
        ("field", "first", "second"),
        [
            ([(pair.name, "bold")], [(pair.first, _style(pair))], [(pair.second, _style(pair))])
            for pair in question.fields
        ],
    )
    output.line()
    explanation = timeline.explain(question.first.id, question.second.id)
    output.table(
        ("compared", "found", "bits"),
        [
            (part.comparator, part.level, signed_bits(part.weight_millibits))
            for part in explanation.parts
            if part.level != "unknown"
        ],
        numbers=(2,),
    )
    in_all = f"{signed_bits(explanation.weight_millibits)} bits in all"
    output.prose(f"{in_all}; the same from {signed_bits(explanation.same_millibits)}")


def _style(pair: FieldPair) -> str:
    if not pair.first or not pair.second:
        return ""
    return "green" if pair.first == pair.second else "yellow"


def _take_back(arguments: Arguments, collection: Collection, target: Path, output: Screen) -> bool:
    answers = read_sheet(
        arguments.answered, collection, author=arguments.author, made=_date(arguments)
    )
    fresh = [one for one in answers if one not in set(collection.decisions)]
    found = sort_decisions(collection.records, (*collection.decisions, *fresh))
    decision_closure(collection.records, found.standing)
    append_decisions(fresh, target)
    output.line(f"{counted(len(fresh), 'decision')} added to {target}")
    stale = [one for one in found.stale if one.decision in set(fresh)]
    for one in stale:
        output.line(f"stale: {one}", "yellow")
    return not stale
