"""Alice is the analyst, Olive the placement officer, Sam a social worker, Charlie must see nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from placements.models import Allocation, Child, PeriodOfCare, RestrictedGrant
from sufficiency.core.access import PERMISSIONS, Action, Reach, Role, may, require
from sufficiency.core.models import Authority, Membership, User
from sufficiency.core.system_user import system_user
from tests.factories import AuthorityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(here):
    return Child.objects.create(authority=here, number="1", date_of_birth=date(2015, 5, 1))


def someone(name: str, role: Role, authority: Authority) -> User:
    user = User.objects.create_user(name)
    Membership.objects.create(user=user, authority=authority, role=role)
    return user


def sees(user, child) -> bool:
    return Child.objects.visible_to(user).filter(pk=child.pk).exists()


@pytest.mark.parametrize("role", Role)
def test_who_sees_a_child_is_what_the_table_says(here, child, role):
    reach = PERMISSIONS[Action.SEE_CHILDREN].get(role, Reach.NONE)
    assert sees(someone("someone", role, here), child) is (reach is Reach.AUTHORITY)


@pytest.mark.parametrize("role", Role)
def test_nobody_sees_another_authority_s_child(here, child, role):
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth")
    assert not sees(someone("charlie", role, elsewhere), child)


def test_a_worker_sees_a_child_while_allocated(here, child):
    sam = someone("sam", Role.SOCIAL_WORKER, here)
    today = timezone.localdate()
    ended = Allocation.objects.create(child=child, worker=sam, dates=(today - timedelta(9), today))
    assert not sees(sam, child)
    ended.dates = (today - timedelta(9), None)
    ended.save()
    assert sees(sam, child)
    assert not Child.objects.visible_to(someone("other", Role.SOCIAL_WORKER, here)).exists()


def test_a_restricted_record_opens_to_its_list_alone(here, child):
    olive = someone("olive", Role.PLACEMENT_OFFICER, here)
    alice = someone("alice", Role.ANALYST, here)
    Child.objects.update(is_restricted=True)
    assert not sees(olive, child)
    today = timezone.localdate()
    grant = RestrictedGrant.objects.create(child=child, user=olive, expires_on=today, granted_by=alice)
    assert sees(olive, child)
    assert not sees(alice, child)
    grant.expires_on = today - timedelta(1)
    grant.save()
    assert not sees(olive, child)


def test_the_list_does_not_widen_a_role(here, child):
    author = someone("author", Role.REPORT_AUTHOR, here)
    Child.objects.update(is_restricted=True)
    RestrictedGrant.objects.create(
        child=child, user=author, expires_on=timezone.localdate(), granted_by=author
    )
    assert not sees(author, child)


def test_spells_are_seen_with_their_child(here, child):
    PeriodOfCare.objects.create(child=child, kind="looked_after", dates=(date(2020, 1, 1), None))
    assert PeriodOfCare.objects.visible_to(someone("olive", Role.PLACEMENT_OFFICER, here)).count() == 1
    assert PeriodOfCare.objects.visible_to(someone("member", Role.ELECTED_MEMBER, here)).count() == 0


def test_those_not_signed_in_or_switched_off_see_nothing(here, child):
    assert not sees(AnonymousUser(), child)
    olive = someone("olive", Role.PLACEMENT_OFFICER, here)
    olive.is_active = False
    olive.save()
    assert not sees(olive, child)


def test_the_system_administrator_and_the_auditor_see_no_child():
    for role in (Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR, Role.ELECTED_MEMBER):
        assert role not in PERMISSIONS[Action.SEE_CHILDREN]


def test_a_superuser_flag_opens_nothing(here, child):
    assert not sees(User.objects.create_superuser("root-like"), child)


def test_a_refusal_says_what_the_role_lacks(here):
    member = someone("member", Role.ELECTED_MEMBER, here)
    assert not may(member, Action.LOAD_RETURNS, here)
    with pytest.raises(PermissionDenied, match="load and undo returns"):
        require(member, Action.LOAD_RETURNS, here)
    require(system_user("tests"), Action.LOAD_RETURNS, here)
