"""Who leaves when: what counts, who may see and say it, and that the months add up to the children there are."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from placements.expected.actions import record_known_change
from placements.expected.forms import day_or_month
from placements.expected.known_changes import known_changes, late_changes
from placements.expected.outlook import outlook
from placements.models import KnownChange
from sufficiency.core.access import Action, Reach, Role, roles_allowed
from sufficiency.core.models import AuditEvent
from tests.addresses import every_address
from tests.careleavers.people import DAY, council, young_person
from tests.factories import AuthorityFactory, ChildFactory
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db

HOME = "/who-leaves-when/"


@pytest.fixture
def authority():
    return council()


@pytest.fixture
def officer(authority):
    return someone(authority, Role.PLACEMENT_OFFICER)


def in_care(authority, born=date(2015, 1, 1), **fields):
    return young_person(authority, born, (date(2020, 1, 1), None), **fields)


def said(authority, by, **changes):
    """An entry of a known change, as the action takes it."""
    given = {
        "direction": "leaving",
        "kind": "home",
        "child": None,
        "number": 1,
        "month": date(2025, 9, 1),
        "day": None,
        "how_sure": "likely",
        "said_in": "review",
        "said_by": "Made-up reviewing officer",
        "said_on": DAY,
        "today": DAY,
    }
    return record_known_change(authority=authority, by=by, **{**given, **changes})


def kinds(authority, as_at=DAY, until=date(2026, 6, 30)):
    return [(one.kind, one.month, one.number) for one in known_changes(authority, as_at, until)]


def test_a_leaving_counts_and_an_18th_birthday_counts_by_itself(authority, officer):
    leaving = in_care(authority)
    in_care(authority, born=date(2008, 2, 29))
    said(authority, officer, child=leaving, day=date(2025, 9, 4))
    assert kinds(authority) == [
        ("home", date(2025, 9, 1), 1),
        ("eighteenth", date(2026, 3, 1), 1),
    ]


def test_of_a_leaving_and_a_birthday_the_earlier_counts_once(authority, officer):
    first, second = in_care(authority, date(2007, 10, 15)), in_care(authority, date(2007, 10, 15))
    said(authority, officer, child=first, month=date(2025, 9, 1))
    said(authority, officer, child=second, month=date(2025, 10, 1))
    # The birthday comes nearer by a correction of the date of birth.
    type(second).objects.filter(pk=second.pk).update(date_of_birth=date(2007, 8, 1))
    assert kinds(authority) == [
        ("eighteenth", date(2025, 8, 1), 1),
        ("home", date(2025, 9, 1), 1),
    ]


def test_the_latest_word_on_a_child_counts(authority, officer):
    child = in_care(authority)
    said(authority, officer, child=child, said_on=DAY - timedelta(days=3))
    said(authority, officer, child=child, month=date(2025, 11, 1), said_on=DAY - timedelta(days=2))
    assert kinds(authority) == [("home", date(2025, 11, 1), 1)]


def test_a_look_back_sees_what_was_known_then(authority, officer):
    child = in_care(authority)
    change = said(authority, officer, child=child, said_on=DAY - timedelta(days=3))
    client = signed_in(officer)
    address = reverse("expected:withdraw", args=[change.public_id])
    sent = {"key": str(uuid4()), "version": "1", "why": "plan"}
    assert client.post(address, sent).status_code == 302
    assert kinds(authority) == []
    assert kinds(authority, as_at=DAY - timedelta(days=1)) == [("home", date(2025, 9, 1), 1)]
    assert kinds(authority, as_at=DAY - timedelta(days=4)) == []
    assert client.post(address, sent | {"key": str(uuid4())}).status_code == 409


def test_who_has_left_or_come_is_no_longer_expected_to(authority, officer):
    leaving = in_care(authority)
    coming = ChildFactory(authority=authority)
    said(authority, officer, child=leaving)
    said(authority, officer, child=coming, direction="arriving", kind="return")
    assert len(kinds(authority)) == 2
    leaving.periods_of_care.update(dates=DateRange(date(2020, 1, 1), DAY))
    coming.periods_of_care.create(kind="looked_after", dates=DateRange(DAY, None))
    assert kinds(authority) == []


def test_what_was_expected_by_now_is_late_and_counts_in_no_month(authority, officer):
    child = in_care(authority)
    change = said(authority, officer, child=child)
    KnownChange.objects.filter(pk=change.pk).update(month=date(2025, 6, 1), day=DAY, said_on=date(2025, 1, 1))
    assert kinds(authority) == []
    assert [one.record_id for one in late_changes(authority, DAY)] == [change.pk]
    KnownChange.objects.filter(pk=change.pk).update(day=None)
    assert len(late_changes(authority, DAY)) == 1
    assert "1 expected by now, and not happened" in signed_in(officer).get(HOME).text


def test_the_months_add_up_to_the_children_there_are(authority, officer):
    for born in (date(2015, 1, 1), date(2007, 7, 1), date(2007, 12, 31), date(2008, 6, 30), date(2008, 7, 1)):
        in_care(authority, born)
    young_person(authority, date(2010, 1, 1), (date(2020, 1, 1), date(2025, 6, 30)))
    said(authority, officer, direction="arriving", kind="birth", number=3, month=date(2026, 1, 1))
    ahead = outlook(authority, DAY)
    assert ahead.looked_after == 5
    assert [month.first for month in (ahead.months[0], ahead.months[-1])] == [
        date(2025, 7, 1),
        date(2026, 6, 1),
    ]
    assert [len(month.turning_18) for month in ahead.months] == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]
    assert ahead.months[-1].total == 5 - 3 + 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"month": date(2025, 5, 1)}, "What is expected lies ahead"),
        ({"day": date(2025, 6, 29)}, "What is expected lies ahead"),
        ({"month": date(2029, 1, 1)}, "more than three years ahead"),
        ({"kind": "birth"}, "Choose what is expected"),
        ({"said_on": date(2025, 7, 1)}, "must be 30 June 2025 or earlier"),
        ({"child": None}, "Enter the name or number"),
        ({"direction": "arriving", "kind": "return"}, "looked after already"),
        ({"direction": "arriving", "kind": "birth", "child": None, "day": date(2025, 8, 1)}, "month alone"),
        ({"direction": "arriving", "kind": "birth", "child": None, "number": 0}, "from 1 to 99"),
    ],
)
def test_what_cannot_be_is_refused_in_words(authority, officer, changes, sentence):
    with pytest.raises(Exception, match=sentence):
        said(authority, officer, **{"child": in_care(authority), **changes})
    assert not KnownChange.objects.exists()


def test_an_18th_birthday_is_not_typed(authority, officer):
    with pytest.raises(Exception, match="18th birthdays are counted by themselves"):
        said(authority, officer, child=in_care(authority, date(2007, 9, 1)), month=date(2025, 9, 1))


@pytest.mark.parametrize(
    "changes",
    [
        {"child": None},
        {"month": date(2025, 9, 2)},
        {"day": date(2025, 10, 1)},
        {"number": 2},
        {"kind": "birth"},
        {"how_sure": "certain"},
        {"said_by": ""},
        {"withdrawn_on": DAY},
        {"why_withdrawn": "plan"},
        {"direction": "arriving", "kind": "birth", "child": None, "day": date(2025, 9, 3)},
    ],
)
def test_the_database_refuses_what_must_never_be(authority, officer, changes):
    change = said(authority, officer, child=in_care(authority))
    with pytest.raises(IntegrityError), transaction.atomic():
        KnownChange.objects.filter(pk=change.pk).update(**changes)


def every_page(change) -> dict[str, tuple[Action, str]]:
    """Each page with the action it needs, for the whole authority."""
    see, keep = Action.SEE_CHILDREN, Action.KEEP_KNOWN_CHANGES
    return {
        "who-leaves-when": (see, HOME),
        "late": (see, f"{HOME}late/"),
        "month": (see, f"{HOME}2025-09/leaving/"),
        "leaving-new": (keep, f"{HOME}leaving/new/"),
        "arrival-new": (keep, f"{HOME}arrival/new/"),
        "withdraw": (keep, f"{HOME}changes/{change.public_id}/withdraw/"),
    }


def test_every_address_is_in_the_table(authority, officer):
    names = {name.removeprefix("expected:") for name, _ in every_address() if name.startswith("expected:")}
    assert names == set(every_page(said(authority, officer, child=in_care(authority))))


@pytest.mark.parametrize("role", Role)
def test_roles_open_what_they_need_and_no_more(authority, officer, role):
    change = said(authority, officer, child=in_care(authority))
    client = signed_in(someone(authority, role))
    pages = {**every_page(change), "csv": (Action.SEE_CHILDREN, f"{HOME}?format=csv")}
    for name, (action, address) in pages.items():
        may = role in roles_allowed(action, at_least=Reach.AUTHORITY)
        assert client.get(address).status_code == (200 if may else 403), name


def test_a_restricted_child_is_counted_and_not_shown(authority, officer):
    child = in_care(authority, number="SECRET-1")
    change = said(authority, officer, child=child)
    type(child).objects.filter(pk=child.pk).update(is_restricted=True)
    client = signed_in(officer)
    text = client.get(f"{HOME}2025-09/leaving/").text
    assert "SECRET-1" not in text
    assert "1 record</strong> you cannot open" in text
    assert client.get(f"{HOME}changes/{change.public_id}/withdraw/").status_code == 404
    sent = typed(child="SECRET-1")
    assert "No record that you may open fits" in client.post(f"{HOME}leaving/new/", sent).text


def test_another_authoritys_entries_are_not_there(officer):
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="P", is_synthetic=True)
    theirs = someone(elsewhere, Role.PLACEMENT_OFFICER)
    change = said(elsewhere, theirs, child=in_care(elsewhere))
    client = signed_in(officer)
    assert client.get(f"{HOME}changes/{change.public_id}/withdraw/").status_code == 404
    assert "Only 18th birthdays are known" in client.get(HOME).text


def test_months_that_are_not_there():
    client = signed_in(someone(council(), Role.PLACEMENT_OFFICER))
    for address in ("2024-09/leaving/", "2025-09/nonsense/", "nonsense/leaving/"):
        assert client.get(HOME + address).status_code == 404


def typed(**changes):
    return {
        "key": str(uuid4()),
        "kind": "home",
        "child": "",
        "when": "9/2025",
        "how_sure": "likely",
        "said_in": "review",
        "said_by": "Made-up reviewing officer",
        "said_on": "30/6/2025",
    } | changes


def test_a_leaving_is_added_once_and_its_number_opens_its_list(authority, officer):
    in_care(authority, number="C7")
    client = signed_in(officer)
    sent = typed(child="c7", when="4/9/2025")
    for _ in range(2):
        assert client.post(f"{HOME}leaving/new/", sent)["Location"] == HOME
    assert KnownChange.objects.get().day == date(2025, 9, 4)
    assert f'href="{HOME}2025-09/leaving/"' in client.get(HOME).text
    listed = client.get(f"{HOME}2025-09/leaving/").text
    assert "Child C7" in listed
    assert "Made-up reviewing officer" in listed
    facts = AuditEvent.objects.get(action="record known change").facts
    assert "C7" not in str(facts)


def test_several_who_fit_are_offered_and_one_is_chosen(authority, officer):
    names = {"first_name": "Sam", "last_name": "Invented"}
    first, second = in_care(authority, **names), in_care(authority, **names)
    in_care(AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="P"), **names)
    client = signed_in(officer)
    asked = client.post(f"{HOME}leaving/new/", typed(child="sam invented"))
    assert asked.status_code == 400
    assert "2 children fit what you typed. Choose one" in asked.text
    sent = typed(child="sam invented", which=str(second.public_id))
    assert client.post(f"{HOME}leaving/new/", sent).status_code == 302
    assert KnownChange.objects.get().child_id == second.pk != first.pk


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Enter how many children are expected"),
        ({"number": "100"}, "from 1 to 99"),
        ({"number": "two"}, "from 1 to 99"),
        ({"number": "2", "child": "C7"}, "Enter either the child or how many children"),
        ({"number": "2", "when": "4/9/2025"}, "month alone"),
        ({"number": "2", "when": "soon"}, "Enter a real day or month"),
    ],
)
def test_what_is_wrong_with_an_arrival_is_said_and_kept(authority, officer, changes, sentence):
    sent = typed(kind="birth", said_in="prebirth", said_by="Kept words") | changes
    answer = signed_in(officer).post(f"{HOME}arrival/new/", sent)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Kept words" in answer.text


def test_an_arrival_without_a_name_is_a_number_and_a_month(authority, officer):
    client = signed_in(officer)
    assert client.post(f"{HOME}arrival/new/", typed(kind="birth", number="2")).status_code == 302
    change = KnownChange.objects.get()
    assert (change.child, change.number, change.month, change.day) == (None, 2, date(2025, 9, 1), None)
    assert "2 children, no names" in client.get(f"{HOME}2025-09/arriving/").text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4/6/2026", (date(2026, 6, 1), date(2026, 6, 4))),
        ("2026-06-04", (date(2026, 6, 1), date(2026, 6, 4))),
        ("6/2026", (date(2026, 6, 1), None)),
        ("June 2026", (date(2026, 6, 1), None)),
        ("2026-06", (date(2026, 6, 1), None)),
    ],
)
def test_a_day_or_a_month(text, found):
    assert day_or_month(text) == found


def test_as_many_queries_for_thirty_as_for_three(authority, officer):
    client = signed_in(officer)

    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    for _ in range(3):
        said(authority, officer, child=in_care(authority))
    few = [queries(address) for address in (HOME, f"{HOME}2025-09/leaving/")]
    for _ in range(27):
        said(authority, officer, child=in_care(authority))
    assert [queries(address) for address in (HOME, f"{HOME}2025-09/leaving/")] == few
    assert max(few) <= 17
