"""The latest forecast at a glance, and one forecast wherever it stands."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from forecasting.covered import latest_day
from forecasting.forms import ChanceForm
from forecasting.models import BacktestLine, ForecastFutures, ForecastRun, IssuedForecast, Measure
from forecasting.presenters import issued as told_of_issued
from forecasting.presenters import made_of, pictures, tested, words
from forecasting.register.loads import behind
from forecasting.runs import Stage, stage_of
from forecasting.scores import Score
from forecasting.views.issued import of_the_total
from forecasting.views.page import Told, person, run_open_to
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority
from sufficiency.indicators.formatting import number
from sufficiency.indicators.wording import in_words

# The share of futures above it is what the box begins with.
_ONE_IN_FIVE = 0.2


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The latest forecast; why there is none and what to do; to members, one sentence."""
    authority = authority_open_to(request, Action.SEE_EXPECTED_NUMBER)
    run = ForecastRun.objects.told_to(person(request)).filter(authority=authority).made()
    latest = run.select_related("asked_by", "authority").first()
    if not may(request.user, Action.SEE_FIGURES, authority):
        return _in_words(request, authority, latest)
    if latest is None:
        return _none_yet(request, authority)
    return _overview(request, Told(latest))


@require_safe
def overview_of(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One forecast: its overview, or how it fares."""
    run = run_open_to(request, public_id)
    stage = stage_of(run, now=timezone.now())
    return _overview(request, Told(run)) if stage is Stage.MADE else _standing(request, run, stage)


@require_safe
def progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far it has come, for the page that waits."""
    run = run_open_to(request, public_id)
    stage = stage_of(run, now=timezone.now())
    return render(request, "_components/task_progress.html", {"progress": _progress(run, stage)})


def _overview(request: HttpRequest, told: Told) -> HttpResponse:
    run, authority = told.run, told.run.authority
    lines = told.lines(Measure.TOTAL)
    day = words.spoken_of([line.on for line in lines[1:]], run.extract_on)
    form = ChanceForm(request.GET or None, days=[line.on for line in lines[1:]])
    asked = date.fromisoformat(form.cleaned_data["at"]) if form.is_bound and form.is_valid() else day
    futures = {one.on: one for one in ForecastFutures.objects.filter(run=run, on__in={day, asked})}
    line = next(one for one in lines if one.on == day)
    latest = latest_day(authority, today=timezone.localdate())
    may_make = may(request.user, Action.MAKE_FORECASTS, authority)
    history = told.history(Measure.TOTAL)
    issued = _issued_in_sight(
        authority, since=history[0].on if history else run.extract_on, until=lines[-1].on
    )
    return render(
        request,
        "forecasting/overview.html",
        told.context(
            request,
            "overview-of",
            page_title=f"Children looked after up to {words.month(lines[-1].on)}",
            sentence=words.expected(line, futures[day]),
            beside=f"If nothing changed it would be {number(line.no_change)}, as on {in_words(run.extract_on)}. "
            f"19 chances in 20: {words.between(line.low95, line.high95)}.",
            chart=pictures.fan(
                "total",
                lines,
                history,
                extract=run.extract_on,
                title=_finding(lines),
                subtitle=f"Children looked after at month ends, to {in_words(lines[-1].on)}",
                csv_href=told.csv(Measure.TOTAL),
                size="tall",
                beside=told_of_issued.as_series(issued),
                notes=[_OF_ISSUED] if issued else [],
            ),
            issued=told_of_issued.beside_the_chart(issued) if issued else None,
            issued_summary=told_of_issued.summary(score for _, mine in issued for score in mine),
            issue=_issue_of(run),
            # Once its last month has come it foretells nothing.
            may_issue=may_make and lines[-1].on > timezone.localdate(),
            form=form,
            chance=_chance(form, futures),
            suggested=words.exceeded_by_share(futures[day].totals, _ONE_IN_FIVE),
            suggested_at=day.isoformat(),
            verdict=_how_good(run),
            may_make=may_make,
            newer=in_words(latest) if latest and latest > run.extract_on else "",
            under_way=_under_way(authority),
            changed=made_of.changed(behind(authority, run.used.returns)) if run.used.returns else "",
            failed_since=_failed_since(run),
        ),
    )


_OF_ISSUED = (
    "Thin lines are forecasts that were issued, with their ranges: a circle where the range held what came, a cross "
    "where it missed."
)
# More would hide the forecast itself; the list has them all.
_MOST_ISSUED = 3


def _issued_in_sight(
    authority: Authority, *, since: date, until: date
) -> list[tuple[IssuedForecast, list[Score]]]:
    """The newest that stand and speak of days within the chart."""
    standing = IssuedForecast.objects.standing().filter(
        authority=authority, lines__measure=Measure.TOTAL, lines__on__range=(since, until)
    )
    found = of_the_total(standing.distinct().order_by("-issued_on", "-pk")[:_MOST_ISSUED], authority)
    within = [(one, [score for score in mine if since <= score.line.on <= until]) for one, mine in found]
    return within[::-1]


def _failed_since(run: ForecastRun) -> str:
    """Why the newest of no earlier a day could not be made, in words; blank where none was tried since."""
    later = ForecastRun.objects.filter(
        authority=run.authority, finished_at__gt=run.finished_at, extract_on__gte=run.extract_on
    )
    newest = later.filter(cancelled_at=None).order_by("-finished_at").first()
    if newest is None or not newest.failure:
        return ""
    return f"A later forecast, from {in_words(newest.extract_on)}, could not be made. {newest.failure}"


def _issue_of(run: ForecastRun) -> IssuedForecast | None:
    return IssuedForecast.objects.standing().filter(run=run).first()


def _how_good(run: ForecastRun) -> str:
    """Of the total: the verdict, and what its range has been worth."""
    verdict = run.verdict.partition(". ")[0].rstrip(".") + "."
    lines = run.backtest.filter(group=BacktestLine.Group.TOTAL, months=12)
    return " ".join([verdict, *tested.held(list(lines))])


def _finding(lines: list[Any]) -> str:
    now, last = lines[0], lines[-1]
    moved = "stay about where it is" if now.no_change >= last.low80 and now.no_change <= last.high80 else ""
    if not moved:
        moved = "rise" if last.low80 > now.no_change else "fall"
        return f"The number is likely to {moved} from {number(now.no_change)} by {words.month(last.on)}"
    return f"From {number(now.no_change)} the number may go either way by {words.month(last.on)}"


def _chance(form: ChanceForm, futures: dict[date, ForecastFutures]) -> str:
    """The answer to what was asked, in a sentence; nothing where nothing was."""
    if not form.is_bound or not form.is_valid():
        return ""
    limit, at = form.cleaned_data["more_than"], date.fromisoformat(form.cleaned_data["at"])
    share = words.more_than(futures[at].totals, limit)
    return f"The chance of more than {words.children(limit)} in {words.month(at)} is {words.chance(share)}."


def _under_way(authority: Authority) -> ForecastRun | None:
    return ForecastRun.objects.under_way().filter(authority=authority).first()


def _none_yet(request: HttpRequest, authority: Authority) -> HttpResponse:
    if (under_way := _under_way(authority)) is not None:
        return redirect(under_way.get_absolute_url())
    failed = ForecastRun.objects.filter(authority=authority).exclude(failure="").first()
    return render(
        request,
        "forecasting/none_yet.html",
        {
            "page_title": "Forecast",
            "may_make": may(request.user, Action.MAKE_FORECASTS, authority),
            "has_records": latest_day(authority, today=timezone.localdate()) is not None,
            "failed": failed,
        },
    )


def _in_words(request: HttpRequest, authority: Authority, latest: ForecastRun | None) -> HttpResponse:
    sentence = ""
    if latest is not None:
        lines = Told(latest).lines(Measure.TOTAL)
        day = words.spoken_of([line.on for line in lines[1:]], latest.extract_on)
        sentence = words.roughly(next(line for line in lines if line.on == day))
    return render(
        request,
        "forecasting/in_words.html",
        {
            "page_title": f"How many children {authority.name} expects to look after",
            "page_source": f"Forecast from records to {in_words(latest.extract_on)}." if latest else "",
            "sentence": sentence,
        },
    )


def _standing(request: HttpRequest, run: ForecastRun, stage: Stage) -> HttpResponse:
    may_make = may(request.user, Action.MAKE_FORECASTS, run.authority)
    return render(
        request,
        "forecasting/standing.html",
        {
            "page_title": str(run),
            "page_source": "Begun by itself after a load."
            if run.asked_by.is_system
            else f"Asked for by {run.asked_by}.",
            "breadcrumbs": [{"text": "Forecast", "href": reverse("forecasting:overview")}],
            "run": run,
            "progress": _progress(run, stage) if stage.is_under_way else None,
            "sentence": _STANDING.get(stage, ""),
            "failed": stage is Stage.FAILED,
            "cancelled": stage is Stage.CANCELLED,
            "again": may_make and not stage.is_under_way,
            "may_cancel": may_make and run.finished_at is None,
        },
    )


_STANDING = {
    Stage.NOT_TAKEN_UP: "No background worker has taken this up. Whoever runs this service can start one; "
    "ask again when it runs.",
    Stage.STOPPED: "The work stopped before the forecast was done, as when the service is restarted. "
    "Ask again, and it is made from the beginning.",
}


def _progress(run: ForecastRun, stage: Stage) -> dict[str, Any]:
    text = "Waiting for its turn"
    if stage is Stage.RUNNING:
        text = run.doing or "Beginning"
    return {
        "text": text if stage.is_under_way else "Finished",
        "done": run.done,
        "total": run.total,
        "href": reverse("forecasting:progress", args=[run.public_id]),
        "page": run.get_absolute_url(),
        "finished": not stage.is_under_way,
        "note": "You can leave this page and come back: the work goes on without it.",
    }
