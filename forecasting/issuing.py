"""Issuing a forecast, entering one that was printed elsewhere, and withdrawing one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from forecasting.models import ForecastLine, ForecastRun, IssuedForecast, IssuedLine, Measure
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.periods import year_end
from sufficiency.core.writing import Refused, day_in_words

# A run's own range that is issued: the one its pages speak of.
PROMISE = 80
_ISSUED = (Measure.TOTAL, Measure.AGE, Measure.PLACEMENT)


class NotIssued(Refused):
    """Nothing was issued, entered or withdrawn."""


def lines_to_issue(run: ForecastRun, *, after: date) -> list[IssuedLine]:
    """What a run says of each 31 March after the day, or of its last month end where there is none: the total, ages,
    and placements, each with its range of 8 chances in 10.
    """
    told = list(
        ForecastLine.objects.filter(run=run, measure__in=_ISSUED, on__gt=max(after, run.extract_on)).order_by(
            "on", "pk"
        )
    )
    days = sorted({line.on for line in told})
    year_ends = [day for day in days if day == year_end(day.year)] or days[-1:]
    return [
        IssuedLine(
            measure=line.measure,
            age=line.age,
            placement=line.placement,
            on=line.on,
            low=line.low80,
            middle=line.middle,
            high=line.high80,
            promise=PROMISE,
        )
        for line in told
        if line.on in year_ends
    ]


@transaction.atomic
def issue_forecast(
    *, run: ForecastRun, title: str, issued_on: date, issued_by: str, published_in: str, by: User
) -> IssuedForecast:
    """Put a name to a forecast that was made: from then on it is kept and scored.

    Raises `PermissionDenied`, and `NotIssued` where it has no figures, is issued already, or the day cannot be.
    """
    require(by, Action.MAKE_FORECASTS, run.authority)
    made = ForecastRun.objects.made().filter(pk=run.pk).values_list("finished_at", flat=True).first()
    if made is None:
        raise NotIssued("This forecast has no figures, so there is nothing to issue. Make a new one.")
    # With an earlier day, one made with what was known later would seem to have foretold it.
    made_on = timezone.localdate(made)
    if issued_on < made_on:
        raise NotIssued(
            f"It was made on {day_in_words(made_on)}, so it cannot have been issued earlier",
            field="issued_on",
        )
    lines = lines_to_issue(run, after=issued_on)
    if not lines:
        raise NotIssued(
            "By that day every month that this forecast tells of had come. Make a new one.", field="issued_on"
        )
    return _enter(
        IssuedForecast(
            authority=run.authority,
            title=title,
            issued_on=issued_on,
            issued_by=issued_by,
            published_in=published_in,
            run=run,
            entered_by=by,
        ),
        lines,
    )


@transaction.atomic
def enter_printed_forecast(
    *,
    authority: Authority,
    title: str,
    issued_on: date,
    issued_by: str,
    published_in: str,
    lines: Sequence[IssuedLine],
    by: User,
    note: str = "",
) -> IssuedForecast:
    """Enter a forecast that was printed elsewhere. Raises `PermissionDenied`, `NotIssued`."""
    require(by, Action.MAKE_FORECASTS, authority)
    if not lines:
        raise NotIssued("The forecast has no lines. Give at least one day with its number or range.")
    early = [line.on for line in lines if line.on <= issued_on]
    if early:
        raise NotIssued(
            f"{day_in_words(min(early))} is not after the day of issue, {day_in_words(issued_on)}: what was known "
            "already is no forecast. Leave such lines out."
        )
    return _enter(
        IssuedForecast(
            authority=authority,
            title=title,
            issued_on=issued_on,
            issued_by=issued_by,
            published_in=published_in,
            note=note,
            entered_by=by,
        ),
        lines,
    )


def _enter(issued: IssuedForecast, lines: Iterable[IssuedLine]) -> IssuedForecast:
    """Head, lines, and that all are in: from then on the database takes no more."""
    if issued.issued_on > timezone.localdate():
        raise NotIssued("The day of issue is still to come", field="issued_on")
    try:
        with transaction.atomic():
            issued.save(force_insert=True)
    except IntegrityError:
        if issued.run_id and IssuedForecast.objects.standing().filter(run=issued.run_id).exists():
            raise NotIssued("This forecast is issued already. Withdraw that issue first.") from None
        raise NotIssued(
            "A forecast of that title was issued on that day already. Give this one another title.",
            field="title",
        ) from None
    kept = list(lines)
    for line in kept:
        line.issued = issued
    IssuedLine.objects.bulk_create(kept)
    issued.entered_at = timezone.now()
    issued.save(update_fields=["entered_at"])
    audit.record(
        by=issued.entered_by,
        action="forecast issued" if issued.run_id else "printed forecast entered",
        on=issued,
        authority=issued.authority,
        issued_on=issued.issued_on.isoformat(),
        lines=len(kept),
    )
    return issued


@transaction.atomic
def withdraw_forecast(*, issued: IssuedForecast, because: str, by: User) -> IssuedForecast:
    """Mark an issued forecast as withdrawn today; it stays, with its scores. Raises `PermissionDenied`, `NotIssued`."""
    require(by, Action.MAKE_FORECASTS, issued.authority)
    locked = IssuedForecast.objects.select_for_update().get(pk=issued.pk)
    if locked.withdrawn_on is not None:
        raise NotIssued(f"It was withdrawn on {day_in_words(locked.withdrawn_on)} already.")
    locked.withdrawn_on, locked.withdrawn_by, locked.withdrawn_because = timezone.localdate(), by, because
    locked.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_because"])
    audit.record(by=by, action="issued forecast withdrawn", on=locked, authority=locked.authority)
    return locked
