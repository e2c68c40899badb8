"""What is asked of somebody who records a step of life-story work."""

from __future__ import annotations

from placements.models.life_story import ByRole, Step
from sufficiency.core.writing import WritingForm, calendar, choice, day, radios


class LifeStoryForm(WritingForm):
    """What, when, and in which role."""

    step = choice(
        "What happened, or what is so?",
        Step.choices,
        missing="Choose what happened, or what is so",
        press=True,
    )
    on = day("On", missing="Enter the day, such as 4/6/2026")
    by_role = choice(
        "Who did it, or says so?", [("", "Choose"), *ByRole.choices], missing="Choose who did it, or says so"
    )
    arrangement = (radios("step"), calendar("on"), "by_role")
