"""Family time and places put into words for the child's pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from placements.models import FamilyTimePlan, ImportantPlace
from placements.models.family_time import HowOften
from placements.presenters import words
from sufficiency.core.writing import day_in_words

YES_NO = {True: "Yes", False: "No", None: "Not known"}
_SUPERVISED = {True: "supervised", False: "not supervised", None: "not known whether supervised"}


def family_time(plan: FamilyTimePlan, *, today: date) -> dict[str, Any]:
    """One plan as a row: with whom, and what is planned in a sentence."""
    if plan.how_often == HowOften.NONE:
        parts = ["None at present"]
    else:
        parts = [
            plan.get_how_often_display(),
            _low(plan.get_setting_display()) if plan.setting else "not known where",
            _SUPERVISED[plan.is_supervised],
        ]
    parts.append(_low(plan.get_basis_display()) if plan.basis else "not known on whose word")
    return {
        "record": plan,
        "title": plan.get_whom_display(),
        "words": f"{', '.join(parts)}.",
        "note": plan.description,
        "dates": lasts(plan.dates, today=today),
        "review": _review(plan),
        "review_is_late": plan.next_review_on is not None and plan.next_review_on < today,
    }


def _review(plan: FamilyTimePlan) -> str:
    reviewed = f"Reviewed on {day_in_words(plan.reviewed_on)}" if plan.reviewed_on else "No review on record"
    if plan.next_review_on is None:
        return f"{reviewed}; no day is agreed for the next."
    return f"{reviewed}; next on {day_in_words(plan.next_review_on)}."


def place(one: ImportantPlace, *, far: Decimal | None, placed: bool, today: date) -> dict[str, Any]:
    """One place to be near as a row, with how far it is from where the child lives now, where the child is placed."""
    told = ""
    if placed:
        told = (
            "how far from where the child lives now is not known"
            if far is None
            else f"{words.how_far(far)} from where the child lives now"
        )
    return {
        "record": one,
        "title": one.get_kind_display(),
        "words": f"{', '.join(filter(None, [one.postcode, told]))}.",
        "note": one.description,
        "dates": lasts(one.dates, today=today),
    }


def lasts(dates: Any, *, today: date) -> str:
    """'Since 4 June 2026', 'From 4 June 2026', or both days of what is over or has an end."""
    begun = day_in_words(dates.lower)
    if dates.upper is not None:
        return f"{begun} to {day_in_words(dates.upper)}"
    return f"{'From' if dates.lower > today else 'Since'} {begun}"


def over(rows: Iterable[Any]) -> list[dict[str, str]]:
    """What has ended, each in a line."""
    return [
        {"title": str(one), "dates": f"{day_in_words(one.dates.lower)} to {day_in_words(one.dates.upper)}"}
        for one in rows
    ]


def _low(label: str) -> str:
    return label[0].lower() + label[1:]
