"""The search at the top of every page: what it finds for whom, what it opens, and what it never tells."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carers.actions import end_approval
from carers.models import Carer, Household
from placements.models import Allocation, Child, Home, Placement
from sufficiency.core.access import Action, Reach, Role, roles_allowed
from sufficiency.core.models import AuditEvent
from sufficiency.core.search.kinds import MOST_SHOWN
from tests.factories import AuthorityFactory, PeriodOfCareFactory
from tests.people import signed_in, someone
from tests.placements.people_and_homes import TODAY, child, household, in_care, officer

pytestmark = pytest.mark.django_db
ADDRESS = "/search/"


@pytest.fixture
def client(authority) -> Client:
    return signed_in(officer(authority))


def search(client: Client, text: str):
    """What the person sees in the end."""
    return client.post(ADDRESS, {"searched": text}, follow=True)


def _elsewhere():
    return AuthorityFactory(gss_code="E06000044", dfe_code="851", name="Portsmouth", short_name="Portsmouth")


def headings(shown) -> list[str]:
    return [f"{one.words}" for one in shown.context["found"]]


def titles(shown) -> list[str]:
    return [hit.title for one in shown.context["found"] for hit in one.hits]


def cared_for_by(home: Household, first: str, last: str, *, until: date | None = None) -> Carer:
    return Carer.objects.create(
        household=home,
        first_name=first,
        last_name=last,
        dates=(home.approved.lower, until),
        is_primary=until is None,
    )


def test_children_and_households_are_found_together(client, authority):
    home = household(authority, "F100")
    cared_for_by(home, "Ama", "Larksong")
    who = child(authority, "N7", last_name="Larksong")
    in_care(who, home, by=officer(authority))
    shown = search(client, "larks")
    assert shown.redirect_chain == [(ADDRESS, 302)]
    assert headings(shown) == ["1 child", "1 household"]
    assert titles(shown) == ["Wren Larksong", "F100 · Ama Larksong"]
    for record in (reverse("placements:child-detail", args=[who.public_id]), home.get_absolute_url()):
        assert f'href="{record}"' in shown.text
    assert "N7 · aged" in shown.text
    assert "F100" in shown.context["found"][0].hits[0].rest


@pytest.mark.parametrize(
    "text", ["N77", "wren larksong", "Larksong Wren", " larksong  ", "lark\0song", "LARK wre"]
)
def test_one_alone_is_opened_at_once_and_its_name_stands_in_no_address(client, authority, text):
    who = child(authority, "N77", last_name="Larksong")
    child(authority, "N78", last_name="Heron")
    shown = search(client, text)
    assert shown.redirect_chain == [(reverse("placements:child-detail", args=[who.public_id]), 302)]
    assert "Larksong" not in client.get(ADDRESS).text


def test_the_very_number_stands_before_longer_ones(client, authority):
    for number in ("N10", "N1", "N11"):
        child(authority, number, last_name="Aaa" if number == "N10" else "Zzz")
    shown = search(client, "n1")
    assert [hit.rest.split(" · ")[0] for hit in shown.context["found"][0].hits] == ["N1", "N10", "N11"]


def test_carers_who_left_are_remembered_and_an_approval_that_ended_is_told(client, authority):
    home = household(authority, "F100")
    admin = someone(authority, Role.FOSTERING_ADMIN)
    end_approval(household=home, version=home.version, ends_on=date(2024, 5, 3), reason="retired", by=admin)
    home.refresh_from_db()
    cared_for_by(home, "Ama", "Larksong", until=date(2021, 2, 1))
    household(authority, "F200")
    assert search(client, "Larksong").redirect_chain == [(home.get_absolute_url(), 302)]
    shown = search(client, "F")
    assert [hit.rest.partition(" · ")[2] for hit in shown.context["found"][0].hits] == [
        "approval ended 3 May 2024",
        "",
    ]


def test_a_providers_home_is_found_where_the_council_placed_a_child(client, authority):
    home, other = (Home.objects.create(urn=f"SC90000{n}", name=f"Invented Lodge {n}") for n in (1, 2))
    for one, where in ((home, authority), (other, _elsewhere())):
        period = PeriodOfCareFactory(child=child(where, "N1"))
        Placement.objects.create(child=period.child, period=period, dates=period.dates, code="K2", home=one)
    for text in ("lodge invented", "sc900001"):
        assert search(client, text).redirect_chain == [(home.get_absolute_url(), 302)]


def test_more_than_are_shown_are_counted(client, authority):
    for number in range(MOST_SHOWN + 3):
        child(authority, f"N{number}", last_name="Larksong")
    shown = search(client, "larksong")
    assert headings(shown) == [f"{MOST_SHOWN + 3} children"]
    assert len(titles(shown)) == MOST_SHOWN
    assert "And 3 more" in shown.text


def test_a_record_that_is_closed_is_as_if_it_were_not_there(client, authority):
    """Restricted, severed by an adoption, of another authority: the same page, byte for byte, but for its token."""
    nobody = search(client, "Larksong")
    hidden = child(authority, "N7", last_name="Larksong")
    Child.objects.filter(pk=hidden.pk).update(is_restricted=True)
    elsewhere = _elsewhere()
    child(elsewhere, "N8", last_name="Larksong")
    cared_for_by(household(elsewhere, "F9"), "Ama", "Larksong")
    again = search(client, "Larksong")
    assert "Nothing that you may open fits “Larksong”" in again.text
    tokens = [nobody.context["csrf_token"], again.context["csrf_token"]]
    assert len(tokens) == 2
    assert _without_tokens(nobody.text) == _without_tokens(again.text)
    event = AuditEvent.objects.filter(action="searched everywhere").latest("pk")
    assert event.facts["hits"] == 0


def _without_tokens(text: str) -> str:
    lines = [
        line
        for line in text.splitlines()
        if "csrfmiddlewaretoken" not in line and "nonce" not in line and "data-left" not in line
    ]
    assert len(lines) > 20
    return "\n".join(lines)


def test_those_who_see_their_own_find_their_own(authority):
    worker = someone(authority, Role.SOCIAL_WORKER)
    mine, _other = (child(authority, number, last_name="Larksong") for number in ("N1", "N2"))
    Allocation.objects.create(child=mine, worker=worker, dates=(TODAY, None))
    household(authority, "F100", places=1)
    client = signed_in(worker)
    assert search(client, "Larksong").redirect_chain == [
        (reverse("placements:child-detail", args=[mine.public_id]), 302)
    ]
    assert titles(search(client, "F100")) == []


@pytest.mark.parametrize("role", Role)
def test_each_role_searches_what_it_opens_and_nothing_else(authority, role):
    """The box tells what is found, for whom the permission table lets open it."""
    client = signed_in(someone(authority, role))
    kinds = {
        "children": roles_allowed(Action.SEE_CHILDREN, at_least=Reach.ALLOCATED),
        "young people": roles_allowed(Action.SEE_YOUNG_PEOPLE, at_least=Reach.ALLOCATED),
        "households": roles_allowed(Action.SEE_HOMES, at_least=Reach.AUTHORITY),
        "providers’ homes": roles_allowed(Action.SEE_HOMES, at_least=Reach.AUTHORITY),
    }
    expected = [kind for kind, roles in kinds.items() if role in roles]
    shown = client.get("/account/")
    assert shown.context["searches"] == expected
    assert ('action="/search/"' in shown.text) == bool(expected)
    answer = client.get(ADDRESS)
    assert answer.status_code == (200 if expected else 403)


def test_a_young_person_is_found_among_both(authority):
    manager = signed_in(someone(authority, Role.PLACEMENT_MANAGER))
    who = child(authority, "N7", born=date(2009, 4, 2), last_name="Larksong")
    PeriodOfCareFactory(child=who)
    shown = search(manager, "Larksong")
    assert headings(shown) == ["1 child", "1 young person"]
    assert reverse("careleavers:young-person", args=[who.public_id]) in shown.text


def test_what_is_typed_is_kept_sealed_and_written_down_as_a_hash_alone(client, authority):
    made = [child(authority, number, last_name="Larksong") for number in ("N1", "N2")]
    shown = search(client, "Larksong")
    assert 'value="Larksong"' in shown.text
    assert all("Larksong" not in str(value) for value in client.session.values())
    searched = AuditEvent.objects.get(action="searched everywhere")
    assert searched.facts["hits"] == 2
    assert "arksong" not in str(searched.facts)
    seen = AuditEvent.objects.get(action="saw children found by a search")
    assert set(seen.object_ids) == {str(one.public_id) for one in made}


def test_nothing_typed_finds_nothing(client, authority):
    child(authority)
    for text in ("", "   ", "\0"):
        shown = search(client, text)
        assert shown.context["found"] == []
        assert "Type a name, a number" in shown.text


def test_no_more_queries_for_more_that_is_found(client, authority):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS).status_code == 200
        return len(queries)

    for number in range(2):
        _placed(authority, number)
    search(client, "Larksong")
    few = asked()
    for number in range(2, MOST_SHOWN):
        _placed(authority, number)
    assert asked() == few


def _placed(authority, number: int) -> None:
    home = household(authority, f"F{number}")
    cared_for_by(home, "Ama", "Larksong")
    in_care(child(authority, f"N{number}", last_name="Larksong"), home, by=officer(authority))


def test_where_readings_cannot_be_written_nothing_is_found(client, authority, monkeypatch):
    for number in ("N1", "N2"):
        child(authority, number, last_name="Larksong")
    search(client, "Larksong")

    def broken(**_: object) -> None:
        raise DatabaseError("full")

    monkeypatch.setattr("sufficiency.core.audit.write", broken)
    answer = client.get(ADDRESS)
    assert answer.status_code == 503
    assert "Larksong" not in answer.text
