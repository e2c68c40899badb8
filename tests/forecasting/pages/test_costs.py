"""What a forecast costs: counted by hand, the same on page, in the file and by the command, named where not known."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import override_settings

from forecasting import costing
from forecasting.actions import ask_for_forecast
from forecasting.engine import kinds
from forecasting.engine.costs import yearly_costs
from forecasting.engine.inputs import UnitCost
from forecasting.models import ForecastCost, ForecastRun
from forecasting.presenters import money
from sufficiency.core.access import Role
from tests.forecasting.pages.council import LAST, a_forecast, with_four_years
from tests.forecasting.pages.pricing import a_budget, a_price
from tests.guards.scenes import IMMEDIATELY
from tests.people import signed_in, someone

ALL_PRICES = {kind: 100 * (at + 1) for at, kind in enumerate(kinds.PLACEMENTS)}
SINCE = np.datetime64("2000-01-01")


def month_ends(first: str, months: int) -> np.ndarray:
    start = np.datetime64(first, "M") + np.arange(months + 1)
    return (start + 1).astype("datetime64[D]") - 1


def two_children(baseline, days: np.ndarray):
    """One with our own carers, one in residential care, on both of two paths; a second joins on the second path."""
    stock = np.zeros((len(days), 2, 5, 8))
    stock[:, :, 3, kinds.IN_HOUSE] = 1
    stock[:, :, 3, kinds.RESIDENTIAL] = 1
    stock[:, 1, 4, kinds.IN_HOUSE] = 1
    return replace(baseline, stock=stock, days=days, no_change=stock[0, 0])


def priced(made, *costs: UnitCost):
    inputs = replace(made.fitted.inputs, unit_costs=costs)
    return replace(made, fitted=replace(made.fitted, inputs=inputs))


def test_a_years_cost_of_two_children_by_hand(baseline):
    # From 31 December 2024: 90 days to 31 March 2025, and the 365 of the year to March 2026.
    made = priced(
        two_children(baseline, month_ends("2024-12", 15)),
        UnitCost(kinds.IN_HOUSE, 350.0, SINCE),
        UnitCost(kinds.RESIDENTIAL, 3_500.0, SINCE),
    )
    budgets = {(2025, ""): Decimal(1), (2026, ""): Decimal(205_000), (2026, "residential"): Decimal(182_500)}
    rows = {(row.year, row.placement): row for row in costing.cost_rows(made, budgets)}
    assert set(rows) == {
        (year, kind) for year in (2025, 2026) for kind in ("", "in_house_fostering", "residential")
    }
    part, whole = rows[2025, ""], rows[2026, ""]
    # 50 and 500 pounds a day; on the second path 100 and 500.
    assert (part.months, part.first_day, part.last_day) == (3, date(2025, 1, 1), date(2025, 3, 31))
    assert part.middle == (90 * 550 + 90 * 600) / 2
    assert whole.middle == 365 * 575
    assert whole.low95 == round(365 * 550 + 0.025 * 365 * 50)
    assert whole.no_change == 365 * 550
    assert rows[2026, "residential"].middle == 365 * 500
    assert (rows[2026, "residential"].weekly, whole.weekly) == (3_500, None)
    # One path of two costs more than 205,000; none more than what it costs on both.
    assert (whole.chance, rows[2026, "residential"].chance) == (50, 0)
    # Three months are not compared with the budget of twelve.
    assert (part.budget, part.chance) == (1, None)


def in_the_middle_of_a_year(baseline):
    """A forecast from 30 November 2024 to 31 March 2025, of records that reach back for years."""
    made = priced(two_children(baseline, month_ends("2024-11", 4)), UnitCost(kinds.RESIDENTIAL, 700.0, SINCE))
    inputs = replace(
        made.fitted.inputs, extract_on=np.datetime64("2024-11-30"), window_from=np.datetime64("2020-01-01")
    )
    return replace(made, fitted=replace(made.fitted, inputs=inputs))


def test_what_is_spent_already_is_counted_with_the_year(baseline, monkeypatch):
    made = in_the_middle_of_a_year(baseline)
    asked = []

    def numbers_on(inputs, days):
        """Nobody until May, then one child in residential care."""
        asked.extend(days.astype(object))
        found = np.zeros((len(days), 14))
        found[days >= np.datetime64("2024-05-31"), 6 + kinds.RESIDENTIAL] = 1
        return found

    monkeypatch.setattr(costing, "numbers_on", numbers_on)
    budgets = {(2025, ""): Decimal(33_000), (2025, "residential"): Decimal(31_000)}
    rows = {row.placement: row for row in costing.cost_rows(made, budgets)}
    assert asked[0] == date(2024, 3, 31)
    assert asked[-1] == date(2024, 11, 30)
    # £100 a day: half of the 31 days of May, and 183 to the end of November; then 121 to 31 March.
    total = rows[""]
    assert total.spent == 1_550 + 18_300
    assert (total.middle, total.of_the_year("middle")) == (12_100, 31_950)
    assert total.tells_the_year
    assert not total.is_whole_year
    assert (total.chance, rows["residential"].chance) == (0, 100)
    assert money.counted(total) == "2024/25, of which £20,000 is spent"
    assert money.sentence(total, all_priced=True) == (
        "In 2024/25 placements are expected to cost £32,000 (8 chances in 10), £20,000 of it before 1 December 2024; "
        "the budget is £33,000, and the chance of more is less than 1 in 100."
    )


def test_what_is_spent_is_not_known_where_a_price_is_missing(baseline, monkeypatch):
    made = in_the_middle_of_a_year(baseline)
    late = UnitCost(kinds.RESIDENTIAL, 700.0, np.datetime64("2024-09-01"))
    made = priced(made, late)
    children = np.zeros(14)
    children[6 + kinds.RESIDENTIAL] = 1
    monkeypatch.setattr(costing, "numbers_on", lambda inputs, days: np.tile(children, (len(days), 1)))
    rows = {row.placement: row for row in costing.cost_rows(made, {(2025, ""): Decimal(1)})}
    assert (rows[""].spent, rows["residential"].spent) == (None, None)
    assert rows[""].chance is None
    # Nor where the records begin within the year.
    inputs = replace(made.fitted.inputs, window_from=np.datetime64("2024-04-15"))
    whole = priced(
        replace(made, fitted=replace(made.fitted, inputs=inputs)), UnitCost(kinds.RESIDENTIAL, 700.0, SINCE)
    )
    assert costing.cost_rows(whole, {})[0].spent is None


def test_a_kind_without_a_price_is_named_and_not_nought(baseline):
    made = priced(two_children(baseline, month_ends("2025-03", 12)), UnitCost(kinds.IN_HOUSE, 350.0, SINCE))
    rows = {row.placement: row for row in costing.cost_rows(made, {})}
    assert (rows["residential"].middle, rows["residential"].priced_months) == (None, 0)
    assert rows[""].middle == rows["in_house_fostering"].middle
    assert money.unpriced(list(rows.values())) == ["Residential: no price"]
    assert costing.cost_rows(priced(made), {}) == []


def test_a_price_that_ends_leaves_months_without(baseline):
    days = month_ends("2025-03", 12)
    ends = UnitCost(kinds.RESIDENTIAL, 3_500.0, SINCE, np.datetime64("2025-10-01"))
    made = priced(two_children(baseline, days), UnitCost(kinds.IN_HOUSE, 350.0, SINCE), ends)
    rows = {row.placement: row for row in costing.cost_rows(made, {})}
    assert rows["residential"].priced_months == 6
    assert rows["residential"].middle == 183 * 500
    assert rows["residential"].weekly == 3_500
    assert money.unpriced(list(rows.values())) == ["Residential: no price in 6 of 12 months of 2025/26"]


@pytest.mark.parametrize("times", [0.5, 2.0, 7.0])
def test_prices_doubled_cost_doubled_on_every_path(baseline, times):
    costs = tuple(UnitCost(at, float(weekly), SINCE) for at, weekly in enumerate(ALL_PRICES.values()))
    dearer = tuple(replace(one, weekly=times * one.weekly) for one in costs)
    for one, other in zip(
        yearly_costs(baseline.stock, baseline.days, costs),
        yearly_costs(baseline.stock, baseline.days, dearer),
        strict=True,
    ):
        assert np.allclose(times * one.paths, other.paths)
        assert np.allclose(one.by_kind.sum(axis=0), one.paths)
        assert one.unpriced == ()


@pytest.fixture
def finance(council):
    return someone(council, Role.FINANCE_OFFICER)


def made(council, by) -> ForecastRun:
    with override_settings(TASKS=IMMEDIATELY):
        run = ask_for_forecast(authority=council, as_at=LAST, months=12, paths=100, seed=3, by=by)
    run.refresh_from_db()
    assert run.failure == ""
    return run


@pytest.mark.django_db
def test_page_file_and_command_say_the_same(council, finance):
    with_four_years(council)
    for kind, weekly in ALL_PRICES.items():
        if kind != "supported":
            a_price(council, finance, kind, weekly)
    a_budget(council, finance, amount=400_000)
    run = made(council, finance)
    client = signed_in(finance)
    page = client.get(f"/forecast/{run.public_id}/cost/").text
    file = client.get(f"/forecast/{run.public_id}/cost.csv").text
    lines = {row["Placement"]: row for row in csv.DictReader(io.StringIO(file))}
    out = io.StringIO()
    asked = {"origin": LAST.isoformat(), "years": 1, "paths": 100, "seed": 3, "json": True}
    call_command("forecast", authority=council.gss_code, stdout=out, **asked)
    told = {one["name"]: one["points"] for one in json.loads(out.getvalue())["series"]}
    rows = {row.placement: row for row in run.costs.all()}
    assert set(rows) - {""} <= set(kinds.PLACEMENTS)
    for placement, row in rows.items():
        line = lines[money.kind(placement)]
        [point] = told[f"cost:{placement or 'total'}"]
        assert (point["date"], point["months"]) == ("2025-03-31", 12)
        for field, column, name in (
            ("low95", "95% low", "low95"),
            ("low80", "80% low", "low80"),
            ("middle", "Middle", "median"),
            ("high80", "80% high", "high80"),
            ("high95", "95% high", "high95"),
            ("no_change", "No change", "no_change"),
        ):
            kept = getattr(row, field)
            assert line[column] == ("" if kept is None else str(kept))
            assert (point[name] is None) == (kept is None)
            assert kept is None or abs(point[name] - kept) <= 0.5
        if row.middle is not None:
            assert f">{money.pounds(row.middle)}<" in page
    assert rows["supported"].middle is None
    assert "Supported accommodation: no price<" in page
    total = rows[""]
    assert lines["All placements"]["Left out for want of a price"] == "Supported accommodation"
    assert told["cost:total"][0]["unpriced"] == ["supported"]
    plain = io.StringIO()
    call_command("forecast", authority=council.gss_code, stdout=plain, **asked | {"json": False})
    assert (
        f"£{total.middle:,} (£{total.low80:,} to £{total.high80:,}); no price of supported"
        in plain.getvalue()
    )
    assert (
        f"In 2024/25 placements with a price are expected to cost {money.between(total.low80, total.high80)} "
        "(8 chances in 10); the budget is £400,000, and the chance that these alone cost more is" in page
    )
    assert (
        "A week of fostering through an agency costs £100 more than with our own carers (£300 against £200)"
        in page
    )
    used = client.get(f"/forecast/{run.public_id}/used/").text
    assert "£300 a week from 1 April 2020 (Budget book 2020/21)" in used


@pytest.mark.django_db
def test_prices_of_today_are_told_apart_from_those_of_the_run(council, finance):
    with_four_years(council)
    client = signed_in(finance)
    without = made(council, finance)
    page = client.get(f"/forecast/{without.public_id}/cost/").text
    assert "Cost cannot be said yet" in page
    assert "Enter a price" in page
    manager = signed_in(someone(council, Role.PLACEMENT_MANAGER))
    assert (
        "A finance officer or an analyst can enter one"
        in manager.get(f"/forecast/{without.public_id}/cost/").text
    )
    a_price(council, finance, "in_house_fostering", 500)
    page = client.get(f"/forecast/{without.public_id}/cost/").text
    assert "This forecast knows no prices" in page
    assert 'href="/forecast/new/"' in page
    run = made(council, finance)
    page = client.get(f"/forecast/{run.public_id}/cost/").text
    assert "have changed since this forecast was made" not in page
    assert "No budget of that year was entered" in page
    a_budget(council, finance)
    page = client.get(f"/forecast/{run.public_id}/cost/").text
    assert "have changed since this forecast was made" in page
    assert 'href="/forecast/new/"' in page
    assert run.costs.get(placement="").budget is None
    # What ended before the forecast begins is none of its prices.
    again = made(council, finance)
    a_price(council, finance, "residential", 500, ends_on=date(2024, 4, 1))
    assert "have changed since" not in client.get(f"/forecast/{again.public_id}/cost/").text
    a_price(council, finance, "residential", 500, starts_on=date(2024, 4, 1))
    assert "have changed since" in client.get(f"/forecast/{again.public_id}/cost/").text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "update forecasting_forecastcost set middle = middle",
        "delete from forecasting_forecastcost",
        "delete from forecasting_forecastprice",
        "insert into forecasting_forecastprice (run_id, placement, provider, weekly, valid, source, children) "
        "select id, 'other', 'own', 1, '[2020-01-01,)', '', 0 from forecasting_forecastrun",
    ],
)
def test_what_has_ended_is_frozen(council, manager, statement):
    a_forecast(council, manager)
    with pytest.raises(IntegrityError, match="ended"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (24_149_999, "£24.1m"),
        (24_150_000, "£24.2m"),
        (9_999_999, "£10.0m"),
        (2_434_000, "£2.43m"),
        (999_600, "£1.00m"),
        (340_499, "£340,000"),
        (8_249, "£8,200"),
        (994, "£990"),
        (0, "£0"),
    ],
)
def test_pounds_are_rounded_for_reading(amount, told):
    assert money.pounds(amount) == told


def test_a_year_in_part_says_which_days():
    cost = ForecastCost(year=2027, first_day=date(2026, 11, 23), last_day=date(2027, 3, 31), months=5)
    assert money.counted(cost) == "2026/27, from 23 November 2026"
    cost.low80, cost.high80, cost.budget = 11_000_000, 12_000_000, Decimal(30_000_000)
    assert money.sentence(cost, all_priced=True) == (
        "In 2026/27, from 23 November 2026, placements are expected to cost £11.0m to £12.0m (8 chances in 10); the "
        "budget is £30.0m for the whole year, so the two cannot be compared."
    )
    cost = ForecastCost(year=2030, first_day=date(2029, 4, 1), last_day=date(2029, 10, 31), months=7)
    assert money.counted(cost) == "2029/30, to 31 October 2029"
