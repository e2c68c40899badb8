"""Every address: refuses strangers, refuses roles without the action, never shows another authority's."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from reports.models import Edition
from sufficiency.core.access import Action, Role, roles_allowed
from sufficiency.core.models import Authority
from sufficiency.demonstration.sign_ins import PASSWORD, make_sign_ins
from tests.factories import AuthorityFactory, MembershipFactory
from tests.people import newcomer, someone

pytestmark = pytest.mark.django_db

OPEN_TO_STRANGERS = {"sign-in", "signed-out", "accessibility", "healthz", "readyz"}
# Without an action of their own: they show no record and no figure.
OPEN_TO_ALL_WHO_SIGN_IN = {"home", "sign-out", "authority-choice", "reports:definition-list"}
KEY = {"key": "cla.number"}
# Of each page of the reports: what it needs, and what stands in its address.
REPORTS: dict[str, tuple[Action, dict[str, str]]] = {
    "reports:dashboard": (Action.SEE_FIGURES, {}),
    "reports:measurement-csv": (Action.SEE_FIGURES, {}),
    "reports:indicator-list": (Action.SEE_FIGURES, {}),
    "reports:indicator-detail": (Action.SEE_FIGURES, KEY),
    "reports:indicator-csv": (Action.SEE_FIGURES, KEY),
    "reports:indicator-children": (Action.SEE_CHILDREN, KEY),
    "reports:comparison": (Action.SEE_FIGURES, {}),
    "reports:conflict-list": (Action.SEE_CONFLICTS, {}),
    "reports:edition-list": (Action.SEE_DOCUMENTS, {}),
    "reports:edition-new": (Action.WRITE_DOCUMENTS, {}),
}
# Likewise of running the service.
OPERATIONS: dict[str, tuple[Action, dict[str, str]]] = {
    "operations:settings": (Action.SEE_SETTINGS, {}),
    "operations:health": (Action.SEE_SETTINGS, {}),
    "operations:due-list": (Action.KEEP_RETENTION, {}),
    "operations:rule-list": (Action.KEEP_RETENTION, {}),
    "operations:hold-list": (Action.KEEP_RETENTION, {}),
    "operations:hold-new": (Action.KEEP_RETENTION, {}),
}
# Of a record of one authority, or a form without a page: `tests/operations` tells of each.
OPERATIONS_ON_A_RECORD = {
    "operations:propose",
    "operations:proposal-detail",
    "operations:certificate-detail",
    "operations:certificate-ids",
    "operations:hold-release",
}
OF_AN_EDITION = {
    "reports:edition-detail": {},
    "reports:edition-pdf": {},
    "reports:edition-table": {"identifier": "table-1"},
}


def every_address(resolver=None, names: tuple[str, ...] = ()) -> Iterator[tuple[str, dict[str, object]]]:
    """The name of each URL and something for each part of its address."""
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLResolver):
            yield from every_address(part, (*names, part.namespace) if part.namespace else names)
        elif isinstance(part, URLPattern):
            kinds = {"UUIDConverter": uuid.uuid4(), "IntConverter": 2013, "SlugConverter": "table-1"}
            parts = {
                name: kinds.get(type(converter).__name__, "cla.number")
                for name, converter in part.pattern.converters.items()
            }
            yield ":".join((*names, part.name or "")), parts


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


def test_every_address_has_a_name():
    assert [name for name, _ in every_address() if name.endswith(":") or not name] == []


def test_strangers_are_sent_to_sign_in():
    for name, parts in every_address():
        if name in OPEN_TO_STRANGERS:
            continue
        for method in ("get", "post"):
            answer = getattr(Client(), method)(reverse(name, kwargs=parts))
            assert answer.status_code == 302, (name, method)
            assert answer["Location"].startswith("/sign-in/"), (name, method)


def test_pages_for_strangers_are_open():
    for name in OPEN_TO_STRANGERS:
        assert Client().get(reverse(name)).status_code == 200, name


def test_every_page_of_the_reports_is_in_the_table():
    names = {name for name, _ in every_address() if name.startswith("reports:")}
    assert names == {*REPORTS, *OF_AN_EDITION, "reports:definition-list"}


def test_every_page_of_running_the_service_is_in_the_table():
    names = {name for name, _ in every_address() if name.startswith("operations:")}
    assert names == {*OPERATIONS, *OPERATIONS_ON_A_RECORD}


@pytest.mark.parametrize("name", [*REPORTS, *OPERATIONS])
def test_roles_may_open_what_they_need_and_no_more(council, name):
    action, parts = (REPORTS | OPERATIONS)[name]
    needed = [set(roles_allowed(action))]
    if action is Action.SEE_CHILDREN:
        needed.append(set(roles_allowed(Action.SEE_FIGURES)))
    for role in Role:
        status = client_of(council, role).get(reverse(name, kwargs=parts)).status_code
        assert status == (200 if all(role in roles for roles in needed) else 403), role


def test_a_refusal_says_which_action_the_role_lacks(council):
    refused = client_of(council, Role.ELECTED_MEMBER).get("/dashboard/")
    assert "see exact figures" in refused.text


@pytest.mark.parametrize("name", OF_AN_EDITION)
def test_editions_of_another_authority_are_not_found(council, elsewhere, name):
    address = reverse(name, kwargs={"public_id": edition_of(elsewhere).public_id, **OF_AN_EDITION[name]})
    assert client_of(council, Role.ANALYST).get(address).status_code == 404


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


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.ANALYST, "/dashboard/"),
        (Role.PLACEMENT_MANAGER, "/dashboard/"),
        (Role.AUDITOR, "/conflicts/"),
        (Role.ELECTED_MEMBER, "/documents/"),
        (Role.SOCIAL_WORKER, "/documents/"),
    ],
)
def test_home_leads_to_the_first_page_of_the_role(council, role, page):
    assert client_of(council, role).get("/")["Location"] == page


def test_home_of_those_with_nothing_to_open(council):
    assert "has no pages here" in client_of(council, Role.SYSTEM_ADMINISTRATOR).get("/").text
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
