"""Sums compared and added: unknown across currencies, exact within one."""

from __future__ import annotations

import decimal
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.dates import Tri
from alliancekit.errors import RecordError
from alliancekit.money import Bound, Money, compare, is_less, parse, totals
from alliancekit.testing.strategies import money

RATES = {"JPY": Decimal("0.0067"), "USD": Decimal(1), "EUR": Decimal("1.1")}


@given(a=money(), b=money())
def test_comparing_does_not_depend_on_the_order(a: Money, b: Money) -> None:
    assert compare(a, b) is compare(b, a)
    assert compare(a, b, RATES) is compare(b, a, RATES)
    if is_less(a, b) is Tri.YES:
        assert is_less(b, a) is Tri.NO
        assert compare(a, b) is Tri.NO


@given(a=money())
def test_a_sum_is_never_another_than_itself(a: Money) -> None:
    assert compare(a, a) is not Tri.NO
    assert is_less(a, a) is not Tri.YES


@given(a=money(), b=money(), prec=st.integers(1, 5))
def test_the_callers_decimal_context_changes_nothing(a: Money, b: Money, prec: int) -> None:
    exact = (compare(a, b, RATES), is_less(a, b, RATES), totals([a, b]))
    with decimal.localcontext(prec=prec):
        assert (compare(a, b, RATES), is_less(a, b, RATES), totals([a, b])) == exact


@given(sums=st.lists(money(), max_size=5), data=st.data())
def test_totals_do_not_depend_on_order_and_count_each_sum_once(
    sums: list[Money], data: st.DataObject
) -> None:
    found = totals(sums)
    assert totals(data.draw(st.permutations(sums))) == found
    for currency in {one.currency for one in sums}:
        expected = sum((one.low for one in sums if one.currency == currency), Decimal(0))
        assert sum((t.low for t in found if t.currency == currency), Decimal(0)) == expected
    assert all(not total.equivalents for total in found)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("JPY 3 billion", "USD 20 million", Tri.MAYBE),
        ("JPY 3 billion = USD 20 million", "USD 20 million", Tri.YES),
        ("JPY 3 billion = USD 20 million", "USD 90 million", Tri.NO),
        ("JPY 3 billion = USD 1 = EUR 1", "VND 5 = USD 1 = EUR 2", Tri.NO),
        ("JPY 3 billion = USD 1 = EUR 1..2", "VND 5 = USD 1 = EUR 1", Tri.MAYBE),
        ("USD 20 million", "USD 20 million", Tri.YES),
        ("USD 20 million", "USD 20 million per year", Tri.MAYBE),
        ("USD 20..30 million", "USD 25 million", Tri.MAYBE),
        ("USD 20..30 million", "USD 31 million", Tri.NO),
        ("about USD 20 million", "USD 21 million", Tri.MAYBE),
        ("about USD 20 million", "USD 23 million", Tri.NO),
        ("nearly USD 20 million", "USD 19 million", Tri.MAYBE),
        ("nearly USD 20 million", "USD 20 million", Tri.NO),
        ("at least USD 20 million", "USD 1 billion", Tri.MAYBE),
        ("more than USD 20 million", "USD 20 million", Tri.NO),
        ("at most USD 20 million", "USD 20 million", Tri.MAYBE),
        ("less than USD 20 million", "at least USD 20 million", Tri.NO),
    ],
)
def test_sums_are_the_same_different_or_not_comparable(a: str, b: str, expected: Tri) -> None:
    assert compare(parse(a), parse(b)) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("USD 3", "USD 4", Tri.YES),
        ("USD 4", "USD 4", Tri.NO),
        ("USD 5", "USD 4", Tri.NO),
        ("USD 3..5", "USD 4", Tri.MAYBE),
        ("at least USD 3", "USD 4", Tri.MAYBE),
        ("at least USD 4", "USD 4", Tri.NO),
        ("at most USD 3", "more than USD 3", Tri.YES),
        ("USD 3", "EUR 4", Tri.MAYBE),
    ],
)
def test_one_sum_is_less_than_another(a: str, b: str, expected: Tri) -> None:
    assert is_less(parse(a), parse(b)) is expected


def test_rates_that_the_caller_gives_settle_what_reports_do_not() -> None:
    yen, dollars = parse("JPY 3 billion"), parse("USD 90 million")
    assert compare(yen, dollars, RATES) is Tri.NO
    assert is_less(yen, dollars, RATES) is Tri.YES
    assert compare(yen, parse("USD 20100000"), RATES) is Tri.YES
    assert compare(yen, parse("VND 5"), RATES) is Tri.MAYBE
    assert compare(parse("VND 5"), yen, RATES) is Tri.MAYBE


@pytest.mark.parametrize("rate", [Decimal(0), Decimal(-1), Decimal("NaN"), 1.5])
def test_a_rate_is_a_positive_decimal(rate: Decimal) -> None:
    with pytest.raises(RecordError, match="rate"):
        compare(parse("USD 1"), parse("JPY 1"), {"JPY": rate})


def test_an_equivalent_is_never_counted_twice() -> None:
    sums = ["JPY 3 billion = USD 20 million", "JPY 1 billion", "USD 5", "USD 5 per year"]
    assert [str(total) for total in totals(map(parse, sums))] == [
        "JPY 4000000000", "USD 5", "USD 5 per year",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        ([], []),
        (["USD 1", "about USD 2"], ["about USD 3"]),
        (["at least USD 1", "more than USD 2", "USD 4"], ["more than USD 7"]),
        (["at most USD 1", "nearly USD 2"], ["less than USD 3"]),
        (["nearly USD 1", "USD 2"], ["nearly USD 3"]),
        (["at least USD 1", "at most USD 2"], ["at most USD 2", "at least USD 1"]),
        (["USD 9", "about USD 1", "at most USD 2"],
         ["about USD 1", "at most USD 2", "USD 9"]),
        (["USD 1..2", "USD 3..5"], ["USD 4..7"]),
    ],
)  # fmt: skip
def test_bounds_that_do_not_add_up_stay_apart(sums: list[str], expected: list[str]) -> None:
    assert [str(total) for total in totals(map(parse, sums))] == expected


def test_numbers_of_many_digits_are_never_rounded() -> None:
    text = "USD 123456789012345678901234567890.123456789012345678901234567891"
    assert str(parse(text)) == text
    thousand = parse("USD 123456789012345678901234567.123456789012345678901234567 thousand")
    assert str(thousand) == "USD 123456789012345678901234567123.456789012345678901234567"
    one = Money(low=Decimal("1E-30"), currency="USD", bound=Bound.exact)
    large = Money(low=Decimal("1E+30"), currency="USD")
    assert str(totals([one, large])[0]) == f"USD 1{'0' * 30}.{'0' * 29}1"
