"""A generated world of events in any size, and the rows that reports on them make.

The world is dense and skewed as news is: 200 states of which the first three take part in about
38, 21 and 15 % of the events, 34 kinds in families, dates from 1945 to 2025 that double every
twenty years, places that belong to states. A fifth of the events follow up an earlier one with the
same parties within two months: they are the hard negatives. An event is reported one to five times
by twelve sources; a report dates it up to three days off or to the month, drops parties, rewords
the title or writes it in another language, names only the family of the kind, rounds or omits the
sum.

    python benchmarks/generated.py N [seed]      prints what such a world holds
"""

from __future__ import annotations

import datetime as dt
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

import attrs

from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate
from alliancekit.evaluation import Gold, GoldCluster
from alliancekit.kinds import EventKind
from alliancekit.model import (
    Collection,
    Event,
    Party,
    Place,
    Record,
    RecordId,
    Source,
    SourceId,
    Title,
)
from alliancekit.money import Money

# Of each family its kinds; a report that is vague names the family or the part before the dot.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "cooperation.military": ("exercise", "basing", "training", "intelligence", "arms_sale"),
    "cooperation.diplomacy": ("summit", "visit", "negotiation", "statement"),
    "cooperation.treaty": ("signing", "ratification", "amendment"),
    "cooperation.economy": ("aid", "loan", "trade"),
    "conflict.threat": ("warning", "ultimatum", "deployment"),
    "conflict.force": ("clash", "strike", "blockade"),
    "conflict.sanction": ("sanction", "suspension"),
    "institution.organisation": ("founding", "enlargement", "departure"),
    "institution.meeting": ("council", "ministerial", "conference"),
    "other.media": ("announcement", "denial"),
    "other.society": ("protest", "exchange", "relief"),
}
KINDS = tuple(f"{family}.{kind}" for family, kinds in FAMILIES.items() for kind in kinds)
_LANGUAGES = {"en": 76, "ja": 8, "zh": 6, "fr": 5, "es": 5}
_UNSPACED = ("ja", "zh")
_SOURCE_SHARES = (22, 20, 10, 10, 8, 7, 6, 5, 5, 3, 2, 2)
_REPORT_SHARES = {1: 45, 2: 25, 3: 15, 4: 9, 5: 6}
_FIRST_DAY, _LAST_DAY = dt.date(1945, 1, 1).toordinal(), dt.date(2025, 12, 31).toordinal()
_DOUBLING_DAYS = 20 * 365.25
_MOST_NAMED = ("USA", "JPN", "CHN", "RUS", "KOR", "GBR", "FRA", "DEU", "IND", "AUS")
_N_STATES, _N_PLACES, _N_WORDS = 200, 600, 4_000
_N_REMEMBERED = 2_000
_WORLD_SEED = 19_450_101


@attrs.frozen(kw_only=True)
class Row:
    """One report as the tools that link tables take it.

    Attributes:
        id: Unique.
        event: Number of the event that it tells of: the gold.
        kind: Path of kinds, down to what the report knows.
        title: In its language.
        language: Of the title.
        day: Day that is given; the 15th where only the month is.
        is_month: Whether only the month is given.
        states: Codes, in no order.
        amount: In dollars, or ``None``.
        place: Name, or ``""``.
        country: Code of the place's state, or ``""``.
        source: Name of the source.
    """

    id: str
    event: int
    kind: str
    title: str
    language: str
    day: dt.date
    is_month: bool
    states: tuple[str, ...]
    amount: float | None
    place: str
    country: str
    source: str


@attrs.frozen(kw_only=True)
class _Happening:
    day: int
    states: tuple[int, ...]
    kind: str
    words: tuple[int, ...]
    place: int | None
    amount: float | None


@attrs.frozen(kw_only=True, eq=False)
class _Names:
    words: Mapping[str, Sequence[str]]
    states: Sequence[str]
    codes: Sequence[str]
    places: Sequence[tuple[str, int]]


def rows(n: int, seed: int) -> list[Row]:
    """Return n reports of one world, shuffled.

    What states, words and places are called does not depend on the seed.
    """
    rng = random.Random(f"{seed} {n}")
    names = _names(random.Random(_WORLD_SEED))
    made: list[Row] = []
    remembered: list[_Happening] = []
    state_weights = _zipf(_N_STATES, 1.0)
    word_weights = _zipf(_N_WORDS, 0.9)
    place_weights = _zipf(_N_PLACES, 0.8)
    kinds = random.Random(_WORLD_SEED + 1).sample(KINDS, len(KINDS))
    kind_weights = _zipf(len(KINDS), 0.7)
    event = 0
    while len(made) < n:
        if remembered and rng.random() < 0.2:
            happening = _follow_up(rng, rng.choice(remembered), word_weights, place_weights)
        else:
            n_states = rng.choices((2, 3, 4), (60, 25, 15))[0]
            states: dict[int, None] = {}
            while len(states) < n_states:
                states[_one(rng, state_weights)] = None
            kind = kinds[_one(rng, kind_weights)]
            words = [KINDS.index(kind) * 3 + at for at in range(3)]
            words += [_one(rng, word_weights) for _ in range(rng.randint(4, 9))]
            happening = _Happening(
                day=_grown_day(rng),
                states=tuple(states),
                kind=kind,
                words=tuple(words),
                place=_one(rng, place_weights) if rng.random() < 0.6 else None,
                amount=round(math.exp(rng.gauss(17, 2))) if rng.random() < 0.25 else None,
            )
        if len(remembered) < _N_REMEMBERED:
            remembered.append(happening)
        else:
            remembered[rng.randrange(_N_REMEMBERED)] = happening
        made += _reports(rng, happening, event, names, word_weights, len(made))
        event += 1
    made = made[:n]
    rng.shuffle(made)
    return made


def collection_of(reports: Sequence[Row]) -> Collection:
    """Return reports as records, each with a document of its own."""
    sources, records = [], []
    for row in reports:
        id = SourceId(f"{row.source}-{row.id}")
        sources.append(Source(id=id, outlet=row.source, language=row.language))
        records.append(Record(id=RecordId(f"{id}#{row.id}"), says=_event(row)))
    return Collection(sources=tuple(sources), records=tuple(records))


def gold_of(reports: Sequence[Row]) -> Gold:
    """Return which event each record of :func:`collection_of` tells of."""
    return Gold(
        clusters=tuple(
            GoldCluster(record=RecordId(f"{r.source}-{r.id}#{r.id}"), cluster=str(r.event))
            for r in reports
        )
    )


def _event(row: Row) -> Event:
    parts = row.kind.split(".")
    return Event(
        kind=EventKind(parts[2]) if len(parts) > 2 else EventKind.other,
        subkind=row.kind,
        titles=(Title(text=row.title, language=row.language),) if row.title else (),
        when=FuzzyDate(f"{row.day:%Y-%m}" if row.is_month else f"{row.day}"),
        parties=tuple(Party(actor=ActorId(state)) for state in row.states),
        place=Place(name=row.place, country=ActorId(row.country)) if row.country else None,
        money=None if row.amount is None else Money(low=Decimal(int(row.amount)), currency="USD"),
    )


def _zipf(n: int, exponent: float) -> list[float]:
    return list(accumulate(1 / rank**exponent for rank in range(1, n + 1)))


def _one(rng: random.Random, cumulated: Sequence[float]) -> int:
    return rng.choices(range(len(cumulated)), cum_weights=cumulated)[0]


def _grown_day(rng: random.Random) -> int:
    """Return a day; days grow more frequent as time goes on."""
    rate = math.log(2) / _DOUBLING_DAYS
    span = _LAST_DAY - _FIRST_DAY
    return _FIRST_DAY + int(math.log1p(rng.random() * math.expm1(rate * span)) / rate)


def _follow_up(
    rng: random.Random,
    earlier: _Happening,
    word_weights: Sequence[float],
    place_weights: Sequence[float],
) -> _Happening:
    family = earlier.kind.rsplit(".", 1)[0]
    kind = f"{family}.{rng.choice(FAMILIES[family])}" if rng.random() < 0.5 else earlier.kind
    return _Happening(
        day=min(earlier.day + rng.randint(1, 60), _LAST_DAY),
        states=earlier.states,
        kind=kind,
        words=tuple(w if rng.random() < 0.6 else _one(rng, word_weights) for w in earlier.words),
        place=_one(rng, place_weights) if rng.random() < 0.4 else earlier.place,
        amount=None if rng.random() < 0.5 else earlier.amount,
    )


def _reports(
    rng: random.Random,
    happening: _Happening,
    event: int,
    names: _Names,
    word_weights: Sequence[float],
    first: int,
) -> Iterator[Row]:
    told: set[int] = set()
    for number in range(_weighed(rng, _REPORT_SHARES)):
        source = rng.choices(range(12), _SOURCE_SHARES)[0]
        while source in told and rng.random() > 0.03:
            source = rng.choices(range(12), _SOURCE_SHARES)[0]
        told.add(source)
        language = _weighed(rng, _LANGUAGES)
        states = [s for at, s in enumerate(happening.states) if at < 2 or rng.random() > 0.25]
        if len(happening.states) == 2 and rng.random() < 0.08:
            states = [rng.choice(states)]
        rng.shuffle(states)
        words = [_reworded(rng, word, word_weights) for word in happening.words]
        drawn = rng.random()
        shift = 0
        if 0.55 <= drawn < 0.8:
            shift = rng.choice((-1, 1))
        elif 0.8 <= drawn < 0.9:
            shift = rng.choice((-3, -2, 2, 3))
        day = dt.date.fromordinal(min(max(happening.day + shift, _FIRST_DAY), _LAST_DAY))
        is_month = drawn >= 0.9
        depth = rng.choices((3, 2, 1), (82, 15, 3))[0]
        amount = None if rng.random() < 0.3 else happening.amount
        if amount and rng.random() < 0.4:
            amount = float(f"{amount:.1e}")
        place, country = "", ""
        if happening.place is not None and rng.random() > 0.3:
            place, state = names.places[happening.place]
            place, country = ("" if rng.random() < 0.15 else place), names.codes[state]
        yield Row(
            id=f"r{first + number:08}",
            event=event,
            kind=".".join(happening.kind.split(".")[:depth]),
            title=_title(rng, [w for w in words if w is not None], states, language, names),
            language=language,
            day=day.replace(day=15) if is_month else day,
            is_month=is_month,
            states=tuple(names.codes[state] for state in states),
            amount=amount,
            place=place,
            country=country,
            source=f"source{source}",
        )


def _weighed(rng: random.Random, shares: Mapping[int, int] | Mapping[str, int]) -> int | str:
    return rng.choices(list(shares), list(shares.values()))[0]


def _reworded(rng: random.Random, word: int, word_weights: Sequence[float]) -> int | None:
    """Return a word, its synonym, any other, or none: two reports share about half their words."""
    drawn = rng.random()
    if drawn < 0.71:
        return word
    if drawn < 0.855:
        return (word * 7 + 13) % _N_WORDS
    return _one(rng, word_weights) if drawn < 0.94 else None


def _title(
    rng: random.Random, words: Sequence[int], states: Sequence[int], language: str, names: _Names
) -> str:
    said = [names.states[state] for state in states if rng.random() < 0.6]
    said += [names.words[language][word] for word in words]
    return ("" if language in _UNSPACED else " ").join(said)


def _names(rng: random.Random) -> _Names:
    heads = (*"bcdfghjklmnprstvwz", "st", "tr", "pl", "gr", "ch", "sh")
    vowels = (*"aeiou", "ai", "ea", "io", "ou")

    def coined(n_syllables: int) -> str:
        return "".join(rng.choice(heads) + rng.choice(vowels) for _ in range(n_syllables))

    english: dict[str, None] = {}
    while len(english) < _N_WORDS:
        english[coined(rng.choice((1, 2, 2, 3))) + rng.choice(("", "n", "r", "s", "l"))] = None
    chinese = ["".join(chr(0x4E00 + rng.randrange(3_000)) for _ in "ab") for _ in english]
    codes: dict[str, None] = dict.fromkeys(_MOST_NAMED)
    while len(codes) < _N_STATES:
        codes["".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in "abc")] = None
    owners = _zipf(_N_STATES, 1.0)
    return _Names(
        words={
            "en": list(english),
            "fr": [f"{coined(2)}e" for _ in english],
            "es": [f"{coined(2)}o" for _ in english],
            "zh": chinese,
            "ja": [
                word
                if rng.random() < 0.35
                else "".join(chr(0x4E00 + rng.randrange(3_000)) for _ in "ab")
                for word in chinese
            ],
        },
        states=[coined(3).capitalize() for _ in codes],
        codes=list(codes),
        places=[(coined(3).capitalize(), _one(rng, owners)) for _ in range(_N_PLACES)],
    )


def main() -> None:
    reports = rows(int(float(sys.argv[1])), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    states = Counter(state for row in reports for state in row.states)
    print(f"{len(reports)} reports of {len({row.event for row in reports})} events")
    print("most named:", ", ".join(f"{s} {n / len(reports):.0%}" for s, n in states.most_common(5)))
    for row in reports[:5]:
        print(row)


if __name__ == "__main__":
    main()
