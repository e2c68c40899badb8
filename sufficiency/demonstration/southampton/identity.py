"""Who the invented people are: sex, ethnicity, need, pupil number and the number the council knows them by.

The strategy prints, for 31 March 2013: 276 boys and 206 girls, 60 % girls among the 67 under 2, White 81 %,
Asian 5 %; and for 31 March 2012 Asian 2 %. The counts below are whole numbers that print as those.
"""

import random
from datetime import date, timedelta

from sufficiency.core.periods import age_on
from sufficiency.demonstration.southampton.lives import Person, PlanError, Stay
from sufficiency.demonstration.southampton.year_ends import DAYS

IN_2012, IN_2013 = DAYS.index(date(2012, 3, 31)), DAYS.index(date(2013, 3, 31))
GIRLS_2013, GIRLS_UNDER_2_2013 = 206, 40
WHITE_2013, ASIAN_2013, ASIAN_2012 = 390, 24, 9
WHITE = ("WBRI",) * 24 + ("WOTH", "WOTH", "WIRI", "WROM")
ASIAN = ("ABAN", "APKN", "AIND", "AOTH")
REST = ("MWBC", "MWBC", "MWAS", "MWBA", "MOTH", "MOTH", "BAFR", "BAFR", "BCRB", "BOTH", "OOTH")
ALONE = ("BAFR", "OOTH", "OOTH", "BOTH")
CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def identify(rng: random.Random, stays: list[Stay]) -> list[Person]:
    """Complete every person; returns them in the order in which they first came into care."""
    in_order = sorted(stays, key=lambda one: (one.start, one.person.family))
    persons = list(dict.fromkeys(one.person for one in in_order))
    _choose_sex(rng, stays, persons)
    _choose_ethnicity(rng, stays)
    for number, person in enumerate(persons, start=1):
        person.child = f"{100000 + number * 7:07d}"
        person.upn = pupil_number(person.born, number)
    needs: dict[tuple[int, date], str] = {}
    for one in stays:
        one.need = needs.setdefault((one.person.family, one.start), _need(rng, one))
    return persons


def _need(rng: random.Random, one: Stay) -> str:
    age = age_on(one.person.born, one.start)
    if one.asylum:
        return "N8"
    if age >= 13:
        return rng.choices(("N1", "N2", "N3", "N4", "N5", "N6", "N8"), (44, 5, 4, 16, 18, 9, 4))[0]
    return rng.choices(("N1", "N2", "N3", "N4", "N5", "N7", "N8"), (66, 3, 6, 8, 14, 1, 2))[0]


def _choose_sex(rng: random.Random, stays: list[Stay], persons: list[Person]) -> None:
    """Girls by quota at 31 March 2013, by chance elsewhere; teenagers in mother and baby units are girls."""
    for person in persons:
        person.sex = "2" if rng.random() < 0.45 else "1"
    for one in stays:
        if one.asylum:
            one.person.sex = "2" if rng.random() < 0.1 else "1"
    units = [one for one in stays if any(spell.cell.place == "R3" for spell in one.spells)]
    mothers = [one.person for one in units if age_on(one.person.born, one.start) > 10]
    here = [one.person for one in stays if IN_2013 in one.cells]
    babies = [person for person in here if age_on(person.born, DAYS[IN_2013]) < 2]
    older = [person for person in here if person not in babies]
    for group, girls in ((babies, GIRLS_UNDER_2_2013), (older, GIRLS_2013 - GIRLS_UNDER_2_2013)):
        free = [person for person in group if person not in mothers]
        chosen = set(rng.sample(free, girls - (len(group) - len(free))))
        for person in group:
            person.sex = "2" if person in chosen else "1"
    for person in mothers:
        person.sex = "2"
        one = next(one for one in units if one.person is person)
        moved_in = next(spell.start for spell in one.spells if spell.cell.place == "R3")
        person.mother_of = max(moved_in - timedelta(days=rng.randrange(2, 60)), one.start)


def _choose_ethnicity(rng: random.Random, stays: list[Stay]) -> None:
    """One ethnicity a family; White and Asian by quota on the two days for which they are printed."""
    families: dict[int, list[Stay]] = {}
    for one in stays:
        families.setdefault(one.person.family, []).append(one)
    order = sorted(families, key=lambda family: (len(families[family]) == 1, rng.random()))
    on_2012 = {family: sum(IN_2012 in one.cells for one in group) for family, group in families.items()}
    on_2013 = {family: sum(IN_2013 in one.cells for one in group) for family, group in families.items()}
    alone = {family for family, group in families.items() if any(one.asylum for one in group)}
    codes = {family: rng.choice(ALONE) for family in sorted(alone)}
    asian_2012 = asian_2013 = white_2013 = 0
    for family in order:
        now, then = on_2012[family], on_2013[family]
        if family in codes:
            continue
        kept_for_2012 = 0 if now else ASIAN_2012 - asian_2012
        asian_room = asian_2012 + now <= ASIAN_2012 and asian_2013 + then <= ASIAN_2013 - kept_for_2012
        if (now or then) and asian_room:
            codes[family] = rng.choice(ASIAN)
        elif then and white_2013 + then <= WHITE_2013:
            codes[family] = rng.choice(WHITE)
            white_2013 += then
            continue
        elif then or rng.random() < 0.15:
            codes[family] = rng.choice(REST)
            continue
        else:
            codes[family] = rng.choice(ASIAN if not now and rng.random() < 0.03 else WHITE)
            continue
        asian_2012 += now
        asian_2013 += then
    if (asian_2012, asian_2013, white_2013) != (ASIAN_2012, ASIAN_2013, WHITE_2013):
        raise PlanError("the printed shares by ethnicity cannot be met with these families")
    for family, group in families.items():
        for one in group:
            one.person.ethnicity = codes[family]


def pupil_number(born: date, number: int) -> str:
    """A well-formed unique pupil number that belongs to nobody: school numbers do not begin with 000."""
    digits = f"852000{number // 1000}{(born.year + 5) % 100:02d}{number % 1000:03d}"
    check = sum(int(digit) * weight for digit, weight in zip(digits, range(2, 14), strict=True)) % 23
    return CHECK_LETTERS[check] + digits
