"""Pages on which a system administrator keeps accounts and roles."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from sufficiency.core.access import Role
from sufficiency.core.models import AccessRequest, Membership, User
from sufficiency.core.people import actions, wording
from sufficiency.core.people.filters import PersonFilter
from sufficiency.core.people.forms import PersonForm
from sufficiency.core.people.pages import authority_kept, carried_out, form_page, me, person_kept
from sufficiency.core.people.tables import PersonTable
from sufficiency.core.sign_in.second_factor import confirmed_factor


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """Everyone whose account the administrator keeps, with their roles here."""
    authority = authority_kept(request)
    everyone = User.objects.visible_to(me(request))
    chosen = PersonFilter(request.GET, queryset=everyone)
    people = chosen.qs.prefetch_related(
        Prefetch(
            "memberships",
            Membership.objects.filter(authority=authority).order_by("role"),
            to_attr="roles_here",
        ),
        Prefetch(
            "access_requests",
            AccessRequest.objects.waiting().filter(authority=authority, kind=AccessRequest.Kind.ROLE),
            to_attr="roles_asked",
        ),
    )
    table = PersonTable(people, today=timezone.localdate())
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    number = chosen.qs.count()
    context = {
        "page_title": "People who use this service",
        "filter": chosen,
        "table": table,
        "count": f"{number:,} {'person' if number == 1 else 'people'}",
        "is_empty": not number,
    }
    return render(request, "people/person_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Add somebody, with their first role."""
    authority = authority_kept(request)
    form = PersonForm(request.POST or None, today=timezone.localdate())

    def work() -> str:
        person = actions.add_person(
            username=form.cleaned_data["username"],
            first_name=form.cleaned_data["first_name"],
            last_name=form.cleaned_data["last_name"],
            authority=authority,
            role=Role(form.cleaned_data["role"]),
            dates=form.cleaned_data["dates"],
            by=me(request),
        )
        return reverse("people:person", args=[person.public_id])

    done = carried_out(request, form, "add person", work)
    if done:
        messages.success(request, "The account is made. Make a password link and hand it over.")
        return redirect(done)
    return form_page(
        request,
        form,
        "Add a person",
        "Add this person",
        {"href": reverse("people:person-list"), "text": "People"},
    )


@require_safe
def person_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """An account: roles and their days, how the person signs in, what can be done."""
    authority = authority_kept(request)
    person = person_kept(request, public_id)
    today = timezone.localdate()
    roles = [
        {
            "label": held.get_role_display(),
            "role": held.role,
            "days": wording.days_in_words(held.dates),
            "state": wording.state_of(held, today),
        }
        for held in person.memberships.filter(authority=authority).order_by("role")
    ]
    requests = person.access_requests.waiting().filter(authority=authority).select_related("user", "asked_by")
    identity = person.identities.filter(issuer=settings.OPENID["issuer"]).first()
    context = {
        "page_title": str(person),
        "page_caption": "Account",
        "breadcrumbs": [{"text": "People", "href": reverse("people:person-list")}],
        "person": person,
        "is_me": person == request.user,
        "roles": roles,
        "requests": [wording.asks(one) for one in requests],
        "has_app": confirmed_factor(person) is not None,
        "offers_identity": bool(settings.OPENID["issuer"]),
        "identity": identity,
    }
    return render(request, "people/person_detail.html", context)
