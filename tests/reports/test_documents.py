"""Publishing on screen: one edition however often the form is sent, and words where it cannot be made."""

from __future__ import annotations

import pytest

from reports.models import Edition
from sufficiency.core.access import Role
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db
FORM = {"as_at": "31/3/2013", "audience": "public"}


def publish(client, **more):
    key = client.get("/documents/new/").context["key"]
    return client.post("/documents/new/", {**FORM, "key": key, **more}), key


def test_a_statement_is_published_and_shown(analyst):
    answer, _ = publish(analyst)
    edition = Edition.objects.get()
    assert answer["Location"] == f"/documents/{edition.public_id}/"
    page = analyst.get(answer["Location"])
    assert "Edition 1" in page.text
    assert edition.sha256 in page.text
    for table in page.context["tables"]:
        assert analyst.get(table["csv_href"])["Content-Type"] == "text/csv; charset=utf-8"
    assert analyst.get(f"/documents/{edition.public_id}/pdf/").content.startswith(b"%PDF")
    assert "1 edition" in analyst.get("/documents/").text
    printed = analyst.get("/indicators/cla.number/?on=2013-03-31").context["printed"]
    assert printed == [{"href": answer["Location"], "text": str(edition), "value": "11", "known": ""}]


def test_a_form_sent_twice_makes_one_edition(analyst):
    first, key = publish(analyst)
    again = analyst.post("/documents/new/", {**FORM, "key": key})
    assert again["Location"] == first["Location"]
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"as_at": "31/3/2099"}, "The date must be today or earlier"),
        ({"as_at": ""}, "Enter the day that the figures are to be of"),
        ({"as_at": "soon"}, "Enter a real date"),
        ({"as_at": "31/3/1999"}, "do not cover"),
        ({"audience": "everyone"}, "Choose who will read it"),
    ],
)
def test_what_is_wrong_is_told_at_the_field(analyst, given, message):
    answer, _ = publish(analyst, **given)
    assert answer.status_code == 200
    assert message in answer.text
    assert not Edition.objects.exists()


def test_members_see_what_is_public(analyst, council):
    publish(analyst)
    publish(analyst, audience="internal")
    member = signed_in(someone(council, Role.ELECTED_MEMBER))
    page = member.get("/documents/")
    assert "1 edition" in page.text
    assert "Publish a statement" not in page.text
