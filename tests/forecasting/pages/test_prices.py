"""Prices and budgets: what holds when, who may write, and what stands in the way of two at once."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from forecasting.models import UnitCost
from forecasting.price_actions import NotPriced, correct_price, end_price, enter_price
from forecasting.register.prices import prices_of, without_a_price
from placements.models import Coverage
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.core.stale import StaleEdit
from tests.factories import AuthorityFactory, PeriodOfCareFactory, PlacementFactory
from tests.forecasting.pages.pricing import SINCE, a_budget, a_price, said
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db
LATER = date(2024, 4, 1)


@pytest.fixture
def finance(council):
    return someone(council, Role.FINANCE_OFFICER)


def test_two_prices_of_a_kind_on_a_day_are_refused_by_the_database(council, finance):
    price = a_price(council, finance)
    other = {
        "authority": council,
        "weekly": 1,
        "source": "x",
        "said_on": SINCE,
        "entered_by": finance,
        "valid": DateRange(date(2030, 1, 1), date(2030, 1, 2)),
    }
    with pytest.raises(IntegrityError, match="one_price_of_a_kind_at_a_time"), transaction.atomic():
        UnitCost.objects.create(placement=price.placement, **other)
    # Of another provider, kind or authority it may be.
    UnitCost.objects.create(placement=price.placement, provider="own", **other)
    UnitCost.objects.create(placement="supported", **other)
    UnitCost.objects.create(placement=price.placement, **other | {"authority": AuthorityFactory(**ELSEWHERE)})


ELSEWHERE = {"gss_code": "E06000044", "dfe_code": "851", "name": "Portsmouth", "short_name": "Portsmouth"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"placement": "agency_fostering", "provider": "own"},
        {"placement": "in_house_fostering", "provider": "agencies"},
        {"placement": "palace"},
        {"weekly": Decimal(-1)},
        {"lowest": Decimal(6_000)},
        {"highest": Decimal(10)},
        {"valid": DateRange(None, SINCE)},
    ],
)
def test_prices_that_cannot_be(council, finance, wrong):
    given = {
        "authority": council,
        "placement": "residential",
        "weekly": Decimal(5_000),
        "valid": DateRange(SINCE, None),
        "source": "x",
        "said_on": SINCE,
        "entered_by": finance,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitCost.objects.create(**given | wrong)


def test_a_new_price_ends_the_one_before_and_is_written_down(council, finance):
    before = a_price(council, finance)
    enter_price(authority=council, said=said(weekly=5_500, starts_on=LATER), by=finance)
    before.refresh_from_db()
    assert (before.valid.upper, before.version) == (LATER, 2)
    assert UnitCost.objects.get(valid__contains=LATER).weekly == 5_500
    assert UnitCost.objects.get(valid__contains=date(2024, 3, 31)).weekly == 5_000
    actions = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert actions[-3:] == ["price entered", "price ended", "price entered"]


def test_an_earlier_price_does_not_run_into_the_one_that_stands(council, finance):
    a_price(council, finance)
    with pytest.raises(NotPriced, match="holds already on some of these days: from 1 April 2020"):
        a_price(council, finance, starts_on=date(2019, 4, 1))
    a_price(council, finance, starts_on=date(2019, 4, 1), ends_on=SINCE)
    assert UnitCost.objects.count() == 2


def test_ending_and_correcting(council, finance):
    price = a_price(council, finance)
    with pytest.raises(NotPriced, match="Enter a later day"):
        end_price(price=price, version=1, ends_on=SINCE, by=finance)
    ended = end_price(price=price, version=1, ends_on=LATER, by=finance)
    with pytest.raises(NotPriced, match="ended already"):
        end_price(price=ended, version=2, ends_on=date(2025, 1, 1), by=finance)
    with pytest.raises(StaleEdit):
        correct_price(price=price, version=1, said=said(weekly=1), by=finance)
    correct_price(price=price, version=2, said=said(weekly=4_000, ends_on=LATER), by=finance)
    price.refresh_from_db()
    assert (price.weekly, price.version) == (4_000, 3)
    # What stood before is kept.
    assert [one.weekly for one in price.events.order_by("pgh_id")] == [5_000, 5_000]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.FINANCE_OFFICER, Role.ANALYST}))
def test_nobody_else_may(council, role):
    with pytest.raises(PermissionDenied):
        a_price(council, someone(council, role))
    with pytest.raises(PermissionDenied):
        a_budget(council, someone(council, role))


def test_one_budget_of_a_year_and_kind(council, finance):
    a_budget(council, finance)
    a_budget(council, finance, placement="residential")
    a_budget(council, finance, year=2026)
    with pytest.raises(NotPriced, match="already") as refusal:
        a_budget(council, finance)
    assert refusal.value.field == "year"


def test_a_kinds_price_is_weighed_by_who_provides_it(council, finance):
    there = {("residential", "agencies"): 3, ("residential", "own"): 1, ("residential", "councils"): 0}
    a_price(council, finance, weekly=6_000, provider="agencies")
    assert prices_of(council, there).costs == ()
    assert without_a_price(council, there, LATER) == [("residential", "own", 1)]
    a_price(council, finance, weekly=2_000, provider="own", starts_on=LATER)
    [cost] = prices_of(council, there).costs
    assert (cost.weekly, str(cost.valid_from), str(cost.valid_to)) == (5_000, "2024-04-01", "NaT")
    # A price for whoever provides it is for all who have none of their own.
    a_price(council, finance, weekly=4_000, ends_on=LATER)
    assert [(one.weekly, str(one.valid_to)) for one in prices_of(council, there).costs] == [
        (5_500, "2024-04-01"),
        (5_000, "NaT"),
    ]
    assert {one.provider: number for one, number in prices_of(council, there).used} == {
        "": 0,
        "agencies": 3,
        "own": 1,
    }


def test_without_anybody_there_the_general_price_holds(council, finance):
    a_price(council, finance, weekly=6_000, provider="agencies")
    a_price(council, finance, weekly=4_000)
    assert [one.weekly for one in prices_of(council, {}).costs] == [4_000]


def test_the_list_and_its_forms(council, finance):
    client = signed_in(finance)
    assert "No price is on record yet" in client.get("/forecast/prices/").text
    page = client.get("/forecast/prices/new/").text
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    given = {
        "key": key,
        "placement": "agency_fostering",
        "provider": "own",
        "weekly": "£1,080.50",
        "lowest": "900",
        "highest": "1300",
        "starts_on": "1/4/2026",
        "source": "Framework",
        "said_on": "1/3/2026",
    }
    refused = client.post("/forecast/prices/new/", given)
    assert refused.status_code == 400
    assert "choose whoever provides it" in refused.text
    wrong = client.post("/forecast/prices/new/", given | {"provider": "", "lowest": "1200"})
    assert "The lowest price cannot be above another" in wrong.text
    assert client.post("/forecast/prices/new/", given | {"provider": ""}).status_code == 302
    text = client.get("/forecast/prices/").text
    for told in ("Fostering through agencies", "£1,080.50", "£900 to £1,300", "1 April 2026", "Framework"):
        assert told in text, told
    assert "No price holds today" not in text
    PlacementFactory(code="K2", provider="PR1", period=PeriodOfCareFactory(child__authority=council))
    Coverage.objects.create(authority=council, dates=(SINCE, None), source="test")
    text = client.get("/forecast/prices/").text
    assert "No price holds today" in text
    assert "Residential, our own: 1 child on" in text
    assert "£1,080.50" not in client.get("/forecast/prices/?when=ended").text
    manager = signed_in(someone(council, Role.PLACEMENT_MANAGER)).get("/forecast/prices/").text
    assert "£1,080.50" in manager
    assert "Correct" not in manager


def test_a_budget_is_entered_once(council, finance):
    client = signed_in(finance)
    page = client.get("/forecast/budgets/new/").text
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    year = re.search(r'<option value="(\d+)"[^>]* selected', page)[1]
    given = {
        "key": key,
        "year": year,
        "placement": "",
        "amount": "£25,000,000",
        "source": "x",
        "said_on": "1/3/2026",
    }
    assert client.post("/forecast/budgets/new/", given).status_code == 302
    assert client.post("/forecast/budgets/new/", given).status_code == 302
    assert council.placement_budgets.get().amount == 25_000_000
    assert "£25,000,000" in client.get("/forecast/prices/").text
