"""What an edition will hold, told before it is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from reports.models import Draft, DraftSection, Edition
from reports.presenters import words
from reports.writing.composing import Composed
from sufficiency.indicators.wording import in_words


def facts(
    draft: Draft, made: Composed, sections: Sequence[DraftSection], *, number: int
) -> list[dict[str, Any]]:
    """Rows of a summary list. `number` is the edition's own, as long as nobody publishes another before."""
    tables, charts = list(made.document.tables()), list(made.document.charts())
    found: list[dict[str, Any]] = [
        {"key": "Edition", "value": f"{number}, {draft.template.get_kind_display().lower()}"},
        {"key": "As at", "value": in_words(draft.as_at)},
        {"key": "For", "value": Edition.Audience(draft.audience).label},
        {
            "key": "Figures",
            "value": f"{words.records(len(made.protected.measurements), 'figure', 'figures')}, in "
            f"{words.records(len(tables), 'table', 'tables')}, {words.records(len(charts), 'chart', 'charts')} "
            "and the words",
        },
        {"key": "Hidden", **_hidden(draft, made)},
    ]
    exempt = [one.title for one in sections if one.is_exempt]
    if exempt:
        found.append({"key": "Exempt, printed apart", "value": ", ".join(exempt)})
    if draft.follows:
        found.append({"key": "Takes the place of", "value": str(draft.follows)})
    if draft.erratum:
        found.append({"key": "Corrects", "value": draft.erratum})
    if draft.approved_by:
        found.append({"key": "Approved by", "value": str(draft.approved_by)})
    return found


def _hidden(draft: Draft, made: Composed) -> dict[str, str]:
    if draft.audience == Edition.Audience.INTERNAL:
        return {"value": "Nothing: exact figures, for inside the council"}
    return {
        "value": words.records(len(made.protected.hidden), "count", "counts"),
        "href": reverse("reports:draft-protection", args=[draft.public_id]),
        "link_text": "See which and why: what is",
    }
