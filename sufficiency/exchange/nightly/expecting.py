"""Whether tonight's extract came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from sufficiency.core.models import Authority
from sufficiency.exchange.models import FolderItem, FolderRun
from sufficiency.indicators.wording import in_words


@dataclass(frozen=True)
class Night:
    """The extract last due: by when, and when it came; None where it did not."""

    due_at: datetime
    came_at: datetime | None


def is_expected(authority: Authority) -> bool:
    """Where a folder is set for the authority, or a run was ever made for it."""
    codes = {authority.gss_code, *authority.aliases}
    return (
        bool(codes & set(settings.EXTRACT_FOLDERS)) or FolderRun.objects.filter(authority=authority).exists()
    )


def last_night(authority: Authority, *, now: datetime) -> Night | None:
    """The night whose extract was due last before `now`; None where none is expected."""
    if not is_expected(authority):
        return None
    due_at = _due(now)
    came = (
        FolderItem.objects.filter(
            authority=authority,
            at__gte=due_at - timedelta(days=1),
            outcome__in=[FolderItem.Outcome.TAKEN, FolderItem.Outcome.HELD],
        )
        .order_by("-at")
        .values_list("at", flat=True)
        .first()
    )
    return Night(due_at, came)


def missing_tonight(authority: Authority, *, now: datetime) -> str:
    """That the extract last due did not come, in a sentence; blank where it did, or none is expected."""
    night = last_night(authority, now=now)
    if night is None or night.came_at is not None:
        return ""
    due = timezone.localtime(night.due_at)
    return (
        f"The nightly extract that was due by {due:%H:%M} on {in_words(due.date())} did not come. "
        "What is shown here is as the last one left it. Ask whoever runs the case system's export."
    )


def _due(now: datetime) -> datetime:
    """The last time before `now` at which the hour was struck, in London's time."""
    hour = time.fromisoformat(settings.EXTRACT_EXPECTED_BY)
    local = timezone.localtime(now)
    day = local.date() if local.time() >= hour else local.date() - timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, hour))
