"""Printed tables that do not add up, and those that differ by rounding alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sufficiency.indicators import catalogue
from sufficiency.indicators.adding_up import that_do_not_add_up
from tests.factories import AuthorityFactory
from tests.reports.test_comparison import published

pytestmark = pytest.mark.django_db

WITHIN, OVER, UNKNOWN = (
    f"placements.{name}" for name in ("within_20_miles", "over_20_miles", "distance_not_known")
)


@pytest.fixture
def council():
    return AuthorityFactory()


def table_3(near: tuple[float, float, float], far: tuple[float, float, float], unknown: float) -> None:
    """A column of the strategy's Table 3: each band's share, and of it inside and outside."""
    for key, name, (share, inside, outside) in (
        (WITHIN, "20 miles or less", near),
        (OVER, "over 20 miles", far),
    ):
        published(share, key=key, unit="percent")
        published(inside, key="placements.by_distance", category=f"inside, {name}", unit="percent")
        published(outside, key="placements.by_distance", category=f"outside, {name}", unit="percent")
    published(unknown, key=UNKNOWN, unit="percent")


@pytest.mark.parametrize(
    ("near", "far", "unknown", "told"),
    [
        # As printed at 31 March of 2009 to 2013.
        ((78, 51, 27), (9, 2, 7), 11, [(98, 100)]),
        ((82, 52, 29), (8, 1, 6), 11, []),
        ((82, 49, 34), (10, 1, 9), 9, []),
        ((83, 48, 34), (10, 1, 10), 7, []),
        ((84, 52, 36), (10, 0.2, 10), 2, [(88, 84), (96, 100)]),
    ],
)
def test_the_strategys_own_columns(council, near, far, unknown, told):
    table_3(near, far, unknown)
    assert sorted((one.sum, one.expected) for one in that_do_not_add_up(council)) == told


def test_a_figure_printed_finer_leaves_less_room(council):
    for key, share in ((WITHIN, "84.4"), (OVER, "10.2"), (UNKNOWN, "5.1")):
        published(Decimal(share), key=key, unit="percent")
    [one] = that_do_not_add_up(council)
    assert (one.sum, one.whole) == (Decimal("99.7"), None)


def ages(*numbers: int | None, **more) -> None:
    for category, number in zip(catalogue.get("cla.by_age").categories, numbers, strict=True):
        published(number, key="cla.by_age", category=category, **more)


def test_counts_have_no_room_at_all(council):
    published(482)
    ages(40, 120, 100, 160, 62)
    assert that_do_not_add_up(council) == []
    published(479, place_in_source="Table 4")
    ages(40, 120, 100, 160, 62, place_in_source="Table 4")
    [one] = that_do_not_add_up(council)
    assert (one.sum, one.expected, one.key) == (482, 479, "cla.number")


def test_what_is_hidden_or_elsewhere_is_not_summed(council):
    published(482)
    ages(40, 120, 100, None, 62)
    published(84, key=WITHIN, unit="percent")
    published(10, key=OVER, unit="percent", place_in_source="Table 3")
    published(2, key=UNKNOWN, unit="percent", place_in_source="Table 3")
    assert that_do_not_add_up(council) == []


def test_counts_of_england_are_rounded_by_rules_of_their_own(council):
    england = ("england", "E92000001", "England")
    published(83630, area=england)
    ages(4000, 10000, 15000, 32000, 22600, area=england)
    assert that_do_not_add_up(council) == []
