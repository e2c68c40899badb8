"""Forecasts in words."""

from datetime import date

import pytest

from forecasting.presenters import words
from tests.forecasting.pages.council import month_ends


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (0.0, "less than 1 in 100"),
        (0.012, "about 1 in 80 (1%)"),
        (0.06, "about 1 in 17 (6%)"),
        (0.19, "about 1 in 5 (19%)"),
        (0.5, "about 1 in 2 (50%)"),
        (0.74, "about 3 in 4 (74%)"),
        (0.999, "more than 99 in 100"),
    ],
)
def test_a_chance(share, told):
    assert words.chance(share) == told


def test_of_a_hundred_futures():
    totals = list(range(401, 501))
    assert words.more_than(totals, 480) == 0.2
    assert words.exceeded_by_share(totals, 0.2) == 480
    assert words.more_than(totals, 400) == 1
    assert words.more_than(totals, 500) == 0


@pytest.mark.parametrize(
    ("extract", "told"),
    [
        (date(2026, 3, 31), date(2027, 3, 31)),
        (date(2026, 9, 30), date(2027, 3, 31)),
        (date(2026, 11, 22), date(2028, 3, 31)),
    ],
)
def test_the_sentence_speaks_of_a_31_march_half_a_year_ahead(extract, told):
    assert words.spoken_of(month_ends(extract, 36)[1:], extract) == told


def test_homes_short_and_to_spare():
    assert words.differences(-79, -60) == "60 to 79 to spare"
    assert words.differences(3, 12) == "3 to 12 short"
    assert words.differences(-5, 12) == "5 to spare to 12 short"
    assert words.homes(-1) == "1 home to spare"
    assert words.homes(12) == "12 homes too few"
