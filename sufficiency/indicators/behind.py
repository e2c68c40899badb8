"""The children that a figure counts."""

from __future__ import annotations

from datetime import date

from placements.models import Child
from placements.querysets import ChildQuerySet
from sufficiency.core.models import Authority
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Span
from sufficiency.indicators.families import coverage
from sufficiency.indicators.measuring import FAMILIES
from sufficiency.indicators.query import subquery


def children_behind(
    key: str, *, authority: Authority, as_at: date, today: date, category: str | None = None
) -> ChildQuerySet:
    """The children whom the figure counts, or those in one category of it; as many as the figure says.

    Of a percentage or a rate, those in its numerator; of a mean, those averaged. Whoever may look: apply
    `visible_to(user)` before any is shown, and say how many then cannot be opened. Nobody stands behind a figure
    whose window the records do not cover; where they are kept here, they cover none after `today`.
    """
    indicator = catalogue.get(key)
    if category is not None and category not in indicator.categories:
        raise ValueError(
            f"'{indicator.title}' is not broken down by '{category}'. "
            + (
                f"Its categories are: {', '.join(indicator.categories)}."
                if indicator.categories
                else "It has none."
            )
        )
    held = coverage.held(authority, today=today)
    if indicator.span is not Span.RETURN and held.shortfall(indicator.span.window(as_at), indicator.groups):
        return Child.objects.none()
    family = next(family for family in FAMILIES if key in family.KEYS)
    condition, bound = family.children_where(key, category)
    ids = subquery(
        f"{family.JUDGED} select child_id from judged where {condition}",
        {**family.parameters(authority, [as_at]), **bound},
    )
    return Child.objects.filter(pk__in=ids)
