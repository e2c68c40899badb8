"""T-LIMIT: who takes lists with names as files, how many names at once, and the second person whom more need."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from sufficiency.core.access import PERMISSIONS, Action, Role, may_take_names, roles_allowed
from sufficiency.core.files import actions, refusals
from sufficiency.core.files.limits import MOST_AT_ONCE, TAKEN_WITHIN
from sufficiency.core.models import AuditEvent, FileRequest, Membership
from tests.core.files import ASK, LIST, ask, children_in_care, decide, rows_of, take
from tests.factories import AuthorityFactory
from tests.people import newcomer, signed_in, someone

pytestmark = pytest.mark.django_db


HOUR = timedelta(hours=1)


FILES = {
    "/children/?format=csv": Action.SEE_CHILDREN,
    "/young-people/?format=csv": Action.SEE_YOUNG_PEOPLE,
    "/homes/?format=csv": Action.SEE_HOMES,
}


def a_request(asked_by, authority, **fields) -> FileRequest:
    return FileRequest.objects.create(
        authority=authority,
        asked_by=asked_by,
        **{"of": "children", "rows": MOST_AT_ONCE + 1, "reason": "x", **fields},
    )


# Who


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", FILES)
def test_a_file_needs_the_action_of_its_page_and_that_of_files_with_names(here, role, address):
    page = address.partition("?")[0]
    client = signed_in(someone(here, role))
    opens = role in PERMISSIONS[FILES[address]]
    takes = opens and role in PERMISSIONS[Action.EXPORT_NAMES]
    answer = client.get(address)
    assert answer.status_code == (200 if takes else 403)
    if opens and not takes:
        assert "as a file: names are on it" in answer.text
        assert " CSV</a>" not in client.get(page).text


def test_who_takes_files_with_names_is_who_needs_them():
    assert set(PERMISSIONS[Action.EXPORT_NAMES]) == {
        Role.SOCIAL_WORKER,
        Role.PLACEMENT_OFFICER,
        Role.PLACEMENT_MANAGER,
        Role.DIRECTOR,
        Role.FOSTERING_ADMIN,
        Role.LEAVING_CARE_ADVISER,
    }


@pytest.mark.parametrize(
    ("roles", "listed", "takes"),
    [
        # Sees every child as an analyst, and takes their own alone.
        ([Role.ANALYST, Role.SOCIAL_WORKER], Action.SEE_CHILDREN, False),
        ([Role.EMERGENCY_DUTY, Role.PLACEMENT_OFFICER], Action.SEE_CHILDREN, True),
        # Takes carers' names, and sees children for figures.
        ([Role.ANALYST, Role.FOSTERING_ADMIN], Action.SEE_CHILDREN, False),
        ([Role.ANALYST, Role.FOSTERING_ADMIN], Action.SEE_HOMES, True),
        ([Role.CONTRACTS_OFFICER, Role.LEAVING_CARE_ADVISER], Action.SEE_HOMES, False),
        ([Role.LEAVING_CARE_ADVISER, Role.PLACEMENT_OFFICER], Action.SEE_YOUNG_PEOPLE, True),
    ],
)
def test_one_role_must_allow_both_as_far_as_the_list_goes(here, roles, listed, takes):
    person = newcomer()
    for role in roles:
        Membership.objects.create(user=person, authority=here, role=role)
    assert may_take_names(person, listed, here) is takes


def test_a_role_elsewhere_takes_nothing_here(here, olive):
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    assert may_take_names(olive, Action.SEE_CHILDREN, here)
    assert not may_take_names(olive, Action.SEE_CHILDREN, elsewhere)


# How many


def test_fifty_leave_at_once_and_fifty_one_are_asked_for(here, olive):
    client = signed_in(olive)
    children_in_care(here, MOST_AT_ONCE)
    page = client.get(LIST).text
    assert '<strong>50 children</strong>. \n<a class="govuk-link" href="?format=csv">' in page
    assert len(rows_of(client.get(f"{LIST}?format=csv"))) == 50
    assert client.get(ASK)["Location"] == LIST

    children_in_care(here, 1)
    assert f'<a class="govuk-link" href="{ASK}">Ask for all as CSV</a>' in client.get(LIST).text
    answer = client.get(f"{LIST}?format=csv")
    assert (answer.status_code, answer["Location"]) == (302, ASK)
    assert "Ask for a file of 51 children" in client.get(ASK).text
    assert AuditEvent.objects.filter(action="exported children").count() == 1, "of the fifty"


def test_a_long_list_may_be_narrowed_and_then_leaves_at_once(here, olive):
    client = signed_in(olive)
    children_in_care(here, MOST_AT_ONCE + 1)
    children_in_care(here, 3, last_name="Rarely")
    client.post(reverse("placements:child-search"), {"searched": "Rarely"})
    assert len(rows_of(client.get(f"{LIST}?format=csv"))) == 3


def test_the_page_that_asks_says_why_and_must_be_told_why(here, olive):
    children_in_care(here, MOST_AT_ONCE + 1)
    client = signed_in(olive)
    page = client.get(f"{ASK}?who=all&living=junk").text
    assert "needs a second person" in page
    assert "Who: Everyone, left care too" in page
    answer = client.post(ASK, {"key": str(uuid4()), "reason": " "})
    assert answer.status_code == 400
    assert "Say what you need the file for" in answer.text
    assert not FileRequest.objects.exists()


def test_a_request_keeps_what_the_list_was_narrowed_to_searched_for_and_put_in_order_by(here, olive):
    children_in_care(here, MOST_AT_ONCE + 2)
    client = signed_in(olive)
    client.post(reverse("placements:child-search"), {"searched": "wren"})
    asked = ask(client, "?who=all&living=junk&sort=-age&page=2")
    assert asked.chosen == {"who": "all", "sort": "-age"}
    assert asked.narrowed_to == "Who: Everyone, left care too"
    assert (asked.rows, asked.reason, asked.asked_by) == (52, "The yearly check", olive)
    assert "wren" not in asked.sealed_search
    assert actions.searched_for(asked) == "wren"
    event = AuditEvent.objects.get(action="ask for file")
    assert event.facts == {"of": "children", "rows": 52}
    assert (event.object_id, event.reason) == (str(asked.public_id), "")


def test_the_same_file_is_asked_for_once_at_a_time(here, olive):
    children_in_care(here, MOST_AT_ONCE + 1)
    client = signed_in(olive)
    ask(client)
    answer = client.post(ASK, {"key": str(uuid4()), "reason": "Again"})
    assert answer.status_code == 400
    assert "asked for this file already" in answer.text
    ask(client, "?who=all")
    assert FileRequest.objects.count() == 2


# The second person


def test_a_file_is_asked_for_approved_and_taken(here, olive, mara):
    children = children_in_care(here, MOST_AT_ONCE + 1)
    client, manager = signed_in(olive), signed_in(mara)
    asked = ask(client, "?who=all&sort=-age")
    page = reverse("files:request", args=[asked.public_id])
    assert "A manager or director decides" in client.get(page).text
    assert take(client, asked, "who=all&sort=-age&").status_code == 409, "not before it is approved"

    assert "The yearly check" in manager.get(page).text
    assert decide(manager, asked)["Location"] == reverse("files:request-list")
    shown = client.get(page).text
    link = f"/children/?who=all&amp;sort=-age&amp;format=csv&amp;request={asked.public_id}"
    assert f'href="{link}"' in shown
    taken = rows_of(client.get(link.replace("&amp;", "&")))
    assert len(taken) == 51
    assert [row[0] for row in taken] == [
        f"Wren {child.last_name}" for child in sorted(children, key=lambda one: one.date_of_birth)
    ]
    asked.refresh_from_db()
    assert asked.taken_at is not None
    events = AuditEvent.objects.filter(object_id=str(asked.public_id)).exclude(action__startswith="saw")
    assert list(events.order_by("pk").values_list("action", "actor")) == [
        ("ask for file", olive.pk),
        ("approved file", mara.pk),
        ("take file", olive.pk),
    ]
    exported = AuditEvent.objects.get(action="exported children")
    assert exported.facts == {"rows": 51, "approval": str(asked.public_id)}


def test_a_refusal_needs_a_note_and_the_asker_reads_it(here, olive, mara):
    children_in_care(here, MOST_AT_ONCE + 1)
    client, manager = signed_in(olive), signed_in(mara)
    asked = ask(client)
    assert decide(manager, asked, decision="refused").status_code == 400
    assert decide(manager, asked, decision="refused", note="Use the figures").status_code == 302
    page = client.get(reverse("files:request", args=[asked.public_id])).text
    assert "Use the figures" in page
    assert "Take the file" not in page
    assert "Refused" in client.get(reverse("files:request-list")).text
    assert take(client, asked).status_code == 409
    again = decide(manager, asked)
    assert again.status_code == 400
    assert "Somebody has decided this already" in again.text


def test_nobody_decides_on_their_own(here, mara):
    children_in_care(here, MOST_AT_ONCE + 1)
    manager = signed_in(mara)
    asked = ask(manager)
    assert "Save the decision" not in manager.get(reverse("files:request", args=[asked.public_id])).text
    answer = decide(manager, asked)
    assert answer.status_code == 403
    assert "another manager or director must decide" in answer.text
    with pytest.raises(refusals.SecondPersonNeeded):
        actions.decide(asked=asked, approve=True, note="", by=mara, at=timezone.now())
    with pytest.raises(IntegrityError, match="file_decided_by_a_second_person"), transaction.atomic():
        FileRequest.objects.update(decision="approved", decided_by=mara, decided_at=timezone.now())
    assert decide(signed_in(someone(here, Role.DIRECTOR)), asked).status_code == 302


@pytest.mark.parametrize("role", sorted(set(Role) - set(roles_allowed(Action.CONFIRM_ACCESS))))
def test_no_other_role_decides(here, olive, role):
    asked, person = a_request(olive, here), someone(here, role)
    assert decide(signed_in(person), asked).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.decide(asked=asked, approve=True, note="", by=person, at=timezone.now())
    asked.refresh_from_db()
    assert not asked.decision


def test_a_request_is_there_for_who_asked_and_who_decides(here, olive, mara):
    asked = a_request(olive, here)
    page = reverse("files:request", args=[asked.public_id])
    assert signed_in(olive).get(page).status_code == signed_in(mara).get(page).status_code == 200
    assert signed_in(someone(here, Role.PLACEMENT_OFFICER)).get(page).status_code == 404
    olive.memberships.all().delete()
    Membership.objects.create(user=olive, authority=here, role=Role.EMERGENCY_DUTY)
    assert signed_in(olive).get(page).status_code == 403, "the role is gone that takes files"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"reason": ""}, "file_request_says_why"),
        ({"rows": 0}, "file_request_has_rows"),
        ({"sealed_search": "x"}, "file_request_search_is_whole"),
        ({"decision": "approved"}, "file_decision_has_who_and_when"),
        ({"note": "x"}, "file_decision_has_who_and_when"),
        ({"taken_at": "now"}, "file_taken_once_approved_and_in_time"),
    ],
)
def test_the_database_refuses_a_request_that_cannot_be(here, olive, fields, constraint):
    if "taken_at" in fields:
        fields = {"taken_at": timezone.now()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        a_request(olive, here, **fields)


def test_the_database_refuses_a_refusal_without_a_note_and_a_taking_out_of_time(here, olive, mara):
    asked, now = a_request(olive, here), timezone.now()
    one = FileRequest.objects.filter(pk=asked.pk)
    with pytest.raises(IntegrityError, match="file_refusal_says_why"), transaction.atomic():
        one.update(decision="refused", decided_by=mara, decided_at=now)
    one.update(decision="approved", decided_by=mara, decided_at=now)
    for at in (now - HOUR, now + TAKEN_WITHIN):
        with (
            pytest.raises(IntegrityError, match="file_taken_once_approved_and_in_time"),
            transaction.atomic(),
        ):
            one.update(taken_at=at)
    one.update(taken_at=now + TAKEN_WITHIN - HOUR)
