"""Questions on fields as rows of a worksheet, and answered rows as decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from alliancekit._checks import check_text, is_id
from alliancekit.errors import RecordError, quoted
from alliancekit.model import Decision, Judgement, RecordId
from alliancekit.model.digests import is_digest
from alliancekit.reviewing.answers import named
from alliancekit.reviewing.fields import FieldQuestion, prefer

SHEET = "Fields"
LEADING = ("answer", "reason", "why it is asked", "entry", "field", "what it is")
NEEDED = ("answer", "field", "record 1", "digest 1")


def columns_of(asked: Sequence[FieldQuestion]) -> tuple[list[str], list[str]]:
    """Return the names of the columns, and of those among them that are hidden."""
    numbers = range(1, max((len(one.claims) for one in asked), default=0) + 1)
    shown = [f"{word} {n}" for n in numbers for word in ("value", "told by")]
    hidden = [f"{word} {n}" for n in numbers for word in ("record", "digest", "exactly")]
    return [*LEADING, *shown, *hidden, "replaces"], [*hidden, "replaces"]


def cells_of(question: FieldQuestion, columns: Sequence[str]) -> list[str]:
    """Return the cells of a row, in the order of the columns."""
    cells = {
        "why it is asked": question.reason,
        "entry": question.entry,
        "field": question.field.name,
        "what it is": question.title,
        "replaces": " ".join(question.supersedes),
    }
    source_of = {record.id: str(record.source) for record in question.records}
    for n, claim in enumerate(question.claims, 1):
        decision = prefer(question, claim)
        ((id, digest),) = decision.digests
        sources = dict.fromkeys(source_of[id] for id in claim.records)
        cells |= {
            f"value {n}": claim.text,
            f"told by {n}": ", ".join(sources),
            f"record {n}": id,
            f"digest {n}": digest,
            f"exactly {n}": decision.value,
        }
    return [cells.get(column, "") for column in columns]


def row_problems(row: dict[str, str], answer: str, known: set[RecordId]) -> list[tuple[str, str]]:
    """Return what is wrong with an answered row, each with its column."""
    found = []
    numbers = [str(n) for n in range(1, len(row)) if row.get(f"record {n}")]
    if answer not in numbers:
        choices = ", ".join(numbers) or "the numbers of a sheet that is written anew"
        return [("answer", f"{quoted(row['answer'])} is no answer: write one of {choices}")]
    id, digest = row[f"record {answer}"], row.get(f"digest {answer}", "")
    if id not in known:
        found.append((f"record {answer}", f"{quoted(id)} is not among the records that were read"))
    if not is_digest(digest):
        found.append((f"digest {answer}", f"{quoted(digest)} is no digest: write the sheet anew"))
    if not all(map(is_id, row.get("replaces", "").split())):
        found.append(("replaces", f"{quoted(row['replaces'])} is no id of a decision"))
    try:
        check_text(row.get("reason", ""), "reason")
    except RecordError as error:
        found.append(("reason", error.problems[0].message))
    if not found:
        try:
            decision_of(row, answer, "", None)
        except RecordError as error:
            found.append(("field", error.problems[0].message))
    return found


def decision_of(row: dict[str, str], answer: str, author: str, made: dt.date | None) -> Decision:
    """Return the decision that an answered row makes."""
    id = row[f"record {answer}"]
    return named(
        Decision(
            judgement=Judgement.prefer,
            records=(id,),
            field=row["field"],
            value=row.get(f"exactly {answer}", ""),
            author=author,
            made=made,
            reason=row.get("reason", "").strip(),
            supersedes=tuple(id for id in row.get("replaces", "").split()),
            digests=((id, row[f"digest {answer}"]),),
        )
    )
