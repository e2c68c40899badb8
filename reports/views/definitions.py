"""How we count: every indicator in words, with the rules that hold for all."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports import printing
from reports.presenters import words
from sufficiency.indicators import catalogue
from sufficiency.indicators.breaks import BREAKS


@require_safe
def definition_list(request: HttpRequest) -> HttpResponse:
    """Open to everyone who signs in: a definition is no figure."""
    families = [
        {
            "id": family,
            "heading": heading,
            "indicators": [
                {"indicator": indicator, "breaks": [one for one in BREAKS if one.key == indicator.key]}
                for indicator in catalogue.INDICATORS
                if indicator.key.startswith(f"{family}.")
            ],
        }
        for family, heading in words.FAMILIES.items()
    ]
    return render(
        request,
        "reports/definition_list.html",
        {"page_title": "How we count", "families": families, "rounding": printing.ROUNDING},
    )
