"""The health and well-being file: children in care for twelve months on the last day."""

import random
from datetime import date

from sufficiency.core.periods import age_on, months_before, year_ending
from sufficiency.demonstration.southampton.columns import Row, row
from sufficiency.demonstration.southampton.lives import Stay

# Strengths and difficulties scores were first collected for the year ending in 2009.
SCORES_FROM = 2009


def in_care_for_a_year(one: Stay, day: date) -> bool:
    """Whether the child has been in care without a break for the twelve months to the day."""
    return one.covers(day) and one.start <= months_before(day, 12)


def health_row(rng: random.Random, one: Stay, day: date, born: str) -> Row:
    """The child's row; ages and dates decide which fields are due."""
    age = age_on(one.person.born, day)
    values = {"CHILD": one.person.child, "DOB": born}
    if year_ending(day) >= SCORES_FROM and 4 <= age <= 16:
        if rng.random() < 0.83:
            values["SDQ_SCORE"] = str(min(40, max(0, round(rng.gauss(13.8, 6.5)))))
        else:
            values["SDQ_REASON"] = rng.choice(("SDQ2", "SDQ3", "SDQ4", "SDQ5"))
    elif year_ending(day) >= SCORES_FROM and age == 17:
        values["SDQ_REASON"] = "SDQ1"
    if age >= 10:
        values["CONVICTED"] = str(int(rng.random() < 0.06))
    if age < 5:
        values["HEALTH_CHECK"] = str(int(rng.random() < 0.88))
    values["IMMUNISATIONS"] = str(int(rng.random() < 0.82))
    values["TEETH_CHECK"] = str(int(rng.random() < 0.84))
    values["HEALTH_ASSESSMENT"] = str(int(rng.random() < 0.87))
    misuse = age >= 12 and rng.random() < 0.06
    values["SUBSTANCE_MISUSE"] = str(int(misuse))
    if misuse:
        received = rng.random() < 0.6
        values["INTERVENTION_RECEIVED"] = str(int(received))
        if not received:
            values["INTERVENTION_OFFERED"] = "1"
    return row("OC2", **values)
