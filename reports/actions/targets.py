"""Setting targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from reports.models import IndicatorTarget
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import StaleEdit, take
from sufficiency.indicators import catalogue


@transaction.atomic
def set_target(
    *,
    authority: Authority,
    key: str,
    since: date,
    value: Decimal | None,
    owner: User | None,
    commentary: str,
    version: int,
    by: User,
    baseline: Decimal | None = None,
    due_on: date | None = None,
) -> IndicatorTarget:
    """What is wanted of an indicator from `since` on; again for the same day, it takes the place of the one before.

    `baseline` is from where it sets out, and `due_on` by when it is to be reached; None where nobody said.
    `version` is that of the target that the form showed for the day, 0 where it showed none. Raises
    `PermissionDenied`, `UnknownIndicator`, and `StaleEdit` where somebody else has set one for the day meanwhile.
    """
    require(by, Action.SET_TARGETS, authority)
    catalogue.get(key)
    # One at a time for each authority, so that two who set the first for a day see each other.
    Authority.objects.select_for_update().get(pk=authority.pk)
    target = IndicatorTarget.objects.filter(authority=authority, key=key, since=since).first()
    if target is None:
        target = IndicatorTarget(authority=authority, key=key, since=since)
    elif version == 0:
        raise StaleEdit(target)
    else:
        target = take(target, version=version)
    target.value, target.owner, target.commentary, target.entered_by = value, owner, commentary, by
    target.baseline, target.due_on = baseline, due_on
    target.save()
    audit.record(
        by=by,
        action="set target",
        on=target,
        authority=authority,
        key=key,
        since=since.isoformat(),
        value=None if value is None else str(value),
    )
    return target
