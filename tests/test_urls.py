"""What `test_access_matrix.py` cannot say of addresses: words, first pages, choosing where to work."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.models import Edition
from sufficiency.core.access import Role
from sufficiency.core.models import Authority
from sufficiency.demonstration.sign_ins import PASSWORD, make_sign_ins
from tests.factories import AuthorityFactory, MembershipFactory
from tests.people import newcomer, someone

pytestmark = pytest.mark.django_db


def client_of(authority: Authority, role: Role) -> Client:
    client = Client()
    client.force_login(someone(authority, role))
    return client


@pytest.fixture
def council() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def elsewhere() -> Authority:
    return AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")


def edition_of(authority: Authority, audience: str = Edition.Audience.PUBLIC) -> Edition:
    return Edition.objects.create(
        authority=authority,
        kind=Edition.Kind.STATEMENT,
        as_at=date(2013, 3, 31),
        audience=audience,
        number=1,
        title="Sufficiency statement at 31 March 2013",
        status=Edition.Status.ISSUED,
        made_at=timezone.now(),
        made_by=newcomer(),
        pdf=b"%PDF-1.7",
        sha256="0" * 64,
        pages=1,
    )


def test_a_refusal_says_which_action_the_role_lacks(council):
    refused = client_of(council, Role.ELECTED_MEMBER).get("/dashboard/")
    assert "see exact figures" in refused.text


def test_internal_editions_are_not_found_without_exact_figures(council):
    edition = edition_of(council, Edition.Audience.INTERNAL)
    address = reverse("reports:edition-detail", args=[edition.public_id])
    assert client_of(council, Role.ELECTED_MEMBER).get(address).status_code == 404
    assert client_of(council, Role.REPORT_AUTHOR).get(address).status_code == 200


def test_an_edition_gives_its_bytes(council):
    address = reverse("reports:edition-pdf", args=[edition_of(council).public_id])
    answer = client_of(council, Role.ELECTED_MEMBER).get(address)
    assert (answer.content, answer["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert answer["Content-Disposition"].endswith('statement-2013-03-31-edition-1.pdf"')


def test_home_of_those_with_nothing_to_open(council):
    for role in Role:
        assert client_of(council, role).get("/").status_code == 200, role
    client = Client()
    client.force_login(newcomer())
    assert "You have no role yet" in client.get("/").text
    assert client.get("/dashboard/").status_code == 403


def test_choosing_the_authority_to_work_in(council, elsewhere):
    user = newcomer()
    for authority in (council, elsewhere):
        MembershipFactory(user=user, authority=authority, role=Role.ANALYST)
    client = Client()
    client.force_login(user)
    assert {one.name for one in client.get("/authority/").context["authorities"]} == {
        "Portsmouth",
        "Southampton",
    }
    client.post("/authority/", {"authority": council.gss_code})
    assert client.get("/dashboard/").context["authority"] == council
    client.post("/authority/", {"authority": elsewhere.gss_code})
    assert client.get("/dashboard/").context["authority"] == elsewhere


def test_an_authority_where_one_holds_no_role_cannot_be_chosen(council, elsewhere):
    client = client_of(council, Role.ANALYST)
    assert client.post("/authority/", {"authority": elsewhere.gss_code}).status_code == 404
    assert client.get("/dashboard/").context["authority"] == council


def test_the_choice_leads_nowhere_outside(council):
    client = client_of(council, Role.ANALYST)
    answer = client.post("/authority/", {"authority": council.gss_code, "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_signing_out_and_in_again(council):
    client = client_of(council, Role.ANALYST)
    assert client.get("/sign-in/")["Location"] == "/"
    assert client.post("/sign-out/")["Location"] == "/signed-out/"
    assert client.get("/dashboard/").status_code == 302


def test_sign_ins_are_shown_on_a_demonstration_alone(council, settings):
    council.is_synthetic = True
    council.save()
    make_sign_ins(council)
    settings.DEMONSTRATION = False
    assert PASSWORD not in Client().get("/sign-in/").text
    settings.DEMONSTRATION = True
    assert PASSWORD in Client().get("/sign-in/").text


def test_readiness_tells_when_the_database_is_away(monkeypatch):
    def away(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", away)
    assert Client().get("/readyz").status_code == 503
    assert Client().get("/healthz").status_code == 200


@pytest.mark.parametrize("role", Role)
def test_seven_links_at_most_beside_admin(council, role):
    client = client_of(council, role)
    page = client.get("/admin/")
    shown, under = page.context["navigation"], page.context["admin"]
    assert len([one for one in shown if one["text"] != "Admin"]) in range(1, 8)
    assert (shown[-1]["text"] == "Admin") == bool(under)
    for one in [*shown, *under]:
        assert client.get(one["href"]).status_code == 200, one
        assert f'href="{one["href"]}"' in page.text
    # Wherever one is under Admin, Admin is marked.
    for one in under:
        assert client.get(one["href"]).context["navigation"][-1]["active"], one


def test_what_a_manager_decides_is_under_admin(council):
    page = client_of(council, Role.PLACEMENT_MANAGER).get("/admin/")
    assert [one["text"] for one in page.context["navigation"]] == [
        *("Work", "Children", "Homes", "Young people", "Dashboard", "Forecast", "Publish", "Admin"),
    ]
    assert [one["text"] for one in page.context["admin"]] == [
        *("Indicators", "Returns", "Reconciliation", "DfE match", "Conflicts", "Access"),
        *("Confirm access", "Retention"),
    ]
