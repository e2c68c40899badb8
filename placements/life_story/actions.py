"""Recording a step of life-story work, and taking back one that was recorded by mistake."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from placements.family_time.guards import NotRecorded, require_reach, write_down
from placements.models import Child, LifeStoryWork
from sufficiency.core.access import Action
from sufficiency.core.models import User
from sufficiency.core.stale import take
from sufficiency.core.writing import day_in_words


@transaction.atomic
def record_life_story(
    *, child: Child, step: str, on: date, by_role: str, today: date, by: User
) -> LifeStoryWork:
    """Something was done, or found, on a day. Raises `PermissionDenied`, `NotRecorded`."""
    require_reach(by, Action.KEEP_FAMILY_TIME, child)
    if on > today:
        raise NotRecorded(
            f"The date must be {day_in_words(today)} or earlier: this records what has happened", field="on"
        )
    if on < child.date_of_birth:
        raise NotRecorded("The date is before the child was born. Check the year", field="on")
    made = LifeStoryWork.objects.create(child=child, step=step, on=on, by_role=by_role, entered_by=by)
    write_down(by, "record life story", child, step=step, on_day=on.isoformat(), by_role=by_role)
    return made


@transaction.atomic
def withdraw_life_story(*, step: LifeStoryWork, version: int, today: date, by: User) -> LifeStoryWork:
    """It was recorded by mistake, and counts no longer. Raises `PermissionDenied`, `NotRecorded`, `StaleEdit`."""
    require_reach(by, Action.KEEP_FAMILY_TIME, step.child)
    step = take(step, version=version)
    if step.withdrawn_on is not None:
        raise NotRecorded("It is withdrawn already. There is nothing to do")
    step.withdrawn_on, step.withdrawn_by = today, by
    step.save(update_fields=["withdrawn_on", "withdrawn_by", "version"])
    write_down(by, "withdraw life story", step.child, step=step.step)
    return step
