"""The audit question: of the children in care for more than a year, for how many is life-story work on record?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from placements.models import Child
from placements.models.life_story import Step
from sufficiency.core.models import Authority

# After so long in care without a break the question is asked. No law and no guideline names a time: NICE guideline
# NG205 of 2021 recommends life-story work for children in care, and a year is what this product asks after.
MONTHS_IN_CARE = 12


@dataclass(frozen=True)
class LifeStories:
    """Counts on a day. Work and the memory box each add up to `children`; what nobody recorded is not known."""

    as_at: date
    children: int
    work: int
    not_begun: int
    box: int
    no_box: int

    @property
    def work_not_known(self) -> int:
        return self.children - self.work - self.not_begun

    @property
    def box_not_known(self) -> int:
        return self.children - self.box - self.no_box


def life_stories(authority: Authority, *, as_at: date) -> LifeStories:
    """Of all the authority's children in care that long, those of closed records among them. One query."""
    asked = (
        Child.objects.filter(authority=authority).not_severed().in_care_for_on(as_at, months=MONTHS_IN_CARE)
    )
    counted = asked.with_life_story_on(as_at).aggregate(
        children=Count("pk"),
        work=Count("pk", filter=Q(has_work=True)),
        not_begun=Count("pk", filter=Q(has_work=False, said_not_begun=True)),
        box=Count("pk", filter=Q(last_of_box=Step.BOX)),
        no_box=Count("pk", filter=Q(last_of_box=Step.NO_BOX)),
    )
    return LifeStories(as_at, **counted)
