"""Changes of the ground on which a child is looked after."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from placements.actions.errors import Impossible, NotInCare, SomethingLater, TooEarly
from placements.actions.recording import Recording
from placements.ahead import require_ahead
from placements.choices import LEGAL_STATUSES, in_words
from placements.codes import CONTINUES
from placements.models import Child, Deed, LegalStatus, PeriodOfCare
from sufficiency.core.access import Action, require
from sufficiency.core.models import User
from sufficiency.core.stale import take


@transaction.atomic
def change_legal_status(*, child: Child, version: int, on: date, today: date, code: str, by: User) -> Deed:
    """The present legal status ends on the day the new one begins. The category of need stays as it was."""
    require(by, Action.RECORD_PLACEMENTS, child.authority)
    child = take(child, version=version)
    if on > today:
        raise Impossible(f"An order counts from the day it is made, so not after today, {today:%-d %B %Y}.")
    require_ahead(child, Deed.Kind.LEGAL_STATUS, on=on, today=today)
    period = PeriodOfCare.objects.filter(
        child=child, kind=PeriodOfCare.Kind.LOOKED_AFTER, dates__contains=on, dates__endswith=None
    ).first()
    if period is None:
        raise NotInCare(on)
    later = child.legal_statuses.filter(dates__startswith__gt=on).order_by("dates").first()
    if later:
        raise SomethingLater(later.dates.lower)
    present = child.legal_statuses.filter(dates__contains=on).first()
    recording = Recording(child, by=by)
    if present:
        if present.dates.lower == on:
            raise TooEarly("legal status", on)
        if present.code == code:
            raise Impossible(
                f"The legal status is already {in_words(code, LEGAL_STATUSES).lower()}. Choose the new one.",
                field="code",
            )
        recording.end(present, on, reason_ended=CONTINUES, end_inferred=False)
    recording.make(
        LegalStatus,
        period=period,
        dates=DateRange(on, None),
        reason_started="L",
        code=code,
        need=present.need if present else "",
    )
    return recording.keep(
        Deed.Kind.LEGAL_STATUS,
        happened_on=on,
        words=f"Legal status from {on:%-d %B %Y}: {in_words(code, LEGAL_STATUSES).lower()}.",
        code=code,
    )
