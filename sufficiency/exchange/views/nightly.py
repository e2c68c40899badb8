"""The last runs of the nightly job, and whether tonight's extract came."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.exchange.models import FolderItem, FolderRun
from sufficiency.exchange.nightly.expecting import is_expected, last_night, missing_tonight
from sufficiency.exchange.presenters import words
from sufficiency.indicators.wording import in_words

_RUNS = 30
_TAGS = {
    FolderRun.Outcome.NOTHING: "grey",
    FolderRun.Outcome.TAKEN: "green",
    FolderRun.Outcome.ATTENTION: "orange",
    FolderRun.Outcome.STOPPED: "red",
}


@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    """What each run found and did, the latest first."""
    authority = authority_open_to(request, Action.SEE_RETURNS)
    now = timezone.now()
    items = FolderItem.objects.select_related("batch").order_by("at", "pk")
    runs = (
        FolderRun.objects.visible_to(request.user)
        .filter(authority=authority)
        .prefetch_related(Prefetch("items", items))[:_RUNS]
    )
    night = last_night(authority, now=now)
    return render(
        request,
        "exchange/run_list.html",
        {
            "page_title": "Nightly extracts",
            "page_source": f"Due every day by {settings.EXTRACT_EXPECTED_BY}.",
            "breadcrumbs": [{"text": "Returns", "href": reverse("exchange:import-list")}],
            "is_expected": is_expected(authority),
            "missing": missing_tonight(authority, now=now),
            "came": words.moment(night.came_at) if night and night.came_at else "",
            "runs": [_run(one) for one in runs],
        },
    )


def _run(run: FolderRun) -> dict[str, Any]:
    outcome = FolderRun.Outcome(run.outcome) if run.outcome else None
    return {
        "began": words.moment(run.began_at),
        "tag": {"text": outcome.label, "colour": _TAGS[outcome]}
        if outcome
        else {"text": "Did not end", "colour": "red"},
        "items": [_item(one) for one in run.items.all()],
        "left": words.counted(run.left, "thing") if run.left else "",
    }


def _item(item: FolderItem) -> dict[str, str]:
    return {
        "text": f"Extract to {in_words(item.as_at)}" if item.as_at else "An extract without a day",
        "outcome": item.get_outcome_display(),
        "told": item.told,
        "href": reverse("exchange:import-detail", args=[item.batch.public_id]) if item.batch else "",
    }
