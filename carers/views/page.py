"""What every page of carer records begins with, and how a form is carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from carers import presenters
from carers.actions import CarerRecordRefused
from carers.models import Household
from carers.words import in_words
from sufficiency.core import access_log
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.core.stale import StaleEdit, Versioned


def household_open_to(request: HttpRequest, action: Action, public_id: UUID) -> Household:
    """A household of that authority; another authority's is not found."""
    authority = authority_open_to(request, action)
    households = Household.objects.visible_to(request.user).filter(authority=authority)
    return get_object_or_404(
        households.select_related("authority", "supervising_worker"), public_id=public_id
    )


def to_the_homes() -> list[dict[str, str]]:
    return [{"text": "Homes", "href": reverse("carers:household-list")}]


def to_household(household: Household) -> list[dict[str, str]]:
    """Breadcrumbs of a page that belongs to a household."""
    return [*to_the_homes(), {"text": household.reference, "href": household.get_absolute_url()}]


@dataclass
class Writing:
    """A page with a form that writes: what it shows, and what is done when it is sent.

    `work` does the deed and returns the address to go to; it may raise `CarerRecordRefused` and `StaleEdit`.
    `about` is the household it belongs to, if there is one yet. `standing` gives, of the record as somebody else
    left it, what the form would overwrite, by field.
    """

    form: forms.Form
    name: str
    work: Callable[[], str]
    title: str
    button: str
    about: Household | None = None
    version: int | None = None
    standing: Callable[[Any], dict[str, str]] = lambda now: {}
    intro: Sequence[str] = ()
    warning: bool = False
    # What must be seen before going on.
    caution: str = ""
    context: dict[str, Any] = field(default_factory=dict)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The form; or, sent, on to where its result is shown; 400 or 409 with all that was typed."""
        if request.method != "POST":
            return self._page(request)
        if not self.form.is_valid():
            return self._page(request, status=400)
        try:
            key = key_from(request.POST.get("key", ""))
            return redirect(once(key, by=request.user, action=self.name, work=self.work))  # type: ignore[arg-type]
        except CarerRecordRefused as refusal:
            self.form.add_error(refusal.field if refusal.field in self.form.fields else None, str(refusal))
        except NotThisForm as refusal:
            self.form.add_error(None, str(refusal))
        except StaleEdit as stale:
            return self._page(request, status=409, stale=stale)
        return self._page(request, status=400)

    def _page(
        self, request: HttpRequest, *, status: int = 200, stale: StaleEdit | None = None
    ) -> HttpResponse:
        if self.about:
            access_log.shown(request, "form about a household", [self.about])
        version = self.version if request.method != "POST" else request.POST.get("version", "")
        breadcrumbs = to_household(self.about) if self.about else to_the_homes()
        return render(
            request,
            "carers/form.html",
            {
                "page_title": self.title,
                "page_caption": presenters.names(self.about, day=timezone.localdate()) if self.about else "",
                "breadcrumbs": breadcrumbs,
                "cancel_href": breadcrumbs[-1]["href"],
                "form": self.form,
                "button": self.button,
                "intro": self.intro,
                "warning": self.warning,
                "caution": self.caution,
                "key": uuid4(),
                "version": stale.now.version if stale else version,
                "stale": stale and self._both(stale.now),
                **self.context,
            },
            status=status,
        )

    def _both(self, now: Versioned) -> list[dict[str, Any]]:
        """Field by field: as it stands now, and as it was typed here."""
        standing = self.standing(now)
        rows = []
        for name in self.form.fields:
            if name in standing:
                yours = _shown(self.form, name)
                label = str(self.form.fields[name].label)
                rows.append(
                    {"field": label, "now": standing[name], "yours": yours, "differ": standing[name] != yours}
                )
        return rows


def version_sent(request: HttpRequest, *, now: int) -> int:
    """The version that the form showed; one that nothing bears where none came, so that the edit is stale."""
    text = request.POST.get("version", "") if request.method == "POST" else str(now)
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _shown(form: forms.Form, name: str) -> str:
    """What was typed in a field, as people read it."""
    value = form.cleaned_data.get(name)
    shown = form.fields[name]
    if isinstance(shown, forms.BooleanField):
        return "yes" if value else "no"
    if isinstance(shown, forms.ChoiceField) and not isinstance(shown, forms.ModelChoiceField):
        return str(dict(shown.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, date):
        return in_words(value)
    return "" if value is None else str(value)
