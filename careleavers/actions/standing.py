"""What is said of a young person as a whole: adviser, category, whether they ask for support."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from careleavers.actions.guards import NotRecorded, has_happened, taken, write_down
from careleavers.models import LeavingCareRecord, PersonalAdviser, YoungPerson
from placements.models import Allocation
from sufficiency.core.access import Action, Role, require
from sufficiency.core.models import Authority, User
from sufficiency.core.writing import day_in_words


def advisers_of(authority: Authority) -> QuerySet[User]:
    """Those who may be named as a personal adviser: leaving-care advisers of the authority."""
    held = authority.memberships.filter(role=Role.LEAVING_CARE_ADVISER)
    people = User.objects.filter(is_active=True, pk__in=held.values("user_id"))
    return people.order_by("last_name", "first_name", "pk")


@transaction.atomic
def name_adviser(
    *, person: YoungPerson, version: int, adviser: User, on: date, today: date, by: User
) -> PersonalAdviser:
    """Appoint the personal adviser from `on`: the record opens to them, and closes to the one before.

    For those who keep the whole authority's records: nobody hands their own work on unseen. Raises
    `PermissionDenied`, `StaleEdit`, `NotRecorded`.
    """
    require(by, Action.KEEP_YOUNG_PEOPLE, person.authority)
    taken(person, version=version, by=by)
    has_happened(on, person, today=today)
    if not advisers_of(person.authority).filter(pk=adviser.pk).exists():
        raise NotRecorded("Choose somebody who is a leaving-care adviser here", field="adviser")
    spells = PersonalAdviser.objects.filter(child_id=person.pk)
    later = spells.filter(dates__startswith__gte=on).order_by("dates").first()
    if later:
        raise NotRecorded(
            f"An adviser is on record from {day_in_words(later.dates.lower)}. Choose a later day", field="on"
        )
    present = spells.filter(dates__contains=on).first()
    if present and present.adviser_id == adviser.pk:
        raise NotRecorded("They are the adviser already. Choose somebody else", field="adviser")
    if present:
        Allocation.objects.filter(
            child_id=person.pk, worker_id=present.adviser_id, dates=present.dates
        ).update(dates=DateRange(present.dates.lower, on))
        present.dates = DateRange(present.dates.lower, on)
        present.save(update_fields=["dates"])
    dates = DateRange(on, None)
    made = PersonalAdviser.objects.create(child_id=person.pk, adviser=adviser, dates=dates, entered_by=by)
    Allocation.objects.get_or_create(child_id=person.pk, worker=adviser, dates=dates)
    write_down(by, "name adviser", person, day=on.isoformat(), adviser=str(adviser.public_id))
    return made


@transaction.atomic
def say_category(
    *,
    person: YoungPerson,
    version: int,
    category: str,
    source: str,
    asks_for_support: bool | None,
    today: date,
    by: User,
) -> LeavingCareRecord:
    """Say which category they are in, and where that is written; an empty category leaves it to the dates again.

    `asks_for_support`: of somebody of 21 or more, whether they ask for it (Children Act 1989 s23CZB); None where
    nobody knows. Raises `PermissionDenied`, `StaleEdit`, `NotRecorded`.
    """
    record = taken(person, version=version, by=by)
    if category and not source.strip():
        raise NotRecorded("Say where it is written, such as the assessment and its date", field="source")
    record.category = category
    record.asks_for_support = asks_for_support
    record.category_source = source.strip() if category else ""
    record.category_said_on = today if category else None
    record.category_said_by = by if category else None
    record.save()
    write_down(by, "say category", person, category=category, asks_for_support=asks_for_support)
    return record
