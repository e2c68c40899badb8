"""What every page of figures begins with: may they, which authority, which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone

from reports.covered import Covered, covered
from reports.forms import AsAtForm, day_to_type
from reports.freshness import source_line
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority, User
from sufficiency.indicators.wording import in_words


def person(request: HttpRequest) -> User:
    """Who asks: nobody reaches these pages without signing in."""
    return cast(User, request.user)


@dataclass(frozen=True)
class Question:
    """Figures of one authority on one day. A date that cannot be used leaves the latest covered."""

    authority: Authority
    covered: Covered
    form: AsAtForm
    day: date

    @property
    def refusal(self) -> str:
        """Why the date asked for cannot be used, or nothing."""
        return " ".join(str(error) for error in self.form.errors.get("on", []))

    def context(self, **more: Any) -> dict[str, Any]:
        """What the templates of such a page share."""
        return {
            "form": self.form,
            "day": self.day,
            "day_in_words": in_words(self.day),
            "year_ends": self.covered.year_ends,
            "page_source": "" if self.covered.is_empty else source_line(self.authority, self.day),
            **more,
        }


def question(request: HttpRequest) -> Question:
    """What the address asks: exact figures, so the person must be allowed to see those."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    today = timezone.localdate()
    days = covered(authority, today=today)
    day = days.latest
    form = AsAtForm(request.GET, today=today) if "on" in request.GET else None
    if form and form.is_valid():
        day = form.cleaned_data["on"] or day
    if form is None or form.is_valid():
        form = AsAtForm(today=today, initial={"on": day_to_type(day)})
    return Question(authority, days, form, day)
