"""A young person's record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careleavers import presenters
from careleavers.models import YoungPerson
from careleavers.situation import recorded_from, situations, with_facts
from careleavers.views.page import person_open_to, to_the_list, today_of
from sufficiency.core.access import Action, may

# Contacts that stand open on the page; the earlier ones are a press away.
_LATEST = 6


@require_safe
def young_person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who they are, what is due, where they live, who was in touch, what they do, and whom to ring."""
    person = person_open_to(request, Action.SEE_YOUNG_PEOPLE, public_id)
    authority, user = person.authority, request.user
    today = today_of(authority)
    [now] = situations(
        with_facts(YoungPerson.objects.filter(pk=person.pk), day=today),
        day=today,
        recorded_from=recorded_from(authority, day=today),
    )
    contacts = [
        presenters.contact_event(one)
        for one in person.contacts.up_to(today).select_related("by").order_by("-on", "-pk")
    ]
    return render(
        request,
        "careleavers/young_person.html",
        {
            "page_title": presenters.name(person),
            "breadcrumbs": to_the_list(),
            "person": person,
            "now": now,
            "identity": presenters.identity(now),
            "owed": presenters.owed(now),
            "living": presenters.lives(now),
            "suitable": presenters.suitable(now),
            "activity": presenters.activity(now),
            "category_lines": presenters.category_lines(now),
            "support": presenters.support(now),
            "homes": [
                presenters.accommodation_event(one)
                for one in person.accommodations.begun_by(today)
                .select_related("entered_by")
                .order_by("-dates")
            ],
            "contacts": contacts[:_LATEST],
            "earlier_contacts": contacts[_LATEST:],
            "activities": [
                presenters.activity_event(one)
                for one in person.activities.begun_by(today).select_related("entered_by").order_by("-dates")
            ],
            "steps": [
                presenters.plan_event(one)
                for one in person.plan_reviews.up_to(today).select_related("entered_by").order_by("-on")
            ],
            "reported": presenters.reported_rows(now),
            "documents": presenters.documents(person.documents.all(), today),
            "to_ring": person.people_to_ring.all(),
            "may_keep": YoungPerson.objects.kept_by(user).filter(pk=person.pk).exists(),
            "may_name_adviser": may(user, Action.KEEP_YOUNG_PEOPLE, authority),
        },
    )
