"""T-AUTH: accounts and roles. Two people for what opens records; duties apart; nobody their own; all audited."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sufficiency.core.access import NOT_TOGETHER, Action, Role, may, opens_records
from sufficiency.core.models import (
    AccessRequest,
    AuditEvent,
    ExternalIdentity,
    Membership,
    SecondFactor,
    User,
)
from sufficiency.core.people import actions, refusals
from tests.core.sign_in_helpers import PASSWORD, give_password, with_app
from tests.factories import AuthorityFactory, MembershipFactory, UserFactory
from tests.people import newcomer, signed_in, someone

pytestmark = pytest.mark.django_db
ALWAYS = actions.days(None, None)


@pytest.fixture
def council():
    return AuthorityFactory()


@pytest.fixture
def elsewhere():
    return AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")


@pytest.fixture
def sandy(council):
    return someone(council, Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def max_(council):
    return someone(council, Role.PLACEMENT_MANAGER)


def add(council, by, role=Role.ELECTED_MEMBER, dates=ALWAYS, username="new.person") -> User:
    return actions.add_person(
        username=username,
        first_name="Nia",
        last_name="New",
        authority=council,
        role=role,
        dates=dates,
        by=by,
    )


def send(client: Client, name: str, *args: object, **fields: str):
    return client.post(reverse(f"people:{name}", args=args), {"key": str(uuid.uuid4()), **fields})


@pytest.mark.parametrize("role", Role)
def test_roles_that_open_records_wait_for_a_second_person(council, sandy, max_, role):
    person = add(council, sandy, role)
    held = Membership.objects.filter(user=person, role=role).exists()
    assert held is not opens_records(role)
    if opens_records(role):
        request = AccessRequest.objects.get(user=person)
        with pytest.raises(PermissionDenied):
            actions.decide(request=request, confirmed=True, by=sandy)
        actions.decide(request=request, confirmed=True, by=max_)
        assert Membership.objects.get(user=person).granted_by == max_
        with pytest.raises(refusals.AlreadyDecided):
            actions.decide(request=request, confirmed=False, by=max_)


def test_every_role_that_sees_children_or_young_people_opens_records():
    assert {role for role in Role if not opens_records(role)} == {
        Role.CONTRACTS_OFFICER,
        Role.FINANCE_OFFICER,
        Role.REPORT_AUTHOR,
        Role.ELECTED_MEMBER,
        Role.SYSTEM_ADMINISTRATOR,
        Role.AUDITOR,
    }


def test_nobody_confirms_what_they_asked_or_what_is_about_them(council, sandy, max_):
    # The application's own guard stands in front; here the database is asked directly.
    request = actions.give_role(person=max_, authority=council, role=Role.ANALYST, dates=ALWAYS, by=sandy)
    with pytest.raises(refusals.SecondPersonNeeded):
        actions.decide(request=request, confirmed=True, by=max_)
    for second in (max_, sandy):
        with pytest.raises(IntegrityError, match="decided_by_a_second_person"), transaction.atomic():
            AccessRequest.objects.update(decision="confirmed", decided_by=second, decided_at=timezone.now())


def test_a_refused_request_opens_nothing(council, sandy, max_):
    person = add(council, sandy, Role.ANALYST)
    actions.decide(request=AccessRequest.objects.get(), confirmed=False, by=max_)
    assert not person.memberships.exists()


@pytest.mark.parametrize("first", Role)
@pytest.mark.parametrize("second", Role)
def test_the_database_keeps_apart_what_the_table_keeps_apart(council, first, second):
    apart = any((first in a and second in b) or (second in a and first in b) for a, b in NOT_TOGETHER)
    person = newcomer()
    today = timezone.localdate()
    Membership.objects.create(user=person, authority=council, role=first, dates=(today, today + timedelta(9)))
    later = {"user": person, "authority": council, "role": second}
    if first == second:
        return
    if not apart:
        Membership.objects.create(**later, dates=(today + timedelta(8), None))
        return
    with pytest.raises(IntegrityError, match="duties_kept_apart"), transaction.atomic():
        Membership.objects.create(**later, dates=(today + timedelta(8), None))
    Membership.objects.create(**later, dates=(today + timedelta(9), None))


def test_duties_kept_apart_are_refused_in_words(council, sandy):
    auditor = someone(council, Role.AUDITOR)
    answer = send(
        signed_in(sandy), "role-new", auditor.public_id, role=Role.REPORT_AUTHOR.value, first_day="1/4/2026"
    )
    assert "nobody may be report author at the same time" in answer.text
    assert auditor.memberships.count() == 1


def test_the_duties_are_looked_at_again_when_the_request_is_confirmed(council, sandy, max_):
    person = add(council, sandy, Role.ANALYST)
    Membership.objects.create(user=person, authority=council, role=Role.AUDITOR)
    with pytest.raises(refusals.DutiesKeptApart):
        actions.decide(request=AccessRequest.objects.get(), confirmed=True, by=max_)
    assert not AccessRequest.objects.exclude(decision="").exists()


@pytest.mark.parametrize(("first", "last", "open_today"), [(0, 0, True), (-9, -1, False), (1, None, False)])
def test_a_role_opens_what_it_opens_on_its_days_alone(council, sandy, first, last, open_today):
    today = timezone.localdate()
    dates = actions.days(today + timedelta(first), None if last is None else today + timedelta(last))
    person = add(council, sandy, Role.REPORT_AUTHOR, dates)
    assert may(person, Action.WRITE_DOCUMENTS, council) is open_today


def test_taking_a_role_signs_the_person_out_everywhere(council, sandy):
    person = someone(council, Role.REPORT_AUTHOR)
    devices = [signed_in(person), signed_in(person)]
    assert [device.get("/documents/").status_code for device in devices] == [200, 200]
    answer = send(signed_in(sandy), "role-end", person.public_id, Role.REPORT_AUTHOR.value)
    assert answer.status_code == 302
    assert [device.get("/documents/").status_code for device in devices] == [302, 302]
    assert not person.memberships.exists()
    kept = apps.get_model("core.MembershipEvent").objects.get()
    assert (kept.user_id, kept.role) == (person.pk, Role.REPORT_AUTHOR)


def test_disabling_signs_out_for_good_even_when_enabled_again(council, sandy):
    person = someone(council, Role.REPORT_AUTHOR)
    device = signed_in(person)
    assert device.get("/documents/").status_code == 200
    send(signed_in(sandy), "disable", person.public_id)
    send(signed_in(sandy), "enable", person.public_id)
    assert User.objects.get(pk=person.pk).is_active
    assert device.get("/documents/").status_code == 302


@pytest.mark.parametrize("name", ["disable", "enable", "password-link", "remove-app"])
def test_nobody_does_it_to_their_own_account(council, sandy, name):
    with_app(sandy)
    answer = signed_in(sandy).post(
        reverse(f"people:{name}", args=[sandy.public_id]), {"key": str(uuid.uuid4())}, follow=True
    )
    assert "This is your own account" in answer.text
    assert "/choose-password/" not in answer.text
    assert SecondFactor.objects.filter(user=sandy).exists()
    with pytest.raises(refusals.NotYourOwnAccount):
        actions.give_role(person=sandy, authority=council, role=Role.AUDITOR, dates=ALWAYS, by=sandy)


def test_an_administrator_alone_cannot_get_into_an_account_that_opens_records(council, sandy, max_, settings):
    settings.OPENID = {**settings.OPENID, "issuer": "https://identity.example"}
    analyst = someone(council, Role.ANALYST)
    with_app(analyst)
    client = signed_in(sandy)
    send(client, "remove-app", analyst.public_id)
    send(client, "identity", analyst.public_id, subject="administrators-own")
    assert SecondFactor.objects.filter(user=analyst).exists()
    assert not ExternalIdentity.objects.exists()
    for request in AccessRequest.objects.all():
        actions.decide(request=request, confirmed=True, by=max_)
    assert not SecondFactor.objects.filter(user=analyst).exists()
    assert ExternalIdentity.objects.get().subject == "administrators-own"


def test_a_password_link_of_an_account_that_opens_records_needs_its_app_or_a_manager(council, sandy, max_):
    analyst = someone(council, Role.ANALYST)
    client, address = signed_in(sandy), reverse("people:password-link", args=[analyst.public_id])
    for _ in range(2):
        assert "/choose-password/" not in client.post(address, follow=True).text
    request = AccessRequest.objects.get(user=analyst)
    page = signed_in(max_).get(reverse("people:request", args=[request.public_id])).text
    assert "no authenticator app yet; never signed in" in page
    actions.decide(request=request, confirmed=True, by=max_)
    assert "/choose-password/" in client.post(address).text
    AccessRequest.objects.update(decided_at=timezone.now() - timedelta(days=1))
    assert "/choose-password/" not in client.post(address, follow=True).text
    with_app(analyst)
    assert "/choose-password/" in client.post(address).text


def test_an_account_that_opens_no_record_is_changed_at_once(council, sandy):
    member = someone(council, Role.ELECTED_MEMBER)
    with_app(member)
    send(signed_in(sandy), "remove-app", member.public_id)
    assert not SecondFactor.objects.filter(user=member).exists()


def test_a_password_link_works_once(council, sandy):
    person = UserFactory(password=PASSWORD)
    MembershipFactory(user=person, authority=council, role=Role.ELECTED_MEMBER)
    shown = signed_in(sandy).post(reverse("people:password-link", args=[person.public_id]))
    link = shown.context["link"]
    stranger = Client()
    for refused in ("password1234", "1234567890123", "short"):
        answer = stranger.post(link, {"password": refused, "again": refused})
        assert answer.status_code == 200
    assert "differ" in stranger.post(link, {"password": "four words go here", "again": "others"}).text
    chosen = {"password": "four words go here", "again": "four words go here"}
    assert stranger.post(link, chosen)["Location"] == "/sign-in/"
    assert give_password(Client(), person, "four words go here").status_code == 302
    for spent in (stranger.get(link), stranger.post(link, chosen)):
        assert spent.status_code == 410
        assert "spent" in spent.text


@pytest.mark.parametrize("change", ["disabled", "sessions ended", "signed in", "a day later", "another's"])
def test_a_password_link_dies(council, sandy, change, settings):
    person = UserFactory(password=PASSWORD)
    MembershipFactory(user=person, authority=council, role=Role.ELECTED_MEMBER)
    link = signed_in(sandy).post(reverse("people:password-link", args=[person.public_id])).context["link"]
    if change == "disabled":
        actions.disable(person=person, authority=council, by=sandy)
    elif change == "sessions ended":
        User.objects.filter(pk=person.pk).update(sessions_ended=1)
    elif change == "signed in":
        give_password(Client(), person)
    elif change == "a day later":
        settings.PASSWORD_RESET_TIMEOUT = -1
    else:
        link = link.replace(str(person.public_id), str(sandy.public_id))
    assert Client().get(link).status_code == 410


def test_people_of_another_authority_are_not_found(council, elsewhere, sandy):
    stranger = someone(elsewhere, Role.ELECTED_MEMBER)
    client = signed_in(sandy)
    assert stranger.username not in client.get("/people/").text
    for name in ("person", "role-new", "disable", "password-link", "remove-app", "identity"):
        assert client.get(reverse(f"people:{name}", args=[stranger.public_id])).status_code == 404, name
    request = actions.give_role(
        person=newcomer(),
        authority=elsewhere,
        role=Role.ANALYST,
        dates=ALWAYS,
        by=someone(elsewhere, Role.SYSTEM_ADMINISTRATOR),
    )
    manager = signed_in(someone(council, Role.PLACEMENT_MANAGER))
    assert manager.get(reverse("people:request", args=[request.public_id])).status_code == 404


@pytest.mark.parametrize("role", Role)
def test_who_may_open_the_pages(council, role):
    client = signed_in(someone(council, role))
    person = newcomer()
    for name, action in (("person-list", Action.MANAGE_USERS), ("request-list", Action.CONFIRM_ACCESS)):
        expected = 200 if may(User.objects.get(pk=client.session["_auth_user_id"]), action, council) else 403
        assert client.get(reverse(f"people:{name}")).status_code == expected, name
    if role is not Role.SYSTEM_ADMINISTRATOR:
        assert send(client, "disable", person.public_id).status_code == 403


def test_adding_somebody_by_the_form_once_however_often_it_is_sent(council, sandy):
    client = signed_in(sandy)
    fields = {
        "key": str(uuid.uuid4()),
        "first_name": "Nia",
        "last_name": "New",
        "username": "nia.new",
        "role": Role.FINANCE_OFFICER.value,
        "first_day": "1/4/2026",
        "last_day": "30/6/2026",
    }
    address = reverse("people:person-new")
    first, second = client.post(address, fields), client.post(address, fields)
    assert first["Location"] == second["Location"]
    held = Membership.objects.get(user__username="nia.new")
    assert (held.dates.lower, held.dates.upper) == (date(2026, 4, 1), date(2026, 7, 1))
    assert "from 1 April 2026 to 30 June 2026" in client.get(first["Location"]).text
    taken = client.post(address, {**fields, "key": str(uuid.uuid4()), "username": "NIA.new"})
    assert "signs in with that user name already" in taken.text
    wrong = client.post(address, {**fields, "key": str(uuid.uuid4()), "last_day": "1/3/2026"})
    assert "The last day must be the first day or later" in wrong.text


def test_a_manager_confirms_on_the_page(council, sandy, max_):
    person = add(council, sandy, Role.ANALYST)
    manager = signed_in(max_)
    assert str(person) in manager.get("/people/requests/").text
    request = AccessRequest.objects.get()
    answer = send(manager, "request", request.public_id, decision="confirm")
    assert answer["Location"] == "/people/requests/"
    assert may(person, Action.SEE_CHILDREN, council)


def test_all_of_it_is_audited_without_a_name(council, sandy, max_):
    person = add(council, sandy, Role.ANALYST)
    actions.decide(request=AccessRequest.objects.get(), confirmed=True, by=max_)
    actions.take_role(membership=person.memberships.get(), by=sandy)
    actions.disable(person=person, authority=council, by=sandy)
    actions.enable(person=person, authority=council, by=sandy)
    actions.allow_new_password(person=person, authority=council, by=sandy)
    done = {"add person", "ask for access", "confirmed access", "grant role", "take role"}
    done |= {"disable account", "enable account", "make password link"}
    events = AuditEvent.objects.all()
    assert {event.action for event in events} == done
    assert not any("Nia" in str(event.facts) or "new.person" in str(event.facts) for event in events)


def test_the_list_asks_as_much_of_ten_people_as_of_a_hundred(council, sandy):
    counted = []
    for people in (10, 90):
        for _ in range(people):
            someone(council, Role.ELECTED_MEMBER)
        client = signed_in(sandy)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/people/?name=robin&role=elected_member&state=active").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert counted[0] <= 16


def test_the_command_refuses_duties_kept_apart_too(council):
    member = someone(council, Role.ELECTED_MEMBER)
    for roles in ([Role.SYSTEM_ADMINISTRATOR], [Role.ANALYST, Role.AUDITOR]):
        named = [f"--role={role.value}" for role in roles]
        with pytest.raises(CommandError, match="to different people"):
            call_command("add_user", member.username, f"--authority={council.gss_code}", *named)
    assert member.memberships.count() == 1


def test_a_role_without_an_end_is_not_given_the_last_day_of_all(council, sandy):
    client = signed_in(sandy)
    person = someone(council, Role.ANALYST)
    User.objects.filter(pk=person.pk).update(kept_by=council)
    answer = send(
        client,
        "role-new",
        person.public_id,
        role="report_author",
        first_day="1/4/2026",
        last_day="31/12/9999",
    )
    assert "Leave the last day empty if no end is known" in answer.text
