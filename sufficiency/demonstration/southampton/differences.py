"""Why a printed cell cannot be computed: the source contradicts itself, and this is what was chosen."""

from __future__ import annotations

from datetime import date

from sufficiency.demonstration.southampton.printed import Printed

_YEAR_2009, _YEAR_2011, _YEAR_2013 = date(2009, 3, 31), date(2011, 3, 31), date(2013, 3, 31)

# Proved by trying every whole number: tests/demonstration/test_southampton_generator.py.
IMPOSSIBLE_IN_TABLE_3 = {
    (
        _YEAR_2009,
        "placements.distance_not_known",
        "",
    ): "no whole numbers of 289 children meet all seven cells",
    (
        _YEAR_2011,
        "placements.by_distance",
        "inside, 20 miles or less",
    ): "no whole numbers of 386 children meet all seven cells",
    (
        _YEAR_2013,
        "placements.by_distance",
        "outside, 20 miles or less",
    ): "inside 52 % and outside 36 % make 88 %, where 84 % is printed",
    (
        _YEAR_2013,
        "placements.distance_not_known",
        "",
    ): "2 % is 8 to 12 children, but the 23 of Table 4 placed for adoption have no known distance",
}
_TABLE_4_TOTAL = "its rows leave out three of the 482 children of Tables 1 and 7, who are not classified"
_TABLE_7 = "a budget's view: Tables 4 and 7 class the same children otherwise, so both cannot be met"
_OCTOBER = "there is no return as at 31 October 2013, so the demonstration is not fitted to that day"
_LOW_POINT = "Table 1 has 296 at 31 March 2007 and the low of 268 a year later"


def why_it_differs(said: Printed) -> str | None:
    """The reason on record, or None where there is none: then a difference is a fault."""
    if said.place == "Table 3":
        return IMPOSSIBLE_IN_TABLE_3.get((said.as_at, said.key, said.category))
    if said.place == "Table 4" and said.key == "cla.number" and said.as_at == _YEAR_2013:
        return _TABLE_4_TOTAL
    if said.place == "Table 7" and said.key == "placements.by_budget_group":
        return _OCTOBER if said.as_at == date(2013, 10, 31) else _TABLE_7
    if said.place == "Table 7" and said.as_at == date(2013, 10, 31):
        return _OCTOBER
    if said.key == "cla.number" and said.as_at == date(2007, 3, 31):
        return _LOW_POINT
    if said.as_at > date(2013, 12, 31):
        return "later than the last extract"
    return None
