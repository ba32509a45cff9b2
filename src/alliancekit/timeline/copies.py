"""Sources that repeat each other word for word, though none says that it rests on the other.

Two papers that print one wire make two reports and one witness. Two people who tell of one thing in
words of their own hardly ever write the same three words in a row, again and again; in a name or a
title they do. So running words are compared, names weigh little, and short texts prove nothing.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

import attrs

from alliancekit.dates import FuzzyDate, Span
from alliancekit.features import source_language, title_words
from alliancekit.model import Agreement, Event, Record, Source, SourceId, value_text
from alliancekit.timeline.policies import Chains

# Papers print a wire within days.
_MAX_APART_DAYS = 3
# As many running words of two reports are never the same by chance, in texts that stand apart or in
# one long one.
_LEAST_WORDS = 16
_LEAST_TEXTS = 2
_LEAST_WORDS_OF_ONE = 32
# Of what both tell; an editor changes a word here and there.
_LEAST_SHARE = 0.6
_RUN_WORDS = 3

# A word of one's own counts whole; a name or title, which others do not invent anew, a third; of
# the pairs of characters that unspaced writing falls into, two are a word.
_WORD, _NAME = 6, 2
_FIRST_UNSPACED = "\u3040"

# Runs by which two texts meet, and with how many before it a text of one meeting is compared.
_N_SKETCHED = 4
_N_COMPARED = 5


@attrs.frozen(kw_only=True)
class Copy:
    """Two sources that repeat each other; they count as one witness.

    Attributes:
        sources: Their ids, ordered; which of them was first is not known.
        n_texts: How many texts of their records are the same, >= 1.
        n_words: How many running words these share; a word of a name or title counts a third.
        n_entries: In how many entries they stand side by side.
    """

    sources: tuple[SourceId, SourceId]
    n_texts: int
    n_words: int
    n_entries: int

    def __str__(self) -> str:
        first, second = self.sources
        texts = "1 text" if self.n_texts == 1 else f"{self.n_texts} texts"
        return (
            f"{first} and {second} are word for word alike: "
            f"{texts}, {self.n_words} words; counted once"
        )


def detect_copies(
    clusters: Iterable[Sequence[Record]], sources: Mapping[SourceId, Source], chains: Chains
) -> tuple[Copy, ...]:
    """Return the sources that repeat each other.

    They are in one language, published within three days of each other, and speak of the same
    things in running words that are the same or nearly so: six tenths of all that both tell, and
    at least 16 of them in two texts or 32 in one.

    Args:
        clusters: Records that speak of one thing, each for itself.
        sources: By id.
        chains: What each source says that it rests on; what shares a chain is no news.

    Returns:
        Ordered by ids. Of many that all repeat each other not every two, but enough to link all.
    """
    written: dict[int, _Written] = {}
    room: dict[SourceId, int] = {}
    together = [told for records in clusters for told in _near_each_other(records, sources)]
    for record in (record for records in together for record in records):
        words = _Written(list(_texts(record.says)))
        written[id(record)] = words
        room[record.source] = room.get(record.source, 0) + words.most_weight

    found: dict[tuple[SourceId, SourceId], _Shared] = {}
    for records in together:
        # Most reports are too short to prove anything, whatever they repeat.
        wordy = [record for record in records if room[record.source] >= _LEAST_WORDS * _WORD]
        for a, b in _meeting(wordy, written, sources):
            pair = (a.source, b.source) if a.source < b.source else (b.source, a.source)
            if _may_copy(*pair, sources, chains):
                shared = found.setdefault(pair, _Shared())
                shared.add(written[id(a)].texts, written[id(b)].texts)
    return tuple(
        Copy(
            sources=pair,
            n_texts=shared.n_same,
            n_words=shared.weight // _WORD,
            n_entries=shared.n_entries,
        )
        for pair, shared in sorted(found.items())
        if shared.is_copy
    )


def _near_each_other(
    records: Sequence[Record], sources: Mapping[SourceId, Source]
) -> Iterator[list[Record]]:
    """Yield records that were told in one language, none of them long before the next."""
    if len(records) < 2:
        return
    days: dict[str, list[tuple[int, int]]] = {}
    for at, record in enumerate(records):
        source = sources.get(record.source)
        if source is not None and source.published is not None:
            day = source.published.earliest
            if day is not None:
                days.setdefault(source_language(source), []).append((day, at))
    for told in days.values():
        run: list[tuple[int, int]] = []
        for day, at in sorted(told):
            if run and day - run[-1][0] > _MAX_APART_DAYS:
                if len(run) > 1:
                    yield [records[row] for _, row in run]
                run = []
            run.append((day, at))
        if len(run) > 1:
            yield [records[row] for _, row in run]


@attrs.define
class _Text:
    """A text as the hashes of its runs of three words, and what to have all of it would weigh."""

    runs: frozenset[int]
    weight: int


class _Written:
    """What one record words or names."""

    def __init__(self, told: Sequence[tuple[str, str, int]]) -> None:
        self._told = told

    @property
    def most_weight(self) -> int:
        """What the record can weigh at most: a word takes two characters, one a space."""
        return sum(weight * (len(text) + 1) // 2 for _, text, weight in self._told)

    @cached_property
    def texts(self) -> Mapping[str, _Text]:
        """The texts by the field that they stand in."""
        made = ((field, _text(text, weight)) for field, text, weight in self._told)
        return {field: text for field, text in made if text is not None}

    @cached_property
    def runs(self) -> list[int]:
        """The runs of all texts, in an order that has nothing to do with theirs."""
        return sorted({run for text in self.texts.values() for run in text.runs})


@attrs.define
class _Shared:
    """What two sources have in common."""

    n_same: int = 0
    n_told: int = 0
    weight: int = 0
    whole: int = 0
    n_entries: int = 0

    @property
    def is_copy(self) -> bool:
        if self.weight < _LEAST_SHARE * self.whole:
            return False
        if self.weight >= _LEAST_WORDS_OF_ONE * _WORD and self.n_same:
            return True
        is_all_alike = self.n_same >= max(_LEAST_TEXTS, _LEAST_SHARE * self.n_told)
        return is_all_alike and self.weight >= _LEAST_WORDS * _WORD

    def add(self, first: Mapping[str, _Text], second: Mapping[str, _Text]) -> None:
        """Compare the texts that two records both have."""
        for field in first.keys() & second.keys():
            text, other = first[field], second[field]
            n_runs = max(len(text.runs), len(other.runs))
            n_shared = len(text.runs & other.runs)
            whole = max(text.weight, other.weight)
            self.n_told += 1
            self.n_same += n_shared >= _LEAST_SHARE * n_runs
            self.weight += whole * n_shared // n_runs
            self.whole += whole
        self.n_entries += 1


def _meeting(
    records: Sequence[Record], written: Mapping[int, _Written], sources: Mapping[SourceId, Source]
) -> Iterator[tuple[Record, Record]]:
    """Yield pairs of records of one thing that share runs of words."""
    meetings: dict[int, list[Record]] = {}
    for record in records if len(records) > 1 else ():
        for run in written[id(record)].runs[:_N_SKETCHED]:
            meetings.setdefault(run, []).append(record)
    seen: set[tuple[int, int]] = set()
    for met in meetings.values():
        for order in _orders(met, written, sources):
            for at, b in enumerate(order):
                for a in order[max(0, at - _N_COMPARED) : at]:
                    pair = (min(id(a), id(b)), max(id(a), id(b)))
                    if pair not in seen and a.source != b.source:
                        seen.add(pair)
                        yield a, b


def _orders(
    met: Sequence[Record], written: Mapping[int, _Written], sources: Mapping[SourceId, Source]
) -> Iterator[Sequence[Record]]:
    """Yield the orders in which neighbours are compared; no name of a source decides on them."""
    if len(met) <= _N_COMPARED + 1:
        yield met
        return
    # Who words all texts alike stands side by side, however many share a sentence alone.
    by_text = sorted(met, key=lambda record: (written[id(record)].runs, _day(record, sources)))
    yield by_text
    # Over a week each is near the one before it and not the first.
    yield sorted(by_text, key=lambda record: _day(record, sources))


def _day(record: Record, sources: Mapping[SourceId, Source]) -> int:
    published = sources[record.source].published
    assert published is not None and published.earliest is not None
    return published.earliest


def _may_copy(a: SourceId, b: SourceId, sources: Mapping[SourceId, Source], chains: Chains) -> bool:
    """Return whether two sources are of the same days, and not known to rest on each other."""
    first, second = sources[a].published, sources[b].published
    assert first is not None and second is not None
    ends = ((first.earliest, second.earliest), (first.latest, second.latest))
    is_near = all(
        x is not None and y is not None and abs(x - y) <= _MAX_APART_DAYS for x, y in ends
    )
    return is_near and chains.get(a, frozenset((a,))).isdisjoint(chains.get(b, (b,)))


def _texts(says: Event | Agreement) -> Iterator[tuple[str, str, int]]:
    """Yield what a report words itself or names: the field, the text, the weight of a word."""
    for title in says.titles:
        yield f"title {title.language}", title.text, _NAME
    yield "summary", says.summary, _WORD
    yield "subkind", says.subkind, _NAME
    yield "items", " ".join(says.items), _NAME
    yield "place", says.place.name if says.place else "", _NAME
    yield "people", " ".join(name for party in says.parties for name in party.people), _NAME
    yield "cites", " ".join(says.cites), _WORD
    yield "amounts", value_text((says.money, *says.quantities)), _NAME
    if isinstance(says, Event):
        yield "when", _as_written(says.when), _WORD
        return
    for step in says.milestones:
        yield f"{step.stage} {' '.join(step.by)}", _as_written(step.when), _WORD
    renewal = says.term.renewal if says.term else ""
    yield "terms", " ".join([*(owed.terms for owed in says.obligations), renewal]), _WORD


def _as_written(when: FuzzyDate | Span | None) -> str:
    if isinstance(when, Span):
        return " ".join([when.as_written, _as_written(when.start), _as_written(when.end)])
    return when.as_written if when is not None else ""


def _text(text: str, weight: int) -> _Text | None:
    words = title_words(text) if text else []
    if not words:
        return None
    known = list(map(_word, words))
    numbers = [number for number, _ in known]
    numbers += [0] * (_RUN_WORDS - len(numbers))
    runs = frozenset(
        a << 21 ^ b << 10 ^ c for a, b, c in zip(numbers, numbers[1:], numbers[2:], strict=False)
    )
    return _Text(runs, weight * sum(halves for _, halves in known) // 2)


@lru_cache(maxsize=65_536)
def _word(word: str) -> tuple[int, int]:
    """Return a number for a word, the same on every machine, and how many half words it counts."""
    # Figures are facts: whoever tells of them gives the same.
    halves = 1 if word >= _FIRST_UNSPACED else 2 * word.isalpha()
    return zlib.crc32(word.encode()), halves
