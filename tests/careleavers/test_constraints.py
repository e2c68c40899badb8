"""What must never be is refused by the database, whoever writes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from careleavers.actions import log_contact, name_adviser, record_accommodation
from careleavers.models import (
    Accommodation,
    Activity,
    Contact,
    Document,
    LeavingCareRecord,
    PersonalAdviser,
    PersonToRing,
    PlanReview,
)
from sufficiency.core.stale import StaleEdit
from tests.careleavers.people import DAY, adviser_of, council, former_relevant, manager_of

pytestmark = pytest.mark.django_db

SINCE = DateRange(date(2025, 1, 1), None)
GOOD = {
    Accommodation: {"kind": "U", "dates": SINCE, "is_suitable": True},
    Activity: {"kind": "F2", "dates": SINCE},
    Contact: {"kind": "visit", "outcome": "seen", "on": DAY},
    PlanReview: {"step": "made", "on": DAY},
    Document: {"kind": "passport", "state": "held", "expires_on": DAY},
    PersonToRing: {"relation": "family", "name": "Made Up", "telephone": "07700 900123"},
}


def make(model, person, by, **changes):
    more = {"by": by} if model is Contact else {}
    return model.objects.create(child_id=person.pk, entered_by=by, **more, **{**GOOD[model], **changes})


@pytest.mark.parametrize("model", GOOD)
def test_what_is_right_is_taken_and_its_history_is_kept(model):
    authority = council()
    person, by = former_relevant(authority), manager_of(authority)
    one = make(model, person, by)
    model.objects.filter(pk=one.pk).delete()
    assert (
        one._meta.model._default_manager.model.pgh_event_model.objects.filter(pgh_obj_id=one.pk).count() == 1
    )


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Accommodation, {"kind": "S", "is_suitable": True}),
        (Accommodation, {"kind": "X", "is_suitable": None}),
        (Accommodation, {"kind": "G", "is_suitable": True}),
        (Accommodation, {"is_suitable": False, "why": ""}),
        (Accommodation, {"kind": "Q"}),
        (Accommodation, {"dates": DateRange(None, None)}),
        (Activity, {"kind": "F3"}),
        (Contact, {"kind": "phone", "outcome": "seen"}),
        (Contact, {"outcome": "perhaps"}),
        (PlanReview, {"next_on": DAY}),
        (Document, {"state": "missing"}),
        (PersonToRing, {"name": ""}),
        (PersonToRing, {"telephone": ""}),
    ],
)
def test_what_must_never_be_is_refused(model, changes):
    authority = council()
    person, by = former_relevant(authority), manager_of(authority)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(model, person, by, **changes)


@pytest.mark.parametrize("model", [Accommodation, Activity, PlanReview, Document])
def test_no_two_at_a_time(model):
    authority = council()
    person, by = former_relevant(authority), manager_of(authority)
    make(model, person, by)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(model, person, by)


def test_a_category_is_said_whole_or_not_at_all():
    person = former_relevant(council())
    with pytest.raises(IntegrityError), transaction.atomic():
        LeavingCareRecord.objects.create(child_id=person.pk, category="eligible")


def test_the_version_guards_the_whole_record():
    """A home recorded after the page was shown makes a later appointment stale, and nothing is half done."""
    authority = council()
    person, manager = former_relevant(authority), manager_of(authority)
    adviser = adviser_of(authority)
    given = {"on": date(2025, 6, 1), "today": DAY, "by": manager}
    record_accommodation(
        person=person, version=0, kind="U", is_suitable=None, why="", provided_by_council=None, **given
    )
    with pytest.raises(StaleEdit):
        name_adviser(person=person, version=0, adviser=adviser, **given)
    assert not PersonalAdviser.objects.exists()
    # A contact overwrites nothing, and needs no version.
    log_contact(person=person, kind="visit", outcome="none", **given)
    assert LeavingCareRecord.objects.get().version == 1
