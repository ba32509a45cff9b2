"""Sums of money: exact, bounded, and one sum with its equivalents."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from alliancekit.errors import AllianceKitError, RecordError
from alliancekit.money import Bound, Equivalent, Money, Origin, Period, parse
from alliancekit.testing.strategies import hostile_text, money


@given(sum_=money())
def test_the_text_of_a_sum_states_the_same_sum(sum_: Money) -> None:
    assert parse(str(sum_)) == sum_
    assert str(parse(str(sum_))) == str(sum_)


@given(text=hostile_text())
def test_any_text_is_a_sum_or_a_problem_of_ours(text: str) -> None:
    try:
        parse(text)
    except AllianceKitError:
        return
    assert text[:1].isascii()


def test_a_sum_and_its_equivalent_are_one_sum() -> None:
    found = parse("JPY 3 billion = nearly USD 20 million = computed EUR 18.5 million")
    assert (found.low, found.currency, found.bound) == (Decimal(3 * 10**9), "JPY", Bound.exact)
    assert found.equivalents == (
        Equivalent(low=Decimal(18_500_000), currency="EUR", origin=Origin.computed),
        Equivalent(low=Decimal(20_000_000), currency="USD", bound=Bound.nearly),
    )


def test_ranges_bounds_periods_and_grouped_digits_are_read() -> None:
    found = parse("more than USD 1,500.50..2_000 thousand per year")
    assert (found.low, found.high) == (Decimal("1500500"), Decimal("2000000"))
    assert (found.bound, found.period) == (Bound.more_than, Period.year)


def test_equal_sums_are_written_alike() -> None:
    sums = [Money(low=Decimal(text), currency="USD") for text in ("1E+3", "1000.00", "1000")]
    assert {str(one) for one in sums} == {"USD 1000"}
    assert str(Money(low=Decimal("-0"), currency="USD")) == "USD 0"
    assert str(Money(low=Decimal("0.10"), currency="USD")) == "USD 0.1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "USD",
        "USD -3",
        "usd 3",
        "XQQ 3",
        "USD 3 zillion",
        "USD 5..3",
        "USD 3 = USD 4",
        "USD 3 = EUR 4 per year",
        "USD 1e5",
        "USD １２",
        "USD 3 million\n",
        "USD " + "9" * 40,
        "USD 0." + "1" * 31,
        "USD 3 = " * 100,
    ],
)
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(RecordError):
        parse(text)


@pytest.mark.parametrize(
    "fields",
    [
        {"low": 3},
        {"low": Decimal("NaN")},
        {"low": Decimal("Infinity")},
        {"low": Decimal(-1)},
        {"low": Decimal(1), "high": Decimal(0)},
        {"low": Decimal("1e40")},
        {"low": Decimal("1e-40")},
        {"low": Decimal(1), "bound": "about"},
        {"low": Decimal(1), "period": None},
        {"low": Decimal(1), "equivalents": ("EUR 3",)},
        {"low": Decimal(1), "equivalents": "x"},
        {"low": Decimal(1), "currency": 3},
    ],
)
def test_what_could_not_be_written_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(RecordError):
        Money(**{"currency": "USD", **fields})


@pytest.mark.parametrize(
    "text", ["EUR 1,5 million", "USD 1,00", "USD 1_0", "USD 1,000_000", "USD ,5"]
)
def test_a_comma_that_groups_no_thousands_is_refused(text: str) -> None:
    with pytest.raises(RecordError, match="is not a sum of money"):
        parse(text)


@pytest.mark.parametrize(
    "text", ["USD 1,500,000", "USD 1_500_000", "USD 1500000.00", "USD 1.5 million"]
)
def test_digits_may_be_grouped_by_thousands(text: str) -> None:
    assert str(parse(text)) == "USD 1500000"
