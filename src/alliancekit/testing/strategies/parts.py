"""What events and agreements are made of: dates, sums, parties, places, steps."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from alliancekit.actors import ActorId
from alliancekit.dates import End, FuzzyDate, Span
from alliancekit.errors import AllianceKitError
from alliancekit.kinds import ObligationKind, Realis, Role, Stage
from alliancekit.model import (
    Guard,
    GuardKind,
    Identifier,
    Milestone,
    Obligation,
    Party,
    Place,
    Quantity,
    Term,
    Title,
)
from alliancekit.money import Bound, Equivalent, Money, Origin, Period
from alliancekit.testing.strategies.texts import LANGUAGES, STATES, hostile_text, kept, texts


@kept
def fuzzy_dates() -> st.SearchStrategy[FuzzyDate]:
    """Return dates of every precision, with qualifiers, bounds and remarks."""
    year = st.integers(-9999, 9999).map(lambda y: f"{'-' if y < 0 else ''}{abs(y):04d}")
    recent = st.integers(1816, 2100).map(str)
    day = st.dates(dt.date(1816, 1, 1), dt.date(2100, 12, 31)).map(dt.date.isoformat)
    month = day.map(lambda text: text[:7])
    season = st.builds(lambda y, s: f"{y}-{s}", recent, st.integers(21, 41))
    plain = day | month | recent | year | season
    decade = recent.map(lambda text: f"{text[:3]}X")
    marked = st.builds(lambda text, mark: text + mark, plain, st.sampled_from(("", "?", "~", "%")))
    two_days = st.tuples(day, day).map(sorted).map(lambda pair: f"[{pair[0]}..{pair[1]}]")
    bounded = day.map(lambda text: f"[..{text}]") | day.map(lambda text: f"[{text}..]")
    return st.builds(
        FuzzyDate,
        plain | marked | decade | two_days | bounded,
        as_written=_remark(),
        basis=_remark(),
    )


@kept
def spans() -> st.SearchStrategy[Span]:
    """Return spans with ends of every sort, and sets of days."""
    return _drawn_spans()


@kept
def _remark() -> st.SearchStrategy[str]:
    return st.just("") | hostile_text(max_size=10)


@kept
def _some_days() -> st.SearchStrategy[list[str]]:
    return st.lists(st.dates().map(dt.date.isoformat), min_size=1, max_size=3)


@kept
def _ends() -> st.SearchStrategy[tuple[FuzzyDate | None, End]]:
    without = st.sampled_from((End.open, End.unknown, End.censored))
    with_day = st.sampled_from((End.known, End.censored))
    return st.tuples(st.none(), without) | st.tuples(fuzzy_dates(), with_day)


@st.composite
def _drawn_spans(draw: st.DrawFn) -> Span:
    texts = {"as_written": draw(_remark()), "basis": draw(_remark())}
    if draw(st.integers(0, 5)) == 0:
        days = draw(_some_days())
        return Span(members=tuple(Span.parse("{" + ",".join(days) + "}").members), **texts)  # type: ignore[arg-type]
    (first, start_end), (last, end_end) = draw(_ends()), draw(_ends())
    try:
        return Span(start=first, end=last, start_end=start_end, end_end=end_end, **texts)
    except AllianceKitError:  # it would end before it starts
        return Span(start=first, start_end=start_end, end_end=End.open, **texts)  # type: ignore[arg-type]


@kept
def _amounts() -> st.SearchStrategy[Decimal]:
    return st.decimals(0, 10**15, places=2) | st.integers(0, 10**15).map(Decimal)


@kept
def money() -> st.SearchStrategy[Money]:
    """Return sums with bounds, ranges, periods and equivalents."""
    return _drawn_money()


@kept
def _currencies() -> st.SearchStrategy[list[str]]:
    one = st.sampled_from(("USD", "JPY", "EUR", "VND"))
    return st.lists(one, min_size=1, max_size=3, unique=True)


@kept
def _said_otherwise() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"low": _amounts(), "bound": st.sampled_from(Bound), "origin": st.sampled_from(Origin)}
    )


@st.composite
def _drawn_money(draw: st.DrawFn) -> Money:
    first, *others = draw(_currencies())
    low, high = sorted((draw(_amounts()), draw(_amounts())))
    return Money(
        low=low,
        high=high if draw(st.booleans()) else low,
        currency=first,
        bound=draw(st.sampled_from(Bound)),
        period=draw(st.sampled_from(Period)),
        equivalents=tuple(
            Equivalent(currency=other, **draw(_said_otherwise())) for other in others
        ),
    )


@kept
def actor_ids(actors: tuple[str, ...]) -> st.SearchStrategy[ActorId]:
    """Return ids of actors."""
    return st.sampled_from(actors).map(ActorId)


@kept
def some_actors(actors: tuple[str, ...]) -> st.SearchStrategy[tuple[ActorId, ...]]:
    """Return up to two ids of actors."""
    return st.lists(actor_ids(actors), max_size=2).map(tuple)


@kept
def titles() -> st.SearchStrategy[tuple[Title, ...]]:
    """Return titles, one a language."""
    by_language = st.dictionaries(st.sampled_from(LANGUAGES), hostile_text(), max_size=2)
    return by_language.map(
        lambda found: tuple(Title(text=text, language=language) for language, text in found.items())
    )


@kept
def parties(actors: tuple[str, ...]) -> st.SearchStrategy[tuple[Party, ...]]:
    """Return parties, some with bodies that act for them, people and a span."""
    plain = st.builds(Party, actor=actor_ids(actors), role=st.sampled_from(Role))
    detailed = st.builds(
        Party,
        actor=actor_ids(actors),
        role=st.sampled_from((Role.party, Role.host)),
        via=some_actors(actors),
        people=texts(),
        span=st.none() | spans(),
    )
    return st.lists(plain | detailed, max_size=4).map(tuple)


@kept
def places(actors: tuple[str, ...] = STATES) -> st.SearchStrategy[Place]:
    """Return places with a name, a country or coordinates, or several of these.

    Args:
        actors: Ids of the states that they may lie in.
    """
    return _drawn_places(actors)


@kept
def _place_names() -> st.SearchStrategy[str]:
    return st.just("") | st.sampled_from((*STATES, "Tokyo", "Camp, Zama")) | hostile_text()


@kept
def _countries(actors: tuple[str, ...]) -> st.SearchStrategy[ActorId | None]:
    return st.none() | actor_ids(actors)


@kept
def _degrees() -> st.SearchStrategy[tuple[float, float]]:
    # No place is so near to a meridian as a subnormal number of degrees, and igraph reads none.
    return st.tuples(
        *(
            st.floats(-most, most, allow_subnormal=False) | st.integers(-most, most)
            for most in (90, 180)
        )
    )


@st.composite
def _drawn_places(draw: st.DrawFn, actors: tuple[str, ...]) -> Place:
    name, country = draw(_place_names()), draw(_countries(actors))
    has_coordinates = draw(st.booleans()) or not (name or country)
    latitude, longitude = draw(_degrees()) if has_coordinates else (None, None)
    return Place(name=name, country=country, latitude=latitude, longitude=longitude)


@kept
def quantities() -> st.SearchStrategy[tuple[Quantity, ...]]:
    """Return numbers of things."""
    number = st.decimals(-(10**9), 10**9, places=3)
    quantity = st.builds(
        lambda what, low, more, unit, bound: Quantity(
            what=what, low=low, high=low + more, unit=unit, bound=bound
        ),
        what=hostile_text(max_size=10),
        low=number,
        more=st.sampled_from((Decimal(0), Decimal("0.5"), Decimal(7))),
        unit=st.just("") | hostile_text(max_size=10),
        bound=st.sampled_from(Bound),
    )
    return st.lists(quantity, max_size=2).map(tuple)


@kept
def identifiers() -> st.SearchStrategy[tuple[Identifier, ...]]:
    """Return ids that others gave."""
    scheme = st.sampled_from(("UNTS", "ATOP")) | hostile_text(max_size=10)
    identifier = st.builds(Identifier, scheme=scheme, value=hostile_text(max_size=10))
    return st.lists(identifier, max_size=3).map(tuple)


@kept
def extra() -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    """Return verbatim cells of foreign tables."""
    cells = st.dictionaries(
        st.just("") | hostile_text(max_size=10), st.just("") | hostile_text(), max_size=2
    )
    return cells.map(lambda by_name: tuple(by_name.items()))


@kept
def milestones(actors: tuple[str, ...]) -> st.SearchStrategy[tuple[Milestone, ...]]:
    """Return steps of an agreement, of all stages and sorts."""
    plain = st.builds(Milestone, stage=st.sampled_from(Stage), when=fuzzy_dates())
    detailed = st.builds(
        Milestone,
        stage=st.sampled_from((Stage.signed, Stage.in_force)),
        when=st.none() | fuzzy_dates(),
        realis=st.sampled_from(Realis),
        by=some_actors(actors),
        place=st.none() | places(actors),
        cites=texts(),
    )
    return st.lists(plain | detailed, max_size=4).map(tuple)


@kept
def terms() -> st.SearchStrategy[Term]:
    """Return how long agreements last."""
    return st.builds(
        Term,
        months=st.none() | st.integers(1, 12_000),
        renewal=st.just("") | hostile_text(max_size=10),
        notice_months=st.none() | st.integers(0, 12_000),
    )


@kept
def guards() -> st.SearchStrategy[Guard]:
    """Return conditions of entry into force."""
    some = st.sampled_from((0, 1, 30))
    return st.builds(
        Guard,
        kind=st.sampled_from(GuardKind),
        n=st.none() | st.integers(1, 3),
        days=some,
        months=some,
    )


@kept
def obligations(actors: tuple[str, ...]) -> st.SearchStrategy[tuple[Obligation, ...]]:
    """Return what parties owe."""
    obligation = st.builds(
        Obligation,
        kind=st.sampled_from(ObligationKind),
        debtor=actor_ids(actors),
        creditors=some_actors(actors),
        terms=st.just("") | hostile_text(max_size=10),
    )
    return st.lists(obligation, max_size=2).map(tuple)
