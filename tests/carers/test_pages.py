"""The pages of carer records: who may open them, what they show, and what happens to a form."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from carers.actions import confirm_vacancy, end_approval, hold, record_check
from carers.forms import day_to_type
from carers.models import Carer, Household, HouseholdReview
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from tests.carers.households import CANARIES, approved, with_address
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db

LISTS = ("household-list", "review-list", "check-list", "household-new", "upload-new", "upload-template")
OF_A_HOUSEHOLD = (
    *("household-detail", "details-change", "terms-change", "approval-end", "carer-new", "hold-new"),
    *("vacancy-confirm", "check-new", "address-change", "address-reveal"),
)


def new_household(**changes) -> dict[str, str]:
    """The form of a new household, filled in."""
    return {
        "key": str(uuid4()),
        "first_name": "Ama",
        "last_name": "Mensah",
        "approved_on": "1/5/2024",
        "kind": "general",
        "places": "2",
        "youngest": "0",
        "oldest": "10",
        "sex": "any",
        "siblings_only": "on",
        "area": "so16",
        "review_due_on": day_to_type(timezone.localdate()),
        **changes,
    }


def addresses_of(household: Household) -> dict[str, str]:
    """Every page of one household."""
    pages = {name: reverse(f"carers:{name}", args=[household.public_id]) for name in OF_A_HOUSEHOLD}
    review, held, carer = household.reviews.get(), household.holds.get(), household.carers.first()
    pages["carer-change"] = reverse("carers:carer-change", args=[carer.public_id])
    pages["review-record"] = reverse("carers:review-record", args=[review.public_id])
    pages["hold-release"] = reverse("carers:hold-release", args=[held.public_id])
    return pages


def on_hold(household, admin):
    return hold(household=household, starts_on=date(2025, 1, 1), ends_on=None, reason="holiday", by=admin)


def test_another_authoritys_household_is_not_found(council, elsewhere, admin):
    theirs = approved(elsewhere)
    on_hold(theirs, someone(elsewhere, Role.FOSTERING_ADMIN))
    client = signed_in(admin)
    for name, address in addresses_of(theirs).items():
        assert client.get(address).status_code == 404, name
        sent = client.post(address, {"key": str(uuid4()), "reason": "visit"})
        assert sent.status_code == (405 if name == "household-detail" else 404), name
    assert theirs.reference not in client.get(reverse("carers:household-list")).text


def test_a_household_is_added_once_however_often_the_form_is_sent(council, admin):
    client = signed_in(admin)
    sent = new_household(supervising_worker=str(admin.public_id))
    answers = [client.post(reverse("carers:household-new"), sent) for _ in range(3)]
    household = Household.objects.get()
    assert {answer["Location"] for answer in answers} == {household.get_absolute_url()}
    assert (household.area, household.supervising_worker, household.reference) == ("SO16", admin, "H0001")
    assert household.reviews.get().due_on == timezone.localdate()
    assert [(one.first_name, one.is_primary) for one in household.carers.all()] == [("Ama", True)]
    page = client.get(household.get_absolute_url()).text
    assert "2 children, 0 to 10, siblings only" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"oldest": "-1"}, "Oldest age must be a whole number from 0 to 25"),
        ({"youngest": "11"}, "The oldest age must be 11 or more, as that is the youngest"),
        ({"only_child": "on"}, "Choose either siblings only or must be the only child"),
        (
            {"siblings_only": "", "only_child": "on"},
            "A child who must be the only child leaves 1 place, not 2",
        ),
        ({"approved_on": "31/2/2024"}, "Enter a real date"),
        ({"approved_on": "1/1/2999"}, "The day of approval must be today or earlier"),
        ({"review_due_on": "2/5/2999"}, "the regulations allow a year at most"),
        ({"review_due_on": ""}, "enter the day on which their next review is due"),
        ({"area": "the docks"}, "Enter the first half of the postcode, such as SO16"),
        ({"second_first_name": "Tom"}, "Enter both names of the second carer, or neither"),
        ({"supervising_worker": ""}, "Choose the supervising social worker"),
        ({"key": "nonsense"}, "send it once more"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(council, admin, changes, sentence):
    sent = new_household(supervising_worker=str(admin.public_id)) | changes
    answer = signed_in(admin).post(reverse("carers:household-new"), sent)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert 'value="Mensah"' in answer.text
    assert not Household.objects.exists()


def test_a_whole_postcode_typed_as_the_area_is_cut_to_its_first_half(council, admin):
    sent = new_household(supervising_worker=str(admin.public_id), area="SO14 7LY")
    signed_in(admin).post(reverse("carers:household-new"), sent)
    assert Household.objects.get().area == "SO14"


def test_workers_of_other_authorities_and_readers_cannot_be_chosen(council, elsewhere, admin):
    offered = (
        signed_in(admin).get(reverse("carers:household-new")).context["form"].fields["supervising_worker"]
    )
    for person in (someone(elsewhere, Role.SOCIAL_WORKER), someone(council, Role.ELECTED_MEMBER)):
        assert person not in offered.queryset
    assert someone(council, Role.SOCIAL_WORKER) in offered.queryset.all()


def test_new_terms_are_saved_and_the_old_ones_kept_in_the_timeline(council, admin):
    household = approved(council, by=admin)
    client = signed_in(admin)
    address = reverse("carers:terms-change", args=[household.public_id])
    sent = {
        "key": str(uuid4()),
        "version": "1",
        "starts_on": "1/6/2025",
        "places": "3",
        "youngest": "0",
        "oldest": "12",
        "sex": "female",
    }
    assert client.post(address, sent).status_code == 302
    page = client.get(household.get_absolute_url()).text
    assert "3 children, 0 to 12, girls only" in page
    assert "From 1 May 2024 until 1 June 2025" in page


def test_a_stale_edit_shows_both_versions_and_loses_no_typing(council, admin):
    household = approved(council, by=admin)
    client = signed_in(admin)
    address = reverse("carers:terms-change", args=[household.public_id])
    sent = {"version": "1", "youngest": "0", "oldest": "10", "sex": "any"}
    client.post(address, sent | {"key": str(uuid4()), "starts_on": "1/6/2025", "places": "3"})
    stale = client.post(address, sent | {"key": str(uuid4()), "starts_on": "1/7/2025", "places": "4"})
    assert stale.status_code == 409
    both = {row["field"]: (row["now"], row["yours"]) for row in stale.context["stale"]}
    assert both["Places"] == ("3", "4")
    assert 'name="places" value="4"' in stale.text
    assert household.terms.count() == 2
    again = client.post(
        address,
        sent
        | {"key": str(uuid4()), "version": stale.context["version"], "starts_on": "1/7/2025", "places": "4"},
    )
    assert again.status_code == 302
    assert household.terms.count() == 3


def test_an_edit_without_a_version_is_stale(council, admin):
    household = approved(council, by=admin)
    address = reverse("carers:approval-end", args=[household.public_id])
    sent = {"key": str(uuid4()), "ends_on": "1/6/2025", "reason": "retired"}
    assert signed_in(admin).post(address, sent).status_code == 409
    assert household.reason_ended == ""


def test_holding_and_releasing(council, admin):
    household = approved(council, by=admin)
    client = signed_in(admin)
    sent = {"key": str(uuid4()), "reason": "illness", "starts_on": "1/1/2025"}
    assert client.post(reverse("carers:hold-new", args=[household.public_id]), sent).status_code == 302
    page = client.get(household.get_absolute_url()).text
    assert "All places on hold: Illness" in page
    held = household.holds.get()
    release = reverse("carers:hold-release", args=[held.public_id])
    assert client.post(release, {"key": str(uuid4()), "version": "1"}).status_code == 302
    assert "All places on hold" not in client.get(household.get_absolute_url()).text


def test_a_placement_officer_may_confirm_what_is_free(council, admin):
    household = approved(council, by=admin)
    officer = someone(council, Role.PLACEMENT_OFFICER)
    address = reverse("carers:vacancy-confirm", args=[household.public_id])
    assert signed_in(officer).post(address, {"key": str(uuid4()), "places_free": "1"}).status_code == 302
    page = signed_in(officer).get(household.get_absolute_url()).text
    assert "1 place free. Confirmed by Robin Tester at" in page
    director = signed_in(someone(council, Role.DIRECTOR))
    assert director.post(address, {"key": str(uuid4()), "places_free": "1"}).status_code == 403


def test_checks_are_not_read_by_those_who_place_children(council, admin):
    household = approved(council, by=admin)
    record_check(
        household=household,
        carer=household.carers.first(),
        kind="medical",
        done_on=date(2025, 1, 1),
        expires_on=date(2026, 1, 1),
        by=admin,
    )
    assert "Medical" in signed_in(admin).get(household.get_absolute_url()).text
    officer = signed_in(someone(council, Role.PLACEMENT_OFFICER))
    assert "Medical" not in officer.get(household.get_absolute_url()).text


def test_the_file_holds_what_the_list_shows(council, admin):
    today = timezone.localdate()
    for number in range(30):
        household = approved(council, by=admin, area=f"SO{14 + number % 2}")
    hold(household=household, starts_on=today, ends_on=None, reason="holiday", by=admin)
    confirm_vacancy(household=household, on=today, by=admin, places_free=1)
    client = signed_in(admin)
    shown = client.get(reverse("carers:household-list"), {"area": "SO15"})
    header, *rows = csv.reader(
        io.StringIO(client.get(reverse("carers:household-list"), {"area": "SO15", "format": "csv"}).text)
    )
    assert header == [column.header for column in shown.context["table"].columns.iterall()]
    assert len(rows) == 15 == shown.context["table"].page.paginator.count
    assert household.reference in shown.text, "the page shows the reference under the names"
    held = next(row for row in rows if row[1] == household.reference)
    assert held[2:7] == [
        *("General fostering", "SO15", "2 children, 0 to 10"),
        *("none free of 2; 2 places: carers on hold", "All places on hold: Holiday"),
    ]


def test_lists_narrow_by_hold_confirmation_and_end(council, admin):
    today = timezone.localdate()
    held, said, ended, plain = (approved(council, by=admin) for _ in range(4))
    hold(household=held, starts_on=today, ends_on=None, reason="holiday", by=admin)
    confirm_vacancy(household=said, on=today, by=admin)
    end_approval(household=ended, version=1, ends_on=today, reason="retired", by=admin)
    client = signed_in(admin)

    def listed(**query) -> set[str]:
        table = client.get(reverse("carers:household-list"), query).context["table"]
        return {row.record.reference for row in table.page}

    assert listed() == {held.reference, said.reference, plain.reference}
    assert listed(places="held") == {held.reference}
    assert listed(places="open") == {said.reference, plain.reference}
    assert listed(confirmed="7") == {said.reference}
    assert listed(confirmed="older") == {held.reference, plain.reference}
    assert listed(approved="ended") == {ended.reference}
    assert len(listed(approved="every")) == 4


def test_reviews_due_and_checks_expiring_leave_out_what_no_longer_counts(council, admin):
    today = timezone.localdate()
    household, gone, later = (approved(council, by=admin) for _ in range(3))
    HouseholdReview.objects.filter(household=household).update(due_on=today - timedelta(days=3))
    HouseholdReview.objects.filter(household=later).update(due_on=today + timedelta(days=91))
    carer = household.carers.first()
    days = {"done_on": date(2024, 5, 1), "expires_on": today + timedelta(days=10)}
    for kind in ("medical", "dbs"):
        record_check(household=household, carer=carer, kind=kind, by=admin, **days)
    record_check(
        household=household,
        carer=carer,
        kind="dbs",
        done_on=today,
        expires_on=today + timedelta(days=1000),
        by=admin,
    )
    record_check(household=gone, carer=gone.carers.first(), kind="medical", by=admin, **days)
    end_approval(household=gone, version=1, ends_on=today, reason="retired", by=admin)
    client = signed_in(admin)
    reviews = client.get(reverse("carers:review-list"))
    assert [row.record.household for row in reviews.context["table"].page] == [household]
    assert "3 days overdue" in reviews.text
    checks = client.get(reverse("carers:check-list"))
    found = [(row.record.household, row.record.kind) for row in checks.context["table"].page]
    assert found == [(household, "medical")]


def test_lists_take_as_many_queries_for_many_as_for_few(council, admin):
    def queries(name: str) -> int:
        client = signed_in(admin)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(reverse(f"carers:{name}")).status_code == 200
        return len(captured)

    def add(number: int) -> None:
        for _ in range(number):
            household = approved(council, by=admin, supervising_worker=admin)
            HouseholdReview.objects.filter(household=household).update(due_on=date(2025, 1, 1))
            person = household.carers.first()
            done, until = date(2024, 5, 1), date(2025, 5, 1)
            record_check(
                household=household, carer=person, kind="dbs", done_on=done, expires_on=until, by=admin
            )

    names = ("household-list", "review-list", "check-list")
    add(3)
    few = [queries(name) for name in names]
    add(30)
    assert [queries(name) for name in names] == few
    assert max(few) <= 20


def test_the_address_is_shown_on_the_answer_that_reveals_it_and_nowhere_else(council, admin):
    household = with_address(approved(council, by=admin), by=admin)
    on_hold(household, admin)
    client = signed_in(admin)
    pages = list(addresses_of(household).values())
    pages += [reverse(f"carers:{name}") for name in LISTS]
    pages.append(reverse("carers:household-list") + "?format=csv")
    for page in pages:
        text = client.get(page).text
        assert [one for one in CANARIES.values() if one in text or one.replace(" ", "") in text] == [
            one for one in ("SO14 7LY",) if "such as SO14 7LY" in text
        ], page
    reveal = reverse("carers:address-reveal", args=[household.public_id])
    assert client.post(reveal).status_code == 400
    assert not AuditEvent.objects.filter(action="reveal address").exists()
    shown = client.post(reveal, {"reason": "visit"})
    assert [one for one in CANARIES.values() if one not in shown.text] == []
    assert shown["Cache-Control"] == "no-store"
    event = AuditEvent.objects.get(action="reveal address")
    assert (event.actor, event.object_id, event.reason) == (
        admin,
        str(household.public_id),
        "visit",
    )


def test_a_stale_address_is_not_shown_either(council, admin):
    household = with_address(approved(council, by=admin), by=admin)
    sent = {
        "key": str(uuid4()),
        "version": "0",
        "line_1": "1 New Row",
        "town": "Town",
        "postcode": "SO16 4XE",
    }
    stale = signed_in(admin).post(reverse("carers:address-change", args=[household.public_id]), sent)
    assert stale.status_code == 409
    assert CANARIES["line_1"] not in stale.text
    assert "1 New Row" in stale.text


def test_carers_are_added_corrected_and_leave(council, admin):
    household = approved(council, by=admin)
    client = signed_in(admin)
    new = reverse("carers:carer-new", args=[household.public_id])
    sent = {"key": str(uuid4()), "first_name": "Lee", "last_name": "Bray", "joined_on": "1/6/2025"}
    assert client.post(new, sent).status_code == 302
    lee = household.carers.get(first_name="Lee")
    change = reverse("carers:carer-change", args=[lee.public_id])
    sent = {
        "key": str(uuid4()),
        "version": "1",
        "first_name": "Leigh",
        "last_name": "Bray",
        "is_primary": "on",
    }
    assert client.post(change, sent).status_code == 302
    assert client.post(change, sent | {"key": str(uuid4())}).status_code == 409
    page = client.get(household.get_absolute_url())
    assert page.context["page_title"].startswith("Leigh Bray, ")


def test_long_and_hostile_names_are_shown_as_text(council, admin):
    household = approved(council, by=admin)
    Carer.objects.filter(household=household).update(
        first_name="=cmd|'/c calc'!A1", last_name="<script>x</script>"
    )
    client = signed_in(admin)
    page = client.get(reverse("carers:household-list")).text
    assert "<script>x" not in page
    text = client.get(reverse("carers:household-list"), {"format": "csv"}).text
    assert next(csv.reader(io.StringIO(text.splitlines()[1])))[0].startswith("'=")
