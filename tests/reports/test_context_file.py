"""Context figures from a file: shown first, brought in whole or not at all, and never twice."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.actions.context_files import FileNotAsShown, apply_context_file
from reports.context_file import NAMES, WANTED, compared
from reports.models import ContextFigure
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.core.uploaded_csv import read
from tests.people import someone
from tests.reports.keeping import a_context_figure

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
ROW = {
    "kind": "Population",
    "name": "all residents",
    "label": "People of all ages",
    "value": "240000",
    "unit": "people",
    "as_at": "1/1/2013",
    "source": "Census office",
}


@pytest.fixture
def author(authority, client):
    author = someone(authority, Role.REPORT_AUTHOR)
    client.force_login(author)
    return author


def in_csv(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, NAMES, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def send(client, data: bytes):
    return client.post(reverse("reports:context-file"), {"files": SimpleUploadedFile("figures.csv", data)})


def apply(client, preview):
    sent = {
        "key": str(preview.context["key"]),
        "plan": preview.context["made"].fingerprint,
        "file": preview.context["file"],
    }
    return client.post(reverse("reports:context-file-apply"), sent)


def test_a_file_is_shown_then_kept(client, authority, author):
    preview = send(client, in_csv(ROW, ROW | {"as_at": "2014-01-01", "value": "241000"}))
    assert not ContextFigure.objects.exists()
    assert "241,000 people" in preview.text
    assert apply(client, preview).status_code == 302
    assert sorted(ContextFigure.objects.values_list("as_at", "value")) == [
        (date(2013, 1, 1), Decimal(240_000)),
        (date(2014, 1, 1), Decimal(241_000)),
    ]
    event = AuditEvent.objects.get(action="apply context figures file")
    assert event.facts == {"added": 2, "changed": 0, "unchanged": 0}


def test_a_row_on_record_is_no_second_one_and_another_value_is_a_change(client, authority, author):
    apply(client, send(client, in_csv(ROW)))
    again = send(client, in_csv(ROW))
    assert (again.context["made"].unchanged, again.context["made"].can_be_applied) == (1, False)
    assert "Keep them" not in again.text
    changed = send(client, in_csv(ROW | {"value": "239400", "note": "as corrected"}))
    assert "now 240,000 people" in changed.text
    apply(client, changed)
    assert [(one.value, one.version) for one in ContextFigure.objects.all()] == [(Decimal(239_400), 2)]


@pytest.mark.parametrize(
    ("wrong", "column", "message"),
    [
        ({"kind": "Weather"}, "kind", "Write one of: Population"),
        ({"value": "1,5"}, "value", "must be a number"),
        ({"value": ""}, "value", "Enter the figure"),
        ({"value_high": "2"}, "value_high", "must be more than the lower end"),
        ({"as_at": "31/2/2013"}, "as_at", "real date"),
        ({"starts_on": "1/1/2014"}, "starts_on", "must not be after the last day"),
        ({"source": ""}, "source", "Enter where the figure comes from"),
        ({"unit": "x" * 41}, "unit", "40 characters or fewer"),
        ({"name": "a;b"}, "name", "may not have a semicolon"),
        ({"note": "x" * 501}, "note", "500 characters or fewer"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_kept(
    client, authority, author, wrong, column, message
):
    preview = send(client, in_csv(ROW, ROW | {"as_at": "1/1/2012"} | wrong))
    [fault] = preview.context["made"].faults
    assert (fault.row, fault.column) == (3, column)
    assert message in fault.message
    assert "Keep them" not in preview.text
    # Whoever sends it all the same is shown the faults again.
    assert apply(client, preview).status_code == 409
    assert not ContextFigure.objects.exists()


def test_one_name_and_date_stands_once_in_a_file(client, authority, author):
    [fault] = send(client, in_csv(ROW, ROW | {"value": "1"})).context["made"].faults
    assert (fault.row, fault.message.startswith("Row 2 has the same name and date")) == (3, True)


def test_what_is_applied_is_what_was_shown(client, authority, author):
    preview = send(client, in_csv(ROW))
    a_context_figure(authority, author, value=Decimal(1))
    late = apply(client, preview)
    assert late.status_code == 409
    assert "What is kept changed after the file was shown" in late.text
    assert ContextFigure.objects.get().value == Decimal(1)


def test_no_cell_becomes_a_formula_and_none_keeps_the_apostrophe(client, authority, author):
    apply(client, send(client, in_csv(ROW | {"note": "'=1+1", "label": "'s-Graveland"})))
    figure = ContextFigure.objects.get()
    assert (figure.note, figure.label) == ("=1+1", "'s-Graveland")


@pytest.mark.parametrize("council", ["southampton", "southwark"])
def test_the_files_of_the_demonstrations_are_such_files(authority, council):
    text = (FIXTURES / council / "context.csv").read_text(encoding="utf-8")
    sheet = read("context.csv", text, WANTED)
    made = compared(sheet, ContextFigure.objects.none())
    assert (made.faults, len(made.new)) == ([], len(sheet.rows))


def test_other_files_and_none_are_refused_in_words(client, authority, author):
    assert "an Excel workbook" in send(client, b"PK\x03\x04 anything").text
    assert "is missing" in send(client, b"kind,name,label,value,unit,as_at\nx\n").text
    assert "Choose the file" in client.post(reverse("reports:context-file"), {}).text
    assert client.post(reverse("reports:context-file-apply"), {"file": "x:y:z"}).status_code == 400


def test_who_writes_no_documents_brings_in_nothing(client, authority):
    auditor = someone(authority, Role.AUDITOR)
    client.force_login(auditor)
    assert client.get(reverse("reports:context-file")).status_code == 403
    sheet = read("f", in_csv(ROW).decode(), WANTED)
    with pytest.raises(PermissionDenied):
        apply_context_file(authority=authority, sheet=sheet, fingerprint="", by=auditor)
    author = someone(authority, Role.REPORT_AUTHOR)
    with pytest.raises(FileNotAsShown):
        apply_context_file(authority=authority, sheet=sheet, fingerprint="other", by=author)


def test_the_empty_file_has_the_headings(client, authority, author):
    answer = client.get(reverse("reports:context-file-empty"))
    assert next(csv.reader([answer.text])) == list(NAMES)
