"""Homes to win, in words and tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from forecasting.engine.kinds import PLACEMENTS
from forecasting.engine.planner import Answer, Goal
from forecasting.presenters import words
from forecasting.presenters.differences import plain
from forecasting.presenters.pictures import columns
from forecasting.register.where import FAR_MILES, Where
from sufficiency.indicators.formatting import number

_WHO = {
    "agency_fostering": "children fostered through agencies",
    "residential": "children in residential homes",
}
PARENT_AND_CHILD = (
    "How many of these homes should take a parent with their child is not known: the return and the records tell where "
    "a child lives, not whether a parent lives there too."
)


def _day(goal: Goal) -> date:
    found: date = goal.by.astype("datetime64[D]").astype(object)
    return found


def _homes(count: int) -> str:
    return "1 more home" if count == 1 else f"{number(count)} more homes"


def sentence(goal: Goal, answer: Answer) -> str:
    """The answer, for 8 chances in 10."""
    who, month = _WHO[PLACEMENTS[goal.kind]], words.month(_day(goal))
    verb = "brings" if answer.homes[0.8] == 1 else "bring"
    if not answer.homes[0.8]:
        return f"No further homes are needed: {who} are {number(goal.target)} or fewer in {month} with 8 chances in 10."
    return (
        f"{_homes(answer.homes[0.8])}, net of those who give up, {verb} {who} to {number(goal.target)} or fewer by "
        f"the end of {month} with 8 chances in 10."
    )


def beside(goal: Goal, answer: Answer) -> list[str]:
    """What else can be said of these homes, and what cannot."""
    said = []
    if answer.homes[0.8]:
        said.append(
            f"Of {_WHO[PLACEMENTS[goal.kind]]} now, {round(100 * answer.of_sibling_groups)}% have a brother or sister "
            "in care: so many of the places are needed side by side."
        )
        if answer.saves_yearly is None:
            said.append(
                "What it saves cannot be said: no weekly price is held for both kinds of placement. Enter prices of "
                "placements, and make a new forecast."
            )
        else:
            low, middle, high = (round(one, -3) for one in answer.saves_yearly)
            between = f" (8 chances in 10: £{low:,.0f} to £{high:,.0f})" if low < high else ""
            said.append(
                f"When all are filled they save about £{middle:,.0f} a year{between}, at prices of the day and before "
                "what it costs to win and support them."
            )
        said.append(PARENT_AND_CHILD)
    return said


def by_confidence(goal: Goal, answer: Answer) -> dict[str, Any]:
    """Homes for one chance in two, 8 in 10 and 19 in 20."""
    named = {0.5: "1 chance in 2", 0.8: "8 chances in 10", 0.95: "19 chances in 20"}
    return {
        "caption": f"Homes that reach {number(goal.target)} or fewer by the end of {words.month(_day(goal))}",
        "columns": columns("To be sure with", "Net homes", "Places filled"),
        "rows": [
            {
                "cells": [
                    named[confidence],
                    number(homes),
                    plain(homes * goal.places * goal.fill_rate),
                ]
            }
            for confidence, homes in answer.homes.items()
        ],
        "notes": [f"A home has {goal.places:g} places, of which {goal.fill_rate:.0%} are filled."],
    }


def by_age(answer: Answer) -> dict[str, Any]:
    """Whom the homes for 8 chances in 10 are for."""
    return {
        "caption": "For which ages: children who would move into the homes of 8 chances in 10, on average",
        "columns": columns("Age", "Children"),
        "rows": [
            {"cells": [words.AGES[age], plain(children)]} for age, children in answer.children_by_age.items()
        ],
    }


def where(told: Where, kind: str) -> dict[str, Any]:
    """Districts of the homes that children come from."""
    who = _WHO.get(kind, f"children placed more than {FAR_MILES} miles from home")
    rows = [
        {"cells": [district or "Home postcode not known", number(count)]}
        for district, count in told.districts
    ]
    if told.not_shown and told.districts:
        rows.append({"cells": ["Other districts together", _small(told.not_shown)]})
    return {
        "rows": rows,
        "table": {
            "caption": f"Where: home districts of {who} on the day of the forecast",
            "columns": columns("Postcode district of the child’s home", "Children"),
            "rows": rows,
            "notes": [
                "Districts of five children or fewer are taken together, so that nobody can be told apart."
            ],
        },
        "empty": f"There are no {who} on the day of the forecast."
        if not told.children
        else "Where they come from cannot be told: in every district they are so few that a child could be told apart.",
    }


def _small(count: int) -> str:
    return "5 or fewer" if count <= 5 else number(count)


def far(now: int) -> str:
    """Why the question cannot be answered for distances."""
    return (
        "This cannot be foretold: the forecast follows ages and kinds of placement, not how far from home they are, "
        f"and homes won here may or may not be nearer. On the day of the forecast {_far_now(now)} placed more than "
        f"{FAR_MILES} miles from home, where the distance is known."
    )


def _far_now(now: int) -> str:
    return "no children were" if not now else "1 child was" if now == 1 else f"{number(now)} children were"
