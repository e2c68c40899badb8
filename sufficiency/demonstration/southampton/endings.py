"""Why care ended, in the codes of 2006 to 2013."""

import random

from sufficiency.core.periods import age_on, birthday
from sufficiency.demonstration.southampton.lives import Stay

HOME_EXITS = (("E4A", 46), ("E4B", 18), ("E41", 9), ("E44", 7), ("E8", 12), ("E3", 4), ("E2", 0.6))


def choose_exit(rng: random.Random, one: Stay) -> str:
    """The reason the period of care ended, as its last placement, legal status and age allow."""
    last = one.spells[-1].cell
    status = one.statuses[-1][1]
    if one.end is None:
        return ""
    age = age_on(one.person.born, one.end)
    if last.for_adoption:
        return rng.choice(("E11", "E12", "E12"))
    if age >= 18 or (birthday(one.person.born, 18) - one.end).days < 5:
        return rng.choices(("E5", "E6", "E7", "E8"), (60, 22, 6, 12))[0]
    if last.place in ("M2", "M3"):
        return "E8"
    if last.place in ("K1", "R5") and rng.random() < 0.6:
        return "E9"
    if age >= 16 and last.place in ("P2", "H5", "P3"):
        return rng.choice(("E5", "E6"))
    if last.place == "P1":
        return "E4A"
    if last.place == "Q1" and status != "V2":
        return rng.choices(("E43", "E41", "E4A"), (55, 20, 25))[0]
    if age >= 16 and rng.random() < 0.35:
        return rng.choice(("E5", "E6", "E8"))
    later = one.person.stays[-1] is not one
    exits = [(code, weight) for code, weight in HOME_EXITS if not (later and code in ("E2", "E3", "E44"))]
    return rng.choices([code for code, _ in exits], [weight for _, weight in exits])[0]
