"""The desk's pages over HTTP: who may, who may not, stale forms, forms sent twice, queries that do not grow."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from placements.actions import link_siblings
from placements.models import Breach, Child, Coverage, Deed, Home, LegalStatus, PeriodOfCare, Placement
from placements.views.deeds import PAGES
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.core.periods import months_before
from tests.factories import AuthorityFactory, ChildFactory, PeriodOfCareFactory, PlacementFactory
from tests.people import signed_in, someone
from tests.placements.people_and_homes import child, household, in_care, officer

pytestmark = pytest.mark.django_db
WRITING = ["child-start", "child-place", "child-move", "child-siblings", *(f"child-{deed}" for deed in PAGES)]


@pytest.fixture
def desk(authority):
    return officer(authority)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def placed(authority, desk, today) -> Child:
    made = child(authority)
    in_care(made, household(authority, "F100"), by=desk, since=today - timedelta(days=100))
    made.refresh_from_db()
    return made


def moving(who: Child, home, day, **other) -> dict[str, str]:
    """What the form to move sends."""
    return {
        "key": str(uuid4()),
        "version": str(who.version),
        "home": f"household:{home.public_id}:{other.pop('free', '')}",
        "on": f"{day.day}/{day.month}/{day.year}",
        "already": "yes",
        "planning": "planned",
        "reason": "CARPL",
        **other,
    }


def move_page(who: Child) -> str:
    return reverse("placements:child-move", args=[who.public_id])


def test_another_authoritys_child_and_a_restricted_one_are_not_found(authority, placed, desk):
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    names = ["child-detail", "child-move", "child-end"]
    Child.objects.filter(pk=placed.pk).update(is_restricted=True)
    for reader in (desk, officer(elsewhere)):
        client = signed_in(reader)
        for name in names:
            assert client.get(reverse(f"placements:{name}", args=[placed.public_id])).status_code == 404
        assert "Wren" not in client.get("/children/?who=all").text
        assert client.get(f"/children/deeds/{placed.deeds.get().public_id}/").status_code == 404


def test_a_name_is_searched_for_without_standing_in_an_address(placed, desk):
    client = signed_in(desk)
    answer = client.post("/children/search/", {"searched": "wren"})
    assert answer["Location"] == reverse("placements:child-detail", args=[placed.public_id])
    answer = client.post("/children/search/", {"searched": "nobody"})
    assert "nobody" not in answer["Location"]
    assert "0 children" in client.get(answer["Location"]).text


def test_a_record_opens_with_a_name_and_a_date_of_birth(authority, desk):
    answer = signed_in(desk).post(
        "/children/new/", {"key": str(uuid4()), "first_name": "Jay", "date_of_birth": "6/6/2014"}
    )
    made = Child.objects.get(first_name="Jay")
    assert answer["Location"] == reverse("placements:child-start", args=[made.public_id])
    assert (made.number, made.entered_by) == (None, desk)


def test_a_start_of_care_asks_six_things_and_no_more(authority, desk, today):
    made, home = child(authority), household(authority)
    data = {
        **{name: value for name, value in moving(made, home, today).items() if name != "reason"},
        "legal_status": "V2",
        "need": "N1",
    }
    address = reverse("placements:child-start", args=[made.public_id])
    prefilled = {"key", "version", "on", "already"}
    for name in set(data) - prefilled:
        answer = signed_in(desk).post(address, {one: data[one] for one in data if one != name})
        assert (answer.status_code, PeriodOfCare.objects.count()) == (200, 0), name
    assert len(set(data) - {"key", "version"}) == 6
    assert signed_in(desk).post(address, data).status_code == 302
    assert (PeriodOfCare.objects.count(), LegalStatus.objects.count(), Placement.objects.count()) == (1, 1, 1)


def test_a_form_that_shows_what_is_no_more_is_answered_with_both(authority, placed, desk, today):
    client = signed_in(desk)
    first, second = household(authority, "F200"), household(authority, "F300")
    old = moving(placed, second, today, as_told="Typed with care")
    assert client.post(move_page(placed), moving(placed, first, today - timedelta(days=3))).status_code == 302
    answer = client.post(move_page(placed), old)
    assert answer.status_code == 409
    assert "The child is at F200" in answer.text
    assert "Typed with care" in answer.text
    assert Placement.objects.count() == 2
    # Sent again with open eyes, it is done.
    placed.refresh_from_db()
    assert f'name="version" value="{placed.version}"' in answer.text
    assert client.post(move_page(placed), old | {"version": placed.version}).status_code == 302


@pytest.mark.parametrize("deed", [name for name in PAGES if name != "back"])
def test_every_short_form_refuses_a_stale_version(placed, desk, today, deed):
    data = {
        "key": str(uuid4()),
        "version": str(placed.version - 1),
        "on": f"{today:%d/%m/%Y}",
        "reason": {"end": "E4A"}.get(deed, "OTHER"),
        "code": {"away": "T1"}.get(deed, "C2"),
    }
    address = reverse(f"placements:child-{deed}", args=[placed.public_id])
    before = Deed.objects.count()
    assert signed_in(desk).post(address, data).status_code == 409
    assert Deed.objects.count() == before
    assert signed_in(desk).post(address, data | {"version": placed.version}).status_code == 302


def test_the_same_form_sent_again_leads_to_the_first_result(authority, placed, desk, today):
    data = moving(placed, household(authority, "F200"), today)
    client = signed_in(desk)
    answers = {client.post(move_page(placed), data)["Location"] for _ in range(5)}
    assert len(answers) == 1
    assert Placement.objects.count() == 2


def test_a_plan_against_a_rule_is_stopped_with_its_source(authority, placed, desk, today):
    data = moving(placed, household(authority, "F200", youngest=0, oldest=4), today, already="no")
    answer = signed_in(desk).post(move_page(placed), data)
    assert "approved for 0 to 4. (Fostering Services" in answer.text
    assert Placement.objects.count() == 1
    signed_in(desk).post(move_page(placed), data | {"already": "yes"})
    assert Breach.objects.get().rule == "outside_ages"


def test_a_place_gone_meanwhile_is_a_409_that_keeps_what_was_typed(authority, placed, desk, today):
    last, other = household(authority, "F200", places=1), household(authority, "F300")
    in_care(child(authority, "N2"), last, by=desk, since=today)
    answer = signed_in(desk).post(move_page(placed), moving(placed, last, today, free=1, as_told="Typed"))
    assert answer.status_code == 409
    assert "Someone else took the last place" in answer.text
    assert 'value="Typed"' in answer.text
    assert str(other.public_id) in answer.text


def test_a_homes_search_shows_places_and_miles_and_never_an_address(authority, placed, desk):
    household(authority, "F200")
    answer = signed_in(desk).post(move_page(placed), {"look": "homes", "look_for": "F200"})
    assert "2 free of 2 · about" in answer.text
    for secret in ("Invented Row", "SO16 4XE", "SO164XE"):
        assert secret not in answer.text
    assert Placement.objects.count() == 1


def test_a_place_reserved_and_a_household_of_another_council_cannot_be_had(authority, placed, desk, today):
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    foreign = household(elsewhere, "P1")
    answer = signed_in(desk).post(move_page(placed), moving(placed, foreign, today))
    assert "Choose where the child goes" in answer.text
    assert Placement.objects.count() == 1


def test_siblings_go_together_or_not_at_all(authority, placed, desk, today):
    brother = child(authority, "N2")
    in_care(brother, household(authority, "F150"), by=desk, since=today - timedelta(days=10))
    brother.refresh_from_db()
    link_siblings(child=placed, sibling=brother, by=desk)
    both = {"siblings": str(brother.public_id), "sibling_versions": f"{brother.public_id}={brother.version}"}
    one_place = household(authority, "F200", places=1)
    client = signed_in(desk)
    client.post(move_page(placed), moving(placed, one_place, today, free=1, already="no", **both))
    assert Placement.objects.filter(household=one_place).count() == 0
    # As a fact both are recorded, and that one is too many is flagged.
    client.post(move_page(placed), moving(placed, one_place, today, free=1, **both))
    assert Placement.objects.filter(household=one_place).count() == 2
    assert Breach.objects.get().rule == "over_places"
    assert Deed.objects.exclude(together=None).values("together").distinct().count() == 1


def test_undoing_asks_why_and_puts_back(authority, placed, desk, today):
    client = signed_in(desk)
    location = client.post(move_page(placed), moving(placed, household(authority, "F200"), today))["Location"]
    address = f"{location}undo/"
    assert "Say why" in client.post(address, {"key": str(uuid4()), "because": " "}).text
    assert Placement.objects.count() == 2
    client.post(address, {"key": str(uuid4()), "because": "Typed on the wrong child"})
    assert Placement.objects.get().dates.upper is None
    assert "Typed on the wrong child" in client.get(location).text


def test_imported_placements_are_linked_all_of_a_place_at_once(authority, placed, desk):
    home = Home.objects.create(urn="SC400001", name="Invented Lodge")
    for number, urn in enumerate(["SC400001", "", ""]):
        period = PeriodOfCareFactory(child=ChildFactory(authority=authority, number=f"I{number}"))
        PlacementFactory(period=period, urn=urn, entered_by=None)
    client = signed_in(desk)
    assert "Link 1 by Ofsted number" in client.get("/children/homes-to-link/").text
    client.post("/children/homes-to-link/", {"key": str(uuid4())})
    assert home.placements.count() == 1
    like = Placement.objects.home_not_yet_linked().first()
    other = household(authority, "F900")
    client.post(f"/children/homes-to-link/{like.public_id}/", {"key": str(uuid4()), "reference": "f900"})
    assert other.placements.count() == 2
    assert "Every placement has its home" in client.get("/children/homes-to-link/").text


def test_after_an_adoption_order_nothing_leads_to_the_record(authority, placed, desk, today):
    brother = child(authority, "N2", last_name="Ashdown")
    link_siblings(child=placed, sibling=brother, by=desk)
    client = signed_in(desk)
    pages = ["/children/?who=all", reverse("placements:child-detail", args=[brother.public_id])]
    assert all(str(placed.public_id) in client.get(page).text for page in pages)
    data = {"key": str(uuid4()), "version": placed.version, "on": f"{today:%d/%m/%Y}", "reason": "E11"}
    client.post(reverse("placements:child-end", args=[placed.public_id]), data)
    assert not any(str(placed.public_id) in client.get(page).text for page in pages)
    assert client.post("/children/search/", {"searched": "N1"})["Location"] == "/children/?who=all"
    assert client.get(reverse("placements:child-detail", args=[placed.public_id])).status_code == 404


def test_an_adoption_order_entered_by_mistake_is_taken_back_by_who_did_it(authority, placed, desk, today):
    data = {"key": str(uuid4()), "version": placed.version, "on": f"{today:%d/%m/%Y}", "reason": "E11"}
    told = signed_in(desk).post(reverse("placements:child-end", args=[placed.public_id]), data)["Location"]
    assert "closes the record" in signed_in(desk).get(told).text
    assert signed_in(officer(authority)).get(told).status_code == 404
    Deed.objects.filter(child=placed).update(at=timezone.now() - timedelta(days=2))
    assert signed_in(desk).get(told).status_code == 404
    Deed.objects.filter(child=placed).update(at=timezone.now())
    signed_in(desk).post(f"{told}undo/", {"key": str(uuid4()), "because": "The wrong child"})
    assert signed_in(desk).get(reverse("placements:child-detail", args=[placed.public_id])).status_code == 200


def test_two_records_of_one_child_are_merged(authority, placed):
    manager = someone(authority, Role.PLACEMENT_MANAGER)
    double = child(authority, number=None)
    data = {
        "key": str(uuid4()),
        "version": placed.version,
        "other": f"{double.public_id}:{double.version - 1}",
        "because": "Same NHS record",
    }
    address = reverse("placements:child-merge", args=[placed.public_id])
    assert signed_in(manager).post(address, data).status_code == 409
    data["other"] = f"{double.public_id}:{double.version}"
    assert signed_in(manager).post(address, data).status_code == 302
    assert Child.objects.get() == placed


def test_nothing_personal_is_audited(authority, placed, desk, today):
    signed_in(desk).post(move_page(placed), moving(placed, household(authority, "F200"), today))
    for event in AuditEvent.objects.all():
        assert not {"Wren", "N1", "SO16 4XE", "SO14 7LY"} & set(map(str, event.facts.values()))


@pytest.mark.parametrize("name", ["child-list", "child-detail", "child-move", "child-end"])
def test_queries_do_not_grow_with_the_records(authority, placed, desk, today, name):
    address = reverse(f"placements:{name}", args=[] if name == "child-list" else [placed.public_id])
    brother = child(authority, "M99")
    in_care(brother, household(authority, "G99"), by=desk, since=today - timedelta(days=5))
    link_siblings(child=placed, sibling=brother, by=desk)
    few = queries(signed_in(desk), address)
    for number in range(12):
        made = child(authority, f"M{number}")
        in_care(made, household(authority, f"G{number}"), by=desk, since=today - timedelta(days=5))
        link_siblings(child=placed, sibling=made, by=desk)
    assert queries(signed_in(desk), address) <= few + 1  # the count of what was found stays one


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_who_is_18_is_told_apart_from_children_looked_after(authority, desk, today):
    eighteen, not_yet = (months_before(today, 18 * 12), months_before(today, 18 * 12) + timedelta(days=1))
    grown = PeriodOfCareFactory(
        child__authority=authority, child__date_of_birth=eighteen, child__number="GROWN-UP-1"
    )
    young = PeriodOfCareFactory(
        child__authority=authority, child__date_of_birth=not_yet, child__number="NOT-YET-1"
    )
    client = signed_in(desk)

    page = client.get("/children/").text
    assert young.child.number in page
    assert grown.child.number not in page
    assert "1 person is 18 or over, and their care is not ended in the record" in page

    behind = client.get("/children/?who=past-18").text
    assert grown.child.number in behind
    assert young.child.number not in behind


def test_the_list_says_up_to_which_day_the_records_are_complete(authority, desk):
    ChildFactory(authority=authority)
    assert "As recorded here up to now." in signed_in(desk).get("/children/").text
    Coverage.objects.create(
        authority=authority, dates=(date(2012, 4, 1), date(2013, 4, 1)), source="SSDA903 return 2013"
    )
    assert "Complete up to 31 March 2013" in signed_in(desk).get("/children/").text
