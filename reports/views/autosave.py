"""Keeping what is being typed without leaving the page: the editor's own form, sent now and then by its script."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from reports import actions
from reports.forms_of_drafts import SectionForm
from reports.models import DraftSection
from reports.views.page import person
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.core.stale import StaleEdit
from sufficiency.core.writing import version_sent

# What the script asks for, and a browser that sends the form by itself does not.
AUTOSAVES = "application/json"
_STALE = "Somebody else changed this section. Yours is not saved yet: press Save to see both versions."


def kept(request: HttpRequest, section: DraftSection, form: SectionForm, *, closed: str) -> JsonResponse:
    """Save as the button would, under the same rules of key and version, and say under which the next is to be sent.

    The version told is the one that this saving made, also where it is told again: what somebody else wrote since is
    never taken for seen. Nothing is saved where a sentence says why; the page keeps what was typed.
    """
    if closed:
        return JsonResponse({"why": closed}, status=409)
    if not form.is_valid():
        return JsonResponse({"why": " ".join(str(one) for one in form.errors["text"])}, status=400)
    version, user = version_sent(request, now=section.version), person(request)

    def work() -> str:
        actions.write_section(section=section, version=version, by=user, **form.cleaned_data)
        actions.open_section(section=section, now=timezone.now(), by=user)
        return request.path

    try:
        key = key_from(request.POST.get("key", ""))
        once(key, by=user, action=f"keep section {section.public_id}", work=work)
    except NotThisForm as refusal:
        return JsonResponse({"why": str(refusal)}, status=400)
    except (StaleEdit, actions.NotOpen) as refusal:
        why = _STALE if isinstance(refusal, StaleEdit) else str(refusal)
        return JsonResponse({"why": why}, status=409)
    return JsonResponse({"version": version + 1, "key": str(uuid4()), "at": f"{timezone.localtime():%H:%M}"})
