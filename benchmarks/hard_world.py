"""A world of things that are easily taken for one another, and the reports on them.

Numbered editions of one agreement and of one exercise; amendments beside what they amend; the
announcement, signing and entry into force of one agreement beside the agreement itself; a summit,
its sessions and the meetings beside it; sales to two buyers on one day; recurring talks of the same
two states. Reports are in eight languages, date to the day, month or year, now and then a day off,
drop parties, call the kind by a neighbour's name, leave a number out where their date tells which
of a series they mean; some copy each other.

Everything follows from the seed. What a report says is drawn without a look at any merger.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import attrs
from babel import Locale
from hard_titles import ITEMS, LANGUAGES, PLACES, STATES, SUBJECTS, TITLES, ordinal

from alliancekit.actors import ActorId
from alliancekit.dates import FuzzyDate
from alliancekit.evaluation import FieldLabel, Gold, GoldCluster, GoldField
from alliancekit.kinds import AgreementKind, EventKind, Role, Stage
from alliancekit.model import (
    Agreement,
    Collection,
    Event,
    Milestone,
    Party,
    Place,
    Record,
    RecordId,
    Source,
    SourceId,
    Title,
)
from alliancekit.money import Bound, Money

FIRST_DAY, LAST_DAY = dt.date(1996, 1, 1), dt.date(2024, 12, 31)
_OUTLETS = tuple(f"{language}-{at}" for language in LANGUAGES for at in range(4))
_N_REPORTS = ((1, 0.25), (2, 0.3), (3, 0.25), (4, 0.12), (5, 0.08))
_NEIGHBOURS = {
    EventKind.summit: EventKind.meeting,
    EventKind.meeting: EventKind.visit,
    EventKind.exercise: EventKind.training,
    EventKind.announcement: EventKind.statement,
}


@attrs.frozen(kw_only=True)
class Thing:
    """What reports speak of; two things are never the same.

    Attributes:
        name: Unique.
        form: Which titles it has.
        kind: Of its event or agreement.
        day: When it is.
        parties: Who takes part, the chief ones first.
        roles: What the first two do.
        subject: What it is about, or ``""``.
        number: Its number in a series, or 0.
        series: Name of the series that it is an edition of, or ``""``.
        amendment: Number of the amendment, or 0.
        place: Where, or ``""``.
        item: What is sold, or ``""``.
        amount: In dollars, or 0.
        is_close: Whether the one before it in its series is no more than weeks away.
        document: Name of the things that reports like to tell of together, or ``""``.
    """

    name: str
    form: str
    kind: EventKind | AgreementKind
    day: dt.date
    parties: tuple[str, ...]
    roles: tuple[Role, Role] = (Role.party, Role.party)
    subject: str = ""
    number: int = 0
    series: str = ""
    amendment: int = 0
    place: str = ""
    item: str = ""
    amount: int = 0
    is_close: bool = False
    document: str = ""


@attrs.frozen(kw_only=True, eq=False)
class World:
    """A collection and all that is true of it.

    Attributes:
        collection: The reports.
        gold: Which thing each record speaks of, and which fields conflict or refine each other.
        things: By name.
        thing_of: Name of the thing of each record.
    """

    collection: Collection
    gold: Gold
    things: dict[str, Thing]
    thing_of: dict[RecordId, str]

    def edition_pairs(self) -> frozenset[tuple[str, str]]:
        """Return all pairs of things that differ in their number alone, ordered by name."""
        by_series: dict[str, list[str]] = {}
        told = set(self.thing_of.values())
        for thing in self.things.values():
            if thing.series and thing.name in told:
                by_series.setdefault(thing.series, []).append(thing.name)
        return frozenset(
            (a, b) for names in by_series.values() for a in names for b in names if a < b
        )

    def links(self) -> frozenset[tuple[str, str, str]]:
        """Return every thing that is told of with its relation to another, and that one.

        Sessions and meetings are parts of their summit; a step is about its agreement and follows
        every step before it; the next edition succeeds an agreement and follows an event.
        """
        told = set(self.thing_of.values())
        groups: dict[str, list[Thing]] = {}
        for thing in self.things.values():
            for group in {thing.series, thing.document} - {""}:
                groups.setdefault(group, []).append(thing)
        return frozenset(
            (a.name, relation, b.name)
            for group in groups.values()
            for a in group
            for b in group
            if (relation := _relation(a, b)) and a.name in told and b.name in told
        )


_STEPS = ("announcement", "signing", "entry_into_force")


def _relation(a: Thing, b: Thing) -> str:
    """Return what links two things of one series or document, read from the first, or nothing."""
    if a.series and a.series == b.series:
        is_next = a.number == b.number + 1
        return ("succeeds" if isinstance(a.kind, AgreementKind) else "follows") * is_next
    if b.form == "agreement":
        return "amends" if a.form == "amendment" else "about" * (a.form in _STEPS)
    if b.form == "summit":
        return "part_of" * (a.form in ("session", "meeting"))
    if a.form in _STEPS and b.form in _STEPS and _STEPS.index(a.form) > _STEPS.index(b.form):
        return "follows"
    return ""


def hard_world(seed: int, size: int = 1) -> World:
    """Return a world of about 6,000 records for each unit of size."""
    rng = random.Random(seed)
    things = [thing for _ in range(size) for thing in _things(rng)]
    things = [attrs.evolve(thing, name=f"{at:05}-{thing.name}") for at, thing in enumerate(things)]
    sources: list[Source] = []
    records: list[Record] = []
    thing_of: dict[RecordId, str] = {}
    reported: dict[tuple[str, str], SourceId] = {}
    for thing in things:
        told: list[Record] = []
        for outlet in rng.sample(_OUTLETS, _drawn(rng, _N_REPORTS)):
            record, source = _report(rng, thing, outlet, reported, len(sources))
            if source is not None:
                sources.append(source)
            told.append(record)
            if rng.random() < 0.2:
                copy, source = _copied(rng, record, thing, len(sources))
                sources.append(source)
                told.append(copy)
        records += told
        thing_of.update({record.id: thing.name for record in told})
    return World(
        collection=Collection(sources=tuple(sources), records=tuple(records)),
        gold=_gold(records, thing_of),
        things={thing.name: thing for thing in things},
        thing_of=thing_of,
    )


def _drawn(rng: random.Random, weighed: Sequence[tuple[int, float]]) -> int:
    values, weights = zip(*weighed, strict=True)
    return int(rng.choices(values, weights)[0])


def _things(rng: random.Random) -> Iterator[Thing]:
    for _ in range(70):
        yield from _editions(rng)
    for _ in range(40):
        yield from _exercises(rng)
    for _ in range(60):
        yield from _amended(rng)
    for _ in range(80):
        yield from _steps(rng)
    for _ in range(40):
        yield from _summit(rng)
    for _ in range(80):
        yield from _sales(rng)
    for _ in range(60):
        yield from _talks(rng)


def _day(rng: random.Random) -> dt.date:
    return FIRST_DAY + dt.timedelta(days=rng.randrange((LAST_DAY - FIRST_DAY).days))


def _states(rng: random.Random, n: int) -> tuple[str, ...]:
    names = list(STATES)
    chosen: list[str] = []
    while len(chosen) < n:
        # The first of the list make most of the news.
        name = names[min(int(rng.expovariate(0.12)), len(names) - 1)]
        if name not in chosen:
            chosen.append(name)
    return tuple(chosen)


def _editions(rng: random.Random) -> Iterator[Thing]:
    """Numbered agreements of two states on one subject, a few months to some years apart."""
    pair, subject = _states(rng, 2), rng.choice(list(SUBJECTS))
    series = f"{subject}-{'-'.join(pair)}-{rng.randrange(10**6)}"
    first = rng.randint(1, 6)
    day = FIRST_DAY + dt.timedelta(days=rng.randrange(3_000))
    for number in range(first, first + rng.randint(4, 6)):
        yield Thing(
            name=f"{series}-{number}", form="edition", kind=AgreementKind(subject), day=day,
            parties=pair, subject=subject, number=number, series=series,
        )  # fmt: skip
        day += dt.timedelta(days=rng.choice((120, 200, 365, 366, 730, 1_095, 1_826)))


def _exercises(rng: random.Random) -> Iterator[Thing]:
    """Yearly exercises of two or three states, about the same time of the year."""
    parties = _states(rng, rng.choice((2, 2, 3)))
    series = f"exercise-{'-'.join(parties)}-{rng.randrange(10**6)}"
    day = FIRST_DAY + dt.timedelta(days=rng.randrange(5_000))
    first = rng.randint(1, 20)
    for number in range(first, first + 5):
        yield Thing(
            name=f"{series}-{number}", form="exercise", kind=EventKind.exercise, day=day,
            parties=parties, number=number, series=series,
        )  # fmt: skip
        day += dt.timedelta(days=365 + rng.randint(-10, 10))


def _amended(rng: random.Random) -> Iterator[Thing]:
    """An agreement and its amendments: some of the same day, some weeks, most years later."""
    pair, subject = _states(rng, 2), rng.choice(list(SUBJECTS))
    base = f"base-{subject}-{'-'.join(pair)}-{rng.randrange(10**6)}"
    day = _day(rng)
    yield Thing(
        name=base, form="agreement", kind=AgreementKind(subject), day=day, parties=pair,
        subject=subject, document=base,
    )  # fmt: skip
    for number in range(1, rng.randint(2, 3)):
        gap_days = rng.choice((0, 30, 400, 1_200, 2_500))
        day += dt.timedelta(days=gap_days)
        yield Thing(
            name=f"{base}-amendment-{number}", form="amendment", kind=AgreementKind(subject),
            day=day, parties=pair, subject=subject, amendment=number, document=base,
            is_close=gap_days < 60,
        )  # fmt: skip


def _steps(rng: random.Random) -> Iterator[Thing]:
    """An agreement and its announcement, signing and entry into force."""
    pair, subject = _states(rng, 2), rng.choice(list(SUBJECTS))
    base = f"steps-{subject}-{'-'.join(pair)}-{rng.randrange(10**6)}"
    signed = _day(rng)
    announced = signed - dt.timedelta(days=rng.choice((0, 1, 3, 20, 90)))
    in_force = signed + dt.timedelta(days=rng.choice((0, 1, 30, 60, 200, 400)))
    common: dict[str, Any] = {"parties": pair, "subject": subject, "document": base}
    yield Thing(
        name=base, form="agreement", kind=AgreementKind(subject), day=signed, **common
    )  # fmt: skip
    for form, day in (
        ("announcement", announced), ("signing", signed), ("entry_into_force", in_force),
    ):  # fmt: skip
        yield Thing(name=f"{base}-{form}", form=form, kind=EventKind(form), day=day, **common)


def _summit(rng: random.Random) -> Iterator[Thing]:
    """A summit of several states, its numbered sessions, and meetings of two beside it."""
    parties, place = _states(rng, rng.randint(4, 7)), rng.choice(list(PLACES))
    base, day = f"summit-{place}-{rng.randrange(10**6)}", _day(rng)
    common: dict[str, Any] = {"place": place, "document": base}
    yield Thing(
        name=base, form="summit", kind=EventKind.summit, day=day, parties=parties,
        number=rng.randint(2, 30), **common,
    )  # fmt: skip
    for number in range(1, rng.randint(3, 4)):
        yield Thing(
            name=f"{base}-session-{number}", form="session", kind=EventKind.conference,
            day=day + dt.timedelta(days=(number - 1) // 2), parties=parties, number=number,
            series=f"{base}-session", is_close=True, **common,
        )  # fmt: skip
    for first, second in ((0, 1), (0, 2), (1, 3)):
        yield Thing(
            name=f"{base}-meeting-{first}-{second}", form="meeting", kind=EventKind.meeting,
            day=day, parties=(parties[first], parties[second]), **common,
        )  # fmt: skip


def _sales(rng: random.Random) -> Iterator[Thing]:
    """Sales that one state approves on one day: to two buyers, or of two things to one."""
    seller, first, second = _states(rng, 3)
    day, base = _day(rng), f"sale-{seller}-{rng.randrange(10**6)}"
    item, other = rng.sample(ITEMS, 2)
    sales = (
        [(first, item), (second, item)] if rng.random() < 0.7 else [(first, item), (first, other)]
    )
    for buyer, sold in sales:
        yield Thing(
            name=f"{base}-{buyer}-{sold}", form="arms_sale", kind=EventKind.arms_sale, day=day,
            parties=(seller, buyer), roles=(Role.seller, Role.buyer), item=sold,
            amount=rng.randrange(20, 9_000) * 1_130_000, document=base,
        )  # fmt: skip


def _talks(rng: random.Random) -> Iterator[Thing]:
    """Meetings of the same two states every few weeks."""
    pair, day = _states(rng, 2), _day(rng)
    base = f"talks-{'-'.join(pair)}-{rng.randrange(10**6)}"
    for number in range(rng.randint(3, 6)):
        yield Thing(
            name=f"{base}-{number}", form="meeting", kind=EventKind.meeting, day=day,
            parties=pair, place=rng.choice(list(PLACES)), is_close=True,
        )  # fmt: skip
        day += dt.timedelta(days=rng.choice((9, 14, 30, 60)))


def _report(
    rng: random.Random,
    thing: Thing,
    outlet: str,
    reported: dict[tuple[str, str], SourceId],
    number: int,
) -> tuple[Record, Source | None]:
    """Return what an outlet says of a thing, in a document of its own or with what goes with it."""
    language = outlet.split("-")[0]
    local = f"r{rng.randrange(10**9)}"
    shared = reported.get((outlet, thing.document)) if thing.document else None
    if shared is not None and rng.random() < 0.6:
        return Record(id=RecordId(f"{shared}#{local}"), says=_said(rng, thing, language)), None
    published = thing.day + dt.timedelta(days=rng.choice((0, 0, 1, 1, 2, 7, 400)))
    source = Source(
        id=SourceId(f"{outlet}-{number:06}"), outlet=outlet, language=language,
        published=FuzzyDate(f"{published}"),
    )  # fmt: skip
    reported[outlet, thing.document] = source.id
    return Record(id=RecordId(f"{source.id}#{local}"), says=_said(rng, thing, language)), source


def _copied(rng: random.Random, record: Record, thing: Thing, number: int) -> tuple[Record, Source]:
    """Return a record that repeats another word for word, in a document based on its source."""
    outlet = rng.choice([o for o in _OUTLETS if not record.source.startswith(f"{o}-")])
    published = thing.day + dt.timedelta(days=rng.choice((0, 1, 2)))
    source = Source(
        id=SourceId(f"{outlet}-{number:06}"), outlet=outlet, based_on=(record.source,),
        language=record.source.split("-")[0], published=FuzzyDate(f"{published}"),
    )  # fmt: skip
    return Record(id=RecordId(f"{source.id}#copy"), says=record.says), source


def _said(rng: random.Random, thing: Thing, language: str) -> Event | Agreement:
    is_agreement = isinstance(thing.kind, AgreementKind)
    when = _date(rng, thing.day, missing=0.04 if is_agreement else 0.01, year=0.08 * is_agreement)
    if thing.is_close and not (thing.number or thing.amendment):
        when = _date(rng, thing.day, missing=0, month=0, year=0)
    # Somewhere a report says which of a series it means: by its number, or by a date.
    is_bound = thing.is_close or when is None or not _tells_month(when)
    names_number = bool(thing.number) and (is_bound or rng.random() < 0.7)
    common: dict[str, Any] = {
        "titles": _titles(rng, thing, language, names_number=names_number),
        "parties": _parties(rng, thing),
        "edition": thing.number if names_number and rng.random() < 0.6 else None,
        "place": _place(rng, thing),
        "money": _money(rng, thing),
        "items": (thing.item,) if thing.item and rng.random() < 0.8 else (),
    }
    if isinstance(thing.kind, AgreementKind):
        amendment = thing.amendment if is_bound or rng.random() < 0.8 else 0
        return Agreement(
            kind=AgreementKind.other if rng.random() < 0.06 else thing.kind,
            milestones=() if when is None else (Milestone(stage=Stage.signed, when=when),),
            amendment=amendment or None,
            **common,
        )
    kind = _NEIGHBOURS.get(thing.kind, thing.kind) if rng.random() < 0.08 else thing.kind
    return Event(kind=kind, when=when, **common)


def _tells_month(when: FuzzyDate) -> bool:
    return when.edtf.count("-") > 0


def _titles(
    rng: random.Random, thing: Thing, language: str, *, names_number: bool
) -> tuple[Title, ...]:
    if not names_number and rng.random() < 0.03:
        return ()
    a, b = (_state_name(state, language) for state in thing.parties[:2])
    wordings = TITLES["agreement" if thing.form == "edition" and not names_number else thing.form]
    number = ordinal(thing.number, language, in_words=rng.random() < 0.4) if names_number else ""
    if thing.form in ("session", "summit", "exercise") and not names_number:
        number = ""
    text = rng.choice(wordings[language]).format(
        a=a,
        b=b,
        n=number,
        m=thing.number if names_number else "",
        s=SUBJECTS[thing.subject][LANGUAGES.index(language)] if thing.subject else "",
        i=thing.item,
        p=thing.place,
    )
    return (Title(text=" ".join(text.split()), language=language),)


@cache
def _state_name(state: str, language: str) -> str:
    return Locale(language).territories[STATES[state]]


def _parties(rng: random.Random, thing: Thing) -> tuple[Party, ...]:
    n_least = 2 if len(thing.parties) > 2 else len(thing.parties)
    kept = [p for at, p in enumerate(thing.parties) if at < n_least or rng.random() > 0.25]
    if len(kept) == 2 and thing.form != "arms_sale" and rng.random() < 0.04:
        kept = [rng.choice(kept)]
    has_roles = rng.random() < 0.9
    return tuple(
        Party(
            actor=ActorId(state),
            role=thing.roles[at] if has_roles and at < 2 else Role.party,
        )
        for at, state in enumerate(kept)
    )


def _place(rng: random.Random, thing: Thing) -> Place | None:
    if not thing.place or rng.random() < 0.35:
        return None
    country = ActorId(PLACES[thing.place])
    return (
        Place(country=country) if rng.random() < 0.2 else Place(name=thing.place, country=country)
    )


def _money(rng: random.Random, thing: Thing) -> Money | None:
    """Return the amount; rounded ones say so, and one in twenty is wrong."""
    if not thing.amount or rng.random() < 0.2:
        return None
    amount = Decimal(thing.amount)
    if rng.random() < 0.05:
        amount = amount * rng.choice((Decimal("0.6"), Decimal("1.3"), Decimal("1.5")))
    if rng.random() < 0.35:
        return Money(low=Decimal(f"{amount:.1E}"), currency="USD", bound=Bound.about)
    return Money(low=amount, currency="USD")


def _date(
    rng: random.Random, day: dt.date, *, missing: float, year: float, month: float = 0.12
) -> FuzzyDate | None:
    """Return the day, a day beside it, its month or year, or none; one in thirty is wrong."""
    drawn = rng.random() - missing - year
    if drawn < -year:
        return None
    if drawn < 0:
        return FuzzyDate(f"{day:%Y}")
    if drawn < month:
        return FuzzyDate(f"{day:%Y-%m}")
    if drawn < month + 0.1:
        return FuzzyDate(f"{day + dt.timedelta(days=rng.choice((-1, 1)))}")
    if drawn < month + 0.13:
        return FuzzyDate(f"{day + dt.timedelta(days=rng.choice((-4, -3, -2, 2, 3, 5)))}")
    return FuzzyDate(f"{day}")


def _gold(records: Sequence[Record], thing_of: dict[RecordId, str]) -> Gold:
    by_thing: dict[str, list[Record]] = {}
    for record in records:
        by_thing.setdefault(thing_of[record.id], []).append(record)
    fields = [
        known
        for told in by_thing.values()
        for at, a in enumerate(told)
        for b in told[at + 1 :]
        for known in _known_fields(a, b)
    ]
    clusters = tuple(GoldCluster(record=id, cluster=thing) for id, thing in thing_of.items())
    return Gold(clusters=clusters, fields=tuple(fields))


def _known_fields(a: Record, b: Record) -> Iterator[GoldField]:
    """Yield what is known of the dates and sums that two records of one thing give."""
    first, second = sorted((a.id, b.id))
    name = "when" if isinstance(a.says, Event) else "milestones"
    date_a, date_b = a.says.when, b.says.when
    if isinstance(date_a, FuzzyDate) and isinstance(date_b, FuzzyDate) and date_a != date_b:
        assert date_a.earliest is not None and date_a.latest is not None
        assert date_b.earliest is not None and date_b.latest is not None
        is_apart = date_a.latest < date_b.earliest or date_b.latest < date_a.earliest
        label = FieldLabel.conflict if is_apart else FieldLabel.refinement
        yield GoldField(first=first, second=second, field=name, label=label)
    sum_a, sum_b = a.says.money, b.says.money
    if sum_a is not None and sum_b is not None and sum_a != sum_b:
        apart = abs(sum_a.low - sum_b.low) / max(sum_a.low, sum_b.low)
        if apart > Decimal("0.1"):
            yield GoldField(first=first, second=second, field="money", label=FieldLabel.conflict)
        elif Bound.about in (sum_a.bound, sum_b.bound):
            yield GoldField(first=first, second=second, field="money", label=FieldLabel.refinement)
