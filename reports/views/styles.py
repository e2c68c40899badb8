"""How the council's documents look: its name, colour and logo."""

from __future__ import annotations

import base64
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reports.actions import set_style
from reports.colours import palette
from reports.forms_of_templates import StyleForm
from reports.models import CouncilStyle
from reports.presenters import draft_page
from reports.views.page import person
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import Writing, version_sent


@require_http_methods(["GET", "HEAD", "POST"])
def style(request: HttpRequest) -> HttpResponse:
    """What later documents are dressed in. Editions keep what they were printed with."""
    authority = authority_open_to(request, Action.WRITE_DOCUMENTS)
    found = CouncilStyle.objects.visible_to(person(request)).filter(authority=authority).first()
    form = StyleForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        has_logo=bool(found and found.logo_png),
        initial=_initial(found),
    )

    def work() -> str:
        set_style(
            authority=authority,
            version=version_sent(request, now=0),
            by=person(request),
            **form.cleaned_data,
        )
        messages.success(request, "Saved. Documents are printed so from now on; editions stay as they are.")
        return reverse("reports:style")

    return Writing(
        form=form,
        name="set document style",
        work=work,
        title="How your documents look",
        caption=authority.name,
        button="Save",
        breadcrumbs=draft_page.crumbs(),
        version=found.version if found else 0,
        standing=_in_words,
        intro=[
            "The name, colour and logo of every document that is printed from now on: as PDF, page and Word file. What "
            "is published stays as it was printed. Charts keep colours that everybody can tell apart."
        ],
        context={"shown": _shown(found)},
        template="reports/style.html",
    ).answer(request)


def _initial(found: CouncilStyle | None) -> dict[str, str]:
    if found is None:
        return {}
    return {"printed_name": found.printed_name, "accent": found.accent, "logo_alt": found.logo_alt}


def _in_words(now: CouncilStyle) -> dict[str, str]:
    return {
        "printed_name": now.printed_name or "Not given",
        "accent": now.accent or "Not given",
        "logo_alt": now.logo_alt or "Not given",
    }


def _shown(found: CouncilStyle | None) -> dict[str, Any]:
    """What is set now."""
    logo = base64.b64encode(bytes(found.logo_png)).decode() if found and found.logo_png else ""
    return {
        **{name: getattr(palette(found.accent if found else ""), name) for name in ("accent", "deep")},
        "logo": f"data:image/png;base64,{logo}" if logo else "",
        "logo_alt": found.logo_alt if found else "",
        "name": found.printed_name if found else "",
    }
