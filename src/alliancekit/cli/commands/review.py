"""``review``: questions in the terminal or in a workbook, answers into a file of decisions."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from alliancekit.cli.arguments import UsageError, add_merging, add_paths, day
from alliancekit.cli.merging import chosen_model, chosen_options, merged
from alliancekit.cli.reading import check_apart, read_collection
from alliancekit.cli.screens import Screen, counted
from alliancekit.cli.texts import claim_rows, record_title, signed_bits
from alliancekit.clusters import decision_closure, sort_decisions
from alliancekit.model import Collection, Decision, Judgement
from alliancekit.records import append_decisions
from alliancekit.reviewing import (
    FieldPair,
    FieldQuestion,
    Question,
    decide,
    field_questions,
    open_field_questions,
    open_questions,
    ordered_questions,
    prefer,
    questions,
    read_sheet,
    write_sheet,
)
from alliancekit.timeline import Timeline

_Asked = Question | FieldQuestion
_JUDGEMENTS = {
    "s": Judgement.same,
    "same": Judgement.same,
    "d": Judgement.different,
    "different": Judgement.different,
}
_PAIR_HINT = "[s]ame, [d]ifferent"
_FIELD_HINT = "the number of the value that holds"
_SKIP = frozenset({"?", ""})
_QUIT = frozenset({"q", "quit"})
# More pairs that were never compared than this are no use to a person in one sitting.
_MAX_UNCOMPARED = 100


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_paths(command)
    command.epilog = (
        "Answer s(ame) or d(ifferent) for a pair, a number for a field, ? or q(uit); what stands "
        "behind is the reason."
    )
    command.add_argument(
        "--decisions", default="", metavar="FILE",
        help=".yaml or .jsonl file that answers are added to; otherwise decisions.yaml in the "
        "first folder",
    )  # fmt: skip
    command.add_argument("--author", default="", metavar="NAME", help="who answers")
    command.add_argument(
        "--date", type=day, metavar="DAY", help="day of the answers, YYYY-MM-DD; otherwise today"
    )
    command.add_argument("--limit", type=_count, metavar="N", help="ask at most so many questions")
    way = command.add_mutually_exclusive_group()
    way.add_argument(
        "--sheet", default="", metavar="FILE", help="write the questions to a workbook instead"
    )
    way.add_argument(
        "--read", dest="answered", default="", metavar="FILE",
        help="take the answers back from such a workbook",
    )  # fmt: skip
    add_merging(command)


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of questions: write it like 20")


def run(args: argparse.Namespace, output: Screen, messages: Screen) -> bool:
    """Ask what settles most, and keep the answers as decisions."""
    check_apart([args.sheet], [*args.paths, *args.mappings])
    target = _decisions_file(args)
    paths = [*args.paths, str(target)] if target.is_file() else args.paths
    collection = read_collection(paths, args.mappings, messages)
    if args.answered:
        return _take_back(args, collection, target, output)

    options = chosen_options(args, collection)
    timeline = merged(collection, chosen_model(args), options, messages)
    with messages.working("looking for what is in doubt"):
        pairs = questions(timeline, uncompared=timeline.uncompared(at_most=_MAX_UNCOMPARED))
        asked = ordered_questions(pairs, field_questions(timeline))[: args.limit]
    if args.sheet:
        write_sheet(asked, args.sheet)
        output.line(f"{args.sheet}: {counted(len(asked), 'question')}")
        return True
    return _ask(args, timeline, asked, target, output)


def _decisions_file(args: argparse.Namespace) -> Path:
    if args.decisions:
        return Path(args.decisions)
    folder = next((path for path in map(Path, args.paths) if path.is_dir()), None)
    if folder is None:
        if args.sheet:
            return Path()
        raise UsageError("no folder is given to keep the answers in: use --decisions")
    return folder / "decisions.yaml"


def _date(args: argparse.Namespace) -> dt.date:
    return args.date or dt.datetime.now().astimezone().date()


def _ask(
    args: argparse.Namespace,
    timeline: Timeline,
    asked: Sequence[_Asked],
    target: Path,
    output: Screen,
) -> bool:
    answers: list[Decision] = []
    n_asked = 0
    waiting = list(asked)
    while waiting:
        question = waiting.pop(0)
        n_asked += 1
        number = f"{n_asked} of {n_asked + len(waiting)}"
        if isinstance(question, Question):
            _show(timeline, question, number, output)
            words, hint = [*_JUDGEMENTS], _PAIR_HINT
        else:
            _show_field(timeline, question, number, output)
            words, hint = [str(n) for n in range(1, len(question.claims) + 1)], _FIELD_HINT
        word, _, reason = _answer(words, hint, output).partition(" ")
        if word in _QUIT:
            break
        if word in _SKIP:
            continue
        decision = _decision(args, question, word, reason.strip())
        append_decisions([decision], target)
        answers.append(decision)
        waiting = _open(waiting, timeline, answers)
    if not asked:
        output.line("nothing to ask: no pair and no field is in doubt", "green")
    elif answers:
        output.line(f"{counted(len(answers), 'decision')} added to {target}", "green")
    else:
        output.line("no decision made")
    return True


def _decision(args: argparse.Namespace, question: _Asked, word: str, reason: str) -> Decision:
    author, made = args.author, _date(args)
    if isinstance(question, Question):
        return decide(question, _JUDGEMENTS[word], author=author, made=made, reason=reason)
    claim = question.claims[int(word) - 1]
    return prefer(question, claim, author=author, made=made, reason=reason)


def _open(
    waiting: Sequence[_Asked], timeline: Timeline, answers: Sequence[Decision]
) -> list[_Asked]:
    pairs = [one for one in waiting if isinstance(one, Question)]
    fields = [one for one in waiting if isinstance(one, FieldQuestion)]
    left = {
        *map(id, open_questions(pairs, timeline, answers)),
        *map(id, open_field_questions(fields, timeline, answers)),
    }
    return [one for one in waiting if id(one) in left]


def _answer(words: Sequence[str], hint: str, output: Screen) -> str:
    """Return the next answer that can be understood; the end of the input is the wish to quit."""
    while True:
        output.line(f"{hint}, [?] do not know, [q]uit; then, if you like, why:", "bold")
        output.stream.flush()
        line = sys.stdin.readline() if sys.stdin else ""
        if not line:
            return "q"
        word, space, rest = line.strip().partition(" ")
        if word.lower() in {*words, *_SKIP, *_QUIT}:
            return f"{word.lower()}{space}{rest}"
        output.line(f"{word!r} is no answer", "red")


def _show_field(timeline: Timeline, question: FieldQuestion, number: str, output: Screen) -> None:
    output.line()
    output.prose(f"{number}: {question.reason}", "bold")
    output.prose(f"  {question.title} [{question.entry}]: {question.field.name}")
    output.line()
    output.table(
        ("answer", "value", "told by"),
        [
            ([(str(n), "bold")], *row)
            for n, row in enumerate(claim_rows(timeline, question.claims), 1)
        ],
    )
    output.line()


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


def _take_back(
    args: argparse.Namespace, collection: Collection, target: Path, output: Screen
) -> bool:
    answers = read_sheet(args.answered, collection, author=args.author, made=_date(args))
    fresh = [one for one in answers if one not in set(collection.decisions)]
    found = sort_decisions(collection.records, (*collection.decisions, *fresh))
    decision_closure(collection.records, found.standing)
    append_decisions(fresh, target)
    output.line(f"{counted(len(fresh), 'decision')} added to {target}")
    stale = [one for one in found.stale if one.decision in set(fresh)]
    for one in stale:
        output.line(f"stale: {one}", "yellow")
    return not stale
