"""Two records of one child made one: asked once, in words, with both sides in sight."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from placements.actions import merge_children
from placements.forms.small import MergeForm
from placements.models import Child
from placements.presenters import words
from placements.views.page import Answer, beside, carry_out, child_to_write, new_key, person
from sufficiency.core.access import Action


@require_http_methods(["GET", "HEAD", "POST"])
def child_merge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Bring another record over to this one. The other is chosen among those with the same date of birth."""
    child = child_to_write(request, public_id, Action.CORRECT_CHILDREN)
    others = (
        Child.objects.visible_to(person(request))
        .filter(authority=child.authority, date_of_birth=child.date_of_birth)
        .exclude(pk=child.pk)
        .order_by("last_name", "first_name", "number")
    )
    form = MergeForm(
        request.POST or None,
        initial={"key": new_key(), "version": child.version},
        choices=[
            (f"{one.public_id}:{one.version}", f"{words.name(one)}, {one.number or 'no number yet'}")
            for one in others
        ],
    )
    beside(request, list(others))
    address = reverse("placements:child-detail", args=[child.public_id])
    answer = Answer()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        other, version = given["other"].split(":")

        def work() -> str:
            merge_children(
                keep=child,
                merge=others.get(public_id=other),
                versions=(given["version"], int(version)),
                because=given["because"],
                by=person(request),
            )
            return address

        answer = carry_out(request, form, action=f"merge {child.public_id}", work=work)
        if answer.address:
            return redirect(answer.address)
        if answer.stale:
            child.refresh_from_db()
            form.data = {**{name: form.data[name] for name in form.data}, "version": str(child.version)}
    lead = (
        "All that is recorded under the other record comes to this one, and the other is removed; the history "
        "keeps it. Days on which both say something are refused."
    )
    if not others:
        lead = "No other record that you may open has this date of birth, so there is nothing to merge."
    return render(
        request,
        "placements/form.html",
        {
            "page_title": "Merge another record into this one",
            "page_caption": f"{words.name(child)}, {words.age(child, timezone.localdate())}",
            "lead": lead,
            "form": form if others else None,
            "button": "Merge the records",
            "stale": answer.stale,
            "back_link": {"href": address, "text": words.name(child)},
        },
        status=answer.status,
    )
