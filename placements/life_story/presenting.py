"""Life-story work put into words for the child's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from placements.life_story.querysets import OF_THE_BOX, WORK
from placements.models import LifeStoryWork
from placements.models.life_story import Step
from sufficiency.core.writing import day_in_words


def standing(steps: Sequence[LifeStoryWork]) -> list[dict[str, Any]]:
    """How it stands by the steps that count, the latest first: None where nobody recorded it."""
    work = [one for one in steps if one.step in WORK]
    begun = [one for one in work if one.step == Step.BEGUN]
    not_begun = next((one for one in steps if one.step == Step.NOT_BEGUN), None)
    box = next((one for one in steps if one.step in OF_THE_BOX), None)
    if begun:
        has_begun: str | None = _said("Begun", begun[-1])
    elif work:
        has_begun = "Begun; on which day is not known"
    else:
        has_begun = _said("Not begun", not_begun) if not_begun else None
    return [
        {"key": "Life-story work", "value": has_begun},
        {"key": "Last added to", "value": _when(work[0]) if work else None},
        {"key": "Memory box", "value": _said("Yes" if box.step == Step.BOX else "No", box) if box else None},
    ]


def _said(words: str, step: LifeStoryWork) -> str:
    return f"{words}, {_when(step)}"


def _when(step: LifeStoryWork) -> str:
    """'4 June 2026, by the social worker' without the article: roles are told as they are listed."""
    return f"{day_in_words(step.on)} ({step.get_by_role_display().lower()})"


def event(step: LifeStoryWork, *, today: date) -> dict[str, Any]:
    """One step of the timeline."""
    return {
        "record": step,
        "title": step.get_step_display(),
        "by": step.get_by_role_display(),
        "when": day_in_words(step.on),
        "entered": f"Entered by {step.entered_by}",
    }
