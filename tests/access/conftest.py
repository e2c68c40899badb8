"""Mara and Dora decide, Olive works with children, Sam is a social worker, Audrey audits, Charlie is elsewhere."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone

from placements.models import Child, RestrictedGrant
from sufficiency.core.access import Role
from sufficiency.core.models import User
from tests.factories import AuthorityFactory, ChildFactory
from tests.people import someone


@pytest.fixture
def child(here) -> Child:
    return ChildFactory(authority=here, number="K1", date_of_birth=date(2014, 5, 1))


@pytest.fixture
def cast(here) -> SimpleNamespace:
    return SimpleNamespace(
        mara=someone(here, Role.PLACEMENT_MANAGER),
        dora=someone(here, Role.DIRECTOR),
        other_manager=someone(here, Role.PLACEMENT_MANAGER),
        olive=someone(here, Role.PLACEMENT_OFFICER),
        duty=someone(here, Role.EMERGENCY_DUTY),
        sam=someone(here, Role.SOCIAL_WORKER),
        audrey=someone(here, Role.AUDITOR),
        charlie=someone(AuthorityFactory(gss_code="E06000044", name="Portsmouth"), Role.PLACEMENT_MANAGER),
    )


def sees(user: User, child: Child) -> bool:
    return Child.objects.visible_to(user).filter(pk=child.pk).exists()


def restrict(child: Child, *people: User) -> None:
    """Restricted, with these people on the list."""
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    child.is_restricted = True
    for one in people:
        RestrictedGrant.objects.create(
            child=child, user=one, expires_on=timezone.localdate(), granted_by=people[0]
        )


def key() -> str:
    return str(uuid4())
