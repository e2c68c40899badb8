"""Which words a clearance is of: a fingerprint of everything in a draft that somebody wrote or chose."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.forms.models import model_to_dict

from reports.models import Draft, ReportHeader

_OF_A_SECTION = ("key", "order", "level", "title", "marks", "is_annex", "is_exempt", "text")
# Parts of a document that are no section; no section's key begins so.
HEAD, SETTINGS = "@head", "@settings"


def fingerprint(draft: Draft) -> str:
    """64 hexadecimal digits: another where a word, a section, the date, the audience or the header is another."""
    return _digest(_content(draft))


def fingerprints(draft: Draft) -> dict[str, str]:
    """The same of each part: the sections by their keys, `HEAD`, and `SETTINGS` for all that is in neither."""
    content = _content(draft)
    found = {section["key"]: _digest(section) for section in content.pop("sections")}
    found[HEAD] = _digest(content.pop("header"))
    found[SETTINGS] = _digest(content)
    return found


def _content(draft: Draft) -> dict[str, Any]:
    header = ReportHeader.objects.filter(draft=draft).first()
    content: dict[str, Any] = {
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
    if header is not None and header.decided_on is None and draft.decision_on is not None:
        # The head prints it for want of another day.
        content["header"]["decided_on"] = draft.decision_on
    return content


def _digest(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
