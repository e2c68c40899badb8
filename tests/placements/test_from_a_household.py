"""Placing a child from the household's page: who is offered, who may, and the form begins with that household."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from carers.models import Household
from placements.models import Child, Placement
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from tests.factories import AuthorityFactory, PeriodOfCareFactory
from tests.people import signed_in, someone
from tests.placements.people_and_homes import child, household, in_care, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(authority) -> Client:
    return signed_in(officer(authority))


def waiting(authority, number: str, *, days: int) -> Child:
    """In care, with no placement, for so many days."""
    made = child(authority, number)
    PeriodOfCareFactory(child=made, dates=(timezone.localdate() - timedelta(days=days), None))
    return made


def page_of(home: Household) -> str:
    return reverse("carers:household-place", args=[home.public_id])


def search(client: Client, home: Household, text: str):
    address = reverse("placements:child-search")
    return client.post(address, {"searched": text, "to_place_in": str(home.public_id)})


def test_those_without_a_home_stand_there_the_longest_waiting_first(client, authority):
    home = household(authority, "F100")
    late, early = waiting(authority, "W1", days=2), waiting(authority, "W2", days=9)
    in_care(
        child(authority, "P1"), home, by=officer(authority), since=timezone.localdate() - timedelta(days=5)
    )
    shown = client.get(page_of(home)).text
    links = [
        f"{reverse('placements:child-place', args=[one.public_id])}?to={home.public_id}"
        for one in (early, late)
    ]
    assert [shown.count(link) for link in links] == [1, 1]
    assert shown.index(links[0]) < shown.index(links[1])
    assert shown.count("waits for a home") == 2


def test_the_form_begins_with_that_household_though_others_are_nearer_in_name(client, authority):
    for number in range(12):
        household(authority, f"F10{number}")
    home = household(authority, "F10")
    who = waiting(authority, "W1", days=2)
    shown = client.get(
        reverse("placements:child-place", args=[who.public_id]), {"to": str(home.public_id)}
    ).text
    ticked = [line for line in shown.split("<input") if 'name="home"' in line and " checked" in line]
    assert len(ticked) == 1
    assert f'value="household:{home.public_id}:' in ticked[0]


def test_a_child_who_lives_elsewhere_is_found_by_name_and_moves(client, authority):
    there, home = household(authority, "F100"), household(authority, "F200")
    who = child(authority, "M1")
    in_care(who, there, by=officer(authority), since=timezone.localdate() - timedelta(days=50))
    answer = search(client, home, "M1")
    assert answer.url == f"{reverse('placements:child-move', args=[who.public_id])}?to={home.public_id}"
    assert "M1" not in answer.url


def test_several_found_are_listed_and_who_lives_there_has_no_link(client, authority):
    home = household(authority, "F100", places=3)
    here, there = child(authority, "M1"), child(authority, "M2")
    for who in (here, there):
        at = home if who is here else household(authority, "F200")
        in_care(who, at, by=officer(authority), since=timezone.localdate() - timedelta(days=50))
    assert search(client, home, "M").url == page_of(home)
    shown = client.get(page_of(home)).text
    assert reverse("placements:child-move", args=[there.public_id]) in shown
    assert reverse("placements:child-move", args=[here.public_id]) not in shown
    assert "lives here now" in shown


def test_a_child_whose_record_is_closed_to_the_reader_is_not_offered(client, authority):
    home, who = household(authority, "F100"), waiting(authority, "W1", days=2)
    Child.objects.filter(pk=who.pk).update(is_restricted=True)
    assert str(who.public_id) not in client.get(page_of(home)).text
    assert search(client, home, "W1").url == page_of(home)
    assert str(who.public_id) not in client.get(page_of(home)).text


def test_whoever_is_shown_is_written_down(client, authority):
    home, who = household(authority, "F100"), waiting(authority, "W1", days=2)
    client.get(page_of(home))
    saw = AuditEvent.objects.get(action="saw children to place")
    assert saw.object_ids == [str(who.public_id)]


def test_as_many_questions_for_twenty_as_for_two(client, authority):
    """The page shows no more than twenty, so the ceilings of all pages, from ten rows on, cannot tell."""
    home = household(authority, "F100")

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(page_of(home)).text
        return shown.count("waits for a home"), len(queries)

    for number in range(2):
        waiting(authority, f"W{number}", days=number + 1)
    few, asked_for_few = asked()
    for number in range(2, 25):
        waiting(authority, f"W{number}", days=number + 1)
    many, asked_for_many = asked()
    assert (few, many) == (2, 20)
    assert asked_for_many == asked_for_few
    assert "There are more." in client.get(page_of(home)).text


def test_only_who_records_placements_may_and_only_where_the_approval_lasts(client, authority):
    home = household(authority, "F100")
    assert signed_in(someone(authority, Role.FOSTERING_ADMIN)).get(page_of(home)).status_code == 403
    assert search(signed_in(someone(authority, Role.SOCIAL_WORKER)), home, "W1").status_code == 403
    assert (
        search(
            signed_in(officer(AuthorityFactory(gss_code="E06000044", name="Portsmouth"))), home, "W1"
        ).status_code
        == 404
    )
    home.terms.all().delete()
    Household.objects.filter(pk=home.pk).update(approved=(date(2020, 1, 1), date(2024, 1, 1)))
    assert client.get(page_of(home)).url == home.get_absolute_url()
    assert "Place a child here" not in client.get(home.get_absolute_url()).text


def test_an_address_that_names_no_household_is_as_if_it_named_none(client, authority):
    who = waiting(authority, "W1", days=2)
    form = reverse("placements:child-place", args=[who.public_id])
    for asked in ("nonsense", "", "00000000-0000-4000-8000-000000000000"):
        shown = client.get(form, {"to": asked})
        assert shown.status_code == 200
        assert " checked" not in "".join(part for part in shown.text.split("<input") if 'name="home"' in part)
    nobody = {"searched": "W1", "to_place_in": "nonsense"}
    assert client.post(reverse("placements:child-search"), nobody).status_code == 404
    assert not Placement.objects.exists()
