"""Actors and parties from the cells of a row."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping

from alliancekit._checks import MAX_ID_CHARS, check_text, is_id
from alliancekit.actors import Actor, ActorId, ActorKind, ActorName, ActorTable, Outcome
from alliancekit.dates import FuzzyDate, Span
from alliancekit.errors import RecordError, quoted
from alliancekit.model import Party
from alliancekit.tables.dates import CellError, Cells, Places, spans
from alliancekit.tables.grids import expanded
from alliancekit.tables.rules import PartyRule

# The names of actors are normalised, which takes time; the longest real ones have some 100.
_MAX_NAME_CHARS = 1_000
_DIGEST_CHARS = 10
# Names repeat, but a table without end must not fill the memory with them.
_MAX_KEPT = 100_000
_NOT_ID = re.compile(r"[^A-Za-z0-9._-]+", re.ASCII)
_CODE = re.compile(r"[A-Z0-9]{1,20}", re.ASCII)
_POINT_ZERO = re.compile(r"([0-9]{1,9})\.0+", re.ASCII)

TakeParties = Callable[[Cells], Iterator[Party | CellError]]
"""Yields, of a row, each party or what is wrong with its cell."""


def local_id(text: str, max_chars: int = MAX_ID_CHARS) -> str:
    """Return an id for a text: itself where it is one, else its letters and a digest.

    Different texts have different ids.

    >>> local_id("1005"), local_id("GBR-SWE[CGB]_1656A")
    ('1005', 'GBR-SWE-CGB-_1656A-16834b9417')
    """
    if len(text) <= max_chars and is_id(text):
        return text
    return digested_id(text, max_chars)


def digested_id(text: str, max_chars: int = MAX_ID_CHARS) -> str:
    """Return an id that is the letters of a text and a digest of it."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_CHARS]
    letters = _NOT_ID.sub("-", text)[: max_chars - _DIGEST_CHARS - 1].lstrip("._-")
    return f"{letters}-{digest}" if letters else digest


class Finder:
    """Finds the actors that cells of one rule name.

    Attributes:
        own: Names of the actors of one's own that unresolved cells became, by id.
    """

    def __init__(self, rule: PartyRule, table: ActorTable, missing: Collection[str]) -> None:
        """Return a finder that has found nobody yet."""
        self.own: dict[ActorId, str] = {}
        self._rule = rule
        self._table = table
        self._values = dict(rule.values)
        self._missing = missing
        self._found: dict[tuple[str, str], ActorId | None] = {}
        self._timeless: dict[str, ActorId | None] = {}

    def find(self, cell: str, day_of: Callable[[], FuzzyDate | None]) -> ActorId | None:
        """Return the actor that a cell names, or None where it names none.

        Args:
            cell: The cell.
            day_of: Returns the day that it is read as of, which is asked only where it matters.

        Raises:
            CellError: It is unresolved, and the rule rejects that; its columns are empty.
        """
        if cell in self._timeless:
            return self._timeless[cell]
        at = day_of()
        key = (cell, at.edtf if at is not None else "")
        if key not in self._found:
            if len(self._found) >= _MAX_KEPT:
                self._found.clear()
            self._found[key] = self._resolve(cell, cell.strip(), at)
        return self._found[key]

    def _resolve(self, key: str, cell: str, at: FuzzyDate | None) -> ActorId | None:
        if cell in self._values:
            return self._by_value(cell)
        if not cell or cell in self._missing:
            return None
        candidates: set[ActorId] = set()
        for rank, scheme in enumerate(self._rule.schemes):
            found = self._in_scheme(scheme, cell, at)
            if len(found) == 1:
                if rank == 0 and scheme != "name" and len(self._ever(scheme, cell)) == 1:
                    self._timeless[key] = found[0]
                return found[0]
            candidates.update(found)
        return self._unresolved(cell, sorted(candidates))

    def _by_value(self, cell: str) -> ActorId | None:
        word = self._values[cell]
        if word and word not in self._table:
            message = (
                f"the mapping says {quoted(word)} for {quoted(cell)}, which no actor has as id"
            )
            raise CellError((), "actor", message)
        return word if word else None

    def _ever(self, scheme: str, cell: str) -> tuple[ActorId, ...]:
        """Return whom an id or a code has stood for at any time."""
        if scheme == "id":
            return (cell,) if cell in self._table else ()
        return self._table.by_code(scheme, self._code(cell))

    def _code(self, cell: str) -> str:
        return _POINT_ZERO.sub(r"\1", cell).zfill(self._rule.digits)

    def _in_scheme(self, scheme: str, cell: str, at: FuzzyDate | None) -> tuple[ActorId, ...]:
        if scheme != "name":
            ever = self._ever(scheme, cell)
            if len(ever) < 2 or at is None:
                return ever
            return self._table.by_code(scheme, self._code(cell), at=at) or ever
        if len(cell) > _MAX_NAME_CHARS:
            return ()
        then = self._table.resolve(cell, language=self._rule.language, at=at)
        if then.actor is not None:
            return (then.actor,)
        if then.outcome is not Outcome.NOT_THEN:
            return then.candidates
        # A name that nobody bore then is read as today: data sets call the past by later names.
        now = self._table.resolve(cell, language=self._rule.language)
        return (now.actor,) if now.actor is not None else now.candidates

    def _unresolved(self, cell: str, candidates: list[ActorId]) -> ActorId | None:
        if self._rule.otherwise == "keep":
            return None
        try:
            check_text(cell, "")
        except RecordError as error:
            raise CellError((), error.problems[0].code, error.problems[0].message) from error
        if self._rule.otherwise == "reject":
            meant = f"can be {' or '.join(candidates)}" if candidates else "names no known actor"
            message = f"{quoted(cell)} {meant}: say who is meant in the mapping's values"
            raise CellError((), "actor", message)
        namespace = self._rule.namespace
        written = f"{namespace}-{cell}"
        # Names and ids are compared without regard to case: a digest keeps those apart that differ
        # in nothing else.
        is_code = _CODE.fullmatch(cell) is not None
        actor_id = local_id(written) if is_code else digested_id(written)
        self.own[actor_id] = f"{cell} ({namespace})"
        return actor_id


def own_actors(names: Mapping[ActorId, str], language: str) -> tuple[Actor, ...]:
    """Return actors with these names; names that differ in case or spaces alone bear their ids.

    Args:
        names: By id.
        language: BCP 47 tag of the names.
    """
    by_form: dict[str, list[ActorId]] = {}
    for actor_id, name in names.items():
        by_form.setdefault(_form(name), []).append(actor_id)
    return tuple(
        Actor(
            id=actor_id,
            kind=ActorKind.OTHER,
            names=(
                ActorName(
                    text=name if len(by_form[_form(name)]) == 1 else f"{name} {actor_id}",
                    language=language,
                ),
            ),
        )
        for actor_id, name in sorted(names.items())
    )


def _form(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def parties(
    rule: PartyRule,
    places: Places,
    missing: Collection[str],
    finder: Finder,
    day_of: Callable[[Cells], FuzzyDate | None],
) -> TakeParties:
    """Return what makes parties of a row.

    Args:
        rule: Where they stand.
        places: Columns of the table.
        missing: Cells that say nothing.
        finder: Finds the actors.
        day_of: Returns the day that codes and names are read as of, where a party has none.
    """
    columns = [(name, places[name]) for name in expanded(rule.columns) if name in places]
    span_of = spans(rule.span, places, missing) if rule.span is not None else None
    made: dict[tuple[ActorId, FuzzyDate | Span | None], Party] = {}

    def take(cells: Cells) -> Iterator[Party | CellError]:
        try:
            span = span_of(cells) if span_of is not None else None
        except CellError as error:
            yield error
            return

        def day() -> FuzzyDate | None:
            return _first_day(span) or day_of(cells)

        for column, place in columns:
            cell = cells[place]
            if not cell:
                continue
            for part in cell.split(rule.separator) if rule.separator else (cell,):
                try:
                    actor = finder.find(part, day)
                except CellError as error:
                    yield CellError([column], error.code, error.message)
                    continue
                if actor is not None:
                    yield party_of(actor, span)

    def party_of(actor: ActorId, span: FuzzyDate | Span | None) -> Party:
        party = made.get((actor, span))
        if party is None:
            as_span = span if span is None or isinstance(span, Span) else span_from(span)
            party = made[actor, span] = Party(actor=actor, role=rule.role, span=as_span)
        return party

    def span_from(day: FuzzyDate) -> Span:
        has_end = rule.span is not None and rule.span.end is not None
        return Span(start=day, end=day if has_end else None)

    return take


def _first_day(span: FuzzyDate | Span | None) -> FuzzyDate | None:
    return span.start if isinstance(span, Span) else span
