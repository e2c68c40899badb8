"""Care leavers as one return's OC3 file has them, for the oracle."""

from dataclasses import dataclass

from tests.indicators.oracle_calendar import age_on, parse_date, return_year_end
from tests.indicators.oracle_codes import (
    ACCOMMODATION_GROUP_OF,
    IN_EDUCATION_OR_WORK,
    LEAVER_BANDS,
    OUT_OF_SCOPE,
    OUT_OF_SUITABILITY,
)
from tests.indicators.oracle_statements import code, known_in
from tests.indicators.returns import Return


@dataclass(frozen=True)
class Leaver:
    """One person in scope: in the age bands, living, and not home with parents for six months."""

    band: str
    in_touch: str
    activity: str
    accommodation: str


def leavers_of(one: Return) -> list[Leaver]:
    """The people in scope in this return."""
    headers = known_in(one)
    found: dict[str, Leaver | None] = {}
    for row in one.tables["OC3"]:
        born = parse_date(row.get("DOB"))
        if born and code(row, "CHILD") in headers:
            age = age_on(born, return_year_end(one.as_at))
            in_scope = 17 <= age <= 21 and code(row, "IN_TOUCH") not in OUT_OF_SCOPE
            found[code(row, "CHILD")] = (
                Leaver(
                    band=LEAVER_BANDS[0] if age <= 18 else LEAVER_BANDS[1],
                    in_touch=code(row, "IN_TOUCH"),
                    activity=code(row, "ACTIV"),
                    accommodation=code(row, "ACCOM"),
                )
                if in_scope
                else None
            )
    return [leaver for leaver in found.values() if leaver]


def outcome(key: str, leavers: list[Leaver], band: str) -> tuple[int, int]:
    """How many of the band meet the measure, of how many."""
    scope = [leaver for leaver in leavers if leaver.band == band]
    if key == "leavers.in_touch":
        met = [leaver for leaver in scope if leaver.in_touch == "YES"]
    elif key == "leavers.suitable_accommodation":
        scope = [leaver for leaver in scope if leaver.accommodation[:1] not in OUT_OF_SUITABILITY]
        met = [leaver for leaver in scope if leaver.accommodation.endswith("1")]
    else:
        met = [leaver for leaver in scope if leaver.activity in IN_EDUCATION_OR_WORK]
    return len(met), len(scope)


def accommodation(leavers: list[Leaver]) -> list[str]:
    """Each person's group."""
    return [ACCOMMODATION_GROUP_OF.get(leaver.accommodation[:1], "other") for leaver in leavers]
