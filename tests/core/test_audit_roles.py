"""The list of access by role: who holds what on the day, given by whom, and what each role opens."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent, Membership, SecondFactor
from tests.factories import AuthorityFactory, UserFactory
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db
ADDRESS = "/audit/roles/"


@pytest.fixture
def auditor(here):
    return signed_in(someone(here, Role.AUDITOR))


def held(client, **asked) -> set[tuple[str, str]]:
    return {
        (row.record.user.username, row.record.role)
        for row in client.get(ADDRESS, asked).context["table"].rows
    }


def hold(here, role: Role, *, since: date | None = None, until: date | None = None) -> Membership:
    return Membership.objects.create(user=UserFactory(), authority=here, role=role, dates=(since, until))


def test_by_the_day_and_by_role(here, auditor):
    today = timezone.localdate()
    officer = hold(here, Role.PLACEMENT_OFFICER)
    gone = hold(here, Role.PLACEMENT_OFFICER, until=today)
    comes = hold(here, Role.ANALYST, since=today + timedelta(days=1))
    last_day = hold(here, Role.ANALYST, until=today + timedelta(days=1))
    hold(AuthorityFactory(gss_code="E06000044", name="Portsmouth"), Role.PLACEMENT_OFFICER)
    own = {one for one in held(auditor) if one[1] == Role.AUDITOR}
    assert len(own) == 1
    assert held(auditor) - own == {
        (officer.user.username, Role.PLACEMENT_OFFICER),
        (last_day.user.username, Role.ANALYST),
    }
    assert held(auditor, role=Role.ANALYST) == {(last_day.user.username, Role.ANALYST)}
    assert held(auditor, when="ended") == {(gone.user.username, Role.PLACEMENT_OFFICER)}
    assert held(auditor, when="later") == {(comes.user.username, Role.ANALYST)}
    assert held(auditor, when="ended", role=Role.ANALYST) == set()


def test_a_filter_that_is_none_is_said(auditor):
    assert "There is a problem" in auditor.get(ADDRESS, {"role": "nonsense"}).text


def test_who_gave_it_and_what_the_account_is_opened_with(here, auditor):
    one = hold(here, Role.PLACEMENT_MANAGER)
    giver = UserFactory(first_name="Giver", last_name="Ofroles")
    Membership.objects.filter(pk=one.pk).update(granted_by=giver)
    rows = {
        row["User name"]: row
        for row in csv.DictReader(io.StringIO(auditor.get(ADDRESS, {"format": "csv"}).text.lstrip("\ufeff")))
    }
    assert rows[one.user.username]["Given by"] == "Giver Ofroles"
    assert rows[one.user.username]["Second factor"] == "none yet"
    SecondFactor.objects.create(user=one.user, sealed_secret="sealed", confirmed_at=timezone.now())
    one.user.is_active = False
    one.user.save()
    rows = {
        row["User name"]: row
        for row in csv.DictReader(io.StringIO(auditor.get(ADDRESS, {"format": "csv"}).text.lstrip("\ufeff")))
    }
    assert (rows[one.user.username]["Second factor"], rows[one.user.username]["Account"]) == (
        "app",
        "disabled",
    )


def test_what_a_role_opens_is_the_permission_table(here, auditor):
    hold(here, Role.SOCIAL_WORKER)
    opens = {one["role"]: one for one in auditor.get(ADDRESS).context["opens"]}
    assert len(opens) == len(Role)
    worker, auditors = opens["Social worker"], opens["Auditor"]
    assert (worker["people"], opens["Finance officer"]["people"]) == (1, 0)
    assert "See children's records, of those allocated alone" in worker["may"]
    assert "Log, move and end placements" not in worker["may"]
    assert "Read the audit trail" in auditors["may"]
    assert not any("children" in may for may in auditors["may"])


def test_reading_and_taking_it_are_events(auditor):
    auditor.get(ADDRESS, {"role": Role.AUDITOR})
    auditor.get(ADDRESS, {"format": "csv"})
    read, taken = AuditEvent.objects.order_by("pk")
    assert (read.action, read.facts) == ("saw list of roles", {"filters": ["role"]})
    assert (taken.action, taken.facts["rows"]) == ("exported list of roles", 1)
