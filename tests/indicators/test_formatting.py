"""Text of figures: rounded half up, from the counts and not from a float."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sufficiency.indicators import formatting
from sufficiency.indicators.base import Category, Measurement, Unit


def measurement(unit, value, numerator=None, denominator=None):
    return Measurement("k", "T", unit, value, numerator, denominator, 0, date(2026, 3, 31), None, "1")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (5, "5"), (999, "999"), (1204, "1,204"), (81770, "81,770"), (66.5, "67"), (67.49, "67")],
)
def test_numbers(value, text):
    assert formatting.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0%"),
        (Fraction(1, 25), "under 0.1%"),
        (0.15, "0.2%"),
        (0.25, "0.3%"),
        (0.94, "0.9%"),
        (1, "1%"),
        (12.5, "13%"),
        (77.4999, "77%"),
        (100, "100%"),
        (Decimal("99.5"), "100%"),
    ],
)
def test_percentages(value, text):
    assert formatting.percent(value) == text


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_a_percentage_is_rounded_from_its_counts(part, rest):
    whole = part + rest
    told = formatting.text(measurement(Unit.PERCENT, 100 * part / whole, part, whole))
    share = Fraction(100 * part, whole)
    if 0 < share < 1:
        tenths = int(10 * share + Fraction(1, 2))
        assert told == (f"{tenths // 10}.{tenths % 10}%" if tenths else "under 0.1%")
    else:
        assert told == f"{int(share + Fraction(1, 2))}%"


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_a_float_alone_is_rounded_the_same(part, rest):
    whole = part + rest
    value = 100 * part / whole
    assert formatting.percent(value) == formatting.percent(Fraction(100 * part, whole))


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (measurement(Unit.CHILDREN, 482), "482 children"),
        (measurement(Unit.CHILDREN, 1), "1 child"),
        (measurement(Unit.CHILDREN, 0), "0 children"),
        (measurement(Unit.YOUNG_PEOPLE, 1), "1 young person"),
        (measurement(Unit.RATE, 101.9, 482, 47300), "102 for every 10,000"),
        (measurement(Unit.DAYS, 587.5, 1175, 2), "588 days"),
        (measurement(Unit.DAYS, 1.4, 7, 5), "1 day"),
        (measurement(Unit.PERCENT, None, 0, 0), "not known"),
        (measurement(Unit.CHILDREN, None), "not known"),
    ],
)
def test_measurements(shown, text):
    assert formatting.text(shown) == text


def test_categories():
    assert formatting.category_text(Category("a", 49, 100 * 49 / 482)) == "49 (10%)"
    assert formatting.category_text(Category("17 to 18", 9, 75.0, 12)) == "9 of 12 (75%)"
    assert formatting.category_text(Category("a", 0, None)) == "0"


def test_halves_go_away_from_nought():
    assert formatting.half_up(Fraction(-5, 2)) == -3
    assert formatting.half_up(Fraction(5, 2)) == 3
    assert formatting.half_up(Fraction(1, 8), 2) == Decimal("0.13")
