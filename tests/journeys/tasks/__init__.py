"""Each role's first three tasks, with what they may cost.

The tasks of the placement officer, manager, report author, carer records administrator, analyst and auditor are those
that the users' needs put first, as far as the product goes today; those of the other roles are the first that their
pages are for. Limits of clicks count from where the task begins to the last press, without the menu of a phone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sufficiency.core.access import Role
from tests.journeys.person import Person
from tests.journeys.world import World

Deed = Callable[[Person, World], None]


@dataclass(frozen=True)
class Task:
    """`clicks` and `fields` are the most it may take; `at` is the council of `World` that it is done in."""

    role: Role
    name: str
    do: Deed
    clicks: int
    fields: int
    at: str


TASKS: list[Task] = []


def task(role: Role, *, clicks: int, fields: int = 0, at: str = "desk") -> Callable[[Deed], Deed]:
    """Add what the function does to the role's tasks."""

    def add(do: Deed) -> Deed:
        TASKS.append(Task(role, do.__name__.replace("_", " "), do, clicks, fields, at))
        return do

    return add


# Each module adds its own.
from tests.journeys.tasks import care_records, desk, figures, forecasts, oversight, young_people  # noqa: E402, F401
