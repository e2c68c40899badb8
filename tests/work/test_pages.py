"""The page of work: what each role sees first, whole lists, handover notes, and how much it asks of the database."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carers.models import HouseholdReview
from placements.actions import read_handover, write_handover
from placements.actions.handover import noon_after
from placements.models import Allocation, Child, HandoverNote
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent, Authority
from tests.factories import ChildFactory, PeriodOfCareFactory
from tests.people import signed_in, someone
from tests.placements.people_and_homes import household

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


def waiting(here: Authority, number: int = 1, **about) -> list[Child]:
    """Children in care for ten days without a home."""
    since = timezone.localdate() - timedelta(days=10)
    children = [ChildFactory(authority=here, **about) for _ in range(number)]
    for child in children:
        PeriodOfCareFactory(child=child, dates=DateRange(since, None))
        child.refresh_from_db()
    return children


def lists(page) -> list[tuple[str, int]]:
    return [(one.of.name, one.number) for one in page.context["lists"]]


def test_every_role_has_a_page(here):
    waiting(here)
    for role in Role:
        page = signed_in(someone(here, role)).get("/")
        assert page.status_code == 200, role
        assert '<a class="govuk-service-navigation__link" href="/" aria-current="page">' in page.text


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.PLACEMENT_OFFICER, "waiting"),
        (Role.PLACEMENT_MANAGER, "waiting"),
        (Role.EMERGENCY_DUTY, "waiting"),
        (Role.DIRECTOR, "waiting"),
        (Role.FOSTERING_ADMIN, "homes"),
    ],
)
def test_what_a_role_sees_first(here, role, first):
    waiting(here)
    HouseholdReview.objects.create(household=household(here), due_on=timezone.localdate())
    assert lists(signed_in(someone(here, role)).get("/"))[0][0] == first


def test_an_officer_can_log_a_placement_at_once(here):
    page = signed_in(someone(here, Role.PLACEMENT_OFFICER)).get("/")
    assert "Log a placement" in page.text
    main = page.text.partition("<main")[2].partition("</main>")[0]
    assert main.count('class="govuk-button"') == 1, "one green button"
    assert "Log a placement" not in signed_in(someone(here, Role.DIRECTOR)).get("/").text


def test_the_directors_note_says_nought_too(here):
    page = signed_in(someone(here, Role.DIRECTOR)).get("/")
    assert page.context["page_title"].startswith("Morning note for ")
    assert "No child without a home" in page.text
    waiting(here, 2)
    assert "2 children without a home" in signed_in(someone(here, Role.DIRECTOR)).get("/").text


def test_ten_lines_and_the_way_to_all(here):
    waiting(here, 31)
    client = signed_in(someone(here, Role.PLACEMENT_MANAGER))
    page = client.get("/")
    shown = page.context["lists"][0]
    assert (shown.number, len(shown.lines)) == (31, 10)
    assert "All 31" in page.text
    whole = client.get("/work/waiting/")
    assert len(whole.context["lines"]) == 25
    assert len(client.get("/work/waiting/?page=2").context["lines"]) == 6
    assert "31 children without a home" in whole.text


def test_a_list_of_another_day_and_lists_that_are_not_there(here):
    waiting(here)
    client = signed_in(someone(here, Role.PLACEMENT_MANAGER))
    before = timezone.localdate() - timedelta(days=11)
    assert client.get(f"/work/waiting/?on={before}").context["lines"] == []
    assert client.get("/work/waiting/?on=nonsense").status_code == 200
    assert client.get("/work/nothing/").status_code == 404
    assert client.get("/work/waiting/?rule=nothing").status_code == 404
    assert signed_in(someone(here, Role.FOSTERING_ADMIN)).get("/work/waiting/").status_code == 403


def test_mine_is_offered_to_those_with_something_of_their_own(here):
    mara = someone(here, Role.PLACEMENT_MANAGER)
    own, _ = waiting(here, 2)
    client = signed_in(mara)
    assert not client.get("/").context["has_own"]
    Allocation.objects.create(child=own, worker=mara, dates=DateRange(timezone.localdate(), None))
    assert client.get("/").context["has_own"]
    assert lists(client.get("/?mine=1"))[0] == ("waiting", 1)


def test_whose_records_are_shown_is_written_down_first(here):
    (child,) = waiting(here)
    olive = someone(here, Role.PLACEMENT_OFFICER)
    signed_in(olive).get("/")
    event = AuditEvent.objects.get(actor=olive, action="saw work")
    assert event.object_ids == [str(child.public_id)]


def many(here: Authority, number: int) -> None:
    """So many children without a home and households to review."""
    waiting(here, number)
    for at in range(number):
        home = household(here, f"F{at}")
        HouseholdReview.objects.create(household=home, due_on=timezone.localdate())


# With the frame, and with what is written down of the reading. However many records there are.
MOST_QUERIES = {
    Role.PLACEMENT_OFFICER: 30,
    Role.PLACEMENT_MANAGER: 42,
    Role.DIRECTOR: 30,
    Role.EMERGENCY_DUTY: 27,
    Role.SOCIAL_WORKER: 24,
    Role.FOSTERING_ADMIN: 16,
    Role.ANALYST: 17,
    Role.AUDITOR: 14,
}


@pytest.mark.parametrize("role", MOST_QUERIES)
def test_queries_do_not_grow_with_records(here, role):
    asked = []
    for number in (2, 14):
        many(here, number) if number == 2 else many_more(here, number)
        client = signed_in(someone(here, role))
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        asked.append(len(queries))
    print(role, asked)
    assert asked[0] == asked[1] <= MOST_QUERIES[role]


def many_more(here: Authority, number: int) -> None:
    waiting(here, number)
    for at in range(number):
        home = household(here, f"G{at}")
        HouseholdReview.objects.create(household=home, due_on=timezone.localdate())


# Handover notes


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ((2026, 5, 20, 3), (2026, 5, 20, 12)),
        ((2026, 5, 20, 12), (2026, 5, 21, 12)),
        ((2026, 5, 20, 23), (2026, 5, 21, 12)),
        # A Friday night, and a Saturday: Monday noon.
        ((2026, 5, 22, 23), (2026, 5, 25, 12)),
        ((2026, 5, 23, 2), (2026, 5, 25, 12)),
    ],
)
def test_a_note_stands_until_the_next_working_noon(written, until):
    assert noon_after(datetime(*written, tzinfo=LONDON)) == datetime(*until, tzinfo=LONDON)


def test_a_note_is_written_read_and_gone_from_the_top(here):
    duty, olive = someone(here, Role.EMERGENCY_DUTY), someone(here, Role.PLACEMENT_OFFICER)
    sent = {"key": str(uuid4()), "text": "A boy of nine came at two.", "for_role": ""}
    night = signed_in(duty)
    assert night.post("/handover/new/", sent)["Location"] == "/"
    assert night.post("/handover/new/", sent)["Location"] == "/", "a double click"
    note = HandoverNote.objects.get()
    morning = signed_in(olive)
    assert "A boy of nine came at two." in morning.get("/").text
    assert "A boy of nine" not in morning.get("/").context["page_title"]
    assert morning.post(f"/handover/{note.public_id}/read/")["Location"] == "/"
    assert "A boy of nine" not in morning.get("/").text
    assert "A boy of nine" in morning.get("/handover/").text
    note.refresh_from_db()
    assert note.read_by == olive
    first = note.read_at
    read_handover(note=note, now=timezone.now(), by=duty)
    note.refresh_from_db()
    assert (note.read_by, note.read_at) == (olive, first), "the first who read it stands"


def test_a_note_is_for_those_who_see_all_children(here):
    duty = someone(here, Role.EMERGENCY_DUTY)
    write_handover(authority=here, text="Unheard of", now=timezone.now(), by=duty)
    for role in Role:
        text = signed_in(someone(here, role)).get("/").text
        sees = role in {
            Role.PLACEMENT_OFFICER,
            Role.PLACEMENT_MANAGER,
            Role.DIRECTOR,
            Role.EMERGENCY_DUTY,
            Role.ANALYST,
        }
        assert ("Unheard of" in text) == sees, role


def test_a_note_for_one_role_stands_on_its_page_alone(here):
    duty = someone(here, Role.EMERGENCY_DUTY)
    write_handover(
        authority=here, text="For Mara", for_role=Role.PLACEMENT_MANAGER, now=timezone.now(), by=duty
    )
    assert "For Mara" in signed_in(someone(here, Role.PLACEMENT_MANAGER)).get("/").text
    assert "For Mara" not in signed_in(someone(here, Role.PLACEMENT_OFFICER)).get("/").text


def test_a_note_past_its_noon_is_gone_from_the_top(here):
    duty = someone(here, Role.EMERGENCY_DUTY)
    write_handover(authority=here, text="Long ago", now=timezone.now() - timedelta(days=5), by=duty)
    assert "Long ago" not in signed_in(duty).get("/").text


def test_an_empty_note_is_refused_in_words(here):
    client = signed_in(someone(here, Role.EMERGENCY_DUTY))
    answer = client.post("/handover/new/", {"key": str(uuid4()), "text": " "})
    assert "Write what they must know" in answer.text
    assert not HandoverNote.objects.exists()
