"""Where a young person lives and what they do."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from careleavers.actions.guards import NotRecorded, has_happened, taken, write_down
from careleavers.codes import NEVER_SUITABLE, NOT_JUDGED
from careleavers.models import Accommodation, Activity, YoungPerson
from sufficiency.core.models import User
from sufficiency.core.writing import day_in_words

AnySpell = TypeVar("AnySpell", Accommodation, Activity)


@transaction.atomic
def record_accommodation(
    *,
    person: YoungPerson,
    version: int,
    on: date,
    kind: str,
    is_suitable: bool | None,
    why: str,
    provided_by_council: bool | None,
    today: date,
    by: User,
) -> Accommodation:
    """They live there from `on`; where they lived until then ends that day. From the same day, it is a correction.

    Homeless and in custody are never suitable; abroad, deported and not known are not judged, whatever was chosen.
    Raises `PermissionDenied`, `StaleEdit`, `NotRecorded`.
    """
    taken(person, version=version, by=by)
    has_happened(on, person, today=today)
    if kind in NEVER_SUITABLE:
        is_suitable = False
    elif kind in NOT_JUDGED:
        is_suitable, why = None, ""
    if is_suitable is False and kind not in NEVER_SUITABLE and not why.strip():
        raise NotRecorded("Say in a few words why it does not suit them", field="why")
    made = _begin(
        Accommodation,
        person,
        on,
        by,
        kind=kind,
        is_suitable=is_suitable,
        why=why.strip(),
        provided_by_council=provided_by_council,
    )
    write_down(by, "record accommodation", person, day=on.isoformat(), kind=kind, suitable=is_suitable)
    return made


@transaction.atomic
def record_activity(
    *, person: YoungPerson, version: int, on: date, kind: str, today: date, by: User
) -> Activity:
    """It is the main thing that they do from `on`. From the same day as the present one, it is a correction.

    Raises `PermissionDenied`, `StaleEdit`, `NotRecorded`.
    """
    taken(person, version=version, by=by)
    has_happened(on, person, today=today)
    made = _begin(Activity, person, on, by, kind=kind)
    write_down(by, "record activity", person, day=on.isoformat(), kind=kind)
    return made


def _begin(model: type[AnySpell], person: YoungPerson, on: date, by: User, **fields: Any) -> AnySpell:
    """A spell from `on`, ending the one before it; nothing may have begun later."""
    spells = model._default_manager.filter(child_id=person.pk)
    later = spells.filter(dates__startswith__gt=on).order_by("dates").first()
    if later:
        raise NotRecorded(
            f"Something is on record from {day_in_words(later.dates.lower)}. Choose that day or a later one",
            field="on",
        )
    present = spells.filter(dates__contains=on).first()
    if present and present.dates.lower == on:
        for name, value in fields.items():
            setattr(present, name, value)
        present.entered_by = by
        present.save()
        return present
    if present:
        present.dates = DateRange(present.dates.lower, on)
        present.save(update_fields=["dates"])
    return model._default_manager.create(
        child_id=person.pk, dates=DateRange(on, None), entered_by=by, **fields
    )
