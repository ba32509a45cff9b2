"""How far a told number may lie from the true one, in one place for every caller."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.dates import Tri
from alliancekit.money import (
    Bound,
    Money,
    compare,
    may_be_one,
    parse,
    rounded_range,
    told_range,
)
from alliancekit.testing.strategies import money

bounds = st.sampled_from(sorted(Bound))
amounts = st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False)


@given(amounts, amounts, bounds)
def test_a_number_lies_in_its_own_range_and_rounding_only_widens_it(
    one: Decimal, other: Decimal, bound: Bound
) -> None:
    low, high = sorted((one, other))
    told, rounded = told_range(low, high, bound), rounded_range(low, high, bound)
    assert rounded[0] <= told[0] <= low <= high <= told[1] <= rounded[1]


@given(money(), money())
def test_it_does_not_matter_which_report_is_named_first(a: Money, b: Money) -> None:
    assert may_be_one(a, b) is may_be_one(b, a)


@given(money())
def test_a_sum_may_always_be_itself(a: Money) -> None:
    assert may_be_one(a, a) is Tri.YES


@given(amounts.filter(bool), st.integers(1, 3))
def test_a_sum_may_be_what_it_is_rounded_to(amount: Decimal, n_digits: int) -> None:
    exact = Money(low=amount, currency="USD")
    with localcontext() as context:
        context.prec = n_digits
        rounded = Money(low=+amount, currency="USD")
    assert may_be_one(exact, rounded) is Tri.YES


@given(money(), money())
def test_sums_that_are_the_same_in_every_currency_may_be_one(a: Money, b: Money) -> None:
    # Where both name the first currency, comparing leaves the equivalents out.
    if compare(a, b) is Tri.YES and not (a.equivalents and b.equivalents):
        assert may_be_one(a, b) is Tri.YES


@given(amounts)
def test_the_range_does_not_depend_on_the_decimal_context(amount: Decimal) -> None:
    wide = rounded_range(amount, amount, Bound.about)
    with localcontext() as context:
        context.prec = 2
        assert rounded_range(amount, amount, Bound.about) == wide


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("USD 3.4 billion", "USD 3 billion", Tri.YES),
        ("USD 3.6 billion", "USD 3 billion", Tri.NO),
        ("USD 3420 million", "USD 3421 million", Tri.YES),
        ("USD 3421 million", "USD 3422 million", Tri.NO),
        ("about USD 2000 million", "USD 2199 million", Tri.YES),
        ("about USD 2 billion", "USD 2.6 billion", Tri.NO),
        ("nearly USD 20 million", "USD 18 million", Tri.YES),
        ("nearly USD 1234 million", "USD 1235 million", Tri.NO),
        ("more than USD 1234 million", "USD 1300 million", Tri.YES),
        ("more than USD 1234 million", "USD 1233 million", Tri.NO),
        ("at least USD 20 million", "USD 1 billion", Tri.NO),
        ("at most USD 1234 million", "USD 1200 million", Tri.YES),
        ("USD 1..2 billion", "USD 1.7 billion", Tri.YES),
        ("USD 3 billion", "EUR 3 billion", Tri.MAYBE),
        ("USD 3 billion", "USD 3 billion per year", Tri.MAYBE),
        ("JPY 300 billion = USD 2 billion", "EUR 1.8 billion = USD 2 billion", Tri.YES),
        ("JPY 300 billion = USD 2 billion", "JPY 300 billion = USD 5 billion", Tri.NO),
        ("USD 0", "USD 0", Tri.YES),
        ("USD 0", "USD 4", Tri.NO),
    ],
)
def test_reports_of_one_sum_may_round_it_and_no_more(a: str, b: str, expected: Tri) -> None:
    assert may_be_one(parse(a), parse(b)) is expected


def test_comparing_takes_numbers_as_told_where_rounding_would_unite_them() -> None:
    a, b = parse("USD 3.4 billion"), parse("USD 3 billion")
    assert compare(a, b) is Tri.NO
    assert may_be_one(a, b) is Tri.YES


def test_nothing_is_less_than_nothing() -> None:
    for text in ("nearly USD 0", "less than USD 0"):
        assert compare(parse(text), parse(text)) is not Tri.NO


@pytest.mark.parametrize(
    ("told", "other", "may_be"),
    [
        ("USD 100 million", "USD 60 million", Tri.NO),
        ("USD 100 million", "USD 95 million", Tri.YES),
        ("USD 100 million", "USD 104 million", Tri.YES),
        ("at least USD 100 million", "USD 92.5 million", Tri.NO),
        ("at most USD 100 million", "USD 112 million", Tri.NO),
        ("USD 2 billion", "USD 1.6 billion", Tri.YES),
    ],
)
def test_a_number_is_rounded_to_the_side_that_is_left_open(
    told: str, other: str, may_be: Tri
) -> None:
    assert may_be_one(parse(told), parse(other)) is may_be
