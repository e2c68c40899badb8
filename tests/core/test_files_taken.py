"""Files with names taken by an approval: in time, of the same list, and on record before they leave."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from carers.models import Household
from placements.models import Allocation
from sufficiency.core.access import Role
from sufficiency.core.files import actions
from sufficiency.core.files.limits import MOST_AT_ONCE, TAKEN_WITHIN
from sufficiency.core.files.lists import CHILDREN, HOUSEHOLDS, YOUNG_PEOPLE
from sufficiency.core.models import AuditEvent, FileRequest, OnceKey
from sufficiency.core.periods import months_before
from tests.core.files import LIST, ask, children_in_care, rows_of, take
from tests.guards.reading import links_of
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db


# Every list


def _young_people(here, how_many):
    born = months_before(timezone.localdate(), 17 * 12 + 6)
    children_in_care(here, how_many, date_of_birth=born)


def _households(here, how_many):
    Household.objects.bulk_create(
        Household(authority=here, reference=f"H{n:04d}", approved=(date(2020, 1, 1), None))
        for n in range(how_many)
    )


@pytest.mark.parametrize(
    ("listed", "question", "grow", "many"),
    [
        (CHILDREN, "who=without&legal=&sort=-number", children_in_care, "children"),
        (YOUNG_PEOPLE, "adviser=none&sort=-age", _young_people, "young people"),
        (HOUSEHOLDS, "kind=general&approved=every&sort=-carers", _households, "households"),
    ],
    ids=lambda one: getattr(one, "of", None),
)
def test_every_list_with_names_is_held_to_it(here, mara, listed, question, grow, many):
    client = signed_in(mara)
    grow(here, MOST_AT_ONCE)
    page = reverse(listed.page)
    assert len(rows_of(client.get(f"{page}?{question}&format=csv"))) == MOST_AT_ONCE
    grow_by_one = _one_more_household if listed is HOUSEHOLDS else grow
    grow_by_one(here, 1)
    asks = client.get(f"{page}?{question}&format=csv")["Location"]
    assert asks.startswith(f"{reverse(listed.asks)}?")
    assert f"Ask for a file of 51 {many}" in client.get(asks).text
    address = client.post(asks, {"key": str(uuid4()), "reason": "x"})["Location"]
    asked = FileRequest.objects.get()
    actions.decide(asked=asked, approve=True, note="", by=someone(here, Role.DIRECTOR), at=timezone.now())
    (take_it,) = [link for link in links_of(client.get(address).text) if "format=csv" in link]
    assert len(rows_of(client.get(take_it))) == MOST_AT_ONCE + 1
    assert "until " in client.get(reverse("files:request-list")).text


def _one_more_household(here, how_many):
    Household.objects.create(authority=here, reference="H9999", approved=(date(2020, 1, 1), None))


# Taking it


def approved(here, asker, decider, *, hours_ago: float = 0, question: str = "") -> FileRequest:
    asked = ask(signed_in(asker), question)
    at = timezone.now() - timedelta(hours=hours_ago)
    return actions.decide(asked=asked, approve=True, note="", by=decider, at=at)


def test_an_approval_holds_for_twenty_four_hours(here, olive, mara):
    children_in_care(here, MOST_AT_ONCE + 1)
    asked = approved(here, olive, mara, hours_ago=23.99)
    client = signed_in(olive)
    assert len(rows_of(take(client, asked))) == 51
    first = FileRequest.objects.get().taken_at
    assert len(rows_of(take(client, asked))) == 51, "again while it holds"
    assert FileRequest.objects.get().taken_at == first
    assert AuditEvent.objects.filter(action="exported children").count() == 2
    FileRequest.objects.update(decided_at=timezone.now() - TAKEN_WITHIN, taken_at=None)
    late = take(client, asked)
    assert late.status_code == 409
    assert "has run out" in late.text
    assert "Not taken in time" in client.get(reverse("files:request-list")).text
    ask(client), "and it is asked for again"


def test_more_than_was_approved_is_asked_for_again_and_fewer_are_not(here, olive, mara):
    children = children_in_care(here, MOST_AT_ONCE + 2)
    asked = approved(here, olive, mara)
    children[0].periods_of_care.all().delete()
    assert len(rows_of(take(signed_in(olive), asked))) == 51
    children_in_care(here, 2)
    answer = take(signed_in(olive), asked)
    assert answer.status_code == 409
    assert "longer now than the 52 children that were approved" in answer.text
    assert AuditEvent.objects.filter(action="exported children").count() == 1


def test_an_approval_is_of_one_list_narrowed_as_it_was(here, olive, mara):
    children_in_care(here, MOST_AT_ONCE + 1)
    asked = approved(here, olive, mara, question="?who=without")
    client = signed_in(olive)
    for question in ("", "who=all&", "who=without&legal=C2&", "who=without&sort=-age&"):
        answer = take(client, asked, question)
        assert answer.status_code == 409, question
        assert "narrowed when you asked" in answer.text
    assert len(rows_of(take(client, asked, "who=without&"))) == 51
    homes = client.get(f"/homes/?format=csv&request={asked.public_id}")
    assert homes.status_code == 404, "of another list"


def test_an_approval_is_of_who_asked(here, olive, mara):
    children_in_care(here, MOST_AT_ONCE + 1)
    asked = approved(here, olive, mara)
    other = someone(here, Role.PLACEMENT_OFFICER)
    for person in (other, mara):
        assert take(signed_in(person), asked).status_code == 404
    assert signed_in(olive).get(f"{LIST}?format=csv&request=junk").status_code == 404
    assert signed_in(olive).get(f"{LIST}?format=csv&request={uuid4()}").status_code == 404
    with pytest.raises(FileRequest.DoesNotExist):
        actions.take(asked=asked, chosen={}, searched="", rows=1, by=mara, at=timezone.now())


def test_what_was_searched_for_is_taken_and_stands_in_no_address(here, olive, mara):
    children_in_care(here, MOST_AT_ONCE + 1, first_name="Ezra")
    children_in_care(here, 2)
    client = signed_in(olive)
    client.post(reverse("placements:child-search"), {"searched": "Ezra"})
    asked = approved(here, olive, mara)
    client.post(reverse("placements:child-search"), {"searched": "Nobody"})
    # Asked for by another session of the same person, which had searched for nothing.
    assert actions.searched_for(asked) == ""
    client.post(reverse("placements:child-search"), {"searched": "Ezra"})
    asked = ask(client)
    assert "Ezra" in signed_in(mara).get(reverse("files:request", args=[asked.public_id])).text
    actions.decide(asked=asked, approve=True, note="", by=mara, at=timezone.now())
    client.post(reverse("placements:child-search"), {"searched": "Nobody"})
    shown = client.get(reverse("files:request", args=[asked.public_id])).text
    assert "Ezra" not in "".join(part.split('"')[0] for part in shown.split('href="')[1:])
    names = {row[0].split()[0] for row in rows_of(take(client, asked))}
    assert names == {"Ezra"}
    stored = [*OnceKey.objects.values_list("outcome", flat=True), str(FileRequest.objects.values())]
    assert "Ezra" not in " ".join(stored)
    with override_settings(SEALING_KEYS=["another key that is long enough to be one, surely"]):
        answer = take(client, asked)
        assert answer.status_code == 409
        assert "cannot be read any more" in answer.text


# The trail


def test_the_reading_is_on_record_before_the_file_leaves(here, olive, monkeypatch):
    children = children_in_care(here, 2)
    seen = []

    def leaves(*args, **kwargs):
        seen.extend(AuditEvent.objects.order_by("pk").values_list("action", "object_ids", "facts"))
        raise RuntimeError("on its way")

    monkeypatch.setattr("sufficiency.core.files.taking.csv_file", leaves)
    with pytest.raises(RuntimeError):
        signed_in(olive).get(f"{LIST}?format=csv")
    shown, exported = seen[-2:]
    assert shown[0] == "saw children in a file"
    assert set(shown[1]) == {str(child.public_id) for child in children}
    assert (exported[0], exported[2]) == ("exported children", {"rows": 2})


def test_nothing_leaves_that_cannot_be_written_down(here, olive, monkeypatch):
    children_in_care(here, 2)
    client = signed_in(olive)

    def broken(**kwargs):
        raise DatabaseError("full")

    monkeypatch.setattr("sufficiency.core.audit.write", broken)
    answer = client.get(f"{LIST}?format=csv")
    assert answer.status_code == 503
    assert "Listed" not in answer.text


def test_a_file_asks_for_a_proof_of_the_last_minutes(here, olive, mara):
    children_in_care(here, MOST_AT_ONCE + 1)
    asked = approved(here, olive, mara)
    client = signed_in(olive)
    session = client.session
    session["sign_in.proved"] = 0
    session.save()
    assert take(client, asked)["Location"].startswith("/account/confirm/?next=")
    asked.refresh_from_db()
    assert asked.taken_at is None


def test_a_worker_takes_their_own(here):
    sam = someone(here, Role.SOCIAL_WORKER)
    mine, _ = children_in_care(here, 2)
    Allocation.objects.create(child=mine, worker=sam, dates=(timezone.localdate(), None))
    assert [row[1] for row in rows_of(signed_in(sam).get(f"{LIST}?format=csv"))] == [mine.number]
