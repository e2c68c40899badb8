"""A hidden count is printed only when a second person agrees, and nothing else comes out with it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from reports import actions
from reports.models import DisclosureOverride, DocumentTemplate, Draft, TemplateSection
from reports.writing.fingerprint import fingerprint
from reports.writing.of_draft import composed
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.indicators.protected import HiddenCell
from tests.people import someone
from tests.reports.conftest import AS_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst_who_writes(council):
    return someone(council, Role.ANALYST)


@pytest.fixture
def draft(council, analyst_who_writes) -> Draft:
    template = DocumentTemplate.objects.create(
        identifier="short", name="Short statement", kind="statement", title="Our homes for children"
    )
    TemplateSection.objects.create(
        template=template, key="numbers", order=1, title="Numbers", text="[[table: placements]]", level=1
    )
    return actions.begin_draft(
        authority=council, template=template, as_at=AS_AT, audience="public", by=analyst_who_writes
    )


def small_ones(draft: Draft) -> list[HiddenCell]:
    hidden = composed(draft, today=AS_AT).protected.hidden
    return [one for one in hidden if one.is_small and one.cell.as_at == AS_AT]


def test_a_count_is_printed_when_another_agrees(draft, council, analyst_who_writes):
    cell = small_ones(draft)[0].cell
    before = fingerprint(draft)
    made = actions.ask_override(
        draft=draft, cell=cell, reason="All are siblings abroad", by=analyst_who_writes
    )
    assert cell in {one.cell for one in small_ones(draft)}
    director = someone(council, Role.DIRECTOR)
    actions.agree_override(override=made, by=director)
    assert cell not in {one.cell for one in small_ones(draft)}
    # What was cleared before is no longer what would be printed.
    assert fingerprint(draft) != before
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {
        "ask to print a hidden count",
        "agree to print a hidden count",
    }
    actions.withdraw_override(override=made, by=analyst_who_writes)
    assert cell in {one.cell for one in small_ones(draft)}
    with pytest.raises(actions.NotReady, match="taken back"):
        actions.agree_override(override=made, by=director)


def test_nobody_agrees_to_what_they_asked(draft, council, analyst_who_writes):
    cell = small_ones(draft)[0].cell
    both = someone(council, Role.DIRECTOR)
    both.memberships.create(authority=council, role=Role.ANALYST)
    made = actions.ask_override(draft=draft, cell=cell, reason="Why not", by=both)
    with pytest.raises(PermissionDenied, match="Nobody agrees to what they asked for"):
        actions.agree_override(override=made, by=both)
    with pytest.raises(PermissionDenied):
        actions.agree_override(override=made, by=analyst_who_writes)
    with pytest.raises(IntegrityError, match="override_agreed_by_another"), transaction.atomic():
        DisclosureOverride.objects.update(agreed_by=both, agreed_at=timezone.now())


def test_it_needs_a_reason_and_an_open_draft(draft, council, analyst_who_writes):
    cell = small_ones(draft)[0].cell
    with pytest.raises(actions.NotReady, match="no reason"):
        actions.ask_override(draft=draft, cell=cell, reason=" ", by=analyst_who_writes)
    Draft.objects.filter(pk=draft.pk).update(status="approved", approved_by=someone(council, Role.DIRECTOR))
    with pytest.raises(actions.NotReady, match="stands still"):
        actions.ask_override(draft=draft, cell=cell, reason="Why not", by=analyst_who_writes)
