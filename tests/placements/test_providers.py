"""Providers' homes: whose they are to see, how children there are counted, and what is corrected."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from placements.models import Child, Connection, Coverage, Home, PeriodOfCare, Placement, TemporaryMove
from placements.providers.stays import LEFT_CARE, median_days, stays_in, years_of
from sufficiency.core import read_once
from sufficiency.core.access import Action, Role, roles_allowed
from sufficiency.core.models import AuditEvent
from tests.people import newcomer, signed_in, someone
from tests.placements.homes_of_providers import LIST, a_child, a_home, days_ago, lived
from tests.placements.people_and_homes import household

pytestmark = pytest.mark.django_db


TODAY = date(2026, 5, 20)


def used(home: Home, authority, on: date = TODAY) -> tuple:
    """(there, ever, last came, kinds), as the list counts them."""
    one = Home.objects.with_children_of(authority, on=on).get(pk=home.pk)
    return one.there, one.ever, one.last_came, sorted(one.kinds)


# A little council, counted by hand


@pytest.fixture
def house(here) -> Home:
    """Four children, of whom one came twice and one changed status without moving.

    Ada    1 May 2023 to 1 September 2023: moved, the carer asked                         123 days
           1 June 2025 on; from 1 January 2026 as K1 instead of K2: one stay, not ended
    Ben    before 1 April 2022 (first reported then) to 10 April 2022: moved, no reason given
    Cleo   31 March 2024 to 31 March 2025: left care on that day, in the year 2024-25      365 days
    Dov    10 April 2025 to 20 May 2026: out on the day that is asked about                405 days
    """
    home = a_home("Invented House")
    ada, ben, cleo, dov = (a_child(here) for _ in range(4))
    lived(ada, home, date(2023, 5, 1), date(2023, 9, 1), reason_ended="X1", reason_for_change="CREQB")
    period = PeriodOfCare.objects.create(child=ada, kind="looked_after", dates=(date(2025, 6, 1), None))
    for code, first, last in (("K2", date(2025, 6, 1), date(2026, 1, 1)), ("K1", date(2026, 1, 1), None)):
        Placement.objects.create(child=ada, period=period, dates=(first, last), home=home, code=code)
    lived(ben, home, date(2022, 4, 1), date(2022, 4, 10), start_known=False, reason_ended="X1")
    lived(cleo, home, date(2024, 3, 31), date(2025, 3, 31), reason_ended="E4A")
    lived(dov, home, date(2025, 4, 10), TODAY, reason_ended="X1", reason_for_change="CARPL", code="R3")
    return home


def test_a_home_counted_by_hand(here, house):
    assert used(house, here) == (1, 4, date(2025, 6, 1), ["K1", "K2", "R3"])
    # The day before, Dov lived there too; before Ada came back the last to come was Dov.
    assert used(house, here, TODAY - timedelta(days=1))[0] == 2
    assert used(house, here, date(2025, 5, 31)) == (1, 4, date(2025, 4, 10), ["K2", "R3"])
    # Of Ben nobody knows when he came.
    assert used(house, here, date(2022, 4, 5)) == (1, 1, None, ["K2"])


def test_stays_counted_by_hand(here, house):
    Coverage.objects.create(authority=here, dates=(date(2021, 4, 1), date(2025, 4, 1)), source="test")
    Coverage.objects.create(authority=here, dates=(date(2025, 4, 1), None), source="kept", group="placements")
    stays = stays_in(house, here, on=TODAY)
    assert sorted(one.days for one in stays if one.days is not None) == [123, 365, 405]
    assert median_days(stays) == 365
    assert len(stays) == 5
    counted = {
        one.year: (one.began, one.ended, one.how, one.median_days) for one in years_of(stays, here, on=TODAY)
    }
    assert counted == {
        2027: (0, 1, (("CARPL", 1),), 405),
        2026: (2, 0, (), None),
        2025: (0, 1, ((LEFT_CARE, 1),), 365),
        2024: (2, 1, (("CREQB", 1),), 123),
        2023: (0, 1, (("", 1),), None),
    }
    assert list(counted) == sorted(counted, reverse=True)
    assert all(one.is_covered for one in years_of(stays, here, on=TODAY))
    # As it stood before somebody left.
    assert sum(one.left is None for one in stays_in(house, here, on=date(2024, 4, 1))) == 1


def test_as_many_live_there_by_either_way(here, house):
    """The list counts in the database, the page from the stays: the same on every day."""
    for month in range(60):
        on = date(2022, 1, 15) + timedelta(days=31 * month)
        stays = stays_in(house, here, on=on)
        known = [one.came for one in stays if one.came_known]
        assert used(house, here, on) == (
            sum(one.left is None for one in stays),
            len({one.child for one in stays}),
            max(known, default=None),
            sorted({code for one in stays for code in one.codes}),
        )


def test_a_year_of_which_no_return_tells_is_not_nought(here, house, contracts):
    page = signed_in(contracts).get(house.get_absolute_url())
    cells = {row["cells"][0]: row["cells"][1:] for row in page.context["table"]["rows"]}
    assert cells["2026"][:2] == ["at least 2", None]
    assert cells["2023"][:2] == [None, "at least 1"]
    assert (
        "4 children have lived there, in 5 stays. 4 stays have ended; half lasted 365 days or less."
        in page.text
    )
    assert "Of 1 stay the first day is not known" in page.text
    assert "not complete" in page.text
    assert "not known" in page.text
    Coverage.objects.create(authority=here, dates=(date(2021, 4, 1), None), source="test")
    page = signed_in(contracts).get(house.get_absolute_url())
    cells = {row["cells"][0]: row["cells"][1:] for row in page.context["table"]["rows"]}
    assert cells["2023"] == ["0", "1", None, "Reason not recorded: 1"]
    assert cells["2025"] == ["0", "1", "365", "Left care: 1"]
    assert "not complete" not in page.text


def test_a_year_is_covered_by_returns_that_touch_and_not_across_a_gap(here, house):
    stays = stays_in(house, here, on=TODAY)

    def covered() -> set[int]:
        return {one.year for one in years_of(stays, here, on=TODAY) if one.is_covered}

    for first, last in ((2022, 2023), (2024, 2025), (2025, 2026)):
        Coverage.objects.create(authority=here, dates=(date(first, 4, 1), date(last, 4, 1)), source=f"{last}")
    assert covered() == {2023, 2025, 2026}
    # Legal statuses alone say nothing of placements.
    Coverage.objects.create(authority=here, dates=(date(2023, 4, 1), None), source="x", group="legal")
    assert covered() == {2023, 2025, 2026}
    Coverage.objects.create(authority=here, dates=(date(2023, 12, 1), None), source="y", group="placements")
    assert covered() == {2023, 2025, 2026, 2027}


def test_a_plan_is_no_child_who_came(here, contracts):
    home = a_home()
    lived(a_child(here), home, days_ago(-5))
    assert used(home, here, days_ago(0)) == (0, 0, None, [])
    shown = signed_in(contracts).get(LIST)
    assert "nobody yet" in shown.text
    page = signed_in(contracts).get(home.get_absolute_url())
    assert "No child has come yet" in page.text
    assert "No child of Southampton lives there today" in page.text


# Who sees what


def test_only_homes_of_ones_own_council_are_found(here, there, contracts):
    ours, theirs, nobodys, both = (a_home(name) for name in ("Our House", "Their House", "No House", "Both"))
    lived(a_child(here), ours, days_ago(9))
    lived(a_child(there), theirs, days_ago(9))
    lived(a_child(there), both, days_ago(9))
    lived(a_child(there), both, days_ago(9))
    lived(a_child(here), both, days_ago(9), days_ago(2))
    client = signed_in(contracts)
    page = client.get(LIST)
    assert [row.record.name for row in page.context["table"].rows] == ["Both", "Our House"]
    assert "<strong>2 homes</strong>" in page.text
    for home in (theirs, nobodys):
        for address in (home.get_absolute_url(), f"{home.get_absolute_url()}change/"):
            assert client.get(address).status_code == 404
            sent = client.post(address, {"key": str(uuid4()), "version": "1", "name": "x", "urn": "SC123456"})
            assert sent.status_code in (404, 405)
    # Of a home that both use each is told of its own children.
    assert used(both, here, days_ago(0))[:2] == (0, 1)
    assert used(both, there, days_ago(0))[:2] == (2, 2)
    assert "No child of Southampton lives there today" in client.get(both.get_absolute_url()).text


def test_somebody_of_two_councils_sees_each_councils_homes_in_it(here, there, contracts):
    contracts.memberships.create(authority=there, role=Role.CONTRACTS_OFFICER)
    home = a_home()
    lived(a_child(there), home, days_ago(9))
    client = signed_in(contracts)
    assert Home.objects.visible_to(contracts).get() == home
    for authority, status in ((here, 404), (there, 200)):
        client.post("/authority/", {"authority": authority.gss_code})
        assert client.get(home.get_absolute_url()).status_code == status


@pytest.mark.parametrize("role", Role)
def test_homes_are_seen_by_those_who_see_homes(here, role):
    home = a_home()
    lived(a_child(here), home, days_ago(9))
    user = someone(here, role)
    sees = role in roles_allowed(Action.SEE_HOMES)
    assert Home.objects.visible_to(user).exists() is sees
    with read_once.while_nothing_is_written():
        assert Home.objects.visible_to(user).exists() is sees
    assert not Home.objects.visible_to(newcomer()).exists()
    for address in (LIST, home.get_absolute_url()):
        assert signed_in(user).get(address).status_code == (200 if sees else 403)


def test_every_child_is_counted_and_only_open_records_are_named(here, contracts, olive):
    """As in our own households: restricted, away for a while, of somebody the reader is connected with."""
    home, ours = a_home(), household(here)
    names = ("Open", "Restricted", "Away", "Connected")
    children = {name: a_child(here, first_name=name, last_name="Canary") for name in names}
    for child in children.values():
        lived(child, home, days_ago(30))
    Child.objects.filter(pk=children["Restricted"].pk).update(is_restricted=True)
    Connection.objects.create(
        child=children["Connected"], person=olive, nature="family", recorded_by=contracts
    )
    TemporaryMove.objects.create(
        child=children["Away"],
        placement=children["Away"].placements.get(),
        code="T1",
        dates=(days_ago(2), None),
    )
    assert used(home, here, days_ago(0))[:2] == (4, 4)
    page = signed_in(olive).get(home.get_absolute_url())
    assert "4 children of Southampton live there today" in page.text
    named = {one["text"].split(",")[0] for one in page.context["children_there"]}
    assert named == {"Open Canary", "Away Canary"}
    # Who sees no children's records reads the number alone, in the page and in the file.
    client = signed_in(contracts)
    page = client.get(home.get_absolute_url())
    assert "4 children of Southampton live there today" in page.text
    texts = [page.text, client.get(LIST).text, client.get(LIST, {"format": "csv"}).text]
    for text in texts:
        assert "Canary" not in text
        assert not any(child.number in text or str(child.public_id) in text for child in children.values())
    # Placed with us instead, the same number is told of the household.
    Placement.objects.filter(home=home).update(home=None, household=ours)
    told = signed_in(olive).get(ours.get_absolute_url()).context["places"]
    assert told.living == 4


def test_what_was_seen_is_written_down(here, contracts, olive):
    home, child = a_home(), a_child(here, first_name="Wren")
    lived(child, home, days_ago(9))
    signed_in(olive).get(home.get_absolute_url())
    saw = AuditEvent.objects.filter(actor=olive)
    assert saw.get(action="saw page of a provider's home").object_id == str(home.public_id)
    assert saw.get(action="saw names beside a child").object_id == str(child.public_id)
    client = signed_in(contracts)
    client.get(LIST)
    client.get(LIST, {"format": "csv"})
    events = AuditEvent.objects.filter(actor=contracts, authority=here)
    assert [one.action for one in events.order_by("pk")] == [
        "saw providers' homes list",
        "exported providers' homes",
    ]


# The list


@pytest.fixture
def several(here):
    """Three homes of different kinds, one of them left long ago."""
    names = {"Alder Court": "K3", "Beech Fostering": "U6", "Cedar House": "K2"}
    homes = {name: a_home(name) for name in names}
    for number, (name, home) in enumerate(homes.items()):
        for _ in range(number + 1):
            lived(a_child(here), home, days_ago(100 - number), code=names[name])
    lived(a_child(here), homes["Cedar House"], days_ago(400), days_ago(300), code="K1")
    last = a_home("Dogwood House")
    lived(a_child(here), last, days_ago(900), days_ago(800), code="K2")
    return homes


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Alder Court", "Beech Fostering", "Cedar House", "Dogwood House"]),
        ({"kind": "homes"}, ["Cedar House", "Dogwood House"]),
        ({"kind": "fostering"}, ["Beech Fostering"]),
        ({"children": "now"}, ["Alder Court", "Beech Fostering", "Cedar House"]),
        ({"children": "before"}, ["Dogwood House"]),
        ({"kind": "homes", "children": "before"}, ["Dogwood House"]),
        ({"kind": "nonsense"}, ["Alder Court", "Beech Fostering", "Cedar House", "Dogwood House"]),
        ({"sort": "-there"}, ["Cedar House", "Beech Fostering", "Alder Court", "Dogwood House"]),
        ({"sort": "ever"}, ["Alder Court", "Dogwood House", "Beech Fostering", "Cedar House"]),
        ({"sort": "-last_came"}, ["Cedar House", "Beech Fostering", "Alder Court", "Dogwood House"]),
        ({"sort": "urn"}, ["Alder Court", "Beech Fostering", "Cedar House", "Dogwood House"]),
    ],
)
def test_the_list_is_narrowed_and_sorted_and_the_file_holds_the_same(contracts, several, query, names):
    client = signed_in(contracts)
    page = client.get(LIST, query)
    assert [row.record.name for row in page.context["table"].rows] == names
    assert page.context["count"] == f"{len(names)} home{'s' if len(names) != 1 else ''}"
    assert all(
        f'value="{value}" selected' in page.text
        for name, value in query.items()
        if value in ("now", "before")
    )
    rows = list(csv.reader(io.StringIO(client.get(LIST, {**query, "format": "csv"}).text)))
    assert rows[0] == [
        "Home",
        "Ofsted number",
        "Kinds of placement",
        "There today",
        "Children so far",
        "Last came",
    ]
    assert [row[0] for row in rows[1:]] == names


def test_a_row_of_the_file(contracts, several):
    text = signed_in(contracts).get(LIST, {"format": "csv", "kind": "homes", "children": "now"}).text
    [row] = list(csv.reader(io.StringIO(text)))[1:]
    came = days_ago(98)
    assert row == [
        "Cedar House",
        several["Cedar House"].urn,
        "Children's home; Secure children's home",
        "3",
        "4",
        f"{came.day} {came:%B %Y}",
    ]


def test_five_hundred_homes_are_asked_for_as_one_is(here, contracts, several):
    client = signed_in(contracts)

    def queries(query: dict[str, str]) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            page = client.get(LIST, query)
        assert page.status_code == 200
        return [one["sql"] for one in asked.captured_queries]

    asked = ({}, {"sort": "-last_came"}, {"kind": "homes"}, {"format": "csv"})
    client.get(LIST)
    few = [len(queries(one)) for one in asked]
    for number in range(500):
        lived(a_child(here), a_home(f"House {number}"), days_ago(50))
    assert [len(queries(one)) for one in asked] == few
    of_homes = [sql for sql in queries({"sort": "-there"}) if "placements_home" in sql]
    assert len(of_homes) == 1, "the rows, their counts and how many there are: one question"
    page = client.get(LIST, {"page": "2"})
    assert page.context["count"] == "504 homes"
    assert len(page.context["table"].page.object_list) == 25


def test_a_home_of_many_children_shows_them_by_the_page(here, olive):
    home = a_home()
    for number in range(30):
        lived(a_child(here, first_name=f"Wren{number}"), home, days_ago(50))
    client = signed_in(olive)
    page = client.get(home.get_absolute_url())
    assert "30 children of Southampton live there today" in page.text
    assert len(page.context["children_there"]) == 25
    assert len(client.get(home.get_absolute_url(), {"page": "2"}).context["children_there"]) == 5


def test_with_nothing_on_record_the_list_says_what_to_do(contracts):
    assert "when a placement is logged there" in signed_in(contracts).get(LIST).text


def test_no_page_asks_more_where_more_stays_are(here, contracts):
    few, many = a_home(), a_home()
    lived(a_child(here), few, days_ago(9))
    for number in range(40):
        lived(a_child(here), many, days_ago(2000 - number), days_ago(100 - number), reason_ended="E4A")
    client = signed_in(contracts)
    asked = []
    for home in (few, few, many):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(home.get_absolute_url()).status_code == 200
        asked.append(len(queries))
    assert asked[1] == asked[2]


# Links


def test_the_pages_lead_to_each_other(here, contracts, olive):
    home, child = a_home(), a_child(here)
    lived(child, home, days_ago(9))
    assert f'href="{LIST}"' in signed_in(contracts).get("/homes/").text
    address = reverse("placements:child-detail", args=[child.public_id])
    assert f'href="{home.get_absolute_url()}"' in signed_in(olive).get(address).text
    # The analyst opens the child, and sees no homes.
    page = signed_in(someone(here, Role.ANALYST)).get(address).text
    assert home.name in page
    assert home.get_absolute_url() not in page
