"""Placements whose home is not linked yet, as an import leaves them: one line a place, linked all at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from carers.models import Household
from placements.actions import link_by_ofsted_number, link_placements
from placements.choices import PROVIDERS, in_words, placement_type
from placements.forms.linking import KeyForm, LinkForm
from placements.models import Home, Placement
from placements.querysets import PlacementQuerySet
from placements.views.page import carry_out, new_key, person
from sufficiency.core import access_log
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority
from sufficiency.core.postcodes import districts_of

# A page of places, those with the most placements first.
_SHOWN = 50


def waiting_for(request: HttpRequest, authority: Authority) -> PlacementQuerySet:
    """Placements of children whom the person may open that name no home."""
    return (
        Placement.objects.visible_to(person(request)).filter(child__authority=authority).home_not_yet_linked()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def link_list(request: HttpRequest) -> HttpResponse:
    """The places that wait for a home; those whose Ofsted number is on file are linked with one button."""
    authority = authority_open_to(request, Action.LINK_HOMES)
    waiting = waiting_for(request, authority)
    form = KeyForm(request.POST or None, initial={"key": new_key()})
    address = reverse("placements:link-list")
    if request.method == "POST" and form.is_valid():

        def work() -> str:
            number = link_by_ofsted_number(authority=authority, by=person(request))
            messages.success(request, f"Linked by Ofsted number: {number}.")
            return address

        if carry_out(request, form, action="link by Ofsted number", work=work).address:
            return redirect(address)
    places = (
        waiting.exclude(urn="", postcode="")
        .order_by()
        .values("urn", "code", "provider", "postcode")
        .annotate(placements=Count("pk"), first=Max("pk"))
        .order_by("-placements", "code", "urn")
    )
    shown = list(places[:_SHOWN])
    access_log.shown(request, "homes to link", [], authority=authority, places=len(shown))
    ids = dict(
        Placement.objects.filter(pk__in=[place["first"] for place in shown]).values_list("pk", "public_id")
    )
    return render(
        request,
        "placements/link_list.html",
        {
            "page_title": "Homes not linked yet",
            "page_source": "Placements from returns name no home. Link them, and places are counted.",
            "breadcrumbs": [{"text": "Children", "href": reverse("placements:child-list")}],
            "form": form,
            "number": waiting.count(),
            "on_file": waiting.filter(urn__in=Home.objects.values("urn")).count(),
            "rows": [
                {
                    "type": placement_type(place["code"]),
                    "provider": in_words(place["provider"], PROVIDERS),
                    "urn": place["urn"] or "none",
                    "area": districts_of(place["postcode"]) or "not known",
                    "number": place["placements"],
                    "href": reverse("placements:link-place", args=[ids[place["first"]]]),
                }
                for place in shown
            ],
            "more": max(0, places.count() - _SHOWN),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def link_place(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Link every placement of the same type, provider, Ofsted number and postcode as this one."""
    authority = authority_open_to(request, Action.LINK_HOMES)
    like = waiting_for(request, authority).filter(public_id=public_id).first()
    if like is None:
        return redirect("placements:link-list")
    same = waiting_for(request, authority).filter(
        urn=like.urn, postcode=like.postcode, code=like.code, provider=like.provider
    )
    form = LinkForm(
        request.POST or None,
        initial={"key": new_key()},
        households=Household.objects.visible_to(person(request)).filter(authority=authority),
    )
    if request.method == "POST" and form.is_valid():

        def work() -> str:
            link_placements(
                placements=same, authority=authority, to=form.cleaned_data["to"], by=person(request)
            )
            return reverse("placements:link-list")

        answer = carry_out(request, form, action=f"link {like.public_id}", work=work)
        if answer.address:
            return redirect(answer.address)
    number = same.count()
    return render(
        request,
        "placements/form.html",
        {
            "page_title": f"Link {number} {'placement' if number == 1 else 'placements'} to a home",
            "lead": f"{placement_type(like.code)}; {in_words(like.provider, PROVIDERS).lower()}; "
            f"Ofsted number {like.urn or 'not reported'}. All are at the same place.",
            "form": form,
            "button": "Link",
            "back_link": {"href": reverse("placements:link-list"), "text": "Homes not linked yet"},
        },
    )
