"""Contact and the pathway plan."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from careleavers.actions.guards import NotRecorded, has_happened, require_to_keep, taken, write_down
from careleavers.codes import FACE_TO_FACE, ContactOutcome, PlanStep
from careleavers.models import Contact, PlanReview, YoungPerson
from sufficiency.core.models import User
from sufficiency.core.writing import day_in_words


@transaction.atomic
def log_contact(
    *, person: YoungPerson, on: date, kind: str, outcome: str, note: str = "", today: date, by: User
) -> Contact:
    """Write down a visit or another contact, made by `by`. It overwrites nothing, so it needs no version.

    Raises `PermissionDenied`, and `NotRecorded` for a day to come or for someone seen by telephone.
    """
    require_to_keep(by, person)
    has_happened(on, person, today=today)
    if outcome == ContactOutcome.SEEN and kind not in FACE_TO_FACE:
        raise NotRecorded(
            "Only a visit or a meeting is being seen. Choose one of these, or say that they answered",
            field="outcome",
        )
    contact = Contact.objects.create(
        child_id=person.pk, on=on, kind=kind, outcome=outcome, by=by, note=note, entered_by=by
    )
    write_down(by, "log contact", person, day=on.isoformat(), kind=kind, outcome=outcome)
    return contact


@transaction.atomic
def record_plan_step(
    *,
    person: YoungPerson,
    version: int,
    on: date,
    step: str,
    took_part: bool | None,
    next_on: date | None,
    today: date,
    by: User,
) -> PlanReview:
    """The pathway plan was agreed or reviewed on a day.

    Raises `PermissionDenied`, `StaleEdit`, `NotRecorded`.
    """
    taken(person, version=version, by=by)
    has_happened(on, person, today=today)
    if next_on is not None and next_on <= on:
        raise NotRecorded(f"The next review must be after {day_in_words(on)}", field="next_on")
    steps = PlanReview.objects.filter(child_id=person.pk)
    if steps.filter(on=on).exists():
        raise NotRecorded(f"A step of the plan on {day_in_words(on)} is on record already", field="on")
    if step == PlanStep.MADE and steps.filter(step=PlanStep.MADE).exists():
        raise NotRecorded("The first plan is on record already. Record a review of it", field="step")
    made = PlanReview.objects.create(
        child_id=person.pk, on=on, step=step, took_part=took_part, next_on=next_on, entered_by=by
    )
    write_down(by, "record plan step", person, day=on.isoformat(), step=step)
    return made
