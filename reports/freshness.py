"""Where a day's figures come from, and how fresh that is, in a line."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from sufficiency.core.models import Authority
from sufficiency.exchange.models import Return
from sufficiency.indicators.wording import in_words


def source_line(authority: Authority, day: date) -> str:
    """'Source: SSDA903 return to 31 March 2013, loaded on …'. One query."""
    returns = Return.objects.filter(authority=authority, is_current=True, batch__status="applied")
    current = list(returns.select_related("batch").order_by("as_at"))
    speaking = next((one for one in current if one.as_at >= day), None)
    if speaking is None:
        return f"Source: records kept here, as at {in_words(day)}."
    kind = "extract" if speaking.is_extract else "SSDA903 return"
    loaded = timezone.localtime(speaking.batch.applied_at or speaking.batch.started_at)
    when = f"{in_words(loaded.date())} at {loaded:%H:%M}"
    line = f"Source: {kind} to {in_words(speaking.as_at)}, loaded on {when}."
    later = [one for one in current if one.as_at > speaking.as_at]
    if later:
        line += f" Corrections in later returns, up to {in_words(later[-1].as_at)}, are included."
    return line
