"""Care leavers, missing spells, deprivation of liberty, and this year against last."""

from __future__ import annotations

from .rows import Case, Row, child, episode, leaver, missing, order, was

SEVENTEEN = "2008-01-10"  # turns 17 on 10 January 2025
EIGHTEEN = "2007-01-10"  # turns 18 on that day

LEAVERS = [
    Case("131", [leaver(IN_TOUCH="MAYBE")], ["OC3 2 IN_TOUCH"], [leaver(IN_TOUCH="NREQ")]),
    Case("132", [leaver(ACTIV="F3")], ["OC3 2 ACTIV"], [leaver(ACTIV="F5")]),
    Case("132", [leaver(ACTIV="F5")], ["OC3 2 ACTIV"], [leaver(ACTIV="F3")], year=2021),
    Case(
        "133", [leaver(ACCOM="S1"), leaver(ACCOM="X1")], ["OC3 2 ACCOM", "OC3 3 ACCOM"], [leaver(ACCOM="S2")]
    ),
    Case("153", [leaver(ACTIV="")], ["OC3 2 ACTIV"], [leaver(), leaver(IN_TOUCH="", ACTIV="", ACCOM="")]),
    Case(
        "344",
        [leaver(IN_TOUCH="DIED"), leaver(IN_TOUCH="RHOM", ACTIV="0")],
        ["OC3 2 ACTIV", "OC3 3 ACCOM"],
        [leaver(IN_TOUCH="DIED", ACTIV="0", ACCOM="0"), leaver()],
    ),
    Case(
        "345",
        [leaver(ACTIV="0"), leaver(ACCOM="0")],
        ["OC3 2 ACTIV", "OC3 3 ACCOM"],
        [leaver(), leaver(IN_TOUCH="NO", ACTIV="0", ACCOM="0")],
    ),
    Case("347", [leaver(ACCOM="T1", DOB=SEVENTEEN)], ["OC3 2 ACCOM"], [leaver(ACCOM="T1", DOB=EIGHTEEN)]),
    Case(
        "348",
        [leaver(), was(leaver(IN_TOUCH="DIED"))],
        ["OC3 2 IN_TOUCH"],
        [leaver(IN_TOUCH="DIED"), was(leaver(IN_TOUCH="DIED"))],
        year=2026,
    ),
    # Not yet 17 on 31 March 2025; 26 on that day; 17 on it; not yet 26.
    Case(
        "391",
        [leaver(DOB="2008-04-01"), leaver(DOB="1999-03-31")],
        ["OC3 2 DOB", "OC3 3 DOB"],
        [leaver(DOB="2008-03-31"), leaver(DOB="1999-04-01")],
    ),
    Case(
        "1000",
        [leaver(), was(episode(dec="2023-08-01", rec="E2")), episode(CHILD="2")],
        ["OC3 2 IN_TOUCH"],
        [leaver(), was(episode(dec="2023-08-01", rec="E5")), episode(CHILD="2")],
    ),
    Case("3001", [leaver(ACCOM="Z1", DOB=SEVENTEEN)], ["OC3 2 ACCOM"], [leaver(ACCOM="Z1", DOB=EIGHTEEN)]),
]

YOUNG = [child(DOB=EIGHTEEN), leaver(), was(episode("2020-01-01", CHILD="9"))]


def seventeen(*rows: Row) -> list[Row]:
    return [child(DOB=SEVENTEEN), leaver(DOB=SEVENTEEN), *rows]


IN_CARE = [
    # In care for 60 days at 17, start seen; for 13 weeks to the day.
    Case(
        "1001",
        [*YOUNG, episode("2024-06-01", "2024-07-31", "E5")],
        ["OC3 2 IN_TOUCH"],
        [*YOUNG, episode("2024-06-01", "2024-08-31", "E5")],
    ),
    # Left before turning 16 on 10 January 2024; left the month after.
    Case(
        "1001",
        seventeen(was(episode("2020-01-01", "2023-12-10", "E4A", RNE="L")), episode(CHILD="9")),
        ["OC3 2 IN_TOUCH"],
        seventeen(was(episode("2020-01-01", "2024-02-10", "E4A", RNE="L")), episode(CHILD="9")),
    ),
    Case(
        "1001",
        [*YOUNG, episode("2020-06-01", "2024-08-31", "E11", RNE="L")],
        ["OC3 2 IN_TOUCH"],
        [*YOUNG, episode("2020-06-01", "2024-08-31", "E41", RNE="L")],
    ),
    # Turning 17 with no episode in either year; turning 18 and in last year's OC3.
    Case(
        "1002",
        [leaver(DOB=SEVENTEEN), episode(CHILD="2"), was(episode(CHILD="2"))],
        ["OC3 2 CHILD"],
        [leaver(), was(leaver()), episode(CHILD="2"), was(episode(CHILD="2"))],
    ),
    # Still in care on the 17th birthday; left on the day itself.
    Case(
        "1007",
        seventeen(episode("2024-06-01")),
        ["OC3 2 IN_TOUCH"],
        seventeen(episode("2024-06-01", "2025-01-10", "E5")),
    ),
    Case(
        "1010",
        [leaver(), was(episode("2023-06-01")), episode(CHILD="2")],
        ["OC3 2 CHILD"],
        [leaver(), was(episode("2023-06-01", "2024-01-10", "E5")), episode(CHILD="2")],
    ),
    Case(
        "1011",
        [leaver(), episode("2024-06-01", "2024-08-01", "E3")],
        ["OC3 2 IN_TOUCH"],
        [leaver(), episode("2024-06-01", "2024-08-01", "E3"), episode("2024-09-01", "2024-10-01", "E5")],
    ),
    # Left the day after the 18th birthday; on the birthday.
    Case(
        "1016",
        [*YOUNG, episode("2024-06-01", "2025-01-11", "E5")],
        ["OC3 2 IN_TOUCH"],
        [*YOUNG, episode("2024-06-01", "2025-01-10", "E5")],
    ),
]

LEFT = episode("2024-05-01", "2024-09-01", "E4A")
SPLIT_BY_ORDER = [episode("2024-05-01", "2024-09-01", "X1"), episode("2024-09-01", RNE="L", LS="E1")]
SPLIT_BY_MOVE = [episode("2024-05-01", "2024-09-01", "X1"), episode("2024-09-01", RNE="P")]

MISSING = [
    Case("564", [missing("")], ["Missing 2 MIS_START"], [missing()]),
    Case("565", [missing(MISSING="")], ["Missing 2 MISSING"], [missing()]),
    Case("566", [missing("", MISSING="")], ["Missing 2 MISSING"], [missing(end="", MISSING="")]),
    Case("567", [missing(end="2024-07-31")], ["Missing 2 MIS_END"], [missing(end="2024-08-01")]),
    Case("570", [missing("2025-04-01", "")], ["Missing 2 MIS_START"], [missing("2025-03-31", "")]),
    Case(
        "571",
        [missing("2024-03-01", "2024-03-31"), missing(end="2025-04-01")],
        ["Missing 2 MIS_END", "Missing 3 MIS_END"],
        [missing("2024-03-01", "2024-04-01"), missing(end="")],
    ),
    Case(
        "574",
        [missing(), missing("2024-08-02", "2024-08-09")],
        ["Missing 3 MIS_START"],
        [missing(), missing("2024-08-03", "")],
    ),
    # The long first spell also covers the third, though the second lies between.
    Case(
        "574",
        [missing(end="2024-09-01"), missing("2024-08-05", "2024-08-06"), missing("2024-08-20", "2024-08-21")],
        ["Missing 3 MIS_START", "Missing 4 MIS_START"],
        [
            missing(end="2024-08-05"),
            missing("2024-08-05", "2024-08-06"),
            missing("2024-08-20", "", CHILD="2"),
        ],
    ),
    Case("575", [*SPLIT_BY_MOVE, missing(end="")], ["Missing 2 MIS_END"], [*SPLIT_BY_ORDER, missing(end="")]),
    Case(
        "576",
        [missing(), was(missing("2024-03-20", "")), child()],
        ["Missing 2 MIS_START"],
        [missing("2024-03-20", "2024-04-02"), missing(), was(missing("2024-03-20", "")), child()],
    ),
    Case(
        "576",
        [missing(CHILD="2"), was(missing("2024-03-20", "")), child()],
        ["Header 2 CHILD"],
        [missing(CHILD="2"), was(missing("2024-03-20", "2024-03-22")), child()],
    ),
    Case("577", [LEFT, missing(end="")], ["Missing 2 MIS_END"], [LEFT, missing(end="2024-09-01")]),
    Case(
        "578", [LEFT, missing("2024-09-02", "")], ["Missing 2 MIS_START"], [LEFT, missing("2024-09-01", "")]
    ),
    Case(
        "580",
        [child(DOB="2006-08-03"), missing(DOB="2006-08-03"), episode(dec="2024-08-03", rec="E5")],
        ["Episodes 2 REC"],
        [child(DOB="2006-08-03"), missing(DOB="2006-08-03"), episode(dec="2024-08-03", rec="E8")],
    ),
    Case("581", [LEFT, missing("2024-04-30")], ["Missing 2 MIS_START"], [LEFT, missing("2024-05-01")]),
    Case("586", [missing("2012-05-04")], ["Missing 2 MIS_START"], [missing("2012-05-05")]),
    Case(
        "1004",
        [missing("2024-08-32"), missing("")],
        ["Missing 2 MIS_START", "Missing 3 MIS_START"],
        [missing()],
    ),
    Case("1005", [missing(end="tomorrow")], ["Missing 2 MIS_END"], [missing(end=""), missing()]),
    Case("1006", [missing(MISSING="X")], ["Missing 2 MISSING"], [missing(MISSING="A"), missing(MISSING="")]),
]


def in_2027(code: str, bad: list[Row], at: list[str], good: list[Row], year: int = 2027) -> Case:
    return Case(code, bad, at, good, year=year)


HERE = episode("2026-05-01", "2026-09-01", "E4A", PLACE="K2")

LIBERTY = [
    in_2027("700", [order("2026-06-31"), order("")], ["DoLo 2 DOLO_START", "DoLo 3 DOLO_START"], [order()]),
    in_2027("701", [order(end="never")], ["DoLo 2 DOLO_END"], [order(end=""), order()]),
    in_2027("702", [order(end="2026-06-01")], ["DoLo 2 DOLO_END"], [order(end="2026-06-02")]),
    in_2027("703", [order("2027-04-01", "")], ["DoLo 2 DOLO_START"], [order("2027-03-31", "")]),
    in_2027(
        "704", [order("2026-01-01", "2026-03-31")], ["DoLo 2 DOLO_END"], [order("2026-01-01", "2026-04-01")]
    ),
    in_2027(
        "705",
        [order(end=""), order("2026-08-01", "")],
        ["DoLo 3 DOLO_START"],
        [order(), order("2026-07-01", "")],
    ),
    in_2027(
        "706",
        [order("2027-06-01", ""), was(order(end=""))],
        ["DoLo 2 DOLO_START"],
        [order(end="2027-05-01"), was(order(end=""))],
        year=2028,
    ),
    in_2027("707", [HERE, order(end="")], ["DoLo 2 DOLO_END"], [HERE, order(end="2026-09-01")]),
    in_2027("708", [order("2012-05-05")], ["DoLo 2 DOLO_START"], [order("2012-05-06")]),
    in_2027(
        "709",
        [episode("2026-05-01", PLACE="U6"), order()],
        ["Episodes 2 PLACE"],
        [episode("2026-05-01", PLACE="K2"), episode("2026-07-01", PLACE="U6"), order()],
    ),
    in_2027(
        "710",
        [episode("2026-05-01", PLACE="K1"), order(end="")],
        ["Episodes 2 PLACE"],
        [
            episode("2026-05-01", PLACE="Z13"),
            episode("2025-05-01", "2026-06-01", "X1", PLACE="K1"),
            order(end=""),
        ],
    ),
]

OPEN = was(episode("2023-06-01"))
ON = episode("2023-06-01")


def differing(code: str, column: str, **cells: str) -> Case:
    """The open episode of last year, this year with another value; or unchanged."""
    return Case(code, [episode("2023-06-01", **cells), OPEN], [f"Episodes 2 {column}"], [ON, OPEN])


YEARS = [
    Case("502", [episode("2023-06-02"), OPEN], ["Episodes 2 DECOM"], [ON, OPEN]),
    differing("503A", "RNE", RNE="P"),
    differing("503B", "LS", LS="E1"),
    differing("503C", "CIN", CIN="N5"),
    differing("503D", "PLACE", PLACE="K2"),
    Case(
        "503D",
        [episode("2023-06-01", PLACE="K2"), was(episode("2023-06-01", PLACE="H5"))],
        ["Episodes 2 PLACE"],
        [episode("2023-06-01", PLACE="K3"), was(episode("2023-06-01", PLACE="H5"))],
    ),
    differing("503E", "PLACE_PROVIDER", PLACE_PROVIDER="PR4"),
    differing("503F", "URN", URN="SC2"),
    differing("503G", "PL_POST", PL_POST="PO1 1AA"),
    differing("503H", "PL_POST", PL_POST="PO1 1AA"),
    differing("503J", "PL_POST", PL_POST="PO1 1AA"),
    differing("452", "PL_POST", PL_POST="PO1 1AA"),
    differing("453", "PL_POST", PL_POST="PO1 1AA"),
    # Closed last year: this year's first episode is another one.
    Case(
        "503B",
        [episode("2023-06-01", LS="E1"), OPEN],
        ["Episodes 2 LS"],
        [episode(LS="E1"), was(episode("2023-06-01", "2024-01-01", "E4A"))],
    ),
    Case("562", [episode("2024-03-31"), OPEN], ["Episodes 2 DECOM"], [episode("2024-04-01"), ON, OPEN]),
    Case(
        "NoE", [episode("2024-03-31", CHILD="2"), OPEN], ["Episodes 2 DECOM"], [episode("2024-03-31"), OPEN]
    ),
]

CASES = LEAVERS + IN_CARE + MISSING + LIBERTY + YEARS
