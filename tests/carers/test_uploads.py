"""Carer records from a file: what is refused, what is set aside, what is shown and then done, and nothing else."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from carers.actions import end_approval
from carers.actions.uploads import apply_upload
from carers.models import Carer, Household, HouseholdAddress, Terms
from carers.uploads.columns import NAMES
from carers.uploads.plan import Plan
from carers.uploads.reading import Sheet, UploadRefused, read, text_of
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from tests.carers.households import with_address
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db

NEW, APPLY = "/homes/upload/", "/homes/upload/apply/"


@pytest.fixture
def client(admin):
    return signed_in(admin)


def row(admin, reference="F1", **changes) -> dict[str, str]:
    due = timezone.localdate() + timedelta(days=100)
    return {
        "reference": reference,
        "first_name": "Ama",
        "last_name": "Mensah",
        "second_first_name": "Tom",
        "second_last_name": "Bray",
        "approved_on": "1/5/2024",
        "approved_for": "General fostering",
        "places": "2",
        "youngest": "0",
        "oldest": "10",
        "sex": "any",
        "siblings_only": "yes",
        "only_child": "",
        "area": "so16",
        "worker": admin.username.upper(),
        "review_due_on": due.isoformat(),
        "terms_from": "",
        **changes,
    }


def in_csv(*rows: dict[str, str], header: tuple[str, ...] = NAMES, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows([one.get(name, "") for name in header] for one in rows)
    return out.getvalue().encode()


def send(client, data: bytes, name: str = "carers.csv"):
    return client.post(NEW, {"files": SimpleUploadedFile(name, data)})


def apply(client, preview):
    shown = preview.context
    sent = {"key": str(shown["key"]), "plan": shown["plan"].fingerprint, "file": shown["file"]}
    return client.post(APPLY, sent)


def everything() -> list:
    """The register as it stands, to see that nothing changed."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Household, Carer, Terms, Household.reviews.rel.related_model)
    ]


def test_nothing_is_saved_until_it_is_applied_and_the_same_file_twice_changes_nothing(client, admin, council):
    data = in_csv(row(admin), row(admin, "F2", second_first_name="", second_last_name=""))
    preview = send(client, data)
    assert len(preview.context["plan"].new) == 2
    assert not Household.objects.exists()
    answers = [apply(client, preview) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert [one.reference for one in Household.objects.all()] == ["F1", "F2"]
    first = Household.objects.get(reference="F1")
    assert (first.area, first.supervising_worker, first.kind) == ("SO16", admin, "general")
    assert [str(one) for one in first.carers.all()] == ["Ama Mensah", "Tom Bray"]
    assert first.terms.get().in_words == "2 children, 0 to 10, siblings only"
    assert first.reviews.get().due_on == timezone.localdate() + timedelta(days=100)

    before = everything()
    again = send(client, data)
    assert (again.context["plan"].does_nothing, again.context["plan"].unchanged) == (True, 2)
    assert "Nothing: the rows" in again.text
    apply(client, again)
    assert everything() == before


def test_changes_are_shown_as_now_and_then_and_old_terms_are_kept(client, admin, council):
    apply(client, send(client, in_csv(row(admin))))
    changed = row(admin, area="SO14", places="3", terms_from="1/6/2025")
    preview = send(client, in_csv(changed))
    assert "3 children, 0 to 10, siblings only (now 2 children, 0 to 10, siblings only)" in preview.text
    assert "Area: SO14 (now SO16)" in preview.text
    apply(client, preview)
    household = Household.objects.get()
    assert [one.places for one in household.terms.all()] == [2, 3]
    assert household.area == "SO14"
    assert send(client, in_csv(changed)).context["plan"].does_nothing


@pytest.mark.parametrize(
    ("changes", "column", "cure"),
    [
        ({"approved_on": "31/2/2024"}, "approved_on", "Enter a real date"),
        ({"approved_for": "Forstering"}, "approved_for", "Write one of: General fostering;"),
        ({"places": "two"}, "places", "must be a whole number from 1 to 20"),
        ({"youngest": "11"}, "oldest", "must be 11 or more"),
        ({"sex": "boys?"}, "sex", "Write any, girls or boys"),
        ({"siblings_only": "perhaps"}, "siblings_only", "Write yes or no"),
        ({"only_child": "yes"}, "siblings_only", "Choose either siblings only"),
        ({"area": "the docks"}, "area", "Enter the first half of the postcode"),
        ({"worker": "nobody"}, "worker", "Write the user name"),
        ({"reference": ""}, "reference", "Write your own reference"),
        ({"first_name": ""}, "first_name", "Enter the first name"),
        ({"second_first_name": ""}, "second_first_name", "Enter both names"),
        ({"review_due_on": ""}, "review_due_on", "enter the day on which their next review is due"),
        ({"review_due_on": "1/1/2999"}, "review_due_on", "a year at most"),
        ({"terms_from": "soon"}, "terms_from", "Write a real date"),
    ],
)
def test_rows_that_cannot_be_used_are_set_aside_with_the_cure(client, admin, council, changes, column, cure):
    preview = send(client, in_csv(row(admin, "good"), row(admin, "bad") | changes))
    aside = preview.context["plan"].set_aside
    assert [(one.row, one.column, one.value) for one in aside] == [
        (3, column, (row(admin) | changes)[column])
    ]
    assert cure in aside[0].message
    apply(client, preview)
    assert [one.reference for one in Household.objects.all()] == ["good"]


def test_rows_that_contradict_the_record_are_set_aside(client, admin, council):
    apply(client, send(client, in_csv(*(row(admin, f"F{number}") for number in range(1, 6)))))
    ended = Household.objects.get(reference="F5")
    end_approval(household=ended, version=1, ends_on=timezone.localdate(), reason="retired", by=admin)
    before = everything()
    preview = send(
        client,
        in_csv(
            row(admin, "F1", approved_on="2/5/2024"),
            row(admin, "F2", last_name="Okafor"),
            row(admin, "F3", places="3"),
            row(admin, "F4", places="3", terms_from="1/5/2024"),
            row(admin, "F5"),
            row(admin, "F6"),
            row(admin, "F6"),
        ),
    )
    aside = [(one.row, one.column) for one in preview.context["plan"].set_aside]
    assert aside == [
        (2, "approved_on"),
        (3, "last_name"),
        (4, "terms_from"),
        (5, "terms_from"),
        (6, "reference"),
        (8, "reference"),
    ]
    assert everything() == before


def test_what_is_applied_is_what_was_shown(client, admin, council):
    preview = send(client, in_csv(row(admin)))
    apply(client, send(client, in_csv(row(admin, second_first_name="", second_last_name=""))))
    before = everything()
    late = apply(client, preview)
    assert late.status_code == 409
    assert "The register changed after the file was shown" in late.text
    assert everything() == before


def test_a_preview_that_was_tampered_with_is_refused(client, admin, council):
    preview = send(client, in_csv(row(admin)))
    sent = {"key": str(preview.context["key"]), "plan": preview.context["plan"].fingerprint, "file": "x:y:z"}
    assert client.post(APPLY, sent).status_code == 400
    assert not Household.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04 anything", "an Excel workbook or a zip file. Save the sheet as CSV"),
        (b"%PDF-1.7", "a PDF"),
        (b"<html>", "a web page or XML"),
        (b"a\0b", "not a text file"),
        (b"reference,first_name\nF1,Ama\n", "last_name, approved_on"),
        (",".join(NAMES).encode(), "headings and no rows"),
        (",".join([*NAMES, "area"]).encode() + b"\nx\n", "The heading area stands there twice"),
        (",".join(NAMES).encode() + b'\n"never closed', "a quotation mark is opened and not closed"),
        (b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
    ],
)
def test_other_files_are_refused_in_words(client, council, data, sentence):
    answer = send(client, data)
    assert answer.status_code == 400
    assert sentence in answer.text


def test_a_form_without_a_file_says_so(client, council):
    assert "Choose the file" in client.post(NEW, {}).text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_as_spreadsheets_write_them(admin, delimiter):
    data = "\ufeff".encode() + in_csv(row(admin, first_name="Zoë"), delimiter=delimiter)
    assert read("f", text_of(data)).rows[0].cells["first_name"] == "Zoë"
    old = in_csv(row(admin, first_name="Zoë")).decode().encode("cp1252")
    assert read("f", text_of(old)).rows[0].cells["first_name"] == "Zoë"


def test_columns_that_are_not_ours_are_named_and_never_read(client, admin, council):
    one = row(admin) | {"address": "77 Canary Quay", "postcode": "SO14 7LY"}
    preview = send(client, in_csv(one, header=(*NAMES, "address", "postcode")))
    assert preview.context["sheet"].not_understood == ("address", "postcode")
    apply(client, preview)
    assert not HouseholdAddress.objects.exists()


def test_the_area_of_a_household_with_an_address_stays_that_of_the_address(client, admin, council):
    apply(client, send(client, in_csv(row(admin))))
    with_address(Household.objects.get(), by=admin)
    assert send(client, in_csv(row(admin))).context["plan"].does_nothing
    assert Household.objects.get().area == "SO14"


def test_applying_is_written_down_without_names(client, admin, council):
    apply(client, send(client, in_csv(row(admin), row(admin, "F2", sex="?"))))
    event = AuditEvent.objects.get(action="apply carer records file")
    assert event.facts == {"added": 1, "changed": 0, "unchanged": 0, "set_aside": 1}
    assert "Mensah" not in str(list(AuditEvent.objects.values()))


def test_those_who_do_not_keep_carer_records_bring_in_nothing(council):
    officer = signed_in(someone(council, Role.PLACEMENT_OFFICER))
    assert [officer.get(NEW).status_code, officer.get("/homes/upload/empty.csv").status_code] == [403, 403]
    assert officer.post(APPLY).status_code == 403
    sheet = Sheet(name="carers.csv", rows=(), columns=NAMES, not_understood=())
    with pytest.raises(PermissionDenied):
        apply_upload(
            authority=council,
            sheet=sheet,
            fingerprint=Plan().fingerprint,
            today=timezone.localdate(),
            by=someone(council, Role.PLACEMENT_OFFICER),
        )


def test_the_empty_file_has_the_headings(client, council):
    answer = client.get(reverse("carers:upload-template"))
    assert next(csv.reader([answer.text])) == list(NAMES)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_file_breaks_the_reader(data):
    for whole in (data, ",".join(NAMES).encode() + b"\n" + data):
        try:
            sheet = read("f", text_of(whole))
        except UploadRefused:
            continue
        assert all(set(one.cells) <= set(NAMES) for one in sheet.rows)


def test_a_plan_of_many_rows_takes_a_fixed_number_of_queries(
    client, admin, council, django_assert_max_num_queries
):
    rows = [row(admin, f"F{number}") for number in range(300)]
    with django_assert_max_num_queries(20):
        assert len(send(client, in_csv(*rows)).context["plan"].new) == 300
