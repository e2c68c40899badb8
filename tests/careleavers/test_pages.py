"""Pages of young people: who may open them, what they show, what becomes of a form."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careleavers.actions import log_contact, record_accommodation
from careleavers.models import (
    Accommodation,
    Contact,
    Document,
    LeavingCareRecord,
    PersonToRing,
    YearlyContact,
)
from careleavers.work import RULES
from placements.models import Allocation
from sufficiency.core.access import Action, Reach, Role, roles_allowed
from sufficiency.core.models import AuditEvent
from sufficiency.core.periods import months_after
from sufficiency.core.work import Asked, deadline_words
from tests.addresses import every_address
from tests.careleavers.people import DAY, adviser_of, council, former_relevant, manager_of, young_person
from tests.factories import AuthorityFactory
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db

LIST = "/young-people/"
FORMS = ("visit", "accommodation", "activity", "plan", "category", "to-ring")


def page(person, name="young-person", **more):
    return reverse(f"careleavers:{name}", kwargs={"public_id": person.public_id, **more})


def every_page(person) -> dict[str, tuple[Action, Reach, str]]:
    """Each page of one record with what it needs, and how far that must reach."""
    see, keep = Action.SEE_YOUNG_PEOPLE, Action.KEEP_YOUNG_PEOPLE
    own, whole = Reach.ALLOCATED, Reach.AUTHORITY
    ringing = PersonToRing.objects.get_or_create(
        child_id=person.pk,
        relation="self",
        telephone="07700 900123",
        defaults={"entered_by": manager_of(person.authority)},
    )[0]
    return {
        "young-person": (see, own, page(person)),
        **{name: (keep, own, page(person, name)) for name in FORMS},
        "adviser": (keep, whole, page(person, "adviser")),
        "document": (keep, own, page(person, "document", kind="passport")),
        "to-ring-remove": (keep, own, reverse("careleavers:to-ring-remove", args=[ringing.public_id])),
    }


def test_every_address_is_in_the_table():
    names = {
        name.removeprefix("careleavers:") for name, _ in every_address() if name.startswith("careleavers:")
    }
    assert names == {"young-people", "young-people-ask", *every_page(former_relevant(council()))}


@pytest.mark.parametrize("role", Role)
def test_roles_open_what_they_need_and_no_more(role):
    authority = council()
    person = former_relevant(authority)
    pages = every_page(person)
    user = someone(authority, role)
    Allocation.objects.create(child_id=person.pk, worker=user, dates=DateRange(date(2024, 1, 1), None))
    client = signed_in(user)
    sees = role in roles_allowed(Action.SEE_YOUNG_PEOPLE)
    assert client.get(LIST).status_code == (200 if sees else 403)
    for name, (action, reach, address) in pages.items():
        expected = 200 if role in roles_allowed(action, at_least=reach) else 403
        assert client.get(address).status_code == expected, name


def test_an_adviser_sees_their_own_alone():
    authority = council()
    mine, other = former_relevant(authority), former_relevant(authority)
    client = signed_in(adviser_of(authority, mine))
    listed = client.get(LIST).text
    assert mine.number in listed
    assert other.number not in listed
    assert other.number not in client.get(LIST + "?format=csv").text
    for name, (_, reach, address) in every_page(other).items():
        assert client.get(address).status_code == (404 if reach == Reach.ALLOCATED else 403), name


def test_another_role_beside_it_widens_nothing():
    """An adviser who is a placement officer too sees every child, and their own young people."""
    authority = council()
    other = former_relevant(authority)
    adviser = adviser_of(authority)
    adviser.memberships.create(authority=authority, role=Role.PLACEMENT_OFFICER)
    assert signed_in(adviser).get(page(other)).status_code == 404


def test_restricted_records_and_other_authorities_are_not_there():
    authority = council()
    restricted = former_relevant(authority, is_restricted=True)
    elsewhere = former_relevant(AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="P"))
    client = signed_in(manager_of(authority))
    for person in (restricted, elsewhere):
        for name, (_, _, address) in every_page(person).items():
            assert client.get(address).status_code == 404, name
            assert client.post(address, {"key": str(uuid4())}).status_code in (404, 405), name
        assert person.number not in client.get(LIST).text


def test_who_is_on_the_list():
    authority = council()
    former_relevant(authority, number="LEFT-AT-18")
    young_person(authority, date(2009, 1, 1), (date(2020, 1, 1), None), number="IN-CARE-16")
    young_person(authority, date(2006, 1, 1), (date(2015, 1, 1), date(2021, 12, 31)), number="LEFT-AT-15")
    young_person(authority, date(2009, 7, 1), (date(2020, 1, 1), None), number="STILL-15")
    young_person(authority, date(2000, 6, 30), (date(2012, 1, 1), date(2018, 6, 30)), number="NOW-25")
    young_person(authority, date(2000, 7, 1), (date(2012, 1, 1), date(2018, 7, 1)), number="STILL-24")
    young_person(authority, date(2007, 1, 1), (date(2015, 1, 1), date(2023, 6, 1), "E12"), number="ADOPTED")
    told = young_person(authority, date(2005, 1, 1), number="TOLD-BY-RETURN")
    YearlyContact.objects.create(child_id=told.pk, as_at=date(2025, 3, 31), in_touch="YES")
    dead = young_person(authority, date(2005, 1, 1), number="DIED")
    YearlyContact.objects.create(child_id=dead.pk, as_at=date(2025, 3, 31), in_touch="DIED")
    text = signed_in(manager_of(authority)).get(LIST + "?format=csv").text
    found = {line.split(",")[0].strip('"') for line in text.splitlines()[1:]}
    assert found == {f"Child {one}" for one in ("LEFT-AT-18", "IN-CARE-16", "STILL-24", "TOLD-BY-RETURN")}


def test_a_visit_is_logged_once_however_often_it_is_sent():
    authority = council()
    person = former_relevant(authority)
    adviser = adviser_of(authority, person)
    client = signed_in(adviser)
    sent = {"key": str(uuid4()), "kind": "visit", "outcome": "seen", "on": "28/6/2025", "note": "Well."}
    answers = [client.post(page(person, "visit"), sent) for _ in range(3)]
    assert {answer["Location"] for answer in answers} == {page(person)}
    contact = Contact.objects.get()
    assert (contact.by, contact.on, contact.outcome) == (adviser, date(2025, 6, 28), "seen")
    text = client.get(page(person)).text
    assert "Visit where they live" in text
    assert "by 28 August 2025" in text
    event = AuditEvent.objects.get(action="log contact")
    assert "Well" not in str(event.facts)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": "1/7/2025"}, "The date must be 30 June 2025 or earlier"),
        ({"on": "31/2/2025"}, "Enter a real date"),
        ({"on": "1/1/1990"}, "before they were born"),
        ({"kind": "phone"}, "Only a visit or a meeting is being seen"),
        ({"outcome": ""}, "Choose whether they were seen"),
        ({"key": "x"}, "send it once more"),
    ],
)
def test_what_is_wrong_with_a_visit_is_said_and_what_was_typed_is_kept(changes, sentence):
    authority = council()
    person = former_relevant(authority)
    sent = {"key": str(uuid4()), "kind": "visit", "outcome": "seen", "on": "28/6/2025", "note": "Kept words"}
    answer = signed_in(manager_of(authority)).post(page(person, "visit"), sent | changes)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Kept words" in answer.text
    assert not Contact.objects.exists()


def home(**changes):
    return {
        "key": str(uuid4()),
        "version": "0",
        "kind": "U",
        "on": "1/3/2025",
        "is_suitable": "yes",
        "why": "",
        "provided_by_council": "no",
    } | changes


def test_a_new_home_ends_the_one_before_and_a_stale_form_overwrites_nothing():
    authority = council()
    person = former_relevant(authority)
    client = signed_in(manager_of(authority))
    address = page(person, "accommodation")
    assert client.post(address, home()).status_code == 302
    stale = client.post(address, home(kind="D", on="1/5/2025", why="Two rooms"))
    assert stale.status_code == 409
    assert "Both versions" in stale.text
    assert "Independent living" in stale.text
    assert "Two rooms" in stale.text
    assert Accommodation.objects.count() == 1
    again = home(kind="W", on="1/5/2025", is_suitable="no", why="A room in a hotel", version="1")
    assert client.post(address, again).status_code == 302
    first, second = Accommodation.objects.order_by("dates")
    assert (first.dates.upper, second.dates.lower) == (date(2025, 5, 1), date(2025, 5, 1))
    assert (second.is_suitable, LeavingCareRecord.objects.get().version) == (False, 2)


def test_what_a_return_told_stays_beside_what_is_recorded():
    authority = council()
    person = former_relevant(authority)
    YearlyContact.objects.create(
        child_id=person.pk, as_at=date(2025, 3, 31), in_touch="YES", activity="F2", accommodation="D1"
    )
    client = signed_in(manager_of(authority))
    assert "return to 31 March 2025" in client.get(LIST).text
    client.post(page(person, "accommodation"), home())
    told = YearlyContact.objects.get()
    assert (told.accommodation, told.activity) == ("D1", "F2")
    text = client.get(page(person)).text
    assert "Semi-independent" in text
    assert "Independent living, since 1 March 2025" in text


def test_a_document_says_until_when_and_has_no_number():
    authority = council()
    person = former_relevant(authority)
    client = signed_in(manager_of(authority))
    address = page(person, "document", kind="passport")
    sent = {"key": str(uuid4()), "version": "0", "state": "held", "expires_on": "1/8/2025"}
    assert client.post(address, sent).status_code == 302
    assert "Expires soon" in client.get(page(person)).text
    assert client.post(address, sent | {"key": str(uuid4())}).status_code == 409
    assert client.get(page(person, "document", kind="number")).status_code == 404
    assert not [field.name for field in Document._meta.fields if "number" in field.name]


def test_only_a_manager_names_the_adviser_and_the_record_moves_with_it():
    authority = council()
    person = former_relevant(authority)
    before, after = adviser_of(authority, person), adviser_of(authority)
    sent = {"key": str(uuid4()), "version": "0", "adviser": str(before.public_id), "on": "1/2/2025"}
    assert signed_in(before).post(page(person, "adviser"), sent).status_code == 403
    client = signed_in(manager_of(authority))
    Allocation.objects.all().delete()
    assert client.post(page(person, "adviser"), sent).status_code == 302
    assert signed_in(before).get(page(person)).status_code == 200
    then = sent | {"key": str(uuid4()), "version": "1", "adviser": str(after.public_id), "on": "1/6/2025"}
    assert client.post(page(person, "adviser"), then).status_code == 302
    assert signed_in(before).get(page(person)).status_code == 404
    assert signed_in(after).get(page(person)).status_code == 200


def test_filters_find_what_they_say_and_the_file_is_what_is_shown():
    authority = council()
    manager = manager_of(authority)
    overdue = former_relevant(authority, number="OVERDUE")
    in_time = former_relevant(authority, number="IN-TIME")
    former_relevant(authority, number="NEVER-SEEN")
    for person, on in ((overdue, date(2025, 4, 29)), (in_time, date(2025, 4, 30))):
        log_contact(person=person, on=on, kind="visit", outcome="seen", today=DAY, by=manager)
    record_accommodation(
        person=in_time,
        version=0,
        on=date(2025, 1, 1),
        kind="S",
        is_suitable=None,
        why="",
        provided_by_council=None,
        today=DAY,
        by=manager,
    )
    young_person(authority, date(2007, 9, 28), (date(2015, 1, 1), None), number="TURNS-18")
    young_person(authority, date(2007, 9, 29), (date(2015, 1, 1), None), number="TURNS-18-LATER")
    client = signed_in(manager)

    def found(query):
        rows = list(csv.reader(io.StringIO(client.get(f"{LIST}?format=csv&{query}").text)))[1:]
        return {row[0].removeprefix("Child ") for row in rows}

    assert found("contact=overdue") == {"OVERDUE"}
    assert found("contact=unknown") == {"NEVER-SEEN"}
    assert found("contact=either") == {"OVERDUE", "NEVER-SEEN"}
    assert found("home=unsuitable") == {"IN-TIME"}
    assert "No fixed abode or homeless" in client.get(f"{LIST}?home=unsuitable").text
    assert found("turning=18") == {"TURNS-18"}
    assert found("contact=nonsense") == found("")
    assert found("adviser=mine") == set()
    shown = client.get(f"{LIST}?contact=overdue").text
    assert "1 young person</strong> of 5" in shown
    assert "IN-TIME" not in shown


def queries(client, address) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_as_many_queries_for_thirty_as_for_three():
    authority = council()
    client = signed_in(manager_of(authority))
    for _ in range(3):
        former_relevant(authority)
    few = queries(client, LIST)
    for _ in range(27):
        person = former_relevant(authority)
        YearlyContact.objects.create(child_id=person.pk, as_at=date(2025, 3, 31), accommodation="U1")
    assert queries(client, LIST) <= few
    assert few <= 20


def test_nobody_to_show_says_why():
    assert "No young people that you may open" in signed_in(manager_of(council())).get(LIST).text


def test_an_adviser_begins_with_those_to_see():
    authority = council()
    adviser = adviser_of(authority)
    never, long_ago, lately = (former_relevant(authority, first_name=name) for name in ("Ash", "Bay", "Cy"))
    for person, day in ((long_ago, DAY - timedelta(days=63)), (lately, DAY - timedelta(days=20))):
        log_contact(
            person=person, on=day, kind="visit", outcome="seen", note="", today=DAY, by=manager_of(authority)
        )
    for person in (never, long_ago, lately):
        Allocation.objects.create(child_id=person.pk, worker=adviser, dates=(date(2024, 1, 1), None))
    asked = Asked(adviser, authority, DAY)
    [rule] = RULES
    assert [one.first_name for one in rule.found(asked)] == ["Ash", "Bay"]
    assert [rule.line(one, DAY).when for one in rule.found(asked)] == ["Never seen", deadline_of(long_ago)]
    assert f'href="{LIST}"' in signed_in(adviser).get("/").text


def deadline_of(person) -> str:
    due = months_after(person.contacts.get().on, 2)
    return deadline_words(due, DAY)
