"""Which words a clearance is of: a fingerprint of everything in a draft that somebody wrote or chose."""

from __future__ import annotations

import hashlib
import json

from django.forms.models import model_to_dict

from reports.models import Draft, ReportHeader

_OF_A_SECTION = ("key", "order", "level", "title", "marks", "is_annex", "is_exempt", "text")


def fingerprint(draft: Draft) -> str:
    """64 hexadecimal digits: another where a word, a section, the date, the audience or the header is another."""
    header = ReportHeader.objects.filter(draft=draft).first()
    content = {
        "title": draft.title,
        "as_at": draft.as_at,
        "audience": draft.audience,
        "erratum": draft.erratum,
        "sections": list(draft.sections.order_by("order").values(*_OF_A_SECTION)),
        "overrides": list(
            draft.overrides.agreed().order_by("pk").values_list("key", "as_at", "category", "part")
        ),
        "header": None if header is None else model_to_dict(header, exclude=["id", "draft"]),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
