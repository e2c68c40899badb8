"""Temporary moves, adoption and special guardianship."""

from __future__ import annotations

from .rows import Case, Row, child, episode

HOME = episode("2024-04-10", "2024-06-01", "X1")
AWAY = episode(
    "2024-06-01", "2024-06-05", "X1", RNE="P", PLACE="T4", PLACE_PROVIDER="", URN="", PL_POST="PO1 1AA"
)
BACK = episode("2024-06-05", RNE="P")


def away(decom: str, dec: str, place: str = "T3", **cells: str) -> Row:
    return episode(decom, dec, "X1", PLACE=place, RNE="P", **cells)


TEMPORARY = [
    Case(
        "226",
        [episode("2024-04-10", "2024-06-01", "X1", REASON_PLACE_CHANGE="CARPL"), AWAY, BACK],
        ["Episodes 2 REASON_PLACE_CHANGE"],
        [HOME, AWAY, BACK],
    ),
    Case(
        "375",
        [away("2024-06-01", "2024-07-14", "T1")],
        ["Episodes 2 PLACE"],
        [away("2024-06-01", "2024-07-13", "T1")],
    ),
    Case("376", [away("2024-06-01", "2024-06-23")], ["Episodes 2 PLACE"], [away("2024-06-01", "2024-06-22")]),
    # The third of three; a holiday split by a new order is still one.
    Case(
        "377",
        [
            away("2024-06-01", "2024-06-05"),
            away("2024-07-01", "2024-07-05"),
            away("2024-08-01", "2024-08-05"),
        ],
        ["Episodes 2 PLACE", "Episodes 3 PLACE", "Episodes 4 PLACE"],
        [
            away("2024-06-01", "2024-06-05"),
            away("2024-07-01", "2024-07-05"),
            episode("2024-07-05", "2024-07-07", "X1", PLACE="T3", RNE="L"),
        ],
    ),
    Case(
        "379",
        [away("2024-06-01", "2024-06-09", "T4")],
        ["Episodes 2 PLACE"],
        [away("2024-06-01", "2024-06-08", "T4")],
    ),
    # Starts with it; or it is merely split by a new order.
    Case(
        "380",
        [episode(PLACE="T1")],
        ["Episodes 2 PLACE"],
        [HOME, AWAY, episode("2024-06-05", PLACE="T4", RNE="L", LS="E1")],
    ),
    Case(
        "381",
        [HOME, episode(dec="2024-07-01", rec="E4A", PLACE="T1", RNE="P")],
        ["Episodes 3 PLACE"],
        [HOME, AWAY, BACK],
    ),
    Case(
        "383",
        [HOME, AWAY, episode("2024-06-05", RNE="P", PLACE="K2")],
        ["Episodes 4 PLACE"],
        [HOME, AWAY, BACK],
    ),
    Case("383", [HOME, AWAY, episode("2024-06-05", RNE="B")], ["Episodes 4 RNE"], [HOME, AWAY]),
    # Two temporary rows in a run: the placement before them both is the one to come back to.
    Case(
        "383",
        [
            HOME,
            AWAY,
            away("2024-06-05", "2024-06-07", "T1"),
            episode("2024-06-07", RNE="P", PL_POST="PO1 2AA"),
        ],
        ["Episodes 5 PL_POST"],
        [
            HOME,
            AWAY,
            away("2024-06-05", "2024-06-07", "T1"),
            episode("2024-06-07", RNE="P", PL_POST="SO151AA"),
        ],
    ),
]

FOSTERED = episode("2024-04-10", "2024-06-01", "X1")
IN_HOME = episode("2024-04-10", "2024-06-01", "X1", PLACE="K2")


def leaving(reason: str, born: str, place: str = "U6") -> list[Row]:
    """A child who leaves on 1 December 2024."""
    return [child(DOB=born), episode("2024-04-10", "2024-12-01", reason, PLACE=place)]


ADOPTION = [
    Case(
        "217",
        [episode(PLACE="A3", RNE="P")],
        ["Episodes 2 RNE"],
        [episode(PLACE="A3", RNE="T"), episode(PLACE="A4", RNE="P")],
    ),
    Case(
        "336",
        [IN_HOME, episode(PLACE="A5", RNE="U")],
        ["Episodes 3 PLACE"],
        [FOSTERED, episode(PLACE="A5", RNE="U")],
    ),
    Case("386", leaving("E11", "2006-12-01"), ["Episodes 2 REC"], leaving("E12", "2006-12-02")),
    Case("387", leaving("E6", "2010-12-02"), ["Episodes 2 REC"], leaving("E6", "2010-12-01")),
    Case("389", leaving("E7", "2008-12-02"), ["Episodes 2 REC"], leaving("E7", "2008-12-01")),
    Case("407", leaving("E46", "2006-12-01"), ["Episodes 2 REC"], leaving("E46", "2006-12-02")),
    Case(
        "408",
        [episode(PLACE="A6", LS="C2")],
        ["Episodes 2 LS"],
        [episode(PLACE="A6", LS="E1"), episode(PLACE="A4")],
    ),
    Case("460", leaving("E17", "2006-12-02"), ["Episodes 2 REC"], leaving("E17", "2006-12-01")),
    Case("516", leaving("E45", "2015-01-01", "K2"), ["Episodes 2 REC"], leaving("E45", "2015-01-01")),
    Case(
        "516",
        [IN_HOME, episode(dec="2024-07-01", rec="E45", RNE="P", PLACE="P1")],
        ["Episodes 3 REC"],
        [FOSTERED, episode(dec="2024-07-01", rec="E45", RNE="P", PLACE="P1")],
    ),
]

CASES = TEMPORARY + ADOPTION
