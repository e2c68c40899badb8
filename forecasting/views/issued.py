"""Issued forecasts beside what came; issuing one, and withdrawing one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from forecasting.forms import IssueForm, WithdrawForm
from forecasting.issuing import issue_forecast, lines_to_issue, withdraw_forecast
from forecasting.models import IssuedForecast, IssuedLine
from forecasting.presenters import issued as told
from forecasting.scores import Score, scores
from forecasting.tables import IssuedTable
from forecasting.views.page import made_run, person
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority
from sufficiency.core.safe_csv import csv_file
from sufficiency.core.writing import Writing, day_to_type
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_HEADER = (
    *("Title", "Issued on", "Issued by", "Published in", "Withdrawn on"),
    *("Measure", "Of", "On", "Low", "Middle", "High", "Range should hold, %"),
    *("Came", "How it fared", "Above the top", "Below the bottom", "Where the number is from"),
)


def of_the_total(
    found: Iterable[IssuedForecast], authority: Authority
) -> list[tuple[IssuedForecast, list[Score]]]:
    """Each with its forecasts of the number of children, beside what came."""
    kept = list(found)
    lines = list(
        IssuedLine.objects.filter(issued__in=kept, measure=IssuedLine.Measure.TOTAL).order_by("on", "pk")
    )
    by_issue: dict[int, list[Score]] = {}
    for score in scores(lines, authority=authority, today=timezone.localdate()):
        by_issue.setdefault(score.line.issued_id, []).append(score)
    return [(one, by_issue.get(one.pk, [])) for one in kept]


@require_safe
def issued_list(request: HttpRequest) -> HttpResponse:
    """Every forecast that was issued, and whether what came lay in its range."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    found = IssuedForecast.objects.visible_to(person(request)).filter(authority=authority)
    shown = of_the_total(found, authority)
    table = IssuedTable(found, scores={one.pk: mine for one, mine in shown})
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    return render(
        request,
        "forecasting/issued_list.html",
        {
            "page_title": "Issued forecasts",
            "page_source": "Kept as they were printed, and put beside what came.",
            "breadcrumbs": _home(),
            "table": table,
            "is_empty": not shown,
            "summary": told.summary(
                score for one, mine in shown if one.withdrawn_on is None for score in mine
            ),
            "withdrawn": any(one.withdrawn_on for one, _ in shown),
            "may_issue": may(request.user, Action.MAKE_FORECASTS, authority),
        },
    )


@require_safe
def issued_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One issued forecast: who, when and where, and each of its lines beside what came."""
    one = _open_to(request, public_id)
    found = _scores(one)
    csv_href = reverse("forecasting:issued-csv", args=[one.public_id])
    total = [score for score in found if score.line.measure == IssuedLine.Measure.TOTAL]
    parts = [score for score in found if score.line.measure != IssuedLine.Measure.TOTAL]
    return render(
        request,
        "forecasting/issued_detail.html",
        {
            "page_title": one.title,
            "page_caption": "Issued forecast",
            "page_source": f"Issued on {in_words(one.issued_on)} by {one.issued_by}.",
            "breadcrumbs": [
                *_home(),
                {"text": "Issued forecasts", "href": reverse("forecasting:issued-list")},
            ],
            "issued": one,
            "withdrawn": one.withdrawn_on
            and f"Withdrawn on {in_words(one.withdrawn_on)} by {one.withdrawn_by}: {one.withdrawn_because}",
            "summary": told.summary(total or found),
            "of_parts": told.summary(parts) if total and parts else "",
            "facts": _facts(one, [score.line for score in found]),
            "total": told.table(
                total,
                caption="Children looked after",
                csv_href=csv_href,
            )
            if total
            else None,
            "parts": told.table(
                parts,
                caption="By age and kind of placement",
                of_parts=True,
                csv_href="" if total else csv_href,
            )
            if parts
            else None,
            "may_withdraw": one.withdrawn_on is None
            and may(request.user, Action.MAKE_FORECASTS, one.authority),
        },
    )


@require_safe
def issued_csv(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The figures of the page, one line a row."""
    one = _open_to(request, public_id)
    rows = (
        (
            *(one.title, one.issued_on, one.issued_by, one.published_in, one.withdrawn_on),
            *(IssuedLine.Measure(score.line.measure).label, told.what(score.line), score.line.on),
            *(score.line.low, score.line.middle, score.line.high, score.line.promise),
            *(score.number, score.came.value),
            score.by if score.came.name == "ABOVE" else None,
            score.by if score.came.name == "BELOW" else None,
            told.whence(score),
        )
        for score in _scores(one)
    )
    return csv_file(
        _HEADER, rows, name=f"issued-forecast-{one.authority.gss_code}-{one.issued_on.isoformat()}"
    )


@_GET_OR_POST
def issue(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who issues it, when and where; then its page."""
    run = made_run(request, public_id, Action.MAKE_FORECASTS).run
    today = timezone.localdate()
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        initial={"title": str(run), "issued_on": day_to_type(today)},
    )

    def work() -> str:
        given = form.cleaned_data
        made = issue_forecast(run=run, by=person(request), **given)
        messages.success(
            request, "The forecast is issued. It is kept as it is, and scored when its days come."
        )
        return made.get_absolute_url()

    days = sorted({line.on for line in lines_to_issue(run, after=today)})
    return Writing(
        form=form,
        name=f"issue forecast {public_id}",
        work=work,
        title="Issue this forecast",
        button="Issue the forecast",
        breadcrumbs=[*_home(), {"text": str(run), "href": run.get_absolute_url()}],
        intro=[
            "An issued forecast is kept for ever as it is, and when its days come it is put beside what came, for "
            "everybody here to see. It cannot be changed; withdrawn, it stays on the list.",
            "Issued are the number, ages and kinds of placement, each with its range of 8 chances in 10, for "
            + _and([in_words(day) for day in days])
            + "."
            if days
            else "By today every month that this forecast tells of has come.",
        ],
    ).answer(request)


@_GET_OR_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks why, and marks it."""
    one = _open_to(request, public_id, Action.MAKE_FORECASTS)
    form = WithdrawForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        withdraw_forecast(issued=one, because=form.cleaned_data["because"], by=person(request))
        messages.success(request, "The forecast is withdrawn. It stays on the list with the reason.")
        return one.get_absolute_url()

    return Writing(
        form=form,
        name=f"withdraw forecast {public_id}",
        work=work,
        title="Withdraw this forecast?",
        button="Withdraw the forecast",
        breadcrumbs=[*_home(), {"text": one.title, "href": one.get_absolute_url()}],
        intro=[
            "It stays, with its figures and with what came, and is marked with the reason and today’s date."
        ],
        warning=True,
    ).answer(request)


def _open_to(request: HttpRequest, public_id: UUID, action: Action = Action.SEE_FIGURES) -> IssuedForecast:
    """One of the authority worked in; another's is not found."""
    authority = authority_open_to(request, action)
    found = IssuedForecast.objects.visible_to(person(request)).filter(authority=authority)
    return get_object_or_404(
        found.select_related("authority", "run", "withdrawn_by", "entered_by"), public_id=public_id
    )


def _scores(one: IssuedForecast) -> list[Score]:
    return scores(list(one.lines.order_by("pk")), authority=one.authority, today=timezone.localdate())


def _facts(one: IssuedForecast, lines: Sequence[IssuedLine]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"key": "Published in", "value": one.published_in},
        {"key": "Ranges should hold", "value": told.promises(lines) or "It has figures without ranges"},
    ]
    if one.run is not None:
        rows.append(
            {
                "key": "Made as",
                "value": str(one.run),
                "href": one.run.get_absolute_url(),
                "link_text": "See all of it",
            }
        )
    else:
        rows.append({"key": "Made", "value": "Elsewhere: entered here as it was printed"})
    if one.note:
        rows.append({"key": "Note", "value": one.note})
    return rows


def _home() -> list[dict[str, str]]:
    return [{"text": "Forecast", "href": reverse("forecasting:overview")}]


def _and(texts: Sequence[str]) -> str:
    *most, last = texts
    return f"{', '.join(most)} and {last}" if most else last
