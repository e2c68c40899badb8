"""Providers' homes: the list, its file, each one's page, and the form of its name and number."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from carers.views.page import read_only, to_the_homes
from carers.words import counted, in_words
from placements.models import Child, Home, Placement
from placements.presenters import words
from placements.providers import presenting
from placements.providers.actions import add_home, correct_home
from placements.providers.filters import HomeFilter
from placements.providers.forms import HomeForm
from placements.providers.querysets import HomeQuerySet
from placements.providers.stays import stays_in, years_of
from placements.providers.tables import HomeTable
from placements.views.page import beside, person
from sufficiency.core import access_log
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority
from sufficiency.core.paging import CountedWithItsRows
from sufficiency.core.safe_csv import csv_file
from sufficiency.core.sign_in import fresh
from sufficiency.core.writing import Writing, version_sent

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_PER_PAGE = 25


def _to_the_list() -> list[dict[str, str]]:
    return [*to_the_homes(), {"text": "Providers’ homes", "href": reverse("carers:provider-list")}]


def _homes(request: HttpRequest, authority: Authority) -> HomeQuerySet:
    return Home.objects.visible_to(request.user).placed_in_by(authority)


@require_safe
def provider_list(request: HttpRequest) -> HttpResponse:
    """Homes in which children of the authority live or lived; `format=csv` is the same list, whole."""
    authority = authority_open_to(request, Action.SEE_HOMES)
    today = timezone.localdate()
    homes = Home.objects.visible_to(request.user).with_children_of(authority, on=today)
    chosen = HomeFilter(request.GET, queryset=homes, authority=authority, today=today)
    table = HomeTable(chosen.qs)
    if request.GET.get("format") == "csv":
        if again := fresh.asked_again(request, file=True):
            return again
        RequestConfig(request, paginate=False).configure(table)
        access_log.exported(
            request, "providers' homes", on=authority, authority=authority, rows=len(table.rows)
        )
        header, *rows = table.as_values()
        return csv_file(header, rows, name=f"providers-homes-{authority.gss_code}-{today.isoformat()}")
    paginate = {"paginator_class": CountedWithItsRows, "per_page": _PER_PAGE, "silent": True}
    RequestConfig(request, paginate=paginate).configure(table)
    shown = [row.record for row in table.page.object_list]
    access_log.shown(request, "providers' homes list", shown, authority=authority)
    number = table.paginator.count
    query = request.GET.copy()
    query.pop("page", None)
    query["format"] = "csv"
    return render(
        request,
        "placements/provider_list.html",
        {
            "page_title": "Providers’ homes",
            "page_source": f"Homes and agencies in which children of {authority} live or lived, as at "
            f"{in_words(today)}. Nobody sees a home in which their council placed no child.",
            "breadcrumbs": to_the_homes(),
            "table": table,
            "filter_form": chosen.form,
            "selected": chosen.chosen(),
            "clear_href": reverse("carers:provider-list"),
            "csv_href": f"?{query.urlencode()}",
            "number": number,
            "count": counted(number, "home"),
            "is_empty": not number and not chosen.chosen(),
            "may_keep": may(request.user, Action.KEEP_HOMES, authority),
        },
    )


@require_safe
def provider_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who lives there, as far as the reader may open their records, and how the stays went."""
    authority = authority_open_to(request, Action.SEE_HOMES)
    home = get_object_or_404(_homes(request, authority), public_id=public_id)
    access_log.shown(request, "page of a provider's home", [home], authority=authority)
    today = timezone.localdate()
    stays = stays_in(home, authority, on=today)
    there = Paginator(_children_there(request, home, authority, today), _PER_PAGE).get_page(
        request.GET.get("page")
    )
    beside(request, list(there))
    codes = {code for one in stays for code in one.codes}
    return render(
        request,
        "placements/provider_detail.html",
        {
            "page_title": home.name,
            "page_caption": f"Ofsted number {home.urn}",
            "page_source": f"As recorded by {authority}, at {in_words(today)}.",
            "breadcrumbs": _to_the_list(),
            "home": home,
            "how_many": presenting.how_many(sum(one.left is None for one in stays), authority),
            "children_there": [_link(one, today) for one in there],
            "page": there,
            "lead": presenting.lead(stays),
            "table": presenting.table(years_of(stays, authority, on=today), stays, authority, on=today),
            "stays": stays,
            "summary": [
                {"key": "Number", "value": home.urn},
                {"key": "Kinds", "value": "; ".join(presenting.kinds(codes)) or None},
                {"key": "Last came", "value": presenting.last_came(stays)},
            ],
            "may_keep": may(request.user, Action.KEEP_HOMES, authority),
        },
    )


def _children_there(request: HttpRequest, home: Home, authority: Authority, day: date) -> Any:
    """Those whose record the reader may open."""
    there = Placement.objects.in_force_on(day).filter(home=home)
    return (
        Child.objects.visible_to(person(request))
        .filter(authority=authority, pk__in=there.order_by().values("child_id"))
        .order_by("date_of_birth", "pk")
    )


def _link(child: Child, day: date) -> dict[str, str]:
    return {
        "text": f"{words.name(child)}, {words.age(child, day)}",
        "href": reverse("placements:child-detail", args=[child.public_id]),
    }


@_GET_OR_POST
def provider_new(request: HttpRequest) -> HttpResponse:
    """Put a home on file."""
    authority = authority_open_to(request, Action.KEEP_HOMES)
    form = HomeForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        add_home(authority=authority, today=timezone.localdate(), by=person(request), **form.cleaned_data)
        messages.success(request, "The home is on file. It is listed here once a child is placed there.")
        return reverse("carers:provider-list")

    return Writing(
        elsewhere=read_only(authority),
        form=form,
        name="add home",
        work=work,
        title="Put a provider’s home on file",
        button="Save",
        breadcrumbs=_to_the_list(),
        intro=[
            "A children’s home, supported accommodation or a fostering agency that is not on file yet. Placements can "
            "then be logged there, and those that returns brought with this number can be linked to it.",
            "One record serves every council that uses this service. A council sees it once a child of its own lives "
            "there, or is about to.",
        ],
    ).answer(request)


@_GET_OR_POST
def provider_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct the name or the Ofsted number."""
    authority = authority_open_to(request, Action.KEEP_HOMES)
    home = get_object_or_404(_homes(request, authority), public_id=public_id)
    access_log.shown(request, "form about a provider's home", [home], authority=authority)
    form = HomeForm(
        request.POST if request.method == "POST" else None, initial={"name": home.name, "urn": home.urn}
    )

    def work() -> str:
        correct_home(
            home=home,
            version=version_sent(request, now=home.version),
            authority=authority,
            today=timezone.localdate(),
            by=person(request),
            **form.cleaned_data,
        )
        messages.success(request, "The home is corrected.")
        return home.get_absolute_url()

    return Writing(
        elsewhere=read_only(authority),
        record=home,
        form=form,
        name=f"correct home {home.public_id}",
        work=work,
        title="Correct the name or Ofsted number",
        button="Save",
        caption=home.name,
        breadcrumbs=[*_to_the_list(), {"text": home.name, "href": home.get_absolute_url()}],
        version=home.version,
        standing=lambda now: {"name": now.name, "urn": now.urn},
        intro=[
            "One record serves every council that places children here, so the name and number change for all of them. "
            "What stood here before stays in the history.",
            "What returns reported stays as they reported it. Placements that wait for a home are linked by the number "
            "that stands here.",
            "If another home has taken its place, with a number of its own, put that one on file instead.",
        ],
    ).answer(request)
