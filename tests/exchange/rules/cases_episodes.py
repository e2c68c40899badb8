"""Codes and dates of an episode, how episodes follow one another, orders and short breaks."""

from __future__ import annotations

from .rows import Case, Row, child, episode, review

FIRST = episode("2024-04-10", "2024-06-01", "X1")


def then(**cells: str) -> Row:
    """The episode that follows `FIRST` on the day it ended."""
    return episode("2024-06-01", **cells)


CODES = [
    Case("141", [episode("30/02/2024"), episode("")], ["Episodes 2 DECOM", "Episodes 3 DECOM"], [episode()]),
    Case(
        "143", [episode(RNE="Q"), episode(RNE="")], ["Episodes 2 RNE", "Episodes 3 RNE"], [episode(RNE="U")]
    ),
    Case("144", [episode(LS="C9"), episode(LS="")], ["Episodes 2 LS", "Episodes 3 LS"], [episode(LS="J3")]),
    Case(
        "145", [episode(CIN="N9"), episode(CIN="")], ["Episodes 2 CIN", "Episodes 3 CIN"], [episode(CIN="N8")]
    ),
    Case("147", [episode(dec="2024-13-01")], ["Episodes 2 DEC"], [episode(dec="2024-12-01"), episode()]),
    Case(
        "148",
        [episode(dec="2024-12-01"), episode(rec="E4A")],
        ["Episodes 2 REC", "Episodes 3 DEC"],
        [episode(dec="2024-12-01", rec="E4A"), episode()],
    ),
    Case("149", [episode(rec="E43")], ["Episodes 2 REC"], [episode(rec="E45"), episode()]),
    Case("149", [episode(rec="E45")], ["Episodes 2 REC"], [episode(rec="E43")], year=2013),
    Case("353", [episode("1991-10-13")], ["Episodes 2 DECOM"], [episode("1991-10-14")]),
    Case("354", [episode("2025-04-01")], ["Episodes 2 DECOM"], [episode("2025-03-31")]),
    Case("355", [episode(dec="2024-06-01")], ["Episodes 2 DEC"], [episode(dec="2024-06-02"), episode()]),
    Case("356", [episode(dec="2024-05-31")], ["Episodes 2 DEC"], [episode(dec="2024-06-01"), episode()]),
    Case("385", [episode(dec="2025-04-01")], ["Episodes 2 DEC"], [episode(dec="2025-03-31"), episode()]),
    Case(
        "1009",
        [episode(REASON_PLACE_CHANGE="BORED")],
        ["Episodes 2 REASON_PLACE_CHANGE"],
        [episode(REASON_PLACE_CHANGE="CARPL"), episode()],
    ),
]

MOVED = {"PL_POST": "PO1 1AA"}

CHAIN = [
    Case("142", [episode("2024-04-10"), then()], ["Episodes 2 DEC"], [FIRST, then()]),
    Case(
        "302",
        [child(DOB="2024-06-02"), episode()],
        ["Episodes 2 DECOM"],
        [child(DOB="2024-06-01"), episode()],
    ),
    # Starts on the 18th birthday; starts the day before.
    Case(
        "352",
        [child(DOB="2006-06-01"), episode()],
        ["Episodes 2 DECOM"],
        [child(DOB="2006-06-02"), episode()],
    ),
    Case("357", [episode("2024-04-01", RNE="P")], ["Episodes 2 RNE"], [episode("2024-03-31", RNE="P")]),
    Case(
        "388",
        [FIRST, episode("2024-06-02", RNE="P"), episode(CHILD="2", dec="2024-09-01", rec="X1")],
        ["Episodes 2 REC", "Episodes 4 REC"],
        [FIRST, then(RNE="P")],
    ),
    # A real exit, yet the next episode begins that same day.
    Case("388", [episode("2024-04-10", "2024-06-01", "E4A"), then()], ["Episodes 2 REC"], [FIRST, then()]),
    Case("431", [FIRST, then(RNE="S")], ["Episodes 3 RNE"], [FIRST, episode("2024-06-02", RNE="S")]),
    Case(
        "432",
        [episode("2024-04-10", "2024-06-01", "E4A"), episode("2024-07-01", RNE="P")],
        ["Episodes 3 RNE"],
        [episode("2024-04-10", "2024-06-01", "E4A"), episode("2024-07-01", RNE="S")],
    ),
    Case("433", [FIRST, episode("2024-06-02", RNE="P")], ["Episodes 3 DECOM"], [FIRST, then(RNE="P")]),
    # L with the old legal status; L with another placement; L as it should be, the postcode spaced otherwise.
    Case(
        "434", [FIRST, then(RNE="L")], ["Episodes 3 RNE"], [FIRST, then(RNE="L", LS="E1", PL_POST="SO151AA")]
    ),
    Case("434", [FIRST, then(RNE="L", LS="E1", **MOVED)], ["Episodes 3 RNE"], [FIRST, then(RNE="P")]),
    Case("435", [FIRST, then(RNE="P")], ["Episodes 3 RNE"], [FIRST, then(RNE="P", **MOVED)]),
    Case(
        "435",
        [FIRST, then(RNE="T", LS="E1", **MOVED)],
        ["Episodes 3 RNE"],
        [FIRST, then(RNE="T", PLACE="U5")],
    ),
    Case(
        "436", [FIRST, then(RNE="B", LS="E1")], ["Episodes 3 RNE"], [FIRST, then(RNE="B", LS="E1", **MOVED)]
    ),
    Case(
        "436",
        [FIRST, then(RNE="U", **MOVED)],
        ["Episodes 3 RNE"],
        [FIRST, then(RNE="U", LS="E1", PLACE="U5")],
    ),
    Case(
        "437",
        [episode("2024-04-10", "2024-06-01", "E2"), episode("2024-07-01")],
        ["Episodes 2 REC"],
        [episode("2024-04-10", "2024-06-01", "E2"), episode("2024-07-01", CHILD="2")],
    ),
    Case("501", [FIRST, episode("2024-05-31", RNE="P")], ["Episodes 3 DECOM"], [FIRST, then(RNE="P")]),
    # Another period of care may have another need.
    Case(
        "504", [FIRST, then(RNE="P", CIN="N5")], ["Episodes 3 CIN"], [FIRST, episode("2024-07-01", CIN="N5")]
    ),
]


def lasting(status: str, dec: str) -> Row:
    return episode("2024-06-01", dec, "E4A", LS=status)


def in_two(status: str, dec: str) -> list[Row]:
    """One stretch under `status` from 1 June, split on 2 June by a move."""
    return [
        episode("2024-06-01", "2024-06-02", "X1", LS=status),
        episode("2024-06-02", dec, "E4A", LS=status, RNE="P", PL_POST="PO1 1AA"),
    ]


ORDERS = [
    # 10 on 1 June 2024, the day it began; 10 the day after.
    Case(
        "358",
        [child(DOB="2014-06-02"), episode(LS="J1")],
        ["Episodes 2 LS"],
        [child(DOB="2014-06-01"), episode(LS="J1")],
    ),
    Case(
        "359",
        [child(DOB="2007-03-30"), episode(PLACE="U6")],
        ["Episodes 2 DEC"],
        [child(DOB="2007-03-30"), episode(PLACE="K2", LS="V2")],
    ),
    Case(
        "359", [child(DOB="2007-03-30"), episode()], ["Episodes 2 DEC"], [child(DOB="2007-03-31"), episode()]
    ),
    Case("361", [lasting("L1", "2024-06-05")], ["Episodes 2 LS"], [lasting("L1", "2024-06-04")]),
    Case("361", in_two("L1", "2024-06-05"), ["Episodes 2 LS", "Episodes 3 LS"], in_two("L1", "2024-06-04")),
    Case("362", [lasting("L2", "2024-06-23")], ["Episodes 2 LS"], [lasting("L2", "2024-06-22")]),
    # Open: it runs to the day of the extract.
    Case("362", [episode(LS="L2")], ["Episodes 2 LS"], [episode("2025-03-20", LS="L2")]),
    Case("363", [lasting("L3", "2024-06-09")], ["Episodes 2 LS"], [lasting("L3", "2024-06-08")]),
    Case("364", [lasting("J2", "2024-06-23")], ["Episodes 2 LS"], [lasting("J2", "2024-06-22")]),
    Case(
        "445",
        [episode("2006-01-01", LS="D1")],
        ["Episodes 2 LS"],
        [episode("2005-12-31", LS="D1")],
        year=2024,
    ),
    Case("446", [episode("2005-12-29", LS="E1")], ["Episodes 2 LS"], [episode("2005-12-30", LS="E1")]),
    Case(
        "451",
        [episode(LS="D1")],
        ["Episodes 2 LS"],
        [episode(LS="D1", dec="2024-01-01", rec="E11")],
        year=2024,
    ),
]

NOWHERE = {"HOME_POST": "", "PL_POST": "", "URN": ""}


def short_break(decom: str, dec: str, **cells: str) -> Row:
    return episode(decom, dec, "E4A", LS="V3", **NOWHERE, **cells)


SHORT_BREAKS = [
    Case(
        "214",
        [episode(LS="V3", URN=""), episode(LS="V4", PL_POST="")],
        ["Episodes 2 PL_POST", "Episodes 3 URN"],
        [episode(LS="V3", **NOWHERE), episode()],
    ),
    Case("365", [lasting("V3", "2024-06-19")], ["Episodes 2 DEC"], [lasting("V3", "2024-06-18")]),
    Case(
        "366", [episode(LS="V3", RNE="P")], ["Episodes 2 RNE"], [episode(LS="V3"), episode(LS="V4", RNE="P")]
    ),
    # 31 + 30 + 15 = 76 days; then one day fewer. Days before the year do not count.
    Case(
        "367",
        [
            short_break("2024-05-01", "2024-06-01"),
            short_break("2024-07-01", "2024-07-31"),
            short_break("2024-09-01", "2024-09-16"),
        ],
        ["Episodes 2 LS", "Episodes 3 LS", "Episodes 4 LS"],
        [
            short_break("2024-05-01", "2024-06-01"),
            short_break("2024-07-01", "2024-07-31"),
            short_break("2024-09-01", "2024-09-15"),
            short_break("2024-03-10", "2024-03-25"),
        ],
    ),
    Case("382", [episode(LS="V4", PLACE="T1")], ["Episodes 2 PLACE"], [episode(PLACE="T1")]),
    Case("384", [episode(LS="V3", PLACE="U4")], ["Episodes 2 PLACE"], [episode(LS="V3", PLACE="U6")]),
    Case(
        "398",
        [episode(LS="V3")],
        ["Episodes 2 HOME_POST", "Episodes 2 PL_POST"],
        [episode(LS="V3", **NOWHERE), episode()],
    ),
    Case(
        "399",
        [child(MOTHER="1"), episode(LS="V3"), review()],
        ["Header 2 MOTHER", "Reviews 2 REVIEW"],
        [child(MOTHER="1"), episode(LS="V3"), episode(LS="C2"), review()],
    ),
    Case("420", [episode(LS="V3")], ["Episodes 2 PL_POST"], [episode(LS="V3", **NOWHERE)]),
    Case(
        "426",
        [episode(LS="V3"), episode(LS="V4"), episode(LS="C2")],
        ["Episodes 2 LS", "Episodes 3 LS"],
        [episode(LS="V3"), episode(LS="V4", CHILD="2")],
    ),
]

CASES = CODES + CHAIN + ORDERS + SHORT_BREAKS
