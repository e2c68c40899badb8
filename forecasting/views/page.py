"""What every page of forecasts begins with: may they, in which authority, which forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from forecasting.models import ForecastHistory, ForecastLine, ForecastRun
from forecasting.presenters import words
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import User
from sufficiency.indicators.wording import in_words

# Not of one forecast, and offered beside its pages all the same.
WHAT_IF = "scenarios"
# Pages of one forecast, in the order in which they are offered: the URL's name, and its words.
PARTS = {
    "overview-of": "Overview",
    "age": "By age",
    "placement": "By placement",
    "leavers": "Turning 18",
    "cost": "Cost",
    "homes": "Homes short",
    "planner": "Homes to win",
    WHAT_IF: "What if",
    "backtest": "How good have we been?",
    "used": "What it is made of",
}


def person(request: HttpRequest) -> User:
    """Who asks: nobody reaches these pages without signing in."""
    return cast(User, request.user)


def run_open_to(request: HttpRequest, public_id: UUID, action: Action = Action.SEE_FIGURES) -> ForecastRun:
    """A forecast of the authority worked in; another's is not found."""
    authority = authority_open_to(request, action)
    runs = ForecastRun.objects.visible_to(person(request)).filter(authority=authority)
    return get_object_or_404(
        runs.select_related("authority", "asked_by", "cancelled_by"), public_id=public_id
    )


@dataclass(frozen=True)
class Told:
    """One forecast that was made, with the figures that a page asks of it."""

    run: ForecastRun

    def lines(self, *measures: str) -> list[ForecastLine]:
        return list(self.run.lines.filter(measure__in=measures).order_by("measure", "age", "placement", "on"))

    def history(self, *measures: str) -> list[ForecastHistory]:
        return list(self.run.history.filter(measure__in=measures).order_by("on"))

    def csv(self, *measures: str) -> str:
        """Where the figures of these measures are as a file."""
        address = reverse("forecasting:figures-csv", args=[self.run.public_id])
        return f"{address}?{'&'.join(f'measure={measure}' for measure in measures)}"

    def context(self, request: HttpRequest, part: str, **more: Any) -> dict[str, Any]:
        """What the templates of such a page share."""
        made = timezone.localtime(self.run.finished_at)
        return {
            "page_caption": f"Forecast from {in_words(self.run.extract_on)}",
            "page_source": f"From records to {in_words(self.run.extract_on)}; made on {in_words(made.date())} at "
            f"{made:%H:%M} {words.asker(self.run)}, in {self.run.paths:,} futures.",
            "run": self.run,
            "parts": [
                {
                    "text": text,
                    "href": reverse(
                        f"forecasting:{name}", args=[] if name == WHAT_IF else [self.run.public_id]
                    ),
                    "current": name == part,
                }
                for name, text in PARTS.items()
            ],
            **more,
        }


def made_run(request: HttpRequest, public_id: UUID, action: Action = Action.SEE_FIGURES) -> Told:
    """A forecast that has its figures; one that has none is not found on these pages."""
    run = run_open_to(request, public_id, action)
    return Told(get_object_or_404(ForecastRun.objects.made().select_related("asked_by"), pk=run.pk))
