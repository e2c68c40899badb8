"""What waits beside the placement: reviews of family time, and life-story work that nobody recorded."""

from __future__ import annotations

from datetime import timedelta

from placements.life_story.counting import MONTHS_IN_CARE
from placements.models import FamilyTimePlan
from placements.open_to import within_reach
from placements.work import lines
from placements.work.asking import children_of, desk_rule, mine_by, of_all, spells_of
from sufficiency.core.access import Action, Role
from sufficiency.core.work import COMING_UP, Risk, Rule, register

_AHEAD = timedelta(days=14)
_ROLES = frozenset({Role.SOCIAL_WORKER, Role.PLACEMENT_MANAGER})

RULES: tuple[Rule, ...] = (
    desk_rule(
        "family-time-reviews",
        COMING_UP,
        # After the reviews that the regulations ask for: this day was agreed.
        Risk.COMING,
        "review of family time due",
        "reviews of family time due",
        find=lambda asked: (
            spells_of(FamilyTimePlan, asked)
            .filter(within_reach(asked.user, Action.SEE_FAMILY_TIME, of="child__"))
            .review_due_by(asked.day + _AHEAD, day=asked.day)
        ),
        line=lines.family_time_review,
        why="On the day agreed for the next review of a plan of family time.",
        action=Action.SEE_FAMILY_TIME,
        roles=_ROLES,
    ),
    desk_rule(
        "life-story",
        COMING_UP,
        Risk.COMING,
        "child in care for over a year with no life-story work on record",
        "children in care for over a year with no life-story work on record",
        find=lambda asked: (
            children_of(asked)
            .within_reach(asked.user, Action.SEE_FAMILY_TIME)
            .without_life_story_on(asked.day, months=MONTHS_IN_CARE, first=of_all(asked))
        ),
        line=lines.no_life_story,
        mine=mine_by("pk"),
        why="No law names a time: NICE guideline NG205 recommends life-story work, and here it is asked after a year.",
        action=Action.SEE_FAMILY_TIME,
        roles=_ROLES,
    ),
)


def add() -> None:
    """Put these on the page of work."""
    register(*RULES)
