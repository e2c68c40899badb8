"""What a council's documents are dressed in: read from its settings, put on a document."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

from reports.document import Document, Style
from reports.models import CouncilStyle
from sufficiency.core.models import Authority


def dressed(document: Document, authority: Authority) -> Document:
    """The document in its council's name, colour and logo as they are now set; as it is where nothing is."""
    found = CouncilStyle.objects.filter(authority=authority).first()
    if found is None:
        return document
    return replace(document, council=found.printed_name or document.council, style=style_of(found))


def style_of(found: CouncilStyle) -> Style:
    return Style(
        accent=found.accent,
        logo_png=b64encode(bytes(found.logo_png)).decode(),
        logo_svg=found.logo_svg,
        logo_alt=found.logo_alt,
    )
