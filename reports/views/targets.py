"""Setting what is wanted of a figure."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.actions import set_target
from reports.forms import TargetForm, day_to_type
from reports.models import IndicatorTarget
from reports.presenters.words import plain
from reports.views.page import person
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import User
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.core.stale import StaleEdit
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Indicator, Unit
from sufficiency.indicators.wording import in_words


@require_http_methods(["GET", "HEAD", "POST"])
def target_set(request: HttpRequest, key: str) -> HttpResponse:
    """A target, its owner and a commentary, from a day on."""
    authority = authority_open_to(request, Action.SET_TARGETS)
    try:
        indicator = catalogue.get(key)
    except catalogue.UnknownIndicator as unknown:
        raise Http404(str(unknown)) from None
    today = timezone.localdate()
    targets = IndicatorTarget.objects.visible_to(person(request)).of(key, authority=authority)
    shown = next((one for one in targets if one.since <= today), None)
    owners = User.objects.filter(
        memberships__authority=authority, memberships__dates__contains=today, is_active=True
    )
    form = TargetForm(
        request.POST or None,
        owners=owners.distinct().order_by("last_name", "first_name", "pk"),
        unit=_unit(indicator),
        percent=indicator.unit is Unit.PERCENT,
        initial=_initial(shown, today),
    )
    address = reverse("reports:indicator-detail", args=[key])
    status, stale = 200, None
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return redirect(_done(request, form, key=key, authority=authority, address=address))
            except NotThisForm as refusal:
                form.add_error(None, str(refusal))
            except StaleEdit as edit:
                stale, status = edit, 409
    return render(
        request,
        "core/writing.html",
        {
            "page_title": "Set a target",
            "page_caption": indicator.title,
            "breadcrumbs": [
                {"text": "Indicators", "href": reverse("reports:indicator-list")},
                {"text": indicator.title, "href": address},
            ],
            "cancel_href": address,
            "form": form,
            "button": "Save target",
            "key": uuid4(),
            "has_version": True,
            "version": _seen(stale.now) if stale else request.POST.get("version") or _seen(shown),
            "stale": stale and _both(stale.now, form),
        },
        status=status,
    )


def _done(request: HttpRequest, form: TargetForm, *, key: str, authority: Any, address: str) -> str:
    def work() -> str:
        set_target(
            authority=authority,
            key=key,
            version=_version_seen(request, form.cleaned_data["since"]),
            by=person(request),
            **form.cleaned_data,
        )
        messages.success(request, "The target is set.")
        return address

    sent = key_from(request.POST.get("key", ""))
    return once(sent, by=person(request), action=f"set target {key}", work=work)


def _initial(shown: IndicatorTarget | None, today: date) -> dict[str, Any]:
    if shown is None:
        return {"since": day_to_type(today)}
    return {
        "since": day_to_type(shown.since),
        "value": shown.value,
        "baseline": shown.baseline,
        "due_on": day_to_type(shown.due_on) if shown.due_on else "",
        "owner": shown.owner_id,
        "commentary": shown.commentary,
    }


def _seen(shown: Any) -> str:
    """The day and the version of the target that the form shows; nothing where it shows none."""
    return f"{shown.since}:{shown.version}" if shown else ""


def _version_seen(request: HttpRequest, since: date) -> int:
    """The version that the form showed of the target of that day, 0 where it showed another day's or none."""
    day, _, version = request.POST.get("version", "").partition(":")
    return int(version) if day == since.isoformat() and version.isdecimal() and len(version) < 10 else 0


def _unit(indicator: Indicator) -> str:
    words = {Unit.PERCENT: "Per cent, 0 to 100", Unit.RATE: "For every 10,000 children", Unit.DAYS: "Days"}
    return words.get(indicator.unit, "A number") + ". Leave it empty where there is no target."


def _both(now: Any, form: TargetForm) -> list[dict[str, Any]]:
    """Field by field: as it stands, and as it was typed."""
    typed = form.cleaned_data
    unit = catalogue.get(now.key).unit
    pairs = (
        ("From", in_words(now.since), in_words(typed["since"])),
        ("Target", plain(now.value, unit) or "none", plain(typed["value"], unit) or "none"),
        (
            "From where it sets out",
            plain(now.baseline, unit) or "not set",
            plain(typed["baseline"], unit) or "not set",
        ),
        ("To be reached by", _day(now.due_on), _day(typed["due_on"])),
        ("Who answers for it", str(now.owner or "nobody yet"), str(typed["owner"] or "nobody yet")),
        ("Commentary", now.commentary, typed["commentary"]),
    )
    return [{"field": name, "now": a, "yours": b, "differ": a != b} for name, a, b in pairs]


def _day(day: date | None) -> str:
    return in_words(day) if day else "no day set"
